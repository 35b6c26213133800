"""Marks that come in with a report: kept as they are, or named with what is wrong with them."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.marking import mark
from rashomon.model import Problem, Report
from rashomon.reading.given_marks import read_marks
from rashomon.reading.options import Options
from rashomon.reading.sources.objects import read_lines
from rashomon.telling.json import report_line

TEXT = "Borgmester Ida Krogh sagde: »Havnen er lukket i dag.« 14 både blev liggende, oplyste hun mandag."


def _name(words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"span": [start, start + len(words)], "text": words, "kind": "person", "entity": "1", **more}


def _figure(**more: Any) -> dict[str, Any]:
    start = TEXT.index("14 både")
    given = {
        "span": [start, start + 7],
        "text": "14 både",
        "low": 14,
        "high": 14,
        "unit": "",
        "dimension": "count",
    }
    return given | more


def _quotation(words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"span": [start, start + len(words)], "text": words, "kind": "direct", **more}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"names": [_name("Ida Krogh", span=[11, 400])]},
            "marks.names[0].span 11..400 does not fit the text",
        ),
        ({"names": [_name("Ida Krogh", span=[0, 9])]}, "marks.names[0].span 0..9 does not cover its text"),
        ({"names": [_name("Ida Krogh", span=[9, 3])]}, "marks.names[0].span 9..3 does not fit"),
        ({"names": [_name("Ida Krogh", span="11")]}, 'marks.names[0].span is "11", not a list'),
        ({"names": [_name("Ida Krogh", span=[4, 4], text="")]}, "marks.names[0].span is empty"),
        ({"names": [_name("Ida Krogh", kind="ship")]}, 'marks.names[0].kind is "ship", not one of person'),
        ({"names": [{"span": [0, 10]}]}, "marks.names[0].text is missing"),
        (
            {"names": [_name("Ida Krogh"), _name("Krogh")]},
            "marks.names[1].span 15..20 overlaps marks.names[0]",
        ),
        ({"names": "Ida Krogh"}, "marks.names is not a list"),
        ({"names": [7]}, "marks.names[0] is not an object"),
        ({"weather": []}, "marks.weather is not a kind of mark"),
        ([], "marks is not an object"),
        ({"figures": [_figure(low=20)]}, "marks.figures[0].low 20 is above high, 14"),
        ({"figures": [_figure(low="14")]}, 'marks.figures[0].low is "14", not a number'),
        ({"figures": [_figure(low=float("nan"))]}, "marks.figures[0].low is not a finite number"),
        ({"figures": [_figure(high=10**400)]}, "marks.figures[0].high is not a finite number"),
        ({"figures": [_figure(change="sideways")]}, 'marks.figures[0].change is "sideways", not one of up'),
        (
            {"moments": [{"span": None, "text": "", "start": "2024-02-31", "end": "", "precision": "day"}]},
            'marks.moments[0].start is "2024-02-31", not a date',
        ),
        (
            {"quotations": [_quotation("Havnen er lukket"), _quotation("lukket i dag.")]},
            "marks.quotations[1].span 39..52 overlaps marks.quotations[0]",
        ),
        (
            {
                "quotations": [
                    _quotation("Havnen er lukket", speaker={"span": [0, 1], "text": "X", "name": ""})
                ]
            },
            "marks.quotations[0].speaker.span 0..1 does not cover its text",
        ),
    ],
)
def test_what_does_not_fit_is_named_by_field_and_left_out(given: Any, said: str) -> None:
    found, wrong = read_marks(given, TEXT)
    assert len(wrong) == 1
    assert wrong[0].startswith(said)
    kinds = ("quotations", "figures", "moments", "names")
    assert sum(len(getattr(found, kind)) for kind in kinds) == (1 if "overlaps" in said else 0)


def test_a_quotation_may_stand_inside_another() -> None:
    marks = {"quotations": [_quotation("lukket"), _quotation("Havnen er lukket i dag.")]}
    found, wrong = read_marks(marks, TEXT)
    assert not wrong
    assert [each.text for each in found.quotations] == ["Havnen er lukket i dag.", "lukket"]


def test_many_wrong_marks_are_counted_not_all_said() -> None:
    found, wrong = read_marks({"names": [{}] * 5_000}, TEXT)
    assert found.names == ()
    assert wrong[-1] == "4992 more of its marks do not fit"
    assert len(wrong) == 9


def _read(line: dict[str, Any]) -> tuple[list[Report], list[str]]:
    items = list(read_lines(BytesIO(json.dumps(line).encode()), "desk.jsonl", Options()))
    reports = [item for item in items if isinstance(item, Report)]
    return reports, [f"{item.source}: {item.reason}" for item in items if isinstance(item, Problem)]


def test_a_bad_mark_is_named_with_its_source_and_the_others_are_kept() -> None:
    line: dict[str, Any] = {"id": "k1", "text": TEXT, "language": "da"}
    line |= {"marks": {"names": [_name("Ida Krogh"), _name("Ida Krogh", kind="ship")]}}
    reports, said = _read(line)
    assert [each.text for each in reports[0].marks.names] == ["Ida Krogh"]
    assert len(said) == 1
    assert said[0].startswith("desk.jsonl: line 1: marks.names[1].kind is")


def test_none_found_is_not_the_same_as_none_given() -> None:
    given = {"id": "k1", "text": TEXT, "language": "da", "marks": {"quotations": [], "figures": []}}
    (report,), said = _read(given)
    assert not said
    assert report.marks.has("quotations")
    assert not report.marks.has("names")
    marked = mark(report).marks
    assert not marked.quotations
    assert not marked.figures
    assert marked.names
    assert marked.moments


def test_marking_twice_changes_nothing() -> None:
    once = mark(Report("k1", "k1", TEXT, "da"))
    assert once.marks.quotations
    assert mark(once) == once


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mayor Ida Krogh said: “The harbour is closed.” 14 boats lay still, she said on Monday."),
        ("de", "Bürgermeisterin Ida Krogh sagte: „Der Hafen ist zu.“ 14 Boote lagen still, teilte sie mit."),
        ("sv", "”Hamnen är stängd”, sade borgmästaren Ida Krogh. 14 båtar låg stilla på måndagen."),
        ("ja", "イダ市長は「港は閉鎖された」と述べた。14隻が残った。"),
    ],
)
def test_what_mark_writes_reads_back_the_same(language: str, text: str) -> None:
    marked = mark(Report("k1", "k1", text, language))
    items = list(read_lines(BytesIO(report_line(marked, True).encode()), "desk.jsonl", Options()))
    assert [item.marks for item in items if isinstance(item, Report)] == [marked.marks]
    assert len(items) == 1


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "span",
                    "text",
                    "kind",
                    "names",
                    "figures",
                    "moments",
                    "quotations",
                    "speaker",
                    "parts",
                    "low",
                    "start",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_VALUES)
def test_nothing_given_as_marks_stops_the_run(value: Any) -> None:
    found, wrong = read_marks(value, TEXT)
    assert found.searched or wrong or value == {} or (isinstance(value, dict) and not any(value.values()))
