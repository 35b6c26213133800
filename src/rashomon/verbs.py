"""What each verb of the command line does: its steps in order, and what is said of them."""

from __future__ import annotations

import argparse
import json as plain_json
import os
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon import outputs
from rashomon.console import Progress, lost, say
from rashomon.gathering import Sources, reports_of, sources_of, stdin
from rashomon.outputs import STDOUT, RefusedError
from rashomon.pipeline import options_of

if TYPE_CHECKING:
    from rashomon.model import Problem, Report, Story
    from rashomon.pipeline import Line
    from rashomon.reading.identity import Ids


def run_read(args: argparse.Namespace) -> int:
    """``rashomon read``."""
    return _lines(args, "reading")


def run_fetch(args: argparse.Namespace) -> int:
    """``rashomon fetch``."""
    from rashomon.model import Report
    from rashomon.reading.fetching import Fetcher, fetch
    from rashomon.telling import json

    outputs.check((args.json, args.state), ())
    known = {}
    if args.state and os.path.exists(args.state):
        with open(args.state, encoding="utf-8") as stream:
            known = plain_json.load(stream)
    fetcher = Fetcher(private=args.allow_private, known=known)
    sources = Sources([], options_of(args))

    def lines() -> Iterator[str]:
        for item in fetch(args.paths, fetcher, sources.options, follow=args.follow):
            if isinstance(item, Report):
                yield json.report_line(item)
            else:
                sources.say([item])

    outputs.write(lines(), args.json)
    if args.state:
        outputs.write([plain_json.dumps(fetcher.known, sort_keys=True)], args.state)
    return 1 if sources.lost else 0


def run_mark(args: argparse.Namespace) -> int:
    """``rashomon mark``."""
    return _lines(args, "marking")


def _lines(args: argparse.Namespace, doing: str) -> int:
    """Reports as lines, written as they are done."""
    from rashomon.reading.identity import Ids, digest
    from rashomon.resuming import ResumableFile

    target = None if args.json in {None, STDOUT} else args.json
    resumable = target is not None and not outputs.is_device(target)
    if args.resume and not resumable:
        raise RefusedError("--resume needs --json FILE: that is what it goes on with")
    sources = sources_of(args, target)
    progress = Progress(doing, share=sources.share)
    ids = Ids()
    if target is None or not resumable:
        count = _Count()
        with closing(_results(args, sources, progress, ids)) as results:
            outputs.write((line for lines, _ in results for line in count.all(lines)), target)
        progress.clear()
        return sources.status(count.value, progress)
    key = digest(
        args.verb, *map(str, _asked(args)), *(f"{each.name}\0{each.path}" for each in sources.sources)
    )
    with ResumableFile(target, key, resume=args.resume) as output:
        if output.state.tasks:
            sources.lost += output.state.problems
            _remember(ids, output.lines())
            say(f"goes on after {output.state.reports:,} reports")
        done = output.state.tasks
        with closing(_results(args, sources, progress, ids, done)) as results:
            for lines, problems in results:
                output.write(lines, problems)
        progress.clear()
        return sources.status(output.state.reports, progress)


class _Count:
    """Counts what passes."""

    def __init__(self) -> None:
        self.value = 0

    def all(self, lines: Sequence[str]) -> Sequence[str]:
        self.value += len(lines)
        return lines


def _remember(ids: Ids, lines: Iterator[bytes]) -> None:
    """Take the ids of reports that were written before."""
    from rashomon.reading.identity import content_of
    from rashomon.telling.parse import report_from_json

    for line in lines:
        value = plain_json.loads(line)
        value.pop("marks", None)
        report = report_from_json(value)
        ids.take(report.id, content_of(report))


def _asked(args: argparse.Namespace) -> tuple[bool, str, bool]:
    """Whether lines carry marks, what finds the names, and whether marks explain themselves."""
    return args.verb == "mark", getattr(args, "names", "fast"), getattr(args, "explain", False)


def _results(
    args: argparse.Namespace, sources: Sources, progress: Progress, ids: Ids, skipped: int = 0
) -> Generator[tuple[list[str], int], None, None]:
    """The lines of each task and how many problems it had, which are said."""
    from rashomon import pipeline
    from rashomon.model import Problem

    marks, names, explain = _asked(args)
    job = pipeline.lines(marks=marks, names=names, explain=explain, options=sources.options)
    sizes: deque[int] = deque()

    def todo() -> Iterator[pipeline.Task]:
        for number, task in enumerate(pipeline.tasks(sources.sources, stdin(), sources.options)):
            if number < skipped:
                sources.done += task.size
            else:
                sizes.append(task.size)
                yield task

    with closing(pipeline.worked(args, job, todo())) as results:
        for found in results:
            said = [item for item in found if isinstance(item, Problem)]
            sources.say(said, progress)
            kept = []
            for item in found:
                if isinstance(item, Problem):
                    continue
                line, renamed = _taken(item, ids)
                kept += [line] if line else []
                sources.say(renamed, progress)
            sources.done += sizes.popleft()
            progress.add(len(kept))
            yield kept, lost(said)


def _taken(line: Line, ids: Ids) -> tuple[str | None, Sequence[Problem]]:
    """A report's line, under an id that is its own (and what is said where it asked for another); None
    where it was written before."""
    name = ids.take(line.id, line.content)
    if name is None or name == line.id:
        return (line.json if name else None), ()
    from rashomon.reading.identity import renamed
    from rashomon.telling.json import dump

    value = {**plain_json.loads(line.json), "id": name}
    return dump(value, indent=None), (renamed(value["source"], line.id, name),)


def run_group(args: argparse.Namespace) -> int:
    """``rashomon group``."""
    from rashomon.grouping import WINDOW, group, streamed
    from rashomon.telling import json

    window = WINDOW if args.window is None else args.window
    sources = sources_of(args, args.json)
    if args.paths == [STDOUT]:
        found = streamed(_arriving(sources), window_days=window)
        latest = (_with_latest(each, sources) for each in found)
        outputs.write(json.story_lines(latest, explain=args.explain), args.json)
        return 1 if sources.lost else 0
    if args.shards:
        return _sharded(args, sources, window)
    reports, status = reports_of(args, sources, marks=False)
    if reports:
        stories = group(reports, window_days=window)
        outputs.write([json.dump(json.stories(stories, explain=args.explain))], args.json)
    return status


def _sharded(args: argparse.Namespace, sources: Sources, window: float) -> int:
    """Stories of more reports than one process should hold, by shards in a folder."""
    from rashomon import pipeline, sharded
    from rashomon.grouping.sharding import Sharding
    from rashomon.telling import json

    folder = Path(args.shards)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise RefusedError(f"{folder}: is not empty, the shards are to be written there")
    found = sharded.group(
        pipeline.tasks(sources.sources, stdin(), sources.options),
        sources.options,
        lambda job, tasks: pipeline.worked(args, job, tasks),
        folder,
        Sharding(window=window),
    )
    sources.say(found.problems)
    if found.stories:
        outputs.write([json.dump({"format": json.STORIES, "stories": found.stories})], args.json)
    return 1 if sources.lost or not found.stories else 0


def _arriving(sources: Sources) -> Iterator[Report]:
    """Reports one at a time as they come in; what cannot be read is said at once and counted."""
    from rashomon.model import Problem
    from rashomon.reading import WINDOW
    from rashomon.reading.identity import distinct
    from rashomon.reading.reader import read_source

    items = (item for each in sources.sources for item in read_source(each, stdin(), sources.options))
    for item in distinct(items, WINDOW):
        if isinstance(item, Problem):
            sources.say([item])
        else:
            yield item


def _with_latest(found: Story, sources: Sources) -> Story:
    """A story of a stream with the versions of each of its reports brought together, which is said."""
    from rashomon.grouping import story
    from rashomon.grouping.stream import story_id
    from rashomon.reading.versions import latest_versions

    reports, said = latest_versions(found.reports)
    if not said:
        return found
    sources.say(said)
    current = story(found.id, reports)
    return replace(current, id=story_id(current.reports[0].id))
