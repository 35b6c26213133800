"""The synopsis as a Python program holds it: the noun, with the questions that people ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from html import escape
from os import PathLike
from pathlib import Path
from typing import Protocol

from rashomon import decisions as decided
from rashomon import model
from rashomon.decisions import Decision
from rashomon.encoding.encoders import Encoder, by_name
from rashomon.model import FigureComparison, Report, Span, Statement, Story

#: Rows of the table that a notebook shows.
_SHOWN = 20


class _Placed(Protocol):
    """A passage, version, value or change: something with a report and a span in it."""

    @property
    def report(self) -> str: ...
    @property
    def span(self) -> Span: ...


@dataclass(frozen=True, slots=True, repr=False)
class Synopsis(model.Synopsis):
    """A story's reports set side by side (:class:`rashomon.model.Synopsis`), to be asked and written."""

    def differences(self) -> tuple[FigureComparison, ...]:
        """The quantities that reports contradict each other on, or that changed from report to report."""
        return tuple(each for each in self.figures if each.verdict in ("differ", "changed"))

    def statements_by(self, name: str) -> tuple[Statement, ...]:
        """What somebody said, by any name that the reports have for them, whatever its case."""
        wanted = name.casefold()
        entities = {
            entry.id for entry in self.names
            if wanted in {each.casefold() for each in (entry.name, *entry.aliases)}
        }  # fmt: skip
        return tuple(
            statement for statement in self.statements
            if statement.speaker.casefold() == wanted or (statement.entity and statement.entity in entities)
        )  # fmt: skip

    def report(self, id: str) -> Report:
        """One of the story's reports.

        Raises:
            KeyError: where the story has no report of that id.
        """
        for report in self.story.reports:
            if report.id == id:
                return report
        raise KeyError(id)

    def passage(self, place: _Placed) -> str:
        """The words that a passage, version or value was read from.

        Raises:
            KeyError: where it is of a report that is not in this story.
        """
        return place.span.of(self.report(place.report).text)

    def to_json(self, path: str | PathLike[str] | None = None) -> str:
        """The synopsis as ``rashomon compare`` writes it, also written to ``path`` where that is given."""
        from rashomon.telling import json

        return _written(json.dump(json.synopsis([self])) + "\n", path)

    def to_html(self, path: str | PathLike[str] | None = None, *, language: str = "en") -> str:
        """The synopsis as one self-contained page for a reader of ``language`` (BCP 47), also written to
        ``path`` where that is given."""
        from rashomon.telling import page

        return _written(page.render([self], language).rstrip("\n") + "\n", path)

    def to_csv(self, folder: str | PathLike[str]) -> tuple[Path, ...]:
        """Writes a table a kind of fact into a folder, which is made where there is none; the files."""
        from rashomon.telling import csv

        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        written = []
        for name, table in csv.files([self]):
            path = target / name
            path.write_text(table, encoding="utf-8", newline="")
            written.append(path)
        return tuple(written)

    def _counts(self) -> str:
        parts = [
            (len(self.story.reports), "report"), (len(self.statements), "statement"),
            (len(self.figures), "figure"), (len(self.differences()), "difference"), (len(self.names), "name"),
        ]  # fmt: skip
        return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts)

    def __repr__(self) -> str:
        return f"<Synopsis {self.story.headline!r}: {self._counts()}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: headline, counts, and each report's words where they differ."""
        rows = [
            f"<tr><td>{escape(figure.about)}</td><td>{escape(self._source(value.report))}</td>"
            f"<td>{escape(value.text)}</td></tr>"
            for figure in self.differences()
            for value in figure.values
        ]
        more = f"<p>{len(rows) - _SHOWN} more</p>" if len(rows) > _SHOWN else ""
        table = f"<table>{''.join(rows[:_SHOWN])}</table>{more}" if rows else ""
        return f"<h4>{escape(self.story.headline)}</h4><p>{self._counts()}</p>{table}"

    def _source(self, report: str) -> str:
        found = self.report(report)
        return found.outlet or found.source


def _written(text: str, path: str | PathLike[str] | None) -> str:
    if path is not None:
        Path(path).write_text(text, encoding="utf-8", newline="")
    return text


def compare(
    given: Story | Iterable[Report], *, encoder: Encoder | str | None, decisions: Iterable[Decision]
) -> Synopsis:
    """See :func:`rashomon.compare`."""
    from rashomon.comparing.decided import Names
    from rashomon.comparing.synopsis import BEST, compare
    from rashomon.marking import mark
    from rashomon.marking.names.tagger import best_available

    # Without an encoder the caller asks for what is light: names by the rules as well.
    tagger = None if encoder is None else best_available()
    story = given if isinstance(given, Story) else _story(tuple(given))
    known = list(decisions)
    names, reports = Names(known), []
    for report in story.reports:
        corrected, _ = decided.apply(mark(report, tagger), known)
        reports.append(names.settle(corrected))
    story = replace(story, reports=tuple(reports))
    if isinstance(encoder, str):
        found = compare(story, encoder=BEST if encoder == BEST else by_name(encoder))
    else:
        found = compare(story, encoder=encoder)
    return Synopsis(*(getattr(found, field.name) for field in fields(model.Synopsis)))


def _story(reports: Sequence[Report]) -> Story:
    """Some reports as one story, whatever a grouper would say of them."""
    from rashomon.grouping import story
    from rashomon.grouping.stream import story_id

    if not reports:
        raise ValueError("there is no report to compare")
    return story(story_id(min(report.id for report in reports)), reports)
