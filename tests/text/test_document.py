"""One reading of a report for all markers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.languages import codes
from rashomon.model import Block, Report, Span
from rashomon.text.classes import bits, word_classes
from rashomon.text.document import Document, document_in, document_of
from rashomon.text.phrases import Phrases

SWEDISH = "Isen låg kvar i hamnen under hela veckan och färjan kunde inte gå till öarna."
PASSAGES = {
    "en": "The ferry will not sail before Monday, the owners said, and all tickets are to be paid back.",
    "de": "Die Fähre wird nicht vor Montag fahren, und alle Karten werden von der Reederei bezahlt.",
    "fr": "Le bateau ne partira pas avant lundi, et tous les billets seront remboursés par la compagnie.",
    "es": "El barco no saldrá antes del lunes y todos los billetes serán pagados por la compañía.",
    "nl": "De veerboot vaart niet voor maandag en alle kaartjes worden door de rederij betaald.",
}


def test_tokens_carry_their_place_shape_and_classes() -> None:
    document = document_in("The mayor of Lund said: “No.”", "en")
    assert document.lows[:4] == ["the", "mayor", "of", "lund"]
    assert document.forms[0].classes & bits("articles")
    assert document.forms[3].capital
    assert document.span(1, 4).of(document.text) == "mayor of Lund"
    assert [quoted.inner.of(document.text) for quoted in document.quoted] == ["No."]


def test_sentences_and_clauses_are_ranges_of_tokens() -> None:
    document = document_in("He said that it rained, and left. She stayed.", "en")
    assert [document.span(s.start, s.stop).of(document.text) for s in document.sentences] == [
        "He said that it rained, and left.",
        "She stayed.",
    ]
    assert [document.span(c.start, c.stop).of(document.text) for c in document.clauses] == [
        "He said", "that it rained,", "and left.", "She stayed.",
    ]  # fmt: skip


def test_furniture_is_not_read() -> None:
    report = Report("1", "", "Read more\nIt rains.", "en", blocks=(
        Block("furniture", Span(0, 10), "page control"), Block("body", Span(10, 19)),
    ))  # fmt: skip
    assert document_of(report).lows == ["it", "rains", "."]
    assert document_of(report) is document_of(report)


@pytest.mark.parametrize("code", sorted(PASSAGES))
def test_a_passage_in_another_language_is_a_section_of_its_own(code: str) -> None:
    text = f"{SWEDISH}\n\n{PASSAGES[code]}\n\n{SWEDISH}"
    document = document_in(text, "sv")
    assert [section.language for section in document.sections] == ["sv", code, "sv"]
    assert document.language_at(text.index(PASSAGES[code]) + 3) == code
    assert document.language_at(3) == "sv"


@pytest.mark.parametrize("code", sorted(PASSAGES))
def test_a_report_in_one_language_is_one_section(code: str) -> None:
    document = document_in(f"{PASSAGES[code]}\n\n{PASSAGES[code]}", code)
    assert [section.language for section in document.sections] == [code]


def test_names_in_a_line_do_not_make_it_another_language() -> None:
    line = "Anna Berg, Erik Lund, Karin Ek, Olof Strand, Maria Dahl, Jonas Holm, Eva Lind, Per Sten"
    assert [s.language for s in document_in(f"{line}\n{line}", "en").sections] == ["en"]


@pytest.mark.parametrize("code", codes())
def test_an_empty_text_is_an_empty_document(code: str) -> None:
    document = document_in("", code)
    assert len(document) == 0
    assert not document.sentences
    assert not document.clauses
    assert not document.quoted


def test_an_unknown_language_is_read_without_word_classes() -> None:
    document = document_in("Bera bat da hau, eta ez da bestea.", "eu")
    assert len(document) == 10
    assert not any(form.classes for form in document.forms)
    assert not word_classes("eu")


def test_one_word_of_many_letters_is_one_token() -> None:
    document = document_in("a" * 400_000, "en")
    assert len(document) == 1
    assert document.sentences == (range(0, 1),)


def test_five_megabytes_are_read_in_time_linear_in_their_length() -> None:
    def seconds(times: int) -> float:
        text = f"{SWEDISH} ”Vi väntar”, sade Anna Berg.\n\n" * times
        begun = time.process_time()
        document = document_in(text, "sv")
        assert document.sentences
        assert document.quoted
        return time.process_time() - begun

    seconds(100)
    small, large = seconds(4_700), seconds(47_000)
    assert large < 25 * small + 1


def test_phrases_are_found_leftmost_and_longest() -> None:
    table = Phrases([(("according", "to"), "source"), (("according",), "x"), (("to", "date"), "time")])
    lows = ["according", "to", "date", "to", "date"]
    assert list(table.find(lows)) == [(0, 2, "source"), (3, 5, "time")]
    assert table.longest(lows, 1) == (3, "time")
    assert table.longest(lows, 0, 1) == (1, "x")
    assert table.longest(lows, 2) is None


@settings(max_examples=150, deadline=None)
@given(st.text(), st.sampled_from(codes()))
def test_tokens_lie_in_order_and_give_back_their_text(text: str, code: str) -> None:
    document: Document = document_in(text, code)
    at = 0
    for start, end, form in zip(document.starts, document.ends, document.forms, strict=True):
        assert text[start:end] == form.text
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
    covered = [token for clause in document.clauses for token in clause]
    assert covered == sorted(set(covered))
    assert sum(len(s) for s in document.sentences) == len(covered)
