"""Words, numerals and signs of a text, as parallel lists: what the figure reader walks over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NUMERAL, WORD, SIGN = 1, 2, 3

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
_TEXT = re.compile(rf"({_NUMERAL})|([^\W\d_](?:[^\W\d_]|[{_MARKS}])*)|([^\s]|\n)")
#: Scripts written without spaces: every character is a token of its own.
_IDEOGRAPHIC = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TEXT_UNSPACED = re.compile(rf"({_NUMERAL})|([{_IDEOGRAPHIC}]|(?:(?![{_IDEOGRAPHIC}])[^\W\d_])+)|([^\s]|\n)")
_PLAIN = str.maketrans("’ʼ‑–—−", "''----")


@dataclass(slots=True)
class Tokens:
    """The tokens of a text. ``low`` is a token in lower case with one kind of apostrophe and hyphen.
    What lies before token ``used`` belongs to a figure already."""

    text: str
    unspaced: bool = False
    kind: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    used: int = 0

    def __post_init__(self) -> None:
        pattern = _TEXT_UNSPACED if self.unspaced else _TEXT
        kinds, starts, ends, lows = self.kind, self.start, self.end, self.low
        for found in pattern.finditer(self.text):
            kinds.append(found.lastindex or SIGN)
            starts.append(found.start())
            ends.append(found.end())
            lows.append(found.group().lower())
        if "İ" in self.text:
            lows[:] = [low.replace("i\u0307", "i") for low in lows]
        for at, low in enumerate(lows):
            if kinds[at] == SIGN:
                lows[at] = low.translate(_PLAIN)

    def __len__(self) -> int:
        return len(self.low)

    def close(self, at: int) -> bool:
        """Whether token ``at`` follows the one before it without white space."""
        return 0 < at < len(self.start) and self.end[at - 1] == self.start[at]


def pieces(phrase: str, unspaced: bool) -> tuple[str, ...]:
    """A phrase as the tokens it would be in a text, hyphens between words left out."""
    tokens = Tokens(phrase, unspaced)
    return tuple(low for low in tokens.low if low != "-" or len(tokens) == 1)
