"""How likely two sentences say the same: in one language by their words, across languages by the
sentence encoder (or, where there is none, by the interlingua word by word).

No cosine is used bare. Sentence encoders put all sentences into a narrow cone, so the encoder's mean
over many sentences is taken off first ("all-but-the-top", Mu and Viswanath 2018); what is left, with
the words' similarity, the numbers both give and their lengths, goes through a logistic regression
that ``training/alignment.py`` fits on professionally translated news.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray
from rapidfuzz import fuzz

from rashomon.encoding.encoders import Encoder, centred
from rashomon.text.words import words

#: ``(texts a, languages a, texts b, languages b) -> similarities``, 0 to 1, shape (a, b).
Similarities = Callable[
    [Sequence[str], Sequence[str], Sequence[str], Sequence[str]], NDArray[np.floating[Any]]
]

_NUMBER = regex.compile(r"\d+(?:[.,\u00a0 ]\d{3})*+(?:[.,]\d+)?")
_CLAUSE = regex.compile(r"[,;:–—…]++\s|\s[–—-]\s|\.\.\.")
#: Clauses and reported speech less alike than this, word by word, are not put to the encoder. (Whole
#: verbatim sentences all are: short ones in translation may share no word that is known to be alike.)
HOPELESS = 0.25
#: A clause is held against a fragment of at least half and at most twice its length.
CLAUSE_LENGTHS = 2.0
#: The words decide alone from this probability on, where the encoder's cosine is at least that.
CERTAIN, UNOPPOSED = 0.9, 0.4
#: A sentence this much shorter than another is compared with the other's clauses as well.
_FRAGMENT = 0.6


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over the features of a pair of sentences."""

    bias: float
    cosine: float
    words: float
    numbers: float
    length: float

    def probability(self, cosine: float, word_similarity: float, numbers: float, length: float) -> float:
        """The probability that the two say the same, rounded so that no decision hangs on last bits."""
        z = (
            self.bias
            + self.cosine * cosine
            + self.words * word_similarity
            + self.numbers * numbers
            + self.length * length
        )
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, z)))), 6)


@cache
def _trained() -> dict[str, dict[str, float]]:
    path = resources.files(__package__) / "alignment.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _mean(encoder: str) -> NDArray[np.float32] | None:
    path = resources.files(__package__) / f"mean-{encoder}.txt"
    if not path.is_file():
        return None
    return np.array([float(x) for x in path.read_text(encoding="ascii").split()], dtype=np.float32)


def numbers_agree(a: str, b: str) -> float:
    """Share of the digit groups of both texts that both have, between -1 (none) and 1 (all); 0 where
    neither has any."""
    left = {regex.sub(r"\D", "", n) for n in _NUMBER.findall(a)}
    right = {regex.sub(r"\D", "", n) for n in _NUMBER.findall(b)}
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / len(left | right) - 1


def length_gap(a: str, b: str) -> float:
    """How far apart two lengths are: the absolute log ratio of their characters."""
    return abs(math.log((len(a) + 1) / (len(b) + 1)))


def contained(a: Sequence[str], b: Sequence[str]) -> float:
    """How well the shorter of two word sequences of one language stands inside the longer: the best
    window's normalised indel similarity, 0 to 1."""
    if not a or not b:
        return 0.0
    return round(fuzz.partial_ratio(a, b) / 100, 6)


def clauses(text: str) -> list[str]:
    """The parts of a sentence between its inner stops, and the ends from each stop on; without the
    sentence itself."""
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    parts = [text[i:j].strip() for i, j in pairwise(cuts)]
    tails = [text[i:].strip() for i in cuts[1:-1]]
    return sorted({p for p in [*parts, *tails] if len(words(p)) >= 2 and p != text})


class Aligner:
    """Scores pairs of sentences. ``encoder`` may be None: then the interlingua alone decides.

    ``similarities`` is the interlingua's word-by-word similarity.
    """

    def __init__(self, encoder: Encoder | None, similarities: Similarities) -> None:
        self.encoder = encoder
        self.similarities = similarities
        self._known: dict[str, NDArray[np.float32]] = {}
        self._last: tuple[tuple[tuple[str, ...], tuple[str, ...]], NDArray[np.floating[Any]]] | None = None

    @property
    def name(self) -> str:
        """What decides, in words for the page."""
        return self.encoder.name if self.encoder else "interlingua, word by word"

    def _alike(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.floating[Any]]:
        """The words' similarities of some texts with each other; the last answer is remembered."""
        asked = (tuple(texts), tuple(languages))
        if self._last is None or self._last[0] != asked:
            self._last = (asked, self.similarities(texts, languages, texts, languages))
        return self._last[1]

    def _judge(self) -> Callable[[float, float, str, str], float]:
        """How likely two texts say the same, from cosine, words' similarity and the texts."""
        words_alone = Weights(**_trained()["interlingua"])
        if not self.encoder:
            return lambda _cosine, lexical, a, b: words_alone.probability(
                0.0, float(lexical), numbers_agree(a, b), length_gap(a, b)
            )
        both = Weights(**_trained()["encoder"])

        def judge(cosine: float, lexical: float, a: str, b: str) -> float:
            numbers, length = numbers_agree(a, b), length_gap(a, b)
            found = both.probability(float(cosine), float(lexical), numbers, length)
            if cosine >= UNOPPOSED:
                # Encoders are unsure of short sentences: where nearly every word has its match and the
                # encoder does not object, the words decide.
                by_words = words_alone.probability(0.0, float(lexical), numbers, length)
                found = max(found, by_words if by_words >= CERTAIN else 0.0)
            return found

        return judge

    def _cosines(
        self, left: Sequence[str], right: Sequence[str], wanted: NDArray[np.bool_]
    ) -> NDArray[np.float32]:
        """The encoder's cosines of the wanted pairs around the mean, 0 for the others; a text in no wanted
        pair is not encoded."""
        assert self.encoder is not None
        result = np.zeros(wanted.shape, dtype=np.float32)
        rows, columns = (
            np.flatnonzero(wanted.any(axis=1)).tolist(),
            np.flatnonzero(wanted.any(axis=0)).tolist(),
        )
        if not rows:
            return result
        needed = sorted({left[i] for i in rows} | {right[j] for j in columns})
        new = [text for text in needed if text not in self._known]
        if new:
            vectors = centred(self.encoder.embed(new), _mean(self.encoder.name))
            self._known |= dict(zip(new, vectors, strict=True))
        a = np.stack([self._known[left[i]] for i in rows])
        b = np.stack([self._known[right[j]] for j in columns])
        result[np.ix_(rows, columns)] = a @ b.T
        return np.where(wanted, result, np.float32(0))

    def probabilities(
        self,
        texts: Sequence[str],
        languages: Sequence[str],
        wanted: NDArray[np.bool_],
        doubtful: NDArray[np.bool_],
    ) -> NDArray[np.float64]:
        """The probability of each wanted pair of sentences to say the same; 0 for the others.

        ``wanted`` is a symmetric boolean matrix, and so is ``doubtful``: the pairs that are only asked about
        where their words are alike at all. A short sentence is also held against the clauses of a
        longer one, so that a fragment finds the sentence it was cut from.
        """
        count = len(texts)
        result = np.zeros((count, count))
        if count < 2 or not wanted.any():
            return result
        lexical = self._alike(texts, languages)
        wanted = wanted & (~doubtful | (lexical >= HOPELESS))
        pieces: list[str] = []
        owner: list[int] = []
        for i, text in enumerate(texts):
            if any(wanted[i, j] and len(texts[j]) < _FRAGMENT * len(text) for j in range(count)):
                for part in clauses(text):
                    owner.append(i)
                    pieces.append(part)
        clause_lexical: NDArray[np.floating[Any]] = np.zeros((0, count), dtype=np.float32)
        if pieces:
            clause_lexical = self.similarities(pieces, [languages[i] for i in owner], texts, languages)
        lengths = np.array([len(text) for text in texts], dtype=np.float64)
        of_pieces = np.array([len(piece) for piece in pieces], dtype=np.float64)[:, None]
        fitting = (of_pieces <= CLAUSE_LENGTHS * lengths) & (lengths <= CLAUSE_LENGTHS * of_pieces)
        hopeful = (clause_lexical >= HOPELESS) & fitting
        judge = self._judge()
        cosine = np.zeros((count, count), dtype=np.float32)
        clause_cosine = np.zeros((len(pieces), count), dtype=np.float32)
        if self.encoder:
            cosine = self._cosines(texts, texts, wanted)
            clause_cosine = self._cosines(pieces, texts, hopeful & wanted[owner])
        by_owner: dict[int, list[int]] = {}
        for k, i in enumerate(owner):
            by_owner.setdefault(i, []).append(k)
        for i in range(count):
            for j in range(i + 1, count):
                if not wanted[i, j]:
                    continue
                best = judge(cosine[i, j], lexical[i, j], texts[i], texts[j])
                long, short = (i, j) if len(texts[i]) >= len(texts[j]) else (j, i)
                if len(texts[short]) < _FRAGMENT * len(texts[long]):
                    for k in by_owner.get(long, ()):
                        if hopeful[k, short]:
                            inside = judge(
                                clause_cosine[k, short], clause_lexical[k, short], pieces[k], texts[short]
                            )
                            best = max(best, inside)
                result[i, j] = result[j, i] = best
        return result
