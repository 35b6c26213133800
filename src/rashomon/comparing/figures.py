"""The figures of a story: the same quantity from several reports side by side, with a verdict.

Nothing is compared that is not the same thing. A pair of figures is brought together by the thing
counted and the words around it (:mod:`rashomon.comparing.figures_evidence`); where their values
exclude each other it takes more evidence than where they fit, because a false alarm costs more than a
miss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from rashomon.comparing import figures_intervals as intervals
from rashomon.comparing.figures_dates import corrected, in_order, pointed, series
from rashomon.comparing.figures_evidence import (
    Names,
    Place,
    Similarity,
    called,
    known_alike,
    place,
    score,
    soles,
)
from rashomon.comparing.linking import Pair, between, linked
from rashomon.grouping.evidence import main_language
from rashomon.marking.figures import language_at
from rashomon.model import Figure, FigureComparison, FigureValue, NameEntry, Passage, Report, Span, Verdict

#: Evidence it takes to set figures side by side that fit, and that exclude each other.
FITS = 0.56
CLASHES = 0.7
#: Two groups are one while the mean of the margins between their members is not below this.
LOOSEST = -0.2
#: Values further apart than this factor are one quantity only where the words are nearly the same.
FAR, FAR_CLASHES = 20.0, 0.9
#: What the very same value adds, where it is not a small number that anything may have.
SAME_VALUE, SMALL = 0.2, 12.0
#: And where it is a value that hardly comes twice (two digits or more, a hundred or more).
RARE_VALUE = 0.3
#: What a value adds that fits and is within this factor.
CLOSE_VALUE, NEAR = 0.1, 1.3
#: Pairs this far below what is needed still count when groups are weighed against each other.
ROOM = 0.15
#: Near misses it takes for a second look.
MANY = 3
#: What it takes off figures that exclude each other, where one alone says what happened to the counted.
UNTOLD = 0.12
#: What it adds that two reports each give one value only of what happened ("injured", "damage").
SOLE = 0.15
#: What a small value adds that is the same of the same things ("four carriages").
SAME_THINGS = 0.15
#: What it takes off figures that exclude each other, for each whose value the other's report gives as well.
GIVEN = 0.15
#: Longest name of a comparison, in characters.
_LABEL = 90
_NEVER = frozenset({"rank"})


@dataclass(slots=True)
class _Group:
    """Figures taken for one quantity."""

    places: list[Place]


def compare(
    reports: Sequence[Report],
    same: Similarity,
    aligned: Sequence[tuple[Passage, Passage]] = (),
    entries: Sequence[NameEntry] = (),
) -> tuple[FigureComparison, ...]:
    """All figures of the reports, those of one quantity together: the ones that differ first, then the
    compatible, the agreed, and what one report alone gives, each in a stable order.

    ``same`` tells how alike two stretches of text are across languages, word by word, 0 to 1. ``aligned``
    are passages known to say the same (versions of one statement): figures that stand in two of them and
    fit are one quantity. ``entries`` are the story's names, by which "Daesh" and "IS" are one.
    """
    names = Names(entries)
    same = _remembering(same)
    places = [
        place(report, figure, language_at(report, figure.span), names)
        for report in sorted(reports, key=lambda report: report.id)
        for figure in report.marks.figures
        if figure.dimension not in _NEVER and figure.same_as is None
    ]
    groups = _groups(soles(places), same, _Aligned(aligned))
    twins: dict[tuple[str, Span | None], Place] = {
        (report.id, figure.same_as): place(report, figure, report.language, names)
        for report in reports
        for figure in report.marks.figures
        if figure.same_as is not None
    }
    main = main_language(reports) if reports else ""
    found = [_comparison(group, twins, main) for group in groups]
    order = {"differ": 0, "compatible": 1, "agree": 2}
    found.sort(
        key=lambda one: (
            len({value.report for value in one.values}) < 2,
            order[one.verdict],
            -len(one.values),
            one.values[0].report,
            one.values[0].span,
        )
    )
    return tuple(replace(one, id=f"figure-{number}") for number, one in enumerate(found, 1))


#: Longer texts than this are seldom compared twice.
_SHORT = 48


def _remembering(same: Similarity) -> Similarity:
    """The same similarity, computed once for each pair of short texts (the nouns counted come again and
    again over the reports of a story)."""
    known: dict[tuple[str, str, str, str], float] = {}

    def similarity(a: str, language_a: str, b: str, language_b: str) -> float:
        if len(a) > _SHORT or len(b) > _SHORT:
            return same(a, language_a, b, language_b)
        key = (a, language_a, b, language_b)
        if key not in known:
            known[key] = same(*key)
        return known[key]

    return similarity


def _needed(a: Figure, b: Figure) -> float:
    """The evidence it takes to set two figures side by side."""
    if not intervals.disjoint(a, b):
        return FITS
    low, high = sorted((_middle(a), _middle(b)))
    counted = a.dimension in ("count", "money")
    return FAR_CLASHES if counted and low > 0 and high / low > FAR else CLASHES


def _close(a: Figure, b: Figure) -> bool:
    """Whether two values as written are near each other."""
    low, high = sorted((_middle(a), _middle(b)))
    return low > 0 and high / low <= NEAR


def _written(figure: Figure) -> float:
    """The value as written, before conversion."""
    low, high, _ = figure.written or (figure.low, figure.high, "")
    return abs(low or high or 0.0)


def _middle(figure: Figure) -> float:
    ends = [abs(end) for end in (figure.low, figure.high) if end is not None]
    return sum(ends) / len(ends) if ends else 0.0


def _second_look(
    members: dict[int, list[int]], places: Sequence[Place], margins: Mapping[tuple[int, int], float]
) -> None:
    """Join groups whose figures all give about one value and whose pairs missed what is needed by little,
    on the whole: several near misses say more than one. Never joins what differs."""
    for first in sorted(members):
        for second in sorted(members):
            if second <= first or first not in members or second not in members:
                continue
            pairs = between(members[first], members[second])
            if len(pairs) < MANY or any(pair not in margins for pair in pairs):
                continue
            links = [margins[pair] for pair in pairs]
            if sum(links) / len(links) < -ROOM or max(links) < -ROOM / 2:
                continue
            figures = [(places[x].figure, places[y].figure) for x, y in pairs]
            if all(not intervals.disjoint(a, b) and _close(a, b) and _middle(a) > SMALL for a, b in figures):
                members[first] += members.pop(second)


class _Aligned:
    """Which figures stand in passages that are known to say the same."""

    def __init__(self, pairs: Sequence[tuple[Passage, Passage]]) -> None:
        self._partners: dict[str, list[tuple[Passage, Passage]]] = {}
        for first, second in pairs:
            self._partners.setdefault(first.report, []).append((first, second))
            self._partners.setdefault(second.report, []).append((second, first))

    def holds(self, a: Place, b: Place) -> bool:
        """Whether the two figures stand in a pair of such passages."""
        return any(
            here.span.contains(a.figure.span)
            and there.report == b.report.id
            and there.span.contains(b.figure.span)
            for here, there in self._partners.get(a.report.id, ())
        )


def _unclaimed(a: Place, b: Place) -> bool:
    """Whether neither value is somebody's claim; shares of this and of that mostly are no claims either."""
    if a.figure.dimension in {"share", "points"}:
        return True
    return a.figure.attributed_to is None and b.figure.attributed_to is None


def _told_or_counted(a: Place, b: Place) -> bool:
    """Whether more is known of two amounts than the words around them: what they count, or what happened."""
    if a.figure.dimension != "count":
        return True
    return bool(a.nouns and b.nouns) or bool(a.indicator and b.indicator)


def _margin(a: Place, b: Place, same: Similarity, aligned: _Aligned) -> float:
    """By how much the evidence for one quantity passes what is needed."""
    fits = not intervals.disjoint(a.figure, b.figure)
    if fits and a.figure.unit == b.figure.unit and aligned.holds(a, b):
        return 1.0
    more = 0.0
    if fits and pointed(a.figure) and pointed(b.figure) and _middle(a.figure) > SMALL:
        rare = intervals.digits(_middle(a.figure)) >= 2 and _written(a.figure) >= 100.0
        if intervals.agree(a.figure, b.figure):
            more = RARE_VALUE if rare else SAME_VALUE
        elif _close(a.figure, b.figure):
            more = CLOSE_VALUE
    elif fits and intervals.agree(a.figure, b.figure) and known_alike(a, b):
        more = SAME_THINGS
    elif not fits and (bool(a.indicator) != bool(b.indicator) or not _told_or_counted(a, b)):
        more = -UNTOLD
    needed = _needed(a.figure, b.figure)
    if a.sole and b.sole and a.indicator == b.indicator and needed < FAR_CLASHES:
        more += SOLE
    evidence = score(a, b, same, needed - more - ROOM)
    return round(evidence + (more if evidence else 0.0) - needed, 4)


def _both_said(a: Place, b: Place) -> bool:
    """Whether one report gives both of two values as two quantities: values that exclude each other, as the
    same speaker's, for a report does not contradict itself; or other values in one sentence, which only two
    speakers named there may dispute."""
    if a.report.id != b.report.id:
        return False
    one, other = a.figure.attributed_to, b.figure.attributed_to
    if a.sentence == b.sentence and not intervals.agree(a.figure, b.figure):
        return one is None or other is None or one == other
    return one == other and intervals.disjoint(a.figure, b.figure)


def _groups(places: Sequence[Place], same: Similarity, aligned: _Aligned) -> list[_Group]:
    """Figures joined pair by pair, the surest first, as long as the pairs between two groups hold on the
    whole; then the same value once more where it nearly passed all over a group."""
    margins: dict[tuple[int, int], float] = {}
    given = {(one.report.id, one.figure.dimension, one.figure.low, one.figure.high) for one in places}

    def elsewhere(one: Place, report: str) -> bool:
        figure = one.figure
        return (report, figure.dimension, figure.low, figure.high) in given

    for i, a in enumerate(places):
        for j in range(i + 1, len(places)):
            b = places[j]
            if a.figure.dimension == b.figure.dimension:
                margin = _margin(a, b, same, aligned)
                if intervals.disjoint(a.figure, b.figure) and _unclaimed(a, b):
                    # Where each report gives the other's value too, they agree on both.
                    margin -= GIVEN * (elsewhere(a, b.report.id) + elsewhere(b, a.report.id))
                margins[i, j] = margin

    def holds(pairs: list[Pair]) -> bool:
        if sum(margins[pair] for pair in pairs) / len(pairs) < LOOSEST:
            return False
        return not any(_both_said(places[x], places[y]) for x, y in pairs)

    members = linked(len(places), margins, 0.0, holds)
    _second_look(members, places, margins)
    return [_Group([places[i] for i in sorted(group)]) for group in members.values()]


def _comparison(group: _Group, twins: Mapping[tuple[str, Span | None], Place], main: str) -> FigureComparison:
    """A group as a comparison with its verdict and note, called as :func:`_label` has it. A value given in
    another unit as well (``twins``) is listed beside its first, and not compared."""
    places = group.places
    latest, notes = corrected(places)
    figures = [one.figure for one in latest]
    told: Verdict = intervals.verdict(figures)
    if told == "differ":
        rising = series(latest)
        if rising:
            told = "compatible"
            notes.append(rising)
        else:
            notes.append(intervals.apart(figures))
            notes.append(in_order(latest))
    values: list[FigureValue] = []
    for one in places:
        values.append(_value(one))
        twin = twins.get((one.report.id, one.figure.span))
        if twin is not None:
            values.append(_value(twin))
    return FigureComparison(
        id="",
        about=_label(places, main),
        unit=figures[0].unit,
        dimension=figures[0].dimension,
        verdict=told,
        values=tuple(values),
        note="; ".join(filter(None, notes)),
    )


#: The language that readers of the page and the JSON have in common.
_COMMON = "en"


def _label(places: Sequence[Place], main: str) -> str:
    """What figures of one quantity are called: words of the story's ``main`` language for what they count,
    as a report has them or as the data calls the thing; else English ones, else those of most reports. A
    length of time counts nothing: it is called by its sentence."""
    counted = [one for one in places if one.nouns and one.figure.dimension != "duration"]
    for language in dict.fromkeys((main, _COMMON)):
        abouts = [one.nouns for one in counted if one.language == language]
        if abouts:
            return _commonest(abouts)
        named = [word for one in counted if (word := called(one, language))]
        if named:
            return _commonest(named)
    if counted:
        return _commonest([one.nouns for one in counted])
    ranked = sorted(places, key=lambda one: (one.language != main, one.language != _COMMON))
    return shorten(ranked[0].sentence, _LABEL, placeholder=" …")


def _commonest(words: Sequence[str]) -> str:
    return max(words, key=lambda text: (words.count(text), -len(text), text))


def _value(place: Place) -> FigureValue:
    figure = place.figure
    return FigureValue(
        report=place.report.id,
        span=figure.span,
        text=figure.text,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        hedge=figure.hedge or "",
        attributed_to=figure.attributed_to,
        as_of=figure.as_of or (min(place.dates) if len(place.dates) == 1 else None),
        low_open=figure.low_open,
        high_open=figure.high_open,
    )
