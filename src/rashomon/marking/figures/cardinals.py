"""Cardinal numbers as the text has them: numerals, number words and both mixed ("1,5 Millionen")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from rashomon.marking.figures import numerals
from rashomon.marking.figures.lexicon import Atom, Lexicon, lexicon
from rashomon.marking.figures.sums import Sum, compound
from rashomon.marking.figures.tokens import NUMERAL, WORD, Tokens
from rashomon.marking.figures.units import Unit
from rashomon.marking.rules import rule

Kind = Literal["cardinal", "fraction", "ordinal", "vague"]


_POWER = re.compile(
    r"\d+(?:[.,]\d+)?(?:[eE]([+-]?\d{1,3})|\^([+-]{0,2}\d{1,3})| ?[x×] ?10\^([+-]?\d{1,3}))(?!\w)"
)


#: Scales written against a numeral: those in capitals only where they are written so ("10M" is not "10m").
_ATTACHED = {"k": 1e3, "K": 1e3, "M": 1e6, "MM": 1e6, "b": 1e9, "B": 1e9, "T": 1e12, "mm": 0.0}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in tokens ``start..end``; ``low``..``high`` is one value unless ``kind`` is vague.
    ``words`` is true where letters took part, ``rough`` where the word itself means "about". ``seam`` is
    the value before the last "and" with the size of its multiplier. A ``lone`` number is one that mostly
    is something else ("one", "second"); a ``free`` one is a fraction without a numerator ("half"). ``dual``
    is the unit of a noun in the dual, which is number and thing in one word."""

    low: float
    high: float | None
    start: int
    end: int
    kind: Kind = "cardinal"
    words: bool = False
    rough: bool = False
    scale: float = 1.0
    lone: bool = False
    seam: tuple[float, float] = (0.0, 1.0)
    free: bool = False
    dual: Unit | None = None


MILLION_LETTER = rule(
    "figures.million-letter", "an m against an amount of money or before people means million"
)

#: From this length on a scale word is known with one letter wrong ("millarder").
_LONG_SCALE = 7


@lru_cache(maxsize=4096)
def _misspelt(word: str, code: str) -> Atom | None:
    """The scale that a long word one edit away stands for, None where that is nothing or not one size."""
    sizes = {
        size
        for known, size in lexicon(code).scales.items()
        if len(known) >= _LONG_SCALE
        and known[0] == word[0]
        and Levenshtein.distance(known, word, score_cutoff=1) <= 1
    }
    return Atom(sizes.pop(), times=True) if len(sizes) == 1 else None


def numeral(tokens: Tokens, at: int, lex: Lexicon) -> tuple[float, int, bool] | None:
    """Value of the numeral at ``at``, the token after it, and whether it is a fraction."""
    text = tokens.text[tokens.start[at] : tokens.end[at]]
    after = at + 1
    if after < len(tokens) and tokens.low[after] in ("e", "^", "x", "×"):
        power = _POWER.match(tokens.text, tokens.start[at])
        if power:
            return _power(tokens, at, power, lex)
    found = numerals.values(text, lex.decimal)
    if len(found) != 1:
        return None
    value, over = found[0], over_of(tokens, at)
    if over is not None:
        return (value / over, at + 3, True)
    if after < len(tokens) and tokens.low[after] in numerals.FRACTION_SIGNS:
        return (value + numerals.FRACTION_SIGNS[tokens.low[after]], after + 1, True)
    if after < len(tokens) and tokens.kind[after] == NUMERAL:
        over = over_of(tokens, after)
        part = numerals.values(tokens.text[tokens.start[after] : tokens.end[after]], lex.decimal)
        if over is not None and len(part) == 1 and part[0] < over:
            return (value + part[0] / over, after + 3, True)
    return (value, after, False)


def over_of(tokens: Tokens, at: int) -> float | None:
    """The denominator of a fraction in digits at ``at`` ("3/4"), None where it is none ("5/17/2018")."""
    if at + 2 >= len(tokens) or tokens.low[at + 1] not in ("/", "⁄") or tokens.kind[at + 2] != NUMERAL:
        return None
    over = tokens.low[at + 2]
    if not (tokens.low[at].isdecimal() and over.isdecimal()) or len(over) > 4 or not int(over):
        return None
    if at + 3 < len(tokens) and tokens.low[at + 3] in ("/", "⁄"):
        return None
    return None if at and tokens.low[at - 1] == "/" else float(int(over))


def _power(tokens: Tokens, at: int, power: re.Match[str], lex: Lexicon) -> tuple[float, int, bool] | None:
    """A number in scientific notation, or None where it is out of a float's reach."""
    base = numerals.values(tokens.text[tokens.start[at] : tokens.end[at]], lex.decimal)
    after = at + 1
    while after < len(tokens) and tokens.start[after] < power.end():
        after += 1
    exponent = next(group for group in power.groups() if group)
    size = int(exponent.lstrip("+-") or 0) * (-1 if exponent.count("-") == 1 else 1)
    if len(base) != 1:
        return None
    try:
        value = base[0] ** size if power.group(2) else base[0] * 10.0**size
    except (OverflowError, ZeroDivisionError):
        return None
    return (value, after, False) if value < 1e60 else None


def atoms_at(tokens: Tokens, at: int, lex: Lexicon) -> tuple[tuple[Atom | None, ...], int] | None:
    """The number words at ``at`` and the token after them."""
    found = lex.atoms.at(tokens, at)
    if found:
        return ((found[0],), found[1])
    low = tokens.low[at]
    if lex.compounds and low[:2] in lex.compound_heads:
        parts = compound(low, lex.code)
        if parts:
            return (parts, at + 1)
    if len(low) >= _LONG_SCALE and at and tokens.kind[at - 1] == NUMERAL and tokens.kind[at] == WORD:
        scale = _misspelt(low, lex.code)
        if scale:
            return ((scale,), at + 1)
    return None


def cardinal(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    """The cardinal that begins at token ``at``, in numerals, words or both, or None."""
    total, here, words, fraction = Sum(), at, False, False
    size = len(tokens)
    if tokens.kind[at] == NUMERAL:
        found = numeral(tokens, at, lex)
        if found is None:
            return None
        total.join(Atom(found[0]))
        total.plain = True
        here, fraction = found[1], found[2]
        if here < size and tokens.kind[here] == WORD and tokens.end[here] - tokens.start[here] <= 2:
            written = tokens.text[tokens.start[here] : tokens.end[here]]
            if (
                (tokens.close(here) or written in ("k", "M"))
                and _ATTACHED.get(written)
                and not (here + 1 < size and tokens.close(here + 1) and tokens.kind[here + 1] == NUMERAL)
            ):
                total.join(Atom(_ATTACHED[written], times=True))
                return Number(total.value, total.value, at, here + 1, "cardinal", scale=_ATTACHED[written])
            if written == "m" and MILLION_LETTER and _is_million(tokens, at, here, lex):
                return Number(total.value * 1e6, total.value * 1e6, at, here + 1, "cardinal", scale=1e6)
    elif lex.has("articles", tokens.low[at]):
        atom = lex.atoms.at(tokens, at + 1)
        if atom and atom[0].times:
            here = at + 1
        elif not lex.atoms.at(tokens, at):
            return None
    first = True
    seam_value, seam_scale = 0.0, 1.0
    while here < size:
        step, joined = here, False
        if total.any:
            if tokens.low[step] == "\n":
                break
            if (
                not total.plain
                and lex.has("and", tokens.low[step])
                and tokens.low[step]
                and (total.value >= 100 or total.last_times or lex.flags.get("and_low"))
            ):
                step, joined = step + 1, True
            elif (
                tokens.low[step] == "-"
                and step + 1 < size
                and tokens.kind[step + 1] == WORD
                and total.any
                and words
            ):
                step += 1
            elif total.value and lex.lists["prefixes"] and lex.atoms.at(tokens, step) is None:
                stripped = _without_join(tokens, step, lex)
                if stripped is not None and total.join(stripped, joined=True):
                    here, words = step + 1, True
                    continue
        if step >= size:
            break
        if tokens.kind[step] == NUMERAL:
            if not total.any or not total.last_times or not (lex.unspaced or joined or words):
                break
            value = numeral(tokens, step, lex)
            bigger = lex.atoms.at(tokens, value[1]) if value else None
            if bigger and bigger[0].times and bigger[0].value >= total.scale and not lex.unspaced:
                break
            if value is None or not total.join(Atom(value[0])):
                break
            here = value[1]
            continue
        found_atoms = atoms_at(tokens, step, lex)
        if found_atoms is None:
            break
        parts, after = found_atoms
        before = (total.value, total.any, total.last_times, total.rough, total.scale, total.plain)
        if joined:
            seam_value, seam_scale = total.value, total.scale if total.last_times else 1.0
        seam, ok = joined, True
        for part in parts:
            if part is None:
                seam = True
                continue
            if not total.join(part, seam):
                ok = False
                break
            seam = False
        if not ok:
            total.value, total.any, total.last_times, total.rough, total.scale, total.plain = before
            break
        here, words, first = after, True, False
        if total.last_times and total.any:
            half = lex.phrase("half_after", tokens, here)
            if half is not None:
                smaller = lex.atoms.at(tokens, half)
                if smaller and smaller[0].times and smaller[0].value < total.scale:
                    total.value, here = total.value + smaller[0].value / 2, smaller[1]
                else:
                    total.value, here = total.value + total.scale / 2, half
        if total.any:
            spoken = _point(tokens, here, lex)
            if spoken is not None:
                total.value, here = total.value + spoken[0], spoken[1]
    if not total.any or (first and tokens.kind[at] != NUMERAL):
        return None
    if not words:
        half = lex.phrase("half_after", tokens, here)
        if half is not None and total.value == int(total.value):
            total.value, here, fraction = total.value + 0.5, half, True
    return Number(
        total.value,
        total.value,
        at,
        here,
        "fraction" if fraction else "cardinal",
        words,
        total.rough,
        total.scale,
        lone=here == at + 1 and lex.has("bare_skip", tokens.low[at]),
        seam=(seam_value, seam_scale),
    )


def _is_million(tokens: Tokens, at: int, letter: int, lex: Lexicon) -> bool:
    """True if the letter m behind a numeral means million: "$3.5m", "1.2m people"."""
    if not lex.flags.get("m_million") or not tokens.close(letter):
        return False
    paid = at > 0 and lex.units_before.at(tokens, at - 1) is not None and not tokens.low[at - 1].isalpha()
    after = letter + 1
    if paid or after >= len(tokens):
        return paid
    known = lex.units.at(tokens, after)
    return lex.has("people", tokens.low[after]) or (known is not None and known[0].dimension == "money")


def _without_join(tokens: Tokens, at: int, lex: Lexicon) -> Atom | None:
    """A number word with "and" written against it (Arabic and Hebrew), or None."""
    low = tokens.low[at]
    for prefix in lex.lists["prefixes"]:
        if low.startswith(prefix) and len(low) > len(prefix):
            found = lex.atoms.at(Tokens(low[len(prefix) :]), 0)
            if found:
                return found[0]
    return None


def _point(tokens: Tokens, at: int, lex: Lexicon) -> tuple[float, int] | None:
    """Decimals spoken in words after "point" at ``at``: their value and the token after them."""
    if at + 1 >= len(tokens) or not lex.has("point", tokens.low[at]):
        return None
    digits, here = "", at + 1
    while here < len(tokens) and len(digits) < 12:
        found = lex.atoms.at(tokens, here)
        if not found or found[0].times or found[0].value > 99 or found[0].value != int(found[0].value):
            break
        digits += str(int(found[0].value))
        here = found[1]
    return (float("0." + digits), here) if digits else None
