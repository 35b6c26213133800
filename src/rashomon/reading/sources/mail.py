"""Letters (eml) and mailboxes (mbox): a letter a report, a digest or newsletter split into its items."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any, BinaryIO

import regex

from rashomon.model import Problem
from rashomon.reading.decoding import UnreadableError, megabytes
from rashomon.reading.formats import format_of
from rashomon.reading.options import Items, Options
from rashomon.reading.sources.digests import items_of
from rashomon.reading.sources.markup import text_of
from rashomon.reading.sources.records import reports_of

#: Largest letter, with what is attached, in bytes.
MAX_BYTES = 50_000_000
_FROM = regex.compile(rb"From \S+.*\d{4}\r?\n$")
_QUOTED_FROM = regex.compile(rb"^>(>*From )", regex.M)


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of a letter or of a mailbox."""
    head = stream.peek(5)[:5]  # type: ignore[attr-defined]
    if head != b"From " or format_of(name, b"") == "mail":
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise UnreadableError(f"is larger than {megabytes(MAX_BYTES)}, the most for one letter")
        yield from _letter(raw, name, "", options)
        return
    number = 0
    for raw in _letters(stream):
        number += 1
        if len(raw) > MAX_BYTES:
            yield Problem(name, f"letter {number}: is larger than {megabytes(MAX_BYTES)}")
            continue
        try:
            yield from _letter(raw, name, f"letter {number}: ", options)
        except UnreadableError as error:
            yield Problem(name, f"letter {number}: {error}")


def _letters(stream: BinaryIO) -> Iterator[bytes]:
    """The letters of a mailbox, one at a time; of one that is too large the beginning."""
    held, size, blank = bytearray(), 0, True
    for line in iter(lambda: stream.readline(1_000_000), b""):
        if blank and _FROM.match(line):
            if size:
                yield _QUOTED_FROM.sub(rb"\1", bytes(held))
            held, size = bytearray(), 0
        elif size <= MAX_BYTES:
            held += line
            size += len(line)
        blank = not line.strip()
    if size:
        yield _QUOTED_FROM.sub(rb"\1", bytes(held))


def _letter(raw: bytes, name: str, place: str, options: Options) -> Items:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableError("is not a letter: it has no headers")
    text = _text(message)
    if not text:
        raise UnreadableError("is a letter without words")
    sender, address = parseaddr(_header(message, "From") or "")
    record: dict[str, Any] = {
        "text": text, "title": _header(message, "Subject"), "published": _header(message, "Date"),
        "id": _header(message, "Message-ID"), "outlet": sender or address.rpartition("@")[2] or None,
        "language": _header(message, "Content-Language"),
    }  # fmt: skip
    items = items_of(text)
    if len(items) < 2:
        yield from reports_of(record, name, place, options)
        return
    yield Problem(name, f"{place}is a digest: split into its {len(items)} items", True)
    for number, item in enumerate(items, 1):
        parted = {**record, **item, "id": f"{record['id'] or name}#{number}"}
        yield from reports_of(parted, name, f"{place}item {number}: ", options)


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, TypeError, AttributeError):
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _text(message: EmailMessage) -> str:
    """The words of a letter: its plain part, else what its HTML shows."""
    for kind in ("plain", "html"):
        try:
            part = message.get_body((kind,))
            content = part.get_content() if part is not None else ""
        except (KeyError, LookupError, ValueError, AttributeError):
            continue
        if isinstance(content, str) and content.strip():
            text = content if kind == "plain" else text_of(content)
            if text.strip():
                return text.replace("\r\n", "\n").strip() + "\n"
    return ""
