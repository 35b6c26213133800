"""Speed of the moments finder: reports of 2 KB a second on one core, and time linear up to 5 MB.

Texts are made by recombining the sentences of the examples that ship with the project. CPU time only.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date
from pathlib import Path

from benchmarks.floors import judge

ROOT = Path(__file__).resolve().parents[1]
ANCHOR = date(2023, 10, 12)


def texts(language: str, count: int, size: int) -> list[str]:
    """Texts of about ``size`` characters from the shipped examples of a language."""
    sources = sorted((ROOT / "examples" / "reports").glob(f"*.{language}.txt"))
    read = (path.read_text(encoding="utf-8").split("\n") for path in sources)
    lines = [line for source in read for line in source if line.strip()]
    chance = random.Random(7)
    made = []
    for _ in range(count):
        text = ""
        while len(text) < size:
            text += chance.choice(lines) + "\n"
        made.append(text[:size])
    return made


def main() -> int:
    from rashomon.marking.moments import find_in

    speeds = []
    for language in ("en", "de", "sv", "es", "ar"):
        sample = texts(language, 300, 2000)
        find_in(sample[0], language, ANCHOR)
        start = time.process_time()
        for text in sample:
            find_in(text, language, ANCHOR)
        speed = len(sample) / (time.process_time() - start)
        print(f"{language}: {speed:.0f} reports of 2 KB a second")
        speeds.append(speed)
    big = texts("en", 1, 5_000_000)[0]
    seconds = []
    for size in (500_000, 5_000_000):
        start = time.process_time()
        find_in(big[:size], "en", ANCHOR)
        seconds.append(time.process_time() - start)
    growth = seconds[1] / seconds[0] / 10
    print(f"5 MB: {seconds[1]:.1f} s, {growth:.2f} times as long a character as 500 KB")
    return judge("moments_speed", {"reports_per_second": min(speeds), "growth": growth})


if __name__ == "__main__":
    sys.exit(main())
