"""Which live reports are worth comparing with new ones: asked of an index, never of all of them.

Three ways in, each with its own share of the candidates, so that many reports in the report's own language
cannot crowd out its translations: rare words; names, numbers and dates; concepts. What is looked at under a
word or a concept is bounded, the latest reports first, so asking costs the same however many are alive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding import concepts
from rashomon.grouping.pool import UNDATED, Pool
from rashomon.grouping.signals import BITS, COLUMNS, FAMILIES, MASK

#: Reports looked at under one word, name, number or date, and under one concept.
LISTED: Final = 48
RING: Final = 256
#: Concepts a report asks with: its most telling ones.
CONCEPTS: Final = 20
#: Candidates by concepts.
BY_CONCEPTS: Final = 16
#: Reports entered and asked for at a time.
_TOGETHER: Final = 256
#: Steps of a weight to one when candidates are told apart.
_STEPS: Final = 100.0


@dataclass(frozen=True, slots=True)
class _Way:
    """A way in: its columns of a row, how many keys of a report are entered and asked with, and how many
    candidates it gives."""

    columns: NDArray[np.intp]
    entered: int
    asked: int
    wanted: int


_WAYS: Final = (
    _Way(np.arange(*FAMILIES["body"]), 14, 20, 12),
    _Way(
        np.r_[slice(*FAMILIES["names"]), slice(*COLUMNS["sounds"]), slice(*FAMILIES["numbers"]),
              slice(*FAMILIES["dates"])], 16, 24, 16,
    ),
)  # fmt: skip
_ASKED: Final = sum(way.asked for way in _WAYS)
#: Which of the keys asked with are entered, and which way each belongs to.
_ENTERED: Final = np.concatenate([np.arange(way.asked) < way.entered for way in _WAYS])
_WAY: Final = np.repeat(np.arange(len(_WAYS)), [way.asked for way in _WAYS])
_WANTED: Final = np.array([way.wanted for way in _WAYS])
#: Places of a report in the chains of its keys.
_PLACES: Final = int(_ENTERED.sum())
#: An empty place of a ring.
_NONE: Final = -1
#: Bits of a slot, and of a sum of weights, where numbers are packed into one to be sorted.
_SLOT: Final = 28
_SUM: Final = 24


class Index:
    """Enters live reports of a pool under their signals and concepts, and finds candidates for them.

    The reports under a key are a chain from the latest to the earliest. Each has places in as many chains
    as keys it is entered under; places count from 1 on. Of each place two numbers are kept: the place before
    it in its chain, and the one after it or, for the latest, minus the key. 0 is none.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._latest: NDArray[np.int32] = np.zeros(1 << BITS, np.int32)
        self._before: NDArray[np.int32] = np.zeros(1, np.int32)
        self._after: NDArray[np.int32] = np.zeros(1, np.int32)
        self._rings: NDArray[np.intp] = np.full((concepts.COUNT + 1, RING), _NONE, np.intp)
        self._turn: NDArray[np.int64] = np.zeros(concepts.COUNT + 1, np.int64)
        # By slot, for one question at a time: what it has met, and where it was met last. The last place
        # stands for no slot.
        self._met: NDArray[np.float64] = np.zeros(1, np.float64)
        self._last: NDArray[np.int32] = np.zeros(1, np.int32)

    def enter(self, slots: NDArray[np.int64]) -> None:
        """Makes reports findable, the latest last."""
        self._grow()
        for at in range(0, len(slots), _TOGETHER):
            some = slots[at : at + _TOGETHER]
            self._chain(some)
            self._ring(some)

    def _grow(self) -> None:
        room = len(self._pool.signals)
        if room >= len(self._met):
            for name in ("_before", "_after"):
                grown = np.zeros(room * _PLACES + 1, np.int32)
                grown[: len(getattr(self, name))] = getattr(self, name)
                setattr(self, name, grown)
            self._met = np.zeros(room + 1, np.float64)
            self._last = np.zeros(room + 1, np.int32)

    def _best(self, slots: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The most telling keys of some reports way by way, each once, and their weights; 0 where none."""
        keys, weights = self._pool.keys(slots), self._pool.weights(slots)
        best_keys = np.zeros((len(slots), _ASKED), np.intp)
        best = np.zeros((len(slots), _ASKED), np.float32)
        first = 0
        for way in _WAYS:
            # A weight that is not negative sorts as its bits do.
            ordered = weights[:, way.columns].view(np.int32).astype(np.int64) << BITS
            ordered |= MASK - keys[:, way.columns].astype(np.int64)
            ordered = np.sort(ordered, axis=1)[:, : -way.asked - 1 : -1]
            chosen = slice(first, first + way.asked)
            best[:, chosen] = (ordered >> BITS).astype(np.int32).view(np.float32)
            best_keys[:, chosen] = MASK - (ordered & MASK)
            first += way.asked
        best_keys[best == 0] = 0
        order = np.argsort(best_keys, axis=1, kind="stable")
        sorted_keys = np.take_along_axis(best_keys, order, axis=1)
        row, again = (sorted_keys[:, 1:] == sorted_keys[:, :-1]).nonzero()
        best_keys[row, order[row, again + 1]] = 0
        return best_keys, best

    def _chain(self, slots: NDArray[np.int64]) -> None:
        """Puts reports at the ends of the chains of their keys."""
        keys = self._best(slots)[0][:, _ENTERED].ravel()
        places = (slots[:, None] * _PLACES + np.arange(1, _PLACES + 1)).ravel()
        places, keys = places[keys > 0], keys[keys > 0]
        order = np.argsort(keys, kind="stable")
        places, keys = places[order], keys[order]
        first = np.append(True, keys[1:] != keys[:-1])[: len(keys)]
        last = np.append(first[1:], True)[: len(keys)]
        before = np.append(0, places[:-1])[: len(keys)]
        before[first] = self._latest[keys[first]]
        self._before[places] = before
        self._after[before] = places
        self._after[0] = 0
        self._after[places[last]] = -keys[last]
        self._latest[keys[last]] = places[last]

    def _ring(self, slots: NDArray[np.int64]) -> None:
        """Puts reports into the rings of their concepts."""
        ids = self._pool.concepts[slots, : concepts.NEAREST]
        order = np.argsort(ids, axis=None, kind="stable")
        flat = ids.ravel()[order]
        order = order[: np.searchsorted(flat, concepts.NONE)]
        flat = flat[: len(order)].astype(np.intp)
        counts = np.bincount(flat, minlength=len(self._turn))
        rank = np.arange(len(flat)) - (np.cumsum(counts) - counts)[flat]
        self._rings[flat, (self._turn[flat] + rank) % RING] = slots[order // concepts.NEAREST]
        self._turn += counts

    def leave(self, slots: NDArray[np.int64]) -> None:
        """Forgets reports; to be called while the pool still holds their rows."""
        for slot in slots.tolist():
            places = np.arange(slot * _PLACES + 1, (slot + 1) * _PLACES + 1)
            before, after = self._before[places], self._after[places]
            self._latest[-after[after < 0]] = before[after < 0]
            self._before[after[after > 0]] = before[after > 0]
            self._after[before] = after
            self._before[places] = self._after[places] = self._after[0] = 0
        gone = np.zeros(len(self._met), np.bool_)
        gone[slots] = True
        ids = np.unique(self._pool.concepts[slots, : concepts.NEAREST])
        rings = self._rings[ids]
        rings[gone[rings]] = _NONE
        self._rings[ids] = rings

    def ask(
        self, slots: NDArray[np.int64], window: float | None
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The live reports most worth comparing with each of some: pairs of a slot and another, in the order
        of ``slots``, the others of each ascending; none that lies more than ``window`` days apart."""
        pairs = []
        for at in range(0, len(slots), _TOGETHER):
            some = slots[at : at + _TOGETHER]
            found = [self._by_keys(some, window)]
            weights = self._pool.concept_weights(some)[:, : concepts.NEAREST]
            for turn, slot in enumerate(some.tolist()):
                others = self._by_concepts(slot, weights[turn], window)
                found.append(others | turn << _SLOT)
            pairs.append(np.unique(np.concatenate(found)) + (at << _SLOT))
        packed = np.concatenate(pairs) if pairs else np.zeros(0, np.int64)
        return slots[packed >> _SLOT], packed & ((1 << _SLOT) - 1)

    def _by_keys(self, slots: NDArray[np.int64], window: float | None) -> NDArray[np.int64]:
        """Candidates by words and by names, numbers and dates: turn and slot packed into one number."""
        keys, weights = self._best(slots)
        steps = np.round(weights.ravel() * _STEPS).astype(np.int64)
        steps |= (np.arange(len(slots))[:, None] * len(_WAYS) + _WAY).ravel() << (_SLOT + _SUM)
        # Along all chains at once, one report back at a time.
        current = self._latest.take(keys.ravel())
        held = np.flatnonzero(current)
        current, steps = current[held], steps[held]
        met = []
        for _ in range(LISTED):
            met.append(steps | ((current - 1) // _PLACES).astype(np.int64) << _SUM)
            current = self._before.take(current)
            held = np.flatnonzero(current)
            current, steps = current[held], steps[held]
        found = np.sort(np.concatenate(met))
        if not len(found):
            return found
        pairs = found >> _SUM
        starts = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1]))
        sums = np.add.reduceat(found & ((1 << _SUM) - 1), starts)
        pairs = pairs[starts]
        asker, others = pairs >> _SLOT, pairs & ((1 << _SLOT) - 1)
        kept = self._fits(slots[asker // len(_WAYS)], others, window)
        order = np.sort((asker << _SUM | (1 << _SUM) - 1 - sums)[kept] << _SLOT | others[kept])
        asker = order >> (_SLOT + _SUM)
        rank = np.arange(len(order)) - np.searchsorted(asker, asker)
        order, asker = order[rank < _WANTED[asker % len(_WAYS)]], asker[rank < _WANTED[asker % len(_WAYS)]]
        return np.asarray(asker // len(_WAYS) << _SLOT | order & ((1 << _SLOT) - 1), np.int64)

    def _fits(
        self, slots: NDArray[np.int64], others: NDArray[np.int64], window: float | None
    ) -> NDArray[np.bool_]:
        """Which pairs are two reports that are not too far apart."""
        different = others != slots
        if window is None:
            return np.asarray(different)
        first, last = self._pool.first_day, self._pool.last_day
        gap = np.maximum(first[others] - last[slots], first[slots] - last[others])
        near = (gap <= window) | (first[others] == UNDATED) | (first[slots] == UNDATED)
        return np.asarray(different & near, np.bool_)

    def _by_concepts(
        self, slot: int, weights: NDArray[np.float32], window: float | None
    ) -> NDArray[np.int64]:
        """The candidates of one report by its most telling concepts."""
        ids = self._pool.concepts[slot, : concepts.NEAREST]
        best = np.lexsort((ids, -weights))[:CONCEPTS]
        best = best[weights[best] > 0]
        if not len(best):
            return np.zeros(0, np.int64)
        own = weights[best].astype(np.float64) ** 2
        met, last = self._met, self._last
        found = self._rings[ids[best]].ravel()
        np.add.at(met, found, np.repeat(own, RING))
        scores = met[found]
        scores[found < 0] = 0.0
        # Most were met once: they matter only where few were met more often.
        for least in (own[0], 0.0):
            places = np.flatnonzero(scores > least)
            others = found[places]
            last[others] = places
            places = places[last[others] == places]
            places = places[self._fits(np.full(len(places), slot), found[places], window)]
            if len(places) >= BY_CONCEPTS:
                break
        met[found] = 0.0
        others = found[places]
        order = np.lexsort((others, -np.round(scores[places], 2)))[:BY_CONCEPTS]
        return others[order]
