"""Adding to a library: what is new is marked and grouped, and only the stories that changed are compared.

Reports come in batches, each one transaction: a batch is in the library whole or not at all, so that a run
that was killed is simply run again. Batches count new reports only, and how large one is hangs on how many
reports the library holds when it begins, which makes the second run's batches those that the first did not
reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from rashomon.grouping.state import Kept
from rashomon.library.comparisons import refresh
from rashomon.library.store import Library, digest
from rashomon.library.stories import place
from rashomon.library.words import folded
from rashomon.model import Problem, Report
from rashomon.running import Job, in_order
from rashomon.telling import json as telling

#: New reports taken in at a time, at least and at most: a twentieth of what is there, since each batch takes
#: up the reports that a new one may share a story with.
BATCH: Final = 200
LARGEST: Final = 2_000
SHARE: Final = 20
#: What finds the names of new reports: the fast rules or the tagger.
NAMES: Final = ("fast", "tagger")
#: The setting that says which of them.
_NAMES: Final = "names"


@dataclass(slots=True)
class Added:
    """What came of adding: how many reports were new, were a new version of one that was here, or were here
    as they are; the ids of the stories that changed; what could not be read."""

    new: int = 0
    versions: int = 0
    known: int = 0
    stories: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def add(
    library: Library,
    arriving: Iterable[Report | Problem],
    *,
    batch: int | None = None,
    jobs: int = 1,
    names: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
    taken: Callable[[int], None] = lambda _: None,
    comparing: bool = True,
) -> Added:
    """Takes reports into a library, groups them with what is there, and compares the stories that changed
    (unless ``comparing`` is False: then they wait for :func:`rashomon.library.comparisons.refresh`).

    A report whose id is known and whose text, title or date changed is a new version of that report. One that
    cannot be marked or compared is named among the problems and kept. ``batch`` is how many new reports one
    transaction holds, ``jobs`` in how many processes they are marked and compared, ``names`` what finds names
    (one of :data:`NAMES`) from now on; ``progress`` is told how many reports were looked at, ``taken`` how
    many new ones each transaction takes in, inside it.

    Raises:
        LibraryError: where the library cannot be written; what was taken in before stays.
    """
    if names is not None and names != library.setting(_NAMES, NAMES[0]):
        library.set(_NAMES, names)
    found = Added()
    marking = _Marking(library.setting(_NAMES, NAMES[0]), jobs)
    take_in = partial(_take_in, library, marking, found, taken)
    waiting: dict[str, Report] = {}
    full = batch or _batch(library)
    for count, item in enumerate(arriving, 1):
        progress(count)
        if isinstance(item, Problem):
            found.problems.append(item)
        elif item.id in waiting or _is_known(library, item):
            found.known += 1
        else:
            waiting[item.id] = item
            if len(waiting) >= full:
                take_in(list(waiting.values()))
                waiting.clear()
                full = batch or _batch(library)
    if waiting:
        take_in(list(waiting.values()))
    if comparing:
        for done in refresh(library, jobs=jobs):
            found.stories.add(done.story)
            if done.reason:
                found.problems.append(Problem(done.story, done.reason))
    return found


def _batch(library: Library) -> int:
    rows = library.database.all("SELECT count(*) AS n FROM report")
    return max(BATCH, min(LARGEST, int(rows[0]["n"]) // SHARE))


@dataclass(frozen=True, slots=True)
class _Marking:
    """Marks a report, in any process; a report that cannot be marked stays as it is, with the reason."""

    names: str
    jobs: int = 1

    def __call__(self, report: Report) -> tuple[Report, Problem | None]:
        from rashomon.marking import mark
        from rashomon.marking.names.tagger import best_available

        return mark(report, best_available() if self.names == "tagger" else None), None

    def all(self, reports: Sequence[Report]) -> list[tuple[Report, Problem | None]]:
        """Marks several reports, in as many processes as are asked for."""
        job: Job[Report, tuple[Report, Problem | None]] = Job(self, _unmarked, _load_marking)
        with closing(in_order(job, reports, self.jobs)) as results:
            return list(results)


def _unmarked(report: Report, reason: str) -> tuple[Report, Problem | None]:
    return report, Problem(report.source, f"report {report.id} has no marks: {reason}")


def _load_marking() -> None:
    import rashomon.marking  # noqa: F401


def _is_known(library: Library, report: Report) -> bool:
    """True if the library holds this very version of the report, as its latest or an earlier one."""
    return bool(
        library.database.all(
            "SELECT 1 FROM report_version WHERE report = ? AND digest = ?", (report.id, digest(report))
        )
    )


def _take_in(
    library: Library,
    marking: _Marking,
    found: Added,
    taken: Callable[[int], None],
    reports: Sequence[Report],
) -> None:
    marked = marking.all(reports)
    found.problems += [problem for _, problem in marked if problem]
    with library.database.transaction():
        # Another process may have added some of them meanwhile.
        fresh = [report for report, _ in marked if not _is_known(library, report)]
        found.known += len(marked) - len(fresh)
        if fresh:
            here = {report.id for report in fresh if library.has(report.id)}
            found.new += len(fresh) - len(here)
            found.versions += len(here)
            found.stories |= place(library, fresh, partial(_write_report, library))
            taken(len(fresh) - len(here))


def _write_report(library: Library, report: Report, kept: Kept) -> None:
    database, now = library.database, library.now()
    data = telling.dump(telling.report_json(report, marks=True), indent=None)
    version = 1 + int(
        database.all("SELECT count(*) AS n FROM report_version WHERE report = ?", (report.id,))[0]["n"]
    )
    published = report.published
    values = (
        version, report.source, _url(report), report.outlet, report.language, report.title, report.byline,
        published.start if published else None, published.end if published else None,
        int(published.stated) if published else None, *kept.days, kept.clock, kept.original or None,
        report.text,
    )  # fmt: skip
    if version == 1:
        number = database.added(
            "INSERT INTO report (version, source, url, outlet, language, title, byline, published_start, "
            "published_end, published_stated, first_day, last_day, counts_as, original, text, id, "
            "added_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, report.id, now),
        )
    else:
        database.run(
            "UPDATE report SET version = ?, source = ?, url = ?, outlet = ?, language = ?, title = ?, "
            "byline = ?, published_start = ?, published_end = ?, published_stated = ?, first_day = ?, "
            "last_day = ?, counts_as = ?, original = ?, text = ? WHERE id = ?",
            (*values, report.id),
        )
        number = int(database.all("SELECT number FROM report WHERE id = ?", (report.id,))[0]["number"])
        database.run("DELETE FROM search WHERE rowid = ?", (number,))
        database.run("DELETE FROM signal WHERE report = ?", (report.id,))
    database.run(
        "INSERT INTO report_version (report, version, digest, data, added_at) VALUES (?, ?, ?, ?, ?)",
        (report.id, version, digest(report), data, now),
    )
    database.run("INSERT INTO signal (report, row_bytes) VALUES (?, ?)", (report.id, kept.row))
    words = folded(" ".join((report.title, report.text, report.outlet or "")))
    database.run("INSERT INTO search (rowid, words) VALUES (?, ?)", (number, words))


def _url(report: Report) -> str | None:
    return report.source if report.source.startswith(("http://", "https://")) else None
