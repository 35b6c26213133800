"""Word documents (DOCX)."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Items, Options, bounded
from rashomon.reading.sources.documents import reports_of_document
from rashomon.reading.sources.sheets import refuse_bomb
from rashomon.reading.sources.zipped import BROKEN

MAX_BYTES = 100_000_000


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of a Word document: one, or those of a database's export."""
    from docx import Document
    from docx.opc.exceptions import OpcError
    from docx.oxml.ns import qn
    from lxml.etree import LxmlError

    refuse_bomb(raw := bounded(stream, MAX_BYTES, "document"))
    try:
        body = Document(BytesIO(raw)).element.body
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, *BROKEN) as error:
        raise UnreadableError(f"is a damaged or protected Word document: {error}") from None
    lines = []
    for paragraph in body.iter(qn("w:p")):
        parts = []
        for piece in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:cr")):
            parts.append(
                (piece.text or "") if piece.tag == qn("w:t") else "\t" if "tab" in piece.tag else "\n"
            )
        lines.append("".join(parts).strip())
    yield from reports_of_document("\n\n".join(line for line in lines if line), name, options)
