"""Retriever (Mediearkivet, Atekst): documents parted by rules."""

from __future__ import annotations

import regex

from rashomon.reading.sources.databases.header import COPYRIGHT, Record, body, lines_in

RULE = regex.compile(r"^[ \t]*([=\-_*#~])\1{9,}[ \t]*$", regex.M)
NAMED = regex.compile(r"mediearkivet|retriever|atekst|nyhetsarkivet", regex.I)
_PAGED = regex.compile(r"(?:,|\.)? (?:sid[ae]|side|s\.|seite|page) ?\d.*$", regex.I)
DATE_IN = regex.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{4}")
_PUBLISHED_ON = regex.compile(
    r"[ ,.:;-]*(?:publi\p{L}+ (?:på|i|on|in) \p{L}+|published online|webb?|print|nett|papir)\b.*$", regex.I
)
_ADDRESS = regex.compile(r"https?://\S+")
_PAGE = regex.compile(r"(?:Sid[ae]|Side|Seksjon|Sektion) ?:? ?\d")


def retriever(text: str) -> list[Record | str]:
    """The documents of a text, and what could not be read of them."""
    found: list[Record | str] = []
    for part in RULE.split(text)[::2]:
        lines = [line for line in lines_in(part) if line]
        at = next((place for place, line in enumerate(lines[:6]) if place and DATE_IN.search(line)), None)
        if at is None:
            if len(" ".join(lines).split()) > 60:
                found.append(f"a document ({lines[0][:60]!r}) has no line of outlet and date")
            continue
        head, date = lines[at], DATE_IN.search(lines[at])
        record: Record = {"title": lines[at - 1], "published": date.group() if date else None}
        outlet = head[: date.start()] if date else head
        record["outlet"] = _PUBLISHED_ON.sub("", _PAGED.sub("", outlet)).strip(" ,.;:-") or None
        told = []
        for line in lines[at + 1 :]:
            address = _ADDRESS.search(line)
            if address and len(line) < 300:
                record.setdefault("url", address.group().rstrip(".,;)"))
            elif not COPYRIGHT.match(line) and not _PAGE.match(line):
                told.append(line)
        if told:
            record["text"] = body(told)
            found.append(record)
        else:
            found.append(f"a document ({record['title'][:60]!r}) has no text")
    return found
