"""Words, numerals and signs of a text, as parallel lists: what the figure reader walks over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rashomon.marking.rules import Rule

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
_TEXT = re.compile(rf"({_NUMERAL})|([^\W\d_](?:[^\W\d_]|[{_MARKS}])*)|([^\s]|\n)")
#: Scripts written without spaces: every character is a token of its own.
_IDEOGRAPHIC = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TEXT_UNSPACED = re.compile(rf"({_NUMERAL})|([{_IDEOGRAPHIC}]|(?:(?![{_IDEOGRAPHIC}])[^\W\d_])+)|([^\s]|\n)")
_VARIANTS = frozenset("’ʼ‑–—−")
_PLAIN = str.maketrans("’ʼ‑–—−", "''----")


@dataclass(slots=True)
class Tokens:
    """The tokens of a text. ``low`` is a token in lower case with one kind of apostrophe and hyphen.
    What lies before token ``used`` belongs to a figure already; ``because`` are the named rules that made
    what is being read."""

    text: str
    unspaced: bool = False
    kind: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    used: int = 0
    because: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = list((_TEXT_UNSPACED if self.unspaced else _TEXT).finditer(self.text))
        self.kind = [match.lastindex or SIGN for match in found]
        self.start = [match.start() for match in found]
        self.end = [match.end() for match in found]
        lower = self.text.lower()
        if len(lower) == len(self.text):
            self.low = [lower[start:end] for start, end in zip(self.start, self.end, strict=True)]
        else:
            self.low = [match.group().lower().replace("i\u0307", "i") for match in found]
        lows = self.low
        for at, kind in enumerate(self.kind):
            if kind == SIGN and lows[at] in _VARIANTS:
                lows[at] = lows[at].translate(_PLAIN)

    def __len__(self) -> int:
        return len(self.low)

    def by(self, *rules: Rule) -> bool:
        """True, after noting that the rules had a part in what is being read."""
        self.because += (each.name for each in rules)
        return True

    def close(self, at: int) -> bool:
        """True if token ``at`` follows the one before it without white space."""
        return 0 < at < len(self.start) and self.end[at - 1] == self.start[at]


def pieces(phrase: str, unspaced: bool) -> tuple[str, ...]:
    """A phrase as the tokens it would be in a text, hyphens between words left out."""
    words = phrase.lower().split(" ")
    if not unspaced and all(map(str.isalpha, words)):
        return tuple(words)
    tokens = Tokens(phrase, unspaced)
    return tuple(low for low in tokens.low if low != "-" or len(tokens) == 1)
