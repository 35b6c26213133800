"""The live reports as columns of numbers: one row a report, a row is used again when its report leaves.

A row holds the report's concepts (its vector: 640 bytes), its signals (hashes and how telling each is,
1,000 bytes), its sketch, days, language and length. How many live reports hold a signal, and how many of
a language a concept, is counted beside the rows: what is rare among the live tells most.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.grouping import concepts, fingerprints
from rashomon.grouping.signals import BITS, COLUMNS, WIDTH, Signals

#: A signal's rarity is kept in these steps to a unit of natural logarithm.
_STEPS: Final = 25.0
#: How many reports the general rarity of a word, and of a concept, counts for beside the live ones.
_PRIOR: Final = 200.0
_CONCEPT_PRIOR: Final = 100.0
#: Day of a report whose date is not known.
UNDATED: Final = -1

KINDS: Final = tuple(COLUMNS)
_STARTS: Final = np.array([COLUMNS[kind][0] for kind in KINDS])
_GROWN: Final = (
    "keys", "rarity", "concepts", "sketches", "norms", "concept_norms", "first_day", "last_day",
    "language", "script", "length",
)  # fmt: skip
_BAG: Final = concepts.NEAREST + concepts.SECOND
#: What a concept counts by its column.
_STRENGTH: Final = np.where(np.arange(_BAG) < concepts.NEAREST, 1.0, concepts.SHARE).astype(np.float32)


class Pool:
    """Rows of live reports."""

    def __init__(self, table: concepts.Concepts, room: int = 256) -> None:
        self.keys: NDArray[np.uint32] = np.zeros((room, WIDTH), np.uint32)
        self.rarity: NDArray[np.uint8] = np.zeros((room, WIDTH), np.uint8)
        self.concepts: NDArray[np.uint16] = np.full((room, _BAG), concepts.NONE, np.uint16)
        self.sketches: NDArray[np.uint8] = np.zeros((room, fingerprints.SIZE), np.uint8)
        self.norms: NDArray[np.float32] = np.zeros((room, len(KINDS)), np.float32)
        self.concept_norms: NDArray[np.float32] = np.zeros(room, np.float32)
        self.first_day: NDArray[np.int32] = np.full(room, UNDATED, np.int32)
        self.last_day: NDArray[np.int32] = np.full(room, UNDATED, np.int32)
        self.language: NDArray[np.int16] = np.zeros(room, np.int16)
        self.script: NDArray[np.int8] = np.zeros(room, np.int8)
        self.length: NDArray[np.float32] = np.zeros(room, np.float32)
        self.held: NDArray[np.float32] = np.zeros(1 << BITS, np.float32)
        self.live = 0
        self._table = table
        self._free: list[int] = []
        self._next = 0
        self._languages: dict[str, int] = {}
        self._prior: NDArray[np.float32] = np.zeros((0, concepts.COUNT + 1), np.float32)
        self._concept_held: NDArray[np.float32] = np.zeros((0, concepts.COUNT + 1), np.float32)
        self._concept_live: list[int] = []
        self._telling: NDArray[np.float32] = np.zeros((0, concepts.COUNT + 1), np.float32)
        self._mark: NDArray[np.float32] = np.zeros(1 << BITS, np.float32)

    def put(
        self,
        signals: Signals,
        bag: NDArray[np.uint16],
        sketch: NDArray[np.uint8],
        language: str,
        days: tuple[int, int],
    ) -> int:
        """A row for a report that comes alive; gives its slot. Call :meth:`weigh` before comparing it."""
        if self._free:
            slot = self._free.pop()
        else:
            slot = self._next
            self._next += 1
            if slot >= len(self.keys):
                self._grow()
        spoken = self._languages.get(language)
        if spoken is None:
            spoken = self._meet(language)
        self.keys[slot] = signals.keys
        self.rarity[slot] = np.minimum(signals.rarity * _STEPS + 0.5, 255)
        self.concepts[slot] = bag
        self.sketches[slot] = sketch
        self.first_day[slot], self.last_day[slot] = days
        self.language[slot] = spoken
        self.script[slot] = signals.script
        self.length[slot] = np.log(signals.length + 1.0)
        self.held[signals.keys] += 1.0
        self.held[0] = 0.0
        self._concept_held[spoken, bag] += 1.0
        self._concept_live[spoken] += 1
        self.live += 1
        return slot

    def drop(self, slot: int) -> None:
        """Forgets a report; its slot may be given out again."""
        self.held[self.keys[slot]] -= 1.0
        self.held[0] = 0.0
        spoken = int(self.language[slot])
        self._concept_held[spoken, self.concepts[slot]] -= 1.0
        self._concept_live[spoken] -= 1
        self.keys[slot] = 0
        self.concepts[slot] = concepts.NONE
        self.live -= 1
        self._free.append(slot)

    def _meet(self, language: str) -> int:
        """A number for a language that was not met before."""
        number = self._languages[language] = len(self._languages)
        rarity = np.append(self._table.rarity(language), np.float32(0.0))
        prior = _CONCEPT_PRIOR * np.exp(-rarity)
        self._prior = np.concatenate([self._prior, prior[None]])
        self._concept_held = np.concatenate([self._concept_held, np.zeros_like(prior)[None]])
        self._telling = np.concatenate([self._telling, np.zeros_like(prior)[None]])
        self._concept_live.append(0)
        return number

    def _grow(self) -> None:
        for name in _GROWN:
            old = getattr(self, name)
            new = np.zeros((len(old) + max(256, len(old) // 2), *old.shape[1:]), old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def weights(self, slots: NDArray[np.int64]) -> NDArray[np.float32]:
        """How telling each signal of some rows is now, squared: rare in general and among the live."""
        keys = self.keys[slots]
        prior = _PRIOR * np.exp(self.rarity[slots].astype(np.float32) * np.float32(-1.0 / _STEPS))
        rarity = np.log(np.float32(self.live + _PRIOR) / (self.held[keys] + prior))
        rarity[keys == 0] = 0.0
        np.maximum(rarity, 0.0, out=rarity)
        return np.asarray(rarity * rarity, np.float32)

    def concept_weights(self, slots: NDArray[np.int64]) -> NDArray[np.float32]:
        """How telling each concept of some rows is in its report's language."""
        first = self.language[slots].astype(np.int32) * (concepts.COUNT + 1)
        places = self.concepts[slots] + first[:, None]
        return np.asarray(self._telling.take(places) * _STRENGTH, np.float32)

    def weigh(self, slots: NDArray[np.int64]) -> None:
        """Takes down how telling concepts are now, and the sums of weights of some rows."""
        live = np.array(self._concept_live, np.float32)[:, None] + np.float32(_CONCEPT_PRIOR)
        self._telling = np.maximum(np.log(live / (self._concept_held + self._prior)), 0.0)
        self._telling[:, concepts.NONE] = 0.0
        for at in range(0, len(slots), 4096):
            some = slots[at : at + 4096]
            self.norms[some] = np.add.reduceat(self.weights(some), _STARTS, axis=1)
            self.concept_norms[some] = np.sqrt((self.concept_weights(some) ** 2).sum(axis=1))

    def shared(
        self, slot: int, others: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """What a row shares with others: the sums of weights of shared signals, kind by kind; the sums
        over the others' words that are in this row's lead; the largest single weight shared."""
        keys = self.keys[slot]
        weights = self.weights(np.array([slot]))[0]
        mark = self._mark
        first, last = COLUMNS["lead"]
        rows = self.keys[others]
        mark[keys[first:last]] = weights[first:last]
        mark[0] = 0.0
        led = mark.take(rows[:, : COLUMNS["body"][1]]).sum(axis=1)
        mark[keys] = weights
        mark[0] = 0.0
        found = mark.take(rows)
        mark[keys] = 0.0
        return np.add.reduceat(found, _STARTS, axis=1), led, found.max(axis=1)

    def likeness(self, slot: int, others: NDArray[np.int64]) -> NDArray[np.float32]:
        """The cosine of a row's concepts with those of others."""
        mark = np.zeros(concepts.COUNT + 1, np.float32)
        mark[self.concepts[slot]] = self.concept_weights(np.array([slot]))[0]
        product = np.einsum("ij,ij->i", mark.take(self.concepts[others]), self.concept_weights(others))
        return np.asarray(
            product / np.maximum(self.concept_norms[others] * self.concept_norms[slot], 1e-6), np.float32
        )
