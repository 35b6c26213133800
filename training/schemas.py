"""Makes the JSON Schemas that ship with the package from the declarations of the model.

    python -m training.schemas

Writes ``src/rashomon/telling/schemas/*.schema.json`` (draft 2020-12). A test holds the files to what this
program makes, so a field that is added to a noun is in its schema or nothing passes.
"""

from __future__ import annotations

import dataclasses
import json
import types
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from rashomon.model import Json, Report, Span, Story, Synopsis
from rashomon.telling.json import STORIES, SYNOPSIS
from rashomon.wire import DATE_PATTERN, Field, fields

FOLDER = Path(__file__).resolve().parents[1] / "src" / "rashomon" / "telling" / "schemas"
Schema = dict[str, Any]

_WHOLE: Schema = {"type": "integer", "minimum": 0}
_SPAN: Schema = {
    "description": "Start and end (exclusive) in Unicode code points of the report's text",
    "type": "array", "prefixItems": [_WHOLE, _WHOLE], "items": False, "minItems": 2, "maxItems": 2,
}  # fmt: skip
_WORDS: Schema = {
    "type": "object",
    "required": ["span", "text"],
    "properties": {"span": {"$ref": "#/$defs/span"}, "text": {"type": "string"}},
}
_PLAIN: dict[Any, str] = {str: "string", bool: "boolean", float: "number", int: "integer"}
#: Fields of a noun that not every line has.
_NOT_ALWAYS = {"report": {"marks"}}


class _Writer:
    """Collects the definitions that a schema refers to."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {"span": _SPAN}

    def noun(self, noun: Any, without: tuple[str, ...] = ()) -> Schema:
        """A reference to a noun, which is defined where it is not yet."""
        name = noun.__name__[0].lower() + noun.__name__[1:]
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self.object(fields(noun), name, without, noun)
        return {"$ref": f"#/$defs/{name}"}

    def object(self, those: tuple[Field, ...], name: str, without: tuple[str, ...], noun: Any) -> Schema:
        properties: dict[str, Schema] = {}
        for field in those:
            if field.attribute in without:
                continue
            if field.note.inline:
                properties |= self.object(fields(field.type), name, (), field.type)["properties"]
            elif field.note.inside:
                held = properties.setdefault(
                    field.note.inside, {"type": "object", "required": [], "properties": {}}
                )
                held["required"].append(field.key)
                held["properties"][field.key] = self.field(field)
            else:
                properties[field.key] = self.field(field)
        order: tuple[str, ...] = getattr(noun, "JSON_ORDER", ())
        properties = {key: properties[key] for key in order if key in properties} | properties
        asked = {field.key for field in those if field.note.asked or field.note.sparse}
        asked |= _NOT_ALWAYS.get(name, set())
        required = [key for key in properties if key not in asked]
        return {"type": "object", "required": required, "properties": properties}

    def field(self, field: Field) -> Schema:
        note = field.note
        about = {"description": note.about} if note.about else {}
        if note.words:
            self.definitions.setdefault("words", _WORDS)
            return {**about, "type": "array", "items": {"$ref": "#/$defs/words"}}
        if note.among:
            return {**about, "enum": list(note.among)}
        made = self.type(field.type, note)
        if note.empty_is_null:
            made = _or_null(made)
        if note.filled:
            made["minItems" if made.get("type") == "array" else "minLength"] = 1
        if note.share:
            made |= {"minimum": 0, "maximum": 1}
        if note.date:
            made["pattern"] = DATE_PATTERN
        return {**about, **made}

    def type(self, kind: Any, note: Json) -> Schema:
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Annotated:
            inner = next((extra for extra in arguments[1:] if isinstance(extra, Json)), Json())
            return self.field(Field("", "", arguments[0], inner, False))
        if origin in (Union, types.UnionType):
            return _or_null(self.type(next(each for each in arguments if each is not type(None)), note))
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is tuple and arguments[-1] is Ellipsis:
            held = self.noun(arguments[0], note.without) if note.without else self.type(arguments[0], note)
            return {"type": "array", "items": held}
        if origin is tuple:
            items, count = [self.type(each, note) for each in arguments], len(arguments)
            return {
                "type": "array", "prefixItems": items, "items": False, "minItems": count, "maxItems": count,
            }  # fmt: skip
        if kind is Span:
            return {"$ref": "#/$defs/span"}
        return self.noun(kind) if dataclasses.is_dataclass(kind) else {"type": _PLAIN[kind]}


def _or_null(schema: Schema) -> Schema:
    if set(schema) == {"type"}:
        return {"type": [schema["type"], "null"]}
    return {"oneOf": [schema, {"type": "null"}]}


def _document(name: str, title: str, body: Schema, writer: _Writer) -> Schema:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:rashomon:{name}:1"}
    return {**head, "title": title, **body, "$defs": writer.definitions}


def _list_of_stories(constant: str, story: Schema) -> Schema:
    listed = {"format": {"const": constant}, "stories": {"type": "array", "items": story}}
    return {"type": "object", "required": list(listed), "properties": listed}


def _grouped(writer: _Writer) -> Schema:
    """A story of ``rashomon group``: the reports by their ids, the evidence only where asked for."""
    made = writer.object(fields(Story), "story", ("reports", "evidence"), Story)
    ids = {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True}
    reasons = {"type": "array", "items": {"type": "string"}}
    about = "Why the reports belong together, in words (with --explain)"
    made["properties"] |= {"reports": ids, "evidence": {"description": about, **reasons}}
    made["required"].append("reports")
    return made


def schemas() -> dict[str, Schema]:
    """Each schema by its name ("report", "stories", "synopsis")."""
    line, grouped, compared = _Writer(), _Writer(), _Writer()
    report = line.object(fields(Report), "report", (), Report)
    stories = _list_of_stories(STORIES, _grouped(grouped))
    del grouped.definitions["span"]
    synopsis = _list_of_stories(SYNOPSIS, compared.noun(Synopsis))
    return {
        "report": _document(
            "report", "A news report as rashomon read and rashomon mark write it, one a line", report, line
        ),
        "stories": _document(
            "stories", "Stories with the ids of their reports, as rashomon group writes them",
            stories, grouped,
        ),
        "synopsis": _document(
            "synopsis", "Stories with their reports set side by side, as rashomon compare writes them",
            synopsis, compared,
        ),
    }  # fmt: skip


def main() -> None:
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        (FOLDER / f"{name}.schema.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
