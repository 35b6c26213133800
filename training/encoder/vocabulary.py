"""Chooses the pieces of words that the encoder keeps: those that words and names of our languages need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources

import numpy as np
import wordfreq

from rashomon.encoding.pieces import SPACE, Pieces
from training.encoder.source import Source

LANGUAGES = (
    "en", "sv", "da", "nb", "de", "nl", "fr", "es", "it", "pt", "fi", "pl", "cs", "uk", "ru", "el", "tr",
    "ar", "fa", "he", "hi", "zh", "ja", "ko",
)  # fmt: skip
#: Words of a language that are looked at, the most frequent first.
WORDS = 200_000
#: How often words are written with a first capital and in capitals, beside once as the lists have them.
TITLE, UPPER = 0.3, 0.03
#: Written without spaces between words.
UNSPACED = ("zh", "ja")
#: Our lists of people and places; they are no text, so what they ask for weighs less.
NAMES, NAME_SHARE = ("persons", "places"), 0.1


def _spelled(word: str) -> list[str]:
    """What may stand for a word of the lists, which fold case: final sigma and sharp s are lost there."""
    if word.endswith("σ"):
        return [word[:-1] + "ς"]
    return [word, word.replace("ss", "ß")] if "ss" in word else [word]


def _written(word: str, spaced: bool) -> Iterator[tuple[str, float]]:
    """The forms in which a word stands in text and how often."""
    before = (SPACE,) if spaced else (SPACE, "")
    for form in _spelled(word):
        for lead in before:
            yield lead + form, 1.0
            if form != form.title():
                yield lead + form[:1].upper() + form[1:], TITLE
                yield lead + form.upper(), UPPER


def _count(words: Iterable[tuple[str, float]], pieces: Pieces, spaced: bool) -> dict[int, float]:
    found: dict[int, float] = defaultdict(float)
    for word, often in words:
        for form, share in _written(word, spaced):
            for number in pieces.of_word(form):
                found[number] += often * share
    total = sum(found.values())
    return {number: value / total for number, value in found.items()}


def _names(name: str) -> list[tuple[str, float]]:
    text = (resources.files("rashomon.marking.names") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    forms = [line.split("\t")[0] for line in text.splitlines()]
    return [(word, 1.0) for form in forms for word in form.split()]


def whole(source: Source) -> Pieces:
    """The source's own pieces."""
    return Pieces(
        source.pieces,
        source.scores.tolist(),
        source.normal,
        unknown=source.specials["unknown"],
        penalty=penalty(source),
        first=len(source.specials),
    )


def penalty(source: Source) -> float:
    """The log probability of a sign that no piece covers: ten below the rarest piece, as in the source."""
    return float(source.scores.min()) - 10


def values(source: Source) -> dict[int, float]:
    """How much of some language's text each piece makes up: the largest share in any of our languages."""
    pieces = whole(source)
    found: dict[int, float] = defaultdict(float)
    counts = [(_count(_names(name), pieces, True), NAME_SHARE) for name in NAMES]
    for language in LANGUAGES:
        often = wordfreq.get_frequency_dict(language)
        words = sorted(often.items(), key=lambda item: (-item[1], item[0]))[:WORDS]
        counts.append((_count(words, pieces, language not in UNSPACED), 1.0))
    for count, weight in counts:
        for number, share in count.items():
            found[number] = max(found[number], round(weight * share, 12))
    return found


def prior(source: Source) -> dict[int, float]:
    """How much of text each piece makes up by the source's own scores, which were fitted on a hundred
    languages: for pieces over word boundaries or with marks, which no list of words has."""
    odds = np.exp(source.scores[len(source.specials) :].astype(np.float64))
    return {number + len(source.specials): float(share) for number, share in enumerate(odds / odds.sum())}


def chosen(source: Source, size: int) -> list[int]:
    """The ids of the ``size`` pieces to keep, in the source's order: the signs of the model's own, every
    single sign in use in our languages and what is no letter, then the pieces that most of some language's
    text needs."""
    value = values(source)
    signs = {sign for number in value for sign in source.pieces[number]}
    ours = frozenset(signs)
    always = set(range(len(source.specials)))
    for number, share in prior(source).items():
        bare = source.pieces[number].strip(SPACE)
        if len(bare) <= 1 and (bare in ours or not bare.isalpha()):
            always.add(number)
        if all(sign in ours or not sign.isalpha() for sign in bare):
            value[number] = max(value[number], round(share, 12))
    ranked = sorted((n for n in value if n not in always), key=lambda n: (-value[n], n))
    return sorted([*always, *ranked[: max(0, size - len(always))]])
