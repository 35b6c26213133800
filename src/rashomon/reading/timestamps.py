"""Days, months and years as stretches of time."""

from __future__ import annotations

from calendar import monthrange

from rashomon.model import Precision


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
