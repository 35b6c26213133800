"""What a library of many reports costs: to add to, to read and to keep.

    python -m benchmarks.library_size [REPORTS] [--minutes N] [--keep FILE]

The reports are made by a program: those of ``benchmarks.grouping_speed``, recombined from practice reports
in their languages, two thousand a day, eight sentences each, every tenth on the happening of an earlier one.
They are marked, grouped and compared as ``rashomon add`` does it. A fill that is not done in so many minutes
is stopped, and what is there then is measured, which is said. With ``--keep`` the library stays, and the
next run goes on with it.

Then, in a process of its own: a hundred more are added (seconds by the clock and of CPU); *today* and
searches are asked for at the server (milliseconds of CPU of one request, the median of five; the slowest
counts); the largest memory of either; bytes of the file for each report.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.floors import judge
from benchmarks.grouping_speed import recombined
from rashomon.library import Library
from rashomon.library.adding import add
from rashomon.model import Block, Report, Span

#: Reports told to the library at a time, and how many more are added to the full one.
_TOLD, MORE = 2_000, 100
#: Requests of each page.
_ASKED = 5


def made(first: int) -> Iterator[Report]:
    """The reports of the stream from one on, with what reading finds of each: its outlet and its blocks."""
    for report, _ in islice(recombined(), first, None):
        blocks = (Block("body", Span(0, len(report.text))),)
        yield replace(report, outlet=report.source.removesuffix(".jsonl"), blocks=blocks)


def held(library: Library) -> int:
    """How many reports a library holds."""
    return int(library.database.all("SELECT count(*) AS n FROM report")[0]["n"])


def fill(where: Path, size: int, minutes: float) -> int:
    """Fills a library up to a size, for so many minutes at most; gives the size reached."""
    until = time.monotonic() + 60 * minutes
    with Library.open(str(where)) as library:
        reached = held(library)
        stream = made(reached)
        while reached < size and time.monotonic() < until:
            start = time.process_time()
            add(library, islice(stream, min(_TOLD, size - reached)))
            before, reached = reached, held(library)
            each = (time.process_time() - start) / (reached - before) * 1e3
            print(f"{reached:9,} reports; {each:.1f} ms of CPU each", file=sys.stderr, flush=True)
        library.database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return reached


def measure(where: Path) -> dict[str, float]:
    """What a full library costs; told as JSON by a process of its own."""
    found: dict[str, float] = {}
    with Library.open(str(where)) as library:
        size = held(library)
        more = list(islice(made(size), MORE))
        start, cpu = time.monotonic(), time.process_time()
        changed = len(add(library, more).stories)
        found["add_seconds"] = time.monotonic() - start
        found["add_cpu_seconds"] = time.process_time() - cpu
        found["stories_changed"] = changed
        found["add_megabytes"] = _megabytes()
        found |= {f"{table}s": count for table, count in library.size().items()}
    found |= _pages(where)
    found["megabytes"] = _megabytes()
    found["bytes_each"] = where.stat().st_size / size
    return found


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _queries(where: Path) -> dict[str, str]:
    """Searches of each kind, for words and names that are there."""
    with Library.open(str(where), create=False) as library:
        some = library.database.all("SELECT speaker FROM statement WHERE speaker <> '' LIMIT 1 OFFSET 100")
        name = library.database.all("SELECT name FROM name WHERE main = 1 LIMIT 1 OFFSET 100")
    speaker = some[0]["speaker"] if some else "Ann"
    return {
        "a rare word": "wharf",
        "a common word": "the",
        "two words": "government said",
        "words together": '"the government"',
        "a speaker": f'speaker:"{speaker}"',
        "a name": f'name:"{name[0]["name"] if name else "Ann"}"',
        "what differs": "differs:yes",
        "a language and a day": "language:de after:2001-01-02",
        "an outlet": "outlet:outlet-7",
    }


def _pages(where: Path) -> dict[str, float]:
    from starlette.testclient import TestClient

    from rashomon.desk.application import application

    client = TestClient(application(str(where), hosts=["testserver"]))
    asked: dict[str, dict[str, Any]] = {
        "today": {"": {}, " by size": {"order": "size"}, " by disagreement": {"order": "disagreement"},
                  " in German": {"language": "de"}, " unread": {"unread": "yes"}, " page 20": {"page": 20}},
        "search": {f" for {name}": {"q": query} for name, query in _queries(where).items()},
        "names": {"": {}, " with a part": {"q": "kal"}},
        "sources": {"": {}},
        "decisions": {"": {}},
    }  # fmt: skip
    found: dict[str, float] = {}
    for page, kinds in asked.items():
        for kind, values in kinds.items():
            path = "/" if page == "today" else f"/{page}"
            times = [_request(client, path, values) for _ in range(_ASKED)]
            median = statistics.median(times)
            print(f"{page}{kind}: {median:.0f} ms", file=sys.stderr, flush=True)
            found[f"{page}_ms"] = max(found.get(f"{page}_ms", 0.0), median)
    with Library.open(str(where), create=False) as library:
        [story] = library.database.all("SELECT id FROM story ORDER BY reports DESC, id LIMIT 1")
    path = f"/story/{story['id']}"
    found["story_ms"] = statistics.median(_request(client, path, {}) for _ in range(_ASKED))
    return found


def _request(client: Any, path: str, values: dict[str, str]) -> float:
    start = time.process_time()
    answer = client.get(path, params=values)
    spent = (time.process_time() - start) * 1e3
    if answer.status_code != 200:
        raise RuntimeError(f"{path} was answered with {answer.status_code}: {answer.text[:200]}")
    return spent


def main(program: str = "library_size", size: int = 1_000) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reports", nargs="?", type=int, default=size)
    parser.add_argument("--minutes", type=float, default=25.0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(measure(args.measure)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        where = args.keep or Path(folder) / "library.db"
        reached = fill(where, args.reports, args.minutes)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.library_size", "--measure", str(where)],
            check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    short = "" if reached >= args.reports else f" (of {args.reports:,} asked for: the time was up)"
    print(f"{reached:,} reports made by a program{short}, then {MORE} more")
    for name, value in found.items():
        print(f"  {name:18s} {value:,.1f}")
    return judge(program, found)


if __name__ == "__main__":
    sys.exit(main())
