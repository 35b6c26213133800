"""Work that is due at a time, kept in the library: claimed in a transaction, run late rather than never.

A worker that dies leaves its job claimed until the claim runs out; then another takes it. What a job does
must therefore bear being done twice, as adding reports does.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from rashomon.library.store import Library

#: How long a worker may take before its job counts as free again.
CLAIM: Final = timedelta(minutes=15)
#: The longest that a job which failed waits until it is done again.
LONGEST: Final = timedelta(days=1)


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


def worker() -> str:
    """The name of this process as a worker."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _is_dead(worker: str) -> bool:
    """True if a worker was a process of this machine that is no more."""
    host, _, number = worker.rpartition(":")
    if host != socket.gethostname() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def claim(library: Library, worker: str, kind: str) -> Job | None:
    """The job of a kind that has been due longest and nobody works on, now this worker's; None where there is
    none. A job is nobody's too where its worker has died or taken too long."""
    now = library.moment()
    with library.database.transaction():
        rows = [
            row
            for row in library.database.all(
                "SELECT number, kind, about, due, tries, claimed_by, claimed_until FROM job "
                "WHERE done_at IS NULL AND due <= ? AND kind = ? ORDER BY due, number",
                (written(now), kind),
            )
            if (row["claimed_until"] or "") < written(now) or _is_dead(row["claimed_by"] or "")
        ]
        if not rows:
            return None
        library.database.run(
            "UPDATE job SET claimed_by = ?, claimed_until = ?, tries = tries + 1 WHERE number = ?",
            (worker, written(now + CLAIM), rows[0]["number"]),
        )
    row = rows[0]
    return Job(row["number"], row["kind"], row["about"], row["due"], row["tries"] + 1)


def waiting(library: Library, kind: str) -> set[str]:
    """What the jobs of a kind are about that are not done."""
    rows = library.database.all("SELECT about FROM job WHERE kind = ? AND done_at IS NULL", (kind,))
    return {row["about"] for row in rows}


def finish(library: Library, job: Job, result: str = "") -> None:
    """Marks a job as done, with what came of it; of what was done about the same before, nothing is kept."""
    library.database.run(
        "DELETE FROM job WHERE kind = ? AND about = ? AND done_at IS NOT NULL", (job.kind, job.about)
    )
    library.database.run(
        "UPDATE job SET done_at = ?, result = ?, claimed_until = NULL WHERE number = ?",
        (library.now(), result, job.number),
    )


def put_off(library: Library, job: Job, reason: str, wait: timedelta) -> None:
    """Has a job that failed done again later, twice as late each time, a day at most."""
    due = library.moment() + min(LONGEST, wait * 2 ** min(job.tries - 1, 20))
    library.database.run(
        "UPDATE job SET due = ?, result = ?, claimed_by = NULL, claimed_until = NULL WHERE number = ?",
        (written(due), reason, job.number),
    )
