"""Which quoted stretches are somebody's words, and which are titles, nicknames and scare quotes."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from rashomon.marking.quotations.cues import Reported
from rashomon.marking.quotations.frames import Token, titled
from rashomon.marking.quotations.lexicon import Lexicon

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*+")
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_FULL = regex.compile(r"[.!?…,。！？，؟،]$")
_ENOUGH = 4
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
    if q and tokens[q - 1].text in "([" and words <= 6 and report is None:
        return False
    named = report.phrase if report is not None else None
    if named is not None and named.first <= q <= named.last:
        # Who speaks has a name between marks: "wrote “The Morning Post”".
        return False
    if q + 1 < len(tokens) and tokens[q + 1].text[0] in "-‑" and tokens[q + 1].start == tokens[q].end:
        # “Reuters”-journalists: a part of a word.
        return False
    if (
        lexicon.nouns_capital and not full and report is None and not inside and q and text[:1].isupper()
        and words <= _NAMED and _definite(tokens[q - 1], lexicon)
    ):  # fmt: skip
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
        if lexicon.nouns_capital and words <= 3 and q and (inside or report is not None):
            near = report is not None and 0 < q - report.cue.last <= 3
            near = near and not _definite(tokens[q - 1], lexicon)
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
