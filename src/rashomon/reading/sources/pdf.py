"""PDF documents with a text layer: lines put back into paragraphs."""

from __future__ import annotations

from typing import BinaryIO

import regex

from rashomon.model import Problem
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Items, Options, bounded
from rashomon.reading.sources.documents import reports_of_document

MAX_BYTES = 100_000_000
MAX_PAGES = 500
MAX_TEXT = 5_000_000
_HYPHEN = regex.compile(r"(?<=\p{Ll})[\u00ad\ufffe\u0002]$|(?<=\p{Ll}\p{Ll})-$")
_STOPS = regex.compile(r"[.!?:…。！？][\"'”’»“)]*+$")


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of a PDF document: one, or those of a database's export."""
    import pypdfium2

    raw = bounded(stream, MAX_BYTES, "PDF document")
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"is a damaged or protected PDF document: {error}") from None
    try:
        pages, size = [], 0
        for number in range(min(len(document), MAX_PAGES)):
            pages.append(document[number].get_textpage().get_text_bounded())
            size += len(pages[-1])
            if size > MAX_TEXT:
                break
        if not any(page.strip() for page in pages):
            raise UnreadableError(
                f"is a PDF of {len(document)} pages without a text layer (pictures of pages): OCR first"
            )
        if len(pages) < len(document):
            yield Problem(name, f"has {len(document)} pages: the first {len(pages)} are read")
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"is a damaged PDF document: {error}") from None
    finally:
        document.close()
    yield from reports_of_document(paragraphs("\n".join(pages)), name, options)


def paragraphs(text: str) -> str:
    """Lines as a page sets them, put together: a line that does not end a sentence and is nearly as long
    as the longest goes on in the next; a word divided at the end of a line is one again."""
    lines = [line.strip() for line in text.replace("\r", "").split("\n")]
    longest = sorted(map(len, lines))[int(len(lines) * 0.9)] if lines else 0
    built: list[str] = []
    joins = False
    for line in lines:
        if not line:
            joins = False
            continue
        if joins and built:
            cut = _HYPHEN.search(built[-1])
            built[-1] = (
                built[-1][: cut.start()] + line if cut and line[0].islower() else f"{built[-1]} {line}"
            )
        else:
            built.append(line)
        short = len(line) < longest * 0.75
        joins = not short and not (_STOPS.search(line) and len(line) < longest * 0.9)
    return "\n\n".join(built)
