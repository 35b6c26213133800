"""What twenty people at once get from a desk: errors, and how long they wait.

    python -m benchmarks.desk_load [SECONDS] [--sessions 20] [--library FILE]

A desk is served on the loopback interface by a process of its own, over a library of the example reports or
over another one. Each session has its own cookie, reads *today*, a story, a report and searches in a random
order with a pause of up to a second after each, and now and then puts a story on a list. Printed are the
requests, those that were not answered as they should be, and the median and the 95th percentile of the time
to the whole answer.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from benchmarks.floors import judge
from rashomon.library import Library, listing
from rashomon.library.adding import add
from rashomon.reading import read_paths

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports"
#: Longest pause of a session, in seconds, and how many of its requests are one that changes something.
PAUSE, CHANGES = 1.0, 0.03
#: Seconds until a request counts as not answered.
PATIENCE = 30.0
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


@dataclass(slots=True)
class Session:
    """A person at the desk: what they may open, how long each answer took, and what went wrong."""

    port: int
    seed: int
    paths: list[str]
    stories: list[str]
    waits: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    _cookie: str = ""
    _token: str = ""

    def go_on(self, until: float) -> None:
        """Uses the desk until a time."""
        chance = random.Random(self.seed)
        self._ask("GET", "/")
        while time.monotonic() < until:
            if chance.random() < CHANGES:
                form = {"token": self._token, "list": f"of {self.seed}", "story": chance.choice(self.stories)}
                self._ask("POST", "/list", urlencode(form))
            else:
                self._ask("GET", chance.choice(self.paths))
            time.sleep(PAUSE * chance.random())

    def _ask(self, verb: str, path: str, form: str = "") -> None:
        headers = {"Cookie": self._cookie} if self._cookie else {}
        if verb == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        start = time.monotonic()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            connection.request(verb, path, form, headers)
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
        except OSError as error:
            self.wrong.append(f"{verb} {path}: {error or type(error).__name__}")
            return
        self.waits.append(time.monotonic() - start)
        if answer.status != (303 if verb == "POST" else 200):
            self.wrong.append(f"{verb} {path}: {answer.status} {body[:100]!r}")
        if cookie := answer.headers.get("Set-Cookie"):
            self._cookie = cookie.split(";", 1)[0]
        if found := _TOKEN.search(body.decode("utf-8", "replace")):
            self._token = found[1]


@contextmanager
def served(where: Path) -> Iterator[int]:
    """A desk over a library, by a process of its own; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "rashomon", "serve", str(where), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def paths(where: Path) -> tuple[list[str], list[str]]:
    """What a session may open, and the stories it may put on a list."""
    with Library.open(str(where), create=False) as library:
        stories = [row["id"] for row in listing.stories(library, listing.Filter())]
        rows = library.database.all("SELECT id FROM report ORDER BY number LIMIT 60")
    pages = ["/", "/?order=disagreement", "/?unread=yes", "/search?q=oil", "/search?q=language:sv", "/names"]
    found = [f"/story/{quote(name, safe='')}" for name in stories]
    found += [f"/report/{quote(name, safe='')}" for name in (row["id"] for row in rows)]
    return pages * max(1, len(found) // len(pages)) + found, stories


def measure(where: Path, seconds: float, sessions: int) -> dict[str, float]:
    """Uses a desk over a library for some seconds; prints what went wrong and how long answers took."""
    pages, stories = paths(where)
    with served(where) as port:
        people = [Session(port, number, pages, stories) for number in range(sessions)]
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=person.go_on, args=(until,)) for person in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    wrong = [said for person in people for said in person.wrong]
    waits = sorted(1e3 * wait for person in people for wait in person.waits)
    for said in wrong[:10]:
        print(said)
    late = waits[min(len(waits) - 1, int(0.95 * len(waits)))]
    print(
        f"{sessions} sessions, {seconds:.0f} seconds: {len(waits)} requests, {len(wrong)} errors; median "
        f"{statistics.median(waits):.0f} ms, 95th percentile {late:.0f} ms, longest {waits[-1]:.0f} ms"
    )
    return {"errors": len(wrong), "late_ms": late, "requests": len(waits)}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("seconds", nargs="?", type=float, default=60.0)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--library", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = args.library or Path(folder) / "library.db"
        if not args.library:
            with Library.open(str(where)) as library:
                add(library, read_paths([str(EXAMPLES)]).reports)
        return judge("desk_load", measure(where, args.seconds, args.sessions))


if __name__ == "__main__":
    sys.exit(main())
