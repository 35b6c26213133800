"""Copied passages: found with their edits, never quotations, from the earlier report to the later."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rashomon.comparing.reuse import reuse
from rashomon.model import Block, Marks, Moment, Quotation, Report, Span, Statement, Version

AGENCY = (
    "Rescue workers pulled eleven people from the flooded mine shaft early on Tuesday after pumps had "
    "lowered the water by almost four metres."
)
EDITED = (
    "Rescue workers pulled eleven people from the flooded mine early on Tuesday after two pumps had "
    "lowered the water by almost four metres."
)


def report(name: str, text: str, language: str = "en", day: str = "") -> Report:
    published = Moment(None, day, day, day, "day") if day else None
    return Report(
        name, name, text, language, published=published, blocks=(Block("body", Span(0, len(text))),)
    )


def test_a_copied_sentence_is_found_word_for_word() -> None:
    a = report("a", f"The mine is old. {AGENCY} Nobody was hurt.")
    b = report("b", f"{AGENCY} Families waited at the gate.")
    (found,) = reuse([a, b], ())
    assert found.similarity == 1.0
    assert found.source.span.of(a.text) == found.target.span.of(b.text) == AGENCY.rstrip(".")


def test_small_edits_do_not_hide_it() -> None:
    a, b = report("a", AGENCY), report("b", EDITED)
    (found,) = reuse([a, b], ())
    assert 0.85 < found.similarity < 1.0
    assert found.source.span == Span(0, len(AGENCY) - 1)


def test_a_common_quotation_is_not_copying() -> None:
    words = "We shall not leave a single man behind in that mine however long the pumps must run this week"
    a = report("a", f"“{words},” said the foreman. The mine is old.")
    b = report("b", f"The foreman said: “{words}.” It rained.")

    def marked(one: Report) -> Report:
        at = one.text.index(words)
        return replace(one, marks=Marks(quotations=(Quotation(Span(at, at + len(words)), words, "direct"),)))

    assert reuse([a, b], ())
    assert not reuse([marked(a), marked(b)], ())
    versions = tuple(
        Version(one.id, Span(at := one.text.index(words), at + len(words)), words, "en", "direct", False, "")
        for one in (a, b)
    )
    assert not reuse([a, b], (Statement("s", "", "", words, versions),))


def test_the_earlier_report_is_the_source() -> None:
    a, b = report("a", AGENCY, day="2020-05-02"), report("b", AGENCY, day="2020-05-01")
    (found,) = reuse([a, b], ())
    assert (found.source.report, found.target.report) == ("b", "a")
    (found,) = reuse([report("a", AGENCY), report("b", AGENCY)], ())
    assert (found.source.report, found.target.report) == ("a", "b")


def test_common_phrases_and_other_languages_are_no_copies() -> None:
    a = report("a", "According to the police at the scene nobody was hurt. The road is closed.")
    b = report("b", "According to the police at the station the road stays shut until Friday morning.")
    assert not reuse([a, b], ())
    assert not reuse([report("a", AGENCY), report("b", AGENCY, language="da")], ())


def test_text_without_spaces() -> None:
    sentence = "救援人员星期二清晨从被淹没的矿井中救出了十一名矿工,水泵已将水位降低了将近四米"
    (found,) = reuse([report("a", f"{sentence}。", "zh"), report("b", f"据报道,{sentence}。", "zh")], ())
    assert found.similarity == 1.0


def test_long_hostile_texts_stay_quick() -> None:
    import time

    a, b = report("a", "word " * 60_000), report("b", "word " * 60_000)
    begun = time.process_time()
    reuse([a, b], ())
    assert time.process_time() - begun < 5


def test_a_passage_that_hundreds_copied_is_found_in_each_of_them_without_trying_all_pairs() -> None:
    reports = [report(f"r{number:03}", f"Number {number} of them. {AGENCY}") for number in range(150)]
    tally: Counter[str] = Counter()
    found = reuse(reports, (), tally=tally)
    assert {end.report for one in found for end in (one.source, one.target)} == {r.id for r in reports}
    assert len(found) < 150 * 40
    assert tally["reuse"] > 0
