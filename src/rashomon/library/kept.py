"""Comparisons as the library keeps them, as nouns again."""

from __future__ import annotations

from rashomon.library.store import Library
from rashomon.model import Synopsis
from rashomon.telling.parse import synopsis_from_json


def synopsis(library: Library, story: str) -> Synopsis | None:
    """The last comparison of a story; None where it has not been compared yet."""
    data = library.synopsis(story)
    return None if data is None else synopsis_from_json(data)
