"""What leaves the house is read by others: annotations, references, briefings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Report, Synopsis
from rashomon.telling.annotations import CONTEXT, collection
from rashomon.telling.briefing import briefing
from rashomon.telling.references import bibtex, ris


@pytest.fixture(scope="module")
def reports(example_synopses: list[Synopsis]) -> list[Report]:
    return [report for synopsis in example_synopses for report in synopsis.story.reports]


def test_every_annotation_leads_to_its_words(reports: list[Report]) -> None:
    for report in reports:
        made = collection(report)
        assert made["@context"] == CONTEXT
        assert made["total"] == len(made["first"]["items"]) > 0
        for item in made["first"]["items"]:
            position, words = item["target"]["selector"]
            assert report.text[position["start"] : position["end"]] == words["exact"]
        ids = [item["id"] for item in made["first"]["items"]]
        assert len(set(ids)) == len(ids)


def test_references_hold_title_outlet_and_day(reports: list[Report]) -> None:
    records = ris(reports).split("ER  - \r\n")
    assert len(records) == len(reports) + 1
    for report, record in zip(reports, records, strict=False):
        fields = dict(line.split("  - ", 1) for line in record.split("\r\n") if line)
        assert fields["TY"] == "NEWS"
        assert fields["TI"] == report.title
        assert fields.get("T2", "") == (report.outlet or "")
    assert bibtex(reports).count("@misc{") == len(reports)


@given(st.text(max_size=60))
def test_hostile_titles_break_no_record(title: str) -> None:
    report = Report("a", "a.txt", "Text", "en", title)
    lines = ris([report]).split("\r\n")
    assert all(line[2:6] == "  - " for line in lines if line)
    entry = bibtex([report]).replace("\\{", "").replace("\\}", "")
    assert entry.count("{") == entry.count("}")


def test_a_briefing_shows_where_each_line_was_read(example_synopses: list[Synopsis]) -> None:
    for synopsis in example_synopses:
        text = briefing(synopsis)
        assert text.startswith("# ")
        for statement in synopsis.statements:
            for version in statement.versions:
                assert f"{version.span.start}–{version.span.end})" in text


def test_a_briefing_escapes_what_markdown_would_act_on(example_synopses: list[Synopsis]) -> None:
    first = example_synopses[0]
    hostile = replace(first, story=replace(first.story, headline="<b>*[x](javascript:alert(1))*</b>"))
    assert briefing(hostile).startswith("# \\<b\\>\\*\\[x\\]\\(javascript")
