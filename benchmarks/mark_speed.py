"""What marking costs: from a cold start on one line, and on the MEANTIME news, beside another version.

    python -m benchmarks.mark_speed [--than CHECKOUT] [--runs 3]

Processor seconds of ``import rashomon``, of ``rashomon mark`` on one English line, and of the same on
the 240 practice reports of MEANTIME (English, Spanish, Italian, Dutch), each in processes of its own on
one core, the best of some runs; compiled bytecode and language files are there, as after the first start.
With ``--than`` the same is measured of another checkout (with an environment in its ``.venv``), in turns with
this one, and how many times as fast this one is, also without the start (the long run less the short one).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.floors import judge

ROOT = Path(__file__).resolve().parents[1]
MEANTIME = ROOT.parent / "shared" / "data" / "grouping" / "meantime.jsonl.gz"
LINE = "The harbour minister said on Tuesday that 12 people were hurt when the ferry hit the pier in Lund.\n"


def seconds(command: list[str], cache: Path) -> float:
    """Processor seconds of a command, its children included."""
    kept = {"PYTHONPYCACHEPREFIX": str(cache / "bytecode"), "RASHOMON_CACHE": str(cache / "kept")}
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**environment, **kept, "OMP_NUM_THREADS": "1"},
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime


def commands(python: str, line: Path, news: Path | None) -> dict[str, list[str]]:
    """What is measured of a version, by name."""
    found = {
        "import": [python, "-c", "import rashomon"],
        "line": [python, "-m", "rashomon", "mark", str(line)],
    }
    return found | ({"news": [python, "-m", "rashomon", "mark", str(news)]} if news else {})


def written(folder: Path) -> Path | None:
    """The practice reports as lines of JSON; None where they are not beside the project."""
    if not MEANTIME.is_file():
        print("skipped: MEANTIME is not beside the project")
        return None
    target = folder / "meantime.jsonl"
    with gzip.open(MEANTIME, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as file:
        for row in map(json.loads, lines):
            text = "\n".join(row["sentences"])
            kept = {"id": row["id"], "text": text, "language": row["lang"]}
            if (row["date"] or "")[:4].isdigit():
                kept["published"] = row["date"]
            file.write(json.dumps(kept) + "\n")
    return target


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--than", type=Path, help="another checkout, with its environment in .venv")
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    versions = {"this": sys.executable}
    if args.than:
        versions["other"] = str(args.than.resolve() / ".venv" / "bin" / "python")
    best: dict[tuple[str, str], float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        line = folder / "line.txt"
        line.write_text(LINE, encoding="utf-8")
        news = written(folder)
        for run in range(args.runs + 1):
            for version, python in versions.items():
                for what, command in commands(python, line, news).items():
                    if run == 0 and what == "news":
                        continue  # the first start only fills the caches
                    spent = seconds(command, folder / version)
                    if run:
                        best[version, what] = min(spent, best.get((version, what), spent))
    for (version, what), spent in best.items():
        print(f"{version:6} {what:7} {spent:.3f} s")
    reached = {"import_seconds": best["this", "import"], "line_seconds": best["this", "line"]}
    for what in ("line", "news"):
        if ("other", what) in best:
            reached[f"times_as_fast_{what}"] = best["other", what] / best["this", what]
    if ("other", "news") in best:
        marking = [best[version, "news"] - best[version, "line"] for version in ("other", "this")]
        reached["times_as_fast_without_start"] = marking[0] / marking[1]
    for name, value in reached.items():
        print(f"{name}: {value:.3f}")
    return judge("mark_speed", reached)


if __name__ == "__main__":
    sys.exit(main())
