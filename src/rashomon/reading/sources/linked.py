"""What a page says of itself as data: JSON-LD (schema.org) and meta elements."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import regex
from anyascii import anyascii

from rashomon.model import Moment
from rashomon.reading.addresses import canonical, host, is_address, is_aggregator
from rashomon.reading.publication import published_from_field
from rashomon.reading.sources import fields

#: Most bytes of linked data that are parsed on one page, and most objects looked at.
_MOST_DATA = 2_000_000
_MOST_NODES = 3_000
_ARTICLE = regex.compile(
    r"(?:\w*Article|\w*BlogPosting|Report|\w*NewsArticle|LiveBlogPosting|AdvertiserContentArticle)$"
)
_META_DATES = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "published_time",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.created",
    "dc.date.created", "date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published",
    "date.issued", "originalpublicationdate", "timestamp", "vr:published_time", "published_at",
    "rnews:datepublished",
    "cxenseparse:article:published", "shareaholic:article_published_time", "og:pubdate", "created",
)  # fmt: skip
_SIGNS = regex.compile(r"[^A-Za-z0-9]++")
_SITE_TAIL = regex.compile(r"\s++(?:[|–—•·»]|::|-)\s++[^|–—•·»]{2,60}$")


@dataclass(slots=True)
class Said:
    """What a page says of itself; None where it says nothing."""

    title: str | None = None
    deck: str | None = None
    byline: str | None = None
    outlet: str | None = None
    address: str | None = None
    language: str | None = None
    published: Moment | None = None
    body: str | None = None
    free: bool = True
    is_article: bool = False


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """All objects of linked data, outer before inner, without recursion."""
    waiting, seen = [value], 0
    while waiting and seen < _MOST_NODES:
        each = waiting.pop(0)
        seen += 1
        if isinstance(each, Mapping):
            yield each
            waiting.extend(inner for inner in each.values() if isinstance(inner, list | Mapping))
        elif isinstance(each, list):
            waiting.extend(inner for inner in each if isinstance(inner, list | Mapping))


def _linked(tree: Any) -> Iterator[Mapping[str, Any]]:
    budget = _MOST_DATA
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        raw = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        raw = (
            raw.removeprefix("//<![CDATA[")
            .removeprefix("<![CDATA[")
            .removesuffix("//]]>")
            .removesuffix("]]>")
        )
        budget -= len(raw)
        if budget < 0:
            return
        try:
            yield from _nodes(json.loads(raw, strict=False))
        except (ValueError, RecursionError):
            continue


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in named)


def _article(nodes: list[Mapping[str, Any]], address: str | None) -> Mapping[str, Any]:
    """The one article that a page is: of several the one with its address, else the fullest first one."""
    articles = [
        node for node in nodes if _is_article(node) and (node.get("headline") or node.get("articleBody"))
    ]
    if not articles:
        return next((node for node in nodes if _is_article(node)), {})
    if address:
        for node in articles:
            for key in ("url", "mainEntityOfPage", "@id"):
                given = node.get(key)
                given = given.get("@id") if isinstance(given, Mapping) else given
                if isinstance(given, str) and canonical(given) == canonical(address):
                    return node
    dated = [node for node in articles if node.get("datePublished")]
    return (dated or articles)[0]


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _text_in(tree: Any, tag: str) -> str | None:
    for element in tree.iter(tag):
        words = " ".join("".join(element.itertext()).split())
        if words:
            return words[:300]
    return None


def _plain(value: str | None) -> str | None:
    import html

    return " ".join(html.unescape(html.unescape(value)).split()) if value else None


def said_by(tree: Any, address: str | None = None) -> Said:
    """What a page says of itself. ``address`` is where it was fetched, where that is known."""
    metas, nodes = _metas(tree), list(_linked(tree))
    link = next(
        (each.get("href") for each in tree.iter("link") if (each.get("rel") or "").lower() == "canonical"), ""
    )
    own = next((each for each in (link, metas.get("og:url", "")) if each and is_address(each)), None)
    article = _article(nodes, own or address)
    said = Said(is_article=bool(article) or metas.get("og:type", "").lower() == "article")
    said.address = own or address or _url(article)
    said.title = _title(tree, article, metas)
    said.deck = _plain(
        metas.get("og:description") or metas.get("description") or fields.words(article.get("description"))
    )
    said.byline = _byline(article, metas)
    said.language = _language(tree, article, metas)
    said.outlet = _outlet(nodes, article, metas, said.address)
    said.published = _published(tree, article, metas)
    body = article.get("articleBody")
    said.body = body if isinstance(body, str) and body.strip() else None
    said.free = article.get("isAccessibleForFree") not in (False, "False", "false")
    return said


def _url(article: Mapping[str, Any]) -> str | None:
    for key in ("url", "mainEntityOfPage", "@id"):
        given = article.get(key)
        given = given.get("@id") if isinstance(given, Mapping) else given
        if isinstance(given, str) and is_address(given):
            return given
    return None


def _title(tree: Any, article: Mapping[str, Any], metas: Mapping[str, str]) -> str | None:
    given = _plain(fields.words(article.get("headline"))) or _plain(
        metas.get("og:title") or metas.get("twitter:title")
    )
    heads = [" ".join("".join(each.itertext()).split()) for each in tree.iter("h1")]
    heads = [each for each in heads if each]
    if given:
        cut = _SITE_TAIL.sub("", given)
        return (
            cut
            if cut in heads or (given not in heads and metas.get("og:site_name", "\0") in given)
            else given
        )
    if len(heads) == 1:
        return heads[0][:300]
    written = _text_in(tree, "title")
    return _SITE_TAIL.sub("", written) if written else None


def _byline(article: Mapping[str, Any], metas: Mapping[str, str]) -> str | None:
    given = fields.words(article.get("author")) or metas.get("author") or metas.get("article:author")
    given = given or metas.get("parsely-author") or metas.get("dc.creator")
    return None if not given or is_address(given) else _plain(given)


def _language(tree: Any, article: Mapping[str, Any], metas: Mapping[str, str]) -> str | None:
    root = tree if tree.tag == "html" else next(iter(tree.iter("html")), None)
    of_root = (root.get("lang") or root.get("xml:lang") or "") if root is not None else ""
    return (
        fields.words(article.get("inLanguage")) or of_root or metas.get("og:locale")
        or metas.get("content-language") or metas.get("language")
    )  # fmt: skip


def _outlet(
    nodes: list[Mapping[str, Any]], article: Mapping[str, Any], metas: Mapping[str, str], address: str | None
) -> str | None:
    """The outlet: the site's name, the publisher, the application's name, else the host."""
    parts = article.get("isPartOf")
    site = next((fields.words(node.get("name")) for node in nodes if node.get("@type") == "WebSite"), None)
    given = (
        metas.get("og:site_name"), fields.words(article.get("publisher")), site,
        fields.words(parts) if isinstance(parts, Mapping) else None, metas.get("application-name"),
        metas.get("twitter:site", "").removeprefix("@"),
    )  # fmt: skip
    names = [
        name
        for name in map(_plain, given)
        if name and not is_address(name) and not is_aggregator(name) and len(name) <= 80
    ]
    place = host(address) if address else ""
    # Sections have names of their own; the one that the address bears too is the outlet's.
    if names:
        return next((name for name in names if _bears(place, name)), names[0])
    return place if place and not is_aggregator(place) else None


def _bears(place: str, name: str) -> bool:
    """True if a host bears the name of an outlet: "heise.de" that of "heise online"."""
    labels = [label for label in place.split(".")[:-1] if len(label) > 3]
    folded = _SIGNS.sub("", anyascii(name)).lower()
    return any(
        label.replace("-", "") in folded or folded[:5] in label.replace("-", "") for label in labels if folded
    )


def _published(tree: Any, article: Mapping[str, Any], metas: Mapping[str, str]) -> Moment | None:
    for value in (article.get("datePublished"), article.get("dateCreated"), *map(metas.get, _META_DATES)):
        moment = published_from_field(value) if value else None
        if moment:
            return moment
    marked = [each for each in tree.iter("time") if each.get("datetime")]
    sure = [each for each in marked if each.get("pubdate") is not None or "publish" in _classes(each)]
    days = {published_from_field(each.get("datetime")) for each in marked[:3]}
    for each in sure or (marked[:1] if len(days) == 1 else []):
        moment = published_from_field(each.get("datetime"))
        if moment:
            return moment
    return None


def _classes(element: Any) -> str:
    return " ".join((element.get("class") or "", element.get("itemprop") or "")).lower()
