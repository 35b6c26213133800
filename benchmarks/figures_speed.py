"""How many reports of 2 KB a second one core marks with figures, and that time grows with length alone.

Reports are made of the hard-case tables of every language (tests/marking/cases/figures), which are denser
in figures than news is. Prints reports a second (the slowest and the mean of the ten first-class
languages) and the growth of the time a character from 50 KB to 5 MB; exits 1 below the floors. CPU time.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from benchmarks.floors import judge
from rashomon.marking.figures import find_in

HERE = Path(__file__).parent
CASES = HERE.parent / "tests" / "marking" / "cases" / "figures"
FIRST = ("en", "sv", "da", "nb", "de", "nl", "fr", "es", "it", "pt")
#: A sentence without figures between two that have one: still several times as many as news has.
FILLER = " Nothing was said of what the others had seen, and nobody asked for it that evening."


def text_of(code: str) -> str:
    lines = (CASES / f"{code}.txt").read_text(encoding="utf-8").splitlines()
    told = [line.split(" | ")[0] for line in lines if line and not line.startswith("#")]
    return "\n".join(line.replace("[[", "").replace("]]", "") + 2 * FILLER for line in told) + "\n"


def spent(text: str, code: str) -> float:
    began = time.process_time()
    find_in(text, code)
    return time.process_time() - began


def main() -> int:
    speeds = {}
    for code in FIRST:
        text = text_of(code)
        reports = [(text * 3)[start : start + 2000] for start in range(0, len(text) * 2, 500)]
        spent(text, code)
        speeds[code] = len(reports) / sum(spent(report, code) for report in reports)
    slowest = min(speeds, key=lambda code: speeds[code])
    mean = sum(speeds.values()) / len(speeds)
    print(f"reports of 2 KB a second: mean {mean:.0f}, slowest {slowest} {speeds[slowest]:.0f}")
    text = text_of("en")
    small = spent((text * (50_000 // len(text) + 1))[:50_000], "en") / 50_000
    large = spent((text * (5_000_000 // len(text) + 1))[:5_000_000], "en") / 5_000_000
    print(f"time a character, 5 MB against 50 KB: {large / small:.2f} times")
    return judge("figures_speed", {"reports_per_second": mean, "growth": large / small})


if __name__ == "__main__":
    sys.exit(main())
