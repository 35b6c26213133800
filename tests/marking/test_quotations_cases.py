"""The hard cases of each language, read from tables that a speaker of the language can read: one test a case.

A case that is still read wrongly is named in ``cases/quotations/known_failures.list`` (table and
text); it must go on failing, so that whoever mends it takes it off the list.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from rashomon.marking.quotations import find_in

CASES = Path(__file__).parent / "cases" / "quotations"
FIRST = frozenset(["en", "sv", "da", "nb", "de", "nl", "fr", "es", "it", "pt"])
FAILURES = CASES / "known_failures.list"


class Case(NamedTuple):
    language: str
    line: int
    text: str
    wanted: frozenset[tuple[str, str, str]]

    @property
    def id(self) -> str:
        """The table and its text in one line: numbers of lines move."""
        return f"{self.language}: {self.text}".replace("\n", "\\n")


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
            found.append(Case(path.stem, line, text, frozenset(wanted)))
            text, wanted = "", set()
    return found


def read(text: str, language: str) -> frozenset[tuple[str, str, str]]:
    found = set()
    for quotation in find_in(text, language):
        kind = quotation.kind if quotation.stance == "asserted" else f"{quotation.kind} {quotation.stance}"
        speaker = quotation.speaker.name if quotation.speaker else ""
        found.add((kind, speaker, quotation.text.strip(" ,،，")))
    return frozenset(found)


TABLES = {path.stem: cases(path) for path in sorted(CASES.glob("*.txt"))}
KNOWN = frozenset(FAILURES.read_text(encoding="utf-8").splitlines()) if FAILURES.exists() else frozenset()


def _marked(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=True, reason="known failure")] if case.id in KNOWN else []
    return pytest.param(case, id=f"{case.language}-{case.line}", marks=marks)


@pytest.mark.parametrize("case", [_marked(case) for table in TABLES.values() for case in table])
def test_a_case_is_read_as_its_table_says(case: Case) -> None:
    assert read(case.text, case.language) == case.wanted, case.id


@pytest.mark.parametrize("language", sorted(TABLES))
def test_every_language_has_enough_cases_and_none_twice(language: str) -> None:
    table = TABLES[language]
    assert len(table) >= (60 if language in FIRST else 15)
    assert len({case.id for case in table}) == len(table)


def test_every_known_failure_is_a_case() -> None:
    assert {case.id for table in TABLES.values() for case in table} >= KNOWN
