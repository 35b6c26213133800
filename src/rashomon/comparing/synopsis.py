"""The synopsis of a story: each comparison in its turn, nothing computed twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, Literal

from rashomon.comparing import coverage, dating, figures, names, reuse, statements, timeline
from rashomon.comparing.candidates import Candidates, Tally, said
from rashomon.comparing.coverage import Many
from rashomon.comparing.people import same_person
from rashomon.encoding.alignment import Aligner
from rashomon.encoding.encoders import Encoder, best_available
from rashomon.encoding.interlingua import Interlingua
from rashomon.encoding.kept import kept
from rashomon.model import NameEntry, Passage, Report, Span, Statement, Story, Synopsis
from rashomon.text.language import language_of

#: The best encoder that can be had on this machine.
BEST: Final = "best"
#: A stretch shorter than this, in code points, says too little to tell its own language by.
_TELLING = 60


def _language(report: Report, span: Span) -> str:
    """The language of a stretch of a report: its own where it stands in an embedded post."""
    embedded = any(block.kind == "embed" and block.span.contains(span) for block in report.blocks)
    if embedded and len(span) >= _TELLING:
        return language_of(span.of(report.text)) or report.language
    return report.language


def _aligned(told: Sequence[Statement]) -> list[tuple[Passage, Passage]]:
    """Pairs of versions of one statement, passages known to say the same: all pairs but of statements that
    dozens repeat."""
    found = []
    for statement in told:
        versions = [Passage(version.report, version.span) for version in statement.versions]
        pairs = Candidates()
        pairs.add(range(len(versions)))
        found += [(versions[i], versions[j]) for i, j in sorted(pairs.pairs)]
    return found


def _voices(entries: Sequence[NameEntry]) -> dict[str, NameEntry | None]:
    """Who each name of the story's people and organisations means, by the name case folded; None where it
    is the name of several."""
    found: dict[str, NameEntry | None] = {}
    for entry in entries:
        if entry.kind in {"person", "organisation"}:
            for name in {name.casefold() for name in (entry.name, *entry.aliases)}:
                found[name] = None if name in found else entry
    return found


def _with_entities(
    told: Sequence[Statement], voices: Mapping[str, NameEntry | None]
) -> tuple[Statement, ...]:
    """The statements with their speakers under the names the story knows them by, where exactly one of
    its people and organisations can be meant."""
    people = {entry.id: entry for entry in voices.values() if entry and entry.kind == "person"}

    def entry_of(speaker: str) -> NameEntry | None:
        if speaker.casefold() in voices:
            return voices[speaker.casefold()]
        meant = [entry for entry in people.values() if same_person(speaker, entry.name)]
        return meant[0] if len(meant) == 1 else None

    result = []
    for statement in told:
        entry = entry_of(statement.speaker) if statement.speaker else None
        named = replace(statement, speaker=entry.name, entity=entry.id) if entry else statement
        result.append(named)
    return tuple(result)


def _likeness(words: Interlingua) -> tuple[Callable[[str, str, str, str], float], Many]:
    """The interlingua's similarity of two texts (text, language, text, language), and that of many texts with
    each other; each text is cut into its words once."""
    tokens = lru_cache(maxsize=8192)(words.tokens)

    @lru_cache(maxsize=65_536)
    def same(text_a: str, language_a: str, text_b: str, language_b: str) -> float:
        return words.pair(tokens(text_a, language_a), tokens(text_b, language_b))

    return same, lambda texts, languages: words.among([*map(tokens, texts, languages)])


def compare(story: Story, *, encoder: Encoder | Literal["best"] | None = BEST) -> Synopsis:
    """The synopsis of a story whose reports have been marked.

    ``encoder`` has the last word on which utterance is which: by default the best that can be had here; where
    there is none, or None is given, the interlingua word by word. ``aligned_by`` of the synopsis says which
    it was. Statements are compared twice:
    what stands in the same place of one quotation tells which names are one, and which names are one tells
    who may have said the same.
    """
    words = Interlingua.load()
    chosen = kept(best_available()) if encoder == BEST else encoder
    same, many = _likeness(words)
    weigh = lru_cache(maxsize=8192)(words.weight)
    tally = Tally()
    aligner = Aligner(chosen, same, words.vectors)
    reports = dating.date_reports(story.reports)
    told = statements.compare(reports, aligner, _language, weigh=weigh)
    alike = _aligned(told)
    entries = names.compare(reports, [((a.report, a.span), (b.report, b.span)) for a, b in alike])
    voices = _voices(entries)
    known = {name: entry.id for name, entry in voices.items() if entry}
    told = statements.compare(reports, aligner, _language, known, weigh, tally=tally)
    told = _with_entities(told, voices)
    counted = figures.compare(reports, same, alike, entries, tally=tally)
    found = Synopsis(
        story=replace(story, reports=reports),
        statements=told,
        figures=counted,
        names=entries,
        timeline=timeline.timeline(reports, same, words.vectors, tally=tally),
        coverage=coverage.coverage(
            reports,
            same,
            entries,
            statements=told,
            figures=counted,
            many=many,
            vectors=words.vectors,
            aligner=aligner,
            tally=tally,
        ),
        reuse=reuse.reuse(reports, told, tally=tally),
        aligned_by=aligner.name,
    )
    return replace(found, bounded=said(tally))
