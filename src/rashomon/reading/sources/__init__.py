"""One module a container or format. Each has one function ``read(stream, name, options)`` that gives
the reports of an open stream, one at a time, and a :class:`~rashomon.model.Problem` for whatever could
not be read; it raises :class:`~rashomon.reading.decoding.UnreadableError` where nothing can be.

To add one: a module here, its line in :data:`MODULES`, how it is recognised in
:mod:`rashomon.reading.formats`, an example under ``examples/inputs``, a line in ``docs/reading.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO, cast

from rashomon.reading.decoding import UnreadableError
from rashomon.reading.formats import Format
from rashomon.reading.options import Items, Options

Reader = Callable[[BinaryIO, str, Options], Items]

#: The module that reads each format; imported when the first such source is met.
MODULES: dict[Format, str] = {
    "text": "plain", "html": "html", "mhtml": "mhtml", "warc": "warc", "wacz": "wacz",
    "feed": "feeds", "table": "tables", "sheet": "sheets", "parquet": "parquet",
    "mail": "mail", "mbox": "mail", "pdf": "pdf", "docx": "docx", "rtf": "rtf", "ris": "ris",
    "json": "json", "jsonl": "json",
    "gzip": "compressed", "bzip2": "compressed", "xz": "compressed", "zstd": "compressed",
    "zip": "zipped", "tar": "tarred",
}  # fmt: skip


def reader_of(kind: Format) -> Reader | None:
    """What reads a format; None where nothing does.

    Raises:
        UnreadableError: where it needs a package that is not installed.
    """
    module = MODULES.get(kind)
    if module is None:
        return None
    try:
        return cast(Reader, import_module(f"{__name__}.{module}").read)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("rashomon"):
            raise
        raise UnreadableError(needs(error.name or "a package")) from None


def needs(package: str) -> str:
    """The reason for a source whose reading needs a package of the extra ``formats``."""
    return f"needs {package} to be read: pip install 'rashomon[formats]'"
