"""Dates as the calendar has them: days, months, seasons, years, decades, feasts. One handler a pattern of
the grammar."""

from __future__ import annotations

from itertools import pairwise

from rashomon.marking.moments import calendar, expressions, units
from rashomon.marking.moments.expressions import Expression
from rashomon.marking.moments.items import IMPOSSIBLE, Reading
from rashomon.marking.moments.tokens import Token
from rashomon.marking.rules import rule

EVENT = rule("moments.event-in-digits", "9/11 alone names what happened then, and dates nothing")
#: Dates that are names.
_EVENTS = frozenset({"9/11"})


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
    token = reading.token("weekday")
    return token.value[0] if token else None


def year_of(reading: Reading) -> int | None:
    """The year among the tokens, astronomical where it is one before Christ."""
    token = reading.token("year")
    if token is not None and token.letter == "ý":
        return of_two_digits(int(token.value))
    year = reading.integer("year")
    if year is not None and reading.token("era"):
        return 1 - year
    return year


def date(reading: Reading) -> Expression | None:
    """A day and month, with or without year and weekday."""
    day, month = reading.integer("day"), reading.integer("month")
    token = reading.token("day")
    if day is None or month is None:
        return None
    if token is not None and token.letter == "c" and day == 1:
        # "A June deadline" is no first of June.
        return None
    if not 1 <= day <= 31:
        return IMPOSSIBLE if day < 100 and reading.token("day").letter == "n" else None  # type: ignore[union-attr]
    return month_day(month, day, year_of(reading), weekday_of(reading))


def date_with_short_year(reading: Reading) -> Expression | None:
    """ "19-Nov-12": a day, month and year of two digits with hyphens between."""
    year = reading.token("year")
    if year is None or not (year.glued and reading.token("month").glued):  # type: ignore[union-attr]
        return None
    day, month = reading.integer("day"), reading.integer("month")
    if day is None or month is None or len(year.word) != 2:
        return None
    return month_day(month, day, of_two_digits(int(year.value)))


def month_short_year(reading: Reading) -> Expression | None:
    """ "July 98": a number behind a month that no month has days for, and that counts nothing."""
    year, month = _bare_short_year(reading), reading.integer("month")
    if year is None or month is None or month > 100:
        return None
    found = calendar.month(year, month)
    return expressions.fixed(found) if found else None


def season_short_year(reading: Reading) -> Expression | None:
    """ "Summer 98", "el verano del 98"."""
    token, year = reading.token("season"), _bare_short_year(reading)
    return None if token is None or year is None else expressions.season(token.value[0], "", year)


def _bare_short_year(reading: Reading) -> int | None:
    """The year that two digits mean which no month has days for, and that count nothing."""
    year = reading.token("year")
    if year is None or len(year.word) != 2 or reading.counts_something(year):
        return None
    if int(year.value) <= 31 and not year.word.startswith("0"):
        return None
    return of_two_digits(int(year.value))


def of_two_digits(number: int) -> int:
    """The year that is meant by its last two digits, 1950 to 2049."""
    return number + (1900 if number > 49 else 2000)


def several(reading: Reading) -> list[tuple[int, int, Expression]] | None:
    """Days that share a month: "3, 5 and 7 June", "lundi 20, mardi 21 et jeudi 23 avril"."""
    at = [
        start
        for name in ("days", "day")
        if name in reading.found.re.groupindex
        for start in reading.found.starts(name)
    ]
    month, year = reading.integer("month"), year_of(reading)
    numbers = [int(reading.tokens[one].value) for one in at]
    if month is None or not all(1 <= one < other <= 31 for one, other in pairwise(numbers)):
        return None
    days = [
        month_day(month, number, year, _weekday_before(reading.tokens, one))
        for number, one in zip(numbers, at, strict=True)
    ]
    if not all(day and day is not IMPOSSIBLE for day in days):
        return None
    begins = [_begin(reading.tokens, one, reading.found.start()) for one in at]
    ends = [_end(reading.tokens, one, reading.found.end()) for one in at]
    if reading.found.start("month") < at[0]:
        begins[0] = reading.tokens[reading.found.start()].start
    else:
        ends[-1] = reading.tokens[reading.found.end() - 1].end
    return [(begin, end, day) for begin, end, day in zip(begins, ends, days, strict=True) if day]


def _weekday_before(tokens: list[Token], at: int) -> int | None:
    """The weekday that stands right before a day's number."""
    for token in reversed(tokens[max(0, at - 3) : at]):
        if token.letter in "Ww":
            return int(token.value[0])
        if token.letter not in "_,.;":
            break
    return None


def _begin(tokens: list[Token], at: int, first: int) -> int:
    """Where a day of several begins: with its article and weekday."""
    while at > first and tokens[at - 1].letter in "_;Ww":
        at -= 1
    return tokens[at].start


def _end(tokens: list[Token], at: int, stop: int) -> int:
    """Where a day of several ends: with the mark of its ordinal."""
    end = tokens[at].end
    for token in tokens[at + 1 : min(at + 3, stop)]:
        if token.letter not in ".O":
            break
        end = token.start + 1 if token.letter == "." else token.end
    return end


def digits_to_digits(reading: Reading) -> Expression | None:
    """ "11.05.20-15.05.20", "11/5–15/5", "4–8/11"."""
    value = reading.value("dates")
    if not isinstance(value, tuple):
        return None
    (first_year, first_month, first_day), (year, month, day) = value
    begin, end = month_day(first_month, first_day, first_year or year), month_day(month, day, year)
    if begin is IMPOSSIBLE or end is IMPOSSIBLE:
        return IMPOSSIBLE
    return expressions.span(begin, end) if begin and end else None


def day_to_digits(reading: Reading) -> Expression | None:
    """ "11.-15.7.", "vom 11. bis 15.7."."""
    value, begin = reading.value("date"), reading.integer("day")
    if not isinstance(value, tuple) or begin is None or value[0] is None or value[0] > 12:
        return None
    month, day, _ = value
    first, last = month_day(month, begin, None), month_day(month, day, None)
    return expressions.span(first, last) if 1 <= begin < day and first and last else None


def date_range(reading: Reading) -> Expression | None:
    """Days of one month, from one to another."""
    month = reading.integer("month")
    both = reading.value("range")
    first, last = both if isinstance(both, tuple) else (reading.integer("begin"), reading.integer("end"))
    if month is None or first is None or last is None or not first < last <= 31:
        return None
    year = year_of(reading)
    begin, end = month_day(month, first, year), month_day(month, last, year)
    return expressions.span(begin, end) if begin and end else None


def month_year(reading: Reading) -> Expression | None:
    """A month of a year."""
    month, year = reading.integer("month"), year_of(reading)
    if month is None or year is None:
        return None
    found = calendar.persian(year, month - 100) if month > 100 else calendar.month(year, month)
    return expressions.fixed(found) if found else None


def month(reading: Reading) -> Expression | None:
    """A month without a year."""
    month = reading.integer("month")
    if month is None or month > 100:
        return None
    return expressions.month(month, str(reading.value("shift") or ""))


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
    weekday = weekday_of(reading)
    return IMPOSSIBLE if weekday is None and _is_event(reading) else month_day(first, second, None, weekday)


def _is_event(reading: Reading) -> bool:
    """True if a date in digits names what happened on it in some year: everywhere behind "of" ("the attacks
    of 9/11", "die Anschläge von 9/11"), and in any place where the month comes first; no end of a range."""
    token, at = reading.token("date"), reading.found.start("date")
    if not EVENT or token is None or token.word not in _EVENTS:
        return False
    after = reading.tokens[at + 1].letter if at + 1 < len(reading.tokens) else ""
    before = reading.tokens[at - 1].letter if at else ""
    return after not in {"t", "u"} and (before == ";" or reading.lexicon.order == "mdy")


def weekday_alone(reading: Reading) -> Expression | None:
    """A weekday, perhaps last or next."""
    token = reading.token("weekday")
    if token is None:
        return None
    number, shift = token.value
    return expressions.weekday(number, shift or str(reading.value("shift") or ""))


def season(reading: Reading) -> Expression | None:
    """A season, perhaps of a year, last or next."""
    token = reading.token("season")
    if token is None:
        return None
    which, shift = token.value
    return expressions.season(which, shift or str(reading.value("shift") or ""), year_of(reading))


def _persian(reading: Reading, year: int) -> bool:
    """True if a year alone is one of the language's own solar calendar."""
    return reading.lexicon.calendar == "persian" and 1200 <= year <= 1499


def year_alone(reading: Reading) -> Expression | None:
    """A year, of the calendar that is named or the language's own."""
    year = year_of(reading)
    if year is None:
        return None
    calendar_name = str(reading.value("calendar") or "")
    if calendar_name == "hijri":
        found = calendar.hijri_year(year)
    elif calendar_name == "buddhist":
        found = calendar.year(year - 543)
    elif calendar_name == "persian" or (not calendar_name and _persian(reading, year)):
        found = calendar.persian(year)
    elif year < 1:
        before_christ = reading.token("era") is not None and year > -9999
        return Expression(lambda _: None, "year", False, timex=f"BC{1 - year:04d}") if before_christ else None
    else:
        found = calendar.year(year)
    return expressions.fixed(found) if found else None


def year_word(reading: Reading) -> Expression | None:
    """A year with the word "year"."""
    return year_alone(reading) if reading.value("unit") == "year" else None


def day_of_month(reading: Reading) -> Expression | None:
    """A day of a month that is not named."""
    day, mark = reading.integer("day"), reading.token("day_mark")
    if mark is not None and mark.word not in reading.lexicon.bare_day_marks:
        return None
    return expressions.day_of_month(day) if day is not None and 1 <= day <= 31 else None


def years(reading: Reading) -> Expression | None:
    """Years from one to another, in digits."""
    value = reading.value("years")
    if not isinstance(value, tuple):
        return None
    begin, end = calendar.year(value[0]), calendar.year(value[1])
    return expressions.span(expressions.fixed(begin), expressions.fixed(end)) if begin and end else None


def decade(reading: Reading) -> Expression | None:
    """A decade, or a century where the language says "1800-talet"."""
    value = reading.integer("year")
    if value is None or value % 10 or (100 <= value < 1000):
        return None
    if value >= 1000 and value % 100 == 0 and reading.lexicon.hundreds:
        found = calendar.years(value, 100, "century")
    else:
        found = calendar.years(value if value >= 1000 else 1900 + value, 10, "decade")
    return expressions.fixed(found) if found else None


def century(reading: Reading) -> Expression | None:
    """A century by its number, counted as people do: the 19th is 1800 to 1899."""
    value = reading.integer("number")
    if value is None or not 1 <= value <= 30:
        return None
    found = calendar.years((value - 1) * 100, 100, "century")
    return expressions.fixed(found) if found else None


def quarter(reading: Reading) -> Expression | None:
    """A quarter, perhaps of a year."""
    which, year = reading.integer("number"), reading.integer("year")
    if which is None:
        return None
    if year is None:
        return expressions.quarter(which)
    found = calendar.quarter(year, which)
    return expressions.fixed(found) if found else None


def half_year(reading: Reading) -> Expression | None:
    """A half of a year."""
    which, year = reading.integer("number"), reading.integer("year")
    if which not in {1, 2}:
        return None
    if year is None:
        return expressions.half_year(which)
    found = calendar.half(year, which)
    return expressions.fixed(found) if found else None


def weekday_and_day(reading: Reading) -> Expression | None:
    """A weekday and the number of the day: "Thursday the 21st"."""
    number, day = weekday_of(reading), reading.integer("day")
    if number is None or day is None or not 1 <= day <= 31:
        return None
    return units.weekday_and_day(number, day)


def feast(reading: Reading) -> Expression | None:
    """A feast day, perhaps of a year, last or next."""
    return expressions.feast(
        str(reading.value("feast")), str(reading.value("shift") or ""), reading.integer("year")
    )


def with_units(reading: Reading) -> Expression | None:
    """A date with its units written out: "2019年2月17日"."""
    year, month, day = reading.integer("year"), reading.integer("month"), reading.integer("day")
    era = reading.integer("reign")
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
