"""The text of an office document: one report, or those of a database's export."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rashomon.model import Problem
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Items, Options
from rashomon.reading.repair import repaired
from rashomon.reading.sources.databases import export_of
from rashomon.reading.sources.databases.header import Record
from rashomon.reading.sources.records import reports_of
from rashomon.reading.text import report_from_text


def reports_of_document(text: str, name: str, options: Options) -> Items:
    """The reports that the text of a document holds.

    Raises:
        UnreadableError: where it holds none, or several that are not understood.
    """
    if not text.strip():
        raise UnreadableError("has no text in it")
    export = export_of(text)
    if export is None:
        whole, notes = repaired(unicodedata.normalize("NFC", text.strip() + "\n"))
        yield report_from_text(whole, name)
        yield from (Problem(name, note, True) for note in notes)
        return
    yield from reports_of_export(*export, name, options)


def reports_of_export(
    what: str, records: Sequence[Record], lost: Sequence[str], name: str, options: Options
) -> Items:
    """The reports that the documents of a database's export are, and what was lost of it."""
    yield Problem(name, f"is an export of {what}: split into its {len(records) + len(lost)} documents", True)
    for number, record in enumerate(records, 1):
        yield from reports_of(record, name, f"document {number}: ", options)
    yield from (Problem(name, reason) for reason in lost)
