"""Read: sources go in, reports come out; what cannot be read is named with its reason, the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from rashomon.model import Problem, Report
from rashomon.reading.arguments import expand
from rashomon.reading.identity import content_of, day_of, distinct
from rashomon.reading.options import Options
from rashomon.reading.outlet_furniture import without_outlet_furniture
from rashomon.reading.reader import read_source
from rashomon.reading.versions import latest_versions

__all__ = ["Options", "Reading", "collect", "iter_reports", "read_paths"]

#: How many of the last ids a stream remembers to tell reports apart.
WINDOW = 65_536


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, sorted by source and id, and what could not be, with the reason."""

    reports: tuple[Report, ...]
    problems: tuple[Problem, ...]

    def __iter__(self) -> Iterator[Report]:
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    def __getitem__(self, at: int) -> Report:
        return self.reports[at]


def _items(
    paths: Sequence[str], stdin: BinaryIO | None, options: Options | None
) -> Iterator[Report | Problem]:
    sources, problems = expand(paths)
    yield from problems
    for source in sources:
        yield from read_source(source, stdin if stdin is not None else sys.stdin.buffer, options)


def iter_reports(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, options: Options | None = None
) -> Iterator[Report | Problem]:
    """The reports of files, folders, globs, ``file:`` URLs or ``-`` (standard input), one at a time.

    Files come sorted by name, the reports of a file in its order; memory is that of the largest report
    (of the whole file for a JSON document that is not JSON lines). What cannot be read comes as a
    :class:`Problem` in its place. Of an id given twice only the last 65,536 reports know.
    """
    yield from distinct(_items(paths, stdin, options), WINDOW)


def read_paths(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, options: Options | None = None
) -> Reading:
    """All reports of files, folders, globs, ``file:`` URLs or ``-``, whatever their order the same:
    sorted by source and id, each report once, each id for one report only."""
    return collect(_items(paths, stdin, options))


def collect(items: Iterable[Report | Problem]) -> Reading:
    """What was read, whatever the order of the items the same: sorted by source and id, of a report's
    versions the latest, each id for one report only."""
    reports: list[Report] = []
    problems: set[Problem] = set()
    for item in items:
        if isinstance(item, Problem):
            problems.add(item)
        else:
            reports.append(item)
    reports.sort(key=lambda each: (each.source, each.id, each.text, day_of(each), content_of(each)))
    reports, said = latest_versions(reports)
    problems.update(said)
    kept = []
    for item in distinct(reports):
        if isinstance(item, Problem):
            problems.add(item)
        else:
            kept.append(item)
    kept = without_outlet_furniture(kept)
    return Reading(
        tuple(sorted(kept, key=lambda report: (report.source, report.id))),
        tuple(sorted(problems, key=lambda problem: (problem.source, problem.reason))),
    )
