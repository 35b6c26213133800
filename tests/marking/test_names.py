"""Finding names: the tables of hard cases, what must never happen, and speed in the length of the text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.languages import codes
from rashomon.marking.names import find
from rashomon.model import Block, Name, Report, Span

CASES = Path(__file__).parent / "cases" / "names"
_MARK = regex.compile(r"\[([^\[\]|#]+)(?:\|(\w+))?(?:#(\d+))?\]")
#: How much of a language's table must be right.
RIGHT = 0.94


def report(text: str, language: str, kind: str = "body") -> Report:
    return Report("r", "r.txt", text, language, blocks=(Block(kind, Span(0, len(text))),))  # type: ignore[arg-type]


def parse(line: str) -> tuple[str, list[tuple[Span, str | None, str | None]]]:
    """The text of a case and its names."""
    text, wanted, last = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        wanted.append((Span(len(text), len(text) + len(mark.group(1))), mark.group(2), mark.group(3)))
        text += mark.group(1)
        last = mark.end()
    return text + line[last:], wanted


def complaint(line: str, language: str) -> str:
    """What is wrong in a case; empty where all is right. A genitive ending inside the brackets may be
    left out of the span."""
    text, wanted = parse(line)
    found = find(report(text, language))
    wrong = []
    entities: dict[str, set[str]] = {}
    for span, kind, number in wanted:
        match = next(
            (n for n in found if n.span.start == span.start and n.span.end <= span.end <= n.span.end + 2), None
        )
        if match is None:
            wrong.append(f"missed {span.of(text)}")
        elif kind and match.kind != kind:
            wrong.append(f"{match.text} is {match.kind}, not {kind}")
        if match and number:
            entities.setdefault(number, set()).add(match.entity)
    starts = {span.start for span, _, _ in wanted}
    wrong += [f"invented {name.text}" for name in found if name.span.start not in starts]
    wrong += [f"#{n} is split: {sorted(e)}" for n, e in entities.items() if len(e) > 1]
    everything = [e for group in entities.values() for e in group]
    if len(everything) != len(set(everything)):
        wrong.append("two things are taken for one")
    return "; ".join(wrong)


@pytest.mark.parametrize("code", sorted(path.stem for path in CASES.glob("*.txt")))
def test_table_of_hard_cases(code: str) -> None:
    lines = [
        line
        for line in (CASES / f"{code}.txt").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    wrong = [f"{line}\n    {said}" for line in lines if (said := complaint(line, code))]
    assert 1 - len(wrong) / len(lines) >= RIGHT, "\n".join(wrong)
