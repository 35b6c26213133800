"""Words, numerals and signs of a text, as parallel lists: what the figure reader walks over."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate
from operator import add

from rashomon.marking.rules import Rule
from rashomon.text.remembered import Remembered

NUMERAL, WORD, SIGN = 1, 2, 3
#: Tokens past which a word belongs to another sentence.
SENTENCE_ENDS = frozenset(".\n;!?")

_SPACES = " \u00a0\u202f\u2009"
#: Vowel signs and joiners that belong to the word around them but are not letters to ``re``.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0962\u0963\u200c\u200d"
)
_NUMERAL = (
    rf"(?<![\w.,])[.,]\d+(?![\d.,])"
    rf"|\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d))+(?:[.,]\d+(?!\d|[.,]\d))?"
    rf"|\d+(?:[.,٫٬'’]\d+)*"
)
_WORD = rf"[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*"
#: Scripts written without spaces: every character is a token of its own.
_IDEOGRAPHIC = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD_UNSPACED = rf"[{_IDEOGRAPHIC}]|(?:(?![{_IDEOGRAPHIC}])[^\W\d_])+"
#: Apostrophes and dashes that are read as the plain ones.
_VARIANTS = {"’": "'", "‑": "-", "–": "-", "—": "-", "−": "-"}

class _Cutter:
    """Cuts texts into tokens, each with the white space behind it, and says what those are. ``word`` is the
    pattern of a word."""

    def __init__(self, word: str) -> None:
        letter = re.compile(word)
        self.findall = re.compile(rf"(?:{word}|{_NUMERAL}|\S|\n)[^\S\n]*").findall
        self.low = Remembered(lambda piece: piece.rstrip() or "\n")
        self.kind = Remembered(
            lambda low: NUMERAL if low[-1].isdecimal() else WORD if letter.match(low) else SIGN
        )


_SPACED, _UNSPACED = _Cutter(_WORD), _Cutter(_WORD_UNSPACED)


class Tokens:
    """The tokens of a text. ``low`` is a token in lower case with one kind of apostrophe and hyphen.
    What lies before token ``used`` belongs to a figure already; ``because`` are the named rules that made
    what is being read. Where the tokens begin and end is worked out when it is first asked for."""

    def __init__(self, text: str, unspaced: bool = False) -> None:
        self.text = text
        lower = text.replace("İ", "i").lower()
        for sign, plain in _VARIANTS.items():
            if sign in lower:
                lower = lower.replace(sign, plain)
        cutter = _UNSPACED if unspaced else _SPACED
        self._pieces: list[str] = cutter.findall(lower)
        self.low: list[str] = list(map(cutter.low.__getitem__, self._pieces))
        self.kind: list[int] = list(map(cutter.kind.__getitem__, self.low))
        self.size = len(self.low)
        self.used = 0
        self.because: list[str] = []

    @cached_property
    def start(self) -> list[int]:
        """Where each token begins."""
        sizes = list(map(len, self._pieces))
        return list(accumulate(sizes[:-1], initial=len(self.text) - sum(sizes)))[: self.size]

    @cached_property
    def end(self) -> list[int]:
        """Where each token ends."""
        return list(map(add, self.start, map(len, self.low)))

    def __len__(self) -> int:
        return self.size

    def by(self, rule: Rule) -> bool:
        """True, after noting that the rule had a part in what is being read."""
        self.because.append(rule.name)
        return True

    def close(self, at: int) -> bool:
        """True if token ``at`` follows the one before it without white space."""
        return 0 < at < self.size and self.end[at - 1] == self.start[at]


def pieces(phrase: str, unspaced: bool) -> tuple[str, ...]:
    """A phrase as the tokens it would be in a text, hyphens between words left out."""
    words = phrase.lower().split(" ")
    if not unspaced and all(map(str.isalpha, words)):
        return tuple(words)
    tokens = Tokens(phrase, unspaced)
    return tuple(low for low in tokens.low if low != "-" or tokens.size == 1)
