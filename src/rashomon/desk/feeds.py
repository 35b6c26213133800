"""Saved searches as Atom feeds (RFC 4287). The secret word in the address is the only key."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from starlette.exceptions import HTTPException
from starlette.responses import Response

from rashomon.desk.templates import address
from rashomon.library import Library, searching

_ATOM = "http://www.w3.org/2005/Atom"
_SHOWN = 50
_NEVER = "\ufffe\uffff"


def saved_search(library: Library, secret: str, base: str) -> Response:
    """The feed of the saved search with this secret word: the latest reports it finds."""
    rows = [row for row in searching.saved(library) if row["secret"] == secret]
    if not rows:
        raise HTTPException(404)
    kept = rows[0]
    root = base.rstrip("/")
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")

    def put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
        made = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
        made.text = _plain(text) or None
        return made

    found = searching.search(library, kept["query"], limit=_SHOWN)
    put(feed, "id", f"urn:rashomon:search:{kept['number']}:{kept['made_at']}")
    put(feed, "title", kept["name"])
    put(feed, "subtitle", kept["query"])
    put(feed, "updated", max([_time(row["published"]) for row in found], default=kept["made_at"]))
    put(put(feed, "author"), "name", "Rashomon")
    put(feed, "link", rel="self", href=f"{root}/feed/{secret}.atom")
    for row in found:
        entry = put(feed, "entry")
        put(entry, "id", f"urn:rashomon:report:{row['id']}")
        put(entry, "title", row["title"] or row["headline"] or row["source"])
        put(entry, "updated", _time(row["published"]) or kept["made_at"])
        put(entry, "link", rel="alternate", href=root + address("/report/{}", row["id"]))
        put(entry, "summary", row["passage"]["text"])
        if row["outlet"]:
            put(put(entry, "author"), "name", row["outlet"])
    body = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml")


def _plain(text: str) -> str:
    """The text without what XML 1.0 cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in _NEVER))


def _time(published: str | None) -> str:
    """A date as RFC 3339 asks for it: with time and zone."""
    if not published:
        return ""
    return published if "T" in published and published.endswith("Z") else f"{published[:10]}T00:00:00Z"
