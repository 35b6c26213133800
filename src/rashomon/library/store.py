"""A library: what is in it and how it is read. What comes in is :mod:`rashomon.library.adding`'s work."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Self

from rashomon import decisions as deciding
from rashomon.decisions import Decision
from rashomon.library import schema
from rashomon.library.database import PATIENCE, Database, LibraryError, Row, connect
from rashomon.model import Report
from rashomon.telling.parse import report_from_json

#: A clock gives the time now, with its zone.
Clock = Callable[[], datetime]


def _utc() -> datetime:
    return datetime.now(UTC)


class Library:
    """Reports, stories, comparisons and decisions in a store.

    Open one with :meth:`open`; it is a context manager. ``clock`` gives the time that is written down.
    """

    def __init__(self, database: Database, clock: Clock = _utc) -> None:
        self.database = database
        self._clock = clock

    @classmethod
    def open(
        cls,
        where: str,
        *,
        create: bool = True,
        read_only: bool = False,
        patience: float = PATIENCE,
        clock: Clock = _utc,
    ) -> Self:
        """The library at a path (one SQLite file) or a ``postgresql://`` URL, made where there is none and
        ``create`` is True. ``patience`` is how many seconds to wait for another process that writes.

        Raises:
            LibraryError: where it cannot be opened, is something else or of a later version.
        """
        database = connect(where, patience=patience, read_only=read_only, create=create)
        library = cls(database, clock)
        try:
            schema.prepare(database, now=library.now(), create=create and not read_only)
        except BaseException:
            database.close()
            raise
        return library

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store."""
        self.database.close()

    def moment(self) -> datetime:
        """The time now."""
        return self._clock()

    def now(self) -> str:
        """The time now, as it is written down: UTC, to the second."""
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def setting(self, name: str, default: str = "") -> str:
        """A setting of the library by name."""
        rows = self.database.all("SELECT value FROM about WHERE name = ?", (name,))
        return str(rows[0]["value"]) if rows else default

    def set(self, name: str, value: str) -> None:
        """Keeps a setting."""
        with self.database.transaction():
            self.database.run("DELETE FROM about WHERE name = ?", (name,))
            self.database.run("INSERT INTO about (name, value) VALUES (?, ?)", (name, value))

    def size(self) -> dict[str, int]:
        """How many reports, stories, sources and decisions there are."""
        return {
            table: int(self.database.all(f"SELECT count(*) AS n FROM {table}{where}")[0]["n"])
            for table, where in (
                ("report", ""),
                ("story", " WHERE merged_into IS NULL"),
                ("source", ""),
                ("decision", " WHERE undone_at IS NULL"),
            )
        }

    # Reports.

    def report(self, name: str, version: int | None = None, *, corrected: bool = True) -> Report:
        """A report by its id with its marks, in its latest version unless another is asked for; as people
        corrected it unless ``corrected`` is False.

        Raises:
            KeyError: where there is no such report or version.
        """
        rows = self.database.all(
            "SELECT data FROM report_version WHERE report = ? AND version = "
            "COALESCE(?, (SELECT version FROM report WHERE id = ?))",
            (name, version, name),
        )
        if not rows:
            raise KeyError(name)
        return self._corrected([rows[0]["data"]], corrected)[0]

    def reports(self, story: str, *, corrected: bool = True) -> tuple[Report, ...]:
        """The reports of a story with their marks, in the order of their dates."""
        rows = self.database.all(
            "SELECT v.data FROM report r JOIN report_version v ON v.report = r.id AND v.version = r.version "
            "WHERE r.story = ? ORDER BY COALESCE(r.published_start, ''), r.source, r.id",
            (story,),
        )
        return tuple(self._corrected([row["data"] for row in rows], corrected))

    def _corrected(self, given: Iterable[str], corrected: bool) -> list[Report]:
        reports = [report_from_json(json.loads(data)) for data in given]
        if not corrected:
            return reports
        made = [made for _, made in self.decisions() if made.kind in deciding.ON_PASSAGES]
        return [deciding.apply(report, made)[0] for report in reports] if made else reports

    def versions(self, name: str) -> list[Row]:
        """The versions of a report: ``version``, ``added_at``, ``digest``, earliest first."""
        return self.database.all(
            "SELECT version, added_at, digest FROM report_version WHERE report = ? ORDER BY version", (name,)
        )

    # Stories.

    def story(self, name: str) -> Row:
        """A story's row; where it was merged, the one it is in now.

        Raises:
            KeyError: where there is no such story.
        """
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            rows = self.database.all("SELECT * FROM story WHERE id = ?", (name,))
            if not rows:
                break
            if not rows[0]["merged_into"]:
                return rows[0]
            name = rows[0]["merged_into"]
        raise KeyError(name)

    def story_of(self, name: str) -> str:
        """The id of the story that a report stands in, or of a story where it is now, by either's id; empty
        where there is neither."""
        rows = self.database.all("SELECT story FROM report WHERE id = ?", (name,))
        try:
            return str(rows[0]["story"] if rows else self.story(name)["id"])
        except KeyError:
            return ""

    def synopsis(self, story: str) -> dict[str, Any] | None:
        """The last comparison of a story, as one of the ``stories`` of ``rashomon.synopsis/1``; None where
        it has not been compared yet."""
        rows = self.database.all("SELECT data FROM synopsis WHERE story = ?", (story,))
        return json.loads(rows[0]["data"]) if rows else None

    def history(self, story: str) -> list[Row]:
        """What happened to a story, earliest first: ``number``, ``at``, ``event``, ``report``, ``detail``."""
        return self.database.all(
            "SELECT number, at, event, report, detail FROM story_event WHERE story = ? ORDER BY number",
            (story,),
        )

    def note(self, story: str, event: str, report: str | None = None, detail: str | None = None) -> None:
        """Writes down what happened to a story."""
        number = self.database.added(
            "INSERT INTO story_event (story, at, event, report, detail) VALUES (?, ?, ?, ?, ?)",
            (story, self.now(), event, report, detail),
        )
        self.database.run("UPDATE story SET event = ? WHERE id = ?", (number, story))

    # Decisions.

    def decisions(self) -> list[tuple[int, Decision]]:
        """The decisions that hold, with their numbers, in the order they were made."""
        rows = self.database.all("SELECT number, data FROM decision WHERE undone_at IS NULL ORDER BY number")
        return [(row["number"], deciding.from_fields(json.loads(row["data"]))) for row in rows]

    def latest_decision(self) -> int:
        """The number of the decision that was made last, undone or not; 0 where there is none."""
        return int(self.database.all("SELECT max(number) AS n FROM decision")[0]["n"] or 0)

    def contradicted(self, decision: Decision, since: int) -> Decision | None:
        """A decision on the same thing that holds, says something else and was made after decision number
        ``since``."""
        for number, other in self.decisions():
            same = deciding.is_on_the_same(decision, other)
            if number > since and same and _essence(other) != _essence(decision):
                return other
        return None

    def decide(self, made: Iterable[Decision], who: str = "") -> list[int]:
        """Keeps decisions; gives their numbers. One that holds already is kept once. What they change is
        compared anew by :func:`rashomon.library.adding.refresh`."""
        numbers: list[int] = []
        with self.database.transaction():
            held = {_essence(decision): number for number, decision in self.decisions()}
            for decision in made:
                number = held.get(_essence(decision))
                if number is None:
                    number = held[_essence(decision)] = self._keep(decision, who)
                numbers.append(number)
        return numbers

    def _keep(self, decision: Decision, who: str) -> int:
        fields = deciding.as_fields(decision)
        fields.setdefault("who", who)
        fields.setdefault("when", self.now())
        number = self.database.added(
            "INSERT INTO decision (kind, data, who, made_at) VALUES (?, ?, ?, ?)",
            (decision.kind, json.dumps(fields, ensure_ascii=False), fields["who"], fields["when"]),
        )
        self._touch(decision)
        return number

    def undo(self, number: int, who: str = "") -> Decision:
        """Takes a decision back.

        Raises:
            KeyError: where no decision that holds has this number.
        """
        with self.database.transaction():
            decision = dict(self.decisions()).get(number)
            if decision is None:
                raise KeyError(number)
            self.database.run(
                "UPDATE decision SET undone_at = ?, undone_by = ?, followed = 0 WHERE number = ?",
                (self.now(), who, number),
            )
            self._touch(decision)
        return decision

    def _touch(self, decision: Decision) -> None:
        """Marks the stories that a decision is about, to be compared anew."""
        if decision.names:
            from rashomon.library.words import folded

            marks = ", ".join("?" * len(decision.names))
            self.database.run(
                "UPDATE story SET stale = 1 WHERE id IN "
                f"(SELECT story FROM name WHERE folded IN ({marks}))",
                [folded(name) for name in decision.names],
            )
        for report in decision.reports:
            self.database.run(
                "UPDATE story SET stale = 1 WHERE id = (SELECT story FROM report WHERE id = ?)", (report,)
            )

    def about_nothing(self) -> list[tuple[int, Decision, str]]:
        """The decisions that hold but change nothing, each with the reason: the report is not here (yet), or
        its words are gone."""
        found: list[tuple[int, Decision, str]] = []
        for number, decision in self.decisions():
            missing = [name for name in decision.reports if not self.has(name)]
            if missing:
                found.append((number, decision, f"no report {missing[0]} is in the library"))
            elif decision.kind in deciding.ON_PASSAGES:
                report = self.report(decision.reports[0], corrected=False)
                if deciding.find(report.text, decision.words, decision.start) is None:
                    found.append((number, decision, "the words no longer stand in the report"))
        return found

    def has(self, report: str) -> bool:
        """True if a report of this id is here."""
        return bool(self.database.all("SELECT 1 FROM report WHERE id = ?", (report,)))


def digest(report: Report) -> str:
    """A hash of what makes a version of a report: its text, title, outlet and date."""
    published = (report.published.start, report.published.end) if report.published else ("", "")
    whole = "\x1f".join((report.text, report.title, report.outlet or "", *published))
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _essence(decision: Decision) -> str:
    fields: Mapping[str, Any] = deciding.as_fields(decision)
    kept = {key: value for key, value in fields.items() if key not in {"who", "when", "note"}}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False)


def in_groups(values: Sequence[Any], size: int = 500) -> Iterable[Sequence[Any]]:
    """Values in groups small enough for one statement."""
    for at in range(0, len(values), size):
        yield values[at : at + size]


__all__ = ["Clock", "Library", "LibraryError", "digest", "in_groups"]
