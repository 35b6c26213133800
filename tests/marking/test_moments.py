"""When things are said to have happened: hard cases a language, properties, bad input."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rashomon
from rashomon.languages import codes
from rashomon.marking.moments import find, find_in, find_timexes, timex3
from rashomon.model import Block, Moment, Report, Span

CASES = Path(__file__).parent / "cases" / "moments"
FIRST_CLASS = ("en", "sv", "da", "nb", "de", "nl", "fr", "es", "it", "pt")
DAY = date(2023, 10, 12)  # a Thursday


@dataclass(frozen=True)
class Case:
    """A line of a language's table: a text with its moments in double brackets, the day it was written, the
    days of each moment ("a..b" in the order of the brackets, "not a" for a day that none begins or ends on,
    or "nothing") and the precision of them all."""

    language: str
    kind: str
    text: str
    anchor: date
    days: str
    precision: str

    @property
    def id(self) -> str:
        return f"{self.language} {self.kind}: {self.text}"

    @property
    def plain(self) -> str:
        return self.text.replace("[[", "").replace("]]", "")

    def spans(self) -> list[Span]:
        found, length = [], 0
        for piece in self.text.split("[["):
            inside, bracket, after = piece.partition("]]")
            if bracket:
                found.append(Span(length, length + len(inside)))
            length += len(inside) + len(after)
        return found


def cases() -> list[Case]:
    found = []
    for path in sorted(CASES.glob("*.txt")):
        kind = "hard"
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# kind: "):
                kind = line.removeprefix("# kind: ")
            elif line.strip() and not line.startswith("#"):
                text, anchor, days, precision = (part.strip() for part in line.split(" | "))
                found.append(Case(path.stem, kind, text, date.fromisoformat(anchor), days, precision))
    return found


def failures(case: Case) -> list[str]:
    """What is wrong with the moments found in a case's text; nothing where all is right."""
    moments = find_in(case.plain, case.language, case.anchor)
    if case.days == "nothing":
        return [moment.text for moment in moments]
    wrong = []
    spans = case.spans()
    for number, days in enumerate(case.days.split(" + ")):
        if days.startswith("not "):
            wrong += [f"{m.text} is {days}" for m in moments if days[4:] in (m.start[:10], m.end[:10])]
        elif not any(
            m.span == spans[number] and f"{m.start}..{m.end}" == days and m.precision == case.precision
            for m in moments
        ):
            wrong.append(f"{days}, not {[(m.text, m.start, m.end, m.precision) for m in moments]}")
    return wrong


#: What is known to be wrong, by id: each must fail, so that whoever mends it takes it off the list.
KNOWN_FAILURES = frozenset(
    (CASES.parent / "moments_known_failures.txt").read_text(encoding="utf-8").splitlines()
)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=case.id, marks=[pytest.mark.xfail(strict=True)] if case.id in KNOWN_FAILURES else []
        )
        for case in cases()
    ],
)
def test_moments_of_a_case_are_read_right(case: Case) -> None:
    assert not failures(case)


def test_every_known_failure_is_a_case() -> None:
    assert {case.id for case in cases()} >= KNOWN_FAILURES


def test_every_first_class_language_has_many_cases() -> None:
    counted = Counter(case.language for case in cases())
    assert all(counted[language] >= 60 for language in FIRST_CLASS)


def test_every_language_has_a_table() -> None:
    # Nynorsk's words of time are those of Bokmål.
    assert {path.stem for path in CASES.glob("*.txt")} == set(codes()) - {"nn"}


def one(text: str, anchor: Moment | date | None = DAY, language: str = "en") -> Moment:
    found = find_in(text, language, anchor)
    assert len(found) == 1, found
    return found[0]


def published(start: str, end: str, stated: bool = True) -> Moment:
    return Moment(None, "", start, end, "month", None, stated)


def test_a_weekday_is_the_last_one_on_or_before_publication() -> None:
    assert one("He spoke on Wednesday.").start == "2023-10-11"
    assert one("He spoke on Thursday.").start == "2023-10-12"
    assert one("He spoke on Friday.").start == "2023-10-06"


def test_what_was_then_to_come_does_not_move_a_month() -> None:
    assert one("The order in May that troops would withdraw.").start == "2023-05-01"
    assert one("The order may come in May.").start == ""


def test_a_weekday_of_a_coming_event_is_the_next_one() -> None:
    assert one("The council will meet on Friday.").start == "2023-10-13"


def test_the_future_of_a_quotation_does_not_move_the_day_it_was_said() -> None:
    assert one('He told them on Saturday: "We will soon bring good news."').start == "2023-10-07"


def test_nothing_is_resolved_without_a_publication_date() -> None:
    moment = one("He spoke on Wednesday.", None)
    assert (moment.start, moment.end, moment.precision) == ("", "", "day")


def test_a_month_of_publication_resolves_only_what_all_its_days_agree_on() -> None:
    month = published("2019-02-01", "2019-02-28")
    assert one("He spoke on Wednesday.", month).start == ""
    assert one("It was on 29 January.", month).start == "2019-01-29"
    assert one("It was announced in December.", month).start == "2018-12-01"
    assert one("Earlier this month he said so.", month).end == "2019-02-28"


def test_an_inferred_publication_date_makes_its_moments_inferred() -> None:
    moment = one("He spoke on Wednesday.", published("2023-10-12", "2023-10-12", stated=False))
    assert moment.start == "2023-10-11"
    assert not moment.stated


def test_what_was_to_come_is_counted_from_when_it_was_said() -> None:
    said, coming = find_in("On Monday he promised an answer next week.", "en", DAY)
    assert said.start == "2023-10-09"
    assert coming.start == "2023-10-16"
    _, lost = find_in("It comes 11 days after he claimed victory by next week.", "en", DAY)
    assert lost.start == ""


def test_a_day_without_a_year_is_the_last_or_the_very_next() -> None:
    assert one("on 3 September").start == "2023-09-03"
    assert one("on 3 November").start == "2023-11-03"
    assert one("on 20 December").start == "2022-12-20"
    assert one("They will meet on 20 December.").start == "2023-12-20"


def test_any_saturday_is_no_day_and_two_hours_are_no_time_of_day() -> None:
    assert find_in("It is best on a Saturday.", "en", DAY) == []
    assert one("Pararon dos horas el miércoles.", DAY, "es").text == "el miércoles"


def test_the_end_of_the_year_is_of_this_one_unless_another_was_spoken_of() -> None:
    assert one("It closes at the end of the year.").start == "2023-09-01"
    assert find_in("In 2014 it grew. By the end of the year it was closed.", "en", DAY)[1].start == ""


def test_days_later_are_counted_from_the_day_last_spoken_of() -> None:
    moments = find_in("The ship sank on 3 May 2021. Two days later divers found it.", "en", DAY)
    assert [m.start for m in moments] == ["2021-05-03", "2021-05-05"]
    assert one("Two days later divers found it.").start == ""


def test_days_after_an_event_without_a_date_are_left_open() -> None:
    moments = find_in("On 3 May 2021 it sank. Eleven days after the storm it rose.", "en", DAY)
    assert [m.start for m in moments] == ["2021-05-03", ""]


def test_a_caption_is_read_from_its_own_date() -> None:
    text = "The minister on Friday, March 3, 2023. She leaves next week.\nShe left on Tuesday."
    end = text.index("\n")
    blocks = (Block("caption", Span(0, end)), Block("body", Span(end, len(text))))
    day = published("2023-10-12", "2023-10-12")
    report = Report("r", "r", text, "en", published=day, blocks=blocks)
    assert [m.start for m in find(report)] == ["2023-03-03", "2023-03-06", "2023-10-10"]


def test_furniture_holds_no_moments() -> None:
    text = "5 years ago\nShe left on Tuesday."
    blocks = (Block("furniture", Span(0, 12), "age"), Block("body", Span(12, len(text))))
    report = Report("r", "r", text, "en", published=published("2023-10-12", "2023-10-12"), blocks=blocks)
    assert [m.text for m in find(report)] == ["Tuesday"]


@pytest.mark.parametrize(
    ("text", "language", "start"),
    [
        ("am 03.04.2021", "de", "2021-04-03"),
        ("on 03/04/2021", "en", "2021-03-04"),
        ("le 03/04/2021", "fr", "2021-04-03"),
        ("on 23/04/2021", "en", "2021-04-23"),
        ("on 2021-04-03", "en", "2021-04-03"),
        ("2021/04/03", "ja", "2021-04-03"),
    ],
)
def test_ambiguous_numbers_follow_the_order_of_the_language(text: str, language: str, start: str) -> None:
    assert one(text, DAY, language).start == start


@pytest.mark.parametrize(
    "text",
    [
        "on 31 February 2021", "on 2021-02-30", "on 31.13.2021", "It cost $2014.", "2,014 people",
        "1.5 and 2.5", "call 020 7946 0018", "a Boeing 737", "article 370", "at 25:61", "9" * 5000,
        "1" * 200 + "-02-03", "in the year 12019", "on 1۲/03/2021",
    ],
)  # fmt: skip
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_in(text, "en", DAY) == []


def test_leap_seconds_are_times() -> None:
    assert one("at 23:59:60 UTC on 31 December 2016").start == "2016-12-31T23:59:60Z"
    assert "T" not in one("at 12:30:60 UTC on 31 December 2016").start


def test_years_before_christ_and_of_other_calendars_named_as_such() -> None:
    assert one("in 44 BC").start == "-0043-01-01"
    assert one("the year 2562 BE").start == "2019-01-01"
    assert one("in 1440 AH").start[:7] == "2018-09"
    assert one("در ۲۸ بهمن ۱۳۹۷", DAY, "fa").start == "2019-02-17"
    assert one("in 578 AD").start == "0578-01-01"


def test_digits_of_other_scripts_are_read() -> None:
    assert one("١٧ فبراير ٢٠١٩", DAY, "ar").start == "2019-02-17"


def test_a_language_without_data_is_read_by_its_names_alone() -> None:
    assert one("17 Februarie 2019", DAY, "af").start == "2019-02-17"
    assert find_in("17 February 2019 on Tuesday", "und", DAY)


def test_timex3_of_a_moment() -> None:
    assert timex3(one("on 3 May 2021")) == ("DATE", "2021-05-03")
    assert timex3(one("in May 2021")) == ("DATE", "2021-05")
    assert timex3(one("in the 1990s")) == ("DATE", "199")
    assert timex3(one("in summer 2018")) == ("DATE", "2018-SU")
    assert timex3(one("last week")) == ("DATE", "2023-W40")
    assert timex3(one("at 14:30 GMT on 3 May 2021")) == ("TIME", "2021-05-03T14:30Z")
    assert timex3(one("on Friday", None)) == ("DATE", "XXXX-XX-XX")


def test_timex3_of_a_text_has_durations_and_sets_too() -> None:
    found = find_timexes("For three days it rained; daily, and every week.", "en", DAY)
    assert [(t.text, t.type, t.value) for t in found] == [
        ("three days", "DURATION", "P3D"), ("daily", "SET", "P1D"), ("every week", "SET", "P1W"),
    ]  # fmt: skip


PIECES = st.sampled_from(
    [
        "on", "Tuesday", "3", "March", "2021", ",", ".", "last", "week", "from", "to", "until", "years",
        "ago", "the", "in", "14:30", "GMT", "31.02.2021", "–", "two", "1990s", "\n", "i tisdags", "den",
        "för", "sedan", "年", "月", "日", "昨日", "الثلاثاء", "I", "İ", "“", "0", "9999999", "half", "early",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from(["en", "sv", "de", "zh", "ar", "tr", "fa"]))
def test_moments_are_spans_of_the_text_in_order_and_never_reversed(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    end = 0
    for moment in find_in(text, language, DAY):
        assert moment.span is not None
        assert moment.span.of(text) == moment.text
        assert moment.span.start >= end
        end = moment.span.end
        assert not (moment.start and moment.end) or moment.start <= moment.end or moment.start[0] == "-"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.sampled_from(codes()))
def test_any_text_is_survived(text: str, language: str) -> None:
    find_in(text, language, DAY)
    find_timexes(text, language, DAY)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_any_day_of_the_calendar_can_be_the_anchor(anchor: date) -> None:
    text = "last week, next year, two centuries ago, in 300 years, on Friday, in May, at Christmas"
    for moment in find_in(text, "en", anchor):
        if moment.start and moment.end:
            assert date.fromisoformat(moment.start) <= date.fromisoformat(moment.end)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_lies_in_the_week_up_to_publication(anchor: date, number: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[number]
    found = date.fromisoformat(one(f"He spoke on {name}.", anchor).start)
    assert found.weekday() == number
    assert timedelta(0) <= anchor - found <= timedelta(6)


@pytest.mark.parametrize(
    "piece", ["Tuesday 3 March ", "2019-", "1 ", "in the of ", "May", "from 3 to ", "last "]
)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        find_in(text, "en", DAY)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(80_000) < 8 * 2.5 * max(seconds(10_000), 0.02)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "No ships before Wednesday."),
        ("fr", "Pas de remorqueur avant mercredi."),
        ("de", "Kein Schlepper vor Mittwoch."),
    ],
)
def test_a_deadline_that_nothing_dates_is_left_open(language: str, text: str) -> None:
    (moment,) = find_in(text, language, date(2024, 5, 13))
    assert (moment.start, moment.end) == ("", "")


def test_the_storm_of_a_day_is_no_deadline() -> None:
    (moment,) = find_in("Damage caused by Wednesday's storm was large.", "en", date(2024, 5, 13))
    assert moment.start == "2024-05-08"


@pytest.mark.parametrize(
    ("text", "language"),
    [("Abril Ruiz y Julio Santos cantan.", "es"), ("Johanna März sprach.", "de"), ("Mrs May spoke.", "en"),
     ("Dort spielt Mai Linh Tran Geige.", "de"),
     ("Jeg mødte August Krag og Maj Lund.", "da")],
)  # fmt: skip
def test_a_month_inside_a_full_name_is_no_month(text: str, language: str) -> None:
    assert rashomon.find_moments(text, language) == ()
