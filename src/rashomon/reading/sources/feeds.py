"""Feeds (RSS, Atom) from files, and news sitemaps. An item that only announces its report is a teaser."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, BinaryIO

import regex
from lxml import etree

from rashomon.model import Problem
from rashomon.reading.addresses import host
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Items, Options, bounded
from rashomon.reading.outlets import site_of
from rashomon.reading.sources.markup import text_of
from rashomon.reading.sources.records import reports_of

#: Largest feed, in bytes, and most items of one.
MAX_BYTES = 64_000_000
MAX_ITEMS = 100_000
#: A text shorter than this (code points) that a feed gives as its description is a teaser.
_TEASER = 1_000
#: A content that is also the description is a teaser where it is shorter than this.
_SHORT = 300
_ENTITY = regex.compile(rb"<!ENTITY", regex.I)
_ROOT = regex.compile(rb"<(?:[\w.-]+:)?([A-Za-z]+)[\s>/]")


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of a feed, an item each.

    Raises:
        UnreadableError: where it is XML of another kind (OPML names feeds and holds none).
    """
    raw = bounded(stream, MAX_BYTES, "feed")
    if _ENTITY.search(raw[:100_000]):
        raise UnreadableError("declares XML entities of its own, which a feed has no use for: not read")
    root = _root(raw)
    if root == "opml":
        raise UnreadableError(
            f"is a list of {_outlines(raw)} feeds (OPML), not a feed: rashomon fetch reads them"
        )
    if root == "sitemapindex":
        raise UnreadableError("is an index of sitemaps, not a sitemap: give the sitemaps it lists")
    if root == "urlset":
        yield from _sitemap(raw, name, options)
    elif root in {"rss", "feed", "rdf"}:
        yield from _feed(raw, name, options)
    else:
        raise UnreadableError(f"is XML of a kind that is not read (<{root or '?'}>)")


def _root(raw: bytes) -> str:
    body = regex.sub(
        rb"<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?>", b"", raw[:20_000], flags=regex.S
    )
    found = _ROOT.search(body)
    return found[1].decode().lower() if found else ""


def _tree(raw: bytes) -> Any:
    """The tree of XML, with no entities, no network and bounded depth.

    Raises:
        UnreadableError: where it is not XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.parse(BytesIO(raw), parser).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        raise UnreadableError(f"is damaged XML: {error}") from None
    if root is None:
        raise UnreadableError("is damaged XML")
    return root


def _outlines(raw: bytes) -> int:
    return sum(1 for each in _tree(raw).iter("outline") if each.get("xmlUrl"))


def feed_addresses(raw: bytes) -> list[str]:
    """The addresses of the feeds that an OPML file lists, in its order."""
    return list(
        dict.fromkeys(each.get("xmlUrl") for each in _tree(raw).iter("outline") if each.get("xmlUrl"))
    )


def _feed(raw: bytes, name: str, options: Options) -> Items:
    import feedparser

    try:
        parsed = feedparser.parse(BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise UnreadableError(f"is a damaged feed: {error}") from None
    if not parsed.entries:
        why = f": {parsed.bozo_exception}" if parsed.get("bozo") else ""
        raise UnreadableError(f"is a feed without items{why}")
    if len(parsed.entries) > MAX_ITEMS:
        yield Problem(name, f"holds {len(parsed.entries):,} items: the first {MAX_ITEMS:,} are read")
    for number, entry in enumerate(parsed.entries[:MAX_ITEMS], 1):
        yield from reports_of(_entry(entry, parsed.feed), name, f"item {number}: ", options)
    if parsed.get("bozo") and not isinstance(parsed.bozo_exception, feedparser.CharacterEncodingOverride):
        yield Problem(name, f"is a damaged feed, read as far as it goes: {parsed.bozo_exception}")


def _entry(entry: Any, feed: Any) -> Mapping[str, Any]:
    """An item as a record: its content is a text, its description a teaser unless it is long."""
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    whole = max((text_of(each) for each in contents), key=len, default="")
    short = text_of(entry.get("summary") or "")
    source = entry.get("source") or {}
    outlet = source.get("title") or site_of(
        feed.get("title") or "", feed.get("link") or entry.get("link") or ""
    )
    is_whole = (bool(whole) and (whole != short or len(whole) >= _SHORT)) or len(short) >= _TEASER
    return {
        "text": max(whole, short, key=len) if is_whole else None,
        "description": short or whole or None,
        "id": entry.get("id") or entry.get("link"),
        "url": entry.get("link")
        or (entry.get("id") if str(entry.get("id", "")).startswith("http") else None),
        "title": text_of(entry.get("title") or "") or None,
        "language": entry.get("language") or feed.get("language"),
        "published": entry.get("published") or entry.get("dc_date") or entry.get("updated"),
        "outlet": outlet,
        "byline": entry.get("author"),
    }


def _sitemap(raw: bytes, name: str, options: Options) -> Items:
    """A news sitemap: addresses with titles, dates and outlets, and no texts: teasers of a title."""
    found = 0
    for url in _tree(raw).iter("{*}url"):
        held = {
            _local(each.tag): (each.text or "").strip() for each in url.iter() if isinstance(each.tag, str)
        }
        if not held.get("title") or not held.get("loc"):
            continue
        found += 1
        record = {
            "description": held["title"],
            "title": held["title"],
            "url": held["loc"],
            "id": held["loc"],
            "language": held.get("language"),
            "published": held.get("publication_date") or held.get("lastmod"),
            "outlet": held.get("name") or host(held["loc"]),
        }
        yield from reports_of(record, name, f"entry {found}: ", options)
    if not found:
        raise UnreadableError("is a sitemap without news: it lists addresses only")


def _local(tag: str) -> str:
    """A name of an element without its namespace, be it declared or not."""
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1]
