"""What each verb of the command line does: its steps in order, and what is said of them."""

from __future__ import annotations

import argparse
import json as plain_json
import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from rashomon import outputs
from rashomon.console import Progress, complain, lost, printable, say
from rashomon.outputs import STDOUT, RefusedError
from rashomon.pipeline import options_of

if TYPE_CHECKING:
    from rashomon.model import Problem, Report, Story, Synopsis
    from rashomon.pipeline import Line
    from rashomon.reading import Options
    from rashomon.reading.arguments import Source
    from rashomon.reading.identity import Ids


#: How often the same note is said of different reports.
_SAID = 5


@dataclass(slots=True)
class Sources:
    """What is to be read, and what was said of it so far."""

    sources: list[Source]
    options: Options
    problems: int = 0
    lost: int = 0
    whole: int = 0
    done: int = 0
    alike: Counter[str] = field(default_factory=Counter)

    def say(self, problems: Iterable[Problem], progress: Progress | None = None) -> None:
        """Name problems, and count them. What is only to be known is said a few times and then counted."""
        for problem in problems:
            self.problems += 1
            self.lost += lost([problem])
            if getattr(problem, "note", False):
                self.alike[problem.reason] += 1
                if self.alike[problem.reason] > _SAID:
                    continue
            if progress:
                progress.clear()
            complain(problem)

    def share(self) -> float | None:
        """How much of the sources is done, by their size; None where that is not known."""
        return self.done / self.whole if self.whole and not any(not s.path for s in self.sources) else None

    def status(self, reports: int, progress: Progress) -> int:
        """The exit status; where something was lost, or it took long, a summary is said."""
        for reason, count in self.alike.items():
            if count > _SAID:
                say(f"{count - _SAID:,} more like it: {printable(reason)}")
        self.alike.clear()
        if not reports:
            say("no report could be read")
        elif self.lost > 1 or (progress.long and len(self.sources) > 1):
            say(
                f"{reports:,} reports of {len(self.sources):,} sources"
                + (f"; {self.lost:,} complaints in all" if self.lost else "")
            )
        return 1 if self.lost or not reports else 0


def _stdin() -> BinaryIO | None:
    return getattr(sys.stdin, "buffer", None)


def _sources(args: argparse.Namespace, *targets: str | None) -> Sources:
    """What a command is to read, its outputs checked.

    Raises:
        RefusedError: where an output is one of the sources or another output.
    """
    from rashomon.reading.arguments import expand

    found, problems = expand(args.paths)
    own = {
        f"{os.path.realpath(target)}{end}" for target in targets if target for end in (".part", ".part.state")
    }
    found = [each for each in found if not each.path or os.path.realpath(each.path) not in own]
    outputs.check(targets, (each.path for each in found))
    sources = Sources(found, options_of(args))
    for each in found:
        try:
            sources.whole += os.stat(each.path).st_size if each.path else 0
        except OSError:
            continue
    sources.say(problems)
    return sources


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
    sources = _sources(args, target)
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
        for number, task in enumerate(pipeline.tasks(sources.sources, _stdin(), sources.options)):
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


def _reports(args: argparse.Namespace, sources: Sources, *, marks: bool) -> tuple[Sequence[Report], int]:
    """All reports, sorted, each id for one of them only; and the exit status so far."""
    from rashomon import pipeline
    from rashomon.reading import collect

    progress = Progress("marking" if marks else "reading", share=sources.share)
    job = pipeline.reports(marks=marks, names=getattr(args, "names", "fast"), options=sources.options)
    found: list[Report | Problem] = []
    tasks = pipeline.tasks(sources.sources, _stdin(), sources.options)
    with closing(pipeline.worked(args, job, tasks)) as results:
        for items in results:
            found.extend(items)
            progress.add(len(items))
    progress.clear()
    reading = collect(found)
    sources.say(reading.problems)
    return reading.reports, sources.status(len(reading.reports), progress)


def run_group(args: argparse.Namespace) -> int:
    """``rashomon group``."""
    from rashomon.grouping import WINDOW, group, stream
    from rashomon.telling import json

    window = WINDOW if args.window is None else args.window
    sources = _sources(args, args.json)
    if args.paths == [STDOUT]:
        found = stream(_arriving(sources), window_days=window)
        outputs.write(json.story_lines(found, explain=args.explain), args.json)
        return 1 if sources.lost else 0
    if args.shards:
        return _sharded(args, sources, window)
    reports, status = _reports(args, sources, marks=False)
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
        pipeline.tasks(sources.sources, _stdin(), sources.options),
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

    items = (item for each in sources.sources for item in read_source(each, _stdin(), sources.options))
    for item in distinct(items, WINDOW):
        if isinstance(item, Problem):
            sources.say([item])
        else:
            yield item


def run_compare(args: argparse.Namespace) -> int:
    """``rashomon compare``."""
    from rashomon.grouping import group
    from rashomon.telling import csv, exports, json

    tables = [f"{args.csv}/{name}.csv" for name in csv.NAMES] if args.csv else []
    if unknown := [form for form, _ in args.export if form not in exports.FORMATS]:
        raise RefusedError(f"{unknown[0]}: no such format (known: {', '.join(exports.FORMATS)})")
    html = f"{args.html}/index.html" if outputs.is_folder(args.html) else args.html
    sources = _sources(args, html, args.json, *tables)
    reports, status = _reports(args, sources, marks=True)
    if not reports:
        return status
    compared = _Compared(args, group(reports), sources, status)
    del reports
    if not (args.html or args.csv or args.export):
        # Nothing else needs the whole: each story is written as soon as it is compared, and forgotten.
        lines = json.synopsis_lines(compared)
        written = _attempted("the synopsis", lambda: outputs.write(lines, args.json))
        return max(compared.status, written)
    synopses = list(compared)
    status = compared.status
    writing: list[tuple[str, Callable[[], None]]] = []
    if args.html:
        writing.append((args.html, lambda: _write_pages(synopses, args.html, args.language)))
    if args.csv:
        writing.append((args.csv, lambda: outputs.write_folder(csv.files(synopses), args.csv)))
    for form, folder in args.export:
        writing.append((folder, partial(_write_export, synopses, form, folder)))
    if args.json or not writing:
        writing.append(
            ("the synopsis", lambda: outputs.write([json.dump(json.synopsis(synopses))], args.json))
        )
    return max(status, *(_attempted(name, write) for name, write in writing))


def _write_pages(synopses: Sequence[Synopsis], target: str, language: str) -> None:
    """The stories as one page, or in a folder a page a story and their list."""
    from rashomon.telling import page

    if outputs.is_folder(target):
        outputs.write_folder(list(page.pages(synopses, language)), target)
    else:
        outputs.write([page.render(synopses, language).rstrip("\n")], target)


def _write_export(synopses: Sequence[Synopsis], form: str, folder: str) -> None:
    from rashomon.telling.exports import MissingError, export

    try:
        files = export(synopses, form)
    except MissingError as error:
        raise OSError(str(error)) from error
    outputs.write_folder(files, folder)


def _attempted(name: str, write: Callable[[], None]) -> int:
    """Write one of several outputs: where it cannot be, it is named, and the others are written."""
    from rashomon.faults import fault

    try:
        write()
    except BrokenPipeError:
        raise
    except OSError as error:
        say(f"{printable(name)}: cannot be written: {error.strerror or error}")
        return 1
    except Exception as error:
        say(f"{printable(name)}: cannot be written: {fault(error)}")
        return 1
    return 0


class _Compared:
    """The stories set side by side, one after the other; one that cannot be is there with its reports and
    nothing compared. ``status`` is the exit status so far."""

    def __init__(
        self, args: argparse.Namespace, stories: Sequence[Story], sources: Sources, status: int
    ) -> None:
        self._args, self._stories, self._sources = args, stories, sources
        self.status = status

    def __iter__(self) -> Iterator[Synopsis]:
        from rashomon import pipeline
        from rashomon.model import Problem, Synopsis

        done, whole = [0], len(self._stories)
        progress = Progress("comparing", share=lambda: done[0] / whole)
        with closing(pipeline.worked(self._args, pipeline.comparing(), self._stories, whole)) as results:
            for story, found in zip(self._stories, results, strict=True):
                if isinstance(found, Problem):
                    self._sources.say([found], progress)
                    self.status = 1
                    yield Synopsis(replace(story))
                else:
                    first = story.reports[0].source
                    self._sources.say([Problem(first, bound, note=True) for bound in found.bounded], progress)
                    yield found
                done[0] += 1
                progress.add()
        progress.clear()
