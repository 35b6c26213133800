"""The sentences of a story's reports, each with what it names and counts, and which are known to belong
together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import regex

from rashomon.comparing.candidates import Candidates
from rashomon.languages import facts
from rashomon.model import FigureComparison, NameEntry, Report, Span, Statement
from rashomon.text.sentences import split

#: Sentences with fewer words tell too little to be missed.
WORDS = 7
#: Blocks whose sentences are claims; in the rest a thing may still be told.
_CLAIMS = frozenset({"body", "dateline"})
_TELLS = frozenset({"title", "deck", "dateline", "body", "caption", "embed", "heading"})
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*+")
_IDEOGRAPHIC = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
#: Pairs of sentences by their places, with 1 where they are known to tell the same, one half where they may.
Linked = Mapping[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a report with what it names and counts; ``bare`` is the sentence without its names."""

    report: int
    block: int
    span: Span
    text: str
    language: str
    claim: bool
    names: frozenset[str]
    figures: tuple[tuple[str, float | None, float | None], ...]
    bare: str


def is_well_known(language: str) -> bool:
    """Whether likeness of words carries a claim: in languages of the first class."""
    return bool(facts(language, "language").get("class") == 1)


def is_kin(one: str, other: str) -> bool:
    """Whether two languages are one but for region or script."""
    return one.split("-", maxsplit=1)[0] == other.split("-", maxsplit=1)[0]


def sentences(reports: Sequence[Report], entries: Sequence[NameEntry]) -> list[Told]:
    """Every sentence that tells something, report by report."""
    named: dict[str, list[tuple[Span, str]]] = {report.id: [] for report in reports}
    for entry in entries:
        for mention in entry.mentions:
            named.setdefault(mention.report, []).append((mention.span, entry.id))
    found = []
    for number, report in enumerate(reports):
        own = sorted(named[report.id])
        for paragraph, block in enumerate(report.blocks):
            if block.kind in _TELLS:
                for span in split(report.text, block.span, report.language):
                    found.append(_told(number, paragraph, report, span, own))
    return found


def _told(number: int, paragraph: int, report: Report, span: Span, named: Sequence[tuple[Span, str]]) -> Told:
    words = len(_WORD.findall(report.text, span.start, span.end))
    if _IDEOGRAPHIC.search(report.text, span.start, span.end):
        words = len(span) // 2
    claims = report.blocks[paragraph].kind in _CLAIMS and words >= WORDS and is_well_known(report.language)
    first = bisect_left(named, span.start, key=lambda each: each[0].start)
    last = bisect_left(named, span.end, first, key=lambda each: each[0].start)
    inside = [each for each in named[first:last] if span.contains(each[0])]
    counted = report.marks.figures
    first = bisect_left(counted, span.start, key=lambda each: each.span.start)
    last = bisect_left(counted, span.end, first, key=lambda each: each.span.start)
    return Told(
        report=number,
        block=paragraph,
        span=span,
        text=span.of(report.text),
        language=report.language,
        claim=claims,
        names=frozenset(entity for _, entity in inside),
        figures=tuple(
            (each.dimension, each.low, each.high) for each in counted[first:last] if span.contains(each.span)
        ),
        bare=_bare(report.text, span, inside),
    )


def _bare(text: str, span: Span, named: Sequence[tuple[Span, str]]) -> str:
    """A sentence without its names: what it tells, not of whom."""
    pieces, at = [], span.start
    for name, _ in named:
        if name.start >= at:
            pieces.append(text[at : name.start])
            at = name.end
    return " ".join([*pieces, text[at : span.end]])


def linked(
    reports: Sequence[Report],
    told: Sequence[Told],
    statements: Sequence[Statement],
    figures: Sequence[FigureComparison],
) -> dict[tuple[int, int], float]:
    """Pairs of sentences known to belong together: 1 where they hold most of two versions of a statement,
    one half (no claim) where they hold part of them or values of one comparison."""
    at: dict[str, list[int]] = {report.id: [] for report in reports}
    for index, sentence in enumerate(told):
        at[reports[sentence.report].id].append(index)
    found: dict[tuple[int, int], float] = {}
    groups = [(1.0, [(v.report, v.span) for v in statement.versions]) for statement in statements]
    groups += [(0.5, [(v.report, v.span) for v in figure.values]) for figure in figures]
    for weight, spans in groups:
        holding = [
            (index, told[index].span.overlap(span) * 2 >= min(len(span), len(told[index].span)))
            for report, span in spans
            for index in _touching(told, at.get(report, ()), span)
        ]
        holding.sort()
        worth = Candidates()
        worth.add(range(len(holding)))
        for one, other in sorted(worth.pairs):
            (i, most), (j, more) = holding[one], holding[other]
            if told[i].report != told[j].report:
                found[i, j] = max(found.get((i, j), 0.0), weight if most and more else 0.5)
    return found


def _touching(told: Sequence[Told], own: Sequence[int], span: Span) -> list[int]:
    """The sentences of a report (``own``, in text order) that a span touches."""
    first = bisect_right(own, span.start, key=lambda index: told[index].span.end)
    found = []
    for index in own[first:]:
        if told[index].span.start >= span.end:
            break
        if told[index].span.overlap(span):
            found.append(index)
    return found


def distinct(told: Sequence[Told], known: Linked) -> list[int]:
    """For each sentence the place of the first that says the same in the same report: a report that repeats
    itself tells a thing once. What is known to belong with another sentence stands for itself."""
    own = {place for pair in known for place in pair}
    first: dict[Hashable, int] = {}
    return [
        place
        if place in own
        else first.setdefault((one.report, one.text, one.claim, one.names, one.figures, one.bare), place)
        for place, one in enumerate(told)
    ]
