"""Pages that a browser saved as one file (MHTML): the page is its first HTML part."""

from __future__ import annotations

import email
import email.policy
from typing import BinaryIO

from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Items, Options, bounded
from rashomon.reading.sources.html import page

#: Largest archived page, pictures and all, in bytes.
MAX_BYTES = 100_000_000


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The report of an archived page."""
    message = email.message_from_bytes(
        bounded(stream, MAX_BYTES, "archived page"), policy=email.policy.compat32
    )
    address = message.get("Snapshot-Content-Location")
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes) and raw.strip():
                where = str(address or part.get("Content-Location") or "") or None
                charset = part.get_content_charset()
                yield from page(raw, name, options, charset=charset, address=where)
                return
    raise UnreadableError("holds no HTML page")
