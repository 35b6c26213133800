"""Trains the model of what kind a name is (src/rashomon/marking/names/kinds.toml); prints its accuracy.

Trained on Danish, Swedish and Norwegian names (../shared/data/names: UNER Danish DDT and Swedish Talbanken,
CC BY-SA; swedish-ner-corpus, CC BY; NorNE), on the mentions that the finder itself finds with the right
span. Multinomial logistic regression, L2, full-batch gradient descent from zero: same data, same weights.
Accuracy is by five-fold cross-validation over blocks of sentences. The features are about no language, so
the weights serve all.
"""

from __future__ import annotations

import sys

import numpy as np
from names_ner import (  # type: ignore[import-not-found]
    DATA,
    SENTENCES,
    SETS,
    document,
    tokens,
)
from numpy.typing import NDArray

from rashomon.marking.names import kinds, lexicon
from rashomon.marking.names.knowledge import knowledge
from rashomon.marking.names.runs import Reader
from rashomon.model import Span
from rashomon.text.sentences import split

STEPS, RATE, PENALTY, FOLDS = 400, 1.5, 1e-4, 5
TARGET = "src/rashomon/marking/names/kinds.toml"


def mentions() -> list[tuple[int, list[str], int]]:
    """(fold, features, kind) of every mention found with the right span that no rule decides."""
    found = []
    for language, file in SETS.values():
        known = knowledge(language)
        sentences = list(tokens(DATA / file))
        for at in range(0, len(sentences), SENTENCES):
            text, spans, gold = document(sentences[at : at + SENTENCES], language == "nb")
            right = {(a, b): kind for a, b, kind in gold}
            for run in Reader(text, split(text, Span(0, len(text)), language), known).runs():
                covered = [i for i, span in enumerate(spans) if span.overlap(run.span)]
                kind = right.get((covered[0], covered[-1] + 1)) if covered else None
                form = run.text.casefold()
                if kind is None or kinds.ruled(run, known) or form in lexicon.territories(language):
                    continue
                index = [*kinds.KINDS].index(kind)
                found.append((at // SENTENCES % FOLDS, list(kinds.features(run, known)), index))
    return found


def fit(data: list[tuple[int, list[str], int]], names: list[str]) -> NDArray[np.float64]:
    """Weights, shape (features, kinds)."""
    place = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(data), len(names)))
    y = np.zeros((len(data), len(kinds.KINDS)))
    for row, (_, seen, kind) in enumerate(data):
        x[row, [place[feature] for feature in seen]] = 1.0
        y[row, kind] = 1.0
    weights = np.zeros((len(names), len(kinds.KINDS)))
    for _ in range(STEPS):
        z = x @ weights
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        weights -= RATE * (x.T @ (p - y) / len(data) + PENALTY * weights)
    return np.round(weights, 3)


def accuracy(data: list[tuple[int, list[str], int]], names: list[str], weights: NDArray[np.float64]) -> float:
    """Share of mentions whose likeliest kind is the right one."""
    place = {name: i for i, name in enumerate(names)}
    right = sum(
        int(np.argmax(weights[[place[f] for f in seen]].sum(axis=0))) == kind for _, seen, kind in data
    )
    return right / max(1, len(data))


def main() -> int:
    if not DATA.is_dir():
        print("names_train_kinds: skipped, ../shared/data/names is not here")
        return 0
    data = mentions()
    names = sorted({feature for _, seen, _ in data for feature in seen})
    held = []
    for fold in range(FOLDS):
        weights = fit([entry for entry in data if entry[0] != fold], names)
        held.append(accuracy([entry for entry in data if entry[0] == fold], names, weights))
    print(f"{len(data)} mentions, accuracy in five folds {np.mean(held):.3f}")
    weights = fit(data, names)
    lines = [
        "# Weights of the kinds person, organisation, place, other for each feature of a mention",
        "# (rashomon.marking.names.kinds). Made by training/name_kinds.py from UNER Danish DDT and",
        "# Swedish Talbanken (CC BY-SA 4.0), swedish-ner-corpus (CC BY 4.0) and NorNE; CC BY-SA 4.0.",
        "[weights]",
    ]
    for name, row in zip(names, weights, strict=True):
        lines.append(f'"{name}" = [{", ".join(f"{value:.3f}" for value in row)}]')
    if "--write" in sys.argv:
        with open(TARGET, "w", encoding="utf-8") as target:
            target.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
