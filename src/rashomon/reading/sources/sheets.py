"""Spreadsheets (XLSX, XLS, ODS): every sheet with texts, a row a report."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, BinaryIO

from rashomon.model import Problem
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Items, Options, bounded
from rashomon.reading.sources.tables import reports_of_rows

#: Largest spreadsheet, in bytes; what its sheets may hold, in cells.
MAX_BYTES = 100_000_000
MAX_CELLS = 20_000_000


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of a spreadsheet. Formulas count by the values saved with them."""
    from python_calamine import CalamineError, CalamineWorkbook

    refuse_bomb(raw := bounded(stream, MAX_BYTES, "spreadsheet"))
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(raw))
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableError(f"is a damaged or protected spreadsheet: {error}") from None
    reasons, read_any = [], False
    for title in book.sheet_names:
        try:
            sheet = book.get_sheet_by_name(title)
            if sheet.height * sheet.width > MAX_CELLS:
                raise UnreadableError(f"is a sheet of {sheet.height:,} rows and {sheet.width:,} columns")
            rows = ([_cell(cell) for cell in row] for row in sheet.iter_rows())
            for item in reports_of_rows(rows, name, options, f"sheet {title!r}"):
                read_any = True
                yield item
        except UnreadableError as error:
            reasons.append(f"sheet {title!r}: {error}")
        except CalamineError as error:
            reasons.append(f"sheet {title!r}: is damaged: {error}")
    if not read_any:
        raise UnreadableError("; ".join(reasons[:3]) or "is a spreadsheet without sheets")
    for reason in reasons:
        yield Problem(name, reason, True)


def refuse_bomb(raw: bytes) -> None:
    """Refuse a zip archive whose files say that they unpack to far more than it holds.

    Raises:
        UnreadableError: naming how much.
    """
    if not raw.startswith(b"PK"):
        return
    from rashomon.reading.sources.unpacking import Meter
    from rashomon.reading.sources.zipped import archive_of

    with archive_of(raw) as archive:
        meter = Meter(len(raw))
        meter.unpacked = sum(info.file_size for info in archive.filelist)
        meter.check()


def _cell(value: Any) -> Any:
    """A cell as a record holds it: dates stay dates, numbers that are whole lose their fraction, the
    errors of formulas are nothing."""
    if isinstance(value, str):
        return None if value.startswith("#") and value.rstrip("!?").upper() in _ERRORS else value
    if isinstance(value, datetime | date):
        return value
    if isinstance(value, time | timedelta):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


_ERRORS = frozenset({"#N/A", "#NAME", "#REF", "#VALUE", "#DIV/0", "#NULL", "#NUM"})
