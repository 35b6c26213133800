"""Figures: what a quantity is, what is none, and that hostile text neither breaks nor slows the reader."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.marking import figures
from rashomon.marking.figures import find_in
from rashomon.marking.figures.beginnings import may_begin_in
from rashomon.model import Block, Figure, Moment, Quotation, Report, Span, Speaker
from rashomon.text.document import document_of
from tests.conftest import ROOT

CASES = ROOT / "tests" / "marking" / "cases" / "figures"
LANGUAGES = sorted("en sv da nb de nl fr es it pt fi pl cs uk ru el tr ar fa he hi zh ja ko".split())  # noqa: SIM905


def one(text: str, language: str = "en") -> Figure:
    found = find_in(text, language)
    assert len(found) == 1, found
    return found[0]


def report(text: str, language: str = "en", kind: str = "body") -> Report:
    return Report("r", "r.txt", text, language, blocks=(Block(kind, Span(0, len(text))),))  # type: ignore[arg-type]


def test_a_figure_knows_what_it_counts() -> None:
    figure = one("More than 4,000 family members are held in camps.")
    assert (figure.about, figure.head, figure.hedge) == ("family members", "members", "More than")


def test_what_is_counted_may_stand_before_the_number() -> None:
    assert one("The number of injured is 800.").about.startswith("injured")


def test_about_widens_and_is_not_exact() -> None:
    figure = one("About 800 people came.")
    assert (figure.low, figure.high, figure.exact) == (720.0, 880.0, False)


def test_an_amount_keeps_how_it_was_written() -> None:
    assert one("They paid $1.5 million.").written == (1500000.0, 1500000.0, "$")
    assert one("It covers 700 square metres.").written == (700.0, 700.0, "square metres")


def test_two_currencies_are_one_amount() -> None:
    dollars, kroner = find_in("De har 200 millioner dollars - svarende til 1,32 millarder kroner.", "da")
    assert kroner.same_as == dollars.span
    assert (kroner.low, kroner.unit) == (1320000000.0, "DKK")


def test_two_units_in_brackets_are_one_length() -> None:
    miles, kilometres = find_in("The wall is 50 miles (80 km) long.", "en")
    assert kilometres.same_as == miles.span


def test_a_change_is_told_from_a_level() -> None:
    change, level = find_in("Prices rose by 3 per cent to 12 dollars.", "en")
    assert (change.change, level.change) == ("up", None)


@pytest.mark.parametrize(
    ("language", "text", "changes"),
    [
        ("nl", "De heffing is met 2 procent verhoogd tot 9 procent.", ["up", None]),
        ("nl", "De haven verwacht dat de handel met 4 procent groeit.", ["up"]),
        ("de", "Die Abgabe wurde auf 9 Prozent angehoben.", [None]),
        ("de", "Man erwartet, dass der Handel um 4 Prozent schrumpft.", ["down"]),
        ("es", "Se prevé que el comercio crezca este año un 4 por ciento.", ["up"]),
        ("es", "Es la primera subida en 9 meses.", [None]),
        ("it", "Il commercio crescerà del 4 per cento.", ["up"]),
        ("pt", "As vendas caíram 4 por cento.", ["down"]),
        ("fr", "Le commerce devrait reculer de 4 pour cent.", ["down"]),
    ],
)
def test_a_change_is_known_in_every_form_of_its_verb(
    language: str, text: str, changes: list[str | None]
) -> None:
    assert [f.change for f in find_in(text, language) if f.dimension != "rank"] == changes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Zeven van de elf rechters stemden tegen."),
        ("fr", "Sept des onze juges ont voté contre."),
        ("da", "Syv af de elleve dommere stemte imod."),
        ("en", "Seven of the eleven judges voted against."),
    ],
)
def test_a_part_counts_what_the_whole_counts(language: str, text: str) -> None:
    part, whole = find_in(text, language)
    assert part.head == whole.head != ""


def test_rise_from_one_to_another_is_no_range() -> None:
    assert [figure.low for figure in find_in("The toll rose from 30 to 43.", "en")] == [30.0, 43.0]


def test_a_scale_is_shared_by_a_range() -> None:
    figure = one("It will cost 2 to 3 million dollars.")
    assert (figure.low, figure.high) == (2000000.0, 3000000.0)


@pytest.mark.parametrize(
    "text",
    [
        "The flight was an A380.", "See https://example.org/q=30%25/2019.", "Call +46 8 123 456 78 now.",
        "It began in 1999.", "the 2020 election", "He met him on 4 May.", "They won 3-1.", "at 10:30",
        "Version 3.2.1 is out.", "Article 5 applies.", "The F-16 and the MH-17.", "Louis XIV and his men",
        "1. Wash the rice.", "the second half of the match",
    ],
)  # fmt: skip
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    assert [figure for figure in find_in(text, "en") if figure.dimension != "rank"] == []


def test_a_sports_table_holds_no_figures() -> None:
    assert find_in("Ajax 34 22 8 4 87 30\nPSV 34 21 9 4 80 33", "en") == []


def test_a_ticker_holds_no_figures() -> None:
    assert find_in("AAPL 182.31 1.20 MSFT 411.22 3.10 GOOG 141.80 0.55", "en") == []


@pytest.mark.parametrize("digits", ["1" + "0" * 400, "9" * 1_000_000, "1e400", "10^400"])
def test_numbers_beyond_reason_are_none(digits: str) -> None:
    assert find_in(digits, "en") == [] or all((f.low or 0) < 1e60 for f in find_in(digits, "en"))


def test_digits_of_two_scripts_in_one_number_are_none() -> None:
    assert find_in("1२3 people", "en") == []


@pytest.mark.parametrize(
    ("text", "language"), [("٨٠٠ شخص", "ar"), ("८०० लोग", "hi"), ("８００人", "ja"), ("۸۰۰ نفر", "fa")]
)
def test_digits_of_every_script_are_read(text: str, language: str) -> None:
    assert one(text, language).low == 800.0


def test_spans_are_the_words_themselves() -> None:
    text = "I går kom 1 200 personer, drygt 300 fler än 2018."
    for figure in find_in(text, "sv"):
        assert figure.span.of(text) == figure.text


def test_furniture_and_repeats_are_not_read() -> None:
    assert figures.find(report("Read by 4,000 people", kind="furniture")) == ()
    assert figures.find(report("Read by 4,000 people", kind="repeat")) == ()


def test_what_moments_cover_is_no_figure() -> None:
    text = "In the last two weeks 30 boats sank."
    moment = Moment(Span(3, 21), "the last two weeks", "2026-05-01", "2026-05-14", "span")
    assert [figure.text for figure in figures.find(report(text), [moment])] == ["30"]


def test_a_figure_belongs_to_whoever_says_it() -> None:
    text = "“We hold 800 prisoners,” said Ada Holm."
    speaker = Speaker(Span(30, 38), "Ada Holm", "Ada Holm")
    said = Quotation(Span(1, 22), text[1:22], "direct", speaker)
    (figure,) = figures.find(report(text), (), [said])
    assert (figure.attributed_to, figure.attributed_span) == ("Ada Holm", speaker.span)


def test_an_embedded_post_is_read_in_its_own_language() -> None:
    danish = "Han skrev det i går, og mange har svaret på det.\n"
    post = "We are going to look into it and do what is right for the whole country, to be sure."
    both = replace(
        report(danish + post, "da"),
        blocks=(Block("body", Span(0, len(danish))), Block("embed", Span(len(danish), len(danish + post)))),
    )
    assert figures.find(both) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_that_holds_a_figure_is_passed_over(language: str) -> None:
    for line in (CASES / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        text = line.split(" | ")[0].replace("[[", "").replace("]]", "")
        document = document_of(report(text, language))
        passed = [section for section in document.sections if not may_begin_in(document, section)]
        assert not any(find_in(section.span.of(text), section.language) for section in passed), text


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
@settings(max_examples=250, deadline=None)
def test_any_text_is_read_in_order_without_overlap(text: str, language: str) -> None:
    found = find_in(text, language)
    end = 0
    for figure in found:
        assert figure.span.of(text) == figure.text
        assert figure.span.start >= end
        end = figure.span.end
        assert figure.low is None or figure.high is None or figure.low <= figure.high


@given(
    st.lists(
        st.sampled_from(
            [
                "1",
                "2,5",
                "1.000",
                "two",
                "hundred",
                "million",
                "and",
                "half",
                "a",
                "third",
                "of",
                "dollars",
                "$",
                "€",
                "%",
                "-",
                "–",
                "to",
                "between",
                "more",
                "than",
                "about",
                "up",
                "km2",
                "square",
                "metres",
                ".",
                ",",
                "(",
                ")",
                "/",
                ":",
                "twenty-one",
                "1/2",
                "old",
                "years",
                "10^6",
                "dozen",
                "-",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=250, deadline=None)
def test_any_heap_of_number_words_is_read(words: list[str]) -> None:
    for text in (" ".join(words), "".join(words)):
        for figure in find_in(text, "en"):
            assert figure.span.of(text) == figure.text


@pytest.mark.parametrize(
    "piece", ["1,", "one ", "1-", "$1 to ", "two hundred and ", "1/", "(", "elf", "3 feet "]
)
def test_time_is_linear_in_length(piece: str) -> None:
    def spent(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        find_in(text, "en")
        return time.process_time() - began

    spent(1000)
    small, large = spent(20_000), spent(160_000)
    assert large < 8 * 5 * max(small, 0.02)


@pytest.mark.parametrize(
    ("language", "text", "sources"),
    [
        (
            "en",
            "Police said 12,000 people marched and 50,000 according to the organisers.",
            [None, "organisers"],
        ),
        (
            "fr",
            "Selon la police 12 000 personnes, et 50 000 selon les organisateurs.",
            ["police", "organisateurs"],
        ),
        (
            "it",
            "Sono 12.000 secondo la polizia, 50.000 secondo gli organizzatori.",
            ["polizia", "organizzatori"],
        ),
        (
            "pt",
            "Foram 12.000 segundo a polícia; 50.000 segundo os organizadores.",
            ["polícia", "organizadores"],
        ),
        ("nl", "De schade bedraagt volgens de rederij 12 miljoen euro.", ["rederij"]),
        ("it", "Nel secondo trimestre sono arrivate 12.000 persone.", [None]),
        ("en", "According to the police, 12,000 people marched.", [None]),
    ],
)
def test_the_clause_of_a_figure_says_whose_it_is(language: str, text: str, sources: list[str | None]) -> None:
    """What is said across a comma is for the quotations to know."""
    found = figures.find(report(text, language))
    assert [figure.attributed_to for figure in found] == sources
    for figure in found:
        if figure.attributed_span is not None:
            assert figure.attributed_span.of(text) == figure.attributed_to


def test_a_figure_of_two_sources_keeps_the_one_of_its_own_clause() -> None:
    text = "Selon la police 12 000 personnes ont défilé, et 50 000 selon les organisateurs."
    speaker = Speaker(Span(6, 15), "la police", "la police")
    said = Quotation(Span(16, len(text)), text[16:], "indirect", speaker=speaker)
    found = figures.find(report(text, "fr"), quotations=[said])
    assert [figure.attributed_to for figure in found] == ["la police", "organisateurs"]


@pytest.mark.parametrize(
    ("language", "text", "about"),
    [
        ("en", "31 others were hurt.", ""),
        ("en", "31 other miners were hurt.", "miners"),
        ("fr", "31 autres ont été blessés.", ""),
        ("de", "31 weitere Bergleute wurden verletzt.", "Bergleute"),
    ],
)
def test_others_are_whoever_was_counted_before(language: str, text: str, about: str) -> None:
    assert one(text, language).about == about


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "He waited for two hours.", ["two hours"]),
        ("en", "He came at two hours.", []),
        ("nl", "Zij wachtten twee uur.", ["twee uur"]),
        ("nl", "Zij kwamen om twee uur.", []),
        ("it", "Hanno aspettato due ore.", ["due ore"]),
        ("pt", "Esperaram duas horas.", ["duas horas"]),
        ("pt", "Chegaram às duas horas.", []),
    ],
)
def test_so_many_hours_are_a_time_of_day_only_behind_a_word_for_when(
    language: str, text: str, wanted: list[str]
) -> None:
    start = text.rindex(" ", 0, text.rindex(" ")) + 1
    clock = Moment(Span(start, len(text) - 1), text[start:-1], "", "", "hour")
    assert [figure.text for figure in figures.find(report(text, language), [clock])] == wanted
