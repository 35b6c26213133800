"""A text as lines (or as paragraphs, where its lines are wrapped), and what their shape tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

from rashomon.model import Span

_BREAKS = regex.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_WORD = regex.compile(r"\w++(?:['’.-]\w++)*+")
_BARE = regex.compile(r"[^\p{L}\p{M}&@]++")
#: The same for ASCII: letters lower case, "&" and "@" as they are, blanks for all else.
_KEPT = frozenset("abcdefghijklmnopqrstuvwxyz&@")
_ASCII = bytes(ord(low) if (low := chr(code).lower()) in _KEPT else 32 for code in range(128)) + bytes(128)
#: Marks that end a sentence, and marks that may close behind them.
TERMINAL = ".!?…。！？؟۔।"
CLOSING = "\"'”’»«›“‘)]」』】〉》*_ \u00a0\u202f\u200f\u200e"
_STOPS_SHORT = TERMINAL + ":;,"
#: So many lines of a text, and so many at its end, are looked at one by one.
_FIRST, _LAST = 8_000, 1_000
#: Lines longer than this are never furniture, titles or headings as a whole (code points).
SHORT = 300


@dataclass(frozen=True)
class Line:
    """A line, or a paragraph of wrapped lines, without the white space around it.

    ``gap`` says whether an empty line stands before it.
    """

    text: str
    span: Span
    gap: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words; of a long line only those of its beginning."""
        return tuple(_WORD.findall(self.text[: 4 * SHORT]))

    @cached_property
    def bare(self) -> str:
        """Its letters only, lower case, one blank between words: what furniture is compared by."""
        return bare(self.text) if len(self.text) <= SHORT else ""

    @cached_property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.rstrip(CLOSING)[-1:] in TERMINAL and bool(self.text.rstrip(CLOSING))

    @cached_property
    def stops(self) -> bool:
        """Whether it ends with any mark of punctuation that a title does not end with."""
        return self.text.rstrip(CLOSING)[-1:] in _STOPS_SHORT

    @cached_property
    def told(self) -> bool:
        """Whether it is a sentence or more, by its end or its length."""
        return self.ends or len(self.text) > SHORT

    @cached_property
    def shouted(self) -> bool:
        """Whether it is in capitals throughout."""
        return self.text.isupper() and sum(sign.isalpha() for sign in self.text) >= 3


def bare(text: str) -> str:
    """Letters only, lower case (a dotted capital I as i), one blank between words."""
    if text.isascii():
        return " ".join(text.encode("ascii").translate(_ASCII).decode("ascii").split())
    return _BARE.sub(" ", text.casefold().replace("i\u0307", "i")).strip()


def _raw(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """The lines of a part of a text as spans without the white space around them; empty lines as empty
    spans."""
    start = begin
    for end, after in [
        *((found.start(), found.end()) for found in _BREAKS.finditer(text, begin, stop)), (stop, -1)
    ]:  # fmt: skip
        line = text[start:end]
        left = start + len(line) - len(line.lstrip())
        yield (left, start + len(line.rstrip())) if line.strip() else (end, end)
        start = after


def _middle(text: str) -> tuple[int, int] | None:
    """Of a text of more lines than any report has, what lies between its first and its last ones."""
    if text.count("\n") <= _FIRST + _LAST:
        return None
    start = 0
    for _ in range(_FIRST):
        start = text.index("\n", start) + 1
    end = len(text)
    for _ in range(_LAST):
        end = text.rindex("\n", 0, end)
    return (start, end) if start < end else None


def _wrapped(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether the lines are broken at a width, as in mail and old agency copy: most lines that are
    followed by another go up to nearly the same width and end in the middle of a sentence."""
    inner = [
        (start, end)
        for (start, end), (following, after) in pairwise(spans)
        if end > start and after > following
    ]
    if len(inner) < 4:
        return False
    lengths = sorted(end - start for start, end in inner)
    width = lengths[-1]
    if not 40 <= width <= 120 or lengths[len(lengths) // 4] < width * 0.7:
        return False
    open_ended = sum(text[end - 1] not in TERMINAL + CLOSING for _, end in inner)
    return open_ended >= 0.7 * len(inner)


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold anything; wrapped lines are joined to paragraphs. Of a text of more lines
    than any report has, those in the middle are one line."""
    middle = _middle(text)
    if middle is None:
        return _lines(text, 0, len(text))
    start, end = middle
    left = start + len(text[start:end]) - len(text[start:end].lstrip())
    between = text[left:end].rstrip()
    joined = [Line(between, Span(left, left + len(between)), True)] if between else []
    return [*_lines(text, 0, start), *joined, *_lines(text, end, len(text))]


def _lines(text: str, begin: int, stop: int) -> list[Line]:
    spans = list(_raw(text, begin, stop))
    joined: list[tuple[int, int, bool]] = []
    wrapped = _wrapped(text, spans)
    gap = True
    for start, end in spans:
        if start == end:
            gap = True
        elif wrapped and not gap:
            joined[-1] = (joined[-1][0], end, joined[-1][2])
        else:
            joined.append((start, end, gap))
            gap = False
    return [Line(text[start:end], Span(start, end), before) for start, end, before in joined]
