"""Comparisons as the library keeps them, as nouns again."""

from __future__ import annotations

from dataclasses import replace

from rashomon.library.store import Library
from rashomon.model import Synopsis
from rashomon.telling.parse import synopsis_from_json


def synopsis(library: Library, story: str) -> Synopsis | None:
    """The last comparison of a story; None where it has not been compared yet."""
    data = library.synopsis(story)
    return None if data is None else synopsis_from_json(data)


def drawn(library: Library, story: str) -> Synopsis | None:
    """The last comparison of a story with the marks of its reports, for a page; None where there is none."""
    found = synopsis(library, story)
    if found is None:
        return None
    marks = {report.id: report.marks for report in library.reports(story)}
    reports = tuple(replace(one, marks=marks.get(one.id, one.marks)) for one in found.story.reports)
    return replace(found, story=replace(found.story, reports=reports))
