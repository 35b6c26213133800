"""From the encoder's vectors to a space in which a word's language does not show.

Subtracting each language's mean vector is not enough: the mean of frequent words is another than that
of rare ones, and a report mixes both. So the directions in which languages' means differ, taken at several
depths of their word lists, are found (singular vectors of all those means) and projected out (as Yang et
al., EMNLP 2021, do for sentence vectors). Then principal components, halfway whitened, length 1.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

#: Where word lists are cut to take means at several depths.
DEPTHS: Final = (0, 300, 2_000, 8_000, 16_000)


def language_means(
    vectors: Vectors, places: dict[str, NDArray[np.int64]], shares: dict[str, NDArray[np.float64]]
) -> NDArray[np.float64]:
    """The mean vector of each language at each depth, less that of all languages at that depth.

    ``places`` are a language's words in ``vectors``, most frequent first, ``shares`` what each counts.
    """
    rows = []
    for start, end in pairwise(DEPTHS):
        means = np.array(
            [
                np.average(vectors[places[code][start:end]], axis=0, weights=shares[code][start:end])
                for code in places
            ]
        )
        rows.append(means - means.mean(axis=0))
    return np.concatenate(rows)


def without_language(vectors: Vectors, means: NDArray[np.float64], removed: int) -> Vectors:
    """Vectors with the ``removed`` strongest directions of ``means`` projected out."""
    _, _, directions = np.linalg.svd(means, full_matrices=False)
    basis = directions[:removed].astype(np.float32)
    return np.asarray(vectors - (vectors @ basis.T) @ basis)


def components(vectors: Vectors, kept: int, whitened: float) -> Vectors:
    """The ``kept`` first principal components, each divided by its deviation to the power of
    ``whitened``, rows of length 1."""
    covariance = (vectors.T @ vectors).astype(np.float64) / len(vectors)
    values, axes = np.linalg.eigh(covariance)
    order = np.argsort(values)[::-1][:kept]
    # The sign of an axis is any: its largest entry is made positive.
    picked = axes[:, order]
    picked *= np.sign(picked[np.abs(picked).argmax(axis=0), np.arange(kept)])
    scaled = vectors @ (picked / np.maximum(values[order], 1e-12) ** (whitened / 2)).astype(np.float32)
    return unit(scaled)


def unit(vectors: Vectors) -> Vectors:
    """Rows of length 1."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))
