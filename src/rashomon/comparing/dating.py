"""When undated reports of a story appeared, as far as the story's other reports tell; and what their
weekdays then mean.

Reports of one story appear within days of each other. The latest day that any of them signs or dates a
passage with, inside the months or days on which others say they appeared, is the earliest day an undated
one that tells of it can have appeared on. A report is given that day only where a second, independent
hint of its own agrees: it speaks of that weekday by its bare name, or counts days from another day that
the story states. Otherwise it is given the month, or nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rashomon.marking import moments
from rashomon.marking.moments import Hints
from rashomon.model import Moment, Report

#: Reports of one story appear within so many days of each other.
_WITHIN = 6
#: Blocks whose date is the day that somebody signed what they hold, or took it; a picture may be an old
#: one, so that a caption counts only inside the days that other reports state.
_SIGNED, _TAKEN = frozenset({"embed", "dateline"}), frozenset({"caption"})


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What one report tells about days: those it states, those it signs with, its bare weekdays and the
    amounts of days it counts from an event."""

    report: Report
    stated: frozenset[date]
    signed: frozenset[date]
    taken: frozenset[date]
    hints: Hints


def date_reports(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports of one story, each with a publication date where the story supports one, and with the
    moments that rest on an inferred date marked anew.

    A date that a report states stays as it is, a month too; but where the story tells on which days of
    that month it can have appeared, its weekdays are resolved against those days, and their moments say
    by ``stated`` being False that the anchor is inferred. The order of the reports does not matter.
    """
    evidence = [_gather(report) for report in reports]
    window = _window(reports)
    latest = _latest(evidence, window)
    dated: list[Report] = []
    days: dict[str, date] = {}
    if latest is not None:
        stated = frozenset().union(*(each.stated for each in evidence))
        for each in evidence:
            if not _is_day(each.report.published):
                found = _supported_day(each, latest, stated, window)
                if found is not None:
                    days[each.report.id] = found
    signed = latest is not None and any(latest in each.signed for each in evidence)
    for each in evidence:
        dated.append(_dated(each, days.get(each.report.id), latest if signed or days else None, window))
    return tuple(dated)


def _is_day(published: Moment | None) -> bool:
    return published is not None and bool(published.start) and published.start[:10] == published.end[:10]


def _interval(published: Moment | None) -> tuple[date, date] | None:
    if published is None or not published.start:
        return None
    try:
        first = date.fromisoformat(published.start[:10])
        return first, date.fromisoformat(published.end[:10]) if published.end else first
    except ValueError:
        return None


def _window(reports: Iterable[Report]) -> tuple[date, date] | None:
    """The days between the first and the last on which reports that state a date can have appeared,
    widened by a story's length where they state days."""
    intervals = [
        (found[0] - slack, found[1] + slack)
        for report in reports
        if report.published is not None and report.published.stated
        for found in [_interval(report.published)]
        if found is not None and (found[1] - found[0]).days <= 31
        for slack in [timedelta(_WITHIN if found[0] == found[1] else 0)]
    ]
    if not intervals:
        return None
    return min(first for first, _ in intervals), max(last for _, last in intervals)


def _gather(report: Report) -> _Evidence:
    kinds = {block.span: block.kind for block in report.blocks}
    stated: set[date] = set()
    signed: set[date] = set()
    taken: set[date] = set()
    report = _with_expressions(report)
    for moment in report.marks.moments:
        if moment.anchor is not None or moment.precision not in {"day", "minute", "hour", "part-of-day"}:
            continue
        if not moment.start or moment.start[:10] != moment.end[:10] or moment.span is None:
            continue
        found = date.fromisoformat(moment.start[:10])
        stated.add(found)
        block = next((kind for span, kind in kinds.items() if span.contains(moment.span)), "body")
        if block in _SIGNED:
            signed.add(found)
        elif block in _TAKEN:
            taken.add(found)
    return _Evidence(report, frozenset(stated), frozenset(signed), frozenset(taken), moments.hints(report))


def _latest(evidence: Sequence[_Evidence], window: tuple[date, date] | None) -> date | None:
    """The latest day the story states inside the window, a signed one before others; without a window,
    one that is signed or that two reports state; failing all that, the latest on which one appeared."""

    def inside(day: date) -> bool:
        return window is None or window[0] <= day <= window[1]

    signed = [day for each in evidence for day in each.signed if inside(day)]
    if window:
        signed += [day for each in evidence for day in each.taken if inside(day)]
    if signed:
        return max(signed)
    counted = Counter(day for each in evidence for day in each.stated if inside(day))
    enough = 1 if window else 2
    told = [day for day, count in counted.items() if count >= enough]
    return max(told or _published_days(each.report for each in evidence), default=None)


def _published_days(reports: Iterable[Report]) -> list[date]:
    """The days on which reports say that they appeared."""
    return [
        found[0]
        for report in reports
        if report.published is not None and report.published.stated and _is_day(report.published)
        for found in [_interval(report.published)]
        if found is not None
    ]


def _supported_day(
    each: _Evidence, latest: date, stated: frozenset[date], window: tuple[date, date] | None
) -> date | None:
    """The day with at least two hints, if there is one and no other has as many."""
    own = _interval(each.report.published)
    scores: dict[date, int] = {}
    for offset in range(_WITHIN + 1):
        day = latest + timedelta(offset)
        if (window and not window[0] <= day <= window[1]) or (own and not own[0] <= day <= own[1]):
            continue
        scores[day] = (
            (day == latest)
            + (day.weekday() in each.hints.weekdays)
            + any(day - timedelta(count) in stated for count in each.hints.days_after)
        )
    best = max(scores.values(), default=0)
    winners = [day for day, score in scores.items() if score == best]
    return winners[0] if best >= 2 and len(winners) == 1 else None


def _dated(
    each: _Evidence, day: date | None, latest: date | None, window: tuple[date, date] | None
) -> Report:
    report = each.report
    if _is_day(report.published):
        return report
    own = _interval(report.published)
    if own is None:
        published = _inferred(day, window)
        if published is None:
            return report
        return replace(_marked(report, published), published=published)
    if day is not None:
        return _marked(report, _inferred(day, window))
    if latest is not None and own[0] <= latest <= own[1] and each.hints.weekdays:
        last = min(own[1], latest + timedelta(_WITHIN - 1))
        span = Moment(None, "", latest.isoformat(), last.isoformat(), "span", None, False)
        return _marked(report, span)
    return report


def _inferred(day: date | None, window: tuple[date, date] | None) -> Moment | None:
    """An inferred publication date: a day, or the one month that the story states."""
    if day is not None:
        return Moment(None, "", day.isoformat(), day.isoformat(), "day", None, False)
    if window and (window[0].year, window[0].month) == (window[1].year, window[1].month):
        whole = moments.month_of(window[0])
        return Moment(None, "", whole[0].isoformat(), whole[1].isoformat(), "month", None, False)
    return None


def _marked(report: Report, anchor: Moment | None) -> Report:
    """The report with its moments resolved against ``anchor``; the text is not read again."""
    return replace(report, marks=replace(report.marks, moments=moments.date_again(report, anchor)))


def _with_expressions(report: Report) -> Report:
    """A report whose moments came in without what they were read from gets that for those that are as they
    are read here; what somebody changed or added by hand stays as they left it, and what they took away
    stays away."""
    given = report.marks.moments
    if _is_day(report.published) or any(moment.expression for moment in given):
        return report
    plain = {moment.span: moment for moment in moments.find(report)}
    told = tuple(plain[moment.span] if moment == plain.get(moment.span) else moment for moment in given)
    return replace(report, marks=replace(report.marks, moments=told))
