"""Reports, stories and synopses as JSON (reports come back through :mod:`rashomon.telling.parse`).

The field names are a contract (``rashomon.synopsis/1``, ``rashomon.stories/1``; the JSON Schemas are
in ``schemas/`` beside this module). Every ``span`` is ``[start, end]`` in Unicode code points of the
report's ``text``, and ``text[start:end]`` is the ``text`` beside it. Numbers without a fraction are
written as whole numbers; an open bound is ``null``; infinities and NaN are never written.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from importlib import resources
from typing import Any

from rashomon.model import (
    Figure,
    FigureValue,
    Moment,
    Name,
    Passage,
    Quotation,
    Report,
    Span,
    Story,
    Synopsis,
    Version,
)

SYNOPSIS = "rashomon.synopsis/1"
STORIES = "rashomon.stories/1"
_EXACT_WHOLE = 2.0**53


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


def report_line(report: Report, marks: bool = False) -> str:
    """A report as one line of JSON (no line end), with its marks where asked for."""
    return dump(report_json(report, marks=marks), indent=None)


def report_json(report: Report, *, marks: bool = False) -> dict[str, Any]:
    """A report as JSON values, with its marks where asked for."""
    written: dict[str, Any] = {
        "id": report.id,
        "source": report.source,
        "outlet": report.outlet,
        "language": report.language,
        "title": report.title,
        "byline": report.byline,
        "published": _moment(report.published) if report.published else None,
        "text": report.text,
        "blocks": [{"kind": b.kind, "span": _span(b.span), "reason": b.reason} for b in report.blocks],
    }
    if marks:
        written["marks"] = {
            "quotations": [_quotation(report.text, mark) for mark in report.marks.quotations],
            "figures": [_figure(mark) for mark in report.marks.figures],
            "moments": [_moment(mark) for mark in report.marks.moments],
            "names": [_name(mark) for mark in report.marks.names],
        }
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
    entry: dict[str, Any] = {
        "id": story.id,
        "headline": story.headline,
        "language": story.language,
        "start": story.start,
        "end": story.end,
        "reports": [report.id for report in story.reports],
    }
    if explain:
        entry["evidence"] = list(story.evidence)
    return entry


def synopsis(synopses: Sequence[Synopsis]) -> dict[str, Any]:
    """Stories with their reports set side by side, as ``rashomon compare`` writes them."""
    return {"format": SYNOPSIS, "stories": [_story(told) for told in synopses]}


def _story(told: Synopsis) -> dict[str, Any]:
    story = told.story
    return {
        "id": story.id,
        "headline": story.headline,
        "language": story.language,
        "start": story.start,
        "end": story.end,
        "evidence": list(story.evidence),
        "aligned_by": told.aligned_by,
        "reports": [report_json(report) for report in story.reports],
        "statements": [
            {
                "id": statement.id,
                "speaker": {"name": statement.speaker or None, "entity": statement.entity},
                "text": statement.text,
                "versions": [_version(version) for version in statement.versions],
            }
            for statement in told.statements
        ],
        "figures": [
            {
                "id": figure.id,
                "about": figure.about,
                "unit": figure.unit,
                "dimension": figure.dimension,
                "verdict": figure.verdict,
                "note": figure.note,
                "values": [_value(value) for value in figure.values],
            }
            for figure in told.figures
        ],
        "names": [
            {
                "id": entry.id,
                "kind": entry.kind,
                "name": entry.name,
                "aliases": list(entry.aliases),
                "mentions": _passages(entry.mentions),
                "evidence": list(entry.evidence),
            }
            for entry in told.names
        ],
        "timeline": [
            {
                "start": entry.start,
                "end": entry.end,
                "precision": entry.precision,
                "text": entry.text,
                "mentions": _passages(entry.mentions),
                "note": entry.note,
            }
            for entry in told.timeline
        ],
        "coverage": [
            {
                "id": entry.id,
                "about": entry.about,
                "passages": _passages(entry.passages),
                "absent_from": list(entry.absent_from),
            }
            for entry in told.coverage
        ],
        "reuse": [
            {
                "from": _passage(found.source),
                "to": _passage(found.target),
                "similarity": _number(found.similarity),
            }
            for found in told.reuse
        ],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "report": version.report,
        "span": _span(version.span),
        "text": version.text,
        "language": version.language,
        "kind": version.kind,
        "translated": version.translated,
        "cue": version.cue,
        "speaker_text": version.speaker_text,
        "relation": version.relation,
        "original": version.original,
        "stance": version.stance,
        "relayed_by": version.relayed_by,
        "missing": list(version.missing),
        "changes": [
            {"dropped": change.dropped, "added": change.added, "span": _span(change.span)}
            for change in version.changes
        ],
    }


def _value(value: FigureValue) -> dict[str, Any]:
    return {
        "report": value.report,
        "span": _span(value.span),
        "text": value.text,
        "low": _number(value.low),
        "high": _number(value.high),
        "unit": value.unit,
        "hedge": value.hedge,
        "attributed_to": value.attributed_to,
        "as_of": value.as_of,
        "low_open": value.low_open,
        "high_open": value.high_open,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {"report": passage.report, "span": _span(passage.span)}


def _passages(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    return [_passage(passage) for passage in passages]


def _quotation(text: str, mark: Quotation) -> dict[str, Any]:
    speaker = asdict(mark.speaker) | {"span": _span(mark.speaker.span)} if mark.speaker else None
    cue = {"span": _span(mark.cue.span), "text": mark.cue.text} if mark.cue else None
    return {
        "span": _span(mark.span),
        "text": mark.text,
        "kind": mark.kind,
        "speaker": speaker,
        "cue": cue,
        "translated": mark.translated,
        "stance": mark.stance,
        "parts": [{"span": _span(part), "text": part.of(text)} for part in mark.parts],
    }


def _figure(mark: Figure) -> dict[str, Any]:
    written = asdict(mark)
    written["span"] = _span(mark.span)
    written["low"], written["high"] = _number(mark.low), _number(mark.high)
    if mark.written:
        written["written"] = [_number(mark.written[0]), _number(mark.written[1]), mark.written[2]]
    for key, span in (("attributed_span", mark.attributed_span), ("same_as", mark.same_as)):
        written[key] = None if span is None else _span(span)
    return written


def _moment(mark: Moment) -> dict[str, Any]:
    return asdict(mark) | {"span": None if mark.span is None else _span(mark.span)}


def _name(mark: Name) -> dict[str, Any]:
    return asdict(mark) | {"span": _span(mark.span)}


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _number(value: float | None) -> int | float | None:
    """``value`` as JSON may hold it: whole where it has no fraction, None where it is not finite."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() and abs(value) <= _EXACT_WHOLE else float(value)
