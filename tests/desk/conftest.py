"""A desk over a library of the examples, served for real on the loopback interface."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rashomon.library import Library
from rashomon.library.adding import add
from rashomon.reading import read_paths

pytest.importorskip("starlette", reason="the extra rashomon[desk] is not installed")

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "reports"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the examples; copied for each test that changes it."""
    path = tmp_path_factory.mktemp("filled") / "library.db"
    with Library.open(str(path)) as library:
        add(library, read_paths([str(EXAMPLES)]).reports)
        library.database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def where(filled: Path, tmp_path: Path) -> str:
    """The path of a library of the examples that a test may change."""
    return str(shutil.copy(str(filled), str(tmp_path / "library.db")))


@pytest.fixture
def served(where: str) -> Iterator[str]:
    """The address of a desk over that library."""
    with serving(where) as address:
        yield address


@contextmanager
def serving(where: str) -> Iterator[str]:
    """A desk that is there for a while; gives its address."""
    import uvicorn

    from rashomon.desk.application import application

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = application(where, hosts=["127.0.0.1"])
    server = uvicorn.Server(uvicorn.Config(made, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
