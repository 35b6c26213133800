"""What ``rashomon compare`` does: its steps in order, its outputs, and what is said of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from rashomon import outputs
from rashomon.console import Progress, printable, say
from rashomon.gathering import reports_of, sources_of
from rashomon.outputs import RefusedError

if TYPE_CHECKING:
    from rashomon.gathering import Sources
    from rashomon.model import Story, Synopsis


def run_compare(args: argparse.Namespace) -> int:
    """``rashomon compare``."""
    from rashomon.grouping import group
    from rashomon.telling import csv, exports, json

    tables = [f"{args.csv}/{name}.csv" for name in csv.NAMES] if args.csv else []
    if unknown := [form for form, _ in args.export if form not in exports.FORMATS]:
        raise RefusedError(f"{unknown[0]}: no such format (known: {', '.join(exports.FORMATS)})")
    html = f"{args.html}/index.html" if outputs.is_folder(args.html) else args.html
    if html == args.html:
        outputs.check_folder(html)
    sources = sources_of(args, html, args.json, *tables)
    reports, status = reports_of(args, sources, marks=True)
    if not reports:
        return status
    compared = _Compared(args, group(reports), sources, status)
    del reports
    if not (args.html or args.csv or args.export):
        # Nothing else needs the whole: each story is written as soon as it is compared, and forgotten.
        lines = json.synopsis_lines(compared)
        written = _attempted(args.json or "standard output", lambda: outputs.write(lines, args.json))
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
            (
                args.json or "standard output",
                lambda: outputs.write([json.dump(json.synopsis(synopses))], args.json),
            )
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
        from rashomon.packed import unpacked

        done, whole = [0], len(self._stories)
        progress = Progress("comparing", share=lambda: done[0] / whole)
        with closing(pipeline.worked(self._args, pipeline.comparing(), self._stories, whole)) as results:
            for story, found in zip(self._stories, results, strict=True):
                if isinstance(found, Problem):
                    self._sources.say([found], progress)
                    self.status = 1
                    yield Synopsis(unpacked(story))
                else:
                    first = story.reports[0].source
                    self._sources.say([Problem(first, bound, note=True) for bound in found.bounded], progress)
                    yield found
                done[0] += 1
                progress.add()
        progress.clear()
