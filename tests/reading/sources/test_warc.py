"""Web archives: whatever happens to the archive or to the run, no page of it is lost and none comes twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import reading_warc
from rashomon.cli import main
from rashomon.reading import read_paths

PAGES = 6


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return reading_warc.write(tmp_path / "pages.warc", PAGES)


def test_every_page_is_a_report(archive: Path) -> None:
    reading = read_paths([str(archive)])
    assert len(reading) == PAGES
    assert not reading.problems
    texts = reading_warc.texts()[:PAGES]
    assert {report.outlet for report in reading} == {text.outlet.title() for text in texts}
    assert all(report.published for report in reading)
    assert all(any(text.paragraphs[-1][-20:] in report.text for text in texts) for report in reading)


@pytest.mark.parametrize("damaged", [0, 2, PAGES - 2])
def test_what_stands_behind_a_damage_is_read(archive: Path, damaged: int) -> None:
    records = list(reading_warc.records(PAGES))
    records[damaged] = records[damaged].replace(b"Content-Length: ", b"Content-Length: x", 1)
    archive.write_bytes(b"".join(records))
    reading = read_paths([str(archive)])
    assert len(reading) >= PAGES - 1
    assert any("is damaged" in problem.reason and not problem.note for problem in reading.problems)


def test_noise_between_records_is_named_and_costs_no_page(archive: Path) -> None:
    records = list(reading_warc.records(PAGES))
    archive.write_bytes(b"".join([*records[:3], b"no record at all WARC/1.x \r\n" * 9, *records[3:]]))
    reading = read_paths([str(archive)])
    assert len(reading) == PAGES
    assert [problem.reason[:10] for problem in reading.problems][:1] == ["is damaged"]


def test_an_archive_of_nothing_but_beginnings_ends(tmp_path: Path) -> None:
    (tmp_path / "bad.warc").write_bytes(b"WARC/1.0\r\n" * 20_000)
    (tmp_path / "worse.warc").write_bytes(b"WARC/1.0\r\nContent-Length: 9\r\n\r\nWARC/1.1" * 20_000)
    reading = read_paths([str(tmp_path)])
    assert not reading.reports
    assert 2 <= len(reading.problems) <= 220


def test_the_lines_are_the_same_however_many_work(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open(archive, "ab") as stream:
        stream.writelines(reading_warc.records(PAGES * 15))
    written, said = [], []
    for jobs in ("1", "2"):
        target = tmp_path / f"{jobs}.jsonl"
        assert main(["read", str(archive), "--json", str(target), "--jobs", jobs]) == 0
        written.append(target.read_bytes())
        said.append(capsys.readouterr().err)
    assert archive.stat().st_size > 4_000_000, "smaller archives are read by one worker as a whole"
    assert written[0] == written[1]
    assert said[0] == said[1]
    assert len(written[0].splitlines()) == PAGES * 15


def test_a_run_that_is_killed_goes_on_and_loses_nothing(tmp_path: Path) -> None:
    archive = reading_warc.write(tmp_path / "many.warc", 120)
    assert reading_warc.interrupted(archive, tmp_path / "out.jsonl", kills=2) == 0
    ids = [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert len(ids) == len(set(ids)) == 120
