"""Which pairs are worth a look: those that share a key, found through an index and never by trying all.

A key that hundreds share would bring back the square of them, so under one key each thing is paired with the
first few and with those next to it; where that leaves pairs out it is counted, and the synopsis says so
(:func:`said`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rashomon.comparing.clustering import Pair, pair

#: Things under one key that are all paired with each other; of more, each with so many next to it.
REACH = 24
#: And with so many that stand first under the key.
FIRST = 4
#: Things paired with each by their vectors: the nearest.
NEAREST = 16
#: Counts the pairs that a comparison left out, by the field of the synopsis it makes.
Tally = Counter[str]
#: Vectors compared at a time.
_BLOCK = 512


@dataclass(slots=True)
class Candidates:
    """Pairs worth a look, and how many were left out because too many things shared a key."""

    pairs: set[Pair] = field(default_factory=set)
    left_out: int = 0

    def add(self, sharing: Sequence[int]) -> None:
        """Pairs the things that share a key, given in rising order."""
        count = len(sharing)
        before = len(self.pairs)
        if count <= 2 * REACH:
            self.pairs.update((a, b) for at, a in enumerate(sharing) for b in sharing[at + 1 :])
            return
        for at, a in enumerate(sharing):
            self.pairs.update((first, a) for first in sharing[: min(FIRST, at)])
            self.pairs.update((a, b) for b in sharing[at + 1 : at + 1 + REACH])
        self.left_out += count * (count - 1) // 2 - (len(self.pairs) - before)


def sharing(keys: Iterable[Iterable[Hashable]]) -> Candidates:
    """The pairs of things that share one of their ``keys`` (an iterable of keys a thing, in their order)."""
    index: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, own in enumerate(keys):
        for key in dict.fromkeys(own):
            index[key].append(place)
    found = Candidates()
    for places in index.values():
        if len(places) > 1:
            found.add(places)
    return found


def nearest(rows: Any, owners: Sequence[int], count: int = NEAREST) -> set[Pair]:
    """Each thing paired with the ``count`` of other owners whose vectors (``rows``, one of length 1 a thing)
    are nearest."""
    vectors, of = np.asarray(rows, np.float32), np.asarray(owners)
    found: set[Pair] = set()
    for start in range(0, len(of), _BLOCK):
        block = slice(start, start + _BLOCK)
        near = np.round(vectors[block] @ vectors.T, 4)
        near[of[block][:, None] == of[None, :]] = -2.0
        best = np.argpartition(-near, min(count, near.shape[1] - 1), axis=1)[:, :count]
        kept = np.take_along_axis(near, best, axis=1) > -2.0
        for at, (others, allowed) in enumerate(zip(best, kept, strict=True), start):
            found.update(pair(at, other) for other in others[allowed].tolist())
    return found


def said(tally: Tally) -> tuple[str, ...]:
    """What was left out, in words for the reader of a synopsis."""
    return tuple(
        f"The story is too large to hold everything against everything: of the {field}, {count:,} pairs were "
        "left out, and each passage was held against those most like it."
        for field, count in sorted(tally.items())
        if count > 0
    )
