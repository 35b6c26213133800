"""Every named rule of the moments is needed by a case; moments say what read them, and are dated again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rashomon.marking import moments
from rashomon.marking.moments import resolution
from rashomon.marking.rules import rules, without
from rashomon.model import Block, Marks, Moment, Report, Span
from tests.marking.test_moments import KNOWN_FAILURES, Case, cases, failures

#: What is marked as TIMEX3 alone and is no moment.
TIMEXES = (
    "It came after weeks of rain.", "It rained for three years and two months.",
    "It rained daily, and every week.",
)  # fmt: skip


def _timexes() -> list[tuple[str, str]]:
    return [
        (found.text, found.value)
        for text in TIMEXES
        for found in moments.find_timexes(text, "en", date(2023, 10, 12))
    ]


@pytest.fixture(scope="module")
def by_rule() -> dict[str, list[Case]]:
    """The cases that are read right, by the rules that their moments name."""
    found: dict[str, list[Case]] = {}
    for case in cases():
        if case.id in KNOWN_FAILURES:
            continue
        named = {
            name
            for moment in moments.find_in(case.plain, case.language, case.anchor)
            for name in moment.because
        }
        for name in named:
            found.setdefault(name, []).append(case)
    return found


RIGHT = [case for case in cases() if case.id not in KNOWN_FAILURES]
USUAL = _timexes()


@pytest.mark.parametrize("name", sorted(rules("moments")))
def test_without_a_rule_some_case_fails(name: str, by_rule: dict[str, list[Case]]) -> None:
    with without(name):
        assert any(failures(case) for case in by_rule.get(name, RIGHT)) or _timexes() != USUAL


def _report(case: Case, published: date | None) -> Report:
    day = published.isoformat() if published else ""
    stated = Moment(None, "", day, day, "day") if day else None
    return Report("r", "r", case.plain, case.language, published=stated)


def test_a_report_dated_later_has_the_moments_it_would_have_had() -> None:
    """Its text is not read again: what its moments keep of it is enough."""
    for case in cases():
        dated = _report(case, case.anchor)
        undated = _report(case, None)
        undated = replace(undated, marks=Marks(moments=moments.find(undated)))
        assert moments.date_again(undated, dated.published) == moments.find(dated), case.id


def test_a_report_is_read_as_its_text_is() -> None:
    for case in cases():
        found = moments.find(_report(case, case.anchor))
        assert list(found) == moments.find_in(case.plain, case.language, case.anchor), case.id


def test_a_moment_names_the_pattern_and_the_features_that_made_it() -> None:
    (moment,) = moments.find_in("The trial opens on Monday.", "en", date(2024, 11, 20))
    assert moment.start == "2024-11-25"
    assert {"moments.weekday", "moments.lean.begins"} <= set(moment.because)


def test_a_post_in_another_language_is_read_in_its_own() -> None:
    body = "Polisen säger att mannen greps i tisdags utanför sitt hem. "
    post = "The suspect was arrested on Tuesday and he will appear in court next Monday, police said."
    text = f"{body}\n{post}\n"
    blocks = (
        Block("body", Span(0, len(body) + 1)),
        Block("embed", Span(len(body) + 1, len(text))),
    )
    day = Moment(None, "", "2024-11-20", "2024-11-20", "day")
    report = Report("r", "r", text, "sv", published=day, blocks=blocks)
    assert [moment.text for moment in moments.find(report)] == ["i tisdags", "Tuesday", "next Monday"]


def test_a_post_in_another_language_is_signed_in_the_language_of_the_page() -> None:
    post = (
        "We have told the crew that they will be home by the end of the week, and we will not go. 9. maj 2021"
    )
    day = Moment(None, "", "2021-05-12", "2021-05-12", "day")
    blocks = (Block("embed", Span(0, len(post))),)
    report = Report("r", "r", post, "da", published=day, blocks=blocks)
    assert "2021-05-09" in {moment.start for moment in moments.find(report)}


def test_what_is_no_expression_is_an_error_that_shows_it() -> None:
    broken = Moment(Span(0, 6), "Friday", "", "", "day", expression='[["weekday"],0]')
    report = Report("r", "r", "Friday", "en", marks=Marks(moments=(broken,)))
    with pytest.raises(ValueError, match="no expression of time"):
        moments.date_again(report, None)


def test_a_verb_before_lengths_of_time_is_no_month_and_every_expression_is_read_back() -> None:
    """ "May last months" was a month inside no period, whose expression nothing could read."""
    text = "The talks may last months, officials said on Friday. The strike in May last year ended."
    found = moments.find_in(text, "en", date(2020, 3, 1))
    assert "may last" not in " ".join(moment.text for moment in found)
    for moment in found:
        assert resolution.spoken(moment) is None or resolution.spoken(moment)
    assert any(moment.start.startswith("2019-05") for moment in found)
