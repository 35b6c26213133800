"""Cardinal numbers as the text has them: numerals, number words and both mixed ("1,5 Millionen")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from rashomon.marking.figures import numerals
from rashomon.marking.figures.learning import lexicon
from rashomon.marking.figures.lexicon import Atom, Lexicon
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


FILE_NUMBER = rule(
    "figures.file-number", "more parts than a whole has, over a large number, are a file's number"
)
#: Fractions over more than this are less than one.
_LARGEST_OVER = 16

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
    if after < tokens.size and tokens.low[after] in ("e", "^", "x", "×"):
        power = _POWER.match(tokens.text, tokens.start[at])
        if power:
            return _power(tokens, at, power, lex)
    found = numerals.values(text, lex.decimal)
    if len(found) != 1:
        return None
    value, over = found[0], over_of(tokens, at)
    if over is not None:
        return (value / over, at + 3, True)
    if after < tokens.size and tokens.low[after] in numerals.FRACTION_SIGNS:
        return (value + numerals.FRACTION_SIGNS[tokens.low[after]], after + 1, True)
    if after < tokens.size and tokens.kind[after] == NUMERAL:
        over = over_of(tokens, after)
        part = numerals.values(tokens.text[tokens.start[after] : tokens.end[after]], lex.decimal)
        if over is not None and len(part) == 1 and part[0] < over:
            return (value + part[0] / over, after + 3, True)
    return (value, after, False)


def over_of(tokens: Tokens, at: int) -> float | None:
    """The denominator of a fraction in digits at ``at`` ("3/4"), None where it is none ("5/17/2018")."""
    if at + 2 >= tokens.size or tokens.low[at + 1] not in ("/", "⁄") or tokens.kind[at + 2] != NUMERAL:
        return None
    over = tokens.low[at + 2]
    if not (tokens.low[at].isdecimal() and over.isdecimal()) or len(over) > 4 or not int(over):
        return None
    if at + 3 < tokens.size and tokens.low[at + 3] in ("/", "⁄"):
        return None
    if FILE_NUMBER and int(tokens.low[at]) > int(over) > _LARGEST_OVER:
        return None
    return None if at and tokens.low[at - 1] == "/" else float(int(over))


def _power(tokens: Tokens, at: int, power: re.Match[str], lex: Lexicon) -> tuple[float, int, bool] | None:
    """A number in scientific notation, or None where it is out of a float's reach."""
    base = numerals.values(tokens.text[tokens.start[at] : tokens.end[at]], lex.decimal)
    after = at + 1
    while after < tokens.size and tokens.start[after] < power.end():
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
    reading = _Reading(tokens, at, lex)
    if not reading.begin():
        return reading.abbreviated
    while reading.here < tokens.size and reading.goes_on():
        pass
    return reading.number()


class _Reading:
    """A cardinal as it is read token by token from ``at`` on; ``here`` is the token after what was read."""

    def __init__(self, tokens: Tokens, at: int, lex: Lexicon) -> None:
        self.tokens, self.at, self.here, self.lex = tokens, at, at, lex
        self.total = Sum()
        self.words = self.fraction = False
        self.seam = (0.0, 1.0)
        #: What a numeral with its scale against it is ("10k"): nothing more is read.
        self.abbreviated: Number | None = None

    def begin(self) -> bool:
        """Take in the numeral or article that the number begins with; False where nothing more is read."""
        tokens, at, lex = self.tokens, self.at, self.lex
        if tokens.kind[at] == NUMERAL:
            found = numeral(tokens, at, lex)
            if found is None:
                return False
            self.total.join(Atom(found[0]))
            self.total.plain = True
            self.here, self.fraction = found[1], found[2]
            self.abbreviated = _abbreviated(tokens, at, self.here, found[0], lex)
            return self.abbreviated is None
        if lex.has("articles", tokens.low[at]):
            atom = lex.atoms.at(tokens, at + 1)
            if atom and atom[0].times:
                self.here = at + 1
            elif not lex.atoms.at(tokens, at):
                return False
        return True

    def goes_on(self) -> bool:
        """Take in what stands at ``here``, and say whether anything did."""
        tokens, step, joined = self.tokens, self.here, False
        if self.total.any:
            if tokens.low[step] == "\n":
                return False
            if self._joins(step):
                step, joined = step + 1, True
            elif tokens.low[step] == "-" and self.words and self._word_at(step + 1):
                step += 1
            elif self.total.value and self.lex.lists["prefixes"] and self._prefixed(step):
                return True
        if step >= tokens.size:
            return False
        return self._numeral(step, joined) if tokens.kind[step] == NUMERAL else self._word(step, joined)

    def _word_at(self, at: int) -> bool:
        return at < self.tokens.size and self.tokens.kind[at] == WORD

    def _joins(self, step: int) -> bool:
        """True if a word for "and" at ``step`` may join what follows to the number."""
        low, total = self.tokens.low[step], self.total
        large = total.value >= 100 or total.last_times or bool(self.lex.flags.get("and_low"))
        return not total.plain and self.lex.has("and", low) and bool(low) and large

    def _prefixed(self, step: int) -> bool:
        """Take in a number word with "and" written against it."""
        if self.lex.atoms.at(self.tokens, step) is not None:
            return False
        stripped = _without_join(self.tokens, step, self.lex)
        if stripped is None or not self.total.join(stripped, joined=True):
            return False
        self.here, self.words = step + 1, True
        return True

    def _numeral(self, step: int, joined: bool) -> bool:
        """Take in a numeral behind number words ("one million 200")."""
        total, lex = self.total, self.lex
        if not total.any or not total.last_times or not (lex.unspaced or joined or self.words):
            return False
        value = numeral(self.tokens, step, lex)
        bigger = lex.atoms.at(self.tokens, value[1]) if value else None
        if bigger and bigger[0].times and bigger[0].value >= total.scale and not lex.unspaced:
            return False
        if value is None or not total.join(Atom(value[0])):
            return False
        self.here = value[1]
        return True

    def _word(self, step: int, joined: bool) -> bool:
        """Take in number words, with a half of the multiplier or spoken decimals behind them."""
        found = atoms_at(self.tokens, step, self.lex)
        if found is None:
            return False
        total = self.total
        seam = (total.value, total.scale if total.last_times else 1.0) if joined else self.seam
        if not total.join_all(found[0], joined):
            self.seam = seam
            return False
        self.seam, self.here, self.words = seam, found[1], True
        if total.last_times:
            self._half()
        spoken = _point(self.tokens, self.here, self.lex)
        if spoken is not None:
            total.value, self.here = total.value + spoken[0], spoken[1]
        return True

    def _half(self) -> None:
        """Take in "and a half" behind a multiplier ("two million and a half", "deux millions et demi")."""
        half = self.lex.phrase("half_after", self.tokens, self.here)
        if half is None:
            return
        smaller = self.lex.atoms.at(self.tokens, half)
        if smaller and smaller[0].times and smaller[0].value < self.total.scale:
            self.total.value, self.here = self.total.value + smaller[0].value / 2, smaller[1]
        else:
            self.total.value, self.here = self.total.value + self.total.scale / 2, half

    def number(self) -> Number | None:
        """The number read, None where none was."""
        total, at = self.total, self.at
        if not total.any or not (self.words or self.tokens.kind[at] == NUMERAL):
            return None
        if not self.words:
            half = self.lex.phrase("half_after", self.tokens, self.here)
            if half is not None and total.value == int(total.value):
                total.value, self.here, self.fraction = total.value + 0.5, half, True
        return Number(
            total.value,
            total.value,
            at,
            self.here,
            "fraction" if self.fraction else "cardinal",
            self.words,
            total.rough,
            total.scale,
            lone=self.here == at + 1 and self.lex.has("bare_skip", self.tokens.low[at]),
            seam=self.seam,
        )


def _abbreviated(tokens: Tokens, at: int, here: int, value: float, lex: Lexicon) -> Number | None:
    """The numeral at ``at`` with the letter for its scale at ``here`` ("10k", "3.5bn", "$3.5m"), or None."""
    if not (here < tokens.size and tokens.kind[here] == WORD and tokens.end[here] - tokens.start[here] <= 2):
        return None
    written = tokens.text[tokens.start[here] : tokens.end[here]]
    total = Sum()
    total.join(Atom(value))
    total.plain = True
    followed = here + 1 < tokens.size and tokens.close(here + 1) and tokens.kind[here + 1] == NUMERAL
    size = _ATTACHED.get(written, 0.0) if tokens.close(here) or written in ("k", "M") else 0.0
    if size and not followed:
        total.join(Atom(size, times=True))
        return Number(total.value, total.value, at, here + 1, scale=size)
    if written == "m" and MILLION_LETTER and _is_million(tokens, at, here, lex) and tokens.by(MILLION_LETTER):
        return Number(value * 1e6, value * 1e6, at, here + 1, scale=1e6)
    return None


def _is_million(tokens: Tokens, at: int, letter: int, lex: Lexicon) -> bool:
    """True if the letter m behind a numeral means million: "$3.5m", "1.2m people"."""
    if not lex.flags.get("m_million") or not tokens.close(letter):
        return False
    paid = at > 0 and lex.units_before.at(tokens, at - 1) is not None and not tokens.low[at - 1].isalpha()
    after = letter + 1
    if paid or after >= tokens.size:
        return paid
    known = lex.units.at(tokens, after)
    return lex.has("things", tokens.low[after]) or (known is not None and known[0].dimension == "money")


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
    if at + 1 >= tokens.size or not lex.has("point", tokens.low[at]):
        return None
    digits, here = "", at + 1
    while here < tokens.size and len(digits) < 12:
        found = lex.atoms.at(tokens, here)
        if not found or found[0].times or found[0].value > 99 or found[0].value != int(found[0].value):
            break
        digits += str(int(found[0].value))
        here = found[1]
    return (float("0." + digits), here) if digits else None
