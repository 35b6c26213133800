"""Figures: every quantity of a report as an interval in a base unit, with what it counts and whose it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from rashomon.marking.figures.reader import TOLERANCE, find_in
from rashomon.marking.sentences import TOLD
from rashomon.model import Figure, Moment, Quotation, Report, Span

__all__ = ["TOLERANCE", "find", "find_in"]


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
        for figure in find_in(block.span.of(report.text), report.language, skip):
            moved = _moved(figure, base)
            at = bisect_right(begins, moved.span.start) - 1
            found.append(_attributed(moved, spoken[max(0, at - 3) : at + 1]))
    return tuple(found)


def _moved(figure: Figure, base: int) -> Figure:
    """The figure with its spans counted from the beginning of the report's text."""
    twin = figure.same_as
    return replace(
        figure,
        span=Span(figure.span.start + base, figure.span.end + base),
        same_as=None if twin is None else Span(twin.start + base, twin.end + base),
    )


def _attributed(figure: Figure, near: Sequence[Quotation]) -> Figure:
    """The figure with the speaker of the innermost quotation around it."""
    for said in reversed(near):
        if said.span.contains(figure.span) and said.speaker is not None:
            return replace(figure, attributed_to=said.speaker.name, attributed_span=said.speaker.span)
    return figure
