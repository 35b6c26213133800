"""The steps of a verb as work that can be shared out: sources in, reports or lines of JSON out.

A task is a part of a source (read where the work is done) or a few reports that were read already (of
sources that have to be read from one end to the other).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from rashomon.faults import fault
from rashomon.model import Problem, Report
from rashomon.packed import packed, unpacked
from rashomon.reading.identity import content_of
from rashomon.reading.options import Unread
from rashomon.reading.parts import Part, parts_of, read_ahead, read_page, read_part
from rashomon.running import Job, in_order, processors

if TYPE_CHECKING:
    from rashomon.marking.names.tagger import Tagger
    from rashomon.model import Story, Synopsis
    from rashomon.reading import Options
    from rashomon.reading.arguments import Source

#: Reports read ahead that make up one task, and bytes of pages left unread.
_TOGETHER, _PAGES_BYTES = 8, 1_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """A few reports that were read already, or pages that are read where the work is done, and what could
    not be read; ``size`` is that of the source in bytes where they are its last ones, else 0."""

    items: tuple[Report | Problem | Unread, ...]
    size: int = 0


Task = Part | Read
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Line:
    """A report as it is written, with its id and what tells it from another report of that id."""

    id: str
    content: str
    json: str


def options_of(args: argparse.Namespace) -> Options:
    """How sources are read, as a command asks for it."""
    from rashomon.reading import Options

    return Options(encoding=args.encoding, columns=tuple(args.map))


def jobs_of(args: argparse.Namespace) -> int:
    """In how many processes, as a command asks for it."""
    return int(args.jobs) or processors()


def tasks(sources: Iterable[Source], stdin: BinaryIO | None, options: Options) -> Iterator[Task]:
    """The sources as tasks, in order; the same tasks for the same sources, always."""
    for source in sources:
        parts = parts_of(source)
        if parts is not None:
            yield from parts
            continue
        held: list[Report | Problem | Unread] = []
        size = 0
        for item in read_ahead(source, stdin, options):
            held.append(item)
            size += len(item.raw) if isinstance(item, Unread) else 0
            if len(held) == _TOGETHER or size >= _PAGES_BYTES:
                yield Read(tuple(held))
                held, size = [], 0
        yield Read(tuple(held), Part(source).size)


def items(task: Task, options: Options) -> Iterator[Report | Problem]:
    """The reports of a task and what could not be read of it."""
    if isinstance(task, Part):
        yield from read_part(task, None, options)
        return
    for item in task.items:
        if isinstance(item, Unread):
            yield from read_page(item, options)
        else:
            yield item


def _split(task: Task) -> list[Task] | None:
    if isinstance(task, Part):
        return list(task.pieces()) if task.divisible else None
    if len(task.items) < 2:
        return None
    return [Read((item,)) for item in task.items]


def _lost(task: Task, reason: str) -> list[Problem]:
    """What is left of a task that could not be done."""
    if isinstance(task, Part):
        return [Problem(task.source.name, f"{task.place}{reason}")]
    lost = []
    for item in task.items:
        named = f"report {item.id}: {reason}" if isinstance(item, Report) else reason
        lost.append(item if isinstance(item, Problem) else Problem(item.source, named))
    return lost


def _joined(results: list[list[Item]]) -> list[Item]:
    return [item for result in results for item in result]


def worked(
    args: argparse.Namespace, job: Job[Item, Result], todo: Iterable[Item], most: int | None = None
) -> Generator[Result, None, None]:
    """The results of tasks in their order, from the processes or the cluster that a command asks for; no more
    than ``most`` processes are of use."""
    if getattr(args, "cluster", None):
        from rashomon import cluster

        return cluster.over(args.cluster, job, todo)
    jobs = jobs_of(args)
    return in_order(job, todo, jobs if most is None else min(jobs, most))


def over(work: Callable[[Task], list[Item]]) -> Job[Task, list[Item]]:
    """The job that does some work with the reports of each task; what fails is named."""
    return Job(work, _lost, _load_reading, _split, _joined)  # type: ignore[arg-type]


@cache
def _tagger() -> Tagger | None:
    """The tagger of names, loaded once in each process; None where it cannot be had, which is said."""
    from rashomon.marking.names.tagger import best_available

    return best_available()


def _marked(report: Report, names: str) -> Report:
    from rashomon.marking import mark

    return mark(report, _tagger() if names == "tagger" else None)


@dataclass(frozen=True, slots=True)
class _Lines:
    marks: bool
    names: str
    explain: bool
    options: Options

    def __call__(self, task: Task) -> list[Line | Problem]:
        from rashomon.telling.json import report_line

        written: list[Line | Problem] = []
        for item in items(task, self.options):
            if isinstance(item, Problem):
                written.append(item)
                continue
            try:
                report = _marked(item, self.names) if self.marks else item
                line = report_line(report, marks=self.marks, explain=self.explain)
            except Exception as error:
                written.append(Problem(item.source, f"report {item.id}: {fault(error)}"))
            else:
                written.append(Line(item.id, content_of(item), line))
        return written


@dataclass(frozen=True, slots=True)
class _Reports:
    marks: bool
    names: str
    options: Options

    def __call__(self, task: Task) -> list[Report | Problem]:
        found: list[Report | Problem] = []
        for item in items(task, self.options):
            if isinstance(item, Problem):
                found.append(item)
                continue
            try:
                found.append(packed(_marked(item, self.names)) if self.marks else item)
            except Exception as error:
                # Nothing lost: it stands in its story with its text and without marks.
                found.append(item)
                found.append(Problem(item.source, f"report {item.id} has no marks: {fault(error)}"))
        return found


def _load_reading() -> None:
    from rashomon.telling import json  # noqa: F401
    from rashomon.text.language_model import language_model

    language_model()


def _load_marking() -> None:
    import rashomon.marking  # noqa: F401

    _load_reading()


def lines(*, marks: bool, names: str, explain: bool, options: Options) -> Job[Task, list[Line | Problem]]:
    """The job that turns tasks into lines of JSON, with marks where asked for."""
    work = _Lines(marks, names, explain, options)
    return Job(work, _lost, _load_marking if marks else _load_reading, _split, _joined)  # type: ignore[arg-type]


def reports(*, marks: bool, names: str, options: Options) -> Job[Task, list[Report | Problem]]:
    """The job that turns tasks into reports, marked where asked for; the marks are packed."""
    work = _Reports(marks, names, options)
    return Job(work, _lost, _load_marking if marks else _load_reading, _split, _joined)  # type: ignore[arg-type]


def _compared(story: Story) -> Synopsis | Problem:
    from rashomon.comparing.synopsis import compare

    return compare(unpacked(story))


def _uncompared(story: Story, reason: str) -> Synopsis | Problem:
    first = story.reports[0].source if story.reports else story.id
    return Problem(first, f"its story ({len(story.reports)} reports) could not be compared: {reason}")


def _load_comparing() -> None:
    import rashomon.comparing.synopsis  # noqa: F401
    from rashomon.encoding.interlingua import Interlingua

    Interlingua.load()


def comparing() -> Job[Story, Synopsis | Problem]:
    """The job that sets the reports of stories side by side."""
    return Job(_compared, _uncompared, _load_comparing)
