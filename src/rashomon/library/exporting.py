"""What a library holds, in forms that other programs read."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.library.database import LibraryError
from rashomon.library.kept import drawn
from rashomon.library.store import Library
from rashomon.model import Story, Synopsis
from rashomon.telling import exports
from rashomon.telling.exports import FORMATS, Files, MissingError

__all__ = ["FORMATS", "export"]


def export(library: Library, form: str, *, stories: Sequence[str] = ()) -> Files:
    """The files (name, content) of stories, all of them unless some are named, in a form of
    :data:`FORMATS`.

    Raises:
        LibraryError: where a story is not in the library, or the form needs a package that is not there.
        KeyError: where there is no such form.
    """
    try:
        return exports.export([_told(library, story) for story in _stories(library, stories)], form)
    except MissingError as error:
        raise LibraryError(str(error)) from error


def _stories(library: Library, named: Sequence[str]) -> list[str]:
    if not named:
        rows = library.database.all("SELECT id FROM story WHERE merged_into IS NULL ORDER BY id")
        return [row["id"] for row in rows]
    try:
        return [library.story(name)["id"] for name in named]
    except KeyError as error:
        raise LibraryError(f"no story {error} is in the library") from error


def _told(library: Library, story: str) -> Synopsis:
    """A story's last comparison; its reports alone where it has not been compared yet."""
    found = drawn(library, story)
    if found is not None:
        return found
    row = library.story(story)
    reports = tuple(library.reports(story))
    return Synopsis(
        Story(row["id"], row["headline"], row["language"], row["start"] or "", row["end"] or "", reports)
    )
