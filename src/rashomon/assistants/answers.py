"""What an assistant may ask of a library. Every answer about a report names the span it was read from:
``text`` is ``report.text[start:end]``, in Unicode code points, always."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from rashomon.library import Library, listing, searching
from rashomon.library.kept import drawn
from rashomon.library.words import folded
from rashomon.model import FigureComparison, Report, Span, Statement, Synopsis

Answer = dict[str, Any]
#: Most things of one answer, and most code points of a passage with its surroundings.
MOST: Final = 100
LONGEST: Final = 20_000
_CLASH: Final = ("differ", "changed")


class AskedWronglyError(ValueError):
    """A question that cannot be answered, with the reason in words."""


def stories(library: Library, asked: listing.Filter, *, limit: int = 20, offset: int = 0) -> Answer:
    """The stories, a page of them."""
    if asked.order not in listing.ORDERS:
        raise AskedWronglyError(f"no such order: {asked.order} (known: {', '.join(listing.ORDERS)})")
    rows = listing.stories(library, asked, limit=_few(limit), offset=max(0, offset))
    told = ("id", "headline", "language", "start", "end", "reports", "outlets", "disagreements")
    return {
        "found": listing.count(library, asked),
        "stories": [
            {key: row[key] for key in told} | {"languages": row["languages"].split()} for row in rows
        ],
    }


def story(library: Library, id: str, statements: int = 20) -> Answer:
    """A story: its reports, what they disagree about, and who said what in most reports."""
    told = _told(library, id)
    said = sorted(told.statements, key=lambda one: -len({version.report for version in one.versions}))
    return {
        "id": told.story.id, "headline": told.story.headline, "start": told.story.start,
        "end": told.story.end, "evidence": list(told.story.evidence),
        "reports": [_head(report) for report in told.story.reports],
        "differences": list(_figures(told, [one for one in told.figures if one.verdict in _CLASH])),
        "statements_in_all": len(said),
        "statements": list(_statements(told, said[: _few(statements)])),
    }  # fmt: skip


def search(library: Library, query: str, limit: int = 20, offset: int = 0) -> Answer:
    """The reports that a query finds, the latest first."""
    try:
        rows = searching.search(library, query, limit=_few(limit), offset=max(0, offset))
        found = searching.count(library, query)
    except searching.QueryError as error:
        raise AskedWronglyError(str(error)) from error
    told = ("id", "title", "outlet", "language", "published", "url", "story", "headline")
    return {
        "found": found,
        "reports": [
            {key: row[key] for key in told} | {"passage": {"report": row["id"], **row["passage"]}}
            for row in rows
        ],
    }


def passage(library: Library, report: str, start: int, end: int, around: int = 200) -> Answer:
    """The words of a report between two offsets, with what stands around them and where they are."""
    if not library.has(report):
        raise AskedWronglyError(f"no report has the id {report}")
    found = library.report(report)
    length = len(found.text)
    if not 0 <= start <= end <= length:
        raise AskedWronglyError(f"{start} to {end} does not lie in the report's {length} characters")
    if end - start > LONGEST:
        raise AskedWronglyError(f"{end - start} characters are too many ({LONGEST} are read at once)")
    span, beside = Span(start, end), max(0, min(around, LONGEST))
    return {
        "report": _head(found), "start": start, "end": end, "text": span.of(found.text),
        "before": found.text[max(0, start - beside) : start], "after": found.text[end : end + beside],
        "selectors": span.selectors(found.text),
    }  # fmt: skip


def statements_by(library: Library, name: str, story: str = "", limit: int = 20) -> Answer:
    """What somebody said, by any name the reports have for them, in one story or all."""
    wanted = folded(name)
    if not wanted:
        raise AskedWronglyError("whose statements? a name is needed")
    rows = library.database.all(
        "SELECT DISTINCT story FROM statement WHERE speaker_folded = ? UNION "
        "SELECT DISTINCT story FROM name WHERE folded = ? ORDER BY 1",
        (wanted, wanted),
    )
    found: list[Answer] = []
    for row in rows:
        if story and row["story"] != story:
            continue
        told = _told(library, row["story"])
        found += [{"story": told.story.id, **one} for one in _statements(told, _by(told, wanted))]
    return {"found": len(found), "statements": found[: _few(limit)]}


def _by(told: Synopsis, wanted: str) -> list[Statement]:
    """The statements of whoever has a name, in a story."""
    entities = {
        entry.id for entry in told.names
        if wanted in {folded(each) for each in (entry.name, *entry.aliases)}
    }  # fmt: skip
    return [
        one for one in told.statements
        if folded(one.speaker) == wanted or (one.entity and one.entity in entities)
    ]  # fmt: skip


def differences(library: Library, story: str = "", limit: int = 20) -> Answer:
    """The figures about which reports contradict each other or that changed, in one story or all."""
    if story:
        ids = [library_story(library, story)]
    else:
        rows = library.database.all(
            'SELECT f.story, max(s."end") FROM figure f JOIN story s ON s.id = f.story '
            "WHERE f.verdict IN ('differ', 'changed') AND s.merged_into IS NULL "
            "GROUP BY f.story ORDER BY 2 DESC, 1"
        )
        ids = [row["story"] for row in rows]
    found: list[Answer] = []
    for id in ids:
        told = _told(library, id)
        clash = [one for one in told.figures if one.verdict in _CLASH]
        found += [{"story": id, "headline": told.story.headline, **one} for one in _figures(told, clash)]
    return {"found": len(found), "differences": found[: _few(limit)]}


def library_story(library: Library, id: str) -> str:
    """The id under which a story is kept now.

    Raises:
        AskedWronglyError: where there is none.
    """
    try:
        return str(library.story(id)["id"])
    except KeyError as error:
        raise AskedWronglyError(f"no story has the id {id}") from error


def _told(library: Library, id: str) -> Synopsis:
    found = drawn(library, library_story(library, id))
    if found is None:
        raise AskedWronglyError(f"the story {id} has not been compared yet")
    return found


def _few(limit: int) -> int:
    return max(1, min(limit, MOST))


def _head(report: Report) -> Answer:
    when = report.published
    return {
        "id": report.id, "outlet": report.outlet, "language": report.language, "title": report.title,
        "source": report.source, "published": when.start if when else "",
        "published_stated": bool(when and when.stated), "characters": len(report.text),
    }  # fmt: skip


def _span(report: str, span: Span, text: str) -> Answer:
    return {"report": report, "start": span.start, "end": span.end, "text": text}


def _statements(told: Synopsis, said: Iterable[Statement]) -> Iterator[Answer]:
    outlets = {report.id: report.outlet for report in told.story.reports}
    for one in said:
        yield {
            "id": one.id, "speaker": one.speaker or None,
            "versions": [
                _span(version.report, version.span, version.text) | {
                    "outlet": outlets[version.report], "language": version.language, "kind": version.kind,
                    "verbatim": version.kind == "direct" and not version.translated,
                    "relation": version.relation, "original": version.original, "stance": version.stance,
                }
                for version in one.versions
            ],
        }  # fmt: skip


def _figures(told: Synopsis, compared: Iterable[FigureComparison]) -> Iterator[Answer]:
    outlets = {report.id: report.outlet for report in told.story.reports}
    for one in compared:
        yield {
            "id": one.id, "about": one.about, "verdict": one.verdict, "note": one.note, "unit": one.unit,
            "values": [
                _span(value.report, value.span, value.text) | {
                    "outlet": outlets[value.report], "low": value.low, "high": value.high,
                    "hedge": value.hedge or None, "attributed_to": value.attributed_to,
                    "as_of": value.as_of,
                }
                for value in one.values
            ],
        }  # fmt: skip
