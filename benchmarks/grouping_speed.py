"""How fast reports are grouped while many are live, and what a live report costs in memory.

    python -m benchmarks.grouping_speed [LIVE ...] [--stream N]

The stream is made from practice reports by recombination: each report is eight sentences of eight practice
reports in its language, with every capitalised word and number replaced by invented ones, so that hardly two
tell of one happening; every tenth takes five of its sentences from the one before, and belongs with it.
Reading (text to signals and concepts) and grouping
(index, scores, stories) are timed apart, in CPU time of one core. Memory is the growth of what the process
holds between two numbers of live reports. ``--stream N`` sends N reports through with a window of two days
and says how much memory grew over the last half.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks import grouping_sets
from rashomon.grouping.stream import Grouper
from rashomon.model import Moment, Report

#: Reports of one day.
DAILY = 2_000
#: Reports timed at each number of live ones.
TIMED = 1_000
_CHANGED = re.compile(r"(?<=\w )[A-ZÅÄÖÉА-Я]\w+|\d+")
_SYLLABLES = ("ka", "lo", "mi", "ren", "tus", "bor", "vel", "ans", "ho", "dri", "sko", "pel", "na", "gur")
FIRST_DAY = date(2001, 1, 1)


def recombined(seed: int = 7) -> Iterator[Report]:
    """Reports without end."""
    pools: dict[str, list[list[str]]] = {}
    for name in ("ntrex", "meantime", "ecbplus"):
        for report in grouping_sets.labelled(name).reports:
            sentences = [line for line in report.text.replace(". ", ".\n").split("\n") if line.strip()]
            pools.setdefault(report.language, []).append(sentences)
    languages = sorted(pools)
    chance = random.Random(seed)
    number, language, told = 0, languages[0], [""]
    while True:
        if number % 10 == 9:
            told = [*told[:5], *_told(chance, pools[language], 3)]
        else:
            language = chance.choice(languages)
            told = _told(chance, pools[language], 8)
        day = (FIRST_DAY + timedelta(days=number // DAILY)).isoformat()
        moment = Moment(None, day, day, day, "day")
        text = "\n".join(told)[:2_000]
        yield Report(f"r{number}", f"r{number}", text, language, told[0][:120], published=moment)
        number += 1


def _told(chance: random.Random, reports: list[list[str]], count: int) -> list[str]:
    """Sentences of different reports with other names and numbers."""
    names = ["".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize() for _ in range(6)]

    def other(match: re.Match[str]) -> str:
        return str(chance.randrange(10, 9_999)) if match.group()[0].isdigit() else chance.choice(names)

    chosen = chance.sample(reports, min(count, len(reports)))
    return [_CHANGED.sub(other, chance.choice(each)) for each in chosen]


def held() -> float:
    """Bytes the process holds now."""
    pages = Path("/proc/self/statm")
    if pages.is_file():
        return int(pages.read_text().split()[1]) * float(resource.getpagesize())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0


def live(sizes: list[int]) -> dict[str, float]:
    """Time for one more report, and memory, at several numbers of live reports."""
    stream = recombined()
    grouper = Grouper(window_days=None)
    count = 0
    times: list[float] = []
    before, counted = 0.0, 0
    for size in sizes:
        while count < size:
            grouper.add(next(stream))
            count += 1
        grouper.settle()
        each = (held() - before) / (count - counted) if counted else float("nan")
        before, counted = held(), count
        arrivals = [next(stream) for _ in range(TIMED)]
        start = time.process_time()
        for report in arrivals:
            grouper.add(report)
        read = (time.process_time() - start) / TIMED
        start = time.process_time()
        grouper.settle()
        grouped = (time.process_time() - start) / TIMED
        count += TIMED
        times.append(grouped)
        print(
            f"{size:9,} live: reading {1 / read:6.0f}/s, grouping {1 / grouped:6.0f}/s, both "
            f"{1 / (read + grouped):6.0f}/s; {each:6.0f} bytes for each since",
            flush=True,
        )
    return {"per_second": 1 / times[-1], "growth": times[-1] / times[0], "bytes": each}


def streamed(total: int) -> float:
    """Growth of memory over the last half of a stream, as a share."""
    closed = 0

    def sink(_: object) -> None:
        nonlocal closed
        closed += 1

    grouper = Grouper(window_days=2, sink=sink)
    stream = recombined()
    middle = 0.0
    for number in range(total):
        grouper.add(next(stream))
        if number == total // 2:
            middle = held()
    growth = held() / middle - 1
    print(f"{total:,} streamed, {closed:,} stories closed, {grouper.live:,} live; memory {growth:+.1%}")
    return growth


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("live", nargs="*", type=int, default=[2_000, 10_000])
    parser.add_argument("--stream", type=int, default=0)
    args = parser.parse_args()
    floors = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())["grouping_speed"]
    reached = live(sorted(args.live))
    low = [
        f"{reached['per_second']:.0f} reports a second"
        for _ in range(reached["per_second"] < floors["per_second"])
    ]
    if reached["growth"] > floors["growth"]:
        low.append(f"one more report takes {reached['growth']:.2f} times as long")
    if args.stream and streamed(args.stream) > floors["stream_growth"]:
        low.append("memory grows with the stream")
    for said in low:
        print("below its floor:", said)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
