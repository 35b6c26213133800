"""How one story grows: time and memory of comparing 50, 200, 500 and 2,000 reports of it.

    python -m benchmarks.large_story [REPORTS ...]

The reports are made by a program from the invented ones of ``examples/reports`` that tell of one happening.
Each keeps some sentences of one of them with other numbers in it, tells some of its own (so that a larger
story has more to tell), and copies a passage from an earlier report. Marking is not
timed. For each size: CPU seconds and the most memory of a process of its own, and the exponent between sizes
(the slope of log time over log reports).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import resource
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from benchmarks.floors import judge
from rashomon.marking import mark
from rashomon.model import Report, Story, Synopsis
from rashomon.reading import read_paths
from rashomon.running import one_thread

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports"
SIZES = (50, 200)
ALL = (50, 200, 500, 2_000)
#: What each report is made of: sentences of its pattern, of the growing stock, and copied ones.
KEPT, OWN, COPIED = 6, 4, 2
#: Patterns: the examples that tell of the ship on the reef.
_ABOUT = re.compile(r"Aurelia Star")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{5,}")
_SYLLABLES = [a + b for a in "bdfgklmnprst" for b in ("a", "e", "o", "al", "in", "und")]
_SENTENCE = re.compile(r"(?<=[.!?”»\"])\s+")


class Writer:
    """Writes the reports of a story."""

    def __init__(self, seed: int = 5) -> None:
        self.chance = random.Random(seed)
        found = [report for report in read_paths([str(EXAMPLES)]).reports if _ABOUT.search(report.text)]
        self.patterns = {report.language: self._sentences(report.text) for report in found}
        self.words = {
            language: sorted({word for line in lines for word in _WORD.findall(line) if word.islower()})
            for language, lines in self.patterns.items()
        }
        self.copied: dict[str, list[str]] = {language: [] for language in self.patterns}

    @staticmethod
    def _sentences(text: str) -> list[str]:
        lines = [line for block in text.split("\n") for line in _SENTENCE.split(block) if len(line) > 40]
        return lines[1:]

    def name(self) -> str:
        """An invented name."""
        return "".join(self.chance.choices(_SYLLABLES, k=3)).capitalize()

    def changed(self, line: str, language: str, share: float) -> str:
        """A sentence with some of its words and all of its numbers changed."""
        words = self.words[language]
        line = _NUMBER.sub(lambda found: str(int(found.group()) + self.chance.randrange(4)), line)
        return _WORD.sub(
            lambda found: (
                self.chance.choice(words)
                if found.group().islower() and self.chance.random() < share
                else found.group()
            ),
            line,
        )

    def report(self, number: int) -> dict[str, str]:
        """One report as an item of JSON lines."""
        chance = self.chance
        language = chance.choice(sorted(self.patterns))
        pattern, earlier = self.patterns[language], self.copied[language]
        lines = [
            self.changed(line, language, 0.05) for line in chance.sample(pattern, min(KEPT, len(pattern)))
        ]
        for line in chance.choices(pattern, k=OWN):
            own = self.changed(line, language, 0.6)
            lines.append(re.sub(r"[A-Z]\w+ [A-Z]\w+", f"{self.name()} {self.name()}", own, count=1))
        lines += chance.sample(earlier, min(COPIED, len(earlier)))
        chance.shuffle(lines)
        earlier.append(lines[0])
        day = f"2026-05-{13 + chance.randrange(6)}"
        text = "Aurelia Star\n\n" + "\n\n".join(lines)
        return {
            "id": f"r{number:05}",
            "outlet": f"Outlet {number}",
            "language": language,
            "published": day,
            "text": text,
        }


def story(size: int, folder: Path) -> Story:
    """A story of so many reports, marked."""
    writer = Writer()
    path = folder / "story.jsonl"
    path.write_text("\n".join(json.dumps(writer.report(number)) for number in range(size)), encoding="utf-8")
    reports: tuple[Report, ...] = tuple(mark(report) for report in read_paths([str(path)]).reports)
    return Story("large", "Aurelia Star", "en", "2026-05-13", "2026-05-18", reports)


def _one(size: int) -> None:
    """Compare one story in this process, and print seconds, megabytes and what was found."""
    import tempfile

    from rashomon.comparing.synopsis import compare

    with tempfile.TemporaryDirectory() as folder:
        found = story(size, Path(folder))
    compare(replace(found, reports=found.reports[:4]))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    synopsis: Synopsis = compare(found)
    seconds = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    entries = {
        name: len(getattr(synopsis, name))
        for name in ("statements", "figures", "names", "timeline", "coverage", "reuse")
    }
    print(json.dumps({"seconds": seconds, "megabytes": most, "before": before, **entries}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help=f"all: {ALL}")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        one_thread()
        _one(args.one)
        return 0
    taken: dict[int, float] = {}
    for size in sorted(args.sizes):
        asked = [sys.executable, "-m", "benchmarks.large_story", "--one", str(size)]
        done = subprocess.run(asked, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout.splitlines()[-1])
        taken[size] = found["seconds"]
        told = ", ".join(f"{found[name]} {name}" for name in list(found)[3:])
        print(
            f"{size:6,} reports: {found['seconds']:7.1f} s CPU, {found['megabytes']:5.0f} MB "
            f"({found['before']:.0f} before); {told}",
            flush=True,
        )
    slopes = [
        math.log(taken[more] / taken[less]) / math.log(more / less) for less, more in pairwise(sorted(taken))
    ]
    print("exponents: " + ", ".join(f"{slope:.2f}" for slope in slopes))
    reached = {"exponent": max(slopes, default=0.0)}
    reached |= {f"seconds_{size}": seconds for size, seconds in taken.items()}
    return judge("large_story", reached)


if __name__ == "__main__":
    sys.exit(main())
