"""No function is hard to follow, except those listed; the list only shrinks.

    python -m tests.complexity            (a step of ``make test``)
    python -m tests.complexity --lower    writes lower numbers into the list; adds nothing, raises nothing

``ruff`` measures: complexity (C901) at most 15, branches (PLR0912) at most 12. ``complexity.toml`` names the
functions over it with what they have today. A function that is not listed must stay below, a listed one must
not grow, and one that has become simpler gets its new numbers, or goes from the list.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections import defaultdict

from tests.conftest import ROOT

LIST = ROOT / "tests" / "complexity.toml"
FOLDERS = ("src", "training", "benchmarks", "tests")
RULES = {"C901": "complexity", "PLR0912": "branches"}
_SAID = re.compile(r"\((\d+) > \d+\)")
Numbers = dict[str, dict[str, int]]


def measured() -> Numbers:
    """The functions over the limits: "path::function" to what ruff counted. Functions of one name in one
    module count as one, with the higher number."""
    run = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--select", ",".join(RULES), "--exit-zero",
         "--config", "lint.mccabe.max-complexity=15", "--output-format", "json", *FOLDERS],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: Numbers = defaultdict(dict)
    for each in json.loads(run.stdout):
        path = each["filename"].removeprefix(f"{ROOT}/")
        row = each["location"]["row"]
        line = (ROOT / path).read_text(encoding="utf-8").splitlines()[row - 1]
        function = re.search(r"def (\w+)", line)
        count = _SAID.search(each["message"])
        assert function, line
        assert count, each["message"]
        numbers = found[f"{path}::{function[1]}"]
        numbers[RULES[each["code"]]] = max(int(count[1]), numbers.get(RULES[each["code"]], 0))
    return dict(found)


def listed() -> Numbers:
    """The exceptions."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def compare(known: Numbers, over: Numbers) -> list[str]:
    """What is wrong: functions that grew or are not listed, and entries that are higher than need be."""
    wrong = []
    for function in sorted({*known, *over}):
        for name in RULES.values():
            allowed = known.get(function, {}).get(name, 0)
            count = over.get(function, {}).get(name, 0)
            if count > allowed:
                wrong.append(f"simplify {function}: {name} {count}, {allowed or 'not listed'}")
            elif count < allowed:
                wrong.append(f"--lower the list: {function}: {name} {count or 'below the limit'}, {allowed}")
    return wrong


def lowered(known: Numbers, over: Numbers) -> Numbers:
    """The list with the numbers that are measured where those are lower."""
    found: Numbers = {}
    for function, numbers in known.items():
        now = over.get(function, {})
        left = {name: min(count, now[name]) for name, count in numbers.items() if name in now}
        if left:
            found[function] = left
    return found


def write(numbers: Numbers) -> None:
    """Writes the list."""
    lines = ["# Functions over the limits of tests/complexity.py. The list only shrinks.", ""]
    for function, counts in sorted(numbers.items()):
        held = ", ".join(f"{name} = {count}" for name, count in counts.items())
        lines.append(f'"{function}" = {{ {held} }}')
    LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    if "--lower" in sys.argv[1:]:
        write(lowered(listed(), measured()))
    wrong = compare(listed(), measured())
    print("\n".join(wrong) or f"{len(listed())} functions are over the limits, all listed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
