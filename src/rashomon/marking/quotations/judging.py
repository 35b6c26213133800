"""Which quoted stretches are somebody's words, and which are titles, nicknames and scare quotes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from rashomon.marking.quotations.cues import Reported
from rashomon.marking.quotations.frames import Token, titled
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*+")
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_FULL = regex.compile(r"[.!?…,。！？，؟،]$")
_ENOUGH = 4
#: Words of a gloss in brackets at most.
_BRACKETED = 6
#: Words of a quoted noun phrase at most.
_PHRASE = 6
#: Words up to which a stretch behind a definite article is taken for the name of a thing.
_NAMED = 12


def length(text: str) -> int:
    """Words in a stretch; for scripts without spaces, half its characters."""
    wide = len(_WIDE.findall(text[:400]))
    return (wide + 1) // 2 if wide else len(_WORD.findall(text[:2000]))


def called(tokens: Sequence[Token], q: int, lexicon: Lexicon) -> bool:
    """Whether "so-called" or its kin, or the noun of a work, leads to the quoted stretch."""
    for back in range(1, 5):
        place = q - back
        if place < 0 or tokens[place].kind != "w":
            break
        for words, _ in lexicon.so_called.get(tokens[place].low, ()):
            if (
                all(place + i < q and tokens[place + i].low == words[i] for i in range(len(words)))
                and back <= len(words) + 1
            ):
                return True
    before = tokens[q - 1] if q else None
    return (
        before is not None
        and before.kind == "w"
        and any(before.low == work or (len(work) > 3 and before.low.endswith(work)) for work in lexicon.works)
    )


def is_nickname(tokens: Sequence[Token], q: int) -> bool:
    """Whether it stands between a first name and a surname."""
    if q == 0 or q + 1 >= len(tokens):
        return False
    before, after = tokens[q - 1], tokens[q + 1]
    return (
        before.kind == "w" == after.kind and before.text[0].isupper() and after.text[0].isupper()
        and length(tokens[q].text) <= 3 and tokens[q].text[:1].isupper()
    )  # fmt: skip


def is_speech(
    tokens: Sequence[Token], q: int, report: Reported | None, inside: bool, lexicon: Lexicon
) -> bool:
    """Whether the quoted stretch at token ``q`` is somebody's words. ``inside``: it stands inside
    reported speech."""
    text = tokens[q].text
    words = length(text)
    if words == 0 or is_nickname(tokens, q):
        return False
    leads = q > 0 and tokens[q - 1].text in ":："
    alone = q == 0 and (len(tokens) == 1 or tokens[1].text in ".:：")
    full = (bool(_FULL.search(text)) and words >= 3) or (alone and words >= _ENOUGH - 1)
    adjacent = report is not None and _adjacent(tokens, q, report)
    if called(tokens, q, lexicon) and not (full and leads):
        return False
    if not full and _is_name(tokens, q, report, inside, lexicon):
        return False
    named = report.phrase if report is not None else None
    if named is not None and (named.first <= q <= named.last or _is_title(tokens, named, lexicon)):
        # Who speaks has a name between marks: "wrote “The Morning Post”".
        return False
    if q + 1 < len(tokens) and tokens[q + 1].text[0] in "-‑" and tokens[q + 1].start == tokens[q].end:
        # “Reuters”-journalists: a part of a word.
        return False
    if titled(text):
        if (
            adjacent
            and tokens[q].kind == "q"
            and report is not None
            and report.phrase
            and _spoken(tokens, q, report)
        ):
            return True
        if leads and report is not None:
            return words >= _ENOUGH or report.cue.category != "colon"
        if lexicon.nouns_capital and words <= _PHRASE and q and (inside or report is not None):
            near = report is not None and 0 < q - report.cue.last <= 3
            near = near and not _definite(tokens[q - 1], lexicon)
            near = near or (report is not None and _belongs(tokens, q, report, lexicon))
            return near or tokens[q - 1].low in lexicon.indefinite or tokens[q - 1].low in lexicon.as_
        return bool(report and adjacent and words > 1 and tokens[q].kind == "q" and q != 0)
    if words == 1 and not adjacent:
        return lexicon.nouns_capital and (inside or report is not None) and text[:1].islower()
    if adjacent or inside:
        return True
    if report is not None:
        return words >= 2
    if lexicon.nouns_capital and text[:1].islower() and q:
        # Where nouns have capitals a name has one too: what begins small is somebody's wording.
        return words >= 3 or tokens[q - 1].low in lexicon.as_
    return (words >= _ENOUGH and full) or words >= 7 or (alone and full)


def _is_name(
    tokens: Sequence[Token], q: int, report: Reported | None, inside: bool, lexicon: Lexicon
) -> bool:
    """Whether what stands around a stretch says that it is the name of a thing."""
    if q == 0:
        return False
    before, text = tokens[q - 1], tokens[q].text
    words = length(text)
    if before.text in "([" and words <= _BRACKETED:
        return True
    if before.kind == "w" and before.low in lexicon.sources and words <= _ENOUGH:
        # "laut „Nordlicht“": an outlet.
        return True
    if report is None and (is_known(tokens, q, lexicon) or (not inside and _listed(tokens, q))):
        return True
    if not lexicon.nouns_capital or not text[:1].isupper() or not _definite(before, lexicon):
        return False
    if report is None and not inside:
        return words <= _NAMED
    if before.low not in lexicon.articles and before.low not in lexicon.agents:
        return False
    far = report is None or not 0 < q - report.cue.last <= _BRACKETED // 2
    return far and words <= _PHRASE and sum(1 for word in text.split() if word[0].isupper()) > 1


def _is_title(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether it is no speaker but a title or a name: "“…” is the title of a study"."""
    return any(
        len(words) == 1
        for token in tokens[phrase.first : min(phrase.first + 1, phrase.head) + 1]
        for words, _ in lexicon.so_called.get(token.low, ())
    )


def is_known(tokens: Sequence[Token], q: int, lexicon: Lexicon) -> bool:
    """Whether a stretch is what something is known as: "known as “the Hill”", "als „Hügel“ bekannt"."""
    if q == 0 or tokens[q - 1].low not in lexicon.as_:
        return False
    beside = [*tokens[max(0, q - 6) : q], *tokens[q + 1 : q + 2]]
    return any(token.low in lexicon.known and token.kind == "w" for token in beside)


def _listed(tokens: Sequence[Token], q: int) -> bool:
    """Whether a stretch stands in a list of three and more: titles, themes."""
    around = [place for place in range(max(0, q - 8), min(len(tokens), q + 9)) if tokens[place].quote >= 0]
    near = sum(1 for a, b in pairwise(around) if b - a == 2)
    return near >= 2 and len(around) >= 3


def _belongs(tokens: Sequence[Token], q: int, report: Reported, lexicon: Lexicon) -> bool:
    """Whether the word before a stretch is the one its verb calls for: "sprach am Abend von “Panik”"."""
    calls = lexicon.separable.get(tokens[report.cue.first].low, frozenset())
    if q > 0 and tokens[q - 1].low in calls:
        return tokens[q - 1].low in lexicon.prepositions
    # "warf ihm am Abend „Panik“ vor"
    ends = q + 1 < len(tokens) and tokens[q + 1].low in calls
    return ends and tokens[q - 1].low not in lexicon.articles and report.cue.first < q


def _definite(token: Token, lexicon: Lexicon) -> bool:
    """Whether an article says that the listener knows the thing: "told the “Morning Post”"."""
    return token.low in lexicon.of or (token.low in lexicon.articles and token.low not in lexicon.indefinite)


def _spoken(tokens: Sequence[Token], q: int, report: Reported) -> bool:
    """Whether a comma parts the stretch from who said it: "“The bridge,” said the engineer"."""
    comma = tokens[q].text[-1:] in ",，" or (q + 1 < len(tokens) and tokens[q + 1].text in ",،，")
    return (comma and report.cue.first > q and report.cue.category != "think") or (comma and (
        report.phrase is not None and q < report.phrase.first <= q + 2
    ))  # fmt: skip


def _adjacent(tokens: Sequence[Token], q: int, report: Reported) -> bool:
    """Whether the cue stands right beside the quoted stretch."""
    cue = report.cue
    between = tokens[q + 1 : cue.first] if cue.first > q else tokens[cue.last + 1 : q]
    if cue.first > q and report.phrase and report.phrase.first > q:
        between = tokens[q + 1 : min(cue.first, report.phrase.first)]
    return len(between) <= 1 or (q > 0 and tokens[q - 1].text in ":：")
