"""One small interface to SQLite and PostgreSQL: statements with ``?``, rows as mappings, transactions.

SQL in this package keeps to what both understand; the few differences (types, full text) are declared
here. Who writes waits for who writes already, as long as ``patience`` seconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

#: Seconds to wait for another process that is writing.
PATIENCE: Final = 30.0
Row = dict[str, Any]
_Given = TypeVar("_Given")


class LibraryError(Exception):
    """The library cannot be opened, read or written; the message says which one and why."""


class Database(Protocol):
    """A store of tables. ``name`` is what a user calls it by; ``words`` how declared SQL types are written
    in this dialect, by the placeholder that stands for them in the schema."""

    name: str
    words: Mapping[str, str]

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Every row of a query."""

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Runs one statement; gives how many rows it touched."""

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each of some rows of values."""

    def added(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Runs an ``INSERT`` into a table with a column ``number``; gives the new row's number."""

    def transaction(self) -> Any:
        """A context: all that is written inside is kept, or none of it. One writer at a time."""

    def exists(self, table: str) -> bool:
        """True if there is a table of that name."""

    def matching(self) -> str:
        """The condition on ``search`` that a full-text expression (one ``?``) is found in its words."""

    def expression(self, words: Sequence[Sequence[str]]) -> str:
        """The full-text expression for reports that hold each of the phrases (a word or several in order)."""

    def close(self) -> None:
        """Lets go of the store."""


class Sqlite:
    """A library in one SQLite file (WAL, FTS5), which any SQLite tool opens."""

    words: Mapping[str, str] = {
        "NUMBER": "INTEGER PRIMARY KEY AUTOINCREMENT",
        "BYTES": "BLOB",
        "REAL": "REAL",
        "SEARCH": "CREATE VIRTUAL TABLE search USING fts5(words, tokenize = "
        "\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")",
        "SEARCH_INDEX": "",
    }

    def __init__(self, path: Path, patience: float = PATIENCE, mode: str = "rwc") -> None:
        """``mode`` is SQLite's: ``ro`` to read, ``rw`` to write to what is there, ``rwc`` to make it too."""
        self.name = str(path)
        try:
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode={mode}",
                uri=True,
                timeout=patience,
                isolation_level=None,
                check_same_thread=False,
            )
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA foreign_keys = ON")
            if mode == "rwc":
                # It stays so in the file.
                self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error as error:
            raise _explained(self.name, error) from error
        self._inside = False

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        return self._told(lambda: [dict(row) for row in self._connection.execute(sql, values)])

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self._told(lambda: self._connection.execute(sql, values).rowcount)

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self._told(lambda: self._connection.executemany(sql, rows))

    def added(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self._told(lambda: self._connection.execute(sql, values).lastrowid or 0)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._inside:
            yield
            return
        self.run("BEGIN IMMEDIATE")
        self._inside = True
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # A full disk ends a transaction of its own accord.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        finally:
            self._inside = False

    def exists(self, table: str) -> bool:
        return bool(self.all("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)))

    def matching(self) -> str:
        return "search.words MATCH ?"

    def expression(self, words: Sequence[Sequence[str]]) -> str:
        return " AND ".join('"' + " ".join(phrase) + '"' for phrase in words)

    def close(self) -> None:
        self._connection.close()

    def _told(self, work: Callable[[], _Given]) -> _Given:
        try:
            return work()
        except sqlite3.Error as error:
            raise _explained(self.name, error) from error


def _explained(name: str, error: sqlite3.Error) -> LibraryError:
    said = str(error)
    reasons = {
        "unable to open": "cannot be opened: is the folder there, and may it be written to?",
        "not a database": "is no library: the file is damaged or something else",
        "malformed": "is damaged; restore it from a copy",
        "locked": "is being written to by another process; try again when that is done",
        "readonly": "cannot be written to: the file or its folder is read-only",
        "disk is full": "cannot be written to: the disk is full",
    }
    reason = next((words for sign, words in reasons.items() if sign in said), said)
    return LibraryError(f"{name} {reason}")


class Postgres:
    """A library in a PostgreSQL database. Needs ``psycopg`` (the extra ``postgresql``)."""

    words: Mapping[str, str] = {
        "NUMBER": "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
        "BYTES": "BYTEA",
        "REAL": "DOUBLE PRECISION",
        "SEARCH": "CREATE TABLE search (rowid BIGINT PRIMARY KEY, words TEXT NOT NULL)",
        "SEARCH_INDEX": "CREATE INDEX search_words ON search USING gin (to_tsvector('simple', words))",
    }
    #: One number for all libraries: writers of one database wait for each other.
    _LOCK = 7_274_200_415

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        try:
            import psycopg
            from psycopg.rows import dict_row
        except ModuleNotFoundError as error:
            raise LibraryError(
                "a library in PostgreSQL needs psycopg: pip install 'rashomon[postgresql]'"
            ) from error
        self.name = url.rsplit("@", maxsplit=1)[-1]
        self._errors: type[Exception] = psycopg.Error
        try:
            self._connection = psycopg.connect(url, autocommit=True, row_factory=dict_row)
            self._connection.execute(f"SET lock_timeout = '{int(patience * 1000)}ms'")
        except psycopg.Error as error:
            raise LibraryError(f"{self.name} cannot be opened: {error}") from error
        self._inside = False

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        return self._told(lambda: self._connection.execute(_percent(sql), tuple(values)).fetchall())

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self._told(lambda: self._connection.execute(_percent(sql), tuple(values)).rowcount)

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        def work() -> None:
            with self._connection.cursor() as cursor:
                cursor.executemany(_percent(sql), list(rows))

        self._told(work)

    def added(self, sql: str, values: Sequence[Any] = ()) -> int:
        rows = self.all(f"{sql} RETURNING number", values)
        return int(rows[0]["number"])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._inside:
            yield
            return
        self._inside = True
        try:
            with self._connection.transaction():
                self.run("SELECT pg_advisory_xact_lock(?)", (self._LOCK,))
                yield
        finally:
            self._inside = False

    def exists(self, table: str) -> bool:
        return bool(self.all("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?",
                             (table,)))  # fmt: skip

    def matching(self) -> str:
        return "to_tsvector('simple', search.words) @@ to_tsquery('simple', ?)"

    def expression(self, words: Sequence[Sequence[str]]) -> str:
        return " & ".join("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in words)

    def close(self) -> None:
        self._connection.close()

    def _told(self, work: Callable[[], _Given]) -> _Given:
        try:
            return work()
        except self._errors as error:
            raise LibraryError(f"{self.name}: {str(error).strip()}") from error


def _percent(sql: str) -> str:
    """The statement with psycopg's placeholders; SQL of this package holds no other ``?`` or ``%``."""
    return sql.replace("?", "%s")


def connect(
    where: str, *, patience: float = PATIENCE, read_only: bool = False, create: bool = True
) -> Database:
    """The store at a path, or at a URL that begins with ``postgresql://``; made where there is none and
    ``create`` is True.

    Raises:
        LibraryError: where it cannot be opened.
    """
    if where.startswith(("postgresql://", "postgres://")):
        return Postgres(where, patience)
    path = Path(where)
    if path.is_dir():
        raise LibraryError(f"{where} is a folder, a library is one file")
    if (read_only or not create) and not path.exists():
        raise LibraryError(f"{where}: there is no library here")
    return Sqlite(path, patience, "ro" if read_only else "rwc" if create else "rw")
