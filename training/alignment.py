"""Fits the weights of :mod:`rashomon.encoding.alignment` on MEANTIME (CC BY 4.0), professionally
translated Wikinews: sentence n of a report in one language says what sentence n says in another.

    python -m training.alignment            prints the weights and their cross-validated quality
    python -m training.alignment --write    also writes them beside the module

Folds are events, so that no sentence is judged by weights that saw its event.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding.alignment import length_gap, numbers_agree
from rashomon.encoding.encoders import best_available
from rashomon.encoding.interlingua import Interlingua

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "grouping" / "meantime.jsonl.gz"
TARGET = ROOT / "src" / "rashomon" / "encoding"
NAMES = ("bias", "cosine", "words", "numbers", "length")
FOLDS = 6
Array = NDArray[np.float64]


def aligned_events() -> list[dict[str, list[str]]]:
    """The events whose reports have as many sentences in each of the four languages."""
    events: dict[str, dict[str, list[str]]] = {}
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            events.setdefault(row["event"], {})[row["lang"]] = row["sentences"]
    return [e for _, e in sorted(events.items()) if len({len(s) for s in e.values()}) == 1]


def fit(features: Array, labels: Array, penalty: float = 1.0) -> Array:
    """Logistic regression by Newton's method; ``features`` has a leading column of ones."""
    weights = np.zeros(features.shape[1])
    ridge = penalty * np.eye(features.shape[1])
    ridge[0, 0] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (p - labels) + ridge @ weights
        hessian = (features * (p * (1 - p))[:, None]).T @ features + ridge
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights


def f1(p: Array, labels: Array) -> tuple[float, float, float]:
    """Precision, recall and F1 of ``p >= 0.5``."""
    said = p >= 0.5
    right = float((said & (labels == 1)).sum())
    precision, recall = right / max(1, said.sum()), right / max(1.0, float(labels.sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights beside the module")
    args = parser.parse_args()
    if not DATA.is_file():
        print("skipped: no practice data beside the project")
        return 0
    encoder, words = best_available(), Interlingua.load()
    if encoder is None:
        print("skipped: no sentence encoder on this platform")
        return 0
    events = aligned_events()
    vectors = [{lang: encoder.embed(sentences) for lang, sentences in e.items()} for e in events]
    mean = np.concatenate([v for e in vectors for v in e.values()]).mean(axis=0)
    rows: list[list[float]] = []
    labels: list[float] = []
    folds: list[int] = []
    for number, (event, found) in enumerate(zip(events, vectors, strict=True)):
        for a, b in itertools.combinations(sorted(event), 2):
            left, right = event[a], event[b]
            x, y = found[a] - mean, found[b] - mean
            cosine = (x / np.linalg.norm(x, axis=1, keepdims=True)) @ (
                y / np.linalg.norm(y, axis=1, keepdims=True)
            ).T
            lexical = words.similarities(left, [a] * len(left), right, [b] * len(right))
            for i, j in itertools.product(range(len(left)), range(len(right))):
                rows.append(
                    [
                        1.0,
                        float(cosine[i, j]),
                        float(lexical[i, j]),
                        numbers_agree(left[i], right[j]),
                        length_gap(left[i], right[j]),
                    ]
                )
                labels.append(float(i == j))
                folds.append(number % FOLDS)
    x, y, fold = np.array(rows), np.array(labels), np.array(folds)
    lines = [
        "# Weights of the logistic regression in alignment.py, fitted by training/alignment.py",
        "# on MEANTIME (CC BY 4.0).",
    ]
    for name, used in (("encoder", [0, 1, 2, 3, 4]), ("interlingua", [0, 2, 3, 4])):
        judged = np.zeros(len(y))
        for k in range(FOLDS):
            weights = fit(x[fold != k][:, used], y[fold != k])
            judged[fold == k] = 1 / (1 + np.exp(-x[fold == k][:, used] @ weights))
        precision, recall, score = f1(judged, y)
        print(f"{name}: precision {precision:.3f} recall {recall:.3f} F1 {score:.3f} ({int(y.sum())} pairs)")
        final = fit(x[:, used], y)
        values = dict.fromkeys(NAMES, 0.0) | {
            NAMES[k]: round(float(w), 3) for k, w in zip(used, final, strict=True)
        }
        lines += ["", f"[{name}]", *(f"{key} = {value}" for key, value in values.items())]
    print("\n".join(lines))
    if args.write:
        (TARGET / "alignment.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        text = "\n".join(f"{value:.5f}" for value in mean) + "\n"
        (TARGET / f"mean-{encoder.name}.txt").write_text(text, encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
