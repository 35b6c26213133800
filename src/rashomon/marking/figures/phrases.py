"""Phrases looked up in tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from rashomon.marking.figures.tokens import Tokens, pieces

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases looked up in tokens, the longest first. Hyphens between the words of a text are passed
    over; ``backwards`` finds the phrase that ends before a token instead."""

    def __init__(self, unspaced: bool, backwards: bool = False) -> None:
        self._unspaced = unspaced
        self._backwards = backwards
        self._by_first: dict[str, dict[tuple[str, ...], T]] = {}
        #: The phrases by their first word, the longest first, as they are asked for.
        self._ordered: dict[str, list[tuple[tuple[str, ...], T]]] = {}

    def add(self, phrase: str, meaning: T, override: bool = True) -> None:
        """Learn a phrase; an earlier meaning stays where ``override`` is false."""
        words = pieces(phrase, self._unspaced)
        if not words:
            return
        if self._backwards:
            words = words[::-1]
        known = self._by_first.setdefault(words[0], {})
        if override or words not in known:
            known[words] = meaning
            self._ordered.pop(words[0], None)

    def __contains__(self, first: str) -> bool:
        return first in self._by_first

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def firsts(self) -> Iterator[str]:
        """The first words of all phrases."""
        return iter(self._by_first)

    def seconds(self, firsts: Iterable[str]) -> Iterator[str]:
        """The second words of the phrases that begin with one of some words."""
        for first in firsts:
            yield from (words[1] for words in self._by_first.get(first, ()) if len(words) > 1)

    def at(self, tokens: Tokens, at: int) -> tuple[T, int] | None:
        """The meaning of the longest phrase that begins at token ``at`` and the token after it; backwards:
        of the phrase that ends with token ``at`` and its first token."""
        low, size = tokens.low, tokens.size
        if not 0 <= at < size or low[at] not in self._by_first:
            return None
        first = low[at]
        known = self._ordered.get(first)
        if known is None:
            found = self._by_first[first].items()
            known = self._ordered[first] = sorted(found, key=lambda entry: -len(entry[0]))
        step = -1 if self._backwards else 1
        for words, meaning in known:
            here = at + step
            for word in words[1:]:
                if 0 <= here < size and low[here] == "-" and word != "-":
                    here += step
                if not 0 <= here < size or low[here] != word:
                    break
                if word.isdecimal() and not self._backwards and not tokens.close(here):
                    break
                here += step
            else:
                return (meaning, here + 1 if self._backwards else here)
        return None
