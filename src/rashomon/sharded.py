"""Grouping more reports than one process should hold: shards in files, worked on anywhere, and one who joins.

How reports are shared out and joined is :mod:`rashomon.grouping.sharding`; here the shards are files of a
folder, and the processes of a machine or the workers of a cluster work on them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rashomon import pipeline
from rashomon.grouping.sharding import Shard, Sharding, grouped, joined
from rashomon.grouping.stream import story_id
from rashomon.model import Problem, Report
from rashomon.reading import Options
from rashomon.reading.identity import Ids, content_of, renamed
from rashomon.running import Job
from rashomon.telling.json import report_line
from rashomon.telling.parse import report_from_json

#: ``(job, tasks) -> results in their order``: :func:`rashomon.running.in_order` or that of a cluster.
Workers = Callable[[Job[Any, Any], Iterable[Any]], Generator[Any, None, None]]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A report as a line, with its shards, what is told of its story, where it comes from and a hash of what
    it says."""

    shards: tuple[Shard, ...]
    id: str
    day: str
    title: str
    line: str
    source: str
    content: str

    def called(self, name: str) -> _Placed:
        """The same report under another id."""
        line = json.dumps({**json.loads(self.line), "id": name}, ensure_ascii=False)
        return replace(self, id=name, line=line)


@dataclass(frozen=True, slots=True)
class _Place:
    """Reads the reports of a task and says where they belong."""

    sharding: Sharding
    options: Options

    def __call__(self, task: pipeline.Task) -> list[_Placed | Problem]:
        return [
            item
            if isinstance(item, Problem)
            else _Placed(
                self.sharding.of(item),
                item.id,
                item.published.start if item.published else "",
                item.title,
                report_line(item, marks=False),
                item.source,
                content_of(item),
            )
            for item in pipeline.items(task, self.options)
        ]


@dataclass(frozen=True, slots=True)
class _Group:
    """Groups the reports of one shard, which stand in a file of lines."""

    sharding: Sharding

    def __call__(self, task: tuple[Shard, str]) -> list[tuple[str, ...]] | Problem:
        def read() -> Iterator[Report]:
            with open(task[1], encoding="utf-8") as stream:
                yield from (report_from_json(json.loads(line)) for line in stream)

        return grouped(read(), self.sharding)


def _unshared(task: tuple[Shard, str], reason: str) -> list[tuple[str, ...]] | Problem:
    return Problem(task[1], f"could not be grouped: {reason}")


@dataclass(frozen=True, slots=True)
class Grouping:
    """What :func:`group` found: stories as they are written, and what could not be read or grouped."""

    stories: tuple[Mapping[str, Any], ...]
    problems: tuple[Problem, ...]


def group(
    sources: Iterable[pipeline.Task], options: Options, workers: Workers, folder: Path, sharding: Sharding
) -> Grouping:
    """The stories of reports that are more than one machine should hold: ids, headlines and reports.

    ``folder`` must be empty and reached by every worker: each shard is a file of it. The one who joins holds
    an id, a day and a title of each report. A report that was there before is dropped; another one with the
    id of an earlier one gets an id of its own, which is said.
    """
    problems: list[Problem] = []
    ids = Ids()
    known: dict[str, _Placed] = {}
    place = pipeline.over(_Place(sharding, options))
    files: dict[Shard, Path] = {}
    with closing(workers(place, sources)) as results:
        for found in results:
            lines: dict[Shard, list[str]] = {}
            for item in found:
                placed = item if isinstance(item, Problem) else _under_its_id(item, ids, problems)
                if isinstance(placed, Problem):
                    problems.append(placed)
                elif placed is not None:
                    known[placed.id] = replace(placed, line="", source="", content="")
                    for shard in placed.shards:
                        lines.setdefault(shard, []).append(f"{placed.line}\n")
            for shard, some in lines.items():
                path = files.setdefault(shard, folder / f"shard-{shard.slice}-{shard.bucket}.jsonl")
                with open(path, "a", encoding="utf-8", newline="") as stream:
                    stream.writelines(some)
    todo = [(shard, str(path)) for shard, path in sorted(files.items())]
    stories: dict[Shard, list[tuple[str, ...]]] = {}
    with closing(workers(Job(_Group(sharding), _unshared), todo)) as results:
        for (shard, _), found in zip(todo, results, strict=True):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                stories[shard] = found
    return Grouping(tuple(_told(stories, known)), tuple(problems))


def _under_its_id(item: _Placed, ids: Ids, problems: list[Problem]) -> _Placed | None:
    """The report under an id that no other has, None where it was there before."""
    given = ids.take(item.id, item.content)
    if given is None or given == item.id:
        return item if given else None
    problems.append(renamed(item.source, item.id, given))
    return item.called(given)


def _told(
    stories: Mapping[Shard, list[tuple[str, ...]]], known: Mapping[str, _Placed]
) -> Iterator[Mapping[str, Any]]:
    """The stories in the order of their first reports, as ``rashomon group`` writes them."""
    membership = {name: placed.shards for name, placed in known.items()}
    ordered = [
        sorted(members, key=lambda name: (known[name].day, name)) for members in joined(stories, membership)
    ]
    for members in sorted(ordered, key=lambda members: (known[members[0]].day, members[0])):
        first = known[members[0]]
        yield {"id": story_id(first.id), "headline": first.title, "start": first.day[:10], "reports": members}
