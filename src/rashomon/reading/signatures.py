"""Lines that say whose a thing is: bylines, credits of pictures, signatures of embedded posts."""

from __future__ import annotations

from functools import lru_cache

import regex

from rashomon.model import Span
from rashomon.reading.lines import SHORT, Line, bare
from rashomon.reading.phrases import begins_with, held, phrases, sign

_POST = regex.compile(
    r"[—–-]{1,2}+\s?(?P<name>[^()\n]{1,60}?)\s?\((?P<handle>@[\w.]{1,40})\)(?P<when>[\s,·|]*[^\n()]{0,40})$"
)
_PICTURE_LINK = regex.compile(r"(?:pic\.twitter\.com/|https?://t\.co/)\w++\s*$")
_TOKEN = regex.compile(r"[\p{L}\p{M}][\p{L}\p{M}\p{N}'’.-]*+|&")
_NAME_TOKEN = regex.compile(r"(?:\p{Lu}[\p{L}\p{M}'’-]*+\.?|\p{Lu}\.(?:\p{Lu}\.)*+)(?:-\p{Lu}[\p{L}'’]*+)*+")
_LINK_OR_HANDLE = regex.compile(r"[\w.+-]{1,64}@[\w.-]{1,64}|@\w++|\[email.protected\]|https?://\S++")
_BRACKETS = regex.compile(r"[(\[（【](?P<inside>[^()\[\]（）【】\n]{3,120})[)\]）】][.。\s]*$")
_CLOSED = frozenset(")]）】")
_COLON = regex.compile(
    r"(?:^|[\s(.|/–—-])(?P<words>[\p{L}\p{M}]++(?: [\p{L}\p{M}]++){0,2}+)\s?[:：]\s?(?P<who>[^\n:：]{2,100})$"
)
_SENTENCE_END = regex.compile(r".*[.!?…”\"'’»\])](?:\s|$)", regex.S)
_PARTED = regex.compile(r"[,;|/·•]\s|\s[–—-]\s")
_STROKES = regex.compile(r"[/|]| via ")
_HANDLE = regex.compile(r"@\w{2,40}")
_CASED = regex.compile(r"[\p{Lu}\p{Ll}]")


def post(line: Line) -> bool:
    """Whether a line ends with the signature of an embedded post: "— Name (@handle) 17 May 2020"."""
    tail = line.text[-160:]
    if not ("@" in line.text or "t.co/" in tail or "pic.twitter.com/" in tail):
        return False
    found = _POST.search(tail)
    if found and (not found["when"].strip(" ,·|") or any(sign.isdigit() for sign in found["when"])):
        return True
    if _PICTURE_LINK.search(tail) or _HANDLE.fullmatch(line.text):
        return True
    if "@" not in line.text or len(line.text) > SHORT:
        return False
    return begins_with(bare(line.text[:120]), "posts") is not None


def only_signature(line: Line) -> bool:
    """Whether a line is a post's signature and nothing else."""
    found = _POST.match(line.text) if len(line.text) <= 160 else None
    return bool(found) or begins_with(bare(line.text[:120]), "posts") is not None


def _people(tokens: list[str]) -> bool:
    """Whether the tokens are names joined by particles and "and", at least two of them capitalised."""
    joins, staff = sign("joins"), phrases("staff")
    capitals = [bool(_NAME_TOKEN.fullmatch(token)) for token in tokens]
    return (
        sum(capitals) >= 2
        and capitals[0]
        and all(
            capital or token.casefold() in joins or bare(token) in staff
            for capital, token in zip(capitals, tokens, strict=True)
        )
    )


def byline(line: Line) -> str | None:
    """Who a line beginning with "By" names; None where it is no byline."""
    if line.ends and len(line.words) > 8:
        return None
    linked = "@" in line.text or "http" in line.text or "[email" in line.text
    text = (_LINK_OR_HANDLE.sub("", line.text) if linked else line.text).strip(" ,|·–—-*()[]")
    if len(text) > 140:
        return None
    opening = begins_with(bare(text), "bylines")
    if opening is None:
        return None
    rest = _after(text, opening)
    tokens = _TOKEN.findall(_PARTED.split(rest, 1)[0])
    if not rest or not tokens or len(_TOKEN.findall(rest)) > 16:
        return None
    if _people(tokens) or any(bare(token) in phrases("staff") for token in tokens[:3]):
        return rest
    return rest if not _CASED.search(rest) and _follows(text, rest) else None


def _follows(text: str, rest: str) -> bool:
    """Whether, in a script without capitals, what follows a byline's first words is a name: set off by
    a colon or a stroke, or short (and by a blank at least)."""
    before = text[: text.find(rest[:8])][-2:]
    if any(mark in before for mark in ":：/|／"):
        return len(rest) <= 40
    return before.endswith((" ", "\u3000")) and len(rest.split()) <= 3 and len(rest) <= 24


@lru_cache(maxsize=4_096)
def _written(word: str) -> regex.Pattern[str]:
    return regex.compile(regex.escape(word), regex.I)


def _after(text: str, opening: str) -> str:
    """What follows an opening phrase in a line."""
    place = 0
    for word in opening.split():
        found = _written(word).search(text, place)
        if not found:
            return ""
        place = found.end()
    return text[place:].strip(" :：,.|-–—")


def name_only(line: Line) -> bool:
    """Whether a line is nothing but what looks like a person's name: two to four capitalised words."""
    if len(line.text) > 40 or line.stops or line.bare in phrases("sections"):
        return False
    parts = line.text.split()
    if line.bare in phrases("furniture"):
        return False
    if not 2 <= len(parts) <= 4 or any(bare(part) in phrases("sections") for part in parts):
        return False
    joins = sign("joins")
    return (
        all(
            _NAME_TOKEN.fullmatch(part) or (part in joins and 0 < place < len(parts) - 1)
            for place, part in enumerate(parts)
        )
        and sum(part[0].isupper() for part in parts) >= 2
    )


def role(line: Line) -> bool:
    """Whether a short line says what its writer does: "Middle East correspondent"."""
    words = [bare(word) for word in line.words]
    return (
        0 < len(words) <= 6
        and not line.stops
        and len(line.text) <= 60
        and any(word in phrases("staff") for word in words)
    )


def credited(line: Line) -> str | None:
    """The credit that a line ends with, as the caption of a picture does; None where there is none."""
    if len(line.text) > 3 * SHORT:
        return None
    tail = line.text[-180:]
    whole = len(tail) == len(line.text)
    found = _BRACKETS.search(tail) if tail.rstrip(".。 \u00a0\u3000")[-1:] in _CLOSED else None
    if found and _is_credit(found["inside"]):
        return found["inside"]
    found = _COLON.search(tail) if ":" in tail or "：" in tail else None
    if found and _is_who(found["who"]):
        words, listed = bare(found["words"]), phrases("credits")
        if words in listed or (not whole and words.split()[-1:] and words.split()[-1] in listed):
            return found.group().strip(" (|/")
    return None if line.ends else _by_house(tail)


def credit_alone(line: Line) -> bool:
    """Whether a line is the credit of a picture or video and nothing else: "Foto: Jane Doe / House"."""
    whole = _COLON.fullmatch(line.text.strip("()[] "))
    return whole is not None and bare(whole["words"]) in phrases("credits") and _is_who(whole["who"])


def _by_house(tail: str) -> str | None:
    """The names between strokes that a caption ends with, one of them a picture house: "Jane Doe/AP"."""
    if not ("/" in tail or "|" in tail or " via " in tail):
        return None
    last = _SENTENCE_END.sub("", tail).lstrip("© ")
    parts = [part.strip() for part in _STROKES.split(last)]
    if not 2 <= len(parts) <= 5 or any(not part or len(part.split()) > 6 for part in parts):
        return None
    if any(not (part[0].isupper() or not _CASED.match(part)) or part[-1].isdigit() for part in parts):
        return None
    agencies = sign("agencies")
    return last if any(part.casefold() in agencies for part in parts) else None


def labelled_picture(line: Line) -> bool:
    """Whether a line begins as the caption or credit of a picture: "Image source, Getty", "Foto: ..."."""
    opening = begins_with(line.bare, "credits") if len(line.text) <= SHORT else None
    if opening is None:
        return False
    after = _after_mark(line.text, opening)
    return after in {":", "："} or (after == "," and " " in opening) or line.text.startswith("©")


def _after_mark(text: str, opening: str) -> str:
    """The mark of punctuation that directly follows an opening phrase."""
    rest = _after(text, opening)
    return text[: text.find(rest[:12])].rstrip()[-1:] if rest else ""


def agency_alone(line: Line) -> bool:
    """Whether a line is nothing but the name of an agency."""
    text = line.text.strip("()[]/. ")
    return text.casefold() in sign("agencies") and (text.isupper() or " " in text or text == "Reuters")


def _is_who(words: str) -> bool:
    """Whether what follows "Photo:" names somebody: a few words, each capitalised or a particle."""
    tokens = _TOKEN.findall(words)
    return 0 < len(tokens) <= 8 and all(
        not token[0].islower() or token.casefold() in sign("joins") for token in tokens
    )


def _bare_line(text: str) -> Line:
    return Line(text, Span(0, len(text)))


def _is_credit(inside: str) -> bool:
    """Whether what stands in brackets at the end is a credit: "AP Photo/Jane Doe", "Foto: TT"."""
    words = bare(inside)
    first, colon, _ = inside.replace("：", ":").partition(":")
    if colon and bare(first) in phrases("credits"):
        return True
    if "/" in inside:
        if any(part.strip().casefold() in sign("agencies") for part in inside.split("/")):
            return True
        return bool(held(words, "credits")) and len(inside.split()) <= 8
    opening = begins_with(words, "credits")
    rest = _after(inside, opening) if opening else ""
    return (
        bool(rest) and len(words.split()) <= 6 and (rest[0].isupper() or byline(_bare_line(rest)) is not None)
    )
