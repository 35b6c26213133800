"""BCubed of the sets that the weights are learned from when thousands of other reports are alive beside them.

    python -m benchmarks.grouping_crowd [--strangers N] [--crowd X ...]

Half of the strangers come before the set, half after; they are recombined from the other practice sets
(``benchmarks/grouping_speed.py`` says how), all without a window. A stranger in a story costs precision.
``--crowd`` tries other values of :data:`rashomon.grouping.stream.CROWD` than the one that ships.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks import grouping_sets
from benchmarks.floors import floors, judge
from benchmarks.grouping_speed import recombined
from rashomon.grouping.stream import CROWD, Grouper


def among(name: str, strangers: int, crowd: float) -> tuple[float, float, float]:
    """BCubed precision, recall and F1 of the reports of a set among strangers."""
    some = grouping_sets.labelled(name)
    grouper = Grouper(window_days=None, crowd=crowd)
    stream = recombined(without=name)
    for _ in range(strangers // 2):
        grouper.add(next(stream)[0])
    grouper.extend(some.reports)
    for _ in range(strangers // 2):
        grouper.add(next(stream)[0])
    found = {card.id: story for story in grouper.stories() for card in story.cards}
    event = {report.id: event for report, event in zip(some.reports, some.events, strict=True)}
    precision = recall = 0.0
    for report, happening in event.items():
        cards = found[report].cards
        both = sum(event.get(card.id) == happening for card in cards)
        precision += both / len(cards) / len(event)
        recall += both / some.events.count(happening) / len(event)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strangers", type=int, default=8_000)
    parser.add_argument("--crowd", type=float, nargs="*", default=[CROWD])
    args = parser.parse_args()
    reached: dict[str, float] = {}
    for crowd in args.crowd:
        for name in floors("grouping_crowd"):
            precision, recall, f1 = among(name, args.strangers, crowd)
            print(
                f"{name:10s} among {args.strangers:,} strangers, crowd {crowd}: "
                f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}",
                flush=True,
            )
            reached[name] = min(f1, reached.get(name, 1.0))
    return judge("grouping_crowd", reached)


if __name__ == "__main__":
    sys.exit(main())
