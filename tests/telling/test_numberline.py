"""Number lines: where values lie, what their ends look like, who stands apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import FigureValue, Span
from rashomon.telling.numberline import NumberLine, draw
from tests.telling.happening import FALLEN_BRIDGE


def _value(low: float | None, high: float | None, report: str = "a", **more: object) -> FigureValue:
    fields: dict[str, object] = {"unit": "", "hedge": "", "attributed_to": None, "as_of": None} | more
    return FigureValue(report, Span(0, 1), "x", low, high, **fields)  # type: ignore[arg-type]


def _drawn(*values: FigureValue) -> NumberLine:
    line = draw(values)
    assert line is not None
    return line


def test_values_stand_in_order_from_left_to_right() -> None:
    line = _drawn(_value(65, None), _value(38, 42), _value(40, None))
    assert [row.label for row in line.rows] == ["38 to 42", "40 or more", "65 or more"]
    assert [row.start for row in line.rows] == sorted(row.start for row in line.rows)


def test_the_same_value_of_several_reports_is_one_row() -> None:
    line = _drawn(_value(7, 7, "a"), _value(7, 7, "b"), _value(9, 9, "c"))
    assert [len(row.values) for row in line.rows] == [2, 1]
    assert line.majority


def test_what_cannot_be_true_together_with_the_most_given_value_stands_apart() -> None:
    line = _drawn(_value(38, 42, "a"), _value(38, 42, "b"), _value(40, None, "c"), _value(65, None, "d"))
    assert [(row.label, row.fits) for row in line.rows] == [
        ("38 to 42", True), ("40 or more", True), ("65 or more", False),
    ]  # fmt: skip


def test_over_800_and_800_are_no_clash() -> None:
    over = _value(800, None, low_open=True)
    assert _drawn(_value(800, 800, "a"), _value(800, 800, "b"), over).against == ""


def test_where_the_verdict_is_not_that_they_differ_nothing_stands_apart() -> None:
    line = draw([_value(12, 12), _value(15, 15)], differ=False)
    assert line is not None
    assert all(row.fits for row in line.rows)
    assert line.against == ""


def test_what_fits_with_everything_is_not_what_the_others_are_held_against() -> None:
    line = _drawn(_value(800, None, "a"), _value(800, None, "b"), _value(720, 880), _value(20_000, 30_000))
    assert line.against == "720 to 880"
    assert [row.fits for row in line.rows] == [True, True, False]
    assert not line.majority


def test_no_majority_is_claimed_where_there_is_none() -> None:
    assert not _drawn(_value(1, 1, "a"), _value(2, 2, "b")).majority
    assert not _drawn(_value(1, 1, "a"), _value(1, 1, "b")).majority


def test_ends_are_closed_excluded_or_open() -> None:
    row = _drawn(_value(800, None, low_open=True), _value(700, 900)).rows[1]
    assert (row.low, row.high, row.end) == ("excluded", "open", 100.0)


def test_an_upper_limit_reaches_down_to_zero_and_no_further_where_zero_is_drawn() -> None:
    row = _drawn(_value(None, 90), _value(340, 340)).rows[0]
    assert (row.low, row.start) == ("none", 3.0)


def test_roughly_given_values_are_soft() -> None:
    row = _drawn(_value(323, 357, hedge="about"), _value(90, 90)).rows[1]
    assert row.soft
    assert row.label == "roughly 323 to 357"


def test_a_number_that_is_just_passed_or_just_missed_is_called_so_and_no_other_number() -> None:
    passed = replace(_value(1_000, 1_100, hedge="drygt", low_open=True), text="1 000")
    missed = replace(_value(45, 50, "b", hedge="nearly", high_open=True), text="50")
    assert [row.label for row in _drawn(passed, missed).rows] == ["just under 50", "just over 1,000"]


def test_values_far_apart_are_drawn_on_a_logarithmic_scale() -> None:
    line = draw(FALLEN_BRIDGE.figures[1].values)
    assert line is not None
    assert line.logarithmic
    assert [tick.text for tick in line.ticks] == ["1,000 m²", "10,000 m²", "0.1 km²", "1 km²"]


def test_a_scale_has_one_unit() -> None:
    line = _drawn(_value(340_000, 340_000, unit="kg"), _value(90_000, 90_000, unit="kg"))
    assert [tick.text for tick in line.ticks] == ["0 tonnes", "100 tonnes", "200 tonnes", "300 tonnes"]


def test_values_without_any_bound_give_no_line() -> None:
    assert draw([]) is None
    assert draw([_value(None, None), _value(float("inf"), None), _value(1e300, None)]) is None


@pytest.mark.parametrize("value", [0.0, -5.0, 1e150, 1e-300])
def test_a_single_value_has_its_place(value: float) -> None:
    line = _drawn(_value(value, value))
    assert 0 <= line.rows[0].middle <= 100
    assert line.ticks


_BOUND = st.none() | st.floats(-1e15, 1e15) | st.sampled_from([0.0, 1.0, 800.0, 5e-324])


@given(st.lists(st.tuples(_BOUND, _BOUND, st.booleans()), min_size=1, max_size=6))
def test_everything_stays_on_the_picture(bounds: list[tuple[float | None, float | None, bool]]) -> None:
    values = [
        _value(min(low, high) if low is not None and high is not None else low,
               max(low, high) if low is not None and high is not None else high, low_open=is_open)
        for low, high, is_open in bounds
    ]  # fmt: skip
    line = draw(values)
    if line is None:
        return
    assert 1 <= len(line.ticks) <= 12
    for tick in line.ticks:
        assert 0 <= tick.x <= 100
    for row in line.rows:
        assert 0 <= row.start <= row.end <= 100


def test_time_is_counted_in_days_months_and_years() -> None:
    line = _drawn(_value(604_800, 604_800, unit="s"), _value(400 * 31_556_952, 400 * 31_556_952, unit="s"))
    assert [tick.text for tick in line.ticks] == ["30 days", "1 year", "10 years", "100 years"]
    line = _drawn(_value(604_800, 604_800, unit="s"), _value(1_209_600, 1_209_600, unit="s"))
    assert [tick.text for tick in line.ticks] == ["0 days", "5 days", "10 days", "15 days"]


def test_the_same_amount_in_another_currency_is_listed_and_not_drawn_on_the_scale() -> None:
    line = _drawn(
        _value(2e8, 2e8, unit="NOK"), _value(2e8, 2e8, unit="NOK"), _value(17.5e6, 17.5e6, unit="EUR")
    )
    assert [row.label for row in line.rows] == ["200 million NOK"]
    assert [value.unit for value in line.unplaced] == ["EUR"]
    assert not line.against


def test_a_rising_toll_says_of_each_value_for_which_day_it_holds() -> None:
    line = _drawn(_value(12, 12, as_of="2024-05-03"), _value(15, 15, as_of="2024-05-04"), _value(16, 16))
    assert [row.as_of for row in line.rows] == ["2024-05-03", "2024-05-04", ""]
    assert _drawn(_value(12, 12, as_of="2024-05-03")).rows[0].as_of == ""
