"""The interlingua as it ships: words of one meaning are near, whatever their language or form."""

from __future__ import annotations

import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.encoding.interlingua import Interlingua

CASES = Path(__file__).parent / "cases" / "interlingua.txt"
SENTENCES = {
    code: [part.strip() for part in parts]
    for line in CASES.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
    for code, *parts in [[part.strip() for part in line.split("|")]]
}


@pytest.fixture(scope="module")
def model() -> Interlingua:
    return Interlingua.load()


@pytest.mark.parametrize("code", sorted(set(SENTENCES) - {"en"}))
def test_a_sentence_finds_its_translation_word_by_word(model: Interlingua, code: str) -> None:
    found = model.similarities(SENTENCES["en"], ["en"] * 3, SENTENCES[code], [code] * 3)
    assert found.argmax(axis=1).tolist() == [0, 1, 2]
    assert found.argmax(axis=0).tolist() == [0, 1, 2]


def test_sentences_held_against_each_other_are_as_alike_as_one_by_one(model: Interlingua) -> None:
    texts = [text for code in sorted(SENTENCES) for text in SENTENCES[code]] + ["", "…", "12 34"]
    languages = [code for code in sorted(SENTENCES) for _ in SENTENCES[code]] + ["en"] * 3
    found = model.among([*map(model.tokens, texts, languages)])
    assert np.array_equal(found, model.similarities(texts, languages, texts, languages))
    assert np.array_equal(found, found.T)
    assert model.among([]).shape == (0, 0)


@pytest.mark.parametrize("code", sorted(set(SENTENCES) - {"en"}))
def test_reports_of_one_event_are_nearer_than_reports_of_another(model: Interlingua, code: str) -> None:
    found = model.vectors(SENTENCES["en"], ["en"] * 3) @ model.vectors(SENTENCES[code], [code] * 3).T
    assert np.trace(found) / 3 > (found.sum() - np.trace(found)) / 6 + 0.1


def test_all_languages_of_the_project_are_in_it(model: Interlingua) -> None:
    assert {*SENTENCES} == {*model.about["languages"]} - {"und"}


@pytest.mark.parametrize(
    ("code", "word", "near", "far"),
    [
        ("de", "Krankenhausaufenthaltsdauer", "hospital", "football"),
        ("sv", "Riksdagsvalsresultatet", "election", "kitchen"),
        ("da", "Folketingsvalgkampen", "election", "kitchen"),
        ("fi", "vaalitappiossaan", "election", "kitchen"),
        ("nl", "verkiezingsnederlagen", "election", "kitchen"),
        ("pl", "szpitalnictwami", "hospital", "football"),
        ("ru", "полицейскостью", "police", "kitchen"),
        ("tr", "hastanelerimizdekilerden", "hospital", "football"),
    ],
)
def test_words_outside_the_vocabulary_are_read_from_their_parts(
    model: Interlingua, code: str, word: str, near: str, far: str
) -> None:
    vector = model.vector(word, code)
    assert vector @ model.vector(near, "en") > vector @ model.vector(far, "en") + 0.1


def test_a_new_name_is_the_same_in_two_languages(model: Interlingua) -> None:
    assert model.vector("Xelbrunovic", "en") @ model.vector("Xelbrunovic", "es") > 0.9
    assert model.similarity("Xelbrunovic", "en", "Xelbrunović", "de") == pytest.approx(1)


def test_a_sentence_is_wholly_similar_to_itself(model: Interlingua) -> None:
    for code, sentences in SENTENCES.items():
        for sentence in sentences:
            assert model.similarity(sentence, code, sentence, code) == pytest.approx(1, abs=1e-6)


def test_other_numbers_make_less_similar(model: Interlingua) -> None:
    first = "340 patients were treated."
    assert model.similarity(first, "en", "Traitement de 340 patients.", "fr") > model.similarity(
        first, "en", "Traitement de 512 patients.", "fr"
    )


def test_rare_words_count_more_than_common_ones(model: Interlingua) -> None:
    assert model.weight("the", "en") < 0.05 < model.weight("people", "en") < model.weight("helicopter", "en")
    assert model.weight("Xelbrunovic", "en") > 0.99
    assert model.weight("", "en") == 1


@pytest.mark.parametrize("text", ["", " \n", "…!?", "12 345", "\ud800", "\0", "🦊🦊", "。、"])
def test_a_text_without_words_is_nowhere(model: Interlingua, text: str) -> None:
    assert not model.vector(text, "en").any()
    assert model.similarity(text, "en", "The bridge fell.", "en") == 0 or text == "12 345"


@pytest.mark.parametrize("language", ["und", "", "xx", "tlh-Latn", "EN", "en-GB"])
def test_unknown_languages_are_read_as_far_as_words_tell(model: Interlingua, language: str) -> None:
    vector = model.vector("The bridge over the river collapsed.", language)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)
    assert vector @ model.vector("The bridge over the river collapsed.", "en") > 0.8


def test_a_wrong_language_label_does_no_great_harm(model: Interlingua) -> None:
    right, wrong = (model.vector(SENTENCES["de"][2], code) for code in ("de", "sv"))
    assert right @ wrong > 0.7


def test_traditional_chinese_is_read_as_simplified(model: Interlingua) -> None:
    assert model.vector("總統選舉", "zh-Hant") @ model.vector("总统选举", "zh") == pytest.approx(1, abs=1e-3)


def test_one_by_one_and_together_are_the_same(model: Interlingua) -> None:
    texts = [sentence for code in sorted(SENTENCES) for sentence in SENTENCES[code]]
    languages = [code for code in sorted(SENTENCES) for _ in range(3)]
    together = model.vectors(texts, languages)
    alone = np.array([model.vector(t, lang) for t, lang in zip(texts, languages, strict=True)])
    assert np.abs(together - alone).max() <= 2e-6
    pairs = model.similarities(texts[:20], languages[:20], texts, languages)
    assert pairs[7, 40] == model.similarity(texts[7], languages[7], texts[40], languages[40])


def test_what_was_read_before_changes_nothing(monkeypatch: pytest.MonkeyPatch, model: Interlingua) -> None:
    from rashomon.encoding import interlingua_lexicon

    path = resources.files("rashomon.encoding") / "models" / "interlingua.bin"
    monkeypatch.setattr(interlingua_lexicon, "_SLOTS", 16)
    with resources.as_file(path) as file:
        crowded = Interlingua(file)
    for code, sentences in SENTENCES.items():
        for sentence in sentences:
            if len(set(sentence.split())) < 14 and code not in {"ja", "zh", "ko", "fr", "hi"}:
                assert np.abs(crowded.vector(sentence, code) - model.vector(sentence, code)).max() < 2e-6


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(sorted(SENTENCES)))
def test_any_text_has_a_vector_and_a_symmetric_similarity(a: str, b: str, code: str) -> None:
    model = Interlingua.load()
    length = float(np.linalg.norm(model.vector(a, code)))
    assert length == 0 or length == pytest.approx(1, abs=1e-3)
    there, back = model.similarity(a, code, b, "en"), model.similarity(b, "en", a, code)
    assert there == pytest.approx(back, abs=2e-6)
    assert 0 <= there <= 1 + 1e-5


@pytest.mark.parametrize(
    "text",
    ["bridge " * 800_000, "x" * 5_000_000, "桥" * 1_700_000, "a'" * 2_500_000],
    ids=["words", "one-word", "one-run", "apostrophes"],
)
def test_five_megabytes_take_no_time(model: Interlingua, text: str) -> None:
    start = time.process_time()
    model.vector(text, "en")
    model.similarity(text, "en", text, "zh")
    assert time.process_time() - start < 5


def test_it_opens_fast_and_is_small() -> None:
    program = (
        "import time\nfrom rashomon.encoding.interlingua import Interlingua\n"
        "start = time.process_time()\nInterlingua.load()\nprint(time.process_time() - start)"
    )
    spent = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert float(spent.stdout) < 0.05
    models = resources.files("rashomon.encoding") / "models"
    with resources.as_file(models / "interlingua.bin") as path:
        assert path.stat().st_size < 45_000_000
    assert "Attribution-ShareAlike 4.0" in " ".join(
        (models / "interlingua.LICENSE").read_text(encoding="utf-8").split()
    )


def test_it_says_what_it_is(model: Interlingua) -> None:
    assert model.about["licence"] == "CC-BY-SA-4.0"
    assert model.about["encoder"]["sha256"].startswith("1571fc98")
    assert model.about["words"] > 300_000
