"""The hard cases of each language, read from tables that a speaker of the language can read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from rashomon.marking.quotations import find_in

CASES = Path(__file__).parent / "cases" / "quotations"
FIRST = frozenset(["en", "sv", "da", "nb", "de", "nl", "fr", "es", "it", "pt"])


class Case(NamedTuple):
    line: int
    text: str
    wanted: frozenset[tuple[str, str, str]]


def cases(path: Path) -> list[Case]:
    """The cases of a table; see the head of en.txt for how they are written."""
    found: list[Case] = []
    text, line, wanted = "", 0, set[tuple[str, str, str]]()
    for number, row in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        if row.startswith("#"):
            continue
        if row.startswith("= "):
            kind, speaker, words = (part.strip() for part in row[2:].split(" | ", 2))
            wanted.add((kind, "" if speaker == "-" else speaker, words.replace("\\n", "\n")))
        elif row:
            text, line = row.replace("\\n", "\n"), number
        elif text:
            found.append(Case(line, text, frozenset(wanted)))
            text, wanted = "", set()
    return found


def read(text: str, language: str) -> frozenset[tuple[str, str, str]]:
    found = set()
    for quotation in find_in(text, language):
        kind = quotation.kind if quotation.stance == "asserted" else f"{quotation.kind} {quotation.stance}"
        speaker = quotation.speaker.name if quotation.speaker else ""
        found.add((kind, speaker, quotation.text.strip(" ,،，")))
    return frozenset(found)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_nineteen_of_twenty_cases_are_read_right(path: Path) -> None:
    table = cases(path)
    misses = [
        f"{path.name}:{case.line}: {case.text!r}\n   wanted {sorted(case.wanted)}\n   read   {sorted(got)}"
        for case in table
        if (got := read(case.text, path.stem)) != case.wanted
    ]
    print("\n".join(misses))
    assert len(table) >= (60 if path.stem in FIRST else 15)
    assert len(misses) <= len(table) * 0.05, "\n".join(misses)
