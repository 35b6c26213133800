"""A language is a data file."""

from __future__ import annotations

import ast

import pytest

from rashomon.languages import cldr, codes, facts
from tests.conftest import ROOT

FIRST_CLASS = {"en", "sv", "da", "nb", "de", "nl", "fr", "es", "it", "pt"}


def test_the_languages_of_the_project_are_there() -> None:
    assert set(codes()) == FIRST_CLASS | {
        "nn", "fi", "pl", "cs", "uk", "ru", "el", "tr", "ar", "fa", "he", "hi", "zh", "ja", "ko",
    }  # fmt: skip


@pytest.mark.parametrize("code", codes())
def test_a_language_has_what_every_stage_asks_for(code: str) -> None:
    assert facts(code, "language")["class"] == (1 if code in FIRST_CLASS else 2)
    for section in ("reading", "sentences", "quotations", "figures", "moments", "names"):
        assert facts(code, section), section
    assert cldr(code).language == code


def test_a_territory_falls_back_to_its_language() -> None:
    assert facts("pt-BR", "language") == facts("pt", "language")


def test_an_unknown_language_has_no_facts() -> None:
    assert not facts("tlh", "quotations")


def test_no_code_names_a_language() -> None:
    """Languages are data: nowhere is a language compared with a code."""
    for module in sorted((ROOT / "src" / "rashomon").rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                named = {s.value for s in sides if isinstance(s, ast.Constant) and isinstance(s.value, str)}
                asked = {ast.unparse(s) for s in sides if not isinstance(s, ast.Constant)}
                language = any(a.split(".")[-1] in {"language", "lang", "code"} for a in asked)
                assert not (language and named & set(codes())), f"{module.name}:{node.lineno}"
