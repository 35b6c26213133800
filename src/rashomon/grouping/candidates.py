"""Which live reports are worth comparing with a new one: asked of an index, never of all of them.

Two ways in. Rare signals (names, numbers, words) lead to the reports that hold them; and the space of
the vectors is cut into cells around fixed anchors, so that a report finds its translations although no
word is shared. Every list is bounded, the latest reports in front, so asking costs the same however many
are alive.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.grouping.pool import Pool
from rashomon.grouping.signals import COLUMNS

#: Signals of a report that it is entered under, and that it asks with.
ENTERED: Final = 24
ASKED: Final = 32
#: Longest list under one signal, and in one cell.
LISTED: Final = 48
CELL: Final = 256
#: Cells a report is entered in, and looked for in.
NEAR: Final = 2
LOOKED: Final = 6
#: Candidates given: by shared signals, and by vectors.
BY_SIGNAL: Final = 20
BY_VECTOR: Final = 16
#: How many anchors cut the space.
_ANCHORS: Final = 512
#: Columns asked with: a place or a sound alone is shared by too many.
_TELLING: Final = np.r_[
    slice(*COLUMNS["lead"]), slice(*COLUMNS["body"]), slice(*COLUMNS["names"]), slice(*COLUMNS["sounds"]),
    slice(*COLUMNS["numbers"]), slice(*COLUMNS["dates"]),
]  # fmt: skip


@cache
def _anchors(size: int) -> NDArray[np.float32]:
    """Directions spread evenly over the space, the same on every machine."""
    rng = np.random.Generator(np.random.PCG64(20190217))
    blocks = [np.linalg.qr(rng.standard_normal((size, size)))[0] for _ in range(-(-_ANCHORS // (2 * size)))]
    axes = np.concatenate(blocks)[: _ANCHORS // 2]
    return np.asarray(np.concatenate([axes, -axes]), np.float32)


class Index:
    """Enters live reports of a pool under their signals and cells, and finds candidates for one."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._under: dict[int, list[int]] = {}
        self._cells: dict[int, list[int]] = {}

    def _signals(self, slot: int, count: int) -> tuple[list[int], list[float]]:
        keys = self._pool.keys[slot, _TELLING]
        weights = self._pool.weights(np.array([slot]))[0, _TELLING]
        order = np.lexsort((keys, -weights))[: count * 2]
        found: dict[int, float] = {}
        for key, weight in zip(keys[order].tolist(), weights[order].tolist(), strict=True):
            if key and weight > 0 and key not in found:
                found[key] = weight
                if len(found) == count:
                    break
        return list(found), list(found.values())

    def _near(self, slot: int, count: int) -> list[int]:
        vector = self._pool.vectors[slot].astype(np.float32)
        if not vector.any():
            return []
        closeness = np.round(_anchors(self._pool.size) @ vector, 4)
        return np.lexsort((np.arange(len(closeness)), -closeness))[:count].tolist()

    def enter(self, slot: int) -> None:
        """Makes a report findable."""
        for key in self._signals(slot, ENTERED)[0]:
            held = self._under.setdefault(key, [])
            held.append(slot)
            if len(held) > LISTED:
                del held[0]
        for cell in self._near(slot, NEAR):
            held = self._cells.setdefault(cell, [])
            held.append(slot)
            if len(held) > CELL:
                del held[0]

    def leave(self, slot: int) -> None:
        """Forgets a report; to be called while the pool still holds its row."""
        for key in set(self._pool.keys[slot].tolist()):
            held = self._under.get(key)
            if held is not None and slot in held:
                held.remove(slot)
                if not held:
                    del self._under[key]
        for cell in self._near(slot, NEAR):
            held = self._cells.get(cell)
            if held is not None and slot in held:
                held.remove(slot)

    def ask(self, slot: int) -> NDArray[np.int64]:
        """The slots most worth comparing with a report, itself left out, ascending."""
        met: dict[int, float] = {}
        for key, weight in zip(*self._signals(slot, ASKED), strict=True):
            for other in self._under.get(key, ()):
                met[other] = met.get(other, 0.0) + weight
        met.pop(slot, None)
        best = sorted(met.items(), key=lambda item: (-round(item[1], 3), item[0]))[:BY_SIGNAL]
        chosen = {other for other, _ in best}
        around = {other for cell in self._near(slot, LOOKED) for other in self._cells.get(cell, ())}
        around.discard(slot)
        if around:
            near = np.array(sorted(around))
            vector = self._pool.vectors[slot].astype(np.float32)
            closeness = np.round(self._pool.vectors[near].astype(np.float32) @ vector, 4)
            chosen.update(near[np.lexsort((near, -closeness))[:BY_VECTOR]].tolist())
        return np.array(sorted(chosen), np.int64)
