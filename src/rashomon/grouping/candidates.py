"""Which live reports are worth comparing with a new one: asked of an index, never of all of them.

Three ways in, each with its own share of the candidates, so that many reports in the report's own language
cannot crowd out its translations: rare words; names, numbers and dates; concepts. Every list is bounded
and keeps the latest reports, so asking costs the same however many are alive.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.grouping import concepts
from rashomon.grouping.pool import UNDATED, Pool
from rashomon.grouping.signals import COLUMNS

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
    np.r_[slice(*COLUMNS["names"]), slice(*COLUMNS["sounds"]), slice(*COLUMNS["numbers"]),
          slice(*COLUMNS["dates"])], 16, 24, 16,
)  # fmt: skip


class Index:
    """Enters live reports of a pool under their signals and concepts, and finds candidates for one."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._under: dict[int, list[int]] = {}
        self._rings: NDArray[np.int32] = np.full((concepts.COUNT, RING), -1, np.int32)
        self._turn: NDArray[np.int64] = np.zeros(concepts.COUNT, np.int64)
        self._score: NDArray[np.float32] = np.zeros(0, np.float32)
        self._entered: NDArray[np.bool_] = np.zeros(0, np.bool_)

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
            for key in self._best(slot, weights, columns, entered)[0]:
                held = self._under.setdefault(key, [])
                held.append(slot)
                if len(held) > LISTED:
                    del held[0]
        ids = self._pool.concepts[slot, : concepts.NEAREST]
        ids = ids[ids != concepts.NONE]
        self._rings[ids, self._turn[ids] % RING] = slot
        self._turn[ids] += 1
        if slot >= len(self._entered):
            room = len(self._pool.keys)
            self._entered = np.append(self._entered, np.zeros(room - len(self._entered), np.bool_))
            self._score = np.zeros(room, np.float32)
        self._entered[slot] = True

    def leave(self, slot: int) -> None:
        """Forgets a report; to be called while the pool still holds its row."""
        for key in set(self._pool.keys[slot].tolist()):
            held = self._under.get(key)
            if held is not None and slot in held:
                held.remove(slot)
                if not held:
                    del self._under[key]
        ids = self._pool.concepts[slot, : concepts.NEAREST]
        ids = ids[ids != concepts.NONE]
        rings = self._rings[ids]
        rings[rings == slot] = -1
        self._rings[ids] = rings
        self._entered[slot] = False

    def ask(self, slot: int, window: float | None) -> NDArray[np.int64]:
        """The slots most worth comparing with a report, itself left out, ascending; none that lies more
        than ``window`` days apart."""
        weights = self._pool.weights(np.array([slot]))[0]
        chosen: list[NDArray[np.int64]] = [self._by_concepts(slot, window)]
        for columns, _, asked, wanted in (_WORDS, _NAMED):
            met: dict[int, float] = {}
            for key, weight in zip(*self._best(slot, weights, columns, asked), strict=True):
                for other in self._under.get(key, ()):
                    met[other] = met.get(other, 0.0) + weight
            met.pop(slot, None)
            if met:
                others = np.fromiter(met, np.int64, len(met))
                scores = np.fromiter(met.values(), np.float64, len(met))
                chosen.append(self._top(slot, others, scores, wanted, window))
        return np.unique(np.concatenate(chosen))

    def _by_concepts(self, slot: int, window: float | None) -> NDArray[np.int64]:
        row = np.array([slot])
        weights = self._pool.concept_weights(row)[0, : concepts.NEAREST]
        ids = self._pool.concepts[slot, : concepts.NEAREST]
        best = np.lexsort((ids, -weights))[:CONCEPTS]
        best = best[ids[best] != concepts.NONE]
        met = self._rings[ids[best]]
        score = self._score
        flat = met.ravel()
        weight = np.repeat(weights[best] ** 2, RING)
        kept = flat >= 0
        flat, weight = flat[kept], weight[kept]
        np.add.at(score, flat, weight)
        others = np.unique(flat).astype(np.int64)
        scores = score[others].astype(np.float64)
        score[others] = 0.0
        kept = others != slot
        return self._top(slot, others[kept], scores[kept], BY_CONCEPTS, window)

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
        order = np.lexsort((others, -np.round(scores, 2)))[:wanted]
        return others[order]
