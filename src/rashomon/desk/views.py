"""What the desk's pages show, read from the library: plain values for the templates."""

from __future__ import annotations

import json
from typing import Any

from rashomon.library import Library
from rashomon.library.database import Row
from rashomon.library.listing import PAGE
from rashomon.library.store import in_groups
from rashomon.model import Report


def facets(library: Library) -> dict[str, list[str]]:
    """The outlets and languages there are, for the filters."""
    return {
        "outlets": [
            row["outlet"]
            for row in library.database.all(
                "SELECT outlet, count(*) AS n FROM report WHERE outlet IS NOT NULL GROUP BY outlet "
                "ORDER BY n DESC, outlet LIMIT 200"
            )
        ],
        "languages": [
            row["language"]
            for row in library.database.all(
                "SELECT language, count(*) AS n FROM report GROUP BY language ORDER BY n DESC, language"
            )
        ],
    }


def history(library: Library, story: str, since: int | None) -> list[Row]:
    """What happened to a story, latest first, each with ``news`` (True if it came after the event ``since``)
    and the ``title`` and ``outlet`` of its report."""
    rows = library.history(story)[::-1]
    told = {
        row["id"]: row
        for some in in_groups(sorted({row["report"] for row in rows if row["report"]}))
        for row in library.database.all(
            f"SELECT id, title, outlet, source FROM report WHERE id IN ({', '.join('?' * len(some))})", some
        )
    }
    for row in rows:
        about = told.get(row["report"], {})
        row["news"] = since is not None and row["number"] > since
        row["title"] = about.get("title") or row["report"]
        row["outlet"] = about.get("outlet") or about.get("source")
    return rows


def look(library: Library, story: Row, who: str) -> int | None:
    """Notes that somebody looks at a story now; gives the number of the last event that they had seen, None
    where they look for the first time."""
    with library.database.transaction():
        rows = library.database.all("SELECT event FROM seen WHERE who = ? AND story = ?", (who, story["id"]))
        library.database.run("DELETE FROM seen WHERE who = ? AND story = ?", (who, story["id"]))
        library.database.run(
            "INSERT INTO seen (who, story, at, event) VALUES (?, ?, ?, ?)",
            (who, story["id"], library.now(), story["event"]),
        )
    return rows[0]["event"] if rows else None


def standing(library: Library, report: Report) -> list[Row]:
    """The comparisons that a report stands in: ``kind``, ``id``, ``about``, ``start``, ``end``,
    ``verdict``."""
    return library.database.all(
        'SELECT \'statement\' AS kind, statement AS id, speaker AS about, "start", "end", \'\' AS verdict '
        "FROM statement WHERE report = ? UNION ALL "
        'SELECT \'figure\', figure, about, "start", "end", verdict FROM figure WHERE report = ? '
        "ORDER BY 4, 5",
        (report.id, report.id),
    )


def names(library: Library, part: str, page: int) -> list[Row]:
    """The names of the library by how many stories they stand in: ``name``, ``kind``, ``stories``."""
    from rashomon.library.words import folded

    where, values = "", []
    if wanted := folded(part):
        where, values = "WHERE ' ' || folded LIKE ?", [f"% {wanted}%"]
    return library.database.all(
        f"SELECT name, kind, stories FROM known_name {where} ORDER BY stories DESC, name, kind "
        "LIMIT ? OFFSET ?",
        (*values, PAGE, PAGE * (max(1, page) - 1)),
    )


def decisions(library: Library) -> list[dict[str, Any]]:
    """Every decision, latest first, with what it says and whether it was undone."""
    from rashomon.decisions import from_fields

    rows = library.database.all("SELECT * FROM decision ORDER BY number DESC")
    lost = {number: reason for number, _, reason in library.about_nothing()}
    return [
        {**row, "says": from_fields(json.loads(row["data"])).describe(), "lost": lost.get(row["number"], "")}
        for row in rows
    ]


def lists(library: Library, who: str) -> list[Row]:
    """Somebody's lists: ``list``, ``stories``."""
    return library.database.all(
        "SELECT list, count(*) AS stories FROM list_item WHERE who = ? GROUP BY list ORDER BY list", (who,)
    )


def on_list(library: Library, who: str, name: str) -> set[str]:
    """The stories on one of somebody's lists."""
    rows = library.database.all("SELECT story FROM list_item WHERE who = ? AND list = ?", (who, name))
    return {row["story"] for row in rows}
