"""A web archive read from one end to the other, beside a bare loop of fastwarc and trafilatura.

    python -m benchmarks.reading_warc [--pages 1000] [--kills N] [--keep FILE]

The archive is made from ``examples/reports``: page after page of an outlet's site, each with the text of a
report whose numbers change from page to page, and around it what pages have: menus, teasers, inline state of
the site, styles, icons, a footer; about 50 KB a page (pages of news sites have 170 in the median). Measured:

* ``rate``: pages a second of CPU time of ``rashomon read --jobs 1``, as a share of the bare loop's, which
  extracts the text and nothing else; each in a process of its own, its start taken off by a run on ten
  pages. ``rate-plain`` is the same on pages with a report and nothing around it (2 KB), where the loop has
  next to nothing to do and all that it does not do weighs most.
* ``jobs``: how many times faster two processors are with ``--jobs 2``: the CPU time of one process over
  half of that of all (wall time says the same on an idle machine, and nothing on a busy one).
* ``growth``: peak memory on all pages over that on a tenth of them.
* ``lost``: reports missing or doubled after the run was killed at so many random moments and resumed.

``--pages 20000 --kills 20`` is the long run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.floors import judge

REPORTS = Path(__file__).parents[1] / "examples" / "reports"
_NUMBER = re.compile(r"\d+")
_BARE = """
import sys
from fastwarc.warc import ArchiveIterator, WarcRecordType
import trafilatura
found = 0
with open(sys.argv[1], "rb") as stream:
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
        found += bool(trafilatura.extract(record.reader.read()))
print(found)
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A report to make pages of."""

    outlet: str
    language: str
    title: str
    paragraphs: tuple[str, ...]


def texts() -> list[Text]:
    """The reports that come with the project."""
    found = []
    for path in sorted(REPORTS.glob("*.txt")):
        outlet, language, _ = path.name.split(".")
        title, *rest = (part.strip() for part in path.read_text(encoding="utf-8").split("\n\n"))
        found.append(Text(outlet, language, title, tuple(part for part in rest if len(part) > 60)))
    return found


def page(text: Text, number: int, plain: bool = False) -> str:
    """One page of an outlet's site, or the bare report as a page. The numbers in its text are its own."""
    draw = random.Random(number)

    def renumbered(paragraph: str) -> str:
        return _NUMBER.sub(lambda found: str(int(found.group()) + number % 97), paragraph)

    paragraphs = [*map(renumbered, text.paragraphs), *map(renumbered, reversed(text.paragraphs[1:]))]
    title = f"{text.title} ({number})"
    site = f"https://{text.outlet}.example"
    data = json.dumps({
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
        "inLanguage": text.language, "datePublished": f"2026-05-{1 + number % 28:02}T08:{number % 60:02}:00Z",
        "author": {"@type": "Person", "name": "Ines Walcott"}, "publisher": {"name": text.outlet.title()},
        "mainEntityOfPage": f"{site}/n/{number}", "image": [f"{site}/{size}.jpg" for size in range(8)],
    })  # fmt: skip
    body = "\n".join(f'<p class="c{at}">{escape(each)}</p>' for at, each in enumerate(paragraphs))
    head = f"""<!doctype html>
<html lang="{text.language}"><head><meta charset="utf-8">
<title>{escape(title)} | {text.outlet.title()}</title><link rel="canonical" href="{site}/n/{number}">
<meta property="og:site_name" content="{text.outlet.title()}"><meta property="og:type" content="article">
<meta name="description" content="{escape(paragraphs[0])}">
<script type="application/ld+json">{data}</script>"""
    if plain:
        return f"{head}</head><body><article><h1>{escape(title)}</h1>\n{body}</article></body></html>\n"
    links = [f"{draw.choice(text.title.split())} {draw.choice(text.title.split())}" for _ in range(90)]
    menu = "".join(
        f'<li class="menu-item"><a href="{site}/s/{at}" data-track="nav-{at}"><span>{escape(each)}</span></a>'
        for at, each in enumerate(links[:60])
    )
    teasers = "".join(
        f'<div class="card teaser"><a href="{site}/n/{at}"><figure><picture><source srcset="{at}.webp 1x">'
        f'<img src="{at}.jpg" alt=""></picture></figure><h3>{escape(each)} {at}</h3>'
        '<time datetime="2026-05-01">1 h</time></a></div>'
        for at, each in enumerate(links[60:])
    )
    icon = (
        '<svg viewBox="0 0 24 24"><path d="M12 2C6.5 2 2 6.5 2 12s4.5 10 10 10 10-4.5 10-10S17.5 2 12 2z"/>'
    )
    icon += "</svg>"
    slots = {f"slot{at}": {"size": [at, 250], "key": f"{draw.random():.12f}"} for at in range(320)}
    style = "".join(f".c{at}{{margin:{at}px;padding:{at % 7}px;color:#{at:06x}}}" for at in range(180))
    return f"""{head}<style>{style}</style><script>window.__STATE__ = {json.dumps(slots)};</script></head>
<body><header><a href="/">{icon}{text.outlet.title()}</a><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{escape(title)}</h1><div class="share">{icon * 4}</div>
<figure><img src="a.jpg" alt=""><figcaption>{escape(paragraphs[-1])[:80]}</figcaption></figure>
{body}
</article><section class="related"><h2>More</h2>{teasers}</section></main>
<footer><ul>{menu}</ul><p>© 2026 {text.outlet.title()}</p></footer></body></html>
"""


def records(pages: int, plain: bool = False) -> Iterator[bytes]:
    """The records of an archive of so many pages."""
    made = texts()
    for number in range(pages):
        text = made[number % len(made)]
        raw = page(text, number, plain).encode()
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(raw)}"
        block = f"{http}\r\n\r\n".encode() + raw
        head = (
            "WARC/1.0", "WARC-Type: response",
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>",
            "WARC-Date: 2026-06-01T12:00:00Z",
            f"WARC-Target-URI: https://{text.outlet}.example/n/{number}",
            "Content-Type: application/http; msgtype=response", f"Content-Length: {len(block)}",
        )  # fmt: skip
        yield "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def write(path: Path, pages: int, plain: bool = False) -> Path:
    """An archive of so many pages."""
    with open(path, "wb") as stream:
        stream.writelines(records(pages, plain))
    return path


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took: CPU and wall seconds, peak memory in megabytes."""

    cpu: float
    wall: float
    megabytes: float


def timed(command: list[str]) -> Run:
    """Runs a command to its end."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024)


def reading(path: Path, target: str, jobs: int = 1, *more: str) -> list[str]:
    """The command that reads an archive."""
    return [sys.executable, "-m", "rashomon", "read", str(path), "--json", target, "--jobs", str(jobs), *more]


def interrupted(path: Path, target: Path, kills: int, seed: int = 1) -> int:
    """Reads an archive, killed at random moments and resumed; how many reports are missing or doubled beside
    a run that was left alone."""
    whole = target.with_suffix(".whole")
    took = timed(reading(path, str(whole))).wall
    draw = random.Random(seed)
    for _ in range(kills):
        process = subprocess.Popen(
            reading(path, str(target), 2, "--resume"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        time.sleep(draw.uniform(0.3, max(0.6, took / 4)))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if target.exists():
            break
    if not target.exists():
        subprocess.run(reading(path, str(target), 2, "--resume"), check=False, capture_output=True)
    ids = [
        [json.loads(line)["id"] for line in each.read_text("utf-8").split("\n") if line]
        for each in (whole, target)
    ]
    return len(set(ids[0]) ^ set(ids[1])) + len(ids[1]) - len(set(ids[1]))


def rate(folder: Path, pages: int, plain: bool) -> float:
    """How fast an archive is read, as a share of the bare loop."""
    path, few = write(folder / "all.warc", pages, plain), write(folder / "few.warc", 10, plain)
    bare = [sys.executable, "-c", _BARE]
    took = []
    for command in ([*bare, str(path)], reading(path, os.devnull)):
        start = timed([str(few) if part == str(path) else part for part in command])
        took.append(min(timed(command).cpu for _ in range(2)) - start.cpu)
    print(f"{pages} {'plain ' * plain}pages: bare {pages / took[0]:.0f}/s, read {pages / took[1]:.0f}/s")
    return took[0] / took[1]


def measure(folder: Path, pages: int, kills: int) -> dict[str, float]:
    """The numbers."""
    found = {"rate-plain": rate(folder, pages, plain=True), "rate": rate(folder, pages, plain=False)}
    path, tenth = folder / "all.warc", write(folder / "tenth.warc", max(10, pages // 10))
    one, two = timed(reading(path, os.devnull)), timed(reading(path, os.devnull, 2))
    small = timed(reading(tenth, os.devnull))
    found |= {"jobs": 2 * one.cpu / two.cpu, "growth": one.megabytes / small.megabytes}
    print(f"memory: {small.megabytes:.0f} MB on a tenth of the pages, {one.megabytes:.0f} MB on all")
    if kills:
        found["lost"] = float(interrupted(path, folder / "resumed.jsonl", kills))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--keep", help="only write the archive, here")
    args = parser.parse_args()
    if args.keep:
        write(Path(args.keep), args.pages)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), args.pages, args.kills)
    for name, value in found.items():
        print(f"{name}: {value:.3f}")
    return judge("reading_warc", found)


if __name__ == "__main__":
    sys.exit(main())
