"""A comparison of figures as a number line: one row a distinct value, all rows on one scale.

Positions are percentages of the width of the drawing, so that it fits any screen while its letters and
dots keep their size. The scale is logarithmic where the values span more than two powers of ten.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.model import FigureValue
from rashomon.telling.quantities import reading_unit
from rashomon.telling.wording import ENGLISH, Wording

_LEFT, _RIGHT = 3.0, 97.0
_LOG_FROM = 100.0
_TICKS = 6
_ROOM = 38
"""Letters that the labels of a scale may have together."""
_VAST = 1e200
_CLOCK = (0.001, 1, 60, 3600, 86_400, 2_592_000, *(31_556_952 * 10**power for power in range(10)))
"""What time is counted in, in seconds: second, minute, hour, day, thirty days, year, decade and so on."""
_DOT = 1.6
"""Intervals narrower than this many per cent of the width are drawn as a dot."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on the scale."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Row:
    """A distinct value: where it lies (``start``..``end`` in per cent), what its ends are (``"closed"``,
    ``"excluded"``, ``"open"``: no bound on that side, ``"none"``: no bound but zero), whether it is only
    roughly given, whether it can be true together with the value the others are held against, and the day
    it holds for, where that tells it from the others."""

    values: tuple[FigureValue, ...]
    label: str
    start: float
    end: float
    low: str
    high: str
    soft: bool
    fits: bool
    as_of: str

    @property
    def width(self) -> float:
        """Length of the bar in per cent of the width."""
        return round(self.end - self.start, 2)

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return round((self.start + self.end) / 2, 2)

    @property
    def dot(self) -> bool:
        """Whether the value is so exact at this scale that it is a dot."""
        return not {self.low, self.high} & {"open", "none"} and self.width < (2 if self.soft else 1) * _DOT


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The picture of a comparison. ``against`` is the value that the rows that do not fit are held against
    (empty where all can be true together); ``majority`` is whether more reports give it than any other.
    ``unplaced`` are values that have no place on this scale."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    logarithmic: bool
    against: str
    majority: bool
    unplaced: tuple[FigureValue, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float
    logarithmic: bool

    def place(self, value: float) -> float:
        """Where ``value`` lies, in per cent of the width."""
        if self.logarithmic:
            value = max(value, self.low)
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return round(_LEFT + min(1.0, max(0.0, share)) * (_RIGHT - _LEFT), 2)


def draw(
    values: Iterable[FigureValue], differ: bool = True, say: Wording = ENGLISH
) -> NumberLine | None:
    """The number line of ``values``; None where none of them has a bound. Values in another unit than
    most (the same amount in another currency) cannot stand on one scale and are only listed. Where the
    values do not ``differ`` none of them is held against another."""
    values = list(values)
    units = [value.unit for value in values]
    unit = max(units, key=units.count, default="")
    groups: dict[tuple[float | None, float | None, bool, bool], list[FigureValue]] = {}
    for value in values:
        low, high = _finite(value.low), _finite(value.high)
        if value.unit == unit and (low is not None or high is not None):
            groups.setdefault((low, high, value.low_open, value.high_open), []).append(value)
    if not groups:
        return None
    scale = _scale([bound for low, high, *_ in groups for bound in (low, high) if bound is not None])
    keys = sorted(groups, key=_order)
    backing = {key: len({value.report for value in groups[key]}) for key in keys}
    disputed = [key for key in keys if differ and any(_apart(key, other) for other in keys)]
    main = max(disputed, key=lambda key: backing[key]) if disputed else None
    dated = len({value.as_of for group in groups.values() for value in group}) > 1
    rows = [
        _row(key, groups[key], scale, say, fits=main is None or not _apart(key, main), dated=dated)
        for key in keys
    ]
    most = max(backing.values())
    return NumberLine(
        tuple(rows),
        _ticks(scale, unit, say),
        scale.logarithmic,
        against=rows[keys.index(main)].label if main else "",
        majority=bool(main) and [key for key in keys if backing[key] == most] == [main],
        unplaced=tuple(value for value in values if not any(value in group for group in groups.values())),
    )


_Key = tuple[float | None, float | None, bool, bool]


def _finite(bound: float | None) -> float | None:
    """The bound as it can be drawn: none where it is beyond all scales, zero where it is next to zero."""
    if bound is None or not abs(bound) < _VAST:
        return None
    return bound if abs(bound) > 1 / _VAST else 0.0


def _order(key: _Key) -> tuple[float, float]:
    low, high, *_ = key
    return (
        low if low is not None else -math.inf if high is None else high - abs(high) * 1e-9,
        high if high is not None else math.inf,
    )


def _apart(one: _Key, other: _Key) -> bool:
    """Whether the intervals do not even touch ("800" and "over 800" are no clash)."""
    (low, high, *_), (other_low, other_high, *_) = one, other
    return (high is not None and other_low is not None and high < other_low) or (
        other_high is not None and low is not None and other_high < low
    )


def _label(key: _Key, value: FigureValue, soft: bool, say: Wording) -> str:
    """What a row is called: "about 340 tonnes" where the reports say so, not the room that leaves."""
    low, high, low_open, high_open = key
    if soft and low is not None and high is not None and any(sign.isdigit() for sign in value.text):
        if low_open != high_open:
            # "drygt 1 000", "nearly 50": the number that is written is the end that is left out.
            written = low if low_open else high
            near = say.quantity(written, value.unit)
            return say._("just over {value}", value=near) if low_open else say._(
                "just under {value}", value=near
            )  # fmt: skip
        return say._("about {value}", value=say.quantity((low + high) / 2, value.unit))
    shown = say.interval(low, high, value.unit, low_open=low_open, high_open=high_open)
    return say._("roughly {value}", value=shown) if soft else shown


def _row(
    key: _Key, values: Sequence[FigureValue], scale: _Scale, say: Wording, *, fits: bool, dated: bool
) -> Row:
    low, high, low_open, high_open = key
    soft = any(value.hedge for value in values) and low is not None and high is not None
    nothing_less = scale.low == 0 and not scale.logarithmic
    return Row(
        values=tuple(values),
        label=_label(key, values[0], soft, say),
        start=scale.place(low or 0.0) if low is not None or nothing_less else 0.0,
        end=100.0 if high is None else scale.place(high),
        low=("none" if nothing_less else "open") if low is None else "excluded" if low_open else "closed",
        high="open" if high is None else "excluded" if high_open else "closed",
        soft=soft,
        fits=fits,
        as_of=(values[0].as_of or "") if dated and len({value.as_of for value in values}) == 1 else "",
    )


def _scale(bounds: list[float]) -> _Scale:
    positive = [bound for bound in bounds if bound > 0]
    least, most = min(bounds), max(bounds)
    if positive and least >= 0 and max(positive) / min(positive) > _LOG_FROM:
        return _Scale(min(positive) / 2, max(positive) * 2, True)
    if least >= 0 and least <= most / 2:
        return _Scale(0.0, most * 1.15 or 1.0, False)
    room = (most - least) * 0.4 or abs(most) * 0.25 or 1.0
    return _Scale(least - room, most + room, False)


def _ticks(scale: _Scale, unit: str, say: Wording) -> tuple[Tick, ...]:
    """As many labelled places as a small screen has room for."""
    like = None if scale.logarithmic else scale.high
    ticks: tuple[Tick, ...] = ()
    for most in range(_TICKS, 1, -1):
        values = _marks(scale, unit, most)
        ticks = tuple(_tick(scale.place(value), say.quantity(value, unit, like)) for value in values)
        if sum(len(tick.text) for tick in ticks) <= _ROOM:
            break
    return ticks


def _marks(scale: _Scale, unit: str, most: int) -> list[float]:
    """Round values on the scale, about ``most`` of them."""
    if scale.logarithmic and unit == "s":
        values = [seconds for seconds in _CLOCK if scale.low <= seconds <= scale.high]
        return values[:: math.ceil(len(values) / most) or 1]
    if scale.logarithmic:
        first, last = math.ceil(math.log10(scale.low)), math.floor(math.log10(scale.high))
        return [10.0**power for power in range(first, last + 1, max(1, math.ceil((last - first + 1) / most)))]
    factor, _ = reading_unit(unit, scale.high)
    step = _step((scale.high - scale.low) * factor / most)
    first = math.ceil(scale.low * factor / step - 1e-9)
    return [
        index * step / factor for index in range(first, math.floor(scale.high * factor / step + 1e-9) + 1)
    ]


def _tick(x: float, text: str) -> Tick:
    return Tick(x, text, "start" if x < 9 else "end" if x > 88 else "middle")


def _step(rough: float) -> float:
    """The 1, 2 or 5 times a power of ten next above ``rough``."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))
