"""What leaves the house is read by others: annotations, references, briefings."""

from __future__ import annotations

import io
import json
import re
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Moment, Report, Story, Synopsis
from rashomon.reading import read_paths
from rashomon.telling import exports, ninjs
from rashomon.telling.annotations import CONTEXT, collection
from rashomon.telling.briefing import briefing
from rashomon.telling.exports import FORMATS, export
from rashomon.telling.references import bibtex, ris
from tests.telling.happening import ENGLISH, FALLEN_BRIDGE, HOSTILE, REPORTS


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


def _one(form: str, name: str) -> Any:
    return dict(export([FALLEN_BRIDGE], form))[name]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_stories_are_the_same_files_and_hostile_ids_name_none(form: str) -> None:
    pytest.importorskip({"parquet": "pyarrow", "docx": "docx"}.get(form, "json"))
    hostile = replace(FALLEN_BRIDGE, story=replace(FALLEN_BRIDGE.story, id="../../etc/passwd\x00"))
    made = export([hostile], form)
    assert made == export([hostile], form)
    assert made
    assert all(re.fullmatch(r"[\w-]+\.\w+", name) for name, _ in made)


@pytest.mark.parametrize("form", FORMATS)
def test_no_story_is_a_set_of_files_too(form: str) -> None:
    pytest.importorskip({"parquet": "pyarrow", "docx": "docx"}.get(form, "json"))
    export([], form)


def test_a_form_that_needs_an_extra_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    def needy(_: object) -> exports.Files:
        raise ModuleNotFoundError("docx")

    monkeypatch.setitem(exports.FORMATS, "docx", needy)
    with pytest.raises(exports.MissingError, match=r"rashomon\[formats\]"):
        export([FALLEN_BRIDGE], "docx")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_pandas_reads_every_table_without_a_warning_and_joins_them(form: str) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed (rashomon[benchmarks])")
    pytest.importorskip("pyarrow")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = {
            name.split(".")[0]: pandas.read_csv(io.BytesIO(content.encode("utf-8")), encoding="utf-8-sig")
            if isinstance(content, str) else pandas.read_parquet(io.BytesIO(content))
            for name, content in export([FALLEN_BRIDGE], form)
        }  # fmt: skip
        said = read["statements"].merge(
            read["reports"], on=["story", "report"], suffixes=("", "_of_report"), validate="many_to_one"
        )
        told = said.merge(read["stories"], on="story", suffixes=("", "_of_story"), validate="many_to_one")
    assert len(told) == len(read["statements"]) == 8
    for row in told.itertuples():
        assert row.text_of_report[row.start : row.end] == row.text
    assert set(told["headline"]) == {FALLEN_BRIDGE.story.headline}
    assert told.loc[told["outlet"] == "Velmbladet", "published_from"].tolist() == ["2024-05-03"]


def test_parquet_has_types_and_words_as_they_stand() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    figures = parquet.read_table(io.BytesIO(_one("parquet", "figures.parquet")))
    assert str(figures.schema.field("low").type) == "double"
    assert str(figures.schema.field("low_excluded").type) == "bool"
    assert figures.schema.field("low").metadata[b"about"].startswith(b"lower bound")
    formula = replace(FALLEN_BRIDGE.statements[0], speaker="=SUM(A1)")
    written = dict(export([replace(FALLEN_BRIDGE, statements=(formula,))], "parquet"))
    content = written["statements.parquet"]
    assert isinstance(content, bytes)
    table = parquet.read_table(io.BytesIO(content))
    assert set(table["speaker"].to_pylist()) == {"=SUM(A1)"}


#: What ninjs 3.0 asks of the properties that are written here, in our own words after the specification
#: (https://iptc.org/std/ninjs/): no other property, an absolute URI, instants with a zone.
_ITEM = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {
        "uri": {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:[^ ]+$"},
        "type": {"const": "text"},
        "standard": {"type": "object", "required": ["name", "version", "schema"]},
        "language": {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$"},
        "versionCreated": {
            "type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
        },
        "by": {"type": "string"}, "edNote": {"type": "string"},
        **{
            name: {"type": "array", "items": {
                "type": "object", "additionalProperties": False,
                "required": ["value"] if "value" in fields else ["name"],
                "properties": {field: {"type": ["string", "integer"]} for field in fields},
            }}
            for name, fields in {
                "headlines": ("role", "contentType", "value"),
                "bodies": ("role", "contentType", "charCount", "wordCount", "value"),
                "people": ("name", "rel"), "organisations": ("name", "rel"), "places": ("name", "rel"),
                "infoSources": ("name", "role"), "altIds": ("role", "value"),
            }.items()
        },
    },
}  # fmt: skip


def test_ninjs_is_what_the_specification_asks_and_reads_as_the_same_report(tmp_path: Path) -> None:
    for name, content in export([FALLEN_BRIDGE], "ninjs"):
        assert isinstance(content, str)
        jsonschema.validate(json.loads(content), _ITEM)
        (tmp_path / name).write_text(content, encoding="utf-8")
    read = read_paths([str(tmp_path)]).reports
    assert {report.text for report in read} == {report.text for report in REPORTS}
    given = {report.text: report for report in REPORTS}
    for report in read:
        assert report.title == given[report.text].title
        assert report.language == given[report.text].language


def test_ninjs_invents_no_instant_where_a_day_is_known() -> None:
    at = "2024-05-03T14:30+02:00"
    report = Report("a", "https://a.example/1", "It fell.", published=Moment(None, "", at, at, "minute"))
    made = ninjs.item(report)
    assert (made["uri"], made["versionCreated"]) == ("https://a.example/1", "2024-05-03T14:30:00+02:00")
    day = ninjs.item(REPORTS[0])
    assert "versionCreated" not in day
    assert day["edNote"] == "Published 2024-05-03"


def test_a_feed_reader_reads_the_stories() -> None:
    hostile = Report("h", "https://a.example/?a=1&b=<2>", "x", outlet='Blare " <b> & \x00 Co')
    story = Story("h/1", "A\x0b <b>bold</b> & headline", "en", "2024-05-05", "2024-05-05", (hostile,))
    told = Synopsis(story)
    read = feedparser.parse(str(dict(export([FALLEN_BRIDGE, told], "atom"))["stories.atom"]))
    assert not read.bozo
    assert read.version == "atom10"
    assert [entry.id for entry in read.entries] == ["urn:rashomon:story:h%2F1", "urn:rashomon:story:velm"]
    assert read.entries[0].links[0].href == "https://a.example/?a=1&b=<2>"
    assert read.entries[1].updated == "2024-05-04T00:00:00Z"
    assert "2 disagreements; people hurt; area searched" in read.entries[1].summary


def test_word_reads_the_briefing() -> None:
    docx = pytest.importorskip("docx")
    content = _one("docx", "velm.docx")
    assert isinstance(content, bytes)
    made = docx.Document(io.BytesIO(content))
    words = [paragraph.text for paragraph in made.paragraphs]
    assert words[0] == FALLEN_BRIDGE.story.headline
    start = ENGLISH.index("The bridge was tested")
    assert any(f"(The Orla Courier, {start}–" in line for line in words)
    assert [run.font.rtl for paragraph in made.paragraphs for run in paragraph.runs].count(True) == 1
    assert {item.date_time[0] for item in zipfile.ZipFile(io.BytesIO(content)).infolist()} == {1980}
    broken = replace(FALLEN_BRIDGE, story=replace(FALLEN_BRIDGE.story, headline=f"a\x00\x0b{HOSTILE}"))
    assert export([broken], "docx")


#: What the model of the Web Annotation Data Model asks (W3C Recommendation, 3.1 to 4.2 and 5).
_ANNOTATION = {
    "type": "object",
    "required": ["@context", "id", "type", "target"],
    "properties": {
        "@context": {"const": CONTEXT},
        "id": {"type": "string", "pattern": "^[a-z]+:[^ ]+$"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["describing", "identifying", "tagging"]},
        "body": {"type": "array", "items": {
            "required": ["type", "value"], "properties": {"type": {"const": "TextualBody"}},
        }},
        "target": {
            "required": ["source", "selector"],
            "properties": {"selector": {"prefixItems": [
                {"required": ["type", "start", "end"], "properties": {
                    "type": {"const": "TextPositionSelector"},
                    "start": {"type": "integer", "minimum": 0}, "end": {"type": "integer", "minimum": 0},
                }},
                {"required": ["type", "exact"], "properties": {"type": {"const": "TextQuoteSelector"}}},
            ]}},
        },
    },
}  # fmt: skip


def test_annotations_are_what_the_data_model_asks() -> None:
    for report in REPORTS:
        made = collection(report)
        assert made["type"] == "AnnotationCollection"
        assert made["first"]["type"] == "AnnotationPage"
        for item in made["first"]["items"]:
            jsonschema.validate(item, _ANNOTATION)


def test_reference_managers_read_the_references() -> None:
    rispy = pytest.importorskip("rispy", reason="rispy is not installed (rashomon[dev])")
    bibtexparser = pytest.importorskip("bibtexparser", reason="bibtexparser is not installed (rashomon[dev])")
    strange = replace(REPORTS[0], id="x", title="50 % {of} $10 & #1_a ~ ^ \\ “quoted”", outlet="A & B")
    records = rispy.loads(ris([*REPORTS, strange]))
    assert [one["title"] for one in records] == [one.title for one in (*REPORTS, strange)]
    assert [one.get("secondary_title") for one in records] == [one.outlet for one in (*REPORTS, strange)]
    library = bibtexparser.parse_string(bibtex([*REPORTS, strange]))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [*(report.id for report in REPORTS), "x"]
    assert [entry["title"] for entry in library.entries][:5] == [report.title for report in REPORTS]
