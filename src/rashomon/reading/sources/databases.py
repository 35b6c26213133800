"""Exports of newspaper databases as text: Nexis (new and old), Factiva, Retriever (Mediearkivet, Atekst).

A text that looks like several documents and is none of these is refused with the name of what it looks
like: a container is never one report.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import regex

from rashomon.reading.decoding import UnreadableError
from rashomon.reading.publication import published_from_field

Record = dict[str, Any]
Export = tuple[str, list[Record], list[str]]

_END = regex.compile(r"^[ \t]*End of Document[ \t]*$", regex.M)
_COUNTED = regex.compile(
    r"^[ \t]*(?:Document |Dokument |Documento )?(\d{1,5}) (?:of|von|de|sur|di|van|av|af) (\d{1,5})"
    r"(?: DOCUMENTS?| DOKUMENTEN?)?[ \t]*$",
    regex.M | regex.I,
)
_FACTIVA = regex.compile(r"^[ \t]*(?:AN[ \t]+)?Document ([A-Z]{2,8}\w*\d{10,}\w*)[ \t]*$", regex.M)
_RULE = regex.compile(r"^[ \t]*([=\-_*#~])\1{9,}[ \t]*$", regex.M)
_KEYED = regex.compile(r"^[ \t]*(?P<key>[\p{L}][\p{L} -]{2,24}):[ \t]*(?P<value>.*)$")
_TAGGED = regex.compile(
    r"^(?P<tag>HD|BY|WC|PD|ET|SN|SC|LA|CY|LP|TD|CR|ED|PG|SE|CT|AN|CO|IN|NS|RE|PUB|IPC|IPD)"
    r"(?:[ \t]+(?P<value>.*))?$"
)
_WORDS = regex.compile(r"^[\d.,]{1,7} (?:words|Wörter|mots|palabras|parole|palavras|woorden|ord)$", regex.I)
_COPYRIGHT = regex.compile(r"^(?:\(c\)|©|copyright\b)", regex.I)
#: Fields of Nexis that end the body.
_AFTER = frozenset(
    ["classification", "load-date", "language", "publication-type", "subject", "graphic", "notes",
     "publication type", "journal code", "industry", "geographic", "person", "company", "organization"]
)  # fmt: skip
_RETRIEVER = regex.compile(r"mediearkivet|retriever|atekst|nyhetsarkivet", regex.I)
_PAGED = regex.compile(r"(?:,|\.)? (?:sid[ae]|side|s\.|seite|page) ?\d.*$", regex.I)
_DATE_IN = regex.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{4}")
_PUBLISHED_ON = regex.compile(
    r"[ ,.:;-]*(?:publi\p{L}+ (?:på|i|on|in) \p{L}+|published online|webb?|print|nett|papir)\b.*$", regex.I
)
_ADDRESS = regex.compile(r"https?://\S+")
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
        ("Nexis", _END, 1, _nexis),
        ("Factiva", _FACTIVA, 1, _factiva),
        ("LexisNexis", _COUNTED, 1, _lexis),
        ("Retriever", _RULE, 1, _retriever),
    )
    for what, sign, fewest, read in readers:
        if len(sign.findall(text)) < fewest or (what == "LexisNexis" and not _counts(text)):
            continue
        if what == "Retriever" and not _RETRIEVER.search(text):
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


def _counts(text: str) -> bool:
    """True if a text counts its documents: "1 of 3", "2 of 3", "3 of 3", on lines of their own."""
    found = _COUNTED.findall(text)
    return found[0][0] == "1" and len({whole for _, whole in found}) == 1 and "DOCUMENT" in text.upper()


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
    parts = [part for part in _RULE.split(text)[::2] if len(part.split()) >= 25]
    dated = sum(any(_dated(line) for line in part.strip().split("\n")[:8]) for part in parts)
    if len(parts) >= 2 and dated >= 2 and dated * 3 >= len(parts) * 2:
        raise UnreadableError(
            f"looks like {len(parts)} documents parted by lines of signs, each with its date: split it first"
        )
    keys: dict[str, int] = {}
    for line in text.split("\n"):
        found = _KEYED.match(line) if len(line) < 300 else None
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
    found = _DATE_IN.search(line)
    return found is not None or (8 <= len(line) <= 60 and published_from_field(line) is not None)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n")]


def _body(lines: list[str]) -> str:
    return "\n\n".join(line for line in lines if line) + "\n"


def _of_header(lines: list[str]) -> tuple[Record, list[str]]:
    """What the lines above the body say: the keyed fields and the dates, and the lines that are left."""
    record: Record = {}
    left: list[str] = []
    for line in lines:
        keyed = _KEYED.match(line)
        key = keyed["key"].strip().lower() if keyed else ""
        if key in {"byline", "von", "author", "auteur"} and keyed:
            record["byline"] = keyed["value"]
        elif key in {"section", "length", "rubrik", "länge", "highlight", "dateline"} or _COPYRIGHT.match(
            line
        ):
            continue
        elif key == "headline" and keyed:
            record["title"] = keyed["value"]
        elif "published" not in record and len(line) <= 70 and published_from_field(_weekday_off(line)):
            record["published"] = _weekday_off(line)
        elif line and not _WORDS.match(line):
            left.append(line)
    return record, left


def _weekday_off(line: str) -> str:
    """A date without what Nexis writes behind it ("May 14, 2024 Tuesday 10:12 AM GMT")."""
    return regex.sub(r"(?<=\d{4})[ ,]+\p{L}.*$", "", line)


def _nexis(text: str) -> list[Record | str]:
    found: list[Record | str] = []
    for number, part in enumerate(_END.split(text), 1):
        lines = [line for line in _lines(part) if line]
        if not lines:
            continue
        at = next((place for place, line in enumerate(lines) if line == "Body"), None)
        if at is None:
            if len(" ".join(lines).split()) > 40 and number > 1:
                found.append(f"document {number}: has no body that is understood")
            continue
        end = next((place for place, line in enumerate(lines[at + 1 :], at + 1) if _ends(line)), len(lines))
        record, left = _of_header(lines[:at])
        left = left[-2:] if "published" in record else left
        record |= _after(lines[end:])
        _title_and_outlet(record, left)
        record["text"] = _body(lines[at + 1 : end])
        found.append(record)
    return found


def _title_and_outlet(record: Record, left: list[str]) -> None:
    """Of what is left above the body: the title and behind it the outlet."""
    if left:
        record.setdefault("title", left[0])
        if len(left) > 1:
            record.setdefault("outlet", left[1])


def _ends(line: str) -> bool:
    keyed = _KEYED.match(line)
    return line == "Classification" or bool(keyed and keyed["key"].strip().lower() in _AFTER)


def _after(lines: list[str]) -> Record:
    for line in lines:
        keyed = _KEYED.match(line)
        if keyed and keyed["key"].strip().lower() == "language":
            return {"language": regex.split(r"[;,]", keyed["value"])[0].strip().lower()}
    return {}


def _lexis(text: str) -> list[Record | str]:
    found: list[Record | str] = []
    for number, part in enumerate(_COUNTED.split(text)[3::3], 1):
        paragraphs = [" ".join(each.split()) for each in regex.split(r"\n[ \t]*\n", part) if each.strip()]
        body_at = max(
            (place + 1 for place, line in enumerate(paragraphs[:14])
             if regex.match(r"(?:BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|RUBRIK|LÄNGE)\b", line)), default=0,
        )  # fmt: skip
        end = next(
            (at for at, line in enumerate(paragraphs) if at >= body_at and _ends(line)), len(paragraphs)
        )
        record, left = _of_header(paragraphs[:body_at])
        record |= _after(paragraphs[end:])
        if left:
            record["outlet"] = left[0]
            record.setdefault("title", left[-1] if len(left) > 1 else "")
        rest = [line for line in paragraphs[body_at:end] if not _COPYRIGHT.match(line)]
        if not body_at or not rest:
            found.append(f"document {number}: has no body that is understood")
            continue
        record["text"] = _body(rest)
        found.append(record)
    return found


def _factiva(text: str) -> list[Record | str]:
    found: list[Record | str] = []
    parts = _FACTIVA.split(text)
    for number, (part, code) in enumerate(zip(parts[::2], parts[1::2], strict=False), 1):
        lines = [line for line in _lines(part) if line]
        tagged = _factiva_tags(lines)
        record = tagged if tagged.get("text") else _factiva_plain(lines)
        if not record.get("text", "").strip():
            found.append(f"document {number} ({code}): has no body that is understood")
            continue
        found.append({**record, "id": code})
    return found


def _factiva_tags(lines: list[str]) -> Record:
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
        "language": one.get("LA"), "text": _body([*held.get("LP", []), *held.get("TD", [])]),
    }  # fmt: skip


def _factiva_plain(lines: list[str]) -> Record:
    """A document whose header is lines in a fixed order: title, byline, words, date, time, outlet, code,
    language, copyright."""
    count = next((place for place, line in enumerate(lines) if _WORDS.match(line)), None)
    if count is None or count == 0:
        return {}
    record: Record = {"title": lines[0], "byline": lines[count - 1] if count >= 2 else None}
    at = count + 1
    notice = next(
        (place for place, line in enumerate(lines[at : at + 9], at) if _COPYRIGHT.match(line)), None
    )
    head = lines[at : notice if notice is not None else at + 5]
    for line in head:
        if "published" not in record and published_from_field(line):
            record["published"] = line
        elif (
            "published" in record
            and "outlet" not in record
            and not regex.fullmatch(r"\d{1,2}[:.]\d{2}.*", line)
        ):
            record["outlet"] = line
        elif line.istitle() and " " not in line:
            record["language"] = line.lower()
    record["text"] = _body(lines[(notice if notice is not None else at + 4) + 1 :])
    return record


def _retriever(text: str) -> list[Record | str]:
    found: list[Record | str] = []
    for part in _RULE.split(text)[::2]:
        lines = [line for line in _lines(part) if line]
        at = next((place for place, line in enumerate(lines[:6]) if place and _DATE_IN.search(line)), None)
        if at is None:
            if len(" ".join(lines).split()) > 60:
                found.append(f"a document ({lines[0][:60]!r}) has no line of outlet and date")
            continue
        head, date = lines[at], _DATE_IN.search(lines[at])
        record: Record = {"title": lines[at - 1], "published": date.group() if date else None}
        outlet = head[: date.start()] if date else head
        record["outlet"] = _PUBLISHED_ON.sub("", _PAGED.sub("", outlet)).strip(" ,.;:-") or None
        body = []
        for line in lines[at + 1 :]:
            address = _ADDRESS.search(line)
            if address and len(line) < 300:
                record.setdefault("url", address.group().rstrip(".,;)"))
            elif not _COPYRIGHT.match(line) and not regex.match(
                r"(?:Sid[ae]|Side|Seksjon|Sektion) ?:? ?\d", line
            ):
                body.append(line)
        if body:
            record["text"] = _body(body)
            found.append(record)
        else:
            found.append(f"a document ({record['title'][:60]!r}) has no text")
    return found
