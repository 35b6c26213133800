"""The happenings we invented: what was planted in them must be found again."""

from __future__ import annotations

import pytest

from benchmarks import examples
from rashomon.model import Synopsis


def test_each_happening_is_one_story(example_synopses: list[Synopsis]) -> None:
    found = {frozenset(r.source for r in s.story.reports) for s in example_synopses}
    assert found == {frozenset(story["reports"]) for story in examples.planted()["stories"]}


@pytest.mark.parametrize("kind", sorted(examples.MEASURES))
def test_what_was_planted_is_found(example_synopses: list[Synopsis], kind: str) -> None:
    recall, precision = examples.MEASURES[kind](example_synopses, examples.planted())
    assert recall > 0.9, f"{kind}: recall {recall:.3f}, precision {precision:.3f}"
    assert precision > 0.9, f"{kind}: recall {recall:.3f}, precision {precision:.3f}"


def test_no_two_people_are_made_one(example_synopses: list[Synopsis]) -> None:
    people = ["Ingrid Solbakken", "Tomasz Wierzba", "Daniel Roth", "Henrik Aasen"]
    for synopsis in example_synopses:
        for entry in synopsis.names:
            assert sum(p in (entry.name, *entry.aliases) for p in people) <= 1


def test_most_of_what_one_report_alone_tells_is_said(example_synopses: list[Synopsis]) -> None:
    """Claims of absence are made only where it is sure: one of the three planted may be passed over."""
    reports = {r.source: r for s in example_synopses for r in s.story.reports}
    said = 0
    for only in examples.planted()["only"]:
        report = reports[only["report"]]
        start = report.text.index(only["text"])
        told = [
            c
            for s in example_synopses
            for c in s.coverage
            if any(p.report == report.id and p.span.start <= start < p.span.end for p in c.passages)
        ]
        said += any(len({p.report for p in c.passages}) == 1 for c in told)
    assert said >= 2


def test_what_others_tell_too_is_never_called_told_by_one(example_synopses: list[Synopsis]) -> None:
    """Planted statements and copied passages stand in several reports."""
    reports = {r.source: r for s in example_synopses for r in s.story.reports}
    gold = examples.planted()
    shared = [(source, words) for s in gold["statements"] for source, words in s["versions"].items()]
    shared += [(source, c["text"]) for c in gold["copied"] for source in c["reports"]]
    for source, words in shared:
        report = reports[source]
        start = report.text.index(words)
        for entry in (c for s in example_synopses for c in s.coverage):
            if len({p.report for p in entry.passages}) == 1:
                assert not any(
                    p.report == report.id and p.span.start <= start < p.span.end for p in entry.passages
                ), words
