"""Two numbers that are one range: "20,000 to 30,000", "mellem 3 og 5 mio.", "$20-30"."""

from __future__ import annotations

from dataclasses import replace

from rashomon.marking.figures import contexts
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


def range_of(tokens: Tokens, first: Quantity, lex: Lexicon) -> Quantity | None:
    """ "20,000 to 30,000", "mellem 3 og 5 mio.", "$20-30": the two as one quantity, or None."""
    at, number = first.end, first.number
    if number.kind in ("ordinal", "vague") or at >= len(tokens) or first.parts:
        return None
    dashed = tokens.low[at] == "-" and tokens.close(at) == (at + 1 < len(tokens) and tokens.close(at + 1))
    hanging = tokens.low[at] == "-" and tokens.close(at) and not dashed and SHARED_UNIT
    at += bool(hanging)
    to, joined = lex.phrase("to", tokens, at), lex.phrase("range_and", tokens, at)
    if not dashed and to is None and joined is None:
        return None
    opened = _before_phrase(tokens, first.start, "between", lex)
    after = at + 1 if dashed else to if to is not None else joined if opened else None
    if after is None or after >= len(tokens):
        return None
    if tokens.low[after] in ("-", "+") and not (lex.lists["prefixes"] and after + 1 < len(tokens)):
        return None
    if tokens.low[after] == "-" and lex.lists["prefixes"] and not dashed:
        after += 1
    begin = after
    while begin < len(tokens) and tokens.kind[begin] == SIGN and tokens.low[begin] in SIGNS_BEFORE:
        begin += 1
    second = read(tokens, begin, lex) if begin < len(tokens) else None
    if second is None or second.kind in ("ordinal", "vague"):
        return None
    top = measured(tokens, second, lex)
    if top.start < after or after not in (begin, top.start):
        return None
    unit = first.unit or top.unit
    if first.unit and top.unit and (first.unit.base != top.unit.base):
        return None
    if hanging and not top.unit:
        return None
    if first.unit and not top.unit and not (first.start < number.start) and not opened:
        return None
    if (
        dashed
        and not unit
        and number.kind == "cardinal"
        and (
            contexts.is_year(tokens, number.start, number.end, lex)
            or contexts.is_name(tokens, number.start, number.end, lex)
            or (
                top.end + 1 < len(tokens)
                and tokens.low[top.end] == "-"
                and tokens.kind[top.end + 1] == NUMERAL
            )
            or (second.start + 1 < len(tokens) and tokens.low[second.start + 1] == ":")
        )
    ):
        return None
    low = number.low
    if second.scale > number.scale and low < second.low / second.scale and not first.unit:
        number = replace(number, low=low * second.scale, high=low * second.scale)
    if to is not None and not dashed and lex.has("either", tokens.low[at]) and second.low > 10 * number.low:
        return None
    factor, top_factor = _factor(first.unit or unit), _factor(top.unit or unit)
    if number.low * factor >= second.low * top_factor or (to is None and not dashed and not opened):
        return None
    if to is not None and not unit and not dashed and moves(tokens, first.start, lex):
        return None
    if (
        to is not None
        and _before_phrase(tokens, first.start, "from", lex)
        and moves(tokens, first.start, lex)
    ):
        return None
    if first.unit and top.unit and first.unit != top.unit:
        scale = first.unit.factor / top.unit.factor
        number = replace(number, low=number.low * scale, high=number.low * scale)
        unit = top.unit
    return Quantity(number, unit, first.start, max(top.end, first.end), top=second)


def _factor(unit: Unit | None) -> float:
    return unit.factor if unit else 1.0


def _before_phrase(tokens: Tokens, start: int, name: str, lex: Lexicon) -> bool:
    """Whether a phrase of the list ends right before token ``start`` (up to three words long)."""
    return any(start >= size and lex.phrase(name, tokens, start - size) == start for size in (1, 2, 3))
