"""A library whose run was killed holds afterwards what it would hold without: compared row by row.

    python -m benchmarks.library_kills [--moments 50]

A process adds the example reports to a library, two a transaction, and is killed (SIGKILL) at a random moment
of the time that takes; it is then run again to its end. The same with a process that watches two folders. How
many of the libraries differ in any row from one that was never killed is counted. The clock stands still, so
that times are compared too; what a source's last run found and the jobs that wait are left out, since the
second run finds what the first had added.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.floors import judge
from rashomon.comparing import synopsis as _synopsis  # noqa: F401 (loaded once, before the processes part)
from rashomon.encoding.interlingua import Interlingua
from rashomon.library import Library
from rashomon.library.adding import add
from rashomon.library.watching import run_due, watch
from rashomon.marking import mark
from rashomon.model import Report
from rashomon.reading import Options, iter_reports, read_paths

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports"
#: Tables whose rows are compared, with the columns that are not.
TABLES = {
    "report": (), "report_version": (), "signal": (), "story": (), "story_event": (), "synopsis": (),
    "statement": (), "figure": (), "name": (), "known_name": (), "search": (), "decision": (),
    "source": ("result",),
}  # fmt: skip
#: How often a run that ended before it was killed is begun anew.
_AGAIN = 6
Rows = dict[str, list[tuple[object, ...]]]
Run = Callable[[Path], None]


def _still() -> datetime:
    return datetime(2026, 5, 14, 9, 0, tzinfo=UTC)


def adding(reports: tuple[Report, ...]) -> Run:
    """A run that adds reports."""

    def run(where: Path) -> None:
        with Library.open(str(where), clock=_still) as library:
            add(library, reports, batch=2)

    return run


def watching(folders: list[Path]) -> Run:
    """A run that looks at folders."""

    def run(where: Path) -> None:
        with Library.open(str(where), clock=_still) as library:
            for folder in folders:
                if not library.database.all("SELECT 1 FROM source WHERE location = ?", (str(folder),)):
                    watch(library, str(folder), kind="folder")
            for _ in run_due(library, lambda folder: iter_reports([folder], stdin=None, options=Options())):
                pass

    return run


def begun(run: Run, where: Path) -> int:
    """A process of its own that does a run; gives its number."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        run(where)
        status = 0
    finally:
        os._exit(status)


def done(run: Run, where: Path) -> float:
    """Does a run in a process of its own to its end; gives the seconds it took.

    Raises:
        RuntimeError: where it failed.
    """
    start = time.monotonic()
    _, status = os.waitpid(begun(run, where), 0)
    if status:
        raise RuntimeError(f"a run that was not killed ended with {status}")
    return time.monotonic() - start


def killed(run: Run, where: Path, seconds: float) -> bool:
    """Does a run in a process of its own and kills it after some seconds; True if it was still at it."""
    child = begun(run, where)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def rows(where: Path) -> Rows:
    """What a library holds, without what may differ."""
    connection = sqlite3.connect(where)
    found: Rows = {}
    for table, without in TABLES.items():
        columns = [f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({table})")]
        kept = ", ".join(name for name in columns if name.strip('"') not in without)
        found[table] = sorted(connection.execute(f"SELECT {kept} FROM {table}"), key=repr)
    connection.close()
    return found


def compared(run: Run, folder: Path, moments: list[float]) -> tuple[int, int]:
    """How many of the runs that were killed at some moments (parts of the time that a whole one takes) left
    another library in the end, and how many were at work when they were killed: one that had ended already is
    begun anew and killed earlier."""
    done(run, folder / "first.db")
    lasted = done(run, folder / "whole.db")
    wanted = rows(folder / "whole.db")
    differing = at_work = 0
    for number, moment in enumerate(moments):
        for again in range(_AGAIN):
            where = folder / f"{number}-{again}.db"
            if killed(run, where, lasted * moment * 0.7**again):
                at_work += 1
                break
        done(run, where)
        found = rows(where)
        if found != wanted:
            differing += 1
            said = ", ".join(table for table in TABLES if found[table] != wanted[table])
            print(f"killed at {moment:.3f} of the time: another {said}")
    return differing, at_work


def runs(folder: Path, which: str = "*") -> dict[str, Run]:
    """The runs that are killed, over some of the examples, with the folders they look at below ``folder``."""
    folders = [folder / "one", folder / "two"]
    sources = sorted(EXAMPLES.glob(which))
    for number, source in enumerate(sources):
        target = folders[number % 2]
        target.mkdir(exist_ok=True)
        shutil.copy(source, target)
    reports = read_paths([str(source) for source in sources]).reports
    mark(reports[0])
    Interlingua.load()
    return {"add": adding(reports), "watch": watching(folders)}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--moments", type=int, default=50)
    args = parser.parse_args()
    chance = random.Random(13)
    reached: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        for verb, run in runs(Path(name)).items():
            folder = Path(name) / verb
            folder.mkdir()
            moments = [chance.random() for _ in range(args.moments)]
            differing, at_work = compared(run, folder, moments)
            print(f"{verb}: killed {at_work} of {args.moments} times at work; {differing} libraries differ")
            reached[f"{verb}_differing"] = differing
    return judge("library_kills", reached)


if __name__ == "__main__":
    sys.exit(main())
