"""Fractions: "a third", "two in five", "en femtedel", "one million and a half", "half a million"."""

from __future__ import annotations

from dataclasses import replace

from rashomon.marking.figures.cardinals import Number, cardinal
from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.tokens import NUMERAL, SIGN, WORD, Tokens


def _is_fraction_here(tokens: Tokens, at: int, after: int, lex: Lexicon, article: bool) -> bool:
    """True if a fraction word that is also an ordinal ("third") is a fraction where it stands."""
    if lex.ordinals.at(tokens, at) is None or not article:
        return True
    return (
        after >= tokens.size
        or lex.has("of", tokens.low[after])
        or (tokens.kind[after] not in (WORD, NUMERAL) and tokens.low[after] not in ("-", "'"))
    )


def mixed(tokens: Tokens, number: Number, fraction: Number, lex: Lexicon) -> Number:
    """ "One hundred and three quarters" is 100 3/4, not 103 quarters: so where what follows "and" makes a
    proper fraction. The fraction is one of the multiplier before it ("five million and a half")."""
    whole, scale = number.seam
    top = number.low - whole
    if not whole or not fraction.low or not 0 < top < number.low / fraction.low:
        return fraction
    share = fraction.low * top / number.low
    bigger = lex.atoms.at(tokens, fraction.end)
    if bigger and bigger[0].times and bigger[0].value < whole:
        value, end = whole + share * bigger[0].value, bigger[1]
    else:
        value, end = whole + share * (scale if scale >= 1000 else 1.0), fraction.end
    return replace(fraction, low=value, high=value, end=end)


def fraction_at(
    tokens: Tokens, start: int, at: int, top: float, lex: Lexicon, *, article: bool
) -> Number | None:
    """A fraction whose denominator stands at ``at`` ("fifths", "femtedelar"), ``top`` over it."""
    if at < tokens.size and tokens.low[at] == "-" and at > start:
        at += 1
    if at >= tokens.size:
        return None
    found = lex.fractions.at(tokens, at)
    if found is None or (lex.flags.get("prefix_fraction_only") and at == start):
        return out_of(tokens, start, at, top, lex) if at > start and not article else None
    over, after = found
    if (
        at > start
        and top > over
        and (tokens.kind[at - 1] == NUMERAL or lex.has("fraction_nouns", tokens.low[at]))
    ):
        return None  # "12 quarters of the town", "doze quartos"
    unit = lex.units.at(tokens, at) if top > 1 else None
    if unit and unit[0].dimension == "money":
        return None
    lone = at == start and not article
    if lone and (over != 2 and tokens.low[at] not in lex.flags.get("lone_fractions", ())):
        return None
    one = article or (at == start + 1 and lex.has("articles", tokens.low[start]))
    if not _is_fraction_here(tokens, at, after, lex, one):
        return None
    if lone and lex.phrase("whole_not", tokens, at) is not None:
        return None
    value = top / over
    return Number(value, value, start, after, "fraction", words=True, free=lone)


#: Small wholes that no shares are told of: of these some are counted ("fem av åtta").
_COUNTED = frozenset({6, 7, 8, 9, 11, 12, 13, 14, 15})


def out_of(tokens: Tokens, start: int, at: int, top: float, lex: Lexicon) -> Number | None:
    """ "Two in three", "en av tre": a share of a small whole."""
    after = lex.phrase("in_of", tokens, at)
    plain = after is None
    if plain:
        after = lex.phrase("over", tokens, at)
    if after is None or after >= tokens.size:
        return None
    whole = cardinal(tokens, after, lex)
    if whole is None or whole.kind != "cardinal" or whole.low <= 0 or (top > whole.low and not plain):
        return None
    ends = whole.end >= tokens.size or tokens.kind[whole.end] not in (WORD, NUMERAL)
    unit = lex.units.at(tokens, whole.end)
    measured = unit is not None and (not whole.words or tokens.end[unit[1] - 1] - tokens.start[whole.end] > 2)
    if measured or (plain and (not ends or (start and tokens.kind[start - 1] == SIGN))):
        return None
    if not plain and lex.phrase("whole_not", tokens, whole.end) is not None:
        return None
    if not plain and top > 1 and whole.low in _COUNTED and not ends:
        return None
    value = top / whole.low
    return Number(value, value, start, whole.end, "fraction", words=True)


def extended(tokens: Tokens, number: Number, lex: Lexicon) -> Number:
    """A fraction or a half joined to what was read: "tre och en femtedel", "half a million"."""
    at = number.end
    size = tokens.size
    if number.kind == "fraction":
        step = at
        if step < size and lex.has("of", tokens.low[step]):
            step += 1
        if step < size and lex.has("articles", tokens.low[step]):
            step += 1
        if step < size and tokens.low[step] == "-":
            step += 1
        atom = lex.atoms.at(tokens, step)
        if atom and atom[0].times:
            value = number.low * atom[0].value
            return replace(number, low=value, high=value, end=atom[1], scale=atom[0].value, free=False)
        return number
    if number.kind != "cardinal" or not number.low:
        return number
    half = lex.phrase("half_after", tokens, at)
    if half is not None:
        value = number.low + number.scale / 2
        atom = lex.atoms.at(tokens, half)
        if atom and atom[0].times and number.scale == 1.0:
            return replace(
                number,
                low=value * atom[0].value,
                high=value * atom[0].value,
                end=atom[1],
                scale=atom[0].value,
                lone=False,
            )
        return replace(number, low=value, high=value, end=half, kind="fraction", lone=False)
    if at + 1 < size and lex.has("and", tokens.low[at]):
        inner = plain_fraction(tokens, at + 1, lex)
        share = 0.0 if inner is None else inner.low if inner.scale > 1 else inner.low * number.scale
        if inner and share < number.low:
            value = number.low + share
            return replace(number, low=value, high=value, end=inner.end, kind="fraction", lone=False)
    return number


def plain_fraction(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    """The fraction that begins at token ``at`` with its numerator or an article, or None."""
    if lex.has("articles", tokens.low[at]):
        found = fraction_at(tokens, at, at + 1, 1.0, lex, article=True)
        if found:
            return extended(tokens, found, lex)
    top = cardinal(tokens, at, lex)
    if top is None:
        return None
    if top.kind == "fraction":
        return top
    found = fraction_at(tokens, at, top.end, top.low, lex, article=False)
    return extended(tokens, found, lex) if found else None
