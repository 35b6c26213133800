"""Named rules: declared once, switched off one at a time, and never idle unnoticed."""

from __future__ import annotations

import pytest

from rashomon.marking import rules
from tests.marking.idle_rules import idle_rules


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> dict[str, rules.Rule]:
    """A marker that takes whole numbers for amounts, with two rules that keep some out."""
    known: dict[str, rules.Rule] = {}
    monkeypatch.setattr(rules, "_RULES", known)
    rules.rule("toy.year", "a number from 1900 to 2099 is a year")
    rules.rule("toy.negative", "a number below zero is a score")
    return known


def _amounts(toy: dict[str, rules.Rule], text: str) -> list[int]:
    found = [int(word) for word in text.split() if word.lstrip("-").isdigit()]
    return [
        number
        for number in found
        if not (toy["toy.year"] and 1900 <= number < 2100) and not (toy["toy.negative"] and number < 0)
    ]


def test_a_rule_that_no_case_needs_is_named(toy: dict[str, rules.Rule]) -> None:
    cases = ["14 people", "in 1987"]
    assert idle_rules("toy", cases, lambda text: _amounts(toy, text)) == ["toy.negative"]
    assert idle_rules("toy", [*cases, "lost -3"], lambda text: _amounts(toy, text)) == []


def test_a_rule_is_on_again_after_the_block_whatever_happens(toy: dict[str, rules.Rule]) -> None:
    with rules.without("toy.year"):
        assert _amounts(toy, "in 1987") == [1987]
    with pytest.raises(ZeroDivisionError), rules.without("toy.year"):
        raise ZeroDivisionError
    assert _amounts(toy, "in 1987") == []
    with pytest.raises(KeyError), rules.without("toy.weather"):
        pass


@pytest.mark.usefixtures("toy")
@pytest.mark.parametrize(("name", "says"), [("toy.year", "again"), ("year", "no marker"), ("toy.x", " ")])
def test_a_rule_has_a_marker_a_name_of_its_own_and_a_meaning(name: str, says: str) -> None:
    with pytest.raises(ValueError, match=name):
        rules.rule(name, says)
