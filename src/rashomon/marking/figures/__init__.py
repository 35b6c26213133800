"""Figures: every quantity of a report as an interval in a base unit, with what it counts and whose it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from rashomon.languages import facts
from rashomon.marking.figures.beginnings import may_begin_in
from rashomon.marking.figures.crediting import credited
from rashomon.marking.figures.hedging import TOLERANCE
from rashomon.marking.figures.reader import find_in, moved
from rashomon.model import Figure, Moment, Quotation, Report, Span
from rashomon.text.document import Document, document_of

__all__ = ["TOLERANCE", "find", "find_in", "language_at"]


def find(
    report: Report, moments: Sequence[Moment] = (), quotations: Sequence[Quotation] = ()
) -> tuple[Figure, ...]:
    """The figures of a report, in text order; furniture and repeats are not read, nor what ``moments``
    cover. A figure inside one of ``quotations`` is attributed to its speaker."""
    document = document_of(report)
    dated = sorted(
        moment.span
        for moment in moments
        if moment.span is not None and not (not moment.start and _lasts(report.text, moment.span, document))
    )
    spoken = sorted(
        (quotation for quotation in quotations if quotation.speaker is not None), key=lambda said: said.span
    )
    begins = [said.span.start for said in spoken]
    found: list[Figure] = []
    for section in document.sections:
        if not may_begin_in(document, section):
            continue
        base, language = section.span.start, section.language
        skip = [
            Span(max(0, span.start - base), span.end - base)
            for span in dated
            if span.start < section.span.end and span.end > base
        ]
        text = section.span.of(report.text)
        for figure in credited(find_in(text, language, skip), text, language):
            own = moved(figure, base)
            at = bisect_right(begins, own.span.start) - 1
            found.append(_attributed(own, spoken[max(0, at - 3) : at + 1]))
    return tuple(found)


def _lasts(text: str, span: Span, document: Document) -> bool:
    """True if what may be a time of day ("two hours", "twee uur") is so many hours: no word for when, such as
    "at", stands before it."""
    language = document.language_at(span.start)
    read = find_in(span.of(text), language)
    if len(read) != 1 or read[0].dimension != "duration":
        return False
    before = text[max(0, span.start - 40) : span.start].split()[-1:]
    return not before or before[0].lower() not in facts(language, "figures").get("clock_before", ())


def language_at(report: Report, span: Span) -> str:
    """The language that the text around ``span`` is read in."""
    return document_of(report).language_at(span.start)


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
