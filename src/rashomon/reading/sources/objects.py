"""Reports as JSON: one object, an array, an envelope of another tool, or an object a line.

Understood are this project's own fields (``id, url, title, text, language, published, outlet``, all but
``text`` optional; what ``rashomon read`` writes reads back the same) and the names and shapes of other
tools (:mod:`fields <rashomon.reading.sources.fields>`, :mod:`envelopes
<rashomon.reading.sources.envelopes>`). ``text`` is kept character for character, so that offsets hold for
whoever gave it, unless it is damaged for certain, which is said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from rashomon.model import Problem, Report
from rashomon.reading.decoding import UnreadableError, decode, megabytes
from rashomon.reading.options import Options
from rashomon.reading.sources.envelopes import NotUnderstoodError, records, unwrapped
from rashomon.reading.sources.records import reports_of

#: Longest line of a stream of JSON lines, and longest JSON document, in bytes.
MAX_LINE_BYTES = 32_000_000
MAX_DOCUMENT_BYTES = 128_000_000
_DECODER = json.JSONDecoder()


def each(value: Any, source: str, place: str, options: Options) -> Iterator[Report | Problem]:
    """The reports of a parsed JSON value; ``place`` says where in the source it stood ("line 3: ")."""
    if value == []:
        yield Problem(source, f"{place}is an empty list")
        return
    if isinstance(value, list) and all(isinstance(row, list) for row in value):
        yield Problem(source, f"{place}is a list of rows without names of columns: give records")
        return
    try:
        found = list(records(value))
    except NotUnderstoodError as error:
        yield Problem(source, f"{place}{error}")
        return
    alone = len(found) == 1 and found[0] is value
    for number, item in enumerate(found, 1):
        where = place if alone else f"{place}item {number}: "
        record = unwrapped(item)
        if isinstance(record, Mapping):
            yield from reports_of(record, source, where, options)
        elif isinstance(record, list):
            yield from each(record, source, where, options)
        else:
            yield Problem(source, f"{where}is not a report (a JSON object with a text)")


def _parse(raw: bytes, source: str, place: str, options: Options) -> Iterator[Report | Problem]:
    try:
        value = json.loads(decode(raw, options.encoding))
    except UnreadableError as error:
        yield Problem(source, f"{place}{error}")
    except RecursionError:
        yield Problem(source, f"{place}is not a report: nested too deeply")
    except ValueError as error:
        yield Problem(source, f"{place}is not JSON: {error}")
    else:
        yield from each(value, source, place, options)


def read_document(raw: bytes, source: str, options: Options) -> Iterator[Report | Problem]:
    """The reports of one JSON document, or of several written one behind the other (as jq writes them)."""
    try:
        text = decode(raw, options.encoding)
        _, end = _DECODER.raw_decode(text, len(text) - len(text.lstrip()))
    except (UnreadableError, ValueError, RecursionError):
        yield from _parse(raw, source, "", options)
        return
    if not text[end:].strip():
        yield from _parse(raw, source, "", options)
        return
    yield from _one_after_another(text, source, options)


def _one_after_another(text: str, source: str, options: Options) -> Iterator[Report | Problem]:
    """JSON values one behind the other, over as many lines as they take."""
    at, number = 0, 0
    while True:
        while at < len(text) and (text[at].isspace() or text[at] in "\x1e,"):
            at += 1
        if at >= len(text):
            return
        number += 1
        try:
            value, at = _DECODER.raw_decode(text, at)
        except RecursionError:
            yield Problem(source, f"item {number}: is not a report: nested too deeply")
            return
        except ValueError as error:
            yield Problem(source, f"item {number}: is not JSON: {error}")
            return
        yield from each(value, source, f"item {number}: ", options)


def read_lines(
    stream: BinaryIO, source: str, options: Options, first: bytes = b"", number: int = 0
) -> Iterator[Report | Problem]:
    """The reports of a stream of JSON lines, one at a time, in constant memory; ``first`` is what was
    read of it before (a line, or a line's beginning longer than the bound), ``number`` how many lines
    stand before those."""
    any_report = number > 0
    while raw := first or stream.readline(MAX_LINE_BYTES + 1):
        first = b""
        number += 1
        if len(raw) > MAX_LINE_BYTES:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_LINE_BYTES)
            yield Problem(source, f"line {number}: is longer than {megabytes(MAX_LINE_BYTES)}")
            any_report = True
        elif raw.strip():
            any_report = True
            yield from _parse(raw.lstrip(b"\x1e"), source, f"line {number}: ", options)
    if not any_report:
        yield Problem(source, "is empty")
