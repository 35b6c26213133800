"""tar archives, streamed: each file in them is read as if it lay in a folder."""

from __future__ import annotations

import tarfile
from typing import BinaryIO

from rashomon.model import Problem
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Items, Options
from rashomon.reading.sources.unpacking import Meter, Unpacked, buffered


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of the files of a tar archive; links, pipes and hidden files are passed over."""
    try:
        archive = tarfile.open(fileobj=stream, mode="r|")  # noqa: SIM115 (closed below)
    except tarfile.TarError as error:
        raise UnreadableError(f"is a damaged tar archive: {error}") from error
    any_file = False
    with archive:
        try:
            for member in archive:
                file = archive.extractfile(member) if member.isreg() else None
                if file is None or hidden(member.name):
                    continue
                any_file = True
                inside = f"{name}/{member.name.lstrip('./')}"
                whole = buffered(Unpacked(file, Meter(1 << 40), (tarfile.TarError, EOFError)))  # type: ignore[arg-type]
                yield from guarded(whole, inside, options)
        except (tarfile.TarError, EOFError) as error:
            yield Problem(name, f"is a damaged tar archive: {error}")
    if not any_file:
        yield Problem(name, "is an archive without files")


def hidden(path: str) -> bool:
    """True for files that folders hide: a part that begins with a dot, what macOS adds."""
    parts = path.replace("\\", "/").split("/")
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or "__MACOSX" in parts


def guarded(stream: BinaryIO, name: str, options: Options) -> Items:
    """What one file of an archive holds; where it cannot be read, the others go on."""
    try:
        yield from options.inside(stream, name)
    except UnreadableError as error:
        yield Problem(name, str(error))
