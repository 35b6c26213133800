"""The online grouper: reports arrive, each joins a story or opens one, stories cool down and leave.

Reports of one day are settled together, in an order of their own (date, source, id), so it does not
matter in which order they came. What is live is compared with what an index proposes
(:mod:`rashomon.grouping.candidates`) and joined by average link (:mod:`rashomon.grouping.joining`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from rashomon.grouping import affinity, fingerprints, signals
from rashomon.grouping.candidates import Index
from rashomon.grouping.constraints import Constraints
from rashomon.grouping.joining import Joiner
from rashomon.grouping.pool import UNDATED, Pool
from rashomon.model import Report

#: Days after its last report for which a story stays open, unless said otherwise.
WINDOW: Final = 14.0
#: Reports of one day that are held back before they are settled, at most.
HELD: Final = 20_000
#: A copy of a report belongs with it, whatever else is said.
_COPY_SCORE: Final = 8.0


class Vectors(Protocol):
    """What gives a text its place among meanings (:class:`rashomon.grouping.interlingua.Interlingua`)."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""

    def vector(self, text: str, language: str) -> NDArray[np.float32]:
        """The vector of a text, of length 1 (or all zero)."""


@dataclass(frozen=True, slots=True, order=True)
class Card:
    """What is kept of a live report beside its row of numbers. ``start`` and ``end`` are ISO dates or
    empty."""

    start: str
    source: str
    id: str
    end: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A story that left memory: ``cards`` of its reports in order."""

    id: str
    cards: tuple[Card, ...]


@dataclass(slots=True)
class _Arrival:
    card: Card
    signals: signals.Signals
    vector: NDArray[np.float32]
    sketch: NDArray[np.uint8]
    days: tuple[int, int]


def story_id(first: str) -> str:
    """The id of a story, from the id of its earliest report."""
    return "story-" + sha256(first.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def days(report: Report) -> tuple[int, int]:
    """First and last day on which a report may have been published, as ordinals; ``UNDATED`` twice where
    no date is known or the date cannot be one."""
    if report.published is None:
        return UNDATED, UNDATED
    start, end = report.published.start[:10], report.published.end[:10]
    try:
        first = date.fromisoformat(start or end).toordinal()
        last = date.fromisoformat(end or start).toordinal()
    except ValueError:
        return UNDATED, UNDATED
    return (first, last) if first <= last else (last, first)


class Grouper:
    """Groups a stream of reports.

    ``window_days`` is how long after its last report a story still takes others (None: for ever);
    ``sink`` gets every story that leaves memory after that time; without a sink nothing leaves.
    A date after tomorrow by ``now`` (the machine's day) cannot be one and counts as unknown.
    ``vectors`` are the interlingua that ships, unless others are given.
    """

    def __init__(
        self,
        *,
        window_days: float | None = WINDOW,
        constraints: Constraints | None = None,
        sink: Callable[[Closed], None] | None = None,
        vectors: Vectors | None = None,
        weights: affinity.Affinity | None = None,
        now: date | None = None,
    ) -> None:
        self.constraints = constraints or Constraints()
        self._window = window_days
        self._sink = sink
        self._vectors = vectors or _shipped_vectors()
        self._weights = weights or affinity.shipped()
        self._pool = Pool(self._vectors.dimensions)
        self._index = Index(self._pool)
        self._cards: dict[int, Card] = {}
        self._slots: dict[str, int] = {}
        self._members: dict[int, list[int]] = {}
        self._story: dict[int, int] = {}
        self._count = 0
        self._held: list[_Arrival] = []
        self._today = UNDATED
        self._clock: dict[int, int] = {}
        self._latest = (now or date.today()).toordinal() + 1

    def add(self, report: Report) -> None:
        """Takes in one report. It is settled with the others of its day: when a later day begins, when
        many are held, or when stories are asked for. A report whose id is live already is left out."""
        arrival = self._receive(report)
        last = arrival.days[1]
        if last != UNDATED and last > self._today:
            self.settle()
            if self._today == UNDATED:
                # What came before the first date counts as of that day.
                self._clock = dict.fromkeys(self._clock, last)
            self._today = last
        self._held.append(arrival)
        if len(self._held) >= HELD:
            self.settle()

    def extend(self, reports: Iterable[Report]) -> None:
        """Takes in reports in the order given."""
        for report in reports:
            self.add(report)

    def together(self, one: str, other: str) -> None:
        """A user's word: these two reports are in one story, for ever."""
        self.constraints.together(one, other)

    def apart(self, one: str, other: str) -> None:
        """A user's word: these two reports are never in one story."""
        self.constraints.apart(one, other)

    def stories(self) -> tuple[Closed, ...]:
        """The live stories, in the order of their earliest reports."""
        self.settle()
        found = [self._closed(story) for story in self._members]
        return tuple(sorted(found, key=lambda story: (story.cards[0], story.id)))

    def close(self) -> None:
        """Settles what is held and sends every live story to the sink."""
        for story in self.stories():
            if self._sink:
                self._sink(story)
        for number in list(self._members):
            self._forget(number)

    def _receive(self, report: Report) -> _Arrival:
        text = signals.told(report)
        first, last = days(report)
        if first > self._latest:
            first = last = UNDATED
        card = Card(
            report.published.start if report.published and first != UNDATED else "",
            report.source,
            report.id,
            report.published.end if report.published and first != UNDATED else "",
            report.title[:160],
            report.language,
        )
        return _Arrival(
            card,
            signals.read_text(text, report.language),
            np.asarray(self._vectors.vector(text, report.language), np.float32),
            fingerprints.sketch(text),
            (first, min(last, self._latest) if first != UNDATED else last),
        )

    def settle(self) -> None:
        """Finds the stories of the reports that are held."""
        if not self._held:
            return
        arrivals, self._held = sorted(self._held, key=lambda arrival: arrival.card), []
        fresh: list[int] = []
        for arrival in arrivals:
            if arrival.card.id in self._slots:
                continue
            slot = self._pool.put(
                arrival.signals, arrival.vector, arrival.sketch, arrival.card.language, *arrival.days
            )
            self._cards[slot] = arrival.card
            self._slots[arrival.card.id] = slot
            self._clock[slot] = arrival.days[1] if arrival.days[1] != UNDATED else self._today
            fresh.append(slot)
        self._cool()
        self._pool.weigh(np.array(fresh, np.int64))
        for slot in fresh:
            self._index.enter(slot)
            self._open(slot)
        self._join(fresh)

    def _open(self, slot: int) -> int:
        self._count += 1
        self._members[self._count] = [slot]
        self._story[slot] = self._count
        return self._count

    def _scores(self, slot: int, others: Sequence[int]) -> list[float]:
        rows = np.array(others, np.int64)
        scores = self._weights.score(affinity.measure(self._pool, slot, rows))
        alike = fingerprints.likeness(self._pool.sketches[slot], self._pool.sketches[rows])
        scores[alike >= fingerprints.COPY] = _COPY_SCORE
        return list(scores.tolist())

    def _join(self, fresh: list[int]) -> None:
        joiner = Joiner(self._scores, self._members, self._story, self._allowed, self._place)
        pairs: set[tuple[int, int]] = set()
        for slot in fresh:
            others = self._index.ask(slot).tolist()
            if not others:
                continue
            scores = self._scores(slot, others)
            joiner.learn(slot, others, scores)
            own = self._story[slot]
            for other, score in zip(others, scores, strict=True):
                if score > 0:
                    pairs.add((own, self._story[other]))
        self._decide(fresh, joiner)
        joiner.follow(self._current(pairs))
        touched = sorted({self._story[slot] for slot in fresh})
        again = joiner.second_look(touched, self._open)
        if again:
            joiner.follow(self._current(set(again)))

    def _current(self, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
        return {(a, b) for a, b in pairs if a in self._members and b in self._members and a != b}

    def _decide(self, fresh: list[int], joiner: Joiner) -> None:
        """Follows the user's word on reports that are live."""
        for one, other in sorted(self.constraints.joined):
            if one in self._slots and other in self._slots:
                a, b = self._story[self._slots[one]], self._story[self._slots[other]]
                if a != b:
                    joiner.merge(a, b)

    def _allowed(self, some: Sequence[int], others: Sequence[int]) -> bool:
        if self.constraints.parted and self.constraints.forbids(
            [self._cards[slot].id for slot in some], [self._cards[slot].id for slot in others]
        ):
            return False
        if self._window is None:
            return True
        first, last = self._pool.first_day, self._pool.last_day
        dated = [slot for slot in some if first[slot] != UNDATED]
        also = [slot for slot in others if first[slot] != UNDATED]
        if not dated or not also:
            return True
        gap = max(
            min(int(first[slot]) for slot in also) - max(int(last[slot]) for slot in dated),
            min(int(first[slot]) for slot in dated) - max(int(last[slot]) for slot in also),
        )
        return gap <= self._window

    def _place(self, slot: int) -> tuple[str, ...]:
        card = self._cards[slot]
        return (card.start, card.source, card.id)

    def _closed(self, story: int) -> Closed:
        cards = tuple(sorted(self._cards[slot] for slot in self._members[story]))
        return Closed(story_id(cards[0].id), cards)

    def _cool(self) -> None:
        """Lets stories leave whose last report is longer ago than the window."""
        if self._sink is None or self._window is None or self._today == UNDATED:
            return
        old = [
            story
            for story, slots in self._members.items()
            if max(self._clock[slot] for slot in slots) < self._today - self._window
        ]
        for story in sorted(old, key=lambda story: self._place(self._members[story][0])):
            self._sink(self._closed(story))
            self._forget(story)

    def _forget(self, story: int) -> None:
        for slot in self._members.pop(story):
            self._index.leave(slot)
            self._pool.drop(slot)
            del self._slots[self._cards.pop(slot).id]
            del self._story[slot], self._clock[slot]


class _NoVectors:
    """Stands in where no interlingua is installed: signals alone decide."""

    dimensions = 1

    def vector(self, text: str, language: str) -> NDArray[np.float32]:
        return np.zeros(1, np.float32)


def _shipped_vectors() -> Vectors:
    try:
        from rashomon.grouping.interlingua import Interlingua
    except ImportError:
        return _NoVectors()
    return Interlingua.load()
