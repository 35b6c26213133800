"""How common a word is in general, before any report was read.

``background.npz`` is a table of 2^20 bytes: the hash of a word's stem gives how telling it is, in
twenty-fifths of a natural logarithm, ``-log(share of reports of 300 words that hold it)``. It was made
by ``training/affinity.py --background`` from the lists of wordfreq, which are CC BY-SA 4.0, and
carries that licence (see ``concepts.LICENSE``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Bits of the hash that the table is asked with.
BITS: Final = 20
#: Steps of the table to one unit of natural logarithm.
STEPS: Final = 25
#: What is assumed of a word that no list holds.
UNKNOWN: Final = 9.2
#: Tokens of a typical report, for which the shares hold.
_TOKENS: Final = 300


@cache
def _table() -> bytes:
    with resources.as_file(resources.files(__package__) / "background.npz") as path, np.load(path) as stored:
        table: NDArray[np.uint8] = stored["rarity"]
    return table.tobytes()


def commonness(key: int) -> float:
    """How telling the word behind a key is by itself: 0 (in every report) to about 9 (in hardly any)."""
    return _table()[key & ((1 << BITS) - 1)] / STEPS


def build(shares: Mapping[int, float]) -> NDArray[np.uint8]:
    """The table for words' keys and their shares of all tokens (the largest over the languages)."""
    table = np.full(1 << BITS, round(UNKNOWN * STEPS), np.uint8)
    for key, share in shares.items():
        held = -np.expm1(-_TOKENS * share)
        value = min(UNKNOWN, -float(np.log(max(held, 1e-9))))
        place = key & ((1 << BITS) - 1)
        table[place] = min(int(table[place]), round(value * STEPS))
    return table
