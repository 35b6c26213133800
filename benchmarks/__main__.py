"""Every benchmark against its floors, in one table.

    python -m benchmarks [NAME ...] [--all] [--markdown] [--keep FILE] [--than FILE]

Runs each program of ``floors.toml`` as a process of its own, one after the other, and prints what it reached
beside its floor; exits 1 where a number does not hold or a program fails. Those that take minutes are run
with ``--all`` only. ``--keep`` writes the numbers to a file; ``--than`` shows beside each number what such a
file of another version has, and says where one is worse by more than .003. A program that is not done within
its time is stopped and counts as failed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.floors import ASKED, floors, holds, is_limit, programs

#: Programs that take minutes; without them everything is done in twenty.
SLOW = frozenset(
    {
        "alignment_ntrex",
        "grouping_baselines",
        "grouping_crowd",
        "many_reports",
        "grouping_online",
        "grouping_speed",
        "hostile_inputs",
        "large_page",
        "library_full",
        "library_kills",
        "reading_warc",
        "time_growth",
    }
)
#: Seconds after which a program is stopped.
LONGEST, LONGEST_SLOW = 300, 3_600
#: So much worse a number may be than it was.
WITHIN = 0.003
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


def rows(done: Run, before: Mapping[str, float] | None = None) -> list[tuple[str, ...]]:
    """The table's rows of a program: program, measure, reached, floor, what is to be said of it; what it was
    before as well, where that is given."""
    wanted = floors(done.program)
    found: list[tuple[str, ...]] = []
    for name, floor in wanted.items():
        value = done.reached.get(name)
        shown = "" if value is None else f"{value:.3f}"
        good = value is None or holds(done.program, name, value)
        said = "not measured" if value is None else "" if good else "DOES NOT HOLD"
        was = None if before is None else before.get(name)
        if value is not None and was is not None and fallen(done.program, name, was, value):
            said = f"{said} WORSE".strip()
        row = (done.program, name, shown, f"{floor:g}", said)
        found.append(row if before is None else (*row[:2], "" if was is None else f"{was:.3f}", *row[2:]))
    if done.failed and not any(row[4] == "DOES NOT HOLD" for row in found):
        found.append((done.program, *[""] * (3 if before is None else 4), "FAILED"))
    return found


def fallen(program: str, name: str, was: float, now: float) -> bool:
    """True if a number is worse than it was by more than what runs differ in."""
    return was - now > WITHIN if not is_limit(program, name) else now - was > WITHIN


def table(done: list[Run], markdown: bool, before: Mapping[str, Mapping[str, float]] | None = None) -> str:
    """All rows, in columns or as a Markdown table; ``before`` are another version's numbers by program."""
    head: tuple[str, ...] = ("program", "measure", "reached", "floor", "")
    if before is not None:
        head = (*head[:2], "before", *head[2:])
    lines = [
        row for each in done for row in rows(each, None if before is None else before.get(each.program, {}))
    ]
    if markdown:
        return "\n".join("| " + " | ".join(row) + " |" for row in (head, ("---",) * len(head), *lines))
    widths = [max(len(row[at]) for row in (head, *lines)) for at in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *lines)
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these programs")
    parser.add_argument("--all", action="store_true", help="also those that take minutes")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the numbers to a file")
    parser.add_argument("--than", type=Path, metavar="FILE", help="show those that --keep wrote beside")
    args = parser.parse_args()
    before = json.loads(args.than.read_text(encoding="utf-8")) if args.than else None
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
    print(table(done, args.markdown, before))
    if args.keep:
        numbers = {each.program: each.reached for each in done}
        args.keep.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")
    return 1 if any(each.failed for each in done) else 0


if __name__ == "__main__":
    sys.exit(main())
