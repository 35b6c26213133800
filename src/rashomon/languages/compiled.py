"""Language files and tables of weights as they were read before, so that no start reads TOML.

A compiled file stands in the package (made when it is built) or in the user's cache folder (made when the
file is first read). Its first line names this format and the hashes of the file and of the rest; what does
not match, is cut, or was made of another file counts for nothing, and the TOML is read. Its second line names
the sections with their lengths in bytes, so that only what is asked for is parsed: furniture is looked for in
all languages, and takes one section of each.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

#: Changes where the form of compiled files does.
_FORMAT: Final = "rashomon-language/2"
#: Another one for each format: two versions of the package must not write over each other's files in turn.
_FOLDER: Final = "languages-2"
_BESIDE: Final = Path(__file__).parent / "precompiled"


def usual() -> Path | None:
    """The folder in which programs keep what they can make again on this system, if there is one."""
    with suppress(RuntimeError):
        if sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        elif sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        else:
            base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return base / "rashomon"
    return None


@cache
def folder() -> Path | None:
    """Where compiled files are kept for a user: ``RASHOMON_CACHE``, else the platform's folder for caches;
    None where there is none."""
    named = os.environ.get("RASHOMON_CACHE")
    within = Path(named) if named else usual()
    return within / _FOLDER if within else None


def _head(source: bytes, body: bytes) -> bytes:
    return f"{_FORMAT} {sha256(source).hexdigest()} {sha256(body).hexdigest()}\n".encode()


def compiled(data: dict[str, Any], source: bytes) -> bytes:
    """The data of a language file, which has the bytes ``source``, in compiled form."""
    parts = {name: _json(section) for name, section in data.items()}
    index = _json([[name, len(part)] for name, part in parts.items()])
    body = index + b"\n" + b"".join(parts.values())
    return _head(source, body) + body


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


class Sections(Mapping[str, Any]):
    """The sections of a compiled file, each parsed when it is first asked for."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts, self._parsed = parts, dict[str, Any]()

    def __getitem__(self, name: str) -> Any:
        if name not in self._parsed:
            self._parsed[name] = json.loads(self._parts[name])
        return self._parsed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def opened(raw: bytes, source: bytes) -> Sections | None:
    """The data of a compiled file, None where it is not one of ``source``, whole and of this format."""
    head, found, body = raw.partition(b"\n")
    if not found or head + b"\n" != _head(source, body):
        return None
    index, _, rest = body.partition(b"\n")
    parts, start = dict[str, bytes](), 0
    try:
        for name, length in json.loads(index):
            parts[name] = rest[start : start + length]
            start += length
    except (ValueError, TypeError, RecursionError):
        return None
    return Sections(parts) if start == len(rest) else None


def load(code: str, source: bytes) -> Sections | None:
    """What was compiled of a language file before, None where there is nothing that fits."""
    own = folder()
    for place in (_BESIDE, own) if own else (_BESIDE,):
        with suppress(OSError):
            data = opened((place / f"{code}.json").read_bytes(), source)
            if data is not None:
                return data
    return None


def table(name: str, source: bytes) -> dict[str, Any]:
    """What a file of the package holds that has the bytes ``source`` and a ``name`` of its own, from its
    compiled form where there is one."""
    kept = load(name, source)
    if kept is not None:
        return dict(kept)
    import tomllib

    data = tomllib.loads(source.decode("utf-8"))
    keep(name, data, source)
    return data


def keep(code: str, data: dict[str, Any], source: bytes) -> None:
    """Keeps the data of a language file for the next start, whole or not at all; where nothing can be written
    nothing happens."""
    own = folder()
    if own is None:
        return
    with suppress(OSError):
        own.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=own, prefix=f"{code}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(compiled(data, source))
            os.replace(name, own / f"{code}.json")
        except OSError:
            with suppress(OSError):
                os.unlink(name)
            raise
