"""Pages that are no reports: error pages, and walls that ask for consent or a subscription."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import regex

from rashomon.reading.lines import bare
from rashomon.reading.phrases import held
from rashomon.reading.sources.linked import Said

#: A page with more than this (code points) tells something, whatever else it says.
_SHORT = 1_200
_CODE = regex.compile(
    r"^\W*(?:error|http|fehler|erreur|fel|feil|fejl)?\W*(?:40[0134]|410|429|50[0234])\b", regex.I
)


def wall(title: str, lines: Sequence[str], said: Said) -> str | None:
    """Why a page is no report: an error page, a wall of consent or of payment. None where it may be one."""
    size = sum(map(len, lines))
    if size > _SHORT:
        return None
    head = bare(title)
    if _CODE.match(title) or held(head, "error_pages"):
        return f"is an error page ({title[:60].strip()!r}), not a report"
    if not lines:
        return None
    whole = bare(" \n ".join([title, *lines])[:4_000])
    found = held(whole, "error_pages") if size < 500 else ()
    if found:
        return f"is an error page ({found[0]!r}), not a report"
    for kind, what in (
        ("consent_walls", "asks for consent to cookies"),
        ("pay_walls", "asks to log in or subscribe"),
    ):
        hits = set(held(whole, kind))
        if len(hits) >= 2 or (hits and size < 300):
            return (
                f"is a page that {what} ({min(hits)!r}), not a report: save it again once the report is shown"
            )
    return None


def linked_headlines(tree: Any) -> int:
    """How many headings of a page are links, or stand in one: what front pages and pages of sections are made
    of."""
    count = 0
    for heading in tree.iter("h2", "h3", "h4"):
        linked = heading.find(".//a") is not None or next(heading.iterancestors("a"), None) is not None
        count += linked and len("".join(heading.itertext()).split()) >= 4
    return count
