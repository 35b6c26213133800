"""The blocks of a report: what every part of its text is. They tile the text; nothing is dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rashomon.model import Block, BlockKind, Moment, Span
from rashomon.reading.datelines import date_line, dateline, header, keyed
from rashomon.reading.frontmatter import Label, read_front
from rashomon.reading.furniture import appeal_from, below_body, plain, reason
from rashomon.reading.headings import attribution, heading
from rashomon.reading.lines import Line, lines_of
from rashomon.reading.outlets import outlet_in
from rashomon.reading.phrases import phrases
from rashomon.reading.repeats import Found, Passage, balanced, may_repeat, pull_quotes, repeated
from rashomon.reading.signatures import (
    agency_alone,
    byline,
    credit_alone,
    credited,
    labelled_picture,
    name_only,
    only_signature,
    post,
)

#: How far from either end a date line states when the report was published (lines).
_EDGE = 16
#: Most lines of a header in front of a text.
_HEADER = 24


@dataclass(slots=True)
class Laid:
    """A text laid out: its blocks and what its lines say of the report."""

    blocks: tuple[Block, ...] = ()
    title: str = ""
    byline: str | None = None
    outlet: str | None = None
    published: Moment | None = None
    _pieces: list[tuple[int, BlockKind, str]] = field(default_factory=list)

    def put(self, start: int, label: Label) -> None:
        """A block begins at ``start``; it ends where the next begins."""
        self._pieces.append((start, *label))

    def tile(self, text: str) -> None:
        """Turn the pieces into blocks that tile the text."""
        pieces = sorted(self._pieces)
        edges = [0, *(start for start, _, _ in pieces[1:]), len(text)]
        self.blocks = tuple(
            Block(kind, Span(edges[place], edges[place + 1]), why)
            for place, (_, kind, why) in enumerate(pieces)
            if edges[place] < edges[place + 1]
        )


def lay_out(text: str, stated_title: str | None = None) -> Laid:
    """The blocks of a text and the title, byline, outlet and date of publication that it states."""
    laid = Laid()
    lines = lines_of(text)
    if not lines:
        laid.blocks = (Block("body", Span(0, len(text))),) if text else ()
        return laid
    lines = [part for line in _cut_header(lines, laid) for part in _cut_appeal(line)]
    labels = _by_themselves(lines, laid)
    front = read_front(lines, labels, stated_title, laid.outlet)
    labels.update(front.labels)
    laid.title, laid.byline = front.title, front.byline or laid.byline
    laid.outlet = laid.outlet or front.outlet
    _printed_before(lines, labels, laid)
    _headings(lines, labels)
    _last_lines(lines, labels, laid)
    _place(lines, labels, laid)
    laid.tile(text)
    return laid


def _cut_header(lines: list[Line], laid: Laid) -> list[Line]:
    """Take the header of a tool off the first line, or off the first lines."""
    for number, first in enumerate(lines[:_HEADER]):
        found = header(first.text)
        if found:
            end, moment = found
            laid.put(first.span.start, ("furniture", "header in front of the text"))
            if moment and moment.span and not laid.published:
                span = Span(first.span.start + moment.span.start, first.span.start + moment.span.end)
                laid.published = replace(moment, span=span)
        elif keyed(first) and len(lines) > 1:
            end = len(first.text)
            laid.put(first.span.start, ("furniture", "header in front of the text"))
        else:
            return lines[number:]
        rest = first.text[end:]
        if rest.strip():
            start = first.span.end - len(rest.lstrip())
            return [Line(rest.lstrip(), Span(start, first.span.end), True), *lines[number + 1 :]]
    return lines[_HEADER:]


def _cut_appeal(line: Line) -> list[Line]:
    """Cut an appeal to the reader off the end of a paragraph."""
    cut = appeal_from(line)
    if not cut:
        return [line]
    head = line.text[:cut].rstrip()
    start = line.span.start
    return [
        Line(head, Span(start, start + len(head)), line.gap),
        Line(line.text[cut:], Span(start + cut, line.span.end)),
    ]


def _by_themselves(lines: Sequence[Line], laid: Laid) -> dict[int, Label]:
    """Lines that show what they are without their neighbours: furniture, posts, captions, dates."""
    labels: dict[int, Label] = {}
    dates: list[tuple[Line, Moment | None, bool]] = []
    told = False
    for place, line in enumerate(lines):
        if place in labels:
            continue
        if plain(line):
            told = True
            continue
        edge = place < _EDGE or place >= len(lines) - _EDGE
        why = reason(line) or (below_body(line) if told else None)
        told = told or (line.told and not why)
        if why:
            labels[place] = ("furniture", why)
            laid.outlet = laid.outlet or outlet_in(line)
            if (
                why.startswith("address")
                and place
                and place - 1 not in labels
                and name_only(lines[place - 1])
            ):
                labels[place - 1] = ("byline", "")
            if place and line.bare in phrases("related"):
                for link in _links(lines, place + 1):
                    labels[link] = ("furniture", "link below a label of the page")
            continue
        if post(line):
            labels[place] = ("embed", "")
            _embed_before(lines, labels, place)
        elif edge and (dated := date_line(line)):
            labels[place] = ("dateline", "")
            dates.append((line, *dated))
        elif place and credit_alone(line):
            labels[place] = ("furniture", "credit of a picture")
        elif credited(line) or (place and labelled_picture(line)):
            labels[place] = ("caption", "")
        elif agency_alone(line):
            labels[place] = ("byline", "")
    laid.published = laid.published or _published(dates)
    return labels


def _published(dates: Sequence[tuple[Line, Moment | None, bool]]) -> Moment | None:
    """The date of publication among lines of a date: the first that says so, else the only one (several
    days without a word are the headings of a chronicle)."""
    said = [each for each in dates if each[2]] or dates
    days = {moment.start for _, moment, _ in said if moment}
    if not days or (len(days) > 1 and not said[0][2]):
        return None
    line, moment = next((line, moment) for line, moment, _ in said if moment)
    if moment.span is None:
        return None
    start = line.span.start
    return replace(moment, span=Span(start + moment.span.start, start + moment.span.end))


def _links(lines: Sequence[Line], first: int) -> range:
    """The lines below a label such as "Read more" that are the titles of other reports. Where the body
    goes on below, a line set off by an empty one may be its sub-heading and is left alone."""
    last = first
    while last < len(lines):
        line = lines[last]
        if line.told or line.stops or line.shouted or len(line.text) > 160 or reason(line) or credited(line):
            break
        last += 1
    if last < len(lines) and lines[last].told and last > first and lines[last - 1].gap:
        last -= 1
    return range(first, last)


def _embed_before(lines: Sequence[Line], labels: dict[int, Label], place: int) -> None:
    """A signature on a line of its own belongs to the lines of the post before it."""
    if not only_signature(lines[place]):
        return
    before = place - 1
    while before >= 0 and before not in labels and place - before <= 6:
        labels[before] = ("embed", "")
        if lines[before].gap:
            break
        before -= 1


def _printed_before(lines: Sequence[Line], labels: dict[int, Label], laid: Laid) -> None:
    """Pull quotes with their attribution, and lines and sentences printed twice."""
    left = [place for place in range(len(lines)) if place not in labels]
    printed: list[list[Found]] = [[] for _ in left]
    if may_repeat([lines[place].text for place in left]):
        passages = {place: Passage(lines[place].text) for place in left}
        _pulled(lines, labels, passages)
        left = [place for place in left if place not in labels]
        printed = repeated([passages[place] for place in left])
    titles = {line.bare for place, line in enumerate(lines) if labels.get(place, ("",))[0] == "title"}
    for place, found in zip(left, printed, strict=True):
        line = lines[place]
        if line.bare and line.bare in titles:
            labels[place] = ("repeat", "title printed again")
        elif found and found[0].span == Span(0, len(line.text)):
            labels[place] = ("repeat", found[0].reason)
        elif found:
            labels[place] = ("body", "")
            start = line.span.start
            at = 0
            for stretch in found:
                if stretch.span.start > at:
                    laid.put(start + at, ("body", ""))
                laid.put(start + stretch.span.start, ("repeat", stretch.reason))
                at = stretch.span.end
            if at < len(line.text):
                laid.put(start + at, ("body", ""))
            labels[place] = ("body", "cut")


def _pulled(lines: Sequence[Line], labels: dict[int, Label], passages: Mapping[int, Passage]) -> None:
    """Pull quotes with their attribution."""
    places = list(passages)
    for number in sorted(pull_quotes(list(passages.values()))):
        place = places[number]
        if not balanced(lines[place].text):
            continue
        labels[place] = ("repeat", "pull quote: stands in the text as well")
        after = place + 1
        if after < len(lines) and after not in labels and attribution(lines[after]):
            labels[after] = ("repeat", "attribution of a pull quote")


def _headings(lines: Sequence[Line], labels: dict[int, Label]) -> None:
    """Short lines between paragraphs that are no sentences."""
    told = [
        place
        for place in range(len(lines))
        if place not in labels or labels[place][0] in {"body", "repeat", "embed"}
    ]
    found = [
        place
        for number, place in enumerate(told)
        if place not in labels
        and 0 < number < len(told) - 1
        and heading(lines[place], lines[told[number - 1]], lines[told[number + 1]])
    ]
    many = len(found) * 3 > len(told)
    for place in found:
        if not many or lines[place].shouted:
            labels[place] = ("heading", "")


def _last_lines(lines: Sequence[Line], labels: dict[int, Label], laid: Laid) -> None:
    """Bylines below the body."""
    for place in range(len(lines) - 1, max(-1, len(lines) - 6), -1):
        if place in labels:
            continue
        named = byline(lines[place]) if len(lines) > 2 else None
        if named is None:
            break
        labels[place] = ("byline", "")
        laid.byline = laid.byline or named


def _place(lines: Sequence[Line], labels: dict[int, Label], laid: Laid) -> None:
    """Put a block for every line that is not cut up already; a dateline is cut off the first paragraphs."""
    paragraphs = 0
    for place, line in enumerate(lines):
        label = labels.get(place, ("body", ""))
        if label == ("body", "cut"):
            continue
        if label[0] == "body":
            paragraphs += 1
            end = dateline(line.text) if paragraphs <= 2 else None
            if end and end < len(line.text):
                laid.put(line.span.start, ("dateline", ""))
                laid.put(line.span.start + end, label)
                continue
        laid.put(line.span.start, label)
