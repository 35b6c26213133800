"""The page's own words."""

from __future__ import annotations

import pytest

from rashomon.model import Precision, Report
from rashomon.telling import wording


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (800, "", "800"), (1234567, "", "1.235 million"), (0.0007, "km2", "700 m²"), (0.5, "km2", "0.5 km²"),
        (340_000, "kg", "340 tonnes"), (99.5, "%", "99.5\u202f%"), (2e8, "USD", "200 million USD"),
        (259_200, "s", "3 days"), (-3, "°C", "-3 °C"), (0.1 + 0.2, "", "0.3"), (12345.6, "", "12,346"),
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
        ("2020-02-01", "2020-02-28", "span", "1–28 February 2020"),
        ("2024-05-03", "2024-05-05", "span", "3–5 May 2024"),
        ("2024-04-29", "2024-05-05", "span", "29 April – 5 May 2024"),
        ("2023-12-31", "2024-01-01", "span", "31 December 2023 – 1 January 2024"),
        ("2024-04-29", "2024-05-05", "week", "29 April – 5 May 2024"),
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


def test_lists_and_counts() -> None:
    assert wording.listing(["a", "b", "c"]) == "a, b and c"
    assert wording.listing(["a"]) == "a"
    assert wording.listing([]) == ""
    assert wording.count(1, "report") == "1 report"
    assert wording.count(2, "story", "stories") == "2 stories"
    assert [wording.spelled(n) for n in (0, 1, 12, 13, 1200)] == ["no", "one", "twelve", "13", "1,200"]
