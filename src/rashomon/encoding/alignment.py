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
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

import numpy as np
import regex
from numpy.typing import NDArray
from rapidfuzz import fuzz

from rashomon.encoding.encoders import DECIMALS, Encoder, centred
from rashomon.text.words import words

#: ``(text a, language a, text b, language b) -> similarity``, word by word, 0 to 1.
Alike = Callable[[str, str, str, str], float]
#: ``(texts, languages) -> what each is about``, a row of length 1 a text.
About = Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]
#: Two sentences, each with its language.
_Pair = tuple[str, str, str, str]

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
def _weights(kind: str) -> Weights:
    """The fitted weights for pairs with or without vectors: "encoder" or "interlingua"."""
    path = resources.files(__package__) / "alignment.toml"
    return Weights(**tomllib.loads(path.read_text(encoding="utf-8"))[kind])


@cache
def _mean(encoder: str) -> NDArray[np.float32] | None:
    path = resources.files(__package__) / f"mean-{encoder}.txt"
    if not path.is_file():
        return None
    return np.array([float(x) for x in path.read_text(encoding="ascii").split()], dtype=np.float32)


@lru_cache(maxsize=4096)
def _numbers(text: str) -> frozenset[str]:
    """The numbers of a text without what groups their digits."""
    return frozenset(regex.sub(r"\D", "", found) for found in _NUMBER.findall(text))


def numbers_agree(a: str, b: str) -> float:
    """Share of the digit groups of both texts that both have, between -1 (none) and 1 (all); 0 where
    neither has any."""
    left, right = _numbers(a), _numbers(b)
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / len(left | right) - 1


#: Letters of an alphabet that one character of another script is worth, by the mean length of translations.
_DENSE = ((regex.compile(r"\p{Han}"), 3.0), (regex.compile(r"[\p{Hangul}\p{Hiragana}\p{Katakana}]"), 1.8))


@lru_cache(maxsize=4096)
def _size(text: str) -> float:
    """The length of a text in characters of an alphabet."""
    if text.isascii():
        return len(text)
    return len(text) + sum((worth - 1) * len(letters.findall(text)) for letters, worth in _DENSE)


def length_gap(a: str, b: str) -> float:
    """How far apart two lengths are: the absolute log ratio of their sizes."""
    return abs(math.log((_size(a) + 1) / (_size(b) + 1)))


def contained(a: Sequence[str], b: Sequence[str]) -> float:
    """How well the shorter of two word sequences of one language stands inside the longer: the best
    window's normalised indel similarity, 0 to 1."""
    if not a or not b:
        return 0.0
    return round(fuzz.partial_ratio(a, b) / 100, 6)


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[str, ...]:
    """The parts of a sentence between its inner stops, and the ends from each stop on; without the
    sentence itself."""
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    parts = [text[i:j].strip() for i, j in pairwise(cuts)]
    tails = [text[i:].strip() for i in cuts[1:-1]]
    return tuple(sorted({p for p in [*parts, *tails] if len(words(p)) >= 2 and p != text}))


class Aligner:
    """Scores pairs of sentences. ``encoder`` may be None: then the interlingua alone decides.

    ``alike`` is the interlingua's word-by-word similarity of two texts; ``about`` (texts, languages) its
    vectors, by which pairs worth a look are found. Texts are encoded once, and only those of pairs that are
    asked about; a pair is judged once.
    """

    def __init__(self, encoder: Encoder | None, alike: Alike, about: About | None = None) -> None:
        self.encoder = encoder
        self.alike = alike
        self.about = about
        self._known: dict[str, NDArray[np.float32]] = {}
        self._words: dict[_Pair, float] = {}
        self._judged: dict[_Pair, float] = {}

    @property
    def name(self) -> str:
        """What decides, in words for the page."""
        return self.encoder.name if self.encoder else "interlingua, word by word"

    def encode(self, texts: Iterable[str]) -> None:
        """Makes the vectors of the texts that have none yet, all at once."""
        new = sorted(set(texts) - self._known.keys())
        if new and self.encoder:
            vectors = centred(self.encoder.embed(new), _mean(self.encoder.name))
            self._known |= dict(zip(new, vectors, strict=True))

    def cosine(self, a: str, b: str) -> float:
        """The cosine of two texts that were encoded, around the encoder's mean; 0 without an encoder."""
        if not self.encoder:
            return 0.0
        return round(float(self._known[a] @ self._known[b]), DECIMALS)

    def judge(self, a: str, b: str, lexical: float) -> float:
        """How likely two texts say the same, where ``lexical`` is their words' similarity."""
        numbers, length = numbers_agree(a, b), length_gap(a, b)
        by_words = _weights("interlingua").probability(0.0, lexical, numbers, length)
        if not self.encoder:
            return by_words
        cosine = self.cosine(a, b)
        found = _weights("encoder").probability(cosine, lexical, numbers, length)
        # Encoders are unsure of short sentences: where nearly every word has its match and the encoder
        # does not object, the words decide.
        return max(found, by_words) if cosine >= UNOPPOSED and by_words >= CERTAIN else found

    def probabilities(
        self,
        texts: Sequence[str],
        languages: Sequence[str],
        pairs: Iterable[tuple[int, int]],
        doubtful: Container[tuple[int, int]] = (),
    ) -> dict[tuple[int, int], float]:
        """The probability of each pair of sentences (by their places) to say the same.

        Those that are ``doubtful`` are only asked about where their words are alike at all. A short sentence
        is also held against the clauses of a longer one, so that a fragment finds the sentence it was
        cut from.
        """
        written: dict[tuple[int, int], _Pair] = {}
        asked: dict[_Pair, list[tuple[str, str, float]]] = {}
        for pair in sorted(pairs):
            i, j = pair
            two = (texts[i], languages[i], texts[j], languages[j])
            if two not in self._words:
                self._words[two] = self.alike(*two)
            if pair in doubtful and self._words[two] < HOPELESS:
                continue
            written[pair] = two
            if two not in self._judged and two not in asked:
                asked[two] = self._questions(two)
        self.encode(text for some in asked.values() for a, b, _ in some for text in (a, b))
        for two, some in asked.items():
            self._judged[two] = max(self.judge(*question) for question in some)
        return {pair: self._judged[two] for pair, two in written.items()}

    def _questions(self, two: _Pair) -> list[tuple[str, str, float]]:
        """What is to be judged of a pair of sentences: the two, and where one is short, it and the clauses
        of the other; each with how alike their words are."""
        a, of_a, b, of_b = two
        found = [(a, b, self._words[two])]
        short, long = (b, a) if len(b) < len(a) else (a, b)
        if len(short) >= _FRAGMENT * len(long):
            return found
        of_short, of_long = (of_b, of_a) if short == b else (of_a, of_b)
        for piece in clauses(long):
            if 1 / CLAUSE_LENGTHS <= len(piece) / len(short) <= CLAUSE_LENGTHS:
                inside = self.alike(piece, of_long, short, of_short)
                if inside >= HOPELESS:
                    found.append((piece, short, inside))
        return found
