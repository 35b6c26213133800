"""Sources are looked at when they are due, late rather than never, and a bad one stops no other."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

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
    assert jobs.claim(library, "one", "look") is not None
    assert jobs.claim(opened(), "other", "look") is None
    clock.now += jobs.CLAIM + timedelta(seconds=1)
    assert jobs.claim(opened(), "other", "look") is not None


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


def test_a_job_that_goes_on_failing_is_done_later_and_later(opened: Opened, clock: Clock) -> None:
    library = opened()
    jobs.schedule(library, "call", "somebody", clock())
    waits = []
    for _ in range(40):
        job = jobs.claim(library, "one", "call")
        assert job is not None
        jobs.put_off(library, job, "no answer", timedelta(minutes=1))
        due = datetime.fromisoformat(library.database.all("SELECT due FROM job")[0]["due"])
        waits.append(due - clock())
        clock.now = due
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits[-1] == jobs.LONGEST


def test_a_worker_of_this_machine_that_was_killed_is_not_waited_for(opened: Opened) -> None:
    watch(opened(), "folder", kind="folder", every_minutes=10)
    library = opened()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert jobs.claim(library, f"{socket.gethostname()}:{gone.pid}", "look") is not None
    assert jobs.claim(library, "other", "look") is not None
    assert jobs.claim(library, "third", "look") is None


def test_of_what_was_done_the_last_is_kept(opened: Opened, clock: Clock) -> None:
    library = opened()
    watch(library, "folder", kind="folder", every_minutes=10)
    for _ in range(5):
        looked(library, {"folder": NEWS[:1]})
        clock.forward(minutes=10)
    assert library.database.all("SELECT count(*) AS n FROM job")[0]["n"] == 2
