"""Figures over reports: only the same quantity side by side, and verdicts that interval logic gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import figures_stories
from rashomon.comparing.figures import compare
from rashomon.comparing.figures.evidence import Similarity
from rashomon.comparing.figures.intervals import disjoint
from rashomon.encoding.interlingua import Interlingua
from rashomon.marking import figures, mark, names
from rashomon.marking.figures import find_in
from rashomon.model import Block, FigureComparison, Marks, Moment, Passage, Report, Span

CASES = Path(__file__).parent / "cases" / "figures.txt"
#: How the first texts of the cases that fail begin.
KNOWN: tuple[str, ...] = ("Une [[centaine]] de manifestants",)


@pytest.fixture(scope="module")
def same() -> Similarity:
    return Interlingua.load().similarity


def report(name: str, text: str, language: str = "en", day: str = "", outlet: str | None = None) -> Report:
    when = Moment(None, "", day, day, "day") if day else None
    bare = Report(
        name, name, text, language, published=when, outlet=outlet, blocks=(Block("body", Span(0, len(text))),)
    )
    return replace(bare, marks=Marks(figures=figures.find(bare), names=names.find(bare)))


def shared(found: tuple[FigureComparison, ...]) -> list[FigureComparison]:
    return [one for one in found if len({value.report for value in one.values}) > 1]


def told() -> Iterator[object]:
    """The lines of the table, each a case of its own; those of ``KNOWN`` fail, and must until mended."""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            left, right = line.split(" || ")
            verdict, *first = left.split(" | ")
            text, other = first[1], right.split(" | ")[1]
            known = any(text.startswith(beginning) for beginning in KNOWN)
            yield pytest.param(
                verdict,
                (first[0], text, right.split(" | ")[0], other),
                id=f"{verdict}: {text[:40]} {number}",
                marks=[pytest.mark.xfail(strict=True, reason="known failure")] if known else [],
            )


def outcome(language: str, text: str, other: str, other_text: str, same: Similarity) -> str:
    at, at_other = text.index("[["), other_text.index("[[")
    plain, other_plain = (part.replace("[[", "").replace("]]", "") for part in (text, other_text))
    for one in compare([report("a", plain, language), report("b", other_plain, other)], same):
        holds = {
            value.report
            for value in one.values
            if value.span.start <= {"a": at, "b": at_other}[value.report] < value.span.end
        }
        if holds == {"a", "b"}:
            return one.verdict
    return "apart"


@pytest.mark.parametrize(("verdict", "sides"), list(told()))
def test_the_table_of_pairs(verdict: str, sides: tuple[str, str, str, str], same: Similarity) -> None:
    assert outcome(*sides, same) == verdict


def test_every_figure_is_listed_once(same: Similarity) -> None:
    reports = [
        report("a", "The quake killed 43 people and injured 210. Two bridges fell."),
        report("b", "The quake killed 61 people. It was felt 300 kilometres away."),
    ]
    found = compare(reports, same)
    listed = [(value.report, value.span) for one in found for value in one.values]
    assert sorted(listed) == sorted((r.id, f.span) for r in reports for f in r.marks.figures)


def test_what_differs_comes_first_and_says_how_far(same: Similarity) -> None:
    found = compare(
        [
            report("a", "The quake in Arden killed 43 people. It injured 210 people."),
            report("b", "The quake in Arden killed 90 people. It injured 210 people."),
        ],
        same,
    )
    assert (found[0].verdict, found[1].verdict) == ("differ", "agree")
    assert found[0].note == "“43” against “90”: one is 2.1 times the other"


def test_a_toll_that_rises_with_the_days_is_a_series(same: Similarity) -> None:
    found = shared(
        compare(
            [
                report("a", "The quake in Arden killed 43 people.", day="2026-03-02"),
                report("b", "The quake in Arden killed 61 people.", day="2026-03-03"),
                report("c", "The quake in Arden killed 88 people.", day="2026-03-05"),
            ],
            same,
        )
    )
    assert [one.verdict for one in found] == ["changed"]
    assert "rising over time" in found[0].note


def test_reports_of_one_day_that_differ_are_no_series_with_an_earlier_one(same: Similarity) -> None:
    court = [
        report("a", "A court in Arden on Monday ordered the release of 14 reports.", day="2026-03-02"),
        report("b", "A court in Arden on Monday ordered the release of 14 reports.", day="2026-03-03"),
        report("c", "A court in Arden ordered the release of 15 reports.", day="2026-03-03"),
    ]
    read = [mark(replace(one, marks=Marks())) for one in court]
    (found,) = shared(compare(read, same))
    assert found.verdict == "differ"


def test_an_outlet_that_corrects_itself_is_no_contradiction(same: Similarity) -> None:
    found = shared(
        compare(
            [
                report("a", "The quake in Arden killed 61 people.", day="2026-03-02", outlet="The Post"),
                report("b", "The quake in Arden killed 43 people.", day="2026-03-03", outlet="The Post"),
                report("c", "The quake in Arden killed 43 people.", day="2026-03-03", outlet="The Times"),
            ],
            same,
        )
    )
    assert [one.verdict for one in found] == ["agree"]
    assert "The Post gave 61 first, 43 on 2026-03-03" in found[0].note


def test_two_currencies_are_listed_as_one_amount(same: Similarity) -> None:
    text = "Cleaning will cost 200 million dollars (about 180 million euros)."
    (found,) = compare([report("a", text)], same)
    assert [value.unit for value in found.values] == ["USD", "EUR"]
    assert found.verdict == "agree"


def test_aligned_passages_bring_figures_together() -> None:
    first, second = report("a", "They ask for 800 of them."), report("b", "Zij vragen er 800 terug.", "nl")
    pair = (Passage("a", Span(0, len(first.text))), Passage("b", Span(0, len(second.text))))
    nothing: Similarity = lambda *_: 0.0  # noqa: E731
    assert shared(compare([first, second], nothing)) == []
    assert [one.verdict for one in shared(compare([first, second], nothing, [pair]))] == ["agree"]


def test_order_of_reports_changes_nothing(same: Similarity) -> None:
    reports = [
        report(name, text)
        for name, text in (
            ("a", "The quake in Arden killed 43 people."),
            ("b", "The quake in Arden killed 61 people and injured 200."),
            ("c", "About 200 people were injured by the quake in Arden."),
            ("d", "At least 40 people were killed in Arden."),
        )
    ]
    first = compare(reports, same)
    for seed in range(3):
        random.Random(seed).shuffle(reports)
        assert compare(reports, same) == first


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("over 800 men", "800 men", False), ("over 800 men", "under 800 men", True),
        ("hundreds of men", "more than 800 men", False), ("about 800 men", "850 men", False),
        ("5,000 men", "4,982 men", False), ("20 men", "23 men", True), ("more than 800 men", "15,000", True),
        ("a third of men", "33 per cent of men", False), ("between 20 and 30 men", "31 men", True),
        ("700 square metres", "several square kilometres", True), ("5 miles", "8 kilometres", False),
        ("up to 160 kilometres", "100 miles", False), ("150 tons of coal", "150 tonnes of coal", False),
        ("150 tonnes of coal", "170 tonnes of coal", True),
    ],
)  # fmt: skip
def test_interval_logic(a: str, b: str, apart: bool) -> None:
    assert disjoint(find_in(a, "en")[0], find_in(b, "en")[0]) is apart


def test_planted_stories_lose_little_and_invent_nothing() -> None:
    told = figures_stories.measure()
    assert told.found / told.pairs >= 0.87
    assert (told.false, told.false_alarms) == (0, 0)
    assert told.alarms >= 15


def test_the_toll_of_another_year_is_another_toll(same: Similarity) -> None:
    def dated(name: str, text: str, year: str) -> Report:
        own = report(name, text)
        at = text.index(year)
        moment = Moment(Span(at, at + 4), year, year, year, "year")
        return replace(own, marks=replace(own.marks, moments=(moment,)))

    first = report("a", "The explosion in the mine killed 16 miners.")
    second = dated("b", "An explosion in the mine killed 20 miners in 2009.", "2009")
    assert shared(compare([first, second], same)) == []


def test_what_both_reports_list_is_no_clash(same: Similarity) -> None:
    """Two reports that give the same two numbers agree on both, however alike the two are told."""
    text = "The first channel had 3.1 million viewers. The second channel had 2.9 million viewers."
    found = shared(compare([report("a", text), report("b", text)], same))
    assert [one.verdict for one in found] == ["agree", "agree"]


def test_two_speakers_of_one_report_may_be_apart(same: Similarity) -> None:
    def told(name: str) -> Report:
        own = report(name, "At least 500 tonnes of oil have leaked. At most 90 tonnes of oil have leaked.")
        first, second = own.marks.figures
        said = (replace(first, attributed_to="Blue Shore"), replace(second, attributed_to="the company"))
        return replace(own, marks=replace(own.marks, figures=said))

    assert [one.verdict for one in shared(compare([told("a"), told("b")], same))] == ["differ"]


def test_things_are_known_over_languages(same: Similarity) -> None:
    found = shared(
        compare(
            [
                report("a", "Four carriages overturned when the train left the rails near Castelmora."),
                report("b", "Vier Waggons stürzten um, als der Zug bei Castelmora entgleiste.", "de"),
            ],
            same,
        )
    )
    assert [one.verdict for one in found] == ["agree"]


def test_a_comparison_is_called_in_the_main_language_of_the_story(same: Similarity) -> None:
    """Where no report in it has a word, the data's word for the thing serves; a length of time is called by
    its sentence."""
    english = [
        report(name, "The tanker Ostra spilled oil off Hallmar on Tuesday.") for name in ("a", "b", "c")
    ]
    found = shared(
        compare(
            [
                *english,
                report("d", "Over 400 sjøfugl er funnet døde, og oppryddingen vil ta seks måneder.", "nb"),
                report("e", "Över 400 sjöfåglar har hittats döda, och saneringen tar sex månader.", "sv"),
            ],
            same,
        )
    )
    assert sorted((one.dimension, one.about.split()[0]) for one in found) == [
        ("count", "birds"),
        ("duration", "Over"),
    ]


def test_what_one_sentence_tells_apart_is_not_brought_together_by_another_report(same: Similarity) -> None:
    text = "Haldor may need as much as 30 billion dollars, more than its last estimate of 18 billion dollars."
    for one in compare([report("a", text), report("b", text.replace("may", "might"))], same):
        assert one.verdict == "agree"


def test_reports_that_both_give_both_shares_do_not_differ(same: Similarity) -> None:
    english = (
        "Sales of cars fell. Haldor reported a drop of 39 per cent. At Brenna sales fell by 41 per cent."
    )
    spanish = "Cayeron las ventas de coches. Haldor comunicó una caída del 39 %. En Brenna cayeron un 41 %."
    found = compare([report("a", english), report("b", spanish, "es")], same)
    assert "differ" not in {one.verdict for one in found}


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("en", "[[Nine]] people were killed when the roof fell in Halden.", "killed"),
        ("en", "[[Nine]] miners are missing after the roof fell in Halden.", "miners, missing"),
        ("sv", "[[Nio]] personer skadades när taket föll in i Halden.", "skadades"),
        ("de", "Bei dem Einsturz in Halden wurden [[neun]] Menschen verletzt.", "verletzt"),
        ("fr", "[[Neuf]] personnes sont portées disparues à Halden.", "portées disparues"),
        ("es", "[[Nueve]] mineros resultaron heridos en Halden.", "mineros, heridos"),
        ("en", "The storm destroyed [[nine]] houses in Halden.", "houses, destroyed"),
        ("en", "The man was shot [[nine]] times in Halden.", "times"),
    ],
)
def test_a_label_says_what_is_counted_and_what_happened_to_it(
    language: str, text: str, label: str, same: Similarity
) -> None:
    plain = text.replace("[[", "").replace("]]", "")
    found = compare([report("a", plain, language), report("b", plain, language)], same)
    assert [one.about for one in shared(found)] == [label]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("A 14-year-old girl was killed in Halden.", "The 14-year-old girl died in Halden.", True),
        ("A 14-year-old girl was killed in Halden.", "A 14-year-old girl was injured in Halden.", False),
        ("A 14-year-old girl was killed in Halden.", "A 14-year-old boy was killed in Halden.", False),
        ("Jon Dale Berg, 38, was held in Halden.", "Jon Berg, 38, is in custody.", True),
    ],
)
def test_an_age_is_of_one_person(first: str, second: str, together: bool, same: Similarity) -> None:
    found = compare([report("a", first), report("b", second)], same)
    assert bool(shared(found)) == together


def test_two_groups_of_one_size_in_one_report_stay_apart(same: Similarity) -> None:
    both = "He killed his two stepchildren with a gun. Police say his two daughters were poisoned in Halden."
    for text, theirs in (
        ("The two daughters were poisoned in Halden.", "daughters"),
        ("His two stepchildren were killed with a gun.", "stepchildren"),
    ):
        for one in shared(compare([report("a", both), report("b", text)], same)):
            a, b = one.values
            assert theirs in both[a.span.start : a.span.end + 14]
            assert theirs in text[b.span.start : b.span.end + 14]
