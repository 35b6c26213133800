"""Stretches of days: how long a month is, when Easter falls, what a Hijri year covers.

Sources: ISO 8601 (weeks begin on Monday, week 1 holds the first Thursday); the Easter reckoning of
Oudin (1940) as given by the U.S. Naval Observatory; the tabular Islamic calendar and the 33-year
arithmetic Persian calendar as in Reingold & Dershowitz, *Calendrical Calculations*.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.model import Precision

_FIRST, _LAST = date(1, 1, 1).toordinal(), date(9999, 12, 31).toordinal()

#: First month and length in months of the meteorological seasons, northern hemisphere. Winter begins in
#: December of the year before the one it is named after by some, of the same year by TIMEX3: the latter.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days ``first`` to ``last``, both included; ``clock`` is an ISO time ("T14:30+01:00") where
    one is given, ``part`` a TIMEX3 part of day ("MO", "AF", "EV", "NI")."""

    first: date
    last: date
    precision: Precision
    clock: str = ""
    part: str = ""


def day(year: int, month: int, number: int) -> Period | None:
    """One day, or None where the calendar has no such day (31 February)."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Period(found, found, "day")


def of_day(found: date) -> Period:
    """The day as a period."""
    return Period(found, found, "day")


def month(year: int, number: int) -> Period | None:
    """A calendar month; None outside years 1 to 9999."""
    if not (1 <= year <= 9999 and 1 <= number <= 12):
        return None
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def month_of(of: date) -> tuple[date, date]:
    """The first and the last day of the month that a day lies in."""
    return of.replace(day=1), of.replace(day=monthrange(of.year, of.month)[1])


def _months(year: int, first: int, count: int, precision: Precision) -> Period | None:
    """``count`` months from month ``first`` of ``year``."""
    end_year, end_month = year + (first + count - 2) // 12, (first + count - 2) % 12 + 1
    begin, end = month(year, first), month(end_year, end_month)
    return Period(begin.first, end.last, precision) if begin and end else None


def year(number: int) -> Period | None:
    """A calendar year; None outside 1 to 9999."""
    return _months(number, 1, 12, "year")


def quarter(number: int, which: int) -> Period | None:
    """Quarter 1 to 4 of a year."""
    return _months(number, 3 * which - 2, 3, "quarter") if 1 <= which <= 4 else None


def half(number: int, which: int) -> Period | None:
    """Half 1 or 2 of a year."""
    return _months(number, 6 * which - 5, 6, "span") if which in {1, 2} else None


def season(number: int, which: str) -> Period | None:
    """A season named SP, SU, FA or WI; the winter of a year begins in its December."""
    return _months(number, SEASONS[which], 3, "season")


def years(first: int, count: int, precision: Precision) -> Period | None:
    """``count`` years from ``first``: decades and centuries."""
    begin, end = year(max(first, 1)), year(first + count - 1)
    return Period(begin.first, end.last, precision) if begin and end else None


def week(of: date) -> Period | None:
    """The ISO week that a day lies in."""
    begin = shift_days(of, -of.weekday())
    end = shift_days(of, 6 - of.weekday())
    return Period(begin, end, "week") if begin and end else None


def shift_days(of: date, count: int) -> date | None:
    """The day ``count`` days later; None where the calendar ends before."""
    ordinal = of.toordinal() + count
    return date.fromordinal(ordinal) if _FIRST <= ordinal <= _LAST else None


def shift(of: date, count: int, unit: str) -> date | None:
    """The day ``count`` units ("day", "week", "month", "year", "decade", "century") later; the end of
    a shorter month where the day does not exist there."""
    if abs(count) > 4_000_000:
        return None
    if unit in {"day", "week", "fortnight", "weekend"}:
        return shift_days(of, count * {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}[unit])
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit, 0)
    total = of.year * 12 + of.month - 1 + months
    number, which = divmod(total, 12)
    if not 1 <= number <= 9999:
        return None
    return date(number, which + 1, min(of.day, monthrange(number, which + 1)[1]))


def nth_weekday(whole: Period, ordinal: int, weekday: int) -> Period | None:
    """The so-manieth (from the end where negative) weekday of a period, None where it has fewer."""
    if ordinal > 0:
        found = shift_days(whole.first, (weekday - whole.first.weekday()) % 7 + 7 * (ordinal - 1))
    else:
        found = shift_days(whole.last, -((whole.last.weekday() - weekday) % 7) + 7 * (ordinal + 1))
    return of_day(found) if found and whole.first <= found <= whole.last else None


def edge(whole: Period, which: str) -> Period:
    """The early or late half of a year, month or week, or its middle; "beginning" and "end" of a year are
    four months of it. Other periods as they are."""
    if whole.precision not in {"year", "month", "week"}:
        return whole
    begin, end = whole.first, whole.last
    if whole.precision == "year":
        quick = which in {"START", "END"}
        first = date(begin.year, 9 if quick else 7, 1)
        last = date(begin.year, 4 if quick else 6, 30)
        middle = (date(begin.year, 5, 1), date(begin.year, 8, 31))
    elif whole.precision == "month":
        first, last = begin.replace(day=16), begin.replace(day=15)
        middle = (begin.replace(day=10), begin.replace(day=20))
    else:
        first, last = begin + timedelta(3), begin + timedelta(2)
        middle = (begin + timedelta(1), begin + timedelta(4))
    if which in {"START", "EARLY"}:
        return Period(begin, last, "span")
    return Period(first, end, "span") if which in {"END", "LATE"} else Period(*middle, "span")


def containing(of: date, unit: str) -> Period | None:
    """The calendar unit that a day lies in."""
    match unit:
        case "day":
            return of_day(of)
        case "week":
            return week(of)
        case "weekend":
            found = week(of)
            return Period(found.last - timedelta(1), found.last, "span") if found else None
        case "month":
            return month(of.year, of.month)
        case "quarter":
            return quarter(of.year, (of.month + 2) // 3)
        case "year":
            return year(of.year)
        case "decade":
            return years(of.year // 10 * 10, 10, "decade")
        case "century":
            return years(of.year // 100 * 100, 100, "century")
    return None


def easter(number: int) -> date:
    """Easter Sunday of the Gregorian calendar (Oudin's reckoning)."""
    golden, century = number % 19, number // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (number + number // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    which = 3 + (offset + 40) // 44
    return date(number, which, offset + 28 - 31 * (which // 4))


def feast(number: int, rule: str) -> date | None:
    """The day of a feast in a year. ``rule``: "12-25" (a fixed day), "easter-2" (days from Easter),
    "11_4_3" (the fourth Thursday of November; Monday is 0; a negative ordinal counts from the end),
    "advent1" (the first of the four Sundays before Christmas; "advent1-7" a week before it)."""
    if not 1 <= number <= 9998:
        return None
    base, _, later = rule.partition("+")
    if "_" in base and later:
        found_base = feast(number, base)
        return found_base + timedelta(int(later)) if found_base else None
    if rule.startswith("easter"):
        return easter(number) + timedelta(int(rule[6:] or 0))
    if rule.startswith("advent"):
        christmas = date(number, 12, 25)
        sunday, _, before = rule[6:].partition("-")
        return christmas - timedelta(christmas.isoweekday() + 7 * (4 - int(sunday)) + int(before or 0))
    first, *rest = rule.split("_")
    if not rest:
        in_year, in_month = (int(part) for part in first.split("-"))
        found = day(number, in_year, in_month)
        return found.first if found else None
    ordinal, weekday = int(rest[0]), int(rest[1])
    whole = month(number, int(first))
    if whole is None:
        return None
    if ordinal > 0:
        return whole.first + timedelta((weekday - whole.first.weekday()) % 7 + 7 * (ordinal - 1))
    return whole.last - timedelta((whole.last.weekday() - weekday) % 7 + 7 * (-ordinal - 1))


def hijri_year(number: int) -> Period | None:
    """What a year of the tabular Islamic calendar covers, to within a day or two of the observed one."""
    if not 1 <= number <= 9600:
        return None
    first = date.fromordinal(227015 + (number - 1) * 354 + (11 * number + 3) // 30)
    after = date.fromordinal(227015 + number * 354 + (11 * number + 14) // 30)
    return Period(first, after - timedelta(1), "year")


def persian(number: int, which: int = 0, number_in_month: int = 0) -> Period | None:
    """A day, month (day 0) or year (month 0) of the Persian solar calendar, by the 33-year cycle
    (agrees with the observed calendar from 1178 to 1633)."""
    if not (1 <= number <= 3000 and 0 <= which <= 12 and 0 <= number_in_month <= 31):
        return None

    def ordinal(year_number: int, month_number: int, day_number: int) -> int:
        leaps = (8 * year_number + 21) // 33
        days = 31 * (month_number - 1) - max(0, month_number - 7)
        return 226894 + 365 * (year_number - 1) + leaps + days + day_number

    def begin(year_number: int, month_number: int) -> int:
        return ordinal(year_number + (month_number - 1) // 12, (month_number - 1) % 12 + 1, 1)

    if which == 0:
        return Period(date.fromordinal(begin(number, 1)), date.fromordinal(begin(number + 1, 1) - 1), "year")
    length = begin(number, which + 1) - begin(number, which)
    if number_in_month > length:
        return None
    first = date.fromordinal(begin(number, which))
    if number_in_month == 0:
        return Period(first, first + timedelta(length - 1), "month")
    return of_day(first + timedelta(number_in_month - 1))
