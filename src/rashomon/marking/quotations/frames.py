"""A paragraph as reporting frames: its sentences with every quoted stretch folded into one token.

"He said: “We go. We stay.” Then he left" is two frames, ``He said: Q`` and ``Then he left``: what
stands between quote marks never ends a frame, and cue words in it are never looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from rashomon.marking.quotations import kinds
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.model import Span
from rashomon.text.document import Document
from rashomon.text.quoted import Quoted
from rashomon.text.sentences import goes_on

_SPACED = (
    r"(?:\p{L}\.){2,}+(?:\p{L}(?!\p{L}))?|[\p{L}\p{M}][\p{L}\p{M}\p{N}\u200c]*+"
    r"(?:['’:·‑&/-](?=\p{L})[\p{L}\p{M}\p{N}]++|-(?=\s\p{Ll}{2,3}\s))*+|\p{N}++(?:[.,]\p{N}++)*+(?:-?\p{L}[\p{L}\p{M}-]*+)?|\S"
)
_END = frozenset(".!?…。！？؟۔।")
_ENDING = regex.compile(r"[.!?…。！？؟۔।]$")
_LOOK = 14
#: Tokens after which a frame ends whatever follows: what looks within a frame stays bounded.
_LONGEST = 240


_CONTENT = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*+")


def titled(text: str, most: int = 8) -> bool:
    """Whether quoted words look like a name or a title: few, their longer ones all with a capital or
    digits, no full stop or comma at the end."""
    text = text.removesuffix(",")
    if text[-1:] in (".", "!", "?", "…", ""):
        return False
    if len(text) > 90 or (not text[0].isupper() and not text[0].isdigit()):
        return False
    words = _CONTENT.findall(text)
    longer = [word for word in words if len(word) > 3] or words
    return 0 < len(words) <= most and all(word[0].isupper() or word[0].isdigit() for word in longer)


@dataclass(slots=True)
class Token:
    """A word ("w"), another sign ("p") or a whole quoted stretch ("q", with its number). A name between
    marks (the daily “Morning Post”) is a word that has the number of its stretch. ``bits`` are what it can
    be (:mod:`.kinds`), ``capital`` whether it begins with a capital letter (or a script without case)."""

    kind: str
    start: int
    end: int
    text: str
    low: str
    bits: int
    capital: bool
    quote: int = -1
    tied: bool = False


class Tokens(list[Token]):
    """The tokens of one sentence, and what was found in it so far, as each is asked for several times: who
    speaks at its cues (:mod:`.choosing`), its cues, and the phrases that begin at a token."""

    __slots__ = ("chosen", "cues", "facts", "phrases")

    def __init__(self, tokens: Iterable[Token] = ()) -> None:
        super().__init__(tokens)
        self.chosen: dict[tuple[int, int], Any] = {}
        self.cues: list[Any] | None = None
        self.phrases: dict[int, Any] = {}
        self.facts: dict[Any, tuple[str, ...]] = {}


@dataclass(slots=True)
class Frame:
    """The tokens of one sentence; ``unit`` counts the paragraphs of the text. ``dialogue`` is where the
    words begin in a paragraph that opens with a dash (which is one frame), else -1."""

    tokens: list[Token]
    unit: int
    dialogue: int = -1

    @property
    def span(self) -> Span:
        """From the first token to the last."""
        return Span(self.tokens[0].start, self.tokens[-1].end)


@lru_cache(maxsize=64)
def _pattern(
    lexicon_key: tuple[bool, tuple[str, ...], tuple[str, ...], tuple[str, ...]],
) -> regex.Pattern[str]:
    spaced, words, elisions, clitics = lexicon_key
    if spaced:
        pattern = _SPACED
        if clitics:
            tails = "|".join(clitics)
            pattern = pattern.replace("(?:['’", rf"(?:(?!-(?:{tails})\b)['’", 1)
            pattern = rf"-(?:{tails})\b|" + pattern
        if elisions:
            pattern = rf"\b(?i:{'|'.join(elisions)})['’](?=\p{{L}})|" + pattern
        return regex.compile(pattern)
    known = "|".join(regex.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    return regex.compile(rf"(?:{known})|\p{{N}}++|(?:(?!{known})[\p{{L}}\p{{M}}・·ー])++|\S")


def words_of(text: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    """The tokens of a stretch without quotations."""
    listed = () if lexicon.spaced else lexicon.all_words
    pattern = _pattern((lexicon.spaced, listed, lexicon.elisions, lexicon.clitics))
    found = pattern.finditer(text, start, end)
    return _tokens(((match.start(), match.group()) for match in found), lexicon)


def _tokens(written: Iterable[tuple[int, str]], lexicon: Lexicon) -> list[Token]:
    known, found = kinds.words(lexicon), []
    for at, text in written:
        kind, low, bits, capital = known[text]
        found.append(Token(kind, at, at + len(text), text, low, bits, capital))
    return found


class Source:
    """A text with its quoted stretches, cut into tokens once (:mod:`rashomon.text.document`)."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.text, self.lexicon = document.text, lexicon
        self._starts, self._texts = document.starts, [form.text for form in document.forms]

    def words(self, start: int, end: int) -> list[Token]:
        """The tokens of a stretch without quotations."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        if (first and self._end(first - 1) > start) or (last > first and self._end(last - 1) > end):
            # A quote mark cuts a word.
            return words_of(self.text, start, end, self.lexicon)
        return _tokens(zip(self._starts[first:last], self._texts[first:last], strict=True), self.lexicon)

    def _end(self, place: int) -> int:
        return self._starts[place] + len(self._texts[place])

    def tokens(self, unit: Span, quotes: Sequence[tuple[int, Quoted]]) -> list[Token]:
        """The tokens of a paragraph; its quoted stretches are one each."""
        text, at = self.text, unit.start
        tokens: list[Token] = []
        for index, quoted in quotes:
            tokens += self.words(at, quoted.outer.start)
            inner = quoted.inner.of(text)
            before = text[max(unit.start, quoted.outer.start - 3) : quoted.outer.start].rstrip()[-1:]
            named = before.isalnum() and titled(inner)
            low, kind = (inner.lower(), "w") if named else ("", "q")
            kind, low, bits, capital = kinds.described(inner, low, kind, self.lexicon)
            tokens.append(Token(kind, quoted.outer.start, quoted.outer.end, inner, low, bits, capital, index))
            at = max(at, quoted.outer.end)
        return tokens + self.words(at, unit.end)


def frames(source: Source, unit: Span, quotes: Sequence[tuple[int, Quoted]], number: int) -> list[Frame]:
    """The frames of a paragraph (or of paragraphs that one quotation holds together)."""
    text, lexicon = source.text, source.lexicon
    tokens = source.tokens(unit, quotes)
    found: list[Frame] = []
    first = 0
    for place in _edges(text, tokens, "\n" in text[unit.start : unit.end]):
        while place - first >= _LONGEST:
            found.append(Frame(Tokens(tokens[first : first + _LONGEST]), number))
            first += _LONGEST
        if (
            place + 1 in (len(tokens), first + _LONGEST)
            or _ends(text, tokens, place, tokens[first].start, lexicon)
        ):  # fmt: skip
            found.append(Frame(Tokens(tokens[first : place + 1]), number))
            first = place + 1
    return found


def _edges(text: str, tokens: list[Token], lines: bool) -> Iterator[int]:
    """The tokens that a frame may end with, the last one too; ``lines``: a line ends between some."""
    last = len(tokens) - 1
    for place, token in enumerate(tokens):
        if (
            place == last
            or (token.kind != "w" and (token.kind == "q" or token.text in _END))
            or (lines and "\n" in text[token.end : tokens[place + 1].start])
        ):  # fmt: skip
            yield place


def _ends(text: str, tokens: list[Token], place: int, start: int, lexicon: Lexicon) -> bool:
    """Whether a frame that began at ``start`` ends with the token at ``place``."""
    token, following = tokens[place], tokens[place + 1]
    if "\n" in text[token.end : following.start]:
        return not (token.text in ":：" and following.kind == "q")
    if token.kind == "p" and token.text in _END:
        if (following.kind == "p" and following.text in _END) or following.text in ")],;":
            return False
        if token.text in ".…" and token.end == following.start and following.kind == "w":
            return False
        if following.kind == "w" and following.text[0].islower():
            return False
        return not goes_on(text, start, token.start, token.end, lexicon.language)
    if token.kind != "q":
        return False
    if following.kind == "q":
        return bool(_ENDING.search(token.text))
    if following.kind != "w" or not _ENDING.search(token.text) or following.text[0].islower():
        return False
    if token.text[-1] in ".。":
        return following.text[0].isupper()
    if place and tokens[place - 1].text in ":：":
        return True
    for ahead in tokens[place + 1 : place + 1 + _LOOK]:
        if ahead.kind == "q" or ahead.text in _END or ahead.text in ":,":
            return True
        if ahead.low in lexicon.cues:
            return False
    return True
