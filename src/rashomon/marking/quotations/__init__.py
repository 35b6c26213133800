"""Quotations: who is said to have said what, where exactly, and how it is given.

Direct quotations are found by their marks (:mod:`rashomon.text.quoted`), dashes (:mod:`.dashes`), embedded
posts and turns of a transcript (:mod:`.turns`); what is reported without marks by cues (:mod:`.indirect`);
speakers by the words beside a cue (:mod:`.cues`, :mod:`.phrases`) and by what the report says of them
(:mod:`.people`).
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.marking.quotations.engine import read
from rashomon.model import Block, Name, Quotation, Report, Span
from rashomon.text.document import Document, document_in, document_of

__all__ = ["find", "find_in"]


def find(report: Report, names: Sequence[Name] = ()) -> tuple[Quotation, ...]:
    """The quotations of a report, in text order. Furniture and repeats are never read.

    ``names`` are the names found in the report; without them persons are told by their capitals and
    their roles alone.
    """
    repeats = [block.span for block in report.blocks if block.kind == "repeat"]
    return tuple(_read(document_of(report), names, repeats))


def find_in(text: str, language: str, names: Sequence[Name] = ()) -> list[Quotation]:
    """The quotations of a plain text, in order."""
    return _read(document_in(text, language), names, ())


def _read(document: Document, names: Sequence[Name], repeats: Sequence[Span]) -> list[Quotation]:
    """The quotations of a text: a passage in another language is read with the data of that one."""
    language = document.language
    passages = [(Block(section.kind, section.span), section.language) for section in document.sections]
    own = [block for block, code in passages if code == language]
    found = read(document, own, language, names, repeats)
    if len(own) == len(passages):
        return found
    for block, code in passages:
        if code != language:
            found += read(document, [block], code, names)
    return sorted(found, key=lambda quotation: (quotation.span, quotation.kind))
