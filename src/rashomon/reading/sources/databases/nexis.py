"""Nexis: documents that end with "End of Document" (Nexis Uni), and counted documents (LexisNexis)."""

from __future__ import annotations

import regex

from rashomon.reading.sources.databases.header import COPYRIGHT, KEYED, Record, body, lines_in, of_header

END = regex.compile(r"^[ \t]*End of Document[ \t]*$", regex.M)
COUNTED = regex.compile(
    r"^[ \t]*(?:Document |Dokument |Documento )?(\d{1,5}) (?:of|von|de|sur|di|van|av|af) (\d{1,5})"
    r"(?: DOCUMENTS?| DOKUMENTEN?)?[ \t]*$",
    regex.M | regex.I,
)
#: Fields of Nexis that end the body.
_AFTER = frozenset(
    ["classification", "load-date", "language", "publication-type", "subject", "graphic", "notes",
     "publication type", "journal code", "industry", "geographic", "person", "company", "organization"]
)  # fmt: skip
_FIELD = regex.compile(r"(?:BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|RUBRIK|LÄNGE)\b")


def counts(text: str) -> bool:
    """True if a text counts its documents: "1 of 3", "2 of 3", "3 of 3", on lines of their own."""
    found = COUNTED.findall(text)
    return found[0][0] == "1" and len({whole for _, whole in found}) == 1 and "DOCUMENT" in text.upper()


def nexis(text: str) -> list[Record | str]:
    """The documents of Nexis Uni, and what could not be read of them."""
    found: list[Record | str] = []
    for number, part in enumerate(END.split(text), 1):
        lines = [line for line in lines_in(part) if line]
        if not lines:
            continue
        at = next((place for place, line in enumerate(lines) if line == "Body"), None)
        if at is None:
            if len(" ".join(lines).split()) > 40 and number > 1:
                found.append(f"document {number}: has no body that is understood")
            continue
        end = next((place for place, line in enumerate(lines[at + 1 :], at + 1) if _ends(line)), len(lines))
        record, left = of_header(lines[:at])
        left = left[-2:] if "published" in record else left
        record |= _after(lines[end:])
        _title_and_outlet(record, left)
        record["text"] = body(lines[at + 1 : end])
        found.append(record)
    return found


def _title_and_outlet(record: Record, left: list[str]) -> None:
    """Of what is left above the body: the title and behind it the outlet."""
    if left:
        record.setdefault("title", left[0])
        if len(left) > 1:
            record.setdefault("outlet", left[1])


def _ends(line: str) -> bool:
    keyed = KEYED.match(line)
    return line == "Classification" or bool(keyed and keyed["key"].strip().lower() in _AFTER)


def _after(lines: list[str]) -> Record:
    for line in lines:
        keyed = KEYED.match(line)
        if keyed and keyed["key"].strip().lower() == "language":
            return {"language": regex.split(r"[;,]", keyed["value"])[0].strip().lower()}
    return {}


def lexis(text: str) -> list[Record | str]:
    """The documents of LexisNexis as it was, and what could not be read of them."""
    found: list[Record | str] = []
    for number, part in enumerate(COUNTED.split(text)[3::3], 1):
        paragraphs = [" ".join(each.split()) for each in regex.split(r"\n[ \t]*\n", part) if each.strip()]
        body_at = max(
            (place + 1 for place, line in enumerate(paragraphs[:14])
             if _FIELD.match(line)), default=0,
        )  # fmt: skip
        end = next(
            (at for at, line in enumerate(paragraphs) if at >= body_at and _ends(line)), len(paragraphs)
        )
        record, left = of_header(paragraphs[:body_at])
        record |= _after(paragraphs[end:])
        if left:
            record["outlet"] = left[0]
            record.setdefault("title", left[-1] if len(left) > 1 else "")
        rest = [line for line in paragraphs[body_at:end] if not COPYRIGHT.match(line)]
        if not body_at or not rest:
            found.append(f"document {number}: has no body that is understood")
            continue
        record["text"] = body(rest)
        found.append(record)
    return found
