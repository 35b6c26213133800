"""The online grouper: reports arrive, each joins a story or opens one, stories cool down and leave.

Reports of one day are settled together, in an order of their own (date, source, id), so it does not
matter in which order they came. What is live is compared with what an index proposes
(:mod:`rashomon.grouping.candidates`) and joined by average link (:mod:`rashomon.grouping.joining`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding import concepts
from rashomon.encoding.concepts import Concepts
from rashomon.grouping import affinity, fingerprints, signals
from rashomon.grouping.candidates import Index
from rashomon.grouping.closings import Closings
from rashomon.grouping.constraints import Constraints
from rashomon.grouping.held import Stories
from rashomon.grouping.joining import Joiner
from rashomon.grouping.listings import is_listing
from rashomon.grouping.pool import UNDATED, Pool
from rashomon.grouping.state import Kept, State, by_story, pack, unpack
from rashomon.model import Report

#: Days after its last report for which a story stays open, unless said otherwise.
WINDOW: Final = 14.0
#: Reports of one day that are held back before they are settled, at most.
HELD: Final = 20_000
#: Up to this many live reports (as many as a set holds that the weights are learned from) scores count as
#: they are; by how much they fall with the natural logarithm of how many times as many there are. Chosen with
#: meantime and ecbplus among 8,000 strangers (``benchmarks/grouping_crowd.py``).
LEARNED: Final = 600
CROWD: Final = 0.75
#: Pairs of reports compared in one go.
_COMPARED: Final = 4096
#: What stands for the dates, outlet and language of no report.
_NOTHING: Final = ("", "", "", "")


@dataclass(frozen=True, slots=True, order=True)
class Card:
    """What is known of a report besides its row of numbers. ``start`` and ``end`` are ISO dates or
    empty."""

    start: str
    source: str
    id: str
    end: str
    language: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A story that left memory: ``cards`` of its reports in order."""

    id: str
    cards: tuple[Card, ...]


#: Logarithms of the numbers of words from which down a report is brief, and up not at all (36 and 66).
_BRIEF: Final = 3.6
_LONG: Final = 4.2
#: Live reports from which down nothing is known of what is rare among them, and up it is.
_FEW: Final = 20
_MANY: Final = 60


@dataclass(slots=True)
class _Arrival:
    card: Card
    text: str
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
    ``table``, ``weights`` and ``crowd`` (see :data:`CROWD`) are those that ship, unless others are given.
    ``share`` is the share of all live reports that this grouper holds, where others hold the rest.
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
        crowd: float = CROWD,
        share: float = 1.0,
    ) -> None:
        self.constraints = constraints or Constraints()
        self._window = window_days
        self._sink = sink
        self._table = table or concepts.shipped()
        self._weights = weights or affinity.shipped()
        self._crowd = crowd
        self._share = share
        self._pool = Pool(self._table)
        self._index = Index(self._pool)
        # By slot: the report's id, its dates, outlet and language (one tuple for all of a day that have the
        # same), and the day it counts as of; slots by those days.
        self._ids: list[str] = []
        self._heads: list[tuple[str, str, str, str]] = []
        self._shared: dict[tuple[str, str, str, str], tuple[str, str, str, str]] = {}
        self._clock: NDArray[np.int32] = np.zeros(0, np.int32)
        self._days: dict[int, array[int]] = {}
        self._slots: dict[str, int] = {}
        self._stories = Stories()
        self._held: list[_Arrival] = []
        self._closings = Closings()
        self._today = UNDATED
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
                self._clock[:] = last
                if UNDATED in self._days:
                    self._days[last] = self._days.pop(UNDATED)
            self._today = last
            self._shared.clear()
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
        found = [self._closed(story) for story in self._stories]
        return tuple(sorted(found, key=lambda story: (story.cards[0], story.id)))

    def story(self, report: str) -> Closed:
        """The story that a live report is in now.

        Raises:
            KeyError: where no live report has this id.
        """
        self.settle()
        return self._closed(self._stories.of(self._slots[report]))

    @property
    def live(self) -> int:
        """How many reports are in memory."""
        return len(self._slots) + len(self._held)

    def close(self) -> None:
        """Settles what is held and sends every live story to the sink."""
        for story in self.stories():
            if self._sink:
                self._sink(story)
        self._forget(list(self._stories))

    def state(self) -> State:
        """What the grouper remembers, as rows that can be kept: :meth:`resume` takes them up again. Stories
        go by the ids that :meth:`stories` gives them."""
        self.settle()
        stories = {story: self._closed(story).id for story in self._stories}
        reports = [self._kept(slot, stories[self._stories.of(slot)]) for slot in self._slots.values()]
        inner = [(stories[story], *sums) for story, sums in self._stories.inner.items() if story in stories]
        return State(tuple(reports), tuple(sorted(inner)), self._today)

    def kept(self, report: str) -> Kept:
        """What is remembered of one live report.

        Raises:
            KeyError: where no live report has this id.
        """
        self.settle()
        slot = self._slots[report]
        return self._kept(slot, self._closed(self._stories.of(slot)).id)

    def cohesion(self, report: str) -> tuple[float, float]:
        """How tightly the story of a live report holds together: the sum and number of the scores in it.

        Raises:
            KeyError: where no live report has this id.
        """
        return self._stories.inner.get(self._stories.of(self._slots[report]), (0.0, 0.0))

    def compare_again(self, reports: Sequence[str]) -> None:
        """Compares live reports with the others as if they had just come.

        Raises:
            KeyError: where one is not live.
        """
        if reports:
            self._join(np.array([self._slots[report] for report in reports], np.int64))

    def _kept(self, slot: int, story: str) -> Kept:
        card, pool = self._card(slot), self._pool
        original = self._stories.original.get(slot)
        return Kept(
            card.id,
            card.source,
            card.language,
            card.start,
            card.end,
            (pool.first_day.item(slot), pool.last_day.item(slot)),
            self._clock.item(slot),
            pack(*pool.read(slot)),
            story,
            "" if original is None else self._ids[original],
        )

    def resume(self, state: State) -> None:
        """Takes up reports that were grouped before, in their stories, without comparing them again.

        Raises:
            ValueError: where the grouper holds reports already.
            StateError: where a row was written by another version.
        """
        if self.live:
            raise ValueError("a grouper that holds reports cannot take up a state")
        ordered = sorted(state.reports, key=lambda kept: (kept.clock, kept.start, kept.source, kept.id))
        for kept in ordered:
            read, bag, sketch = unpack(kept.row)
            slot = self._pool.put(read, bag, sketch, kept.language, kept.days)
            self._slots[kept.id] = slot
            card = Card(kept.start, kept.source, kept.id, kept.end, kept.language)
            self._keep(slot, _Arrival(card, "", read, bag, sketch, (kept.days[0], kept.clock)))
            self._stories.open(slot)
            self._days.setdefault(kept.clock, array("i")).append(slot)
        slots = self._slots
        self._pool.weigh(np.arange(len(ordered), dtype=np.int64))
        self._index.enter(np.arange(len(ordered), dtype=np.int64))
        self._stories.original.update(
            (slots[kept.id], slots[kept.original]) for kept in ordered if kept.original in slots
        )
        inner = {story: (total, pairs) for story, total, pairs in state.inner}
        for name, members in by_story(ordered).items():
            story = ~slots[members[0].id]
            for kept in members[1:]:
                story = self._stories.join(story, ~slots[kept.id], self._place)
            if len(members) > 1 and name in inner:
                self._stories.inner[story] = inner[name]
        self._today = state.today

    def _receive(self, report: Report) -> _Arrival:
        text = signals.content(report)
        if is_listing(text):
            text = ""
        first, last = days(report)
        if first > self._latest:
            first = last = UNDATED
        dated = report.published is not None and first != UNDATED
        card = Card(
            report.published.start if report.published and dated else "",
            report.source,
            report.id,
            report.published.end if report.published and dated else "",
            report.language,
        )
        return _Arrival(
            card,
            text,
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
        arrivals, self._held = sorted(self._held, key=_order), []
        for arrival in arrivals:
            self._closings.meet(arrival.text)
        for arrival in arrivals:
            self._reread(arrival)
        fresh: list[int] = []
        for arrival in arrivals:
            if arrival.card.id in self._slots:
                continue
            slot = self._pool.put(
                arrival.signals, arrival.bag, arrival.sketch, arrival.card.language, arrival.days
            )
            self._slots[arrival.card.id] = slot
            self._keep(slot, arrival)
            fresh.append(slot)
        self._cool()
        for slot in fresh:
            self._stories.open(slot)
            self._days.setdefault(self._clock.item(slot), array("i")).append(slot)
        slots = np.array(fresh, np.int64)
        self._pool.weigh(slots)
        self._index.enter(slots)
        self._join(slots)

    def _reread(self, arrival: _Arrival) -> None:
        """Reads a report again without what its outlet prints below every report, where it has that."""
        text = self._closings.cut(arrival.text)
        if text != arrival.text:
            arrival.signals = signals.read_text(text, arrival.card.language)
            arrival.bag = self._table.bag(text, arrival.card.language)
            arrival.sketch = fingerprints.sketch(text)

    def _keep(self, slot: int, arrival: _Arrival) -> None:
        """Keeps what is needed of a report beside its row."""
        if slot == len(self._ids):
            self._ids.append("")
            self._heads.append(_NOTHING)
        if slot >= len(self._clock):
            more = np.zeros(max(256, len(self._clock) // 2), np.int32)
            self._clock = np.concatenate([self._clock, more])
        card = arrival.card
        head = (card.start, card.source, card.end, card.language)
        self._ids[slot], self._heads[slot] = card.id, self._shared.setdefault(head, head)
        self._clock[slot] = arrival.days[1] if arrival.days[1] != UNDATED else self._today

    def _join(self, fresh: NDArray[np.int64]) -> None:
        stories = self._stories
        joiner = self._joiner()
        slots, others = self._index.ask(fresh, self._window)
        self._travel(slots, others)
        # Of two reports that ask for each other, one question is enough.
        _, first = np.unique(np.minimum(slots, others) << 32 | np.maximum(slots, others), return_index=True)
        first.sort()
        slots, others = slots[first], others[first]
        self._decide(joiner)
        joiner.follow(*joiner.worth(slots, others, self._scores(slots, others)))
        joiner.second_look(sorted({stories.of(slot) for slot in fresh.tolist()}))

    def _scores(self, slots: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float64]:
        """The scores of pairs of reports; the more are alive, the more strangers resemble each other by
        chance, and the less a resemblance says."""
        crowd = self._crowd * np.log(max(1.0, self._pool.live / self._share / LEARNED))
        scores = np.empty(len(slots))
        for at in range(0, len(slots), _COMPARED):
            some = slice(at, at + _COMPARED)
            measured = affinity.measure(self._pool, slots[some], others[some])
            brief = np.minimum(self._brief(slots[some]), self._brief(others[some]))
            scores[some] = self._weights.score(measured) - brief * affinity.scant(measured)
        return np.asarray(np.round(scores - crowd, 3), np.float64)

    def _travel(self, slots: NDArray[np.int64], others: NDArray[np.int64]) -> None:
        """Sends reports that are copies of earlier ones to the stories of their originals."""
        sketches, stories = self._pool.sketches, self._stories
        likeness = np.empty(len(slots), np.float32)
        for at in range(0, len(slots), _COMPARED):
            some = slice(at, at + _COMPARED)
            likeness[some] = fingerprints.likeness(sketches[slots[some]], sketches[others[some]])
        copied = np.flatnonzero(likeness >= fingerprints.COPY)
        # Pairs come report by report, in the reports' order.
        runs = np.cumsum(np.diff(slots[copied], prepend=-1) != 0)
        for at in copied[np.lexsort((others[copied], -likeness[copied], runs))].tolist():
            slot, original = int(slots[at]), int(others[at])
            original = stories.original.get(original, original)
            if slot in stories.original or original == slot or self._place(original) > self._place(slot):
                continue
            story = stories.of(original)
            if self._allowed(stories.members(story), [slot]):
                stories.original[slot] = original
                stories.join(story, stories.of(slot), self._place)

    def _joiner(self) -> Joiner:
        return Joiner(self._scores, self._stories, self._allowed, self._place, self._bound)

    def _brief(self, slots: NDArray[np.int64]) -> NDArray[np.float64]:
        """How brief some reports are: 1 up to 36 words, 0 from 66 words on, and 0 among many, who show what
        is rare."""
        few = min(1.0, max(0.0, (_MANY - self._pool.live) / (_MANY - _FEW)))
        length = self._pool.length[slots].astype(np.float64)
        return np.asarray(np.round(few * np.clip((_LONG - length) / (_LONG - _BRIEF), 0.0, 1.0), 4))

    def _bound(self, slot: int) -> bool:
        """Whether a user's word keeps a report where it is."""
        return self.constraints.binds(self._ids[slot])

    def _decide(self, joiner: Joiner) -> None:
        """Follows the user's word on reports that are live: parts what must be apart, joins the rest."""
        stories = self._stories
        for one, other in sorted(self.constraints.parted):
            if one in self._slots and other in self._slots:
                some, others = self._slots[one], self._slots[other]
                if stories.of(some) == stories.of(others):
                    joiner.leave(stories.of(some), max(some, others, key=self._place))
        for one, other in sorted(self.constraints.joined):
            if one in self._slots and other in self._slots:
                first, second = stories.of(self._slots[one]), stories.of(self._slots[other])
                if first != second and not self._forbidden(stories.members(first), stories.members(second)):
                    joiner.merge(first, second)

    def _forbidden(self, some: Sequence[int], others: Sequence[int]) -> bool:
        return self.constraints.forbids(
            [self._ids[slot] for slot in some], [self._ids[slot] for slot in others]
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

    def _card(self, slot: int) -> Card:
        start, source, end, language = self._heads[slot]
        return Card(start, source, self._ids[slot], end, language)

    def _place(self, slot: int) -> tuple[str, ...]:
        return (*self._heads[slot][:2], self._ids[slot])

    def _closed(self, story: int) -> Closed:
        cards = tuple(sorted(self._card(slot) for slot in self._stories.members(story)))
        return Closed(story_id(cards[0].id), cards)

    def _cool(self) -> None:
        """Lets stories leave whose last report is longer ago than the window."""
        if self._sink is None or self._window is None or self._today == UNDATED:
            return
        oldest = self._today - self._window
        passed = [self._days.pop(day) for day in sorted(self._days) if day < oldest]
        old: set[int] = set()
        for slot in (slot for slots in passed for slot in slots):
            story = self._stories.of(slot)
            last = max(self._clock.item(one) for one in self._stories.members(story))
            if last < oldest:
                old.add(story)
            else:
                # Its story stays for a later report; it is looked at again when that one's day passes.
                self._days.setdefault(last, array("i")).append(slot)
        closing = sorted(old, key=lambda story: self._place(self._stories.members(story)[0]))
        for story in closing:
            self._sink(self._closed(story))
        self._forget(closing)

    def _forget(self, stories: Sequence[int]) -> None:
        slots = [slot for story in stories for slot in self._stories.forget(story)]
        self._index.leave(np.array(slots, np.int64))
        for slot in slots:
            self._pool.drop(slot)
            del self._slots[self._ids[slot]]
            self._ids[slot], self._heads[slot] = "", _NOTHING


def _order(arrival: _Arrival) -> tuple[str, str, str, str, str, bytes]:
    card = arrival.card
    return (card.start, card.source, card.id, card.end, card.language, arrival.sketch.tobytes())
