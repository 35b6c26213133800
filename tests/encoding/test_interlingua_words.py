"""From text to the words that are looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.encoding.interlingua_words import Segmenter, fold, numbers, part_key, parts, word_key, words


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Don’t STOP: it's 5 o'clock!", ["don't", "stop", "it's", "o'clock"]),
        ("fr", "L’Élysée, aujourd'hui", ["l'élysée", "aujourd'hui"]),
        ("de", "Straße – STRASSE", ["strasse", "strasse"]),
        ("tr", "IŞIK İstanbul'da", ["ışık", "istanbul'da"]),
        ("en", "ISTANBUL", ["istanbul"]),
        ("el", "ΛΟΓΟΣ λόγος;", ["λογοσ", "λόγοσ"]),
        ("ar", "قالَ الرئيــس، ٢٠٢٤", ["قال", "الرئيس"]),
        ("he", "שָׁלוֹם־עולם", ["שלום", "עולם"]),
        ("fa", "می‌گوید ۱۲", ["می\u200cگوید"]),
        ("hi", "हिन्दी में।", ["हिन्दी", "में"]),
        ("sv", "a\u030angstro\u0308m x_y", ["ångström", "x", "y"]),
        ("ja", "ﾆｭｰｽ、ＮＨＫ", ["ニュース", "nhk"]),
    ],
)
def test_words_are_folded(language: str, text: str, expected: list[str]) -> None:
    assert words(fold(text, language)) == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("总统选举结果", ["总统", "选举", "结果"]),
        ("總統选举", ["总统", "选举"]),
        ("总x光片统", ["总", "x", "光片", "统"]),
        ("未知", ["未", "知"]),
        ("", []),
    ],
)
def test_scripts_without_spaces_are_cut_by_the_longest_known_words(run: str, expected: list[str]) -> None:
    cutter = Segmenter(["总统", "选举", "结果", "光片"], {ord("總"): ord("总"), ord("統"): ord("统")})
    assert cutter.cut(run) == expected


@given(st.text(alphabet="总统选举abくに한국ー ", max_size=40), st.sets(st.text("总统选举くに", max_size=4)))
def test_cut_words_tile_their_run(run: str, known: set[str]) -> None:
    assert "".join(Segmenter(known, {}).cut(run)) == run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,500 and 1.500 and 1 500", {"1500"}),
        ("١٢ and १२ and 12", {"12"}),
        ("2.5 per cent", {"25"}),
        ("no number", set()),
        ("12345678", {"12345678"}),
    ],
)
def test_numbers_are_read_as_bare_digits(text: str, expected: set[str]) -> None:
    assert numbers(text) == expected


def test_parts_hold_the_ends_of_a_word() -> None:
    assert parts("bro") == ["<br", "bro", "ro>", "<bro", "bro>", "<bro>"]
    assert parts("") == []
    assert len(parts("x" * 1_000)) < 300


def test_keys_do_not_depend_on_the_run() -> None:
    assert word_key("bridge") == 2_793_564_478_624_239_598
    assert part_key("<br") == 1_005_640_915
    assert word_key("\ud800") == word_key("?")
