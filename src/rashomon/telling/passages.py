"""Where a fact leads: anchors into the reports, and a report's text with every mark highlighted.

An anchor is ``r2-123-145``: the page's second report, code points 123 to 145 of its text. Marks may
nest and cross; HTML elements may only nest, so a mark that crosses another, or runs over a line end,
is written in pieces that carry the same name.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from markupsafe import Markup

from rashomon.model import Block, Report, Span
from rashomon.telling.places import Home
from rashomon.telling.wording import ENGLISH, Wording

#: Marks that lie deeper in one another than this are not drawn: no reader can tell them apart.
_DEEPEST = 12


class Anchors:
    """Numbers the reports of a page and remembers which of their passages a fact leads to."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str], int] = {}
        self._spans: dict[int, set[Span]] = {}

    def open(self, story: int, reports: Iterable[Report]) -> None:
        """Number the reports of the page's story number ``story``."""
        for report in reports:
            number = self._numbers.setdefault((story, report.id), len(self._numbers) + 1)
            self._spans.setdefault(number, set())

    def number(self, story: int, report: str) -> int:
        """The page's number of a report.

        Raises:
            KeyError: where the story has no report of that id.
        """
        return self._numbers[story, report]

    def href(self, story: int, report: str, span: Span) -> str:
        """A link to a passage, which is remembered so that the report gets the anchor."""
        number = self.number(story, report)
        self._spans[number].add(span)
        return f"#r{number}-{span.start}-{span.end}"

    def spans(self, number: int) -> list[Span]:
        """The passages of a report that something leads to, in text order."""
        return sorted(self._spans[number])


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a report's text as HTML; ``kind`` and ``reason`` are its block's, ``number`` is its own:
    the report's first paragraph is 1, titles and furniture counted."""

    kind: str
    reason: str
    html: Markup
    number: int = 0


@dataclass(slots=True)
class _Mark:
    span: Span
    classes: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    anchor: str = ""
    back: str = ""


def starts(report: Report) -> list[int]:
    """Where the lines of a report's text begin, those left out that are empty."""
    return [span.start for _, span in _places(report)]


def _places(report: Report) -> list[tuple[Block, Span]]:
    blocks = report.blocks or (Block("body", Span(0, len(report.text))),)
    return [(block, span) for block in blocks for span in _lines_of(report.text, block.span)]


def lines(
    report: Report,
    number: int,
    facts: Sequence[Span],
    homes: Mapping[Span, Sequence[Home]] | None = None,
    say: Wording = ENGLISH,
) -> list[Line]:
    """The report's text line by line with its marks, with the anchors of ``facts``, and after each passage
    the ways back to its ``homes``."""
    places = _places(report)
    begins = [span.start for _, span in places]
    inside: list[list[_Mark]] = [[] for _ in places]
    marks = _marks(report, number, facts, say)
    for mark in marks:
        mark.back = "".join(_back(home, say) for home in (homes or {}).get(mark.span, ()) if mark.anchor)
    for mark in marks:
        first = max(0, bisect_right(begins, mark.span.start) - 1)
        for index in range(first, len(places)):
            line = places[index][1]
            if line.start > mark.span.end or (line.start == mark.span.end and len(mark.span)):
                break
            if line.end > mark.span.start or (not len(mark.span) and line.end >= mark.span.start):
                inside[index].append(mark)
    seen: set[str] = set()
    return [
        Line(block.kind, block.reason, Markup("".join(_pieces(report.text, span, held, seen))), at)
        for at, ((block, span), held) in enumerate(zip(places, inside, strict=True), 1)
    ]


def _back(home: Home, say: Wording) -> str:
    """The way from a passage back to a fact; its arrow is drawn by the style, it is no part of the text."""
    words = escape(say._("Back to: {fact}", fact=home.label))
    kind = home.name.lstrip("s0123456789")[1:2]
    return f'<a class="home {kind}" href="#{home.name}" aria-label="{words}" title="{words}"></a>'


def _lines_of(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while start < span.end:
        found = text.find("\n", start, span.end)
        end = span.end if found < 0 else found
        if not text[start:end].isspace() and end > start:
            yield Span(start, end)
        start = end + 1


def _marks(report: Report, number: int, facts: Sequence[Span], say: Wording) -> list[_Mark]:
    """Everything to highlight, outer before inner; marks of one span are one."""
    found: dict[Span, _Mark] = {}

    def add(span: Span, kind: str, title: str = "") -> _Mark:
        mark = found.setdefault(span, _Mark(span))
        if kind not in mark.classes:
            mark.classes.append(kind)
        if title:
            mark.titles.append(title)
        return mark

    for span in facts:
        add(span, "fact").anchor = f"r{number}-{span.start}-{span.end}"
    for said in report.marks.quotations:
        speaker = f", {said.speaker.name}" if said.speaker and said.speaker.name else ""
        label = {
            "direct": say._("quotation"), "indirect": say._("reported speech"),
            "mixed": say._("partly quoted"),
        }[said.kind]  # fmt: skip
        add(said.span, f"quote {said.kind}", label + speaker)
    for given in report.marks.figures:
        value = say.interval(
            given.low, given.high, given.unit, low_open=given.low_open, high_open=given.high_open
        )
        label = f"{say._('figure')}: {value}" + (f", {given.about}" if given.about else "")
        add(given.span, "figure", label)
    for dated in report.marks.moments:
        if dated.span is not None:
            when = dated.start if dated.start == dated.end else f"{dated.start}/{dated.end}"
            add(dated.span, "moment", f"{say._('time')}: {when}")
    kinds = {
        "person": say._("person"), "organisation": say._("organisation"), "place": say._("place"),
        "other": say._("other"),
    }  # fmt: skip
    for named in report.marks.names:
        add(named.span, f"name {named.kind}", kinds[named.kind])
    return sorted(found.values(), key=lambda mark: (mark.span.start, -mark.span.end))


def _pieces(text: str, line: Span, marks: list[_Mark], seen: set[str]) -> Iterator[str]:
    """One line as HTML. ``seen`` are the anchors already given an id: only a first piece has one."""
    waiting = [
        (max(mark.span.start, line.start), -min(mark.span.end, line.end), index)
        for index, mark in enumerate(marks)
    ]
    heapq.heapify(waiting)
    ends: list[tuple[int, str]] = []
    position = line.start
    while waiting:
        start, end, index = heapq.heappop(waiting)
        mark, end = marks[index], -end
        while ends and ends[-1][0] <= start:
            until, back = ends.pop()
            yield f"{escape(text[position:until])}</span>{back}"
            position = until
        yield escape(text[position:start])
        position = start
        name = ""
        if mark.anchor:
            name = f' data-at="{mark.anchor}"' if mark.anchor in seen else f' id="{mark.anchor}"'
            seen.add(mark.anchor)
        if len(ends) >= _DEEPEST or start >= end:
            yield f"<span{name}></span>" if name else ""
            continue
        if ends and ends[-1][0] < end:
            heapq.heappush(waiting, (ends[-1][0], -end, index))
            end = ends[-1][0]
        title = f' title="{escape("; ".join(mark.titles))}"' if mark.titles else ""
        yield f'<span class="{" ".join(mark.classes)}"{name}{title}>'
        ends.append((end, mark.back if end == mark.span.end else ""))
    while ends:
        until, back = ends.pop()
        yield f"{escape(text[position:until])}</span>{back}"
        position = until
    yield escape(text[position : line.end])
