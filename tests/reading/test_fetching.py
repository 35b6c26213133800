"""Fetching, from a server on this machine: polite, bounded, and never where it must not go."""

from __future__ import annotations

import contextlib
import runpy
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from rashomon.cli import main
from rashomon.model import Problem, Report
from rashomon.reading import fetching
from rashomon.reading.fetching import Fetcher, fetch

MADE = runpy.run_path(str(Path(__file__).parents[2] / "examples" / "inputs" / "make.py"))
PAGE = MADE["page"](MADE["EN"]).encode()


#: Where the pages of the outlet moved to.
MOVED = {
    "/round": (302, "/round"),
    "/moved": (301, "/page"),
    "/inward": (302, "http://10.0.0.1/secret"),
    "/file": (302, "file:///etc/passwd"),
}


class Site(BaseHTTPRequestHandler):
    """A small outlet."""

    asked: list[str] = []  # noqa: RUF012 (one list for the server)

    def log_message(self, *given: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.asked.append(self.path)
        here = f"http://{self.headers['Host']}"
        if self.path == "/robots.txt":
            self.answer(200, "text/plain", b"User-agent: *\nDisallow: /closed/\n")
        elif self.path == "/page":
            if self.headers.get("If-None-Match") == '"one"':
                self.answer(304, "text/html", b"")
            else:
                self.answer(200, "text/html; charset=utf-8", PAGE, ETag='"one"')
        elif self.path == "/feed":
            told = f"<link>{here}/page</link><description>It is stuck.</description>"
            item = f"<item><title>Bridge</title>{told}</item>"
            self.answer(
                200, "application/rss+xml", f"<rss><channel><title>A</title>{item}</channel></rss>".encode()
            )
        elif self.path == "/list":
            self.answer(
                200, "text/xml", f'<opml><body><outline xmlUrl="{here}/feed"/></body></opml>'.encode()
            )
        elif self.path in MOVED:
            status, to = MOVED[self.path]
            self.answer(status, "text/plain", b"", Location=to)
        elif self.path in {"/endless", "/trickle"}:
            self.without_end(0.0 if self.path == "/endless" else 0.05)
        elif self.path == "/large":
            self.answer(200, "text/plain", b"x " * 200_000)
        else:
            self.answer(404, "text/html", b"<html>not here</html>")

    def without_end(self, pause: float) -> None:
        """A feed that is sent item after item until nobody listens any more."""
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        item = b"<item><title>The weir</title><description>It is open.</description></item>"
        with contextlib.suppress(OSError):
            self.wfile.write(b"<rss><channel><title>A</title>")
            while True:
                self.wfile.write(item if pause else item * 500)
                time.sleep(pause)

    def answer(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def local(**given: Any) -> Fetcher:
    return Fetcher(private=True, pause=0.0, **given)


def reasons(items: Iterator[Report | Problem]) -> str:
    return "; ".join(item.reason for item in items if isinstance(item, Problem))


def test_a_page_is_fetched_and_read_with_its_address(site: str) -> None:
    (report,) = fetch([f"{site}/moved"], local())
    assert isinstance(report, Report)
    assert report.title == MADE["EN"]["title"]
    assert Site.asked.count("/robots.txt") == 1


def test_what_has_not_changed_is_not_fetched_again(site: str) -> None:
    fetcher = local()
    assert isinstance(next(iter(fetch([f"{site}/page"], fetcher))), Report)
    (problem,) = fetch([f"{site}/page"], fetcher)
    assert isinstance(problem, Problem)
    assert problem.note
    assert "has not changed" in problem.reason


def test_a_feed_gives_teasers_and_what_they_announce_where_asked(site: str) -> None:
    teasers = [item for item in fetch([f"{site}/list"], local()) if isinstance(item, Report)]
    assert [item.teaser for item in teasers] == [True]
    whole = [item for item in fetch([f"{site}/feed"], local(), follow=True) if isinstance(item, Report)]
    assert [item.teaser for item in whole] == [False]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/closed/a", "robots.txt"), ("/gone", "answered with 404"), ("/round", "more than 5 times"),
        ("/file", "no address on the web"),
    ],
)  # fmt: skip
def test_what_cannot_be_fetched_is_named(site: str, path: str, reason: str) -> None:
    assert reason in reasons(fetch([site + path], local()))


def test_local_addresses_are_not_fetched_unless_allowed(site: str) -> None:
    assert "private or local address" in reasons(fetch([f"{site}/page"], Fetcher(pause=0.0)))
    for address in (
        "http://localhost/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://10.1.2.3/",
    ):
        assert "private or local" in reasons(fetch([address], Fetcher(pause=0.0)))


def test_a_redirect_to_a_local_address_is_not_followed(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = fetching._reachable

    def outside(host: str, port: int, private: bool) -> str:
        return "127.0.0.1" if host == "127.0.0.1" else checked(host, port, private)

    monkeypatch.setattr(fetching, "_reachable", outside)
    assert "10.0.0.1, a private or local address" in reasons(fetch([f"{site}/inward"], Fetcher(pause=0.0)))


def test_a_large_answer_is_cut_short(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 100_000)
    assert "is larger than" in reasons(fetch([f"{site}/large"], local()))


@pytest.mark.parametrize(
    ("path", "reason"), [("/endless", "is larger than 0.1 MB"), ("/trickle", "took more than 1 second")]
)
def test_a_feed_that_never_ends_is_named_and_the_rest_is_fetched(
    site: str, path: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 100_000)
    monkeypatch.setattr(fetching, "MAX_SECONDS", 1.0)
    began = time.monotonic()
    items = list(fetch([site + path, f"{site}/page"], local()))
    assert time.monotonic() - began < 10
    assert reason in reasons(iter(items))
    assert [item.title for item in items if isinstance(item, Report)] == [MADE["EN"]["title"]]


def test_one_host_is_asked_with_pauses(site: str) -> None:
    slept: list[float] = []
    list(fetch([f"{site}/page", f"{site}/moved"], Fetcher(private=True, pause=2.0, sleep=slept.append)))
    assert len(slept) >= 2
    assert all(1.0 < each <= 2.0 for each in slept)


def test_the_verb(site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = tmp_path / "state.json"
    assert main(["fetch", "--allow-private", "--state", str(state), f"{site}/page"]) == 0
    assert MADE["EN"]["title"] in capsys.readouterr().out
    assert main(["fetch", "--allow-private", "--state", str(state), f"{site}/page"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "has not changed" in told.err
