"""Which field of a record holds what: the names of other tools' fields, and their shapes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import regex

from rashomon.languages import compiled

#: The fields of a report that a record may hold.
NAMES = ("text", "id", "url", "title", "language", "published", "outlet", "byline")
_SIGNS = regex.compile(r"[^\p{L}\p{N}]++")
#: A long list of names or bodies is no value of one report (items).
_MOST = 20
#: What tools write where there is nothing.
_NOTHING = frozenset({"nan", "none", "null", "n/a", "na", "nat", "<na>", "undefined", "-"})


def columns_of(mapping: str) -> list[tuple[str, str]]:
    """A mapping of columns as a user writes it, "text=body,date=pub_date", as pairs of our name of a field
    and theirs; "date" may be said for "published".

    Raises:
        ValueError: where it is none, or names a field that reports do not have.
    """
    pairs = []
    for part in mapping.split(","):
        ours, equals, theirs = (piece.strip() for piece in part.partition("="))
        ours = {"date": "published", "author": "byline", "source": "outlet"}.get(ours, ours)
        if not equals or not theirs or ours not in NAMES:
            raise ValueError(f"write FIELD=NAME,... with a FIELD of {', '.join(NAMES)}; not {part!r}")
        pairs.append((ours, theirs))
    return pairs


def plain(name: str) -> str:
    """A field's name as letters and digits, lower case: "published_at" and "publishedAt" are one."""
    return _SIGNS.sub("", name).lower()


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    source = (resources.files(__package__) / "fields.toml").read_bytes()
    return {key: tuple(names) for key, names in compiled.table("fields", source).items()}


@cache
def other_dates() -> frozenset[str]:
    """Names of dates that are not the date of publication."""
    return frozenset(_listed()["other_dates"])


@lru_cache(maxsize=4_096)
def candidates(keys: tuple[str, ...], columns: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[str, ...]]:
    """For each field of a report the keys of a record that may hold it, best first. What the user says
    (``columns``) goes before everything."""
    by_name: dict[str, list[str]] = {}
    for key in keys:
        by_name.setdefault(plain(key.rsplit(":", 1)[-1] if ":" in key else key), []).append(key)
        if ":" in key:
            by_name.setdefault(plain(key), []).append(key)
    found: dict[str, tuple[str, ...]] = {}
    said: dict[str, list[str]] = {}
    for ours, theirs in columns:
        said.setdefault(ours, []).append(theirs)
    for ours, names in _listed().items():
        if ours in said:
            found[ours] = tuple(key for key in said[ours] if key in keys)
        else:
            once = dict.fromkeys(key for name in names for key in by_name.get(name, ()))
            found[ours] = tuple(key for key in once if key not in {key for _, key in columns})
    return found


def words(value: Any) -> str | None:
    """A field as words: a string, a number, the name of an object, or the first few of a list; None where
    it says nothing ("NaN", "null")."""
    if isinstance(value, str):
        stripped = value.strip()
        return None if stripped.lower() in _NOTHING else stripped or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return None if isinstance(value, float) and math.isnan(value) else str(value)
    if isinstance(value, Mapping):
        for key in ("name", "title", "value", "main", "original", "literal", "@id", "@value", "_"):
            found = words(value.get(key))
            if found:
                return found
        return None
    if isinstance(value, list):
        once = dict.fromkeys(word for word in map(words, value[:_MOST]) if word)
        return ", ".join(once) or None
    return None


def first_words(value: Any) -> str | None:
    """Like :func:`words`, and of a list (ninjs: headlines of several roles) the main one alone."""
    if not isinstance(value, list):
        return words(value)
    given = [each for each in value[:_MOST] if words(each)]
    main = [each for each in given if isinstance(each, Mapping) and each.get("role") in {"main", "headline"}]
    return words((main or given)[0]) if given else None


def paragraphs(value: Any) -> str | None:
    """A text in any shape that tools give it: a string, a list of paragraphs or of pieces (Telegram), an
    object of summary and sections (Fundus), bodies with their types (ninjs). None where there is none."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, list):
        return _listed_text(value)
    if isinstance(value, Mapping):
        if isinstance(value.get("sections"), list):
            parts = [*_strings(value.get("summary"))]
            for section in value["sections"]:
                if isinstance(section, Mapping):
                    parts += [*_strings(section.get("headline")), *_strings(section.get("paragraphs"))]
            return "\n\n".join(parts) or None
        for key in ("content", "value", "text", "plain", "body", "bodyText", "@value", "eng"):
            inner = value.get(key)
            if isinstance(inner, str) and inner.strip():
                return inner
    return None


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    return (
        [each for each in value if isinstance(each, str) and each.strip()] if isinstance(value, list) else []
    )


def _listed_text(value: list[Any]) -> str | None:
    """Paragraphs as a list; pieces of one text (Telegram); of ninjs' bodies the plain one."""
    if all(isinstance(each, str) for each in value):
        return "\n\n".join(_strings(value)) or None
    if any(isinstance(each, Mapping) and "type" in each and "text" in each for each in value):
        pieces = (
            each if isinstance(each, str) else str(each.get("text") or "")
            for each in value
            if isinstance(each, str | Mapping)
        )
        return "".join(pieces).strip() or None
    bodies = sorted((each for each in value if isinstance(each, Mapping)), key=_by_role)
    for body in bodies:
        kind = str(body.get("contenttype") or body.get("contentType") or "text/plain")
        if kind.startswith("text/plain"):
            found = paragraphs(body.get("value"))
            if found:
                return found
    return None


def _by_role(body: Mapping[str, Any]) -> bool:
    """Last what says whose a thing is or is shown beside it (ninjs: a credit line)."""
    return str(body.get("role") or "").lower() in {"creditline", "credit", "source", "sign-off"}


def marked_up(value: Any) -> str | None:
    """Markup in a field: a string, the ``content`` of an object (Feedly), or a body of that type (ninjs)."""
    if isinstance(value, list):
        for body in value:
            kind = (
                str(body.get("contenttype") or body.get("contentType") or "")
                if isinstance(body, dict)
                else ""
            )
            if "html" in kind and isinstance(body.get("value"), str):
                return str(body["value"])
        return None
    return paragraphs(value)
