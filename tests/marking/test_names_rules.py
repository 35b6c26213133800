"""Named rules of the names: none is idle, and each name says what made it."""

from __future__ import annotations

import pytest

from rashomon.marking.names import find
from rashomon.marking.rules import rules, without
from rashomon.model import Name
from tests.marking.test_names import CASES, parse, report

#: What the tables of hard cases do not hold: language and text.
MORE = [
    ("en", "MIA said it agreed."),
    ("en", "Maria Holm, a supplier of steel, grew."),
    ("en", "The Royal Harbour Force ( RHF ) sailed; the RHF rested."),
    ("en", "HARBOUR CHIEF ADA HOLM BLAMES STORM"),
    ("sv", "Skjutningen av Wayde Lind Upprör Hela Staden"),
    ("ru", "Здание Парламента Тальвы закрыто. Парламент Тальвы молчит."),
    ("fr", "Le Bureau nordique de la pêche (NSSB) se tait."),
    ("de", "Holly Willoughby kam. Sehr spät kam auch Willoughby."),
]


def _texts() -> list[tuple[str, str]]:
    return MORE + [
        (path.stem, parse(line.removeprefix("~"))[0])
        for path in sorted(CASES.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]


TEXTS = _texts()


@pytest.fixture(scope="module")
def usual() -> list[tuple[Name, ...]]:
    return [find(report(text, code)) for code, text in TEXTS]


@pytest.mark.parametrize("name", sorted(rules("names")))
def test_without_a_rule_some_case_changes(name: str, usual: list[tuple[Name, ...]]) -> None:
    with without(name):
        assert any(
            find(report(text, code)) != names for (code, text), names in zip(TEXTS, usual, strict=True)
        )


def test_every_name_says_why(usual: list[tuple[Name, ...]]) -> None:
    unsaid = [name.text for names in usual for name in names if not name.because]
    assert unsaid == []


def test_a_name_says_which_rules_and_features_made_it() -> None:
    text = "Senator Ada Holm of Norway met Norvena, a supplier, on Monday. Holm left."
    because = {name.text: name.because for name in find(report(text, "en"))}
    assert because["Ada Holm"] == ("names.title",)
    assert because["Norway"] == ("names.territory",)
    assert because["Holm"][0] in {"names.part", "names.surname"}
    assert because["Norvena"] == ("names.noun-beside",)
