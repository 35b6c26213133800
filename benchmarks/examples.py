"""What of the facts planted in ``examples/`` is found again, and how much of what is found was planted.

    python -m benchmarks.examples

Prints recall and precision of statements, figures, aliases and copied passages; exits 1 where one is
below its floor. Recall and precision of statements, figures and aliases are over pairs: two versions
of one statement, two values of one quantity, two names of one thing. Precision counts, of the pairs
that touch planted items, those that were planted; a pair of two spans never planted is listed by
``--unplanted`` for a person to judge.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.floors import judge
from rashomon.comparing.synopsis import compare
from rashomon.grouping import group
from rashomon.marking import mark
from rashomon.model import Span, Synopsis
from rashomon.reading import read_paths

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
Place = tuple[str, Span]


def planted() -> dict[str, Any]:
    """The gold file."""
    return tomllib.loads((EXAMPLES / "gold.toml").read_text(encoding="utf-8"))


def synopses() -> list[Synopsis]:
    """What ``rashomon compare examples/reports`` computes."""
    reports = [mark(report) for report in read_paths([str(EXAMPLES / "reports")]).reports]
    return [compare(story) for story in group(reports)]


class Texts:
    """Where planted words stand: reports by their file names."""

    def __init__(self, found: Sequence[Synopsis]) -> None:
        self.reports = {r.source.rsplit("/", 1)[-1]: r for s in found for r in s.story.reports}
        self.source = {r.id: source for source, r in self.reports.items()}

    def at(self, source: str, words: str) -> Place:
        """The first place of some words in a report."""
        start = self.reports[source].text.index(words)
        return source, Span(start, start + len(words))


def same(a: Place, b: Place) -> bool:
    """True if two places are one: they share at least half of the shorter."""
    return a[0] == b[0] and a[1].overlap(b[1]) >= 0.5 * min(len(a[1]), len(b[1])) > 0


def _pairs(groups: Iterable[Sequence[Place]]) -> list[tuple[Place, Place]]:
    return [pair for members in groups for pair in combinations(members, 2)]


def _rates(wanted: list[list[Place]], found: list[list[Place]]) -> tuple[float, float]:
    """Recall and precision over pairs; found pairs count only where both ends were planted."""

    def planted_as(place: Place) -> set[int]:
        return {k for k, group in enumerate(wanted) if any(same(place, p) for p in group)}

    def found_as(place: Place) -> set[int]:
        return {k for k, group in enumerate(found) if any(same(place, p) for p in group)}

    pairs = _pairs(wanted) + [(g[0], g[0]) for g in wanted if len(g) == 1]
    hit = sum(bool(found_as(a) & found_as(b)) for a, b in pairs)
    judged = right = 0
    for a, b in _pairs(found):
        one, other = planted_as(a), planted_as(b)
        if one and other:
            judged += 1
            right += bool(one & other)
    return hit / len(pairs), right / judged if judged else 0.0


def statements(found: Sequence[Synopsis], gold: dict[str, Any]) -> tuple[float, float]:
    """Recall and precision of versions brought together, with the right speaker."""
    texts = Texts(found)
    wanted = [
        [texts.at(source, words) for source, words in s["versions"].items()] for s in gold["statements"]
    ]
    speaker_of = [s["speaker"] for s in gold["statements"]]
    told = []
    for synopsis in found:
        for statement in synopsis.statements:
            places = [(texts.source[v.report], v.span) for v in statement.versions if v.kind != "indirect"]
            gold_here = {
                speaker_of[k] for p in places for k, g in enumerate(wanted) if any(same(p, q) for q in g)
            }
            if not gold_here or gold_here == {statement.speaker}:
                told.append(places)
    return _rates(wanted, told)


def figures(found: Sequence[Synopsis], gold: dict[str, Any]) -> tuple[float, float]:
    """Recall and precision of values brought together under the planted verdict."""
    texts = Texts(found)
    wanted = [
        [texts.at(source, words) for source, all_words in f["values"].items() for words in all_words]
        for f in gold["figures"]
    ]
    verdict_of = [f["verdict"] for f in gold["figures"]]
    told = []
    for synopsis in found:
        for figure in synopsis.figures:
            places = [(texts.source[v.report], v.span) for v in figure.values]
            verdicts = {
                verdict_of[k] for p in places for k, g in enumerate(wanted) if any(same(p, q) for q in g)
            }
            if not verdicts or verdicts == {figure.verdict} or len(places) == 1:
                told.append(places)
    return _rates(wanted, told)


def aliases(found: Sequence[Synopsis], gold: dict[str, Any]) -> tuple[float, float]:
    """Recall and precision of names brought together."""

    def fold(name: str) -> str:
        return name.casefold()

    wanted = [{fold(n) for n in a["names"]} for a in gold["aliases"]]
    told = [{fold(n) for n in (e.name, *e.aliases)} for s in found for e in s.names]
    pairs = [pair for names in wanted for pair in combinations(sorted(names), 2)]
    hit = sum(any(a in entry and b in entry for entry in told) for a, b in pairs)
    known = set().union(*wanted)
    judged = right = 0
    for entry in told:
        for a, b in combinations(sorted(entry & known), 2):
            judged += 1
            right += any(a in names and b in names for names in wanted)
    return hit / len(pairs), right / judged if judged else 0.0


def copied(found: Sequence[Synopsis], gold: dict[str, Any]) -> tuple[float, float]:
    """Recall and precision of copied passages."""
    texts = Texts(found)
    wanted = [[texts.at(source, c["text"]) for source in c["reports"]] for c in gold["copied"]]
    told = [
        [(texts.source[r.source.report], r.source.span), (texts.source[r.target.report], r.target.span)]
        for s in found
        for r in s.reuse
    ]

    def match(pair: Sequence[Place], other: Sequence[Place]) -> bool:
        (a, b), (x, y) = pair, other
        return (same(a, x) and same(b, y)) or (same(a, y) and same(b, x))

    hit = sum(any(match(w, t) for t in told) for w in wanted)
    right = sum(any(match(w, t) for w in wanted) for t in told)
    return hit / len(wanted), right / len(told) if told else 0.0


MEASURES = {"statements": statements, "figures": figures, "aliases": aliases, "copied": copied}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unplanted", action="store_true", help="list found pairs nobody planted")
    args = parser.parse_args()
    gold, found = planted(), synopses()
    reached: dict[str, float] = {}
    for name, measure in MEASURES.items():
        recall, precision = measure(found, gold)
        print(f"{name:10} recall {recall:.3f} precision {precision:.3f}")
        reached[name] = min(recall, precision)
    if args.unplanted:
        for synopsis in found:
            for statement in synopsis.statements:
                if len(statement.versions) > 1:
                    print(statement.speaker, [v.text for v in statement.versions])
            for figure in synopsis.figures:
                if len(figure.values) > 1:
                    print(figure.about, figure.verdict, [v.text for v in figure.values])
    return judge("examples", reached)


if __name__ == "__main__":
    sys.exit(main())
