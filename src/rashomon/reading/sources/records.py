"""One record (a JSON object, a row of a table, an item of a feed) as a report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from textwrap import shorten
from typing import Any, get_args

import regex

from rashomon.faults import fault
from rashomon.model import Block, BlockKind, LeftOut, Marks, Moment, Problem, Report, Revision, Span
from rashomon.reading.addresses import host, is_address, is_aggregator
from rashomon.reading.declared import contradictions
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.given_marks import read_marks
from rashomon.reading.identity import digest
from rashomon.reading.options import Items, Options
from rashomon.reading.publication import dated, published_from_field
from rashomon.reading.repair import has_markup, repaired
from rashomon.reading.sources import fields
from rashomon.reading.text import Stated, report_of

_HALVES = regex.compile(r"[\ud800-\udfff]")
_KINDS = frozenset(get_args(BlockKind))
#: NewsAPI and its kin cut the text off and count the rest: "… [+2219 chars]".
_CUT_OFF = regex.compile(r"\s*+(?:…|\.\.\.)?\s*+\[\+\d++ chars\]\s*+$")
#: Fields of those who list reports by title and address alone (GDELT).
_LISTED = frozenset({"seendate"})
#: A string with this many blanks in a field nobody knows looks like a text.
_LIKE_TEXT = 12


@dataclass(slots=True)
class _Record:
    """A record with the keys that may hold each field."""

    item: Mapping[str, Any]
    keys: Mapping[str, tuple[str, ...]]

    def words(self, name: str) -> str | None:
        read = fields.first_words if name == "title" else fields.words
        return next((found for key in self.keys[name] if (found := read(self.item[key]))), None)

    def given(self, name: str) -> list[Any]:
        return [self.item[key] for key in self.keys[name] if self.item[key] not in (None, "", [], {})]


def reports_of(item: Mapping[str, Any], name: str, place: str, options: Options) -> Items:
    """The report that a record is, and what is to be known of it. ``name`` is the source's, ``place``
    says where in it the record stood ("line 3: ")."""
    keys = tuple(key for key in item if isinstance(key, str))
    record = _Record(item, fields.candidates(keys, options.columns))
    said: list[Problem] = []
    try:
        report = _report(record, name, said)
    except UnreadableError as error:
        yield Problem(name, f"{place}{error}")
        return
    except Exception as error:
        yield Problem(name, f"{place}{fault(error)}")
        return
    yield report
    for problem in said:
        yield Problem(problem.source, f"{place}{problem.reason}", problem.note)


def _report(record: _Record, name: str, said: list[Problem]) -> Report:
    item = record.item
    ours = isinstance(item.get("blocks"), list)
    text, teaser, notes = _text(record, ours)
    _whole(text, item)
    url = _address(record, ours)
    where = url or name
    said += [Problem(name, note, True) for note in notes]
    marks = Marks()
    if item.get("marks") is not None:
        marks, wrong = read_marks(item["marks"], text)
        said += [Problem(name, f"{each}; this mark was left out" if "[" in each else each) for each in wrong]
    published = _published(record, text, name, said)
    outlet = _outlet(record, url)
    language = record.words("language")
    cut = _CUT_OFF.search(text) if not ours else None
    report = report_of(
        text,
        where,
        Stated(
            id=_id(record, url) or digest(where.rsplit("/", 1)[-1], outlet or "", text),
            title=record.words("title"),
            language=language,
            outlet=outlet,
            byline=record.words("byline"),
            published=published,
            blocks=_blocks(item, text),
            marks=marks,
            teaser=teaser or bool(cut) or item.get("teaser") is True,
            agencies=tuple(map(str, given)) if isinstance(given := item.get("agencies"), list) else None,
            cut=cut.start() if cut else None,
            left_out=_left_out(item) if ours else (),
            revisions=_revisions(item) if ours else (),
        ),
    )
    if not ours:
        said += [Problem(name, note, True) for note in contradictions(report, language)]
    return report


def _text(record: _Record, ours: bool) -> tuple[str, bool, tuple[str, ...]]:
    """The text of a record, whether it is a teaser only, and what was done to it.

    Raises:
        UnreadableError: where there is none.
    """
    for key in record.keys["text"]:
        found = fields.paragraphs(record.item[key])
        if found and ours:
            return found, False, ()
        if found and has_markup(found):
            return (*_from_markup(found, key, teaser=False),)
        if found:
            fixed, notes = repaired(found)
            return fixed, False, notes
    for key in (*record.keys["markup"], *record.keys["text"]):
        found = fields.marked_up(record.item[key])
        if found and not isinstance(record.item[key], str | int | float):
            return (*_from_markup(found, key, teaser=False),)
        if found and key in record.keys["markup"]:
            return (*_from_markup(found, key, teaser=False),)
    for key in record.keys["teaser"]:
        found = fields.paragraphs(record.item[key]) or fields.marked_up(record.item[key])
        if found:
            text, _, notes = _from_markup(found, key, teaser=True) if has_markup(found) else (found, 0, ())
            fixed, more = repaired(text)
            return fixed, True, (f"has no text: its {key} is read, as a teaser", *notes, *more)
    title = record.words("title")
    if title and any(fields.plain(key) in _LISTED for key in record.item) and record.keys["url"]:
        return title, True, ("is a list of titles: each is a teaser of its report",)
    raise UnreadableError(_no_text(record))


def _from_markup(markup: str, key: str, *, teaser: bool) -> tuple[str, bool, tuple[str, ...]]:
    from rashomon.reading.sources.markup import text_of

    text = text_of(markup)
    if not text:
        raise UnreadableError(f"has no text ({key} is markup without words)")
    expected = fields.plain(key) in {"content", "description", "summary"} or "html" in key.lower()
    return text, teaser, () if expected else (f"{key} holds markup: the text it shows was read",)


def _no_text(record: _Record) -> str:
    """Why a record is no report, with the field that looks like its text."""
    said = {key: fields.paragraphs(value) or "" for key, value in record.item.items()}
    longest = max(said, key=lambda key: len(said[key]), default=None)
    if longest and longest not in record.keys["title"] and said[longest].count(" ") >= _LIKE_TEXT:
        return f"has no text that is understood; {longest!r} looks like one: --map text={longest}"
    if record.words("title"):
        return "has no text, only a title"
    some = ", ".join(list(map(str, record.item))[:8])
    return f'has no text (no "text" field with words in it; its fields: {some or "none"})'


def _whole(text: str, item: Mapping[str, Any]) -> None:
    """Refuse half characters.

    Raises:
        UnreadableError: naming where.
    """
    for value in (text, *(each for each in item.values() if isinstance(each, str))):
        if not value.isascii() and _HALVES.search(value):
            raise UnreadableError("has half a character (a lone surrogate) in its text or another field")


def _address(record: _Record, ours: bool) -> str | None:
    """The address of a report. A source that is no address is the name of the file for what we wrote
    ourselves, and else the outlet."""
    first = None
    for key in record.keys["url"]:
        value = record.item[key]
        if isinstance(value, list):  # Feedly: [{"href": ...}]
            value = next((each.get("href") for each in value if isinstance(each, Mapping)), None)
        if isinstance(value, Mapping):
            value = value.get("@id") or value.get("href")
        if not isinstance(value, str) or not value.strip():
            continue
        if is_address(value):
            return value.strip()
        plain = fields.plain(key)
        if plain in {"url", "uri"} or (plain == "source" and ours):
            first = first or value.strip()
    return first


def _id(record: _Record, url: str | None) -> str | None:
    return next((found for key in record.keys["id"] if (found := fields.words(record.item[key]))), None)


def _outlet(record: _Record, url: str | None) -> str | None:
    """Who published it: never an aggregator, never an address where a name is given."""
    bare = None
    for key in record.keys["outlet"]:
        value = record.item[key]
        if fields.plain(key) == "source" and isinstance(record.item.get("blocks"), list):
            continue
        found = fields.words(value)
        if found and not is_address(found) and not is_aggregator(found):
            if " " in found or "." not in found:
                return found
            bare = bare or found
        elif found and is_address(found) and fields.plain(key) != "source":
            bare = bare or host(found)
    if bare or isinstance(record.item.get("blocks"), list):
        return bare
    site = host(url) if url else None
    return site if site and not is_aggregator(site) else None


def _published(record: _Record, text: str, name: str, said: list[Problem]) -> Moment | None:
    given = record.given("published")
    for value in given:
        moment = published_from_field(value)
        if moment is None:
            continue
        if moment.span and moment.span.of(text) != moment.text:
            said.append(
                Problem(name, "its published names words that its text does not have there: left out")
            )
            return Moment(None, moment.text, moment.start, moment.end, moment.precision, None, moment.stated)
        return moment
    if given:
        shown = shorten(json.dumps(given[0], ensure_ascii=False, default=str), 60, placeholder=" …")
        said.append(Problem(name, f"was read without its date of publication, which is none: {shown}"))
        return None
    _name_dates(record, name, said)
    return None


def _name_dates(record: _Record, name: str, said: list[Problem]) -> None:
    """Say which fields look like a date where no date of publication is known."""
    for key, value in record.item.items():
        if isinstance(value, str | date) and dated(value) and not is_number(value):
            also = " (when it was changed or fetched)" if fields.plain(key) in fields.other_dates() else ""
            said.append(
                Problem(
                    name,
                    f"has no date of publication; {key!r} looks like a date{also}: --map published={key}",
                    True,
                )
            )
            return


def is_number(value: Any) -> bool:
    """True if a value is only digits: a number of something, more likely than a day."""
    return isinstance(value, str) and value.strip().isdigit()


def _blocks(item: Mapping[str, Any], text: str) -> tuple[Block, ...] | None:
    """Blocks that came with the report (from ``rashomon read``), where they tile the text.

    Raises:
        UnreadableError: where they are no blocks.
    """
    given = item.get("blocks")
    if not isinstance(given, list) or not given:
        return None
    try:
        blocks = tuple(
            Block(each["kind"], Span(*map(int, each["span"])), str(each.get("reason") or ""))
            for each in given
        )
        known = all(block.kind in _KINDS for block in blocks)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise UnreadableError("has blocks that are none (kind, span, reason)") from None
    tiles = (
        known
        and blocks[0].span.start == 0
        and blocks[-1].span.end == len(text)
        and all(first.span.end == second.span.start for first, second in pairwise(blocks))
    )
    return blocks if tiles else None


def _left_out(item: Mapping[str, Any]) -> tuple[LeftOut, ...]:
    given = item.get("left_out")
    return tuple(
        LeftOut(str(each.get("text", "")), str(each.get("reason", "")))
        for each in (given if isinstance(given, list) else ())
        if isinstance(each, Mapping)
    )


def _revisions(item: Mapping[str, Any]) -> tuple[Revision, ...]:
    given = item.get("revisions")
    return tuple(
        Revision(
            str(each.get("title", "")),
            str(each.get("published", "")),
            tuple(map(str, each.get("dropped") or ())),
            tuple(map(str, each.get("added") or ())),
        )
        for each in (given if isinstance(given, list) else ())
        if isinstance(each, Mapping)
    )
