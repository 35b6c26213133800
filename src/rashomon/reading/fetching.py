"""Fetching pages and feeds from the web: the only part that uses the network, and only when asked to.

robots.txt is asked first, requests are conditional where an earlier answer is known, one request at a time,
and every address, redirects too, must be one that the whole internet can reach unless the user allows more.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from io import BytesIO
from urllib.parse import SplitResult, quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from rashomon.model import Problem, Report
from rashomon.reading.addresses import is_address
from rashomon.reading.decoding import UnreadableError, megabytes
from rashomon.reading.options import Items, Options
from rashomon.reading.reader import read_stream

AGENT = "rashomon"
#: Most redirects that are followed, most bytes and seconds of one answer, seconds between two requests to
#: one host, longest wait that a robots.txt may ask for.
MAX_REDIRECTS = 5
MAX_BYTES = 20_000_000
MAX_SECONDS = 60.0
PAUSE = 1.0
MAX_PAUSE = 30.0

#: What is known of earlier answers: address -> {"etag": ..., "modified": ...}.
Known = MutableMapping[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the address after all redirects, the status, headers and body."""

    address: str
    status: int
    headers: Message
    body: bytes


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was checked (a name that is asked again may answer otherwise)."""

    def __init__(self, host: str, port: int, address: str, timeout: float, secure: bool) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address, self._secure = address, secure
        self._line: socket.socket | None = None

    def connect(self) -> None:
        """Open the connection."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        else:
            self.sock = plain
        self._line = self.sock

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Ends the connection after so many seconds, however slowly the other side goes on."""
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        if self._line is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._line, socket.SHUT_RDWR)


def _reachable(host: str, port: int, private: bool) -> str:
    """The numeric address of a host.

    Raises:
        UnreadableError: where it has none, or one inside a local network and that is not allowed.
    """
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise UnreadableError(f"its host {host} is not known: {error}") from None
    for address in found:
        if not private and not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise UnreadableError(f"its host {host} is {address}, a private or local address: not fetched")
    return found[0]


@dataclass(slots=True)
class Fetcher:
    """Fetches, one request at a time. ``private`` allows addresses of local networks; ``known`` holds what
    makes requests conditional and is kept up to date."""

    private: bool = False
    timeout: float = 20.0
    pause: float = PAUSE
    known: Known = field(default_factory=dict)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    sleep: Callable[[float], None] = time.sleep

    def get(self, address: str) -> Answer:
        """The answer for an address, redirects followed, robots.txt obeyed at each step.

        Raises:
            UnreadableError: naming why there is none.
        """
        asked = address
        for _ in range(MAX_REDIRECTS + 1):
            self._ask_robots(address)
            answer = self._once(address, self.known.get(asked, {}))
            if answer.status not in {301, 302, 303, 307, 308}:
                self._remember(asked, answer)
                return answer
            target = answer.headers.get("Location")
            if not target:
                raise UnreadableError("was redirected to nowhere")
            address = urljoin(address, target)
        raise UnreadableError(f"was redirected more than {MAX_REDIRECTS} times")

    def _remember(self, asked: str, answer: Answer) -> None:
        stamps = {"etag": answer.headers.get("ETag"), "modified": answer.headers.get("Last-Modified")}
        kept = {name: value for name, value in stamps.items() if value}
        if answer.status == 200 and kept:
            self.known[asked] = kept

    def _ask_robots(self, address: str) -> None:
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        rules = self._robots.get(site)
        if rules is None:
            rules = self._robots[site] = RobotFileParser()
            answer = self._robots_of(site)
            if answer.status == 200:
                rules.parse(answer.body[:500_000].decode("utf-8", "replace").splitlines())
            else:
                rules.parse(["User-agent: *", "Disallow: /"] if answer.status >= 500 else [])
        if not rules.can_fetch(AGENT, address):
            raise UnreadableError("is not to be fetched: its robots.txt asks for that")

    def _robots_of(self, site: str) -> Answer:
        address = f"{site}/robots.txt"
        for _ in range(MAX_REDIRECTS):
            answer = self._once(address, {})
            target = answer.headers.get("Location")
            if answer.status not in {301, 302, 303, 307, 308} or not target:
                break
            address = urljoin(address, target)
        return answer

    def _once(self, address: str, stamps: dict[str, str]) -> Answer:
        """One request.

        Raises:
            UnreadableError: naming why there is no answer.
        """
        parts = _parts(address)
        secure = parts.scheme == "https"
        host = parts.hostname or ""
        try:
            port = parts.port or (443 if secure else 80)
        except ValueError:
            raise UnreadableError("is no address") from None
        numeric = _reachable(host, port, self.private)
        self._wait(host, address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {
            "User-Agent": AGENT,
            "Accept-Encoding": "identity",
            "Host": parts.netloc.rpartition("@")[2],
        }
        if "etag" in stamps:
            headers["If-None-Match"] = stamps["etag"]
        if "modified" in stamps:
            headers["If-Modified-Since"] = stamps["modified"]
        connection = _Pinned(host, port, numeric, self.timeout, secure)
        try:
            with connection.within(MAX_SECONDS):
                connection.request("GET", _quoted(path), headers=headers)
                response = connection.getresponse()
            return Answer(address, response.status, response.headers, _bounded_body(response))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise UnreadableError(f"cannot be fetched: {error or type(error).__name__}") from None
        finally:
            connection.close()

    def _wait(self, host: str, address: str) -> None:
        parts = urlsplit(address)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = float(rules.crawl_delay(AGENT) or 0) if rules and rules.mtime() else 0.0
        pause = min(max(self.pause, asked), MAX_PAUSE)
        last = self._last.get(host)
        if last is not None and time.monotonic() - last < pause:
            self.sleep(pause - (time.monotonic() - last))
        self._last[host] = time.monotonic()


def post(address: str, body: bytes, *, private: bool = False, seconds: float = 10.0) -> int:
    """Sends JSON to an address in one request, redirects not followed; gives the status of the answer, whose
    body is not read. ``private`` allows addresses of local networks.

    Raises:
        UnreadableError: naming why there is no answer.
    """
    parts = _parts(address)
    secure, host = parts.scheme == "https", parts.hostname or ""
    try:
        port = parts.port or (443 if secure else 80)
    except ValueError:
        raise UnreadableError("is no address") from None
    connection = _Pinned(host, port, _reachable(host, port, private), seconds, secure)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = parts.netloc.rpartition("@")[2]
    headers = {"User-Agent": AGENT, "Content-Type": "application/json", "Host": named}
    try:
        with connection.within(seconds):
            connection.request("POST", _quoted(path), body, headers)
            return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise UnreadableError(f"does not answer: {error or type(error).__name__}") from None
    finally:
        connection.close()


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
    except ValueError:
        raise UnreadableError("is no address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UnreadableError("is no address on the web (http or https)")
    return parts


def _quoted(path: str) -> str:
    return quote(path, safe="/?&=%:;,+@!$'()*~[]#|-._")


def _bounded_body(response: http.client.HTTPResponse) -> bytes:
    """The body of an answer.

    Raises:
        UnreadableError: where it is too large or takes too long.
    """
    began, parts, size = time.monotonic(), [], 0
    while part := response.read1(65_536):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise UnreadableError(f"is larger than {megabytes(MAX_BYTES)}, the most that is fetched")
        if time.monotonic() - began > MAX_SECONDS:
            raise UnreadableError(f"took more than {MAX_SECONDS:.0f} seconds")
    return b"".join(parts)


def fetch(
    addresses: Iterable[str], fetcher: Fetcher, options: Options | None = None, *, follow: bool = False
) -> Items:
    """The reports of pages, feeds and lists of feeds (OPML) on the web, and what could not be fetched.
    ``follow``: of a teaser the page that it announces."""
    for address in dict.fromkeys(addresses):
        try:
            if not is_address(address):
                raise UnreadableError("is no address on the web (http or https)")
            for item in _read(fetcher.get(address), address, fetcher, options or Options()):
                announced = follow and isinstance(item, Report) and item.teaser and is_address(item.source)
                if announced and isinstance(item, Report):
                    yield from fetch([item.source], fetcher, options)
                else:
                    yield item
        except UnreadableError as error:
            yield Problem(address, str(error))


def _read(answer: Answer, asked: str, fetcher: Fetcher, options: Options) -> Items:
    if answer.status == 304:
        yield Problem(asked, "has not changed since it was last fetched", True)
        return
    if answer.status != 200:
        raise UnreadableError(f"was answered with {answer.status}")
    kind = answer.headers.get_content_type()
    if "html" in kind:
        from rashomon.reading.decoding import encoding_named
        from rashomon.reading.sources.html import page

        charset = answer.headers.get_content_charset()
        named = encoding_named(charset) if charset else None
        yield from page(answer.body, answer.address, options, charset=named, address=answer.address)
    elif b"<opml" in answer.body[:2_000].lower():
        from rashomon.reading.sources.feeds import feed_addresses

        yield from fetch(feed_addresses(answer.body), fetcher, options)
    else:
        yield from read_stream(BytesIO(answer.body), answer.address, options)
