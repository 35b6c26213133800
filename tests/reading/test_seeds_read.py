"""The five real reports: every line is what a reader would say it is (told by its place in the file)."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.model import Report
from rashomon.reading import read_paths

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five real reports are not here")

#: Kinds of the lines that are not body, by their number among the lines that hold anything.
KINDS = {
    "000": {3: "heading", 6: "heading"},
    "001": {0: "title", 1: "deck", 2: "caption", 3: "furniture"},
    "002": {0: "title", 1: "deck", 2: "byline", 3: "repeat", 12: "repeat", 13: "repeat", 18: "heading"}
    | {24: "heading", 32: "repeat", 35: "furniture"},
    "003": {8: "embed"},
    "004": dict.fromkeys([0, 1, 2, 5, 6, 25], "furniture") | {3: "title", 4: "repeat", 7: "byline"},
}
PUBLISHED = {"000": "2019-02-01", "003": "2019-02-01"}
LANGUAGES = {"000": "sv", "001": "en", "002": "en", "003": "da", "004": "en"}


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    reading = read_paths([str(SEEDS)])
    assert not reading.problems
    return {report.source[:3]: report for report in reading.reports}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_line_is_what_it_is(reports: dict[str, Report], name: str) -> None:
    report = reports[name]
    header = 1 if name in PUBLISHED else 0
    assert all(block.kind == "furniture" for block in report.blocks[:header])
    kinds = {
        number: block.kind for number, block in enumerate(report.blocks[header:]) if block.kind != "body"
    }
    lines = [line for line in report.text.split("\n") if line.strip()]
    assert len(lines) == len(report.blocks) - header
    assert kinds == KINDS[name]


def test_languages_titles_and_dates(reports: dict[str, Report]) -> None:
    assert {name: report.language for name, report in reports.items()} == LANGUAGES
    assert all(report.title and report.title in report.text for report in reports.values())
    stated = {name: report.published.start for name, report in reports.items() if report.published}
    assert stated == PUBLISHED
