"""What a library holds, in forms that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from rashomon.library.database import LibraryError
from rashomon.library.kept import synopsis
from rashomon.library.store import Library
from rashomon.model import Report, Synopsis
from rashomon.telling import csv, json
from rashomon.telling.annotations import collection
from rashomon.telling.briefing import briefing
from rashomon.telling.references import bibtex, ris

Files = list[tuple[str, str]]


def export(library: Library, form: str, *, stories: Sequence[str] = ()) -> Files:
    """The files (name, content) of stories, all of them unless some are named, in a form of
    :data:`FORMATS`.

    Raises:
        LibraryError: where a story is not in the library.
        KeyError: where there is no such form.
    """
    return FORMATS[form](library, _stories(library, stories))


def _stories(library: Library, named: Sequence[str]) -> list[str]:
    if not named:
        rows = library.database.all("SELECT id FROM story WHERE merged_into IS NULL ORDER BY id")
        return [row["id"] for row in rows]
    try:
        return [library.story(name)["id"] for name in named]
    except KeyError as error:
        raise LibraryError(f"no story {error} is in the library") from error


def _compared(library: Library, stories: Sequence[str]) -> Iterator[Synopsis]:
    for story in stories:
        found = synopsis(library, story)
        if found is not None:
            yield found


def _reports(library: Library, stories: Sequence[str]) -> Iterator[Report]:
    for story in stories:
        yield from library.reports(story)


def _as_csv(library: Library, stories: Sequence[str]) -> Files:
    return [(f"{name}.csv", table) for name, table in csv.tables(list(_compared(library, stories))).items()]


def _as_json(library: Library, stories: Sequence[str]) -> Files:
    return [("synopsis.json", json.dump(json.synopsis(list(_compared(library, stories)))) + "\n")]


def _as_lines(library: Library, stories: Sequence[str]) -> Files:
    lines = [json.report_line(report, marks=True) + "\n" for report in _reports(library, stories)]
    return [("reports.jsonl", "".join(lines))]


def _as_annotations(library: Library, stories: Sequence[str]) -> Files:
    return [
        (f"report-{number}.jsonld", json.dump(collection(report)) + "\n")
        for number, report in enumerate(_reports(library, stories), 1)
    ]


def _as_ris(library: Library, stories: Sequence[str]) -> Files:
    return [("reports.ris", ris(_reports(library, stories)))]


def _as_bibtex(library: Library, stories: Sequence[str]) -> Files:
    return [("reports.bib", bibtex(_reports(library, stories)))]


def _as_markdown(library: Library, stories: Sequence[str]) -> Files:
    return [(f"{found.story.id}.md", briefing(found)) for found in _compared(library, stories)]


FORMATS: Final[dict[str, Callable[[Library, Sequence[str]], Files]]] = {
    "csv": _as_csv,
    "json": _as_json,
    "jsonl": _as_lines,
    "annotations": _as_annotations,
    "ris": _as_ris,
    "bibtex": _as_bibtex,
    "markdown": _as_markdown,
}
