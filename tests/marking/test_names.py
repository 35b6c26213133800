"""Finding names: the tables of hard cases, what must never happen, and speed in the length of the text."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

import rashomon
from rashomon.languages import codes
from rashomon.marking.names import find, lexicon
from rashomon.marking.names.knowledge import knowledge
from rashomon.model import Block, Report, Span

CASES = Path(__file__).parent / "cases" / "names"
_MARK = regex.compile(r"\[([^\[\]|#]+)(?:\|(\w+))?(?:#(\d+))?\]")


def report(text: str, language: str, kind: str = "body") -> Report:
    return Report("r", "r.txt", text, language, blocks=(Block(kind, Span(0, len(text))),))  # type: ignore[arg-type]


def parse(line: str) -> tuple[str, list[tuple[Span, str | None, str | None]]]:
    """The text of a case and its names."""
    text, wanted, last = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        wanted.append((Span(len(text), len(text) + len(mark.group(1))), mark.group(2), mark.group(3)))
        text += mark.group(1)
        last = mark.end()
    return text + line[last:], wanted


def complaint(line: str, language: str) -> str:
    """What is wrong in a case; empty where all is right. A genitive ending inside the brackets may be
    left out of the span."""
    text, wanted = parse(line)
    found = find(report(text, language))
    wrong = []
    entities: dict[str, set[str]] = {}
    for span, kind, number in wanted:
        match = next(
            (n for n in found if n.span.start == span.start and n.span.end <= span.end <= n.span.end + 2),
            None,
        )
        if match is None:
            wrong.append(f"missed {span.of(text)}")
        elif kind and match.kind != kind:
            wrong.append(f"{match.text} is {match.kind}, not {kind}")
        if match and number:
            entities.setdefault(number, set()).add(match.entity)
    starts = {span.start for span, _, _ in wanted}
    wrong += [f"invented {name.text}" for name in found if name.span.start not in starts]
    wrong += [f"#{n} is split: {sorted(e)}" for n, e in entities.items() if len(e) > 1]
    everything = [e for group in entities.values() for e in group]
    if len(everything) != len(set(everything)):
        wrong.append("two things are taken for one")
    return "; ".join(wrong)


def cases() -> Iterator[object]:
    """Each line of the tables as a test of its own; one that begins with ``~`` is a known failure and must
    go on failing until its sign is taken away."""
    for path in sorted(CASES.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                known = (pytest.mark.xfail(strict=True),) if line.startswith("~") else ()
                yield pytest.param(path.stem, line.removeprefix("~"), id=f"{path.stem}-{number}", marks=known)


@pytest.mark.parametrize(("code", "line"), list(cases()))
def test_table_of_hard_cases(code: str, line: str) -> None:
    assert complaint(line, code) == ""


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from(list("aAbBéÉñ ßİ.,'’“”-–()[]:/\n ΣςЯя中文ア・한국العلي״&1"))
        | st.characters(),
        max_size=120,
    ),
    st.sampled_from(codes()),
)
def test_whatever_the_text_spans_are_its_words_in_order(text: str, language: str) -> None:
    found = find(report(text, language))
    for name in found:
        assert name.span.of(text) == name.text
        assert name.text.strip() == name.text != ""
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start


def test_only_told_blocks_are_read() -> None:
    text = "Anna Berg in Paris. Anna Berg in Paris."
    blocks = (Block("body", Span(0, 19)), Block("furniture", Span(19, len(text)), "menu"))
    found = find(Report("r", "r", text, "en", blocks=blocks))
    assert [name.span.start for name in found] == [0, 13]


@pytest.mark.parametrize(
    "headline", ["STORM HITS COAST AS THOUSANDS FLEE", "Storm Hits Coast As Thousands Flee Homes"]
)
def test_headlines_in_capitals_name_nothing_by_their_capitals(headline: str) -> None:
    assert find(report(headline, "en", "title")) == ()


def test_a_headline_names_what_the_text_names() -> None:
    text = "Berg Tells Voters She Will Not Resign\nThe mayor, Anna Berg, said so."
    blocks = (Block("title", Span(0, 37)), Block("body", Span(37, len(text))))
    found = find(Report("r", "r", text, "en", blocks=blocks))
    assert [(name.text, name.entity) for name in found] == [
        ("Berg", "person:anna-berg"),
        ("Anna Berg", "person:anna-berg"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "form", "entity"),
    [
        ("pl", "Wojska są w Syrii.", "Syrii", "territory:SY"),
        ("fi", "Joukot ovat Syyriassa.", "Syyriassa", "territory:SY"),
        ("ru", "Войска находятся в Сирии.", "Сирии", "territory:SY"),
        ("tr", "Askerler Suriye'de bulunuyor.", "Suriye", "territory:SY"),
        ("ar", "القوات في سوريا اليوم.", "سوريا", "territory:SY"),
        ("he", "הכוחות נמצאים בסוריה היום.", "סוריה", "territory:SY"),
        ("zh", "部队在叙利亚。", "叙利亚", "territory:SY"),
        ("ja", "部隊はシリアにいる。", "シリア", "territory:SY"),
        ("ko", "군대는 시리아에 있다.", "시리아", "territory:SY"),
        ("fa", "نیروها در سوریه هستند.", "سوریه", "territory:SY"),
        ("hi", "सेना सीरिया में है।", "सीरिया", "territory:SY"),
        ("el", "Τα στρατεύματα είναι στη Συρία.", "Συρία", "territory:SY"),
        ("cs", "Vojska jsou v Sýrii.", "Sýrii", "territory:SY"),
        ("uk", "Війська перебувають у Сирії.", "Сирії", "territory:SY"),
    ],
)
def test_a_country_is_itself_in_every_language_and_case(
    language: str, text: str, form: str, entity: str
) -> None:
    assert (form, entity) in [(name.text, name.entity) for name in find(report(text, language))]


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("ja", "ジョン・スミス大統領は東京で会見した。", "ジョン・スミス"),
        ("zh", "总统约翰·史密斯周日表示反对。", "约翰·史密斯"),
        ("ko", "김민준 대통령은 서울에서 말했다.", "김민준"),
        ("ar", "قال الرئيس الأمريكي جون سميث إن الوضع صعب.", "جون سميث"),
        ("he", "ראש הממשלה דוד כהן אמר זאת.", "דוד כהן"),
        ("hi", "राष्ट्रपति जॉन स्मिथ ने कहा।", "जॉन स्मिथ"),
    ],
)
def test_people_in_scripts_without_capitals(language: str, text: str, person: str) -> None:
    assert (person, "person") in [(name.text, name.kind) for name in find(report(text, language))]


@pytest.mark.parametrize(
    ("language", "unit"),
    [
        ("en", "Anna Berg met Omar Haddad in Paris. "),
        ("en", "A"),
        ("en", "Berg "),
        ("sv", "USA-stödda Norra hjälpkommittén, NHK, "),
        ("de", "Die Polizei Köln Berlin "),
        ("pl", "Prezydenta Adama Nowaka "),
        ("zh", "总统约翰·史密斯"),
        ("ar", "الرئيس جون "),
        ("en", "(ABC) [ABC] ("),
        ("en", "’s-A-b'c.D."),
    ],
)
def test_time_grows_with_the_length_of_the_text(language: str, unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begun = time.process_time()
        find(report(text, language))
        return time.process_time() - begun

    seconds(1000)
    short, long = seconds(6_000), seconds(60_000)
    assert long < 0.4 + 10 * 2.5 * short


def test_the_word_lists_are_those_of_their_card() -> None:
    folder = Path(lexicon.__file__).parent / "data"
    card = (folder / "CARD.md").read_text("utf-8")
    for name in ("words.txt", "persons.txt", "places.txt", "regions.txt"):
        assert f"| {name} | {hashlib.sha256((folder / name).read_bytes()).hexdigest()} |" in card


@pytest.mark.parametrize(
    ("form", "given", "city"), [("Donald", True, False), ("Mosul", False, True), ("qwrtzx", False, False)]
)
def test_looking_words_up(form: str, given: bool, city: bool) -> None:
    assert lexicon.given_name(form) is given
    assert (lexicon.city(form) is not None) is city
    assert lexicon.frequency("the", "en") > 7
    assert lexicon.frequency("qwrtzx", "en") == 0


def test_a_territory_in_its_cases_but_no_other_word() -> None:
    endings = knowledge("pl").endings
    assert lexicon.inflected("polsce", "pl", endings) == "PL"
    assert lexicon.inflected("australii", "pl", endings) == "AU"
    assert lexicon.inflected("polski", "en", ()) is None
    assert lexicon.inflected("rosomak", "pl", endings) is None


@pytest.mark.parametrize(
    ("language", "text", "bare", "other"),
    [
        ("en", 'Jon Zawahir fled. His father Samir "Sam" Zawahir was found.', "Zawahir", "Jon Zawahir"),
        ("en", "Kara Allen sang. Chadney Allen Sr. wept.", "Allen Sr", "Kara Allen"),
        ("nl", "Els de Boer en Kees de Boer trouwden in mei.", "Kees de Boer", "Els de Boer"),
        ("nl", "Els de Boer en Fokko de Boer trouwden in mei.", "Fokko de Boer", "Els de Boer"),
        ("de", "Anna von Ahlen und Sepp von Ahlen kamen nach Halden.", "Sepp von Ahlen", "Anna von Ahlen"),
        ("sv", "Anna Gryting och Lasse Gryting kom till Halden.", "Lasse Gryting", "Anna Gryting"),
    ],
)  # fmt: skip
def test_a_relative_of_one_surname_is_another_person(language: str, text: str, bare: str, other: str) -> None:
    entities = {name.text: name.entity for name in rashomon.find_names(text, language=language)}
    assert entities[bare] != entities[other]
