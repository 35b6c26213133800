"""Exports of newspaper databases: Nexis (new and old), Factiva, Retriever (Mediearkivet, Atekst); a module a
database.

A text that looks like several documents and is none of these is refused with the name of what it looks
like: a container is never one report.
"""

from __future__ import annotations

from collections.abc import Callable

import regex

from rashomon.reading.decoding import UnreadableError
from rashomon.reading.publication import published_from_field
from rashomon.reading.sources.databases.factiva import DOCUMENT, factiva
from rashomon.reading.sources.databases.header import KEYED, Record
from rashomon.reading.sources.databases.nexis import COUNTED, END, counts, lexis, nexis
from rashomon.reading.sources.databases.retriever import DATE_IN, NAMED, RULE, retriever

Export = tuple[str, list[Record], list[str]]

#: What several documents of databases look like that nobody has written a reader for.
_UNKNOWN = (
    ("ProQuest", regex.compile(r"^[ \t]*(?:ProQuest document ID|Document URL)\b", regex.M | regex.I)),
    (
        "Europresse",
        regex.compile(r"^.*(?:europresse|eureka)\.cc?\b|^[ \t]*Nom de la source", regex.M | regex.I),
    ),
    ("EBSCO", regex.compile(r"^[ \t]*(?:Accession Number|Persistent link to this)\b", regex.M | regex.I)),
    ("WISO or GENIOS", regex.compile(r"^[ \t]*(?:Dokumentnummer|Dauerhafte Adresse des Doku\w+):", regex.M)),
    ("a mailbox", regex.compile(r"^From \S+@\S+ .*\d{4}$", regex.M)),
)


def export_of(text: str) -> Export | None:
    """What database a text is an export of, its documents as records, and what is lost; None where it is
    one text.

    Raises:
        UnreadableError: where it looks like several documents and is not understood.
    """
    if len(text) < 40:
        return None
    readers: tuple[tuple[str, regex.Pattern[str], int, Callable[[str], list[Record | str]]], ...] = (
        ("Nexis", END, 1, nexis),
        ("Factiva", DOCUMENT, 1, factiva),
        ("LexisNexis", COUNTED, 1, lexis),
        ("Retriever", RULE, 1, retriever),
    )
    for what, sign, fewest, read in readers:
        if len(sign.findall(text)) < fewest or (what == "LexisNexis" and not counts(text)):
            continue
        if what == "Retriever" and not NAMED.search(text):
            continue
        found = read(text)
        records = [each for each in found if isinstance(each, dict)]
        lost = [each for each in found if isinstance(each, str)]
        if not records:
            raise UnreadableError(
                f"looks like an export of {what} and is not understood: {lost[0] if lost else ''}"
            )
        return what, records, lost
    _refuse_several(text)
    return None


def _refuse_several(text: str) -> None:
    """Refuse a text that looks like several documents.

    Raises:
        UnreadableError: naming what it looks like.
    """
    for what, sign in _UNKNOWN:
        count = len(sign.findall(text))
        if count >= 2:
            raise UnreadableError(
                f"looks like {count} documents of {what}, which is not understood: split it first"
            )
    parts = [part for part in RULE.split(text)[::2] if len(part.split()) >= 25]
    dated = sum(any(_dated(line) for line in part.strip().split("\n")[:8]) for part in parts)
    if len(parts) >= 2 and dated >= 2 and dated * 3 >= len(parts) * 2:
        raise UnreadableError(
            f"looks like {len(parts)} documents parted by lines of signs, each with its date: split it first"
        )
    keys: dict[str, int] = {}
    for line in text.split("\n"):
        found = KEYED.match(line) if len(line) < 300 else None
        if found and found["key"].lower() in _FIELDS:
            keys[found["key"].lower()] = keys.get(found["key"].lower(), 0) + 1
    repeated = [key for key, count in keys.items() if count >= 2]
    if len(repeated) >= 2:
        raise UnreadableError(
            f"looks like {min(keys[key] for key in repeated)} documents with the fields "
            f"{', '.join(sorted(repeated))}, which is not understood: split it first, or give a table"
        )


_FIELDS = frozenset(
    ["title", "headline", "date", "source", "publication", "byline", "author", "full text", "url", "section",
     "titel", "datum", "quelle", "titre", "título", "fecha", "fuente", "titolo", "fonte", "rubrik", "källa",
     "tittel", "kilde", "publication date", "length", "text"]
)  # fmt: skip


def _dated(line: str) -> bool:
    found = DATE_IN.search(line)
    return found is not None or (8 <= len(line) <= 60 and published_from_field(line) is not None)
