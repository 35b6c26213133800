"""Grouping in shards: each holds the reports of some days that tell of like things, and one joiner above.

A report goes into the shard of its days and, where it is near their end, into that of the days before as well
(so far back as the window reaches); and within its days into those of the buckets that its concepts and names
vote for. Reports on one happening share most of these and so meet in a shard, whatever their languages. Each
shard is grouped by itself, anywhere and in any order; :func:`joined` makes one set of stories of what they
found. A shard that is lost is grouped again and gives the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rashomon.encoding import concepts
from rashomon.grouping import signals
from rashomon.grouping.pool import UNDATED
from rashomon.grouping.stream import WINDOW, Grouper, days
from rashomon.model import Report

#: What the names and numbers of a report weigh in its vote, beside its concepts.
_NAMED: Final = 2.0
#: Two groups are one where shards put more than this share of what they held of both together.
TOGETHER: Final = 0.5
_NAMES: Final = np.r_[slice(*signals.FAMILIES["names"]), slice(*signals.COLUMNS["sounds"]),
                      slice(*signals.FAMILIES["numbers"])]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Shard:
    """Which days (counted in slices from the first day there is; -1: undated), and which bucket of those."""

    slice: int
    bucket: int


@dataclass(frozen=True, slots=True)
class Sharding:
    """How reports are shared out: slices of ``days``, each overlapped by ``window`` days, in ``buckets`` of
    which a report is in ``overlap`` (as many as there are: everything is held against everything)."""

    days: int = 28
    window: float = WINDOW
    buckets: int = 4
    overlap: int = 3

    def of(self, report: Report) -> tuple[Shard, ...]:
        """The shards that a report belongs to, in order. An undated one is in the slice of the undated."""
        first, last = days(report)
        if first == UNDATED:
            slices = [-1]
        else:
            slices = list(range(max(0, int(first - self.window)) // self.days, last // self.days + 1))
        return tuple(Shard(slice_, bucket) for slice_ in slices for bucket in self.voted(report))

    def voted(self, report: Report) -> tuple[int, ...]:
        """The buckets that the concepts and names of a report vote for."""
        if self.overlap >= self.buckets:
            return tuple(range(self.buckets))
        text = signals.content(report)
        table = concepts.shipped()
        bag = table.bag(text, report.language)[: concepts.NEAREST]
        bag = bag[bag != concepts.NONE]
        read = signals.read_text(text, report.language)
        keys, rarity = read.keys[_NAMES], read.rarity[_NAMES]
        votes = np.zeros(self.buckets)
        np.add.at(votes, bag % self.buckets, table.rarity(report.language)[bag])
        np.add.at(votes, keys % self.buckets, _NAMED * rarity * (keys > 0))
        chosen = np.argsort(-np.round(votes, 3), kind="stable")[: self.overlap]
        return tuple(sorted(chosen.tolist()))


def grouped(reports: Iterable[Report], sharding: Sharding) -> list[tuple[str, ...]]:
    """The stories of the reports of one shard, each as the ids of its reports in order. The order in which
    the reports are given does not matter."""
    share = sharding.overlap / sharding.buckets
    grouper = Grouper(window_days=sharding.window, share=share)
    grouper.extend(sorted(reports, key=lambda report: (days(report)[1], report.source, report.id)))
    return [tuple(card.id for card in story.cards) for story in grouper.stories()]


class _Group:
    """Reports in the making of a story: how many of them stand in each story that a shard found, and in each
    shard."""

    def __init__(self, report: str, homes: Iterable[tuple[Shard, int]]) -> None:
        self.reports = [report]
        self.homes = Counter(homes)
        self.shards = Counter(shard for shard, _ in self.homes)

    def take(self, other: _Group) -> None:
        """Takes in the reports of another group."""
        self.reports += other.reports
        self.homes += other.homes
        self.shards += other.shards

    def near(self, other: _Group) -> float:
        """Of all times that a shard held a report of each, the share in which it put them together."""
        both = sum(count * other.shards[shard] for shard, count in self.shards.items())
        put = sum(count * other.homes[home] for home, count in self.homes.items())
        return round(put / both, 6) if both else 0.0


def joined(
    found: Mapping[Shard, Sequence[Sequence[str]]], membership: Mapping[str, Sequence[Shard]]
) -> list[tuple[str, ...]]:
    """One set of stories of what the shards found, every report in exactly one, in order.

    ``membership`` says which shards each report was in. The surest pair first, reports are brought together
    as long as most shards that held some of both put these together (average link).
    """
    homes: defaultdict[str, list[tuple[Shard, int]]] = defaultdict(list)
    links: set[tuple[str, str]] = set()
    for shard in sorted(found):
        for number, story in enumerate(found[shard]):
            for report in story:
                homes[report].append((shard, number))
        links.update(_links(found[shard]))
    groups = {report: _Group(report, homes[report]) for report in membership}
    scored = sorted((-groups[one].near(groups[other]), one, other) for one, other in links)
    for _, one, other in scored:
        some, others = groups[one], groups[other]
        if some is others or some.near(others) <= TOGETHER:
            continue
        if len(some.reports) < len(others.reports):
            some, others = others, some
        some.take(others)
        groups.update((report, some) for report in others.reports)
    stories = {id(group): group for group in groups.values()}.values()
    return sorted(tuple(sorted(story.reports)) for story in stories)


#: Reports of a story next to each other that vouch for one another.
_REACH: Final = 4


def _links(stories: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of reports of one story: each with the first and with a few next to it."""
    for story in stories:
        for at, one in enumerate(story):
            others = {story[0], *story[at + 1 : at + 1 + _REACH]} - {one}
            yield from ((min(one, other), max(one, other)) for other in others)
