"""Stories that are no ordinary ones: one report, hundreds, nothing but agreement, a report against itself."""

# ruff: noqa: E501

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from rashomon.comparing.synopsis import compare
from rashomon.marking import mark
from rashomon.model import Report, Story, Synopsis
from rashomon.reading.fields import report_from_fields

_TOLD = {
    "en": "Nine people were killed when the roof of the Halden rink fell in, the police said on Monday. "
    "“We heard the beams go one after the other,” said Petra Lindqvist.",
    "de": "Neun Menschen starben, als das Dach der Eishalle in Halden einstürzte, teilte die Polizei am Montag mit. "
    "„Wir hörten die Balken einen nach dem anderen brechen“, sagte Petra Lindqvist.",
    "sv": "Nio människor dog när taket på ishallen i Halden rasade, uppger polisen i måndags. "
    "”Vi hörde bjälkarna gå en efter en”, säger Petra Lindqvist.",
    "fr": "Neuf personnes sont mortes dans l'effondrement du toit de la patinoire de Halden, a dit lundi la police. "
    "« Nous avons entendu les poutres céder l'une après l'autre », raconte Petra Lindqvist.",
}


def _report(name: str, text: str, language: str = "en") -> Report:
    day = "2024-05-14"
    return mark(report_from_fields(text, language=language, published=day, id=name, outlet=None, title=None))


def _told(reports: Sequence[Report]) -> Synopsis:
    return compare(Story("one", "", "en", "", "", tuple(reports)), encoder=None)


@pytest.mark.parametrize("language", sorted(_TOLD))
def test_a_story_of_one_report_lists_what_it_says_and_claims_nothing(language: str) -> None:
    told = _told([_report("a", _TOLD[language], language)])
    assert len(told.statements) >= 1
    assert any(value.low == 9 for one in told.figures for value in one.values)
    assert told.coverage == ()
    assert {one.verdict for one in told.figures} <= {"agree", "compatible"}


def test_hundreds_of_reports_that_say_the_same_agree_and_nobody_leaves_anything_out() -> None:
    start = time.process_time()
    told = _told([_report(f"r{number:03}", _TOLD["en"]) for number in range(300)])
    (dead,) = [one for one in told.figures if any(value.low == 9 for value in one.values)]
    assert dead.verdict == "agree"
    assert len({value.report for value in dead.values}) == 300
    assert len(told.statements[0].versions) == 300
    assert not [entry for entry in told.coverage if entry.absent_from]
    assert time.process_time() - start < 120


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nine people were killed in Halden, the police said. Hours later the mayor said eleven people were killed in Halden."),
        ("de", "Neun Menschen starben in Halden, sagte die Polizei. Stunden später sagte die Bürgermeisterin, elf Menschen starben in Halden."),
        ("sv", "Nio människor dödades i Halden, sade polisen. Senare sade borgmästaren att elva människor dödades i Halden."),
        ("es", "Nueve personas murieron en Halden, dijo la policía. Horas después la alcaldesa dijo que murieron once personas en Halden."),
    ],
)  # fmt: skip
def test_a_report_that_contradicts_itself_is_listed_with_both_values(language: str, text: str) -> None:
    """Which of the two another report means is not made up: both are listed, from the words they stand in."""
    told = _told([_report("a", text, language), _report("b", text, language)])
    values = [value for one in told.figures for value in one.values]
    assert {9.0, 11.0} <= {value.low for value in values}
    assert all(value.span.of(text) == value.text for value in values)
    for one in told.figures:
        if one.verdict == "agree":
            assert len({value.low for value in one.values}) == 1


@pytest.mark.parametrize("language", sorted(_TOLD))
def test_texts_in_capitals_or_small_letters_are_compared_like_any(language: str) -> None:
    plain = _TOLD[language]
    told = _told(
        [
            _report("a", plain, language),
            _report("b", plain.upper(), language),
            _report("c", plain.lower(), language),
        ]
    )
    dead = [one for one in told.figures if {value.low for value in one.values} == {9.0}]
    assert {value.report for one in dead for value in one.values} == {"a", "b", "c"}
    assert "differ" not in {one.verdict for one in told.figures}
