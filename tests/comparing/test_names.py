"""One thing under all its names: what brings names together, and what must never be brought together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.comparing.names import Aligned, Thing, compare
from rashomon.comparing.names_evidence import one_person, sounding, with_short_form
from rashomon.marking.names import find
from rashomon.model import Block, Marks, NameEntry, NameKind, Report, Span

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


def report(name: str, language: str, text: str) -> Report:
    plain = Report(name, f"{name}.txt", text, language, blocks=(Block("body", Span(0, len(text))),))
    return replace(plain, marks=Marks(names=find(plain)))


def entry(entries: tuple[NameEntry, ...], form: str) -> NameEntry:
    found = [e for e in entries if form in (e.name, *e.aliases)]
    assert len(found) == 1, f"{form}: {[(e.name, e.aliases) for e in entries]}"
    return found[0]


def forms(found: NameEntry) -> set[str]:
    return {found.name, *found.aliases}


def passage(report: Report, words: str) -> tuple[str, Span]:
    at = report.text.index(words)
    return report.id, Span(at, at + len(words))


def test_a_country_is_one_in_all_languages() -> None:
    entries = compare(
        [
            report("a", "sv", "Det hände i Syrien, säger USA:s regering. Syriens grannar tiger."),
            report("b", "en", "It happened in Syria, the United States said. U.S. officials agreed."),
            report("c", "pl", "Stało się to w Syrii. Stany Zjednoczone milczą."),
        ],
        (),
    )
    syria = entry(entries, "Syria")
    assert {"Syrien", "Syrii"} <= forms(syria)
    assert syria.id == "territory:SY"
    assert syria.kind == "place"
    assert {"USA", "U.S.", "Stany Zjednoczone"} <= forms(entry(entries, "United States"))
    assert {mention.report for mention in syria.mentions} == {"a", "b", "c"}


def test_long_forms_and_acronyms_are_one_over_languages() -> None:
    entries = compare(
        [
            report("a", "sv", "Det säger Norra hjälpkommittén, NRC, i går. NRC väntar."),
            report("b", "en", "The Northern Relief Committee (NRC) said so. The NRC is waiting."),
            report("c", "da", "Det siger NRC i dag."),
        ],
        (),
    )
    assert {"NRC", "Northern Relief Committee"} <= forms(entry(entries, "NRC"))
    assert len(entry(entries, "NRC").mentions) >= 5
    assert any("explains NRC" in line for line in entry(entries, "NRC").evidence)


def test_an_explanation_in_brackets_joins_names_that_share_no_letter() -> None:
    text = "Fighters of Maruk [Arabic acronym for “TIR” / “TIL”] fled on Sunday. Maruk denied it."
    entries = compare([report("a", "en", text), report("b", "en", "They said TIR had lost.")], ())
    assert forms(entry(entries, "Maruk")) == {"Maruk", "TIR", "TIL"}


def test_names_in_the_same_place_of_a_translated_quotation_are_one() -> None:
    one = report("a", "sv", "”Vi har fångat över 800 KTA-krigare i Syrien”, skriver han.")
    other = report("b", "en", "“We captured over 800 KTAL fighters in Syria,” he wrote.")
    pairs: list[Aligned] = [
        (
            passage(one, "Vi har fångat över 800 KTA-krigare i Syrien"),
            passage(other, "We captured over 800 KTAL fighters in Syria"),
        )
    ]
    assert "KTAL" not in forms(entry(compare([one, other], ()), "KTA"))
    entries = compare([one, other], pairs)
    assert forms(entry(entries, "KTA")) == {"KTA", "KTAL"}
    assert any("same place of one quotation" in line for line in entry(entries, "KTA").evidence)
    assert "KTA" not in forms(entry(entries, "Syria"))


def test_a_person_is_one_under_all_forms_and_spellings() -> None:
    entries = compare(
        [
            report("a", "en", "President Sergei Antonov spoke. Mr Antonov left. Sergei V. Antonov returned."),
            report("b", "ru", "Президент Сергей Антонов выступил. По словам Антонова, всё готово."),
            report("c", "sv", "Antonovs plan presenterades i dag. President Sergej Antonov log."),
        ],
        (),
    )
    person = entry(entries, "Antonov")
    assert {"Sergei Antonov", "Сергей Антонов", "Sergej Antonov"} <= forms(person)
    assert person.kind == "person"


def test_people_who_share_a_surname_stay_apart() -> None:
    entries = compare(
        [
            report("a", "en", "Anna Berg and Lars Berg spoke. Mayor Anna Berg won."),
            report("b", "en", "Lars Berg lost the vote in June."),
        ],
        (),
    )
    assert entry(entries, "Anna Berg").id != entry(entries, "Lars Berg").id
    assert len(entry(entries, "Lars Berg").mentions) == 2


def test_two_countries_are_never_one_whatever_the_alignment_says() -> None:
    one = report("a", "en", "“We leave Iraq,” he said.")
    other = report("b", "sv", "”Vi lämnar Iran”, sade han.")
    pairs: list[Aligned] = [(passage(one, "We leave Iraq"), passage(other, "Vi lämnar Iran"))]
    entries = compare([one, other], pairs)
    assert entry(entries, "Iraq").id == "territory:IQ"
    assert entry(entries, "Iran").id == "territory:IR"


def test_order_of_the_reports_changes_nothing() -> None:
    reports = [
        report("a", "sv", "Erik Holm mötte Anna Berg i Paris. Holm log."),
        report("b", "en", "Erik Holm met Anna Berg in Paris. Berg smiled."),
        report("c", "de", "Erik Holm traf Anna Berg in Paris."),
    ]
    assert compare(reports, ()) == compare(reports[::-1], ())


def test_every_mention_is_a_span_of_its_report() -> None:
    reports = {
        r.id: r for r in [report("a", "en", "Erik Holm met the NRC in Lagos."), report("b", "sv", "NRC teg.")]
    }
    for found in compare(list(reports.values()), ()):
        assert {m.span.of(reports[m.report].text) for m in found.mentions} == forms(found)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is not here")
def test_the_seeds_names() -> None:
    from rashomon.marking import mark
    from rashomon.reading import read_paths

    reports = [mark(r) for r in read_paths([str(SEEDS)]).reports]
    by_language: dict[str, list[Report]] = {}
    for one in sorted(reports, key=lambda r: r.source):
        by_language.setdefault(one.language, []).append(one)
    swedish = by_language["sv"][0]
    start = swedish.text.index("över 800")
    begin = swedish.text.rindex("”", 0, start) + 1
    left = (swedish.id, Span(begin, swedish.text.index(".", start)))
    pairs: list[Aligned] = []
    for english in by_language["en"]:
        at = english.text.find("is asking Britain, France, Germany")
        if at > 0:
            begin = english.text.rindex("The United States", 0, at)
            pairs.append((left, (english.id, Span(begin, english.text.index("on trial", at) + 8))))
    entries = compare(reports, pairs)
    assert {"IS", "ISIS", "ISIL", "Daesh", "Islamisk Stat", "Islamic State"} <= forms(entry(entries, "ISIS"))
    assert {"SDF", "Syrian Democratic Forces", "Syriska demokratiska styrkorna"} <= forms(
        entry(entries, "SDF")
    )
    assert {"USA", "US", "U.S.", "United States"} <= forms(entry(entries, "US"))
    for one_form, other_form in (("Syrien", "Syria"), ("Irak", "Iraq"), ("Europa", "Europe")):
        assert entry(entries, one_form) == entry(entries, other_form)
    assert {"Donald Trump", "Donald J. Trump", "Trump"} <= forms(entry(entries, "Trump"))


@pytest.mark.parametrize(
    ("language", "short", "full"),
    [
        ("en", "Ed Harlan", "Edward Harlan"),
        ("en", "Bob Marrow", "Robert Marrow"),
        ("en", "Chuck Delvin", "Charles Delvin"),
        ("de", "Sepp Obermoser", "Josef Obermoser"),
        ("sv", "Lasse Gryting", "Lars Gryting"),
        ("es", "Pepe Larrando", "José Larrando"),
        ("nl", "Kees Verwolde", "Cornelis Verwolde"),
        ("it", "Gianni Bortolane", "Giovanni Bortolane"),
        ("pl", "Kasia Wrzoskowa", "Katarzyna Wrzoskowa"),
        ("ru", "Саша Громыкин", "Александр Громыкин"),
    ],
)
def test_a_short_given_name_is_the_full_one_before_the_same_surname(
    language: str, short: str, full: str
) -> None:
    assert one_person(_person(short, language), _person(full, language))
    assert with_short_form(_person(short, language), _person(full, language)) is not None


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Ed Harlan", "Edwina Harlan"),
        ("en", "Paul Marrow", "Paula Marrow"),
        ("en", "Bob Marrow", "William Marrow"),
        ("en", "Bill Marrow Sr", "William Marrow Jr"),
        ("de", "Hans Lutter", "Heinz Lutter"),
        ("es", "Pepe Larrando", "Pedro Larrando"),
        ("sv", "Kalle Gryting", "Kaisa Gryting"),
        ("en", "Anna Maria Lind", "Anna Greta Lind"),
    ],
)
def test_other_given_names_before_one_surname_are_two_people(language: str, one: str, other: str) -> None:
    together = with_short_form(_person(one, language), _person(other, language))
    assert together is None or not one_person(_person(one, language), _person(other, language))


def test_a_long_surname_misspelt_in_one_report_is_the_same_persons() -> None:
    right, wrong = _person("Jon Ravnsborghammer", "en"), _person("Jon Ravnsborghamer", "en")
    assert with_short_form(right, wrong)
    assert one_person(right, wrong)
    assert not with_short_form(_person("Jon Hansen", "en"), _person("Jon Hanssen", "en"))


def _person(name: str, language: str) -> Thing:
    votes: Counter[NameKind] = Counter({"person": 1})
    return Thing(votes, frozenset(), Counter({name: 1}), [], frozenset({language}))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Tobias Lindqvist", "托比亚斯·林德奎斯特"),
        ("Marta Kovalenko", "マルタ・コヴァレンコ"),
        ("Pedro Carvalho", "페드루 카르발류"),
        ("Luc Martin", "Люк Мартен"),
        ("Greta Solberg", "Грета Сульберг"),
    ],
)
def test_a_full_name_is_known_by_its_sound_in_another_script(name: str, written: str) -> None:
    languages = {"Люк Мартен": "uk", "Грета Сульберг": "ru"}
    one, other = _person(name, "en"), _person(written, languages.get(written, "zh"))
    assert sounding(one, other)
    assert one_person(one, other)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Tobias Lindqvist", "马尔塔·科瓦连科"),
        ("Ana Kovac", "奥列娜·彼得连科"),
        ("Pedro Carvalho", "페터 카르스텐"),
        ("Luc Martin", "Лука Мартиненко"),
    ],
)
def test_other_names_do_not_sound_alike(name: str, written: str) -> None:
    assert not sounding(_person(name, "en"), _person(written, "uk" if "Л" in written else "zh"))
