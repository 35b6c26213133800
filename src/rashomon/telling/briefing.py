"""A story as a briefing in Markdown: where the reports disagree, who said what, and where each is read."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from rashomon.model import FigureComparison, FigureValue, Report, Synopsis, Version
from rashomon.telling import wording

_SPECIAL = regex.compile(r"([\\`*_{}\[\]()#+!|<>~-])")
_CLASH = ("differ", "changed")


def briefing(synopsis: Synopsis) -> str:
    """The story as Markdown (CommonMark). Every line about a report ends with the report and the span that
    it was read from; words of reports are escaped."""
    return "\n".join(_lines(synopsis)) + "\n"


def _plain(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))


def _lines(synopsis: Synopsis) -> Iterator[str]:
    story = synopsis.story
    outlets = {report.id: _plain(wording.outlet(report)) for report in story.reports}
    yield f"# {_plain(story.headline)}"
    yield ""
    yield f"{len(story.reports)} reports, {story.start or 'date unknown'} to {story.end or 'date unknown'}."
    clashes = [figure for figure in synopsis.figures if figure.verdict in _CLASH]
    shared = [
        figure
        for figure in synopsis.figures
        if figure.verdict not in _CLASH and len({value.report for value in figure.values}) > 1
    ]
    yield from _figures("Where the reports disagree", clashes, outlets)
    yield from _figures("Other figures", shared, outlets)
    if synopsis.statements:
        yield "\n## Who said what\n"
    for statement in synopsis.statements:
        yield f"- **{_plain(statement.speaker) or 'speaker left open'}**"
        for version in statement.versions:
            words = _plain(version.text)
            said = f"“{words}”" if version.kind == "direct" else f"(reported) {words}"
            yield f"    - {said} ({_place(version, outlets)})"
    yield "\n## The reports\n"
    for report in story.reports:
        yield f"- {_reference(report)}"


def _place(given: Version | FigureValue, outlets: dict[str, str]) -> str:
    return f"{outlets[given.report]}, {given.span.start}–{given.span.end}"


def _figures(title: str, figures: list[FigureComparison], outlets: dict[str, str]) -> Iterator[str]:
    if figures:
        yield f"\n## {title}\n"
    for figure in figures:
        yield f"- **{_plain(figure.about or figure.unit or 'a quantity')}** ({figure.verdict})"
        for value in figure.values:
            source = f", according to {_plain(value.attributed_to)}" if value.attributed_to else ""
            yield f"    - “{_plain(value.text)}”{source} ({_place(value, outlets)})"


def _reference(report: Report) -> str:
    day = report.published.start[:10] if report.published else "date unknown"
    parts = [wording.outlet(report), report.title, day, report.source]
    return ", ".join(_plain(part) for part in parts if part)
