"""Group: reports go in, stories come out; every report is in exactly one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rashomon.grouping.constraints import Constraints
from rashomon.model import Report, Story

if TYPE_CHECKING:
    from rashomon.grouping.stream import Closed

__all__ = ["WINDOW", "Constraints", "group", "story", "streamed"]

#: Days that reports of one story may lie apart, unless said otherwise.
WINDOW = 14.0


def group(
    reports: Iterable[Report],
    *,
    window_days: float | None = WINDOW,
    constraints: Constraints | None = None,
) -> tuple[Story, ...]:
    """The stories of some reports, in the order of their earliest report.

    Inside a story reports stand by date, source and id. ``window_days`` is how many days may lie between
    two reports next to each other in a story (None: any number); ``constraints`` are a user's decisions.
    The same reports in any order give the same stories. Reports of other days than the window reaches change
    nothing about a story, where all are dated and nothing was decided by hand. Where two reports have the
    same id, the first by date, source and text stands for both; the other joins its story.
    """
    from rashomon.grouping.pool import UNDATED
    from rashomon.grouping.stream import Grouper, days

    ordered = sorted(reports, key=lambda report: (days(report)[1], *_order(report), report.text))
    dated = all(days(report)[1] != UNDATED for report in ordered)
    decided = constraints is not None and bool(constraints.joined)
    closed: list[Closed] = []
    # What has cooled down leaves, and with it what it made common: names of an old story are no less rare.
    sink = closed.append if dated and not decided else None
    grouper = Grouper(window_days=window_days, constraints=constraints, sink=sink)
    by_id: dict[str, list[Report]] = {}
    for report in ordered:
        by_id.setdefault(report.id, []).append(report)
        if len(by_id[report.id]) == 1:
            grouper.add(report)
    live = grouper.stories()
    found = sorted([*closed, *live], key=lambda story: (story.cards[0], story.id))
    return tuple(_story(one, by_id) for one in found)


def streamed(
    reports: Iterable[Report],
    *,
    window_days: float | None = WINDOW,
    constraints: Constraints | None = None,
) -> Iterator[Story]:
    """The stories of reports that arrive in order of time, each as soon as it has cooled down.

    Memory is that of the reports of the last ``window_days``, however long the stream; within a day the
    order of arrival does not matter. What :func:`group` says of ids holds here for reports still live.
    """
    from rashomon.grouping.stream import Grouper

    closed: list[Closed] = []
    grouper = Grouper(window_days=window_days, constraints=constraints, sink=closed.append)
    by_id: dict[str, list[Report]] = {}

    def drained() -> Iterator[Story]:
        while closed:
            found = closed.pop(0)
            yield _story(found, by_id)
            for card in found.cards:
                del by_id[card.id]

    for report in reports:
        by_id.setdefault(report.id, []).append(report)
        if len(by_id[report.id]) == 1:
            grouper.add(report)
            yield from drained()
    grouper.close()
    yield from drained()


def _story(found: Closed, by_id: Mapping[str, Sequence[Report]]) -> Story:
    """A story as the grouper found it, with its reports, headline and reasons."""
    return story(found.id, [report for card in found.cards for report in by_id[card.id]])


def story(name: str, reports: Iterable[Report]) -> Story:
    """The story with the id ``name`` that some reports make, in order, with headline and reasons.

    Raises:
        ValueError: where there are no reports.
    """
    from rashomon.grouping import evidence

    members = tuple(sorted(reports, key=_order))
    read = evidence.read(members)
    best = evidence.headline(members, read)
    starts = [report.published.start[:10] for report in members if report.published]
    ends = [report.published.end[:10] for report in members if report.published]
    return Story(
        id=name,
        headline=best.title,
        language=best.language,
        start=min((day for day in starts if day), default=""),
        end=max((day for day in ends if day), default=""),
        reports=members,
        evidence=evidence.explain(members, read, best.language),
    )


def _order(report: Report) -> tuple[str, str, str]:
    return (report.published.start if report.published else "", report.source, report.id)
