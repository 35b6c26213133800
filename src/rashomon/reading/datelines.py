"""Dates that a text states of itself: headers of tools, lines of a date, datelines of agencies."""

from __future__ import annotations

from functools import cache

import regex

from rashomon.model import Moment, Span
from rashomon.reading.lines import Line, bare
from rashomon.reading.phrases import begins_with, calendar_words, phrases, sign
from rashomon.reading.timestamps import whole

_HEADER = regex.compile(
    r"(?P<key>[A-Za-z_]{2,20})\s?[:=]?\s*+(?P<date>(?:1[5-9]|20)\d\d-\d\d(?:-\d\d)?)"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?(?=\s|$)"
)
_KEYED = regex.compile(r"(?P<key>[a-z_]{2,20})\s?[:=]\s++\S")
_ISO = regex.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?(?!\d)")
_DOTTED = regex.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)")
_SLASHED = regex.compile(r"(?<!\d)(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>\d{4})(?!\d)")
_CJK = regex.compile(
    r"(?<!\d)(?P<y>\d{4})\s?[年년]\s?(?:(?P<m>\d{1,2})\s?[月월]\s?(?:(?P<d>\d{1,2})\s?[日일])?)?"
)
_NAMED = regex.compile(r"(?P<word>\p{L}[\p{L}\p{M}]++)\.?")
_NUMBER = regex.compile(r"(?<!\d)\d{1,4}(?!\d)")
_DIGIT = regex.compile(r"\d")
_YEAR = regex.compile(r"(?<!\d)\d{4}(?!\d)")
_TIME = regex.compile(
    r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[aApP]\.?[mM]\b\.?)?|\b\d{1,2}\s?[aApP]\.?[mM]\b\.?|\b(?:GMT|UTC|CET|CEST|EST|EDT|ET|BST|PST|PDT)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?"
)
_PLACE = r"\p{Lu}[\p{L}\p{M}.'’-]*+(?:[ /]\p{Lu}[\p{L}\p{M}.'’-]*+){0,4}"
_DATELINE = regex.compile(
    rf"(?:(?P<place>{_PLACE})(?P<region>(?:, ?[\p{{L}}\p{{M}}.' \d]{{2,30}}){{0,3}})\s?)?+"
    r"(?:(?P<agency>[(\[][\p{L}][\p{L}\p{M}\d .,/&-]{1,40}[)\]])\s?)?+(?P<dash>--?|[–—―])\s++(?=[^\s\p{N}])"
)


@cache
def _fillers() -> frozenset[str]:
    """Words that may stand beside a date without saying anything else: names of days, "published"."""
    found = {*sign("date_words"), *calendar_words()["days"]}
    for phrase in phrases("published"):
        found.update(phrase.split())
    return frozenset(found)


def header(text: str) -> tuple[int, Moment | None] | None:
    """A header that a tool wrote in front of the first words of a line ("date 2019-02 Words ..."): where
    it ends, and the date of publication it states (offsets from the start of ``text``)."""
    found = _HEADER.match(text)
    if not found or found["key"].casefold() not in sign("header_dates"):
        return None
    span = Span(found.start("date"), found.end())
    day = whole(*map(int, found["date"].split("-")))
    return found.end(), Moment(span, span.of(text), *day) if day else None


def keyed(line: Line) -> bool:
    """Whether a line is a field of a header: "source: https://...", "lang: sv"."""
    found = _KEYED.match(line.text) if len(line.text) <= 300 else None
    return found is not None and (found["key"] in sign("header_keys") or found["key"] in sign("header_dates"))


def day_in(text: str) -> tuple[Span, tuple[str, ...]] | None:
    """The one date that a line writes out, with where it stands; None where it has none or is unclear."""
    for pattern in (_ISO, _DOTTED, _CJK):
        found = pattern.search(text)
        if found:
            parts = [int(found[name]) for name in "ymd" if found[name]]
            day = whole(*parts)
            return (Span(*found.span()), day) if day else None
    found = _SLASHED.search(text)
    if found:
        first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
        if first == second or max(first, second) > 12 >= min(first, second):
            day = whole(year, min(first, second), max(first, second))
            return (Span(*found.span()), day) if day else None
        return None
    return _named_day(text)


def _day_beside(span: tuple[int, int], number: int, month: tuple[int, int]) -> bool:
    """Whether a number is the day that goes with the name of a month beside it."""
    if not 1 <= number <= 31 or span[1] - span[0] > 2:
        return False
    return 0 <= month[0] - span[1] <= 6 or 0 <= span[0] - month[1] <= 2


def _named_day(text: str) -> tuple[Span, tuple[str, ...]] | None:
    """A date with the name of its month: "17 February 2019", "February 17, 2019", "févr. 2019"."""
    months = calendar_words()["months"]
    names = [
        (word, months[plain]) for word in _NAMED.finditer(text) if (plain := bare(word["word"])) in months
    ]
    if len(names) != 1:
        return None
    word, month = names[0]
    numbers = [
        (found, int(found.group()))
        for found in _NUMBER.finditer(_TIME.sub(lambda m: " " * len(m.group()), text))
    ]
    years = [item for item in numbers if 1500 <= item[1] <= 2199 and abs(item[0].start() - word.end()) <= 12]
    days = [item for item in numbers if _day_beside(item[0].span(), item[1], word.span())]
    if len(years) != 1 or len(days) > 1:
        return None
    day = whole(years[0][1], month, *(days[0][1] for _ in days))
    if not day:
        return None
    edges = [*word.span(), *years[0][0].span(), *(edge for found, _ in days for edge in found.span())]
    return Span(min(edges), max(edges)), day


def date_line(line: Line) -> tuple[Moment | None, bool] | None:
    """Where a short line says a date (and "published", a weekday, a time of day) and nothing else: the
    date, None where it is unclear, and whether it says "published". Offsets from the line's start."""
    text = line.text
    if (
        len(text) > 100
        or text[0] in "(["
        or text[-1] in ":："
        or not _DIGIT.search(text)
        or len(line.words) > 16
    ):
        return None
    stated = begins_with(line.bare, "published")
    if not stated and not _YEAR.search(text):
        return None
    found = day_in(text)
    left = text if found is None else text[: found[0].start] + " " + text[found[0].end :]
    left = _TIME.sub(" ", left)
    parts = regex.split(r"[|,/•·]", left)
    left = " ".join(part for part in parts if part.strip().casefold() not in sign("agencies"))
    others = [word for word in bare(left).split() if word not in _fillers()]
    if found is None:
        return (None, True) if stated and not others else None
    if others and not (stated and len(others) <= 2):
        return None
    if sum(sign.isdigit() for sign in left) > 6:
        return None
    span, day = found
    return Moment(span, span.of(text), day[0], day[1], day[2]), bool(stated)  # type: ignore[arg-type]


def dateline(text: str) -> int | None:
    """Where the dateline ends that a paragraph begins with: "BEIRUT (AP) — ", "Berlin (dpa) - "."""
    found = _DATELINE.match(text[:140])
    if not found or not (found["place"] or found["agency"]):
        return None
    place = found["place"] or ""
    if found["agency"]:
        return found.end()
    return found.end() if len(place) >= 4 and place.isupper() else None
