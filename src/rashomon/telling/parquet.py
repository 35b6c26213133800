"""The tables of a synopsis (:mod:`rashomon.telling.tables`) as Parquet; needs ``rashomon[parquet]``."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from rashomon.model import Synopsis
from rashomon.telling import tables as told
from rashomon.telling.tables import Table

_KINDS: Final = {"text": "string", "whole": "int64", "number": "float64", "yes/no": "bool_"}


def files(synopses: Sequence[Synopsis]) -> list[tuple[str, bytes]]:
    """The tables as files, name and content; what a column means stands with it.

    Raises:
        ModuleNotFoundError: where pyarrow is not installed.
    """
    return [(f"{table.name}.parquet", _written(table, synopses)) for table in told.TABLES]


def _written(table: Table, synopses: Sequence[Synopsis]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    rows = list(told.rows(table, synopses))
    schema = pyarrow.schema(
        [
            pyarrow.field(column.name, getattr(pyarrow, _KINDS[column.kind])(),
                          metadata={"about": column.about})
            for column in table.columns
        ],
        metadata={"about": table.about},
    )  # fmt: skip
    columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(columns, schema=schema), out)
    return out.getvalue()
