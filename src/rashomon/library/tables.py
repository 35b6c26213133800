"""A story's comparison as rows: who said what, which figures, which names; for search and other tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rashomon.library.store import Library
from rashomon.library.words import folded

TABLES: Final = ("statement", "figure", "name")
_MAIN: Final = "FROM name WHERE story = ? AND main = 1"


def clear_tables(library: Library, story: str) -> None:
    """Takes away the rows of a story's comparison."""
    database = library.database
    known = database.all(f"SELECT DISTINCT name, kind {_MAIN}", (story,))
    keys = [(row["name"], row["kind"]) for row in known]
    database.many("UPDATE known_name SET stories = stories - 1 WHERE name = ? AND kind = ?", keys)
    database.many("DELETE FROM known_name WHERE name = ? AND kind = ? AND stories < 1", keys)
    for table in TABLES:
        database.run(f"DELETE FROM {table} WHERE story = ?", (story,))


def write_tables(library: Library, story: str, data: Mapping[str, Any]) -> None:
    """Writes the rows of a story's comparison (a story of ``rashomon.synopsis/1``)."""
    database = library.database
    database.many(
        "INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                story, said["id"], speaker, folded(speaker), version["report"], *version["span"],
                version["language"], version["kind"], version["text"],
            )
            for said in data["statements"]
            for speaker in [said["speaker"]["name"] or ""]
            for version in said["versions"]
        ],
    )  # fmt: skip
    database.many(
        "INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                story, figure["id"], figure["about"], figure["unit"], figure["verdict"], value["report"],
                *value["span"], value["text"], value["low"], value["high"],
            )
            for figure in data["figures"]
            for value in figure["values"]
        ],
    )  # fmt: skip
    database.many(
        "INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)",
        [
            (story, name["id"], name["kind"], form, folded(form), int(form == name["name"]))
            for name in data["names"]
            for form in dict.fromkeys((name["name"], *name["aliases"]))
        ],
    )
    database.run(
        f"INSERT INTO known_name (name, kind, folded, stories) SELECT name, kind, min(folded), 1 {_MAIN} "
        "GROUP BY name, kind ON CONFLICT (name, kind) DO UPDATE SET stories = known_name.stories + 1",
        (story,),
    )
