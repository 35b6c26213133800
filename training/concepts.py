"""Makes ``concepts.npz``: every word of the lists with the two concepts nearest to it.

    python -m training.concepts            from the interlingua that ships

Used when the interlingua changes; needs wordfreq (``pip install rashomon[training]``). The concepts are the
4,096 most frequent English words of three letters or more after the 200 most frequent. The mean of a
language's frequent words is taken off before words are compared, as everywhere in the interlingua.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from wordfreq import get_frequency_dict

from rashomon.encoding import concepts
from rashomon.encoding.interlingua_words import fold

Vectors = NDArray[np.float32]
#: Gives the vectors of some words of a language, length 1 or zero where nothing is known.
Rows = Callable[[Sequence[str], str], Vectors]

HUB: Final = "en"
LANGUAGES: Final = (
    "en", "sv", "da", "nb", "de", "nl", "fr", "es", "it", "pt", "fi", "pl", "cs", "uk", "ru", "el", "tr",
    "ar", "fa", "he", "hi", "zh", "ja", "ko",
)  # fmt: skip
#: Words taken from each language's list, and how many of them its mean is made of.
LISTED: Final = 27_000
CENTRE: Final = 8_000
SKIPPED: Final = 200
#: Share of all words from which a word means nothing.
COMMON: Final = 1e-3
#: Words of a typical report, counted once, for which rarities hold.
_WORDS: Final = 200
_CHUNK: Final = 4096


def listed(language: str) -> dict[str, float]:
    """The most frequent words of a language, folded, with their shares of all words."""
    found: defaultdict[str, float] = defaultdict(float)
    for word, share in list(get_frequency_dict(language).items())[: LISTED * 2]:
        if len(found) >= LISTED:
            break
        if any(letter.isalpha() for letter in word) and len(word) < 40:
            found[fold(word, language)] += share
    return dict(found)


def centred(rows: Vectors, mean: Vectors) -> Vectors:
    """Rows without the mean, of length 1; rows of zeros stay zeros."""
    moved = np.where(rows.any(axis=1, keepdims=True), rows - mean, 0.0)
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), np.float32)


def nearest(rows: Vectors, anchors: Vectors) -> NDArray[np.uint16]:
    """The two anchors nearest to each row, nearest first; ``NONE`` for rows of zeros."""
    found = np.full((len(rows), 2), concepts.NONE, np.uint16)
    for at in range(0, len(rows), _CHUNK):
        closeness = np.round(rows[at : at + _CHUNK] @ anchors.T, 4)
        best = closeness.argmax(axis=1)
        closeness[np.arange(len(best)), best] = -2.0
        found[at : at + _CHUNK] = np.stack([best, closeness.argmax(axis=1)], axis=1)
    found[~rows.any(axis=1)] = concepts.NONE
    return found


def build(rows_of: Rows, languages: Sequence[str] = LANGUAGES) -> dict[str, Any]:
    """The arrays of the table."""
    lists: Mapping[str, dict[str, float]] = {code: listed(code) for code in languages}
    common = {word for each in lists.values() for word, share in each.items() if share >= COMMON}
    pair_of: dict[str, tuple[int, int]] = {}
    best: dict[str, float] = {}
    names: list[str] = []
    anchors = np.zeros((0, 0), np.float32)
    pairs_in: dict[str, NDArray[np.uint16]] = {}
    for code in sorted(languages, key=lambda code: code != HUB):
        words = list(lists[code])
        rows = rows_of(words, code)
        known = rows[:CENTRE][rows[:CENTRE].any(axis=1)]
        rows = centred(rows, known.mean(axis=0))
        if code == HUB:
            chosen = [
                at
                for at, word in enumerate(words)
                if at >= SKIPPED and len(word) > 2 and word.isalpha() and rows[at].any()
            ][: concepts.COUNT]
            names = [words[at] for at in chosen]
            anchors = rows[chosen]
        pairs = nearest(rows, anchors)
        pairs_in[code] = pairs
        for word, pair in zip(words, pairs.tolist(), strict=True):
            share = lists[code][word]
            if pair[0] != concepts.NONE and share > best.get(word, 0.0):
                best[word], pair_of[word] = share, (pair[0], pair[1])
        print(code, len(words), flush=True)
    for word in common:
        pair_of[word] = (concepts.NONE, concepts.NONE)
    return _arrays(pair_of, lists, names)


def _arrays(
    pair_of: Mapping[str, tuple[int, int]], lists: Mapping[str, Mapping[str, float]], names: Sequence[str]
) -> dict[str, Any]:
    keyed = {concepts.hashed(word): pair for word, pair in sorted(pair_of.items())}
    keys = np.array(sorted(keyed), np.uint32)
    rarity = np.zeros((len(lists), concepts.COUNT), np.uint8)
    for at, code in enumerate(sorted(lists)):
        share = np.zeros(concepts.COUNT)
        for word, own in lists[code].items():
            first, second = pair_of.get(word, (concepts.NONE, concepts.NONE))
            if first != concepts.NONE:
                share[first] += own
                share[second] += concepts.SHARE * own
        held = np.maximum(-np.expm1(-_WORDS * share), 1e-4)
        rarity[at] = np.round(-np.log(held) * 25)
    return {
        "keys": keys,
        "pairs": np.array([keyed[key] for key in keys.tolist()], np.uint16),
        "rarity": rarity,
        "languages": np.array(sorted(lists)),
        "names": np.array(list(names)),
    }


def main() -> None:
    from rashomon.encoding.interlingua import Interlingua

    model = Interlingua.load()

    def rows_of(words: Sequence[str], language: str) -> Vectors:
        return np.stack([model.vector(word, language) for word in words])

    target = Path(concepts.__file__).parent / "concepts.npz"
    np.savez_compressed(target, **build(rows_of))
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
