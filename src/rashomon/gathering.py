"""What a command is to read, what was read of it, and what is said of that."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from rashomon import outputs
from rashomon.console import Progress, complain, lost, printable, say
from rashomon.pipeline import options_of

if TYPE_CHECKING:
    from rashomon.model import Problem, Report
    from rashomon.reading import Options
    from rashomon.reading.arguments import Source

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


def stdin() -> BinaryIO | None:
    """Standard input; None where it is closed."""
    return getattr(sys.stdin, "buffer", None)


def sources_of(args: argparse.Namespace, *targets: str | None) -> Sources:
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
    outputs.check_folder(args.json)
    sources = Sources(found, options_of(args))
    for each in found:
        try:
            sources.whole += os.stat(each.path).st_size if each.path else 0
        except OSError:
            continue
    sources.say(problems)
    return sources


def reports_of(args: argparse.Namespace, sources: Sources, *, marks: bool) -> tuple[Sequence[Report], int]:
    """All reports, sorted, each id for one of them only; and the exit status so far."""
    from rashomon import pipeline
    from rashomon.reading import collect

    progress = Progress("marking" if marks else "reading", share=sources.share)
    job = pipeline.reports(marks=marks, names=getattr(args, "names", "fast"), options=sources.options)
    found: list[Report | Problem] = []
    tasks = pipeline.tasks(sources.sources, stdin(), sources.options)
    with closing(pipeline.worked(args, job, tasks)) as results:
        for items in results:
            found.extend(items)
            progress.add(len(items))
    progress.clear()
    reading = collect(found)
    sources.say(reading.problems)
    return reading.reports, sources.status(len(reading.reports), progress)
