"""The page's own words."""

from __future__ import annotations

import re

import pytest

from rashomon.model import Precision, Report
from rashomon.telling import wording


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (800, "", "800"), (1234567, "", "1.235 million"), (0.0007, "km2", "700 m²"), (0.5, "km2", "0.5 km²"),
        (340_000, "kg", "340 tonnes"), (99.5, "%", "99.5%"), (2e8, "USD", "200 million USD"),
        (259_200, "s", "3 days"), (-3, "°C", "-3°C"), (0.1 + 0.2, "", "0.3"), (12345.6, "", "12,346"),
        (25, "m/s", "90 km/h"),
        (1, "s", "1 second"), (3600, "s", "1 hour"), (31556926.0, "s", "1 year"), (19, "a", "19 years"),
        (1.5e6, "W", "1.5 MW"), (90, "°", "90°"), (2, "pp", "2 percentage points"),
        (5e3, "l", "5,000 litres"), (1000, "kg", "1 tonne"), (1, "km2", "1 km²"),
    ],
)  # fmt: skip
def test_a_quantity_has_the_unit_a_reader_expects(value: float, unit: str, expected: str) -> None:
    assert wording.quantity(value, unit) == expected


@pytest.mark.parametrize(
    ("low", "high", "is_open", "expected"),
    [
        (800, None, True, "more than 800 m"), (800, None, False, "800 m or more"),
        (None, 5, True, "less than 5 m"), (None, 5, False, "5 m or less"), (3, 3, False, "3 m"),
        (3, 5, False, "3 to 5 m"), (500, 2000, False, "500 m to 2 km"), (None, None, False, "no number"),
    ],
)  # fmt: skip
def test_an_interval_in_words(low: float | None, high: float | None, is_open: bool, expected: str) -> None:
    assert wording.interval(low, high, "m", low_open=is_open, high_open=is_open) == expected


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2019-02-17", "2019-02-17", "day", "17 February 2019"),
        ("2019-02-01", "2019-02-28", "month", "February 2019"),
        ("2014-01-01", "2014-12-31", "year", "2014"),
        ("2019-02-01", "2019-02-28", "span", "February 2019"),
        ("2020-02-01", "2020-02-28", "span", "1\u2009–\u200928 February 2020"),
        ("2024-05-03", "2024-05-05", "span", "3\u2009–\u20095 May 2024"),
        ("2024-04-29", "2024-05-05", "span", "29 April\u2009–\u20095 May 2024"),
        ("2023-12-31", "2024-01-01", "span", "31 December 2023\u2009–\u20091 January 2024"),
        ("2024-04-29", "2024-05-05", "week", "29 April\u2009–\u20095 May 2024"),
        ("2024-05-03T14:30", "2024-05-03T14:30", "minute", "3 May 2024, 14:30"),
        ("", "2024-05-03", "span", "until 3 May 2024"),
        ("-0043-03-15", "-0043-03-15", "day", "15 March 0043 BC"),
        ("garbage", "garbage", "day", "garbage"),
        ("2024-99-01", "2024-99-01", "day", "2024-99-01"),
    ],
)
def test_a_time_is_written_no_finer_than_it_is_known(
    start: str, end: str, precision: Precision, expected: str
) -> None:
    assert wording.period(start, end, precision) == expected


def test_a_report_without_an_outlet_goes_by_its_file() -> None:
    assert wording.outlet(Report("1", "some/where/report.txt", "")) == "report.txt"
    assert wording.outlet(Report("1", "some\\where\\report.txt", "")) == "report.txt"
    assert wording.outlet(Report("1", "", "")) == "1"
    assert wording.outlet(Report("1", "x.txt", "", outlet="The Orla Courier")) == "The Orla Courier"


def test_languages_by_name() -> None:
    assert [wording.language(code) for code in ("nb", "zh", "und", "zz-nonsense-code")] == [
        "Norwegian Bokmål", "Chinese", "language unknown", "zz-nonsense-code",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sv", ["17 februari 2019", "3–5 maj 2024", "700 m²", "1,5 miljoner", "5\xa0000 ton", "a, b och c"]),
        ("da", ["17. februar 2019", "3.–5. maj 2024", "700 m²", "1,5 million", "5.000 tons", "a, b og c"]),
        ("de", ["17. Februar 2019", "3.–5. Mai 2024", "700 m²", "1,5 Millionen", "5.000 Tonnen",
                "a, b und c"]),
        ("fr", ["17 février 2019", "3–5 mai 2024", "700 m²", "1,5 million", "5 000 tonnes", "a, b et c"]),
        ("es", ["17 de febrero de 2019", "3–5 de mayo de 2024", "700 m²", "1,5 millones", "5.000 toneladas",
                "a, b y c"]),
        ("ar", ["17 فبراير 2019", "3–5 مايو 2024", "700 م²", "1.5 مليون", "5,000 طن متري", "a وb وc"]),
    ],
)  # fmt: skip
def test_each_language_writes_days_and_quantities_its_own_way(language: str, expected: list[str]) -> None:
    say = wording.wording(language)
    shown = [
        say.day("2019-02-17"), say.period("2024-05-03", "2024-05-05", "span"), say.quantity(0.0007, "km2"),
        say.quantity(1.5e6, ""), say.quantity(5e6, "kg"), say.listing(["a", "b", "c"]),
    ]  # fmt: skip
    assert [re.sub(r"[\u2009\u202f\xa0]", " ", one).replace(" – ", "–") for one in shown] == [
        one.replace("\xa0", " ") for one in expected
    ]


def test_a_language_without_a_catalogue_is_spoken_to_in_english() -> None:
    say = wording.wording("fi")
    assert (say.language, say.page, say.day("2019-02-17")) == ("fi", "en", "17 February 2019")


def test_lists_and_counts() -> None:
    assert wording.listing(["a", "b", "c"]) == "a, b and c"
    assert wording.listing(["a"]) == "a"
    assert wording.listing([]) == ""
    assert wording.count(1, "report") == "1 report"
    assert wording.count(2, "story", "stories") == "2 stories"
