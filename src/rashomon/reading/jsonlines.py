"""Reports as JSON: one object, an array, or an object a line.

Understood are this project's own fields (``id, url, title, text, language, published, outlet``, all but
``text`` optional; what ``rashomon read`` writes reads back the same), the fields of news-please,
trafilatura's JSON and IPTC ninjs. ``text`` is kept character for character, so that offsets hold for
whoever gave it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from textwrap import shorten
from typing import Any, BinaryIO, get_args

import regex

from rashomon.model import Block, BlockKind, Marks, Problem, Report, Span
from rashomon.reading.decoding import UnreadableError, decode, megabytes
from rashomon.reading.given_marks import read_marks
from rashomon.reading.identity import digest
from rashomon.reading.text import Stated, report_of
from rashomon.reading.timestamps import published_from_field

#: Longest line of a stream of JSON lines, and longest JSON document, in bytes.
MAX_LINE_BYTES = 32_000_000
MAX_DOCUMENT_BYTES = 128_000_000

#: Where each of our fields may stand, best first: ours, news-please, trafilatura, ninjs.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "body_text", "raw_text", "content", "body"),
    "id": ("id", "altid"),
    "url": ("url", "source", "uri", "canonicalurl"),
    "title": ("title", "headline"),
    "language": ("language", "lang"),
    "published": ("published", "date_publish", "date", "versioncreated", "firstcreated", "published_at"),
    "outlet": ("outlet", "sitename", "source_domain", "hostname", "source-hostname", "publisher"),
    "byline": ("byline", "authors", "author"),
}
_HALVES = regex.compile(r"[\ud800-\udfff]")
_KINDS = frozenset(get_args(BlockKind))


def _words(value: Any) -> str | None:
    """A field as words: a string, a number, the ``name`` of an object, or the first few of a list."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return _words(value.get("name") or value.get("value"))
    if isinstance(value, list):
        words = [word for word in map(_words, value[:20]) if word]
        return ", ".join(words) or None
    return None


def _field(item: Mapping[str, Any], name: str) -> str | None:
    for key in _FIELDS[name]:
        words = _words(item.get(key))
        if words:
            return words
    return None


def _text(item: Mapping[str, Any]) -> str | None:
    """The text as given: trafilatura's own ``text`` before its ``raw_text``, ninjs also from ``bodies``."""
    for key in _FIELDS["text"]:
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return value
    bodies = item.get("bodies")
    if isinstance(bodies, list):
        for body in bodies:
            if isinstance(body, Mapping) and body.get("contenttype", "text/plain") == "text/plain":
                value = body.get("value")
                if isinstance(value, str) and value.strip():
                    return value
    return None


def _blocks(item: Mapping[str, Any], text: str) -> tuple[Block, ...] | None:
    """Blocks that came with the report (from ``rashomon read``), where they tile the text."""
    given = item.get("blocks")
    if not isinstance(given, list) or not given:
        return None
    try:
        blocks = tuple(
            Block(each["kind"], Span(*map(int, each["span"])), str(each.get("reason") or ""))
            for each in given
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    tiles = (
        all(block.kind in _KINDS for block in blocks)
        and blocks[0].span.start == 0
        and blocks[-1].span.end == len(text)
        and all(first.span.end == second.span.start for first, second in pairwise(blocks))
    )
    return blocks if tiles else None


def _misdated(item: Mapping[str, Any]) -> str | None:
    """What is given as the date of publication where none of the fields for it holds one."""
    given = [item[key] for key in _FIELDS["published"] if item.get(key) not in (None, "", [], {})]
    if not given or any(published_from_field(value) for value in given):
        return None
    return shorten(json.dumps(given[0], ensure_ascii=False), 60, placeholder=" …")


def _report(item: Mapping[str, Any], source: str, complaints: list[str]) -> Report:
    """One JSON object as a report; ``source`` names the file it came from where it has no URL. What is left
    out of it, and why, is added to ``complaints``.

    Raises:
        UnreadableError: where it has no text, or text that is no text.
    """
    text = _text(item)
    if text is None:
        raise UnreadableError('has no text (no "text" field with words in it)')
    if any(
        _HALVES.search(value) for value in (text, *map(str, filter(None, map(item.get, ("id", "title")))))
    ):
        raise UnreadableError("has half a character (a lone surrogate) in its text, id or title")
    url, outlet = _field(item, "url"), _field(item, "outlet")
    where = url or source
    published = next(
        (moment for key in _FIELDS["published"] if (moment := published_from_field(item.get(key)))), None
    )
    marks = Marks()
    if item.get("marks") is not None:
        marks, wrong = read_marks(item["marks"], text)
        complaints += [f"{each}; this mark was left out" if "[" in each else each for each in wrong]
    return report_of(
        text,
        where,
        Stated(
            id=_field(item, "id") or digest(where.rsplit("/", 1)[-1], outlet or "", text),
            title=_field(item, "title"),
            language=_field(item, "language"),
            outlet=outlet,
            byline=_field(item, "byline"),
            published=published,
            blocks=_blocks(item, text),
            marks=marks,
        ),
    )


def _each(value: Any, source: str, place: str) -> Iterator[Report | Problem]:
    """The reports of a parsed JSON value; ``place`` says where in the source it stood ("line 3: ")."""
    if isinstance(value, list):
        if not value:
            yield Problem(source, f"{place}is an empty list")
        for number, item in enumerate(value, 1):
            yield from _each(item, source, f"{place}item {number}: ")
        return
    if isinstance(value, Mapping) and isinstance(value.get("reports"), list) and "text" not in value:
        yield from _each(value["reports"], source, place)
        return
    if not isinstance(value, Mapping):
        yield Problem(source, f"{place}is not a report (a JSON object with a text)")
        return
    complaints: list[str] = []
    try:
        report = _report(value, source, complaints)
    except UnreadableError as error:
        yield Problem(source, f"{place}{error}")
        return
    yield report
    yield from (Problem(source, f"{place}{complaint}") for complaint in complaints)
    date = _misdated(value)
    if date:
        yield Problem(source, f"{place}was read without its date of publication, which is none: {date}")


def _parse(raw: bytes, source: str, place: str) -> Iterator[Report | Problem]:
    try:
        value = json.loads(decode(raw))
    except UnreadableError as error:
        yield Problem(source, f"{place}{error}")
    except RecursionError:
        yield Problem(source, f"{place}is not a report: nested too deeply")
    except ValueError as error:
        yield Problem(source, f"{place}is not JSON: {error}")
    else:
        yield from _each(value, source, place)


def read_document(raw: bytes, source: str) -> Iterator[Report | Problem]:
    """The reports of one JSON document: an object or an array of objects."""
    yield from _parse(raw, source, "")


def read_lines(stream: BinaryIO, source: str, first: bytes = b"") -> Iterator[Report | Problem]:
    """The reports of a stream of JSON lines, one at a time, in constant memory; ``first`` is what was
    read of it before (a line, or a line's beginning longer than the bound)."""
    number, any_report, raw = 0, False, first
    while raw := raw if raw and not number else stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(raw) > MAX_LINE_BYTES:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_LINE_BYTES)
            yield Problem(source, f"line {number}: is longer than {megabytes(MAX_LINE_BYTES)}")
            any_report = True
        elif raw.strip():
            any_report = True
            yield from _parse(raw, source, f"line {number}: ")
    if not any_report:
        yield Problem(source, "is empty")
