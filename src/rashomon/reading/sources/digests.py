"""A digest or newsletter in plain text: its items, parted by lines of signs."""

from __future__ import annotations

import regex

_PARTED = regex.compile(r"^[ \t]*(?:[-=_*~#•·—–]{5,}|(?:[*•·—–-] ){3,}[*•·—–-]?)[ \t]*$", regex.M)
_ADDRESS = regex.compile(r"https?://\S+")
_SENTENCE = regex.compile(r"[\p{Ll}\p{Lo}\p{N}\"”»)][.!?。！？](?:\s|$)")
#: Least words of an item.
_FEWEST = 12
#: Ends of letters that are no items.
_LONGEST_TITLE = 200


def items_of(text: str) -> list[dict[str, str]]:
    """The items of a digest (title, text, and address where one stands); fewer than two: it is no digest."""
    parts = [part.strip() for part in _PARTED.split(text)]
    found = [item for item in map(_item, parts) if item]
    return found if len(found) >= 2 else []


def _item(part: str) -> dict[str, str] | None:
    lines = [line.strip() for line in part.split("\n")]
    told = [line for line in lines if line and not _ADDRESS.fullmatch(line)]
    if len(told) < 2 or len(told[0]) > _LONGEST_TITLE or _SENTENCE.search(told[0] + " "):
        return None
    body = "\n".join(told[1:])
    if len(body.split()) < _FEWEST or not _SENTENCE.search(body):
        return None
    item = {"title": told[0], "text": "\n\n".join([told[0], *told[1:]]) + "\n"}
    address = _ADDRESS.search(part)
    if address:
        item["url"] = address.group().rstrip(".,;)>")
    return item
