"""Where a command writes: beside the target, and moved there when whole.

A run that fails or is stopped leaves what stood there before. A target that is one of the sources, or
another target, is refused before anything is read.
"""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

from rashomon.console import printable_json

STDOUT = "-"


class RefusedError(ValueError):
    """Why a command is not carried out as it was given, in words for the user."""


def check(targets: Iterable[str | None], sources: Iterable[str]) -> None:
    """See that no target is a source or another target.

    Raises:
        RefusedError: where one is.
    """
    files = [target for target in targets if target not in {None, STDOUT} and not is_device(str(target))]
    taken = {_identity(source): source for source in sources if source}
    seen: set[object] = set()
    for target in map(str, files):
        if os.path.isdir(target):
            raise RefusedError(f"{target}: is a folder, a file is to be written there")
        found = _identity(target)
        if found in taken:
            raise RefusedError(f"{target}: is both a source and to be written; give another name")
        if found in seen:
            raise RefusedError(f"{target}: is given for two outputs")
        seen.add(found)


def check_folder(target: str | None) -> None:
    """See that a file can be written where it is to be, before hours are spent on what goes there.

    Raises:
        RefusedError: where its folder does not exist.
    """
    if target and target != STDOUT and not os.path.isdir(os.path.dirname(os.path.realpath(target))):
        raise RefusedError(f"{target}: its folder does not exist; make it first")


def _identity(path: str) -> object:
    """What tells files apart: device and number, for a file that is not there yet its real path."""
    try:
        info = os.stat(path)
    except (OSError, ValueError):
        return os.path.realpath(path)
    return info.st_dev, info.st_ino


def is_folder(path: str | None) -> bool:
    """True if a path names a folder: one that is there, or one that ends as folders do (``pages/``)."""
    return bool(path) and path != STDOUT and (str(path).endswith(("/", os.sep)) or os.path.isdir(str(path)))


def is_device(path: str) -> bool:
    """True if a path is a device or pipe, which is written to as it is (``/dev/null``)."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


@contextlib.contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output as UTF-8, whatever the locale says (JSON is UTF-8, RFC 8259).

    Raises:
        OSError: where it is closed.
    """
    stream = sys.stdout
    if stream is None:
        raise OSError("standard output is closed")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="\n")
    yield stream
    stream.flush()


@contextlib.contextmanager
def replacing(target: str) -> Iterator[TextIO]:
    """A text file beside the target, which takes its place where the block ends without an exception.

    Raises:
        OSError: where nothing can be written there.
    """
    with replacing_bytes(target) as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8", newline="", write_through=True)
        yield stream
        stream.flush()
        stream.detach()


@contextlib.contextmanager
def replacing_bytes(target: str) -> Iterator[BinaryIO]:
    """The same for bytes."""
    if is_device(target):
        with open(target, "wb") as stream:
            yield stream
        return
    real = Path(os.path.realpath(target))
    number, beside = tempfile.mkstemp(prefix=f".{real.name[:80]}.", suffix=".part", dir=real.parent)
    try:
        with open(number, "wb") as stream:
            yield stream
        give_mode(beside, real)
        os.replace(beside, real)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def give_mode(path: str | Path, like: Path) -> None:
    """Give a new file the rights of the one it replaces, or those that any new file has."""
    try:
        mode = stat.S_IMODE(like.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    with contextlib.suppress(OSError):
        os.chmod(path, mode)


def write(parts: Iterable[str], target: str | None) -> None:
    """Write lines (given without their ends) to a file, or to standard output.

    Raises:
        OSError: where that cannot be done; the target is then what it was.
    """
    if target is None or target == STDOUT:
        with standard_output() as stream:
            shown = stream.isatty()
            for part in parts:
                stream.write((printable_json(part) if shown else part) + "\n")
        return
    with replacing(target) as stream:
        for part in parts:
            stream.write(part + "\n")


def write_folder(files: Sequence[tuple[str, str | bytes]], folder: str) -> None:
    """Write files (name, content) into a folder, all of them or none.

    Raises:
        OSError: where that cannot be done.
    """
    Path(folder).mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as all_written:
        for name, content in files:
            raw = content.encode("utf-8") if isinstance(content, str) else content
            all_written.enter_context(replacing_bytes(os.path.join(folder, name))).write(raw)
