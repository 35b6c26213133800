"""What a word can be, as bits: once for each distinct word of a language."""

from __future__ import annotations

import pytest

from rashomon.marking.quotations import kinds
from rashomon.marking.quotations.lexicon import lexicon
from rashomon.text import remembered


@pytest.mark.parametrize(
    ("language", "word", "can_be", "cannot_be"),
    [
        ("en", "Harbour", kinds.NAMEABLE | kinds.BEGINNER, kinds.ROLE),
        ("en", "mayor", kinds.ROLE | kinds.BEGINNER, kinds.NAME),
        ("en", "said", kinds.CUE | kinds.BEGINS_CUE, kinds.BEGINNER),
        ("en", "ferry", kinds.DESCRIBING, kinds.BEGINNER),
        ("de", "der", kinds.ARTICLE | kinds.BEGINNER, kinds.DESCRIBING),
        ("de", "Hafenministerin", kinds.ROLE | kinds.NAME, kinds.NAMEABLE),
        ("sv", "kommunens", kinds.OWNING, kinds.ARTICLE),
        ("fr", "lundi", kinds.TIME, kinds.NAME),
        ("en", ",", 0, kinds.WORD),
    ],
)
def test_a_word_is_what_the_lists_and_its_letters_say(
    language: str, word: str, can_be: int, cannot_be: int
) -> None:
    bits = kinds.words(lexicon(language))[word].bits
    assert bits & can_be == can_be
    assert not bits & cannot_be


def test_words_met_are_kept_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_MOST", 3)
    words = kinds.words(lexicon("en"))
    for number in range(10):
        assert words[f"ferry{number}"].low == f"ferry{number}"
    assert len(words) <= 4 + 1
    assert words["x" * 1000].low == "x" * 1000
    assert "x" * 1000 not in words
