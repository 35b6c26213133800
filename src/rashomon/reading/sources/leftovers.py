"""What a page shows beside its report: every line with the part of the page it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import regex
from lxml import etree

#: Most that is kept of what was left out of one page, in code points.
_MOST = 20_000
_UNSEEN = frozenset(["script", "style", "noscript", "template", "head", "svg", "iframe", "option", "object"])
_BLOCKS = frozenset(
    ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table",
     "section", "article", "figure", "figcaption", "header", "footer", "nav", "aside", "form", "main", "td",
     "button", "label", "body", "time", "dd", "dt", "hr"]
)  # fmt: skip
_PARTS = {
    "nav": "navigation", "footer": "foot of the page", "aside": "beside the article", "form": "form",
    "figcaption": "caption of a picture", "figure": "picture", "header": "head of the page",
    "button": "control",
}  # fmt: skip
_NAMED = regex.compile(
    r"(?P<embed>\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|fb-video|telegram-post|"
    r"bluesky-embed|mastodon-embed|reddit-embed\w*|reddit-card)\b)|"
    r"(?P<navigation>\b(?:nav|menu|breadcrumb)s?\b)|(?P<comments>comment|disqus)|(?P<related>related|recommend|"
    r"more-(?:from|on)|most-(?:read|popular)|teaser)|(?P<share>share|social)|(?P<advert>advert|sponsor|\bad[sv]?\b|promo)|"
    r"(?P<letter>newsletter|subscribe|paywall)|(?P<caption>caption)|(?P<consent>cookie|consent|gdpr)",
    regex.I,
)
#: What lines are called that are the caption of a picture, and a post of a network.
CAPTION, EMBED = "caption of a picture", "post of a network"
_REASONS = {
    "embed": EMBED,
    "navigation": "navigation", "comments": "comments", "related": "other reports",
    "share": "buttons to share",
    "advert": "advertisement", "letter": "appeal to the reader", "caption": CAPTION,
    "consent": "cookie notice",
}  # fmt: skip


def _part(element: Any) -> str | None:
    named = element.get("class") or element.get("id")
    found = _NAMED.search(named) if named else None
    return _REASONS[found.lastgroup] if found and found.lastgroup else _PARTS.get(element.tag)


def lines_of_page(tree: Any) -> Iterator[tuple[str, str]]:
    """Every line that a page shows, with the part of the page it stands in (empty: none that says so)."""
    parts: list[str] = []
    reasons = [""]
    skip: Any = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if skip is None and tag in _UNSEEN:
                skip = element
            if skip is not None:
                continue
            if tag in _BLOCKS:
                yield from _flush(parts, reasons[-1])
                reasons.append(_part(element) or reasons[-1])
            if element.text:
                parts.append(element.text)
            continue
        if skip is element:
            skip = None
            if element.tail:
                parts.append(element.tail)
        elif skip is None:
            if tag in _BLOCKS:
                yield from _flush(parts, reasons[-1])
                reasons.pop()
            if element.tail:
                parts.append(element.tail)
    yield from _flush(parts, "")


def _flush(parts: list[str], reason: str) -> Iterator[tuple[str, str]]:
    if parts:
        words = " ".join("".join(parts).split())
        parts.clear()
        if words:
            yield words, reason


def leftovers(shown: Iterable[tuple[str, str]], kept: set[str]) -> Iterator[tuple[str, str]]:
    """The lines of a page that are not in its report, each once, with the reason; as many as 20,000 code
    points hold, the rest counted."""
    seen, size, more = set(kept), 0, 0
    whole = "\n".join(kept)
    for line, reason in shown:
        if line in seen or (len(line) > 40 and line in whole):
            continue
        seen.add(line)
        size += len(line)
        if size > _MOST:
            more += 1
        else:
            yield line, reason or "not part of the article"
    if more:
        yield "", f"{more} more lines of the page"
