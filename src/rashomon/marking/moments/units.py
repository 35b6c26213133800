"""Expressions by units of the calendar: last week, three years ago, the first Sunday of July, early March."""

from __future__ import annotations

from dataclasses import replace

from rashomon.marking.moments import calendar
from rashomon.marking.moments.calendar import Period
from rashomon.marking.moments.expressions import Expression, Reference, maker
from rashomon.model import Precision

_GRAINS: dict[str, Precision] = {
    "second": "instant", "minute": "minute", "hour": "hour", "day": "day", "week": "week",
    "fortnight": "week",
    "weekend": "span", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade",
    "century": "century",
}  # fmt: skip


@maker
def unit(name: str, offset: int, sunday_first: bool = False) -> Expression:
    """Last week, this month, next year."""

    def resolve(ref: Reference) -> Period | None:
        # From the first of the month on, so that "last month" on the 31st is not two months back.
        start = ref.day if name in {"day", "week", "fortnight", "weekend"} else ref.day.replace(day=1)
        if name == "week" and sunday_first and offset < 0 and start.weekday() == 6:
            # Where weeks begin on Sunday, "last week" on a Sunday is the one just over.
            start = calendar.shift_days(start, 1) or start
        found = calendar.shift(start, offset, name)
        return calendar.containing(found, name) if found else None

    return Expression(resolve, _GRAINS.get(name, "span"), forward=offset > 0, unit=name)


@maker
def weekend() -> Expression:
    """A weekend without more: the last one begun, the next where the clause looks ahead."""

    def resolve(ref: Reference) -> Period | None:
        saturday = 5 - ref.day.weekday()
        ahead = ref.tense == "future"
        found = calendar.shift_days(ref.day, saturday if ahead or saturday <= 0 else saturday - 7)
        return calendar.containing(found, "weekend") if found else None

    return Expression(resolve, "span", unit="weekend", two_ways=True)


@maker
def part_of_unit(name: str, so_far: bool) -> Expression:
    """ "Earlier this month", "later this week": the unit up to, or from, the reference day; all of it where
    the day is not known."""
    whole = unit(name, 0)

    def resolve(ref: Reference) -> Period | None:
        found = whole.resolve(ref)
        if found is None:
            return None
        return Period(found.first, ref.day, "span") if so_far else Period(ref.day, found.last, "span")

    return Expression(resolve, "span", forward=not so_far, unit=name, loosely=whole)


@maker
def nth_weekday(ordinal: int, number: int, inside: Expression) -> Expression:
    """ "The first Friday of July", "the last Sunday in March 2018"."""

    def resolve(ref: Reference) -> Period | None:
        whole = inside.resolve(ref)
        return calendar.nth_weekday(whole, ordinal, number) if whole else None

    return Expression(
        resolve,
        "day",
        inside.relative,
        forward=inside.forward,
        two_ways=inside.two_ways,
        yearly=inside.yearly,
    )


@maker
def nth_week(ordinal: int, inside: Expression) -> Expression:
    """ "The first week of October": the ISO weeks whose Thursday lies in the period, counted."""
    thursday = nth_weekday(ordinal, 3, inside)

    def resolve(ref: Reference) -> Period | None:
        found = thursday.resolve(ref)
        return calendar.week(found.first) if found else None

    return replace(thursday, resolve=resolve, grain="week", unit="week")


@maker
def day_in(day: int, inside: Expression) -> Expression:
    """ "The 20th of next month"."""

    def resolve(ref: Reference) -> Period | None:
        whole = inside.resolve(ref)
        return calendar.day(whole.first.year, whole.first.month, day) if whole else None

    return replace(inside, resolve=resolve, grain="day")


@maker
def quarter_in(which: int, inside: Expression) -> Expression:
    """ "The third quarter of last year"."""

    def resolve(ref: Reference) -> Period | None:
        whole = inside.resolve(ref)
        return calendar.quarter(whole.first.year, which) if whole else None

    return replace(inside, resolve=resolve, grain="quarter")


@maker
def weekday_and_day(number: int, day: int) -> Expression:
    """ "Thursday the 21st": the nearest such day."""

    def resolve(ref: Reference) -> Period | None:
        first = ref.day.replace(day=1)
        found = [
            period
            for offset in range(-6, 7)
            for start in [calendar.shift(first, offset, "month")]
            if start is not None
            for period in [calendar.day(start.year, start.month, day)]
            if period is not None and period.first.weekday() == number
        ]
        if ref.tense == "future":
            found = [period for period in found if period.first >= ref.day] or found
        return min(found, key=lambda p: (abs((p.first - ref.day).days), p.first), default=None)

    return Expression(resolve, "day", two_ways=True)


@maker
def edge(inner: Expression, which: str) -> Expression:
    """Early, mid or late in a period."""

    def resolve(ref: Reference) -> Period | None:
        found = inner.resolve(ref)
        return calendar.edge(found, which) if found else None

    mod = {"EARLY": "START", "LATE": "END"}.get(which, which)
    return replace(inner, resolve=resolve, mod=mod, whole=inner)


@maker
def in_unit(inner: Expression, outer: Expression) -> Expression:
    """A month, season, weekday or edge inside another period: "Wednesday of last week", "June last year"."""

    def resolve(ref: Reference) -> Period | None:
        whole = outer.resolve(ref)
        if whole is None:
            return None
        found = inner.resolve(replace(ref, day=whole.last, tense="past"))
        return found if found and found.last >= whole.first else None

    return replace(
        inner, resolve=resolve, forward=outer.forward, relative=outer.relative, weekday_alone=None,
        two_ways=outer.two_ways, yearly=False,
    )  # fmt: skip


@maker
def ago(count: float, name: str, forward: bool = False) -> Expression:
    """So many units before (or after) the reference day; as fine as the unit."""
    whole = int(count)

    def resolve(ref: Reference) -> Period | None:
        if name in {"second", "minute", "hour"} or whole != count:
            return None
        found = calendar.shift(ref.day, whole if forward else -whole, name)
        return calendar.containing(found, name if name != "fortnight" else "week") if found else None

    return Expression(
        resolve, _GRAINS.get(name, "span"), forward=forward, count=count, unit=name,
    )  # fmt: skip


@maker
def from_spoken(count: float, name: str, forward: bool, counted_on: bool = False) -> Expression:
    """ "Two days later", "a week earlier": from the day last spoken of."""
    plain = ago(count, name, forward)

    def resolve(ref: Reference) -> Period | None:
        return plain.resolve(replace(ref, day=ref.spoken_of)) if ref.spoken_of else None

    return replace(plain, resolve=resolve, narrative=True, forward=False, counted_on=counted_on)


@maker
def stretch(count: float, name: str, forward: bool, from_today: bool = False) -> Expression:
    """The last (or next) so many units, up to (or from) the reference day."""
    whole = int(count)

    def resolve(ref: Reference) -> Period | None:
        if name in {"second", "minute", "hour"} or whole != count or whole < 1:
            return None
        far = calendar.shift(ref.day, whole if forward else -whole, name)
        near = calendar.shift_days(ref.day, 1) if forward and not from_today else ref.day
        return Period(min(far, near), max(far, near), "span") if far and near else None

    return Expression(resolve, "span", forward=forward, count=count, unit=name, kind="DURATION")


@maker
def from_day(count: float, unit: str, forward: bool, inner: Expression) -> Expression:
    """ "Two days after 3 May": so many units from a day, month or year."""
    plain = ago(count, unit, forward)

    def resolve(ref: Reference) -> Period | None:
        found = inner.resolve(ref)
        return plain.resolve(replace(ref, day=found.first)) if found else None

    return replace(plain, resolve=resolve, relative=inner.relative, forward=False, two_ways=inner.two_ways)
