"""The page's own words: quantities, dates and languages in English, the language of the page.

Nothing here changes what a report says: a report's words are always shown as they stand.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache
from pathlib import PurePath

from babel import Locale, UnknownLocaleError

from rashomon.model import Precision, Report

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DASH = "\N{EN DASH}"
#: Scales a reader prefers to the base unit: unit -> (from this many base units on, factor, written as).
_SCALES: dict[str, tuple[tuple[float, float, str], ...]] = {
    "km2": ((0.1, 1.0, "km²"), (0.0, 1e6, "m²")),
    "m": ((1000.0, 0.001, "km"), (1.0, 1.0, "m"), (0.01, 100.0, "cm"), (0.0, 1000.0, "mm")),
    "kg": ((1000.0, 0.001, "tonnes"), (1.0, 1.0, "kg"), (0.0, 1000.0, "g")),
    "s": (
        (3.1e7, 1 / 31_556_952, "years"),
        (86_400.0, 1 / 86_400, "days"),
        (3600.0, 1 / 3600, "hours"),
        (60.0, 1 / 60, "minutes"),
        (0.0, 1.0, "seconds"),
    ),
    "l": ((1e12, 1e-12, "km³"), (1e5, 1e-3, "m³"), (0.1, 1.0, "litres"), (0.0, 1000.0, "ml")),
    "m/s": ((0.0, 3.6, "km/h"),),
    "W": ((1e9, 1e-9, "GW"), (1e6, 1e-6, "MW"), (1e3, 1e-3, "kW"), (0.0, 1.0, "W")),
    "J": ((3.6e12, 1 / 3.6e12, "GWh"), (3.6e9, 1 / 3.6e9, "MWh"), (3.6e6, 1 / 3.6e6, "kWh"), (0.0, 1.0, "J")),
    "bit": ((8e12, 1 / 8e12, "TB"), (8e9, 1 / 8e9, "GB"), (8e6, 1 / 8e6, "MB"), (0.0, 1.0, "bits")),
    "Hz": ((1e9, 1e-9, "GHz"), (1e6, 1e-6, "MHz"), (1e3, 1e-3, "kHz"), (0.0, 1.0, "Hz")),
    "a": ((0.0, 1.0, "years"),),
    "pp": ((0.0, 1.0, "percentage points"),),
}
#: Units that are written close to the number.
_CLOSE = {"%": "\N{NARROW NO-BREAK SPACE}%", "°": "°"}
_COMPACT = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def number(value: float) -> str:
    """``value`` for reading: four significant digits at most below ten thousand, millions in words."""
    size = abs(value)
    for scale, word in _COMPACT:
        if size >= scale:
            return f"{_plain(value / scale)} {word}"
    return _plain(value)


def _plain(value: float) -> str:
    rounded = round(value) if abs(value) >= 1000 else float(f"{value:.4g}")
    return f"{rounded:,.4f}".rstrip("0").rstrip(".") if rounded % 1 else f"{rounded:,.0f}"


def quantity(value: float, unit: str, like: float | None = None) -> str:
    """``value``, given in the base ``unit``, with the unit a reader expects at its size, or at the size
    of ``like`` where given (so that all numbers of a scale have one unit)."""
    if unit in _CLOSE:
        return f"{number(value)}{_CLOSE[unit]}"
    factor, word = reading_unit(unit, value if like is None else like)
    amount = number(value * factor)
    return f"{amount} {word.removesuffix('s') if amount == '1' and len(word) > 3 else word}".rstrip()


def reading_unit(unit: str, size: float) -> tuple[float, str]:
    """The unit a reader expects for ``size`` base units, with how many of it make one base unit."""
    for least, factor, word in _SCALES.get(unit, ()):
        if abs(size) >= least:
            return factor, word
    return 1.0, unit


def interval(low: float | None, high: float | None, unit: str, *, low_open: bool, high_open: bool) -> str:
    """An interval of values in words: "more than 800", "700 m² or less", "38 to 42"."""
    if low is not None and high is not None:
        if low == high:
            return quantity(low, unit)
        first, last = quantity(low, unit), quantity(high, unit)
        head, _, tail = first.rpartition(" ")
        same_unit = head and last.endswith(f" {tail}") and not tail[0].isdigit()
        return f"{head if same_unit else first} to {last}"
    if low is not None:
        return f"more than {quantity(low, unit)}" if low_open else f"{quantity(low, unit)} or more"
    if high is not None:
        return f"less than {quantity(high, unit)}" if high_open else f"{quantity(high, unit)} or less"
    return "no number"


def day(iso: str) -> str:
    """An ISO 8601 date or instant as a reader writes it: "17 February 2019", "3 May 2024, 14:30"."""
    whole, _, clock = iso.partition("T")
    parts = whole.lstrip("-").split("-")
    try:
        months = [_MONTHS[int(part) - 1] for part in parts[1:2]]
        days = [str(int(part)) for part in parts[2:3]]
    except (ValueError, IndexError):
        return iso
    year = parts[0] + (" BC" if iso.startswith("-") else "")
    return " ".join([*days, *months, year]) + (f", {clock[:5]}" if clock else "")


def period(start: str, end: str, precision: Precision) -> str:
    """When something was, no finer than is known: "February 2019", "2014", "from 3 to 5 May 2024"."""
    if not start and not end:
        return "date not known"
    if not start or not end:
        return f"since {day(start)}" if start else f"until {day(end)}"
    if (start[4:], end[4:]) == ("-01-01", "-12-31") and start[:4] == end[:4]:
        return start[:4]
    if start[:7] == end[:7] and days_between(start[:8] + "01", start) == 0 and _is_last(end):
        return day(start[:7])
    if start == end or precision in {"instant", "minute", "hour"}:
        return day(start)
    if start[:10] == end[:10]:
        return f"{day(start)}{_DASH}{end[11:16]}"
    first = _shared(start, end)
    return (
        f"{first}{_DASH}{day(end)}" if first.isdigit() and len(first) < 3 else f"{first} {_DASH} {day(end)}"
    )


def _is_last(iso: str) -> bool:
    """Whether a date is the last of its month."""
    try:
        last = date.fromisoformat(iso)
    except ValueError:
        return False
    return last.day == monthrange(last.year, last.month)[1]


def _shared(start: str, end: str) -> str:
    """The first day of a range without the year or month that the last day repeats."""
    written = day(start)
    if "T" in start or len(start) != 10 or len(end) != 10:
        return written
    if start[:7] == end[:7]:
        return written.split()[0]
    return written.rsplit(" ", 1)[0] if start[:4] == end[:4] else written


def days_between(earlier: str, later: str) -> int | None:
    """Whole days from one ISO date to another; None where either is no full calendar date."""
    try:
        return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days
    except ValueError:
        return None


def gap(days: int) -> str:
    """A length of time in the largest fitting unit: "9 days", "4 months", "57 years"."""
    for length, word in ((365.25, "year"), (30.44, "month")):
        if days >= 2 * length:
            return f"{int(days / length)} {word}s"
    return count(days, "day")


def count(amount: int, one: str, many: str = "") -> str:
    """ "1 report", "12 reports"."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def spelled(amount: int) -> str:
    """A small number in words, a larger one in digits."""
    words = [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ]
    return words[amount] if 0 <= amount < len(words) else f"{amount:,}"


def listing(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


@cache
def language(code: str) -> str:
    """A language's English name ("Swedish"); the code itself where CLDR does not know it."""
    if code == "und":
        return "language unknown"
    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def outlet(report: Report) -> str:
    """Who tells it: the outlet where the report gives it, else the name of its file or its id."""
    if report.outlet:
        return report.outlet
    return PurePath(report.source.replace("\\", "/")).name or report.source or report.id
