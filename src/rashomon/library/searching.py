"""Searching a library: words, names, speakers, outlets, languages, dates, disagreement.

A query is what a person types: words are looked for in the reports, ``"several words"`` next to each other,
and ``field:value`` narrows: ``speaker:"Anna Brook" outlet:Courant language:sv after:2024-05-01
before:2024-05-31 name:Orvane differs:yes``. All parts must hold; what is found is ordered by date, the latest
first, so that every store gives the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final

import regex

from rashomon.library.database import Row
from rashomon.library.store import Library
from rashomon.library.words import folded, phrases
from rashomon.reading.addresses import is_address

#: Longest query that is read, in code points.
LONGEST: Final = 10_000
#: Most conditions of a query.
MOST: Final = 64
#: Characters that a passage gives up to begin and end between two words.
_WORD: Final = 20
_PART = regex.compile(r'(?:(?P<field>[a-z]+):)?(?:"(?P<quoted>[^"]*+)"?|(?P<plain>[^\s"]++))')
_TOKEN = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*+")
#: A sign before a column keeps SQLite from looking up by it: reports are walked from the latest on, and those
#: are taken that hold the words, until there are enough. Of a common word that is 30 times as fast.
_LATEST: Final = "+"
_FIELDS: Final = ("speaker", "name", "outlet", "language", "after", "before", "differs", "story")


class QueryError(ValueError):
    """A query that cannot be understood; the message says which part and why."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query, read: ``words`` are phrases that a report must hold, ``fields`` what narrows it."""

    words: tuple[tuple[str, ...], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """True if it asks for nothing."""
        return not self.words and not self.fields


def parse(text: str) -> Query:
    """What a person typed, as a query.

    Raises:
        QueryError: where it is too long, names an unknown field, or gives a day that is none.
    """
    if len(text) > LONGEST:
        raise QueryError(f"a query of {len(text)} characters is too long ({LONGEST} are read)")
    words: list[tuple[str, ...]] = []
    fields: list[tuple[str, str]] = []
    for match in _PART.finditer(text):
        value = match["quoted"] if match["quoted"] is not None else match["plain"]
        if match["field"] is None:
            found = phrases(value)
            if match["quoted"]:
                found = [[word for phrase in found for word in phrase]]
            words += [tuple(phrase) for phrase in found if phrase]
        elif value:
            fields.append((match["field"], _checked(match["field"], value.strip())))
    if len(words) + len(fields) > MOST:
        raise QueryError(f"a query of {len(words) + len(fields)} parts is too long ({MOST} are read)")
    return Query(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(fields)))


def _checked(field: str, value: str) -> str:
    if field not in _FIELDS:
        raise QueryError(f"{field}: no such field (known: {', '.join(_FIELDS)})")
    if field in {"after", "before"}:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise QueryError(f"{field}:{value} is no day; a day is written 2024-05-31") from error
    if field == "differs" and value not in {"yes", "no"}:
        raise QueryError(f"differs:{value} is neither yes nor no")
    return value


def search(
    library: Library, query: Query | str, *, limit: int = 60, offset: int = 0, after: int = 0
) -> list[Row]:
    """The reports that a query finds, the latest first: ``number``, ``id``, ``title``, ``outlet``,
    ``language``, ``published``, ``url``, ``source``, ``story``, ``added_at``, ``headline``, and ``passage``,
    a stretch of the text (``start``, ``end``, ``text``) that shows the words that were looked for, cut into
    ``pieces``, every second of which is one of them. Only reports whose number is above ``after``: numbers
    rise as reports come.

    Raises:
        QueryError: where the query cannot be understood.
    """
    asked = parse(query) if isinstance(query, str) else query
    where, values = _conditions(library, asked, after, _LATEST)
    rows = library.database.all(
        "SELECT r.number, r.id, r.title, r.outlet, r.language, r.published_start AS published, r.url, "
        "r.source, r.story, r.added_at, r.text, s.headline FROM report r LEFT JOIN story s ON s.id = r.story "
        f"WHERE {' AND '.join(where) or '1 = 1'} "
        "ORDER BY COALESCE(r.published_start, r.added_at) DESC, r.number DESC LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [_with_passage(row, asked) for row in rows]


def count(library: Library, query: Query | str, *, after: int = 0) -> int:
    """How many reports a query finds, of those whose number is above ``after``.

    Raises:
        QueryError: where the query cannot be understood.
    """
    asked = parse(query) if isinstance(query, str) else query
    where, values = _conditions(library, asked, after)
    rows = library.database.all(
        f"SELECT count(*) AS n FROM report r WHERE {' AND '.join(where) or '1 = 1'}", values
    )
    return int(rows[0]["n"])


def _conditions(
    library: Library, query: Query, after: int, walked: str = ""
) -> tuple[list[str], list[Any]]:
    where: list[str] = ["r.number > ?"] if after else []
    values: list[Any] = [after] if after else []
    if query.words:
        where.append(f"{walked}r.number IN (SELECT rowid FROM search WHERE {library.database.matching()})")
        values.append(library.database.expression(query.words))
    for field, value in query.fields:
        condition, *given = _CONDITIONS[field](value)
        where.append(condition)
        values += given
    return where, values


def _contains(column: str, value: str) -> tuple[str, str]:
    """Whole words within a folded column."""
    return f"' ' || {column} || ' ' LIKE ?", f"% {folded(value)} %"


def _by_speaker(value: str) -> tuple[str, ...]:
    condition, given = _contains("q.speaker_folded", value)
    return f"r.id IN (SELECT q.report FROM statement q WHERE {condition})", given


def _by_name(value: str) -> tuple[str, ...]:
    condition, given = _contains("n.folded", value)
    return f"r.story IN (SELECT n.story FROM name n WHERE {condition})", given


def _by_difference(value: str) -> tuple[str, ...]:
    negated = "" if value == "yes" else "NOT "
    return (f"r.story {negated}IN (SELECT story FROM figure WHERE verdict = 'differ')",)


def _by_outlet(value: str) -> tuple[str, ...]:
    wanted = value.lower().replace("%", "").replace("_", "")
    return "r.outlet IN (SELECT DISTINCT outlet FROM report WHERE lower(outlet) LIKE ?)", f"%{wanted}%"


_CONDITIONS: Final[dict[str, Callable[[str], tuple[str, ...]]]] = {
    "speaker": _by_speaker,
    "name": _by_name,
    "outlet": _by_outlet,
    "language": lambda value: ("r.language = ?", value),
    "after": lambda value: ("r.published_end >= ?", value),
    "before": lambda value: ("r.published_start <= ?", value + "T99"),
    "differs": _by_difference,
    "story": lambda value: ("r.story = ?", value),
}


def _with_passage(row: Row, query: Query, around: int = 90) -> Row:
    """The row with a passage in place of its text: around a word that was looked for, behind the title where
    it stands there, cut between words."""
    text = row.pop("text")
    behind = len(row["title"] or "") if text.startswith(row["title"] or " ") else 0
    start, end = next(chain(_places(text, query.words, behind), _places(text, query.words)), (0, 0))
    first = _between(text, max(0, start - around), start, 1)
    last = _between(text, min(len(text), max(end + around, first + 2 * around)), end, -1)
    pieces, at = [], first
    for begin, stop in _places(text, query.words, first, last):
        pieces += [text[at:begin], text[begin:stop]]
        at = stop
    pieces.append(text[at:last])
    row["passage"] = {"start": first, "end": last, "text": text[first:last], "pieces": pieces}
    return row


def _between(text: str, at: int, end: int, step: int) -> int:
    """The nearest place towards ``end`` that is no place inside a word; ``at`` where there is none near."""
    for place in range(at, end, step):
        if abs(place - at) > _WORD:
            break
        if place in (0, len(text)) or not (text[place - 1].isalnum() and text[place].isalnum()):
            return place
    return at


def _places(
    text: str, words: Sequence[Sequence[str]], start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Where the first of each of some phrases stands in a part of a text, as it is written there."""
    wanted = {phrase[0] for phrase in words}
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end) if wanted else ():
        if any(phrase[0] in wanted for phrase in phrases(match.group())):
            yield match.span()


# Saved searches.


def save(library: Library, name: str, query: str, *, webhook: str = "", who: str = "") -> str:
    """Keeps a search under a name; gives the secret word of its feed. ``webhook`` is an address that is told
    of the reports it finds from now on; for a search that is kept already, it is the new one where given.

    Raises:
        QueryError: where the query cannot be understood, the name is taken by another query, or the webhook
            is no address on the web.
    """
    import secrets

    parse(query)
    if not name.strip():
        raise QueryError("a saved search needs a name")
    if webhook and not is_address(webhook):
        raise QueryError(f"{webhook[:200]!r} is no address on the web (http or https)")
    with library.database.transaction():
        latest = int(library.database.all("SELECT max(number) AS n FROM report")[0]["n"] or 0)
        rows = library.database.all("SELECT query, secret FROM saved_search WHERE name = ?", (name,))
        if rows and rows[0]["query"] != query:
            raise QueryError(f"a search called {name!r} is kept already")
        if rows and webhook:
            library.database.run(
                "UPDATE saved_search SET webhook = ?, told_until = ? WHERE name = ?", (webhook, latest, name)
            )
        if rows:
            return str(rows[0]["secret"])
        secret = secrets.token_urlsafe(18)
        library.database.run(
            "INSERT INTO saved_search (name, query, secret, webhook, told_until, made_at, who) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (name, query, secret, webhook or None, latest, library.now(), who),
        )
    return secret


def saved(library: Library) -> list[Row]:
    """The searches that are kept: ``number``, ``name``, ``query``, ``secret``, ``webhook``, ``who``,
    ``made_at``, and ``told``, what came of the last call of the webhook."""
    return library.database.all(
        "SELECT number, name, query, secret, webhook, who, made_at, (SELECT j.result FROM job j "
        "WHERE j.kind = 'call' AND j.about = CAST(s.number AS TEXT) ORDER BY j.number DESC LIMIT 1) AS told "
        "FROM saved_search s ORDER BY name"
    )


def forget(library: Library, number: int) -> None:
    """Keeps a search no longer.

    Raises:
        KeyError: where there is none of this number.
    """
    with library.database.transaction():
        if not library.database.run("DELETE FROM saved_search WHERE number = ?", (number,)):
            raise KeyError(number)
