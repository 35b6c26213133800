"""Tables: every row names its passage, and no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from rashomon.model import Statement
from rashomon.telling.csv import tables
from tests.telling.happening import FALLEN_BRIDGE, TEXTS


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_there_is_a_table_for_each_part_of_the_synopsis() -> None:
    assert list(tables([FALLEN_BRIDGE])) == [
        "reports", "statements", "figures", "names", "timeline", "coverage",
        "reuse",
    ]  # fmt: skip


def test_words_stand_where_the_row_says() -> None:
    rows = [row for text in tables([FALLEN_BRIDGE]).values() for row in _rows(text) if "start" in row]
    assert len(rows) > 20
    for row in rows:
        assert TEXTS[row["report"]][int(row["start"]) : int(row["end"])] == row["text"]


def test_whole_numbers_and_open_bounds() -> None:
    first = _rows(tables([FALLEN_BRIDGE])["figures"])[0]
    assert (first["low"], first["high"], first["verdict"]) == ("40", "", "differ")


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    said = replace(FALLEN_BRIDGE.statements[0], speaker="=HYPERLINK(1)")
    rows = _rows(tables([replace(FALLEN_BRIDGE, statements=(said,))])["statements"])
    assert {row["speaker"] for row in rows} == {"'=HYPERLINK(1)"}
    assert isinstance(said, Statement)


def test_what_one_report_gives_has_no_verdict() -> None:
    lone = [one for one in FALLEN_BRIDGE.figures if len({value.report for value in one.values}) == 1]
    rows = {row["figure"]: row["verdict"] for row in _rows(tables([FALLEN_BRIDGE])["figures"])}
    assert lone
    assert {rows[one.id] for one in lone} <= {"", "differ"}
