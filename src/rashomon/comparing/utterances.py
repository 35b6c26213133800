"""The units that are set side by side: one sentence of one quotation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from rashomon.marking.sentences import split
from rashomon.model import Quotation, Report, Span

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[.,'’][\p{L}\p{M}\p{N}]+)*+")
_EDGE = " \t\n\u00a0\u202f\"'”’»«›“‘„‚.…—–-"
_LEADING = _EDGE + ",;:"


def words(text: str) -> list[str]:
    """The words and numbers of a text, lower case, in order."""
    return [match.group().casefold() for match in _WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence that somebody is reported to have said. ``order`` counts utterances in its report."""

    report: str
    span: Span
    text: str
    language: str
    quotation: Quotation
    words: tuple[str, ...]
    order: int

    @property
    def speaker(self) -> str:
        """The speaker's name, empty where left open."""
        return self.quotation.speaker.name if self.quotation.speaker else ""


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _LEADING:
        start += 1
    while end > start and text[end - 1] in _EDGE and text[end - 1] not in ".…":
        end -= 1
    return Span(start, end)


def utterances(reports: Sequence[Report], language_of: dict[tuple[str, Span], str]) -> list[Utterance]:
    """The utterances of all quotations, in the order of the reports and of their texts.

    ``language_of`` holds the quotations (report id and span) that stand in another language than the
    report around them, such as an embedded post.
    """
    found: list[Utterance] = []
    for report in reports:
        order = 0
        taken: list[Span] = []
        # Direct words first: an indirect stretch that only repeats them is not said twice.
        for quotation in sorted(report.marks.quotations, key=lambda q: (q.kind == "indirect", q.span)):
            if any(span.overlap(quotation.span) for span in taken):
                continue
            taken.append(quotation.span)
            language = language_of.get((report.id, quotation.span), report.language)
            pieces = split(report.text, quotation.span, language) if quotation.kind == "direct" else ()
            for piece in pieces or (quotation.span,):
                span = _trimmed(report.text, piece)
                said = words(span.of(report.text))
                if said:
                    found.append(
                        Utterance(
                            report.id, span, span.of(report.text), language, quotation, tuple(said), order
                        )
                    )
                    order += 1
    return found
