"""Many reports through the whole of ``rashomon compare``: how many a second, and what memory does.

    python -m benchmarks.many_reports [REPORTS] [--jobs N]

A program writes reports on invented happenings, five or so to one, each put together from sentences of
``examples/reports`` with other words, numbers and names. The command runs as a process of its own; its memory
is looked at meanwhile: ``growth`` is how much more it held at most in the second half of comparing than
in the first.
By default 1,000 reports; 20,000 is what is claimed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.floors import judge
from benchmarks.large_story import Writer

#: Reports of one happening, on average.
TOGETHER = 5
#: Happenings of one day.
DAILY = 40
FIRST = date(2026, 1, 1)


def reports(total: int) -> Iterator[str]:
    """So many reports as JSON lines."""
    writer, chance = Writer(), random.Random(3)
    number = happening = 0
    while number < total:
        names = [writer.name() for _ in range(4)]
        stock = {
            language: [writer.changed(line, language, 0.7) for line in chance.sample(own, min(8, len(own)))]
            for language, own in writer.patterns.items()
        }
        day = (FIRST + timedelta(days=happening // DAILY)).isoformat()
        for _ in range(chance.randrange(2, 2 * TOGETHER - 1)):
            language = chance.choice(sorted(stock))
            lines = chance.sample(stock[language], min(6, len(stock[language])))
            text = "\n\n".join([" ".join(names[:2]), *(f"{chance.choice(names)}: {line}" for line in lines)])
            yield json.dumps(
                {
                    "id": f"r{number:06}",
                    "outlet": f"Outlet {number % 300}",
                    "language": language,
                    "published": day,
                    "text": text,
                }
            )
            number += 1
        happening += 1


def _held(process: int) -> float:
    """Megabytes that a process holds now; 0 where that cannot be told."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", nargs="?", type=int, default=1_000)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "many.jsonl", Path(folder) / "synopsis.json"
        source.write_text("\n".join(reports(args.reports)) + "\n", encoding="utf-8")
        asked = ["compare", str(source), "--names", "fast", "--json", str(target), "--jobs", str(args.jobs)]
        start, before = time.perf_counter(), os.times()
        process = subprocess.Popen([sys.executable, "-m", "rashomon", *asked], stderr=subprocess.DEVNULL)
        held: list[tuple[int, float]] = []
        while process.poll() is None:
            # What is written so far says how far comparing is.
            written = max((part.stat().st_size for part in Path(folder).glob(".*.part")), default=0)
            held.append((written, _held(process.pid)))
            time.sleep(0.2)
        after, wall = os.times(), time.perf_counter() - start
        size = target.stat().st_size
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    first = max((memory for written, memory in held if 0 < written <= size / 2), default=0.0)
    last = max((memory for written, memory in held if written > size / 2), default=0.0)
    growth = last / first - 1 if first and last else 0.0
    print(
        f"{args.reports:,} reports: {wall:.0f} s, {cpu:.0f} s CPU ({1000 * cpu / args.reports:.0f} ms each), "
        f"{max(memory for _, memory in held):.0f} MB at most, {first:.0f} and {last:.0f} MB in the halves of "
        f"comparing; {size / 1e6:.0f} MB written"
    )
    return judge("many_reports", {"growth": growth, "ms_each": 1000 * cpu / args.reports})


if __name__ == "__main__":
    sys.exit(main())
