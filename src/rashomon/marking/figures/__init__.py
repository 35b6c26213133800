"""Figures: every quantity of a report as an interval in a base unit, with what it counts and whose it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from rashomon.marking.figures.crediting import credited
from rashomon.marking.figures.hedging import TOLERANCE
from rashomon.marking.figures.reader import find_in, moved
from rashomon.model import Block, Figure, Moment, Quotation, Report, Span
from rashomon.text.language import language_of
from rashomon.text.sentences import TOLD

__all__ = ["TOLERANCE", "find", "find_in", "language_at"]


def find(
    report: Report, moments: Sequence[Moment] = (), quotations: Sequence[Quotation] = ()
) -> tuple[Figure, ...]:
    """The figures of a report, in text order; furniture and repeats are not read, nor what ``moments``
    cover. A figure inside one of ``quotations`` is attributed to its speaker."""
    dated = sorted(moment.span for moment in moments if moment.span is not None)
    spoken = sorted(
        (quotation for quotation in quotations if quotation.speaker is not None), key=lambda said: said.span
    )
    begins = [said.span.start for said in spoken]
    found: list[Figure] = []
    for block in report.blocks:
        if block.kind not in TOLD:
            continue
        base = block.span.start
        skip = [
            Span(max(0, span.start - base), span.end - base)
            for span in dated
            if span.start < block.span.end and span.end > base
        ]
        text, language = block.span.of(report.text), _language(report, block)
        for figure in credited(find_in(text, language, skip), text, language):
            own = moved(figure, base)
            at = bisect_right(begins, own.span.start) - 1
            found.append(_attributed(own, spoken[max(0, at - 3) : at + 1]))
    return tuple(found)


#: An embedded post shorter than this, in code points, says too little to tell its own language by.
_TELLING = 60


def _language(report: Report, block: Block) -> str:
    """The language a block is read in: a post is often in another one than the report it stands in."""
    if block.kind != "embed" or len(block.span) < _TELLING:
        return report.language
    found = language_of(block.span.of(report.text))
    return report.language if found == "und" else found


def language_at(report: Report, span: Span) -> str:
    """The language that the block around ``span`` is read in."""
    for block in report.blocks:
        if block.span.contains(span):
            return _language(report, block)
    return report.language


def _attributed(figure: Figure, near: Sequence[Quotation]) -> Figure:
    """The figure with the speaker of the innermost quotation around it; with the source that its own clause
    names, where it does, under the name that a quotation has for it."""
    own = figure.attributed_span
    for said in reversed(near):
        speaker = said.speaker
        if speaker is None:
            continue
        same = speaker.span is not None and own is not None and bool(speaker.span.overlap(own))
        if same or (own is None and said.span.contains(figure.span)):
            return replace(figure, attributed_to=speaker.name, attributed_span=speaker.span)
    return figure
