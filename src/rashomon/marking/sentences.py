"""Where sentences begin and end. Linear in the length of the text; language facts come from data.

A sentence ends at ``. ! ? …`` (and their kin in other scripts) with the closing marks that follow,
where white space and something that can begin a sentence come next, unless the word before is an
abbreviation, an initial, or an ordinal that its language writes with a full stop.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from rashomon.languages import cldr, facts
from rashomon.model import Report, Span

#: Blocks that hold the report's own words; the others are never marked.
TOLD = frozenset({"title", "deck", "dateline", "body", "heading", "caption", "embed"})

_CLOSERS = "\"'”’»«›“‘)\\]」』】〉》"
_END = regex.compile(
    rf"(?:[.!?…]++[{_CLOSERS}]*+(?=\s|$))|(?:[。！？؟۔।]++[{_CLOSERS}]*+)|\n++", regex.VERSION1
)
_LAST_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}.'’-]*+$")
_OPENERS = regex.compile(r"[\s\p{Ps}\p{Pi}\p{Pf}\"'–—-]*+")


@lru_cache(maxsize=64)
def _abbreviations(language: str) -> frozenset[str]:
    """Words of the language that a full stop follows without ending the sentence, lower case."""
    known = {word.lower().rstrip(".") for word in facts(language, "sentences").get("abbreviations", ())}
    locale = cldr(language)
    for names in (locale.months, locale.days):
        for width in names["format"].values():
            known.update(name.lower().rstrip(".") for name in width.values() if name.endswith("."))
    return frozenset(known)


def goes_on(text: str, start: int, mark: int, after: int, language: str) -> bool:
    """Whether the full stop at ``mark`` does not end the sentence that began at ``start``."""
    if text[mark] != "." or text[mark : mark + 2] == "..":
        return False
    opener = _OPENERS.match(text, after)
    nxt = text[opener.end() : opener.end() + 1] if opener else ""
    word = _LAST_WORD.search(text, max(start, mark - 40), mark)
    before = word.group() if word else ""
    if nxt.islower():
        return True
    if before.lower() in _abbreviations(language) or ("." in before and len(before) <= 5):
        return True
    if len(before) == 1 and before.isupper():
        return True
    return before.isdigit() and len(before) <= 2 and bool(
        facts(language, "sentences").get("ordinal_dot", False)
    )


def split(text: str, span: Span, language: str) -> tuple[Span, ...]:
    """The sentences of ``text`` inside ``span``, trimmed of white space, in order."""
    found: list[Span] = []
    start = span.start

    def close(end: int) -> None:
        left, right = start, end
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            found.append(Span(left, right))

    for end in _END.finditer(text, span.start, span.end):
        if end.group()[0] != "\n" and goes_on(text, start, end.start(), end.end(), language):
            continue
        close(end.end())
        start = end.end()
    close(span.end)
    return tuple(found)


@lru_cache(maxsize=512)
def sentences(report: Report) -> tuple[Span, ...]:
    """The sentences of the blocks of a report that tell something (no furniture, no repeats)."""
    return tuple(
        sentence
        for block in report.blocks
        if block.kind in TOLD
        for sentence in split(report.text, block.span, report.language)
    )
