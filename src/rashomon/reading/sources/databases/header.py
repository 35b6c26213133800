"""What documents of databases have above and around their body, in any of them."""

from __future__ import annotations

from typing import Any

import regex

from rashomon.reading.publication import published_from_field

Record = dict[str, Any]

KEYED = regex.compile(r"^[ \t]*(?P<key>[\p{L}][\p{L} -]{2,24}):[ \t]*(?P<value>.*)$")
WORDS = regex.compile(r"^[\d.,]{1,7} (?:words|Wörter|mots|palabras|parole|palavras|woorden|ord)$", regex.I)
COPYRIGHT = regex.compile(r"^(?:\(c\)|©|copyright\b)", regex.I)
_BEHIND_YEAR = regex.compile(r"(?<=\d{4})[ ,]+\p{L}.*$")


def lines_in(text: str) -> list[str]:
    """The lines of a text, blanks in them single."""
    return [" ".join(line.split()) for line in text.split("\n")]


def body(lines: list[str]) -> str:
    """Lines as paragraphs."""
    return "\n\n".join(line for line in lines if line) + "\n"


def of_header(lines: list[str]) -> tuple[Record, list[str]]:
    """What the lines above the body say: the keyed fields and the dates, and the lines that are left."""
    record: Record = {}
    left: list[str] = []
    for line in lines:
        keyed = KEYED.match(line)
        key = keyed["key"].strip().lower() if keyed else ""
        if key in {"byline", "von", "author", "auteur"} and keyed:
            record["byline"] = keyed["value"]
        elif key in {"section", "length", "rubrik", "länge", "highlight", "dateline"} or COPYRIGHT.match(
            line
        ):
            continue
        elif key == "headline" and keyed:
            record["title"] = keyed["value"]
        elif "published" not in record and len(line) <= 70 and published_from_field(_weekday_off(line)):
            record["published"] = _weekday_off(line)
        elif line and not WORDS.match(line):
            left.append(line)
    return record, left


def _weekday_off(line: str) -> str:
    """A date without what Nexis writes behind it ("May 14, 2024 Tuesday 10:12 AM GMT")."""
    return _BEHIND_YEAR.sub("", line)
