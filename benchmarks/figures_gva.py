"""Local reports of shootings with gold (practice half beside the project): are deaths and injuries compared?

    python -m benchmarks.figures_gva [--wrong]

The incidents of the Gun Violence Archive with their numbers of killed and injured (SemEval-2018 task 5; no
licence stated, so nothing of it is kept or trained on). A number of two or more counts where two reports of
an incident give it beside a word for death or for injury, found by a plain pattern and not by what is
measured; it is compared where one comparison holds it from two reports. Names are found by the rules,
utterances compared by the interlingua: figures need neither the tagger nor the encoder.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.floors import judge
from rashomon.comparing.synopsis import compare
from rashomon.marking import mark
from rashomon.model import Report, Story, Synopsis
from rashomon.reading import read_paths

TRUTH = Path(__file__).parents[2] / "shared" / "data" / "compare" / "truth" / "gva.jsonl.gz"
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_STATES = {
    "killed": r"killed|dead|died|deaths?|fatal(?:ly)?|slain",
    "injured": r"injur(?:ed|ing|ies)|wounded|wounding|hurt|hospitali[sz]ed",
}


def _beside(number: int, state: str) -> re.Pattern[str]:
    """The number, in digits or as a word, at most four words before or behind a word for the state."""
    written = str(number) if number > len(_WORDS) else f"(?:{number}|{_WORDS[number - 1]})"
    between = r"(?:\W+\w+){0,4}?\W+"
    return re.compile(
        rf"\b{written}\b{between}(?:{_STATES[state]})\b|\b(?:{_STATES[state]})\b{between}{written}\b",
        re.IGNORECASE,
    )


def _rows() -> dict[str, list[dict[str, Any]]]:
    """The reports of each incident that has several."""
    found: dict[str, list[dict[str, Any]]] = {}
    with gzip.open(TRUTH, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            found.setdefault(row["gold_window"], []).append(row)
    return {window: rows for window, rows in found.items() if len(rows) > 1}


def _reports(rows: Sequence[dict[str, Any]]) -> list[Report]:
    fields = ("id", "outlet", "language", "published", "title", "text")
    lines = (json.dumps({key: row[key] for key in fields if key in row}) for row in rows)
    return [mark(one) for one in read_paths(["-"], stdin=io.BytesIO("\n".join(lines).encode())).reports]


def _compared(told: Synopsis, number: int) -> bool:
    """Whether one comparison holds a count from two reports."""
    return any(
        len({value.report for value in one.values if value.low == number}) > 1
        for one in told.figures
        if one.dimension == "count"
    )


def main() -> int:
    """Prints the shares; 1 below the floors."""
    if not TRUTH.is_file():
        print("skipped: the judged stories are not beside the project")
        return 0
    given: Counter[str] = Counter()
    compared: Counter[str] = Counter()
    for window, rows in sorted(_rows().items()):
        due = []
        for state in _STATES:
            number = int(rows[0].get(f"gold_{state}") or 0)
            pattern = _beside(number, state) if number > 1 else None
            if pattern and sum(pattern.search(row["text"]) is not None for row in rows) > 1:
                due.append((state, number))
        if not due:
            continue
        reports = _reports(rows)
        told = compare(Story(window, "", "en", "", "", tuple(reports)), encoder=None)
        for state, number in due:
            given[state] += 1
            found = _compared(told, number)
            compared[state] += found
            if not found and "--wrong" in sys.argv[1:]:
                print(f"{window}: {number} {state} given by several reports and not compared")
    for state in _STATES:
        print(f"{state}: compared in {compared[state]} of {given[state]} incidents whose reports give it")
    return judge("figures_gva", {"compared": compared.total() / max(1, given.total())})


if __name__ == "__main__":
    sys.exit(main())
