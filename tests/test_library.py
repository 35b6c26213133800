"""What ``import rashomon`` gives: the session of ``docs/python.md`` as printed, and what it does not show."""

from __future__ import annotations

import doctest
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

import rashomon
from rashomon.decisions import Decision
from rashomon.encoding.encoders import Vectors
from rashomon.model import FigureComparison, FigureValue, Report, Span, Story
from tests.conftest import EXAMPLES, ROOT

BRIDGE = (
    "The bridge in Tarrow closed on Monday. “It is rotten,” said mayor Lena Frost. 14 people signed a letter."
)


def test_the_session_prints_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(EXAMPLES)
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "python.md"), module_relative=False, encoding="utf-8",
        optionflags=doctest.NORMALIZE_WHITESPACE,
    )  # fmt: skip
    assert tried > 25
    assert failed == 0


def test_importing_costs_nothing() -> None:
    """Nothing heavy is loaded, and the clock agrees (the best of five: a busy machine does not decide)."""
    code = (
        "import sys, time; start = time.perf_counter(); import rashomon; spent = time.perf_counter() - start;"
        "print(spent, sorted({'numpy', 'babel', 'regex', 'jinja2'} & set(sys.modules)))"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
            for _ in range(5)]  # fmt: skip
    assert all(run.split(" ", 1)[1].strip() == "[]" for run in runs)
    assert min(float(run.split()[0]) for run in runs) < 0.15


def test_every_name_that_is_offered_is_there() -> None:
    for name in rashomon.__all__:
        assert getattr(rashomon, name).__doc__
    with pytest.raises(AttributeError, match="weather"):
        rashomon.weather  # noqa: B018


@pytest.mark.parametrize(
    ("published", "start"),
    [
        ("2024-05-14", "2024-05-14"),
        ("2024-05", "2024-05-01"),
        (date(2024, 5, 14), "2024-05-14"),
        (datetime(2024, 5, 14, 9, 30, tzinfo=UTC), "2024-05-14"),
    ],
)
def test_a_report_is_dated_by_what_it_is_given(published: str | date, start: str) -> None:
    made = rashomon.report(BRIDGE, published=published)
    assert made.published is not None
    assert made.published.start.startswith(start)
    assert rashomon.report(BRIDGE, published=made.published).published == made.published


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ("  \n ", {}, "text has no words"),
        ("A\ud800bridge", {}, "text has half a character"),
        (BRIDGE, {"outlet": "\udfff"}, "outlet has half a character"),
        (BRIDGE, {"published": "the day before"}, "published is no date: 'the day before'"),
    ],
)
def test_a_report_that_cannot_be_is_refused(text: str, more: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rashomon.report(text, **more)


def test_the_text_is_kept_and_the_id_is_stable() -> None:
    text = "Cafe\u0301s closed.\r\nPeople left.\n"
    made = rashomon.report(text)
    assert made.text == text
    assert made.id == rashomon.report(text).id != rashomon.report(text, outlet="The Post").id
    assert rashomon.report(text, id="r7").id == "r7"


def test_a_report_shows_itself_without_its_text() -> None:
    assert "rotten" not in repr(rashomon.mark(rashomon.report(BRIDGE)))


def test_reports_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BRIDGE, encoding="utf-8")
    found = rashomon.read([tmp_path, tmp_path / "no-such-file.txt"])
    assert [report.source for report in found] == [report.source for report in found.reports] == ["a.txt"]
    assert "no-such-file.txt" in found.problems[0].source


@pytest.mark.parametrize("language", ["en", "tlh", "und", ""])
def test_no_language_and_no_text_stops_the_finders(language: str) -> None:
    for find in (rashomon.find_figures, rashomon.find_moments, rashomon.find_names, rashomon.find_quotations):
        assert find("", language) == ()
        for mark in find(BRIDGE, language):
            assert mark.span is not None
            assert mark.span.of(BRIDGE) == mark.text


def test_a_moment_is_read_against_the_day_it_was_written() -> None:
    (open_,) = rashomon.find_moments("It rained yesterday.", "en")
    (known,) = rashomon.find_moments("It rained yesterday.", "en", published=date(2024, 5, 14))
    assert open_.start == ""
    assert known.start == "2024-05-13"
    with pytest.raises(ValueError, match="no date"):
        rashomon.find_moments("It rained yesterday.", "en", published="soon")


def test_comparing_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="no report"):
        rashomon.compare([])


def test_marks_that_a_program_made_are_compared() -> None:
    marked = rashomon.mark(rashomon.report(BRIDGE, id="a"))
    without = replace(marked, marks=replace(marked.marks, quotations=()))
    assert rashomon.compare([marked]).statements
    assert not rashomon.compare([without]).statements


def test_decisions_about_stories_and_speakers_hold() -> None:
    reports = [rashomon.report(BRIDGE, id="a", published="2024-05-14"),
               rashomon.report(BRIDGE.replace("14", "15"), id="b", published="2024-05-14")]  # fmt: skip
    assert len(rashomon.group(reports)) == 1
    assert len(rashomon.group(reports, decisions=[Decision("other_story", reports=("a", "b"))])) == 2
    said = Decision("speaker", reports=("a",), words="It is rotten", start=38, speaker="Karl Lund")
    synopsis = rashomon.compare([reports[0]], decisions=[said])
    assert [each.text for each in synopsis.statements_by("KARL LUND")] == ["It is rotten"]
    assert not synopsis.statements_by("Lena Frost")


NAMES = {
    "a": "Anna Lindqvist opened the yard in Orvik on Monday. Lindqvist said: “We build ferries again.”",
    "b": "Berta Bergman opened the yard in Orvik on Monday. “Ferries are built here again,” Bergman said.",
}


def _entries(*decisions: Decision) -> list[set[str]]:
    reports = [rashomon.report(text, id=id, language="en") for id, text in NAMES.items()]
    synopsis = rashomon.compare(reports, decisions=decisions)
    return [{entry.name, *entry.aliases} for entry in synopsis.names]


def test_names_are_one_or_two_as_somebody_decided() -> None:
    one = Decision("same_name", names=("Anna Lindqvist", "Berta Bergman"))
    two = Decision("different_names", names=("Anna Lindqvist", "Berta Bergman"))
    assert not any({"Anna Lindqvist", "Berta Bergman"} <= entry for entry in _entries())
    both = {"Anna Lindqvist", "Berta Bergman", "Lindqvist", "Bergman"}
    assert any(both <= entry for entry in _entries(one))
    assert not any({"Anna Lindqvist", "Berta Bergman"} <= entry for entry in _entries(one, two))
    assert any({"Anna Lindqvist", "Berta Bergman"} <= entry for entry in _entries(two, one))
    assert _entries(Decision("different_names", names=("Orvik", "Nowhere"))) == _entries()
    single = _entries(Decision("different_names", names=("Anna Lindqvist", "Lindqvist")))
    assert not any({"Anna Lindqvist", "Lindqvist"} <= entry for entry in single)


class _Letters:
    """An encoder that looks at the first letter only."""

    name = "first letters"

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), 128), dtype=np.float32)
        for row, text in enumerate(texts):
            rows[row, ord(text[:1] or "x") % 128] = 1
        return rows


def test_an_encoder_is_an_argument_and_named_in_the_result() -> None:
    reports = [rashomon.report(BRIDGE, id=id) for id in "ab"]
    assert rashomon.compare(reports, encoder=_Letters()).aligned_by == "first letters"
    assert rashomon.compare(reports, encoder=None).aligned_by == "interlingua, word by word"
    assert rashomon.compare(reports, encoder=_Letters()).aligned_by == "first letters"


def test_a_notebook_shows_hostile_words_as_words() -> None:
    report = Report("a", "<b>a</b>", "<script>alert(1)</script>", title="<i>")
    value = FigureValue("a", Span(0, 8), "<script>", 1, 1, "", "", None, None)
    figure = FigureComparison("f", "<img src=x>", "", "count", "differ", (value, value))
    shown = rashomon.Synopsis(Story("s", "<i>", "en", "", "", (report,)), figures=(figure,))._repr_html_()
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<i>" not in shown
    assert repr(rashomon.Synopsis(Story("s", "Flood", "en", "", "", (report,)))) == (
        "<Synopsis 'Flood': 1 report, 0 statements, 0 figures, 0 differences, 0 names>"
    )


def test_passages_of_other_stories_are_refused() -> None:
    synopsis = rashomon.compare([rashomon.report(BRIDGE, id="a")])
    version = synopsis.statements[0].versions[0]
    assert synopsis.passage(version) == version.text
    with pytest.raises(KeyError, match="z"):
        synopsis.passage(replace(version, report="z"))
