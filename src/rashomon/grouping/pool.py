"""The live reports as columns of numbers: one row a report, a row is used again when its report leaves.

A row holds the report's concepts (its vector: 640 bytes), its signals (a hash and how telling it is in
four bytes, 800 in all), its sketch, days, language and length. How many live reports hold a signal, and how
many of a language a concept, is counted beside the rows: what is rare among the live tells most.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding import concepts
from rashomon.grouping import fingerprints
from rashomon.grouping.signals import BITS, COLUMNS, FAMILIES, LEADS, MASK, WIDTH, Signals

#: A signal's rarity is kept in these steps to a unit of natural logarithm.
_STEPS: Final = 25.0
#: How many reports the general rarity of a word, and of a concept, counts for beside the live ones.
_PRIOR: Final = 200.0
_CONCEPT_PRIOR: Final = 100.0
#: What a signal's general rarity counts for, by the steps it is kept in.
_PRIORS: Final = (_PRIOR * np.exp(np.arange(256) / -_STEPS)).astype(np.float32)
#: Day of a report whose date is not known.
UNDATED: Final = -1

KINDS: Final = tuple(COLUMNS)
_STARTS: Final = np.array([COLUMNS[kind][0] for kind in KINDS])
#: Columns of what stands in a lead.
_LED: Final = np.concatenate([np.arange(*COLUMNS[kind]) for kind in LEADS])
#: Where the families of signals begin that a lead has a part in, and what stands between them.
_PARTS: Final = np.unique([column for family in FAMILIES.values() for column in family if column < WIDTH])
#: The families among these, in the order of :data:`rashomon.grouping.signals.LEADS`.
_OF_LEADS: Final = np.searchsorted(_PARTS, [first for first, _ in FAMILIES.values()])
#: Where a key stands in its row, from 1 on.
_PLACES: Final = np.arange(1, WIDTH + 1, dtype=np.uint8)
_GROWN: Final = (
    "signals", "concepts", "sketches", "norms", "concept_norms", "first_day", "last_day", "language",
    "script", "length",
)  # fmt: skip
_BAG: Final = concepts.NEAREST + concepts.SECOND
#: What a concept counts by its column.
_STRENGTH: Final = np.where(np.arange(_BAG) < concepts.NEAREST, 1.0, concepts.SHARE).astype(np.float32)


class Pool:
    """Rows of live reports."""

    def __init__(self, table: concepts.Concepts, room: int = 256) -> None:
        # A key in the lower bits, its rarity in steps above them.
        self.signals: NDArray[np.uint32] = np.zeros((room, WIDTH), np.uint32)
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
        self._mark: NDArray[np.uint8] = np.zeros(1 << BITS, np.uint8)

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
            if slot >= len(self.signals):
                self._grow()
        spoken = self._languages.get(language)
        if spoken is None:
            spoken = self._meet(language)
        rarity = np.minimum(signals.rarity * _STEPS + 0.5, 255).astype(np.uint32)
        self.signals[slot] = signals.keys | (rarity << np.uint32(BITS))
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

    def read(self, slot: int) -> tuple[Signals, NDArray[np.uint16], NDArray[np.uint8]]:
        """What a row was made from, as :meth:`put` takes it: signals, concepts, sketch. How telling a signal
        is by itself is given in the steps it is kept in."""
        row = self.signals[slot]
        rarity = ((row >> np.uint32(BITS)) / np.float32(_STEPS)).astype(np.float32)
        length = round(float(np.exp(self.length[slot])) - 1.0)
        found = Signals(row & np.uint32(MASK), rarity, length, int(self.script[slot]))
        return found, self.concepts[slot].copy(), self.sketches[slot].copy()

    def drop(self, slot: int) -> None:
        """Forgets a report; its slot may be given out again."""
        self.held[self.keys(slot)] -= 1.0
        self.held[0] = 0.0
        spoken = int(self.language[slot])
        self._concept_held[spoken, self.concepts[slot]] -= 1.0
        self._concept_live[spoken] -= 1
        self.signals[slot] = 0
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

    def keys(self, slots: int | NDArray[np.int64]) -> NDArray[np.uint32]:
        """The keys of a row's signals, or of some rows'; 0 where empty."""
        return self.signals[slots] & np.uint32(MASK)

    def weights(self, slots: NDArray[np.int64]) -> NDArray[np.float32]:
        """How telling each signal of some rows is now, squared: rare in general and among the live."""
        signals = self.signals[slots]
        held = self.held.take(signals & np.uint32(MASK))
        held += _PRIORS.take(signals >> np.uint32(BITS))
        rarity = np.log(np.float32(self.live + _PRIOR) / held)
        rarity[signals == 0] = 0.0
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
        self, slots: NDArray[np.int64], others: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """What rows share with others, pair by pair, pairs of one row next to each other: the sums of
        weights of shared signals, by the other's kinds; the sums over what stands in the row's lead and
        anywhere in the other, for each of ``LEADS``; the largest single weight shared."""
        starts, turn = _runs(slots)
        askers = slots[starts]
        asked = self.keys(askers).astype(np.intp)
        rows = self.keys(others).astype(np.intp)
        # Where in the asking row each key of the other stands, from 1 on; 0 where nowhere. A byte each
        # keeps the table small enough for a processor's cache.
        where = np.empty(rows.shape, np.uint8)
        lead = np.zeros((len(askers), WIDTH + 1), np.float32)
        told = np.zeros((len(askers), WIDTH + 1), np.float32)
        told[:, 1:] = self.weights(askers)
        mark = self._mark
        ends = [*starts[1:].tolist(), len(slots)]
        for at, (start, end) in enumerate(zip(starts.tolist(), ends, strict=True)):
            keys = asked[at]
            mark[keys] = _PLACES
            mark[0] = 0
            mark.take(rows[start:end], out=where[start:end], mode="clip")
            lead[at, mark[keys[_LED]]] = told[at, 1 + _LED]
            mark[keys] = 0
        lead[:, 0] = 0.0
        places = where + turn[:, None] * (WIDTH + 1)
        found = told.take(places, mode="clip")
        led = np.add.reduceat(lead.take(places, mode="clip"), _PARTS, axis=1)[:, _OF_LEADS]
        return np.add.reduceat(found, _STARTS, axis=1), led, found.max(axis=1)

    def likeness(self, slots: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float32]:
        """The cosine of rows' concepts with those of others, pair by pair, pairs of one row together."""
        starts, turn = _runs(slots)
        askers = slots[starts]
        mark = np.zeros((len(askers), concepts.COUNT + 1), np.float32)
        mark[np.arange(len(askers))[:, None], self.concepts[askers]] = self.concept_weights(askers)
        rows = self.concepts[others].astype(np.intp)
        shared = mark.take(rows + turn[:, None] * (concepts.COUNT + 1), mode="clip")
        rows += self.language[others].astype(np.intp)[:, None] * (concepts.COUNT + 1)
        shared *= self._telling.take(rows, mode="clip")
        product = np.einsum("ij,j->i", shared, _STRENGTH)
        return np.asarray(
            product / np.maximum(self.concept_norms[others] * self.concept_norms[slots], 1e-6), np.float32
        )


def _runs(slots: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where runs of equal slots begin, and which run each place is in."""
    fresh = np.ones(len(slots), np.bool_)
    np.not_equal(slots[1:], slots[:-1], out=fresh[1:])
    return np.flatnonzero(fresh), np.cumsum(fresh) - 1
