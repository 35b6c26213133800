"""The vocabulary of the interlingua: words of a language to their vectors and what they count."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding import interlingua_file
from rashomon.encoding.interlingua_words import (
    LONGEST_WORD,
    Segmenter,
    fold,
    is_unspaced,
    part_key,
    parts,
    word_key,
    words,
)

Vectors = NDArray[np.float32]

#: ``a`` of a/(a + p(w)): a word this frequent counts half (Arora, Liang and Ma, ICLR 2017).
_SMOOTH: Final = 1e-4
#: Words whose vectors are kept at hand (32 MiB when full); then all are forgotten at once.
_SLOTS: Final = 131_072
#: What a vector at hand is multiplied with to be kept in 8 bits: the largest number held is 0.317.
_SCALE: Final = 400
#: Steps of a stored frequency to a power of ten; frequencies are powers of ten in 10^9 words (Zipf scale,
#: van Heuven et al. 2014).
_STEPS: Final = 30
#: Powers of ten by which a word is taken to be rarer in a language whose list lacks it.
_ELSEWHERE: Final = 2.0
#: The longest text that is taken for a sentence, in code points.
_SENTENCE: Final = 1000
#: Frequency of a word that no list has.
_UNLISTED: Final = 1.5
#: The code for a language that is not known.
UNKNOWN: Final = "und"


@lru_cache(maxsize=2048)
def _cut_sentence(lexicon: Lexicon, text: str, language: str) -> tuple[str, ...]:
    """The words of a text no longer than a sentence: it is compared with many others."""
    return tuple(lexicon._cut(text, language))


class Lexicon:
    """Words of all languages, asked for by language.

    Words live in slots, which hold until :meth:`slots` is called again: :meth:`rows` and ``weights``.

    Raises:
        ModelFileError: where ``path`` is not a model.
        OSError: where it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        arrays, self.about = interlingua_file.read(path)
        self._arrays = arrays
        self._keys = arrays["words.keys"]
        self._vectors = interlingua_file.Codes(arrays["words.codes"], arrays["words.tables"])
        self._highest = arrays["words.frequency"]
        self._part_keys = arrays["parts.keys"]
        self._parts = interlingua_file.Codes(arrays["parts.codes"], arrays["parts.tables"])
        self._language = {code: i for i, code in enumerate(self.about["languages"])}
        self._segments: dict[str, Segmenter] = {}
        self.dimensions = self._vectors.dimensions
        self._forget()

    def _forget(self) -> None:
        self._slots: dict[str, dict[str, int]] = {}
        self._filled = 0
        self._rows = np.zeros((_SLOTS, self.dimensions), np.int8)
        #: What the word in a slot counts, 0 to 1.
        self.weights = np.zeros(_SLOTS, np.float32)

    def language(self, code: str) -> str:
        """The code under which a language's words are kept ("pt-BR" is "pt"); ``und`` if there is none."""
        primary = code.split("-", maxsplit=1)[0].lower()
        return primary if primary in self._language else UNKNOWN

    def cut(self, text: str, language: str) -> list[str]:
        """The words of a text in order, in the form in which they are kept; ``language`` as given by
        :meth:`language`."""
        if len(text) > _SENTENCE:
            return self._cut(text, language)
        return list(_cut_sentence(self, text, language))

    def _cut(self, text: str, language: str) -> list[str]:
        found = words(fold(text, language))
        if not is_unspaced(text):
            return found
        segmenter = self._segmenter(language)
        cut: list[str] = []
        for word in found:
            if is_unspaced(word):
                cut += segmenter.cut(word)
            else:
                cut.append(word)
        return cut

    def _segmenter(self, language: str) -> Segmenter:
        """By the words of a language without spaces between them (else by those of all such languages)."""
        if language not in self._segments:
            wanted = f"segments.{language}"
            names = [wanted] if wanted in self._arrays else sorted(self._arrays)
            table = self._arrays.get(f"folding.{language}")
            self._segments[language] = Segmenter(
                (
                    word
                    for name in names
                    if name.startswith("segments.")
                    for word in self._arrays[name].tobytes().decode("utf-8").split("\n")
                ),
                {} if table is None else dict(table.tolist()),
            )
        return self._segments[language]

    def slots(self, tokens: Sequence[str], language: str) -> list[int]:
        """The slot of each word."""
        at = self._slots.setdefault(language, {})
        try:
            return list(map(at.__getitem__, tokens))
        except KeyError:
            pass
        missing = list(dict.fromkeys(token for token in tokens if token not in at))
        if self._filled + len(missing) > _SLOTS:
            self._forget()
            at = self._slots.setdefault(language, {})
            missing = list(dict.fromkeys(tokens))
        rows, weights = self._compute(missing[:_SLOTS], language)
        start, end = self._filled, self._filled + len(weights)
        self._rows[start:end] = np.clip(np.rint(rows * _SCALE), -127, 127)
        self.weights[start:end] = weights
        at.update(zip(missing, range(start, end), strict=False))
        self._filled = end
        return [at[token] for token in tokens if token in at]

    def rows(self, slots: Sequence[int]) -> Vectors:
        """The vectors of the words in slots: of length about 1, all zero where nothing is known."""
        taken = self._rows.take(np.asarray(slots, np.intp), axis=0)
        return taken.astype(np.float32) / np.float32(_SCALE)

    def total(self, slots: Sequence[int]) -> Vectors:
        """The sum of the words' vectors, each times what it counts; any length."""
        taken = np.asarray(slots, np.intp)
        return np.asarray(self.weights.take(taken) @ self._rows.take(taken, axis=0).astype(np.float32))

    def frequency(self, token: str, language: str) -> float:
        """How often a word is used: the power of ten of its uses in 10^9 words."""
        return float(self._frequencies(self._places([token]), language)[0])

    # ------------------------------------------------------------------------------------------------

    def _places(self, tokens: Sequence[str]) -> NDArray[np.int64]:
        """Where words stand in the vocabulary; -1 for those outside it."""
        keys = np.array([word_key(token) for token in tokens], dtype=np.uint64)
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[place] == keys, place, -1)

    def _frequencies(self, places: NDArray[np.int64], language: str) -> NDArray[np.float64]:
        """The frequencies of words in a language, by their places."""
        highest = self._highest[np.maximum(places, 0)] / _STEPS
        if language == UNKNOWN:
            return np.where(places < 0, _UNLISTED, highest)
        listed = self._arrays[f"frequency.{language}.places"]
        spot = np.minimum(np.searchsorted(listed, places), len(listed) - 1)
        here = self._arrays[f"frequency.{language}.values"][spot] / _STEPS
        found = np.where(listed[spot] == places, here, np.maximum(highest - _ELSEWHERE, _UNLISTED))
        return np.where(places < 0, _UNLISTED, found)

    def _compute(self, tokens: Sequence[str], language: str) -> tuple[Vectors, Vectors]:
        """Vectors and weights of words not at hand yet."""
        if not tokens:
            return np.zeros((0, self.dimensions), np.float32), np.zeros(0, np.float32)
        places = self._places(tokens)
        rows = self._vectors.rows(np.maximum(places, 0))
        outside = [i for i, place in enumerate(places) if place < 0]
        if outside:
            rows[outside] = self._from_parts([tokens[i] for i in outside])
        known = np.any(rows != 0, axis=1, keepdims=True)
        rows = np.where(known, rows - self._arrays["means"][self._language[language]], 0)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        share = 10.0 ** (self._frequencies(places, language) - 9)
        weights = np.where(known[:, 0], _SMOOTH / (_SMOOTH + share), 0)
        return rows.astype(np.float32), weights.astype(np.float32)

    def _from_parts(self, tokens: Sequence[str]) -> Vectors:
        """The vectors of words outside the vocabulary: the mean of those of their parts."""
        pieces = [[part_key(part) for part in parts(token[:LONGEST_WORD])] or [0] for token in tokens]
        keys = np.array([key for piece in pieces for key in piece], dtype=np.uint32)
        owner = np.repeat(np.arange(len(tokens)), [len(piece) for piece in pieces])
        place = np.minimum(np.searchsorted(self._part_keys, keys), len(self._part_keys) - 1)
        found = self._part_keys[place] == keys
        result = np.zeros((len(tokens), self.dimensions), np.float32)
        holders, starts = np.unique(owner[found], return_index=True)
        if len(holders):
            result[holders] = np.add.reduceat(self._parts.rows(place[found]), starts, axis=0)
        return np.asarray(result / np.maximum(np.linalg.norm(result, axis=1, keepdims=True), 1e-9))
