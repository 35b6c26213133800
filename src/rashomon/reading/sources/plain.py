"""One plain text report a file."""

from __future__ import annotations

import os
import stat
from typing import BinaryIO

from rashomon.model import Problem
from rashomon.reading.decoding import MAX_TEXT_BYTES, UnreadableError, megabytes, plain_text
from rashomon.reading.options import Items, Options, bounded
from rashomon.reading.repair import repaired
from rashomon.reading.sources.databases import export_of
from rashomon.reading.sources.documents import reports_of_document
from rashomon.reading.text import report_from_text


def _too_large(stream: BinaryIO) -> str | None:
    """Why a plain text file is not read, told from its size alone."""
    try:
        info = os.fstat(stream.fileno())
    except (OSError, AttributeError, ValueError):
        return None
    if not stat.S_ISREG(info.st_mode) or info.st_size <= MAX_TEXT_BYTES:
        return None
    return (
        f"is {megabytes(info.st_size)} large, one plain text report may be at most "
        f"{megabytes(MAX_TEXT_BYTES)}"
    )


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The report that a plain text is."""
    reason = _too_large(stream)
    if reason:
        raise UnreadableError(reason)
    raw = bounded(stream, MAX_TEXT_BYTES, "plain text report")
    text, notes = repaired(plain_text(raw, options.encoding))
    if export_of(text):
        yield from reports_of_document(text, name, options)
    else:
        yield report_from_text(text, name)
    yield from (Problem(name, note, True) for note in notes)
