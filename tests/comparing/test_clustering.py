"""Things joined pair by pair, the surest first."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from rashomon.comparing.clustering import linked


def test_the_surest_pairs_are_joined_first_and_weak_ones_never() -> None:
    scores = {(0, 1): 0.9, (1, 2): 0.5, (0, 2): 0.1, (2, 3): 0.2}
    assert linked(4, scores, 0.3, mean=0.0) == {0: [0, 1, 2], 3: [3]}


def test_all_pairs_between_two_groups_have_a_say() -> None:
    scores = {(0, 1): 0.9, (1, 2): 0.5, (0, 2): 0.1}
    assert linked(3, scores, 0.3, mean=0.4) == {0: [0, 1], 2: [2]}


def test_pairs_without_a_score_speak_against_joining() -> None:
    scores = {(0, 1): 0.9, (1, 2): 0.5}
    assert linked(3, scores, 0.3, mean=0.3, unscored=0.0) == {0: [0, 1], 2: [2]}
    assert linked(3, scores, 0.3, mean=0.3, unscored=0.2) == {0: [0, 1, 2]}


def test_a_veto_holds_for_every_member() -> None:
    def enemies(some: Sequence[int], others: Sequence[int]) -> bool:
        return {0, 2} <= {*some, *others}

    scores = {(0, 1): 0.9, (1, 2): 0.8}
    assert linked(3, scores, 0.1, mean=0.0, veto=enemies) == {0: [0, 1], 2: [2]}


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]),
        st.integers(0, 10).map(lambda n: n / 10),
    )
)
def test_groups_hold_everything_once_whatever_order_scores_come_in(
    scores: dict[tuple[int, int], float],
) -> None:
    found = linked(8, scores, 0.3, mean=0.3)
    assert sorted(place for group in found.values() for place in group) == list(range(8))
    assert found == linked(8, dict(reversed(list(scores.items()))), 0.3, mean=0.3)
