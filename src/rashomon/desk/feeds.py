"""Stories and saved searches as Atom feeds (RFC 4287). The secret word in the address is the only key."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from hmac import compare_digest
from typing import Final
from xml.etree import ElementTree as ET

from starlette.exceptions import HTTPException
from starlette.responses import Response

from rashomon.desk.templates import address
from rashomon.library import Library, listing, searching
from rashomon.library.database import Row
from rashomon.telling.wording import count

_ATOM: Final = "http://www.w3.org/2005/Atom"
_SHOWN: Final = 50
_NEVER: Final = "\ufffe\uffff"
#: The setting of the library that holds the secret word of the feed of stories.
_KEY: Final = "feed"


def key(library: Library) -> str:
    """The secret word of the feed of stories."""
    kept = library.setting(_KEY)
    if not kept:
        kept = secrets.token_urlsafe(18)
        library.set(_KEY, kept)
    return kept


def feed(library: Library, secret: str, base: str, asked: Mapping[str, str]) -> Response:
    """The feed with a secret word: of a saved search, or of the stories, narrowed by ``outlet`` and
    ``language`` where ``asked`` has them. ``base`` is the address of the desk."""
    kept = [row for row in searching.saved(library) if _same(row["secret"], secret)]
    if kept:
        return _of_search(library, kept[0], base.rstrip("/"))
    own = library.setting(_KEY)
    if own and _same(own, secret):
        narrowed = listing.Filter(outlet=asked.get("outlet", ""), language=asked.get("language", ""))
        return _of_stories(library, secret, narrowed, base.rstrip("/"))
    raise HTTPException(404)


def _same(kept: str, given: str) -> bool:
    return compare_digest(kept.encode(), given.encode("utf-8", "replace"))


def _of_search(library: Library, kept: Row, root: str) -> Response:
    found = searching.search(library, kept["query"], limit=_SHOWN)
    made = _begun(
        f"urn:rashomon:search:{kept['number']}:{kept['made_at']}", kept["name"], kept["query"],
        max([row["added_at"] for row in found], default=kept["made_at"]),
        f"{root}/feed/{kept['secret']}.atom",
    )  # fmt: skip
    for row in found:
        entry = _entry(
            made, f"urn:rashomon:report:{row['id']}", row["title"] or row["headline"] or row["source"],
            row["added_at"], link=root + address("/report/{}", row["id"]), summary=row["passage"]["text"],
        )  # fmt: skip
        if row["published"]:
            _put(entry, "published", _time(row["published"]))
        if row["outlet"]:
            _put(_put(entry, "author"), "name", row["outlet"])
        _put(entry, "category", term=row["language"])
    return _answer(made)


def _of_stories(library: Library, secret: str, narrowed: listing.Filter, root: str) -> Response:
    found = listing.stories(library, narrowed, limit=_SHOWN)
    own = address("/feed/{}.atom", secret, outlet=narrowed.outlet, language=narrowed.language)
    about = ", ".join(filter(None, (narrowed.outlet, narrowed.language)))
    made = _begun(
        f"urn:rashomon:stories:{address('', outlet=narrowed.outlet, language=narrowed.language)}",
        "Stories" + (f" ({about})" if about else ""), "The latest stories of the library",
        max([row["changed_at"] for row in found], default=library.now()), root + own,
    )  # fmt: skip
    for row in found:
        told = f"{count(row['reports'], 'report')} of {count(row['outlets'], 'outlet')}"
        if row["disagreements"]:
            told += f", {count(row['disagreements'], 'disagreement')}"
        entry = _entry(
            made, f"urn:rashomon:story:{row['id']}", row["headline"] or row["id"], row["changed_at"],
            link=root + address("/story/{}", row["id"]), summary=told,
        )  # fmt: skip
        _put(entry, "published", row["created_at"])
        for language in row["languages"].split():
            _put(entry, "category", term=language)
    return _answer(made)


def _begun(name: str, title: str, about: str, updated: str, own: str) -> ET.Element:
    made = ET.Element(f"{{{_ATOM}}}feed")
    _put(made, "id", name)
    _put(made, "title", title)
    _put(made, "subtitle", about)
    _put(made, "updated", updated)
    _put(_put(made, "author"), "name", "Rashomon")
    _put(made, "link", rel="self", href=own)
    return made


def _entry(
    made: ET.Element, name: str, title: str, updated: str, *, link: str, summary: str
) -> ET.Element:
    entry = _put(made, "entry")
    _put(entry, "id", name)
    _put(entry, "title", title)
    _put(entry, "updated", updated)
    _put(entry, "link", rel="alternate", href=link)
    _put(entry, "summary", summary)
    return entry


def _put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    given = {key: _plain(value) for key, value in attributes.items()}
    made = ET.SubElement(parent, f"{{{_ATOM}}}{name}", given)
    made.text = _plain(text) or None
    return made


def _answer(made: ET.Element) -> Response:
    ET.register_namespace("", _ATOM)
    body = ET.tostring(made, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml")


def _plain(text: str) -> str:
    """The text without what XML 1.0 cannot hold."""
    return "".join(
        sign for sign in text
        if sign in "\t\n\r" or (sign >= " " and sign not in _NEVER and not "\ud800" <= sign <= "\udfff")
    )  # fmt: skip


def _time(published: str) -> str:
    """A date as RFC 3339 asks for it: with time and zone."""
    return published if "T" in published and published.endswith("Z") else f"{published[:10]}T00:00:00Z"
