"""The tables of a synopsis (:mod:`rashomon.telling.tables`) as CSV (RFC 4180), with a code book.

A cell that begins with a character that spreadsheets take for a formula gets an apostrophe before it, because
texts of articles are hostile (OWASP, CSV injection); the JSON and the Parquet have the words untouched.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from rashomon.model import Synopsis
from rashomon.telling import tables as told
from rashomon.telling.tables import Cell, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
CODE_BOOK: Final = "code_book"
#: The names of the files, without their ending.
NAMES: Final = (*told.NAMES, CODE_BOOK)


def tables(synopses: Sequence[Synopsis]) -> dict[str, str]:
    """Name of the table to its CSV text, the code book last."""
    written = {
        table.name: _sheet([column.name for column in table.columns], told.rows(table, synopses))
        for table in told.TABLES
    }
    return written | {CODE_BOOK: _sheet(*told.code_book())}


def files(synopses: Sequence[Synopsis]) -> list[tuple[str, str]]:
    """The tables as files, name and content. Each begins with the mark by which spreadsheets know UTF-8."""
    return [(f"{name}.csv", f"\ufeff{table}") for name, table in tables(synopses).items()]


def _sheet(columns: Sequence[str], rows: Iterable[Row]) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return sheet.getvalue()


def _cell(value: Cell) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
