"""One compressed file: gzip, bzip2, xz, Zstandard. What is inside is read as if it lay beside it."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from typing import BinaryIO, cast

from rashomon.reading.decoding import UnreadableError
from rashomon.reading.formats import HEAD, format_by_content
from rashomon.reading.options import Items, Options
from rashomon.reading.sources.unpacking import Meter, Opener, Packed, Unpacked, buffered

_ENDINGS = (".gz", ".bz2", ".xz", ".zst", ".gzip", ".zstd")
_WHOLE = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}
_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError)


def _opener(kind: str) -> tuple[Opener, tuple[type[Exception], ...]]:
    if kind == "bzip2":
        return lambda stream: cast(BinaryIO, bz2.BZ2File(stream)), _BROKEN
    if kind == "xz":
        return lambda stream: cast(BinaryIO, lzma.LZMAFile(stream)), _BROKEN
    if kind == "zstd":
        import zstandard

        unpack = zstandard.ZstdDecompressor(max_window_size=1 << 27)
        return (
            lambda stream: cast(BinaryIO, unpack.stream_reader(stream, read_across_frames=True)),
            (*_BROKEN, zstandard.ZstdError),
        )
    return lambda stream: cast(BinaryIO, gzip.GzipFile(fileobj=stream)), _BROKEN


def _bare(name: str) -> str:
    """A name without the ending of its compression."""
    lower = name.lower()
    for ending, inside in _WHOLE.items():
        if lower.endswith(ending):
            return name[: -len(ending)] + inside
    return next((name[: -len(ending)] for ending in _ENDINGS if lower.endswith(ending)), name)


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of what is compressed, which keep the name of the compressed file."""
    kind = format_by_content(stream.peek(HEAD)[:HEAD])  # type: ignore[attr-defined]
    try:
        opener, broken = _opener(kind or "gzip")
    except ModuleNotFoundError:
        from rashomon.reading.sources import needs

        raise UnreadableError(needs("zstandard")) from None
    meter = Meter()
    inner = opener(buffered(Packed(stream, meter)))
    yield from options.inside(buffered(Unpacked(inner, meter, broken)), _bare(name))
