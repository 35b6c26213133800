"""Whatever a report comes from: valid Unicode, spans in its text, and no bad one takes others with it."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from rashomon.model import Problem
from rashomon.reading import Reading, read_paths
from rashomon.reading.arguments import expand
from rashomon.reading.options import Options
from rashomon.reading.parts import parts_of, read_part


def _read(folder: Path, *lines: Mapping[str, object] | str) -> Reading:
    path = folder / "lines.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return read_paths([str(path)])


_GOOD = [{"id": "first", "text": "The ferry was late on Monday."}, {"id": "last", "text": "Skolan stängdes."}]


@pytest.mark.parametrize("field", ["outlet", "byline", "url", "source", "title", "id", "language", "text"])
def test_half_a_character_anywhere_is_named_and_harms_nobody_else(tmp_path: Path, field: str) -> None:
    bad = {"id": "bad", "text": "The school was shut.", field: "x \ud83d y"}
    reading = _read(tmp_path, _GOOD[0], bad, _GOOD[1])
    assert {"first", "last"} <= {report.id for report in reading}
    assert any("half a character" in problem.reason for problem in reading.problems) or field == "language"
    for report in reading:
        for words in (report.id, report.source, report.text, report.title, report.outlet, report.byline):
            (words or "").encode("utf-8")


@pytest.mark.parametrize(
    "blocks",
    [
        [{"kind": [], "span": [0, 5]}],
        [{"kind": "body", "span": [0, 1e999]}],
        [{"kind": "body", "span": "all"}],
        [{"kind": {"a": 1}, "span": [0, 20]}],
        ["body"],
        [{"span": [0, 20]}],
    ],
)
def test_blocks_that_are_none_are_named(tmp_path: Path, blocks: object) -> None:
    reading = _read(
        tmp_path, _GOOD[0], {"id": "bad", "text": "The school was shut.", "blocks": blocks}, _GOOD[1]
    )
    assert [report.id for report in reading] == ["first", "last"]
    assert [problem.reason for problem in reading.problems] == [
        "line 2: has blocks that are none (kind, span, reason)"
    ]


@pytest.mark.parametrize(
    "published",
    [
        {"start": "2019-02-17", "end": "2018-01-01", "precision": "day"},
        {"start": "2019-02-17", "end": "2019-02-19", "precision": "day"},
        {"start": "2019-02-01", "end": "2019-03-31", "precision": "month"},
        {"start": "2019-01-01", "end": "2021-12-31", "precision": "year"},
        {"start": "2019-02-17", "end": "2019-02-17", "precision": "day", "span": [0, 10**9], "text": "2019"},
    ],
)
def test_a_date_that_contradicts_itself_is_said_and_what_is_written_reads_back(
    tmp_path: Path, published: dict[str, object]
) -> None:
    from rashomon.telling.json import report_line

    reading = _read(tmp_path, {"id": "a", "text": "The ferry was late.", "published": published})
    assert reading.problems
    again = _read(tmp_path, report_line(reading[0]))
    assert (again[0].published, again.problems) == (reading[0].published, ())


def test_one_id_for_two_reports_is_two_reports_whatever_the_order(tmp_path: Path) -> None:
    text = "Mosten stängdes i måndags."
    lines = [
        {"id": "a", "text": text, "title": title, "outlet": outlet} for title, outlet in ("OX", "TY", "DZ")
    ]
    lines.append(lines[0])
    one, other = _read(tmp_path, *lines), _read(tmp_path, *reversed(lines))
    assert len(one) == 3
    assert one.reports == other.reports


def test_a_name_that_is_not_utf8_is_written_out(tmp_path: Path) -> None:
    try:
        with open(os.path.join(os.fsencode(tmp_path), b"b\xe5t.txt"), "w", encoding="utf-8") as stream:
            stream.write("The ferry was late on Monday.")
    except OSError:
        pytest.skip("this file system takes no such name")
    reading = read_paths([str(tmp_path)])
    assert [report.source for report in reading] == ["b\\xe5t.txt"]


def test_a_glob_does_not_go_round_in_links(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "report.txt").write_text("The ferry was late on Monday.", encoding="utf-8")
    (folder / ".hidden.txt").write_text("Not asked for.", encoding="utf-8")
    for name in ("up", "again"):
        (folder / name).symlink_to(tmp_path, target_is_directory=True)
    reading = read_paths([str(tmp_path / "**" / "*.txt")])
    assert [report.source for report in reading] == ["a/b/report.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_pipes_are_read_where_somebody_writes_and_named_where_nobody_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rashomon.reading.reader._PATIENCE", 0.2)
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "nobody wrote" in read_paths([str(pipe)]).problems[0].reason
    monkeypatch.setattr("rashomon.reading.reader._PATIENCE", 20)
    writer = threading.Thread(
        target=lambda: pipe.write_text("The ferry was late on Monday.", encoding="utf-8")
    )
    writer.start()
    reading = read_paths([str(pipe)])
    writer.join()
    assert len(reading) == 1
    assert read_paths([str(tmp_path / "*.txt")]).problems[0].reason == "is not a regular file"


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_the_parts_of_a_file_together_are_the_file(tmp_path: Path, end: str) -> None:
    path = tmp_path / "lines.jsonl"
    lines = [
        json.dumps({"id": f"r{n}", "text": f"Report {n} says: " + "Twelve houses burned. " * 90})
        for n in range(99)
    ]
    lines[40] = "not json"
    lines[70] = ""
    path.write_bytes("\n".join(lines).encode() + end.encode())
    (source,), _ = expand([str(path)])
    whole = read_paths([str(path)])
    parts = list(parts_of(source) or ())
    assert len(parts) > 3
    assert sum(part.size for part in parts) == path.stat().st_size
    for cut in (parts, [piece for part in parts for piece in part.pieces()]):
        items = [item for part in cut for item in read_part(part, None, Options())]
        assert {x.id for x in items if not isinstance(x, Problem)} == {report.id for report in whole}
        assert {x for x in items if isinstance(x, Problem)} == set(whole.problems)
