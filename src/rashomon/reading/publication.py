"""The date of publication as a field of data gives it. Nothing is inferred here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast, get_args

import regex

from rashomon.model import Moment, Precision, Span
from rashomon.reading.datelines import date_line
from rashomon.reading.lines import lines_of
from rashomon.reading.timestamps import whole

_PRECISIONS = frozenset(get_args(Precision))
_ISO = regex.compile(
    r"(?P<y>\d{4})(?:(?P<sep>[-/.]?)(?P<m>\d{2})(?:(?P=sep)(?P<d>\d{2})"
    r"(?:[T ](?P<time>\d{2}:?\d{2}[\d:.,]*+)\s?"
    r"(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?(?:\[[\w/+-]++\])?)?)?)?"
)
_EPOCH = regex.compile(r"\d{10}(?:\.\d++)?|\d{13}")
#: A day and an hour as digits only, and milliseconds as .NET writes them.
_DIGITS = regex.compile(r"((?:19|20)\d{6})(\d{6})")
_NET = regex.compile(r"/Date\((\d{13})(?:[+-]\d{4})?\)/")
#: Under which key objects of other tools hold a date: JSON-LD, MongoDB, and whoever says what it is.
_INSIDE = ("@value", "$date", "$numberLong", "date", "iso", "datetime", "value")
#: What stands around a date in words: "2024-05-14 kl. 10:30", "14. Mai 2024, 10:30 Uhr".
_CLOCK = regex.compile(
    r"[,\s]*+(?:kl\.?|um|às|à|a las|alle|ore|at|klo|o)?\s*+\d{1,2}[:.h]\d{2}(?::\d{2})?"
    r"\s*+(?:[aApP]\.?[mM]\.?|Uhr|h)?\s*+(?:\(?[A-Z]{2,5}\)?(?:[+-]\d{1,2}(?::?\d{2})?)?)?$"
)


def _instant(moment: datetime, written: str) -> Moment | None:
    if not 1000 <= moment.year <= 9999:
        return None
    stamp = moment.isoformat(timespec="seconds")
    return Moment(None, written, stamp, stamp, "instant")


def _iso(words: str) -> Moment | None:
    found = _ISO.fullmatch(words)
    if not found:
        return None
    if found["time"]:
        digits = f"{found['y']}-{found['m']}-{found['d']}T{found['time'].replace(',', '.').rstrip('.:')}"
        zone = {"UTC": "+00:00", "GMT": "+00:00", None: ""}.get(found["zone"], found["zone"])
        try:
            return _instant(datetime.fromisoformat(digits + (zone or "")), words)
        except ValueError:
            pass
    day = whole(int(found["y"]), *(int(found[part]) for part in "md" if found[part]))
    return Moment(None, words, *day) if day else None


def _epoch(seconds: float, written: str) -> Moment | None:
    """Seconds (or milliseconds) since 1970, for dates from 1973 on."""
    if seconds >= 1e11:
        seconds /= 1000
    if not 1e8 <= seconds < 1e11:
        return None
    return _instant(datetime.fromtimestamp(round(seconds), UTC), written)


def _as_ours(value: dict[str, Any]) -> Moment | None:
    """A date as ``rashomon read`` writes it: an object with start, end, precision, stated. None where it
    contradicts itself."""
    start, end = value.get("start"), value.get("end")
    if not isinstance(start, str) or not isinstance(end, str):
        return None
    first, last = _iso(start), _iso(end)
    if not first or not last or first.start > last.end:
        return None
    given = value.get("precision")
    precision = cast(Precision, given) if given in _PRECISIONS else _spanned(first, last)
    if precision == "day" and start[:10] != end[:10]:
        return None
    pair = value.get("span")
    span = None
    if isinstance(pair, list) and len(pair) == 2 and all(type(part) is int for part in pair):
        span = Span(pair[0], pair[1]) if 0 <= pair[0] <= pair[1] else None
    text, stated = value.get("text"), value.get("stated", True)
    return Moment(
        span, text if isinstance(text, str) else start, start, end, precision, stated=stated is not False
    )


def _spanned(first: Moment, last: Moment) -> Precision:
    if first.start == last.start:
        return first.precision
    if first.start.endswith("-01") and first.start[:7] == last.start[:7]:
        return "month"
    return "year" if first.start[4:] == "-01-01" and last.start[4:] == "-12-31" else "span"


def _in_words(words: str) -> Moment | None:
    """A date as people write it: "Tuesday, 14 May 2024 10:00", "14.05.2024", "2024年5月14日". A date whose
    day and month cannot be told apart ("02/03/2024") is none."""
    cut = _CLOCK.search(words)
    for said in dict.fromkeys((words, words[: cut.start()] if cut else words)):
        lines = lines_of(said)
        found = date_line(lines[0]) if len(lines) == 1 else None
        if found and found[0]:
            moment = found[0]
            return Moment(None, words, moment.start, moment.end, moment.precision)
    return None


def _parted(value: dict[str, Any]) -> Moment | None:
    """A date in an object of another tool: year, month and day, or the date under one key."""
    parts = [value.get(name) for name in ("year", "month", "day")]
    if all(type(part) is int for part in parts):
        return _listed(parts)
    return next((found for key in _INSIDE if (found := published_from_field(value.get(key)))), None)


def _listed(value: list[Any]) -> Moment | None:
    """A date in a list: alone, or as the numbers of year, month and day."""
    if len(value) == 1 and not isinstance(value[0], list):
        return published_from_field(value[0])
    if len(value) < 3 or not all(type(part) is int for part in value[:3]):
        return None
    day = whole(*value[:3])
    return Moment(None, "-".join(map(str, value[:3])), *day) if day else None


def published_from_field(value: Any) -> Moment | None:
    """A publication date given as data: ISO 8601 of any precision, RFC 5322, seconds since 1970, in words
    of any of the languages, a date of Python's, or as ``rashomon read`` writes it; None where it is none of
    these. The zone is kept as given."""
    if isinstance(value, dict):
        return _as_ours(value) or _parted(value)
    if isinstance(value, list):
        return _listed(value)
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0) and value.tzinfo is None
        return _iso(value.date().isoformat()) if midnight else _instant(value, value.isoformat())
    if isinstance(value, date):
        return _iso(value.isoformat())
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _epoch(float(value), str(value)) if -1e15 < value < 1e15 else None
    if not isinstance(value, str) or not 4 <= len(value.strip()) <= 80:
        return None
    words = value.strip()
    if digits := _DIGITS.fullmatch(words):
        words = f"{digits[1]}T{digits[2]}"
    elif written := _NET.fullmatch(words):
        words = written[1]
    found = _iso(words)
    if found:
        return found
    if _EPOCH.fullmatch(words):
        return _epoch(float(words), words)
    try:
        return _instant(parsedate_to_datetime(words), words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _in_words(words)


def dated(value: Any) -> bool:
    """True if a value looks like a date: a string of digits and signs, or of words, that reads as one."""
    if isinstance(value, date):
        return True
    return isinstance(value, str) and 8 <= len(value) <= 64 and published_from_field(value) is not None
