"""Work that is due at a time, kept in the library: claimed in a transaction, run late rather than never.

A worker that dies leaves its job claimed until the claim runs out; then another takes it. What a job does
must therefore bear being done twice, as adding reports does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from rashomon.library.store import Library

#: How long a worker may take before its job counts as free again.
CLAIM: Final = timedelta(minutes=15)
#: After so many tries a job is given up.
TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work: what ``kind`` it is and what it is ``about``; ``due`` when, how often it was tried."""

    number: int
    kind: str
    about: str
    due: str
    tries: int


def written(moment: datetime) -> str:
    """A time as the library writes it: UTC, to the second, so that texts sort as times do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def schedule(library: Library, kind: str, about: str, due: datetime) -> None:
    """Has something done at a time; where the same waits already, the earlier time holds."""
    with library.database.transaction():
        rows = library.database.all(
            "SELECT number, due FROM job WHERE kind = ? AND about = ? AND done_at IS NULL", (kind, about)
        )
        if not rows:
            library.database.run(
                "INSERT INTO job (kind, about, due) VALUES (?, ?, ?)", (kind, about, written(due))
            )
        elif written(due) < rows[0]["due"]:
            library.database.run("UPDATE job SET due = ? WHERE number = ?", (written(due), rows[0]["number"]))


def claim(library: Library, worker: str) -> Job | None:
    """The job that has been due longest and nobody works on, now this worker's; None where there is none."""
    now = library.moment()
    with library.database.transaction():
        rows = library.database.all(
            "SELECT number, kind, about, due, tries FROM job WHERE done_at IS NULL AND due <= ? "
            "AND (claimed_until IS NULL OR claimed_until < ?) ORDER BY due, number LIMIT 1",
            (written(now), written(now)),
        )
        if not rows:
            return None
        library.database.run(
            "UPDATE job SET claimed_by = ?, claimed_until = ?, tries = tries + 1 WHERE number = ?",
            (worker, written(now + CLAIM), rows[0]["number"]),
        )
    row = rows[0]
    return Job(row["number"], row["kind"], row["about"], row["due"], row["tries"] + 1)


def finish(library: Library, job: Job, result: str = "") -> None:
    """Marks a job as done, with what came of it."""
    library.database.run(
        "UPDATE job SET done_at = ?, result = ?, claimed_until = NULL WHERE number = ?",
        (library.now(), result, job.number),
    )


def put_off(library: Library, job: Job, reason: str, wait: timedelta) -> None:
    """Has a job that failed done again later, twice as late each time; given up after :data:`TRIES`."""
    if job.tries >= TRIES:
        finish(library, job, f"given up: {reason}")
        return
    due = library.moment() + wait * 2 ** (job.tries - 1)
    library.database.run(
        "UPDATE job SET due = ?, result = ?, claimed_by = NULL, claimed_until = NULL WHERE number = ?",
        (written(due), reason, job.number),
    )
