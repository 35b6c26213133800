"""The floors of the benchmarks: every one is of a program that is there, and what does not hold is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import __main__ as measure
from benchmarks import floors
from tests.conftest import ROOT


def test_every_program_with_floors_is_there() -> None:
    for name in floors.programs():
        assert (ROOT / "benchmarks" / f"{name}.py").is_file(), name


def test_every_limit_is_of_a_number_that_has_one() -> None:
    for name in floors.programs():
        for measured in floors._file()["limits"].get(name, ()):
            assert measured in floors.floors(name), (name, measured)
    assert set(floors._file()["limits"]) <= set(floors.programs())


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    invented = {"limits": {"toy": ["growth"]}, "toy": {"right": 0.9, "growth": 1.5}}
    monkeypatch.setattr(floors, "_file", lambda: invented)


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize(
    ("reached", "status", "said"),
    [
        ({"right": 0.9, "growth": 1.5}, 0, ""),
        ({"right": 0.89951, "growth": 1.0}, 0, ""),
        ({"right": 0.89, "growth": 1.0}, 1, "below its floor: right 0.890, 0.9"),
        ({"right": 1.0, "growth": 1.6}, 1, "above its limit: growth 1.600, 1.5"),
        ({"right": 1.0}, 0, "not measured: growth"),
        ({"right": 1.0, "growth": 1.0, "extra": 0.0}, 0, ""),
    ],
)
def test_a_number_is_judged_by_its_floor_or_limit(
    capsys: pytest.CaptureFixture[str], reached: dict[str, float], status: int, said: str
) -> None:
    assert floors.judge("toy", reached) == status
    assert said in capsys.readouterr().out


@pytest.mark.usefixtures("invented")
def test_one_table_has_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "reached.json"
    monkeypatch.setenv(floors.ASKED, str(target))
    floors.judge("toy", {"right": 0.5})
    done = measure.Run("toy", json.loads(target.read_text(encoding="utf-8")), 1.0, "below its floor")
    shown = measure.table([done], markdown=False).splitlines()
    assert [line.split() for line in shown[1:]] == [
        ["toy", "right", "0.500", "0.9", "DOES", "NOT", "HOLD"],
        ["toy", "growth", "1.5", "not", "measured"],
    ]
    assert measure.table([done], markdown=True).splitlines()[1] == "| --- | --- | --- | --- | --- |"


def test_numbers_of_another_version_stand_beside_and_what_fell_is_said() -> None:
    name, floor = next(iter(floors.floors("moments_krauts").items()))
    done = measure.Run("moments_krauts", {name: floor + 0.001}, 1.0, "")
    fell = measure.table([done], markdown=False, before={"moments_krauts": {name: floor + 0.01}})
    held = measure.table([done], markdown=False, before={"moments_krauts": {name: floor + 0.002}})
    assert "WORSE" in fell.splitlines()[1]
    assert f"{floor + 0.01:.3f}" in fell.splitlines()[1]
    assert "WORSE" not in held
