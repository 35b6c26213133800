"""Grouping in shards against grouping at once: BCubed F1 of labelled sets among strangers.

    python -m benchmarks.grouping_shards [--strangers N] [--buckets B --overlap K]

The strangers are recombined from the other practice sets (``benchmarks/grouping_speed.py``). All reports go
through one grouper, then through the shards of ``rashomon.grouping.sharding`` and its joiner, with the window
that ships, then through ``rashomon group --shards`` over two workers of a Dask cluster on this machine, where
Dask is installed. ``lost`` is what the worst set loses, ``lost_over_workers`` what it loses there.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import grouping_sets
from benchmarks.floors import judge
from benchmarks.grouping_speed import recombined
from rashomon.cli import main as command
from rashomon.grouping.sharding import Shard, Sharding, grouped, joined
from rashomon.grouping.stream import Grouper, days
from rashomon.model import Report
from rashomon.telling.json import report_line


def at_once(reports: Sequence[Report], sharding: Sharding) -> list[tuple[str, ...]]:
    """The stories that one grouper finds."""
    grouper = Grouper(window_days=sharding.window)
    grouper.extend(sorted(reports, key=lambda report: (days(report)[1], report.source, report.id)))
    return [tuple(card.id for card in story.cards) for story in grouper.stories()]


def in_shards(reports: Sequence[Report], sharding: Sharding) -> list[tuple[str, ...]]:
    """The stories that shards and joiner find; says how large the shards were."""
    membership = {report.id: sharding.of(report) for report in reports}
    shards: defaultdict[Shard, list[Report]] = defaultdict(list)
    for report in reports:
        for shard in membership[report.id]:
            shards[shard].append(report)
    print(f"  {len(shards)} shards, the largest of {max(map(len, shards.values())):,} reports", flush=True)
    found = {shard: grouped(held, sharding) for shard, held in shards.items()}
    return joined(found, membership)


def over_workers(reports: Sequence[Report], sharding: Sharding) -> list[tuple[str, ...]]:
    """The stories that the command finds over two workers, each a process with memory of its own."""
    if sharding != Sharding():
        raise SystemExit("over workers only the sharding that ships is measured")
    distributed = import_module("distributed")
    with TemporaryDirectory() as folder, distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        source, target = Path(folder) / "reports.jsonl", Path(folder) / "stories.json"
        source.write_text("\n".join(report_line(report) for report in reports) + "\n", encoding="utf-8")
        asked = ["group", str(source), "--shards", f"{folder}/shards", "--json", str(target)]
        if command([*asked, "--cluster", cluster.scheduler_address]):
            raise SystemExit("the command over two workers failed")
        found = json.loads(target.read_text(encoding="utf-8"))
    return [tuple(story["reports"]) for story in found["stories"]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strangers", type=int, default=4_000)
    parser.add_argument("--buckets", type=int, default=Sharding().buckets)
    parser.add_argument("--overlap", type=int, default=Sharding().overlap)
    parser.add_argument("--sets", nargs="*", default=["meantime", "ecbplus"])
    args = parser.parse_args()
    sharding = Sharding(buckets=args.buckets, overlap=args.overlap)
    ways = [at_once, in_shards, *([over_workers] if find_spec("distributed") else [])]
    lost: dict[str, float] = {}
    for name in args.sets:
        some = grouping_sets.labelled(name)
        strangers = [report for report, _ in islice(recombined(without=name), args.strangers)]
        scores = []
        for how in ways:
            start = time.process_time()
            stories = how([*some.reports, *strangers], sharding)
            home = {report: number for number, story in enumerate(stories) for report in story}
            found = [home[report.id] for report in some.reports]
            # A stranger in a story costs precision: each counts as an event of its own.
            with_strangers = [(home.get(report.id), report.id) for report in strangers]
            alien = [number for number, _ in with_strangers if number in set(found)]
            gold = [*some.events, *(f"stranger {at}" for at in range(len(alien)))]
            precision, recall, f1 = grouping_sets.bcubed(gold, [*found, *alien])
            scores.append(f1)
            seconds = time.process_time() - start
            print(
                f"{name:10s} {how.__name__:10s} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; "
                f"{seconds:.0f} s CPU"
            )
        for named, score in zip(("lost", "lost_over_workers"), scores[1:], strict=False):
            lost[named] = max(lost.get(named, -1.0), scores[0] - score)
    return judge("grouping_shards", lost)


if __name__ == "__main__":
    sys.exit(main())
