"""Reports back from the JSON that :mod:`rashomon.telling.json` writes, so that marked reports can be
kept and compared later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rashomon.model import Block, Cue, Figure, Marks, Moment, Name, Quotation, Report, Span, Speaker


def report_from_json(given: Mapping[str, Any]) -> Report:
    """The report that ``rashomon.telling.json.report_json`` wrote, with its marks where it has them.

    Raises:
        KeyError: where a field of the contract is missing.
        ValueError: where a span does not lie in the text or does not cover the text beside it.
    """
    text = given["text"]
    marks = given.get("marks") or {}
    report = Report(
        id=given["id"],
        source=given["source"],
        text=text,
        language=given["language"],
        title=given["title"],
        outlet=given["outlet"],
        byline=given.get("byline"),
        published=_as_moment(given["published"], text) if given.get("published") else None,
        blocks=tuple(Block(b["kind"], _as_span(b, text), b.get("reason", "")) for b in given["blocks"]),
    )
    if not marks:
        return report
    found = Marks(
        quotations=tuple(_as_quotation(mark, text) for mark in marks.get("quotations", ())),
        figures=tuple(_as_figure(mark, text) for mark in marks.get("figures", ())),
        moments=tuple(_as_moment(mark, text) for mark in marks.get("moments", ())),
        names=tuple(
            Name(_as_span(mark, text), mark["text"], mark["kind"], mark["entity"])
            for mark in marks.get("names", ())
        ),
    )
    return replace(report, marks=found)


def _as_span(given: Mapping[str, Any], text: str, key: str = "span") -> Span:
    span = Span(*given[key])
    if span.end > len(text) or (key == "span" and "text" in given and span.of(text) != given["text"]):
        raise ValueError(f"the span {span.start}..{span.end} does not cover its text")
    return span


def _as_quotation(given: Mapping[str, Any], text: str) -> Quotation:
    speaker, cue = given.get("speaker"), given.get("cue")
    return Quotation(
        span=_as_span(given, text),
        text=given["text"],
        kind=given["kind"],
        speaker=Speaker(
            _as_span(speaker, text),
            speaker["text"],
            speaker["name"],
            speaker.get("entity", ""),
            speaker.get("relayed_by"),
        )
        if speaker
        else None,
        cue=Cue(_as_span(cue, text), cue["text"]) if cue else None,
        translated=given.get("translated", False),
        stance=given.get("stance", "asserted"),
        parts=tuple(_as_span(part, text) for part in given.get("parts", ())),
    )


def _as_figure(given: Mapping[str, Any], text: str) -> Figure:
    fields = dict(given) | {"span": _as_span(given, text)}
    fields["low"], fields["high"] = _as_float(given["low"]), _as_float(given["high"])
    if given.get("written"):
        low, high, unit = given["written"]
        fields["written"] = (_as_float(low), _as_float(high), unit)
    for key in ("attributed_span", "same_as"):
        fields[key] = _as_span(given, text, key) if given.get(key) else None
    return Figure(**{name: fields[name] for name in Figure.__slots__ if name in fields})


def _as_moment(given: Mapping[str, Any], text: str) -> Moment:
    fields = dict(given) | {"span": _as_span(given, text) if given.get("span") else None}
    return Moment(**{name: fields[name] for name in Moment.__slots__ if name in fields})


def _as_float(value: float | None) -> float | None:
    return None if value is None else float(value)
