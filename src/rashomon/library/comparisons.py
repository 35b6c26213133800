"""Comparing the stories that changed, and keeping what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from rashomon.comparing.decided import Names
from rashomon.library.store import Library, digest
from rashomon.library.stories import regroup
from rashomon.library.tables import clear_tables, write_tables
from rashomon.model import Report
from rashomon.running import Job, in_order
from rashomon.telling import json as telling

#: What is written down in a story's history where it could not be compared.
NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True)
class Compared:
    """A story that was compared; ``reason`` says why where it could not be."""

    story: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Task:
    """A story to be compared: its reports as people corrected them, and what they decided about names;
    ``decided`` tells the decisions that held from others."""

    story: str
    reports: tuple[Report, ...]
    names: Names
    decided: str


@dataclass(frozen=True, slots=True)
class _Made:
    """What came of one: ``versions`` tells the reports that were read, ``decided`` the decisions, ``data`` is
    the story as JSON."""

    story: str
    versions: tuple[tuple[str, str], ...]
    decided: str
    data: dict[str, Any] | None
    reason: str = ""


def refresh(
    library: Library, *, jobs: int = 1, most: int | None = None, first: Sequence[str] = ()
) -> Iterator[Compared]:
    """Compares the stories that changed since they were last compared; gives each when it is written. What
    another process changed meanwhile waits for the next time; a story that cannot be compared is said to be
    so, and looked at again when it changes.

    ``jobs`` is in how many processes. At most ``most`` stories are compared, those before the others that are
    named in ``first``, by their ids or by those of reports.
    """
    regroup(library)
    rows = library.database.all(
        "SELECT id FROM story WHERE stale = 1 AND merged_into IS NULL ORDER BY changed_at DESC, id"
    )
    wanted = {library.story_of(name) for name in first}
    stories = sorted((row["id"] for row in rows), key=lambda story: story not in wanted)[:most]
    with closing(in_order(_COMPARING, _tasks(library, stories), jobs)) as results:
        for made in results:
            if _keep(library, made):
                yield Compared(made.story, made.reason)


def _tasks(library: Library, stories: Sequence[str]) -> Iterator[_Task]:
    for story in stories:
        decided = _decided(library)
        names = Names(decision for _, decision in library.decisions())
        if reports := library.reports(story):
            yield _Task(story, reports, names, decided)


def _decided(library: Library) -> str:
    """Which decisions hold: those made so far, less those that were undone."""
    [row] = library.database.all("SELECT max(number) AS made, count(undone_at) AS undone FROM decision")
    return f"{row['made']} {row['undone']}"


def _versions(reports: tuple[Report, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((report.id, digest(report)) for report in reports))


def _compared(task: _Task) -> _Made:
    from rashomon import grouping
    from rashomon.comparing.synopsis import compare

    story = grouping.story(task.story, [task.names.settle(report) for report in task.reports])
    data = telling.synopsis([compare(story)])["stories"][0]
    return _Made(task.story, _versions(task.reports), task.decided, data)


def _uncompared(task: _Task, reason: str) -> _Made:
    said = f"this story could not be compared: {reason}"
    return _Made(task.story, _versions(task.reports), task.decided, None, said)


def _load() -> None:
    import rashomon.comparing.synopsis  # noqa: F401
    from rashomon.encoding.interlingua import Interlingua

    Interlingua.load()


_COMPARING = Job(_compared, _uncompared, _load)


def _keep(library: Library, made: _Made) -> bool:
    """Writes down a comparison; False where the story or a decision changed while it was made."""
    database = library.database
    with database.transaction():
        rows = database.all(
            "SELECT r.id, v.digest FROM report r JOIN report_version v ON v.report = r.id AND "
            "v.version = r.version WHERE r.story = ?",
            (made.story,),
        )
        versions = sorted((row["id"], row["digest"]) for row in rows)
        if versions != list(made.versions) or _decided(library) != made.decided:
            return False
        clear_tables(library, made.story)
        database.run("DELETE FROM synopsis WHERE story = ?", (made.story,))
        if made.data is None:
            library.note(made.story, NOT_COMPARED, None, made.reason)
        else:
            write_tables(library, made.story, made.data)
            database.run(
                "INSERT INTO synopsis (story, made_at, data) VALUES (?, ?, ?)",
                (made.story, library.now(), telling.dump(made.data, indent=None)),
            )
        figures = made.data["figures"] if made.data else ()
        database.run(
            "UPDATE story SET stale = 0, disagreements = ? WHERE id = ?",
            (sum(figure["verdict"] == "differ" for figure in figures), made.story),
        )
    return True
