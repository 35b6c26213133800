"""What the encoder gave of texts before, kept in a folder: a second run on the same texts pays nothing.

A file for each kind of thing kept. It begins with a line that says what it is of; then records follow, each a
hash of the text, its length, a checksum, and the bytes. Nothing but hashes says which texts they are. A file
of another version is begun anew, one that was cut short is used as far as it is whole; both are said. The
folder is that in the environment variable :data:`FOLDER`, by default the user's own for such things; where
the variable is empty nothing is kept. Where it cannot be written nothing is kept either: no run stops for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import sys
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding.onnx_encoder import SHA256, OnnxEncoder
from rashomon.languages.compiled import usual

#: The environment variable that says where things are kept.
FOLDER: Final = "RASHOMON_CACHE"
#: Bytes of one file; the older half is dropped beyond that.
LIMIT: Final = 64_000_000
_RECORD: Final = struct.Struct("<16sII")


def key_of(text: str) -> bytes:
    """The hash under which a text's record stands."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


class Store:
    """Records in one file. ``about`` says what they are of and of which version; ``say`` gets what is wrong
    with a file that is there."""

    def __init__(self, path: Path, about: str, say: Callable[[str], None], limit: int = LIMIT) -> None:
        self._path, self._limit, self._say = path, limit, say
        self._head = f"rashomon kept 1 {about}\n".encode()
        self._known: dict[bytes, bytes] = {}
        self._process = 0
        self._out: BinaryIO | None = None
        self._size = 0
        try:
            self._load(path.read_bytes())
        except FileNotFoundError:
            return
        except OSError as error:
            say(f"{path}: cannot be read, nothing is taken from it: {error.strerror}")

    def _load(self, raw: bytes) -> None:
        if not raw.startswith(self._head):
            self._say(f"{self._path}: is of another version, it is begun anew")
            self._begin({})
            return
        at = len(self._head)
        while at + _RECORD.size <= len(raw):
            key, size, told = _RECORD.unpack_from(raw, at)
            value = raw[at + _RECORD.size : at + _RECORD.size + size]
            if len(value) < size or zlib.crc32(value) != told:
                break
            self._known[key] = value
            self._size += _RECORD.size + size
            at += _RECORD.size + size
        if at < len(raw):
            self._say(f"{self._path}: is damaged or cut short, what is whole of it is used")
            self._begin(self._known)
        elif self._size >= self._limit:
            items = list(self._known.items())
            self._known = dict(items[len(items) // 2 :])
            self._size //= 2
            self._begin(self._known)

    def _begin(self, records: dict[bytes, bytes]) -> None:
        """Write the file anew with some records."""
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        with contextlib.suppress(OSError):
            try:
                with open(beside, "wb") as stream:
                    stream.write(self._head)
                    stream.writelines(self._packed(key, value) for key, value in records.items())
                os.replace(beside, self._path)
            finally:
                beside.unlink(missing_ok=True)

    @staticmethod
    def _packed(key: bytes, value: bytes) -> bytes:
        return _RECORD.pack(key, len(value), zlib.crc32(value)) + value

    def get(self, key: bytes) -> bytes | None:
        """The record of a key."""
        return self._known.get(key)

    def put(self, records: dict[bytes, bytes]) -> None:
        """Keep some records, in the file as well where that can be written; none once it is full, until it is
        opened again."""
        if self._size >= self._limit:
            return
        self._known |= records
        self._size += sum(_RECORD.size + len(value) for value in records.values())
        with contextlib.suppress(OSError):
            stream = self._opened()
            # One write at the end of the file: what processes add at once does not mix.
            stream.write(b"".join(self._packed(key, value) for key, value in records.items()))
            stream.flush()

    def _opened(self) -> BinaryIO:
        if self._out is None or self._process != os.getpid():
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            number = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            self._out, self._process = os.fdopen(number, "ab", buffering=0), os.getpid()
            if not os.fstat(number).st_size:
                self._out.write(self._head)
        return self._out


@cache
def store(name: str, about: str) -> Store | None:
    """The store of a kind of thing, opened once a process; None where nothing is kept."""
    folder = os.environ[FOLDER] if FOLDER in os.environ else usual()
    if not folder:
        return None
    return Store(
        Path(folder) / f"{name}.kept", about, lambda said: print(f"rashomon: {said}", file=sys.stderr)
    )


def remembered(
    kept: Store, texts: Sequence[str], make: Callable[[Sequence[str]], Sequence[bytes]]
) -> list[bytes]:
    """What ``make`` makes of each text; of those that are not kept, each once, and then kept."""
    keys = [key_of(text) for text in texts]
    found = {key: value for key in keys if (value := kept.get(key)) is not None}
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
    if new:
        made = dict(zip(new, make(list(new.values())), strict=True))
        kept.put(made)
        found |= made
    return [found[key] for key in keys]


class KeptEncoder:
    """The package's encoder, with the vectors it made before."""

    def __init__(self, encoder: OnnxEncoder, kept: Store) -> None:
        self._encoder, self._kept = encoder, kept
        self.name = encoder.name

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 a text, the same bits as without what is kept."""
        found = remembered(self._kept, texts, self._made)
        if not found:
            return self._encoder.embed(texts)
        return np.stack([np.frombuffer(row, "<f4") for row in found]).astype(np.float32)

    def _made(self, texts: Sequence[str]) -> list[bytes]:
        return [row.astype("<f4").tobytes() for row in self._encoder.embed(texts)]


def kept(encoder: OnnxEncoder | None) -> OnnxEncoder | KeptEncoder | None:
    """An encoder with what it made before, where that is kept."""
    found = store("vectors", SHA256) if encoder else None
    return KeptEncoder(encoder, found) if encoder and found else encoder
