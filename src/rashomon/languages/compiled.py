"""Language files and tables of weights as they were read before, so that no start reads TOML.

A compiled file stands in the package (made when it is built) or in the user's cache folder (made when the
file is first read). Its first line names this format and the hashes of the file and of the rest;
one that does not match, is cut, or was made of another file counts for nothing, and the TOML is read.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

#: Changes where the form of compiled files does.
_FORMAT: Final = "rashomon-language/1"
_BESIDE: Final = Path(__file__).parent / "precompiled"


@cache
def folder() -> Path | None:
    """Where compiled files are kept for a user: ``RASHOMON_CACHE``, else the platform's folder for caches;
    None where there is none."""
    named = os.environ.get("RASHOMON_CACHE")
    if named:
        return Path(named) / "languages"
    with suppress(RuntimeError):
        if sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        elif sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        else:
            base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return base / "rashomon" / "languages"
    return None


def _head(source: bytes, body: bytes) -> bytes:
    return f"{_FORMAT} {sha256(source).hexdigest()} {sha256(body).hexdigest()}\n".encode()


def compiled(data: dict[str, Any], source: bytes) -> bytes:
    """The data of a language file, which has the bytes ``source``, in compiled form."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return _head(source, body) + body


def opened(raw: bytes, source: bytes) -> dict[str, Any] | None:
    """The data of a compiled file, None where it is not one of ``source``, whole and of this format."""
    head, found, body = raw.partition(b"\n")
    if not found or head + b"\n" != _head(source, body):
        return None
    try:
        loaded = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return loaded if isinstance(loaded, dict) else None


def load(code: str, source: bytes) -> dict[str, Any] | None:
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
    data = load(name, source)
    if data is None:
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
