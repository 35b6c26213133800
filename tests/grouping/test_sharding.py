"""Shards: who meets whom, and how one set of stories is made of what they found."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.grouping.sharding import Shard, Sharding, grouped, joined
from rashomon.model import Moment, Report

A, B, C = Shard(0, 0), Shard(0, 1), Shard(1, 0)

TEXTS = {
    "en": "The ferry Solveig ran aground off Sandvær on Monday with 212 passengers aboard, and the "
    "coast guard rescued everyone. The captain, Vera Lund, said that the engine had failed.",
    "sv": "Färjan Solveig gick på grund utanför Sandvær i måndags med 212 passagerare ombord, och "
    "kustbevakningen räddade alla före kvällen. Kaptenen, Vera Lund, sade att maskinen hade stannat.",
    "de": "Die Fähre Solveig lief am Montag vor Sandvær mit 212 Passagieren auf Grund, und die "
    "Küstenwache rettete alle vor dem Abend. Die Kapitänin, Vera Lund, sagte, die Maschine sei ausgefallen.",
}


def report(name: str, language: str, day: str = "2026-05-11") -> Report:
    moment = Moment(None, "", day, day, "day") if day else None
    return Report(name, f"{name}.txt", TEXTS[language], language, published=moment)


def test_reports_on_one_happening_meet_in_a_shard_in_whatever_language() -> None:
    sharding = Sharding(buckets=4, overlap=2)
    held = [set(sharding.of(report(language, language))) for language in TEXTS]
    assert held[0] & held[1]
    assert held[0] & held[2]
    assert held[1] & held[2]


def test_a_report_near_the_end_of_its_days_is_in_those_before_as_well() -> None:
    sharding = Sharding(days=28, window=14, buckets=1, overlap=1)
    first, later = sharding.of(report("a", "en", "2026-05-11")), sharding.of(report("b", "en", "2026-05-24"))
    assert set(first) & set(later)
    assert not set(first) & set(sharding.of(report("c", "en", "2026-08-24")))
    assert sharding.of(report("d", "en", "")) == (Shard(-1, 0),)


def test_a_shard_gives_the_same_stories_whatever_the_order_of_its_reports() -> None:
    reports = [report(language, language) for language in TEXTS]
    assert grouped(reports, Sharding()) == grouped(reversed(reports), Sharding())
    assert grouped([], Sharding()) == []


def test_what_two_shards_found_of_one_story_is_one_story() -> None:
    members = {"a": (A,), "b": (A, B), "c": (B,), "d": (B,)}
    found: dict[Shard, list[tuple[str, ...]]] = {A: [("a", "b")], B: [("b", "c"), ("d",)]}
    assert joined(found, members) == [("a", "b", "c"), ("d",)]


def test_one_shard_that_errs_does_not_join_what_others_keep_apart() -> None:
    members = {"a": (A, B, C), "b": (A, B, C)}
    assert joined({A: [("a", "b")], B: [("a",), ("b",)], C: [("a",), ("b",)]}, members) == [("a",), ("b",)]


def test_a_link_of_two_does_not_make_one_story_of_two_large_ones() -> None:
    left, right = [f"l{n}" for n in range(5)], [f"r{n}" for n in range(5)]
    members: dict[str, tuple[Shard, ...]] = dict.fromkeys(left + right, (A, B))
    found = {A: [tuple(left), tuple(right)], B: [(*left[:4],), ("l4", "r0"), (*right[1:],)]}
    stories = joined(found, members)
    assert not any({"l0", "r1"} <= set(story) for story in stories)
    assert tuple(left[:4]) in stories


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"),
        st.dictionaries(st.sampled_from([A, B, C]), st.integers(0, 2), min_size=1),
        min_size=1,
    )
)
def test_every_report_is_in_exactly_one_story(placed: dict[str, dict[Shard, int]]) -> None:
    found: defaultdict[Shard, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, homes in placed.items():
        for shard, story in homes.items():
            found[shard][story].append(name)
    stories = joined(
        {shard: [tuple(story) for story in stories.values()] for shard, stories in found.items()},
        {name: tuple(homes) for name, homes in placed.items()},
    )
    assert sorted(name for story in stories for name in story) == sorted(placed)
