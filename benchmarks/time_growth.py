"""How time grows with length: read, mark and compare on contents on which it once grew too fast.

For each content and verb the CPU seconds of a run with 1, 2, 4 and 8 times the length, and the exponent (the
slope of log time over log length, start-up taken off). ``python -m benchmarks.time_growth [--large]``; floors
are ceilings here: mark at most 1.2, compare 1.3 on the longest step.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

from benchmarks.floors import judge

#: Unit of text and how often it is repeated at length 1.
CONTENTS: Mapping[str, tuple[str, str, int]] = {
    "one endless word": ("en", "A", 16_000),
    "a German number without end": ("de", "dreihundertfünf", 1_800),
    "dollars": ("en", "$5 ", 40),
    "one sentence with a figure": ("en", "5 people were killed. ", 24),
    "one-letter lines": ("en", "a\n", 1_000),
    "reported speech": ("en", "He said that it was so. ", 40),
    "quotations": ("en", "“aa bb cc dd”, said John. ", 40),
}
TIMES = (1, 2, 4, 8)
VERBS = ("read", "mark", "compare")
#: Seconds below which a run says nothing about growth: the start varies by as much on a busy machine.
_NOISE = 0.25


def _seconds(verb: str, path: Path) -> float:
    """CPU seconds of one run, its children's too."""
    before = os.times()
    command = [sys.executable, "-m", "rashomon", verb, str(path), "--json", os.devnull]
    subprocess.run(command, check=False, capture_output=True, timeout=600)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _written(folder: Path, language: str, text: str, reports: int) -> Path:
    path = folder / "long.jsonl"
    item = {"language": language, "published": "2024-05-14", "text": text}
    lines = [json.dumps({**item, "id": f"r{number}", "outlet": f"O{number}"}) for number in range(reports)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def exponent(seconds: list[float], base: float) -> float | None:
    """The steepest slope between two lengths, one twice the other; None where nothing takes long enough."""
    net = [max(each - base, 0.001) for each in seconds]
    slopes = [math.log2(after / before) for before, after in pairwise(net) if before > _NOISE]
    return max(slopes, default=None)


def measure(scale: int, show: Callable[[str], None] = print) -> dict[str, float]:
    """Print the table; the steepest slope of each verb."""
    steepest = dict.fromkeys(VERBS, 0.0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for verb in VERBS:
            base = min(_seconds(verb, _written(folder, "en", "The ferry was late.", 2)) for _ in range(2))
            for content, (language, unit, times) in CONTENTS.items():
                seconds = [
                    _seconds(verb, _written(folder, language, unit * (times * scale * more), 2))
                    for more in TIMES
                ]
                slope = exponent(seconds, base)
                steepest[verb] = max(steepest[verb], slope or 0.0)
                told = "too short to tell" if slope is None else f"exponent {slope:.2f}"
                show(f"{verb:8}{content:30}" + "".join(f"{each:8.2f}" for each in seconds) + f"  {told}")
    return steepest


def lines_of_letters() -> dict[str, float]:
    """CPU seconds and megabytes that 2 MB of one-letter lines cost to be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letters.txt"
        path.write_text("a\n" * 1_000_000, encoding="utf-8")
        command = [sys.executable, "-m", "rashomon", "read", str(path), "--json", os.devnull]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return {"letters-seconds": used.ru_utime + used.ru_stime, "letters-megabytes": used.ru_maxrss / 1024}


def main() -> int:
    found = {**measure(4 if "--large" in sys.argv else 1), **lines_of_letters()}
    for name, value in found.items():
        print(f"{name}: {value:.2f}")
    return judge("time_growth", found)


if __name__ == "__main__":
    sys.exit(main())
