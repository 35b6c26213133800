"""What a grouper remembers can be kept and taken up again."""

from __future__ import annotations

import random

import pytest

from rashomon.grouping.state import SIZE, State, StateError, unpack
from rashomon.grouping.stream import Closed, Grouper
from tests.grouping.invented import ORCHID_EN, news, report


def ids(stories: tuple[Closed, ...]) -> set[frozenset[str]]:
    return {frozenset(card.id for card in story.cards) for story in stories}


@pytest.mark.parametrize("cut", range(8))
def test_a_grouper_that_was_stopped_goes_on_as_one_that_was_not(cut: int) -> None:
    whole = Grouper()
    whole.extend(news())
    first, second = Grouper(), Grouper()
    first.extend(news()[:cut])
    second.resume(first.state())
    second.extend(news()[cut:])
    assert second.stories() == whole.stories()


def test_the_order_of_rows_changes_nothing() -> None:
    first = Grouper()
    first.extend(news())
    state = first.state()
    rows = list(state.reports)
    random.Random(1).shuffle(rows)
    second = Grouper()
    second.resume(State(tuple(rows), state.inner, state.today))
    assert second.stories() == first.stories()
    assert set(second.state().reports) == set(state.reports)


def test_a_copy_stays_with_its_original() -> None:
    first = Grouper()
    first.extend([report("a", ORCHID_EN, day="2021-03-05"), report("b", ORCHID_EN + " ", day="2021-03-05")])
    second = Grouper()
    second.resume(first.state())
    assert ids(second.stories()) == {frozenset({"a", "b"})}
    assert {kept.original for kept in second.state().reports} == {"", "a"}


def test_a_row_of_another_version_is_refused() -> None:
    with pytest.raises(StateError, match=str(SIZE)):
        unpack(b"\0" * (SIZE - 1))


def test_a_grouper_that_holds_reports_takes_up_no_state() -> None:
    grouper = Grouper()
    grouper.add(news()[0])
    with pytest.raises(ValueError, match="holds reports"):
        grouper.resume(State(()))
