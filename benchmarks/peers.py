"""Rashomon beside tools that people know, on the same texts in the same run: quality and speed in one table.

    python -m benchmarks.peers

- days: dateparser (``search_dates``) on KRAUTS, German news; F1 of spans that overlap;
- copies: datasketch (MinHash with LSH, runs of five words) on MEANTIME's reports and copies of them that a
  program edits (one word of twenty another, first and last line gone); F1 of pairs;
- stories: TF-IDF with a window of 14 days (scikit-learn; in order of time each report joins the story of the
  nearest earlier one; the best of twelve thresholds in hindsight) on MEANTIME; BCubed F1;
- names: spaCy's small pipelines are not on the package index: left out by name where none is installed.

Speed is in texts a CPU second. Peers that are not installed are said and left out.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from benchmarks import grouping_sets, moments_krauts
from benchmarks.floors import judge
from rashomon.grouping import fingerprints, group, signals
from rashomon.model import Report

#: Share of shared shingles from which two texts are copies for MinHash.
_COPIED = 0.5
_WINDOW = 14
_SPACY = ("en_core_web_sm", "da_core_news_sm", "sv_core_news_sm", "de_core_news_sm")
Row = tuple[str, str, str, float, float]


def timed(work: Callable[[], Any], texts: int) -> tuple[Any, float]:
    """What some work gives, and texts a CPU second."""
    start = time.process_time()
    found = work()
    return found, texts / max(1e-6, time.process_time() - start)


def days() -> Iterable[Row]:
    """Rashomon and dateparser on KRAUTS."""
    if not moments_krauts.DATA.exists():
        print("left out: KRAUTS is not beside the project")
        return
    from rashomon.marking.moments import find_timexes

    paths = sorted((moments_krauts.DATA / "KRAUTS_DieZeit").glob("*.tml"))
    files = [moments_krauts.marks(path) for path in paths]
    gold = [wanted for _, wanted, _ in files]

    def ours() -> list[list[moments_krauts.Mark]]:
        return [
            [(t.span.start, t.span.end, t.value) for t in find_timexes(text, "de", created)]
            for text, _, created in files
        ]

    found, speed = timed(ours, len(files))
    yield "days", "rashomon", "relaxed F1", moments_krauts.score(gold, found)["relaxed"], speed
    if find_spec("dateparser") is None:
        print("left out: dateparser is not installed")
        return
    search = import_module("dateparser.search").search_dates

    def theirs() -> list[list[moments_krauts.Mark]]:
        return [_placed(search, text, created) for text, _, created in files]

    found, speed = timed(theirs, len(files))
    yield "days", "dateparser", "relaxed F1", moments_krauts.score(gold, found)["relaxed"], speed


def _placed(search: Any, text: str, created: date) -> list[moments_krauts.Mark]:
    """What dateparser finds in a text, with the places of its words."""
    base = datetime(created.year, created.month, created.day)
    found, at = [], 0
    for words, value in search(text, languages=["de"], settings={"RELATIVE_BASE": base}) or ():
        place = text.find(words, at)
        if place >= 0:
            at = place + len(words)
            found.append((place, at, value.date().isoformat()))
    return found


def edited(text: str, chance: random.Random) -> str:
    """A copy of a text as an outlet would edit it."""
    lines = [line for line in text.split("\n") if line.strip()]
    words = " ".join(lines[1:-1] if len(lines) > 4 else lines).split()
    return " ".join(chance.choice(words) if chance.random() < 0.05 else word for word in words)


def copies(reports: Sequence[Report]) -> Iterable[Row]:
    """Rashomon's sketches and datasketch's on reports and edited copies of them."""
    chance = random.Random(1)
    texts = [report.text for report in reports] + [edited(report.text, chance) for report in reports]
    size = len(reports)
    gold = {(at, at + size) for at in range(size)}

    def ours() -> set[tuple[int, int]]:
        return {(copy.original, copy.place) for copy in fingerprints.copies(texts)}

    found, speed = timed(ours, len(texts))
    yield "copies", "rashomon", "F1 of pairs", _f1(found, gold), speed
    if find_spec("datasketch") is None:
        print("left out: datasketch is not installed")
        return
    datasketch = import_module("datasketch")

    def theirs() -> set[tuple[int, int]]:
        index, found = datasketch.MinHashLSH(threshold=_COPIED, num_perm=128), set()
        for at, text in enumerate(texts):
            words, sketch = text.casefold().split(), datasketch.MinHash(num_perm=128)
            sketch.update_batch(" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4)))
            found |= {(other, at) for other in index.query(sketch)}
            index.insert(at, sketch)
        return found

    found, speed = timed(theirs, len(texts))
    yield "copies", "datasketch", "F1 of pairs", _f1(found, gold), speed


def _f1(found: set[tuple[int, int]], gold: set[tuple[int, int]]) -> float:
    return 2 * len(found & gold) / max(1, len(found) + len(gold))


def stories(some: grouping_sets.Labelled) -> Iterable[Row]:
    """Rashomon's stories and those of TF-IDF with a window."""
    size = len(some.reports)

    def ours() -> list[str]:
        home = {report.id: story.id for story in group(some.reports) for report in story.reports}
        return [home[report.id] for report in some.reports]

    found, speed = timed(ours, size)
    yield "stories", "rashomon", "BCubed F1", grouping_sets.bcubed(some.events, found)[2], speed
    if find_spec("sklearn") is None:
        print("left out: scikit-learn is not installed")
        return
    vectorizer = import_module("sklearn.feature_extraction.text").TfidfVectorizer

    def theirs() -> float:
        texts = [signals.content(report) for report in some.reports]
        rows = vectorizer(sublinear_tf=True).fit_transform(texts)
        near = (rows @ rows.T).toarray()
        tried = [single_pass(some.reports, near, cut / 20) for cut in range(2, 14)]
        return max(grouping_sets.bcubed(some.events, found)[2] for found in tried)

    best, speed = timed(theirs, size)
    yield "stories", "TF-IDF, window", "BCubed F1", best, speed


def single_pass(reports: Sequence[Report], near: Any, least: float) -> list[int]:
    """Each report with the story of the nearest earlier one within the window, if it is near enough."""
    order = sorted(range(len(reports)), key=lambda at: (_day(reports[at]), at))
    home: dict[int, int] = {}
    for place, at in enumerate(order):
        before = [other for other in order[:place] if _day(reports[at]) - _day(reports[other]) <= _WINDOW]
        best = max(before, key=lambda other: (near[at, other], -other), default=None)
        home[at] = home[best] if best is not None and near[at, best] >= least else at
    return [home[at] for at in range(len(reports))]


def _day(report: Report) -> int:
    return date.fromisoformat(report.published.start[:10]).toordinal() if report.published else 0


def names() -> None:
    """spaCy's small pipelines, where one is installed."""
    if find_spec("spacy") is None:
        print("left out: spaCy is not installed")
        return
    here = [name for name in _SPACY if find_spec(name)]
    print(f"left out: no small pipeline of spaCy is installed ({', '.join(_SPACY)})" if not here else
          f"spaCy's pipelines here: {', '.join(here)}; run benchmarks/names_ner.py beside them")  # fmt: skip


def main() -> int:
    some = grouping_sets.labelled("meantime")
    rows = [*days(), *copies(some.reports), *stories(some)]
    names()
    print(f"{'what':9s} {'who':15s} {'measure':12s} {'quality':>8s} {'texts/s':>9s}")
    for what, who, measure, quality, speed in rows:
        print(f"{what:9s} {who:15s} {measure:12s} {quality:8.3f} {speed:9.1f}")
    ahead: dict[str, float] = {}
    for what in ("days", "copies", "stories"):
        found = {who: quality for kind, who, _, quality, _ in rows if kind == what}
        own = found.pop("rashomon", None)
        if own is not None and found:
            ahead[what] = own - max(found.values())
    return judge("peers", ahead)


if __name__ == "__main__":
    sys.exit(main())
