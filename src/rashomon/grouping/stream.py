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
from sys import intern
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.grouping import affinity, concepts, fingerprints, signals
from rashomon.grouping.candidates import Index
from rashomon.grouping.concepts import Concepts
from rashomon.grouping.constraints import Constraints
from rashomon.grouping.joining import Joiner, Stories
from rashomon.grouping.pool import UNDATED, Pool
from rashomon.model import Report

#: Days after its last report for which a story stays open, unless said otherwise.
WINDOW: Final = 14.0
#: Reports of one day that are held back before they are settled, at most.
HELD: Final = 20_000
#: Reports whose candidates are scored in one go.
_ASKED: Final = 256


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
    bag: NDArray[np.uint16]
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
    ``table`` and ``weights`` are those that ship, unless others are given.
    """

    def __init__(
        self,
        *,
        window_days: float | None = WINDOW,
        constraints: Constraints | None = None,
        sink: Callable[[Closed], None] | None = None,
        table: Concepts | None = None,
        weights: affinity.Affinity | None = None,
        now: date | None = None,
    ) -> None:
        self.constraints = constraints or Constraints()
        self._window = window_days
        self._sink = sink
        self._table = table or concepts.shipped()
        self._weights = weights or affinity.shipped()
        self._pool = Pool(self._table)
        self._index = Index(self._pool)
        self._cards: dict[int, Card] = {}
        self._slots: dict[str, int] = {}
        self._stories = Stories()
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
        found = [self._closed(story) for story in self._stories.members]
        return tuple(sorted(found, key=lambda story: (story.cards[0], story.id)))

    @property
    def live(self) -> int:
        """How many reports are in memory."""
        return len(self._slots) + len(self._held)

    def close(self) -> None:
        """Settles what is held and sends every live story to the sink."""
        for story in self.stories():
            if self._sink:
                self._sink(story)
        for number in list(self._stories.members):
            self._forget(number)

    def _receive(self, report: Report) -> _Arrival:
        text = signals.told(report)
        first, last = days(report)
        if first > self._latest:
            first = last = UNDATED
        dated = report.published is not None and first != UNDATED
        # Many reports have the same dates, outlet and language: one string for all of them.
        card = Card(
            intern(str(report.published.start)) if report.published and dated else "",
            intern(str(report.source)),
            report.id,
            intern(str(report.published.end)) if report.published and dated else "",
            report.title[:160],
            intern(str(report.language)),
        )
        return _Arrival(
            card,
            signals.read_text(text, report.language),
            self._table.bag(text, report.language),
            fingerprints.sketch(text),
            (first, min(last, self._latest) if first != UNDATED else last),
        )

    def settle(self) -> None:
        """Finds the stories of the reports that are held, and follows the user's word on live ones."""
        if not self._held:
            self._decide(self._joiner())
            return
        arrivals, self._held = sorted(self._held, key=lambda arrival: arrival.card), []
        fresh: list[int] = []
        for arrival in arrivals:
            if arrival.card.id in self._slots:
                continue
            slot = self._pool.put(
                arrival.signals, arrival.bag, arrival.sketch, arrival.card.language, arrival.days
            )
            self._cards[slot] = arrival.card
            self._slots[arrival.card.id] = slot
            self._clock[slot] = arrival.days[1] if arrival.days[1] != UNDATED else self._today
            fresh.append(slot)
        self._cool()
        self._pool.weigh(np.array(fresh, np.int64))
        for slot in fresh:
            self._index.enter(slot)
        self._join(fresh)

    def _join(self, fresh: list[int]) -> None:
        stories = self._stories
        joiner = self._joiner()
        alike: list[tuple[int, int]] = []
        for at in range(0, len(fresh), _ASKED):
            some = fresh[at : at + _ASKED]
            found = [self._index.ask(slot, self._window) for slot in some]
            slots = np.repeat(np.array(some, np.int64), [len(rows) for rows in found])
            others = np.concatenate(found)
            scores = self._weights.score(affinity.measure(self._pool, slots, others))
            joiner.learn(slots.tolist(), others.tolist(), scores.tolist())
            linked = scores > 0
            alike += zip(slots[linked].tolist(), others[linked].tolist(), strict=True)
            for slot, rows in zip(some, found, strict=True):
                stories.open(slot)
                self._travel(slot, rows)
        self._decide(joiner)
        pairs = set()
        for slot, other in alike:
            if slot not in stories.original and other in stories.home:
                own, there = stories.home[slot], stories.home[other]
                if there != own:
                    pairs.add((own, there) if own < there else (there, own))
        joiner.follow(pairs)
        again = joiner.second_look(sorted({stories.home[slot] for slot in fresh}))
        if again:
            joiner.follow((a, b) for a, b in again if a in stories.members and b in stories.members)

    def _scores(self, slots: Sequence[int], others: Sequence[int]) -> list[float]:
        measured = affinity.measure(self._pool, np.array(slots, np.int64), np.array(others, np.int64))
        return list(self._weights.score(measured).tolist())

    def _travel(self, slot: int, rows: NDArray[np.int64]) -> None:
        """Sends a report that is a copy of an earlier one to the story of its original."""
        alike = fingerprints.likeness(self._pool.sketches[slot], self._pool.sketches[rows])
        stories = self._stories
        for at in np.lexsort((rows, -alike)).tolist():
            if alike[at] < fingerprints.COPY:
                return
            original = int(rows[at])
            original = stories.original.get(original, original)
            if original == slot or original not in stories.home or self._place(original) > self._place(slot):
                continue
            story = stories.home[original]
            if not self._allowed(stories.members[story], [slot]):
                continue
            stories.forget(stories.home[slot])
            stories.home[slot] = story
            stories.original[slot] = original
            stories.members[story] = sorted([*stories.members[story], slot], key=self._place)
            return

    def _joiner(self) -> Joiner:
        return Joiner(self._scores, self._stories, self._allowed, self._place, self._bound)

    def _bound(self, slot: int) -> bool:
        """Whether a user's word keeps a report where it is."""
        return self.constraints.binds(self._cards[slot].id)

    def _decide(self, joiner: Joiner) -> None:
        """Follows the user's word on reports that are live: parts what must be apart, joins the rest."""
        home = self._stories.home
        for one, other in sorted(self.constraints.parted):
            if one in self._slots and other in self._slots:
                some, others = self._slots[one], self._slots[other]
                if home[some] == home[others]:
                    joiner.leave(home[some], max(some, others, key=self._place))
        for one, other in sorted(self.constraints.joined):
            if one in self._slots and other in self._slots:
                first, second = home[self._slots[one]], home[self._slots[other]]
                if first != second and not self._forbidden(
                    self._stories.members[first], self._stories.members[second]
                ):
                    joiner.merge(first, second)

    def _forbidden(self, some: Sequence[int], others: Sequence[int]) -> bool:
        return self.constraints.forbids(
            [self._cards[slot].id for slot in some], [self._cards[slot].id for slot in others]
        )

    def _allowed(self, some: Sequence[int], others: Sequence[int]) -> bool:
        if self.constraints.parted and self._forbidden(some, others):
            return False
        if self._window is None:
            return True
        first, last = self._span(some)
        begin, end = self._span(others)
        return UNDATED in (first, begin) or max(begin - last, first - end) <= self._window

    def _span(self, slots: Sequence[int]) -> tuple[int, int]:
        """The first day of some reports and the last; ``UNDATED`` twice where none has a date."""
        first, last = self._pool.first_day.item, self._pool.last_day.item
        if len(slots) == 1:
            return first(slots[0]), last(slots[0])
        dated = [slot for slot in slots if first(slot) != UNDATED]
        if not dated:
            return UNDATED, UNDATED
        return min(map(first, dated)), max(map(last, dated))

    def _place(self, slot: int) -> tuple[str, ...]:
        card = self._cards[slot]
        return (card.start, card.source, card.id)

    def _closed(self, story: int) -> Closed:
        cards = tuple(sorted(self._cards[slot] for slot in self._stories.members[story]))
        return Closed(story_id(cards[0].id), cards)

    def _cool(self) -> None:
        """Lets stories leave whose last report is longer ago than the window."""
        if self._sink is None or self._window is None or self._today == UNDATED:
            return
        old = [
            story
            for story, slots in self._stories.members.items()
            if max(self._clock[slot] for slot in slots) < self._today - self._window
        ]
        for story in sorted(old, key=lambda story: self._place(self._stories.members[story][0])):
            self._sink(self._closed(story))
            self._forget(story)

    def _forget(self, story: int) -> None:
        for slot in self._stories.forget(story):
            self._index.leave(slot)
            self._pool.drop(slot)
            del self._slots[self._cards.pop(slot).id], self._clock[slot]
