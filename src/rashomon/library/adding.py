"""Adding to a library: what is new is marked and grouped, and only the stories that changed are compared.

Reports come in batches, each one transaction: a batch is in the library whole or not at all, so that a run
that was killed is simply run again. Batches count new reports only, which makes the second run's batches
those that the first did not reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Final

from rashomon import grouping
from rashomon.comparing.decided import Names
from rashomon.comparing.synopsis import compare
from rashomon.grouping.state import Kept
from rashomon.library.store import Library
from rashomon.library.stories import place, regroup
from rashomon.library.tables import write_tables
from rashomon.library.words import folded
from rashomon.marking import mark
from rashomon.model import Problem, Report
from rashomon.telling import json as telling

#: New reports taken in at a time.
BATCH: Final = 200


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
    batch: int = BATCH,
    marked: Callable[[Report], Report] = mark,
    progress: Callable[[int], None] = lambda _: None,
    comparing: bool = True,
) -> Added:
    """Takes reports into a library, groups them with what is there, and compares the stories that changed
    (unless ``comparing`` is False: then they wait for :func:`refresh`).

    A report whose id is known and whose text, title or date changed is a new version of that report.
    ``batch`` is how many new reports one transaction holds; ``progress`` is told how many were looked at.

    Raises:
        LibraryError: where the library cannot be written; what was taken in before stays.
    """
    found = Added()
    waiting: dict[str, Report] = {}
    for count, item in enumerate(arriving, 1):
        progress(count)
        if isinstance(item, Problem):
            found.problems.append(item)
        elif item.id in waiting or _is_known(library, item):
            found.known += 1
        else:
            waiting[item.id] = item
            if len(waiting) >= batch:
                _take_in(library, list(waiting.values()), marked, found)
                waiting.clear()
    if waiting:
        _take_in(library, list(waiting.values()), marked, found)
    if comparing:
        found.stories.update(refresh(library))
    return found


def digest(report: Report) -> str:
    """A hash of what makes a version of a report: its text, title, outlet and date."""
    published = (report.published.start, report.published.end) if report.published else ("", "")
    whole = "\x1f".join((report.text, report.title, report.outlet or "", *published))
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _is_known(library: Library, report: Report) -> bool:
    """True if the library holds this very version of the report, as its latest or an earlier one."""
    return bool(
        library.database.all(
            "SELECT 1 FROM report_version WHERE report = ? AND digest = ?", (report.id, digest(report))
        )
    )


def _take_in(
    library: Library, reports: Sequence[Report], marked: Callable[[Report], Report], found: Added
) -> None:
    ready = [marked(report) for report in reports]
    with library.database.transaction():
        # Another process may have added some of them meanwhile.
        fresh = [report for report in ready if not _is_known(library, report)]
        found.known += len(ready) - len(fresh)
        if fresh:
            here = {report.id for report in fresh if library.has(report.id)}
            found.new += len(fresh) - len(here)
            found.versions += len(here)
            found.stories |= place(library, fresh, partial(_write_report, library))


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


def refresh(library: Library) -> Iterator[str]:
    """Compares the stories that changed since they were last compared; gives their ids one by one, each
    when it is written. What another process changed meanwhile waits for the next time."""
    regroup(library)
    rows = library.database.all(
        "SELECT id FROM story WHERE stale = 1 AND merged_into IS NULL ORDER BY changed_at DESC, id"
    )
    for row in rows:
        _compare(library, row["id"])
        yield row["id"]


def _compare(library: Library, story: str) -> None:
    reports = library.reports(story)
    if not reports:
        return
    decided = Names(decision for _, decision in library.decisions())
    made = grouping.story(story, [decided.settle(report) for report in reports])
    synopsis = compare(made)
    data = telling.synopsis([synopsis])["stories"][0]
    with library.database.transaction():
        versions = [(report.id, digest(report)) for report in library.reports(story, corrected=False)]
        if versions != [(report.id, digest(report)) for report in reports]:
            return
        write_tables(library, story, data)
        library.database.run("DELETE FROM synopsis WHERE story = ?", (story,))
        library.database.run(
            "INSERT INTO synopsis (story, made_at, data) VALUES (?, ?, ?)",
            (story, library.now(), telling.dump(data, indent=None)),
        )
        disagreements = sum(figure["verdict"] == "differ" for figure in data["figures"])
        library.database.run(
            "UPDATE story SET stale = 0, disagreements = ? WHERE id = ?", (disagreements, story)
        )


