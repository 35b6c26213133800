"""The interlingua: one vector a word, whatever its language, so that words of one meaning lie near.

Distilled once from a sentence encoder by the program ``training/interlingua`` (``docs/interlingua.md``)
and shipped with the package; neither the encoder nor the word lists are needed to use it. It serves
twice. Summed over a report's words, each weighted by how rare it is, it says what a report is about:
:meth:`Interlingua.vector`. Word by word, it says how much of one sentence another one holds:
:meth:`Interlingua.similarity`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding.interlingua_lexicon import Lexicon
from rashomon.encoding.interlingua_words import numbers

Vectors = NDArray[np.float32]
Matrix = NDArray[np.float64]

#: Letters at the start of two words that make them one name or one root.
_ROOT: Final = 4
#: Decimals kept of a word's, and of a sentence's similarity: no decision hangs on the order of additions.
_WORD_DECIMALS: Final = 3
_DECIMALS: Final = 6
#: A sentence has few words and each tells: common ones count this many times as much in it, against the
#: rare, as they do in a whole report (``a`` is 1e-3 there; measured in ``docs/interlingua.md``).
_COMMON: Final = 10
#: Words of a sentence that are compared.
_LONGEST_SENTENCE: Final = 400
#: Cells of a table of word similarities that are held at once.
_CELLS: Final = 16_000_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence made ready for comparing: its words and numbers in order (numbers as bare digits), a row
    of length 1 each (all zero: no meaning known), and what each counts."""

    language: str
    words: tuple[str, ...]
    rows: Vectors
    weights: Vectors
    roots: NDArray[np.int64]


def _root(word: str) -> str:
    """What two forms of one word or name have in common: a number whole, else the first letters."""
    return word if word[0].isdigit() else word[:_ROOT]


class Interlingua:
    """A model of the interlingua. :meth:`load` gives the one that ships.

    Raises:
        ModelFileError: where ``path`` is not such a model.
        OSError: where it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._lexicon = Lexicon(path)
        #: How many numbers a vector has.
        self.dimensions: int = self._lexicon.dimensions
        #: What the model is, how it was made and of what.
        self.about: dict[str, Any] = self._lexicon.about

    @staticmethod
    @cache
    def load() -> Interlingua:
        """The model that ships with the package, opened once a process."""
        with resources.as_file(resources.files(__package__) / "models" / "interlingua.bin") as path:
            return Interlingua(path)

    def weight(self, word: str, language: str) -> float:
        """What a word counts: a/(a + its share of all words), near 0 for "the", near 1 for rare words."""
        code = self._lexicon.language(language)
        cut = self._lexicon.cut(word, code)
        slots = self._lexicon.slots(cut, code)
        return round(max((float(self._lexicon.weights[slot]) for slot in slots), default=1.0), _DECIMALS)

    def vector(self, text: str, language: str) -> Vectors:
        """What a text is about: a row of length 1, all zero for a text without known words."""
        return np.asarray(self.vectors([text], [language])[0])

    def vectors(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        """A row a text as of :meth:`vector`, shape (texts, dimensions)."""
        lexicon = self._lexicon
        result = np.zeros((len(texts), self.dimensions), np.float32)
        for place, (text, language) in enumerate(zip(texts, languages, strict=True)):
            code = lexicon.language(language)
            slots = lexicon.slots(lexicon.cut(text, code), code)
            if slots:
                result[place] = lexicon.total(slots)
        result /= np.maximum(np.linalg.norm(result, axis=1, keepdims=True), 1e-9)
        return np.round(result, _DECIMALS)

    def tokens(self, text: str, language: str) -> Tokens:
        """A sentence made ready for :meth:`compare`."""
        code = self._lexicon.language(language)
        cut = self._lexicon.cut(text, code)[:_LONGEST_SENTENCE]
        slots = self._lexicon.slots(cut, code)
        digits = sorted(numbers(text))[:_LONGEST_SENTENCE]
        rows = np.zeros((len(cut) + len(digits), self.dimensions), np.float32)
        weights = np.ones(len(cut) + len(digits), np.float32)
        counts = self._lexicon.weights[slots]
        weights[: len(cut)] = _COMMON * counts / (1 + (_COMMON - 1) * counts)
        rows[: len(cut)] = self._lexicon.rows(slots)
        words = (*cut, *digits)
        roots = np.array([crc32(_root(word).encode("utf-8", "surrogatepass")) for word in words], np.int64)
        return Tokens(code, words, rows, weights, roots)

    def similarity(self, text_a: str, language_a: str, text_b: str, language_b: str) -> float:
        """How much two sentences say the same, word by word: 0 to 1, rounded.

        The mean over the words of both, each counting as much as it is rare, of how near its nearest word
        in the other sentence is. Equal numbers, and words with the same first four letters, are nearest.
        """
        return float(self.similarities([text_a], [language_a], [text_b], [language_b])[0, 0])

    def similarities(
        self,
        texts_a: Sequence[str],
        languages_a: Sequence[str],
        texts_b: Sequence[str],
        languages_b: Sequence[str],
    ) -> Matrix:
        """:meth:`similarity` of every sentence in ``texts_a`` with every one in ``texts_b``, shape (a, b)."""
        return self.compare(
            [self.tokens(t, lang) for t, lang in zip(texts_a, languages_a, strict=True)],
            [self.tokens(t, lang) for t, lang in zip(texts_b, languages_b, strict=True)],
        )

    def pair(self, a: Tokens, b: Tokens) -> float:
        """:meth:`compare` for one sentence and another, the short way."""
        if not a.words or not b.words:
            return 0.0
        near = np.round(np.maximum(a.rows @ b.rows.T, 0), _WORD_DECIMALS)
        near[a.roots[:, None] == b.roots[None, :]] = 1
        forth = near.max(axis=1).astype(np.float64) @ a.weights.astype(np.float64)
        back = near.max(axis=0).astype(np.float64) @ b.weights.astype(np.float64)
        whole = float(a.weights.sum(dtype=np.float64) + b.weights.sum(dtype=np.float64))
        return round(float(forth + back) / max(whole, 1e-9), _DECIMALS)

    def among(self, sentences: Sequence[Tokens]) -> Matrix:
        """:meth:`compare` of sentences with each other: both ways are one, in half the time."""
        result = np.zeros((len(sentences), len(sentences)))
        here = [i for i, tokens in enumerate(sentences) if tokens.words]
        if here:
            result[np.ix_(here, here)] = _among([sentences[i] for i in here])
        return np.round(result, _DECIMALS)

    def compare(self, a: Sequence[Tokens], b: Sequence[Tokens]) -> Matrix:
        """:meth:`similarities` for sentences made ready before; (0, 1] where both hold words, else 0."""
        result = np.zeros((len(a), len(b)))
        here = [i for i, tokens in enumerate(a) if tokens.words]
        there = [j for j, tokens in enumerate(b) if tokens.words]
        width = sum(len(b[j].words) for j in there)
        start = 0
        while start < len(here) and there:
            end, cells = start, 0
            while end < len(here) and (end == start or cells + len(a[here[end]].words) * width <= _CELLS):
                cells += len(a[here[end]].words) * width
                end += 1
            block = here[start:end]
            result[np.ix_(block, there)] = _compared([a[i] for i in block], [b[j] for j in there])
            start = end
        return np.round(result, _DECIMALS)


@dataclass(frozen=True, slots=True)
class _Pile:
    """The words of several sentences: each distinct one once, and where each sentence has it."""

    rows: Vectors
    roots: list[str]
    order: NDArray[np.int64]
    starts: NDArray[np.int64]
    weights: Matrix

    @classmethod
    def of(cls, sentences: Sequence[Tokens]) -> _Pile:
        place: dict[tuple[str, str], int] = {}
        rows: list[Vectors] = []
        order: list[int] = []
        for tokens in sentences:
            for word, row in zip(tokens.words, tokens.rows, strict=True):
                at = place.setdefault((tokens.language, word), len(place))
                if at == len(rows):
                    rows.append(row)
                order.append(at)
        lengths = [len(tokens.words) for tokens in sentences]
        return cls(
            np.array(rows),
            [_root(word) for _, word in place],
            np.array(order),
            np.concatenate([[0], np.cumsum(lengths[:-1])]).astype(np.int64),
            np.concatenate([tokens.weights for tokens in sentences]).astype(np.float64),
        )


def _among(sentences: Sequence[Tokens]) -> Matrix:
    """The similarities of sentences that all hold words, with each other."""
    pile = _Pile.of(sentences)
    number = {root: i for i, root in enumerate(dict.fromkeys(pile.roots))}
    roots = np.array([number[root] for root in pile.roots])
    best = np.zeros((len(roots), len(sentences)))
    step = max(1, _CELLS // len(pile.order))
    for start in range(0, len(roots), step):
        some = slice(start, start + step)
        near = np.round(np.maximum(pile.rows[some] @ pile.rows.T, 0), _WORD_DECIMALS)
        near[roots[some, None] == roots[None, :]] = 1
        best[some] = np.maximum.reduceat(near[:, pile.order], pile.starts, axis=1)
    forth = np.add.reduceat(best[pile.order] * pile.weights[:, None], pile.starts, axis=0)
    whole = np.add.reduceat(pile.weights, pile.starts)
    return np.asarray((forth + forth.T) / np.maximum(whole[:, None] + whole[None, :], 1e-9))


def _compared(a: Sequence[Tokens], b: Sequence[Tokens]) -> Matrix:
    """The similarities of sentences that all hold words."""
    left, right = _Pile.of(a), _Pile.of(b)
    number = {root: i for i, root in enumerate(dict.fromkeys([*left.roots, *right.roots]))}
    same = (
        np.array([number[root] for root in left.roots])[:, None]
        == np.array([number[root] for root in right.roots])[None, :]
    )
    near = np.where(same, 1, np.round(np.maximum(left.rows @ right.rows.T, 0), _WORD_DECIMALS))
    best_of_b = np.maximum.reduceat(near[:, right.order], right.starts, axis=1).astype(np.float64)
    best_of_a = np.maximum.reduceat(near[left.order], left.starts, axis=0).astype(np.float64)
    forth = np.add.reduceat(best_of_b[left.order] * left.weights[:, None], left.starts, axis=0)
    back = np.add.reduceat(best_of_a[:, right.order] * right.weights[None, :], right.starts, axis=1)
    whole_a = np.add.reduceat(left.weights, left.starts)
    whole_b = np.add.reduceat(right.weights, right.starts)
    return np.asarray((forth + back) / np.maximum(whole_a[:, None] + whole_b[None, :], 1e-9))
