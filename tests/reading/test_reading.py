"""Reading sources: every way to name them, every bad one named with its reason, the same in any order."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Problem, Report
from rashomon.reading import iter_reports, read_paths

STORM = "The harbour was closed on Monday after the storm had broken two of its piers in the night.\n"
FLOOD = "Fishermen waited for hours at the gate, and nobody could tell them when it would open again.\n"


def stdin(raw: bytes) -> io.BytesIO:
    return io.BytesIO(raw)


def reasons(problems: tuple[Problem, ...]) -> dict[str, str]:
    return {problem.source: problem.reason for problem in problems}


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n\t", "is empty"),
        ("mark.txt", b"\xef\xbb\xbf", "is empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "is an image"),
        ("latin.txt", "Vågorna slår över pirarna i hamnen, säger han.".encode("latin-1"), "Latin-1"),
        ("wide-le.txt", STORM.encode("utf-16-le"), "is UTF-16LE, not UTF-8"),
        ("wide-be.txt", STORM.encode("utf-16-be"), "is UTF-16BE, not UTF-8"),
        ("endless.txt", b"word " * 100_000, "has a line of"),
        ("marks.txt", b"e" + "\u0301".encode() * 5_000, "combining marks"),
        ("page.html", b"<html><nav>x</nav></html>", "has no text of a report"),
        ("archive.warc", b"WARC/1.0\r\n", "is a web archive"),
        ("feed.xml", b"<rss></rss>", "is a feed"),
        ("broken.json", b'{"text": "x"', "is not JSON"),
        ("list.json", b"[]", "is an empty list"),
        ("number.json", b"12", "is not a report"),
        ("bare.json", b'{"title": "x"}', "has no text"),
        ("deep.json", b"[" * 100_000, "nested too deeply"),
        ("half.json", b'{"text": "a \\ud800 b"}', "half a character"),
        ("huge.json", b'{"text": ' + b"9" * 5_000 + b"}", "is not JSON"),
    ],
)
def test_a_bad_source_is_named_and_the_rest_is_read(
    tmp_path: Path, name: str, raw: bytes, reason: str
) -> None:
    (tmp_path / "good.txt").write_text(STORM)
    (tmp_path / name).write_bytes(raw)
    reading = read_paths([str(tmp_path)])
    assert [report.source for report in reading.reports] == ["good.txt"]
    assert reason in reasons(reading.problems)[name]


def test_a_file_of_50_mb_is_refused_without_reading_it(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(50_000_000)
        file.write(STORM.encode() * 100)
    tracemalloc.start()
    reading = read_paths([str(large)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "50.0 MB" in reasons(reading.problems)["large.txt"]
    assert peak < 5_000_000


def test_missing_paths_empty_folders_and_far_addresses(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / ".hidden.txt").write_text(STORM)
    (tmp_path / "a.txt").write_text(STORM)
    missing, folder, pattern = (str(tmp_path / name) for name in ("missing", "folder", "*.nothing"))
    far = "https://example.org/a.html"
    reading = read_paths([missing, folder, pattern, far, str(tmp_path / "a.txt")])
    assert reasons(reading.problems) == {
        missing: "does not exist",
        folder: "is a folder without reports",
        pattern: "matches no file",
        far: "is not on this machine: only files and file:// URLs are read",
    }
    assert len(reading.reports) == 1


def test_no_source_is_read_twice_however_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    file = tmp_path / "sub" / "a b.txt"
    file.write_text(STORM)
    ways = [
        str(file),
        str(tmp_path),
        str(tmp_path / "sub" / "*.txt"),
        file.as_uri(),
        str(tmp_path / "**/*.txt"),
    ]
    for ways_given in (ways, ways[::-1]):
        reading = read_paths(ways_given)
        assert [report.source for report in reading.reports] == ["a b.txt"]
        assert not reading.problems


def test_ids_do_not_depend_on_where_the_files_are(tmp_path: Path) -> None:
    ids = []
    for place in ("one", "two/three"):
        folder = tmp_path / place
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(STORM)
        ids.append([(report.id, report.source) for report in read_paths([str(folder)]).reports])
    assert ids[0] == ids[1]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for place in ("north", "south"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.txt").write_text(STORM)
    reading = read_paths([str(tmp_path / place / "a.txt") for place in ("south", "north")])
    assert [report.source for report in reading.reports] == ["north/a.txt", "south/a.txt"]
    assert len({report.id for report in reading.reports}) == 2


def test_the_order_of_the_arguments_changes_nothing(tmp_path: Path) -> None:
    paths = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_text(STORM if number % 3 else FLOOD)
        paths.append(str(path))
    lines = [{"id": str(number % 4), "text": f"{STORM} {number % 5}"} for number in range(20)]
    expected = None
    for seed in range(4):
        random.Random(seed).shuffle(paths)
        random.Random(seed).shuffle(lines)
        raw = "\n".join(map(json.dumps, lines)).encode()
        reading = read_paths([*paths, "-"], stdin=stdin(raw))
        assert expected in (None, reading)
        expected = reading
    assert expected is not None
    assert len({report.id for report in expected.reports}) == len(expected.reports) == 16
    assert sum(len(report.revisions) for report in expected.reports) == 16


def test_the_same_id_twice(tmp_path: Path) -> None:
    lines = [{"id": "a", "text": STORM}, {"id": "a", "text": FLOOD}, {"id": "a", "text": STORM}]
    raw = "\n".join(map(json.dumps, lines)).encode()
    ids = {report.id: report.text for report in read_paths(["-"], stdin=stdin(raw)).reports}
    assert len(ids) == 2
    assert set(ids.values()) == {STORM, FLOOD}
    assert "a" in ids
    streamed = [item.id for item in iter_reports(["-"], stdin=stdin(raw)) if isinstance(item, Report)]
    assert streamed[0] == "a"
    assert len(streamed) == 2


def test_plain_text_is_decoded_composed_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffDe\u0301ja\u0300  vu.\r\nEncore.\rFin \u2028 vraie.\n".encode())
    (report,) = read_paths([str(path)]).reports
    assert report.text == "Déjà  vu.\nEncore.\nFin \u2028 vraie.\n"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=200).filter(lambda text: text.strip()))
def test_text_of_json_is_kept_character_for_character(text: str) -> None:
    raw = json.dumps({"text": text, "id": "1"}).encode()
    (report,) = read_paths(["-"], stdin=stdin(raw)).reports
    assert report.text == text
    assert "".join(block.span.of(text) for block in report.blocks) == text


def test_standard_input_is_text_or_json(tmp_path: Path) -> None:
    (report,) = read_paths(["-"], stdin=stdin(STORM.encode())).reports
    assert (report.source, report.text) == ("standard input", STORM)
    pretty = json.dumps([{"text": STORM}, {"text": FLOOD}], indent=2).encode()
    assert len(read_paths(["-"], stdin=stdin(pretty)).reports) == 2
    one = json.dumps({"text": STORM, "outlet": "Harbour Post"}, indent=2).encode()
    assert read_paths(["-"], stdin=stdin(one)).reports[0].outlet == "Harbour Post"
    assert reasons(read_paths(["-"], stdin=stdin(b"")).problems) == {"standard input": "is empty"}


def test_a_bad_line_does_not_stop_a_stream() -> None:
    raw = b'{"text": "one two three"}\nnonsense\n\n{"title": "x"}\n[1]\n{"text": "four five six"}\n'
    items = list(iter_reports(["-"], stdin=stdin(raw)))
    assert [type(item).__name__ for item in items] == ["Report", "Problem", "Problem", "Problem", "Report"]
    assert [item.reason.split(":")[0] for item in items if isinstance(item, Problem)] == [
        "line 2", "line 4", "line 5",
    ]  # fmt: skip


def test_a_stream_is_read_as_it_comes_in_constant_memory() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, into: Any) -> int:
            line = json.dumps({"id": str(self.given), "text": f"{STORM} {self.given}"}).encode() + b"\n"
            into[: len(line)] = line
            self.given += 1
            return len(line)

    source = Endless()
    stream = iter_reports(["-"], stdin=io.BufferedReader(source))
    assert [next(stream).source for _ in range(50)] == ["standard input"] * 50
    assert source.given < 200
    tracemalloc.start()
    for _ in range(200):
        next(stream)
    middle = tracemalloc.get_traced_memory()[0]
    for _ in range(400):
        next(stream)
    grown = tracemalloc.get_traced_memory()[0] - middle
    tracemalloc.stop()
    assert grown < 600_000


def test_compressed_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": STORM}).encode() + b"\n"))
    assert len(read_paths([str(path)]).reports) == 1
    path.write_bytes(path.read_bytes()[:-12])
    assert "cannot be read" in reasons(read_paths([str(path)]).problems)["a.jsonl.gz"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORM)
    path.chmod(0)
    assert "Permission denied" in reasons(read_paths([str(path)]).problems)["a.txt"]


@pytest.mark.parametrize(
    "item",
    [
        {"id": "1", "url": "https://example.org/1", "title": "Storm", "text": STORM, "language": "en",
         "published": "2019-02-17", "outlet": "Post"},
        {"maintext": STORM, "title": "Storm", "date_publish": "2019-02-17 00:00:00", "source_domain": "Post",
         "url": "https://example.org/1", "language": "en", "authors": ["Jane Doe"]},
        {"text": STORM, "title": "Storm", "date": "2019-02-17", "sitename": "Post", "hostname": "example.org",
         "source": "https://example.org/1", "author": "Jane Doe", "language": "en", "raw_text": "no"},
        {"uri": "https://example.org/1", "headline": "Storm", "body_text": STORM, "language": "en-US",
         "versioncreated": "2019-02-17T10:00:00+01:00", "byline": "Jane Doe", "publisher": {"name": "Post"}},
    ],
)  # fmt: skip
def test_fields_of_other_tools(item: dict[str, object]) -> None:
    (report,) = read_paths(["-"], stdin=stdin(json.dumps(item).encode())).reports
    assert (report.title, report.outlet, report.text) == ("Storm", "Post", STORM)
    assert report.source == "https://example.org/1"
    assert report.language.split("-")[0] == "en"
    assert report.published is not None
    assert report.published.start.startswith("2019-02-17")
    assert report.published.stated


def test_blocks_that_come_with_a_report_are_kept_where_they_tile_it() -> None:
    given = [{"kind": "title", "span": [0, 5], "reason": ""}, {"kind": "body", "span": [5, len(STORM)]}]
    for blocks, kinds in ((given, ["title", "body"]), (given[:1], ["body"]), ("nonsense", ["body"])):
        raw = json.dumps({"text": STORM, "blocks": blocks}).encode()
        (report,) = read_paths(["-"], stdin=stdin(raw)).reports
        assert [block.kind for block in report.blocks] == kinds


def test_a_text_of_a_million_lines_costs_what_a_long_one_does(tmp_path: Path) -> None:
    letters = "a\n" * 1_000_000
    (tmp_path / "letters.txt").write_text(f"Storm closes the harbour\n\n{letters}© 2026 Harbour Post\n")
    (report,) = read_paths([str(tmp_path)]).reports
    assert report.title == "Storm closes the harbour"
    assert "".join(block.span.of(report.text) for block in report.blocks) == report.text
    assert report.blocks[-1].kind == "furniture"
    assert len(report.blocks) < 20_000
