"""Watching sources: each is looked at by an interval that the library keeps, so a missed run is run late.
Afterwards the webhooks of saved searches are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Final

from rashomon.library import calling, jobs
from rashomon.library.adding import Added, add
from rashomon.library.database import LibraryError, Row
from rashomon.library.store import Library
from rashomon.model import Problem, Report

#: Reads what is at a location: reports, and problems by name.
Reader = Callable[[str], Iterable[Report | Problem]]
#: Minutes between two looks at a source, unless said otherwise.
EVERY: Final = 30
_LOOK: Final = "look"
#: A source that failed is looked at again after this long, later each time.
_AGAIN: Final = timedelta(minutes=5)


def watch(library: Library, location: str, *, kind: str, every_minutes: int = EVERY) -> None:
    """Has a source looked at from now on; where it is watched already, its interval changes.

    Raises:
        ValueError: where the interval is less than a minute.
    """
    if every_minutes < 1:
        raise ValueError(f"every {every_minutes} minutes: at least one")
    now = library.now()
    with library.database.transaction():
        if not library.database.run(
            "UPDATE source SET every_minutes = ?, kind = ? WHERE location = ?",
            (every_minutes, kind, location),
        ):
            library.database.run(
                "INSERT INTO source (kind, location, every_minutes, added_at) VALUES (?, ?, ?, ?)",
                (kind, location, every_minutes, now),
            )
        jobs.schedule(library, _LOOK, location, library.moment())


def unwatch(library: Library, location: str) -> None:
    """Looks at a source no longer; its reports stay.

    Raises:
        KeyError: where it is not watched.
    """
    with library.database.transaction():
        if not library.database.run(
            "UPDATE source SET every_minutes = NULL, next_run = NULL WHERE location = ?", (location,)
        ):
            raise KeyError(location)
        library.database.run(
            "DELETE FROM job WHERE kind = ? AND about = ? AND done_at IS NULL", (_LOOK, location)
        )


def sources(library: Library) -> list[Row]:
    """The sources with their health: ``location``, ``kind``, ``every_minutes``, ``next_run``, ``last_run``,
    ``last_success``, ``result``, ``failures`` (in a row), ``reports``."""
    return library.database.all("SELECT * FROM source ORDER BY location")


def run_due(
    library: Library,
    read: Reader,
    *,
    worker: str = "",
    jobs_at_once: int = 1,
    names: str | None = None,
    send: calling.Send | None = None,
    after: Callable[[str], None] = lambda _: None,
) -> Iterator[tuple[str, Added]]:
    """Looks at every source that is due, once, and compares the stories that changed; gives each location
    with what came of it. Then the webhooks of saved searches are called by ``send`` (not where it is None);
    of those that do not answer, the address and the reason are given in the same way.

    ``jobs_at_once`` and ``names`` are as for :func:`rashomon.library.adding.add`; ``after`` is told each
    location whose reports are all in the library.
    """
    name = worker or jobs.worker()
    adding = partial(add, jobs=jobs_at_once, names=names)
    while job := jobs.claim(library, name, _LOOK):
        yield job.about, _look(library, read, job, adding, after)
    if send is None:
        return
    calling.schedule(library)
    while job := jobs.claim(library, name, calling.CALL):
        if reason := calling.call(library, job, send):
            address, _, why = reason.partition(": ")
            yield address, Added(problems=[Problem(address, why)])


def _look(
    library: Library,
    read: Reader,
    job: jobs.Job,
    adding: Callable[..., Added],
    after: Callable[[str], None],
) -> Added:
    def counted(new: int) -> None:
        library.database.run(
            "UPDATE source SET reports = reports + ? WHERE location = ?", (new, job.about)
        )

    reason = ""
    try:
        found = adding(library, read(job.about), taken=counted)
        lost = [problem for problem in found.problems if not problem.note]
        if lost and not (found.new or found.known or found.versions):
            reason = lost[0].reason
    except LibraryError:
        raise
    except Exception as error:  # A source must not stop the others, whatever is wrong with it.
        found = Added(problems=[Problem(job.about, str(error) or type(error).__name__)])
        reason = found.problems[0].reason
    with library.database.transaction():
        if not reason:
            after(job.about)
        _write_health(library, job, found, reason)
    return found


def _write_health(library: Library, job: jobs.Job, found: Added, reason: str) -> None:
    now = library.now()
    result = reason or f"{found.new} new, {found.versions} changed, {found.known} known"
    rows = library.database.all("SELECT every_minutes FROM source WHERE location = ?", (job.about,))
    jobs.finish(library, job, result)
    if not rows:
        return
    failed = "failures + 1" if reason else "0"
    success = "last_success" if reason else "?"
    library.database.run(
        f"UPDATE source SET last_run = ?, result = ?, failures = {failed}, last_success = {success} "
        "WHERE location = ?",
        (now, result, *(() if reason else (now,)), job.about),
    )
    if every := rows[0]["every_minutes"]:
        failures = library.database.all("SELECT failures FROM source WHERE location = ?", (job.about,))
        wait = timedelta(minutes=every)
        if reason:
            wait = min(wait, _AGAIN * 2 ** min(10, failures[0]["failures"] - 1))
        due = library.moment() + wait
        jobs.schedule(library, _LOOK, job.about, due)
        library.database.run(
            "UPDATE source SET next_run = ? WHERE location = ?", (jobs.written(due), job.about)
        )


def stamps(library: Library, location: str) -> dict[str, str]:
    """What makes the next request for an address conditional: ``etag``, ``modified``."""
    rows = library.database.all("SELECT etag, modified FROM source WHERE location = ?", (location,))
    return {name: value for row in rows for name, value in row.items() if value}


def stamp(library: Library, location: str, kept: Mapping[str, str]) -> None:
    """Keeps what :func:`stamps` gives."""
    library.database.run(
        "UPDATE source SET etag = ?, modified = ? WHERE location = ?",
        (kept.get("etag"), kept.get("modified"), location),
    )
