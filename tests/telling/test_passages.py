"""A report's text as HTML: nothing lost, nothing run, every passage findable."""

from __future__ import annotations

import re
import time
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Block, Marks, Name, Report, Span
from rashomon.telling.passages import Anchors, lines
from tests.telling.happening import COURIER, REPORTS


class _Reader(HTMLParser):
    """The characters of each anchor, and whether the tags nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.found: dict[str, str] = {}
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "span"
        named = dict(attrs)
        if named.get("id"):
            self.ids.append(str(named["id"]))
        name = named.get("id") or named.get("data-at") or ""
        self.open.append(name)
        self.found.setdefault(name, "")

    def handle_endtag(self, tag: str) -> None:
        assert tag == "span"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for name in set(self.open):
            self.found[name] += data


def _read(report: Report, facts: list[Span]) -> _Reader:
    reader = _Reader()
    for line in lines(report, 7, facts):
        reader.feed(str(line.html))
        reader.close()
        assert not reader.open
    return reader


def _solid(text: str) -> str:
    return "".join(text.split())


@st.composite
def _report(draw: st.DrawFn) -> tuple[Report, list[Span]]:
    text = draw(st.text(st.sampled_from("ab<&\"> '\n\u0627é"), min_size=1, max_size=40))
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda pair: Span(min(pair), max(pair))
    )
    names = tuple(Name(span, span.of(text), "place", "x") for span in draw(st.lists(place, max_size=6)))
    cut = draw(st.integers(0, len(text)))
    blocks = (Block("body", Span(0, cut)), Block("heading", Span(cut, len(text))))
    return Report("r", "r", text, blocks=blocks, marks=Marks(names=names)), draw(st.lists(place, max_size=8))


@given(_report())
def test_no_character_is_lost_and_every_passage_is_found_once(given_: tuple[Report, list[Span]]) -> None:
    report, facts = given_
    reader = _read(report, sorted(set(facts)))
    assert _solid(reader.text) == _solid(report.text)
    assert len(reader.ids) == len(set(reader.ids))
    for span in facts:
        if span.of(report.text).strip():
            name = f"r7-{span.start}-{span.end}"
            assert name in reader.ids
            assert _solid(reader.found[name]) == _solid(span.of(report.text))


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: str(report.id))
def test_the_reports_of_the_happening_are_shown_whole(report: Report) -> None:
    assert _solid(_read(report, []).text) == _solid(report.text)


def test_a_mark_says_what_was_read_from_it() -> None:
    html = "".join(str(line.html) for line in lines(COURIER, 1, []))
    assert 'title="figure: 40 or more, people taken to hospital"' in html
    assert 'title="quotation, the mayor, Ana Ruskova"' in html
    assert 'title="time: 1962-01-01/1962-12-31"' in html


def test_furniture_keeps_its_reason() -> None:
    assert next((line.kind, line.reason) for line in lines(COURIER, 1, []) if line.reason) == (
        "furniture",
        "page control",
    )


def test_markup_in_a_text_is_text() -> None:
    report = Report("r", "r", "<b onclick='x()'>&amp;</b>")
    html = "".join(str(line.html) for line in lines(report, 1, []))
    assert "<" not in html
    assert unescape(html) == report.text


def test_a_report_without_blocks_is_all_body() -> None:
    report = Report("r", "r", "one\n\ntwo")
    assert [(line.kind, str(line.html)) for line in lines(report, 1, [])] == [
        ("body", "one"),
        ("body", "two"),
    ]


def test_marks_nested_a_thousand_deep_are_drawn_only_as_deep_as_can_be_seen() -> None:
    text = "x" * 2001
    nested = tuple(Name(Span(i, 2001 - i), text[i : 2001 - i], "other", "x") for i in range(1000))
    html = "".join(str(line.html) for line in lines(Report("r", "r", text, marks=Marks(names=nested)), 1, []))
    assert re.sub("<[^>]*>", "", html) == text
    assert html.count("<span") <= 12


def test_five_megabytes_on_one_line_take_seconds_at_most() -> None:
    text = "word 7 " * 750_000
    names = tuple(Name(Span(i, i + 11), text[i : i + 11], "other", "x") for i in range(0, 700_000, 7))
    began = time.process_time()
    html = str(lines(Report("r", "r", text, marks=Marks(names=names)), 1, [])[0].html)
    assert time.process_time() - began < 8
    assert len(html) > len(text)


def test_anchors_know_only_the_reports_of_their_story() -> None:
    anchors = Anchors()
    anchors.open(0, REPORTS[:2])
    anchors.open(1, REPORTS[2:])
    assert anchors.href(1, "bladet", Span(3, 9)) == "#r3-3-9"
    assert anchors.spans(3) == [Span(3, 9)]
    with pytest.raises(KeyError):
        anchors.number(0, "bladet")
