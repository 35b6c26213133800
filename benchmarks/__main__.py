"""Every benchmark against its floors, in one table.

    python -m benchmarks [NAME ...] [--all] [--markdown]

Runs each program of ``floors.toml`` as a process of its own, one after the other, and prints what it reached
beside its floor; exits 1 where a number does not hold or a program fails. Those that take minutes are run
with ``--all`` only. A program that is not done within its time is stopped and counts as failed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.floors import ASKED, floors, holds, programs

#: Programs that take minutes; without them everything is done in twenty.
SLOW = frozenset(
    {
        "alignment_ntrex",
        "grouping_baselines",
        "grouping_crowd",
        "many_reports",
        "grouping_online",
        "grouping_speed",
        "large_page",
        "library_full",
        "library_kills",
    }
)
#: Seconds after which a program is stopped.
LONGEST, LONGEST_SLOW = 300, 3_600
#: Lines of a failed program that are shown.
_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one program: its numbers, how long it took, and what it said where it failed."""

    program: str
    reached: dict[str, float]
    seconds: float
    failed: str


def run(program: str) -> Run:
    """Runs one program and collects its numbers."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "reached.json"
        try:
            done = subprocess.run(
                [sys.executable, "-m", f"benchmarks.{program}"],
                env={**os.environ, ASKED: str(target)},
                capture_output=True,
                text=True,
                check=False,
                timeout=LONGEST_SLOW if program in SLOW else LONGEST,
            )
            said = (done.stdout + done.stderr).splitlines()[-_SHOWN:] if done.returncode else []
        except subprocess.TimeoutExpired:
            said = [f"stopped after {LONGEST} seconds"]
        reached = json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}
    return Run(program, reached, time.monotonic() - start, "\n".join(said))


def rows(done: Run) -> list[tuple[str, str, str, str, str]]:
    """The table's rows of a program: program, measure, reached, floor, what is to be said of it."""
    wanted = floors(done.program)
    found = []
    for name, floor in wanted.items():
        value = done.reached.get(name)
        shown = "" if value is None else f"{value:.3f}"
        good = value is None or holds(done.program, name, value)
        said = "not measured" if value is None else "" if good else "DOES NOT HOLD"
        found.append((done.program, name, shown, f"{floor:g}", said))
    if done.failed and not any(row[4] == "DOES NOT HOLD" for row in found):
        found.append((done.program, "", "", "", "FAILED"))
    return found


def table(done: list[Run], markdown: bool) -> str:
    """All rows, in columns or as a Markdown table."""
    head = ("program", "measure", "reached", "floor", "")
    lines = [row for each in done for row in rows(each)]
    if markdown:
        return "\n".join("| " + " | ".join(row) + " |" for row in (head, ("---",) * 5, *lines))
    widths = [max(len(row[at]) for row in (head, *lines)) for at in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *lines)
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these programs")
    parser.add_argument("--all", action="store_true", help="also those that take minutes")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    unknown = sorted(set(args.names) - set(programs()))
    if unknown:
        parser.error(f"no floors for {', '.join(unknown)}; there are {', '.join(programs())}")
    chosen = args.names or [name for name in programs() if args.all or name not in SLOW]
    done = []
    for name in chosen:
        done.append(run(name))
        print(f"{name}: {done[-1].seconds:.0f} s", file=sys.stderr, flush=True)
        if done[-1].failed:
            print(done[-1].failed, file=sys.stderr, flush=True)
    print(table(done, args.markdown))
    return 1 if any(each.failed for each in done) else 0


if __name__ == "__main__":
    sys.exit(main())
