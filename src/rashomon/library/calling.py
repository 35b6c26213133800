"""Webhooks of saved searches: somebody else's machine is told which new reports a search finds.

A call is a job of the library: one request, made again later and later where it fails. What was told is kept
(``saved_search.told_until``, the number of the last report that was looked at), so nothing is left out and
nothing told twice, except to a receiver whose answer was lost.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from rashomon.library import jobs
from rashomon.library.database import Row
from rashomon.library.searching import count, search
from rashomon.library.store import Library
from rashomon.telling import json

#: The kind of these jobs; they are about the number of a saved search.
CALL: Final = "call"
#: Until a call that failed is made again, longer each time.
_AGAIN: Final = timedelta(minutes=1)
#: Reports that one call tells of, at most; ``found`` says how many there are.
_TOLD: Final = 100
#: What is told of a report.
_FIELDS: Final = ("id", "title", "outlet", "language", "published", "url", "source", "story", "headline",
                  "passage")  # fmt: skip

#: Sends JSON to an address; gives the status of the answer. What it raises is the reason why there is none.
Send = Callable[[str, bytes], int]


def schedule(library: Library) -> None:
    """Has the webhook of every saved search called that finds a report which it was not told of. A call that
    waits already waits on."""
    waiting = jobs.waiting(library, CALL)
    for kept in _with_webhook(library):
        if str(kept["number"]) not in waiting and count(library, kept["query"], after=kept["told_until"]):
            jobs.schedule(library, CALL, str(kept["number"]), library.moment())


def call(library: Library, job: jobs.Job, send: Send) -> str:
    """Makes a call; gives the address and the reason where it failed, else an empty string."""
    with library.database.transaction():
        rows = [row for row in _with_webhook(library) if str(row["number"]) == job.about]
        told = _told(library, rows[0]) if rows else {}
        latest = int(library.database.all("SELECT max(number) AS n FROM report")[0]["n"] or 0)
    if not told.get("found"):
        jobs.finish(library, job, "there was nothing to tell")
        return ""
    address, number = rows[0]["webhook"], rows[0]["number"]
    try:
        status = send(address, json.dump(told, indent=None).encode())
        reason = "" if 200 <= status < 300 else f"was answered with {status}"
    except Exception as error:  # Whatever is wrong at the other end must stop nothing here.
        reason = str(error) or type(error).__name__
    with library.database.transaction():
        if reason:
            jobs.put_off(library, job, reason, _AGAIN)
        else:
            library.database.run("UPDATE saved_search SET told_until = ? WHERE number = ?", (latest, number))
            jobs.finish(library, job, f"told of {told['found']}, answered with {status}")
    return f"{address}: {reason}" if reason else ""


def _told(library: Library, kept: Row) -> dict[str, Any]:
    """What a call says."""
    rows = search(library, kept["query"], limit=_TOLD, after=kept["told_until"])
    return {
        "format": "rashomon.found/1",
        "search": kept["name"],
        "query": kept["query"],
        "found": count(library, kept["query"], after=kept["told_until"]),
        "reports": [{name: row[name] for name in _FIELDS} for row in rows],
    }


def _with_webhook(library: Library) -> list[Row]:
    return library.database.all(
        "SELECT number, name, query, webhook, told_until FROM saved_search WHERE webhook <> '' "
        "ORDER BY number"
    )
