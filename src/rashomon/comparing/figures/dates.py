"""What dates tell of the figures of one quantity: an outlet's own corrections, which value is the newest, and
whether the values only rise (a series)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rashomon.comparing.figures import intervals
from rashomon.comparing.figures.places import Place
from rashomon.model import Figure, Report


def pointed(figure: Figure) -> bool:
    """Whether a figure names one value, hedged or not ("about 800", and not "hundreds")."""
    low, high, _ = figure.written or (figure.low, figure.high, "")
    return figure.exact or low == high


def corrected(places: Sequence[Place]) -> tuple[list[Place], list[str]]:
    """The figures without those that their own outlet replaced in a later report, and a note of each
    replacement."""
    by_outlet: dict[str, list[Place]] = {}
    for one in places:
        if one.report.outlet and _published(one.report):
            by_outlet.setdefault(one.report.outlet, []).append(one)
    dropped: set[int] = set()
    notes = []
    for outlet, own in sorted(by_outlet.items()):
        own.sort(key=lambda one: (_published(one.report), one.report.id, one.figure.span))
        last = own[-1]
        for one in own[:-1]:
            earlier = _published(one.report) < _published(last.report)
            if earlier and intervals.disjoint(one.figure, last.figure):
                dropped.add(id(one))
                when = _published(last.report)
                notes.append(f"{outlet} gave {one.figure.text} first, {last.figure.text} on {when}")
    return [one for one in places if id(one) not in dropped], notes


def in_order(places: Sequence[Place]) -> str:
    """Which of differing values is the newest, where all are dated and not all at once."""
    dated = sorted((_held(one), one.figure.text) for one in places if pointed(one.figure))
    if not dated or any(not when for when, _ in dated) or dated[0][0] == dated[-1][0]:
        return ""
    newest = sorted({text for when, text in dated if when == dated[-1][0]})
    return f"newest: {newest[0]} ({dated[-1][0]})" if len(newest) == 1 else ""


def _published(report: Report) -> str:
    """The day a report was published on, empty where it is not known to the day."""
    moment = report.published
    if moment is None or moment.precision not in ("day", "hour", "minute", "instant"):
        return ""
    return moment.start


def _held(place: Place) -> str:
    return place.figure.as_of or (sorted(place.dates)[-1] if place.dates else _published(place.report))


def _by_day(places: Sequence[Place], when: Callable[[Place], str]) -> dict[str, list[Figure]]:
    """Figures by the day they hold for or were published on."""
    found: dict[str, list[Figure]] = {}
    for one in places:
        found.setdefault(when(one)[:10], []).append(one.figure)
    return found


#: Where values of other days are other states of one thing; a share or a price of two days is two quantities.
_MOVING = frozenset({"count", "area", "length", "volume", "mass"})


def series(places: Sequence[Place]) -> str:
    """A note where the values only ever rise, or only ever fall, with the days they hold for; else empty.

    The days are those the reports give for the values; where all give the same day (that of the happening),
    or none, they are those of publication. Values of one day must not differ.
    """
    if any(one.figure.dimension not in _MOVING for one in places):
        return ""
    stated = all(one.figure.as_of or one.dates for one in places)
    if stated and len({_held(one)[:10] for one in places}) > 1:
        return _moved(_by_day(places, _held))
    held = _moved(_by_day(places, _held)) if not any(one.figure.as_of for one in places) else ""
    published = _by_day(places, lambda one: _published(one.report))
    return _moved(published) or (held if not _clash(published) else "")


def _clash(by_day: Mapping[str, Sequence[Figure]]) -> bool:
    return any(intervals.verdict(list(figures)) == "differ" for figures in by_day.values())


def _moved(by_day: Mapping[str, Sequence[Figure]]) -> str:
    """The note for values by day, empty where they clash within a day or go up and down."""
    if len(by_day) < 2 or "" in by_day or _clash(by_day):
        return ""
    days = sorted(by_day)
    levels = [max(figure.low or figure.high or 0.0 for figure in by_day[day]) for day in days]
    if levels == sorted(levels):
        return f"rising over time, {days[0]} to {days[-1]}"
    if levels == sorted(levels, reverse=True):
        return f"falling over time, {days[0]} to {days[-1]}"
    return ""
