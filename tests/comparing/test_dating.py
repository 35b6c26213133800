"""Dating undated reports by what the story's other reports state."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from rashomon.comparing.dating import date_reports
from rashomon.marking import moments
from rashomon.model import Block, BlockKind, Marks, Moment, Report, Span


def report(
    name: str, *blocks: tuple[BlockKind, str], start: str = "", end: str = "", language: str = "en"
) -> Report:
    text, parts = "", []
    for kind, words in blocks:
        parts.append(Block(kind, Span(len(text), len(text) + len(words) + 1)))
        text += words + "\n"
    stated = Moment(None, "", start, end or start, "day" if not end else "month") if start else None
    made = Report(name, name, text, language, published=stated, blocks=tuple(parts))
    return replace(made, marks=Marks(moments=moments.find(made)))


MONTH = report("month", ("body", "Skeppet sjönk under lördagen."), start="2021-05-01", end="2021-05-31",
               language="sv")  # fmt: skip
SIGNED = report("signed", ("body", "A post."), ("embed", "We are safe. — The captain, 9 May 2021"),
                start="2021-05-01", end="2021-05-31")  # fmt: skip
SUNDAY = report("sunday", ("body", "The ship sank, the owner said on Sunday. It left on Saturday."))
COUNTED = report(
    "counted", ("body", "It was 8 days after the launch of 1 May 2021. Divers waited on Saturday.")
)
NOTHING = report("nothing", ("body", "A ship sank."))


def by_name(*reports: Report) -> dict[str, Report]:
    return {dated.id: dated for dated in date_reports(reports)}


def test_a_day_is_inferred_where_two_hints_agree() -> None:
    dated = by_name(MONTH, SIGNED, SUNDAY)["sunday"]
    assert dated.published is not None
    assert (dated.published.start, dated.published.end) == ("2021-05-09", "2021-05-09")
    assert not dated.published.stated
    assert [m.start for m in dated.marks.moments] == ["2021-05-09", "2021-05-08"]
    assert not any(m.stated for m in dated.marks.moments)


def test_days_counted_from_a_stated_day_are_a_hint() -> None:
    dated = by_name(SIGNED, COUNTED)["counted"]
    assert dated.published is not None
    assert dated.published.start == "2021-05-09"


def test_without_a_second_hint_only_the_month_is_given() -> None:
    dated = by_name(SIGNED, NOTHING)["nothing"]
    assert dated.published is not None
    assert (dated.published.start, dated.published.end) == ("2021-05-01", "2021-05-31")
    assert dated.published.precision == "month"
    assert not dated.published.stated


def test_without_any_stated_date_nothing_is_invented() -> None:
    assert by_name(SUNDAY, NOTHING)["sunday"].published is None
    assert all(m.start == "" for m in by_name(SUNDAY, NOTHING)["sunday"].marks.moments)


def test_a_stated_month_stays_while_its_weekdays_are_resolved() -> None:
    dated = by_name(MONTH, SIGNED, SUNDAY)["month"]
    assert dated.published == MONTH.published
    (saturday,) = dated.marks.moments
    assert (saturday.start, saturday.stated) == ("2021-05-08", False)


def test_a_weekday_that_the_days_disagree_on_stays_open() -> None:
    month = report("m", ("body", "Det sa han förra onsdagen. Det var på tisdagen."), start="2021-05-01",
                   end="2021-05-31", language="sv")  # fmt: skip
    dated = by_name(month, SIGNED, SUNDAY)["m"]
    assert dated.marks.moments[0].start == ""


def test_the_day_others_appeared_on_is_a_hint_too() -> None:
    stated = report("s", ("body", "A ship sank."), start="2021-05-09")
    dated = by_name(stated, SUNDAY)["sunday"]
    assert dated.published is not None
    assert dated.published.start == "2021-05-09"


def test_an_old_picture_dates_nothing() -> None:
    picture = report("p", ("caption", "The ship on Sunday, 6 May 2012."), ("body", "It sank on Sunday."))
    assert by_name(picture, NOTHING)["p"].published is None


def test_a_stated_day_is_never_changed() -> None:
    stated = report("s", ("body", "He said so on Sunday."), start="2021-05-11")
    assert by_name(stated, SIGNED, SUNDAY)["s"] is stated


def test_the_order_of_the_reports_does_not_matter() -> None:
    expected = by_name(MONTH, SIGNED, SUNDAY, COUNTED)
    for order in permutations((MONTH, SIGNED, SUNDAY, COUNTED)):
        assert by_name(*order) == expected


def test_no_reports_are_no_problem() -> None:
    assert date_reports([]) == ()
