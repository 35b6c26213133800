"""What is said of a word, looked up once and remembered.

A table of this kind answers ``map(table.__getitem__, words)`` without a call for the words that it met
before: that is how a marker passes over the words of a text that mean nothing to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
#: So many words are remembered; then the table begins anew, so that no text fills the memory.
_MOST = 100_000
#: A longer run of letters is no word of a language: it is looked up anew each time.
_LONGEST = 100


class Remembered(dict[str, Value]):
    """A table of what ``look`` says of each word asked for."""

    def __init__(self, look: Callable[[str], Value]) -> None:
        self._look = look

    def __missing__(self, word: str) -> Value:
        if len(self) >= _MOST:
            self.clear()
        found = self._look(word)
        if len(word) <= _LONGEST:
            self[word] = found
        return found
