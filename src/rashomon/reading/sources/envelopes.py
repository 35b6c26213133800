"""What other tools wrap around their records: the records of an envelope, whatever its shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rashomon.reading.sources.fields import candidates, paragraphs

#: Under which keys lists of records stand: ours, NewsAPI, Event Registry, Feedly and JSON Feed, Telegram,
#: the Guardian and the New York Times, Elasticsearch, schema.org, ninjs, Media Cloud, GraphQL.
_LISTS = (
    "reports", "articles", "results", "items", "messages", "docs", "hits", "@graph", "stories", "documents",
    "records", "data", "entries", "rows", "posts", "news", "response", "result", "newsItems", "value",
  "edges", "nodes",
)  # fmt: skip
#: Records inside a record: Elasticsearch, Event Registry, the Guardian, JSON:API, GraphQL.
_INNER = ("_source", "fields", "article", "newsItem", "attributes", "node")
#: Most keys that are looked into, one inside the other.
_DEEPEST = 6
#: Types of schema.org that stand beside an article and are none.
_ASIDE = frozenset(
    {"breadcrumblist", "organization", "newsmediaorganization", "website", "webpage", "person", "imageobject",
     "itemlist", "searchaction", "videoobject", "sitenavigationelement", "collectionpage", "place"}
)  # fmt: skip

Record = Mapping[str, Any]


class NotUnderstoodError(ValueError):
    """Why a wrapper is not understood, in words that follow the source's name."""


def records(value: Any, depth: int = 0) -> Iterator[Any]:
    """The records of a parsed JSON value, in their order; what is no envelope comes back as it is.

    Raises:
        NotUnderstoodError: where it looks like several records and is not understood.
    """
    if isinstance(value, list):
        yield from value
        return
    if not isinstance(value, Mapping) or depth > _DEEPEST:
        yield value
        return
    table = _columns(value)
    if table is None and _is_record(value):
        yield value
        return
    table = table or _table(value)
    if table is not None:
        yield from table
        return
    for key in _LISTS:
        inner = value.get(key)
        if isinstance(inner, list) and any(isinstance(each, Mapping) for each in inner):
            yield from (_within(value, each) for each in inner if not _aside(each))
            return
        if isinstance(inner, list) and not inner:
            raise NotUnderstoodError(f"holds an empty list of {key}")
        if isinstance(inner, Mapping) and key != "value":
            yield from records(inner, depth + 1)
            return
    wrapped = [each for each in value.values() if isinstance(each, Mapping)]
    if len(wrapped) == 1 and not _is_record(wrapped[0]) and not paragraphs(value.get("title")):
        yield from records(wrapped[0], depth + 1)
        return
    keyed = [each for each in value.values() if isinstance(each, Mapping) and _is_record(each)]
    if keyed and len(keyed) == len(value):  # pandas orient=index, or records by their address
        yield from keyed
        return
    lists = [
        key for key, each in value.items()
        if isinstance(each, list) and each and all(isinstance(one, Mapping) for one in each)
    ]  # fmt: skip
    if lists:
        raise NotUnderstoodError(
            f"looks like several records under {lists[0]!r} and is not understood: "
            f"give that list alone (jq '.[\"{lists[0]}\"]')"
        )
    yield value


def unwrapped(record: Any) -> Any:
    """A record out of what stands around it alone (a search engine's hit, a list's entry)."""
    for _ in range(_DEEPEST):
        if not isinstance(record, Mapping):
            return record
        inner = next((record[key] for key in _INNER if isinstance(record.get(key), Mapping)), None)
        if inner is None or paragraphs(record.get("text")):
            return record
        record = {**{key: value for key, value in record.items() if key not in _INNER}, **inner}
    return record


def _is_record(value: Record) -> bool:
    """True if an object holds a text of its own."""
    found = candidates(tuple(key for key in value if isinstance(key, str)), ())
    return any(
        (name != "teaser" and paragraphs(value[key])) or _marked(value[key])
        for name in ("text", "markup", "teaser")
        for key in found[name]
        if not (isinstance(value[key], Mapping) and set(value[key]) <= _numbers(value[key]))
    )


def _marked(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, Mapping) and "value" in each for each in value)


def _numbers(value: Record) -> frozenset[str]:
    return frozenset(key for key in value if isinstance(key, str) and key.isdigit())


def _aside(value: Any) -> bool:
    """True for what stands beside records in a list of linked data, and for service messages."""
    if not isinstance(value, Mapping):
        return False
    kinds = value.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    if any(isinstance(kind, str) and kind.lower() in _ASIDE for kind in named):
        return not value.get("articleBody")
    if value.get("type") == "service" and "actor" in value:
        return True
    return value.get("type") == "message" and "text" in value and not paragraphs(value["text"])


def _within(outer: Record, value: Any) -> Any:
    """A record with what its envelope says of it: the title of a JSON Feed, the channel of a Telegram export
    (whose ids hold in the channel only)."""
    if isinstance(value, Mapping) and "jsonfeed.org" in str(outer.get("version")):
        return {"language": outer.get("language"), **value, "outlet": outer.get("title")}
    if not isinstance(value, Mapping) or value.get("type") != "message" or "name" not in outer:
        return value
    return {
        "text": value.get("text"), "date": value.get("date_unixtime") or value.get("date"),
        "outlet": outer["name"], "byline": value.get("author"),
        "id": f"{outer.get('id', outer['name'])}/{value.get('id', '')}",
    }  # fmt: skip


def _columns(value: Record) -> Iterator[Record] | None:
    """The rows of columns as pandas writes them with orient list; None where a value is none: all of its
    fields are lists of one length, and there are titles, ids, addresses or dates among them."""
    lists = [each for each in value.values() if isinstance(each, list)]
    if len(lists) != len(value) or len({len(each) for each in lists}) != 1 or len(lists[0]) < 2:
        return None
    found = candidates(tuple(key for key in value if isinstance(key, str)), ())
    if not found["text"] or not any(found[name] for name in ("id", "url", "title", "published")):
        return None
    return (dict(zip(value, row, strict=True)) for row in zip(*lists, strict=True))


def _table(value: Record) -> Iterator[Record] | None:
    """The rows of a table as pandas writes it (orient split, table, columns); None where it is none."""
    columns, data = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        return (dict(zip(map(str, columns), row, strict=False)) for row in data)
    if isinstance(data, list) and isinstance(value.get("schema"), Mapping):
        return iter(data)
    held = [each for each in value.values() if isinstance(each, Mapping) and each]
    if held and len(held) == len(value):
        names = set(held[0])
        if names and names <= _numbers(held[0]) and all(set(each) == names for each in held):
            if _is_record(held[0]):
                return None
            return ({key: column[row] for key, column in value.items()} for row in sorted(names, key=int))
    return None
