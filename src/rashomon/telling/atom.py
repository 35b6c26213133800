"""Stories as an Atom feed (RFC 4287), a file that feed readers and monitors take in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from rashomon.model import Report, Synopsis
from rashomon.telling import wording
from rashomon.telling.tables import address
from rashomon.telling.wording import ENGLISH

_ATOM: Final = "http://www.w3.org/2005/Atom"
#: What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: When nothing is dated; the same input gives the same feed, so the clock is not asked.
_UNDATED: Final = "1970-01-01T00:00:00Z"


def feed(synopses: Sequence[Synopsis]) -> str:
    """The stories, those that end last first, each with its reports as links and what it is about."""
    ET.register_namespace("", _ATOM)
    made = ET.Element(f"{{{_ATOM}}}feed")
    ordered = sorted(synopses, key=lambda told: (_updated(told), told.story.id), reverse=True)
    _add(made, "id", "urn:rashomon:stories")
    _add(made, "title", "Rashomon")
    _add(made, "updated", _updated(ordered[0]) if ordered else _UNDATED)
    _add(_add(made, "author"), "name", "Rashomon")
    for told in ordered:
        _entry(made, told)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(made, encoding="unicode") + "\n"


def _entry(made: ET.Element, told: Synopsis) -> None:
    entry = _add(made, "entry")
    _add(entry, "id", "urn:rashomon:story:" + quote(told.story.id, safe=""))
    _add(entry, "title", told.story.headline or told.story.id)
    _add(entry, "updated", _updated(told))
    for report in told.story.reports:
        if address(report):
            _add(entry, "link", rel="related", href=_plain(report.source), title=wording.outlet(report))
    for outlet in dict.fromkeys(wording.outlet(report) for report in told.story.reports):
        _add(entry, "category", term=outlet, scheme="urn:rashomon:outlet")
    _add(entry, "summary", _summary(told))


def _summary(told: Synopsis) -> str:
    differ = [figure for figure in told.figures if figure.verdict == "differ"]
    parts = [
        ENGLISH.ngettext("{n} report", "{n} reports", len(told.story.reports)),
        ENGLISH.listing(list(dict.fromkeys(wording.outlet(report) for report in told.story.reports))),
        ENGLISH.ngettext("{n} disagreement", "{n} disagreements", len(differ)) if differ else "",
        *(figure.about for figure in differ),
    ]
    return "; ".join(filter(None, parts))


def _updated(told: Synopsis) -> str:
    """The last day that is known of a story, as the instant at which it begins."""
    days = [_day(report) for report in told.story.reports]
    day = max([told.story.end[:10], *days])
    return f"{day}T00:00:00Z" if _DAY.fullmatch(day) else _UNDATED


def _day(report: Report) -> str:
    return report.published.start[:10] if report.published else ""


def _plain(words: str) -> str:
    return _NO_XML.sub("\ufffd", words)


def _add(under: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    given = {key: _plain(value) for key, value in attributes.items()}
    child = ET.SubElement(under, f"{{{_ATOM}}}{tag}", given)
    if text:
        child.text = _plain(text)
    return child
