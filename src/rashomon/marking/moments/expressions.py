"""What a phrase of time means before it is known when it was written: expressions, and their resolution
against a reference day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from rashomon.marking.moments import calendar
from rashomon.marking.moments.calendar import Period
from rashomon.model import Precision

Tense = Literal["past", "future", "unsure", ""]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]

#: How far back (in days) a date without a year may lie before a much nearer coming one is meant.
_LONG_PAST, _SOON = 320, 45


@dataclass(frozen=True, slots=True)
class Reference:
    """What an expression is resolved against: the day the text speaks from, the tense of the clause, and
    the day last spoken of ("two days later")."""

    day: date
    tense: Tense = ""
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
    bare_weekday: int | None = None
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


def fixed(period: Period) -> Expression:
    """A period that needs no reference."""
    return Expression(lambda _: period, period.precision, relative=False)


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

    return Expression(resolve, "day", forward=shift in {">", ">>"}, bare_weekday=None if shift else number)


def _nearest(ref: Reference, at: Callable[[int], Period | None]) -> Period | None:
    """The period of a year-less date that the clause means: the last one begun, or the next where the
    clause speaks of the future or the last lies long back and the next is near."""
    found = [period for year in (-1, 0, 1) if (period := at(ref.day.year + year)) is not None]
    past = [period for period in found if period.first <= ref.day]
    future = [period for period in found if period.last >= ref.day]
    if ref.tense == "future" and future:
        return future[0]
    if not past:
        return future[0] if future else None
    last = past[-1]
    long_gone = last.precision == "day" and (ref.day - last.last).days > _LONG_PAST
    if ref.tense == "" and future and long_gone and (future[0].first - ref.day).days < _SOON:
        return future[0]
    return last


def nearest(grain: Precision, at: Callable[[int], Period | None]) -> Expression:
    """A period of a year that is not named, the nearest as the tense has it."""
    return Expression(lambda ref: _nearest(ref, at), grain)


def yearless_day(month: int, day: int, weekday_number: int | None = None) -> Expression:
    """A day and month; a weekday given with them chooses the year."""

    def resolve(ref: Reference) -> Period | None:
        if weekday_number is not None:
            for year in (ref.day.year, ref.day.year - 1, ref.day.year + 1):
                found = calendar.day(year, month, day)
                if found and found.first.weekday() == weekday_number:
                    return found
        return _nearest(ref, lambda year: calendar.day(year, month, day))

    return Expression(resolve, "day")


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

    return Expression(resolve, "day")


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

    return Expression(resolve, "month", forward=shift in {">", ">>"})


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

    return Expression(resolve, "season", forward=shift in {">", ">>"})


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


def days_after_spoken(offset: int) -> Expression:
    """"The next day": days from the day last spoken of."""

    def resolve(ref: Reference) -> Period | None:
        if ref.spoken_of is None:
            return None
        found = calendar.shift_days(ref.spoken_of, offset)
        return calendar.of_day(found) if found else None

    return Expression(resolve, "day", narrative=True)


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

    return Expression(resolve, "day", forward=">" in shift)


def with_clock(day: Expression, clock: str) -> Expression:
    """A day at a time of day."""

    def resolve(ref: Reference) -> Period | None:
        found = day.resolve(ref)
        if found is None or found.first != found.last:
            return None
        return replace(found, clock=clock, precision="minute" if ":" in clock else "hour")

    return replace(day, resolve=resolve, grain="minute", clock=clock, kind="TIME")


def with_part(day: Expression, part: str) -> Expression:
    """A day and a part of it."""

    def resolve(ref: Reference) -> Period | None:
        found = day.resolve(ref)
        if found is None or found.first != found.last:
            return None
        return replace(found, part=part, precision="part-of-day")

    return replace(day, resolve=resolve, grain="part-of-day", part=part, kind="TIME")


def night(first: Expression, second: Expression) -> Expression:
    """The night between two days, of which the second follows the first."""

    def resolve(ref: Reference) -> Period | None:
        end = second.resolve(ref)
        begin = first.resolve(replace(ref, day=end.first, tense="past")) if end else None
        if begin is None or end is None or (end.first - begin.first).days != 1:
            return None
        return Period(begin.first, end.last, "part-of-day", part="NI")

    return replace(second, resolve=resolve, grain="part-of-day", part="NI", kind="TIME", bare_weekday=None)


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
        kind="DURATION", ends=(first, last),
    )  # fmt: skip


def nothing(kind: Kind, timex: str, **more: object) -> Expression:
    """A TIMEX3 that is no moment: a duration, a set, "now"."""
    return Expression(lambda _: None, "span", kind=kind, timex=timex, moment=False, **more)  # type: ignore[arg-type]
