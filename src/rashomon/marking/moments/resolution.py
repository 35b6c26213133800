"""From what a text says of time to days: phrases resolved in their order against when the text was written.

A phrase keeps its expression, its lean (:mod:`.tense`) and what stands between it and the phrase before, so
that a report whose publication becomes known later is resolved again without being read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from rashomon.marking.moments import expressions, tense
from rashomon.marking.moments.calendar import Period
from rashomon.marking.moments.expressions import Expression, Reference
from rashomon.marking.rules import rule
from rashomon.model import Moment, Span

#: A year spoken of so many characters before is still the year that "the end of the year" means.
_NEAR_BY = 400
_STOP = regex.compile(r"[.!?…。！？؟।][\"'”’»)]*\s|\n")
_COLON = regex.compile(r"[:;：；(]")

YEAR_NAMED = rule(
    "moments.year-named", "a day or month behind a year in its sentence is of that year or open"
)
YEAR_BEFORE = rule(
    "moments.year-sentence-before", "a feast or month in the sentence after a year alone is open"
)
SAID_ON = rule("moments.said-on", "what was to come is counted from the day it was said on")
OTHER_YEAR = rule("moments.other-year", "the end of the year is open where another year was just spoken of")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The days a text may have been written on, and whether that was stated or inferred."""

    first: date
    last: date
    stated: bool = True

    @property
    def text(self) -> str:
        """ISO date or interval."""
        return self.first.isoformat() if self.first == self.last else f"{self.first}/{self.last}"


def anchor_of(published: Moment | date | None) -> Anchor | None:
    """The anchor that a publication date gives; None where it has none or lacks a side."""
    if published is None:
        return None
    if isinstance(published, date):
        return Anchor(published, published)
    try:
        first = date.fromisoformat(published.start[:10])
        last = date.fromisoformat(published.end[:10] or published.start[:10])
    except ValueError:
        return None
    return Anchor(min(first, last), max(first, last), published.stated)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A phrase of time as a text speaks it. ``lean`` is the score of :mod:`.tense`; ``unlinked``: "days
    after" an event that is named without a date; ``because`` names the rules and features that read it."""

    span: Span
    expression: Expression
    lean: float = 0.0
    unlinked: bool = False
    because: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """As JSON, to be read by :func:`spoken`; empty where the expression needs no anchor."""
        if not self.expression.relative:
            return ""
        kept = [expressions.written(self.expression), self.lean, *([1] if self.unlinked else [])]
        return json.dumps(kept, separators=(",", ":"))


def spoken(moment: Moment) -> Spoken | None:
    """What a moment was read from; None where it says nothing that could be dated again.

    Raises:
        ValueError: the moment's expression is none.
    """
    if moment.span is None:
        return None
    if not moment.expression:
        first, last = moment.start[:10], moment.end[:10]
        if not first or not last or first.startswith("-"):
            return None
        period = Period(date.fromisoformat(first), date.fromisoformat(last), moment.precision)
        return Spoken(moment.span, expressions.fixed(period), because=moment.because)
    source, lean, *unlinked = json.loads(moment.expression)
    return Spoken(moment.span, expressions.read(source), lean, bool(unlinked), moment.because)


def resolved(
    expression: Expression, anchor: Anchor | None, lean: float, spoken_of: date | None
) -> tuple[Period | None, Anchor | None]:
    """The period of an expression and the anchor it rests on."""
    if expression.narrative:
        if spoken_of is None:
            return None, None
        found = expression.resolve(Reference(spoken_of, _tense(lean) or "past", spoken_of))
        return found, Anchor(spoken_of, spoken_of)
    if not expression.relative:
        return expression.resolve(Reference(date(2000, 1, 1))), None
    if anchor is None:
        return None, None
    first = _chosen(expression, anchor.first, lean)
    if anchor.first == anchor.last:
        return first, anchor
    last = _chosen(expression, anchor.last, lean)
    if first != last and expression.loosely is not None:
        return resolved(expression.loosely, anchor, lean, spoken_of)
    return (first, anchor) if first == last else (None, anchor)


def _tense(lean: float) -> expressions.Tense | None:
    """The direction of a lean, None where it is unsure."""
    return "future" if lean >= tense.AHEAD else "past" if lean <= tense.BEHIND else None


def _chosen(expression: Expression, day: date, lean: float) -> Period | None:
    """The period behind or the one ahead, as the lean has it; None where it does not tell and they differ."""
    past = expression.resolve(Reference(day, "past"))
    if not expression.two_ways:
        return past
    future = expression.resolve(Reference(day, "future"))
    if past == future:
        return past
    of_days = expression.grain in _DAYS or any(end.grain == "day" for end in expression.ends)
    if past and future and of_days:
        far = (day - past.first).days > tense.LONG_PAST and (future.first - day).days < tense.SOON
        lean += tense.points("long past and soon") if far else 0.0
    direction = _tense(lean)
    return None if direction is None else past if direction == "past" else future


_DAYS = frozenset({"day", "hour", "minute", "part-of-day"})


class Thread:
    """The phrases of one text resolved one after the other, each in the light of those before."""

    def __init__(self, text: str, anchor: Anchor | None) -> None:
        self.text, self.anchor = text, anchor
        self.at = 0
        self.spoken_of: date | None = None
        #: The last period with where it ended, to know what year is spoken of.
        self.last: tuple[Period, int] | None = None
        #: A year alone with the number of sentences begun since.
        self.year: tuple[Period, int, bool] | None = None
        #: The days spoken of in this sentence as past, on which what follows may have been said.
        self.said_on: list[Anchor | None] = []

    def resolve(self, one: Spoken) -> tuple[Period | None, Anchor | None]:
        """The period of the next phrase and the anchor it rests on."""
        expression = one.expression
        self._advance(one.span)
        if one.unlinked:
            self.spoken_of = None
        coming = expression.relative and (expression.forward or one.lean >= tense.AHEAD)
        ahead = coming and not expression.narrative
        written = self.said_on[-1] if ahead and self.said_on and SAID_ON else self.anchor
        period, used = resolved(expression, written, one.lean, self.spoken_of)
        if expression.yearly and not ahead:
            period = self._of_year_named(expression, period, one.span)
        if period and expression.narrative and self.anchor and not coming and period.last > self.anchor.last:
            period = None
        if expression.definite and self._is_other_year(period, one.span.start) and OTHER_YEAR:
            period = None
        self._note(one, period, used, ahead)
        return period, used

    def _advance(self, span: Span) -> None:
        stops = len(_STOP.findall(self.text, self.at, span.start))
        if stops:
            self.said_on = []
            if self.year:
                self.year = (self.year[0], self.year[1] + stops, True)
        elif self.year and _COLON.search(self.text, self.at, span.start):
            self.year = (self.year[0], self.year[1], True)

    def _note(self, one: Spoken, period: Period | None, used: Anchor | None, ahead: bool) -> None:
        expression = one.expression
        if period is not None:
            self.last = (period, one.span.end)
        if not ahead and (period is None or period.first == period.last):
            stated = used.stated if used else True
            self.said_on.append(Anchor(period.first, period.last, stated) if period else None)
        if period and period.first == period.last and not expression.narrative:
            self.spoken_of = period.first
        if period and period.precision == "year" and not (expression.open_end or expression.open_start):
            opens = not self.text[max(0, self.at) : one.span.start].strip(" ,") or self._opens(one.span)
            self.year = (period, 0, opens)
        elif expression.grain in _DAYS and not expression.yearly and expression.relative:
            self.year = None
        self.at = one.span.end

    def _opens(self, span: Span) -> bool:
        """True if a phrase stands at the beginning of its sentence, but for a word or two."""
        before = self.text[max(0, span.start - 12) : span.start]
        begin = max((found.end() for found in _STOP.finditer(before)), default=0 if span.start <= 12 else -1)
        return begin >= 0 and len(before[begin:].split()) <= 1

    def _is_other_year(self, period: Period | None, at: int) -> bool:
        """True if the text was just speaking of another year."""
        if self.last is None or period is None or at - self.last[1] > _NEAR_BY:
            return False
        return self.last[0].first.year != period.first.year

    def _of_year_named(self, expression: Expression, period: Period | None, span: Span) -> Period | None:
        """A day, month or feast of a year just named: of that year where the year opened the sentence or a
        colon follows it, else open; open too in the sentence after."""
        if self.year is None or period is None:
            return period
        named, sentences, governs = self.year
        if sentences > 1 or period.first.year == named.first.year:
            return period
        if sentences:
            return None if YEAR_BEFORE else period
        if not YEAR_NAMED:
            return period
        return expression.resolve(Reference(named.last, "past")) if governs else None


def moments(text: str, phrases: Iterable[Spoken], anchor: Anchor | None) -> list[Moment]:
    """The moments of a text's phrases, in their order."""
    thread = Thread(text, anchor)
    found = []
    for one in phrases:
        period, used = thread.resolve(one)
        if one.expression.relative or period is not None or one.expression.timex:
            found.append(_moment(text, one, period, used))
    return found


def _moment(text: str, one: Spoken, period: Period | None, anchor: Anchor | None) -> Moment:
    expression = one.expression
    start = end = ""
    precision = expression.grain
    if period is not None:
        start = "" if expression.open_start else period.first.isoformat() + period.clock
        end = "" if expression.open_end else period.last.isoformat() + period.clock
        precision = period.precision
    elif expression.timex.startswith("BC"):
        year = int(expression.timex[2:]) - 1
        sign = "-" if year else ""
        start, end = f"{sign}{year:04d}-01-01", f"{sign}{year:04d}-12-31"
    return Moment(
        one.span, one.span.of(text), start, end, precision,
        anchor.text if anchor and expression.relative else None,
        anchor.stated if anchor else True, one.because, one.written,
    )  # fmt: skip


def again(text: str, known: Sequence[Moment], anchor: Anchor | None) -> list[Moment]:
    """Moments of a text resolved anew against another anchor."""
    thread = Thread(text, anchor)
    found = []
    for moment in known:
        one = spoken(moment)
        if one is None:
            found.append(moment)
            continue
        period, used = thread.resolve(one)
        found.append(_moment(text, one, period, used) if moment.expression else moment)
    return found
