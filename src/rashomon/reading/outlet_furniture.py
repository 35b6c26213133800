"""What an outlet prints under (or above) all its reports: lines at their ends that stand in several of its
reports on different things are furniture in all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import regex

from rashomon.model import Block, BlockKind, Report, Span

#: Fewest reports on different things that a line has to stand in.
_FEWEST = 3
#: How many lines from either end are looked at, and how many reports with a line are compared.
_EDGE, _COMPARED = 8, 24
#: Two reports are on different things where they share less than this of the shorter one's words.
_SHARED = 0.3
_LINE = regex.compile(r"[^\n]*[^\s][^\n]*")
_WORD = regex.compile(r"[\p{L}\p{M}]{5,}+|[\u3040-\u9fff]{2}")
#: Blocks that tell what the report is on.
_OWN = frozenset({"deck", "body", "heading", "dateline", "byline", "caption", "embed"})


def without_outlet_furniture(reports: Sequence[Report]) -> list[Report]:
    """The reports, in their order, with the lines that one outlet prints at the ends of its reports as
    furniture. Reports without an outlet are looked at together."""
    held = [_lines(report) for report in reports]
    standing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (report, lines) in enumerate(zip(reports, held, strict=True)):
        for key in {_key(report, span) for span in (*lines[:_EDGE], *lines[-_EDGE:])}:
            standing[key].append(number)
    common = {key for key, places in standing.items() if len(places) >= _FEWEST}
    if not common:
        return list(reports)
    words = {
        place: _words(reports[place], held[place], common)
        for key in common
        for place in standing[key][:_COMPARED]
    }
    printed = {key for key in common if _different(words[place] for place in standing[key][:_COMPARED])}
    return [_marked_off(report, lines, printed) for report, lines in zip(reports, held, strict=True)]


def _lines(report: Report) -> list[Span]:
    """The lines of a report that tell something, its title apart."""
    return [
        Span(*found.span())
        for block in report.blocks
        if block.kind in _OWN
        for found in _LINE.finditer(report.text, block.span.start, block.span.end)
    ]


def _words(report: Report, lines: Sequence[Span], common: set[tuple[str, str]]) -> frozenset[str]:
    """What a report is on: the longer words of its first lines, those aside that stand in others too."""
    own = (span for span in lines[:60] if _key(report, span) not in common)
    return frozenset(word.casefold() for span in own for word in _WORD.findall(span.of(report.text)[:2_000]))


def _key(report: Report, span: Span) -> tuple[str, str]:
    return (report.outlet or "").casefold(), " ".join(span.of(report.text).casefold().split())


def _different(words: Iterable[frozenset[str]]) -> bool:
    """True if enough of some reports are on different things."""
    apart: list[frozenset[str]] = []
    for each in words:
        if all(len(each & other) < _SHARED * max(1, min(len(each), len(other))) for other in apart):
            apart.append(each)
            if len(apart) == _FEWEST:
                return True
    return False


def _marked_off(report: Report, lines: Sequence[Span], printed: set[tuple[str, str]]) -> Report:
    """The report with the lines at its ends that its outlet prints everywhere as furniture."""
    found: set[Span] = set()
    for run in (lines[::-1][:_EDGE], lines[:_EDGE]):
        for span in run:
            if _key(report, span) not in printed:
                break
            found.add(span)
    if not found or len(found) == len(lines):
        return report
    why = f"printed with all reports of {report.outlet}" if report.outlet else "printed with many reports"
    blocks: list[Block] = []
    for block in report.blocks:
        inside = sorted(span for span in found if block.span.contains(span))
        blocks += _cut(report.text, block, inside, why) if inside else [block]
    return replace(report, blocks=tuple(blocks), marks=report.marks.without(sorted(found)))


def _cut(text: str, block: Block, lines: Sequence[Span], why: str) -> list[Block]:
    """A block in pieces that tile it: these lines furniture, the rest what it was."""
    pieces: list[Block] = []

    def put(kind: BlockKind, reason: str, end: int) -> None:
        start = pieces[-1].span.end if pieces else block.span.start
        if pieces and (pieces[-1].kind == kind or not text[start:end].strip()):
            last = pieces.pop()
            kind, reason, start = last.kind, last.reason, last.span.start
        if end > start:
            pieces.append(Block(kind, Span(start, end), reason))

    for line in lines:
        at = pieces[-1].span.end if pieces else block.span.start
        if text[at : line.start].strip():
            put(block.kind, block.reason, line.start)
        put("furniture", why, line.end)
    put(block.kind, block.reason, block.span.end)
    return pieces
