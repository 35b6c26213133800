"""Work over processes: the same results in the same order, whatever dies on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.running import Job, in_order


def _work(task: str) -> str:
    for part in task.split("+"):
        if part == "slow":
            time.sleep(0.3)
        if part == "raises":
            raise ValueError("no such thing")
        if part == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
    return task.upper()


def _failed(task: str, reason: str) -> str:
    return f"{task}: {reason}"


def _split(task: str) -> list[str] | None:
    return task.split("+")


_JOB = Job(_work, _failed, split=_split, joined="+".join)


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    tasks = ["slow", *map(str, range(40)), "slow", "end"]
    assert list(in_order(_JOB, tasks, jobs)) == [task.upper() for task in tasks]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_costs_its_own_task_and_is_named(jobs: int) -> None:
    before, failed, after = in_order(_JOB, ["before", "raises", "after"], jobs)
    assert (before, after) == ("BEFORE", "AFTER")
    assert failed.startswith("raises: ")
    assert "ValueError: no such thing" in failed


@pytest.mark.parametrize("jobs", [1, 2])
def test_of_a_task_that_can_be_cut_only_the_part_that_fails_is_lost(jobs: int) -> None:
    (found,) = in_order(_JOB, ["a+raises+b"], jobs)
    assert found.startswith("A+raises: ")
    assert found.endswith("+B")


def test_a_task_that_ends_its_process_is_named_and_the_rest_goes_on() -> None:
    tasks = ["a", "dies", "b+dies+c", *map(str, range(20))]
    found = list(in_order(_JOB, tasks, 2))
    assert found[0] == "A"
    assert found[1].startswith("dies: ended the process that worked on it")
    assert found[2].startswith("B+dies: ended the process")
    assert found[2].endswith("+C")
    assert found[3:] == tasks[3:]


def _dies_once(task: str) -> str:
    if task == "killed" and not os.path.exists(os.environ["ONCE"]):
        with open(os.environ["ONCE"], "w") as made:
            made.write("")
        os.kill(os.getpid(), signal.SIGKILL)
    return task.upper()


def test_a_worker_killed_from_outside_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONCE", str(tmp_path_factory.mktemp("once") / "made"))
    tasks = ["a", "killed", "b", "c"]
    assert list(in_order(Job(_dies_once, _failed), tasks, 2)) == ["A", "KILLED", "B", "C"]


def test_no_more_is_taken_than_can_be_worked_on() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "task"

    results = in_order(_JOB, endless(), 2)
    for _ in range(10):
        next(results)
    results.close()
    assert taken < 10 + 2 * 10


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of file sizes there")
def test_a_disk_that_fills_up_in_the_middle_is_said_and_the_run_is_gone_on_with(tmp_path: Path) -> None:
    import resource

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000))

    source, whole, target = tmp_path / "in.jsonl", tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    text = "The ferry was late on Monday, said Vera Lund, and 212 passengers waited in the rain at the quay. "
    lines = [json.dumps({"id": f"r{n}", "language": "en", "text": f"{n}: {text * 9}"}) for n in range(120)]
    source.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "rashomon", "read", str(source), "--json"]
    done = subprocess.run(
        [*command, str(target)], preexec_fn=small, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "too large" in done.stderr or "No space" in done.stderr
    assert not target.exists()
    subprocess.run([*command, str(target), "--resume"], capture_output=True, check=True)
    subprocess.run([*command, str(whole)], capture_output=True, check=True)
    assert target.read_bytes() == whole.read_bytes()
