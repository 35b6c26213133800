"""What a person decided, kept for ever and stronger than every guess.

A decision names what it is about by the words a person saw: two reports of one story, two names, or a
passage of a report by its exact words (and where they stood, so that it is found again in a report whose
text has moved). Decisions are plain data: they are read from and written to TOML, and go from hand to hand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any, Final, Literal, get_args

from rashomon.model import Block, Figure, Marks, Quotation, Report, Span, Speaker

Kind = Literal[
    "one_story", "other_story", "same_name", "different_names", "speaker", "no_quotation", "no_figure",
    "furniture",
]  # fmt: skip
KINDS: Final[tuple[str, ...]] = get_args(Kind)
#: The kinds that are about a passage of a report.
ON_PASSAGES: Final = frozenset({"speaker", "no_quotation", "no_figure", "furniture"})
_MEANING: Final = {
    "one_story": "these two reports are in one story",
    "other_story": "these two reports are never in one story",
    "same_name": "these two names are one person, organisation, place or thing",
    "different_names": "these two names are two",
    "speaker": "these words were said by the one given (nobody, where empty)",
    "no_quotation": "these words are nobody's speech",
    "no_figure": "these words are no quantity",
    "furniture": "this passage is not the report's own text",
}


class DecisionError(ValueError):
    """A decision that cannot be one; its message says which field and why."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a person decided.

    ``kind`` says what (see :data:`KINDS`). ``reports`` are two report ids (``one_story``, ``other_story``)
    or one (the kinds about a passage), ``names`` two names, ``words`` the passage's exact words and
    ``start`` where they stood, in code points. ``speaker`` is who said them, empty for nobody known.
    ``who`` decided it and ``when`` (ISO 8601); ``note`` is free.

    Raises:
        DecisionError: where the fields do not fit the kind.
    """

    kind: Kind
    reports: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: str = ""
    start: int = 0
    speaker: str = ""
    who: str = ""
    when: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise DecisionError(f"kind: {self.kind!r} is none of {', '.join(KINDS)}")
        if self.kind in {"one_story", "other_story"}:
            _two(self.reports, "reports")
        elif self.kind in {"same_name", "different_names"}:
            _two(self.names, "names")
        else:
            if len(self.reports) != 1 or not self.reports[0]:
                raise DecisionError(f"reports: {self.kind} is about one report, not {len(self.reports)}")
            if not self.words.strip():
                raise DecisionError(f"words: {self.kind} needs the words that it is about")
        if self.start < 0:
            raise DecisionError(f"start: {self.start} is before the text")

    def describe(self) -> str:
        """The decision in words that a user reads."""
        about = " / ".join(self.reports if self.kind in {"one_story", "other_story"} else self.names)
        if self.kind in ON_PASSAGES:
            said = f" ({self.speaker or 'nobody known'})" if self.kind == "speaker" else ""
            about = f"{self.reports[0]}: “{self.words[:80]}”{said}"
        return f"{_MEANING[self.kind]}: {about}"


def _two(values: Sequence[str], field: str) -> None:
    if len(values) != 2 or not all(values) or values[0] == values[1]:
        raise DecisionError(f"{field}: two different ones are needed, not {list(values)}")


def of(kind: Kind, decisions: Iterable[Decision]) -> Iterator[Decision]:
    """The decisions of one kind, in their order."""
    return (decision for decision in decisions if decision.kind == kind)


def is_on_the_same(one: Decision, other: Decision) -> bool:
    """True if two decisions are about one thing: a pair of reports or names, or one passage."""
    if one.kind in ON_PASSAGES:
        about = (one.reports, one.words, one.start)
        return other.kind in ON_PASSAGES and about == (other.reports, other.words, other.start)
    return sorted(one.reports) == sorted(other.reports) and sorted(one.names) == sorted(other.names)


def apply(report: Report, decisions: Iterable[Decision]) -> tuple[Report, tuple[Decision, ...]]:
    """A marked report as its passages were corrected, and the decisions about passages that are no longer
    there. Decisions about other reports, stories and names are passed over; the last word on a passage
    holds."""
    lost: list[Decision] = []
    for decision in decisions:
        if decision.kind not in ON_PASSAGES or decision.reports != (report.id,):
            continue
        span = find(report.text, decision.words, decision.start)
        if span is None:
            lost.append(decision)
        else:
            report = _corrected(report, span, decision)
    return report, tuple(lost)


def find(text: str, words: str, start: int = 0) -> Span | None:
    """Where ``words`` stand in ``text``, nearest to ``start``; None where they do not."""
    ahead, behind = text.find(words, start), text.rfind(words, 0, start + len(words))
    places = [place for place in (ahead, behind) if place >= 0]
    if not words or not places:
        return None
    nearest = min(places, key=lambda place: (abs(place - start), place))
    return Span(nearest, nearest + len(words))


def _corrected(report: Report, span: Span, decision: Decision) -> Report:
    marks = report.marks
    if decision.kind == "furniture":
        return replace(report, blocks=_as_furniture(report.blocks, span), marks=_outside(marks, span))
    if decision.kind == "no_figure":
        kept = tuple(mark for mark in marks.figures if not _meant(mark, span))
        return replace(report, marks=replace(marks, figures=kept))
    if decision.kind == "no_quotation":
        heard = tuple(mark for mark in marks.quotations if not _meant(mark, span))
        return replace(report, marks=replace(marks, quotations=heard))
    said = tuple(_said_by(mark, decision.speaker, marks) if _meant(mark, span) else mark
                 for mark in marks.quotations)  # fmt: skip
    return replace(report, marks=replace(marks, quotations=said))


def _meant(mark: Quotation | Figure, span: Span) -> bool:
    """True if a decision about the words of ``span`` is about this mark: it lies inside, or shares most."""
    return span.contains(mark.span) or 2 * mark.span.overlap(span) > max(len(mark.span), len(span))


def _said_by(mark: Quotation, speaker: str, marks: Marks) -> Quotation:
    if not speaker:
        return replace(mark, speaker=None)
    # Words of the report stand behind the name only where the report has it; others must not lead to it.
    for name in marks.names:
        if name.text == speaker:
            return replace(mark, speaker=Speaker(name.span, name.text, speaker, name.entity))
    nowhere = Span(mark.span.start, mark.span.start)
    return replace(mark, speaker=Speaker(nowhere, "", speaker, f"person:{speaker.casefold()}"))


def _outside(marks: Marks, span: Span) -> Marks:
    return replace(
        marks,
        quotations=tuple(mark for mark in marks.quotations if not mark.span.overlap(span)),
        figures=tuple(mark for mark in marks.figures if not mark.span.overlap(span)),
        moments=tuple(mark for mark in marks.moments if not (mark.span and mark.span.overlap(span))),
        names=tuple(mark for mark in marks.names if not mark.span.overlap(span)),
    )


def _as_furniture(blocks: Sequence[Block], span: Span) -> tuple[Block, ...]:
    """The blocks, still tiling the text, with ``span`` furniture."""
    found: list[Block] = []
    for block in blocks:
        inner = {at for at in (span.start, span.end) if block.span.start < at < block.span.end}
        for start, end in pairwise(sorted({block.span.start, block.span.end} | inner)):
            inside = span.start <= start and end <= span.end
            kind = "furniture" if inside else block.kind
            found.append(Block(kind, Span(start, end), "set aside by a user" if inside else block.reason))
    return tuple(found)


def from_toml(text: str, source: str = "decisions") -> tuple[Decision, ...]:
    """Decisions written as a list of ``[[decision]]`` tables.

    Raises:
        DecisionError: where the text is no TOML or a table is no decision; names ``source``, the table and
            the field.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DecisionError(f"{source}: not TOML: {error}") from error
    unknown = sorted(set(given) - {"decision"})
    if unknown or not isinstance(given.get("decision", []), list):
        raise DecisionError(f"{source}: only [[decision]] tables are read, not {', '.join(unknown)}")
    return tuple(
        from_fields(table, f"{source}: decision {number}")
        for number, table in enumerate(given.get("decision", []), 1)
    )


def from_fields(given: Mapping[str, Any], source: str = "decision") -> Decision:
    """A decision from its fields by name, as in TOML or JSON.

    Raises:
        DecisionError: where a field is unknown, of another type, or does not fit the kind.
    """
    types = {field.name: field.type for field in fields(Decision)}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in types:
            raise DecisionError(f"{source}: {key}: no such field (known: {', '.join(types)})")
        wanted = list if "tuple" in str(types[key]) else int if types[key] == "int" else str
        if wanted is list and isinstance(value, (list, tuple)):
            if not all(isinstance(part, str) for part in value):
                raise DecisionError(f"{source}: {key}: a list of texts is needed")
            values[key] = tuple(value)
        elif not isinstance(value, wanted) or isinstance(value, bool):
            raise DecisionError(f"{source}: {key}: {value!r} is no {wanted.__name__}")
        else:
            values[key] = value
    try:
        return Decision(**values)
    except TypeError as error:
        raise DecisionError(f"{source}: kind: missing") from error
    except DecisionError as error:
        raise DecisionError(f"{source}: {error}") from error


def as_fields(decision: Decision) -> dict[str, Any]:
    """The fields of a decision that are not empty, by name."""
    given = {field.name: getattr(decision, field.name) for field in fields(Decision)}
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in given.items()
        if value not in ("", (), 0)
    }


def to_toml(decisions: Iterable[Decision]) -> str:
    """Decisions as TOML that :func:`from_toml` reads back."""
    tables = []
    for decision in decisions:
        lines = [f"{key} = {_toml(value)}" for key, value in as_fields(decision).items()]
        tables.append("\n".join(["[[decision]]", *lines]) + "\n")
    return "\n".join(tables)


def _toml(value: str | int | list[str]) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    return f"\\u{ord(sign):04X}" if ord(sign) < 32 or ord(sign) == 127 else sign
