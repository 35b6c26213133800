"""What only one report tells and what all but one tell, with the passages.

Sentences are set against all sentences of the other reports (:mod:`.likeness`). Nothing is claimed of what
may be told there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from rashomon.comparing.candidates import Tally
from rashomon.comparing.coverage.likeness import Found, Many, Same, Search, is_small
from rashomon.comparing.coverage.told import Told, distinct, is_well_known, linked, sentences
from rashomon.encoding.alignment import Aligner
from rashomon.model import CoverageEntry, FigureComparison, NameEntry, Passage, Report, Span, Statement

#: Longest label, in characters.
_LABEL = 110


def coverage(
    reports: Sequence[Report],
    same: Same,
    names: Sequence[NameEntry],
    *,
    statements: Sequence[Statement] = (),
    figures: Sequence[FigureComparison] = (),
    many: Many | None = None,
    vectors: Callable[[Sequence[str], Sequence[str]], Any] | None = None,
    aligner: Aligner | None = None,
    tally: Tally | None = None,
) -> tuple[CoverageEntry, ...]:
    """What all but one report tell, then what one alone tells, in the order of the reports.

    ``same`` gives the likeness of two sentences (text, language, text, language) from 0 to 1, over
    languages; ``many`` the same for many at once, where there is a quicker way, and ``vectors`` (texts,
    languages) rows to find the nearest by in large stories. ``names`` are the story's names. Versions of one
    of the ``statements`` tell the same; values of one of the ``figures`` may. What the words find nowhere
    else is claimed only where the encoder of ``aligner`` finds it nowhere either. A claim is made only of
    sentences of the running text. With fewer than two reports there is nothing to say.
    ``tally`` takes the number of pairs left out.
    """
    if len(reports) < 2:
        return ()
    told = sentences(reports, names)
    known = linked(reports, told, statements, figures)
    first = distinct(told, known)
    places = sorted(set(first))
    if many and is_small(places):
        search = Search.small(told, places, known, many)
    else:
        search = Search.large(told, places, known, same, vectors)
        if tally is not None and vectors:
            tally["coverage"] = len(places) * (len(places) - 1) // 2 - len(search.pairs)
    rare = Counter({entry.id: len({mention.report for mention in entry.mentions}) for entry in names})
    found = search.found(rare)
    if aligner is not None and aligner.encoder:
        search.listen(found, aligner)
    found.repeated(first)
    entries = _all_but_one(reports, told, found, statements) if len(reports) > 2 else []
    entries.extend(_only_one(reports, told, found))
    return tuple(entries)


def _label(text: str) -> str:
    """A passage's own words, cut between words where it is long."""
    flat = " ".join(text.split())
    if len(flat) <= _LABEL:
        return flat
    head = flat[: _LABEL + 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head[:_LABEL]).rstrip(" ,;:–-") + " …"


def _all_but_one(
    reports: Sequence[Report], told: Sequence[Told], known: Found, statements: Sequence[Statement]
) -> list[CoverageEntry]:
    found: list[CoverageEntry] = []
    used: set[int] = set()
    near, partner = known.nearest, known.partner

    def add(members: list[int], about: str, absent: int) -> None:
        used.update(members)
        passages = tuple(
            Passage(reports[told[m].report].id, told[m].span)
            for m in sorted(members, key=lambda m: told[m].report)
        )
        name = reports[absent].id
        found.append(CoverageEntry(f"all-but-{name}-{len(found) + 1}", _label(about), passages, (name,)))

    by_report = _by_report(reports, told)
    for statement in statements:
        if len({version.report for version in statement.versions}) < len(reports) - 1:
            continue
        members = _holding(reports, told, by_report, statement)
        missing = [r for r in range(len(reports)) if r not in {told[m].report for m in members}]
        untold = len(missing) == 1 and all(near[m].get(missing[0], 0.0) < 1.0 for m in members)
        if untold and not used & set(members):
            add(members, statement.text, missing[0])
    order = sorted(range(len(told)), key=lambda i: (-round(sum(near[i].values()), 4), i))
    for i in order:
        if i in used or not told[i].claim:
            continue
        there = {r for r, score in near[i].items() if score >= 1.0}
        if len(there) != len(reports) - 2:
            continue
        (absent,) = set(range(len(reports))) - there - {told[i].report}
        if near[i].get(absent, 0.0) > 0.0:
            continue
        members = [i] + [partner[i][r] for r in sorted(there)]
        if used & set(members) or any(near[m].get(absent, 0.0) > 0.0 for m in members):
            continue
        add(members, told[i].text, absent)
    return found


def _by_report(reports: Sequence[Report], told: Sequence[Told]) -> list[list[int]]:
    """The sentences of each report."""
    found: list[list[int]] = [[] for _ in reports]
    for index, sentence in enumerate(told):
        found[sentence.report].append(index)
    return found


def _holding(
    reports: Sequence[Report],
    told: Sequence[Told],
    by_report: Sequence[Sequence[int]],
    statement: Statement,
) -> list[int]:
    """The sentence of each report that holds most of its first version of a statement."""
    first: dict[str, Span] = {}
    for version in statement.versions:
        first.setdefault(version.report, version.span)
    found = []
    for report, its in zip(reports, by_report, strict=True):
        if report.id in first:
            most, at = max(((told[i].span.overlap(first[report.id]), -i) for i in its), default=(0, 0))
            found += [-at] if most > 0 else []
    return found


def _only_one(reports: Sequence[Report], told: Sequence[Told], known: Found) -> list[CoverageEntry]:
    """Neighbouring sentences of a paragraph that only their report tells are one entry."""
    found: list[CoverageEntry] = []
    well_known = [report.id for report in reports if is_well_known(report.language)]
    for report, its in zip(reports, _by_report(reports, told), strict=True):
        groups: list[list[Told]] = []
        open_in = None
        for i in its:
            sentence = told[i]
            alone = sentence.claim and known.near(i) < 1.0 and known.echoed[i] <= 0.0
            if alone and open_in == sentence.block:
                groups[-1].append(sentence)
            elif alone:
                groups.append([sentence])
            open_in = sentence.block if alone else None
        absent = tuple(each for each in well_known if each != report.id) if groups else ()
        rest = tuple(each.id for each in reports if each.id not in {*well_known, report.id}) if groups else ()
        for count, members in enumerate(groups, 1):
            passages = tuple(Passage(report.id, member.span) for member in members)
            found.append(
                CoverageEntry(f"only-{report.id}-{count}", _label(members[0].text), passages, absent, rest)
            )
    return found
