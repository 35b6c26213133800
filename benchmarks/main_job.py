"""How long the main job takes on the five real reports, and how much memory, encoder included.

    python -m benchmarks.main_job

Runs ``rashomon compare`` with page and JSON five times as a process of its own and prints the fastest
wall time (what the machine can do when nothing else runs) and the largest memory; exits 1 above the
limits in ``floors.toml``.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.floors import judge

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
RUNS = 5


def main() -> int:
    if not SEEDS.is_dir():
        print("skipped: the five reports are not beside the project")
        return 0
    best = float("inf")
    with tempfile.TemporaryDirectory() as folder:
        asked = ["compare", str(SEEDS), "--json", f"{folder}/s.json", "--html", f"{folder}/s.html"]
        for _ in range(RUNS):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "rashomon", *asked], check=True)
            best = min(best, time.perf_counter() - start)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"five reports in {best:.2f} s, {megabytes:.0f} MB")
    return judge("main_job", {"seconds": best, "megabytes": megabytes})


if __name__ == "__main__":
    sys.exit(main())
