"""Quantities planted in invented stories (tests/comparing/cases/stories.toml): which are brought together.

    python -m benchmarks.figures_stories [--list]

Whole stories of five reports in five languages go through marking and comparing. Prints, over pairs of
planted values of two reports, recall (both in one comparison) and precision (of the pairs in one comparison,
those of one quantity), and how many comparisons have the verdict that was planted; ``--list`` names every
miss and every false pair. Exits 1 below the floors in ``floors.toml``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.floors import judge
from rashomon.comparing.synopsis import compare
from rashomon.marking import mark
from rashomon.model import FigureComparison, Report, Span, Story
from rashomon.reading.text import report_from_text

HERE = Path(__file__).parent
CASES = HERE.parent / "tests" / "comparing" / "cases" / "stories.toml"
_TAG = re.compile(r"\[\[(?:([a-z]+):)?(.*?)\]\]", re.S)


@dataclass(frozen=True, slots=True)
class Value:
    """A planted figure: its quantity, its report, where it begins and its words."""

    quantity: str
    report: str
    start: int
    text: str


def planted(tagged: str, source: str) -> tuple[str, list[Value]]:
    """A text without its tags, and the values that were tagged."""
    plain, values, last = "", [], 0
    for found in _TAG.finditer(tagged):
        plain += tagged[last : found.start()]
        values.append(Value(found.group(1), source, len(plain), found.group(2)))
        plain += found.group(2)
        last = found.end()
    return plain + tagged[last:], values


@dataclass(frozen=True, slots=True)
class Told:
    """A planted story and what was made of it."""

    name: str
    wanted: dict[str, str]
    values: list[Value]
    found: tuple[FigureComparison, ...]

    def comparison_of(self, value: Value) -> FigureComparison | None:
        """The comparison that holds a planted value."""
        words = Span(value.start, value.start + len(value.text))
        for one in self.found:
            if any(each.report == value.report and each.span.overlap(words) for each in one.values):
                return one
        return None


def stories() -> Iterator[Told]:
    """Every story of the cases, compared."""
    for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["story"]:
        reports: list[Report] = []
        values: list[Value] = []
        for language, tagged in case["reports"]:
            source = f"{case['name']}.{language}.txt"
            text, tags = planted(tagged.strip(), source)
            report = mark(report_from_text(text, source))
            values += [Value(tag.quantity, report.id, tag.start, tag.text) for tag in tags]
            reports.append(report)
        story = Story(
            case["name"], case["name"], "en", "", "", tuple(sorted(reports, key=lambda one: one.id))
        )
        yield Told(case["name"], case["quantities"], values, compare(story).figures)


@dataclass(slots=True)
class Measured:
    """Pairs wanted, found and false, and verdicts: right ones, those given, alarms that were false."""

    pairs: int = 0
    found: int = 0
    false: int = 0
    verdicts: int = 0
    right: int = 0
    alarms: int = 0
    false_alarms: int = 0


def measure(*, listing: bool = False) -> Measured:
    """Everything the module says it prints."""
    told = Measured()
    for story in stories():
        homes = {value: story.comparison_of(value) for value in story.values}
        for a, b in combinations(story.values, 2):
            if a.report == b.report:
                continue
            together = homes[a] is not None and homes[a] is homes[b]
            if a.quantity == b.quantity:
                told.pairs += 1
                told.found += together
                if listing and not together:
                    print(
                        f"{story.name}: missed {a.quantity}: {a.report} {a.text!r} || {b.report} {b.text!r}"
                    )
            elif together:
                told.false += 1
                if listing:
                    print(f"{story.name}: false pair {a.quantity} {a.text!r} || {b.quantity} {b.text!r}")
        for one in story.found:
            tags = {v.quantity for v, home in homes.items() if home is one}
            if len({value.report for value in one.values}) < 2:
                continue
            wanted = {story.wanted.get(tag, "nothing") for tag in tags}
            told.verdicts += 1
            told.right += one.verdict in wanted
            if one.verdict == "differ":
                told.alarms += 1
                told.false_alarms += len(tags) != 1 or wanted != {"differ"}
            if listing and wanted != {one.verdict}:
                texts = [value.text for value in one.values]
                print(f"{story.name}: {sorted(tags)} said to {one.verdict}: {one.about!r} {texts} {one.note}")
    return told


def main() -> int:
    told = measure(listing="--list" in sys.argv[1:])
    recall, precision = told.found / told.pairs, told.found / max(1, told.found + told.false)
    alarms = 1 - told.false_alarms / max(1, told.alarms)
    print(
        f"pairs over reports: recall {recall:.3f} of {told.pairs}, precision {precision:.3f}; "
        f"verdicts right {told.right} of {told.verdicts}; precision of differ {alarms:.3f} of {told.alarms}"
    )
    reached = {"recall": recall, "precision": precision, "differ": alarms}
    return judge("figures_stories", reached)


if __name__ == "__main__":
    sys.exit(main())
