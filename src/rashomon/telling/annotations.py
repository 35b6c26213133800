"""Marks as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), for annotation tools and stores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from rashomon.model import Report, Span

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


def of_report(report: Report) -> Iterator[dict[str, Any]]:
    """The marks of a report, each an annotation whose target is its span of the report's text."""
    marks = report.marks
    for said in marks.quotations:
        speaker = said.speaker.name if said.speaker else ""
        yield _annotation(report, said.span, "quotation", {"kind": said.kind, "speaker": speaker})
    for given in marks.figures:
        values = {"low": given.low, "high": given.high, "unit": given.unit, "about": given.about}
        yield _annotation(report, given.span, "figure", values)
    for dated in marks.moments:
        if dated.span is not None:
            yield _annotation(report, dated.span, "moment", {"start": dated.start, "end": dated.end})
    for named in marks.names:
        yield _annotation(report, named.span, "name", {"kind": named.kind, "entity": named.entity})


def collection(report: Report) -> dict[str, Any]:
    """The annotations of a report as one collection with one page."""
    items = [item | {"id": f"{item['id']}:{at}"} for at, item in enumerate(of_report(report), 1)]
    name = _urn(report)
    return {
        "@context": CONTEXT,
        "id": f"{name}:annotations",
        "type": "AnnotationCollection",
        "label": report.title or report.source,
        "total": len(items),
        "first": {"id": f"{name}:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def _urn(report: Report) -> str:
    return "urn:rashomon:report:" + quote(report.id, safe="")


def _annotation(report: Report, span: Span, kind: str, values: dict[str, Any]) -> dict[str, Any]:
    address = report.source if report.source.startswith(("http://", "https://")) else _urn(report)
    described = [f"{key}: {value}" for key, value in values.items() if value not in (None, "")]
    body = [{"type": "TextualBody", "purpose": "tagging", "value": kind}]
    body += [
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": words}
        for words in described
    ]
    return {
        "@context": CONTEXT,
        "id": f"{_urn(report)}:{kind}:{span.start}-{span.end}",
        "type": "Annotation",
        "motivation": "describing",
        "body": body,
        "target": {"source": address, "selector": span.selectors(report.text)},
    }
