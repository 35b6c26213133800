"""What an outlet prints below all its reports says nothing on what they are about.

A paragraph that closes several reports whose beginnings have nothing in common is such a text (about the
outlet, how to subscribe, where corrections stand), whatever its language. One that closes reports which begin
alike is part of a report that was copied.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from typing import Final
from zlib import crc32

#: Reports with other beginnings that a closing paragraph must have been met in.
REPORTS: Final = 3
#: Paragraphs at the end of a report that may be such.
_LAST: Final = 4
#: A shorter one is left alone; of a longer one this many characters are looked at.
_SHORTEST: Final = 60
_LOOKED: Final = 400
#: Closing paragraphs remembered, the latest.
_KEPT: Final = 20_000
_BLANKS = re.compile(r"\s+")


def _mark(paragraph: str) -> int:
    return crc32(_BLANKS.sub(" ", paragraph).strip()[:_LOOKED].casefold().encode("utf-8", "surrogatepass"))


class Closings:
    """The closing paragraphs met so far, and with how many different beginnings."""

    def __init__(self) -> None:
        self._begun: OrderedDict[int, set[int]] = OrderedDict()

    def meet(self, text: str) -> None:
        """Takes note of how a report closes."""
        begins = 0
        for mark in self._closing(text):
            begins = begins or _mark(text.lstrip().partition("\n")[0])
            known = self._begun.setdefault(mark, set())
            self._begun.move_to_end(mark)
            if len(known) < REPORTS:
                known.add(begins)
        while len(self._begun) > _KEPT:
            self._begun.popitem(last=False)

    def cut(self, text: str) -> str:
        """A text without the closing paragraphs that are no part of what it reports."""
        lines = text.rstrip().split("\n")
        end = len(lines)
        for at in range(len(lines) - 1, max(0, len(lines) - 1 - _LAST), -1):
            line = lines[at]
            if len(line) >= _SHORTEST and len(self._begun.get(_mark(line), ())) >= REPORTS:
                end = at
        return text if end == len(lines) else "\n".join(lines[:end])

    def _closing(self, text: str) -> Iterator[int]:
        """The marks of the paragraphs at the end of a text, its first left out."""
        for line in text.rstrip().split("\n")[1:][-_LAST:]:
            if len(line) >= _SHORTEST:
                yield _mark(line)
