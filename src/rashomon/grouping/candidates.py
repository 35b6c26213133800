"""Which live reports are worth comparing with a new one: asked of an index, never of all of them.

Three ways in, each with its own share of the candidates, so that many reports in the report's own language
cannot crowd out its translations: rare words; names, numbers and dates; concepts. Every list is bounded
and keeps the latest reports, so asking costs the same however many are alive.
"""

from __future__ import annotations

from array import array
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.grouping import concepts
from rashomon.grouping.pool import UNDATED, Pool
from rashomon.grouping.signals import BITS, COLUMNS

#: Longest list under one word, name, number or date, and under one concept.
LISTED: Final = 48
RING: Final = 256
#: Concepts a report asks with: its most telling ones.
CONCEPTS: Final = 20
#: Candidates by concepts.
BY_CONCEPTS: Final = 16
#: Columns of each way in; keys entered, keys asked with, candidates.
_WORDS: Final = (np.r_[slice(*COLUMNS["lead"]), slice(*COLUMNS["body"])], 14, 20, 12)
_NAMED: Final = (
    np.r_[COLUMNS["lead names"][0] : COLUMNS["sounds"][1], COLUMNS["lead numbers"][0] : COLUMNS["dates"][1]],
    16, 24, 16,
)  # fmt: skip


class Index:
    """Enters live reports of a pool under their signals and concepts, and finds candidates for one."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        # Under each key: 0 for none, a slot and one where it is the only one (most keys are rare), or minus
        # the place of a list.
        self._under: NDArray[np.int32] = np.zeros(1 << BITS, np.int32)
        self._lists: list[array[int]] = [array("i")]
        self._free: list[int] = []
        self._rings: NDArray[np.int32] = np.full((concepts.COUNT, RING), -1, np.int32)
        self._turn: NDArray[np.int64] = np.zeros(concepts.COUNT, np.int64)
        # By slot, for one question at a time: what it has met, and where it was met last.
        self._met: NDArray[np.float64] = np.zeros(0, np.float64)
        self._last: NDArray[np.int32] = np.zeros(0, np.int32)

    def _best(
        self, slot: int, weights: NDArray[np.float32], columns: NDArray[np.int64], count: int
    ) -> tuple[list[int], list[float]]:
        keys, own = self._pool.keys[slot, columns], weights[columns]
        order = np.lexsort((keys, -own))[: count * 2]
        found: dict[int, float] = {}
        for key, weight in zip(keys[order].tolist(), own[order].tolist(), strict=True):
            if key and weight > 0 and key not in found:
                found[key] = weight
                if len(found) == count:
                    break
        return list(found), list(found.values())

    def enter(self, slot: int) -> None:
        """Makes a report findable."""
        weights = self._pool.weights(np.array([slot]))[0]
        for columns, entered, _, _ in (_WORDS, _NAMED):
            keys = self._best(slot, weights, columns, entered)[0]
            for key, under in zip(keys, self._under[keys].tolist(), strict=True):
                if under == 0:
                    self._under[key] = slot + 1
                elif under > 0:
                    self._under[key] = -self._list(array("i", (under - 1, slot)))
                else:
                    held = self._lists[-under]
                    held.append(slot)
                    if len(held) > LISTED:
                        del held[0]
        ids = self._pool.concepts[slot, : concepts.NEAREST]
        ids = ids[ids != concepts.NONE]
        self._rings[ids, self._turn[ids] % RING] = slot
        self._turn[ids] += 1
        if slot >= len(self._met):
            self._met = np.zeros(len(self._pool.keys), np.float64)
            self._last = np.zeros(len(self._pool.keys), np.int32)

    def _list(self, held: array[int]) -> int:
        """The place of a list of slots."""
        if self._free:
            place = self._free.pop()
            self._lists[place] = held
            return place
        self._lists.append(held)
        return len(self._lists) - 1

    def leave(self, slot: int) -> None:
        """Forgets a report; to be called while the pool still holds its row."""
        keys = np.unique(self._pool.keys[slot]).astype(np.intp)
        for key, under in zip(keys.tolist(), self._under[keys].tolist(), strict=True):
            if under == slot + 1:
                self._under[key] = 0
            elif under < 0 and slot in (held := self._lists[-under]):
                held.remove(slot)
                if not held:
                    self._under[key] = 0
                    self._free.append(-under)
        ids = self._pool.concepts[slot, : concepts.NEAREST]
        ids = ids[ids != concepts.NONE]
        rings = self._rings[ids]
        rings[rings == slot] = -1
        self._rings[ids] = rings

    def ask(self, slot: int, window: float | None) -> NDArray[np.int64]:
        """The slots most worth comparing with a report, itself left out, ascending; none that lies more
        than ``window`` days apart."""
        weights = self._pool.weights(np.array([slot]))[0]
        chosen: list[NDArray[np.int64]] = [self._by_concepts(slot, window)]
        for columns, _, asked, wanted in (_WORDS, _NAMED):
            keys, own = self._best(slot, weights, columns, asked)
            met = array("i")
            lengths: list[int] = []
            for under in self._under[keys].tolist():
                before = len(met)
                if under > 0:
                    met.append(under - 1)
                elif under < 0:
                    met.extend(self._lists[-under])
                lengths.append(len(met) - before)
            if met:
                found = np.frombuffer(met, np.int32).astype(np.intp)
                chosen.append(self._most(slot, found, np.repeat(own, lengths), wanted, window))
        return np.unique(np.concatenate(chosen))

    def _by_concepts(self, slot: int, window: float | None) -> NDArray[np.int64]:
        row = np.array([slot])
        weights = self._pool.concept_weights(row)[0, : concepts.NEAREST]
        ids = self._pool.concepts[slot, : concepts.NEAREST]
        best = np.lexsort((ids, -weights))[:CONCEPTS]
        best = best[ids[best] != concepts.NONE]
        flat = self._rings[ids[best]].ravel().astype(np.intp)
        weight = np.repeat(weights[best].astype(np.float64) ** 2, RING)
        if len(flat) and flat.min() < 0:
            kept = flat >= 0
            flat, weight = flat[kept], weight[kept]
        return self._most(slot, flat, weight, BY_CONCEPTS, window)

    def _most(
        self,
        slot: int,
        found: NDArray[np.intp],
        weights: NDArray[np.float64],
        wanted: int,
        window: float | None,
    ) -> NDArray[np.int64]:
        """Those slots, of some that were met under several signals, whose weights add up to most."""
        met, last = self._met, self._last
        np.add.at(met, found, weights)
        places = np.arange(len(found), dtype=np.int32)
        last[found] = places
        others = found[last[found] == places]
        scores = met[others]
        met[others] = 0.0
        kept = others != slot
        return self._top(slot, others[kept], scores[kept], wanted, window)

    def _top(
        self,
        slot: int,
        others: NDArray[np.int64],
        scores: NDArray[np.float64],
        wanted: int,
        window: float | None,
    ) -> NDArray[np.int64]:
        first, last = self._pool.first_day, self._pool.last_day
        if window is not None and first[slot] != UNDATED and len(others) > wanted:
            gap = np.maximum(first[others] - last[slot], first[slot] - last[others])
            near = (gap <= window) | (first[others] == UNDATED)
            others, scores = others[near], scores[near]
        if len(others) <= wanted:
            return others
        rounded = np.round(scores, 2)
        least = np.partition(rounded, len(rounded) - wanted)[len(rounded) - wanted]
        near = rounded >= least
        others, rounded = others[near], rounded[near]
        return others[np.lexsort((others, -rounded))[:wanted]]
