"""The grammar of time, one for all languages: patterns over the letters of a run's tokens.

A run ("on Wednesday, Feb. 6, 2019") becomes a string of letters, one a token ("iW,v.n,y"). A first set
of patterns reads items (a date, a weekday, a clock time, an amount of time), a second one joins items by
the words between them (since, until, from ... to, ago, later). The longest match wins. Letters are listed
in :data:`rashomon.marking.moments.lexicon.PARTS` and :func:`rashomon.marking.moments.tokens.number`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import regex

from rashomon.marking.moments import calendar, expressions
from rashomon.marking.moments.expressions import Expression
from rashomon.marking.moments.lexicon import Lexicon
from rashomon.marking.moments.tokens import Token, readings, settle

Match = regex.Match[str]


@dataclass(frozen=True, slots=True)
class Item:
    """An expression and where it stands; ``letter`` is its part in the second grammar (d a date, c a
    clock time, p a part of day, q an amount, % a set or a reference)."""

    start: int
    end: int
    letter: str
    expression: Expression
    weak_year: bool = False
    #: The two ends of a range, each with its span, for TIMEX3.
    ends: tuple[tuple[int, int, Expression], ...] = ()


class Reading:
    """The tokens that a pattern matched."""

    def __init__(self, tokens: list[Token], found: Match, lexicon: Lexicon) -> None:
        self.tokens, self.found, self.lexicon = tokens, found, lexicon

    def token(self, name: str) -> Token | None:
        """The token of a named group."""
        at = self.found.start(name) if name in self.found.re.groupindex else -1
        return self.tokens[at] if at >= 0 else None

    def value(self, name: str) -> object:
        """The value of a named group's token."""
        token = self.token(name)
        return token.value if token else None

    def integer(self, name: str) -> int | None:
        """The value of a named group's token as a number, None where the group is absent."""
        token = self.token(name)
        return int(token.value) if token is not None and isinstance(token.value, int | float) else None


Handler = Callable[[Reading], Expression | None]

#: What a pattern gives that read a date that no calendar has (31 February): nothing, and nothing of its parts.
IMPOSSIBLE = expressions.nothing("DATE", "")


def _month_day(month: int, day: int, year: int | None, weekday: int | None = None) -> Expression | None:
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


def _weekday(reading: Reading) -> int | None:
    token = reading.token("w")
    return token.value[0] if token else None


def _year(reading: Reading) -> int | None:
    year = reading.integer("y")
    if year is not None and reading.token("era"):
        return 1 - year
    return year


def _date(reading: Reading) -> Expression | None:
    day, month = reading.integer("d"), reading.integer("m")
    if day is None or month is None:
        return None
    if not 1 <= day <= 31:
        return IMPOSSIBLE if day < 100 and reading.token("d").letter == "n" else None  # type: ignore[union-attr]
    return _month_day(month, day, _year(reading), _weekday(reading))


def _date_range(reading: Reading) -> Expression | None:
    month = reading.integer("m")
    both = reading.value("r")
    first, last = both if isinstance(both, tuple) else (reading.integer("d1"), reading.integer("d2"))
    if month is None or first is None or last is None or not first < last <= 31:
        return None
    year = _year(reading)
    begin, end = _month_day(month, first, year), _month_day(month, last, year)
    return expressions.span(begin, end) if begin and end else None


def _month_year(reading: Reading) -> Expression | None:
    month, year = reading.integer("m"), _year(reading)
    if month is None or year is None:
        return None
    found = calendar.persian(year, month - 100) if month > 100 else calendar.month(year, month)
    return expressions.fixed(found) if found else None


def _month(reading: Reading) -> Expression | None:
    month = reading.integer("m")
    if month is None or month > 100:
        return None
    return expressions.month(month, str(reading.value("l") or ""))


def _full(reading: Reading) -> Expression | None:
    value = reading.value("date")
    if not isinstance(value, tuple):
        return None
    year, month, day = value
    found = (calendar.persian if _persian(reading, year) else calendar.day)(year, month, day)
    return expressions.fixed(found) if found else IMPOSSIBLE


def _partial(reading: Reading) -> Expression | None:
    value = reading.value("date")
    if not isinstance(value, tuple):
        return None
    first, second, _ = value
    if first is not None and first > 31:
        found = calendar.month(first, second)
        return expressions.fixed(found) if found else None
    if first is None:
        return None
    return _month_day(first, second, None, _weekday(reading))


def _weekday_alone(reading: Reading) -> Expression | None:
    token = reading.token("w")
    if token is None:
        return None
    number, shift = token.value
    return expressions.weekday(number, shift or str(reading.value("l") or ""))


def _season(reading: Reading) -> Expression | None:
    token = reading.token("s")
    if token is None:
        return None
    which, shift = token.value
    return expressions.season(which, shift or str(reading.value("l") or ""), reading.integer("y"))


_OFFSETS = {"<<": -1, "<": -1, "=": 0, ">": 1, ">>": 1}


def _shifted_unit(reading: Reading) -> Expression | None:
    unit, shift = str(reading.value("u")), str(reading.value("l"))
    if _plural(reading):
        if shift == "=":
            return expressions.nothing("DATE", "PRESENT_REF")
        return expressions.nothing("DURATION", duration_value(None, unit), unit=unit)
    if unit in {"second", "minute", "hour", "day"}:
        return None
    return expressions.unit(unit, _OFFSETS[shift], reading.lexicon.sunday_first)


def _plural(reading: Reading) -> bool:
    token = reading.token("u")
    return token is not None and token.word in reading.lexicon.plural


def _fixed_unit(reading: Reading) -> Expression | None:
    value = reading.value("f")
    if not isinstance(value, tuple):
        return None
    if value[0] == "named":
        return expressions.month(*value[1])
    if value[0] in {"so-far", "to-come"}:
        return expressions.part_of_unit(value[1], value[0] == "so-far")
    return expressions.unit(*value, reading.lexicon.sunday_first)


def _count(reading: Reading, name: str = "n") -> float | None:
    token = reading.token(name)
    return float(token.value) if token is not None and isinstance(token.value, int | float) else None


def _stretch(reading: Reading) -> Expression | None:
    count, unit, shift = _count(reading), str(reading.value("u")), str(reading.value("l"))
    if count is None or shift == "=":
        return None
    if reading.found.start("n") < reading.found.start("l") and "<" not in shift and not _plural(reading):
        return None
    found = expressions.stretch(count, unit, _OFFSETS[shift] > 0)
    return expressions.replace(found, timex=duration_value(count, unit))


_UNIT_VALUES = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "fortnight": "F", "weekend": "WE",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip


def duration_value(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: "P3D", "PT35H", "PXY" where the count is vague."""
    letter = _UNIT_VALUES.get(unit, unit[:1].upper())
    if unit == "fortnight" and count is not None:
        count, letter = count * 2, "W"
    number = "X" if count is None else f"{count:g}"
    return f"PT{number}{letter[1:]}" if letter.startswith("T") else f"P{number}{letter}"


def _amount(reading: Reading) -> Expression | None:
    unit = reading.token("u")
    if unit is None:
        return None
    vague = reading.token("vague") is not None
    count = None if vague else _count(reading)
    if count is None and not vague:
        return None
    return expressions.nothing(
        "DURATION", duration_value(count, str(unit.value)), count=count or 0, unit=str(unit.value)
    )


def _vague(reading: Reading) -> Expression | None:
    """"For years", "weeks ago": a plural without a number."""
    unit = str(reading.value("u"))
    if not _plural(reading):
        return None
    return expressions.nothing("DURATION", duration_value(None, unit), unit=unit)


def _weekend(reading: Reading) -> Expression | None:
    return expressions.weekend() if reading.value("u") == "weekend" and not _plural(reading) else None


def _weekday_part(reading: Reading) -> Expression | None:
    value = reading.value("w")
    if not isinstance(value, tuple):
        return None
    return expressions.with_part(expressions.weekday(value[0], str(reading.value("l") or "")), value[1])


def _relative_day(reading: Reading) -> Expression | None:
    value = reading.value("r")
    return expressions.days_from(*value) if isinstance(value, tuple) else None


def _after(reading: Reading) -> Expression | None:
    value = reading.integer("a")
    return expressions.days_after_spoken(value) if value is not None else None


def _persian(reading: Reading, year: int) -> bool:
    """Whether a bare year is one of the language's own solar calendar."""
    return reading.lexicon.calendar == "persian" and 1200 <= year <= 1499


def _bare_year(reading: Reading) -> Expression | None:
    year = _year(reading)
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


def _year_word(reading: Reading) -> Expression | None:
    return _bare_year(reading) if reading.value("u") == "year" else None


def _day_of_month(reading: Reading) -> Expression | None:
    day = reading.integer("d")
    return expressions.day_of_month(day) if day is not None and 1 <= day <= 31 else None


def _years(reading: Reading) -> Expression | None:
    value = reading.value("r")
    if not isinstance(value, tuple):
        return None
    begin, end = calendar.year(value[0]), calendar.year(value[1])
    return expressions.span(expressions.fixed(begin), expressions.fixed(end)) if begin and end else None


def _decade(reading: Reading) -> Expression | None:
    value = reading.integer("y")
    if value is None or value % 10 or (100 <= value < 1000):
        return None
    if value >= 1000 and value % 100 == 0 and reading.lexicon.hundreds:
        found = calendar.years(value, 100, "century")
    else:
        found = calendar.years(value if value >= 1000 else 1900 + value, 10, "decade")
    return expressions.fixed(found) if found else None


def _century(reading: Reading) -> Expression | None:
    value = reading.integer("n")
    if value is None or not 1 <= value <= 30:
        return None
    found = calendar.years((value - 1) * 100, 100, "century")
    return expressions.fixed(found) if found else None


def _quarter(reading: Reading) -> Expression | None:
    which, year = reading.integer("n"), reading.integer("y")
    if which is None:
        return None
    if year is None:
        return expressions.nearest("quarter", lambda y: calendar.quarter(y, which))
    found = calendar.quarter(year, which)
    return expressions.fixed(found) if found else None


def _half_year(reading: Reading) -> Expression | None:
    which, year = reading.integer("n"), reading.integer("y")
    if which not in {1, 2}:
        return None
    if year is None:
        return expressions.nearest("span", lambda y: calendar.half(y, which))
    found = calendar.half(year, which)
    return expressions.fixed(found) if found else None


def _nth_weekday(reading: Reading) -> Expression | None:
    """An ordinal weekday of a month or another unit; "last" counts from the end."""
    number = _weekday(reading)
    ordinal = -1 if reading.token("last") else reading.integer("n")
    if number is None or ordinal is None or ordinal > 5 or reading.value("last") not in {None, "<"}:
        return None
    if reading.token("m"):
        inside = _month_year(reading) if reading.token("y") else _month(reading)
    elif reading.token("u"):
        inside = _shifted_unit(reading)
    else:
        inside = _fixed_unit(reading)
    return expressions.nth_weekday(ordinal, number, inside) if inside else None


def _day_in(reading: Reading) -> Expression | None:
    day = reading.integer("d")
    inside = _shifted_unit(reading) if reading.token("u") else _fixed_unit(reading)
    if inside is None or inside.unit != "month" or day is None or not 1 <= day <= 31:
        return None
    return expressions.day_in(day, inside)


def _quarter_in(reading: Reading) -> Expression | None:
    which = reading.integer("n")
    inside = _shifted_unit(reading) if reading.token("u") else _fixed_unit(reading)
    if inside is None or inside.unit != "year" or which is None or not 1 <= which <= 4:
        return None
    return expressions.quarter_in(which, inside)


def _weekday_and_day(reading: Reading) -> Expression | None:
    number, day = _weekday(reading), reading.integer("d")
    if number is None or day is None or not 1 <= day <= 31:
        return None
    return expressions.weekday_and_day(number, day)


def _feast(reading: Reading) -> Expression | None:
    return expressions.feast(
        str(reading.value("h")), str(reading.value("l") or ""), reading.integer("y")
    )


def _clock(reading: Reading) -> Expression | None:
    token = reading.token("t")
    half = str(reading.value("p") or "")
    if token is not None:
        value = token.value
        hour, minute, second = value if token.letter == "T" else (*value[2], None) if value[2] else (None,) * 3
    else:
        hour, minute, second = reading.integer("n"), reading.integer("n2"), None
    if hour is None or hour > 24 or (minute or 0) > 59:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    clock = f"T{hour:02d}" + (f":{minute:02d}" if minute is not None else "")
    clock += f":{second:02d}" if second is not None else ""
    zone = str(reading.value("z") or "")
    return expressions.nothing("TIME", clock, clock=clock + ZONES.get(zone, ""))


#: Offsets of the zones that news names by letters (tz database).
ZONES = {
    "gmt": "Z", "utc": "Z", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "est": "-05:00",
    "edt": "-04:00", "pst": "-08:00", "pdt": "-07:00", "msk": "+03:00",
}  # fmt: skip


def _part(reading: Reading) -> Expression | None:
    part = str(reading.value("p"))
    return expressions.nothing("TIME", f"T{part}", part=part)


def _now(reading: Reading) -> Expression | None:
    return expressions.nothing("DATE", str(reading.value("x")))


def _set(reading: Reading) -> Expression | None:
    if reading.token("s"):
        return expressions.nothing("SET", str(reading.value("s")))
    if reading.token("w"):
        token = reading.token("w")
        assert token is not None
        return expressions.nothing("SET", f"XXXX-WXX-{token.value[0] + 1}")
    count = _count(reading)
    return expressions.nothing("SET", duration_value(1 if count is None else count, str(reading.value("u"))))


def _in_shifted(reading: Reading) -> Expression | None:
    outer = _shifted_unit(reading) if reading.token("u") else _fixed_unit(reading)
    if outer is None:
        return None
    if (token := reading.token("w")) is not None:
        return expressions.in_unit(expressions.weekday(token.value[0], ""), outer)
    if (token := reading.token("s")) is not None:
        return expressions.in_unit(expressions.season(token.value[0], ""), outer)
    month = reading.integer("m")
    if month is None or month > 100:
        return None
    day = reading.integer("d")
    inner = expressions.month(month, "") if day is None else _month_day(month, day, None)
    return expressions.in_unit(inner, outer) if inner else None


def _cjk(reading: Reading) -> Expression | None:
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
    return _month_day(month, day, year)


_Y = r"(?P<y>y)(?P<era>G)?"
_W = r"(?:_?(?P<w>[Ww])\.?[,_;i]{0,3})?"
_FIRST: tuple[tuple[str, str, Handler], ...] = tuple(
    (letter, pattern, handler)
    for letter, pattern, handler in (
        ("d", _W + r"_?(?P<d>[noc])O?[_;.]{0,3}(?P<m>[Mv])(?:/[Mv])?(?:\.?[_;,]{0,2}(?P<y>[yN]))?", _date),
        ("d", r"(?:B_?(?P<d1>[no])O?\.?&|f?_?(?P<d1>[no])O?\.?[tu])_?(?P<d2>[no])O?[_;.]{0,3}(?P<m>[Mv])(?:\.?[_;,]{0,2}" + _Y + ")?",
         _date_range),
        ("d", r"[fB]?_?(?P<r>r)[_;.]{0,3}(?P<m>[Mv])(?:\.?[_;,]{0,2}" + _Y + ")?", _date_range),
        ("D", _W + r"(?P<m>[Mv])\.?_?(?P<d>[noc])O?3?(?:[,_;]{0,2}" + _Y + ")?", _date),
        ("D", r"(?P<m>[Mv])\.?(?P<r>r)(?:,?" + _Y + ")?", _date_range),
        ("D", r"(?P<m>[Mv])\.?(?P<d1>[no])O?[tu](?P<d2>[no])O?(?:,?" + _Y + ")?", _date_range),
        ("d", r"(?P<m>[Mv])[_;.,i]{0,2}(?:U_?)?" + _Y, _month_year),
        ("d", r"_?(?P<l>L)_?(?P<m>[Mv])", _month),
        ("d", r"(?P<m>M)_?(?P<l>L)", _month),
        ("d", r"(?P<m>M)", _month),
        ("d", r"(?:(?<=[iEsuft])(?P<m>v))", _month),
        ("d", r"_?(?:(?P<w>[Ww]),?[_;i]{0,2})?(?P<date>D)", _full),
        ("d", r"(?P<date>7)", _partial),
        ("d", r"(?:(?P<w>[Ww]),?[_;i]{0,2}|(?<=[i_f]))(?P<date>6)\.?(?!_?[UkpZ])", _partial),
        ("d", r"_?(?P<l>L)_?(?P<w>W)", _weekday_alone),
        ("d", r"(?P<w>W)_?(?P<l>L)", _weekday_alone),
        ("d", r"_?(?P<w>W)", _weekday_alone),
        ("d", r"(?P<w>W)[_;i]{0,3}(?P<l>L)_?(?P<u>U)", _in_shifted),
        ("d", r"(?P<w>W)[_;i]{0,3}(?P<u>U)_?(?P<l>L)", _in_shifted),
        ("d", r"_?(?P<l>L)_?(?P<u>U)[_;i,]{0,2}(?P<w>W)", _in_shifted),
        ("d", r"(?P<w>W)[_;i]{0,3}(?P<f>F)", _in_shifted),
        ("d", r"(?P<f>F)[_;i,]{0,2}(?P<w>W)", _in_shifted),
        ("d", r"(?:(?P<d>[no])O?[_;.]{0,2})?(?P<m>[Mv])[_;i]{0,3}(?P<l>L)_?(?P<u>U)", _in_shifted),
        ("d", r"(?:(?P<d>[no])O?[_;.]{0,2})?(?P<m>[Mv])[_;i]{0,3}(?P<u>U)_?(?P<l>L)", _in_shifted),
        ("d", r"(?:(?P<d>[no])O?[_;.]{0,2})?(?P<m>[Mv])[_;i]{0,3}(?P<f>F)", _in_shifted),
        ("d", r"(?P<s>[S$])[_;i]{0,3}(?P<l>L)_?(?P<u>U)", _in_shifted),
        ("d", r"(?P<s>[S$])[_;i]{0,3}(?P<f>F)", _in_shifted),
        ("d", r"(?P<f>F)[_;i]{0,2}(?P<s>[S$])", _in_shifted),
        ("d", r"_?(?P<s>S)(?:[_;i,]{0,2}(?:U_?)?(?P<y>y))?", _season),
        ("d", r"_?(?P<s>\$)[_;i,]{0,2}(?P<y>y)", _season),
        ("d", r"(?:(?<=[iE])(?P<s>\$))", _season),
        ("d", r"_?(?P<l>L)_?(?P<s>[S$])", _season),
        ("d", r"_?(?P<s>[S$])_?(?P<l>L)", _season),
        ("d", r"_?(?P<h>H)(?:[_;i]{0,2}(?:U_?)?(?P<y>y))?", _feast),
        ("d", r"_?(?P<l>L)_?(?P<h>H)", _feast),
        ("d", r"(?P<h>H)_?(?P<l>L)", _feast),
        ("d", r"_?(?P<l>L)_?(?P<u>U)", _shifted_unit),
        ("d", r"_?(?P<u>U)_?(?P<l>L)", _shifted_unit),
        ("d", r"(?P<f>F)", _fixed_unit),
        ("d", r"_?(?P<l>L)_?(?P<n>[ncNo])(?P<u>U)", _stretch),
        ("d", r"_?(?P<n>[nc])(?P<l>L)(?P<u>U)", _stretch),
        ("d", r"_?(?P<n>[nc])(?P<u>U)(?P<l>L)", _stretch),
        ("d", r"(?P<r>R)", _relative_day),
        ("d", r"(?P<a>d)", _after),
        ("y", r"_?(?P<y>[yNn])(?P<era>G)", _bare_year),
        ("d", r"_?(?:U_?)?(?P<y>[yN])(?P<cal>g)", _bare_year),
        ("y", r"(?P<y>y)(?P<u>U)", _year_word),
        ("d", r"_?[onc^]O?\.?C[_;]?(?P<y>n)K", _decade),
        ("d", r"(?P<cal>g)_?(?P<y>[yN])", _bare_year),
        ("Y", r"(?P<y>y)", _bare_year),
        ("y", r"_?(?P<u>U)_?(?P<y>[yN])", _year_word),
        ("Y", r"(?P<r>5)", _years),
        ("d", r"_?(?P<y>[yn])[_;]?K", _decade),
        ("d", r"_?(?P<y>z)U?", _decade),
        ("d", r"_?8(?P<y>[ynzc])", _decade),
        ("d", r"_?(?P<n>[onc^])O?\.?_?C", _century),
        ("d", r"_?C_?(?P<n>[onc^])", _century),
        ("d", r"_?(?P<n>[on])O?\.?q(?:[_;i,]{0,3}(?P<y>y))?", _quarter),
        ("d", r"q(?P<n>n)(?:[_;i,]{0,3}(?P<y>y))?", _quarter),
        ("d", r"(?P<y>y)[_;,]{0,2}(?:(?P<n>o)q|q(?P<n>n))", _quarter),
        ("d", r"_?(?P<n>[on])O?\.?J[_;i,]{0,3}(?P<y>y)", _half_year),
        ("d", r"_?(?:(?P<n>[o])|(?P<last>L))_?(?P<w>[Ww])[_;i]{1,3}(?P<m>[Mv])(?:[_;,]{0,2}(?P<y>y))?", _nth_weekday),
        ("d", r"_?(?:(?P<n>[o])|(?P<last>L))_?(?P<w>[Ww])[_;i]{1,3}(?:(?P<l>L)_?(?P<u>U)|(?P<u>U)_?(?P<l>L)|(?P<f>F))",
         _nth_weekday),
        ("d", r"_?(?P<d>[no])O?\.?[_;i]{0,2}(?:(?P<l>L)_?(?P<u>U)|(?P<u>U)_?(?P<l>L)|(?P<f>F))", _day_in),
        ("d", r"_?(?:(?P<n>[on])O?\.?q|q(?P<n>n))[_;i]{0,2}(?:(?P<l>L)_?(?P<u>U)|(?P<u>U)_?(?P<l>L)|(?P<f>F))",
         _quarter_in),
        ("d", r"_?(?P<w>[Ww]),?_?(?:(?P<d>n)[O.]|(?P<d>o))", _weekday_and_day),
        ("d", r"(?:(?<=i)_(?:(?P<d>n)O|(?P<d>o)O?))(?![^,.?])", _day_of_month),
        ("d", r"(?P<y>y),?(?P<m>[Mv])(?![_;.]?[no])", _month_year),
        ("d", r"(?:(?P<e>9)(?P<y>[nNoc])|(?P<y>[yN]))1(?:(?P<m>[nco])2(?:(?P<d>[nco])3)?)?", _cjk),
        ("d", r"(?P<m>[nco])2(?:(?P<d>[nco])3)?", _cjk),
        ("d", r"(?P<d>[nc])3", _day_of_month),
        ("q", r"[x_]{0,2}(?:(?P<n>[nNcd])|(?P<vague>Q))_?(?P<u>U)~?", _amount),
        ("q", r"(?:(?<=[sVf]_?)(?P<u>U))", _vague),
        ("d", r"_?(?P<u>U)", _weekend),
        ("d", r"_?(?:(?P<l>L)_?)?(?P<w>ω)", _weekday_part),
        ("c", r"k\.?(?P<t>[T6])_?(?P<p>p)?(?P<z>Z)?", _clock),
        ("c", r"(?P<t>[T6])_?(?:(?P<p>p)(?P<z>Z)?|k?(?P<z>Z)|k)", _clock),
        ("C", r"(?P<t>T)", _clock),
        ("c", r"(?P<n>[nc])_?(?P<p>p)(?P<z>Z)?", _clock),
        ("c", r"k\.?(?P<n>[nc])(?P<p>p)?(?P<z>Z)?", _clock),
        ("c", r"(?P<n>[nc])k(?P<n2>n)?(?P<p>p)?(?P<z>Z)?", _clock),
        ("p", r"_?(?P<p>P)", _part),
        ("%", r"\*_?(?:(?P<n>[nc])?_?(?P<u>U)|(?P<w>W))", _set),
        ("%", r"(?P<s>%)", _set),
        ("%", r"(?P<x>X)", _now),
    )
)
_COMPILED = tuple(
    (letter, regex.compile(pattern), handler) for letter, pattern, handler in _FIRST
)


#: Tokens that a pattern may look back on, and that an item may have at most.
_BEHIND, _AHEAD = 2, 14
#: Letters of the second grammar.
_SECOND = {"D": "d", "Y": "d", "y": "d", "C": "c"}


def items(run: list[Token], lexicon: Lexicon) -> list[Item | Token]:
    """The items of a run, with the tokens that belong to none left between them."""
    tokens = settle(run, lexicon)
    found: list[Item | Token] = []
    at = 0
    while at < len(tokens):
        behind = tokens[max(0, at - _BEHIND) : at]
        best: tuple[int, Item] | None = None
        for reading in readings(tokens[at : at + _AHEAD]):
            again = _best(behind + reading, len(behind), lexicon)
            if again and (best is None or again[0] > best[0]):
                best = again
        if best is None:
            found.append(tokens[at])
            at += 1
        else:
            if best[1].expression is not IMPOSSIBLE:
                found.append(best[1])
            at += best[0]
    return found


def _best(tokens: list[Token], at: int, lexicon: Lexicon) -> tuple[int, Item] | None:
    """The longest item that begins at a token, and how many tokens it covers."""
    letters = "".join(token.letter for token in tokens)
    for letter, handler, match in _candidates(letters, at, lexicon.order.startswith("d")):
        expression = handler(Reading(tokens, match, lexicon))
        if expression is None:
            continue
        end = tokens[match.end() - 1].end
        ends = _ends(tokens, match, expression, end) if expression.ends else ()
        item = Item(tokens[at].start, end, _SECOND.get(letter, letter), expression, letter in "YC", ends)
        return match.end() - at, item
    return None


@lru_cache(maxsize=50_000)
def _candidates(letters: str, at: int, day_first: bool) -> tuple[tuple[str, Handler, Match], ...]:
    """What matches at a place of a string of letters, the longest first. Runs repeat, so this is kept."""
    found = [
        (letter, handler, match)
        for letter, pattern, handler in _beginning(letters[at])
        if not (day_first and letter == "D")
        for match in [pattern.match(letters, at)]
        if match is not None
    ]
    found.sort(key=lambda entry: -entry[2].end())
    return tuple(found)


@lru_cache(maxsize=256)
def _beginning(letter: str) -> tuple[tuple[str, regex.Pattern[str], Handler], ...]:
    """The patterns that can begin with a letter."""
    before = ("", *"iE_sufVtB")
    return tuple(
        entry
        for entry in _COMPILED
        if any(entry[1].match(prefix + letter, len(prefix), partial=True) for prefix in before)
    )


def _ends(
    tokens: list[Token], match: Match, expression: Expression, end: int
) -> tuple[tuple[int, int, Expression], ...]:
    """Where the two ends of a range stand ("from the [5th] to the [9th of June]")."""
    if "d1" not in match.re.groupindex or match.start("d1") < 0:
        return ()
    first, second = match.start("d1"), match.start("d2")
    dot = tokens[first + 1].letter in ".O"
    stop = tokens[first + 1].end if dot and tokens[first + 1].letter == "O" else tokens[first].end + dot
    begin, last = expression.ends
    return ((tokens[first].start, stop, begin), (tokens[second].start, end, last))
