"""Phrases of several words, looked up in tokens: one trie, the longest phrase first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
_VALUE = ""


class Phrases(Generic[Value]):
    """A table from phrases to values. A phrase is its tokens in lower case, as :class:`.tokens.Form.low`
    has them; adding a phrase twice keeps the first value."""

    def __init__(self, rows: Iterable[tuple[Sequence[str], Value]]) -> None:
        self._root: dict[str, Any] = {}
        for words, value in rows:
            node = self._root
            for word in words:
                node = node.setdefault(word, {})
            if words:
                node.setdefault(_VALUE, value)

    def __bool__(self) -> bool:
        return bool(self._root)

    def begins(self, low: str) -> bool:
        """True if a phrase begins with the word."""
        return low in self._root

    def longest(self, lows: Sequence[str], at: int, end: int | None = None) -> tuple[int, Value] | None:
        """The longest phrase that begins at token ``at``: the token behind it, and its value; None where
        none does. ``end`` is the token that no phrase goes beyond."""
        node: dict[str, Any] | None = self._root
        best: tuple[int, Value] | None = None
        limit = len(lows) if end is None else end
        place = at
        while place < limit:
            node = node.get(lows[place]) if node else None
            if node is None:
                break
            place += 1
            if _VALUE in node:
                best = (place, node[_VALUE])
        return best

    def find(self, lows: Sequence[str]) -> Iterator[tuple[int, int, Value]]:
        """The phrases of a text, leftmost and longest, none overlapping: first token, token behind, value."""
        if self._root.keys().isdisjoint(lows):
            return
        place = 0
        while place < len(lows):
            found = self.longest(lows, place) if lows[place] in self._root else None
            if found is None:
                place += 1
                continue
            yield place, found[0], found[1]
            place = found[0]
