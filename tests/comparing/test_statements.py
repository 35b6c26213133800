"""Quotations of one utterance come together; others stay apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.comparing import statements
from rashomon.comparing.people import same_person
from rashomon.comparing.statements.wording import against, is_cut
from rashomon.encoding.alignment import Aligner
from rashomon.encoding.interlingua import Interlingua
from rashomon.model import Block, Marks, Quotation, Report, Span, Speaker, Statement

#: Sentences of these lists say the same.
SAME = [
    {
        "the dam will hold until the snow has gone",
        "der damm wird halten bis der schnee weg ist",
        "dammen håller tills snön är borta",
    },
    {"nobody has slept here since friday", "niemand hat hier seit freitag geschlafen"},
]


def _meaning(a: str, _la: str, b: str, _lb: str) -> float:
    """A stand-in for the interlingua that knows the sentences above and nothing else."""
    plain = ["".join(c for c in t.lower() if c.isalpha() or c == " ").strip() for t in (a, b)]
    return 1.0 if plain[0] == plain[1] or any({*plain} <= group for group in SAME) else 0.1


def _report(name: str, language: str, *said: tuple[str, str | None], published: str = "") -> Report:
    """A report that quotes each of ``said``: words and speaker (None: left open)."""
    text, quotations = "", []
    for words, speaker in said:
        span = Span(len(text) + 1, len(text) + 1 + len(words))
        text += f"“{words}” "
        who = None
        if speaker is not None:
            at = Span(len(text), len(text) + len(speaker))
            who = Speaker(at, speaker, speaker, f"person:{speaker}" if speaker.istitle() else "")
            text += f"{speaker}\n"
        quotations.append(Quotation(span, words, "direct", who))
    return Report(
        name,
        name,
        text,
        language,
        blocks=(Block("body", Span(0, len(text))),),
        marks=Marks(quotations=tuple(quotations)),
    )


def _compare(*reports: Report) -> tuple[Statement, ...]:
    return statements.compare(reports, Aligner(None, _meaning), lambda report, _span: report.language)


def _together(found: Sequence[Statement]) -> list[set[str]]:
    return [{v.report for v in s.versions} for s in found if len(s.versions) > 1]


def test_a_translated_quotation_is_the_same_statement() -> None:
    found = _compare(
        _report("a", "en", ("The dam will hold until the snow has gone.", "Vera Lund")),
        _report("b", "de", ("Der Damm wird halten, bis der Schnee weg ist.", "Vera Lund")),
    )
    assert _together(found) == [{"a", "b"}]
    assert {v.relation for v in found[0].versions} == {"verbatim", "translated"}


def test_two_speakers_never_share_a_statement() -> None:
    found = _compare(
        _report("a", "en", ("The dam will hold until the snow has gone.", "Vera Lund")),
        _report("b", "de", ("Der Damm wird halten, bis der Schnee weg ist.", "Otto Brandt")),
    )
    assert _together(found) == []


def test_a_fragment_joins_the_sentence_it_was_cut_from() -> None:
    found = _compare(
        _report("a", "en", ("The dam will hold until the snow has gone.", "Vera Lund")),
        _report("b", "en", ("until the snow has gone", "Lund")),
    )
    assert _together(found) == [{"a", "b"}]
    cut = next(v for v in found[0].versions if v.report == "b")
    assert cut.relation == "cut"
    assert cut.missing == ("The dam will hold",)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "I think the new ferry is a good idea", "I think the new ferry is a bad idea"),
        ("de", "Ich halte die neue Fähre für richtig", "Ich halte die neue Fähre für falsch"),
        ("sv", "Jag tycker att den nya färjan är billig", "Jag tycker att den nya färjan är dyr"),
        ("fr", "Nous allons ouvrir le port demain", "Nous allons fermer le port demain"),
        ("es", "Necesitamos más barcos en el puerto", "Necesitamos menos barcos en el puerto"),
        ("nl", "Wij vinden de nieuwe haven veilig", "Wij vinden de nieuwe haven gevaarlijk"),
    ],
)
def test_words_that_mean_the_opposite_make_two_statements(language: str, one: str, other: str) -> None:
    found = _compare(
        _report("a", language, (one, "Vera Lund")),
        _report("b", language, (other, "Vera Lund")),
    )
    assert _together(found) == []


def test_exchanged_words_are_shown_where_they_stand() -> None:
    found = _compare(
        _report("a", "en", ("We have taken over 800 people from the lower town.", "Vera Lund")),
        _report("b", "en", ("We have taken more than 800 people from the lower town.", "Vera Lund")),
    )
    other = next(v for v in found[0].versions if v.changes)
    assert other.relation == "reworded"
    (change,) = other.changes
    assert {change.dropped, change.added} == {"over", "more than"}


def test_different_sentences_of_one_report_stay_apart() -> None:
    found = _compare(
        _report(
            "a",
            "en",
            ("The dam will hold until the snow has gone.", "Vera Lund"),
            ("Nobody has slept here since Friday.", "Vera Lund"),
        ),
        _report("b", "de", ("Niemand hat hier seit Freitag geschlafen.", "Vera Lund")),
    )
    assert len(found) == 2
    assert _together(found) == [{"a", "b"}]


def test_words_that_three_reports_have_alike_in_one_language_are_the_original() -> None:
    words = "The dam will hold until the snow has gone."
    found = _compare(
        *(_report(name, "en", (words, "Vera Lund")) for name in "abd"),
        _report("c", "sv", ("Dammen håller tills snön är borta.", "Vera Lund")),
    )
    assert {v.report: v.translated for v in found[0].versions} == {
        "a": False, "b": False, "c": True, "d": False,
    }  # fmt: skip


def test_two_reports_may_share_one_translation_and_show_no_original() -> None:
    words = "The dam will hold until the snow has gone."
    found = _compare(
        *(_report(name, "en", (words, "Vera Lund")) for name in "ab"),
        _report("c", "sv", ("Dammen håller tills snön är borta.", "Vera Lund")),
    )
    assert not any(v.original or v.translated for v in found[0].versions)


def test_a_described_speaker_takes_the_name_another_report_gives_for_the_same_words() -> None:
    words = "The dam will hold until the snow has gone."
    found = _compare(_report("a", "en", (words, "the mayor")), _report("b", "en", (words, "Vera Lund")))
    assert [s.speaker for s in found] == ["Vera Lund"]


def test_an_open_speaker_takes_the_name_another_report_gives() -> None:
    found = _compare(
        _report("a", "en", ("The dam will hold until the snow has gone.", None)),
        _report("b", "de", ("Der Damm wird halten, bis der Schnee weg ist.", "Vera Lund")),
    )
    assert [s.speaker for s in found] == ["Vera Lund"]


@given(st.permutations(range(4)))
def test_the_order_of_the_reports_changes_nothing(order: list[int]) -> None:
    reports = [
        _report("a", "en", ("The dam will hold until the snow has gone.", "Vera Lund")),
        _report("b", "de", ("Der Damm wird halten, bis der Schnee weg ist.", "Lund")),
        _report("c", "en", ("Nobody has slept here since Friday.", "Otto Brandt")),
        _report("d", "sv", ("Dammen håller tills snön är borta.", None)),
    ]
    assert _compare(*(reports[i] for i in order)) == _compare(*reports)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Trump", "Donald J. Trump", True),
        ("Vera Lund", "Vera Lund", True),
        ("Vera Lund", "Otto Lund", False),
        ("Lund", "Lundin", False),
        ("Владимир Зеленский", "Vladimir Zelenskij", True),
        ("إنغريد سولباكن", "Ingrid Solbakken", True),
        ("إنغريد سولباكن", "Henrik Aasen", False),
        ("a spokesman", "Vera Lund", False),
    ],
)
def test_names_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 50))
def test_changes_are_the_words_they_span(reference: str, version: str, offset: int) -> None:
    report = " " * offset + version
    for change in against(reference, version, offset)[0]:
        assert change.span.of(report) == change.added


def test_only_a_shorter_wording_is_a_cut() -> None:
    whole = ["we", "will", "be", "forced", "to", "release", "them", "all"]
    assert is_cut(whole, whole[3:])
    assert not is_cut(whole, whole)
    assert not is_cut(whole, ["quite", "other"])


def test_words_shared_outright_beat_any_likeness_of_meaning() -> None:
    """Two sentences of one speaker in one language: the one with the same words is the same."""
    found = _compare(
        _report("a", "en", ("We are leaving after a 100% harvest this year.", "Vera Lund")),
        _report(
            "b",
            "en",
            ("We are leaving after a 100 per cent harvest this year.", "Vera Lund"),
            ("For two years we have brought home harvest after harvest.", "Vera Lund"),
        ),
    )
    assert _together(found) == [{"a", "b"}]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "I believe the new bridge is dangerous.", "I believe the new bridge is beautiful."),
        ("da", "Jeg synes, at den nye vej er farlig.", "Jeg synes, at den nye vej er smuk."),
        ("de", "Ich halte den neuen Tarif für ungerecht.", "Ich halte den neuen Tarif für großzügig."),
        ("fr", "Je pense que cette loi est dangereuse.", "Je pense que cette loi est magnifique."),
        ("es", "Creo que el nuevo puente es peligroso.", "Creo que el nuevo puente es precioso."),
        ("en", "We will close the plant this year.", "We will not close the plant this year."),
        ("sv", "Vi kommer att stänga fabriken i år.", "Vi kommer inte att stänga fabriken i år."),
        (
            "it",
            "Chiuderemo la fabbrica di Ebrach quest'anno.",
            "Non chiuderemo la fabbrica di Ebrach quest'anno.",
        ),
        ("nl", "We zullen de fabriek dit jaar sluiten.", "We zullen de fabriek dit jaar niet sluiten."),
    ],
)
def test_one_frame_with_other_content_is_two_statements(language: str, one: str, other: str) -> None:
    words = Interlingua.load()
    found = statements.compare(
        [_report("a", language, (one, "Vera Lund")), _report("b", language, (other, "Vera Lund"))],
        Aligner(None, words.similarity),
        lambda report, _span: report.language,
        weigh=words.weight,
    )
    assert _together(found) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I don't want to hurt anybody here.", "I don’t want to hurt anyone here."),
        (
            "They were chased by two cars and someone fired a gun.",
            "They were chased by two cars and someone shot a gun.",
        ),
    ],
)
def test_other_words_for_the_same_are_one_statement(one: str, other: str) -> None:
    words = Interlingua.load()
    found = statements.compare(
        [_report("a", "en", (one, "Vera Lund")), _report("b", "en", (other, "Vera Lund"))],
        Aligner(None, words.similarity),
        lambda report, _span: report.language,
        weigh=words.weight,
    )
    assert _together(found) == [{"a", "b"}]


def test_a_name_that_cannot_be_compared_is_not_another_speaker() -> None:
    found = _compare(
        _report("a", "en", ("The dam will hold until the snow has gone.", "Ana Kovac")),
        _report("b", "de", ("Der Damm wird halten, bis der Schnee weg ist.", "安娜·科瓦奇")),
    )
    assert _together(found) == [{"a", "b"}]


def test_unnamed_groups_do_not_meet_on_the_words_of_their_topic() -> None:
    found = _compare(
        _report("a", "en", ("Our prayers are with the wounded and all who love them.", "the mayor")),
        _report("b", "en", ("We hold the wounded and all who love them in our hearts.", "Vera Lund")),
    )
    assert _together(found) == []


@pytest.mark.parametrize(
    ("language", "whole", "first", "second"),
    [
        ("en", "I trust the river, but the river has never once trusted us", "I trust the river",
         "but the river has never once trusted us"),
        ("de", "Ich traue dem Fluss, aber der Fluss hat uns noch nie getraut", "Ich traue dem Fluss",
         "aber der Fluss hat uns noch nie getraut"),
        ("sv", "Jag litar på den här ån, men ån har aldrig litat på oss", "Jag litar på den här ån",
         "men ån har aldrig litat på oss"),
        ("fr", "Je me fie au fleuve, mais le fleuve ne s'est jamais fié à nous", "Je me fie au fleuve",
         "mais le fleuve ne s'est jamais fié à nous"),
    ],
)  # fmt: skip
def test_the_parts_between_which_the_speaker_stands_are_one_utterance(
    language: str, whole: str, first: str, second: str
) -> None:
    found = _compare(
        _report("a", language, (whole, "Vera Lund")),
        _report("b", language, (first, "Vera Lund"), (second, "Vera Lund")),
        _report("c", language, (whole, "Vera Lund")),
    )
    assert [len(one.versions) for one in found] == [4]


def test_two_sentences_that_each_stand_whole_are_two_statements() -> None:
    found = _compare(
        _report("a", "en", ("I trust the river and the dam", "Vera Lund")),
        _report(
            "b", "en", ("I trust the river and the dam", "Vera Lund"), ("It trusts nobody here", "Vera Lund")
        ),
    )
    assert sorted(len(one.versions) for one in found) == [1, 2]


def test_a_speaker_in_another_script_is_compared_by_sound() -> None:
    assert same_person("Lukas Hartmann", "卢卡斯·哈特曼")
    assert not same_person("Lukas Hartmann", "吕克·马丁")


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_the_signs_of_a_script_without_spaces_are_its_words(language: str) -> None:
    """A whole sentence is one, though it has no blank."""
    text = {"zh": "每一座桥都经过人工检查。", "ja": "橋はすべて手で調べました。"}[language]
    found = _compare(
        _report("a", language, (text, "Vera Lund")), _report("b", language, (text, "Vera Lund"))
    )
    assert _together(found) == [{"a", "b"}]
