"""The timeline: in order, no finer than known, with what it leaves out."""

from __future__ import annotations

from rashomon.model import Moment, Passage, Precision, Report, Span, TimelineEntry
from rashomon.telling.chronology import chronology
from tests.telling.happening import FALLEN_BRIDGE


def _entry(start: str, end: str, precision: Precision = "day", text: str = "x") -> TimelineEntry:
    return TimelineEntry(start, end, precision, text, (Passage("a", Span(0, 1)),))


def test_what_happened_and_what_was_published_in_one_order() -> None:
    found = chronology(FALLEN_BRIDGE.timeline, FALLEN_BRIDGE.story.reports)
    assert [(line.when, line.gap, bool(line.published)) for line in found] == [
        ("1962", "", False),
        ("March 2024", "61 years", False),
        ("3\u2009–\u20094 May 2024", "33 days", True),
        ("3 May 2024", "", False),
        ("3 May 2024", "", True),
        ("4 May 2024", "", True),
    ]


def test_a_month_is_not_a_day() -> None:
    month, day = chronology(
        [_entry("2019-02-01", "2019-02-28", "month"), _entry("2019-02-17", "2019-02-17")], []
    )
    assert (month.point, month.vague, month.iso) == (False, True, "")
    assert (day.point, day.vague, day.iso) == (True, False, "2019-02-17")


def test_an_open_stretch_has_no_day_of_its_own() -> None:
    since, unknown = chronology([_entry("", "", "span"), _entry("2014-01-01", "", "span")], [])
    assert since.when == "since 1 January 2014"
    assert unknown.when == "date not known"


def test_a_report_without_a_date_is_not_on_it() -> None:
    undated = Report("a", "a", "x", published=Moment(None, "", "", "", "day"))
    assert chronology([], [undated, Report("b", "b", "x")]) == []


def test_years_beyond_the_calendar_do_not_stop_it() -> None:
    found = chronology([_entry("12024-01-01", "12024-01-01"), _entry("2024-02-31", "2024-02-31")], [])
    assert len(found) == 2


def test_of_one_day_what_most_reports_tell_comes_first() -> None:
    told = TimelineEntry(
        "2019-02-17", "2019-02-17", "day", "z", (Passage("a", Span(0, 1)), Passage("b", Span(0, 1)))
    )
    found = chronology([_entry("2019-02-17", "2019-02-17"), told], [])
    assert [line.entry.text for line in found if line.entry] == ["z", "x"]
