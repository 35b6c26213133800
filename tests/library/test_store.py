"""A library that cannot be used says so, and is left as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rashomon.library import Library, LibraryError
from rashomon.library.adding import add
from rashomon.library.schema import ABOUT, VERSION
from tests.library.test_adding import NEWS


def test_a_library_of_a_later_version_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    with Library.open(str(path)) as library:
        library.set("version", str(VERSION + 1))
    with pytest.raises(LibraryError, match="later version"):
        Library.open(str(path))


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


_ADD = """
import sys
sys.path.insert(0, {root!r})
from datetime import UTC, datetime
from tests.library.test_adding import NEWS
from rashomon.library import Library
from rashomon.library.adding import add
with Library.open({path!r}, clock=lambda: datetime(2026, 5, 14, tzinfo=UTC)) as library:
    print("open", flush=True)
    add(library, NEWS, batch=2)
"""


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    return {
        table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)
        for table in ("report", "report_version", "signal", "story", "story_event", "synopsis", "statement",
                      "figure", "name", "search")
    }  # fmt: skip


@pytest.mark.parametrize("part", [0.02, 0.2, 0.4, 0.6, 0.8, 0.95])
def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(tmp_path: Path, part: float) -> None:
    root = str(Path(__file__).parents[2])

    def start(path: Path) -> subprocess.Popen[bytes]:
        program = _ADD.format(root=root, path=str(path))
        return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ})

    import time

    whole, cut = tmp_path / "whole.db", tmp_path / "cut.db"
    process = start(whole)
    assert process.stdout is not None
    process.stdout.readline()
    begun = time.monotonic()
    assert process.wait() == 0
    lasted = time.monotonic() - begun
    killed = start(cut)
    assert killed.stdout is not None
    killed.stdout.readline()
    time.sleep(lasted * part)
    killed.kill()
    killed.wait()
    assert start(cut).wait() == 0
    assert contents(cut) == contents(whole)
