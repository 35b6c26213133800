"""What was said of a word is not asked again, and no text fills the memory."""

from __future__ import annotations

import pytest

from rashomon.text import remembered
from rashomon.text.remembered import Remembered


def test_each_word_is_looked_up_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Remembered(length)
    assert list(map(lengths.__getitem__, ["ferry", "pier", "ferry"])) == [5, 4, 5]
    assert asked == ["ferry", "pier"]


def test_a_text_of_ever_new_words_is_forgotten_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_MOST", 10)
    lengths = Remembered(len)
    assert [lengths["x" * size] for size in range(1, 100)] == list(range(1, 100))
    assert len(lengths) <= 10


def test_an_endless_run_of_letters_is_not_kept() -> None:
    lengths = Remembered(len)
    assert lengths["x" * 400_000] == 400_000
    assert not lengths
