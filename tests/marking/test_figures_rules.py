"""Named rules of the figures: none is idle, and each figure says which made it."""

from __future__ import annotations

from rashomon.marking.figures import find_in
from tests.marking.idle_rules import idle_rules
from tests.marking.test_figures_cases import ALL

#: What the tables of hard cases do not hold: language and text.
MORE = [
    ("en", "The wall is 50 miles (80 km) long."),
    ("en", "See #14 and https://example.org/14-miles for more."),
    ("en", "Reach us on +46 8 123 456 78."),
    ("en", "The line (406) 555-0142 is open."),
    ("en", "Ajax 34 22 8 4 87 30\nPSV 34 21 9 4 80 33"),
    ("en", "1. Wash the rice.\n2. Boil it."),
    ("en", "He met him on 4 May."),
    ("nl", "De winkel sluit om 18.40 uur."),
    ("en", "The number of injured is 800."),
    ("en", "They lost $3.5m."),
    ("en", "Expect 10- to 15-centimetre hail."),
    ("en", "1 of 15\nThe bridge"),
    ("en", "She came in 2019/20."),
    ("en", "It is open 24/7 all year."),
]


def test_no_rule_is_idle() -> None:
    cases = [(case.language, case.text) for case in ALL] + MORE
    assert idle_rules("figures", cases, lambda case: repr(find_in(case[1], case[0]))) == []


def test_a_figure_says_which_rules_made_it() -> None:
    (figure,) = find_in("More than 20 feet of water fell.", "en")
    assert figure.because[0] == "figures.cardinal"
    assert "figures.hedge" in figure.because
    (weight,) = find_in("Police seized 500 pounds of cocaine.", "en")
    assert "figures.weight" in weight.because


def test_every_figure_of_the_tables_says_why() -> None:
    for case in ALL:
        assert all(figure.because for figure in find_in(case.text, case.language)), case.text
