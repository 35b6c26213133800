"""The list of stories: ordered, narrowed, a page of it, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from rashomon.library.database import Row
from rashomon.library.store import Library

#: Stories of a page, unless said otherwise.
PAGE: Final = 60
ORDERS: Final = {
    "time": 's."end" DESC, s.changed_at DESC, s.id',
    "size": "s.reports DESC, s.id",
    "disagreement": "s.disagreements DESC, s.reports DESC, s.id",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list of stories is narrowed to; empty strings narrow nothing. ``unread`` and ``listed`` are
    about what somebody looked at and put on a list of theirs."""

    order: str = "time"
    outlet: str = ""
    language: str = ""
    unread: bool = False
    listed: str = ""


def stories(
    library: Library, asked: Filter, who: str = "", *, limit: int = PAGE, offset: int = 0
) -> list[Row]:
    """The stories that are asked for. Each has the columns of its table and ``seen`` (when ``who`` last
    looked at it, or None) and ``news`` (True if it changed since)."""
    where, values = _narrowed(asked, who)
    order = ORDERS.get(asked.order, ORDERS["time"])
    rows = library.database.all(
        f"SELECT s.*, v.at AS seen, v.event AS seen_event {where} ORDER BY {order} LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    for row in rows:
        row["news"] = row["seen"] is None or row.pop("seen_event") < row["event"]
    return rows


def count(library: Library, asked: Filter, who: str = "") -> int:
    """How many stories are asked for in all."""
    where, values = _narrowed(asked, who)
    return int(library.database.all(f"SELECT count(*) AS n {where}", values)[0]["n"])


def _narrowed(asked: Filter, who: str) -> tuple[str, list[Any]]:
    where, values = ["s.merged_into IS NULL"], [who]
    if asked.outlet:
        where.append("s.id IN (SELECT story FROM report WHERE outlet = ?)")
        values.append(asked.outlet)
    if asked.language:
        where.append("' ' || s.languages || ' ' LIKE ?")
        values.append(f"% {asked.language} %")
    if asked.unread:
        where.append("(v.at IS NULL OR v.event < s.event)")
    if asked.listed:
        where.append("s.id IN (SELECT story FROM list_item WHERE who = ? AND list = ?)")
        values += [who, asked.listed]
    joined = "FROM story s LEFT JOIN seen v ON v.story = s.id AND v.who = ?"
    return f"{joined} WHERE {' AND '.join(where)}", values
