"""The grouper's memory as plain rows, so that it can be kept in a store, moved, and taken up again.

What a live report costs to read (words, concepts, sketch) is paid once; a grouper that takes the rows up
again stands where the one stood that gave them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding import concepts
from rashomon.grouping import fingerprints
from rashomon.grouping.signals import WIDTH, Signals

_BAG = concepts.NEAREST + concepts.SECOND
_HEAD = struct.Struct("<IH")
_KEYS, _RARITY = 4 * WIDTH, 4 * WIDTH
#: Bytes of a row: length and script, keys, their rarity, concepts, sketch.
SIZE = _HEAD.size + _KEYS + _RARITY + 2 * _BAG + fingerprints.SIZE


class StateError(ValueError):
    """A row that no grouper of this version wrote."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that was grouped before. ``start`` and ``end`` are its ISO dates or empty, ``days`` the
    first and last of them as ordinals, ``clock`` the day it counts as of, ``row`` what was read of it,
    ``story`` any name of the story it stands in, ``original`` the report it is a copy of or empty."""

    id: str
    source: str
    language: str
    start: str
    end: str
    days: tuple[int, int]
    clock: int
    row: bytes
    story: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The reports a grouper remembers, and by story how tightly it holds together (the sum and number of
    the scores inside it). ``today`` is the last day it has seen, as an ordinal."""

    reports: tuple[Kept, ...]
    inner: tuple[tuple[str, float, float], ...] = ()
    today: int = -1


def pack(signals: Signals, bag: NDArray[np.uint16], sketch: NDArray[np.uint8]) -> bytes:
    """What was read of a report, as bytes of one size (:data:`SIZE`), little-endian."""
    return b"".join(
        (
            _HEAD.pack(signals.length, signals.script),
            signals.keys.astype("<u4").tobytes(),
            signals.rarity.astype("<f4").tobytes(),
            bag.astype("<u2").tobytes(),
            sketch.astype(np.uint8).tobytes(),
        )
    )


def unpack(row: bytes) -> tuple[Signals, NDArray[np.uint16], NDArray[np.uint8]]:
    """What :func:`pack` packed.

    Raises:
        StateError: where the row has another size.
    """
    if len(row) != SIZE:
        raise StateError(f"a row of {len(row)} bytes, {SIZE} are needed: written by another version")
    length, script = _HEAD.unpack_from(row)
    at = _HEAD.size
    keys = np.frombuffer(row, "<u4", WIDTH, at)
    rarity = np.frombuffer(row, "<f4", WIDTH, at + _KEYS)
    bag = np.frombuffer(row, "<u2", _BAG, at + _KEYS + _RARITY)
    sketch = np.frombuffer(row, np.uint8, fingerprints.SIZE, at + _KEYS + _RARITY + 2 * _BAG)
    return Signals(keys.astype(np.uint32), rarity.astype(np.float32), length, script), bag, sketch


def by_story(reports: Iterable[Kept]) -> dict[str, Sequence[Kept]]:
    """The reports of each story."""
    found: dict[str, list[Kept]] = {}
    for report in reports:
        found.setdefault(report.story, []).append(report)
    return {story: tuple(members) for story, members in found.items()}
