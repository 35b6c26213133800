"""From scores of pairs to stories: average-link clustering over candidate pairs, with a second look.

Two stories are linked by the mean score of their reports' pairs (UPGMA, Sokal and Michener 1958), taken
over a bounded number of reports of each. How strong a link must be depends on the stories: two that each
hold together tightly and are linked weakly are two happenings that resemble each other, so a share of
their cohesion is asked for; and what one pair of reports says alone must be clearer than what many pairs
say. The best link above zero is followed until none is left; the second look then
lets single reports leave a story they no longer fit.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

#: Scores pairs of slots, those of one first slot next to each other.
Scorer = Callable[[Sequence[int], Sequence[int]], list[float]]

#: Reports of a story that speak for it: its first and its last ones.
SPEAKERS: Final = 8
#: Scores are taken no further than this, so that one pair cannot decide for many.
LOWEST: Final = -8.0
HIGHEST: Final = 12.0
#: The share of the two stories' mean cohesion that a link must reach, and how many pairs of reports a
#: story needs before half of its cohesion counts. Chosen by ``benchmarks/train_affinity.py``.
COHESION: Final = 0.6
#: What a link asks for beside that where one pair of reports speaks for it; where n pairs do, the n-th part.
#: At this score two reports by themselves are as often wrongly joined as wrongly kept apart
#: (``benchmarks/train_affinity.py`` prints it).
ALONE: Final = 4.0
PAIRS: Final = 4.0
#: The link of two stories that must not be joined.
_NEVER: Final = -1e9
#: Pairs of stories linked at a time.
_OFFERED: Final = 2048


def _pair(slot: int, other: int) -> int:
    """The key of two slots' score, in either order."""
    return (slot << 32) | other if slot < other else (other << 32) | slot


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
        self._places: dict[int, tuple[str, ...]] = {}
        self._scores: dict[int, float] = {}

    def learn(self, slots: Sequence[int], others: Sequence[int], scores: Iterable[float]) -> None:
        """Takes note of the scores of pairs."""
        self._scores.update(
            zip(
                map(_pair, slots, others),
                [min(max(score, LOWEST), HIGHEST) for score in scores],
                strict=True,
            )
        )

    def scores(self, slot: int, others: Sequence[int]) -> list[float]:
        """The scores of one report with others, computed where not yet known."""
        known = self._scores
        pairs = [_pair(slot, other) for other in others]
        missing = [other for other, pair in zip(others, pairs, strict=True) if pair not in known]
        if missing:
            self._compute([slot] * len(missing), missing)
        return [known[pair] for pair in pairs]

    def _compute(self, slots: Sequence[int], others: Sequence[int]) -> None:
        if slots:
            self.learn(slots, others, self._scorer(slots, others))

    def _facing(self, one: int, other: int) -> tuple[list[int], list[int]]:
        """The speakers of two stories, the fewer first."""
        some, others = self._stories.speakers(one), self._stories.speakers(other)
        return (others, some) if len(some) > len(others) else (some, others)

    def _between(self, one: int, other: int) -> float:
        """The mean score of the pairs of two stories' speakers."""
        some, others = self._facing(one, other)
        return sum(sum(self.scores(slot, others)) for slot in some) / (len(some) * len(others))

    def links(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """How strongly stories are linked, pair by pair, beyond what their cohesion asks for. What is not
        yet known is scored in one go: scores between two stories say nothing on a third."""
        stories, scored = self._stories, self._scores
        slots: list[int] = []
        others: list[int] = []
        voices: dict[int, tuple[list[int], float]] = {}
        found: list[tuple[float, float, list[int]]] = []
        for pair in pairs:
            one, other = pair
            if not self._allowed(stories.members[one], stories.members[other]):
                found.append((0.0, _NEVER, []))
                continue
            for story in pair:
                if story not in voices:
                    voices[story] = (stories.speakers(story), stories.cohesion(story))
            (some, tight), (its, close) = voices[one], voices[other]
            if len(some) > len(its):
                some, its = its, some
            asked = COHESION * (tight + close) / 2 + ALONE / (len(some) * len(its))
            keys = [(a << 32) | b if a < b else (b << 32) | a for a in some for b in its]
            known = [score for score in map(scored.get, keys) if score is not None]
            if known and (mean := sum(known) / len(known)) <= asked:
                # What the index proposed is what they share most: pairs not yet scored would not lift it.
                found.append((asked, mean, []))
                continue
            if len(known) < len(keys):
                missing = [at for at, key in enumerate(keys) if key not in scored]
                slots += [some[at // len(its)] for at in missing]
                others += [its[at % len(its)] for at in missing]
            found.append((asked, 0.0, keys))
        self._compute(slots, others)
        return [
            round((sum(map(scored.__getitem__, keys)) / len(keys) if keys else mean) - asked, 4)
            for asked, mean, keys in found
        ]

    def _first(self, story: int) -> tuple[str, ...]:
        """Where a story's first report stands in the order of reports."""
        slot = self._stories.members[story][0]
        place = self._places.get(slot)
        if place is None:
            place = self._places[slot] = self._place(slot)
        return place

    def follow(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Joins stories, best link first, starting from pairs of stories worth a look."""
        members = self._stories.members
        queue: list[tuple[float, tuple[str, ...], tuple[str, ...], int, int, int, int]] = []
        beside: dict[int, set[int]] = {}

        def offer(pairs: Sequence[tuple[int, int]]) -> None:
            for (one, other), linked in zip(pairs, self.links(pairs), strict=True):
                if linked > 0:
                    a, b = (one, other) if self._first(one) < self._first(other) else (other, one)
                    heapq.heappush(
                        queue,
                        (-linked, self._first(a), self._first(b), a, b, len(members[a]), len(members[b])),
                    )

        for one, other in pairs:
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
        wanted = [
            (one, other)
            for one in sorted(beside, key=self._first)
            for other in sorted(beside[one], key=self._first)
            if self._first(one) < self._first(other)
        ]
        for at in range(0, len(wanted), _OFFERED):
            offer(wanted[at : at + _OFFERED])
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
            offer([(one, story) for story in sorted(around, key=self._first)])

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
        looked = [
            (story, speakers) for story in touched if len(speakers := self._stories.speakers(story)) >= 3
        ]
        missing = [
            (slot, other)
            for _, speakers in looked
            for at, slot in enumerate(speakers)
            for other in speakers[at + 1 :]
            if _pair(slot, other) not in self._scores
        ]
        self._compute([slot for slot, _ in missing], [other for _, other in missing])
        for story, speakers in looked:
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
