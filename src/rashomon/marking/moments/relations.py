"""Time counted from somewhere else: last week, three days, every Monday, the first Sunday of July, half past
two. One handler a pattern of the grammar."""

from __future__ import annotations

from dataclasses import replace

from rashomon.marking.moments import dates, expressions, units
from rashomon.marking.moments.expressions import Expression
from rashomon.marking.moments.items import Reading

_OFFSETS = {"<<": -1, "<": -1, "<~": -1, "=": 0, ">": 1, ">>": 1}

#: Units that "past" and "senaste" count back from today.
_ROLLING = frozenset({"week", "month", "quarter", "year", "decade", "century"})


def shifted_unit(reading: Reading) -> Expression | None:
    """Last week, this month, next year; vague where the unit is a plural."""
    unit, shift = str(reading.value("unit")), str(reading.value("shift"))
    if _plural(reading):
        if shift == "=":
            return expressions.nothing("DATE", "PRESENT_REF")
        return expressions.nothing("DURATION", duration_value(None, unit), unit=unit)
    if unit in {"second", "minute", "hour", "day"}:
        return None
    if (shift == "<~" and unit in _ROLLING) or (shift == "<" and unit in {"decade", "century"}):
        # "The past year" is the twelve months up to now, "last year" the year before.
        found = units.stretch(1, unit, False)
        return replace(found, timex=duration_value(1, unit))
    return units.unit(unit, _OFFSETS[shift], reading.lexicon.sunday_first)


def _plural(reading: Reading) -> bool:
    token = reading.token("unit")
    return token is not None and token.word in reading.lexicon.plural


def fixed_unit(reading: Reading) -> Expression | None:
    """A word that names a unit near the reference day: "i fjol", "bu hafta"."""
    value = reading.value("fixed")
    if not isinstance(value, tuple):
        return None
    if value[0] == "named":
        return expressions.month(*value[1])
    if value[0] in {"so-far", "to-come"}:
        return units.part_of_unit(value[1], value[0] == "so-far")
    return units.unit(value[0], value[1], reading.lexicon.sunday_first)


def _count(reading: Reading, name: str = "number") -> float | None:
    token = reading.token(name)
    return float(token.value) if token is not None and isinstance(token.value, int | float) else None


def stretch(reading: Reading) -> Expression | None:
    """The last or next so many units."""
    count, unit, shift = _count(reading), str(reading.value("unit")), str(reading.value("shift"))
    if count is None or shift == "=":
        return None
    if (
        reading.found.start("number") < reading.found.start("shift")
        and "<" not in shift
        and not _plural(reading)
    ):
        return None
    found = units.stretch(count, unit, _OFFSETS[shift] > 0)
    return replace(found, timex=duration_value(count, unit))


_UNIT_VALUES = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "fortnight": "F", "weekend": "WE",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
    "millennium": "L",
}  # fmt: skip


def duration_value(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: "P3D", "PT35H", "PXY" where the count is vague."""
    letter = _UNIT_VALUES.get(unit, unit[:1].upper())
    if unit == "fortnight" and count is not None:
        count, letter = count * 2, "W"
    number = "X" if count is None else f"{count:g}"
    return f"PT{number}{letter[1:]}" if letter.startswith("T") else f"P{number}{letter}"


def amount(reading: Reading) -> Expression | None:
    """An amount of time."""
    unit = reading.token("unit")
    if unit is None:
        return None
    vague = reading.token("few") is not None
    count = None if vague else _count(reading)
    if count is None and not vague:
        return None
    return expressions.nothing(
        "DURATION", duration_value(count, str(unit.value)), count=count or 0, unit=str(unit.value)
    )


def edge_of_unit(reading: Reading) -> Expression | None:
    """ "At the end of the week", "Anfang des Jahres": of this one."""
    unit = str(reading.value("unit"))
    if unit not in {"week", "month", "year"} or _plural(reading):
        return None
    return expressions.definite(units.edge(units.unit(unit, 0), str(reading.value("edge"))))


def vague(reading: Reading) -> Expression | None:
    """ "For years", "weeks ago": a plural without a number."""
    unit = str(reading.value("unit"))
    if not _plural(reading):
        return None
    return expressions.nothing("DURATION", duration_value(None, unit), unit=unit)


def weekend(reading: Reading) -> Expression | None:
    """A weekend without more."""
    return units.weekend() if reading.value("unit") == "weekend" and not _plural(reading) else None


def weekday_part(reading: Reading) -> Expression | None:
    """A weekday and a part of day in one word."""
    value = reading.value("weekday_part")
    if not isinstance(value, tuple):
        return None
    return expressions.with_part(expressions.weekday(value[0], str(reading.value("shift") or "")), value[1])


def relative_day(reading: Reading) -> Expression | None:
    """Yesterday, today, tomorrow."""
    value = reading.value("relative_day")
    return expressions.days_from(*value) if isinstance(value, tuple) else None


def after(reading: Reading) -> Expression | None:
    """The next day, the day before: from the day last spoken of."""
    value = reading.integer("day_after")
    return expressions.days_after_spoken(value) if value is not None else None


def nth_weekday(reading: Reading) -> Expression | None:
    """An ordinal weekday of a month or another unit; "last" counts from the end."""
    number = dates.weekday_of(reading)
    ordinal = -1 if reading.token("last") else reading.integer("number")
    if number is None or ordinal is None or ordinal > 5 or reading.value("last") not in {None, "<", "<~"}:
        return None
    if reading.token("month"):
        inside = dates.month_year(reading) if reading.token("year") else dates.month(reading)
    elif reading.token("unit"):
        inside = shifted_unit(reading)
    else:
        inside = fixed_unit(reading)
    return units.nth_weekday(ordinal, number, inside) if inside else None


def nth_week(reading: Reading) -> Expression | None:
    """The first week of October, the last week of 2016."""
    ordinal = -1 if reading.token("last") else reading.integer("number")
    if reading.value("unit") != "week" or ordinal is None or not -1 <= ordinal <= 53:
        return None
    if reading.token("month"):
        inside = dates.month_year(reading) if reading.token("year") else dates.month(reading)
    elif (outer := reading.value("outer")) is not None:
        inside = units.unit(str(outer), _OFFSETS[str(reading.value("shift"))]) if outer != "week" else None
    else:
        inside = dates.year_alone(reading)
    return units.nth_week(ordinal, inside) if inside else None


def ordinal_day(reading: Reading) -> Expression | None:
    """ "On the 22nd", where nothing follows that it could be the twenty-second of."""
    found = dates.day_of_month(reading)
    return expressions.alone(found) if found else None


def day_in(reading: Reading) -> Expression | None:
    """The 20th of next month."""
    day = reading.integer("day")
    inside = shifted_unit(reading) if reading.token("unit") else fixed_unit(reading)
    if inside is None or inside.unit != "month" or day is None or not 1 <= day <= 31:
        return None
    return units.day_in(day, inside)


def quarter_in(reading: Reading) -> Expression | None:
    """The third quarter of last year."""
    which = reading.integer("number")
    inside = shifted_unit(reading) if reading.token("unit") else fixed_unit(reading)
    if inside is None or inside.unit != "year" or which is None or not 1 <= which <= 4:
        return None
    return units.quarter_in(which, inside)


#: Offsets of the zones that news names by letters (tz database).
ZONES = {
    "gmt": "Z", "utc": "Z", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "est": "-05:00",
    "edt": "-04:00", "pst": "-08:00", "pdt": "-07:00", "msk": "+03:00",
}  # fmt: skip


def clock(reading: Reading) -> Expression | None:
    """A time of day, perhaps with a zone, a half of day ("p.m.") or a part of day ("in the evening")."""
    if reading.token("half_to"):
        hour = reading.integer("number")
        if hour is None or not 1 <= hour <= 12:
            return None
        return expressions.nothing("TIME", "", clock=f"T{(hour - 1) or 12:02d}:30")
    if _are_hours(reading):
        return None
    hour, minute, second = _time(reading)
    if hour is None or hour > 24 or (minute or 0) > 59:
        return None
    hour = _of_24(hour, str(reading.value("half") or ""), str(reading.value("part") or ""))
    if hour is None:
        return None
    clock = f"T{hour:02d}" + (f":{minute:02d}" if minute is not None else "")
    clock += f":{second:02d}" if second is not None else ""
    zone = str(reading.value("zone") or "")
    return expressions.nothing("TIME", clock, clock=clock + ZONES.get(zone, ""))


def _are_hours(reading: Reading) -> bool:
    """True if "two hours" stands where nothing says that it is two o'clock ("at two hours")."""
    word = reading.token("oclock")
    if word is None or all(other.letter != "U" for other in word.others):
        return False
    letters, start = reading.found.string, reading.found.start()
    return "i" not in letters[max(0, start - 2) : start] and not reading.token("part")


def _time(reading: Reading) -> tuple[int | None, int | None, int | None]:
    """Hour, minute and second as they stand."""
    token = reading.token("time")
    if token is None:
        return reading.integer("number"), reading.integer("minute"), None
    if token.letter == "T":
        hour, minute, second = token.value
        return hour, minute, second
    return (*token.value[2], None) if token.value[2] else (None, None, None)


def _of_24(hour: int, half: str, part: str) -> int | None:
    """An hour of the day; None where no clock shows it."""
    if half:
        return hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else None
    later = part in {"AF", "EV"} or (part == "MI" and hour < 6) or (part == "NI" and hour >= 6)
    if later and hour < 12:
        return hour + 12
    return 0 if part in {"NI", "MN"} and hour == 12 else hour


def part(reading: Reading) -> Expression | None:
    """A part of day."""
    part = str(reading.value("part"))
    return expressions.nothing("TIME", f"T{part}", part=part)


def now(reading: Reading) -> Expression | None:
    """A reference such as "now", for TIMEX3 only."""
    value = str(reading.value("reference"))
    return expressions.nothing("DURATION" if value.startswith("PX") else "DATE", value)


def set(reading: Reading) -> Expression | None:
    """Every day, weekly: for TIMEX3 only."""
    if reading.token("set"):
        return expressions.nothing("SET", str(reading.value("set")))
    if reading.token("weekday"):
        token = reading.token("weekday")
        assert token is not None
        return expressions.nothing("SET", f"XXXX-WXX-{token.value[0] + 1}")
    count = _count(reading)
    return expressions.nothing(
        "SET", duration_value(1 if count is None else count, str(reading.value("unit")))
    )


def in_shifted(reading: Reading) -> Expression | None:
    """A weekday, month or season inside last week or next year."""
    outer = shifted_unit(reading) if reading.token("unit") else fixed_unit(reading)
    if outer is None or not outer.moment:
        # "May last months" names no period that a month could lie in.
        return None
    if (token := reading.token("weekday")) is not None:
        return units.in_unit(expressions.weekday(token.value[0], ""), outer)
    if (token := reading.token("season")) is not None:
        return units.in_unit(expressions.season(token.value[0], ""), outer)
    if (token := reading.token("feast")) is not None:
        return units.in_unit(expressions.feast(str(token.value), "", None), outer)
    month = reading.integer("month")
    if month is None or not 1 <= month <= 12:
        return None
    day = reading.integer("day")
    inner = expressions.month(month, "") if day is None else dates.month_day(month, day, None)
    return units.in_unit(inner, outer) if inner else None
