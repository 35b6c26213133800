"""Markup in a field of a record (a feed's description, ninjs' XHTML, a letter's body) as plain text."""

from __future__ import annotations

from typing import Any

import regex
from lxml import etree, html

_BLOCKS = frozenset(
    ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table",
     "section", "article", "figure", "figcaption", "header", "footer", "hr", "pre", "dd", "dt", "td"]
)  # fmt: skip
_UNSEEN = frozenset(
    ["script", "style", "noscript", "template", "iframe", "head", "title", "svg", "button", "form"]
)
_BLANKS = regex.compile(r"[^\S\n]++")
_EMPTY = regex.compile(r" *\n *(?:\n\s*)?")


def text_of(markup: str) -> str:
    """The text that a piece of HTML shows: a paragraph a line with an empty one between, nothing of
    scripts. Empty where it shows none."""
    if not markup.strip():
        return ""
    try:
        parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
        root = html.fragment_fromstring(markup, create_parent="div", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ""
    return shown(root)


def shown(root: Any) -> str:
    """The text that an element shows (a walk without recursion, however deep the tree)."""
    parts: list[str] = []
    skip: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skip is None and tag in _UNSEEN:
                skip = element
            if skip is None:
                parts.append("\n\n" if tag in _BLOCKS else "")
                parts.append(_BLANKS.sub(" ", (element.text or "").replace("\n", " ")))
            continue
        if skip is element:
            skip = None
        if skip is None:
            parts.append("\n\n" if tag in _BLOCKS else "")
            if element is not root:
                parts.append(_BLANKS.sub(" ", (element.tail or "").replace("\n", " ")))
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    return "\n\n".join(line for line in lines if line)
