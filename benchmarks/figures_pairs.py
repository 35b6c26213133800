"""Pairs of figures in context (tests/comparing/cases/figures.txt): same quantity or not, and the verdict.

Prints accuracy over the four outcomes (agree, compatible, differ, apart) and the precision of "differ";
exits 1 below the floors in ``floors.toml``. Uses the shipped interlingua for similarity.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.floors import judge
from rashomon.comparing.figures import compare
from rashomon.comparing.figures.evidence import Similarity
from rashomon.encoding.interlingua import Interlingua
from rashomon.marking import figures, names
from rashomon.model import Block, Marks, Report, Span

HERE = Path(__file__).parent
CASES = HERE.parent / "tests" / "comparing" / "cases" / "figures.txt"


def report(name: str, language: str, text: str) -> tuple[Report, int]:
    """A marked report of the text and where the figure in double brackets begins in it."""
    at = text.index("[[")
    plain = text.replace("[[", "").replace("]]", "")
    bare = Report(name, name, plain, language, blocks=(Block("body", Span(0, len(plain))),))
    named = names.find(bare)
    return replace(bare, marks=Marks(figures=figures.find(bare), names=named)), at


def outcome(first: tuple[str, str], second: tuple[str, str], same: Similarity) -> str:
    """What the comparison says of the two bracketed figures."""
    a, at_a = report("a", *first)
    b, at_b = report("b", *second)
    for found in compare([a, b], same):
        here = [
            value
            for value in found.values
            if value.report == "a" and value.span.start <= at_a < value.span.end
        ]
        there = [
            value
            for value in found.values
            if value.report == "b" and value.span.start <= at_b < value.span.end
        ]
        if here and there:
            return found.verdict
        if here or there:
            return "apart"
    return "no figure"


def cases() -> list[tuple[str, tuple[str, str], tuple[str, str]]]:
    """The table: verdict, and language and text of each side."""
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            left, right = line.split(" || ")
            verdict, language, text = left.split(" | ")
            other, other_text = right.split(" | ")
            found.append((verdict, (language, text), (other, other_text)))
    return found


def main() -> int:
    same = Interlingua.load().similarity
    told = [(verdict, outcome(first, second, same), first, second) for verdict, first, second in cases()]
    right = sum(verdict == said for verdict, said, *_ in told) / len(told)
    alarms = [verdict for verdict, said, *_ in told if said == "differ"]
    precision = sum(verdict == "differ" for verdict in alarms) / max(1, len(alarms))
    for verdict, said, first, second in told:
        if verdict != said:
            print(f"  {verdict} taken for {said}: {first[1]} || {second[1]}")
    print(f"pairs: accuracy {right:.3f} of {len(told)}, precision of differ {precision:.3f} of {len(alarms)}")
    return judge("figures_pairs", {"accuracy": right, "precision": precision})


if __name__ == "__main__":
    sys.exit(main())
