"""Tables: every row names its passage, and no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from rashomon.model import Statement
from rashomon.telling.csv import files, tables
from tests.telling.happening import FALLEN_BRIDGE, TEXTS


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_there_is_a_table_for_each_part_of_the_synopsis() -> None:
    assert list(tables([FALLEN_BRIDGE])) == [
        "stories", "reports", "statements", "missing", "figures", "names", "aliases", "timeline", "coverage",
        "telling", "reuse", "code_book",
    ]  # fmt: skip


def test_words_stand_where_the_row_says() -> None:
    every = [row for text in tables([FALLEN_BRIDGE]).values() for row in _rows(text)]
    rows = [row for row in every if {"start", "text"} <= row.keys()]
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


def test_the_code_book_says_what_every_column_of_every_table_is() -> None:
    written = tables([FALLEN_BRIDGE])
    said = {(row["table"], row["column"]) for row in _rows(written["code_book"]) if row["about"]}
    assert said == {
        (name, column)
        for name, text in written.items() if name != "code_book"
        for column in next(csv.reader(io.StringIO(text)))
    }  # fmt: skip


def test_a_cell_holds_one_value() -> None:
    aliases = _rows(tables([FALLEN_BRIDGE])["aliases"])
    assert next((row["name"], row["alias"]) for row in aliases) == ("Ana Ruskova", "آنا روسكوفا")
    missing = _rows(tables([FALLEN_BRIDGE])["missing"])
    assert [row["missing"] for row in missing] == ["I cannot explain why it fell today,"]
    told = {(row["thing"], row["report"]): row["told"] for row in _rows(tables([FALLEN_BRIDGE])["telling"])}
    assert (told["c2", "courier"], told["c2", "blare"]) == ("yes", "no")


def test_ids_join() -> None:
    written = tables([FALLEN_BRIDGE])
    reports = {(row["story"], row["report"]) for row in _rows(written["reports"])}
    stories = {row["story"] for row in _rows(written["stories"])}
    for name, text in written.items():
        for row in _rows(text) if name != "code_book" else ():
            assert row["story"] in stories
            assert "report" not in row or (row["story"], row["report"]) in reports


def test_the_files_say_that_they_are_utf_8() -> None:
    assert all(content.startswith("\ufeff") for _, content in files([FALLEN_BRIDGE]))
