"""Dates as the calendar has them: days, months, seasons, years, decades, feasts. One handler a pattern of
the grammar."""

from __future__ import annotations

from rashomon.marking.moments import calendar, expressions, units
from rashomon.marking.moments.expressions import Expression
from rashomon.marking.moments.items import IMPOSSIBLE, Reading


def month_day(month: int, day: int, year: int | None, weekday: int | None = None) -> Expression | None:
    """A day of a month, of a year or of none; impossible where no calendar has it."""
    if month > 100:
        if year is None:
            return None
        persian = calendar.persian(year, month - 100, day)
        return expressions.fixed(persian) if persian else None
    if year is not None:
        found = calendar.day(year, month, day)
        return expressions.fixed(found) if found else IMPOSSIBLE
    if calendar.day(2000, month, day) is None:
        return IMPOSSIBLE
    return expressions.yearless_day(month, day, weekday)


def weekday_of(reading: Reading) -> int | None:
    """The number of the weekday among the tokens, if there is one."""
    token = reading.token("w")
    return token.value[0] if token else None


def year_of(reading: Reading) -> int | None:
    """The year among the tokens, astronomical where it is one before Christ."""
    year = reading.integer("y")
    if year is not None and reading.token("era"):
        return 1 - year
    return year


def date(reading: Reading) -> Expression | None:
    """A day and month, with or without year and weekday."""
    day, month = reading.integer("d"), reading.integer("m")
    if day is None or month is None:
        return None
    token = reading.token("d")
    if token is not None and token.letter == "c" and day == 1:
        # "A June deadline" is no first of June.
        return None
    if not 1 <= day <= 31:
        return IMPOSSIBLE if day < 100 and reading.token("d").letter == "n" else None  # type: ignore[union-attr]
    return month_day(month, day, year_of(reading), weekday_of(reading))


def date_range(reading: Reading) -> Expression | None:
    """Days of one month, from one to another."""
    month = reading.integer("m")
    both = reading.value("r")
    first, last = both if isinstance(both, tuple) else (reading.integer("d1"), reading.integer("d2"))
    if month is None or first is None or last is None or not first < last <= 31:
        return None
    year = year_of(reading)
    begin, end = month_day(month, first, year), month_day(month, last, year)
    return expressions.span(begin, end) if begin and end else None


def month_year(reading: Reading) -> Expression | None:
    """A month of a year."""
    month, year = reading.integer("m"), year_of(reading)
    if month is None or year is None:
        return None
    found = calendar.persian(year, month - 100) if month > 100 else calendar.month(year, month)
    return expressions.fixed(found) if found else None


def month(reading: Reading) -> Expression | None:
    """A month without a year."""
    month = reading.integer("m")
    if month is None or month > 100:
        return None
    return expressions.month(month, str(reading.value("l") or ""))


def full(reading: Reading) -> Expression | None:
    """A date in digits."""
    value = reading.value("date")
    if not isinstance(value, tuple):
        return None
    year, month, day = value
    found = (calendar.persian if _persian(reading, year) else calendar.day)(year, month, day)
    return expressions.fixed(found) if found else IMPOSSIBLE


def partial(reading: Reading) -> Expression | None:
    """A month and year, or a day and month, in digits."""
    value = reading.value("date")
    if not isinstance(value, tuple):
        return None
    first, second, _ = value
    if first is not None and first > 31:
        found = calendar.month(first, second)
        return expressions.fixed(found) if found else None
    if first is None:
        return None
    return month_day(first, second, None, weekday_of(reading))


def weekday_alone(reading: Reading) -> Expression | None:
    """A weekday, perhaps last or next."""
    token = reading.token("w")
    if token is None:
        return None
    number, shift = token.value
    return expressions.weekday(number, shift or str(reading.value("l") or ""))


def season(reading: Reading) -> Expression | None:
    """A season, perhaps of a year, last or next."""
    token = reading.token("s")
    if token is None:
        return None
    which, shift = token.value
    return expressions.season(which, shift or str(reading.value("l") or ""), reading.integer("y"))


def _persian(reading: Reading, year: int) -> bool:
    """Whether a bare year is one of the language's own solar calendar."""
    return reading.lexicon.calendar == "persian" and 1200 <= year <= 1499


def bare_year(reading: Reading) -> Expression | None:
    """A year, of the calendar that is named or the language's own."""
    year = year_of(reading)
    if year is None:
        return None
    calendar_name = str(reading.value("cal") or "")
    if calendar_name == "hijri":
        found = calendar.hijri_year(year)
    elif calendar_name == "buddhist":
        found = calendar.year(year - 543)
    elif calendar_name == "persian" or (not calendar_name and _persian(reading, year)):
        found = calendar.persian(year)
    elif year < 1:
        return Expression(lambda _: None, "year", relative=False, timex=f"BC{1 - year:04d}")
    else:
        found = calendar.year(year)
    return expressions.fixed(found) if found else None


def year_word(reading: Reading) -> Expression | None:
    """A year with the word "year"."""
    return bare_year(reading) if reading.value("u") == "year" else None


def day_of_month(reading: Reading) -> Expression | None:
    """A day of a month that is not named."""
    day, mark = reading.integer("d"), reading.token("mark")
    if mark is not None and mark.word not in reading.lexicon.bare_day_marks:
        return None
    return expressions.day_of_month(day) if day is not None and 1 <= day <= 31 else None


def years(reading: Reading) -> Expression | None:
    """Years from one to another, in digits."""
    value = reading.value("r")
    if not isinstance(value, tuple):
        return None
    begin, end = calendar.year(value[0]), calendar.year(value[1])
    return expressions.span(expressions.fixed(begin), expressions.fixed(end)) if begin and end else None


def decade(reading: Reading) -> Expression | None:
    """A decade, or a century where the language says "1800-talet"."""
    value = reading.integer("y")
    if value is None or value % 10 or (100 <= value < 1000):
        return None
    if value >= 1000 and value % 100 == 0 and reading.lexicon.hundreds:
        found = calendar.years(value, 100, "century")
    else:
        found = calendar.years(value if value >= 1000 else 1900 + value, 10, "decade")
    return expressions.fixed(found) if found else None


def century(reading: Reading) -> Expression | None:
    """A century by its number, counted as people do: the 19th is 1800 to 1899."""
    value = reading.integer("n")
    if value is None or not 1 <= value <= 30:
        return None
    found = calendar.years((value - 1) * 100, 100, "century")
    return expressions.fixed(found) if found else None


def quarter(reading: Reading) -> Expression | None:
    """A quarter, perhaps of a year."""
    which, year = reading.integer("n"), reading.integer("y")
    if which is None:
        return None
    if year is None:
        return expressions.nearest("quarter", lambda y: calendar.quarter(y, which))
    found = calendar.quarter(year, which)
    return expressions.fixed(found) if found else None


def half_year(reading: Reading) -> Expression | None:
    """A half of a year."""
    which, year = reading.integer("n"), reading.integer("y")
    if which not in {1, 2}:
        return None
    if year is None:
        return expressions.nearest("span", lambda y: calendar.half(y, which))
    found = calendar.half(year, which)
    return expressions.fixed(found) if found else None


def weekday_and_day(reading: Reading) -> Expression | None:
    """A weekday and the number of the day: "Thursday the 21st"."""
    number, day = weekday_of(reading), reading.integer("d")
    if number is None or day is None or not 1 <= day <= 31:
        return None
    return units.weekday_and_day(number, day)


def feast(reading: Reading) -> Expression | None:
    """A feast day, perhaps of a year, last or next."""
    return expressions.feast(
        str(reading.value("h")), str(reading.value("l") or ""), reading.integer("y")
    )


def cjk(reading: Reading) -> Expression | None:
    """A date with its units written out: "2019年2月17日"."""
    year, month, day = reading.integer("y"), reading.integer("m"), reading.integer("d")
    era = reading.integer("e")
    if era is not None and year is not None:
        year += era
    if month is None:
        if day is not None or year is None:
            return None
        found = calendar.year(year)
        return expressions.fixed(found) if found else None
    if not 1 <= month <= 12:
        return None
    if day is None:
        if year is None:
            return expressions.month(month, "")
        found = calendar.month(year, month)
        return expressions.fixed(found) if found else None
    return month_day(month, day, year)
