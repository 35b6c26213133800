"""Sources cut into parts that can be read apart from one another, in any process, and put together again.

The parts of a source are the same however many processes read them.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO

from rashomon.model import Problem, Report
from rashomon.reading.arguments import STDIN, Source
from rashomon.reading.formats import HEAD, format_of
from rashomon.reading.options import Options, Unread
from rashomon.reading.reader import read_source, said_once
from rashomon.reading.soundness import sound
from rashomon.reading.sources.json import read_on
from rashomon.reading.sources.objects import MAX_LINE_BYTES

#: Bytes of JSON lines that make up one part.
_PART = 48_000
#: Largest source that is read at once, its reports held together, in bytes.
_AT_ONCE = 4_000_000
#: Most that is read of a line at a time while cutting, in bytes.
_BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """A source (``stop`` is None) or some lines of one: bytes from ``start`` to ``stop``, ``line`` lines
    before them. ``size`` is its share of the source in bytes."""

    source: Source
    start: int = 0
    stop: int | None = None
    line: int = 0
    size: int = 0

    @property
    def divisible(self) -> bool:
        """True if it can be cut into pieces."""
        return self.stop is not None

    @property
    def place(self) -> str:
        """Where in its source it stands, in words before a reason ("line 3: ")."""
        return "" if self.stop is None else f"line {self.line + 1}: "

    def pieces(self) -> Iterator[Part]:
        """Its lines as parts of their own."""
        yield from _cut(self.source, 1, self.start, self.stop, self.line)


def _cut(source: Source, size: int, start: int, stop: int | None, line: int) -> Iterator[Part]:
    """The lines between two places of a file, in parts of at least so many bytes."""
    with open(source.path, "rb") as stream:
        end = os.fstat(stream.fileno()).st_size if stop is None else stop
        stream.seek(start)
        while start < end:
            at, lines, whole = start, 0, True
            while at < end and (at - start < size or not whole):
                raw = stream.readline(min(_BLOCK, end - at))
                if not raw:
                    end = at
                    break
                at += len(raw)
                whole = raw.endswith(b"\n")
                lines += whole
            yield Part(source, start, at, line, at - start)
            start, line = at, line + lines


def _size(source: Source) -> int:
    """How large a regular file is; -1 for anything else and for what cannot be looked at."""
    try:
        info = os.stat(source.path)
    except (OSError, ValueError):
        return -1
    return info.st_size if stat.S_ISREG(info.st_mode) else -1


def _in_lines(source: Source) -> bool:
    """True if a file holds JSON lines, each a report for itself."""
    try:
        with open(source.path, "rb") as stream:
            head = stream.read(HEAD)
            if format_of(source.name, head) != "jsonl":
                return False
            stream.seek(0)
            return isinstance(json.loads(stream.readline(MAX_LINE_BYTES)), dict)
    except (OSError, ValueError, RecursionError):
        return False


def parts_of(source: Source) -> Iterator[Part] | None:
    """A source in parts; None where it has to be read from one end to the other, a report at a time."""
    if source.name == STDIN:
        return None
    size = _size(source)
    if size > _PART and _in_lines(source):
        return _cut(source, _PART, 0, None, 0)
    return iter((Part(source, size=max(size, 0)),)) if 0 <= size <= _AT_ONCE else None


def read_part(part: Part, stdin: BinaryIO | None, options: Options) -> Iterator[Report | Problem]:
    """The reports of a part and what could not be read of it."""
    if part.stop is None:
        yield from read_source(part.source, stdin, options)
        return
    with open(part.source.path, "rb") as stream:
        stream.seek(part.start)
        raw = stream.read(part.stop - part.start)
    items = read_on(BytesIO(raw), part.source.name, options, part.line)
    yield from sound(said_once(items, part.source.name), part.source.name)


def read_ahead(
    source: Source, stdin: BinaryIO | None, options: Options
) -> Iterator[Report | Problem | Unread]:
    """The reports of a source and what could not be read of it; saved pages in it as they are, unread."""
    yield from read_source(source, stdin, replace(options, ahead=True))


def read_page(page: Unread, options: Options) -> Iterator[Report | Problem]:
    """The report of a page that was left unread, and what could not be read of it."""
    yield from sound(page.report(replace(options, ahead=False)), page.source)
