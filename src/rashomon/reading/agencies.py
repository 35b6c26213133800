"""Which news agencies a report leans on, as far as it says so: credits, datelines, and what it tells "to"
or "according to" an agency. Silence rather than a guess."""

from __future__ import annotations

from functools import cache

import regex

from rashomon.languages import codes, facts
from rashomon.model import Block
from rashomon.reading.phrases import forms

#: How much of a report is looked through for what was told to an agency (code points).
_REACH = 20_000
_LETTERS = r"[\p{L}\p{N}]"


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
def _told() -> regex.Pattern[str]:
    """What a report leans on an agency with: "told Reuters", "enligt TT", "laut dpa", from the data file
    of each language (``[reading] agency_cues``)."""
    cues = sorted(
        {cue for code in codes() for cue in facts(code, "reading").get("agency_cues", ())},
        key=lambda cue: (-len(cue), cue),
    )
    said = "|".join(regex.escape(cue).replace(r"\ ", r"\s++") for cue in cues) or "(?!)"
    name = rf"(?P<name>{_any()})(?!{_LETTERS})(?!-)"
    return regex.compile(rf"(?<!{_LETTERS})(?i:{said})(?P<gap>\s*+){name}")


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
            found.update(known[each] for each in (whole, *regex.split(r"[/,–-]", whole)) if each in known)
    for line in lines:
        found.update(known[each] for each in _credit().findall(line))
    for match in _bracketed().finditer(text[:_REACH]):
        inner = match.group()[1:-1]
        if regex.fullmatch(r"[\p{L}\p{M}\s,/&+.–-]++", inner):
            found.update(known[each] for each in _credit().findall(inner))
    found.update(known[match["name"]] for match in _told().finditer(text[:_REACH]))
    return tuple(sorted(found))
