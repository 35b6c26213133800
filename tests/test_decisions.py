"""What a person decided holds over every guess, and can be written down and read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import decisions
from rashomon.decisions import Decision, DecisionError
from rashomon.marking import mark
from rashomon.model import Block, Report, Span

TEXT = "The harbour closed on Monday. “The pier is unsafe,” said mayor Lena Frost. 14 boats were moved."


def marked(text: str = TEXT) -> Report:
    return mark(Report("a", "a.txt", text, "en", blocks=(Block("body", Span(0, len(text))),)))


def on(kind: decisions.Kind, words: str, speaker: str = "") -> Decision:
    return Decision(kind, reports=("a",), words=words, start=max(0, TEXT.find(words)), speaker=speaker)


def test_a_corrected_speaker_is_the_one_given() -> None:
    report, lost = decisions.apply(marked(), [on("speaker", "The pier is unsafe", speaker="Karl Lund")])
    assert [q.speaker.name for q in report.marks.quotations if q.speaker] == ["Karl Lund"]
    assert not lost


def test_a_speaker_can_be_taken_away() -> None:
    report, _ = decisions.apply(marked(), [on("speaker", "The pier is unsafe")])
    assert [q.speaker for q in report.marks.quotations] == [None]


def test_the_last_word_on_a_passage_holds() -> None:
    words = "The pier is unsafe"
    report, _ = decisions.apply(
        marked(), [on("speaker", words, speaker="Karl Lund"), on("speaker", words, speaker="Mia Berg")]
    )
    assert [q.speaker.name for q in report.marks.quotations if q.speaker] == ["Mia Berg"]


def test_what_is_no_quantity_and_no_speech_is_gone() -> None:
    wrong = [on("no_figure", "14 boats"), on("no_quotation", "The pier is unsafe")]
    report, _ = decisions.apply(marked(), wrong)
    assert not report.marks.quotations
    assert not any("14" in figure.text for figure in report.marks.figures)


def test_furniture_keeps_tiling_the_text_and_bears_no_marks() -> None:
    words = "14 boats were moved."
    report, _ = decisions.apply(marked(), [on("furniture", words)])
    assert "".join(block.span.of(TEXT) for block in report.blocks) == TEXT
    assert [block.span.of(TEXT) for block in report.blocks if block.kind == "furniture"] == [words]
    assert not any("14" in figure.text for figure in report.marks.figures)


def test_a_passage_is_found_again_where_the_text_has_moved() -> None:
    right = on("speaker", "The pier is unsafe", speaker="K")
    report, lost = decisions.apply(marked("Updated. " + TEXT), [right])
    assert not lost
    assert [q.speaker.name for q in report.marks.quotations if q.speaker] == ["K"]


def test_a_decision_about_words_that_are_gone_is_named() -> None:
    gone = on("no_quotation", "The pier is safe")
    assert decisions.apply(marked(), [gone])[1] == (gone,)


@pytest.mark.parametrize(
    ("given_toml", "said"),
    [
        ("[[decision]]\nkind = 'speeker'", "kind"),
        ("[[decision]]\nreports = ['a', 'b']", "kind"),
        ("[[decision]]\nkind = 'one_story'\nreports = ['a']", "reports"),
        ("[[decision]]\nkind = 'one_story'\nreports = ['a', 'a']", "reports"),
        ("[[decision]]\nkind = 'same_name'\nnames = 'Ann'", "names"),
        ("[[decision]]\nkind = 'speaker'\nreports = ['a']", "words"),
        ("[[decision]]\nkind = 'no_figure'\nreports = ['a']\nwords = '14'\nstart = -1", "start"),
        ("[[decision]]\nkind = 'no_figure'\nreports = ['a']\nwords = 14", "words"),
        ("[[decision]]\nkind = 'no_figure'\ncolour = 'red'", "colour"),
        ("kind = 1", "kind"),
        ("[[decision", "not TOML"),
    ],
)
def test_what_cannot_be_a_decision_is_refused_by_field(given_toml: str, said: str) -> None:
    with pytest.raises(DecisionError, match=f"mine.toml: .*{said}"):
        decisions.from_toml(given_toml, "mine.toml")


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, st.integers(0, 999)), max_size=4))
def test_decisions_come_back_from_toml_as_they_were(parts: list[tuple[str, str, str, int]]) -> None:
    made = [
        Decision("speaker", reports=(report,), words="w" + words, speaker=speaker, start=start, who="me")
        for report, words, speaker, start in parts
    ]
    assert list(decisions.from_toml(decisions.to_toml(made))) == made


@given(st.text("ab", max_size=20), st.text("ab", max_size=3), st.integers(0, 30))
def test_words_are_found_at_their_nearest_place(text: str, words: str, start: int) -> None:
    span = decisions.find(text, words, start)
    places = [at for at in range(len(text)) if words and text.startswith(words, at)]
    assert (span is not None) == bool(places)
    if span is not None:
        assert span.of(text) == words
        assert abs(span.start - start) == min(abs(at - start) for at in places)
