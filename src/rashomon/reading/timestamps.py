"""Publication dates: from the fields of JSON and from lines that state them. Nothing is inferred here."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast, get_args

import regex

from rashomon.model import Moment, Precision, Span

_PRECISIONS = frozenset(get_args(Precision))
_ISO = regex.compile(
    r"(?P<y>\d{4})(?:-?(?P<m>\d{2})(?:-?(?P<d>\d{2})(?:[T ](?P<time>\d{2}:?\d{2}[\d:.,]*+)\s?"
    r"(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?"
)


def whole(year: int, month: int | None = None, day: int | None = None) -> tuple[str, str, Precision] | None:
    """First and last day, in ISO 8601, of a year, a month or a day; None where there is no such day."""
    if not 1000 <= year <= 9999:
        return None
    if month is None:
        return f"{year:04}-01-01", f"{year:04}-12-31", "year"
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if day is None:
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last:02}", "month"
    if not 1 <= day <= last:
        return None
    return (f"{year:04}-{month:02}-{day:02}",) * 2 + ("day",)


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
        try:
            return _instant(datetime.fromisoformat(words.replace(",", ".")), words)
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
    """A date as ``rashomon read`` writes it: an object with start, end, precision, stated."""
    start, end = value.get("start"), value.get("end")
    if not isinstance(start, str) or not isinstance(end, str):
        return None
    first, last = _iso(start), _iso(end)
    if not first or not last:
        return None
    given = value.get("precision")
    precision = cast(Precision, given) if given in _PRECISIONS else _spanned(first, last)
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


def published_from_field(value: Any) -> Moment | None:
    """A publication date given as data: ISO 8601 of any precision, RFC 5322, seconds since 1970, or as
    ``rashomon read`` writes it; None where it is none of these. The zone is kept as given."""
    if isinstance(value, dict):
        return _as_ours(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _epoch(float(value), str(value)) if -1e15 < value < 1e15 else None
    if not isinstance(value, str) or not 4 <= len(value.strip()) <= 64:
        return None
    words = value.strip()
    found = _iso(words)
    if found:
        return found
    try:
        return _instant(parsedate_to_datetime(words), words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
