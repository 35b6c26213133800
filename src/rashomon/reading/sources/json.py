"""JSON: an object a line, or one document."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from rashomon.reading.formats import format_of
from rashomon.reading.options import Items, Options, bounded
from rashomon.reading.sources import objects

_WHAT = "JSON document (JSON lines may be endless)"


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of JSON lines or of a JSON document, told by the name, else by the first line."""
    if format_of(name, b"") == "json":
        return _document(stream, name, options)
    return _lines(stream, name, options)


def _document(stream: BinaryIO, name: str, options: Options) -> Items:
    """A JSON document; a file of JSON lines that is called ``.json`` is read as what it is."""
    raw = bounded(stream, objects.MAX_DOCUMENT_BYTES, _WHAT)
    lines = raw.split(b"\n", 2)
    if len(lines) > 1 and lines[0].strip() and _whole_object(lines[0]) and _whole_object(lines[1]):
        yield from objects.read_lines(BytesIO(raw), name, options)
    else:
        yield from objects.read_document(raw, name, options)


def _whole_object(line: bytes) -> bool:
    line = line.strip()
    return line.startswith(b"{") and line.endswith(b"}")


def _lines(stream: BinaryIO, name: str, options: Options) -> Items:
    """JSON lines, or JSON documents written over several lines."""
    first = b"\n"
    while first and not first.strip():
        first = stream.readline(objects.MAX_LINE_BYTES + 1)
    if first.strip() in {b"{", b"["} or first.rstrip().endswith((b'":', b",")):
        rest = bounded(stream, objects.MAX_DOCUMENT_BYTES, _WHAT)
        yield from objects.read_document(first + rest, name, options)
    else:
        yield from objects.read_lines(stream, name, options, first)


def read_on(stream: BinaryIO, name: str, options: Options, lines: int) -> Items:
    """JSON lines from the middle of a file, so many lines of it before them."""
    return objects.read_lines(stream, name, options, number=lines)
