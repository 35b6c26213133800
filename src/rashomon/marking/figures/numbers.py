"""Numbers of any kind as the text has them: cardinals, fractions, ordinals, vague amounts."""

from __future__ import annotations

from dataclasses import replace

from rashomon.marking.figures.cardinals import Number, cardinal
from rashomon.marking.figures.fractions import extended, fraction_at, mixed
from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.numerals import FRACTION_SIGNS
from rashomon.marking.figures.ordinals import ordinal
from rashomon.marking.figures.tokens import NUMERAL, WORD, Tokens
from rashomon.marking.rules import rule

DUAL = rule("figures.dual", "a noun in the dual is two of its thing")
OPENING_MINUS = rule("figures.opening-minus", "a dash right behind an opening mark is a minus sign")


def read(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    """The number that begins at token ``at``, or None."""
    size = tokens.size
    low = tokens.low[at]
    if (low in ("-", "+") and _signed(tokens, at)) or (
        lex.has("minus", low) and not _in_hedge(tokens, at, lex)
    ):
        inner = _unsigned(tokens, at + 1, lex) if at + 1 < size else None
        if inner is None or inner.kind in ("vague", "ordinal") or (low != "+" and not inner.low):
            return None
        sign = 1 if low == "+" else -1
        if at and tokens.close(at) and low == "-":
            tokens.by(OPENING_MINUS)
        return replace(inner, start=at, low=sign * inner.low, high=sign * (inner.high or 0.0), lone=False)
    return _unsigned(tokens, at, lex)


def _in_hedge(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """True if the word at ``at`` ends a longer qualifier ("au moins"), so that it is no minus."""
    found = lex.before.at(tokens, at)
    return found is not None and found[1] < at


def _signed(tokens: Tokens, at: int) -> bool:
    """True if the dash or plus at ``at`` is a sign: before a numeral, and not between two things."""
    if at + 1 >= tokens.size or tokens.kind[at + 1] != NUMERAL:
        return False
    if at and tokens.kind[at - 1] in (NUMERAL, WORD):
        return not tokens.close(at) and tokens.close(at + 1)
    opened = tokens.low[at - 1] in "([\"'“„«»”‘‹" if at and OPENING_MINUS else False
    return at == 0 or not tokens.close(at) or opened


def _unsigned(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    low = tokens.low[at]
    opens = lex.opens.get(low, ())
    dual = lex.duals.at(tokens, at) if DUAL and "duals" in opens else None
    if dual and tokens.by(DUAL):
        return Number(2.0, 2.0, at, dual[1], words=True, dual=dual[0])
    vague = lex.vague.at(tokens, at) if "vague" in opens else None
    if vague:
        return Number(vague[0][0], vague[0][1], at, vague[1], "vague", words=True, rough=True)
    if low in FRACTION_SIGNS:
        return extended(tokens, Number(FRACTION_SIGNS[low], FRACTION_SIGNS[low], at, at + 1, "fraction"), lex)
    some = lex.some.at(tokens, at) if "some" in opens else None
    if some:
        return _some(tokens, at, some, lex)
    under = lex.denominators.at(tokens, at) if "denominators" in opens else None
    if under:
        top = cardinal(tokens, under[1], lex) if under[1] < tokens.size else None
        return None if top is None or top.low > under[0] else _over(top, under[0], at)
    return ordinal(tokens, at, lex) or _counted(tokens, at, lex)


def _over(top: Number, under: float, start: int) -> Number:
    """A fraction that begins at token ``start``, from its numerator and the value of its denominator."""
    value = top.low / under
    return replace(top, low=value, high=value, start=start, kind="fraction", lone=False)


def _counted(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    """The cardinal at ``at``, alone or as the numerator or denominator of a fraction; or a fraction without
    one ("a third")."""
    if lex.has("articles", tokens.low[at]):
        fraction = fraction_at(tokens, at, at + 1, 1.0, lex, article=True)
        if fraction:
            return extended(tokens, fraction, lex)
    number = cardinal(tokens, at, lex)
    if number is None:
        fraction = fraction_at(tokens, at, at, 1.0, lex, article=False)
        return extended(tokens, fraction, lex) if fraction else None
    infix = lex.phrase("fraction_infix", tokens, number.end)
    if infix is not None and infix < tokens.size and number.low > 0:
        top = cardinal(tokens, infix, lex)
        if top is not None:
            return _over(top, number.low, at)
    if number.kind == "cardinal":
        fraction = fraction_at(tokens, at, number.end, number.low, lex, article=False)
        if fraction:
            return extended(tokens, mixed(tokens, number, fraction, lex), lex)
    return extended(tokens, number, lex)


def _some(
    tokens: Tokens, at: int, some: tuple[tuple[float, float | None], int], lex: Lexicon
) -> Number | None:
    """ "Several", "a few": an amount where a multiplier or, later, a unit follows."""
    (low, high), end = some
    scale = 1.0
    while (atom := lex.atoms.at(tokens, end)) and atom[0].times:
        scale, end = scale * atom[0].value, atom[1]
    top = None if high is None else high * scale
    return Number(low * scale, top, at, end, "vague", words=True, rough=True, scale=scale, lone=scale == 1.0)
