"""zip archives: each file in them is read as if it lay in a folder."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from rashomon.model import Problem
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Items, Options
from rashomon.reading.sources.tarred import guarded, hidden
from rashomon.reading.sources.unpacking import Meter, Unpacked, buffered

#: Most files in one archive.
MAX_FILES = 1_000_000
#: Kept in memory of an archive that comes as a stream; the rest goes to a temporary file.
_SPOOL = 32_000_000
#: What reading a damaged archive raises.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A stream that one can go to and fro in: itself, or a copy of it in a temporary file."""
    try:
        if stream.seekable():
            yield stream
            return
    except (OSError, AttributeError):
        pass
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """A zip archive over a stream that can seek.

    Raises:
        UnreadableError: where it is damaged or holds too many files.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (*BROKEN, ValueError) as error:
        raise UnreadableError(f"is a damaged zip archive: {error}") from error
    if len(archive.filelist) > MAX_FILES:
        raise UnreadableError(f"is an archive of {len(archive.filelist):,} files (at most {MAX_FILES:,})")
    return archive


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, meter: Meter) -> BinaryIO:
    """One file of an archive, open.

    Raises:
        UnreadableError: where it is encrypted or packed in a way that is not known.
    """
    if info.flag_bits & 1:
        raise UnreadableError("is encrypted")
    try:
        file = archive.open(info)
    except BROKEN as error:
        raise UnreadableError(f"cannot be read: {error}") from error
    meter.packed += info.compress_size
    return buffered(Unpacked(cast(BinaryIO, file), meter, BROKEN))


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of the files of a zip archive, in the order of their names."""
    with seekable(stream) as whole, opened(whole) as archive:
        files = sorted(
            (info for info in archive.filelist if not info.is_dir() and not hidden(info.filename)),
            key=lambda info: info.filename,
        )
        if not files:
            yield Problem(name, "is an archive without files")
        meter = Meter()
        for info in files:
            inside = f"{name}/{info.filename.lstrip('./')}"
            try:
                file = member(archive, info, meter)
            except UnreadableError as error:
                yield Problem(inside, str(error))
                continue
            with file:
                yield from guarded(file, inside, options)


def archive_of(raw: bytes) -> zipfile.ZipFile:
    """A zip archive held in memory.

    Raises:
        UnreadableError: where it is damaged.
    """
    return opened(io.BytesIO(raw))
