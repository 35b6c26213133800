"""Outputs: whole or as they were; nothing that is read is written over."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon import outputs
from rashomon.cli import main
from rashomon.outputs import RefusedError
from rashomon.resuming import ResumableFile


def _cut_off() -> Iterator[str]:
    yield "first"
    raise ValueError("half way")


def test_what_stood_there_is_left_where_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("yesterday", encoding="utf-8")
    with pytest.raises(ValueError, match="half way"):
        outputs.write(_cut_off(), str(target))
    assert target.read_text(encoding="utf-8") == "yesterday"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_keeps_its_rights_and_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "kept.json", tmp_path / "link.json"
    target.write_text("", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    outputs.write(["{}"], str(link))
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "{}\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.parametrize("way", ["itself", "another name", "a link", "a hard link"])
def test_an_output_that_is_a_source_is_refused(tmp_path: Path, way: str) -> None:
    source = tmp_path / "report.txt"
    source.write_text("A report.", encoding="utf-8")
    target = {
        "itself": source,
        "another name": tmp_path / "." / "folder" / ".." / "report.txt",
        "a link": tmp_path / "link.txt",
        "a hard link": tmp_path / "hard.txt",
    }[way]
    (tmp_path / "folder").mkdir()
    if way == "a link":
        target.symlink_to(source)
    if way == "a hard link":
        os.link(source, target)
    with pytest.raises(RefusedError):
        outputs.check([str(target)], [str(source)])


def test_two_outputs_are_two_files(tmp_path: Path) -> None:
    same = str(tmp_path / "new.json")
    with pytest.raises(RefusedError):
        outputs.check([same, str(tmp_path / "." / "new.json")], [])
    outputs.check([same, str(tmp_path / "other.json"), None, "-"], [])


def _write(
    target: Path, tasks: list[list[str]], *, resume: bool = False, stop_after: int | None = None
) -> None:
    with ResumableFile(str(target), "key", resume=resume) as output:
        for number, lines in enumerate(tasks[output.state.tasks :], output.state.tasks):
            if number == stop_after:
                raise KeyboardInterrupt
            output.write(lines, 0)


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    tasks = [["a", "b"], [], ["c"], ["d", "e"]]
    for stop in range(4):
        target = tmp_path / f"{stop}.jsonl"
        with pytest.raises(KeyboardInterrupt):
            _write(target, tasks, stop_after=stop)
        assert not target.exists()
        with Path(f"{target}.part").open("ab") as part:
            part.write(b"half a li")
        _write(target, tasks, resume=True)
        assert target.read_text(encoding="utf-8") == "a\nb\nc\nd\ne\n"
    assert not list(tmp_path.glob("*.part*"))


def test_another_command_does_not_go_on_with_it(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        _write(target, [["a"], ["b"]], stop_after=1)
    with pytest.raises(RefusedError, match="other sources"), ResumableFile(str(target), "other", resume=True):
        pass


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    target = str(tmp_path / "out.jsonl")
    with ResumableFile(target, "key", resume=False) as first:
        first.write(["a"], 0)
        with pytest.raises(RefusedError, match="another run"), ResumableFile(target, "key", resume=False):
            pass


def test_a_resumed_run_writes_what_a_whole_run_does(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    lines = [
        {"id": f"r{number % 150}", "text": f"Report {number}: {number} houses burned in Orla on Monday, " * 9}
        for number in range(300)
    ]
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    whole, stopped = tmp_path / "whole.jsonl", tmp_path / "stopped.jsonl"
    assert main(["read", str(source), "--json", str(whole)]) == 0
    state = json.loads(_state_after(source, stopped, 2))
    assert 0 < state["reports"] < 300
    assert main(["read", str(source), "--json", str(stopped), "--resume"]) == 0
    assert stopped.read_bytes() == whole.read_bytes()
    assert len({json.loads(line)["id"] for line in whole.read_text(encoding="utf-8").splitlines()}) == 300


def _state_after(source: Path, target: Path, tasks: int) -> str:
    """Stop a run after so many tasks, as Ctrl-C does; the state it leaves."""
    written = 0
    original = ResumableFile.write

    def stopping(self: ResumableFile, lines: list[str], problems: int) -> None:
        nonlocal written
        if written == tasks:
            raise KeyboardInterrupt
        written += 1
        original(self, lines, problems)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ResumableFile, "write", stopping)
        assert main(["read", str(source), "--json", str(target)]) == 130
    return Path(f"{target}.part.state").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", ["read", "mark", "group", "compare"])
def test_a_file_in_a_folder_that_is_not_there_is_refused_before_anything_is_read(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("The weir was opened on Friday.", encoding="utf-8")
    target = tmp_path / "no" / "such.json"
    assert main([verb, str(tmp_path / "a.txt"), "--json", str(target)]) == 2
    assert f"{target}: its folder does not exist; make it first" in capsys.readouterr().err
