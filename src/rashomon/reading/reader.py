"""One source after another: opened within bounds, told what it is, read by the module for it."""

from __future__ import annotations

import gzip
import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BufferedReader, BytesIO
from typing import BinaryIO, cast

from rashomon.model import Problem, Report
from rashomon.reading import jsonlines
from rashomon.reading.decoding import MAX_TEXT_BYTES, UnreadableError, megabytes, plain_text
from rashomon.reading.formats import HEAD, NOT_READ, Format, format_of
from rashomon.reading.sources import STDIN, Source
from rashomon.reading.text import report_from_text

Items = Iterator[Report | Problem]


def _bounded(stream: BinaryIO, limit: int, what: str) -> bytes:
    """All of a stream, never more than ``limit`` bytes in memory.

    Raises:
        UnreadableError: where there is more.
    """
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise UnreadableError(f"is larger than {megabytes(limit)}, the most for one {what}")
    return raw


def _read_text(stream: BinaryIO, source: str) -> Items:
    yield report_from_text(plain_text(_bounded(stream, MAX_TEXT_BYTES, "plain text report")), source)


def _read_json(stream: BinaryIO, source: str) -> Items:
    """A JSON document; a file of JSON lines that is called ``.json`` is read as what it is."""
    raw = _bounded(stream, jsonlines.MAX_DOCUMENT_BYTES, "JSON document (JSON lines may be endless)")
    try:
        json.loads(raw)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Extra data"):
            yield from jsonlines.read_lines(BytesIO(raw), source)
            return
    except (ValueError, RecursionError):
        pass
    yield from jsonlines.read_document(raw, source)


def _read_objects(stream: BinaryIO, source: str) -> Items:
    """JSON lines, or one JSON document written over several lines."""
    first = stream.readline(jsonlines.MAX_LINE_BYTES + 1)
    if first.strip() in {b"{", b"["} or first.rstrip().endswith((b'":', b",")):
        rest = _bounded(stream, jsonlines.MAX_DOCUMENT_BYTES, "JSON document (JSON lines may be endless)")
        yield from jsonlines.read_document(first + rest, source)
    else:
        yield from jsonlines.read_lines(stream, source, first)


#: The formats that are read; HTML pages, web archives, feeds and tables have their modules to come.
_READERS: dict[Format, Callable[[BinaryIO, str], Items]] = {
    "text": _read_text,
    "json": _read_json,
    "jsonl": _read_objects,
}


def _head(stream: BufferedReader) -> bytes:
    """The first bytes of a stream, left in it."""
    return stream.peek(HEAD)[:HEAD]


def _too_large(stream: BinaryIO, kind: Format) -> str | None:
    """Why a plain text file is not read, told from its size alone."""
    try:
        info = os.fstat(stream.fileno())
    except (OSError, AttributeError, ValueError):
        return None
    if kind != "text" or not stat.S_ISREG(info.st_mode) or info.st_size <= MAX_TEXT_BYTES:
        return None
    return (
        f"is {megabytes(info.st_size)} large, one plain text report may be at most "
        f"{megabytes(MAX_TEXT_BYTES)}"
    )


def read_stream(stream: BinaryIO, name: str) -> Items:
    """The reports of an open stream, one at a time, and what could not be read of it."""
    buffered = stream if isinstance(stream, BufferedReader) else BufferedReader(cast(BufferedReader, stream))
    head = _head(buffered)
    if not head:
        yield Problem(name, "is empty")
        return
    if head.startswith(b"\x1f\x8b") and format_of(name, b"") in {"text", "json", "jsonl"}:
        buffered = BufferedReader(cast(BufferedReader, gzip.GzipFile(fileobj=buffered)))
        head = _head(buffered)
    kind = format_of(name, head)
    reader = _READERS.get(kind)
    if reader is None:
        yield Problem(name, f"{NOT_READ[kind]}: this format is not read yet, give its text or JSON lines")
        return
    reason = _too_large(buffered, kind)
    if reason:
        raise UnreadableError(reason)
    yield from reader(buffered, name)


def _opened(source: Source, stdin: BinaryIO | None) -> AbstractContextManager[BinaryIO]:
    if source.name == STDIN:
        if stdin is None:
            raise UnreadableError("is not given")
        return nullcontext(stdin)
    mode = os.stat(source.path).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise UnreadableError("is not a regular file")
    return open(source.path, "rb")


def read_source(source: Source, stdin: BinaryIO | None) -> Items:
    """The reports of one source and what could not be read of it; raises nothing for a bad source."""
    name = "standard input" if source.name == STDIN else source.name
    try:
        with _opened(source, stdin) as stream:
            yield from read_stream(stream, name)
    except UnreadableError as error:
        yield Problem(name, str(error))
    except (OSError, EOFError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Problem(name, f"cannot be read: {reason}")
