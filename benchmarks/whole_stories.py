"""Invented stories with gold of every kind (tests/comparing/cases/whole_stories.toml): is it true?

    python -m benchmarks.whole_stories [--list]

Each story's reports go through marking and comparing. Prints for statements, figures and names recall and
precision over pairs of planted mentions of two reports, verdicts that are right, and for coverage how many
of the claims "told by this report alone" are true and how many of the planted ones are made. ``--list``
names what went wrong. Exits 1 below the floors in ``floors.toml``. The stories were written before they were
first run: docs/statements.md has the numbers of that first run.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.floors import judge
from rashomon.comparing.synopsis import compare
from rashomon.marking import mark
from rashomon.model import Span, Story, Synopsis
from rashomon.reading import read_paths

HERE = Path(__file__).parent
CASES = HERE.parent / "tests" / "comparing" / "cases" / "whole_stories.toml"
_TAG = re.compile(r"\[\[([fsno])\.([a-z]+):(.*?)\]\]", re.S)
_KINDS = {"f": "figures", "s": "statements", "n": "names"}


@dataclass(frozen=True, slots=True)
class Planted:
    """A tagged mention: its kind and what it is a mention of, where it stands and its words."""

    kind: str
    of: str
    report: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A story as planted and as compared."""

    name: str
    verdicts: dict[str, str]
    planted: list[Planted]
    synopsis: Synopsis


def untagged(tagged: str, report: str) -> tuple[str, list[Planted]]:
    """A text without its tags, and what was tagged in it."""
    plain, found, last = "", [], 0
    for tag in _TAG.finditer(tagged):
        plain += tagged[last : tag.start()]
        start = len(plain)
        plain += tag.group(3)
        found.append(Planted(tag.group(1), tag.group(2), report, Span(start, len(plain)), tag.group(3)))
        last = tag.end()
    return plain + tagged[last:], found


def cases() -> Iterator[Case]:
    """Every planted story, compared."""
    for story in tomllib.loads(CASES.read_text(encoding="utf-8"))["story"]:
        lines: list[str] = []
        planted: list[Planted] = []
        for language, published, tagged in story["reports"]:
            name = f"{story['name']}-{language}"
            text, tags = untagged(tagged.strip(), name)
            record = {"id": name, "text": text, "language": language, "published": published}
            lines.append(json.dumps({**record, "outlet": language}))
            planted += tags
        read = read_paths(["-"], stdin=io.BytesIO("\n".join(lines).encode()))
        reports = tuple(sorted((mark(report) for report in read.reports), key=lambda one: one.id))
        told = compare(Story(story["name"], "", "en", "", "", reports))
        yield Case(story["name"], story["verdicts"], planted, told)


def _homes(case: Case, kind: str) -> dict[Planted, int]:
    """The entry of the synopsis that holds each planted mention of a kind, by number."""
    synopsis = case.synopsis
    entries: Sequence[Sequence[tuple[str, Span]]] = {
        "f": [[(v.report, v.span) for v in one.values] for one in synopsis.figures],
        "s": [[(v.report, v.span) for v in one.versions] for one in synopsis.statements],
        "n": [[(m.report, m.span) for m in one.mentions] for one in synopsis.names],
    }[kind]
    return {
        mention: number
        for mention in case.planted
        if mention.kind == kind
        for number, spans in enumerate(entries)
        for report, span in spans
        if report == mention.report and span.overlap(mention.span) * 2 >= min(len(span), len(mention.span))
    }


def _pairs(case: Case, kind: str, told: Counter[str], *, listing: bool) -> None:
    homes = _homes(case, kind)
    mentions = [mention for mention in case.planted if mention.kind == kind]
    for a, b in combinations(mentions, 2):
        if a.report == b.report:
            continue
        together = a in homes and homes[a] == homes.get(b)
        told[f"{kind} wanted"] += a.of == b.of
        told[f"{kind} found"] += together and a.of == b.of
        told[f"{kind} false"] += together and a.of != b.of
        if listing and together != (a.of == b.of):
            what = "false" if together else "missed"
            print(f"{case.name}: {what} {a.report} {a.text!r} | {b.report} {b.text!r}")


def _verdicts(case: Case, told: Counter[str], *, listing: bool) -> None:
    homes = _homes(case, "f")
    for number, figure in enumerate(case.synopsis.figures):
        if len({value.report for value in figure.values}) < 2:
            continue
        values = [mention for mention, home in homes.items() if home == number]
        # What is due follows from the values that came together: a clash needs both of its sides.
        written = {mention.text.casefold() for mention in values}
        wanted = {case.verdicts[mention.of] for mention in values} or {"nothing planted"}
        told["verdicts"] += 1
        right = figure.verdict in wanted or (len(written) == 1 and figure.verdict in {"agree", "compatible"})
        told["verdicts right"] += right
        told["differ"] += figure.verdict == "differ"
        told["differ right"] += figure.verdict == "differ" and wanted == {"differ"}
        if listing and not right:
            print(f"{case.name}: {figure.verdict}, due {sorted(wanted)}: {[v.text for v in figure.values]}")


def _claims(case: Case, told: Counter[str], *, listing: bool) -> None:
    only = [mention for mention in case.planted if mention.kind == "o"]
    made: set[Planted] = set()
    for claim in case.synopsis.coverage:
        if len({passage.report for passage in claim.passages}) != 1:
            continue
        for passage in claim.passages:
            true = [m for m in only if m.report == passage.report and m.span.overlap(passage.span)]
            made.update(true)
            told["claims"] += 1
            told["claims true"] += bool(true)
            if listing and not true:
                print(f"{case.name}: not told by {passage.report} alone: {claim.about!r}")
    told["only"] += len(only)
    told["only claimed"] += len(made)
    if listing:
        for mention in only:
            if mention not in made:
                print(f"{case.name}: not claimed: {mention.report} {mention.text!r}")


def measure(*, listing: bool = False) -> Counter[str]:
    """The counts behind everything the module says it prints."""
    told: Counter[str] = Counter()
    for case in cases():
        for kind in _KINDS:
            _pairs(case, kind, told, listing=listing)
        _verdicts(case, told, listing=listing)
        _claims(case, told, listing=listing)
    return told


def main() -> int:
    """Prints the numbers; 1 below the floors."""
    told = measure(listing="--list" in sys.argv[1:])
    reached = {}
    for kind, name in _KINDS.items():
        reached[f"{name} recall"] = told[f"{kind} found"] / told[f"{kind} wanted"]
        joined = told[f"{kind} found"] + told[f"{kind} false"]
        reached[f"{name} precision"] = told[f"{kind} found"] / max(1, joined)
    reached["verdicts"] = told["verdicts right"] / max(1, told["verdicts"])
    reached["differ"] = told["differ right"] / max(1, told["differ"])
    reached["claims"] = told["claims true"] / max(1, told["claims"])
    reached["claimed"] = told["only claimed"] / told["only"]
    for name, value in reached.items():
        print(f"{name:22} {value:.3f}")
    return judge("whole_stories", reached)


if __name__ == "__main__":
    sys.exit(main())
