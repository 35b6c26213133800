"""The practice sets for grouping, as reports read by :mod:`rashomon.reading` from JSON lines.

Not a benchmark itself: the programs ``grouping_*.py`` and ``training/affinity.py`` read their sets here.
"""

from __future__ import annotations

import ast
import gzip
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.grouping.stream import Closed
from rashomon.model import Report
from rashomon.reading import read_paths

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "grouping"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Reports with the event each is about and the broader topic it belongs to."""

    reports: tuple[Report, ...]
    events: tuple[str, ...]
    topics: tuple[str, ...]


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a set; leaves the program, saying so, where the practice data is absent."""
    path = DATA / f"{name}.jsonl.gz"
    if not path.is_file():
        print(f"skipped: {path.name} of the practice data is not there")
        sys.exit(0)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _item(row: dict[str, Any]) -> dict[str, Any]:
    sentences = row.get("sentences")
    if isinstance(sentences, str):
        sentences = ast.literal_eval(sentences)
    item: dict[str, Any] = {"id": row["id"]}
    if sentences is not None:
        item |= {"title": sentences[0], "text": "\n".join(sentences)}
    else:
        item |= {"title": row["title"].strip(), "text": row["title"].strip() + "\n\n" + row["text"]}
    item["language"] = row.get("lang", "en")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", row.get("date") or ""):
        item["published"] = row["date"]
    return item


def read(items: Sequence[dict[str, Any]]) -> list[Report]:
    """The reports of some JSON objects, in their order, as ``rashomon group`` would read them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        path.write_text("\n".join(json.dumps(item) for item in items), encoding="utf-8")
        found = {report.id: report for report in read_paths([str(path)]).reports}
    return [found[item["id"]] for item in items]


def labelled(name: str) -> Labelled:
    """A set of reports with their events."""
    found = rows(name)
    reports = read([_item(row) for row in found])
    events = tuple(str(row.get("event") or row.get("subtopic")) for row in found)
    topics = tuple(str(row.get("topic") or event) for row, event in zip(found, events, strict=True))
    return Labelled(tuple(reports), events, topics)


def pairs(name: str) -> list[tuple[Report, Report, bool]]:
    """A set of pairs of reports with whether they tell the same story."""
    found = rows(name)
    items = []
    for number, row in enumerate(found):
        for side in ("first", "second"):
            title, text = (row[f"{side}_title"] or "").strip(), row[f"{side}_text"]
            told = {"title": title, "text": f"{title}\n\n{text}", "language": row["lang"]}
            items.append({"id": f"{number}-{side}", **told})
    reports = read(items)
    return [(reports[2 * at], reports[2 * at + 1], row["quality"] == "OK") for at, row in enumerate(found)]


def homes(stories: Iterable[Closed]) -> dict[str, str]:
    """The id of the story that each report is in, by the report's id."""
    return {card.id: story.id for story in stories for card in story.cards}


def bcubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float, float]:
    """BCubed precision, recall and F1 (Bagga and Baldwin, LREC 1998)."""
    true, given, both = Counter(gold), Counter(found), Counter(zip(gold, found, strict=True))
    precision = sum(both[g, f] / given[f] for g, f in zip(gold, found, strict=True)) / len(gold)
    recall = sum(both[g, f] / true[g] for g, f in zip(gold, found, strict=True)) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)
