"""What a benchmark must reach: its floors, and the judgement of what it reached.

``floors.toml`` has a table a program. A number must be at least its floor; one named under ``[limits]`` at
most. Numbers are judged as they are shown, to three decimals.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

# What is measured is made anew each time.
os.environ.setdefault("RASHOMON_CACHE", "")
#: Where a program that measures them all (``python -m benchmarks``) wants the numbers.
ASKED = "RASHOMON_MEASURED"


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


def programs() -> tuple[str, ...]:
    """The programs that have floors, in their order."""
    return tuple(name for name in _file() if name != "limits")


def floors(program: str) -> dict[str, float]:
    """The floors and limits of a program, by what it measures; empty where it has none."""
    return dict(_file().get(program, {}))


def is_limit(program: str, name: str) -> bool:
    """True if a number must not be above what the file says."""
    return name in _file().get("limits", {}).get(program, ())


def holds(program: str, name: str, value: float) -> bool:
    """True if a number is as good as its floor or limit asks, or has none."""
    wanted = floors(program).get(name)
    if wanted is None:
        return True
    return round(value, 3) <= wanted if is_limit(program, name) else round(value, 3) >= wanted


def judge(program: str, reached: Mapping[str, float]) -> int:
    """The exit status of a program that reached some numbers: 1 where one of them does not hold.

    What does not hold is said. What has a floor and was not measured (its data is not here) is said too and
    fails nothing.
    """
    asked = os.environ.get(ASKED)
    if asked:
        Path(asked).write_text(json.dumps(dict(reached)), encoding="utf-8")
    wanted, failed = floors(program), 0
    for name, value in reached.items():
        if not holds(program, name, value):
            word = "above its limit" if is_limit(program, name) else "below its floor"
            print(f"{word}: {name} {value:.3f}, {wanted[name]}")
            failed = 1
    left = [name for name in wanted if name not in reached]
    if left:
        print(f"not measured: {', '.join(left)}")
    return failed
