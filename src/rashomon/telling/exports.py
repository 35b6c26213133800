"""What leaves the house: stories in forms that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from rashomon.model import Report, Synopsis
from rashomon.telling import csv, json, ninjs, parquet
from rashomon.telling.annotations import collection
from rashomon.telling.atom import feed
from rashomon.telling.briefing import briefing, document
from rashomon.telling.references import bibtex, ris

Files = list[tuple[str, str | bytes]]


class MissingError(Exception):
    """A form needs a package that is not installed; says which extra brings it."""


def export(synopses: Sequence[Synopsis], form: str) -> Files:
    """The files (name, content) of stories in a form of :data:`FORMATS`.

    Raises:
        KeyError: where there is no such form.
        MissingError: where it needs an extra that is not installed.
    """
    make = FORMATS[form]
    try:
        return make(synopses)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(form)
        if extra is None:
            raise
        raise MissingError(f"{form} needs more packages: pip install 'rashomon[{extra}]'") from error


def _reports(synopses: Sequence[Synopsis]) -> list[Report]:
    return [report for told in synopses for report in told.story.reports]


def _as_json(synopses: Sequence[Synopsis]) -> Files:
    return [("synopsis.json", json.dump(json.synopsis(synopses)) + "\n")]


def _as_lines(synopses: Sequence[Synopsis]) -> Files:
    lines = [json.report_line(report, marks=True) + "\n" for report in _reports(synopses)]
    return [("reports.jsonl", "".join(lines))]


def _as_annotations(synopses: Sequence[Synopsis]) -> Files:
    return [
        (f"report-{number}.jsonld", json.dump(collection(report)) + "\n")
        for number, report in enumerate(_reports(synopses), 1)
    ]


def _as_ninjs(synopses: Sequence[Synopsis]) -> Files:
    items = [one for told in synopses for one in ninjs.items(told.story.reports, told.story.id)]
    return [(f"report-{number}.json", json.dump(one) + "\n") for number, one in enumerate(items, 1)]


def _named(synopses: Sequence[Synopsis], make: Callable[[Synopsis], str | bytes], ending: str) -> Files:
    return [(f"{json.file_name(told.story.id)}.{ending}", make(told)) for told in synopses]


FORMATS: Final[dict[str, Callable[[Sequence[Synopsis]], Files]]] = {
    "csv": lambda synopses: [*csv.files(synopses)],
    "parquet": lambda synopses: [*parquet.files(synopses)],
    "json": _as_json,
    "jsonl": _as_lines,
    "annotations": _as_annotations,
    "ninjs": _as_ninjs,
    "ris": lambda synopses: [("reports.ris", ris(_reports(synopses)))],
    "bibtex": lambda synopses: [("reports.bib", bibtex(_reports(synopses)))],
    "markdown": lambda synopses: _named(synopses, briefing, "md"),
    "docx": lambda synopses: _named(synopses, document, "docx"),
    "atom": lambda synopses: [("stories.atom", feed(synopses))],
}
_EXTRAS: Final = {"parquet": "parquet", "docx": "formats"}
