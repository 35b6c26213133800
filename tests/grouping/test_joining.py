"""Which links are followed: what one pair of reports says alone, and what three say of each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rashomon.grouping.held import Stories
from rashomon.grouping.joining import LOWEST, Joiner


def _joiner(scores: dict[tuple[int, int], float]) -> Joiner:
    """A joiner of three reports whose pairs have these scores."""

    def scorer(slots: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float64]:
        pairs = zip(slots.tolist(), others.tolist(), strict=True)
        return np.array([scores.get((min(pair), max(pair)), LOWEST) for pair in pairs])

    stories = Stories()
    for slot in range(3):
        stories.open(slot)
    joiner = Joiner(scorer, stories, lambda _a, _b: True, lambda slot: (str(slot),), lambda _slot: False)
    pairs = np.array(sorted(scores), np.int64)
    joiner.follow(*joiner.worth(pairs[:, 0], pairs[:, 1], np.array([scores[key] for key in sorted(scores)])))
    joiner.second_look(sorted(set(stories.home[:3].tolist())))
    return joiner


def _homes(joiner: Joiner) -> list[set[int]]:
    stories = joiner._stories
    return sorted((set(stories.members(story)) for story in stories), key=min)


def test_three_reports_that_resemble_each_other_vouch_for_each_other() -> None:
    """None of the pairs is telling enough by itself."""
    assert _homes(_joiner({(0, 1): 2.5, (0, 2): 2.6, (1, 2): 2.4})) == [{0, 1, 2}]
    assert _homes(_joiner({(0, 1): 2.5})) == [{0}, {1}, {2}]


def test_a_third_report_that_resembles_one_of_two_vouches_for_nobody() -> None:
    assert _homes(_joiner({(0, 1): 3.5, (0, 2): 3.5, (1, 2): 0.2})) == [{0}, {1}, {2}]


def test_a_telling_pair_needs_no_third() -> None:
    assert _homes(_joiner({(0, 1): 6.0, (0, 2): 0.5, (1, 2): 0.2})) == [{0, 1}, {2}]
