"""Near-duplicates: the same agency copy with a new headline, a cut paragraph, a correction.

A report's sketch is 64 bytes: the lowest byte of each of 64 minimum hashes over its shingles of four
words (MinHash, Broder 1997; one byte kept of each, b-bit minwise hashing, Li and König 2010). The share
of equal bytes estimates how much of two texts is the same words in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

#: Minimum hashes in a sketch, one byte each.
SIZE: Final = 64
#: From this share of common shingles on, a report is a copy of another. Two reports that only quote the
#: same statement stay well below it.
COPY: Final = 0.5
_SHINGLE: Final = 4
_SEED: Final = 42
_WORD = re.compile(r"\w+")
#: Two random bytes are equal this often.
_CHANCE: Final = 1 / 256


def sketch(text: str) -> NDArray[np.uint8]:
    """The sketch of a text; all zero where it has fewer words than two shingles need."""
    words = _WORD.findall(text.lower())
    if len(words) <= _SHINGLE:
        # Texts written without spaces are one word a clause: their characters make the shingles.
        words = list(text) if len(text) > 8 * _SHINGLE else []
    shingles = list(map(" ".join, zip(*(words[at:] for at in range(_SHINGLE)), strict=False)))
    if len(shingles) < 2:
        return np.zeros(SIZE, np.uint8)
    minima = RMinHash(num_perm=SIZE, seed=_SEED)
    minima.update(shingles)
    return (np.array(minima.digest(), np.uint64) & 255).astype(np.uint8)


def likeness(one: NDArray[np.uint8], others: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Estimated share of common shingles of a sketch (or a row of them for each) with each row of
    ``others``, 0 to 1; 0 where either is empty."""
    equal = (others == one).mean(axis=1, dtype=np.float32)
    shared = np.maximum((equal - _CHANCE) / (1 - _CHANCE), 0.0)
    both = one.any(axis=-1) & others.any(axis=-1)
    return np.asarray(np.where(both, shared, 0.0), np.float32)


@dataclass(frozen=True, slots=True)
class Copy:
    """A text (its place in the sequence given) that is a copy of an earlier one."""

    place: int
    original: int
    share: float


def copies(texts: Sequence[str]) -> tuple[Copy, ...]:
    """Which of some texts are copies of an earlier one: each with the earliest it is most like."""
    sketches = np.stack([sketch(text) for text in texts]) if texts else np.zeros((0, SIZE), np.uint8)
    found = []
    for place in range(1, len(texts)):
        shares = likeness(sketches[place], sketches[:place])
        original = int(shares.argmax())
        if shares[original] >= COPY:
            found.append(Copy(place, original, round(float(shares[original]), 3)))
    return tuple(found)
