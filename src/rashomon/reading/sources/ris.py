"""References (RIS) as databases of newspapers export them: a reference with its text or abstract each."""

from __future__ import annotations

from typing import Any, BinaryIO

import regex

from rashomon.model import Problem
from rashomon.reading.decoding import UnreadableError, decode
from rashomon.reading.options import Items, Options, bounded
from rashomon.reading.sources.records import reports_of

MAX_BYTES = 200_000_000
_TAG = regex.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: (?P<value>.*))?$")
#: Tags and what they hold, best first (N2 and AB are abstracts, and texts where they are long).
_TAGS = {
    "title": ("T1", "TI"), "published": ("DA", "Y1", "PY"), "outlet": ("JO", "JF", "T2", "JA", "PB"),
    "byline": ("AU", "A1"), "url": ("UR", "L2"), "language": ("LA",), "id": ("AN", "ID", "M1"),
}  # fmt: skip
_TEXTS = ("N1", "N2", "AB")
#: An abstract of this many code points is a text.
_LONG = 1_000


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of a list of references."""
    text = decode(bounded(stream, MAX_BYTES, "list of references"), options.encoding)
    number, held, last = 0, dict[str, list[str]](), ""
    for line in text.splitlines():
        found = _TAG.match(line)
        if not found:
            if last and line.strip():
                held[last].append(line.strip())
            continue
        last, value = found["tag"], (found["value"] or "").strip()
        if last == "ER":
            number += 1
            yield from reports_of(_record(held), name, f"reference {number}: ", options)
            held, last = {}, ""
        else:
            held.setdefault(last, []).append(value)
    if held:
        yield Problem(name, f"reference {number + 1}: has no end (ER): the file is cut off")
    if not number:
        raise UnreadableError("holds no whole reference (RIS)")


def _record(held: dict[str, list[str]]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for ours, tags in _TAGS.items():
        given = next((held[tag] for tag in tags if any(held.get(tag, ()))), None)
        if given:
            record[ours] = "; ".join(filter(None, given)) if ours == "byline" else given[0]
    if "published" in record:
        record["published"] = record["published"].strip("/").replace("/", "-")
    texts = ["\n\n".join(filter(None, held.get(tag, ()))) for tag in _TEXTS]
    longest = max(texts, key=len)
    record["text" if len(longest) >= _LONG else "abstract"] = longest
    return record
