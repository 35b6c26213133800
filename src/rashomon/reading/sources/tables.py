"""Tables: CSV of any delimiter, a row a report. What was recognised is said."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from rashomon.model import Problem
from rashomon.reading.decoding import UnreadableError, decode
from rashomon.reading.options import Items, Options
from rashomon.reading.sources import fields
from rashomon.reading.sources.records import reports_of

#: Most that is looked at to tell the delimiter, in bytes; longest cell, in code points.
_SAMPLE = 65_536
MAX_CELL = 10_000_000
_DELIMITERS = ",;\t|"
#: Rows that are looked through for the names of the columns.
_ABOVE = 20


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of a table of text, read row by row."""
    head = stream.peek(_SAMPLE)[:_SAMPLE]  # type: ignore[attr-defined]
    encoding = _encoding(head, options)
    lines = io.TextIOWrapper(stream, encoding, errors="strict", newline="")
    delimiter = ""
    csv.field_size_limit(MAX_CELL)
    try:
        sample = head.decode(encoding, "ignore")
        if sample.startswith(("sep=", "Sep=")):
            delimiter = sample[4]
            lines.readline()
        delimiter = delimiter or _delimiter(sample)
        rows = csv.reader(lines, delimiter=delimiter)
        yield from reports_of_rows(rows, name, options, f"a table divided by {_said(delimiter)}")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"is not {error.encoding} from byte {error.start} of a part on: convert it first "
            "(iconv -f WINDOWS-1252 -t UTF-8) or say --encoding windows-1252"
        ) from None
    except csv.Error as error:
        raise UnreadableError(f"is a damaged table: {error}") from None
    finally:
        lines.detach()


def _encoding(head: bytes, options: Options) -> str:
    """The encoding of a table: by its byte order mark, UTF-8, or as the user says.

    Raises:
        UnreadableError: where it is none of these.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    whole = head[: head.rfind(b"\n") + 1] or head
    decode(whole, options.encoding)
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return options.encoding or "utf-8-sig"
    return "utf-8-sig"


def _delimiter(sample: str) -> str:
    """The sign that divides the first lines into the same number of cells, two or more."""
    best, most = ",", 0.0
    for sign in _DELIMITERS:
        try:
            rows = [row for row in csv.reader(io.StringIO(sample), delimiter=sign) if row][:_ABOVE]
        except csv.Error:
            continue
        if len(rows) > 2 and len(sample) >= _SAMPLE // 2:
            rows = rows[:-1]
        named = max((_named(row) for row in rows[:3]), default=0)
        score = named * 10 + min(len(rows[0]) if rows else 0, 30) / 30
        if score > most:
            best, most = sign, score
    return best


def _said(delimiter: str) -> str:
    return {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "strokes"}.get(delimiter, delimiter)


def _named(row: Sequence[Any]) -> int:
    """How many cells of a row are names of columns that are understood."""
    keys = tuple(str(cell).strip() for cell in row if isinstance(cell, str) and cell.strip())
    found = fields.candidates(keys, ())
    return len({key for ours in fields.NAMES for key in found[ours]} | set(found["teaser"]))


def _header(rows: Iterator[Sequence[Any]], options: Options) -> tuple[list[str], int]:
    """The names of the columns, and in which row they stand: the first row that holds a name that is
    understood or that the user says, with others beside it.

    Raises:
        UnreadableError: where no row does.
    """
    said = {theirs for _, theirs in options.columns}
    first: Sequence[Any] = ()
    for number, row in zip(range(1, _ABOVE + 1), rows, strict=False):
        first = first or row
        if _named(row) >= 2 or said & {str(cell).strip() for cell in row} or (_named(row) and len(row) == 1):
            return [str(cell).strip() if cell is not None else "" for cell in row], number
    shown = ", ".join(repr(str(cell)[:30]) for cell in list(first)[:8])
    raise UnreadableError(
        f"is a table whose columns are not understood ({shown or 'it is empty'}): "
        "say which is which (--map text=NAME,title=NAME,published=NAME)"
    )


def reports_of_rows(rows: Iterable[Sequence[Any]], name: str, options: Options, what: str) -> Items:
    """The reports of the rows of a table, the first of which name its columns.

    Raises:
        UnreadableError: where the columns are not understood.
    """
    left = iter(rows)
    columns, number = _header(left, options)
    twice = {column for column in columns if column and columns.count(column) > 1}
    found = fields.candidates(tuple(dict.fromkeys(filter(None, columns))), options.columns)
    _check(columns, found, options)
    told = "; ".join(f"{ours} from {found[ours][0]!r}" for ours in (*fields.NAMES, "teaser") if found[ours])
    yield Problem(
        name, f"{what}: {told}" + (f"; the first {sorted(twice)[0]!r} counts" if twice else ""), True
    )
    above = None
    for row in left:
        number += 1
        if not any(cell not in (None, "") for cell in row):
            continue
        record: dict[str, Any] = {}
        for column, cell in zip(columns, row, strict=False):
            if column and column not in record and cell not in (None, ""):
                record[column] = cell
        above = row if above is None else above
        if len(row) > len(columns) and any(cell not in (None, "") for cell in row[len(columns) :]):
            yield Problem(name, f"row {number}: has more cells than there are columns: is a sign not quoted?")
        yield from reports_of(record, name, f"row {number}: ", options)
    if above is None:
        yield Problem(name, "is a table without rows")


def _check(columns: Sequence[str], found: Mapping[str, Sequence[str]], options: Options) -> None:
    """See that the table has a text.

    Raises:
        UnreadableError: where it has none, or the user named a column that is not there.
    """
    for ours, theirs in options.columns:
        if theirs not in columns:
            shown = ", ".join(filter(None, columns[:12]))
            raise UnreadableError(f"has no column {theirs!r} for {ours}; it has {shown}")
    if not any(found[ours] for ours in ("text", "markup", "teaser")):
        shown = ", ".join(filter(None, columns[:12]))
        raise UnreadableError(f"is a table without a column of texts (it has {shown}): --map text=NAME")
