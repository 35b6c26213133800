"""A report out of its text: blocks, title, outlet, language, date of publication."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Block, Moment, Report, Span
from rashomon.reading.identity import digest
from rashomon.reading.language import language_of


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source says of a report beside its text; None where it says nothing."""

    id: str | None = None
    title: str | None = None
    language: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: Moment | None = None
    blocks: tuple[Block, ...] | None = None


def report_of(text: str, source: str, stated: Stated) -> Report:
    """The report whose text this is; what its source states of it goes before what the text shows."""
    blocks = stated.blocks or (Block("body", Span(0, len(text))),)
    return Report(
        id=stated.id or digest(source.rsplit("/", 1)[-1], text),
        source=source,
        text=text,
        language=language_of(text, stated.language),
        title=stated.title or "",
        outlet=stated.outlet,
        byline=stated.byline,
        published=stated.published,
        blocks=blocks,
    )


def report_from_text(text: str, source: str) -> Report:
    """A plain text report. ``text`` is as :func:`rashomon.reading.decoding.plain_text` gives it."""
    return report_of(text, source, Stated())
