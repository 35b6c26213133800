"""Product codes: a byte for every few dimensions (Jégou, Douze and Schmid, PAMI 2011)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

VALUES: Final = 256
_ROUNDS: Final = 12
_SAMPLE: Final = 40_000
_BLOCK: Final = 50_000


def rotation(dimensions: int, seed: int = 0) -> Vectors:
    """A fixed rotation after which all dimensions carry alike, so that each byte is as well used."""
    random = np.random.default_rng(seed)
    turned, scale = np.linalg.qr(random.standard_normal((dimensions, dimensions)))
    return np.asarray(turned * np.sign(np.diag(scale)), dtype=np.float32)


def _nearest(rows: Vectors, table: Vectors) -> NDArray[np.uint8]:
    distance = (table**2).sum(axis=1)[None, :] - 2 * rows @ table.T
    return np.asarray(distance.argmin(axis=1), dtype=np.uint8)


def tables(vectors: Vectors, width: int, seed: int = 0) -> NDArray[np.float16]:
    """A table of 256 values for each group of ``width`` dimensions, by k-means over a sample."""
    random = np.random.default_rng(seed)
    sample = vectors[random.permutation(len(vectors))[:_SAMPLE]]
    found = []
    for start in range(0, vectors.shape[1], width):
        rows = np.ascontiguousarray(sample[:, start : start + width])
        table = rows[:VALUES].copy()
        for _ in range(_ROUNDS):
            nearest = _nearest(rows, table)
            count = np.bincount(nearest, minlength=VALUES)
            for axis in range(width):
                total = np.bincount(nearest, weights=rows[:, axis], minlength=VALUES)
                table[:, axis] = np.where(count > 0, total / np.maximum(count, 1), table[:, axis])
        found.append(table)
    return np.array(found, dtype=np.float16)


def encode(vectors: Vectors, table: NDArray[np.float16]) -> NDArray[np.uint8]:
    """The codes of vectors, shape (vectors, groups)."""
    groups, _, width = table.shape
    codes = np.zeros((len(vectors), groups), np.uint8)
    for group in range(groups):
        values = table[group].astype(np.float32)
        for start in range(0, len(vectors), _BLOCK):
            rows = vectors[start : start + _BLOCK, group * width : (group + 1) * width]
            codes[start : start + _BLOCK, group] = _nearest(np.ascontiguousarray(rows), values)
    return codes


def decode(codes: NDArray[np.uint8], table: NDArray[np.float16]) -> Vectors:
    """The vectors that codes stand for."""
    groups = np.arange(table.shape[0])
    return np.asarray(table[groups, codes].reshape(len(codes), -1), dtype=np.float32)
