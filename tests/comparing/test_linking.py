"""Things joined pair by pair, the surest first."""

from __future__ import annotations

from rashomon.comparing.linking import Pair, between, linked


def test_the_surest_pairs_are_joined_first_and_weak_ones_never() -> None:
    scores = {(0, 1): 0.9, (1, 2): 0.5, (0, 2): 0.1, (2, 3): 0.2}
    assert linked(4, scores, 0.3, lambda pairs: True) == {0: [0, 1, 2], 3: [3]}


def test_all_pairs_between_two_groups_have_a_say() -> None:
    scores = {(0, 1): 0.9, (1, 2): 0.5, (0, 2): 0.1}

    def holds(pairs: list[Pair]) -> bool:
        return sum(scores[pair] for pair in pairs) / len(pairs) >= 0.4

    assert linked(3, scores, 0.3, holds) == {0: [0, 1], 2: [2]}


def test_pairs_have_the_earlier_place_first() -> None:
    assert between([3, 0], [1]) == [(1, 3), (0, 1)]
