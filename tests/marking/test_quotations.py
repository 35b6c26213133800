"""What quotations promise whatever the text: spans that hold, order, and answers for hostile input."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.languages import codes
from rashomon.marking.quotations import find, find_in
from rashomon.model import Block, BlockKind, Name, Quotation, Report, Span

KINDS: tuple[BlockKind, ...] = ("furniture", "body", "repeat")
SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
ALPHABET = "ab B.!?,:;\n–—-“”„«»‘’'\"「」()[]0 "
WORDS = st.sampled_from(
    ["said", "Anna Brook", "he", "that", "„", "“", "”", "'", ",", ".", ":", "\n", "– ", "according to",
     "sagte", "dass", "säger", "« ", " »", "the mayor", "ANNA: ", "5\"", "we go"]
)  # fmt: skip


def test_a_mark_that_nothing_closes_leaves_no_space_in_what_is_reported() -> None:
    text = "Brook said the mayor said « too late , said Anna Brook"
    holds(text, find_in(text, "en"))
    text = "said said said «  said , said Anna Brook"
    holds(text, find_in(text, "en"))


def holds(text: str, quotations: list[Quotation]) -> None:
    """Every span of every quotation is what it says, and they come in order."""
    assert [q.span for q in quotations] == sorted(q.span for q in quotations)
    for quotation in quotations:
        assert quotation.span.of(text) == quotation.text
        assert quotation.text.strip() == quotation.text != ""
        if quotation.speaker:
            assert quotation.speaker.span.end <= len(text)
        if quotation.cue:
            assert quotation.cue.span.of(text) == quotation.cue.text
        for part in quotation.parts:
            assert quotation.span.contains(part)
        if quotation.kind == "mixed":
            assert quotation.parts
        if quotation.kind == "indirect":
            assert not quotation.parts


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=160), st.sampled_from(codes()))
def test_spans_hold_for_any_signs(text: str, language: str) -> None:
    holds(text, find_in(text, language))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from(("en", "de", "sv", "fr")))
def test_spans_hold_for_any_order_of_words(words: list[str], language: str) -> None:
    text = " ".join(words)
    found = find_in(text, language)
    holds(text, found)
    assert found == find_in(text, language)


def _seconds(text: str) -> float:
    begun = time.process_time()
    find_in(text, "en")
    return time.process_time() - begun


@pytest.mark.parametrize(
    "unit",
    ["“", "“a ", " 'a", "'a s' ", '5" ', "a, said Bob, ", "said ", "Bob ", "– ", "“A b c d,” said Bob Ek. ",
     "“A b c d,” said Bob Ek.\n", "BOB: hello\n", "(a ", "“A b c d.\n", "that ", "Bob, who ", "a.b. ", "\n"],
)  # fmt: skip
def test_time_grows_with_length_only(unit: str) -> None:
    spent = []
    for size in (15_000, 60_000):
        text = unit * (size // len(unit))
        spent.append(min(_seconds(text), _seconds(text)))
    assert spent[1] < 4 * spent[0] * 2.2 + 0.2


def test_time_grows_with_length_only_where_every_sentence_names_somebody() -> None:
    unit = "“We leave,” Mary Stone said. The mayor said that Mary Stone would stay.\n"
    spent = []
    for count in (400, 1_600):
        places = [at * len(unit) + unit.index("Mary") for at in range(count)]
        names = [Name(Span(at, at + 10), "Mary Stone", "person", "person:mary-stone") for at in places]
        begun = time.process_time()
        assert len(find_in(unit * count, "en", names)) == 2 * count
        spent.append(time.process_time() - begun)
    assert spent[1] < 4 * spent[0] * 1.6 + 0.1


def test_a_text_that_is_one_open_mark_quotes_nobody() -> None:
    assert find_in("“" + "word " * 50_000, "en") == []


def test_ten_thousand_nested_marks_are_survived() -> None:
    text = "“" * 10_000 + "deep" + "”" * 10_000
    holds(text, find_in(text, "en"))


def test_feet_and_inches_are_no_marks() -> None:
    assert find_in('The 5\' 11" man sold a 27" screen at 40° 26\' 46".', "en") == []


def test_scripts_may_be_mixed() -> None:
    text = "“我们不会离开,” said Minister Li Ming, and «нет» is no. “שלום לכם כאן,” said Ruth Bell."
    names = [q.speaker.name for q in find_in(text, "en") if q.speaker]
    assert names == ["Li Ming", "Ruth Bell"]


def test_furniture_and_repeats_are_never_read() -> None:
    words = "“We leave at dawn,” said Mary Stone.\n"
    text = words * 3
    blocks = tuple(Block(kind, Span(i * len(words), (i + 1) * len(words))) for i, kind in enumerate(KINDS))
    found = find(Report("r", "s", text, "en", blocks=blocks))
    assert [q.span.start for q in found] == [len(words) + 1]


def test_names_give_speakers_their_entity() -> None:
    text = "Mary Stone left. “We leave at dawn,” Stone said."
    names = [
        Name(Span(0, 10), "Mary Stone", "person", "person:mary-stone"),
        Name(Span(37, 42), "Stone", "person", "person:mary-stone"),
    ]
    (found,) = find_in(text, "en", names)
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.entity) == ("Mary Stone", "person:mary-stone")


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("the Harbour Board (HB)", "Harbour Board"),
        ("the ship's owner, Harbour Board,", "Harbour Board"),
        ("a spokesman of the Harbour Board", "a spokesman of the Harbour Board"),
        ("a man from the Harbour Board", "a man from the Harbour Board"),
    ],
)
def test_a_body_speaks_under_its_name_but_not_for_those_who_speak_of_it(speaker: str, name: str) -> None:
    text = f"“We leave at dawn,” {speaker} said."
    start = text.index("Harbour Board")
    body = Name(Span(start, start + 13), "Harbour Board", "organisation", "organisation:harbour-board")
    (found,) = find_in(text, "en", [body])
    assert found.speaker is not None
    assert found.speaker.name == name


def test_a_line_of_dialogue_whose_speaker_is_not_understood_is_not_the_speaker_s_before_it() -> None:
    text = "– Vi går nu, säger Anna Berg.\n\n– Vi visste det, säger 12 av de 40 på plats.\n"
    first, second = find_in(text, "sv")
    assert first.speaker is not None
    assert first.speaker.name == "Anna Berg"
    assert second.text == "Vi visste det"
    assert second.speaker is None or second.speaker.name != "Anna Berg"


def test_a_pronoun_is_not_whom_the_question_was_about() -> None:
    text = "Gareth Pole left. Nora Fell called it “sad news”. Asked whether Pole should go, she said: “Yes.”"
    names = [
        Name(Span(at, at + len(form)), form, "person", entity)
        for form, entity in (("Gareth Pole", "person:gareth-pole"), ("Nora Fell", "person:nora-fell"))
        for at in [text.index(form)]
    ]
    *_, last = find_in(text, "en", names)
    assert last.speaker is not None
    assert last.speaker.name in ("", "Nora Fell")


def test_who_was_he_once_is_not_she_later() -> None:
    text = "“We go,” Gareth Pole said. “Now,” he added. Nora Fell disagreed. “Never at all,” she said."
    *_, last = find_in(text, "en")
    assert last.speaker is not None
    assert last.speaker.name != "Gareth Pole"


def test_who_passes_a_source_on_is_kept() -> None:
    (found,) = find_in("“The convoy turned back,” an army officer told Reuters.", "en")
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.relayed_by) == ("an army officer", "Reuters")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Nach Angaben der Reederei", "Reederei"),
        ("Nach Angaben von Karl Roth", "Karl Roth"),
        ("Nach ersten Angaben", ""),
        ("Laut Polizeiangaben", "Polizeiangaben"),
    ],
)
def test_who_speaks_is_called_without_the_noun_that_only_says_so(source: str, name: str) -> None:
    (found,) = find_in(f"{source} brannte das Dach.", "de")
    assert found.text == "brannte das Dach"
    assert found.speaker is not None
    assert found.speaker.name == name


def test_a_quotation_over_paragraphs_is_one_with_its_parts() -> None:
    text = "Anna Brook said: “One is here.\n“Two is there.”"
    (found,) = find_in(text, "en")
    assert [part.of(text) for part in found.parts] == ["One is here.", "Two is there."]


def test_a_quoted_headline_has_the_speaker_of_the_text_below() -> None:
    text = "“Nobody answered the radio”\n\nThe ship sank. “Nobody answered the radio,” said Mary Stone.\n"
    headline, _ = find_in(text, "en")
    assert headline.speaker is not None
    assert headline.speaker.name == "Mary Stone"


def test_a_quoted_sub_heading_is_not_the_speaker_s_before_it() -> None:
    text = "“We will fight,” said Mary Stone.\n\n“Nobody answered the radio”\n\nThe ship sank at dawn.\n"
    _, heading = find_in(text, "en")
    assert heading.speaker is None


def test_an_unknown_language_is_read_by_its_marks() -> None:
    (found,) = find_in("“Ni iras nun al la maro kaj revenos,” Zamenhof.", "eo")
    assert found.kind == "direct"


WANTED = {
    "000": [
        ("USA ber Storbritannien", "Donald Trump"), ("Vi gör så mycket", "Donald Trump"),
        ("allt tyder på", "Kassem Hamadé"), ("Allt tyder på", "Kassem Hamadé"),
    ],
    "001": [("The Caliphate is ready", "Donald Trump"), ("The US does not want", "Donald Trump")],
    "002": [
        ("The United States is asking", "Donald Trump"), ("We will very soon", "Ciya Furat"),
        ("we can't make people", "David Gauke"), ("Over the past two years", "Donald Trump"),
    ],
    "003": [("....The U.S. does not want", "Donald Trump"), ("USA ønsker ikke", "Donald Trump")],
    "004": [
        ("Daesh has sealed off", "Mustefa Bali"), ("It’s been two days", "an SDF fighter"),
        ("The United States is asking", "Trump"), ("we will be forced", "Trump"),
        ("it is the Kurds", "Laurent Nunez"),
    ],
}  # fmt: skip


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five real reports are not beside the project")
@pytest.mark.parametrize("seed", sorted(WANTED))
def test_the_real_reports_quote_the_right_people(seed: str) -> None:
    language = {"000": "sv", "003": "da"}.get(seed, "en")
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    text = path.read_text(encoding="utf-8")
    found = find_in(text, language)
    holds(text, found)
    direct = [(q.text, q.speaker.name if q.speaker else "") for q in found if q.kind == "direct"]
    for begins, speaker in WANTED[seed]:
        assert [name for words, name in direct if words.startswith(begins)] == [speaker]
    allowed = {name for _, name in WANTED[seed]} | {"", "Sajid Javid", "Laurent Nunez"}
    assert {name for _, name in direct} <= allowed


def test_time_grows_with_the_length_of_one_word_only() -> None:
    spent = []
    for count in (2_000, 16_000):
        begun = time.process_time()
        assert find_in("dreihundertfünf" * count, "de") == []
        spent.append(time.process_time() - begun)
    assert spent[1] < 8 * spent[0] * 1.6 + 0.2
