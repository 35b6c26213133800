"""Reports as IPTC ninjs 3 (https://iptc.org/standards/ninjs/), a news item each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from rashomon.model import NameKind, Report
from rashomon.telling.tables import address

STANDARD: Final = {
    "name": "ninjs", "version": "3.0", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}  # fmt: skip
#: A moment that a date-time of JSON Schema holds: RFC 3339, which wants seconds and a zone.
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)")
_LISTS: Final[dict[NameKind, str]] = {
    "person": "people", "organisation": "organisations", "place": "places",
}  # fmt: skip
_WORD = re.compile(r"\w+")


def item(report: Report, story: str = "") -> dict[str, Any]:
    """A report as a news item: text, headline, author, outlet and the names in it. A date that is known no
    finer than a day stands in the editorial note, because the format has only instants."""
    alternatives = [("rashomon", report.id), ("story", story)]
    made: dict[str, Any] = {
        "uri": address(report) or "urn:rashomon:report:" + quote(report.id, safe=""),
        "type": "text",
        "standard": STANDARD,
        "altIds": [{"role": role, "value": value} for role, value in alternatives if value],
        "bodies": [
            {"role": "main", "contentType": "text/plain", "charCount": len(report.text),
             "wordCount": len(_WORD.findall(report.text)), "value": report.text}
        ],
    }  # fmt: skip
    if report.language != "und":
        made["language"] = report.language
    if report.title:
        made["headlines"] = [{"role": "main", "contentType": "text/plain", "value": report.title}]
    if report.byline:
        made["by"] = report.byline
    if report.outlet:
        made["infoSources"] = [{"name": report.outlet, "role": "publisher"}]
    return made | _dated(report) | _named(report)


def _dated(report: Report) -> dict[str, str]:
    when = report.published
    if when is None or not when.start:
        return {}
    if instant := _INSTANT.fullmatch(when.start):
        return {"versionCreated": instant[1] + (instant[2] or ":00") + instant[3]}
    until = f" to {when.end}" if when.end not in ("", when.start) else ""
    return {"edNote": f"Published {when.start}{until}" + ("" if when.stated else " (date inferred)")}


def _named(report: Report) -> dict[str, list[dict[str, str]]]:
    found: dict[str, dict[str, str]] = {}
    for name in report.marks.names:
        if name.kind in _LISTS:
            found.setdefault(_LISTS[name.kind], {}).setdefault(name.entity or name.text, name.text)
    return {
        key: [{"name": words, "rel": "mentions"} for words in dict.fromkeys(named.values())]
        for key, named in found.items()
    }


def items(reports: Iterable[Report], story: str = "") -> list[dict[str, Any]]:
    """The reports of a story as news items."""
    return [item(report, story) for report in reports]
