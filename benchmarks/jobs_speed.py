"""How much faster two processes mark than one, with the same bytes out.

    python -m benchmarks.jobs_speed [REPORTS]

Marks reports made by a program (``benchmarks/many_reports.py``), each way in turn, three times; the fastest
counts. Says how busy the machine was: on a busy one the wall clock says nothing, and ``overhead`` (how much
more CPU time two processes take) is what is left to judge by.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.floors import judge
from benchmarks.many_reports import reports

RUNS = 3
#: Load (processes that wait for a processor) above which the wall clock is not judged.
BUSY = 0.5


def main() -> int:
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    wall, cpu = {1: float("inf"), 2: float("inf")}, {1: float("inf"), 2: float("inf")}
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "many.jsonl"
        source.write_text("\n".join(reports(total)) + "\n", encoding="utf-8")
        targets = {jobs: Path(folder) / f"{jobs}.jsonl" for jobs in wall}
        for jobs in [1, 2] * RUNS:
            asked = ["mark", str(source), "--json", str(targets[jobs]), "--jobs", str(jobs)]
            start, before = time.perf_counter(), os.times()
            subprocess.run([sys.executable, "-m", "rashomon", *asked], check=True)
            after = os.times()
            wall[jobs] = min(wall[jobs], time.perf_counter() - start)
            used = after.children_user + after.children_system
            cpu[jobs] = min(cpu[jobs], used - before.children_user - before.children_system)
        same = targets[1].read_bytes() == targets[2].read_bytes()
    faster, overhead = wall[1] / wall[2], cpu[2] / cpu[1] - 1
    print(
        f"{total:,} reports: {wall[1]:.1f} s with one, {wall[2]:.1f} s with two: {faster:.2f} times; CPU "
        f"{cpu[1]:.1f} and {cpu[2]:.1f} s ({overhead:+.1%}); load {load:.1f} before; same bytes: {same}"
    )
    reached = {"overhead": overhead, "same": float(same)}
    return judge("jobs_speed", reached | ({"times": faster} if load <= BUSY else {}))


if __name__ == "__main__":
    sys.exit(main())
