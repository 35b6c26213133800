"""Which pairs are worth a look: those that share a key, found through an index and never by trying all.

A key that hundreds share would bring back the square of them, so under one key each thing is paired with the
first few and with those next to it; where that leaves pairs out it is counted, and the synopsis says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from rashomon.comparing.clustering import Pair

#: Things under one key that are all paired with each other; of more, each with so many next to it.
REACH = 24
#: And with so many that stand first under the key.
FIRST = 4


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
