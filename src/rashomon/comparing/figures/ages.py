"""Whose age it is: an age is a figure of one person, and of nobody else.

"Vera Lund, 34," and "34-year-old Vera Lund" name the person; "a 34-year-old" does not. Two ages are one
quantity where they are the same person's, and where they are equal and only one person of the story can be
meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

import regex

from rashomon.comparing.figures.evidence import same_fate
from rashomon.comparing.figures.places import Place
from rashomon.comparing.figures.words import classes_of
from rashomon.comparing.people import same_person
from rashomon.languages import facts

#: Between a name and the age behind it: "Vera Lund, 34", "Vera Lund (34)", "Vera Lund, a 34-year-old".
_BEHIND = regex.compile(r"\.?\s?[,(]\s?(?:\p{L}{1,4}\s)?")
#: Between an age and the name behind it: "34-year-old ferry captain Vera Lund", "34-year-old son, Ivo".
_BEFORE = regex.compile(r"[\s-](?:[\p{L}\p{M}'’.-]++\s){0,5}+|\s(?:[\p{L}\p{M}'’-]++\s?){1,2}+,\s")
#: Code points before an age that may say whose it is ("a woman of 34").
_BESIDE = 32
#: Code points that a name may stand away from an age.
_NEAR = 60


def bearer(place: Place) -> str:
    """The name of the person whose age a figure is, as written; empty where its sentence names none."""
    report, at = place.report, place.figure.span
    people = [name for name in report.marks.names if name.kind == "person"]
    for name in people:
        if 0 < at.start - name.span.end <= _NEAR and _BEHIND.fullmatch(report.text, name.span.end, at.start):
            return name.text
    for name in people:
        if 0 < name.span.start - at.end <= _NEAR and _BEFORE.fullmatch(report.text, at.end, name.span.start):
            return name.text
    return ""


def gender(place: Place) -> str:
    """The gender that the words beside an age give ("man", "daughter"): a class of the data, or empty."""
    classes = classes_of(place.language, "gender")
    start = place.figure.span.start
    before = place.report.text[max(0, start - _BESIDE) : start].rpartition(". ")[2]
    words = [*before.casefold().split()[-3:], *place.nouns.casefold().split()]
    found = {classes[word] for word in words if word in classes}
    return found.pop() if len(found) == 1 else ""


class Ages:
    """The ages of a story: whose each is, and which values only one person has."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._of: dict[tuple[str, int], tuple[str, str]] = {}
        self._bearers: defaultdict[float | None, list[str]] = defaultdict(list)
        told: defaultdict[tuple[str, float | None], list[tuple[str, str]]] = defaultdict(list)
        for place in places:
            if place.figure.dimension != "age":
                continue
            name = bearer(place)
            self._of[place.report.id, place.figure.span.start] = (name, gender(place))
            known = self._bearers[place.figure.low]
            if name and not any(same_person(name, other) for other in known):
                known.append(name)
            state = _fate(place) if _introduced(place) else ""
            told[place.report.id, place.figure.low].append((gender(place), state))
        apart = {key: list(zip(*of, strict=True)) for key, of in told.items()}
        self._several = {value for (_, value), (_, states) in apart.items() if _two_states(states)}
        self._of_both = {value for (_, value), (genders, _) in apart.items() if len(set(genders) - {""}) > 1}

    def keys(self, place: Place) -> Iterator[Hashable]:
        """What the ages of one person share: the last part of the name."""
        name, _ = self._of[place.report.id, place.figure.span.start]
        if name:
            yield ("age of", name.split()[-1].casefold())

    def margin(self, a: Place, b: Place) -> float | None:
        """By how much two ages pass what it takes to be one person's; None where they are not."""
        (one, its), (other, theirs) = (self._of[p.report.id, p.figure.span.start] for p in (a, b))
        equal = a.figure.low == b.figure.low and a.figure.high == b.figure.high
        if its and theirs and its != theirs:
            return None
        if one and other:
            return (1.0 if equal else 0.3) if same_person(one, other) else None
        if not equal or a.figure.unit != b.figure.unit:
            return None
        fates = _fate(a), _fate(b)
        if not same_fate(*fates):
            return None
        if fates == ("dead", "dead") and its == theirs:
            return 0.1
        # Two people of one age: an age without a name could be either's.
        if a.figure.low in self._several or len(self._bearers[a.figure.low]) > 1:
            return None
        return None if a.figure.low in self._of_both and not its == theirs != "" else 0.2


def _introduced(place: Place) -> bool:
    """True where an indefinite article brings somebody new in ("a 19-year-old man")."""
    before = (
        place.report.text[max(0, place.figure.span.start - 12) : place.figure.span.start]
        .rstrip(" \u00a0-")
        .rsplit(None, 1)
    )
    articles = facts(place.language, "figures").get("articles", ())
    return bool(before) and before[-1].casefold() in articles


#: What cannot have happened to one person both, beside death.
_ALIVE = frozenset({"injured", "hospital", "missing"})


def _fate(place: Place) -> str:
    """What became of the person whose age it is: "dead", "injured"; empty where the words beside the age do
    not say so."""
    return place.indicator if place.indicator == "dead" or place.indicator in _ALIVE else ""


def _two_states(said: Iterable[str]) -> bool:
    """True where things are said to have happened that cannot have happened to one person."""
    return any(not same_fate(one, other) for one, other in combinations(sorted(set(said)), 2))
