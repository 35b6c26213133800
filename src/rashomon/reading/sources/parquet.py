"""Parquet tables, a row a report, a group of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Items, Options, bounded
from rashomon.reading.sources.tables import reports_of_rows

#: Largest Parquet file that comes as a stream, in bytes.
MAX_BYTES = 500_000_000


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of a Parquet table."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    source: Any = stream if stream.seekable() else BytesIO(bounded(stream, MAX_BYTES, "Parquet table"))
    try:
        table = ParquetFile(source)
        columns = table.schema_arrow.names

        def rows() -> Iterator[list[Any]]:
            yield columns
            for batch in table.iter_batches(batch_size=256):
                values = [batch.column(place).to_pylist() for place in range(len(columns))]
                yield from (list(row) for row in zip(*values, strict=True))

        yield from reports_of_rows(rows(), name, options, "a Parquet table")
    except (ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"is a damaged Parquet table: {error}") from None
