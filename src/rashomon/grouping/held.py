"""The live stories: which reports are in which, by their slots, and how tightly each holds together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Reports of a story that speak for it: its first and its last ones.
SPEAKERS: Final = 8
#: The home of a slot that is in no story.
NOWHERE: Final = -(1 << 31)
#: How many pairs of reports a story needs before half of its cohesion counts. Chosen by
#: ``training/affinity.py``.
PAIRS: Final = 4.0


@dataclass(slots=True)
class Stories:
    """Stories as lists of slots in their reports' order. Most stories are one report: such a story has the
    number ``~slot`` and nothing is kept of it but its report's home; the others are numbered from 0 on.
    ``home`` is the story of each slot (:data:`NOWHERE` where a slot is in none), ``original`` the slot a
    copy was made from (copies travel with it and do not speak), ``inner`` the sum and number of the scores
    inside a story."""

    home: NDArray[np.int32] = field(default_factory=lambda: np.full(256, NOWHERE, np.int32))
    original: dict[int, int] = field(default_factory=dict)
    inner: dict[int, tuple[float, float]] = field(default_factory=dict)
    _members: dict[int, list[int]] = field(default_factory=dict)
    _count: int = 0

    def open(self, slot: int) -> None:
        """Opens a story for a slot."""
        if slot >= len(self.home):
            more = np.full(max(slot + 1, len(self.home) // 2), NOWHERE, np.int32)
            self.home = np.concatenate([self.home, more])
        self.home[slot] = ~slot

    def of(self, slot: int) -> int:
        """The story of a slot."""
        return self.home.item(slot)

    def __contains__(self, story: int) -> bool:
        return story in self._members if story >= 0 else self.home.item(~story) == story

    def __iter__(self) -> Iterator[int]:
        alone = self.home[(self.home < 0) & (self.home != NOWHERE)]
        return chain(self._members, alone.tolist())

    def members(self, story: int) -> list[int]:
        """The slots of a story, in their reports' order."""
        return self._members[story] if story >= 0 else [~story]

    def join(self, one: int, other: int, place: Callable[[int], tuple[str, ...]]) -> int:
        """Makes two stories one, in the order of ``place``; gives its number."""
        slots = sorted(self.members(one) + self.members(other), key=place)
        kept, lost = (one, other) if one >= 0 else (other, one)
        if kept < 0:
            kept, self._count = self._count, self._count + 1
        elif lost >= 0:
            del self._members[lost]
            self.inner.pop(lost, None)
        self._members[kept] = slots
        self.home[slots] = kept
        return kept

    def part(self, story: int, slots: list[int]) -> int:
        """Takes some slots out of a story, which keeps others, and opens one for them; gives its number."""
        self._members[story] = [slot for slot in self._members[story] if slot not in slots]
        if len(slots) == 1:
            self.open(slots[0])
            return ~slots[0]
        number, self._count = self._count, self._count + 1
        self._members[number] = slots
        self.home[slots] = number
        return number

    def speakers(self, story: int) -> list[int]:
        """The reports that speak for a story."""
        slots = self.members(story)
        if len(slots) > 1 and self.original:
            slots = [slot for slot in slots if slot not in self.original] or slots[:1]
        return slots if len(slots) <= SPEAKERS else slots[: SPEAKERS // 2] + slots[-(SPEAKERS // 2) :]

    def cohesion(self, story: int) -> float:
        """How tightly a story holds together: its mean inner score, less while it rests on few pairs."""
        total, pairs = self.inner.get(story, (0.0, 0.0))
        return max(0.0, total / (pairs + PAIRS))

    def forget(self, story: int) -> list[int]:
        """Takes a story away; gives its slots."""
        slots = self.members(story)
        self._members.pop(story, None)
        self.inner.pop(story, None)
        self.home[slots] = NOWHERE
        for slot in slots:
            self.original.pop(slot, None)
        return slots
