"""Does a report in another script join four of one happening that it has nothing to do with?

    python -m benchmarks.grouping_strangers [--trials N]

NTREX (news translated by professionals, CC BY-SA 4.0), practice half: four reports of one text in languages
of the Latin script and one of another text in Russian, Arabic or Chinese, all of one day, alone in their
batch, where nothing is rare. Whole texts, and the first 600 characters of them. Printed is in how many
trials the stranger joined (none may), and in how many the text's own translation did, in its place.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import replace

from benchmarks import grouping_sets
from benchmarks.floors import judge
from rashomon.grouping import group
from rashomon.model import Moment, Report

#: Languages of the four, and of the fifth.
LATIN = ("en", "sv", "da", "de", "fr", "es", "tr")
OTHER = ("ru", "ar", "zh")
#: Characters of a short report.
SHORT = 600
_DAY = Moment(None, "", "2024-05-14", "2024-05-14", "day")


def _cut(report: Report, length: int | None) -> Report:
    """A report of the day, cut to some characters."""
    return replace(report, text=report.text[:length], blocks=(), published=_DAY)


def joins(four: Sequence[Report], fifth: Report, length: int | None) -> bool:
    """Whether the fifth report comes into a story with one of the four."""
    found = group([_cut(report, length) for report in (*four, fifth)])
    return any(len(story.reports) > 1 and fifth.id in {one.id for one in story.reports} for story in found)


def main() -> int:
    """Prints the shares; 1 where a stranger joined, or too few translations did."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=100)
    args = parser.parse_args()
    some = grouping_sets.labelled("ntrex")
    by_event: dict[str, dict[str, Report]] = {}
    for report, event in zip(some.reports, some.events, strict=True):
        by_event.setdefault(event, {})[report.language] = report
    chance = random.Random(14)
    events = sorted(by_event)
    reached: dict[str, float] = {}
    for name, length in (("whole", None), ("short", SHORT)):
        strangers = own = 0
        for _ in range(args.trials):
            one, other = chance.sample(events, 2)
            four = [by_event[one][language] for language in chance.sample(LATIN, 4)]
            language = chance.choice(OTHER)
            strangers += joins(four, by_event[other][language], length)
            own += joins(four, by_event[one][language], length)
        print(f"{name:6} strangers joined in {strangers} of {args.trials} trials, translations in {own}")
        reached[f"{name} strangers"] = strangers / args.trials
        reached[f"{name} own"] = own / args.trials
    return judge("grouping_strangers", reached)


if __name__ == "__main__":
    sys.exit(main())
