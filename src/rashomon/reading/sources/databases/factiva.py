"""Factiva: text with a header of lines or of two letters, and the pages that it saves (HTML)."""

from __future__ import annotations

from typing import Any

import regex

from rashomon.reading.publication import published_from_field
from rashomon.reading.sources.databases.header import COPYRIGHT, WORDS, Record, body, lines_in

DOCUMENT = regex.compile(r"^[ \t]*(?:AN[ \t]+)?Document ([A-Z]{2,8}\w*\d{10,}\w*)[ \t]*$", regex.M)
_TAGGED = regex.compile(
    r"^(?P<tag>HD|BY|WC|PD|ET|SN|SC|LA|CY|LP|TD|CR|ED|PG|SE|CT|AN|CO|IN|NS|RE|PUB|IPC|IPD)"
    r"(?:[ \t]+(?P<value>.*))?$"
)
_CLOCK = regex.compile(r"\d{1,2}[:.]\d{2}.*")
_OF_ARTICLE = regex.compile(r"(?:^|\s)(?P<language>[a-z]{2})?[Aa]rticle(?:\s|$)")


def factiva(text: str) -> list[Record | str]:
    """The documents of a text, and what could not be read of them."""
    found: list[Record | str] = []
    parts = DOCUMENT.split(text)
    for number, (part, code) in enumerate(zip(parts[::2], parts[1::2], strict=False), 1):
        lines = [line for line in lines_in(part) if line]
        tagged = _tagged(lines)
        record = tagged if tagged.get("text") else _in_order(lines)
        if not record.get("text", "").strip():
            found.append(f"document {number} ({code}): has no body that is understood")
            continue
        found.append({**record, "id": code})
    return found


def _tagged(lines: list[str]) -> Record:
    """A document with Factiva's two letters in front of each field."""
    held: dict[str, list[str]] = {}
    last = ""
    for line in lines:
        found = _TAGGED.match(line)
        if found:
            last = found["tag"]
            held.setdefault(last, []).append(found["value"] or "")
        elif last:
            held[last].append(line)
    if not {"HD", "PD"} <= held.keys():
        return {}
    one = {tag: " ".join(filter(None, lines)) for tag, lines in held.items()}
    return {
        "title": one["HD"], "byline": one.get("BY"), "published": one["PD"], "outlet": one.get("SN"),
        "language": one.get("LA"), "text": body([*held.get("LP", []), *held.get("TD", [])]),
    }  # fmt: skip


def _in_order(lines: list[str]) -> Record:
    """A document whose header is lines in a fixed order: title, byline, words, date, time, outlet, code,
    language, copyright."""
    count = next((place for place, line in enumerate(lines) if WORDS.match(line)), None)
    if count is None or count == 0:
        return {}
    record: Record = {"title": lines[0], "byline": lines[count - 1] if count >= 2 else None}
    at = count + 1
    notice = next(
        (place for place, line in enumerate(lines[at : at + 9], at) if COPYRIGHT.match(line)), None
    )
    head = lines[at : notice if notice is not None else at + 5]
    for line in head:
        if "published" not in record and published_from_field(line):
            record["published"] = line
        elif (
            "published" in record
            and "outlet" not in record
            and not _CLOCK.fullmatch(line)
        ):
            record["outlet"] = line
        elif line.istitle() and " " not in line:
            record["language"] = line.lower()
    record["text"] = body(lines[(notice if notice is not None else at + 4) + 1 :])
    return record


def factiva_page(tree: Any) -> list[Record | str]:
    """The documents of a page that Factiva saved, and what could not be read of them; none of other pages."""
    found: list[Record | str] = []
    for article in tree.iter("div"):
        classes = article.get("class") or ""
        named = [each["language"] for each in _OF_ARTICLE.finditer(classes) if each["language"]]
        paragraphs = [each for each in article.iter("p") if "articleParagraph" in (each.get("class") or "")]
        if not paragraphs or "article" not in classes.lower().split():
            continue
        code = next((DOCUMENT.match(_shown(each)) for each in reversed(list(article.iter("p")))), None)
        rows = [row for row in article.iter("tr") if len(row) >= 2 and _TAGGED.fullmatch(_shown(row[0]))]
        record = _tagged(_of_rows(rows)) if rows else _in_order(_of_blocks(article, paragraphs))
        if not record.get("text", "").strip():
            found.append(f"document {len(found) + 1}: has no body that is understood")
            continue
        found.append({"language": named[0] if named else None, **record, "id": code[1] if code else None})
    return found


def _shown(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _of_rows(rows: list[Any]) -> list[str]:
    """A document as a table, two letters in front of each field."""
    lines: list[str] = []
    for row in rows:
        held = [_shown(each) for each in row[1].iter("p")] or [_shown(row[1])]
        lines += [f"{_shown(row[0])} {held[0]}", *held[1:]]
    return lines


def _of_blocks(article: Any, paragraphs: list[Any]) -> list[str]:
    """A document as the lines of its header (each a block), and its paragraphs."""
    above = [_shown(each) for each in article if each.tag in {"div", "span"}]
    return [*filter(None, above), *filter(None, map(_shown, paragraphs))]
