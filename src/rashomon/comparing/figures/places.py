"""Figures where they stand: the sentence and the words around each, whom and what those name, what happened
to the counted, and for when it holds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import regex

from rashomon.comparing.figures.words import PERSONAL, classes_of, nearest, nearest_word
from rashomon.languages import facts
from rashomon.model import Figure, NameEntry, Passage, Report, Span
from rashomon.text.document import sentences

#: Words around a figure that say what it is about, in code points on either side.
REACH = 110
#: Figures before and after that may bound what is said of one.
_BESIDE = 4
_CLAUSE = regex.compile(r"[;:–—]\s|,\s(?=\p{L}++\s\p{L}++\s)")
#: Precisions of a moment that is a period of its own, and days after which a day is one of another story.
_WIDE = frozenset({"year", "decade", "century"})
_LONG_BEFORE = 90
_TERRITORY = "territory:"


@dataclass(frozen=True, slots=True)
class Place:
    """A figure where it stands: its report, the sentence and the words near it, whom and what they name.

    ``periods`` are the years the figure holds for where those are not the story's own days; ``actors`` are
    the people and organisations named between the figures on either side; ``sole`` is whether the report
    gives this one value only of what is told so. ``indicator`` is what happened to the things counted, as a
    class of the data ("dead", "injured"), or empty, and ``told`` the word that says so; ``extent`` is "total"
    or "part" (today's, new ones).
    ``rest``: these are others than some named before ("two other guards"). ``beside`` are the words next to
    the figure; ``whole`` is the number it is part of ("six of the eight"), 0 where none is given."""

    report: Report
    figure: Figure
    language: str
    sentence: str
    context: str
    nouns: str
    entities: frozenset[str]
    places: frozenset[str]
    territories: frozenset[str]
    indicator: str
    extent: str
    dates: frozenset[str]
    periods: frozenset[str]
    actors: frozenset[str]
    rest: bool = False
    beside: str = ""
    whole: float = 0.0
    sole: bool = False
    told: str = ""


def _sentence_of(report: Report, span: Span) -> Span:
    inside = sentences(report)
    at = bisect_right(inside, span.start, key=lambda sentence: sentence.start) - 1
    return inside[at] if at >= 0 and span.start < inside[at].end else span


def _clause(report: Report, sentence: Span, span: Span) -> Span:
    """The part of the sentence around the figure, between the clause marks nearest to it."""
    start, end = sentence.start, sentence.end
    for mark in _CLAUSE.finditer(report.text, sentence.start, sentence.end):
        if mark.end() <= span.start:
            start = mark.end()
        elif mark.start() >= span.end:
            end = mark.start()
            break
    return Span(max(start, span.start - REACH), max(span.end, min(end, span.end + REACH)))


def _between_figures(report: Report, sentence: Span, figure: Figure) -> Span:
    """The part of the sentence between the figures of the same dimension on either side of this one."""
    start, end = sentence.start, sentence.end
    figures = report.marks.figures
    at = bisect_left(figures, figure.span.start, key=lambda other: other.span.start)
    for other in reversed(figures[max(0, at - _BESIDE) : at]):
        if other.dimension == figure.dimension:
            start = max(start, other.span.end)
    for other in figures[at + 1 : at + 1 + _BESIDE]:
        if other.dimension == figure.dimension:
            end = min(end, other.span.start)
    return Span(start, max(end, figure.span.end))


class Names:
    """Under which entry of the story each mention of a name stands."""

    def __init__(self, entries: Sequence[NameEntry] = ()) -> None:
        self._ids = {passage: entry.id for entry in entries for passage in entry.mentions}

    def of(self, report: Report, span: Span, entity: str) -> str:
        """The entry of a mention; where no entry has it its own entity, less the kind it was taken for."""
        own = entity if entity.startswith(_TERRITORY) else entity.partition(":")[2] or entity
        return self._ids.get(Passage(report.id, span), own)


def place(report: Report, figure: Figure, language: str, names: Names) -> Place:
    """The figure with what is known of where it stands."""
    text = report.text
    sentence = _sentence_of(report, figure.span)
    clause = _clause(report, sentence, figure.span)
    window = Span(
        max(sentence.start, figure.span.start - 2 * REACH),
        max(figure.span.end, min(sentence.end, figure.span.end + 2 * REACH)),
    )
    alone = _between_figures(report, sentence, figure)
    named = [name for name in report.marks.names if window.contains(name.span)]
    state, told = _state(text, figure, alone, language)
    without = text[window.start : figure.span.start] + " " + text[figure.span.end : window.end]
    return Place(
        report=report,
        figure=figure,
        language=language,
        sentence=sentence.of(text),
        context=without.strip(),
        nouns=figure.about,
        entities=frozenset(names.of(report, name.span, name.entity) for name in named),
        places=frozenset(
            names.of(report, name.span, name.entity)
            for name in named
            if name.kind == "place" and clause.contains(name.span) and not name.entity.startswith(_TERRITORY)
        ),
        territories=frozenset(
            name.entity for name in named if clause.contains(name.span) and name.entity.startswith(_TERRITORY)
        ),
        indicator=state,
        told=told,
        extent=nearest(text, figure.span, clause, language, "extent"),
        dates=frozenset(
            moment.start
            for moment in report.marks.moments
            if moment.span is not None
            and clause.contains(moment.span)
            and moment.precision == "day"
            and moment.start
        ),
        actors=frozenset(
            names.of(report, name.span, name.entity)
            for name in named
            if name.kind in {"person", "organisation"}
            and alone.contains(name.span)
            and not (figure.attributed_span and figure.attributed_span.overlap(name.span))
        ),
        periods=_periods(report, Span(max(clause.start, alone.start), min(clause.end, alone.end))),
        rest=_is_rest(text, figure, language),
        beside=_beside(text, figure.span, clause),
        whole=_whole(report, figure, language),
    )


#: States that say nothing where another is told ("left two officers injured").
_FAINT = frozenset({"left", "lost", "gone"})


def _state(text: str, figure: Figure, within: Span, language: str) -> tuple[str, str]:
    """What happened to the counted, as a class and as written: the nearest word that says so, a faint one
    only where there is no other."""
    never = frozenset() if figure.dimension in {"count", "age"} else PERSONAL
    told = nearest_word(text, figure.span, within, language, "indicators", never=never | _FAINT)
    return told if told[0] else nearest_word(text, figure.span, within, language, "indicators", never=never)


#: Code points around a figure that hold the words next to it.
_NEXT = 32


def _beside(text: str, span: Span, clause: Span) -> str:
    """The words next to a figure on either side, whole words only, within its clause."""
    start, end = max(clause.start, span.start - _NEXT), min(clause.end, span.end + _NEXT)
    before, after = text[start : span.start], text[span.end : end]
    if start > clause.start:
        before = before.partition(" ")[2]
    if end < clause.end:
        after = after.rpartition(" ")[0]
    return f"{before} {after}".strip()


def _whole(report: Report, figure: Figure, language: str) -> float:
    """The number of which a figure is a part: the next count where only "of (the)" stands between."""
    if figure.dimension != "count":
        return 0.0
    at = bisect_left(report.marks.figures, figure.span.end, key=lambda other: other.span.start)
    for other in report.marks.figures[at : at + 1]:
        between = report.text[figure.span.end : other.span.start].casefold().split()
        data = facts(language, "figures")
        parting = {
            word for name in ("of", "in_of") for phrase in data.get(name, ()) for word in phrase.split()
        }
        # "of the eight", "av de åtta": what follows the preposition is an article at most.
        if other.low and between and between[0] in parting and all(len(word) <= 4 for word in between[:3]):
            return other.low if len(between) <= 3 else 0.0
    return 0.0


def _is_rest(text: str, figure: Figure, language: str) -> bool:
    """True where the words next to a figure or in what it counts say that these are others ("two others")."""
    others = classes_of(language, "rest")
    near = text[max(0, figure.span.start - _NEXT) : figure.span.start].split()[-1:]
    near += text[figure.span.end : figure.span.end + _NEXT].split()[:1] + figure.about.split()[:2]
    return any(word.casefold().strip('.,;:!?"”») ') in others for word in near)


def _periods(report: Report, within: Span) -> frozenset[str]:
    """The years that a figure holds for where it is not of the story's own days: years named as such, and
    those of days long before the report appeared."""
    published = report.published.start[:10] if report.published else ""
    found = set()
    for moment in report.marks.moments:
        if moment.span is None or not within.contains(moment.span) or not (moment.start and moment.end):
            continue
        before = bool(published) and _days_between(moment.end[:10], published) > _LONG_BEFORE
        if moment.precision in _WIDE or before:
            found.add(moment.start[:4])
    return frozenset(found)


def _days_between(first: str, second: str) -> int:
    """Days from one ISO date to another, 0 where one of them is none."""
    try:
        return (date.fromisoformat(second) - date.fromisoformat(first)).days
    except ValueError:
        return 0


def soles(places: Sequence[Place]) -> list[Place]:
    """The places, those marked as ``sole`` whose report says one value only of what happened so ("injured",
    "damage")."""
    values: dict[tuple[object, ...], set[tuple[float | None, float | None]]] = {}
    for one in places:
        values.setdefault(_said(one), set()).add((one.figure.low, one.figure.high))
    return [
        replace(one, sole=bool(one.indicator or one.figure.change) and len(values[_said(one)]) == 1)
        for one in places
    ]


def _said(place: Place) -> tuple[object, ...]:
    figure = place.figure
    return place.report.id, figure.dimension, figure.unit, place.indicator, figure.change, place.periods
