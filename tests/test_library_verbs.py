"""The verbs over a library, as they are typed."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from rashomon.cli import main

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("verbs") / "library.db"
    assert main(["add", str(path), str(EXAMPLES), "--json", str(path.with_suffix(".json"))]) == 0
    return path


def answer(capsys: pytest.CaptureFixture[str], *command: str) -> Any:
    assert main([*command]) == 0
    return json.loads(capsys.readouterr().out)


def test_adding_says_what_came_of_it(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = json.loads(filled.with_suffix(".json").read_text())
    assert (first["new"], first["library"]["report"], first["library"]["story"]) == (14, 14, 2)
    again = answer(capsys, "add", str(filled), str(EXAMPLES))
    assert (again["new"], again["known"], again["stories_changed"]) == (0, 14, [])


def test_what_cannot_be_read_is_named_and_the_rest_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.txt").write_text("The bridge at Tarrow was closed on Monday.")
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["add", str(tmp_path / "l.db"), str(tmp_path / "good.txt"), str(tmp_path / "bad.png")]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["new"] == 1
    assert "bad.png" in err


def test_stories_are_listed_and_shown(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stories = answer(capsys, "stories", str(filled))["stories"]
    assert [story["reports"] for story in stories] == [2, 12]
    shown = answer(capsys, "show", str(filled), stories[0]["id"])
    assert shown["format"] == "rashomon.synopsis/1"
    assert shown["stories"][0]["id"] == stories[0]["id"]
    report = answer(capsys, "show", str(filled), shown["stories"][0]["reports"][0]["id"])
    assert report["marks"]["quotations"]
    assert main(["show", str(filled), "nothing"]) == 1


def test_a_search_finds_and_is_kept(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "search", str(filled), "oil", "language:en", "--save", "oil")
    assert found["found"] == len(found["reports"]) >= 1
    assert main(["search", str(filled), "speeker:x"]) == 2


def test_decisions_come_from_a_file_and_go_into_one(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, theirs = tmp_path / "mine.toml", tmp_path / "theirs.toml"
    mine.write_text('[[decision]]\nkind = "other_story"\nreports = ["a", "b"]\n')
    assert main(["decide", str(filled), str(mine), "--who", "Ada", "--toml", str(theirs)]) == 0
    assert "no report a is in the library" in capsys.readouterr().err
    assert 'who = "Ada"' in theirs.read_text()
    [held] = answer(capsys, "decide", str(filled))["decisions"]
    assert answer(capsys, "decide", str(filled), "--undo", str(held["number"]))["decisions"] == []
    assert main(["decide", str(filled), "--undo", "99"]) == 2
    mine.write_text('[[decision]]\nkind = "nonsense"\n')
    assert main(["decide", str(filled), str(mine)]) == 2
    assert "nonsense" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "annotations", "ris", "bibtex", "markdown"])
def test_a_library_is_exported(filled: Path, tmp_path: Path, form: str) -> None:
    assert main(["export", str(filled), str(tmp_path / form), "--format", form]) == 0
    assert list((tmp_path / form).iterdir())
    if form == "csv":
        with (tmp_path / form / "reports.csv").open(encoding="utf-8-sig", newline="") as sheet:
            assert len(list(csv.DictReader(sheet))) == 14


def test_a_folder_is_watched_and_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library, folder = tmp_path / "l.db", tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("The bridge at Tarrow was closed on Monday.")
    assert main(["watch", str(library), str(folder), "--every", "5", "--once"]) == 0
    [source] = answer(capsys, "watch", str(library), "--list")["sources"]
    assert (source["reports"], source["every_minutes"], source["failures"]) == (1, 5, 0)
    assert main(["watch", str(library), str(folder), "--remove"]) == 0


@pytest.mark.parametrize("command", [["stories"], ["search", "x"], ["show", "x"], ["decide"]])
def test_a_library_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main([command[0], str(tmp_path / "none.db"), *command[1:]]) == 2
    assert "no library" in capsys.readouterr().err


def test_a_desk_for_others_needs_accounts(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(filled), "--host", "0.0.0.0"]) == 2
    assert "needs accounts" in capsys.readouterr().err
