"""The nouns as JSON values and back, and their JSON Schemas, all from the declarations in :mod:`.model`.

A field is written under its own name in the form of its type: a :class:`~rashomon.model.Span` as
``[start, end]``, a tuple as an array, a noun as an object, numbers whole where they have no fraction. Where
the JSON says more or something else, the field's annotation carries a :class:`~rashomon.model.Json`.
"""

from __future__ import annotations

import dataclasses
import json
import math
import re
import sys
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from rashomon.model import Json, Report, Span

Noun = TypeVar("Noun")
_PLAIN = Json()
#: Whole numbers above this are not exact as floats and are written as floats.
_EXACT_WHOLE = 2.0**53
_LARGEST = sys.float_info.max
#: Dates as JSON has them (a pattern of the JSON Schemas too); the empty string is a side left open.
DATE_PATTERN = "^$|^-?[0-9]{4,}(-[0-9]{2}(-[0-9]{2}(T.*)?)?)?$"
_DATE = re.compile(DATE_PATTERN)
#: Code points of a wrong value that an error shows.
_SHORT = 60
_NAMES = {str: "a string", bool: "true or false", float: "a number", int: "a whole number"}


class WireError(ValueError):
    """JSON that is not a noun; ``field`` is the path of what is wrong in it ("marks.names[2].span")."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field} {reason}" if field else reason)
        self.field, self.reason = field, reason


@dataclass(frozen=True, slots=True)
class Field:
    """A noun's field: its attribute, its name in JSON, its type without the note, the note, and whether JSON
    may leave it out when it is read."""

    attribute: str
    key: str
    type: Any
    note: Json
    optional: bool


def fields(noun: Any) -> tuple[Field, ...]:
    """The fields of a noun (a class of the model) that JSON knows, in their order."""
    known = _FIELDS.get(noun)
    if known is None:
        known = _FIELDS[noun] = _declared(noun)
    return known


_FIELDS: dict[Any, tuple[Field, ...]] = {}


def _declared(noun: Any) -> tuple[Field, ...]:
    hints = get_type_hints(noun, include_extras=True)
    found = []
    for each in dataclasses.fields(noun):
        hint, note = hints[each.name], _PLAIN
        if get_origin(hint) is Annotated:
            hint, *extras = get_args(hint)
            note = next((extra for extra in extras if isinstance(extra, Json)), _PLAIN)
        if note.hidden:
            continue
        plain = each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
        found.append(Field(each.name, note.name or each.name, hint, note, not plain))
    return tuple(found)


# ------------------------------------------------------------------ writing


def number(value: float | None) -> int | float | None:
    """``value`` as JSON may hold it: whole where it has no fraction, None where it is not finite."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() and abs(value) <= _EXACT_WHOLE else float(value)


def encode(
    value: Any, *, text: str = "", leave_out: frozenset[str] = frozenset(), explain: bool = False
) -> Any:
    """A noun as JSON values. ``text`` is the report's, for spans that are written with their words;
    ``leave_out`` names fields of ``value`` itself that are not written; ``explain`` asks for what is only
    written when asked for."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return value
    if kind is float or kind is int:
        return number(value)
    if kind is Span:
        return [value.start, value.end]
    if kind is tuple:
        return [encode(each, text=text, explain=explain) for each in value]
    written: dict[str, Any] = {}
    for field in fields(kind):
        if field.attribute in leave_out or (field.note.asked and not explain):
            continue
        each = getattr(value, field.attribute)
        if field.note.sparse and not each:
            continue
        if field.note.words:
            each = [{"span": [span.start, span.end], "text": span.of(text)} for span in each]
        elif field.note.empty_is_null:
            each = each or None
        elif field.note.without:
            each = [encode(one, leave_out=frozenset(field.note.without)) for one in each]
        else:
            each = encode(each, text=text, explain=explain)
        if field.note.inline:
            written |= each
            continue
        target = written.setdefault(field.note.inside, {}) if field.note.inside else written
        target[field.key] = each
    return _in_order(kind, written)


def _in_order(noun: type, written: dict[str, Any]) -> dict[str, Any]:
    """The same keys in the order that the noun asks for, the rest behind."""
    order: tuple[str, ...] = getattr(noun, "JSON_ORDER", ())
    return {key: written[key] for key in order if key in written} | written if order else written


# ------------------------------------------------------------------ reading


#: The texts of the reports that values may name, by id.
Texts = Mapping[str, str]


def decode(
    noun: type[Noun], given: Any, *, text: str = "", path: str = "", texts: Texts | None = None
) -> Noun:
    """The noun that some JSON values stand for. ``text`` is the report's, which every span must fit, or the
    one of ``texts`` that the values name as their ``report``; ``path`` says where in the JSON the values
    stand, for errors.

    Raises:
        WireError: where a field is missing, of another type, or a span does not cover the text beside it.
    """
    if not isinstance(given, Mapping):
        raise WireError(path, "is not an object")
    if texts is not None:
        text = str(given.get("text", "")) if noun is Report else _text_of(given, text, path, texts)
    values: dict[str, Any] = {}
    for field in fields(noun):
        holder = given.get(field.note.inside) if field.note.inside else given
        place = f"{path}.{field.key}" if path else field.key
        if field.note.inline:
            values[field.attribute] = decode(field.type, given, text=text, path=path, texts=texts)
        elif isinstance(holder, Mapping) and field.key in holder:
            values[field.attribute] = _field(field, holder[field.key], text, place, texts)
        elif not field.optional:
            raise WireError(place, "is missing")
    found: Noun = noun(**values)
    span, words = getattr(found, "span", None), getattr(found, "text", None)
    if isinstance(span, Span) and isinstance(words, str):
        _check_cover(span, words, text, f"{path}.span" if path else "span")
    return found


def _text_of(given: Mapping[str, Any], text: str, path: str, texts: Texts) -> str:
    """The text that the spans of some values lie in: that of the report they name, if they name one."""
    named = given.get("report")
    if named is not None and named not in texts:
        raise WireError(f"{path}.report", f"is {_short(named)}, which is none of the story's reports")
    return text if named is None else texts[named]


def _field(field: Field, value: Any, text: str, place: str, texts: Texts | None) -> Any:
    if field.note.words:
        return tuple(_words(each, text, f"{place}[{at}]") for at, each in enumerate(_array(value, place)))
    if value is None and field.note.empty_is_null:
        return ""
    if field.note.among and value not in field.note.among:
        raise WireError(place, f"is {_short(value)}, not one of {_listed(field.note.among)}")
    found = _value(field.type, value, text, place, texts)
    if field.note.date and found and not _is_date(found):
        raise WireError(place, f"is {_short(value)}, not a date (ISO 8601)")
    return found


def _is_date(written: str) -> bool:
    """True if a string is a date as the JSON Schemas have it, of a day that there is."""
    if not _DATE.fullmatch(written):
        return False
    day = written.partition("T")[0]
    try:
        return len(day) != len("2026-01-01") or bool(date.fromisoformat(day))
    except ValueError:
        return False


def _value(kind: Any, value: Any, text: str, place: str, texts: Texts | None) -> Any:
    """``value`` as an instance of a type of the model."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _value(get_args(kind)[0], value, text, place, texts)
    if origin in (Union, types.UnionType):
        rest = [each for each in get_args(kind) if each is not type(None)]
        return None if value is None else _value(rest[0], value, text, place, texts)
    if origin is Literal:
        if value not in get_args(kind):
            raise WireError(place, f"is {_short(value)}, not one of {_listed(get_args(kind))}")
        return value
    if origin is tuple:
        return _tuple(get_args(kind), _array(value, place), text, place, texts)
    if kind is Span:
        return _span(value, text, place)
    if kind in _NAMES:
        return _plain(kind, value, place)
    return decode(kind, value, text=text, path=place, texts=texts)


def _plain(kind: type, value: Any, place: str) -> Any:
    if kind is float and type(value) in (int, float):
        if not abs(value) <= _LARGEST:
            raise WireError(place, "is not a finite number")
        return float(value)
    if type(value) is not kind:
        raise WireError(place, f"is {_short(value)}, not {_NAMES[kind]}")
    return value


def _tuple(
    kinds: tuple[Any, ...], values: list[Any], text: str, place: str, texts: Texts | None
) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        kinds = kinds[:1] * len(values)
    if len(kinds) != len(values):
        raise WireError(place, f"has {len(values)} values, not {len(kinds)}")
    pairs = zip(kinds, values, strict=True)
    return tuple(_value(kind, value, text, f"{place}[{at}]", texts) for at, (kind, value) in enumerate(pairs))


def _array(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise WireError(place, f"is {_short(value)}, not a list")
    return value


def _span(value: Any, text: str, place: str) -> Span:
    pair = _array(value, place)
    if len(pair) != 2 or any(type(part) is not int for part in pair):
        raise WireError(place, f"is {_short(value)}, not a start and an end")
    if not 0 <= pair[0] <= pair[1] <= len(text):
        raise WireError(place, f"{pair[0]}..{pair[1]} does not fit the text, which is {len(text)} long")
    return Span(pair[0], pair[1])


def _words(value: Any, text: str, place: str) -> Span:
    if not isinstance(value, Mapping) or "span" not in value:
        raise WireError(f"{place}.span", "is missing")
    span = _span(value["span"], text, f"{place}.span")
    _check_cover(span, value.get("text", span.of(text)), text, f"{place}.span")
    return span


def _check_cover(span: Span, words: str, text: str, place: str) -> None:
    if span.of(text) != words:
        held = f"there stands {_short(span.of(text))}, not {_short(words)}"
        raise WireError(place, f"{span.start}..{span.end} does not cover its text: {held}")


def _short(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False, default=str)
    return written if len(written) <= _SHORT else written[: _SHORT - 1] + "…"


def _listed(values: tuple[Any, ...]) -> str:
    return ", ".join("null" if value is None else str(value) for value in values)
