"""What it costs to group reports as they come rather than all at once.

    python -m benchmarks.grouping_online

Each set is grouped twice: as its reports come, settled after every twenty and at the end of each day, and in
one batch that is settled once. They come in the order of their dates; ecbplus has none and is shuffled five
times. BCubed of both is printed; the mean of the first may be a point lower at most.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

from benchmarks import grouping_sets
from benchmarks.floors import judge
from benchmarks.grouping_sets import Labelled
from rashomon.grouping.stream import Grouper, days
from rashomon.model import Report

#: Reports after which a stream is settled, also within a day.
SETTLED = 20
#: Orders in which the reports of a day come.
SHUFFLED = 5


def online(reports: Sequence[Report]) -> dict[str, str]:
    """The stories of reports that come one by one."""
    grouper = Grouper()
    for number, report in enumerate(sorted(reports, key=days), 1):
        grouper.add(report)
        if number % SETTLED == 0:
            grouper.settle()
    return grouping_sets.homes(grouper.stories())


def at_once(reports: Sequence[Report]) -> dict[str, str]:
    """The stories of reports that are all there before the first is settled: nothing is as long as no later
    day begins, so the latest is told first."""
    grouper = Grouper()
    grouper.extend(sorted(reports, key=days, reverse=True))
    return grouping_sets.homes(grouper.stories())


def reached(some: Labelled, found: dict[str, str], said: str) -> float:
    """BCubed F1 of some stories."""
    scores = grouping_sets.bcubed(some.events, [found[report.id] for report in some.reports])
    print(f"{said:22s} P {scores[0]:.3f}  R {scores[1]:.3f}  F1 {scores[2]:.3f}", flush=True)
    return scores[2]


def main() -> int:
    worst = -1.0
    for name in ("meantime", "ecbplus"):
        some = grouping_sets.labelled(name)
        wanted = reached(some, at_once(some.reports), f"{name} all at once")
        came = []
        for seed in range(SHUFFLED):
            order = random.Random(seed).sample(some.reports, len(some.reports))
            came.append(reached(some, online(order), f"{name} as they come"))
        lost = wanted - sum(came) / SHUFFLED
        print(f"{name} lost {lost:+.3f}")
        worst = max(worst, lost)
    return judge("grouping_online", {"lost": worst})


if __name__ == "__main__":
    sys.exit(main())
