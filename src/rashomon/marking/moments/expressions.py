"""What a phrase of time means before it is known when it was written: expressions, and their resolution
against a reference day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Any, Literal, ParamSpec

from rashomon.marking.moments import calendar
from rashomon.marking.moments.calendar import Period
from rashomon.model import Precision

Tense = Literal["past", "future"]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]
_Arguments = ParamSpec("_Arguments")


@dataclass(frozen=True, slots=True)
class Reference:
    """What an expression is resolved against: the day the text speaks from, the direction in which it
    looks from there, and the day last spoken of ("two days later")."""

    day: date
    tense: Tense = "past"
    spoken_of: date | None = None


Resolver = Callable[[Reference], Period | None]


@dataclass(frozen=True, slots=True)
class Expression:
    """A phrase of time. ``relative`` expressions need a reference; ``narrative`` ones need the day last
    spoken of; ``timex`` overrides the TIMEX3 value ("P3D", "PRESENT_REF"); ``open_start``/``open_end``
    say that the period has no such bound. ``forward`` looks to the future of its speaker."""

    resolve: Resolver
    grain: Precision
    relative: bool = True
    narrative: bool = False
    forward: bool = False
    kind: Kind = "DATE"
    timex: str = ""
    open_start: bool = False
    open_end: bool = False
    count: float = 0
    unit: str = ""
    clock: str = ""
    part: str = ""
    mod: str = ""
    #: The weekday (Monday is 0) of an expression that names nothing else.
    weekday_alone: int | None = None
    #: What is meant where the reference day is not known to the day.
    loosely: Expression | None = None
    #: The period that this is the beginning, middle or end of.
    whole: Expression | None = None
    #: The two ends of a span.
    ends: tuple[Expression, ...] = ()
    #: "The end of the year": of the year last spoken of, which is only sure where that is this one.
    definite: bool = False
    #: Only where no word follows that it could belong to ("on the 22nd floor").
    alone: bool = False
    #: A moment for readers, not only a TIMEX3 (durations, sets and "now" are not moments).
    moment: bool = True
    #: Counted on from an event ("days after the storm").
    counted_on: bool = False
    #: Lies behind or ahead as the clause has it ("Friday", "3 May"; not "last Friday", "yesterday").
    two_ways: bool = False
    #: Comes again every year, of a year that is not named ("May", "3 May", "at Easter").
    yearly: bool = False
    #: The name and the arguments of the function below that made this, to write it down by.
    source: tuple[Any, ...] = ()


_MAKERS: dict[str, Callable[..., Expression]] = {}


def maker(function: Callable[_Arguments, Expression]) -> Callable[_Arguments, Expression]:
    """Let the expressions that a function makes be written down (:func:`written`) and made again."""
    name = function.__name__

    @wraps(function)
    def made(*args: _Arguments.args, **more: _Arguments.kwargs) -> Expression:
        found = function(*args, **more)
        object.__setattr__(found, "source", (name, *args, *more.values()))
        return found

    _MAKERS[name] = made
    return made


def written(expression: Expression) -> list[Any]:
    """An expression as JSON has it: the name of its maker and the arguments."""
    return [_written(part) for part in expression.source]


def _written(part: Any) -> Any:
    if isinstance(part, Expression):
        return written(part)
    if isinstance(part, Period):
        return ["", part.first.isoformat(), part.last.isoformat(), part.precision]
    return part


def read(source: list[Any]) -> Expression:
    """The expression that :func:`written` wrote.

    Raises:
        ValueError: no expression is written so.
    """
    try:
        return _MAKERS[source[0]](*(_read(part) for part in source[1:]))
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"no expression of time: {source!r}") from error


def _read(part: Any) -> Any:
    if not isinstance(part, list):
        return part
    if part and part[0] == "":
        return Period(date.fromisoformat(part[1]), date.fromisoformat(part[2]), part[3])
    return read(part)


@maker
def fixed(period: Period) -> Expression:
    """A period that needs no reference."""
    return Expression(lambda _: period, period.precision, relative=False)


@maker
def weekday(number: int, shift: str) -> Expression:
    """A weekday (Monday is 0): the last one on or before the reference day, the next one where the clause
    speaks of the future; ``<`` the last before, ``<<`` the one of last week, ``=`` of this week, ``>``
    the next after, ``>>`` the one of next week."""

    def resolve(ref: Reference) -> Period | None:
        behind = (ref.day.weekday() - number) % 7
        ahead = (number - ref.day.weekday()) % 7
        match shift:
            case "<" | "<~":
                offset = -(behind or 7)
            case "<<":
                offset = number - ref.day.weekday() - 7
            case "=":
                offset = number - ref.day.weekday()
            case "=?":
                # "Ce dimanche" is the coming one only where the clause looks ahead.
                offset = ahead if ref.tense == "future" else number - ref.day.weekday()
                if offset > 0 and ref.tense != "future":
                    return None
            case ">":
                offset = ahead or 7
            case ">>":
                offset = number - ref.day.weekday() + 7
            case _:
                offset = ahead if ref.tense == "future" else -behind
        found = calendar.shift_days(ref.day, offset)
        return calendar.of_day(found) if found else None

    return Expression(
        resolve, "day", forward=shift in {">", ">>"}, weekday_alone=None if shift else number,
        two_ways=shift in {"", "=?"},
    )  # fmt: skip


def _nearest(ref: Reference, at: Callable[[int], Period | None]) -> Period | None:
    """The period of a year-less date: the last one begun, or the next where the clause looks ahead."""
    found = [period for year in (-1, 0, 1) if (period := at(ref.day.year + year)) is not None]
    past = [period for period in found if period.first <= ref.day]
    future = [period for period in found if period.last >= ref.day]
    if ref.tense == "future" and future:
        return future[0]
    if not past:
        return future[0] if future else None
    return past[-1]


@maker
def quarter(which: int) -> Expression:
    """A quarter of a year that is not named."""
    return Expression(
        lambda ref: _nearest(ref, lambda y: calendar.quarter(y, which)), "quarter", two_ways=True
    )


@maker
def half_year(which: int) -> Expression:
    """A half of a year that is not named."""
    return Expression(lambda ref: _nearest(ref, lambda y: calendar.half(y, which)), "span", two_ways=True)


@maker
def yearless_day(month: int, day: int, weekday_number: int | None = None) -> Expression:
    """A day and month; a weekday given with them chooses the year."""

    def resolve(ref: Reference) -> Period | None:
        if weekday_number is not None:
            for year in (ref.day.year, ref.day.year - 1, ref.day.year + 1):
                found = calendar.day(year, month, day)
                if found and found.first.weekday() == weekday_number:
                    return found
        return _nearest(ref, lambda year: calendar.day(year, month, day))

    return Expression(resolve, "day", yearly=weekday_number is None, two_ways=True)


@maker
def day_of_month(day: int) -> Expression:
    """A day of a month that is not named: the last such day, the next where the clause looks ahead."""

    def resolve(ref: Reference) -> Period | None:
        first = ref.day.replace(day=1)
        for offset in (0, 1, 2) if ref.tense == "future" else (0, -1, -2):
            start = calendar.shift(first, offset, "month")
            found = calendar.day(start.year, start.month, day) if start else None
            if found and (found.first >= ref.day if ref.tense == "future" else found.first <= ref.day):
                return found
        return None

    return Expression(resolve, "day", two_ways=True)


@maker
def month(number: int, shift: str) -> Expression:
    """A month without a year."""

    def resolve(ref: Reference) -> Period | None:
        year = ref.day.year
        match shift:
            case "<" | "<<" | "<~":
                year -= number >= ref.day.month
            case "=":
                pass
            case ">" | ">>":
                year += number <= ref.day.month
            case _:
                return _nearest(ref, lambda y: calendar.month(y, number))
        return calendar.month(year, number)

    return Expression(resolve, "month", forward=shift in {">", ">>"}, yearly=not shift, two_ways=not shift)


@maker
def season(which: str, shift: str, of_year: int | None = None) -> Expression:
    """A season, of a year or of none."""
    if of_year is not None:
        found = calendar.season(of_year, which)
        return Expression(lambda _: found, "season", relative=False)

    def resolve(ref: Reference) -> Period | None:
        found = [p for y in (-1, 0, 1) if (p := calendar.season(ref.day.year + y, which)) is not None]
        past = [period for period in found if period.last < ref.day]
        begun = [period for period in found if period.first <= ref.day]
        match shift:
            case "<" | "<<" | "<~":
                return past[-1] if past else None
            case "now":
                # "i sommer" is this summer from spring on, and the last one where none is near.
                close = [p for p in found if abs((p.first - ref.day).days) <= 60]
                near = close or [p for p in found if p.first <= ref.day <= p.last]
                return near[-1] if near else past[-1] if past else None
            case "=":
                now = [period for period in found if period.first <= ref.day <= period.last]
                return now[0] if now else calendar.season(ref.day.year, which)
            case ">" | ">>":
                return next((period for period in found if period.first > ref.day), None)
            case _:
                if ref.tense == "future":
                    return next((period for period in found if period.last >= ref.day), None)
                return begun[-1] if begun else None

    return Expression(resolve, "season", forward=shift in {">", ">>"}, yearly=not shift, two_ways=not shift)


@maker
def days_from(offset: int, part: str = "") -> Expression:
    """Yesterday, today, tomorrow, with a part of day where the word says one."""

    def resolve(ref: Reference) -> Period | None:
        found = calendar.shift_days(ref.day, offset)
        if found is None:
            return None
        return Period(found, found, "part-of-day" if part else "day", part=part)

    return Expression(
        resolve, "part-of-day" if part else "day", forward=offset > 0, part=part,
        kind="TIME" if part else "DATE",
    )  # fmt: skip


@maker
def days_after_spoken(offset: int) -> Expression:
    """ "The next day": days from the day last spoken of."""

    def resolve(ref: Reference) -> Period | None:
        if ref.spoken_of is None:
            return None
        found = calendar.shift_days(ref.spoken_of, offset)
        return calendar.of_day(found) if found else None

    return Expression(resolve, "day", narrative=True)


@maker
def feast(rule: str, shift: str = "", of_year: int | None = None) -> Expression:
    """A feast day by its rule (:func:`calendar.feast`)."""

    def at(number: int) -> Period | None:
        found = calendar.feast(number, rule)
        return calendar.of_day(found) if found else None

    if of_year is not None:
        return Expression(lambda _: at(of_year), "day", relative=False)

    def resolve(ref: Reference) -> Period | None:
        tense: Tense = "past" if "<" in shift else "future" if ">" in shift else ref.tense
        return _nearest(replace(ref, tense=tense), at)

    return Expression(resolve, "day", forward=">" in shift, yearly=not shift, two_ways=not shift)


@maker
def with_clock(day: Expression, clock: str) -> Expression:
    """A day at a time of day."""

    def resolve(ref: Reference) -> Period | None:
        found = day.resolve(ref)
        if found is None or found.first != found.last:
            return None
        return replace(found, clock=clock, precision="minute" if ":" in clock else "hour")

    return replace(day, resolve=resolve, grain="minute", clock=clock, kind="TIME", yearly=False)


@maker
def with_part(day: Expression, part: str) -> Expression:
    """A day and a part of it."""

    def resolve(ref: Reference) -> Period | None:
        found = day.resolve(ref)
        if found is None or found.first != found.last:
            return None
        return replace(found, part=part, precision="part-of-day")

    return replace(day, resolve=resolve, grain="part-of-day", part=part, kind="TIME")


@maker
def night(first: Expression, second: Expression) -> Expression:
    """The night between two days, of which the second follows the first."""

    def resolve(ref: Reference) -> Period | None:
        end = second.resolve(ref)
        begin = first.resolve(replace(ref, day=end.first, tense="past")) if end else None
        if begin is None or end is None or (end.first - begin.first).days != 1:
            return None
        return Period(begin.first, end.last, "part-of-day", part="NI")

    return replace(second, resolve=resolve, grain="part-of-day", part="NI", kind="TIME", weekday_alone=None)


@maker
def span(first: Expression, last: Expression) -> Expression:
    """From one to the other. A side that lacks a year takes it from the other: the last is the first of
    its kind on or after the first, or the first the last of its kind before a last that is absolute."""

    def resolve(ref: Reference) -> Period | None:
        if first.relative and not last.relative:
            end = last.resolve(ref)
            back = ref if first.forward or not end else replace(ref, day=end.last, tense="past")
            begin = first.resolve(back) if end else None
        else:
            begin = first.resolve(ref)
            end = last.resolve(replace(ref, day=begin.first, tense="future")) if begin else None
            if begin and end and end.last > ref.day and ref.tense != "future" and first.grain == "month":
                earlier = last.resolve(replace(ref, tense="past"))
                start = first.resolve(replace(ref, day=earlier.last, tense="past")) if earlier else None
                if start and earlier and begin.first > ref.day:
                    begin, end = start, earlier
        if begin is None or end is None or begin.first > end.last:
            return None
        if begin.clock or end.clock:
            return None
        return Period(begin.first, end.last, "span")

    return Expression(
        resolve, "span", relative=first.relative or last.relative, forward=first.forward or last.forward,
        kind="DURATION", ends=(first, last), two_ways=first.two_ways or last.two_ways,
    )  # fmt: skip


@maker
def since(inner: Expression, looks_back: bool = True) -> Expression:
    """From a day on ("since Monday"); ``looks_back``: the day lies behind whatever the tense, as it need not
    where something begins ("starting Monday")."""

    def resolve(ref: Reference) -> Period | None:
        return inner.resolve(replace(ref, tense="past") if looks_back else ref)

    return replace(inner, resolve=resolve, open_end=True, two_ways=inner.two_ways and not looks_back)


@maker
def until(inner: Expression) -> Expression:
    """Up to a day, with no beginning."""
    return replace(inner, open_start=True)


@maker
def aimed_at(inner: Expression) -> Expression:
    """The day itself where "until" says what something was put off to ("uppskjutet till torsdag")."""
    return replace(inner, open_start=False)


@maker
def definite(inner: Expression) -> Expression:
    """ "The end of the year": of the year last spoken of, which is only sure where that is this one."""
    return replace(inner, definite=True)


@maker
def alone(inner: Expression) -> Expression:
    """ "On the 22nd", where no word follows that it could belong to ("on the 22nd floor")."""
    return replace(inner, alone=True)


def nothing(kind: Kind, timex: str, **more: object) -> Expression:
    """A TIMEX3 that is no moment: a duration, a set, "now"."""
    return Expression(lambda _: None, "span", kind=kind, timex=timex, moment=False, **more)  # type: ignore[arg-type]
