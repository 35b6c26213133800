"""The timeline as a picture: what happened and what was published when, in order, with honest dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import Precision, Report, TimelineEntry
from rashomon.telling.wording import ENGLISH, Wording, days_between

_POINTS = frozenset({"instant", "minute", "hour", "part-of-day", "day"})
_VAGUE = frozenset({"week", "month", "quarter", "season", "year", "decade", "century"})
_GAP_FROM = 14
"""Days between two happenings from which the picture says how long it leaves out."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the timeline: a thing that happened, or reports that appeared (``published``).

    ``point`` tells a day from a stretch; ``vague`` is whether it lies somewhere in that stretch, the day
    not known; ``iso`` is the day for machines, empty where there is none; ``gap`` is the time that the
    picture leaves out before it.
    """

    when: str
    iso: str
    point: bool
    vague: bool
    gap: str
    entry: TimelineEntry | None
    published: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class _Dated:
    start: str
    end: str
    precision: Precision
    entry: TimelineEntry | None
    published: tuple[Report, ...] = ()

    def order(self) -> tuple[bool, str, int, bool, int, str]:
        """Undated last; at one time the coarse before the fine, happenings before publications, what most
        reports tell before the rest."""
        start = self.start or self.end
        length = days_between(start, self.end) if start and self.end else None
        reports = len({mention.report for mention in self.entry.mentions}) if self.entry else 0
        text = self.entry.text if self.entry else ""
        return not start, start, -(length or 0), bool(self.published), -reports, text


def chronology(
    entries: Sequence[TimelineEntry], reports: Sequence[Report], say: Wording = ENGLISH
) -> list[Happening]:
    """What happened and what was published, in order of time."""
    dated = [_Dated(entry.start, entry.end, entry.precision, entry) for entry in entries]
    appeared: dict[tuple[str, str, Precision], list[Report]] = {}
    for report in reports:
        if report.published and (report.published.start or report.published.end):
            when = (report.published.start, report.published.end, report.published.precision)
            appeared.setdefault(when, []).append(report)
    dated += [_Dated(*when, None, tuple(group)) for when, group in appeared.items()]
    found: list[Happening] = []
    latest = ""
    for event in sorted(dated, key=_Dated.order):
        days = days_between(latest, event.start) if latest and event.start else None
        found.append(
            Happening(
                when=say.period(event.start, event.end, event.precision),
                iso=event.start if event.start[:10] == event.end[:10] else "",
                point=event.precision in _POINTS and bool(event.start and event.end),
                vague=event.precision in _VAGUE,
                gap=say.gap(days) if days is not None and days >= _GAP_FROM else "",
                entry=event.entry,
                published=event.published,
            )
        )
        latest = max(latest, event.end or event.start)
    return found
