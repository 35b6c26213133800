"""Names by the tagger: what the rules cannot see, where it ends, and what happens where it cannot be had."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.encoding.onnx_encoder import EncoderError
from rashomon.marking import mark
from rashomon.marking.names import find, tagger
from rashomon.marking.names.tagger import Tagger
from rashomon.model import Block, Report, Span


@pytest.fixture(scope="module")
def own() -> Tagger:
    return Tagger()


def report(text: str, language: str) -> Report:
    return Report("r", "r.txt", text, language, blocks=(Block("body", Span(0, len(text))),))


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("en", "the prime minister met angela merkel in berlin on monday.", "angela merkel", "person"),
        ("sv", "statsministern träffade angela merkel i berlin i måndags.", "angela merkel", "person"),
        ("en", "THE PRIME MINISTER MET ANGELA MERKEL IN BERLIN ON MONDAY.", "ANGELA MERKEL", "person"),
        ("pt", "O presidente encontrou Angela Merkel em Berlim.", "Angela Merkel", "person"),
        ("de", "Der Konzern Siemens verhandelt mit Angela Merkel.", "Siemens", "organisation"),
        ("fr", "La chancelière Angela Merkel a visité Marseille.", "Marseille", "place"),
        ("zh", "默克尔周一访问了法国。", "默克尔", "person"),
    ],
)
def test_names_are_found_whatever_the_case_and_language(
    own: Tagger, language: str, text: str, name: str, kind: str
) -> None:
    assert (name, kind) in {(found.text, found.kind) for found in find(report(text, language), own)}


def test_a_country_keeps_its_id(own: Tagger) -> None:
    found = find(report("Wojska są w Syrii. Prezydent Syrii milczy.", "pl"), own)
    assert {name.entity for name in found if name.text == "Syrii"} == {"territory:SY"}


def test_a_listed_town_that_nobody_is_called_is_a_place(own: Tagger) -> None:
    found = find(report("We have taken both Mosul and Raqqa. We have seen victory.", "en"), own)
    assert [(name.text, name.kind) for name in found] == [("Mosul", "place"), ("Raqqa", "place")]


def test_two_people_of_one_family_stay_two(own: Tagger) -> None:
    found = find(report("Anna Berg spoke in Oslo. Lars Berg listened. Then Berg left.", "en"), own)
    entities = {name.text: name.entity for name in found}
    assert entities["Anna Berg"] != entities["Lars Berg"]
    assert entities["Berg"] not in (entities["Anna Berg"], entities["Lars Berg"])


@settings(max_examples=25, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from(list("aAbBéÉñ ßİ.,'’“”-–()[]:/\n ΣςЯя中文ア・한국العلي״&1▁"))
        | st.characters(),
        max_size=80,
    ),
    st.sampled_from(["en", "de", "zh", "ar", "tr", "und"]),
)
def test_whatever_the_text_spans_are_its_words_in_order(text: str, language: str) -> None:
    found = find(report(text, language), Tagger())
    for name in found:
        assert name.span.of(text) == name.text
        assert name.text.strip() == name.text != ""
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start


def test_a_report_says_what_found_its_names(own: Tagger) -> None:
    given_text = report("Anna Berg met Lars Holm in Paris.", "en")
    assert mark(given_text).marks.named_by == "rules"
    by_tagger = mark(given_text, own)
    assert by_tagger.marks.named_by == "tagger"
    assert mark(by_tagger).marks.named_by == "tagger"


@pytest.mark.parametrize("how", ["missing", "cut short", "another version"])
def test_a_damaged_head_is_said_and_rules_find_the_names(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / tagger.FILE
    data = (Path(tagger.__file__).parent / "data" / tagger.FILE).read_bytes()
    if how == "cut short":
        path.write_bytes(data[:1_000])
    elif how == "another version":
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(EncoderError):
        Tagger(path=path)
    monkeypatch.setattr(tagger, "Tagger", lambda: Tagger(path=path))
    tagger.best_available.cache_clear()
    assert tagger.best_available() is None
    tagger.best_available.cache_clear()
    said = capsys.readouterr().err
    assert said.count("no tagger of names") == 1
    assert "rules" in said
