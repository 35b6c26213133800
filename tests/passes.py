"""How often patterns walk over a report's text, by stage.

    python -m tests.passes [PATH ...]     (the examples where no path is given; --where names the patterns)

Every pattern that the package compiles is wrapped before anything is imported, and counts the characters it
walks over: all of a text that it searches through to the end, as far as the match where it stops at one. The
passes of a stage are those characters for each character of text. Each stage runs twice, and the second run
counts, after everything that was remembered of texts is forgotten: what is made once a language (word lists
cut into tokens) is no walk over a report.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from inspect import signature
from typing import Any

import regex

from tests.conftest import ROOT

_walked: Counter[str] = Counter()


class _Counting:
    """A compiled pattern that counts the characters it walks over, under the place it was compiled at."""

    def __init__(self, pattern: Any, place: str) -> None:
        self._pattern, self._place = pattern, place
        self._backwards = "(?r)" in str(pattern.pattern)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def _count(self, characters: int) -> None:
        _walked[self._place] += max(0, characters)

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize, **how: Any) -> Iterator[Any]:
        self._count(min(endpos, len(text)) - pos)
        found: Iterator[Any] = self._pattern.finditer(text, pos, endpos, **how)
        return found

    def findall(self, text: str, pos: int = 0, endpos: int = sys.maxsize, **how: Any) -> list[Any]:
        self._count(min(endpos, len(text)) - pos)
        found: list[Any] = self._pattern.findall(text, pos, endpos, **how)
        return found

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize, **how: Any) -> Any:
        end, match = min(endpos, len(text)), self._pattern.search(text, pos, endpos, **how)
        if self._backwards:
            self._count(end - match.start() if match else 1)
        else:
            self._count((match.end() if match else end) - pos)
        return match

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize, **how: Any) -> Any:
        match = self._pattern.match(text, pos, endpos, **how)
        self._count(match.end() - pos if match else 0)
        return match

    def fullmatch(self, text: str, pos: int = 0, endpos: int = sys.maxsize, **how: Any) -> Any:
        match = self._pattern.fullmatch(text, pos, endpos, **how)
        self._count(match.end() - pos if match else 0)
        return match

    def sub(self, by: Any, text: str, count: int = 0) -> str:
        self._count(len(text))
        written: str = self._pattern.sub(by, text, count)
        return written

    def split(self, text: str, maxsplit: int = 0) -> list[Any]:
        self._count(len(text))
        parts: list[Any] = self._pattern.split(text, maxsplit)
        return parts


def _wrap(module: Any) -> None:
    made: Callable[..., Any] = module.compile

    def compile(pattern: Any, flags: int = 0) -> Any:
        code = sys._getframe(1).f_code.co_filename
        compiled = made(pattern, flags)
        _, own, place = code.partition("src/rashomon/")
        return _Counting(compiled, f"{place}:{sys._getframe(1).f_lineno}") if own else compiled

    module.compile = compile


#: Parameters by which a function shows that what it remembers is of a report, not of a language.
_OF_REPORTS = {"report", "text", "sentence", "line", "name"}


def _of_texts() -> Iterator[Callable[[], None]]:
    """What makes the functions of the package forget the texts that they remember."""
    for name, module in sorted(sys.modules.items()):
        for each in vars(module).values() if name.startswith("rashomon") else ():
            forget = getattr(each, "cache_clear", None)
            if forget is not None and not _OF_REPORTS.isdisjoint(signature(each).parameters):
                yield forget


def _stages(paths: list[str]) -> Iterator[tuple[str, float, list[tuple[str, float]]]]:
    import rashomon

    reports = list(rashomon.read(paths))
    size = sum(len(report.text) for report in reports)
    marked = [rashomon.mark(report) for report in reports]
    stories = rashomon.group(marked)
    stages: list[tuple[str, Callable[[], Any]]] = [
        ("read", lambda: rashomon.read(paths)),
        ("mark", lambda: [rashomon.mark(report) for report in reports]),
        ("group", lambda: rashomon.group(marked)),
        ("compare", lambda: [rashomon.compare(story) for story in stories]),
    ]
    for name, work in stages:
        work()
        for forget in _of_texts():
            forget()
        _walked.clear()
        work()
        places = [(place, count / size) for place, count in _walked.most_common()]
        yield name, sum(passes for _, passes in places), places


def main() -> int:
    where = "--where" in sys.argv[1:]
    paths = [path for path in sys.argv[1:] if path != "--where"] or [str(ROOT / "examples" / "reports")]
    found = {}
    for name, passes, places in _stages(paths):
        found[name] = round(passes, 1)
        for place, share in places[:40] if where else ():
            print(f"{name:8} {share:6.2f} {place}")
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    for each in (re, regex):
        _wrap(each)
    sys.exit(main())
