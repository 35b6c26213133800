"""A synopsis as tidy tables: one thing a row, one value a cell, ids that join, and a code book.

How they are written is for :mod:`rashomon.telling.csv` and :mod:`rashomon.telling.parquet`. Ids of
statements, figures, names and things told hold within their story: join on ``story`` and the id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rashomon.model import Passage, Report, Synopsis

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
Kind = Literal["text", "whole", "number", "yes/no"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its cells are, and what they mean."""

    name: str
    kind: Kind
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a row is, its columns, and the rows of a story (without the story's id, which
    is the first column of each table)."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Synopsis], Iterator[Row]]


def rows(table: Table, synopses: Iterable[Synopsis]) -> Iterator[Row]:
    """All rows of a table, each beginning with the id of its story."""
    for told in synopses:
        for row in table.rows(told):
            yield told.story.id, *row


def code_book() -> tuple[tuple[str, ...], list[Row]]:
    """The columns of the code book and its rows, a column of a table each."""
    return ("table", "table_about", "column", "type", "about"), [
        (table.name, table.about, column.name, column.kind, column.about)
        for table in TABLES
        for column in table.columns
    ]


def _where(reports: Sequence[Report]) -> Callable[[Passage], Row]:
    texts = {report.id: report.text for report in reports}

    def written(passage: Passage) -> Row:
        span = passage.span
        return passage.report, span.start, span.end, span.of(texts[passage.report])

    return written


def _stories(told: Synopsis) -> Iterator[Row]:
    story = told.story
    yield (
        story.headline, story.language, story.start or None, story.end or None, len(story.reports),
        len({report.outlet for report in story.reports if report.outlet}),
        len({report.language for report in story.reports if report.language != "und"}),
        sum(figure.verdict == "differ" for figure in told.figures), len(told.statements),
    )  # fmt: skip


def _reports(told: Synopsis) -> Iterator[Row]:
    for report in told.story.reports:
        when = report.published
        yield (
            report.id, report.source, address(report) or None, report.outlet, report.language,
            report.title or None, report.byline, (when.start or None) if when else None,
            (when.end or None) if when else None, when.stated if when else None, report.text,
        )  # fmt: skip


def address(report: Report) -> str:
    """Where a report was published on the web; empty where that is not known."""
    return report.source if report.source.startswith(("http://", "https://")) else ""


def _statements(told: Synopsis) -> Iterator[Row]:
    for said in told.statements:
        for version in said.versions:
            yield (
                said.id, said.speaker or None, said.entity or None, version.report, version.span.start,
                version.span.end, version.text, version.language, version.kind, version.relation,
                version.original, version.translated, version.stance, version.cue or None,
                version.speaker_text or None, version.relayed_by,
            )  # fmt: skip


def _missing(told: Synopsis) -> Iterator[Row]:
    for said in told.statements:
        for version in said.versions:
            for words in version.missing:
                yield said.id, version.report, version.span.start, version.span.end, words


def _figures(told: Synopsis) -> Iterator[Row]:
    for compared in told.figures:
        alone = len({value.report for value in compared.values}) < 2
        verdict = None if alone and compared.verdict == "agree" else compared.verdict
        for value in compared.values:
            yield (
                compared.id, compared.about or None, verdict, compared.note or None, value.report,
                value.span.start, value.span.end, value.text, value.low, value.high, value.low_open,
                value.high_open, value.unit or None, compared.dimension, value.hedge or None,
                value.attributed_to, value.as_of,
            )  # fmt: skip


def _names(told: Synopsis) -> Iterator[Row]:
    written = _where(told.story.reports)
    for entry in told.names:
        for mention in entry.mentions:
            yield entry.id, entry.kind, entry.name, *written(mention)


def _aliases(told: Synopsis) -> Iterator[Row]:
    for entry in told.names:
        for alias in entry.aliases:
            yield entry.id, entry.name, alias


def _timeline(told: Synopsis) -> Iterator[Row]:
    written = _where(told.story.reports)
    for number, entry in enumerate(told.timeline, 1):
        for mention in entry.mentions:
            yield (
                f"happening-{number}", entry.start or None, entry.end or None, entry.precision, entry.text,
                entry.note or None, *written(mention),
            )  # fmt: skip


def _coverage(told: Synopsis) -> Iterator[Row]:
    written = _where(told.story.reports)
    for entry in told.coverage:
        for passage in entry.passages:
            yield entry.id, entry.about, *written(passage)


def _telling(told: Synopsis) -> Iterator[Row]:
    for entry in told.coverage:
        tellers = {passage.report for passage in entry.passages}
        for report in told.story.reports:
            verdict = "yes" if report.id in tellers else "no" if report.id in entry.absent_from else "open"
            yield entry.id, report.id, verdict


def _reuse(told: Synopsis) -> Iterator[Row]:
    written = _where(told.story.reports)
    for found in told.reuse:
        yield *written(found.source), *written(found.target), found.similarity


def _columns(*declared: str) -> tuple[Column, ...]:
    """Columns from lines ``name: kind: what it means``."""
    made = [Column("story", "text", "the story's id")]
    for line in declared:
        name, kind, about = line.split(": ", 2)
        made.append(Column(name, kind, about))  # type: ignore[arg-type]
    return tuple(made)


_PLACE: Final = (
    "report: text: the report's id",
    "start: whole: where the words begin in the report's text, in code points",
    "end: whole: where they end, exclusive", "text: text: the words as they stand there",
)  # fmt: skip
TABLES: Final[tuple[Table, ...]] = (
    Table("stories", "a story", _columns(
        "headline: text: the headline of its most telling report", "language: text: of the headline (BCP 47)",
        "from: text: the first day it is about (ISO 8601)", "to: text: the last day",
        "reports: whole: how many reports it has", "outlets: whole: how many outlets are known",
        "languages: whole: how many languages are known",
        "disagreements: whole: figures about which the reports differ",
        "statements: whole: how many statements were found",
    ), _stories),
    Table("reports", "a report", _columns(
        _PLACE[0], "source: text: the file or address it was read from",
        "url: text: where it was published on the web", "outlet: text: who published it",
        "language: text: BCP 47; und where unknown", "title: text: its title", "byline: text: who wrote it",
        "published_from: text: when it was published at the earliest (ISO 8601)",
        "published_to: text: and at the latest", "published_stated: yes/no: no where the date was inferred",
        "text: text: the whole text as it was read",
    ), _reports),
    Table("statements", "one report's version of a statement", _columns(
        "statement: text: the statement's id in its story",
        "speaker: text: who said it; empty where left open",
        "entity: text: the id of the name that is the speaker's", *_PLACE, "language: text: of the version",
        "kind: text: direct, indirect (never verbatim) or mixed",
        "relation: text: against the reference wording: verbatim, cut, translated or reworded",
        "original: yes/no: whether it is the original or earliest known wording",
        "translated: yes/no: whether it stands in translation",
        "stance: text: asserted, negated, hypothetical or denied",
        "cue: text: the words that say that someone speaks",
        "speaker_text: text: the words that name the speaker here",
        "relayed_by: text: who passes the words on",
    ), _statements),
    Table("missing", "words that a cut version of a statement leaves out", _columns(
        "statement: text: the statement's id in its story", *_PLACE[:3],
        "missing: text: words of the reference wording that are not in it",
    ), _missing),
    Table("figures", "one report's value of a quantity", _columns(
        "figure: text: the comparison's id in its story", "about: text: what is counted",
        "verdict: text: agree, compatible, differ or changed; empty where one report gives it",
        "note: text: the verdict in words", *_PLACE,
        "low: number: lower bound in the base unit; empty where open",
        "high: number: upper bound; empty where open",
        "low_excluded: yes/no: whether the lower bound itself is excluded",
        "high_excluded: yes/no: whether the upper bound itself is excluded",
        "unit: text: base unit (%, km2, m, kg, s, ISO 4217); empty for counts",
        "dimension: text: what is measured (count, money, area and so on)",
        "hedge: text: the qualifier as written",
        "attributed_to: text: whose figure it is, as the report says",
        "as_of: text: the day it holds for (ISO 8601)",
    ), _figures),
    Table("names", "a mention of a name", _columns(
        "name_id: text: the name's id in its story", "kind: text: person, organisation, place or other",
        "name: text: the name by which it is listed", *_PLACE,
    ), _names),
    Table("aliases", "another form of a name", _columns(
        "name_id: text: the name's id in its story", "name: text: the name by which it is listed",
        "alias: text: another form of it",
    ), _aliases),
    Table("timeline", "a passage that tells a dated happening", _columns(
        "happening_id: text: the happening's id in its story", "from: text: its first day (ISO 8601)",
        "to: text: its last day", "precision: text: how fine the date is known",
        "happening: text: the words of its clearest passage", "note: text: what is to be said of its date",
        *_PLACE,
    ), _timeline),
    Table("coverage", "a passage that tells something", _columns(
        "thing: text: the id in its story of what is told", "about: text: what is told", *_PLACE,
    ), _coverage),
    Table("telling", "a report and something that it tells or does not", _columns(
        "thing: text: the id in its story of what is told", _PLACE[0],
        "told: text: yes, no, or open where it could not be decided",
    ), _telling),
    Table("reuse", "a passage found again in another report", _columns(
        *_PLACE, *(f"other_{column}" for column in _PLACE),
        "similarity: number: how much of it is the same, 0 to 1",
    ), _reuse),
)  # fmt: skip
#: The names of the tables.
NAMES: Final = tuple(table.name for table in TABLES)
