"""A library is opened by the tools that people look into databases with, and explains itself there."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest

from rashomon.library import Library
from rashomon.library.adding import add
from rashomon.library.schema import ABOUT
from tests.library.test_adding import NEWS


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("tools") / "library.db"
    with Library.open(str(found)) as library:
        add(library, NEWS)
    return found


def test_datasette_opens_it_and_shows_every_table(path: Path) -> None:
    app = pytest.importorskip("datasette.app", reason="Datasette is not installed")

    async def asked(address: str) -> tuple[int, str]:
        answer = await shown.client.get(address)
        return answer.status_code, answer.text

    shown = app.Datasette([str(path)])
    for table in sorted(ABOUT):
        status, text = asyncio.run(asked(f"/library/{table}.json?_shape=array&_size=2"))
        assert status == 200, text
        assert isinstance(json.loads(text), list)
    status, text = asyncio.run(asked("/library/about_tables"))
    assert status == 200
    assert "who said what, by story" in text
    query = "select+count(*)+as+n+from+search+where+words+match+'orchid'"
    assert json.loads(asyncio.run(asked(f"/library.json?sql={query}&_shape=array"))[1]) == [{"n": 1}]


def test_sqlite_utils_opens_it_and_joins_its_tables(path: Path) -> None:
    tools = pytest.importorskip("sqlite_utils", reason="sqlite-utils is not installed")
    database = tools.Database(path)
    assert set(ABOUT) <= set(database.table_names())
    told = database.query(
        "SELECT r.outlet, s.speaker, s.text, substr(r.text, s.start + 1, s.\"end\" - s.start) AS words "
        "FROM statement s JOIN report r ON r.id = s.report JOIN story t ON t.id = s.story"
    )
    rows = list(told)
    assert rows
    assert all(row["words"] == row["text"] for row in rows)


def test_every_table_and_column_is_read_by_plain_sqlite(path: Path) -> None:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    for table in ABOUT:
        connection.execute(f"SELECT * FROM {table} LIMIT 3").fetchall()
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
