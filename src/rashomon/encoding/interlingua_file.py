"""The model file of the interlingua: named arrays behind one line of JSON, mapped into memory.

A file is ``RASHINTL``, the length of the header (8 bytes, little-endian), the header (JSON: each array's
type, shape and place, and ``about``: facts on the model), then the arrays, each at a multiple of 64
bytes. Vectors are stored as product codes (Jégou, Douze and Schmid, PAMI 2011): a byte a group of
dimensions that points into that group's table of 256 values.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_MAGIC: Final = b"RASHINTL"
_ALIGN: Final = 64
_LONGEST_HEADER: Final = 1 << 20


class ModelFileError(ValueError):
    """The file is not a model of the interlingua, or not whole."""


def write(path: Path, arrays: Mapping[str, NDArray[Any]], about: Mapping[str, Any]) -> None:
    """Write a model; the same arrays and facts give the same bytes."""
    places: dict[str, Any] = {}
    offset = 0
    for name, array in arrays.items():
        offset += -offset % _ALIGN
        places[name] = {"type": array.dtype.str, "shape": list(array.shape), "at": offset}
        offset += array.nbytes
    header = json.dumps({"about": dict(about), "arrays": places}, sort_keys=True).encode()
    header += b" " * (-(len(_MAGIC) + 8 + len(header)) % _ALIGN)
    with path.open("wb") as file:
        file.write(_MAGIC + len(header).to_bytes(8, "little") + header)
        start = file.tell()
        for name, array in arrays.items():
            file.write(b"\0" * (start + places[name]["at"] - file.tell()))
            file.write(np.ascontiguousarray(array).tobytes())


def read(path: Path) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """The arrays of a model, read only and mapped into memory, and the facts on it.

    Raises:
        ModelFileError: where the file is not such a model or is cut short.
        OSError: where it cannot be opened.
    """
    with path.open("rb") as file:
        try:
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except ValueError as error:
            raise ModelFileError(f"{path.name} is empty") from error
    if bytes(mapped[: len(_MAGIC)]) != _MAGIC:
        raise ModelFileError(f"{path.name} is not a model of the interlingua")
    start = len(_MAGIC) + 8
    size = int.from_bytes(mapped[len(_MAGIC) : start], "little")
    if size > min(_LONGEST_HEADER, len(mapped) - start):
        raise ModelFileError(f"{path.name} is cut short")
    try:
        header = json.loads(bytes(mapped[start : start + size]))
    except ValueError as error:
        raise ModelFileError(f"{path.name} has no readable header") from error
    arrays: dict[str, NDArray[Any]] = {}
    for name, place in header["arrays"].items():
        kind, shape = np.dtype(place["type"]), tuple(place["shape"])
        count = int(np.prod(shape, dtype=np.int64))
        at = start + size + place["at"]
        if at + count * kind.itemsize > len(mapped):
            raise ModelFileError(f"{path.name} is cut short")
        arrays[name] = np.frombuffer(mapped, kind, count, at).reshape(shape)
    return arrays, header["about"]


class Codes:
    """Vectors stored as product codes.

    ``codes`` is (vectors, groups) bytes, ``tables`` (groups, 256, dimensions of a group).
    """

    def __init__(self, codes: NDArray[np.uint8], tables: NDArray[np.floating[Any]]) -> None:
        self._codes = codes
        groups, values, width = tables.shape
        self._tables = np.asarray(tables, dtype=np.float32).reshape(groups * values, width)
        self._base = np.arange(groups, dtype=np.int64) * values
        self.dimensions = groups * width

    def __len__(self) -> int:
        return len(self._codes)

    def rows(self, places: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors at ``places``, shape (places, dimensions)."""
        picked = self._codes[places] + self._base
        return np.asarray(self._tables.take(picked, axis=0).reshape(len(places), self.dimensions))
