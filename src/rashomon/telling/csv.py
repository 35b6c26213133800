"""A synopsis as plain tables (RFC 4180) for spreadsheets and statistics programs.

Every row that shows words of a report names the report and the span they stand in. A cell that begins
with a character that spreadsheets take for a formula gets an apostrophe before it, because texts of
articles are hostile (OWASP, CSV injection); the JSON has the words untouched.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from rashomon.model import Passage, Report, Synopsis

_Row = tuple[object, ...]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tables(synopses: Sequence[Synopsis]) -> dict[str, str]:
    """Name of the table (reports, statements, figures, names, timeline, coverage, reuse) to its CSV text."""
    written: dict[str, str] = {}
    for name, (columns, rows) in _TABLES.items():
        sheet = io.StringIO()
        writer = csv.writer(sheet, lineterminator="\r\n")
        writer.writerow(("story", *columns))
        for told in synopses:
            writer.writerows([_cell(value) for value in (told.story.id, *row)] for row in rows(told))
        written[name] = sheet.getvalue()
    return written


def files(synopses: Sequence[Synopsis]) -> list[tuple[str, str]]:
    """The tables as files, name and content. Each begins with the mark by which spreadsheets know UTF-8."""
    return [(f"{name}.csv", f"\ufeff{table}") for name, table in tables(synopses).items()]


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _words(reports: Iterable[Report]) -> Callable[[Passage], tuple[str, int, int, str]]:
    texts = {report.id: report.text for report in reports}

    def written(passage: Passage) -> tuple[str, int, int, str]:
        span = passage.span
        return passage.report, span.start, span.end, span.of(texts[passage.report])

    return written


def _reports(told: Synopsis) -> Iterator[_Row]:
    for report in told.story.reports:
        when = report.published
        yield (
            report.id, report.source, report.outlet, report.language, report.title, report.byline,
            when.start if when else "", when.end if when else "", when.stated if when else None,
        )  # fmt: skip


def _statements(told: Synopsis) -> Iterator[_Row]:
    for said in told.statements:
        for version in said.versions:
            yield (
                said.id, said.speaker, said.entity, version.report, version.span.start, version.span.end,
                version.text, version.language, version.kind, version.relation, version.original,
                version.translated, version.stance, version.cue, version.speaker_text, version.relayed_by,
                " | ".join(version.missing),
            )  # fmt: skip


def _figures(told: Synopsis) -> Iterator[_Row]:
    for compared in told.figures:
        alone = len({value.report for value in compared.values}) < 2
        verdict = "" if alone and compared.verdict == "agree" else compared.verdict
        for value in compared.values:
            yield (
                compared.id, compared.about, verdict, compared.note, value.report, value.span.start,
                value.span.end, value.text, value.low, value.high, value.low_open, value.high_open,
                value.unit, compared.dimension, value.hedge, value.attributed_to, value.as_of,
            )  # fmt: skip


def _names(told: Synopsis) -> Iterator[_Row]:
    written = _words(told.story.reports)
    for entry in told.names:
        for mention in entry.mentions:
            yield entry.id, entry.kind, entry.name, " | ".join(entry.aliases), *written(mention)


def _timeline(told: Synopsis) -> Iterator[_Row]:
    written = _words(told.story.reports)
    for entry in told.timeline:
        for mention in entry.mentions:
            yield entry.start, entry.end, entry.precision, entry.text, entry.note, *written(mention)


def _coverage(told: Synopsis) -> Iterator[_Row]:
    written = _words(told.story.reports)
    for entry in told.coverage:
        for passage in entry.passages:
            yield entry.id, entry.about, " | ".join(entry.absent_from), *written(passage)


def _reuse(told: Synopsis) -> Iterator[_Row]:
    written = _words(told.story.reports)
    for found in told.reuse:
        yield *written(found.source), *written(found.target), found.similarity


_PLACE = ("report", "start", "end", "text")
_TABLES: dict[str, tuple[tuple[str, ...], Callable[[Synopsis], Iterator[_Row]]]] = {
    "reports": (
        (
            "report", "source", "outlet", "language", "title", "byline", "published_from",
            "published_to", "published_stated",
        ),
        _reports,
    ),
    "statements": (
        (
            "statement", "speaker", "entity", *_PLACE, "language", "kind", "relation", "original",
            "translated", "stance", "cue", "speaker_text", "relayed_by", "missing",
        ),
        _statements,
    ),
    "figures": (
        (
            "figure", "about", "verdict", "note", *_PLACE, "low", "high", "low_excluded", "high_excluded",
            "unit", "dimension", "hedge", "attributed_to", "as_of",
        ),
        _figures,
    ),
    "names": (("name_id", "kind", "name", "aliases", *_PLACE), _names),
    "timeline": (("from", "to", "precision", "happening", "note", *_PLACE), _timeline),
    "coverage": (("thing", "about", "absent_from", *_PLACE), _coverage),
    "reuse": ((*_PLACE, *(f"other_{column}" for column in _PLACE), "similarity"), _reuse),
}  # fmt: skip
#: The names of the tables.
NAMES = tuple(_TABLES)
