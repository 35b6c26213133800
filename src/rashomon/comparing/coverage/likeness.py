"""How alike the sentences of a story are: in their words over languages, in what they name and count, and for
the encoder. Between "surely told there too" and "surely not" lies a wide band of which nothing is claimed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

import numpy as np

from rashomon.comparing.candidates import nearest
from rashomon.comparing.coverage.told import Linked, Told, is_kin
from rashomon.encoding.alignment import Aligner

#: Likeness of two sentences: text, language, text, language; and of many (texts, languages) with each other.
Same = Callable[[str, str, str, str], float]
Many = Callable[[Sequence[str], Sequence[str]], Any]
#: How alike two sentences are, by their places, with their names and without.
Likeness = Callable[[int, int], tuple[float, float]]

#: From this likeness on two sentences tell the same: in one language, and over two.
NEAR, NEAR_ACROSS = 0.62, 0.47
#: Up to this likeness a sentence is not told there: in one language, and over two.
FAR, FAR_ACROSS = 0.4, 0.28
#: How much shared names, figures and quotations can add.
SHARED = 0.2
#: Stories of more sentences are searched through their nearest vectors and not pair by pair.
DENSE = 400
#: Sentences that the encoder is asked about for each: in each report of a small story, in all of a large one.
ASKED = 3
#: From this cosine of the encoder on, in one language and over two, a thing may be told there: no claim.
MEANT, MEANT_ACROSS = 0.5, 0.42
#: Sentences whose words are less alike are never heard to be the same: in one language, and over two.
UNHEARD, UNHEARD_ACROSS = 0.25, 0.15


def is_small(told: Sequence[object]) -> bool:
    """Whether a story of so many sentences is searched pair by pair."""
    return len(told) <= DENSE


@dataclass(slots=True)
class Found:
    """How near each sentence is told in other reports (above 0 to 1, told; a report that is not there: 0), by
    which sentence, and how near without its names anywhere."""

    told: Sequence[Told]
    nearest: list[dict[int, float]] = field(init=False)
    partner: list[dict[int, int]] = field(init=False)
    echoed: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.nearest = [{} for _ in self.told]
        self.partner = [{} for _ in self.told]
        self.echoed = [0.0] * len(self.told)

    def note(self, i: int, j: int, score: float, echo: float) -> None:
        """Takes note of a pair of sentences of two reports."""
        for here, there in ((i, j), (j, i)):
            self.echoed[here] = max(self.echoed[here], echo)
            report = self.told[there].report
            if score > self.nearest[here].get(report, 0.0):
                self.nearest[here][report], self.partner[here][report] = score, there

    def near(self, sentence: int) -> float:
        """How near a sentence is told anywhere else."""
        return max(self.nearest[sentence].values(), default=0.0)

    def repeated(self, first: Sequence[int]) -> None:
        """Says of each sentence what is known of the ``first`` that says the same."""
        for place, at in enumerate(first):
            self.nearest[place], self.partner[place] = self.nearest[at], self.partner[at]
            self.echoed[place] = self.echoed[at]


def _bonus(one: Told, other: Told, rare: Counter[str]) -> float:
    """What shared names and figures add: rare names weigh more, equal figures as much as two names."""
    names = sum(1.0 / rare[entity] for entity in one.names & other.names)
    figures = sum(2.0 for figure in one.figures if figure in other.figures and figure[1] not in (None, 1.0))
    measured = {f[0] for f in one.figures} & {f[0] for f in other.figures} - {
        "count",
        "share",
        "age",
        "duration",
    }
    same_measure = 2.0 if measured and one.names & other.names else 0.0
    return min(SHARED, 0.08 * (names + figures + same_measure))


def _graded(score: float, kin: bool) -> float:
    """The likeness on one scale for pairs within a language and over two: 0 up to "not told there", 1 from
    "tells the same" on, in between what nothing is claimed of."""
    low, high = (FAR, NEAR) if kin else (FAR_ACROSS, NEAR_ACROSS)
    return round(min(1.0, max(0.0, (score - low) / (high - low))), 4)


@dataclass(slots=True)
class Search:
    """Holds the sentences of a story against those of its other reports; ``places`` are those that stand for
    all that repeat them. Of a small story the likeness of all is worked out at once, in a large one each is
    held against those nearest to it."""

    told: Sequence[Told]
    places: Sequence[int]
    known: Linked
    likeness: Likeness
    pairs: Sequence[tuple[int, int]]

    @classmethod
    def small(cls, told: Sequence[Told], places: Sequence[int], known: Linked, many: Many) -> Search:
        """All pairs that can be found near at all."""
        some = [told[place] for place in places]
        languages = [one.language for one in some]
        alike = np.asarray(many([one.text for one in some], languages))
        rest = np.asarray(many([one.bare for one in some], languages))
        at = {place: number for number, place in enumerate(places)}

        def likeness(i: int, j: int) -> tuple[float, float]:
            return float(alike[at[i], at[j]]), float(rest[at[i], at[j]])

        worth = np.triu(_within_reach(some, alike, rest), 1)
        found = {(places[i], places[j]) for i, j in np.argwhere(worth).tolist()}
        return cls(told, places, known, likeness, sorted(found | known.keys()))

    @classmethod
    def large(
        cls,
        told: Sequence[Told],
        places: Sequence[int],
        known: Linked,
        same: Same,
        vectors: Callable[[Sequence[str], Sequence[str]], Any] | None,
    ) -> Search:
        """Each with its nearest; without vectors all pairs."""
        seen: dict[tuple[int, int], tuple[float, float]] = {}

        def likeness(i: int, j: int) -> tuple[float, float]:
            if (i, j) not in seen:
                one, other = told[i], told[j]
                seen[i, j] = (
                    float(same(one.text, one.language, other.text, other.language)),
                    float(same(one.bare, one.language, other.bare, other.language)),
                )
            return seen[i, j]

        some = [told[place] for place in places]
        if vectors is None:
            return cls(told, places, known, likeness, [*combinations(places, 2)])
        rows = vectors([one.text for one in some], [one.language for one in some])
        near = nearest(rows, [one.report for one in some])
        found = {(places[i], places[j]) for i, j in near}
        return cls(told, places, known, likeness, sorted(found | known.keys()))

    def found(self, rare: Counter[str]) -> Found:
        """How near each sentence is told in the other reports."""
        found = Found(self.told)
        for i, j in self.pairs:
            one, other = self.told[i], self.told[j]
            if one.report == other.report:
                continue
            score = echo = self.known.get((i, j), 0.0)
            if score < 1.0:
                alike, rest = self.likeness(i, j)
                kin = is_kin(one.language, other.language)
                score = max(score, _graded(alike + _bonus(one, other, rare), kin))
                # Two sentences about one person may tell different things: whether something is told only
                # here is asked of what is left without the names.
                echo = max(echo, _graded(rest, kin))
            found.note(i, j, score, echo)
        return found

    def listen(self, found: Found, aligner: Aligner) -> None:
        """Asks the encoder about what the words find nowhere else: where it hears the same, nothing is
        claimed."""
        told = self.told
        asked = self._asked(found)
        # The likeliest first: of what is heard once the rest need not be encoded.
        step = 1
        while asked:
            aligner.encode(told[k].text for i, others in asked.items() for k in (i, *others[:step]))
            for i, others in asked.items():
                if any(_is_meant(told[i], told[j], aligner) for j in others[:step]):
                    found.echoed[i] = max(found.echoed[i], 0.5)
            asked = {
                i: others[step:] for i, others in asked.items() if others[step:] and found.echoed[i] <= 0.0
            }
            step *= 2

    def _asked(self, found: Found) -> dict[int, list[int]]:
        """For each sentence that the words find nowhere else those whose words are nearest, the nearest
        first: some of each other report in a small story, of all of them in a large one."""
        told, small = self.told, is_small(self.places)
        alone = [i for i in self.places if told[i].claim and found.echoed[i] <= 0.0 and found.near(i) < 1]
        beside: dict[int, dict[int, list[tuple[float, int]]]] = {i: {} for i in alone}
        for i, j in self._beside(alone, small):
            one, other = told[i], told[j]
            alike = self.likeness(min(i, j), max(i, j))[0]
            heard = alike >= (UNHEARD if is_kin(one.language, other.language) else UNHEARD_ACROSS)
            if heard and one.report != other.report:
                beside[i].setdefault(other.report if small else 0, []).append((-alike, j))
        asked = {
            i: [j for _, j in sorted(near for among in reports.values() for near in sorted(among)[:ASKED])]
            for i, reports in beside.items()
        }
        return {i: others for i, others in asked.items() if others}

    def _beside(self, alone: Sequence[int], small: bool) -> Iterable[tuple[int, int]]:
        """What sentences that stand alone are held against."""
        if small:
            return product(alone, self.places)
        few = set(alone)
        both = ((i, j) for one, other in self.pairs for i, j in ((one, other), (other, one)))
        return ((i, j) for i, j in both if i in few)


def _within_reach(told: Sequence[Told], alike: Any, rest: Any) -> Any:
    """Which pairs can come to more than nothing, whatever their names and figures add."""
    code = {language: number for number, language in enumerate(sorted({one.language for one in told}))}
    kin = np.array([[is_kin(one, other) for other in code] for one in code])
    of = np.array([code[one.language] for one in told])
    low = np.where(kin[np.ix_(of, of)], FAR, FAR_ACROSS)
    reports = np.array([one.report for one in told])
    near = (alike > low - SHARED * _sharing(told)) | (rest > low)
    return near & (reports[:, None] != reports[None, :])


def _sharing(told: Sequence[Told]) -> Any:
    """Which pairs have a name or figure in common: 1 where they do."""
    number: dict[object, int] = {}
    held = [[number.setdefault(key, len(number)) for key in (*one.names, *one.figures)] for one in told]
    rows = np.zeros((len(told), max(1, len(number))), np.float32)
    for row, own in zip(rows, held, strict=True):
        row[own] = 1
    return np.minimum(rows @ rows.T, 1)


def _is_meant(one: Told, other: Told, aligner: Aligner) -> bool:
    """Whether the encoder hears the same in two sentences that it has read."""
    limit = MEANT if is_kin(one.language, other.language) else MEANT_ACROSS
    return aligner.cosine(one.text, other.text) >= limit
