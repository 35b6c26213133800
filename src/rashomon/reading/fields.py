"""A report from values that a Python program holds."""

from __future__ import annotations

from datetime import date

from rashomon.model import Moment, Report
from rashomon.reading.identity import digest
from rashomon.reading.publication import published_from_field
from rashomon.reading.text import Stated, report_of


def published_from(value: str | date | Moment | None) -> Moment | None:
    """When something was published, as a moment.

    Raises:
        ValueError: where the value is no date.
    """
    if value is None or isinstance(value, Moment):
        return value
    found = published_from_field(value.isoformat() if isinstance(value, date) else value)
    if found is None:
        raise ValueError(f"published is no date: {value!r}")
    return found


def report_from_fields(
    text: str,
    *,
    language: str | None,
    published: str | date | Moment | None,
    outlet: str | None,
    id: str | None,
    title: str | None,
) -> Report:
    """The report with this text, kept character for character; what is None is told from the text.

    Raises:
        ValueError: where the text has no words or is not valid Unicode, or ``published`` is no date.
    """
    if not text.strip():
        raise ValueError("text has no words in it")
    for name, value in (("text", text), ("outlet", outlet), ("id", id), ("title", title)):
        try:
            (value or "").encode()
        except UnicodeEncodeError as error:
            raise ValueError(f"{name} has half a character (a lone surrogate) at {error.start}") from error
    known = id or digest(outlet or "", text)
    stated = Stated(known, title, language, outlet, published=published_from(published))
    return report_of(text, known, stated)
