"""The verbs over a cluster: the same bytes as from one process, and what becomes of killed workers."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.cli import main
from rashomon.cluster import ClusterError, connect, in_order
from rashomon.running import Job

dask = pytest.importorskip("dask", reason="Dask is not installed (extra rashomon[dask])")
distributed = pytest.importorskip("distributed", reason="Dask is not installed (extra rashomon[dask])")

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    # A task is given up after it ended two workers, which start for seconds: usually it takes four.
    with dask.config.set({"distributed.scheduler.allowed-failures": 1}), distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as started:
        yield started


def _tested(task: int) -> int:
    if task == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * task


def _slow(task: Path) -> int:
    (task / str(os.getpid())).touch()
    time.sleep(0.2)
    return os.getpid()


def _failed(task: Any, reason: str) -> Any:
    return f"{task}: {reason}"


def _cut(task: list[int]) -> list[list[int]] | None:
    return [[each] for each in task] if len(task) > 1 else None


def _all(task: list[int]) -> list[Any]:
    return [_tested(each) for each in task]


def _lost(task: list[int], reason: str) -> list[Any]:
    return [_failed(each, reason) for each in task]


def _together(results: list[list[Any]]) -> list[Any]:
    return [each for result in results for each in result]


@pytest.mark.timeout(120)
def test_marks_from_two_workers_are_the_same_bytes_as_from_one_process(cluster: Any, tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    assert main(["mark", str(EXAMPLES), "--json", str(one)]) == 0
    asked = ["mark", str(EXAMPLES), "--json", str(other), "--cluster", cluster.scheduler_address]
    assert main(asked) == 0
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.timeout(120)
def test_a_worker_killed_in_the_middle_costs_nothing(cluster: Any, tmp_path: Path) -> None:
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        results = in_order(Job(_slow, _failed), [tmp_path] * 24, client)
        found = [next(results)]
        os.kill(found[0], signal.SIGKILL)
        found.extend(results)
    assert len(found) == 24
    assert all(isinstance(each, int) for each in found)
    assert len(list(tmp_path.iterdir())) >= 2


@pytest.mark.timeout(300)
def test_what_ends_every_worker_is_named_and_the_rest_is_done(cluster: Any) -> None:
    job = Job(_all, _lost, split=_cut, joined=_together)
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        found = list(in_order(job, [[1, 2], [12, 13], [14]], client))
    assert found == [[2, 4], [24, "13: ended every process that worked on it"], [28]]


def _greedy(task: int) -> int:
    """Takes more and more memory for one task; little for any other."""
    held = []
    for _ in range(400 if task == 13 else 0):
        held.append(bytearray(os.urandom(1_000) * 8_000))
        time.sleep(0.02)
    return task + len(held)


@pytest.mark.timeout(300)
def test_what_takes_all_memory_of_a_worker_is_named_and_the_rest_is_done() -> None:
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}), distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, memory_limit="600MB", dashboard_address=None, silence_logs=50
    ) as small, distributed.Client(small.scheduler_address, set_as_default=False) as client:
        found = list(in_order(Job(_greedy, _failed), [11, 12, 13, 14], client))
    assert found == [11, 12, "13: ended every process that worked on it", 14]


@pytest.mark.timeout(120)
def test_stories_of_shards_over_a_cluster_are_those_of_one_process(cluster: Any, tmp_path: Path) -> None:
    def stories(*more: str) -> list[list[str]]:
        target = tmp_path / "stories.json"
        assert main(["group", str(EXAMPLES), "--json", str(target), *more]) == 0
        return sorted(sorted(story["reports"]) for story in json.loads(target.read_text())["stories"])

    whole = stories()
    assert stories("--shards", str(tmp_path / "a")) == whole
    assert stories("--shards", str(tmp_path / "b"), "--cluster", cluster.scheduler_address) == whole


def test_two_reports_that_ask_for_one_id_are_both_grouped_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "The pier at Harran burned down on Friday, the fire service said. Nobody was hurt in the fire."
    lines = [
        json.dumps({"id": "1", "text": words, "outlet": outlet, "published": "2026-05-08"})
        for words, outlet in ((text, "Post"), (f"{text} It was built in 1911.", "Herald"), (text, "Post"))
    ]
    source = tmp_path / "reports.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    assert main(["group", str(source), "--shards", str(tmp_path / "shards")]) == 0
    told = capsys.readouterr()
    grouped = [name for story in json.loads(told.out)["stories"] for name in story["reports"]]
    assert len(grouped) == 2
    assert "1" in grouped
    assert "is given for several reports" in told.err


def test_a_folder_that_holds_something_is_not_taken_for_shards(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["group", str(EXAMPLES), "--shards", str(tmp_path)]) == 2
    assert "not empty" in capsys.readouterr().err


@pytest.mark.timeout(120)
def test_a_cluster_that_goes_away_is_said_and_a_run_can_be_gone_on_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.jsonl"
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as gone:
        client = connect(gone.scheduler_address)
        results = in_order(Job(_slow, _failed), [tmp_path] * 8, client)
        next(results)
        address = gone.scheduler_address
        client.cancel([])
    with pytest.raises(ClusterError):
        list(results)
    client.close()
    assert main(["mark", str(EXAMPLES), "--json", str(target), "--cluster", address]) == 1
    assert "no cluster answers" in capsys.readouterr().err
    assert main(["mark", str(EXAMPLES), "--json", str(target), "--resume"]) == 0
