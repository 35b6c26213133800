"""The commands as a contract: every verb, its exit status, and what it says of what it cannot read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from rashomon.cli import main
from rashomon.telling.json import schema
from tests.conftest import EXAMPLES

REPORTS = EXAMPLES / "reports"


def _lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_read_writes_a_report_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(REPORTS)]) == 0
    reports = _lines(capsys.readouterr().out)
    assert len(reports) == len(list(REPORTS.glob("*.txt")))
    for report in reports:
        jsonschema.validate(report, schema("report"))


def test_mark_writes_the_marks_and_each_is_the_words_it_spans(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["mark", str(REPORTS / "harbour-gazette.en.txt")]) == 0
    (report,) = _lines(capsys.readouterr().out)
    text = report["text"]
    marks = report["marks"]
    assert isinstance(text, str)
    assert isinstance(marks, dict)
    assert marks.pop("named_by") == "rules"
    assert set(marks) == {"quotations", "figures", "moments", "names"}
    for kind in marks.values():
        assert kind
        for mark in kind:
            start, end = mark["span"]
            assert text[start:end] == mark["text"]


def test_group_puts_every_report_in_exactly_one_story(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["group", str(REPORTS), "--explain"]) == 0
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema("stories"))
    ids = [i for story in found["stories"] for i in story["reports"]]
    assert len(ids) == len(set(ids)) == len(list(REPORTS.glob("*.txt")))


def test_a_stream_is_grouped_as_it_arrives(tmp_path: Path) -> None:
    dates = {"a": "2026-05-12", "b": "2026-05-13", "c": "2026-07-30"}
    text = "The cargo ship Aurelia Star ran aground off Sandvær and 340 tonnes of oil leaked into the sea."
    lines = "".join(
        json.dumps({"id": name, "text": f"{text} Report {name} has it from the board.", "published": day})
        + "\n"
        for name, day in dates.items()
    )
    run = subprocess.run(
        [sys.executable, "-m", "rashomon", "group", "-"],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(run.stdout)
    jsonschema.validate(found, schema("stories"))
    assert [story["reports"] for story in found["stories"]] == [["a", "b"], ["c"]]


def test_an_unknown_language_label_stops_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text(
        '{"text": "Twelve houses burned in Orla on Monday.", "language": "tlh"}\n', encoding="utf-8"
    )
    for verb in ("mark", "group", "compare"):
        assert main([verb, str(path)]) == 0
        assert json.loads(capsys.readouterr().out)


def test_compare_writes_synopsis_page_and_tables(tmp_path: Path) -> None:
    target = tmp_path / "synopsis.json"
    page = tmp_path / "page.html"
    tables = tmp_path / "tables"
    asked = ["compare", str(REPORTS), "--json", str(target), "--html", str(page), "--csv", str(tables)]
    assert main(asked) == 0
    found = json.loads(target.read_text(encoding="utf-8"))
    jsonschema.validate(found, schema("synopsis"))
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert list(tables.glob("*.csv"))


def test_the_order_of_the_files_changes_nothing(tmp_path: Path) -> None:
    names = [str(path) for path in sorted(REPORTS.glob("*.txt"))]
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    assert main(["compare", *names, "--json", str(one)]) == 0
    assert main(["compare", *reversed(names), "--json", str(other)]) == 0
    assert one.read_bytes() == other.read_bytes()


def _bad(folder: Path) -> dict[str, Path]:
    """Sources nobody can read as a report, by what is wrong with them."""
    made = {
        "empty": b"",
        "binary": bytes(range(256)) * 64,
        "latin1": "Försvaret säger att älgen är död på ön i går.".encode("latin-1") * 9,
        "utf16": ("A report about a happening. " * 9).encode("utf-16-le"),
        "endless": b"word " * 400_000,
    }
    paths = {}
    for name, content in made.items():
        paths[name] = folder / f"{name}.txt"
        paths[name].write_bytes(content)
    huge = folder / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    paths["huge"] = huge
    paths["missing"] = folder / "missing.txt"
    paths["folder"] = folder / "empty-folder"
    paths["folder"].mkdir()
    return paths


@pytest.mark.parametrize(
    "wrong", ["empty", "binary", "latin1", "utf16", "endless", "huge", "missing", "folder"]
)
def test_bad_input_is_named_with_its_reason_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    path = _bad(tmp_path)[wrong]
    good = REPORTS / "harbour-gazette.en.txt"
    assert main(["read", str(path), str(good)]) != 0
    told = capsys.readouterr()
    assert len(_lines(told.out)) == 1
    complaint = next(line for line in told.err.splitlines() if path.name in line)
    assert len(complaint.split(path.name, 1)[1].strip(": ")) >= 8


@pytest.mark.parametrize("verb", ["read", "mark", "group", "compare"])
def test_bad_lines_are_named_and_no_good_line_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    lines = [
        '{"id": "a", "text": "Four people died in Hallmar on Tuesday, police said."}',
        '{"text": "Six people',
        '{"title": "no text"}',
        '["neither"]',
        '{"id": "b", "text": "Six people died in Hallmar on Tuesday.", "published": "the day before"}',
    ]
    path = tmp_path / "lines.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert main([verb, str(path)]) == 1
    told = capsys.readouterr()
    assert [f"line {number}:" in told.err for number in range(1, 6)] == [False, True, True, True, True]
    assert "the day before" in told.err
    assert '"a"' in told.out
    assert '"b"' in told.out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "good.txt").write_text("Four people died in Hallmar on Tuesday.", encoding="utf-8")
    assert main(["read", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert len(_lines(told.out)) == 1
    assert "pipe.txt: is not a regular file" in told.err


def test_markup_in_a_report_is_shown_and_never_run(tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_text(
        "A title with <script>alert(1)</script>\n\nThe mayor said: "
        '"<img src=x onerror=alert(2)> is what I wrote down." It cost 40 euros, she said.\n',
        encoding="utf-8",
    )
    page = tmp_path / "page.html"
    assert main(["compare", str(tmp_path / "hostile.txt"), "--html", str(page)]) == 0
    html = page.read_text(encoding="utf-8")
    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_help_answers_at_once() -> None:
    """Under 0.3 seconds (the best of five, so that a busy machine does not decide)."""
    best = 9.0
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "rashomon", "--help"], check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    assert best < 0.3


def test_a_wrong_command_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["digest"])
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err
