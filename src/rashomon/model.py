"""The nouns: what one stage hands to the next. Frozen, typed, no logic beyond their own invariants.

All offsets are Unicode code points into :attr:`Report.text`; ``text[start:end]`` of a span is the
words the mark was read from, always.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar, Literal, TypeVar


@dataclass(frozen=True, slots=True)
class Json:
    """How a field stands in JSON where its name and type do not say it all (read by :mod:`rashomon.wire`).

    ``about`` is what the JSON Schema says of it. ``sparse``: not written where it says nothing. ``name``
    is another name, ``inside`` the object it stands in; ``hidden`` fields are not written, ``asked`` ones
    only for whoever asks for explanations. ``words``: spans, each written with its text.
    ``empty_is_null``: the empty string is written as null. ``inline``: its fields stand among those of
    the noun that holds it; ``without``: fields of it that are not written here. ``among`` are the only
    values; ``filled``: never empty; ``date``: ISO 8601 or empty; ``share``: from 0 to 1. A noun whose
    fields stand in another order in JSON says so in ``JSON_ORDER``.
    """

    about: str = ""
    sparse: bool = False
    name: str = ""
    inside: str = ""
    hidden: bool = False
    asked: bool = False
    words: bool = False
    empty_is_null: bool = False
    inline: bool = False
    without: tuple[str, ...] = ()
    among: tuple[str | None, ...] = ()
    filled: bool = False
    date: bool = False
    share: bool = False


Id = Annotated[str, Json(filled=True)]
#: The named rules or features that made a mark, the most telling first.
Because = Annotated[
    tuple[str, ...], Json("The named rules or features that made it, the most telling first", asked=True)
]
Day = Annotated[str, Json("ISO 8601, as fine as known; empty where open or unknown", date=True)]

BlockKind = Literal[
    "title", "deck", "byline", "dateline", "body", "heading", "caption", "embed", "repeat", "furniture"
]
Precision = Literal[
    "instant", "minute", "hour", "part-of-day", "day", "week", "month", "quarter", "season", "year",
    "decade", "century", "span",
]  # fmt: skip
QuotationKind = Literal["direct", "indirect", "mixed"]
SpeechKind = Annotated[
    QuotationKind,
    Json(
        "indirect is reported speech and never to be shown as verbatim; mixed is reported speech with "
        "verbatim pieces"
    ),
]
Stance = Literal["asserted", "negated", "hypothetical", "denied"]
NameKind = Literal["person", "organisation", "place", "other"]
Verdict = Literal["agree", "compatible", "differ", "changed"]
MarkKind = Literal["quotations", "figures", "moments", "names"]
Relation = Literal["verbatim", "cut", "translated", "reworded"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's text, in Unicode code points, end exclusive.

    Raises:
        ValueError: where ``0 <= start <= end`` does not hold.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlap(self, other: Span) -> int:
        """Number of code points shared with ``other``."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def selectors(self, text: str, context: int = 32) -> list[dict[str, Any]]:
        """The span as W3C Web Annotation selectors (TextPositionSelector, TextQuoteSelector).

        ``context`` is how many code points of prefix and suffix the quote selector carries.
        Source: https://www.w3.org/TR/annotation-model/#selectors
        """
        return [
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
            {
                "type": "TextQuoteSelector",
                "exact": self.of(text),
                "prefix": text[max(0, self.start - context) : self.start],
                "suffix": text[self.end : self.end + context],
            },
        ]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a report's text; the blocks of a report tile it. ``reason`` says why a block is
    furniture or a repeat (empty for the rest)."""

    kind: BlockKind
    span: Span
    reason: Annotated[str, Json("Why a block is furniture or a repeat; empty for the rest")] = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or stretch of time that a text speaks of.

    ``start`` and ``end`` are ISO 8601, both inclusive, as fine as ``precision`` says (a day is
    ``2019-02-17``/``2019-02-17``, a month ``2019-02-01``/``2019-02-28``); either is empty where that
    side is open or where nothing supports a date. ``anchor`` is the ISO date it was resolved against
    (None: absolute). ``stated`` is False where it was inferred rather than written, and ``span`` is
    None where no characters state it.
    """

    span: Annotated[Span | None, Json("null where no characters state it")]
    text: str
    start: Day
    end: Day
    precision: Precision
    anchor: Annotated[str | None, Json("The ISO date it was resolved against; null where it is absolute")] = (
        None
    )
    stated: Annotated[bool, Json("false where it was inferred rather than written")] = True
    because: Because = field(default=(), compare=False, repr=False)
    #: What the words mean before it is known when they were written, to be dated again by
    #: :func:`rashomon.marking.moments.date_again`; empty where they need no such day.
    expression: Annotated[str, Json(hidden=True)] = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a named person, organisation, place or other thing. ``entity`` is the same for all
    mentions of one thing in one report (a territory's CLDR code where it is one: ``territory:SY``)."""

    span: Span
    text: str
    kind: NameKind
    entity: Annotated[str, Json("The same for all mentions of one thing in one report")]
    because: Because = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. ``span``/``text`` are the words naming them ("presidenten"), ``name`` whom they mean
    as far as the report says ("Donald Trump"; a description where nobody is named), ``entity`` the
    entity of that name or empty. ``relayed_by`` is who passes the words on ("told CNN")."""

    span: Span
    text: str
    name: Annotated[str, Json("Whom the words mean, as far as the report says")]
    entity: str = ""
    relayed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that say that someone speaks: "skriver", "laut", "told reporters"."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words given as somebody's. ``span`` covers the words without their marks; where marks stand
    inside (a quotation over several paragraphs, "mixed" speech) ``parts`` are the pieces that are
    verbatim. ``kind``: direct (between marks, after a dash, an embedded post), indirect (reported,
    never to be shown as verbatim), mixed (reported with verbatim pieces)."""

    span: Span
    text: str
    kind: SpeechKind
    speaker: Speaker | None = None
    cue: Cue | None = None
    translated: bool = False
    stance: Stance = "asserted"
    parts: Annotated[tuple[Span, ...], Json("The verbatim pieces, where marks stand inside", words=True)] = ()
    because: Because = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that a report gives.

    ``low``..``high`` is the interval in the base unit of ``dimension`` (None: open on that side; the
    bound itself excluded where ``low_open``/``high_open``). ``unit`` is that base unit: "" for counts,
    "%" for shares, "km2" for areas, "m", "kg", "s", "°C", ISO 4217 codes for money. ``written`` is the
    value and unit as the text has them, before conversion. ``about`` is the noun phrase counted,
    ``head`` its head word. ``hedge`` is the qualifier as written ("over", "cirka"). ``change`` is "up"
    or "down" where the figure is a change rather than a level. ``same_as`` names the span of a figure
    that is the same amount in another unit ("200 millioner dollars - svarende til 1,32 mia. kroner").
    ``or_units`` are the other currencies that the words may name ("kronor" without a country).
    """

    span: Span
    text: str
    low: Annotated[float | None, Json("Lower bound in the base unit; null where open")]
    high: Annotated[float | None, Json("Upper bound in the base unit; null where open")]
    unit: Annotated[
        str, Json("Base unit: empty for counts, % for shares, km2, m, kg, s, °C, ISO 4217 codes for money")
    ]
    dimension: str
    about: str = ""
    head: str = ""
    hedge: str | None = None
    low_open: Annotated[bool, Json("Whether the lower bound itself is excluded")] = False
    high_open: Annotated[bool, Json("Whether the upper bound itself is excluded")] = False
    exact: bool = True
    written: Annotated[
        tuple[float | None, float | None, str] | None,
        Json("Low, high and unit as the text has them, before conversion"),
    ] = None
    attributed_to: str | None = None
    attributed_span: Span | None = None
    as_of: str | None = None
    change: Annotated[str | None, Json(among=("up", "down", None))] = None
    same_as: Annotated[
        Span | None, Json("The span of the figure that is the same amount in another unit")
    ] = None
    or_units: Annotated[
        tuple[str, ...], Json('Other currencies that the words may name ("kronor": DKK, NOK)')
    ] = ()
    because: Because = field(default=(), compare=False, repr=False)


_Mark = TypeVar("_Mark", "Quotation", "Figure", "Moment", "Name")


@dataclass(frozen=True, slots=True)
class Marks:
    """What was marked in one report, each in text order. ``searched`` are the kinds that have been looked
    for, whether or not one was found: what is searched is not marked again."""

    quotations: tuple[Quotation, ...] = ()
    figures: tuple[Figure, ...] = ()
    moments: tuple[Moment, ...] = ()
    names: tuple[Name, ...] = ()
    searched: Annotated[frozenset[MarkKind], Json(hidden=True)] = frozenset()
    named_by: Annotated[str, Json("What found the names: rules or tagger; empty where they came in")] = ""

    def has(self, kind: MarkKind) -> bool:
        """True if marks of this kind are known, be it that there are none."""
        return kind in self.searched or bool(getattr(self, kind))

    def without(self, spans: Sequence[Span]) -> Marks:
        """The marks that touch none of some spans."""

        def kept(marks: tuple[_Mark, ...]) -> tuple[_Mark, ...]:
            return tuple(
                mark
                for mark in marks
                if mark.span is None or not any(mark.span.overlap(span) for span in spans)
            )

        return replace(
            self,
            quotations=kept(self.quotations),
            figures=kept(self.figures),
            moments=kept(self.moments),
            names=kept(self.names),
        )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a page that are no part of the report, and why they were left out of its text."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier version of a report: its title, when it was published (ISO 8601 or empty), and the
    paragraphs that stand in it alone (``dropped``) and in the version after it alone (``added``)."""

    title: str
    published: str
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One news report as read. ``text`` is decoded, NFC, line ends ``\\n``, nothing else touched;
    ``blocks`` tile it; ``language`` is BCP 47 ("und" where unknown)."""

    JSON_ORDER: ClassVar = ("id", "source", "outlet", "language", "title", "byline", "published")

    id: Id
    source: str
    text: Annotated[str, Json("As read: decoded, NFC, line ends \\n, nothing else touched")] = field(
        repr=False
    )
    language: Annotated[str, Json("BCP 47; und where unknown", filled=True)] = "und"
    title: str = ""
    outlet: str | None = None
    byline: str | None = None
    published: Moment | None = None
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    marks: Marks = field(default_factory=Marks, repr=False)
    agencies: Annotated[tuple[str, ...], Json("News agencies that the report leans on", sparse=True)] = ()
    teaser: Annotated[
        bool, Json("Whether the text only announces a report that stands elsewhere", sparse=True)
    ] = False
    left_out: Annotated[
        tuple[LeftOut, ...], Json("What its page holds that is no part of it", sparse=True)
    ] = field(default=(), repr=False)
    revisions: Annotated[
        tuple[Revision, ...], Json("Earlier versions of the report, the earliest first", sparse=True)
    ] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, by name and reason; the rest goes on. ``note`` is True where
    nothing was lost and the user should know all the same (what was recognised, left out, repaired)."""

    source: str
    reason: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """Reports about one happening. ``start``/``end`` are ISO dates or empty. ``evidence`` says, in
    words a user reads, why they belong together."""

    id: Id
    headline: str
    language: str
    start: Day
    end: Day
    reports: Annotated[tuple[Report, ...], Json(without=("marks",), filled=True)]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A span of one report of a story."""

    report: Id
    span: Span


@dataclass(frozen=True, slots=True)
class Change:
    """A difference inside a version against the statement's reference wording in the same language:
    ``dropped`` words stand in the reference only, ``added`` in the version only (``span`` is where,
    in the version's report)."""

    dropped: Annotated[str, Json("Words that stand in the reference wording only")]
    added: Annotated[str, Json("Words that stand in this version only")]
    span: Span


@dataclass(frozen=True, slots=True)
class Version:
    """One report's version of a statement. ``relation`` is what kind of version it is against the
    reference wording; ``missing`` is what a cut version leaves out; ``original`` marks the version in
    the original language, or the earliest known, where that can be told."""

    report: Id
    span: Span
    text: str
    language: str
    kind: SpeechKind
    translated: bool
    cue: str
    speaker_text: Annotated[str, Json("The words of this report that name the speaker")] = ""
    relation: Annotated[Relation, Json("What kind of version it is against the reference wording")] = (
        "verbatim"
    )
    original: Annotated[bool, Json("Whether this is the original language or the earliest known wording")] = (
        False
    )
    stance: Stance = "asserted"
    relayed_by: str | None = None
    missing: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance of one speaker, with every report's version of it. ``speaker`` is empty where left
    open; ``text`` is the reference wording (a version's own words)."""

    id: Id
    speaker: Annotated[str, Json("null where left open", name="name", inside="speaker", empty_is_null=True)]
    entity: Annotated[str, Json(inside="speaker")]
    text: Annotated[str, Json("The reference wording: a version's own words")]
    versions: Annotated[tuple[Version, ...], Json(filled=True)]


@dataclass(frozen=True, slots=True)
class FigureValue:
    """One report's value in a comparison; fields as in :class:`Figure`."""

    report: Id
    span: Span
    text: str
    low: float | None
    high: float | None
    unit: str
    hedge: str
    attributed_to: str | None
    as_of: str | None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class FigureComparison:
    """The same quantity as several reports (or one) give it. ``note`` explains the verdict in words:
    how far apart, a series over time, a correction."""

    JSON_ORDER: ClassVar = ("id", "about", "unit", "dimension", "verdict", "note")

    id: Id
    about: str
    unit: str
    dimension: str
    verdict: Verdict
    values: Annotated[tuple[FigureValue, ...], Json(filled=True)]
    note: Annotated[str, Json("The verdict in words")] = ""


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One person, organisation, place or thing under all its names. ``evidence`` says what brought the
    names together."""

    id: Id
    kind: NameKind
    name: str
    aliases: tuple[str, ...]
    mentions: Annotated[tuple[Passage, ...], Json(filled=True)]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A happening on the timeline. ``text`` is the words of its clearest passage."""

    start: Day
    end: Day
    precision: Precision
    text: str
    mentions: Annotated[tuple[Passage, ...], Json(filled=True)]
    note: str = ""


@dataclass(frozen=True, slots=True)
class CoverageEntry:
    """Something told: the passages that tell it, the reports that do not, and those of which it could not be
    decided."""

    id: Id
    about: str
    passages: Annotated[tuple[Passage, ...], Json(filled=True)]
    absent_from: tuple[Id, ...]
    undecided_in: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Reuse:
    """A passage of one report found again in another, quotations of a common source left out."""

    source: Annotated[Passage, Json(name="from")]
    target: Annotated[Passage, Json(name="to")]
    similarity: Annotated[float, Json(share=True)]


@dataclass(frozen=True, slots=True)
class Synopsis:
    """A story's reports set side by side."""

    JSON_ORDER: ClassVar = ("id", "headline", "language", "start", "end", "evidence", "aligned_by")

    story: Annotated[Story, Json(inline=True)]
    statements: tuple[Statement, ...] = ()
    figures: tuple[FigureComparison, ...] = ()
    names: tuple[NameEntry, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    coverage: tuple[CoverageEntry, ...] = ()
    reuse: tuple[Reuse, ...] = ()
    aligned_by: Annotated[str, Json("What aligned the statements across languages")] = ""
    bounded: Annotated[
        tuple[str, ...],
        Json("What was not held against each other because the story is too large", sparse=True),
    ] = ()
