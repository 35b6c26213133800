"""Figures of texts that say the same: translations (NTREX) and Wikinews in four languages (MEANTIME).

Whatever is said to differ there is a false alarm (but for a translator's rounding), and equal values should
stand together. Prints, for each set, the share of comparisons over reports that are not said to differ, and
the share of pairs of equal values over reports that are brought together (an event may give one value to two
quantities, so 1.0 is out of reach); exits 1 below the floors in ``floors.toml``.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from benchmarks.floors import judge
from rashomon.comparing import figures, names
from rashomon.encoding.interlingua import Interlingua
from rashomon.marking import mark
from rashomon.model import Report
from rashomon.reading.text import report_from_text

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "shared" / "data" / "grouping"
#: Languages and number of events of each set, so that it takes a minute.
SETS = {
    "ntrex": (("en", "sv", "de", "fr", "es", "nl"), 40),
    "meantime": (("en", "es", "it", "nl"), 60),
}


def stories(name: str) -> list[list[Report]]:
    """The reports of the first events of a set, marked."""
    languages, most = SETS[name]
    events: dict[str, list[Report]] = defaultdict(list)
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        told = [item for item in map(json.loads, lines) if item["lang"] in languages]
    wanted = sorted({item["event"] for item in told})[:most]
    for item in told:
        if item["event"] in wanted:
            report = report_from_text("\n".join(item["sentences"]), f"{item['id']}.txt")
            events[item["event"]].append(mark(report))
    return [sorted(reports, key=lambda one: one.id) for reports in events.values() if len(reports) > 1]


def measure(name: str) -> tuple[float, float]:
    """Share of comparisons not said to differ, share of pairs of equal values brought together."""
    words = Interlingua.load()
    compared = alarms = pairs = together = 0
    for reports in stories(name):
        found = figures.compare(reports, words.similarity, (), names.compare(reports, []))
        home = {(v.report, v.span): number for number, one in enumerate(found) for v in one.values}
        shared = [one for one in found if len({value.report for value in one.values}) > 1]
        compared += len(shared)
        alarms += sum(one.verdict == "differ" for one in shared)
        given = [(r.id, f) for r in reports for f in r.marks.figures if (r.id, f.span) in home]
        for (report, a), (other, b) in combinations(given, 2):
            if report != other and (a.dimension, a.unit, a.low, a.high) == (
                b.dimension,
                b.unit,
                b.low,
                b.high,
            ):
                pairs += 1
                together += home[report, a.span] == home[other, b.span]
    return 1 - alarms / compared, together / pairs


def main() -> int:
    reached: dict[str, float] = {}
    for name in SETS:
        if not (DATA / f"{name}.jsonl.gz").is_file():
            print(f"skipped: {name} is not here")
            continue
        calm, joined = measure(name)
        print(f"{name}: not said to differ {calm:.3f}, equal values together {joined:.3f}")
        reached |= {f"{name}-calm": calm, f"{name}-together": joined}
    return judge("figures_translations", reached)


if __name__ == "__main__":
    sys.exit(main())
