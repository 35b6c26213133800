"""Versions of one report: the same address, or the same id and outlet, with other words.

The latest stands for the report; what the earlier ones said otherwise is kept as its revisions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from rashomon.model import Problem, Report, Revision
from rashomon.reading.addresses import canonical, is_address
from rashomon.reading.identity import asked_id, day_of

#: Share of the words of the shorter text that the longer one must have: under one address, under one id.
_SAME_ADDRESS = 0.3
_SAME_ID = 0.5
#: Of reports under one address or id that are not alike so many are compared.
_FAMILIES = 20
_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]++|[\u3040-\u9fff]")


def _shared(first: Report, second: Report) -> float:
    words = [frozenset(_WORDS.findall(report.text.lower())) for report in (first, second)]
    fewest = min(map(len, words))
    return len(words[0] & words[1]) / fewest if fewest else 0.0


def _paragraphs(report: Report) -> list[str]:
    """What a report tells, a paragraph each (furniture left out)."""
    return [
        line.strip()
        for block in report.blocks
        if block.kind not in {"furniture", "repeat"}
        for line in block.span.of(report.text).split("\n")
        if line.strip()
    ]


def _revision(earlier: Report, later: Report) -> Revision:
    before, after = _paragraphs(earlier), _paragraphs(later)
    return Revision(
        earlier.title,
        day_of(earlier),
        tuple(line for line in before if line not in set(after)),
        tuple(line for line in after if line not in set(before)),
    )


def _merged(versions: Sequence[Report]) -> Report:
    """The latest of some versions (by date of publication, then the longest), with the others behind it."""
    ordered = sorted(
        versions, key=lambda each: (day_of(each), len(each.text), each.text, each.title, each.source, each.id)
    )
    *earlier, latest = ordered
    revisions = [
        _revision(one, following)
        for one, following in zip(earlier, ordered[1:], strict=True)
        if (one.text, one.title) != (following.text, following.title)
    ]
    known = (*(revision for each in ordered for revision in each.revisions), *revisions)
    # Where a stream gave one of them another id, the one that they all asked for is the report's.
    own = min((each.id for each in ordered if asked_id(each.id) == asked_id(latest.id)), key=len)
    return replace(latest, id=own, revisions=tuple(dict.fromkeys(known)))


def _kin(report: Report, other: Report, by_address: bool) -> bool:
    if by_address:
        return _shared(report, other) >= _SAME_ADDRESS
    same = report.outlet == other.outlet and is_address(report.source) == is_address(other.source)
    return same and report.text != other.text and _shared(report, other) >= _SAME_ID


def latest_versions(reports: Sequence[Report]) -> tuple[list[Report], list[Problem]]:
    """The reports with versions of one brought together, in their order, and what is to be said of it."""
    problems: list[Problem] = []
    kept = list(reports)
    for by_address in (True, False):
        groups: dict[str, list[list[Report]]] = {}
        for report in kept:
            if by_address and not is_address(report.source):
                continue
            key = canonical(report.source) if by_address else asked_id(report.id)
            families = groups.setdefault(key, [])
            family = next((each for each in families[:_FAMILIES] if _kin(each[0], report, by_address)), None)
            if family is None:
                families.append([report])
            else:
                family.append(report)
        merged: dict[int, Report] = {}
        gone: set[int] = set()
        for family in (each for families in groups.values() for each in families if len(each) > 1):
            latest = _merged(family)
            for report in family:
                gone.add(id(report))
            merged[id(family[0])] = latest
            what = "one address" if by_address else "one id"
            problems.append(
                Problem(
                    latest.source, f"{len(family)} versions of one report ({what}): the latest stands", True
                )
            )
        kept = [merged.get(id(each), each) for each in kept if id(each) in merged or id(each) not in gone]
    return kept, problems
