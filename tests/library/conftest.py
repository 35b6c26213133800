"""A library of each kind: one SQLite file, and a database of a real PostgreSQL server."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rashomon.library import Library

START = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def _programs() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "postgres").exists()), None)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server that runs for these tests, without its last part, the database."""
    pytest.importorskip("psycopg", reason="the extra rashomon[postgresql] is not installed")
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server could be had")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    # A server does not run as root.
    as_user = None
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        as_user = nobody.pw_uid

    def run(*command: str) -> None:
        subprocess.run(
            [str(programs / command[0]), *command[1:]], check=True, user=as_user, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, cwd=folder, timeout=60,
        )  # fmt: skip

    data = folder / "data"
    how = "-U rashomon -A trust -E UTF8 --no-sync --locale=C.UTF-8"
    run("initdb", "-D", str(data), *how.split())
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-w", "-o", options, "start")
    yield f"postgresql://rashomon@/{{}}?host={folder}"
    run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a library can be, none there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "library.db")
    import psycopg

    url: str = request.getfixturevalue("postgresql")
    name = f"library_{os.getpid()}_{abs(hash(request.node.nodeid))}"
    with psycopg.connect(url.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload,unused-ignore]
    return url.format(name)


@pytest.fixture
def opened(place: str, clock: Clock) -> Iterator[Callable[[], Library]]:
    """Opens the library, any number of times."""
    held: list[Library] = []

    def again() -> Library:
        held.append(Library.open(place, clock=clock))
        return held[-1]

    yield again
    for library in held:
        library.close()
