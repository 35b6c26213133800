"""Sources are looked at when they are due, late rather than never, and a bad one stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta

import pytest

from rashomon.library import Library, jobs
from rashomon.library.watching import run_due, sources, unwatch, watch
from rashomon.model import Problem, Report
from tests.library.conftest import Clock
from tests.library.test_adding import NEWS

Opened = Callable[[], Library]


Given = Mapping[str, Sequence[Report | Problem]]


def reader(given: Given) -> Callable[[str], Iterable[Report | Problem]]:
    def read(location: str) -> Iterable[Report | Problem]:
        if location not in given:
            raise OSError(f"{location} does not answer")
        return given[location]

    return read


def looked(library: Library, given: Given) -> list[tuple[str, int]]:
    return [(location, found.new) for location, found in run_due(library, reader(given))]


def test_a_source_is_looked_at_by_its_interval(opened: Opened, clock: Clock) -> None:
    library = opened()
    watch(library, "folder", kind="folder", every_minutes=10)
    assert looked(library, {"folder": [NEWS[0]]}) == [("folder", 1)]
    assert looked(library, {"folder": [NEWS[1]]}) == []
    clock.forward(minutes=9)
    assert looked(library, {"folder": [NEWS[1]]}) == []
    clock.forward(minutes=1)
    assert looked(library, {"folder": [NEWS[0], NEWS[1]]}) == [("folder", 1)]


def test_a_missed_run_is_run_late_and_once(opened: Opened, clock: Clock) -> None:
    watch(opened(), "folder", kind="folder", every_minutes=10)
    looked(opened(), {"folder": []})
    clock.forward(days=3)
    library = opened()
    assert looked(library, {"folder": NEWS[:2]}) == [("folder", 2)]
    assert looked(library, {"folder": NEWS}) == []


def test_a_source_that_fails_is_named_and_the_others_are_looked_at(opened: Opened, clock: Clock) -> None:
    library = opened()
    for location in ("a", "broken", "z"):
        watch(library, location, kind="feed", every_minutes=60)
    assert sorted(looked(library, {"a": [NEWS[0]], "z": [NEWS[1]]})) == [("a", 1), ("broken", 0), ("z", 1)]
    health = {row["location"]: row for row in sources(library)}
    assert health["broken"]["failures"] == 1
    assert health["broken"]["result"] == "broken does not answer"
    assert health["broken"]["last_success"] is None
    assert health["a"]["last_success"] == health["a"]["last_run"]
    clock.forward(minutes=5)
    assert looked(library, {"broken": [NEWS[2]]}) == [("broken", 1)]
    assert {row["location"]: row["failures"] for row in sources(library)}["broken"] == 0


def test_a_worker_that_died_leaves_its_source_to_another(opened: Opened, clock: Clock) -> None:
    library = opened()
    watch(library, "folder", kind="folder", every_minutes=10)
    assert jobs.claim(library, "one") is not None
    assert jobs.claim(opened(), "other") is None
    clock.now += jobs.CLAIM + timedelta(seconds=1)
    assert jobs.claim(opened(), "other") is not None


def test_a_clock_that_goes_back_doubles_nothing(opened: Opened, clock: Clock) -> None:
    library = opened()
    watch(library, "folder", kind="folder", every_minutes=10)
    looked(library, {"folder": NEWS[:1]})
    clock.forward(days=-1)
    assert looked(library, {"folder": NEWS[:1]}) == []
    clock.forward(days=1, minutes=10)
    assert looked(library, {"folder": NEWS[:1]}) == [("folder", 0)]
    assert library.size()["report"] == 1


def test_a_source_that_is_watched_no_longer_rests(opened: Opened, clock: Clock) -> None:
    library = opened()
    watch(library, "folder", kind="folder", every_minutes=10)
    unwatch(library, "folder")
    assert looked(library, {"folder": NEWS}) == []
    with pytest.raises(KeyError):
        unwatch(library, "nowhere")
    with pytest.raises(ValueError, match="at least one"):
        watch(library, "folder", kind="folder", every_minutes=0)


def test_a_job_that_goes_on_failing_is_given_up(opened: Opened, clock: Clock) -> None:
    library = opened()
    jobs.schedule(library, "call", "somebody", clock())
    for _ in range(jobs.TRIES):
        job = jobs.claim(library, "one")
        assert job is not None
        jobs.put_off(library, job, "no answer", timedelta(minutes=1))
        clock.forward(days=1)
    assert jobs.claim(library, "one") is None
    assert library.database.all("SELECT result FROM job")[0]["result"] == "given up: no answer"
