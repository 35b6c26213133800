"""A story as a briefing, in Markdown or as a Word document: where the reports disagree, who said what, and
where each is read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import regex

from rashomon.model import FigureComparison, FigureValue, Report, Synopsis, Version
from rashomon.telling import wording

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_SPECIAL = regex.compile(r"([\\`*_{}\[\]()#+!|<>~-])")
#: What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CLASH = ("differ", "changed")
#: The date of every member of a document, so that the same story is the same file.
_THEN: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line; of a report's own the language is known. ``ours`` are the briefing's own words."""

    words: str
    bold: bool = False
    language: str = ""
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the briefing: what it is, and its parts in order."""

    kind: Literal["title", "heading", "text", "item", "under"]
    parts: tuple[Part, ...]


def briefing(synopsis: Synopsis) -> str:
    """The story as Markdown (CommonMark). Every line about a report ends with the report and the span that
    it was read from; words of reports are escaped."""
    signs = {"title": "# ", "heading": "\n## ", "text": "\n", "item": "- ", "under": "    - "}
    ends = {"heading": "\n"}
    written = []
    for line in lines(synopsis):
        words = [part.words if part.ours else _plain(part.words) for part in line.parts]
        words = [f"**{said}**" if part.bold else said for said, part in zip(words, line.parts, strict=True)]
        written.append(signs[line.kind] + "".join(words) + ends.get(line.kind, ""))
    return "\n".join(written) + "\n"


def document(synopsis: Synopsis) -> bytes:
    """The story as a Word document (DOCX); the same story, the same bytes. Needs ``rashomon[formats]``.

    Raises:
        ModuleNotFoundError: where python-docx is not installed.
    """
    from docx import Document

    styles = {"text": None, "item": "List Bullet", "under": "List Bullet 2"}
    made = Document()
    made.core_properties.title = _xml(Part(synopsis.story.headline))[:255]
    made.core_properties.author = "Rashomon"
    for line in lines(synopsis):
        if line.kind in ("title", "heading"):
            paragraph = made.add_heading("", 0 if line.kind == "title" else 1)
        else:
            paragraph = made.add_paragraph("", styles[line.kind])
        _fill(paragraph, line.parts)
    out = io.BytesIO()
    made.save(out)
    return _dateless(out.getvalue())


def _fill(paragraph: Paragraph, parts: Iterable[Part]) -> None:
    for part in parts:
        run = paragraph.add_run(_xml(part))
        run.bold = part.bold or None
        if part.language and wording.right_to_left(part.language):
            run.font.rtl = True


def _dateless(packed: bytes) -> bytes:
    """The same document with one date for all that is in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            made.writestr(zipfile.ZipInfo(name, _THEN), given.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _xml(part: Part) -> str:
    return part.words if part.ours else _NO_XML.sub("\ufffd", " ".join(part.words.split()))


def _plain(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))


def lines(synopsis: Synopsis) -> Iterator[Line]:
    """The briefing line by line, whatever it is written as."""
    story = synopsis.story
    outlets = {report.id: wording.outlet(report) for report in story.reports}
    yield Line("title", (Part(story.headline, language=story.language),))
    when = (_day(story.start), _day(story.end))
    yield Line("text", (_own(f"{len(story.reports)} reports, {when[0]} to {when[1]}."),))
    clashes = [figure for figure in synopsis.figures if figure.verdict in _CLASH]
    shared = [
        figure
        for figure in synopsis.figures
        if figure.verdict not in _CLASH and len({value.report for value in figure.values}) > 1
    ]
    yield from _figures("Where the reports disagree", clashes, outlets)
    yield from _figures("Other figures", shared, outlets)
    if synopsis.statements:
        yield Line("heading", (_own("Who said what"),))
    for statement in synopsis.statements:
        yield Line("item", (Part(statement.speaker or "speaker left open", bold=True),))
        for version in statement.versions:
            before, after = ("“", "”") if version.kind == "direct" else ("(reported) ", "")
            words = Part(version.text, language=version.language)
            yield Line("under", (_own(before), words, _own(after), *_place(version, outlets)))
    yield Line("heading", (_own("The reports"),))
    for report in story.reports:
        yield Line("item", (Part(_reference(report)),))


def _own(words: str) -> Part:
    return Part(words, ours=True)


def _day(iso: str) -> str:
    return wording.day(iso) if iso else "date unknown"


def _place(given: Version | FigureValue, outlets: dict[str, str]) -> tuple[Part, ...]:
    return _own(" ("), Part(outlets[given.report]), _own(f", {given.span.start}–{given.span.end})")


def _figures(title: str, figures: list[FigureComparison], outlets: dict[str, str]) -> Iterator[Line]:
    if figures:
        yield Line("heading", (_own(title),))
    for figure in figures:
        about = Part(figure.about or figure.unit or "a quantity", bold=True)
        yield Line("item", (about, _own(f" ({figure.verdict})")))
        for value in figure.values:
            given = (_own("“"), Part(value.text), _own("”"))
            source = (_own(", according to "), Part(value.attributed_to)) if value.attributed_to else ()
            yield Line("under", (*given, *source, *_place(value, outlets)))


def _reference(report: Report) -> str:
    day = report.published.start[:10] if report.published else "date unknown"
    parts = [wording.outlet(report), report.title, day, report.source]
    return ", ".join(part for part in parts if part)
