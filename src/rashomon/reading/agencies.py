"""Which news agencies a report leans on, as far as it says so: credits, datelines, and what it tells "to"
or "according to" an agency. Silence rather than a guess."""

from __future__ import annotations

import re
from functools import cache

import regex

from rashomon.languages import codes, facts
from rashomon.model import Block
from rashomon.reading.phrases import forms

#: How much of a report is looked through for what was told to an agency (code points).
_REACH = 20_000
#: Blanks that a cue may have beyond its own.
_BLANKS = 8
_WORD = re.compile(r"\w+")
#: Scripts that write words without blanks between them, or prepositions as a part of the word.
_GLUED = re.compile("[\u0590-\u0fff\u3040-\u9fff\uac00-\ud7a3]")
_LETTERS = r"[\p{L}\p{N}]"
_PARTED = regex.compile(r"[/,–-]")
_NAMES = regex.compile(r"[\p{L}\p{M}\s,/&+.–-]++")


@cache
def _firsts() -> frozenset[str]:
    """The first words of the forms."""
    return frozenset(_WORD.findall(form)[0] for form in forms())


@cache
def _credit() -> regex.Pattern[str]:
    """Agencies in brackets, alone on a line, or behind a stroke or a dash: "(AFP)", "Reuters/TT"."""
    return regex.compile(rf"(?<!{_LETTERS})(?:{_any()})(?!{_LETTERS})")


@cache
def _any() -> str:
    return "|".join(regex.escape(form) for form in sorted(forms(), key=lambda form: (-len(form), form)))


@cache
def _bracketed() -> regex.Pattern[str]:
    rest = r"(?:[ ,/&+–-]++(?:\p{L}[\p{L}.-]{0,14}))"
    return regex.compile(
        rf"[(\[](?:{_any()}){rest}{{0,3}}[)\]]|[(\[]\p{{L}}{{2,12}}[/,–-]\s?(?:{_any()})[)\]]"
    )


@cache
def _named() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_any()})(?!{_LETTERS})(?!-)")


@cache
def _cue() -> tuple[regex.Pattern[str], int]:
    """What a report leans on an agency with: "told Reuters", "enligt TT", "laut dpa", from the data file
    of each language (``[reading] agency_cues``); and the most characters that it takes."""
    cues = sorted(
        {cue for code in codes() for cue in facts(code, "reading").get("agency_cues", ())},
        key=lambda cue: (-len(cue), cue),
    )
    said = "|".join(regex.escape(cue).replace(r"\ ", r"\s++") for cue in cues) or "(?!)"
    return regex.compile(rf"(?<!{_LETTERS})(?i:{said})\s*+$"), max(map(len, cues), default=0) + _BLANKS


def agencies_in(text: str, blocks: tuple[Block, ...], byline: str | None = None) -> tuple[str, ...]:
    """The agencies that a report leans on, sorted by name."""
    found: set[str] = set()
    known = forms()
    lines = [byline or ""]
    for block in blocks:
        said = block.span.of(text)
        if block.kind in {"byline", "dateline"}:
            lines.append(said)
        elif block.kind == "body" and len(said) <= 60 and "\n" not in said.strip():
            whole = said.strip(" \n()[]/–—-.,")
            found.update(known[each] for each in (whole, *_PARTED.split(whole)) if each in known)
    for line in lines:
        found.update(known[each] for each in _credit().findall(line))
    reach = text[:_REACH]
    if not _GLUED.search(reach) and _firsts().isdisjoint(_WORD.findall(reach)):
        return tuple(sorted(found))
    for match in _bracketed().finditer(reach):
        inner = match.group()[1:-1]
        if _NAMES.fullmatch(inner):
            found.update(known[each] for each in _credit().findall(inner))
    cue, longest = _cue()
    for match in _named().finditer(reach):
        if cue.search(reach[max(0, match.start() - longest) : match.start()]):
            found.add(known[match.group()])
    return tuple(sorted(found))
