"""Finds a sentence's translation among the sentences of the same document (practice half of NTREX).

Each sentence of an English document is hidden among the sentences of its professional translation, and
each sentence of the translation among those of the English one; the nearest must be the right one. Once
with the sentence encoder, once with the interlingua word by word alone.

    python -m benchmarks.alignment_ntrex [--documents N] [--no-encoder]

Nearest is by margin (Artetxe and Schwenk, ACL 2019); what the plain similarity gives is printed beside.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.floors import judge
from rashomon.encoding.encoders import best_available, margins
from rashomon.encoding.interlingua import Interlingua

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "grouping" / "ntrex.jsonl.gz"
Matrix = NDArray[np.float64]
Similar = Callable[[Sequence[str], Sequence[str], str], Matrix]


def documents() -> dict[str, dict[str, list[str]]]:
    """Each document's sentences by language; sentence n is sentence n's translation."""
    found: dict[str, dict[str, list[str]]] = {}
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found.setdefault(row["event"], {})[row["lang"]] = row["sentences"]
    return dict(sorted(found.items()))


def right(scores: Matrix) -> int:
    """How many rows and columns have their best score on the diagonal, alone."""
    truth = np.diag(scores)
    return sum(
        int(((scores >= truth[:, None]).sum(axis=1) == 1).sum())
        if axis
        else int(((scores >= truth[None, :]).sum(axis=0) == 1).sum())
        for axis in (0, 1)
    )


def measure(name: str, chosen: dict[str, dict[str, list[str]]], similar: Similar) -> float:
    """Prints the accuracy a language and gives the mean over languages."""
    start = time.process_time()
    by_language: dict[str, list[int]] = {}
    for document in chosen.values():
        for language, sentences in sorted(document.items()):
            if language == "en" or len(sentences) != len(document["en"]):
                continue
            scores = similar(document["en"], sentences, language)
            entry = by_language.setdefault(language, [0, 0, 0])
            entry[0] += right(margins(scores))
            entry[1] += right(scores)
            entry[2] += 2 * len(sentences)
    accuracy = {language: entry[0] / entry[2] for language, entry in sorted(by_language.items())}
    plain = {language: entry[1] / entry[2] for language, entry in sorted(by_language.items())}
    mean = round(float(np.mean(list(accuracy.values()))), 4)
    spent = time.process_time() - start
    print(f"{name}: {mean:.4f} by margin, {np.mean(list(plain.values())):.4f} plain, {spent:.0f} s")
    print("   " + " ".join(f"{language} {value:.3f}" for language, value in accuracy.items()))
    return mean


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=None, help="only the first N documents")
    parser.add_argument("--no-encoder", action="store_true", help="measure the interlingua only")
    args = parser.parse_args()
    if not DATA.is_file():
        print("skipped: no practice data beside the project")
        return 0
    reached: dict[str, float] = {}
    chosen = dict(list(documents().items())[: args.documents])
    words = Interlingua.load()

    def by_words(a: Sequence[str], b: Sequence[str], language: str) -> Matrix:
        return words.similarities(a, ["en"] * len(a), b, [language] * len(b))

    reached["interlingua"] = measure("interlingua, word by word", chosen, by_words)
    encoder = None if args.no_encoder else best_available()
    if encoder is None:
        print("no sentence encoder measured")
        return judge("alignment_ntrex", reached)
    kept: dict[str, NDArray[np.float32]] = {}

    def by_encoder(a: Sequence[str], b: Sequence[str], language: str) -> Matrix:
        for sentences in (a, b):
            fresh = [s for s in sentences if s not in kept]
            kept.update(zip(fresh, encoder.embed(fresh), strict=True))
        left, right_ = np.array([kept[s] for s in a]), np.array([kept[s] for s in b])
        return np.asarray(np.round(left @ right_.T, 6), dtype=np.float64)

    reached["encoder"] = measure(encoder.name, chosen, by_encoder)
    return judge("alignment_ntrex", reached)


if __name__ == "__main__":
    sys.exit(main())
