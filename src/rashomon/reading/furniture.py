"""Page furniture: lines that belong to the page a report stood on and not to the report.

Every rule looks at one short line and gives the reason or nothing. A line that a reporter could have
written must never match: whole lines, or beginnings of lines that do not read on as sentences.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

import regex

from rashomon.reading.lines import SHORT, Line, bare
from rashomon.reading.phrases import begins_with, calendar_words, held, opens, phrases, sign, with_colon

#: Most words of a line that any rule below knows it by, its openings apart.
_MOST_LOOKED_AT = 16
_STOPS, _BRACKETS = ".。 \u00a0\u3000", frozenset(")]）】")
#: A sign of an address, a number, a label, a credit, an icon, a notice of copyright.
_LOOKED_AT = re.compile(r"[@©_:：\[|]|https?|www\.|t\.co/|\d[\d ()/.+-]{6}|\([cC]\)|[Cc]opyright")
_OPENINGS = ("furniture", "furniture_starts", "furniture_labels", "tips", "provided", "credits", "posts")
#: What stands between labels.
_BETWEEN = regex.compile(r"\s*+[|/•·,:>»]\s*+|\s{2,}")
#: Names of icons in two or more parts, glued to the words of their label.
_GLUED = regex.compile(r"(?<!\w)[a-z]{2,20}(?:_[a-z]{2,20}){1,4}(?=[\p{Lu}\p{Lo}\p{N}])")
#: A name of one part glued to a capital or a digit.
_ICON = regex.compile(r"([a-z_]{3,24})(?=[\p{Lu}\p{Lo}\p{N}]|\s|$)")
_ADDRESS = regex.compile(
    r"(?:https?://|www\.)\S++|[\w.+-]{1,64}+@[\w-]{1,64}+\.[\w.-]{2,64}+|\[email.protected\]"
)
_TELEPHONE = regex.compile(r"(?<![\w.,])\+?(?:\(?\d{2,5}\)?[ \-/.]?){2,5}\d{2,4}(?!\w)")
#: What a line with an address or a number has at least.
_REACHABLE = regex.compile(r"@|www\.|https?:|\[email|\d[\d ()/.+-]{6}")
_RIGHTS = regex.compile(
    r"(?:copyright\s?)?(?:©|\(c\))\s?(?:(?:19|20)\d\d|[^\d/:]{2,40}(?:19|20)\d\d)|copyright\s(?:19|20)\d\d",
    regex.I,
)
_COUNT_BEHIND = regex.compile(r"\(\s?\d{1,3}(?:[.,\u00a0 ]?\d{3})*+\s?\)$")
_MAIL = regex.compile(r"[\w.+-]{1,64}+@[\w-]{1,64}+\.[\w.-]{2,64}+|\[email.protected\]")
_HANDLE = regex.compile(r"(?<![\w.])@\w{2,30}\s*+$")
#: Most words of a line by which a page speaks to its reader, of one that says how to reach its writer, of one
#: that says whose a video is, and of a name and role beside an address.
_MOST_SPOKEN, _MOST_CONTACT, _MOST_PROVIDED, _MOST_NAMED = 14, 30, 9, 6
#: "Thank you! Your comment has been sent."
_THANKS = regex.compile(r"¡?(?:\p{L}++[ \u00a0\u202f]?){1,3}+!\s*+\p{Lu}")
_CRUMBS = regex.compile(r"\s*+[|>»›•·/→]\s*+")
_COLON = regex.compile(r"[:：]")
_YEARS = regex.compile(r"(?:1[5-9]|20)\d\d[ \-–/.](?:1[5-9]|20)?\d\d")
_SPEECH = regex.compile(r"[\"“”„«»「」『』]")
#: Most words of a line that is a label with something behind it.
_MOST_OF_LABEL = 8
#: Fewest digits of a telephone number.
_DIGITS = 7
_NUMBERS = regex.compile(r"\d++(?:[.,]\d++)*+")
_ORDINAL = regex.compile(r"\d++[.)]")
_ORNAMENT = regex.compile(r"[-–—_*=~#•·.|▪●◆■□▲▼►◄→←↑↓+<>\s]++")
_SENTENCE = regex.compile(r"[.!?…。！？]++\s++")
#: Longest sentence without a sign of its own that still belongs to an appeal, in code points.
_AMID = 80
_LETTER = regex.compile(r"\p{L}")


def plain(line: Line) -> bool:
    """Whether a line is a sentence or more that no rule looks at twice: long enough, closed, without a sign
    or an opening of what pages put around reports. Most paragraphs are."""
    words = line.bare
    return (
        words.count(" ") >= _MOST_LOOKED_AT
        and line.ends
        and not "a" <= line.text[0] <= "z"
        and line.text.rstrip(_STOPS)[-1:] not in _BRACKETS
        and not _LOOKED_AT.search(line.text)
        and not opens(words, _OPENINGS)
        and not held(words, "rights")
    )


def icon(line: Line) -> str | None:
    """Labels of icons left as text: "starAdd to favourites", "access_time5 years ago"."""
    if len(line.text) > SHORT or not ("_" in line.text or "a" <= line.text[0] <= "z"):
        return None
    names = [] if line.ends or "_" not in line.text else list(_GLUED.finditer(line.text))
    if len(names) > 1 or (names and names[0].start() == 0):
        return f"icon name in the text ({names[0].group()})"
    spelled = [word for word in line.text.split() if "_" in word and word in sign("icons")]
    if spelled and not line.ends:
        return f"icon name in the text ({spelled[0]})"
    first = _ICON.match(line.text)
    if not first or first[1] not in sign("icons"):
        return None
    rest = line.text[first.end() :]
    if not rest or (rest[0].isspace() and bare(rest) in phrases("furniture")) or not rest[0].isspace():
        return None if line.ends else f"icon name in the text ({first[1]})"
    return None


def control(line: Line) -> str | None:
    """Controls and labels of a page: "Comments (12)", "Read more: ...", "Please wait ..."."""
    words = line.bare
    if not words or len(line.text) > SHORT:
        return None
    words = _of_network(words)
    if begins_with(words, "furniture"):
        if words in phrases("furniture") and _counted(line.text):
            return "page control or label"
        if _labelled(line.text) or (not line.ends and len(line.words) <= 6 and _all_labels(words)):
            return "page controls or labels"
    if _quoted(line.text) or line.text[0].isdigit():
        return None
    for name in ("furniture_starts", "furniture_labels"):
        found = begins_with(words, name)
        if not found or (found in with_colon(name) and not _COLON.search(line.text, 0, 4 * len(found) + 8)):
            continue
        if name == "furniture_starts" or (not line.told and len(line.words) <= _MOST_OF_LABEL):
            return f"page label or link (“{found}”)"
    return None


def _of_network(words: str) -> str:
    """A label with the name of any network as the one with the name under which the data lists it ("share on
    facebook")."""
    parts = words.split()
    if len(parts) > _MOST_OF_LABEL or not any(part in sign("networks") for part in parts[1:]):
        return words
    listed = " ".join("facebook" if part in sign("networks") else part for part in parts)
    return listed if listed in phrases("furniture") else words


def _labelled(text: str) -> bool:
    """Whether a line is two or more labels with signs between them: "Share | Print | Email"."""
    listed, labels, start = phrases("furniture"), 0, 0
    for sign_between in islice(_BETWEEN.finditer(text), 12):
        label = bare(text[start : sign_between.start()])
        if label and label not in listed:
            return False
        labels += bool(label)
        start = sign_between.end()
    last = bare(text[start:]) if start else ""
    return labels + bool(last) > 1 and (not last or last in listed)


def _all_labels(words: str) -> bool:
    """Whether a line is nothing but labels one behind the other: "CLOSE Skip"."""
    left = words
    while left:
        found = begins_with(left, "furniture")
        if not found:
            return False
        left = left[len(found) :].strip()
    return True


def below_body(line: Line) -> str | None:
    """Why a line below the first paragraph is furniture: what a page asks of its reader, how to reach the
    writer, whose a video is. Above it the same words may be a title."""
    if len(line.text) > SHORT or _SPEECH.search(line.text):
        return None
    return _asked(line) or _contact(line) or _tip(line) or _provided(line) or _rights(line)


def _asked(line: Line) -> str | None:
    """ "Join the discussion (24)", "Thank you! Your comment has been sent.": a word of answering near the
    line's beginning, with a count behind it or beside a word that speaks to the reader."""
    words = line.bare.split()
    if not words or len(words) > _MOST_SPOKEN:
        return None
    answering = [word for word in words[:5] if word in phrases("reactions")]
    if not answering:
        return None
    if _THANKS.match(line.text):
        return f"word to the reader (“{answering[0]}”)"
    if len(words) <= 6 and _COUNT_BEHIND.search(line.text):
        return f"comments of readers (“{answering[0]}”)"
    if any(word in phrases("reader") for word in words[:5]):
        return f"word to the reader (“{answering[0]}”)"
    return None


def _contact(line: Line) -> str | None:
    """How to reach the writer: words that say so with an address or a number, or a name and an address."""
    if len(line.words) > _MOST_CONTACT:
        return None
    if not _REACHABLE.search(line.text):
        return None
    mailed = _MAIL.search(line.text)
    if (mailed or any(map(_dialled, _TELEPHONE.findall(line.text)))) and held(line.bare, "contacts"):
        return "how to reach the writer"
    others = _MAIL.sub("", line.text).split() if mailed or _on_network(line) else []
    return "address of the writer" if others and len(others) <= _MOST_NAMED + 1 else None


def _on_network(line: Line) -> bool:
    """Whether a line names a network and an account there."""
    if not _HANDLE.search(line.text):
        return False
    return any(word in sign("networks") for word in line.bare.split())


def _tip(line: Line) -> str | None:
    """ "Anyone with information should call 555-0177": readers are asked for what they know."""
    found = begins_with(line.bare, "tips")
    if not found or not (_ADDRESS.search(line.text) or any(map(_dialled, _TELEPHONE.findall(line.text)))):
        return None
    return f"appeal to the reader (“{found}”)"


def _provided(line: Line) -> str | None:
    """Whose a video or a picture is: "Video provided by Clipwire"."""
    if line.ends or len(line.words) > _MOST_PROVIDED:
        return None
    found = begins_with(line.bare, "provided")
    if not found:
        return None
    named = line.words[len(found.split()) :]
    return f"credit of a picture (“{found}”)" if named and named[0][0].isupper() else None


def _rights(line: Line) -> str | None:
    return "notice of copyright" if held(line.bare, "rights") else None


def _counted(text: str) -> bool:
    """Whether the digits of a label are no more than a count: "Comments (12)", "12 shares"."""
    return len(_NUMBERS.findall(text)) <= 1 and not _ORDINAL.match(text)


def _quoted(text: str) -> bool:
    """Whether a line begins as speech does."""
    return text[:1] in "\"'“”„«»‘’‚‹›「『-–—"


def appeal(text: str) -> str | None:
    """The outlet speaks to the reader and gives an address or a number."""
    if _SPEECH.search(text):
        return None
    addresses = len(_ADDRESS.findall(text)) + sum(map(_dialled, _TELEPHONE.findall(text)))
    asked = held(bare(text), "appeals") if addresses else ()
    return f"appeal to the reader (“{min(asked)}”)" if asked else None
    return None


def appeal_from(line: Line) -> int | None:
    """Where in a line an appeal to the reader begins that goes on to its end; None where there is none.
    What stands before it, to the end of a sentence, is the report's own."""
    tail = max(0, len(line.text) - 4 * SHORT)
    if not _REACHABLE.search(line.text, tail):
        return None
    starts = [tail] if tail == 0 else []
    starts += [found.end() for found in _SENTENCE.finditer(line.text, tail)]
    first, plain = None, 0
    for start, end in pairwise([*starts, len(line.text)]):
        sentence = line.text[start:end]
        words = bare(sentence)
        if held(words, "appeals") or begins_with(words, "furniture_starts"):
            first, plain = (start if first is None else first), 0
        elif first is not None:
            plain += not _ADDRESS.search(sentence)
            if plain > 1 or len(sentence) > _AMID:
                first = None
    return first if first is not None and appeal(line.text[first:]) else None


def _dialled(number: str) -> bool:
    """Whether digits are a telephone number rather than years."""
    return sum(sign.isdigit() for sign in number) >= _DIGITS and not _YEARS.fullmatch(number)


def navigation(line: Line) -> str | None:
    """Crumbs and menus: three or more short labels between strokes or arrows; bare addresses; signs."""
    if len(line.text) > SHORT:
        return None
    if not (line.text[0].isalpha() or _LETTER.search(line.text)):
        return "ornament" if _ORNAMENT.fullmatch(line.text) else None
    if (" " not in line.text or line.text[0] == "[") and _ADDRESS.fullmatch(line.text):
        return "address of a page"
    parts = () if line.ends else [part for part in _CRUMBS.split(line.text) if part]
    if len(parts) >= 3 and all(len(part.split()) <= 3 for part in parts):
        plain = map(bare, parts)
        crumbs = sum(each in phrases("sections") or each in phrases("furniture") for each in plain)
        if crumbs >= 2 or (crumbs and len(parts) <= 4):
            return "navigation of the page"
    return None


def relative_time(line: Line) -> str | None:
    """A line that only says how long ago something was: "5 years ago"."""
    if len(line.text) > 40 or not any(sign.isdigit() for sign in line.text):
        return None
    return "relative time of the page" if line.bare in calendar_words()["past"] else None


def network(line: Line) -> tuple[str, str] | None:
    """The outlet and the network where a line names an outlet's channel: "The Herald Telegram". Only
    for lines that are the site's: a title may end with the name of a network as well."""
    if len(line.text) > 50 or line.stops:
        return None
    name, _, last = line.text.rpartition(" ")
    if last.casefold() in sign("networks") and name and len(name.split()) <= 4:
        joined = bare(name)
        if joined in phrases("furniture") or begins_with(joined, "furniture_starts") or name[0].islower():
            return None
        return name.strip(" |:-–—"), last
    return None


def reason(line: Line) -> str | None:
    """Why a line is furniture, wherever it stands; None where it may be the report's own."""
    found = icon(line) or control(line) or navigation(line) or relative_time(line)
    if not found and line.text[0] in "©(cC" and len(line.text) <= SHORT and _RIGHTS.match(line.text):
        return "notice of copyright"
    if not found and appeal_from(line) == 0:
        return appeal(line.text)
    return found
