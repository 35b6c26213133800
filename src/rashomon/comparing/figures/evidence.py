"""Whether two figures are of the same quantity: same dimension, same thing counted, same circumstances.

A pair is refused outright where the circumstances exclude each other (killed is not injured, in Iraq is
not in Syria, today's is not the total, a change is not a level); else it gets a score from the thing
counted, the words around it, whom they name, and from passages already known to say the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import regex

from rashomon.comparing.figures.intervals import disjoint, near
from rashomon.comparing.figures.words import class_of, classes_of, nearest, nearest_word
from rashomon.languages import facts
from rashomon.marking.figures.tokens import Tokens
from rashomon.model import Figure, NameEntry, Passage, Report, Span
from rashomon.text.document import sentences

#: ``(text a, language a, text b, language b) -> 0..1``: how alike two stretches are, word by word.
Similarity = Callable[[str, str, str, str], float]

#: Words around a figure that say what it is about, in code points on either side.
REACH = 110
#: Word-by-word similarity across languages runs lower than within one; so much.
ACROSS = 1.45
#: Figures before and after that may bound what is said of one.
_BESIDE = 4
_CLAUSE = regex.compile(r"[;:–—]\s|,\s(?=\p{L}++\s\p{L}++\s)")
#: How alike "people" and "miners" are where the same happened to them.
SOMEBODY = 0.65
#: What it adds that the same is told of two amounts that count nothing (money).
TOLD = 0.3
#: How alike at most two things are that the data knows under different names.
OTHER_THING = 0.4
#: What happens to people only.
_PERSONAL = frozenset(
    {
        "dead",
        "injured",
        "hospital",
        "shot",
        "missing",
        "captured",
        "fled",
        "evacuated",
        "rescued",
        "displaced",
    }
)
#: Things that are people of any kind.
_ANY = frozenset({"men", "women", "children"})
#: Things of the data that are people of a kind.
_PEOPLE = _ANY | {
    "police", "firefighters", "soldiers", "fighters", "miners", "workers", "staff", "passengers", "crew",
    "students", "residents", "tourists", "migrants", "doctors", "rescuers", "patients", "lawmakers",
    "hostages", "prisoners", "demonstrators", "witnesses", "suspects", "voters", "civilians", "victims",
}  # fmt: skip
#: What that counts for beside the same words.
KIN = 0.6
#: What is often said of the same things in other words: no reason to tell two figures that fit apart.
_DAMAGES = frozenset({"burnt", "destroyed", "flooded", "damage"})
_KIN = (
    _DAMAGES,
    frozenset({"fled", "evacuated", "displaced", "rescued"}),
    frozenset({"injured", "hospital", "shot"}),
    frozenset({"dead", "shot"}),
)
#: Precisions of a moment that is a period of its own, and days after which a day is one of another story.
_WIDE = frozenset({"year", "decade", "century"})
_LONG_BEFORE = 90
_TERRITORY = "territory:"
#: Dimensions in which a story seldom gives two quantities of one kind.
_PHYSICAL = frozenset(
    [
        "area",
        "length",
        "mass",
        "volume",
        "speed",
        "temperature",
        "energy",
        "power",
        "pressure",
        "frequency",
        "electricity",
    ]
)


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
    never = frozenset() if figure.dimension in {"count", "age"} else _PERSONAL
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


def excluded(a: Place, b: Place) -> bool:
    """Whether the circumstances say that the two are different quantities."""
    first, second = a.figure, b.figure
    if first.dimension != second.dimension or _changes_apart(first, second):
        return True
    if first.dimension == "money" and first.unit != second.unit:
        return True
    if a.indicator and b.indicator and a.indicator != b.indicator and not _kin(a, b):
        return True
    if a.extent != b.extent and "part" in (a.extent, b.extent) and disjoint(first, second):
        return True
    if a.report.id == b.report.id and a.sentence == b.sentence:
        return True
    if a.territories and b.territories and not a.territories & b.territories:
        return True
    if a.periods != b.periods and not a.periods & b.periods and disjoint(first, second):
        return True
    if first.dimension in {"share", "points"} and a.actors and b.actors and disjoint(first, second):
        return not a.actors & b.actors
    return disjoint(first, second) and elsewhere(a, b)


def _changes_apart(first: Figure, second: Figure) -> bool:
    """True where one amount is a rise and the other a fall, or one of two that exclude each other is a change
    and the other a level; points are always a change, told as one or not."""
    if first.change == second.change:
        return False
    told = bool(first.change and second.change)
    return told or (first.dimension != "points" and disjoint(first, second))


def elsewhere(a: Place, b: Place) -> bool:
    """True where both name places beside their figures, and none in common. A story seldom gives two areas
    or lengths of one kind, whatever is named beside them."""
    return (
        a.figure.dimension not in _PHYSICAL
        and bool(a.places)
        and bool(b.places)
        and not (_named_in(a.places, b.entities) or _named_in(b.places, a.entities))
    )


def same_state(a: Place, b: Place) -> float:
    """How far the same is told of what happened to the two: 1 in the same words, part of it in words that
    often mean one thing ("shot", "wounded"), else 0."""
    if not a.indicator or not b.indicator:
        return 0.0
    return 1.0 if a.indicator == b.indicator else KIN * _kin(a, b)


def _kin(a: Place, b: Place) -> bool:
    """Whether what happened to the two is told in words that often mean one thing ("burnt", "destroyed"),
    of values that fit."""
    return any({a.indicator, b.indicator} <= kin for kin in _KIN) and not disjoint(a.figure, b.figure)


def same_fate(one: str, other: str) -> bool:
    """Whether two classes of what happened can be of one person ("dead", "shot"), or one is not told."""
    return not one or not other or one == other or any({one, other} <= kin for kin in _KIN)


#: Letters that two names of one place begin with ("Vessatal", "Vessadalen").
_PREFIX = 5


def _named_in(places: frozenset[str], entities: frozenset[str]) -> bool:
    """Whether one of the places is among the entities, under its own or a name that begins alike."""
    if places & entities:
        return True
    begins = {name.partition(":")[2][:_PREFIX] for name in places}
    return any(
        len(begin) == _PREFIX and begin == name.partition(":")[2][:_PREFIX]
        for begin in begins
        for name in entities
    )


def counted_alike(a: Place, b: Place, same: Similarity) -> float | None:
    """How alike the things counted are, None where one of them names nothing. People are people whatever
    they are called: "61 personer", "61 dead", "61 morts"; so are things the data knows by name ("houses",
    "casas"), and those it knows as different are not."""
    told = a.indicator != "" and a.indicator == b.indicator
    anybody = is_anybody(a), is_anybody(b)
    nobody = _is_thing(a), _is_thing(b)
    if any(nobody) and not all(nobody) and _PERSONAL & {p.indicator for p in (a, b) if not _is_thing(p)}:
        # "Two wounded", and a "two-storey" house or "two wounds".
        return 0.0
    if not a.nouns or not b.nouns:
        if not told or a.indicator not in _PERSONAL or a.figure.dimension != "count":
            return None
        if _is_thing(a) or _is_thing(b):
            return OTHER_THING
        implied = all(one or not place.nouns for one, place in zip(anybody, (a, b), strict=True))
        if implied:
            return 1.0
        return SOMEBODY if near(a.figure, b.figure) or (is_person(a) and is_person(b)) else OTHER_THING
    if all(anybody) or (_head_class(a) and _head_class(a) == _head_class(b)):
        return 1.0
    one = a.language == b.language
    if one and (a.figure.head == b.figure.head or stem(a.figure.head) == stem(b.figure.head)):
        return 1.0
    if is_person(a) != is_person(b) and (_is_thing(a) or _is_thing(b)):
        return 0.0
    things = thing_names(a), thing_names(b)
    if things[0] & things[1]:
        return 1.0
    heads = same(a.figure.head, a.language, b.figure.head, b.language)
    alike = max(heads, same(a.nouns, a.language, b.nouns, b.language))
    alike = min(1.0, alike * (1.0 if one else ACROSS))
    if all(things) and not any(anybody):
        return round(min(alike, OTHER_THING), 4)
    people = near(a.figure, b.figure) or (is_person(a) and is_person(b))
    people = people and not (_is_thing(a) or _is_thing(b))
    somebody = told and people and (a.indicator in _PERSONAL or any(anybody))
    return round(max(alike, SOMEBODY) if somebody else alike, 4)


def is_person(place: Place) -> bool:
    """True where people are counted: by what they are called, or by what happened to them where nothing is
    said of who they are."""
    if not place.nouns:
        return place.indicator in _PERSONAL
    return is_anybody(place) or bool(thing_names(place) & _PEOPLE)


def _is_thing(place: Place) -> bool:
    """True where the data knows what is counted, and it is nobody ("shot three times", "two-storey")."""
    names = thing_names(place)
    return bool(names) and not names & _PEOPLE


def befell(place: Place) -> bool:
    """Whether what is said to have happened can have happened to the counted: to people what happens to
    people only, to things what damages things."""
    if place.indicator in _PERSONAL:
        return is_person(place)
    return place.indicator in _DAMAGES and not is_person(place)


def thing_names(place: Place) -> frozenset[str]:
    """What the words of the noun phrase counted are called in the data of things ("houses"), if they are."""
    return _things(place.language, place.nouns, place.figure.head)


@lru_cache(maxsize=8192)
def _things(language: str, nouns: str, head: str) -> frozenset[str]:
    classes = classes_of(language, "things")
    words = [low for low in Tokens(nouns).low if low not in {"-", "'"}] if classes else []
    return frozenset(name for low in {head, *words[:1], *words[-1:]} if (name := classes.get(low)))


def known_alike(a: Place, b: Place) -> bool:
    """Whether the data knows the two things counted as the same, and as more than just people."""
    return bool((thing_names(a) & thing_names(b)) - _ANY)


def called(place: Place, language: str) -> str:
    """What a language's data calls the thing counted: its first word for it; empty where it has none."""
    table = facts(language, "figures").get("things", {})
    for name in sorted(thing_names(place)):
        if table.get(name):
            return str(table[name][0])
    return ""


def is_anybody(place: Place) -> bool:
    """Whether the thing counted is just people, or people named by what happened to them."""
    data = facts(place.language, "figures")
    if place.figure.head in data.get("people", ()):
        return True
    return _head_class(place) in _PERSONAL and not thing_names(place) - _PEOPLE


def _head_class(place: Place) -> str:
    """The class of the word counted itself ("61 dead", "2,300 jobs")."""
    return _happens(place.language, place.figure.head)


@lru_cache(maxsize=8192)
def _happens(language: str, head: str) -> str:
    return class_of(head, classes_of(language, "indicators"))


def stem(head: str) -> str:
    """A head word without its last letters, so that most inflections meet."""
    return head[: max(4, len(head) - 2)]


def score(a: Place, b: Place, same: Similarity, needed: float = 0.0) -> float:
    """How sure it is that the two are of the same quantity, 0 to 1 (0: they are not, or cannot reach
    ``needed`` whatever the words around them say; those are then not compared)."""
    if excluded(a, b):
        return 0.0
    named = min(1.0, len(a.entities & b.entities) / 2)
    told = same_state(a, b)
    nouns = counted_alike(a, b, same)
    if a.figure.dimension in _PHYSICAL:
        base = 0.1 + 0.32 * told + (0.0 if nouns is None else 0.25 if nouns >= 0.6 else -0.1)
        weight, base = 0.55, base + 0.2 * named
    elif nouns is None:
        weight, base = 0.75, 0.15 * named + TOLD * told
    elif nouns < 0.45:
        weight, base = 0.45, 0.3 * nouns
    else:
        weight, base = 0.4, 0.35 * nouns + 0.15 * named + 0.2 * told
    if base + weight < needed or not (a.context and b.context):
        return round(base, 4) if base + weight >= needed else 0.0
    context = same(a.context, a.language, b.context, b.language)
    if a.language != b.language:
        context = min(1.0, context * ACROSS)
    return round(min(1.0, base + weight * context), 4)
