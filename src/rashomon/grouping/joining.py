"""From scores of pairs to stories: average-link clustering over candidate pairs, with a second look.

Two stories are linked by the mean score of their reports' pairs (UPGMA, Sokal and Michener 1958), taken
over a bounded number of reports of each; the best link above zero is followed until none is left. The
second look then lets single reports leave a story they no longer fit.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np

#: A function that scores one slot against several.
Scorer = Callable[[int, Sequence[int]], list[float]]

#: Reports of a story that speak for it: its first and its last ones.
SPEAKERS: Final = 8
#: The link of two stories that must not be joined.
_NEVER: Final = -1e9


class Joiner:
    """Works on one batch: ``members`` are the stories as lists of slots (in their reports' order), to
    which links are followed, ``home`` the story of each slot; both are kept up to date."""

    def __init__(
        self,
        scorer: Scorer,
        members: dict[int, list[int]],
        home: dict[int, int],
        allowed: Callable[[Sequence[int], Sequence[int]], bool],
        place: Callable[[int], tuple[str, ...]],
    ) -> None:
        self._scorer = scorer
        self._members = members
        self._home = home
        self._allowed = allowed
        self._place = place
        self._scores: dict[tuple[int, int], float] = {}

    def learn(self, slot: int, others: Sequence[int], scores: Iterable[float]) -> None:
        """Takes note of scores that were computed elsewhere."""
        for other, score in zip(others, scores, strict=True):
            self._scores[(slot, other) if slot < other else (other, slot)] = score

    def score(self, slot: int, others: Sequence[int]) -> list[float]:
        """The scores of one report with others, computed where not yet known."""
        missing = [o for o in others if ((slot, o) if slot < o else (o, slot)) not in self._scores]
        if missing:
            self.learn(slot, missing, self._scorer(slot, missing))
        return [self._scores[(slot, o) if slot < o else (o, slot)] for o in others]

    def speakers(self, story: int) -> list[int]:
        """The reports that speak for a story."""
        slots = self._members[story]
        if len(slots) <= SPEAKERS:
            return slots
        return slots[: SPEAKERS // 2] + slots[-(SPEAKERS // 2) :]

    def link(self, one: int, other: int) -> float:
        """How strongly two stories are linked: the mean score of pairs of their speakers."""
        if not self._allowed(self._members[one], self._members[other]):
            return _NEVER
        some, others = self.speakers(one), self.speakers(other)
        if len(some) > len(others):
            some, others = others, some
        total = sum(sum(self.score(slot, others)) for slot in some)
        return round(total / (len(some) * len(others)), 4)

    def _first(self, story: int) -> tuple[str, ...]:
        return self._place(self._members[story][0])

    def follow(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Joins stories, best link first, starting from pairs of stories worth a look."""
        queue: list[tuple[float, tuple[str, ...], tuple[str, ...], int, int, int, int]] = []
        beside: dict[int, set[int]] = {}

        def offer(one: int, other: int) -> None:
            linked = self.link(one, other)
            if linked > 0:
                a, b = sorted((one, other), key=self._first)
                size = len(self._members[a]), len(self._members[b])
                heapq.heappush(queue, (-linked, self._first(a), self._first(b), a, b, *size))

        for one, other in pairs:
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
        for one in sorted(beside, key=self._first):
            for other in sorted(beside[one], key=self._first):
                if self._first(one) < self._first(other):
                    offer(one, other)
        while queue:
            _, _, _, one, other, size, others = heapq.heappop(queue)
            if len(self._members.get(one, ())) != size or len(self._members.get(other, ())) != others:
                continue
            self.merge(one, other)
            around = (beside.pop(one, set()) | beside.pop(other, set())) - {one, other}
            around = {story for story in around if story in self._members}
            beside[one] = around
            for story in around:
                beside[story].discard(other)
                beside[story].add(one)
            for story in sorted(around, key=self._first):
                offer(one, story)

    def merge(self, one: int, other: int) -> None:
        """Makes two stories one, under the number of the first."""
        moved = self._members.pop(other)
        for slot in moved:
            self._home[slot] = one
        self._members[one] = sorted(self._members[one] + moved, key=self._place)

    def second_look(self, stories: Iterable[int], open_story: Callable[[int], int]) -> list[tuple[int, int]]:
        """Lets reports leave stories they do not fit any more: those whose mean score with the story's
        other reports is below zero. ``open_story`` opens a story for a slot and gives its number; gives
        the pairs of stories that are worth another link."""
        again = []
        for story in stories:
            if len(self._members[story]) < 3:
                continue
            for slot in list(self._members[story]):
                rest = [other for other in self.speakers(story) if other != slot]
                if len(rest) > 1 and np.mean(self.score(slot, rest)) < 0:
                    self._members[story].remove(slot)
                    again.append((open_story(slot), story))
                    if len(self._members[story]) < 3:
                        break
        return again
