"""A report out of its text: blocks, title, outlet, language, date of publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

import regex

from rashomon.model import Block, BlockKind, LeftOut, Marks, Moment, Report, Revision, Span
from rashomon.reading.agencies import agencies_in
from rashomon.reading.blocks import Laid, lay_out
from rashomon.reading.identity import digest
from rashomon.text.language import language_of


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
    marks: Marks = field(default_factory=Marks)
    agencies: tuple[str, ...] | None = None
    teaser: bool = False
    #: Where the text is cut off: what stands behind counts what is missing.
    cut: int | None = None
    #: What the lines that begin at these places are, where the source says so.
    kinds: Mapping[int, str] | None = None
    left_out: tuple[LeftOut, ...] = ()
    revisions: tuple[Revision, ...] = ()


#: Blocks whose words tell which language a report is in.
_TELLING = frozenset({"title", "deck", "body", "heading", "caption"})
#: Kinds of blocks that a source's own markup can tell.
_SAYABLE = frozenset({"title", "deck", "heading", "caption", "embed"})
_SENTENCE_END = regex.compile(r"[.!?…][\"'”’»“)]*+(?=\s)|[。！？]|[؟۔।](?=\s)|[\n\r]")
#: A full stop after less than this many letters more often ends an abbreviation than a sentence.
_ABBREVIATED = 4
#: Longest title taken from a sentence, in code points.
_LONGEST = 300


def _first_sentence(text: str) -> str:
    """The first sentence of a text, for reports without a title."""
    for end in _SENTENCE_END.finditer(text, 0, 4 * _LONGEST):
        before = text[: end.start()].rsplit(None, 1)[-1:] or [""]
        if end.group()[0] != "." or sum(map(str.isalpha, before[0])) >= _ABBREVIATED:
            return text[: end.end()].strip()
    return text[:_LONGEST].strip()


def _told(text: str, blocks: tuple[Block, ...], kinds: frozenset[str], most: int = 6_000) -> str:
    """The beginning of what the blocks of some kinds say."""
    parts: list[str] = []
    for block in blocks:
        if block.kind in kinds:
            parts.append(block.span.of(text).strip())
            most -= len(parts[-1])
            if most < 0:
                break
    return "\n".join(parts)


def report_of(text: str, source: str, stated: Stated) -> Report:
    """The report whose text this is; what its source states of it goes before what the text shows.

    A report without a title is called by its first sentence; no block is marked as title then.
    """
    laid = Laid(stated.blocks) if stated.blocks else lay_out(text, stated.title)
    blocks = laid.blocks if stated.cut is None else _cut_off(laid.blocks, stated.cut, len(text))
    if stated.kinds:
        blocks = tuple(_as_said(block, stated.kinds.get(block.span.start)) for block in blocks)
    own = _told(text, blocks, _TELLING)
    byline = stated.byline or laid.byline
    agencies = agencies_in(text, blocks, byline) if stated.agencies is None else stated.agencies
    return Report(
        id=stated.id or digest(source.rsplit("/", 1)[-1], text),
        source=source,
        text=text,
        language=language_of(own or text[:6_000], stated.language),
        title=stated.title or laid.title or _first_sentence(_told(text, blocks, frozenset({"body"})) or own),
        outlet=stated.outlet or laid.outlet,
        byline=byline,
        published=stated.published or laid.published,
        blocks=blocks,
        marks=stated.marks,
        agencies=agencies,
        teaser=stated.teaser,
        left_out=stated.left_out,
        revisions=stated.revisions,
    )


def _as_said(block: Block, kind: str | None) -> Block:
    """A block as the kind that its source gives it, where that is one and the block is no furniture."""
    if kind not in _SAYABLE or block.kind in {"furniture", "repeat"}:
        return block
    return replace(block, kind=cast(BlockKind, kind))


def _cut_off(blocks: tuple[Block, ...], at: int, end: int) -> tuple[Block, ...]:
    """The blocks, with furniture from where the text is cut off."""
    kept = [
        replace(block, span=Span(block.span.start, min(block.span.end, at)))
        for block in blocks
        if block.span.start < at
    ]
    return (*kept, Block("furniture", Span(at, end), "count of what is missing: the text is cut off here"))


def report_from_text(text: str, source: str) -> Report:
    """A plain text report. ``text`` is as :func:`rashomon.reading.decoding.plain_text` gives it."""
    return report_of(text, source, Stated())
