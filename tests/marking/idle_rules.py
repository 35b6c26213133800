"""Which named rules of a marker no case depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from rashomon.marking.rules import rules, without

Case = TypeVar("Case")


def idle_rules(marker: str, cases: Iterable[Case], result: Callable[[Case], object]) -> list[str]:
    """The rules of ``marker`` without which every case gives what it gives with them.

    ``result`` is what the marker makes of a case; it must not be cached. A test asserts that the list is
    empty: each rule named in it is idle (delete it) or untested (add its case).
    """
    known = list(cases)
    usual = [result(case) for case in known]
    idle = []
    for name in rules(marker):
        with without(name):
            if all(result(case) == before for case, before in zip(known, usual, strict=True)):
                idle.append(name)
    return idle
