"""Two numbers that are one range: "20,000 to 30,000", "mellem 3 og 5 mio.", "$20-30"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon.marking.figures import contexts
from rashomon.marking.figures.cardinals import Number
from rashomon.marking.figures.hedging import moves
from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.measures import Quantity, measured
from rashomon.marking.figures.numbers import read
from rashomon.marking.figures.numerals import SIGNS_BEFORE
from rashomon.marking.figures.tokens import NUMERAL, SIGN, Tokens
from rashomon.marking.figures.units import Unit
from rashomon.marking.rules import rule

SHARED_UNIT = rule(
    "figures.shared-unit", "a number with a hanging hyphen shares the unit of the next (10- to 15-metre)"
)
PART_TO_COUNT = rule(
    "figures.part-to-count", "a part of one and a count are no range (cut by a quarter to 4,200 tonnes)"
)


def range_of(tokens: Tokens, first: Quantity, lex: Lexicon) -> Quantity | None:
    """ "20,000 to 30,000", "mellem 3 og 5 mio.", "$20-30": the two as one quantity, or None."""
    joint = _joint(tokens, first, lex)
    if joint is None:
        return None
    begin = joint.after
    while begin < tokens.size and tokens.kind[begin] == SIGN and tokens.low[begin] in SIGNS_BEFORE:
        begin += 1
    second = read(tokens, begin, lex) if begin < tokens.size else None
    if second is None or second.kind in ("ordinal", "vague"):
        return None
    top = measured(tokens, second, lex)
    if top.start < joint.after or joint.after not in (begin, top.start):
        return None
    if not _units_fit(first, top, joint):
        return None
    unit, number = first.unit or top.unit, first.number
    if joint.dashed and not unit and number.kind == "cardinal" and _is_chain(tokens, number, top, lex):
        return None
    if second.scale > number.scale and number.low < second.low / second.scale and not first.unit:
        number = replace(number, low=number.low * second.scale, high=number.low * second.scale)
    if joint.to and lex.has("either", tokens.low[joint.at]) and second.low > 10 * number.low:
        return None
    if number.low * _factor(first.unit or unit) >= second.low * _factor(top.unit or unit):
        return None
    told_from = not unit or _before_phrase(tokens, first.start, "from", lex)
    if joint.to and told_from and moves(tokens, first.start, lex):
        return None
    if joint.hanging:
        tokens.by(SHARED_UNIT)
    if first.unit and top.unit and first.unit != top.unit:
        scale = first.unit.factor / top.unit.factor
        number = replace(number, low=number.low * scale, high=number.low * scale)
        unit = top.unit
    return Quantity(number, unit, first.start, max(top.end, first.end), top=second)


@dataclass(frozen=True, slots=True)
class _Joint:
    """What joins two numbers, at token ``at``; the second may begin at ``after``. ``opened``: "between"
    stands before the first; ``hanging``: its hyphen hangs ("10- to 15-metre")."""

    at: int
    after: int
    dashed: bool
    to: bool
    opened: bool
    hanging: bool


def _joint(tokens: Tokens, first: Quantity, lex: Lexicon) -> _Joint | None:
    at, size = first.end, tokens.size
    if first.number.kind in ("ordinal", "vague") or at >= size or first.parts:
        return None
    dashed = tokens.low[at] == "-" and tokens.close(at) == (at + 1 < size and tokens.close(at + 1))
    hanging = bool(SHARED_UNIT) and not dashed and tokens.low[at] == "-" and tokens.close(at)
    at += hanging
    to, joined = lex.phrase("to", tokens, at), lex.phrase("range_and", tokens, at)
    opened = not dashed and to is None and _before_phrase(tokens, first.start, "between", lex)
    after = at + 1 if dashed else to if to is not None else joined if opened else None
    if after is None or after >= size:
        return None
    prefixes = bool(lex.lists["prefixes"])
    if tokens.low[after] in ("-", "+") and not (prefixes and after + 1 < size):
        return None
    after += tokens.low[after] == "-" and prefixes and not dashed
    return _Joint(at, after, dashed, to is not None and not dashed, opened, hanging)


def _units_fit(first: Quantity, top: Quantity, joint: _Joint) -> bool:
    """True if the units of both ends can be of one range."""
    if joint.hanging and not top.unit:
        return False
    if joint.to and not first.unit and first.number.low < 1 and top.number.low >= 10 and PART_TO_COUNT:
        return False
    if first.unit and top.unit:
        return first.unit.base == top.unit.base
    return not first.unit or bool(top.unit) or first.start < first.number.start or joint.opened


def _is_chain(tokens: Tokens, number: Number, top: Quantity, lex: Lexicon) -> bool:
    """True if two numerals joined by a dash are years, a name, or parts of a longer chain or a time."""
    if contexts.is_year(tokens, number.start, number.end, lex):
        return True
    if contexts.is_name(tokens, number.start, number.end, lex):
        return True
    if top.end + 1 < tokens.size and tokens.low[top.end] == "-" and tokens.kind[top.end + 1] == NUMERAL:
        return True
    second = top.number.start
    return second + 1 < tokens.size and tokens.low[second + 1] == ":"


def _factor(unit: Unit | None) -> float:
    return unit.factor if unit else 1.0


def _before_phrase(tokens: Tokens, start: int, name: str, lex: Lexicon) -> bool:
    """True if a phrase of the list ends right before token ``start`` (up to three words long)."""
    return any(start >= size and lex.phrase(name, tokens, start - size) == start for size in (1, 2, 3))
