"""The tables of hard cases, one test a case.

``cases/figures/<language>.txt``: a text with one figure, or with none, and its value beside it.
``cases/figures/kinds/*.txt`` and ``cases/figures/first_run/*.txt``: ``language | text``, where every figure
of the text stands in double brackets with what it is, ``[[19 => 19 (barn)]] barn``; nothing else in the text
may be a figure.
``cases/figures/known_failures.txt``: the ids of the cases that fail today. They must go on failing
until they are taken off the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rashomon.marking.figures import find_in
from rashomon.model import Figure

CASES = Path(__file__).parent / "cases" / "figures"
LANGUAGES = sorted(path.stem for path in CASES.glob("*.txt") if path.stem != "known_failures")
FIRST = {"en", "sv", "da", "nb", "de", "nl", "fr", "es", "it", "pt"}
_MARKED = re.compile(r"\[\[(.+?) => (\S+)(?: ([^\s({\]]+))?(?: \{([^}]*)\})?(?: \(([^)]*)\))?\]\]")


@dataclass(frozen=True)
class Wanted:
    """A figure that a text must give: its span, value as the tables write it, unit, hedge and, unless None, a
    part of what it counts (all of it after an equals sign)."""

    start: int
    end: int
    value: str
    unit: str
    hedge: str
    about: str | None = None


@dataclass(frozen=True)
class Case:
    """A text in a language and all the figures in it."""

    table: str
    language: str
    text: str
    wanted: tuple[Wanted, ...]

    @property
    def id(self) -> str:
        return f"{self.table}: {self.text}"


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def one_a_line(language: str) -> Iterator[Case]:
    for line in _lines(CASES / f"{language}.txt"):
        text, value, unit, hedge = (part.strip() for part in line.split("|"))
        start, end = text.find("[["), text.find("]]") - 2
        wanted = () if value == "none" else (Wanted(start, end, value, unit, hedge),)
        yield Case(language, language, text.replace("[[", "").replace("]]", ""), wanted)


def all_marked(path: Path) -> Iterator[Case]:
    for line in _lines(path):
        language, _, marked = line.partition("|")
        text, wanted, after = "", [], 0
        marked = marked.strip()
        for found in _MARKED.finditer(marked):
            text += marked[after : found.start()]
            words, value, unit, hedge, about = found.groups()
            wanted.append(Wanted(len(text), len(text) + len(words), value, unit or "", hedge or "", about))
            text, after = text + words, found.end()
        yield Case(f"{path.parent.name}/{path.stem}", language.strip(), text + marked[after:], tuple(wanted))


def every_case() -> list[Case]:
    tables = [*sorted((CASES / "kinds").glob("*.txt")), *sorted((CASES / "first_run").glob("*.txt"))]
    return [case for language in LANGUAGES for case in one_a_line(language)] + [
        case for path in tables for case in all_marked(path)
    ]


def bounds(value: str) -> tuple[float | None, float | None]:
    """(low, high) of a value as the tables write it."""
    if value.startswith((">", "<")):
        bound = float(value.lstrip("><="))
        return (bound, None) if value[0] == ">" else (None, bound)
    if value.startswith("~"):
        return 0.9 * float(value[1:]), 1.1 * float(value[1:])
    low, _, high = value.partition("..")
    return float(low), float(high or low)


def near(own: float | None, wanted: float | None) -> bool:
    if own is None or wanted is None:
        return own is wanted
    return abs(own - wanted) <= 1e-6 * max(1e-3, abs(wanted))


def is_right(figure: Figure, wanted: Wanted) -> bool:
    low, high = bounds(wanted.value)
    return (
        (figure.span.start, figure.span.end) == (wanted.start, wanted.end)
        and near(figure.low, low)
        and near(figure.high, high)
        and (figure.dimension if wanted.unit == "rank" else figure.unit) == wanted.unit
        and (figure.hedge or "") == wanted.hedge
        and (wanted.about is None or _counts(figure, wanted.about))
    )


def _counts(figure: Figure, about: str) -> bool:
    """True if a figure counts what a table says: a part of it, or, after an equals sign, all of it."""
    return figure.about == about[1:] if about.startswith("=") else about in figure.about


def passes(case: Case) -> bool:
    found = find_in(case.text, case.language)
    if case.table == case.language and case.wanted:
        return any(is_right(figure, case.wanted[0]) for figure in found)
    return len(found) == len(case.wanted) and all(map(is_right, found, case.wanted))


KNOWN_FAILURES = set(_lines(CASES / "known_failures.txt"))
ALL = every_case()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case.id,
            marks=[pytest.mark.xfail(strict=True)] if case.id in KNOWN_FAILURES else [],
        )
        for case in ALL
    ],
)
def test_case(case: Case) -> None:
    found = find_in(case.text, case.language)
    assert passes(case), [(f.text, f.low, f.high, f.unit, f.dimension, f.hedge, f.about) for f in found]


def test_every_language_has_its_table() -> None:
    assert len(LANGUAGES) == 24
    for language in LANGUAGES:
        assert len(list(one_a_line(language))) >= (30 if language in FIRST else 8)


def test_known_failures_are_cases() -> None:
    assert {case.id for case in ALL} >= KNOWN_FAILURES
    assert len({case.id for case in ALL}) == len(ALL)
