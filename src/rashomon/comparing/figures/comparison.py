"""The figures of a story: the same quantity from several reports side by side, with a verdict.

Nothing is compared that is not the same thing. A pair of figures is brought together by the thing
counted and the words around it (:mod:`rashomon.comparing.figures.matching`); where their values
exclude each other it takes more evidence than where they fit, because a false alarm costs more than a
miss.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from textwrap import shorten

from rashomon.comparing.candidates import Tally
from rashomon.comparing.figures import intervals
from rashomon.comparing.figures.dates import corrected, in_order, series
from rashomon.comparing.figures.evidence import Similarity
from rashomon.comparing.figures.matching import groups
from rashomon.comparing.figures.places import Names, Place, place, soles
from rashomon.comparing.figures.things import befell, called, is_anybody, stem
from rashomon.grouping.evidence import main_language
from rashomon.marking.figures import language_at
from rashomon.model import FigureComparison, FigureValue, NameEntry, Passage, Report, Span, Verdict

#: Longest name of a comparison, in characters.
_LABEL = 90
_NEVER = frozenset({"rank"})


def compare(
    reports: Sequence[Report],
    same: Similarity,
    aligned: Sequence[tuple[Passage, Passage]] = (),
    entries: Sequence[NameEntry] = (),
    *,
    tally: Tally | None = None,
) -> tuple[FigureComparison, ...]:
    """All figures of the reports, those of one quantity together: the ones that differ first, then the
    compatible, the agreed, and what one report alone gives, each in a stable order.

    ``same`` tells how alike two stretches of text are across languages, word by word, 0 to 1. ``aligned``
    are passages known to say the same (versions of one statement): figures that stand in two of them and
    fit are one quantity. ``entries`` are the story's names, by which "Daesh" and "IS" are one.
    ``tally`` takes the number of pairs left out.
    """
    names = Names(entries)
    same = _remembering(same)
    places = [
        place(report, figure, language_at(report, figure.span), names)
        for report in sorted(reports, key=lambda report: report.id)
        for figure in report.marks.figures
        if figure.dimension not in _NEVER and figure.same_as is None
    ]
    together, left_out = groups(soles(places), same, aligned)
    if tally is not None:
        tally["figures"] = left_out
    twins: dict[tuple[str, Span | None], Place] = {
        (report.id, figure.same_as): place(report, figure, report.language, names)
        for report in reports
        for figure in report.marks.figures
        if figure.same_as is not None
    }
    main = main_language(reports) if reports else ""
    found = [_comparison(group, twins, main) for group in together]
    order = {"differ": 0, "changed": 1, "compatible": 2, "agree": 3}
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


def _comparison(
    places: Sequence[Place], twins: Mapping[tuple[str, Span | None], Place], main: str
) -> FigureComparison:
    """A group as a comparison with its verdict and note, called as :func:`_label` has it. A value given in
    another unit as well (``twins``) is listed beside its first, and not compared."""
    latest, notes = corrected(places)
    figures = [one.figure for one in latest]
    told: Verdict = intervals.verdict(figures)
    if told == "differ":
        moved = series(latest)
        if moved:
            told = "changed"
            notes.append(moved)
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
    """What figures of one quantity are called: what is counted and what happened to it ("miners, trapped"),
    in words of the story's ``main`` language, as a report has them or as the data calls the thing; else in
    English ones, else in those of most reports. People of whom no more is said go by what happened to them
    ("killed"). A length of time counts nothing: it is called by its sentence."""
    counted = [one for one in places if one.nouns and one.figure.dimension != "duration"]
    state = _happened(places)
    for language in dict.fromkeys((main, _COMMON)):
        ours = [one for one in places if one.language == language]
        abouts = [one.nouns for one in counted if one.language == language]
        abouts = abouts or [word for one in counted if (word := called(one, language))]
        told = [one.told for one in ours if one.indicator == state] if state else []
        if abouts or told:
            return _together(abouts, told, [one for one in counted if one.language == language])
    if counted:
        return _together([one.nouns for one in counted], [], [])
    ranked = sorted(places, key=lambda one: (one.language != main, one.language != _COMMON))
    # A word has one letter at least: no more words are looked at, however long the sentence.
    first = ranked[0].sentence.split(None, _LABEL)[:_LABEL]
    return shorten(" ".join(first), _LABEL, placeholder=" …")


def _happened(places: Sequence[Place]) -> str:
    """The class of what happened to the people or things counted, where most of those that say so agree."""
    told = [one.indicator for one in places if one.figure.dimension == "count" and befell(one)]
    if not told:
        return ""
    most = _commonest(told)
    return most if 2 * told.count(most) > len(told) else ""


def _together(abouts: Sequence[str], told: Sequence[str], counted: Sequence[Place]) -> str:
    """A label of what is counted and what happened to it; the latter alone of people without more."""
    about = _commonest(abouts) if abouts else ""
    if not told:
        return about
    state = _commonest([word.casefold() for word in told])
    if not about or all(map(is_anybody, counted)):
        return state
    said = {stem(word) for word in about.casefold().split()}
    return about if stem(state) in said else f"{about}, {state}"


def _commonest(words: Sequence[str]) -> str:
    times = Counter(words)
    return max(times, key=lambda text: (times[text], -len(text), text))


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
