"""Which report is which: stable ids, and what happens where two claim the same one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from rashomon.model import Problem, Report

#: Digits of the hash behind the id of a report that another one has.
_GIVEN = 8
_HEXADECIMAL = frozenset("0123456789abcdef")


def digest(*parts: str, length: int = 16) -> str:
    """A hash of some strings, as hexadecimal digits; the same on every machine."""
    whole = sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        whole.update(len(raw).to_bytes(8, "big") + raw)
    return whole.hexdigest()[:length]


def day_of(report: Report) -> str:
    """When a report was published, as written in ISO 8601; empty where that is not known."""
    return report.published.start if report.published else ""


def content_of(report: Report) -> str:
    """A hash of what a report says and is said to be, all but its id."""
    return digest(
        report.source,
        report.text,
        report.title,
        report.language,
        report.outlet or "",
        report.byline or "",
        day_of(report),
    )


def asked_id(name: str) -> str:
    """The id that a report asked for, where :class:`Ids` gave it another."""
    asked, _, given = name.rpartition("~")
    return asked if asked and len(given) == _GIVEN and not set(given) - _HEXADECIMAL else name


class Ids:
    """Which ids are taken, and by what: the last ``window`` of them (None: all)."""

    def __init__(self, window: int | None = None) -> None:
        self._window = window
        self._seen: OrderedDict[str, str] = OrderedDict()

    def take(self, name: str, content: str) -> str | None:
        """The id for something of this content (as :func:`content_of` gives it) that calls itself so:
        the same, or with ``~`` and a hash of the content behind it where something else has it; None
        where it was there before."""
        if self._seen.get(name, content) != content:
            name = f"{name}~{content[:_GIVEN]}"
        if name in self._seen:
            return None
        self._seen[name] = content
        if self._window is not None and len(self._seen) > self._window:
            self._seen.popitem(last=False)
        return name


def renamed(source: str, asked: str, given: str) -> Problem:
    """What is said where a report does not get the id it asked for."""
    reason = f"the id {asked!r} is given for several reports: this one is called {given!r}"
    return Problem(source, reason, True)


def distinct(items: Iterable[Report | Problem], window: int | None = None) -> Iterator[Report | Problem]:
    """Every report once and every id for one report only.

    A report that was there before is dropped; another one with the id of an earlier one keeps its id with
    ``~`` and a hash of what it says behind it, which is said. ``window`` is how many of the last ids are
    remembered (None: all), for endless streams.
    """
    ids = Ids(window)
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        name = ids.take(item.id, content_of(item))
        if name is None:
            continue
        if name == item.id:
            yield item
        else:
            yield renamed(item.source, item.id, name)
            yield replace(item, id=name)
