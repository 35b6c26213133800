"""The online grouper: days are settled, stories cool down and leave, a user's word holds."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rashomon.grouping.constraints import Constraints
from rashomon.grouping.stream import Closed, Grouper, story_id
from tests.grouping.invented import BRIDGE_EN, BRIDGE_EN_OTHER, BRIDGE_SV, ORCHID_EN, STRIKE_EN, news, report


def ids(stories: tuple[Closed, ...]) -> set[frozenset[str]]:
    return {frozenset(card.id for card in story.cards) for story in stories}


def test_the_order_within_a_day_changes_nothing() -> None:
    seen = set()
    for seed in range(5):
        day = [one for one in news() if one.published and one.published.start == "2021-03-05"]
        random.Random(seed).shuffle(day)
        grouper = Grouper()
        grouper.extend([one for one in news() if one not in day])
        grouper.extend(day)
        seen.add(grouper.stories())
    assert len(seen) == 1


def test_a_later_report_joins_the_story_of_an_earlier_day() -> None:
    grouper = Grouper()
    grouper.add(report("a", BRIDGE_EN, day="2021-03-04"))
    assert len(grouper.stories()) == 1
    grouper.add(report("b", BRIDGE_SV, "sv", day="2021-03-06"))
    assert ids(grouper.stories()) == {frozenset({"a", "b"})}


def test_a_report_that_comes_late_still_finds_its_story() -> None:
    grouper = Grouper()
    grouper.add(report("b", BRIDGE_SV, "sv", day="2021-03-06"))
    grouper.add(report("c", ORCHID_EN, day="2021-03-08"))
    grouper.add(report("a", BRIDGE_EN, day="2021-03-04"))
    assert frozenset({"a", "b"}) in ids(grouper.stories())


def test_stories_leave_memory_after_the_window_and_reach_the_sink() -> None:
    closed: list[Closed] = []
    grouper = Grouper(window_days=7, sink=closed.append, now=date(2021, 12, 31))
    grouper.extend([report("a", BRIDGE_EN, day="2021-03-04"), report("b", BRIDGE_EN_OTHER, day="2021-03-05")])
    grouper.add(report("c", ORCHID_EN, day="2021-04-04"))
    grouper.settle()
    assert ids(tuple(closed)) == {frozenset({"a", "b"})}
    grouper.close()
    assert ids(tuple(closed)) == {frozenset({"a", "b"}), frozenset({"c"})}
    assert grouper.stories() == ()


def test_every_report_of_a_long_stream_is_in_one_closed_story_and_few_stay_alive() -> None:
    closed: list[Closed] = []
    grouper = Grouper(window_days=3, sink=closed.append, now=date(2026, 1, 1))
    most = 0
    for number in range(120):
        day = (date(2021, 1, 1) + timedelta(days=number)).isoformat()
        for name, text in (("x", BRIDGE_EN), ("y", STRIKE_EN), ("z", ORCHID_EN)):
            changed = text.replace("Kvernes", f"Kvernes{number // 9}")
            grouper.add(report(f"{name}{number}", changed, day=day))
        most = max(most, grouper.live)
    grouper.close()
    assert sorted(card.id for story in closed for card in story.cards) == sorted(
        f"{name}{number}" for name in "xyz" for number in range(120)
    )
    assert grouper.live == 0


def test_a_date_in_the_future_closes_nothing() -> None:
    closed: list[Closed] = []
    grouper = Grouper(window_days=7, sink=closed.append, now=date(2021, 3, 10))
    grouper.add(report("a", BRIDGE_EN, day="2021-03-04"))
    grouper.add(report("wrong", ORCHID_EN, day="2131-03-04"))
    grouper.add(report("b", BRIDGE_EN_OTHER, day="2021-03-05"))
    assert closed == []
    assert frozenset({"a", "b"}) in ids(grouper.stories())


def test_a_report_without_a_date_counts_as_of_the_day_it_came() -> None:
    closed: list[Closed] = []
    grouper = Grouper(window_days=7, sink=closed.append, now=date(2021, 12, 31))
    grouper.add(report("undated", ORCHID_EN))
    grouper.add(report("a", BRIDGE_EN, day="2021-03-04"))
    grouper.add(report("b", STRIKE_EN, day="2021-03-09"))
    grouper.settle()
    assert closed == []
    grouper.add(report("c", BRIDGE_SV, "sv", day="2021-05-09"))
    grouper.settle()
    assert frozenset({"undated"}) in ids(tuple(closed))


def test_the_same_id_again_is_left_out_while_it_is_live() -> None:
    grouper = Grouper()
    grouper.add(report("a", BRIDGE_EN, day="2021-03-04"))
    grouper.add(report("a", ORCHID_EN, day="2021-03-04"))
    assert sum(len(story.cards) for story in grouper.stories()) == 1


def test_a_users_word_on_live_reports_joins_and_parts_them() -> None:
    grouper = Grouper()
    grouper.extend(news())
    grouper.stories()
    grouper.together("orchid-en", "strike-en")
    assert any({"orchid-en", "strike-en"} <= story for story in ids(grouper.stories()))
    grouper.apart("bridge-en", "bridge-de")
    assert not any({"bridge-en", "bridge-de"} <= story for story in ids(grouper.stories()))


def test_copies_travel_with_their_original() -> None:
    grouper = Grouper()
    copied = BRIDGE_EN.replace("Bridge at Kvernes closed after cracks found", "Drivers stranded")
    grouper.extend([report("a", BRIDGE_EN, day="2021-03-04"), report("b", copied, day="2021-03-04")])
    assert ids(grouper.stories()) == {frozenset({"a", "b"})}


def test_a_story_is_named_after_its_earliest_report() -> None:
    grouper = Grouper()
    grouper.add(report("late", BRIDGE_EN, day="2021-03-05"))
    grouper.add(report("early", BRIDGE_SV, "sv", "2021-03-04"))
    (story,) = grouper.stories()
    assert story.id == story_id("early")


def test_the_story_of_a_live_report_can_be_asked_for() -> None:
    grouper = Grouper()
    grouper.extend(news())
    assert {card.id for card in grouper.story("strike-es").cards} == {"strike-en", "strike-es"}
    with pytest.raises(KeyError):
        grouper.story("unheard of")


def test_among_many_live_reports_a_resemblance_says_less(monkeypatch: pytest.MonkeyPatch) -> None:
    few = Grouper(crowd=100.0)
    few.extend(news())
    assert len(few.stories()) == 3
    monkeypatch.setattr(sys.modules[Grouper.__module__], "LEARNED", 1)
    many = Grouper(crowd=100.0)
    many.extend(news())
    assert len(many.stories()) == len(news())


@pytest.mark.parametrize("seed", range(4))
def test_reports_that_come_one_by_one_end_in_the_stories_of_a_batch(seed: int) -> None:
    undated = [replace(one, published=None) for one in news()]
    batch = Grouper()
    batch.extend(undated)
    random.Random(seed).shuffle(undated)
    online = Grouper()
    for one in undated:
        online.add(one)
        online.settle()
    assert online.stories() == batch.stories()


def test_a_report_cannot_be_joined_with_itself() -> None:
    with pytest.raises(ValueError, match="itself"):
        Constraints().together("a", "a")


def test_the_last_word_on_a_pair_holds() -> None:
    word = Constraints()
    word.together("a", "b")
    word.apart("b", "a")
    assert word.forbids(["a"], ["b"])
    word.together("b", "a")
    assert not word.forbids(["a"], ["b"])
