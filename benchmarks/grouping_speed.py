"""How fast reports are grouped while many are live, and what a live report costs in memory.

    python -m benchmarks.grouping_speed [LIVE ...]
    python -m benchmarks.grouping_speed --stream N

The stream is made from practice reports by recombination: each report is eight sentences of eight practice
reports in its language. Half of its words are exchanged for others of the language's reports, drawn as
often as they occur; capitalised words are exchanged so too, or for one of three invented names; every number
is another. So reports resemble each other as news do, by common words and a rare one now and then, and
hardly two tell of one happening. Every tenth takes five sentences from one of the last two thousand and
belongs with it: how many of these are found is said, and how many reports share a story with a stranger.

Reading (text to signals and concepts) and grouping (index, scores, stories) are timed apart, in CPU time of
one core. Memory is the growth of what the process holds between two numbers of live reports, less the 640
bytes of a report's concepts. With ``--stream`` the reports pass through a window of two days instead; it is
said how much memory grew over the last half.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import resource
import sys
import time
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from benchmarks import grouping_sets
from benchmarks.floors import judge
from rashomon.encoding import concepts
from rashomon.grouping.stream import Closed, Grouper
from rashomon.model import Moment, Report

#: Reports of one day.
DAILY = 2_000
#: Reports timed at each number of live ones.
TIMED = 2_000
#: Reports after which a long run says how far it has come.
SAID = 50_000
#: Bytes of a report's concepts.
VECTOR = 2 * (concepts.NEAREST + concepts.SECOND)
#: Live reports from which on memory is judged.
ENOUGH = 500_000
#: Sentences of a report, and how many of them a report on the same happening takes over.
TOLD = 8
TAKEN = 5
FIRST_DAY = date(2001, 1, 1)
_TOKEN = re.compile(r"\w+|\W+")
_SYLLABLES = [a + b for a in "klmrtbvdsp" for b in ("a", "o", "en", "us")]
#: What may become of a token: another word, another capitalised one or a name, another number.
_WORD, _NAME, _NUMBER = 0, 1, 2


class Practice:
    """The practice reports of one language, cut up: sentences by report, each as tokens and which of them
    may change; and all words, and capitalised words, that may take their place, as often as they occur."""

    def __init__(self) -> None:
        self.reports: list[list[tuple[list[str], list[tuple[int, int]]]]] = []
        self.words: list[str] = []
        self.capitalised: list[str] = []

    def take(self, text: str) -> None:
        """Cuts up a report."""
        sentences = []
        for line in text.replace(". ", ".\n").split("\n"):
            tokens = _TOKEN.findall(line.strip())
            changing = []
            for at, token in enumerate(tokens):
                if token.isdigit():
                    changing.append((at, _NUMBER))
                elif at and token.istitle():
                    changing.append((at, _NAME))
                    self.capitalised.append(token)
                elif at and len(token) > 3 and token.isalpha():
                    changing.append((at, _WORD))
                    self.words.append(token)
            if tokens:
                sentences.append((tokens, changing))
        if sentences:
            self.reports.append(sentences)

    def told(self, chance: random.Random, count: int) -> list[str]:
        """Sentences of different reports. Half of their words are others, as are all numbers; capitalised
        words are others or one of three invented names."""
        even, words, capitalised = chance.random, self.words, self.capitalised
        names = ["".join(chance.choices(_SYLLABLES, k=4)).capitalize() for _ in range(3)]
        told = []
        for _ in range(count):
            sentences = self.reports[int(even() * len(self.reports))]
            tokens, changing = sentences[int(even() * len(sentences))]
            tokens = tokens.copy()
            for at, kind in changing:
                draw = even()
                if kind == _NUMBER:
                    tokens[at] = str(int(10 ** (4 * draw)))
                elif draw < 0.5:
                    some = words if kind == _WORD else capitalised
                    tokens[at] = some[int(draw * 2 * len(some))]
                elif kind == _NAME:
                    tokens[at] = names[int(draw * 6) - 3]
            told.append("".join(tokens))
        return told


def name(number: int) -> str:
    """The id of a report of the stream."""
    return f"https://example.org/news/{number}"


def recombined(seed: int = 7, without: str = "") -> Iterator[tuple[Report, int]]:
    """Reports without end, made from all sets but one, each with the number of the first report on its
    happening."""
    pools: dict[str, Practice] = {}
    for collection in ("ntrex", "meantime", "ecbplus"):
        for report in grouping_sets.labelled(collection).reports if collection != without else ():
            pools.setdefault(report.language, Practice()).take(report.text)
    languages = sorted(pools)
    # What the benchmark itself keeps shall not be searched for garbage while the grouper is timed.
    gc.freeze()
    chance = random.Random(seed)
    recent: deque[tuple[int, str, list[str]]] = deque(maxlen=DAILY)
    for number in count():
        if number % 10 == 9:
            event, language, told = recent[int(chance.random() * len(recent))]
            told = [*told[:TAKEN], *pools[language].told(chance, TOLD - TAKEN)]
        else:
            event, language = number, languages[int(chance.random() * len(languages))]
            told = pools[language].told(chance, TOLD)
        recent.append((event, language, told))
        day = (FIRST_DAY + timedelta(days=number // DAILY)).isoformat()
        moment = Moment(None, day, day, day, "day")
        text = "\n".join(told)[:2_000]
        source = f"outlet-{number % 300}.jsonl"
        yield Report(name(number), source, text, language, told[0][:120], published=moment), event


def held() -> float:
    """Bytes the process holds now."""
    pages = Path("/proc/self/statm")
    if pages.is_file():
        return int(pages.read_text().split()[1]) * float(resource.getpagesize())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0


class Told:
    """How far the reports that are looked at are with those on their happening, and with others."""

    def __init__(self) -> None:
        self.events: dict[str, int] = {}
        self.later = self.joined = self.reports = self.strangers = 0

    def look(self, report: str, story: Closed) -> None:
        """Takes note of a report and its story."""
        event = self.events[report]
        others = [self.events[card.id] for card in story.cards]
        self.reports += 1
        self.strangers += any(other != event for other in others)
        if report != name(event):
            self.later += 1
            self.joined += any(card.id == name(event) for card in story.cards)

    def __str__(self) -> str:
        return (
            f"{self.joined / max(1, self.later):.1%} of later reports are with the first on their happening, "
            f"{self.strangers / max(1, self.reports):.1%} of all with a stranger"
        )


class Clock:
    """Says from time to time how far a long run has come."""

    def __init__(self) -> None:
        self._count = 0
        self._start = time.process_time()

    def tick(self, grouper: Grouper) -> None:
        """One more report was told to the grouper."""
        self._count += 1
        if self._count % SAID == 0:
            each = (time.process_time() - self._start) / SAID
            self._start = time.process_time()
            print(
                f"  {self._count:9,} told, {grouper.live:9,} live: {each * 1e6:5.0f} microseconds each, "
                f"the making included; {held() / 1e6:5.0f} MB",
                flush=True,
            )


def live(sizes: list[int]) -> dict[str, float]:
    """Time for one more report, and memory, at several numbers of live reports."""
    stream = recombined()
    grouper = Grouper(window_days=None)
    clock, told = Clock(), Told()
    count = 0
    times: list[float] = []
    reading: list[float] = []
    before, counted = 0.0, 0
    for size in sizes:
        while count < size:
            report, event = next(stream)
            told.events[report.id] = event
            grouper.add(report)
            clock.tick(grouper)
            count += 1
        grouper.settle()
        each = (held() - before) / (count - counted) - VECTOR if counted else float("nan")
        before, counted = held(), count
        arrivals = [next(stream) for _ in range(TIMED)]
        start = time.process_time()
        for report, _ in arrivals:
            grouper.add(report)
        reading.append((time.process_time() - start) / TIMED)
        start = time.process_time()
        grouper.settle()
        times.append((time.process_time() - start) / TIMED)
        count += TIMED
        print(
            f"{size:9,} live: reading {1 / reading[-1]:6.0f}/s, grouping {1 / times[-1]:6.0f}/s, both "
            f"{1 / (reading[-1] + times[-1]):6.0f}/s; {each:6.0f} bytes for each since beyond its vector",
            flush=True,
        )
        told.events |= {report.id: event for report, event in arrivals}
        for report, _ in arrivals:
            told.look(report.id, grouper.story(report.id))
        print(f"{'':9s} {told}", flush=True)
    reached = {
        "per_second": 1 / times[-1],
        "growth": times[-1] / times[0],
        "joined": told.joined / told.later,
    }
    # Before that, most of what is added is the words that are remembered, whose number is bounded.
    return reached | ({"bytes": each} if count > ENOUGH else {})


def streamed(total: int) -> dict[str, float]:
    """Growth of memory over the last half of a stream with a window of two days, as a share."""
    told, clock = Told(), Clock()
    closed = 0

    def sink(story: Closed) -> None:
        nonlocal closed
        closed += 1
        for card in story.cards:
            told.look(card.id, story)
        for card in story.cards:
            del told.events[card.id]

    grouper = Grouper(window_days=2, sink=sink)
    middle = 0.0
    for number, (report, event) in zip(range(total), recombined(), strict=False):
        told.events[report.id] = event
        grouper.add(report)
        clock.tick(grouper)
        if number == total // 2:
            middle = held()
    growth = held() / middle - 1
    print(f"{total:,} streamed, {closed:,} stories closed, {grouper.live:,} live; memory {growth:+.1%}")
    print(f"  {told}")
    return {"stream_growth": growth, "stream_joined": told.joined / max(1, told.later)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("live", nargs="*", type=int, default=[2_000, 10_000])
    parser.add_argument("--stream", type=int, default=0)
    args = parser.parse_args()
    reached = streamed(args.stream) if args.stream else live(sorted(args.live))
    return judge("grouping_speed", reached)


if __name__ == "__main__":
    sys.exit(main())
