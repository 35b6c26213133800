"""From scores of pairs to stories: average-link clustering over candidate pairs, with a second look.

Two stories are linked by the mean score of their reports' pairs (UPGMA, Sokal and Michener 1958), taken
over a bounded number of reports of each. How strong a link must be depends on the stories: two that each
hold together tightly and are linked weakly are two happenings that resemble each other, so a share of
their cohesion is asked for; and what one pair of reports says alone must be clearer than what many pairs
say. The best link above zero is followed until none is left; the second look then takes stories apart that
would not come together any more.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, combinations
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from rashomon.grouping.held import NOWHERE, Stories

#: Scores pairs of slots, those of one first slot next to each other.
Scorer = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]

#: Scores are taken no further than this, so that one pair cannot decide for many.
LOWEST: Final = -8.0
HIGHEST: Final = 12.0
#: The share of the two stories' mean cohesion that a link must reach. Chosen by ``training/affinity.py``.
COHESION: Final = 0.6
#: What a link asks for beside that where one pair of reports speaks for it; where n pairs do, the n-th part.
#: At this score two reports by themselves are as often wrongly joined as wrongly kept apart
#: (``training/affinity.py`` prints it).
ALONE: Final = 4.0
#: Three reports of which each resembles the others vouch for each other: each pair's score must be so high,
#: and their mean. Of each report the likest few are looked at.
EACH: Final = 1.2
TRIO: Final = 2.2
_LIKE: Final = 6
#: The link of two stories that must not be joined.
_NEVER: Final = -1e9
#: Stories of this many reports, copies aside, are too many to be linked anew.
APART: Final = 32
#: Links followed before new ones are looked for, at most.
_FOLLOWED: Final = 256
#: Pairs of stories linked at a time.
_OFFERED: Final = 2048


def _pair(slot: int, other: int) -> int:
    """The key of two slots' score, in either order."""
    return (slot << 32) | other if slot < other else (other << 32) | slot


_Number = TypeVar("_Number", float, NDArray[np.float64])


def _asked(cohesion: _Number, pairs: _Number) -> _Number:
    """What a link must exceed, by the mean cohesion of the two stories and the pairs that speak for it."""
    return COHESION * cohesion + ALONE / pairs


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

    def worth(
        self, slots: NDArray[np.int64], others: NDArray[np.int64], scores: NDArray[np.float64]
    ) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Takes note of the scores of pairs of reports, each pair once. Gives the pairs of stories that they
        link by more than is asked for, and those that they link by less. What the index proposed is what two
        stories share most: other scores would not lift the link, only another report could."""
        stories = self._stories
        scores = np.clip(scores, LOWEST, HIGHEST)
        copied = np.isin(slots, np.fromiter(stories.original, np.int64, len(stories.original)))
        own, there = stories.home[slots].astype(np.int64), stories.home[others].astype(np.int64)
        kept = np.flatnonzero((own != there) & ~copied)
        low, high = np.minimum(own, there)[kept], np.maximum(own, there)[kept]
        pairs, turn = np.unique((low << 32) + high - NOWHERE, return_inverse=True)
        low, high = pairs >> 32, (pairs & 0xFFFFFFFF) + NOWHERE
        both, place = np.unique(np.concatenate([low, high]), return_inverse=True)
        tight, voices = np.zeros(len(both)), np.ones(len(both))
        for at in np.flatnonzero(both >= 0).tolist():
            story = int(both[at])
            tight[at], voices[at] = stories.cohesion(story), len(stories.speakers(story))
        one, other = place[: len(low)], place[len(low) :]
        asked = _asked((tight[one] + tight[other]) / 2, voices[one] * voices[other])
        count = np.bincount(turn, minlength=len(pairs))
        linked = np.round(np.bincount(turn, scores[kept], len(pairs)) / count - asked, 4)
        like = np.bincount(turn, scores[kept] > 0, len(pairs)) > 0
        known = kept[like[turn]]
        self.learn(slots[known].tolist(), others[known].tolist(), scores[known].tolist())
        strong, weak = like & (linked > 0), like & (linked <= 0)
        return (
            list(zip(low[strong].tolist(), high[strong].tolist(), strict=True)),
            list(zip(low[weak].tolist(), high[weak].tolist(), strict=True)),
        )

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
            scores = self._scorer(np.array(slots, np.int64), np.array(others, np.int64))
            self.learn(slots, others, scores.tolist())

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
            if not self._allowed(stories.members(one), stories.members(other)):
                found.append((0.0, _NEVER, []))
                continue
            for story in pair:
                if story not in voices:
                    voices[story] = (stories.speakers(story), stories.cohesion(story))
            (some, tight), (its, close) = voices[one], voices[other]
            if len(some) > len(its):
                some, its = its, some
            asked = _asked((tight + close) / 2, len(some) * len(its))
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
        slot = self._stories.members(story)[0] if story >= 0 else ~story
        place = self._places.get(slot)
        if place is None:
            place = self._places[slot] = self._place(slot)
        return place

    def follow(self, pairs: Iterable[tuple[int, int]], weak: Iterable[tuple[int, int]] = ()) -> None:
        """Joins stories, best link first, starting from pairs of stories worth a look. Those of ``weak`` are
        looked at when one of the two has grown, and in threes of reports that are still alone."""
        pairs, weak = set(pairs), set(weak)
        links = _Links(self, chain(pairs, weak))
        links.offer(list(pairs))
        while links.queue or links.took(self._join_trios(pairs | weak)):
            links.took({self.merge(one, other): (one, other) for one, other in links.best()})

    def _alone(self, story: int) -> bool:
        """Whether a story is one report."""
        return story in self._stories and len(self._stories.members(story)) == 1

    def _trios(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[float, tuple[int, ...]]]:
        """Reports that are still alone, in threes that vouch for each other, the surest first."""
        near: dict[int, list[tuple[float, int]]] = {}
        for pair in pairs:
            if not all(map(self._alone, pair)):
                continue
            one, other = (self._stories.members(story)[0] for story in pair)
            score = self._scores.get(_pair(one, other), LOWEST)
            if score >= EACH:
                near.setdefault(one, []).append((score, other))
                near.setdefault(other, []).append((score, one))
        found: dict[tuple[int, ...], float] = {}
        for slot, around in near.items():
            around.sort(key=lambda item: (-item[0], self._place(item[1])))
            for (first, one), (second, other) in combinations(around[:_LIKE], 2):
                trio = tuple(sorted((slot, one, other), key=self._place))
                if trio in found:
                    continue
                third = self.scores(one, [other])[0]
                mean = round((first + second + third) / 3, 4)
                if third >= EACH and mean >= TRIO:
                    found[trio] = mean
        surest = sorted(found, key=lambda trio: (-found[trio], *map(self._place, trio)))
        return [(found[trio], trio) for trio in surest]

    def _join_trios(self, pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
        """Makes stories of the threes; gives their numbers and what they were made of."""
        joined: dict[int, tuple[int, ...]] = {}
        for _, trio in self._trios(pairs):
            first, second, third = (self._stories.of(slot) for slot in trio)
            alone = all(map(self._alone, (first, second, third)))
            if alone and all(self._allowed([one], [other]) for one, other in combinations(trio, 2)):
                joined[self.merge(self.merge(first, second), third)] = (first, second, third)
        return joined

    def _ordered(self, pair: tuple[int, int]) -> tuple[int, int]:
        """Two stories, the one with the earlier report first."""
        one, other = pair
        return pair if self._first(one) < self._first(other) else (other, one)

    def merge(self, one: int, other: int) -> int:
        """Makes two stories one and gives its number."""
        stories = self._stories
        pairs = len(stories.speakers(one)) * len(stories.speakers(other))
        between = self._between(one, other) * pairs
        some, others = stories.inner.get(one, (0.0, 0.0)), stories.inner.get(other, (0.0, 0.0))
        joined = stories.join(one, other, self._place)
        stories.inner[joined] = (some[0] + others[0] + between, some[1] + others[1] + pairs)
        return joined

    def second_look(self, touched: Iterable[int]) -> None:
        """Takes stories apart whose reports speak against each other now, and links these reports anew: what
        is alive today may say better how telling a word is than what was when they came together. Of a large
        story only those leave whose mean score with its other speakers is below zero."""
        stories = self._stories
        looked = [(story, stories.speakers(story)) for story in touched if story >= 0]
        missing = [
            (slot, other)
            for _, speakers in looked
            for slot, other in combinations(speakers, 2)
            if _pair(slot, other) not in self._scores
        ]
        self._compute([slot for slot, _ in missing], [other for _, other in missing])
        again: list[tuple[int, int]] = []
        for story, speakers in looked:
            if not self._doubtful(speakers) or any(map(self._bound, stories.members(story))):
                continue
            leaving = [slot for slot in stories.members(story) if slot not in stories.original][1:]
            if len(leaving) >= APART:
                with_rest = {
                    slot: sum(self.scores(slot, [s for s in speakers if s != slot])) for slot in speakers
                }
                leaving = [slot for slot in speakers if with_rest[slot] < 0][: len(speakers) - 2]
            parts = [story, *(self.leave(story, slot) for slot in leaving)]
            self._weigh(story)
            again += combinations(parts, 2)
        self.follow(again)

    def _doubtful(self, speakers: Sequence[int]) -> bool:
        """Whether some speakers of a story are linked by less than would be asked of a part of it."""
        if len(speakers) < 2:
            return False
        scores = [self.scores(slot, [other])[0] for slot, other in combinations(speakers, 2)]
        return min(scores) <= _asked(sum(scores) / len(scores), len(speakers) - 1)

    def leave(self, story: int, slot: int) -> int:
        """Opens a story for a slot and its copies; gives its number."""
        original = self._stories.original
        held = self._stories.members(story)
        moved = [other for other in held if other == slot or original.get(other) == slot]
        original.pop(slot, None)
        return self._stories.part(story, moved)

    def _weigh(self, story: int) -> None:
        speakers = self._stories.speakers(story)
        inner = [sum(self.scores(slot, speakers[at + 1 :])) for at, slot in enumerate(speakers)]
        self._stories.inner[story] = (sum(inner), len(speakers) * (len(speakers) - 1) / 2)


class _Links:
    """The links of stories that wait to be followed, and which stories are beside which."""

    def __init__(self, joiner: Joiner, pairs: Iterable[tuple[int, int]]) -> None:
        self.queue: list[tuple[float, tuple[str, ...], tuple[str, ...], int, int, int, int]] = []
        self._joiner = joiner
        self._stories = joiner._stories
        self._beside: dict[int, set[int]] = {}
        for one, other in pairs:
            self._beside.setdefault(one, set()).add(other)
            self._beside.setdefault(other, set()).add(one)

    def offer(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Takes up the links of pairs of stories that are strong enough."""
        joiner, stories = self._joiner, self._stories
        pairs = [joiner._ordered(pair) for pair in pairs]
        for at in range(0, len(pairs), _OFFERED):
            some = pairs[at : at + _OFFERED]
            for (one, other), linked in zip(some, joiner.links(some), strict=True):
                if linked > 0:
                    sizes = len(stories.members(one)), len(stories.members(other))
                    places = joiner._first(one), joiner._first(other)
                    heapq.heappush(self.queue, (-linked, *places, one, other, *sizes))

    def best(self) -> list[tuple[int, int]]:
        """The best links. Those of stories that have nothing to do with each other do not wait for each
        other."""
        stories = self._stories
        seen: set[int] = set()
        later, found = [], []
        for _ in range(min(_FOLLOWED, len(self.queue))):
            link = heapq.heappop(self.queue)
            one, other, *sizes = link[3:]
            if not (one in stories and other in stories):
                continue
            if sizes != [len(stories.members(one)), len(stories.members(other))]:
                continue
            if one in seen or other in seen:
                later.append(link)
            else:
                found.append((one, other))
            seen |= {one, other} | self._beside[one] | self._beside[other]
        for link in later:
            heapq.heappush(self.queue, link)
        return found

    def took(self, joined: Mapping[int, tuple[int, ...]]) -> bool:
        """Offers the links of stories that were made of others; False where there are none."""
        beside = self._beside
        for both, parts in joined.items():
            around = set().union(*(beside.pop(part, set()) for part in parts)) - set(parts)
            for story in around:
                beside[story] -= set(parts)
                beside[story].add(both)
            beside[both] = around
        self.offer(
            [(one, other) for one in joined for other in beside[one] if other not in joined or one < other]
        )
        return bool(joined)
