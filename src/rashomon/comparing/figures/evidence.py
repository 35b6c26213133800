"""Whether two figures are of the same quantity: same dimension, same thing counted, same circumstances.

A pair is refused outright where the circumstances exclude each other (killed is not injured, in Iraq is
not in Syria, today's is not the total, a change is not a level); else it gets a score from the thing
counted, the words around it, whom they name, and from passages already known to say the same.
"""

from __future__ import annotations

from collections.abc import Callable

from rashomon.comparing.figures.intervals import disjoint, near
from rashomon.comparing.figures.places import Place
from rashomon.comparing.figures.things import (
    DAMAGES,
    head_class,
    is_anybody,
    is_person,
    is_thing,
    stem,
    thing_names,
)
from rashomon.comparing.figures.words import PERSONAL
from rashomon.model import Figure

#: ``(text a, language a, text b, language b) -> 0..1``: how alike two stretches are, word by word.
Similarity = Callable[[str, str, str, str], float]

#: Word-by-word similarity across languages runs lower than within one; so much.
ACROSS = 1.45
#: How alike "people" and "miners" are where the same happened to them.
SOMEBODY = 0.65
#: What it adds that the same is told of two amounts that count nothing (money).
TOLD = 0.3
#: How alike at most two things are that the data knows under different names.
OTHER_THING = 0.4
#: What is often said of the same things in other words is no reason to tell two figures that fit apart, and
#: counts for so much beside the same words.
KIN = 0.6
_KIN = (
    DAMAGES,
    frozenset({"fled", "evacuated", "displaced", "rescued"}),
    frozenset({"injured", "hospital", "shot"}),
    frozenset({"dead", "shot"}),
)
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
    nobody = is_thing(a), is_thing(b)
    if any(nobody) and not all(nobody) and PERSONAL & {p.indicator for p in (a, b) if not is_thing(p)}:
        # "Two wounded", and a "two-storey" house or "two wounds".
        return 0.0
    if not a.nouns or not b.nouns:
        if not told or a.indicator not in PERSONAL or a.figure.dimension != "count":
            return None
        if is_thing(a) or is_thing(b):
            return OTHER_THING
        implied = all(one or not place.nouns for one, place in zip(anybody, (a, b), strict=True))
        if implied:
            return 1.0
        return SOMEBODY if near(a.figure, b.figure) or (is_person(a) and is_person(b)) else OTHER_THING
    if all(anybody) or (head_class(a) and head_class(a) == head_class(b)):
        return 1.0
    one = a.language == b.language
    if one and (a.figure.head == b.figure.head or stem(a.figure.head) == stem(b.figure.head)):
        return 1.0
    if is_person(a) != is_person(b) and (is_thing(a) or is_thing(b)):
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
    people = people and not (is_thing(a) or is_thing(b))
    somebody = told and people and (a.indicator in PERSONAL or any(anybody))
    return round(max(alike, SOMEBODY) if somebody else alike, 4)


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
