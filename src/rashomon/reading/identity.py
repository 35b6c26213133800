"""Which report is which: stable ids, and what happens where two claim the same one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from rashomon.model import Problem, Report


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


def distinct(items: Iterable[Report | Problem], window: int | None = None) -> Iterator[Report | Problem]:
    """Every report once and every id for one report only.

    A report with the id, source, text, title, outlet and date of an earlier one is dropped; one with the id
    of an earlier one that differs in any of them keeps its id with ``~`` and a hash behind it, which is said.
    ``window`` is how many of the last ids are remembered (None: all), for endless streams.
    """
    seen: OrderedDict[str, str] = OrderedDict()
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        content = digest(item.source, item.text, item.title, item.outlet or "", day_of(item))
        report = item
        if seen.get(item.id, content) != content:
            report = replace(item, id=f"{item.id}~{content[:8]}")
            if report.id not in seen:
                reason = f"the id {item.id!r} is given for several reports: this one is called {report.id!r}"
                yield Problem(item.source, reason, True)
        if report.id in seen:
            continue
        seen[report.id] = content
        if window is not None and len(seen) > window:
            seen.popitem(last=False)
        yield report
