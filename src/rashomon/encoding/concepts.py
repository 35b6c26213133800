"""A report as a bag of concepts: the same for the same thing in any language.

4,096 common English words are the concepts. Every other word, of any language, stands for the two of them
whose vectors in the interlingua are nearest to its own. So a report in Turkish and one in Chinese share
signals that can be counted, weighed by their rarity and looked up in an index like words, where sums of
word vectors blur them (the idea of explicit semantic analysis, Gabrilovich and Markovitch, IJCAI 2007,
with words for articles). Finding a document's translation among 57, mean of 90 language pairs: .93 by sums
of word vectors, .99 by concepts.

``concepts.npz`` was made by ``training/concepts.py`` from the interlingua and the word
lists of wordfreq and carries their licence (``concepts.LICENSE``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding.interlingua_words import fold, is_unspaced, words

#: How many concepts there are.
COUNT: Final = 4096
#: Concepts kept of a report: those that a word of it is nearest to, and those that come second.
NEAREST: Final = 160
SECOND: Final = 160
#: What a second concept counts beside a nearest one.
SHARE: Final = 0.6
#: Steps of the table of rarities to a unit of natural logarithm.
_STEPS: Final = 25.0
#: Words shorter than this lose no letters in the search for a known form.
_SHORTEST: Final = 5
#: Longest word looked for in scripts without spaces.
_LONGEST: Final = 5
#: Words whose rows are remembered.
_KEPT: Final = 100_000
#: No concept: an empty place, or a word too common to mean anything.
NONE: Final = COUNT


def hashed(word: str) -> int:
    """The key under which a folded word is stored."""
    return crc32(word.encode("utf-8", "surrogatepass"))


class Concepts:
    """The table of words and their concepts."""

    def __init__(
        self,
        keys: NDArray[np.uint32],
        pairs: NDArray[np.uint16],
        rarity: NDArray[np.uint8],
        languages: tuple[str, ...],
        names: tuple[str, ...],
    ) -> None:
        # Sorted keys, and where those begin that have the same upper half: as fast to ask as a dictionary,
        # and there at once.
        self._keys = np.ascontiguousarray(keys).data
        self._starts = np.searchsorted(keys, np.arange((1 << 16) + 1, dtype=np.uint64) << 16).data
        self._pairs = pairs
        self._known = lru_cache(maxsize=_KEPT)(self._rows)
        self._rarity = rarity.astype(np.float32) / _STEPS
        self._language = {code: at for at, code in enumerate(languages)}
        #: The English word that each concept is.
        self.names = names

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self._place(word) is not None

    def _place(self, word: str) -> int | None:
        """The row of a word that the table holds."""
        key = hashed(word)
        first, last = self._starts[key >> 16], self._starts[(key >> 16) + 1]
        place = bisect_left(self._keys, key, first, last)
        return place if place < last and self._keys[place] == key else None

    def rarity(self, language: str) -> NDArray[np.float32]:
        """How telling each concept is in a report of a language: minus the natural logarithm of the share
        of reports that hold it, by the word lists."""
        at = self._language.get(language.partition("-")[0])
        return np.asarray(self._rarity[at] if at is not None else self._rarity.mean(axis=0))

    def _cut(self, run: str) -> list[str]:
        """A run of a script without spaces as words: the longest known one first, from the start on."""
        found = []
        place, size = 0, len(run)
        while place < size:
            for length in range(min(_LONGEST, size - place), 0, -1):
                piece = run[place : place + length]
                if length == 1 or piece in self:
                    break
            found.append(piece)
            place += length
        return found

    def _find(self, word: str) -> int | None:
        """The row of a word, or of what is left of it without its last letters."""
        for less in range(4):
            if less and len(word) - less < _SHORTEST:
                return None
            found = self._place(word[: len(word) - less])
            if found is not None:
                return found
        return None

    def bag(self, text: str, language: str) -> NDArray[np.uint16]:
        """The concepts of a text: ``NEAREST`` columns, then ``SECOND``; ``NONE`` where empty."""
        return self.bag_of(words(fold(text, language)), language)

    def bag_of(self, found: Iterable[str], language: str) -> NDArray[np.uint16]:
        """The concepts of some folded words, as :meth:`bag`."""
        rows: set[int] = set()
        for word in set(found):
            rows.update(self._known(word))
        ids = np.full(NEAREST + SECOND, NONE, np.uint16)
        pairs = self._pairs[list(rows)]
        first, second = np.zeros((2, COUNT + 1), np.bool_)
        first[pairs[:, 0]] = True
        second[pairs[:, 1]] = True
        second[first] = False
        for chosen, start, room in ((first, 0, NEAREST), (second, NEAREST, SECOND)):
            kept = np.flatnonzero(chosen[:COUNT])
            if len(kept) > room:
                telling = self.rarity(language)
                kept = np.sort(kept[np.lexsort((kept, -telling[kept]))[:room]])
            ids[start : start + len(kept)] = kept
        return ids

    def _rows(self, word: str) -> tuple[int, ...]:
        """The rows of the table that a folded word stands for."""
        parts = self._cut(word) if is_unspaced(word) and word not in self else (word,)
        return tuple(row for part in parts if (row := self._find(part)) is not None)


@cache
def shipped() -> Concepts:
    """The table that ships with the package."""
    with resources.as_file(resources.files(__package__) / "concepts.npz") as path:
        return load(path)


def load(path: Path) -> Concepts:
    """A table from a file."""
    with np.load(path) as stored:
        return Concepts(
            stored["keys"],
            stored["pairs"],
            stored["rarity"],
            tuple(stored["languages"].tolist()),
            tuple(stored["names"].tolist()),
        )
