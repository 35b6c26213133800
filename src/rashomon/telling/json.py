"""Reports, stories and synopses as JSON (reports come back through :mod:`rashomon.telling.parse`).

The field names are a contract (``rashomon.synopsis/1``, ``rashomon.stories/1``; the JSON Schemas are
in ``schemas/`` beside this module). Every ``span`` is ``[start, end]`` in Unicode code points of the
report's ``text``, and ``text[start:end]`` is the ``text`` beside it. Numbers without a fraction are
written as whole numbers; an open bound is ``null``; infinities and NaN are never written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from typing import Any

from rashomon.model import Report, Story, Synopsis
from rashomon.wire import encode

SYNOPSIS = "rashomon.synopsis/1"
STORIES = "rashomon.stories/1"
_MARKS = frozenset({"marks"})
_MEMBERS = frozenset({"reports", "evidence"})


def dump(value: Any, *, indent: int | None = 2) -> str:
    """``value`` as JSON text: same value, same characters. ``indent=None`` writes one line.

    Raises:
        ValueError: where ``value`` holds an infinity or NaN.
    """
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of ``"synopsis"``, ``"stories"`` or ``"report"`` (a line of
    ``rashomon read`` or ``rashomon mark``).

    Raises:
        FileNotFoundError: where there is no schema of that name.
    """
    path = resources.files("rashomon.telling") / "schemas" / f"{name}.schema.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def report_line(report: Report, marks: bool = False, explain: bool = False) -> str:
    """A report as one line of JSON (no line end), with its marks where asked for; with ``explain`` each mark
    says in ``because`` which named rules or features made it."""
    return dump(report_json(report, marks=marks, explain=explain), indent=None)


def report_json(report: Report, *, marks: bool = False, explain: bool = False) -> dict[str, Any]:
    """A report as JSON values, as :func:`report_line` writes it."""
    left_out = frozenset() if marks else _MARKS
    written: dict[str, Any] = encode(
        report, text=report.text, leave_out=left_out, explain=explain
    )
    return written


def stories(found: Iterable[Story], explain: bool = False) -> dict[str, Any]:
    """Stories with the ids of their reports, as ``rashomon group`` writes them; with ``explain`` also the
    evidence that the reports belong together."""
    return {"format": STORIES, "stories": [_grouped(story, explain) for story in found]}


def story_lines(found: Iterable[Story], explain: bool = False) -> Iterator[str]:
    """The same as lines of one JSON document, a story a line, each told as soon as it is known."""
    yield f'{{"format": {dump(STORIES)}, "stories": ['
    ahead = ""
    for story in found:
        if ahead:
            yield ahead + ","
        ahead = dump(_grouped(story, explain), indent=None)
    yield ahead + "]}"


def _grouped(story: Story, explain: bool) -> dict[str, Any]:
    entry: dict[str, Any] = encode(story, leave_out=_MEMBERS)
    entry["reports"] = [report.id for report in story.reports]
    if explain:
        entry["evidence"] = list(story.evidence)
    return entry


def file_name(id: str) -> str:
    """An id as a name that every file system takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", id).strip("-")[:60] or "story"


def synopsis_lines(synopses: Iterable[Synopsis]) -> Iterator[str]:
    """The text of :func:`synopsis` in lines, the same characters, each story as soon as it is known."""
    yield f'{{\n  "format": {dump(SYNOPSIS)},\n  "stories": ['
    ahead = ""
    for each in synopses:
        if ahead:
            yield ahead + ","
        ahead = "\n".join(f"    {line}" for line in dump(encode(each)).split("\n"))
    if ahead:
        yield ahead
    yield "  ]\n}"


def synopsis(synopses: Sequence[Synopsis]) -> dict[str, Any]:
    """Stories with their reports set side by side, as ``rashomon compare`` writes them."""
    return {"format": SYNOPSIS, "stories": [encode(each) for each in synopses]}
