"""Which figures are of one quantity: candidates from an index, evidence pair by pair, then groups.

Where two values exclude each other it takes more evidence than where they fit, because a false alarm costs
more than a miss.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import product

from rashomon.comparing.candidates import sharing
from rashomon.comparing.clustering import Summary, linked
from rashomon.comparing.figures import intervals
from rashomon.comparing.figures.ages import Ages
from rashomon.comparing.figures.dates import pointed
from rashomon.comparing.figures.evidence import Similarity, elsewhere, same_state, score
from rashomon.comparing.figures.places import Place
from rashomon.comparing.figures.things import is_anybody, is_person, known_alike, stem, thing_names
from rashomon.model import Figure, Passage

#: Evidence it takes to set figures side by side that fit, and that exclude each other.
FITS = 0.56
CLASHES = 0.7
#: Two groups are one while the mean of the margins between their members is not below this.
LOOSEST = -0.3
#: What a pair counts for that shares nothing to be looked at for.
UNSCORED = -0.5
#: Values further apart than this factor are one quantity only where the words are nearly the same.
FAR, FAR_CLASHES = 20.0, 0.9
#: What the very same value adds, where it is not a small number that anything may have.
SAME_VALUE, SMALL = 0.2, 12.0
#: And where it is a value that hardly comes twice (three digits or more, or of a hundred or more two).
RARE_VALUE = 0.3
#: What a value adds that fits and is within this factor.
CLOSE_VALUE, NEAR = 0.1, 1.3
#: Pairs this far below what is needed still count when groups are weighed against each other.
ROOM = 0.15
#: What it takes off figures that fit and stand beside names of other places.
OTHER_PLACE = 0.15
#: What it takes off figures that exclude each other, where one alone says what happened to the counted.
UNTOLD = 0.12
#: What it adds that two reports each give one value only of what happened ("injured", "damage").
SOLE = 0.15
#: What it adds that the one value of each is a share by which something rose or fell, and the two are near.
SOLE_CHANGE = 0.18
#: What a small value adds that is the same of the same things ("four carriages"), and of the same state
#: ("four dead", "killed four").
SAME_THINGS, SAME_STATE = 0.15, 0.3
#: What it adds that both are so many of the same number ("six of the eight", "five out of eight").
SAME_WHOLE = 0.3
#: What it takes off figures that exclude each other, for each whose value the other's report gives as well.
GIVEN = 0.15
#: What it takes off a small value that one report gives of two groups of people ("two sons", "two nieces"),
#: unless they are called the same; and off values that exclude such a one.
AMBIGUOUS = 0.3
#: What it takes off a small value where one alone says what happened to the people counted.
UNTOLD_SMALL = 0.05
#: What it takes off figures that exclude each other where one alone is the total.
WHOLE = 0.15
#: What it takes off figures that exclude each other whose nearest words have nothing in common.
ELSEWHERE = 0.2


class Aligned:
    """Which figures stand in passages that are known to say the same."""

    def __init__(self, pairs: Sequence[tuple[Passage, Passage]]) -> None:
        self._partners: defaultdict[str, list[tuple[Passage, Passage]]] = defaultdict(list)
        self._between: defaultdict[tuple[str, str], list[tuple[Passage, Passage]]] = defaultdict(list)
        for first, second in pairs:
            for here, there in ((first, second), (second, first)):
                self._partners[here.report].append((here, there))
                self._between[here.report, there.report].append((here, there))

    def holds(self, a: Place, b: Place) -> bool:
        """True where the two figures stand in a pair of such passages."""
        return any(
            here.span.contains(a.figure.span) and there.span.contains(b.figure.span)
            for here, there in self._between.get((a.report.id, b.report.id), ())
        )

    def keys(self, place: Place) -> Iterator[Hashable]:
        """The passages that hold a figure and their partners, for the index."""
        for here, there in self._partners.get(place.report.id, ()):
            if here.span.contains(place.figure.span):
                yield ("aligned", *sorted([(here.report, here.span), (there.report, there.span)]))


def _needed(a: Figure, b: Figure) -> float:
    """The evidence it takes to set two figures side by side."""
    if not intervals.disjoint(a, b):
        return FITS
    low, high = sorted((middle(a), middle(b)))
    counted = a.dimension in ("count", "money")
    return FAR_CLASHES if counted and low > 0 and high / low > FAR else CLASHES


def _close(a: Figure, b: Figure) -> bool:
    """True where two values as written are near each other."""
    low, high = sorted((middle(a), middle(b)))
    return low > 0 and high / low <= NEAR


def _one_change(a: Figure, b: Figure) -> bool:
    """True where both are shares by which something rose, or fell, and near each other."""
    return a.dimension == b.dimension == "share" and a.change is not None and _close(a, b)


def _written(figure: Figure) -> float:
    """The value as written, before conversion."""
    low, high, _ = figure.written or (figure.low, figure.high, "")
    return abs(low or high or 0.0)


def middle(figure: Figure) -> float:
    """The middle of what a figure names."""
    ends = [abs(end) for end in (figure.low, figure.high) if end is not None]
    return sum(ends) / len(ends) if ends else 0.0


def _rarity(figure: Figure) -> float:
    """What it adds that another report gives the very value: nothing for one that anything may have."""
    value, digits = _written(figure), intervals.digits(_written(figure))
    if digits >= 3 or (digits >= 2 and value >= 100.0):
        return RARE_VALUE
    if value != int(value) or figure.dimension == "points":
        return SAME_VALUE
    return SAME_VALUE if middle(figure) > SMALL else 0.0


def _unclaimed(a: Place, b: Place) -> bool:
    """True where neither value is somebody's claim; shares of this and of that mostly are none either."""
    if a.figure.dimension in {"share", "points"}:
        return True
    return a.figure.attributed_to is None and b.figure.attributed_to is None


def _known(a: Place, b: Place) -> bool:
    """True where more is known of two amounts than the words around them: what they count, or what
    happened."""
    if a.figure.dimension not in {"count", "money"}:
        return True
    return bool(a.nouns and b.nouns) or bool(a.indicator and b.indicator)


class Matcher:
    """The figures of a story, as evidence for each other."""

    def __init__(self, places: Sequence[Place], same: Similarity, aligned: Aligned) -> None:
        self.places = places
        self._same = same
        self._aligned = aligned
        self._ages = Ages(places)
        self._given = {(p.report.id, *_value_key(p.figure)) for p in places}
        self._ambiguous = self._of_two_groups()
        self._others = self._of_others()

    def _people(self) -> Iterator[tuple[tuple[object, ...], list[Place]]]:
        """The figures of a report that give one small number of people, by that number."""
        seen: defaultdict[tuple[object, ...], list[Place]] = defaultdict(list)
        for place in self.places:
            figure = place.figure
            if figure.dimension == "count" and middle(figure) <= SMALL and is_person(place):
                seen[place.report.id, *_value_key(figure)].append(place)
        for key, some in seen.items():
            yield key[1:], some

    def _of_two_groups(self) -> set[tuple[object, ...]]:
        """Small numbers that a report gives of two groups of people: in one sentence, or under two names."""
        return {
            key
            for key, some in self._people()
            if len({p.sentence for p in some}) < len(some) or _called_apart(some)
        }

    def _of_others(self) -> set[tuple[object, ...]]:
        """Small numbers, and who is counted, that a report gives of some and of others ("two guards",
        "two other guards")."""
        found: set[tuple[object, ...]] = set()
        for key, some in self._people():
            heads = [{stem(p.figure.head) for p in some if p.rest == rest} for rest in (False, True)]
            found.update((*key, head) for head in heads[0] & heads[1])
        return found

    def _keys(self, place: Place) -> Iterator[Hashable]:
        figure = place.figure
        kind = figure.dimension
        yield (kind, figure.unit if kind == "money" else "", round(middle(figure), 6))
        if kind == "age":
            yield from self._ages.keys(place)
            return
        if kind not in {"count", "money", "duration"}:
            yield (kind,)
        if place.whole:
            yield (kind, "part of", place.whole)
        if place.indicator:
            yield (kind, "state", place.indicator)
        for name in thing_names(place):
            yield (kind, "thing", name)
        if figure.head:
            yield (kind, "head", stem(figure.head))
        if is_person(place):
            yield (kind, "person")
        size = middle(figure)
        if size > SMALL:
            # Values a few per cent apart share a step of a coarse scale, or of the same one moved by half.
            step = len(f"{size:.0f}") * 10 + int(f"{size:e}"[0])
            yield (kind, "size", step)
        yield from self._aligned.keys(place)

    def margins(self) -> tuple[dict[tuple[int, int], float], int]:
        """By how much each pair worth a look passes what is needed, and how many pairs were left out."""
        found = sharing(self._keys(place) for place in self.places)
        margins: dict[tuple[int, int], float] = {}
        for i, j in sorted(found.pairs):
            a, b = self.places[i], self.places[j]
            if a.figure.dimension == b.figure.dimension:
                margins[i, j] = self._margin(a, b)
        return margins, found.left_out

    def _margin(self, a: Place, b: Place) -> float:
        """By how much the evidence for one quantity passes what is needed."""
        if a.figure.dimension == "age":
            age = self._ages.margin(a, b)
            return -1.0 if age is None else age
        fits = not intervals.disjoint(a.figure, b.figure)
        if fits and a.figure.unit == b.figure.unit and self._aligned.holds(a, b):
            return 1.0
        if self._rest_apart(a, b):
            return -1.0
        needed = _needed(a.figure, b.figure)
        more = self._fitting(a, b) - OTHER_PLACE * elsewhere(a, b) if fits else -self._against(a, b)
        if a.whole and a.whole == b.whole:
            more += SAME_WHOLE
        if a.sole and b.sole and a.indicator == b.indicator and needed < FAR_CLASHES:
            more += SOLE + (SOLE_CHANGE if _one_change(a.figure, b.figure) else 0.0)
        evidence = score(a, b, self._same, needed - more - ROOM)
        return round(evidence + (more if evidence else 0.0) - needed, 4)

    def _rest_apart(self, a: Place, b: Place) -> bool:
        """True where one of the two are "two others" and some report has two of those beside two others."""
        return a.rest != b.rest and (*_value_key(a.figure), stem(a.figure.head)) in self._others

    def _fitting(self, a: Place, b: Place) -> float:
        """What two values that fit add to the evidence of the words."""
        one, other = a.figure, b.figure
        if not intervals.agree(one, other):
            near = pointed(one) and pointed(other) and middle(one) > SMALL and _close(one, other)
            return CLOSE_VALUE if near else 0.0
        written = all(pointed(f) and (f.exact or f.hedge) for f in (one, other))
        rare = _rarity(one) if written else 0.0
        if rare:
            return rare
        more = 0.0
        state = same_state(a, b)
        if state and is_person(a) and is_person(b):
            more = SAME_STATE * state
        elif known_alike(a, b):
            more = SAME_THINGS
        elif bool(a.indicator) != bool(b.indicator) and is_person(a) and is_person(b):
            more = -UNTOLD_SMALL
        called_alike = a.nouns.casefold() == b.nouns.casefold()
        return more - AMBIGUOUS * (_value_key(one) in self._ambiguous and not called_alike)

    def _against(self, a: Place, b: Place) -> float:
        """What two values that exclude each other take off the evidence of the words."""
        less = AMBIGUOUS * any(_value_key(one.figure) in self._ambiguous for one in (a, b))
        if bool(a.indicator) != bool(b.indicator) or not _known(a, b):
            less += UNTOLD
        if (a.extent == "total") != (b.extent == "total") and a.report.id != b.report.id:
            less += WHOLE
        if a.figure.dimension == "money" and a.beside and b.beside:
            near = self._same(a.beside, a.language, b.beside, b.language)
            less += ELSEWHERE * (near < (0.5 if a.language == b.language else 0.3))
        if _unclaimed(a, b):
            # Where each report gives the other's value too, they agree on both.
            less += GIVEN * (self._elsewhere(a, b.report.id) + self._elsewhere(b, a.report.id))
        return less

    def _elsewhere(self, one: Place, report: str) -> bool:
        return (report, *_value_key(one.figure)) in self._given


def _called_apart(places: Sequence[Place]) -> bool:
    """True where the same happened to some counted under names that say more than that they are people, and
    not the same ("two daughters" and "two stepchildren" killed)."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for one in places:
        if one.indicator and one.figure.head and not is_anybody(one):
            named[one.indicator].add(stem(one.figure.head))
    return any(len(heads) > 1 for heads in named.values())


def _value_key(figure: Figure) -> tuple[object, ...]:
    return figure.dimension, figure.low, figure.high


def _both_said(a: Place, b: Place) -> bool:
    """True where one report gives both of two values as two quantities: values that exclude each other, as
    the same speaker's, for a report does not contradict itself; or other values in one sentence, which only
    two speakers named there may dispute."""
    one, other = a.figure.attributed_to, b.figure.attributed_to
    told_closer = not (pointed(a.figure) and pointed(b.figure)) and not intervals.disjoint(a.figure, b.figure)
    if a.sentence == b.sentence and not told_closer and not intervals.agree(a.figure, b.figure):
        return one is None or other is None or one == other
    return one == other and intervals.disjoint(a.figure, b.figure)


def groups(
    places: Sequence[Place], same: Similarity, aligned: Sequence[tuple[Passage, Passage]]
) -> tuple[list[list[Place]], int]:
    """The figures as groups of one quantity each, and how many pairs were left out of the search.

    Pair by pair, the surest first, as long as the pairs between two groups hold on the whole and no report
    gives two values of a group as two quantities.
    """
    margins, left_out = Matcher(places, same, Aligned(aligned)).margins()

    def add(told: defaultdict[str, list[Place]], member: int) -> None:
        told[places[member].report.id].append(places[member])

    by_report: Summary[defaultdict[str, list[Place]]] = Summary(lambda: defaultdict(list), add)

    def veto(some: Sequence[int], others: Sequence[int]) -> bool:
        few, many = sorted((by_report.of(some), by_report.of(others)), key=len)
        return any(
            _both_said(one, other)
            for report in few.keys() & many.keys()
            for one, other in product(few[report], many[report])
        )

    members = linked(len(places), margins, 0.0, mean=LOOSEST, unscored=UNSCORED, veto=veto)
    return [[places[i] for i in group] for group in members.values()], left_out
