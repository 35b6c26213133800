"""The happenings we invented: what was planted in them must be found again, each piece a test of its own.

``KNOWN_FAILURES`` names the pieces that are not found yet; what it names must fail, so that it only shrinks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from benchmarks import examples
from benchmarks.examples import Place, Texts, same
from rashomon.model import CoverageEntry, FigureComparison, Span, Statement, Synopsis

GOLD = examples.planted()
KNOWN_FAILURES = {
    "1-daily-courant.en": "a piece of two words in somebody's reported speech",
    "1-harbour-gazette.en-daily-courant.en": "a piece of two words in somebody's reported speech",
    "nordlyset.nb": "the encoder hears something near in another language: undecided, no claim",
    "daily-courant.en": "the encoder hears something near in another language: undecided, no claim",
    "crew rescued-harbour-gazette.en-23-al-marsa.ar-23": "what the Arabic number counts is not matched",
}


def _cases(named: Iterable[tuple[str, Any]]) -> list[Any]:
    """Cases with their ids; those that are known to fail must fail."""
    found = []
    for name, case in named:
        reason = KNOWN_FAILURES.get(name)
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        found.append(pytest.param(case, id=name, marks=marks))
    return found


def _with_first(things: Sequence[Any]) -> list[tuple[Any, Any]]:
    """The first of some things that belong together, with each of the others."""
    return [(things[0], other) for other in things[1:]]


@pytest.fixture(scope="module")
def texts(example_synopses: list[Synopsis]) -> Texts:
    return Texts(example_synopses)


def _short(source: str) -> str:
    return source.removesuffix(".txt")


def test_each_happening_is_one_story(example_synopses: list[Synopsis]) -> None:
    found = {frozenset(r.source for r in s.story.reports) for s in example_synopses}
    assert found == {frozenset(story["reports"]) for story in GOLD["stories"]}


# ------------------------------------------------------------------ who said what


def _statements_at(found: Sequence[Synopsis], texts: Texts, place: Place) -> list[Statement]:
    """The statements with a version, in the speaker's own words, at a place."""
    return [
        statement
        for synopsis in found
        for statement in synopsis.statements
        if any(
            version.kind != "indirect" and same((texts.source[version.report], version.span), place)
            for version in statement.versions
        )
    ]


@pytest.mark.parametrize(
    "case",
    _cases(
        (f"{at}-{_short(source)}", (said["speaker"], source, words))
        for at, said in enumerate(GOLD["statements"])
        for source, words in said["versions"].items()
    ),
)
def test_a_planted_utterance_is_found_with_its_speaker(
    example_synopses: list[Synopsis], texts: Texts, case: tuple[str, str, str]
) -> None:
    speaker, source, words = case
    found = _statements_at(example_synopses, texts, texts.at(source, words))
    assert [each.speaker for each in found] == [speaker]


@pytest.mark.parametrize(
    "case",
    _cases(
        (f"{at}-{_short(one[0])}-{_short(other[0])}", (one, other))
        for at, said in enumerate(GOLD["statements"])
        for one, other in _with_first(list(said["versions"].items()))
    ),
)
def test_two_versions_of_an_utterance_are_one_statement(
    example_synopses: list[Synopsis], texts: Texts, case: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    one, other = (set(_statements_at(example_synopses, texts, texts.at(*version))) for version in case)
    assert one & other


def test_no_two_planted_utterances_are_one_statement(example_synopses: list[Synopsis], texts: Texts) -> None:
    owner: dict[Statement, int] = {}
    for at, said in enumerate(GOLD["statements"]):
        for version in said["versions"].items():
            for statement in _statements_at(example_synopses, texts, texts.at(*version)):
                assert owner.setdefault(statement, at) == at, statement


# ------------------------------------------------------------------ how many


def _figures_at(found: Sequence[Synopsis], texts: Texts, place: Place) -> list[FigureComparison]:
    return [
        figure
        for synopsis in found
        for figure in synopsis.figures
        if any(same((texts.source[value.report], value.span), place) for value in figure.values)
    ]


def _values(planted: dict[str, Any]) -> list[tuple[str, str]]:
    return [(source, words) for source, given in planted["values"].items() for words in given]


@pytest.mark.parametrize(
    "case",
    _cases(
        (f"{planted['about']}-{_short(source)}-{words}", (planted["verdict"], source, words))
        for planted in GOLD["figures"]
        for source, words in _values(planted)
    ),
)
def test_a_planted_figure_is_found_once_under_its_verdict(
    example_synopses: list[Synopsis], texts: Texts, case: tuple[str, str, str]
) -> None:
    verdict, source, words = case
    found = _figures_at(example_synopses, texts, texts.at(source, words))
    assert [figure.verdict for figure in found] == [verdict]


@pytest.mark.parametrize(
    "case",
    _cases(
        (f"{planted['about']}-{_short(one[0])}-{one[1]}-{_short(other[0])}-{other[1]}", (one, other))
        for planted in GOLD["figures"]
        for one, other in _with_first(_values(planted))
    ),
)
def test_two_values_of_a_quantity_stand_together(
    example_synopses: list[Synopsis], texts: Texts, case: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    one, other = (set(_figures_at(example_synopses, texts, texts.at(*value))) for value in case)
    assert one & other


def test_no_two_planted_quantities_are_compared(example_synopses: list[Synopsis], texts: Texts) -> None:
    owner: dict[FigureComparison, str] = {}
    for planted in GOLD["figures"]:
        for value in _values(planted):
            for figure in _figures_at(example_synopses, texts, texts.at(*value)):
                assert owner.setdefault(figure, planted["about"]) == planted["about"], figure


# ------------------------------------------------------------------ who and where


def _entry_names(found: Sequence[Synopsis]) -> list[set[str]]:
    return [
        {name.casefold() for name in (entry.name, *entry.aliases)}
        for synopsis in found
        for entry in synopsis.names
    ]


@pytest.mark.parametrize(
    "case",
    _cases(
        (f"{one} = {other}", (one, other))
        for alias in GOLD["aliases"]
        for one, other in _with_first(alias["names"])
    ),
)
def test_two_names_of_a_thing_are_one_entry(example_synopses: list[Synopsis], case: tuple[str, str]) -> None:
    assert any({name.casefold() for name in case} <= entry for entry in _entry_names(example_synopses))


def test_no_two_planted_things_are_one_entry(example_synopses: list[Synopsis]) -> None:
    for entry in _entry_names(example_synopses):
        owners = [
            alias["names"][0]
            for alias in GOLD["aliases"]
            if entry & {name.casefold() for name in alias["names"]}
        ]
        assert len(owners) <= 1, (owners, entry)


# ------------------------------------------------------------------ copied, left out


def _copies(found: Sequence[Synopsis], texts: Texts) -> list[tuple[Place, Place]]:
    return [
        (
            (texts.source[copy.source.report], copy.source.span),
            (texts.source[copy.target.report], copy.target.span),
        )
        for synopsis in found
        for copy in synopsis.reuse
    ]


def _is_copy(places: Sequence[Place], copy: tuple[Place, Place]) -> bool:
    one, other = places
    return any(same(one, a) and same(other, b) for a, b in (copy, copy[::-1]))


@pytest.mark.parametrize(
    "case", _cases((" ".join(copied["text"].split()[:3]), copied) for copied in GOLD["copied"])
)
def test_a_copied_passage_is_found(
    example_synopses: list[Synopsis], texts: Texts, case: dict[str, Any]
) -> None:
    places = [texts.at(source, case["text"]) for source in case["reports"]]
    assert any(_is_copy(places, copy) for copy in _copies(example_synopses, texts))


def test_nothing_else_is_said_to_be_copied(example_synopses: list[Synopsis], texts: Texts) -> None:
    planted = [[texts.at(source, each["text"]) for source in each["reports"]] for each in GOLD["copied"]]
    for copy in _copies(example_synopses, texts):
        assert any(_is_copy(places, copy) for places in planted), copy


def _told(found: Sequence[Synopsis], texts: Texts, place: Place) -> list[CoverageEntry]:
    """What coverage says of a place's first character."""
    source, span = place
    start = Span(span.start, span.start + 1)
    return [
        entry
        for synopsis in found
        for entry in synopsis.coverage
        if any(texts.source[p.report] == source and p.span.contains(start) for p in entry.passages)
    ]


def _alone(entry: CoverageEntry) -> bool:
    return len({passage.report for passage in entry.passages}) == 1


@pytest.mark.parametrize("case", _cases((_short(only["report"]), only) for only in GOLD["only"]))
def test_what_one_report_alone_tells_is_said(
    example_synopses: list[Synopsis], texts: Texts, case: dict[str, str]
) -> None:
    assert any(
        _alone(entry) for entry in _told(example_synopses, texts, texts.at(case["report"], case["text"]))
    )


@pytest.mark.parametrize(
    "case",
    _cases(
        [(f"shared-{at}-{_short(source)}", (source, words)) for at, said in enumerate(GOLD["statements"])
         for source, words in said["versions"].items()]
        + [(f"{copied['text'][:12]}-{_short(source)}", (source, copied["text"])) for copied in GOLD["copied"]
           for source in copied["reports"]]
    ),
)  # fmt: skip
def test_what_others_tell_too_is_never_called_told_by_one(
    example_synopses: list[Synopsis], texts: Texts, case: tuple[str, str]
) -> None:
    """Planted statements and copied passages stand in several reports."""
    assert not any(_alone(entry) for entry in _told(example_synopses, texts, texts.at(*case)))
