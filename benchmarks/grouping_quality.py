"""BCubed of the stories found, on the practice sets, with the settings that ship.

    python -m benchmarks.grouping_quality

Reports are read from JSON lines as ``rashomon group`` reads them; those with dates stream in their order.
Pairs are grouped two by two, and all in one run, each judged by whether the two share a story.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import combinations

from benchmarks import grouping_sets
from benchmarks.floors import judge
from rashomon.grouping import group
from rashomon.model import Report


def stories(reports: Sequence[Report]) -> list[str]:
    """The id of the story that each report is in."""
    found = {report.id: story.id for story in group(reports) for report in story.reports}
    return [found[report.id] for report in reports]


def line(name: str, scores: tuple[float, float, float]) -> float:
    print(f"{name:20s} P {scores[0]:.3f}  R {scores[1]:.3f}  F1 {scores[2]:.3f}", flush=True)
    return scores[2]


def labelled(name: str) -> dict[str, float]:
    """BCubed of a set, and of the reports in each language and in each two languages of it."""
    some = grouping_sets.labelled(name)
    found = stories(some.reports)
    reached = {name: line(name, grouping_sets.bcubed(some.events, found))}
    languages = [report.language for report in some.reports]
    worst: dict[str, float] = {}
    for one, other in combinations(sorted(set(languages)), 2):
        kept = [at for at, language in enumerate(languages) if language in (one, other)]
        scores = grouping_sets.bcubed([some.events[at] for at in kept], [found[at] for at in kept])
        pair = line(f"  {one} and {other}", scores)
        for language in (one, other):
            worst[language] = worst.get(language, 0.0) + pair / (len(set(languages)) - 1)
    for language, mean in sorted(worst.items()):
        print(f"  {language} with each other language: F1 {mean:.3f}")
    if worst:
        reached[f"{name}-lowest-language"] = min(worst.values())
    return reached


def paired(name: str) -> dict[str, float]:
    """The share of pairs judged right, the lower of the two ways."""
    pairs = grouping_sets.pairs(name)
    alone = [len(group([first, second])) == 1 for first, second, _ in pairs]
    found = stories([report for first, second, _ in pairs for report in (first, second)])
    among = [found[2 * at] == found[2 * at + 1] for at in range(len(pairs))]
    right = []
    for way, said in (("two by two", alone), ("all in one run", among)):
        good = sum(a == together for a, (_, _, together) in zip(said, pairs, strict=True))
        joined = sum(a and together for a, (_, _, together) in zip(said, pairs, strict=True))
        print(
            f"{name:20s} {way}: accuracy {good / len(pairs):.3f}, precision "
            f"{joined / max(1, sum(said)):.3f}, recall {joined / sum(t for _, _, t in pairs):.3f}",
            flush=True,
        )
        right.append(good / len(pairs))
    return {name: min(right)}


def main() -> int:
    reached: dict[str, float] = {}
    for name in ("meantime", "ntrex", "ecbplus"):
        reached |= labelled(name)
    for name in ("tgpairs-en", "tgpairs-ru"):
        reached |= paired(name)
    return judge("grouping_quality", reached)


if __name__ == "__main__":
    sys.exit(main())
