"""Intervals against intervals: do two figures agree, can both be true, or do they differ?"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from rashomon.model import Figure, Verdict

#: A rounded value and the exact one behind it are within this of each other ("5,000" beside 4,982).
ROUNDING = 0.05
#: From this value on people round; below it they count ("23 dead" is not "20 dead").
ROUNDED_FROM = 100.0
#: Values within this factor are near each other.
NEAR = 1.3
#: "More than 800" is not said of 15,000: an amount open above reaches so many times its bound.
OPEN_REACH = 3.0
#: Conversions between units ("5 miles", "8 kilometres") round too.
CONVERSION = 0.035
_CONVERTED = frozenset({"area", "length", "mass", "speed", "volume", "temperature"})
#: Percentage points that a share in words leaves on either side.
FRACTION = 2.0
#: The short, the long and the metric ton are within this of each other.
TON = 0.13


class _Value(NamedTuple):
    """What a figure says, less where and about what: many figures of a story are one value."""

    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    exact: bool
    dimension: str
    written: tuple[float | None, float | None, str] | None

    @classmethod
    def of(cls, figure: Figure) -> _Value:
        return cls(
            figure.low,
            figure.high,
            figure.low_open,
            figure.high_open,
            figure.exact,
            figure.dimension,
            figure.written,
        )


def _edges(value: _Value) -> tuple[float, float]:
    low = -math.inf if value.low is None else value.low
    high = math.inf if value.high is None else value.high
    if math.isinf(high) and low > 0:
        high = low * OPEN_REACH
    return low, high


def _named(value: _Value) -> tuple[float, float]:
    """The edges of what the text names: "about 450" is 450 there, not the room that the word leaves."""
    low, high = _edges(value)
    hedged = not value.exact and math.isfinite(high) and low > 0 and high <= 1.5 * low
    if not hedged:
        return low, high
    return (low + high) / 2, (low + high) / 2


def near(a: Figure, b: Figure) -> bool:
    """Whether two figures fit and the values they name are within a third of each other."""
    (low, _), (other, _) = _named(_Value.of(a)), _named(_Value.of(b))
    if disjoint(a, b) or math.isinf(low) or math.isinf(other) or low <= 0 or other <= 0:
        return False
    return max(low, other) <= NEAR * min(low, other)


def _is_point(value: _Value) -> bool:
    return value.low is not None and value.low == value.high and value.exact


def digits(value: float) -> int:
    """Significant digits a value is written with: 5,000 has one, 4,982 four."""
    text = f"{abs(value):.12g}".replace(".", "").lstrip("0")
    return max(1, len(text.rstrip("0")))


def _decimals(value: float) -> int:
    """Decimals a value is written with."""
    text = f"{abs(value):.10f}".rstrip("0")
    return len(text.partition(".")[2])


def rounded_alike(a: float, b: float) -> bool:
    """True where the coarser of two values is the finer one rounded as it is written: to as many decimals
    ("50" beside 49.6), or from a hundred on to as many digits ("5,000" beside 4,982)."""
    if a == b:
        return True
    coarser, finer = sorted((a, b), key=lambda value: (_decimals(value), digits(value)))
    if _decimals(coarser) < _decimals(finer):
        # Half of a last place rounds up on the news desk and to even in the machine.
        return bool(abs(coarser - finer) <= 0.5 / 10 ** _decimals(coarser) + 1e-9)
    if _decimals(coarser) or min(abs(a), abs(b)) < ROUNDED_FROM or a * b <= 0:
        return False
    count = min(digits(a), digits(b))
    alike = float(f"{a:.{count}g}") == float(f"{b:.{count}g}")
    return alike and abs(a - b) <= ROUNDING * max(abs(a), abs(b))


def _scale(value: _Value) -> float | None:
    """The base units in one unit as written; None where that is not known."""
    written = value.written[0] if value.written else None
    return value.low / written if written and value.low is not None else None


def _one_unit(a: _Value, b: _Value) -> bool:
    """True where both are written in the same unit, so that nothing was converted between them."""
    one, other = _scale(a), _scale(b)
    return one is not None and other is not None and math.isclose(one, other, rel_tol=1e-6)


def _is_fraction(value: _Value) -> bool:
    """True for a share in words ("a third", "two in five"), which is seldom meant to the point."""
    return value.dimension == "share" and (value.written is None or not value.written[2])


def _within(value: _Value, *, converted: bool) -> tuple[float, float]:
    """The interval with the slack its wording leaves: of a fraction in words, and of a conversion."""
    low, high = _edges(value)
    if _is_fraction(value) and _is_point(value):
        return low - FRACTION, high + FRACTION
    if converted and value.dimension in _CONVERTED:
        slack = TON if _is_ton(value) else CONVERSION
        return low - slack * abs(low), high + slack * abs(high)
    return low, high


def _is_ton(value: _Value) -> bool:
    """True where an amount is given in tons that are not metric: which ton is meant is seldom sure."""
    scale = _scale(value)
    if value.dimension != "mass" or scale is None:
        return False
    return any(abs(scale / kilograms - 1) < 0.005 for kilograms in (907.18474, 1016.0469))


def _points_agree(a: _Value, b: _Value) -> bool | None:
    """Whether two single values in one unit are equal as written; None where that decides nothing."""
    if not (_is_point(a) and _is_point(b) and _one_unit(a, b)) or _is_fraction(a) != _is_fraction(b):
        return None
    one, other = (a.written or (a.low, 0, ""))[0], (b.written or (b.low, 0, ""))[0]
    return None if one is None or other is None else rounded_alike(one, other)


def disjoint(a: Figure, b: Figure) -> bool:
    """True where no value could satisfy both figures. Two single values in one unit exclude each other
    unless they are equal at the precision of the coarser."""
    return _disjoint(_Value.of(a), _Value.of(b))


@lru_cache(maxsize=16_384)
def _disjoint(a: _Value, b: _Value) -> bool:
    equal = _points_agree(a, b)
    if equal is not None:
        return not equal
    pointed = _is_point(a) and _is_point(b) and a.low is not None and b.low is not None
    if pointed and rounded_alike(a.low or 0.0, b.low or 0.0):
        return False
    converted = not _one_unit(a, b)
    (a_low, a_high), (b_low, b_high) = _within(a, converted=converted), _within(b, converted=converted)
    if a_high < b_low or b_high < a_low:
        return True
    if a_high == b_low:
        return a.high_open and b.low_open
    if b_high == a_low:
        return b.high_open and a.low_open
    return False


def agree(a: Figure, b: Figure) -> bool:
    """Whether both give the same value or the same bounds."""
    return _agree(_Value.of(a), _Value.of(b))


def _agree(a: _Value, b: _Value) -> bool:
    if _is_point(a) and _is_point(b) and a.low is not None and b.low is not None:
        if math.isclose(a.low, b.low, rel_tol=1e-9):
            return True
        return a.dimension in _CONVERTED and not _one_unit(a, b) and not _disjoint(a, b)
    same = all(
        (x is None) == (y is None) and (x is None or y is None or math.isclose(x, y, rel_tol=1e-9))
        for x, y in ((a.low, b.low), (a.high, b.high))
    )
    return same and a.exact == b.exact


def verdict(figures: list[Figure]) -> Verdict:
    """ "differ" where two of them exclude each other, "agree" where all say the same, else "compatible"."""
    result: Verdict = "agree"
    for a, b in combinations(dict.fromkeys(map(_Value.of, figures)), 2):
        if _disjoint(a, b):
            return "differ"
        if not _agree(a, b):
            result = "compatible"
    return result


def _said(figure: Figure) -> str:
    """A figure as written, with who says it."""
    return f"“{figure.text}”" + (f" ({figure.attributed_to})" if figure.attributed_to else "")


def _gap(ratio: float, exact: bool) -> str:
    """How far two values are apart in words: ``ratio`` is that of their nearest ends, so that of two
    ``exact`` values it is the whole gap, else the least that it can be."""
    if ratio < 2:
        return f"apart by {100 * (ratio - 1):.2g} per cent"
    times = f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"
    return f"one is {'' if exact else 'at least '}{times} times the other"


def apart(figures: list[Figure]) -> str:
    """The two figures furthest apart and how far, in words; empty where no two exclude each other."""
    widest = (0.0, "")
    # What is written alike is looked at once, however many reports have it.
    for a, b in combinations(dict.fromkeys((_Value.of(figure), _said(figure)) for figure in figures), 2):
        if not _disjoint(a[0], b[0]):
            continue
        (lower, said), (upper, against) = sorted((a, b), key=lambda each: _edges(each[0]))
        low, high = _named(lower)[1], _named(upper)[0]
        ratio, texts = 0.0, f"{said} against {against}"
        if math.isfinite(low) and math.isfinite(high) and low > 0:
            ratio = high / low
            texts += f": {_gap(ratio, _is_point(lower) and _is_point(upper))}"
        widest = max(widest, (ratio, texts))
    return widest[1]
