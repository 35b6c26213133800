"""From scores of pairs to stories: average-link clustering over candidate pairs, with a second look.

Two stories are linked by the mean score of their reports' pairs (UPGMA, Sokal and Michener 1958), taken
over a bounded number of reports of each. How strong a link must be depends on the stories: two that each
hold together tightly and are linked weakly are two happenings that resemble each other, so a share of
their cohesion is asked for. The best link above zero is followed until none is left; the second look then
lets single reports leave a story they no longer fit.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

#: Scores one slot against several.
Scorer = Callable[[int, Sequence[int]], list[float]]

#: Reports of a story that speak for it: its first and its last ones.
SPEAKERS: Final = 8
#: Scores are taken no further than this, so that one pair cannot decide for many.
LOWEST: Final = -8.0
HIGHEST: Final = 12.0
#: The share of the two stories' mean cohesion that a link must reach, and how many pairs of reports a
#: story needs before half of its cohesion counts. Chosen by ``benchmarks/train_affinity.py``.
COHESION: Final = 0.6
PAIRS: Final = 4.0
#: The link of two stories that must not be joined.
_NEVER: Final = -1e9


@dataclass(slots=True)
class Stories:
    """Stories as lists of slots in their reports' order. ``home`` is the story of each slot, ``original``
    the slot a copy was made from (copies travel with it and do not speak), ``inner`` the sum and number
    of the scores inside a story."""

    members: dict[int, list[int]] = field(default_factory=dict)
    home: dict[int, int] = field(default_factory=dict)
    original: dict[int, int] = field(default_factory=dict)
    inner: dict[int, tuple[float, float]] = field(default_factory=dict)
    count: int = 0

    def open(self, slot: int) -> int:
        """Opens a story for a slot and gives its number."""
        self.count += 1
        self.members[self.count] = [slot]
        self.home[slot] = self.count
        return self.count

    def speakers(self, story: int) -> list[int]:
        """The reports that speak for a story."""
        slots = self.members[story]
        if self.original:
            slots = [slot for slot in slots if slot not in self.original] or slots[:1]
        return slots if len(slots) <= SPEAKERS else slots[: SPEAKERS // 2] + slots[-(SPEAKERS // 2) :]

    def cohesion(self, story: int) -> float:
        """How tightly a story holds together: its mean inner score, less while it rests on few pairs."""
        total, pairs = self.inner.get(story, (0.0, 0.0))
        return max(0.0, total / (pairs + PAIRS))

    def forget(self, story: int) -> list[int]:
        """Takes a story away; gives its slots."""
        slots = self.members.pop(story)
        self.inner.pop(story, None)
        for slot in slots:
            del self.home[slot]
            self.original.pop(slot, None)
        return slots


class Joiner:
    """Joins the stories of one batch; scores are remembered while it lives. ``allowed`` says whether two
    groups of slots may be in one story, ``place`` where a report stands in the order of reports, ``bound``
    whether it must stay where it is."""

    def __init__(
        self,
        scorer: Scorer,
        stories: Stories,
        allowed: Callable[[Sequence[int], Sequence[int]], bool],
        place: Callable[[int], tuple[str, ...]],
        bound: Callable[[int], bool],
    ) -> None:
        self._scorer = scorer
        self._stories = stories
        self._allowed = allowed
        self._place = place
        self._bound = bound
        self._scores: dict[tuple[int, int], float] = {}

    def learn(self, slot: int, others: Sequence[int], scores: Iterable[float]) -> None:
        """Takes note of scores."""
        known = self._scores
        for other, score in zip(others, scores, strict=True):
            known[(slot, other) if slot < other else (other, slot)] = min(max(score, LOWEST), HIGHEST)

    def scores(self, slot: int, others: Sequence[int]) -> list[float]:
        """The scores of one report with others, computed where not yet known."""
        known = self._scores
        pairs = [(slot, other) if slot < other else (other, slot) for other in others]
        missing = [other for other, pair in zip(others, pairs, strict=True) if pair not in known]
        if missing:
            self.learn(slot, missing, self._scorer(slot, missing))
        return [known[pair] for pair in pairs]

    def _between(self, one: int, other: int) -> float:
        """The mean score of the pairs of two stories' speakers."""
        some, others = self._stories.speakers(one), self._stories.speakers(other)
        if len(some) > len(others):
            some, others = others, some
        return sum(sum(self.scores(slot, others)) for slot in some) / (len(some) * len(others))

    def link(self, one: int, other: int) -> float:
        """How strongly two stories are linked, beyond what their cohesion asks for."""
        stories = self._stories
        if not self._allowed(stories.members[one], stories.members[other]):
            return _NEVER
        asked = COHESION * (stories.cohesion(one) + stories.cohesion(other)) / 2
        known = self._known_between(one, other)
        if known is not None and known <= asked:
            # What the index proposed is what they share most: pairs not yet scored would not lift it.
            return round(known - asked, 4)
        return round(self._between(one, other) - asked, 4)

    def _known_between(self, one: int, other: int) -> float | None:
        """The mean of those scores between two stories' speakers that are known; None where none is."""
        known = self._scores
        others = self._stories.speakers(other)
        found = [
            score
            for slot in self._stories.speakers(one)
            for its in others
            if (score := known.get((slot, its) if slot < its else (its, slot))) is not None
        ]
        return sum(found) / len(found) if found else None

    def _first(self, story: int) -> tuple[str, ...]:
        return self._place(self._stories.members[story][0])

    def follow(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Joins stories, best link first, starting from pairs of stories worth a look."""
        members = self._stories.members
        queue: list[tuple[float, tuple[str, ...], tuple[str, ...], int, int, int, int]] = []
        beside: dict[int, set[int]] = {}

        def offer(one: int, other: int) -> None:
            linked = self.link(one, other)
            if linked > 0:
                a, b = (one, other) if self._first(one) < self._first(other) else (other, one)
                heapq.heappush(
                    queue,
                    (-linked, self._first(a), self._first(b), a, b, len(members[a]), len(members[b])),
                )

        for one, other in pairs:
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
        for one in sorted(beside, key=self._first):
            for other in sorted(beside[one], key=self._first):
                if self._first(one) < self._first(other):
                    offer(one, other)
        while queue:
            _, _, _, one, other, size, others = heapq.heappop(queue)
            if len(members.get(one, ())) != size or len(members.get(other, ())) != others:
                continue
            self.merge(one, other)
            around = {
                story
                for story in beside.pop(one, set()) | beside.pop(other, set())
                if story in members and story != one
            }
            beside[one] = around
            for story in around:
                beside[story].discard(other)
                beside[story].add(one)
            for story in sorted(around, key=self._first):
                offer(one, story)

    def merge(self, one: int, other: int) -> None:
        """Makes two stories one, under the number of the first."""
        stories = self._stories
        pairs = len(stories.speakers(one)) * len(stories.speakers(other))
        between = self._between(one, other) * pairs
        some, others = stories.inner.pop(one, (0.0, 0.0)), stories.inner.pop(other, (0.0, 0.0))
        stories.inner[one] = (some[0] + others[0] + between, some[1] + others[1] + pairs)
        moved = stories.members.pop(other)
        for slot in moved:
            stories.home[slot] = one
        stories.members[one] = sorted(stories.members[one] + moved, key=self._place)

    def second_look(self, touched: Iterable[int]) -> set[tuple[int, int]]:
        """Lets reports leave stories they do not fit any more: those whose mean score with the story's
        other speakers is below zero. Gives the pairs of stories that are worth another link."""
        again = set()
        for story in touched:
            speakers = self._stories.speakers(story)
            if len(speakers) < 3:
                continue
            misfits = []
            for slot in speakers:
                rest = [other for other in speakers if other != slot]
                if sum(self.scores(slot, rest)) < 0 and not self._bound(slot):
                    misfits.append(slot)
            for slot in misfits[: len(speakers) - 2]:
                again.add((self.leave(story, slot), story))
            if misfits:
                self._weigh(story)
        return again

    def leave(self, story: int, slot: int) -> int:
        """Opens a story for a slot and its copies; gives its number."""
        stories = self._stories
        held = stories.members[story]
        moved = [other for other in held if other == slot or stories.original.get(other) == slot]
        stories.members[story] = [other for other in held if other not in moved]
        stories.original.pop(slot, None)
        number = stories.open(slot)
        stories.members[number] = moved
        for other in moved:
            stories.home[other] = number
        return number

    def _weigh(self, story: int) -> None:
        speakers = self._stories.speakers(story)
        inner = [sum(self.scores(slot, speakers[at + 1 :])) for at, slot in enumerate(speakers)]
        self._stories.inner[story] = (sum(inner), len(speakers) * (len(speakers) - 1) / 2)
