"""The index of live reports: what is found, how much of it, and what is forgotten."""

from __future__ import annotations

import numpy as np
import pytest

from rashomon.encoding import concepts
from rashomon.grouping import fingerprints, signals
from rashomon.grouping.candidates import LISTED, RING, Index
from rashomon.grouping.pool import Pool
from rashomon.grouping.stream import days
from rashomon.model import Report
from tests.grouping.invented import BRIDGE_EN, BRIDGE_SV, ORCHID_EN, STRIKE_EN, STRIKE_ES, report


class Newsroom:
    """A pool with its index."""

    def __init__(self) -> None:
        self.pool = Pool(concepts.shipped())
        self.index = Index(self.pool)

    def take(self, *reports: Report) -> list[int]:
        slots = [
            self.pool.put(
                signals.read(one),
                concepts.shipped().bag(one.text, one.language),
                fingerprints.sketch(one.text),
                one.language,
                days(one),
            )
            for one in reports
        ]
        self.pool.weigh(np.array(slots))
        self.index.enter(np.array(slots))
        return slots

    def candidates(self, slot: int, window: float | None = None) -> set[int]:
        asked, others = self.index.ask(np.array([slot]), window)
        assert set(asked.tolist()) <= {slot}
        return set(others.tolist())

    def drop(self, *slots: int) -> None:
        self.index.leave(np.array(slots))
        for slot in slots:
            self.pool.drop(slot)


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


def other(number: int) -> Report:
    """A report on something else."""
    return report(
        f"other{number}", f"Nothing new at Hallmark{number}, says Wenzel{number} today.", day="2021-03-04"
    )


def test_a_report_is_found_by_its_words_and_a_translation_by_names_and_concepts(newsroom: Newsroom) -> None:
    english, swedish, spanish, strike = newsroom.take(
        report("a", BRIDGE_EN),
        report("b", BRIDGE_SV, "sv"),
        report("c", STRIKE_ES, "es"),
        report("d", STRIKE_EN),
    )
    newsroom.take(*map(other, range(200)))
    assert swedish in newsroom.candidates(english)
    assert spanish in newsroom.candidates(strike)
    assert english not in newsroom.candidates(english)


def test_asking_for_many_gives_what_asking_for_each_gives(newsroom: Newsroom) -> None:
    texts = (BRIDGE_EN, BRIDGE_SV, STRIKE_EN, ORCHID_EN)
    slots = newsroom.take(*(report(f"r{at}", texts[at % 4] + f" Room {at}") for at in range(600)))
    asked, others = newsroom.index.ask(np.array(slots), None)
    for slot in slots[::50]:
        assert set(others[asked == slot].tolist()) == newsroom.candidates(slot)


def test_however_many_are_alive_few_are_proposed_and_the_latest_are_among_them(newsroom: Newsroom) -> None:
    many = newsroom.take(*(report(f"r{at}", BRIDGE_EN) for at in range(2 * max(LISTED, RING))))
    found = newsroom.candidates(many[-1])
    assert 0 < len(found) <= 44
    assert found <= set(many[-RING:])


def test_who_left_is_never_proposed_again_even_where_the_slot_is_used_again(newsroom: Newsroom) -> None:
    first, middle, last = newsroom.take(*(report(name, BRIDGE_EN) for name in "abc"))
    newsroom.drop(middle)
    assert newsroom.candidates(last) == {first}
    newsroom.drop(last)
    again = newsroom.take(report("d", ORCHID_EN))
    assert again == [last]
    assert newsroom.candidates(first) == set()
    newsroom.drop(first, *again)
    (alone,) = newsroom.take(report("e", BRIDGE_EN))
    assert newsroom.candidates(alone) == set()


def test_reports_too_far_apart_in_time_are_not_proposed(newsroom: Newsroom) -> None:
    early, late, undated = newsroom.take(
        report("a", BRIDGE_EN, day="2021-03-04"),
        report("b", BRIDGE_EN, day="2021-05-04"),
        report("c", BRIDGE_EN),
    )
    assert newsroom.candidates(late, 14.0) == {undated}
    assert newsroom.candidates(late, 100.0) == {early, undated}
    assert newsroom.candidates(undated, 14.0) == {early, late}
