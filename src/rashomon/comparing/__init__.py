"""Compare: a story goes in, its reports set side by side come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.comparing import coverage, dating, figures, names, reuse, statements, timeline
from rashomon.comparing.alignment import Aligner
from rashomon.comparing.people import same_person
from rashomon.grouping.encoders import best_available
from rashomon.grouping.interlingua import Interlingua
from rashomon.model import NameEntry, Passage, Report, Span, Statement, Story, Synopsis
from rashomon.reading.language import language_of

#: A stretch shorter than this, in code points, says too little to tell its own language by.
_TELLING = 60


def _language(report: Report, span: Span) -> str:
    """The language of a stretch of a report: its own where it stands in an embedded post."""
    embedded = any(block.kind == "embed" and block.span.contains(span) for block in report.blocks)
    if embedded and len(span) >= _TELLING:
        return language_of(span.of(report.text)) or report.language
    return report.language


def _aligned(told: Sequence[Statement]) -> list[tuple[Passage, Passage]]:
    """All pairs of versions of one statement: passages known to say the same."""
    return [
        (Passage(a.report, a.span), Passage(b.report, b.span))
        for statement in told
        for i, a in enumerate(statement.versions)
        for b in statement.versions[i + 1 :]
    ]


def _with_entities(
    told: Sequence[Statement], entries: Sequence[NameEntry], reports: Sequence[Report]
) -> tuple[Statement, ...]:
    """The statements with their speakers named as the story's names are."""
    people = [entry for entry in entries if entry.kind in {"person", "organisation"}]
    mentioned = {(m.report, m.span): entry for entry in people for m in entry.mentions}
    speaking = {
        (report.id, quotation.span): quotation.speaker
        for report in reports
        for quotation in report.marks.quotations
        if quotation.speaker
    }

    def entry_of(statement: Statement) -> NameEntry | None:
        for version in statement.versions:
            for (report, span), speaker in speaking.items():
                if report == version.report and span.overlap(version.span):
                    for (where, mention), entry in mentioned.items():
                        if where == report and speaker.span.contains(mention):
                            names_it = same_person(statement.speaker, entry.name) or any(
                                same_person(statement.speaker, alias) for alias in entry.aliases
                            )
                            if names_it:
                                return entry
        matching = [
            entry
            for entry in people
            if any(name.casefold() == statement.speaker.casefold() for name in (entry.name, *entry.aliases))
        ]
        return matching[0] if len(matching) == 1 else None

    result = []
    for statement in told:
        entry = entry_of(statement) if statement.speaker else None
        if entry is None:
            result.append(statement)
        else:
            fuller = max((entry.name, statement.speaker), key=lambda n: (len(n.split()), n))
            name = entry.name if entry.kind == "person" else fuller
            result.append(replace(statement, speaker=name, entity=entry.id))
    return tuple(result)


def compare(story: Story) -> Synopsis:
    """The synopsis of a story whose reports have been marked.

    Uses the sentence encoder for the last word on which utterance is which where one can be had, else
    the interlingua word by word; ``aligned_by`` of the synopsis says which.
    """
    words = Interlingua.load()
    aligner = Aligner(best_available(), words.similarities)
    same = words.similarity
    reports = dating.date_reports(story.reports)
    told = statements.compare(reports, aligner, _language)
    pairs = [((a.report, a.span), (b.report, b.span)) for a, b in _aligned(told)]
    entries = names.compare(reports, pairs)
    told = _with_entities(told, entries, reports)
    return Synopsis(
        story=replace(story, reports=reports),
        statements=told,
        figures=figures.compare(reports, same),
        names=entries,
        timeline=timeline.timeline(reports, same),
        coverage=coverage.coverage(reports, same, entries),
        reuse=reuse.reuse(reports, told),
        aligned_by=aligner.name,
    )
