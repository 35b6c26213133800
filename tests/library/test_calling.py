"""The webhook of a saved search hears of each new report once, however often it does not answer."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from rashomon.library import Library
from rashomon.library.adding import add
from rashomon.library.searching import QueryError, forget, save, saved
from rashomon.library.watching import run_due
from rashomon.reading import fetching
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.fetching import post
from tests.library.conftest import Clock
from tests.library.test_adding import NEWS

Opened = Callable[[], Library]
HOOK = "https://hook.example.org/told"


class Receiver:
    """A machine that is called: what it was told, and how it answers."""

    def __init__(self) -> None:
        self.told: list[list[str]] = []
        self.answers: list[int | Exception] = []

    def __call__(self, address: str, body: bytes) -> int:
        assert address == HOOK
        said = json.loads(body)
        self.told.append(sorted(report["id"] for report in said["reports"]))
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return answer


def run(library: Library, receiver: Receiver) -> list[str]:
    return [f"{at} {found.problems[0].reason}" for at, found in run_due(library, lambda _: [], send=receiver)]


def test_it_hears_of_what_is_new_once(opened: Opened) -> None:
    library, receiver = opened(), Receiver()
    add(library, NEWS[:1])
    save(library, "bridges", "kvernes", webhook=HOOK)
    assert run(library, receiver) == []
    assert receiver.told == []
    add(library, NEWS)
    run(library, receiver)
    assert receiver.told == [["bridge-de", "bridge-en-2", "bridge-sv"]]
    run(library, receiver)
    assert len(receiver.told) == 1


def test_what_a_search_does_not_find_is_not_told(opened: Opened) -> None:
    library, receiver = opened(), Receiver()
    save(library, "flowers", "orchid", webhook=HOOK)
    add(library, NEWS[:1])
    assert run(library, receiver) == []
    assert receiver.told == []


@pytest.mark.parametrize("answer", [500, 302, UnreadableError("does not answer: timed out")])
def test_where_it_does_not_answer_it_is_called_again_later(
    opened: Opened, clock: Clock, answer: int | Exception
) -> None:
    library, receiver = opened(), Receiver()
    save(library, "flowers", "orchid", webhook=HOOK)
    receiver.answers = [answer, answer]
    add(library, NEWS)
    [reason] = run(library, receiver)
    assert reason.startswith(HOOK)
    assert run(library, receiver) == []
    clock.forward(minutes=1)
    assert len(run(opened(), receiver)) == 1
    clock.forward(minutes=1)
    assert run(opened(), receiver) == []
    clock.forward(minutes=1)
    assert run(opened(), receiver) == []
    assert receiver.told == [["orchid-en"]] * 3
    assert saved(library)[0]["told"] == "told of 1, answered with 200"


def test_a_search_that_was_forgotten_calls_nobody(opened: Opened) -> None:
    library, receiver = opened(), Receiver()
    save(library, "flowers", "orchid", webhook=HOOK)
    receiver.answers = [500]
    add(library, NEWS)
    assert len(run(library, receiver)) == 1
    forget(library, saved(library)[0]["number"])
    assert run(library, receiver) == []
    assert len(receiver.told) == 1


def test_a_kept_search_is_given_a_webhook_later(opened: Opened) -> None:
    library, receiver = opened(), Receiver()
    save(library, "flowers", "orchid")
    add(library, NEWS[:3])
    save(library, "flowers", "orchid", webhook=HOOK)
    add(library, NEWS)
    run(library, receiver)
    assert len(receiver.told) == 1


@pytest.mark.parametrize("address", ["ftp://example.org/", "file:///etc/passwd", "nowhere", "http://"])
def test_what_is_no_address_on_the_web_is_refused(opened: Opened, address: str) -> None:
    with pytest.raises(QueryError, match="no address"):
        save(opened(), "flowers", "orchid", webhook=address)


class _Hook(BaseHTTPRequestHandler):
    heard: list[Any] = []  # noqa: RUF012 (one list for the server)

    def log_message(self, *given: Any) -> None:
        pass

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.heard.append((self.path, self.headers["Content-Type"], json.loads(self.rfile.read(length))))
        if self.path == "/drip":
            for _ in range(100):
                self.wfile.write(b"x")
                time.sleep(0.05)
            return
        self.send_response(302 if self.path == "/away" else 204)
        self.send_header("Location", "/other")
        self.end_headers()


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hook)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _Hook.heard.clear()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def test_it_is_called_over_the_network_in_one_request(opened: Opened, site: str) -> None:
    library = opened()
    save(library, "flowers", "orchid", webhook=f"{site}/hook?key=1")
    add(library, NEWS)
    assert list(run_due(library, lambda _: [], send=partial(post, private=True))) == []
    [(path, kind, said)] = _Hook.heard
    assert (path, kind) == ("/hook?key=1", "application/json")
    assert (said["format"], said["search"], said["found"]) == ("rashomon.found/1", "flowers", 1)
    [told] = said["reports"]
    assert told["passage"]["text"] in NEWS[[one.id for one in NEWS].index("orchid-en")].text


def test_a_redirect_is_not_followed(site: str) -> None:
    assert post(f"{site}/away", b"{}", private=True) == 302
    assert len(_Hook.heard) == 1


def test_an_answer_that_never_ends_is_cut_off(site: str) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableError, match="does not answer"):
        post(f"{site}/drip", b"{}", private=True, seconds=0.5)
    assert time.monotonic() - start < 3


def test_no_address_of_this_machine_is_called_unless_allowed(opened: Opened, site: str) -> None:
    library = opened()
    save(library, "flowers", "orchid", webhook=f"{site}/hook")
    add(library, NEWS)
    [(address, found)] = run_due(library, lambda _: [], send=post)
    assert address == f"{site}/hook"
    assert "private or local address: not" in found.problems[0].reason
    assert _Hook.heard == []


def test_a_page_whose_head_never_ends_is_cut_off(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_SECONDS", 0.5)
    monkeypatch.setattr(_Hook, "do_GET", _drip, raising=False)
    found = list(fetching.fetch([f"{site}/drip"], fetching.Fetcher(private=True, pause=0)))
    assert "cannot be fetched" in found[0].reason  # type: ignore[union-attr]


def _drip(handler: BaseHTTPRequestHandler) -> None:
    if handler.path == "/robots.txt":
        handler.send_response(404)
        handler.end_headers()
        return
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.05)
