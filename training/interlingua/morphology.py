"""Vectors of word parts, learned so that the mean of a word's parts comes near its vector."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from rashomon.encoding.interlingua_words import part_key, parts

Vectors = NDArray[np.float32]

_ROUNDS: Final = 12
_RIDGE: Final = 0.02


def frequent_parts(words: Sequence[str], kept: int) -> NDArray[np.uint32]:
    """The keys of the ``kept`` parts that most words have, ascending."""
    count = Counter(key for word in words for key in {part_key(part) for part in parts(word)})
    order = sorted(count, key=lambda key: (-count[key], key))[:kept]
    return np.array(sorted(order), dtype=np.uint32)


def incidence(words: Sequence[str], keys: NDArray[np.uint32]) -> csr_matrix:
    """Which parts a word has, each row adding up to 1."""
    rows = [[part_key(part) for part in parts(word)] for word in words]
    flat = np.array([key for row in rows for key in row], dtype=np.uint32)
    owner = np.repeat(np.arange(len(words)), [len(row) for row in rows])
    place = np.minimum(np.searchsorted(keys, flat), len(keys) - 1)
    kept = keys[place] == flat
    owner, place = owner[kept], place[kept]
    weight = 1 / np.maximum(np.bincount(owner, minlength=len(words)), 1)
    shape = (len(words), len(keys))
    return csr_matrix((weight[owner].astype(np.float32), (owner, place)), shape=shape)


def learn(words: Sequence[str], vectors: Vectors, keys: NDArray[np.uint32]) -> Vectors:
    """The parts' vectors: ridge regression by conjugate gradients, all dimensions at once."""
    design = incidence(words, keys)
    # Columns are scaled to like length: rare parts are learned as fast as common ones.
    energies = np.asarray(design.multiply(design).sum(axis=0)).ravel()
    scale = (1 / np.sqrt(energies + _RIDGE * 1e-2)).astype(np.float32)[:, None]

    def normal(x: Vectors) -> Vectors:
        return np.asarray(scale * (design.T @ (design @ (scale * x))) + _RIDGE * x)

    x = np.zeros((len(keys), vectors.shape[1]), np.float32)
    residual = scale * (design.T @ vectors)
    direction = residual.copy()
    energy = (residual**2).sum(axis=0)
    for number in range(_ROUNDS):
        image = normal(direction)
        step = energy / np.maximum((direction * image).sum(axis=0), 1e-12)
        x += step * direction
        residual -= step * image
        after = (residual**2).sum(axis=0)
        direction = residual + (after / np.maximum(energy, 1e-12)) * direction
        energy = after
        print(f"parts, round {number}: {float(energy.sum()):.4g}", file=sys.stderr, flush=True)
    return np.asarray(scale * x, dtype=np.float32)
