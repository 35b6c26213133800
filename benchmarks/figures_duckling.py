"""Figures on duckling's test corpora for Danish and Swedish: numerals, ordinals, money, distances, durations.

A small parser reads the Haskell. An example is right where our one figure covers it (an ending mark aside)
and has its value. ``few``-like examples ("några få mil") count by their lower bound times the unit there
is no gold for, so they are left out and counted. Exits 1 below the floors in ``floors.toml``.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

from benchmarks.floors import judge
from rashomon.marking.figures import find_in
from rashomon.model import Figure

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "shared" / "data" / "figures" / "duckling"
UNITS = {
    "Kilometre": 1e3,
    "Metre": 1.0,
    "Centimetre": 0.01,
    "Mile": 1609.344,
    "Second": 1.0,
    "Minute": 60.0,
    "Hour": 3600.0,
    "Day": 86400.0,
    "Week": 604800.0,
    "Month": 2629743.83,
    "Year": 31556926.0,
}
_BLOCK = re.compile(r"examples\s*(?:\((.*?)\)|(\S+))\s*\[(.*?)\n?\s*\]", re.S)


def gold(head: str) -> float | None:
    """The value that an example's constructor gives, in our base unit."""
    numbers = re.findall(r"-?\d+(?:\.\d+)?(?:e\d+)?", head)
    if not numbers:
        return None
    value = float(numbers[-1] if "Duration" not in head else numbers[0])
    for name, factor in UNITS.items():
        if re.search(rf"\b{name}\b", head):
            return value * factor
    return value * (0.01 if re.search(r"\bCent\b", head) else 1.0)


def main() -> int:
    if not DATA.is_dir():
        print("skipped: the practice data are not here")
        return 0
    totals: dict[str, list[bool]] = defaultdict(list)
    left_out = 0
    for path in sorted(DATA.glob("*/*/Corpus.hs")):
        kind, code = path.parts[-3], path.parts[-2].lower()
        if kind == "Time":
            continue
        for block in _BLOCK.finditer(path.read_text(encoding="utf-8")):
            value = gold(block.group(1) or block.group(2))
            for example in re.findall(r'"((?:[^"\\]|\\.)*)"', block.group(3)):
                text = re.sub(r"\\(\d+)", lambda m: chr(int(m.group(1))), example)
                if value is None or "få" in text:
                    left_out += 1
                    continue
                figures = find_in(text, code)
                right = len(figures) == 1 and _is(figures[0], value)
                totals[code].append(right)
                if not right and "--errors" in sys.argv:
                    print(
                        f"  {code} {kind}: {text!r} wants {value}, has",
                        [(f.text, f.low, f.unit) for f in figures],
                    )
    reached: dict[str, float] = {}
    for code, rights in sorted(totals.items()):
        score = sum(rights) / len(rights)
        reached[code] = score
        print(f"{code}: {score:.3f} of {len(rights)} examples (left out {left_out})")
    return judge("figures_duckling", reached)


def _is(figure: Figure, value: float) -> bool:
    """Whether the figure is of that value; "about five" is five, the middle of its interval."""
    if figure.low is None or figure.high is None:
        return False
    own = figure.low if figure.exact else (figure.low + figure.high) / 2
    return abs(own - value) <= 1e-6 * max(1.0, abs(value))


if __name__ == "__main__":
    sys.exit(main())
