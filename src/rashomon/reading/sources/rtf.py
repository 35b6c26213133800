"""Rich text (RTF)."""

from __future__ import annotations

from typing import BinaryIO

import regex

from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Items, Options, bounded
from rashomon.reading.sources.documents import reports_of_document

MAX_BYTES = 50_000_000
_LINES = regex.compile(r"\n\s*\n?")


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of a rich text: one, or those of a database's export."""
    from striprtf.striprtf import rtf_to_text

    raw = bounded(stream, MAX_BYTES, "document")
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("is called RTF and is not")
    try:
        text = str(rtf_to_text(raw.decode("latin-1"), encoding=options.encoding or "cp1252", errors="strict"))  # type: ignore[no-untyped-call]
    except (UnicodeError, LookupError, ValueError, IndexError) as error:
        raise UnreadableError(f"is a damaged rich text: {error}") from None
    lines = [" ".join(line.split()) for line in text.split("\n")]
    yield from reports_of_document("\n\n".join(line for line in lines if line), name, options)
