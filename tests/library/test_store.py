"""A library that cannot be used says so, and is left as it was."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from benchmarks import library_kills
from rashomon.library import Library, LibraryError, listing, schema
from rashomon.library.adding import add
from rashomon.library.schema import ABOUT, VERSION
from tests.library.test_adding import NEWS


def test_a_library_of_a_later_version_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    with Library.open(str(path)) as library:
        library.set("version", str(VERSION + 1))
    with pytest.raises(LibraryError, match="later version"):
        Library.open(str(path))


def test_a_library_of_an_earlier_version_is_brought_forward(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "earlier.db")
    with monkeypatch.context() as then:
        then.setattr(schema, "STEPS", schema.STEPS[:1])
        then.setattr(schema, "VERSION", 1)
        with Library.open(path) as library:
            library.database.run(
                'INSERT INTO story (id, headline, language, "start", "end", reports, outlets, languages, '
                "created_at, changed_at) VALUES ('s', 'A ferry', 'en', '', '', 0, 0, '', 'x', 'x')"
            )
            for at in ("2026-05-14T09:00:00Z", "2026-05-14T10:00:00Z"):
                library.database.run(
                    "INSERT INTO story_event (story, at, event) VALUES ('s', ?, 'created')", (at,)
                )
            library.database.run("INSERT INTO seen VALUES ('Ada', 's', '2026-05-14T09:30:00Z')")
    with Library.open(path) as library:
        assert library.setting("version") == str(VERSION)
        [story] = listing.stories(library, listing.Filter(), "Ada")
        assert (story["event"], story["news"]) == (2, True)
        assert library.database.all("SELECT event FROM seen") == [{"event": 1}]


def test_something_else_is_no_library(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    path.write_text("This is a letter, not a library. " * 100)
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"no library|damaged"):
        Library.open(str(path))
    assert path.read_bytes() == before


def test_a_library_that_was_cut_short_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    with Library.open(str(path)) as library:
        add(library, NEWS)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3])
    with pytest.raises(LibraryError, match=r"damaged|no library"), Library.open(str(path)) as library:
        add(library, NEWS)


def test_a_full_disk_loses_nothing_that_was_there(tmp_path: Path) -> None:
    path = str(tmp_path / "l.db")
    with Library.open(path) as library:
        add(library, NEWS[:2])
        library.database.run("PRAGMA wal_checkpoint(TRUNCATE)")
        [pages] = library.database.all("PRAGMA page_count")
        library.database.all(f"PRAGMA max_page_count = {pages['page_count'] + 1}")
        with pytest.raises(LibraryError, match="the disk is full"):
            add(library, NEWS, batch=1)
    with Library.open(path) as library:
        assert library.database.all("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        assert library.has("bridge-en")
        add(library, NEWS)
        assert library.size()["report"] == 7
        assert not library.database.all("SELECT id FROM story WHERE stale = 1 AND merged_into IS NULL")


def test_two_processes_that_add_the_same_at_once_double_nothing(tmp_path: Path) -> None:
    run = library_kills.runs(tmp_path, "*.en.txt")["add"]
    library_kills.done(run, tmp_path / "one.db")
    Library.open(str(tmp_path / "two.db")).close()
    others = [library_kills.begun(run, tmp_path / "two.db") for _ in range(2)]
    assert [os.waitpid(child, 0)[1] for child in others] == [0, 0]
    one, two = library_kills.rows(tmp_path / "one.db"), library_kills.rows(tmp_path / "two.db")
    assert two["report_version"] == one["report_version"]
    assert two["synopsis"] == one["synopsis"]


def test_there_is_no_library_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no library"):
        Library.open(str(tmp_path / "none.db"), create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library.open(str(tmp_path / "no" / "folder" / "l.db"))
    with pytest.raises(LibraryError, match="folder"):
        Library.open(str(tmp_path))


def test_a_library_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Library.open(str(path)) as library:
        add(library, NEWS)
    with Library.open(str(path), read_only=True) as library:
        assert library.size()["report"] == 7
        with pytest.raises(LibraryError, match="read-only"):
            library.set("name", "value")


def test_who_finds_another_writing_waits_and_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / "l.db")
    with Library.open(path) as one, Library.open(path, patience=0.1) as other:
        with one.database.transaction(), pytest.raises(LibraryError, match="another process"):
            other.set("name", "value")
        other.set("name", "value")
        assert one.setting("name") == "value"


def test_other_tools_are_told_what_each_table_holds(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Library.open(str(path)).close()
    connection = sqlite3.connect(path)
    tables = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("search_", "sqlite_"))
    }
    assert tables == set(ABOUT) == {name for (name,) in connection.execute("SELECT name FROM about_tables")}


@pytest.mark.parametrize("verb", ["add", "watch"])
def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(tmp_path: Path, verb: str) -> None:
    """Few moments here; fifty in ``benchmarks/library_kills.py``."""
    run = library_kills.runs(tmp_path, "*.en.txt")[verb]
    differing, at_work = library_kills.compared(run, tmp_path, [0.05, 0.35, 0.7])
    assert differing == 0
    assert at_work
