"""What the desk's pages show, read from the library: plain values for the templates."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from rashomon.library import Library
from rashomon.library.database import Row
from rashomon.model import Report

#: Stories or reports on one page.
PAGE: Final = 60
_ORDERS: Final = {
    "time": 's."end" DESC, s.changed_at DESC, s.id',
    "size": "s.reports DESC, s.id",
    "disagreement": "s.disagreements DESC, s.reports DESC, s.id",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list of stories is narrowed to; empty strings narrow nothing."""

    order: str = "time"
    outlet: str = ""
    language: str = ""
    unread: bool = False
    listed: str = ""
    page: int = 1


def stories(library: Library, asked: Filter, who: str) -> tuple[list[Row], int]:
    """The stories of one page, and how many there are in all. Each has the columns of its table and
    ``seen`` (when ``who`` last looked at it, or None) and ``news`` (True if it changed since)."""
    where, values = ["s.merged_into IS NULL"], []
    if asked.outlet:
        where.append("s.id IN (SELECT story FROM report WHERE outlet = ?)")
        values.append(asked.outlet)
    if asked.language:
        where.append("' ' || s.languages || ' ' LIKE ?")
        values.append(f"% {asked.language} %")
    if asked.unread:
        where.append("(v.at IS NULL OR v.at < s.changed_at)")
    if asked.listed:
        where.append("s.id IN (SELECT story FROM list_item WHERE who = ? AND list = ?)")
        values += [who, asked.listed]
    condition, order = " AND ".join(where), _ORDERS.get(asked.order, _ORDERS["time"])
    joined = "FROM story s LEFT JOIN seen v ON v.story = s.id AND v.who = ?"
    rows = library.database.all(
        f"SELECT s.*, v.at AS seen {joined} WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?",
        (who, *values, PAGE, PAGE * (max(1, asked.page) - 1)),
    )
    for row in rows:
        row["news"] = row["seen"] is None or row["seen"] < row["changed_at"]
    total = library.database.all(f"SELECT count(*) AS n {joined} WHERE {condition}", (who, *values))[0]["n"]
    return rows, int(total)


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


def history(library: Library, story: str, since: str | None) -> list[Row]:
    """What happened to a story, latest first, each with ``news`` (True if it came after ``since``)."""
    rows = library.history(story)[::-1]
    for row in rows:
        row["news"] = since is not None and row["at"] > since
    return rows


def look(library: Library, story: str, who: str) -> str | None:
    """Notes that somebody looks at a story now; gives when they did last."""
    rows = library.database.all("SELECT at FROM seen WHERE who = ? AND story = ?", (who, story))
    library.database.run("DELETE FROM seen WHERE who = ? AND story = ?", (who, story))
    library.database.run("INSERT INTO seen (who, story, at) VALUES (?, ?, ?)", (who, story, library.now()))
    return rows[0]["at"] if rows else None


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

    where, values = "main = 1", []
    if wanted := folded(part):
        where, values = "main = 1 AND ' ' || folded LIKE ?", [f"% {wanted}%"]
    return library.database.all(
        f"SELECT name, kind, count(DISTINCT story) AS stories FROM name WHERE {where} GROUP BY name, kind "
        "ORDER BY stories DESC, name LIMIT ? OFFSET ?",
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
