"""The hard-case tables (cases/figures/*.txt): each a text with one figure, or with none."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.marking.figures import find_in
from rashomon.model import Figure

CASES = Path(__file__).parent / "cases" / "figures"
LANGUAGES = sorted(path.stem for path in CASES.glob("*.txt"))
FIRST = {"en", "sv", "da", "nb", "de", "nl", "fr", "es", "it", "pt"}
ENOUGH = 0.95


def bounds(value: str) -> tuple[float | None, float | None, bool, bool]:
    """(low, high, low_open, high_open) of a value as the tables write it."""
    if value.startswith(">="):
        return float(value[2:]), None, False, False
    if value.startswith("<="):
        return None, float(value[2:]), False, False
    if value.startswith(">"):
        return float(value[1:]), None, True, False
    if value.startswith("<"):
        return None, float(value[1:]), False, True
    if value.startswith("~"):
        return 0.9 * float(value[1:]), 1.1 * float(value[1:]), False, False
    low, _, high = value.partition("..")
    return float(low), float(high or low), False, False


def near(own: float | None, wanted: float | None) -> bool:
    if own is None or wanted is None:
        return own is wanted
    return abs(own - wanted) <= 1e-6 * max(1e-3, abs(wanted))


def is_right(found: list[Figure], where: tuple[int, int], value: str, unit: str, hedge: str) -> bool:
    hit = [figure for figure in found if (figure.span.start, figure.span.end) == where]
    if not hit:
        return False
    low, high, _, _ = bounds(value)
    figure = hit[0]
    own_unit = figure.dimension if unit == "rank" else figure.unit
    return (
        near(figure.low, low)
        and near(figure.high, high)
        and own_unit == unit
        and (figure.hedge or "") == hedge
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_hard_cases(language: str) -> None:
    lines = (CASES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    cases = [line for line in lines if line and not line.startswith("#")]
    misses = []
    for line in cases:
        text, value, unit, hedge = (part.strip() for part in line.split("|"))
        plain = text.replace("[[", "").replace("]]", "")
        found = find_in(plain, language)
        start = text.find("[[")
        end = text.find("]]") - 2
        if not (not found if value == "none" else is_right(found, (start, end), value, unit, hedge)):
            misses.append((line, [(f.text, f.low, f.high, f.unit, f.dimension, f.hedge) for f in found]))
    for line, found_instead in misses:
        print(line, "\n    has", found_instead)
    assert len(cases) >= (30 if language in FIRST else 8)
    assert 1 - len(misses) / len(cases) >= ENOUGH


def test_every_language_has_its_table() -> None:
    assert len(LANGUAGES) == 24
