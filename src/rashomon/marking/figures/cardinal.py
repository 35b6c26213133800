"""Numbers as the text has them: numerals, number words, mixed forms, fractions, ordinals, vague amounts.

Number words are combined by place value: an addend joins where the number so far has zeros in its
place ("two hundred" + "six"), a multiplier takes what stands below it ("one million two hundred" x
thousand). The same arithmetic reads "zweihundertfünfzigtausend", "3 lakh crore" and "1億2000万".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from rashomon.marking.figures import numerals
from rashomon.marking.figures.lexicon import Atom, Lexicon, lexicon
from rashomon.marking.figures.tokens import NUMERAL, SIGN, WORD, Tokens

Kind = Literal["cardinal", "fraction", "ordinal", "vague"]

_POWER = re.compile(r"\d+(?:[.,]\d+)?(?:[eE]([+-]?\d{1,3})|\^([+-]{0,2}\d{1,3})| ?[x×] ?10\^([+-]?\d{1,3}))(?!\w)")
FRACTION_SIGNS = {
    "½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8, "⅙": 1 / 6,
    "⅚": 5 / 6, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875,
}  # fmt: skip
#: Scales written against a numeral: those in capitals only where they are written so ("10M" is not "10m").
_ATTACHED = {"k": 1e3, "K": 1e3, "M": 1e6, "MM": 1e6, "b": 1e9, "B": 1e9, "T": 1e12, "mm": 0.0}
_LONGEST_WORD = 90


@dataclass(frozen=True, slots=True)
class Number:
    """A number in tokens ``start..end``; ``low``..``high`` is one value unless ``kind`` is vague.
    ``words`` is true where letters took part, ``rough`` where the word itself means "about". ``seam`` is
    the value before the last "and" with the size of its multiplier. A ``lone`` number is one that mostly
    is something else ("one", "second"); a ``free`` one is a fraction without a numerator ("half")."""

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


@lru_cache(maxsize=65536)
def compound(word: str, code: str) -> tuple[Atom | None, ...]:
    """The number words a compound is made of ("trehundrafemtio"), joints as None; empty where it is
    not made of them alone. Longest parts first, each position tried once: linear in practice and
    bounded by the square of the word's length."""
    lex = lexicon(code)
    if len(word) > _LONGEST_WORD or word[:2] not in lex.compound_heads:
        return ()
    longest = max(map(len, lex.compounds))
    dead: set[int] = set()

    def parts(at: int) -> tuple[Atom | None, ...] | None:
        if at == len(word):
            return ()
        if at in dead:
            return None
        for size in range(min(longest, len(word) - at), 0, -1):
            part = word[at : at + size]
            if part in lex.compounds:
                rest = parts(at + size)
                if rest is not None:
                    return (lex.compounds[part], *rest)
        dead.add(at)
        return None

    found = parts(0)
    if found is None or sum(atom is not None for atom in found) < 2 or found[-1] is None:
        return ()
    return found


@lru_cache(maxsize=16384)
def compound_ordinal(word: str, code: str) -> float | None:
    """The value of an ordinal written as one word over a compound ("tohundredeogfjerde"), or None."""
    lex = lexicon(code)
    if len(word) > _LONGEST_WORD or word[:2] not in lex.compound_heads:
        return None
    for at in range(2, len(word) - 2):
        last = lex.ordinal_words.get(word[at:])
        if last is None:
            continue
        head = word[:at]
        known = lex.compounds.get(head)
        left: tuple[Atom | None, ...] = (known,) if known else compound(head, code)
        if not left:
            for join in lex.lists["compound_joins"]:
                if head.endswith(join):
                    bare = head[: -len(join)]
                    inner = lex.compounds.get(bare)
                    left = (*((inner,) if inner else compound(bare, code)), None)
        if len(left) > (left[-1:] == (None,)):
            value = _Sum()
            last_atom = Atom(last, times=last in lex.multipliers)
            if all(value.join(atom) for atom in left if atom) and value.join(last_atom, joined=left[-1] is None):
                return value.value
    return None


class _Sum:
    """A number being put together, atom by atom."""

    __slots__ = ("any", "last_times", "plain", "rough", "scale", "value")

    def __init__(self) -> None:
        self.value = 0.0
        self.any = False
        self.last_times = False
        self.rough = False
        self.scale = 1.0
        self.plain = False

    def join(self, atom: Atom, joined: bool = False) -> bool:
        """Take the atom in where place value allows it, and say whether it did. ``joined``: a word for
        "and" stands between, so a unit may come before its ten ("fem og tyve")."""
        size = atom.value
        if not self.any:
            self.value = size
        elif atom.times and size >= 2:
            below = size if _is_power(size) else 100.0
            low = self.value % below if self.value == int(self.value) and not self.plain else self.value
            high = self.value - low
            if low:
                product = low * size
                if high and (high % _place(product) or product >= high):
                    return False
                self.value = high + product
            elif self.last_times and size < self.value and not self.value % (size * 10):
                self.value += size
            else:
                return False
        elif joined and self.value < 10 and 20 <= size < 100 and size % 10 == 0:
            self.value += size
        elif size > 0 and (self.value >= 20 or self.last_times) and self.value % _place(size) == 0:
            self.value += size
        else:
            return False
        self.any = True
        self.plain = False
        self.last_times = atom.times
        self.rough = self.rough or atom.rough
        if atom.times:
            self.scale = size if self.scale < size else self.scale
        return True


def _is_power(size: float) -> bool:
    """Whether a multiplier is a power of ten (a dozen is not)."""
    return str(int(size)).strip("0") == "1"


def _place(value: float) -> float:
    """The power of ten just above a value."""
    return 10.0 ** len(str(int(value)))


def _numeral(tokens: Tokens, at: int, lex: Lexicon) -> tuple[float, int, bool] | None:
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
    value, over = found[0], _over(tokens, at)
    if over is not None:
        return (value / over, at + 3, True)
    if after < len(tokens) and tokens.low[after] in FRACTION_SIGNS:
        return (value + FRACTION_SIGNS[tokens.low[after]], after + 1, True)
    if after < len(tokens) and tokens.kind[after] == NUMERAL:
        over = _over(tokens, after)
        part = numerals.values(tokens.text[tokens.start[after] : tokens.end[after]], lex.decimal)
        if over is not None and len(part) == 1 and part[0] < over:
            return (value + part[0] / over, after + 3, True)
    return (value, after, False)


def _over(tokens: Tokens, at: int) -> float | None:
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


def _atoms(tokens: Tokens, at: int, lex: Lexicon) -> tuple[tuple[Atom | None, ...], int] | None:
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


#: From this length on a scale word is known with one letter wrong ("millarder").
_LONG_SCALE = 7


@lru_cache(maxsize=4096)
def _misspelt(word: str, code: str) -> Atom | None:
    """The scale that a long word one edit away stands for, None where that is nothing or not one size."""
    sizes = {
        size for known, size in lexicon(code).scales.items()
        if len(known) >= _LONG_SCALE and known[0] == word[0] and Levenshtein.distance(known, word, score_cutoff=1) <= 1
    }  # fmt: skip
    return Atom(sizes.pop(), times=True) if len(sizes) == 1 else None


def _is_fraction_here(tokens: Tokens, at: int, after: int, lex: Lexicon, article: bool) -> bool:
    """Whether a fraction word that is also an ordinal ("third") is a fraction where it stands."""
    if lex.ordinals.at(tokens, at) is None or not article:
        return True
    return after >= len(tokens) or lex.has("of", tokens.low[after]) or (
        tokens.kind[after] not in (WORD, NUMERAL) and tokens.low[after] not in ("-", "'")
    )  # fmt: skip


def read(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    """The number that begins at token ``at``, or None."""
    size = len(tokens)
    low = tokens.low[at]
    if (low in ("-", "+") and _signed(tokens, at)) or (lex.has("minus", low) and not _in_hedge(tokens, at, lex)):
        inner = _unsigned(tokens, at + 1, lex) if at + 1 < size else None
        if inner is None or inner.kind in ("vague", "ordinal") or (low != "+" and not inner.low):
            return None
        sign = 1 if low == "+" else -1
        return replace(inner, start=at, low=sign * inner.low, high=sign * (inner.high or 0.0), lone=False)
    return _unsigned(tokens, at, lex)


def _in_hedge(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """Whether the word at ``at`` ends a longer qualifier ("au moins"), so that it is no minus."""
    found = lex.before.at(tokens, at)
    return found is not None and found[1] < at


def _signed(tokens: Tokens, at: int) -> bool:
    """Whether the dash or plus at ``at`` is a sign: before a numeral, and not between two things."""
    if at + 1 >= len(tokens) or tokens.kind[at + 1] != NUMERAL:
        return False
    if at and tokens.kind[at - 1] in (NUMERAL, WORD):
        return not tokens.close(at) and tokens.close(at + 1)
    return at == 0 or not tokens.close(at) or tokens.low[at - 1] == "("


def _unsigned(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    low = tokens.low[at]
    vague = lex.vague.at(tokens, at)
    if vague:
        return Number(vague[0][0], vague[0][1], at, vague[1], "vague", words=True, rough=True)
    if low in FRACTION_SIGNS:
        return _after_number(tokens, Number(FRACTION_SIGNS[low], FRACTION_SIGNS[low], at, at + 1, "fraction"), lex)
    some = lex.some.at(tokens, at)
    if some:
        return _some(tokens, at, some, lex)
    under = lex.denominators.at(tokens, at)
    if under:
        top = _cardinal(tokens, under[1], lex) if under[1] < len(tokens) else None
        if top is None or top.low > under[0]:
            return None
        return replace(top, low=top.low / under[0], high=top.low / under[0], start=at, kind="fraction", lone=False)
    ordinal = _ordinal(tokens, at, lex)
    if ordinal:
        return ordinal
    start_words = at
    article = lex.has("articles", low)
    if article:
        fraction = _fraction(tokens, at, at + 1, 1.0, lex, article=True)
        if fraction:
            return _after_number(tokens, fraction, lex)
    number = _cardinal(tokens, at, lex)
    if number is None:
        fraction = _fraction(tokens, start_words, at, 1.0, lex, article=False)
        return _after_number(tokens, fraction, lex) if fraction else None
    infix = lex.phrase("fraction_infix", tokens, number.end)
    if infix is not None and infix < len(tokens) and number.low > 0:
        top = _cardinal(tokens, infix, lex)
        if top is not None:
            return replace(top, low=top.low / number.low, high=top.low / number.low, start=at, kind="fraction", lone=False)
    if number.kind == "cardinal":
        fraction = _fraction(tokens, at, number.end, number.low, lex, article=False)
        if fraction:
            return _after_number(tokens, _mixed(tokens, number, fraction, lex), lex)
    return _after_number(tokens, number, lex)


def _mixed(tokens: Tokens, number: Number, fraction: Number, lex: Lexicon) -> Number:
    """"One hundred and three quarters" is 100 3/4, not 103 quarters: so where what follows "and" makes a
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


def _some(tokens: Tokens, at: int, some: tuple[tuple[float, float | None], int], lex: Lexicon) -> Number | None:
    """"Several", "a few": an amount where a multiplier or, later, a unit follows."""
    (low, high), end = some
    scale = 1.0
    while (atom := lex.atoms.at(tokens, end)) and atom[0].times:
        scale, end = scale * atom[0].value, atom[1]
    top = None if high is None else high * scale
    return Number(low * scale, top, at, end, "vague", words=True, rough=True, scale=scale, lone=scale == 1.0)


def _cardinal(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    total, here, words, fraction = _Sum(), at, False, False
    size = len(tokens)
    if tokens.kind[at] == NUMERAL:
        found = _numeral(tokens, at, lex)
        if found is None:
            return None
        total.join(Atom(found[0]))
        total.plain = True
        here, fraction = found[1], found[2]
        if here < size and tokens.kind[here] == WORD and tokens.end[here] - tokens.start[here] <= 2:
            written = tokens.text[tokens.start[here] : tokens.end[here]]
            if (tokens.close(here) or written in ("k", "M")) and _ATTACHED.get(written) and not (here + 1 < size and tokens.close(here + 1) and tokens.kind[here + 1] == NUMERAL):
                total.join(Atom(_ATTACHED[written], times=True))
                return Number(total.value, total.value, at, here + 1, "cardinal", scale=_ATTACHED[written])
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
            if lex.has("and", tokens.low[step]) and tokens.low[step] and (total.value >= 100 or total.last_times or lex.flags.get("and_low")):
                step, joined = step + 1, True
            elif tokens.low[step] == "-" and step + 1 < size and tokens.kind[step + 1] == WORD and total.any and words:
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
            value = _numeral(tokens, step, lex)
            if value is None or not total.join(Atom(value[0])):
                break
            here = value[1]
            continue
        found_atoms = _atoms(tokens, step, lex)
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
        total.value, total.value, at, here, "fraction" if fraction else "cardinal", words, total.rough, total.scale,
        lone=here == at + 1 and lex.has("bare_skip", tokens.low[at]), seam=(seam_value, seam_scale),
    )  # fmt: skip


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


def _fraction(tokens: Tokens, start: int, at: int, top: float, lex: Lexicon, article: bool) -> Number | None:
    """A fraction whose denominator stands at ``at`` ("fifths", "femtedelar"), ``top`` over it."""
    if at < len(tokens) and tokens.low[at] == "-" and at > start:
        at += 1
    if at >= len(tokens):
        return None
    found = lex.fractions.at(tokens, at)
    if found is None or (lex.flags.get("prefix_fraction_only") and at == start):
        return _out_of(tokens, start, at, top, lex) if at > start and not article else None
    over, after = found
    unit = lex.units.at(tokens, at) if top > 1 else None
    if unit and unit[0].dimension == "money":
        return None
    lone = at == start and not article
    if lone and (over != 2 and tokens.low[at] not in lex.flags.get("lone_fractions", ())):
        return None
    if not _is_fraction_here(tokens, at, after, lex, article or top == 1.0 and False):
        return None
    if lone and lex.phrase("whole_not", tokens, at) is not None:
        return None
    value = top / over
    return Number(value, value, start, after, "fraction", words=True, free=lone)


def _out_of(tokens: Tokens, start: int, at: int, top: float, lex: Lexicon) -> Number | None:
    """"Two in three", "en av tre": a share of a small whole."""
    after = lex.phrase("in_of", tokens, at)
    plain = after is None
    if plain:
        after = lex.phrase("over", tokens, at)
    if after is None or after >= len(tokens):
        return None
    whole = _cardinal(tokens, after, lex)
    if whole is None or whole.kind != "cardinal" or whole.low <= 0 or top > whole.low and not plain:
        return None
    ends = whole.end >= len(tokens) or tokens.kind[whole.end] not in (WORD, NUMERAL)
    unit = lex.units.at(tokens, whole.end)
    measured = unit is not None and (not whole.words or tokens.end[unit[1] - 1] - tokens.start[whole.end] > 2)
    if measured or (plain and (not ends or start and tokens.kind[start - 1] == SIGN)):
        return None
    if not plain and lex.phrase("whole_not", tokens, whole.end) is not None:
        return None
    value = top / whole.low
    return Number(value, value, start, whole.end, "fraction", words=True)


def _after_number(tokens: Tokens, number: Number, lex: Lexicon) -> Number:
    """A fraction or a half joined to what was read: "tre och en femtedel", "half a million"."""
    at = number.end
    size = len(tokens)
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
            return replace(number, low=value * atom[0].value, high=value * atom[0].value, end=atom[1], scale=atom[0].value, lone=False)
        return replace(number, low=value, high=value, end=half, kind="fraction", lone=False)
    if at + 1 < size and lex.has("and", tokens.low[at]):
        inner = _unsigned(tokens, at + 1, lex) if lex.has("articles", tokens.low[at + 1]) or lex.atoms.at(tokens, at + 1) or tokens.kind[at + 1] == NUMERAL else None
        if inner and inner.kind == "fraction" and inner.low * number.scale < number.low:
            share = inner.low if inner.scale > 1 else inner.low * number.scale
            value = number.low + share
            return replace(number, low=value, high=value, end=inner.end, kind="fraction", lone=False)
    return number


def _ordinal(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    """An ordinal at ``at``: a word, a numeral with its ending, or a numeral with its full stop."""
    low, size = tokens.low[at], len(tokens)
    if tokens.kind[at] == NUMERAL:
        after = lex.phrase("ordinal_suffix", tokens, at + 1)
        if after is not None and low.isdecimal() and _suffix_ends(tokens, at + 1, after):
            return Number(float(int(low)), float(int(low)), at, after, "ordinal") if len(low) < 10 else None
        if lex.flags.get("ordinal_dot") and low.isdecimal() and len(low) <= 3 and _dotted(tokens, at, lex):
            return Number(float(int(low)), float(int(low)), at, at + 2, "ordinal")
        after = lex.phrase("ordinal_after", tokens, at + 1)
        if after is not None and low.isdecimal() and len(low) < 10:
            return Number(float(int(low)), float(int(low)), at, after, "ordinal")
        return None
    before = lex.phrase("ordinal_before", tokens, at)
    if before is not None and before < size:
        inner = _cardinal(tokens, before, lex)
        if inner and inner.kind == "cardinal":
            return replace(inner, start=at, kind="ordinal", lone=False)
        return None
    found = lex.ordinals.at(tokens, at)
    if found:
        return Number(found[0], found[0], at, found[1], "ordinal", words=True)
    value = compound_ordinal(low, lex.code) if lex.compounds and tokens.kind[at] == WORD else None
    if value is not None:
        return Number(value, value, at, at + 1, "ordinal", words=True)
    return _spoken_ordinal(tokens, at, lex)


def _spoken_ordinal(tokens: Tokens, at: int, lex: Lexicon) -> Number | None:
    """"Two hundred and third": a cardinal whose last word is an ordinal."""
    if lex.atoms.at(tokens, at) is None:
        return None
    total, here = _Sum(), at
    for _ in range(12):
        joined = total.any and here < len(tokens) and lex.has("and", tokens.low[here])
        step = here + 1 if joined or (total.any and here < len(tokens) and tokens.low[here] == "-") else here
        if step >= len(tokens):
            return None
        last = lex.ordinals.at(tokens, step) if total.any else None
        if last is None and total.any and tokens.kind[step] == WORD:
            joined_up = compound_ordinal(tokens.low[step], lex.code) if lex.compounds else None
            last = (joined_up, step + 1) if joined_up is not None else None
        if last:
            times = last[0] in lex.multipliers
            if total.value >= 20 and total.join(Atom(last[0], times=times), joined) or times and total.join(Atom(last[0], times=True)):
                return Number(total.value, total.value, at, last[1], "ordinal", words=True)
            return None
        found = _atoms(tokens, step, lex)
        if found is None or not all(total.join(part) for part in found[0] if part):
            return None
        here = found[1]
    return None


def _suffix_ends(tokens: Tokens, first: int, after: int) -> bool:
    """Whether an ordinal's ending is written against its numeral and nothing against the ending."""
    return tokens.close(first) and not (
        after < len(tokens) and tokens.close(after) and tokens.kind[after] in (WORD, NUMERAL)
    )


def _dotted(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """Whether the full stop after the numeral at ``at`` makes an ordinal of it."""
    dot = at + 1
    if dot >= len(tokens) or tokens.low[dot] != "." or not tokens.close(dot):
        return False
    if dot + 1 >= len(tokens):
        return at == 0
    if tokens.kind[dot + 1] != WORD or tokens.close(dot + 1):
        return False
    written = tokens.text[tokens.start[dot + 1] : tokens.end[dot + 1]]
    return written[0].islower() or (at > 0 and lex.has("ordinal_articles", tokens.low[at - 1]))
