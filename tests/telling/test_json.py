"""JSON: held to the shipped schemas, to the text, and to itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rashomon.model import (
    Block,
    Cue,
    Figure,
    MarkKind,
    Marks,
    Moment,
    Name,
    Quotation,
    Report,
    Span,
    Speaker,
    Synopsis,
)
from rashomon.telling import json as telling
from rashomon.telling.parse import report_from_json, synopsis_from_json
from tests.telling.happening import FALLEN_BRIDGE, REPORTS
from training.schemas import schemas


def _valid(name: str, value: Any) -> None:
    Draft202012Validator(telling.schema(name)).validate(value)


@pytest.mark.parametrize("name", ["report", "stories", "synopsis"])
def test_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(telling.schema(name))


def test_the_shipped_schemas_are_what_the_model_declares() -> None:
    """Where this fails: ``python -m training.schemas``."""
    for name, made in schemas().items():
        assert telling.schema(name) == made, name


def test_there_is_no_schema_of_another_name() -> None:
    with pytest.raises(FileNotFoundError):
        telling.schema("weather")


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: str(report.id))
@pytest.mark.parametrize("marks", [False, True])
def test_a_report_line_holds_to_its_schema(report: Report, marks: bool) -> None:
    line = telling.report_line(report, marks)
    assert "\n" not in line
    written = json.loads(line)
    _valid("report", written)
    assert ("marks" in written) is marks


def test_stories_hold_to_their_schema_and_name_every_report_once() -> None:
    written = telling.stories([FALLEN_BRIDGE.story])
    _valid("stories", written)
    assert "evidence" not in written["stories"][0]
    explained = telling.stories([FALLEN_BRIDGE.story], explain=True)
    _valid("stories", explained)
    assert explained["stories"][0]["evidence"][0] == "all name Velm"
    assert written["stories"][0]["reports"] == [report.id for report in REPORTS]


def test_a_synopsis_holds_to_its_schema() -> None:
    written = telling.synopsis([FALLEN_BRIDGE])
    _valid("synopsis", written)
    assert written["format"] == "rashomon.synopsis/1"
    assert json.loads(telling.dump(written)) == written


def test_a_speaker_left_open_has_no_name() -> None:
    statement = telling.synopsis([FALLEN_BRIDGE])["stories"][0]["statements"][1]
    assert statement["speaker"] == {"name": None, "entity": ""}


def _spans(value: Any, report: str | None = None) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """Everything with a span and a text, with the report it lies in."""
    if isinstance(value, dict):
        report = value.get("report", report)
        if "span" in value and "text" in value and value["span"]:
            yield report, value
        for inner in value.values():
            yield from _spans(inner, report)
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner, report)


def test_every_span_of_a_synopsis_covers_its_text() -> None:
    story = telling.synopsis([FALLEN_BRIDGE])["stories"][0]
    texts = {report["id"]: report["text"] for report in story["reports"]}
    found = [*_spans(story["statements"]), *_spans(story["figures"])]
    assert len(found) == 16
    for report, value in found:
        assert report is not None
        start, end = value["span"]
        assert texts[report][start:end] == value["text"]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: str(report.id))
def test_every_span_of_a_marked_report_covers_its_text(report: Report) -> None:
    written = telling.report_json(report, marks=True)
    for _, value in _spans(written["marks"]):
        start, end = value["span"]
        assert written["text"][start:end] == value["text"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(800.0, "800"), (0.5, "0.5"), (None, "null"), (float("inf"), "null"), (1e300, "1e+300"), (-3.0, "-3")],
)
def test_numbers_are_whole_where_they_can_be_and_never_infinite(value: float | None, expected: str) -> None:
    figure = Figure(Span(0, 3), "800", value, None, "", "count")
    report = Report("a", "a", "800", marks=Marks(figures=(figure,)))
    assert f'"low":{expected},' in telling.report_line(report, True)


def test_dump_refuses_what_json_cannot_hold() -> None:
    with pytest.raises(ValueError):
        telling.dump({"value": float("nan")})


# ------------------------------------------------------------------ and back again

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_WORD = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=12)
_BOUND = st.none() | st.floats(allow_nan=False, allow_infinity=False)
_DAY = st.dates().map(lambda day: day.isoformat())


@st.composite
def _marked(draw: st.DrawFn) -> Report:
    text = draw(_TEXT)
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda pair: Span(min(pair), max(pair))
    )

    def words(span: Span) -> tuple[Span, str]:
        return span, span.of(text)

    speaker = st.none() | st.builds(
        lambda span, *rest: Speaker(*words(span), *rest), place, _WORD, _WORD, st.none() | _WORD
    )
    cue = st.none() | place.map(lambda span: Cue(*words(span)))
    quotation = st.builds(
        lambda span, *rest: Quotation(*words(span), *rest),
        place, st.sampled_from(["direct", "indirect", "mixed"]), speaker, cue, st.booleans(),
        st.sampled_from(["asserted", "negated", "hypothetical", "denied"]),
        st.lists(place, max_size=2).map(tuple),
    )  # fmt: skip
    figure = st.builds(
        lambda span, *rest: Figure(*words(span), *rest),
        place, _BOUND, _BOUND, _WORD, _WORD, _WORD, _WORD, st.none() | _WORD, st.booleans(), st.booleans(),
        st.booleans(), st.none() | st.tuples(_BOUND, _BOUND, _WORD), st.none() | _WORD, st.none() | place,
        st.none() | _DAY, st.sampled_from([None, "up", "down"]), st.none() | place,
    )  # fmt: skip
    moment = st.builds(
        lambda span, *rest: Moment(*(words(span) if span is not None else (None, "")), *rest),
        st.none() | place, _DAY, _DAY, st.sampled_from(["day", "month", "year"]), st.none() | _DAY,
        st.booleans(),
    )  # fmt: skip
    name = st.builds(
        lambda span, *rest: Name(*words(span), *rest), place, st.sampled_from(["person", "place"]), _WORD
    )
    block = st.builds(Block, st.sampled_from(["title", "body", "furniture"]), place, _WORD)

    def some(kind: st.SearchStrategy[Any]) -> tuple[Any, ...]:
        return tuple(draw(st.lists(kind, max_size=2)))

    return Report(
        draw(_WORD.filter(bool)), draw(_WORD), text, draw(st.sampled_from(["en", "ar", "und"])), draw(_WORD),
        draw(st.none() | _WORD), draw(st.none() | _WORD), draw(st.none() | moment), some(block),
        Marks(some(quotation), some(figure), some(moment), some(name), frozenset(get_args(MarkKind))),
    )  # fmt: skip


@given(_marked())
def test_a_marked_report_survives_the_way_through_json(report: Report) -> None:
    line = telling.report_line(report, True)
    written = json.loads(line)
    _valid("report", written)
    again = report_from_json(written)
    assert again == report
    assert telling.report_line(again, True) == line


def test_a_report_without_marks_comes_back_without() -> None:
    report = report_from_json(json.loads(telling.report_line(REPORTS[0])))
    assert report.marks == Marks()
    assert report.text == REPORTS[0].text


def test_a_span_that_does_not_cover_its_text_is_refused() -> None:
    written = telling.report_json(REPORTS[0], marks=True)
    written["marks"]["names"][0]["text"] = "somebody else"
    with pytest.raises(ValueError, match="does not cover"):
        report_from_json(written)


def test_a_span_beyond_the_text_is_refused() -> None:
    written = telling.report_json(REPORTS[0])
    written["blocks"][0]["span"] = [0, 1_000_000]
    with pytest.raises(ValueError):
        report_from_json(written)


def test_what_made_a_mark_is_written_only_when_asked_for_and_reads_back() -> None:
    figure = Figure(Span(0, 3), "800", 800.0, 800.0, "", "count", because=("figures.digits",))
    report = Report("a", "a", "800", marks=Marks(figures=(figure,)))
    assert "because" not in telling.report_line(report, True)
    written = telling.report_json(report, marks=True, explain=True)
    _valid("report", written)
    assert written["marks"]["figures"][0]["because"] == ["figures.digits"]
    assert report_from_json(written).marks.figures[0].because == ("figures.digits",)


def test_a_synopsis_comes_back_from_its_json(example_synopses: list[Synopsis]) -> None:
    for synopsis in example_synopses:
        [written] = telling.synopsis([synopsis])["stories"]
        back = synopsis_from_json(written)
        assert telling.synopsis([back])["stories"] == [written]
        assert (back.statements, back.figures, back.names) == (
            synopsis.statements, synopsis.figures, synopsis.names
        )  # fmt: skip


def test_a_passage_of_a_report_that_is_not_there_is_named(example_synopses: list[Synopsis]) -> None:
    [written] = telling.synopsis(example_synopses[:1])["stories"]
    written["reuse"] = [{"from": {"report": "x", "span": [0, 1]}, "to": {"report": "x", "span": [0, 1]},
                       "similarity": 1}]  # fmt: skip
    with pytest.raises(ValueError, match=r"reuse\[0\]\.from\.report"):
        synopsis_from_json(written)


def test_a_synopsis_written_story_by_story_is_the_same_text(example_synopses: list[Synopsis]) -> None:
    lines = list(telling.synopsis_lines(iter(example_synopses)))
    assert "\n".join(lines) == telling.dump(telling.synopsis(example_synopses))
    assert len(lines) > len(example_synopses)
