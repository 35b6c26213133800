"""The page of one story of 500 reports in Chromium: how long it takes to open, and its longest task.

    python -m benchmarks.large_page [--reports N] [--page FILE]

The story is made by a program (``benchmarks/large_story.py``) and compared; ``--page`` measures a page that
is there. In a window of 1440 pixels the page is opened from disk, read down to its end, a fact is followed
into a report, and the largest folded part is opened. Times are of the page's own thread on the processor,
which other programs on the machine do not lengthen: ``open seconds`` until the page has loaded, ``longest
task ms`` of all that was done.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.floors import judge
from benchmarks.large_story import story
from rashomon.telling.page import render

REPORTS = 500
_CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "__metadata"]
_LARGEST = """() => [...document.querySelectorAll('details > noscript')]
  .sort((a, b) => b.textContent.length - a.textContent.length)[0].parentElement.id = 'largest'"""


def made(reports: int, folder: Path) -> str:
    """The page of a story of so many reports."""
    from rashomon.comparing.synopsis import compare

    return render([compare(story(reports, folder))])


def traced(file: Path) -> tuple[list[dict[str, Any]], int]:
    """What Chromium's threads did while the page was opened, read and used; and how high it was."""
    from tests.browsing import chromium

    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto("about:blank")
        browser.start_tracing(page=page, categories=_CATEGORIES)
        page.goto(file.as_uri(), timeout=120_000)
        page.evaluate("() => console.timeStamp('opened')")
        height = page.evaluate("() => document.documentElement.scrollHeight")
        for step in range(0, height, max(900, height // 60)):
            page.evaluate("y => new Promise(done => { scrollTo(0, y); requestAnimationFrame(done); })", step)
        page.locator(".facts a.to").first.click()
        page.evaluate(_LARGEST)
        page.locator("#largest > summary").evaluate("summary => summary.click()")
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))")
        events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    return events, height


def times(events: Iterable[dict[str, Any]]) -> tuple[float, float]:
    """Seconds of the page's thread until it was opened, and milliseconds of its longest task."""
    events = list(events)
    main = {
        (event["pid"], event["tid"]) for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }  # fmt: skip
    marks = [event for event in events if event["name"] == "TimeStamp" and "opened" in str(event["args"])]
    [opened] = [event["ts"] for event in marks]
    page = next((event["pid"], event["tid"]) for event in marks)
    assert page in main
    tasks = [
        event for event in events
        if event["name"].endswith("RunTask") and (event["pid"], event["tid"]) == page and "tdur" in event
    ]  # fmt: skip
    until = sum(event["tdur"] for event in tasks if event["ts"] < opened)
    return until / 1e6, max(event["tdur"] for event in tasks) / 1e3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--page", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = args.page or Path(folder) / "page.html"
        if not args.page:
            file.write_text(made(args.reports, Path(folder)), encoding="utf-8")
        megabytes = file.stat().st_size / 1e6
        events, height = traced(file.resolve())
    seconds, longest = times(events)
    print(f"{megabytes:.1f} MB, {height:,} px high: open in {seconds:.2f} s, longest task {longest:.0f} ms")
    return judge("large_page", {"open seconds": seconds, "longest task ms": longest, "megabytes": megabytes})


if __name__ == "__main__":
    sys.exit(main())
