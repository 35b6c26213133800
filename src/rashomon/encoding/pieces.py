"""Cuts text into the pieces of words that the encoder knows.

The likeliest sequence of pieces under a unigram model (Kudo, ACL 2018), found by Viterbi's algorithm as
SentencePiece does. No piece goes over a space, so each word is cut by itself and remembered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import regex

#: Stands for the space before a word.
SPACE: Final = "▁"
_SPACES: Final = regex.compile(" {2,}")
_WORD: Final = regex.compile(f"{SPACE}[^{SPACE}]*|[^{SPACE}]+")
#: Longer stretches without a space are cut here first: real words are shorter, hostile ones must not cost.
_LONGEST: Final = 1_000


class Pieces:
    """The pieces of one model.

    ``scores`` are log probabilities, one a piece in the order of their ids; ``normal`` says which characters
    are written as which; ``unknown`` is the id of what no piece covers, at log probability ``penalty``; the
    pieces before ``first`` are signs of the model's own, not text.
    """

    def __init__(
        self,
        pieces: Sequence[str],
        scores: Sequence[float],
        normal: Mapping[str, str],
        *,
        unknown: int,
        penalty: float,
        first: int,
    ) -> None:
        self._known = {
            piece: (number, score)
            for number, (piece, score) in enumerate(zip(pieces, scores, strict=True))
            if number >= first
        }
        self._longest = max(map(len, pieces))
        self._normal = str.maketrans(dict(normal))
        self._replaced = frozenset(normal)
        self._unknown, self._penalty = unknown, penalty
        self._word = lru_cache(maxsize=32_768)(self._best)

    def _best(self, word: str) -> tuple[tuple[int, int], ...]:
        """The pieces of one word, each as (id, length in characters)."""
        length = len(word)
        scores = [0.0] + [-1e30] * length
        last: list[tuple[int, int]] = [(self._unknown, 1)] * (length + 1)
        for start in range(length):
            here = scores[start]
            for end in range(start + 1, min(length, start + self._longest) + 1):
                found = self._known.get(word[start:end])
                if found is not None and here + found[1] > scores[end]:
                    scores[end] = here + found[1]
                    last[end] = found[0], end - start
            if here + self._penalty > scores[start + 1]:
                scores[start + 1] = here + self._penalty
                last[start + 1] = self._unknown, 1
        result: list[tuple[int, int]] = []
        at = length
        while at > 0:
            result.append(last[at])
            at -= last[at][1]
        return tuple(reversed(result))

    def _words(self, written: str) -> list[str]:
        """The words of normalised text, each with the sign for the space before it."""
        marked = (written if written.startswith(" ") else " " + written).replace(" ", SPACE)
        return [
            word[at : at + _LONGEST] for word in _WORD.findall(marked) for at in range(0, len(word), _LONGEST)
        ]

    def of_word(self, word: str) -> list[int]:
        """The ids of one word's pieces; the word has the sign for its space before it, if any."""
        return [number for number, _ in self._word(word)]

    def ids(self, text: str) -> list[int]:
        """The ids of the text's pieces, without signs for beginning and end."""
        written = _SPACES.sub(" ", text.translate(self._normal))
        return [number for word in self._words(written) for number, _ in self._word(word)]

    def spans(self, text: str) -> list[tuple[int, int, int]]:
        """The text's pieces as (id, start, end), offsets in code points of ``text``; a piece that is only
        the space before a word has length 0 or 1."""
        written: list[str] = []
        origin: list[int] = []
        for at, sign in enumerate(text):
            for out in sign.translate(self._normal) if sign in self._replaced else sign:
                if out != " " or not written or written[-1] != " ":
                    written.append(out)
                    origin.append(at)
        if not written or written[0] != " ":
            origin.insert(0, 0)
            lead = True
        else:
            lead = False
        origin.append(len(text))
        result: list[tuple[int, int, int]] = []
        at = 0
        for word in self._words("".join(written)):
            for number, length in self._word(word):
                end = at + length
                start = origin[at] if not (lead and at == 0) else 0
                stop = origin[end - 1] + 1 if end > 1 or not lead else 0
                result.append((number, start, max(start, stop)))
                at = end
        return result
