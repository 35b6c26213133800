"""Moments of a text and of a report: phrases of time, told from mere numbers and resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import regex

from rashomon.marking.moments import grammar, joining, tokens
from rashomon.marking.moments.calendar import Period
from rashomon.marking.moments.expressions import Expression, Reference, Tense
from rashomon.marking.moments.joining import Phrase
from rashomon.marking.moments.lexicon import Lexicon, fold, lexicon
from rashomon.marking.moments.tense import tense_of
from rashomon.model import Block, Moment, Report, Span
from rashomon.text.sentences import TOLD

#: A year spoken of so many characters before is still the year that "the end of the year" means.
_NEAR_BY = 400
_EITHER: tuple[Tense, ...] = ("", "future")
_DATED = frozenset({"caption", "embed"})
_SENTENCE = regex.compile(r"[.!?…。！？؟।][\"'”’»)]*\s|\n")
_NEXT_WORD = regex.compile(r"[ \u00a0]\p{L}")
#: What shows that a date was read only in part ("23-Jan-06").
_CUT = regex.compile(r"[-/]\p{Nd}")
_CUT_BEFORE = regex.compile(r"\p{Nd}[-/]")
_AFTER_YEAR = regex.compile(r"[ \u00a0]([\p{L}\p{M}]+)")


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


def phrases(text: str, known: Lexicon) -> Iterator[Phrase]:
    """The phrases of time of a text, in order, without mere numbers."""
    for run in tokens.runs(text, known):
        for phrase in joining.phrases(grammar.items(run, known)):
            before = max(0, phrase.start - 2)
            if _CUT.match(text, phrase.end) or _CUT_BEFORE.search(text, before, phrase.start):
                continue
            if phrase.expression.alone and _NEXT_WORD.match(text, phrase.end):
                continue
            if not phrase.weak or _year_speaks(text, phrase, known):
                yield phrase


def _year_speaks(text: str, phrase: Phrase, known: Lexicon) -> bool:
    """Whether a bare number of four digits (or a bare clock time) is one of time: "in 2014", "(2014)",
    and not "2019 people", "in 1500 houses"."""
    if phrase.expression.kind == "TIME":
        return True
    start, end = phrase.core
    number = text[start:end]
    before = fold(text[max(0, start - 24) : start])
    after = _AFTER_YEAR.match(text, end)
    touching = text[end : end + 1]
    if touching and ((touching.isalpha() and known.spaced) or touching in "%-–"):
        return False
    if touching in {"'", "’"} and not known.suffixes and text[end + 1 : end + 2].isalpha():
        return False
    if before and (before[-1].isalpha() or before[-1] in "-–/.:"):
        return False
    words = before.split()
    atoms = known.words.get(words[-1].strip("(\"'«„“"), ()) if words and before[-1:].isspace() else ()
    linked = any(atom.letter in "isuftbBjL8U" for atom in atoms)
    value = int(number[:4])
    word = after.group(1) if after else ""
    following = "" if word[:1].isupper() != known.nouns_capital else fold(word)
    if following in known.counted:
        return False
    if any(atom.letter in "iŝûA;" for atom in known.words.get(following, ())):
        following = ""
    if linked:
        # "In 2000 the ..." is a year, "in 2000 houses" is not.
        counted = value < 1700 or (value % 100 == 0 and len(following) > 4)
        return 1400 <= value <= 2199 and not (following and counted)
    if not 1700 <= value <= 2099:
        return False
    named = any(atom.letter in "_;" for atom in atoms) and value % 100 != 0
    return not following or named


def find_in(text: str, language: str, anchor: Moment | date | None) -> list[Moment]:
    """The moments of a text.

    Args:
        text: the text; offsets of the moments point into it.
        language: BCP 47 code; CLDR's names alone are known of a language without data of its own.
        anchor: when the text was written, to resolve "yesterday"; where that is a stretch of days, only
            what every day of it agrees on is resolved.
    """
    return _moments(text, lexicon(language), anchor_of(anchor))


def _moments(text: str, known: Lexicon, anchor: Anchor | None) -> list[Moment]:
    found: list[Moment] = []
    spoken_of: date | None = None
    last: Period | None = None
    here = last_at = 0

    def elsewhere(period: Period | None, at: int) -> bool:
        """Whether the text was just speaking of another year."""
        if last is None or period is None or at - last_at > _NEAR_BY:
            return False
        return last.first.year != period.first.year

    past_here: list[Anchor | None] = []
    for phrase in phrases(text, known):
        expression = phrase.expression
        if not expression.moment:
            continue
        if _SENTENCE.search(text, here, phrase.start):
            past_here = []
        here = phrase.end
        tense: Tense = tense_of(text, phrase, known.language) if expression.relative else ""
        if phrase.needs_future and tense != "future":
            continue
        if phrase.ends_in_link and _NEXT_WORD.match(text, phrase.end):
            spoken_of = None
        looks_ahead = expression.forward or (tense == "future" and expression.relative)
        ahead = looks_ahead and not expression.narrative
        written = anchor
        if ahead and past_here:
            # "On Wednesday he said that next week ...": next week from that Wednesday.
            written = past_here[-1]
        period, used = resolved(expression, written, tense, spoken_of)
        if period and expression.narrative and anchor and period.last > anchor.last and tense != "future":
            period = None
        if expression.definite and elsewhere(period, phrase.start):
            period = None
        if period is not None:
            last, last_at = period, phrase.end
        if not ahead and (period is None or period.first == period.last):
            stated = used.stated if used else True
            past_here.append(Anchor(period.first, period.last, stated) if period else None)
        if not expression.relative and period is None and not expression.timex:
            continue
        moment = _moment(text, phrase, period, used)
        if period and period.first == period.last and not expression.narrative:
            spoken_of = period.first
        found.append(moment)
    return found


def resolved(
    expression: Expression, anchor: Anchor | None, tense: Tense, spoken_of: date | None
) -> tuple[Period | None, Anchor | None]:
    """The period of an expression and the anchor it rests on."""
    if expression.narrative:
        if spoken_of is None:
            return None, None
        day = Anchor(spoken_of, spoken_of)
        return expression.resolve(Reference(spoken_of, tense, spoken_of)), day
    if not expression.relative:
        return expression.resolve(Reference(date(2000, 1, 1))), None
    if anchor is None:
        return None, None
    if tense == "unsure":
        found = {resolved(expression, anchor, either, spoken_of)[0] for either in _EITHER}
        return found.pop() if len(found) == 1 else None, anchor
    first = expression.resolve(Reference(anchor.first, tense))
    if anchor.first == anchor.last:
        return first, anchor
    last = expression.resolve(Reference(anchor.last, tense))
    if first != last and expression.loosely is not None:
        return resolved(expression.loosely, anchor, tense, spoken_of)
    return (first, anchor) if first == last else (None, anchor)


def _moment(text: str, phrase: Phrase, period: Period | None, anchor: Anchor | None) -> Moment:
    span = Span(phrase.start, phrase.end)
    expression = phrase.expression
    start = end = ""
    precision = expression.grain
    if period is not None:
        start = "" if expression.open_start else period.first.isoformat() + period.clock
        end = "" if expression.open_end else period.last.isoformat() + period.clock
        precision = period.precision
    elif expression.timex.startswith("BC"):
        year = -(int(expression.timex[2:]) - 1)
        start, end = f"{year:05d}-01-01", f"{year:05d}-12-31"
    return Moment(
        span, span.of(text), start, end, precision,
        anchor.text if anchor and expression.relative else None,
        anchor.stated if anchor else True,
    )  # fmt: skip


def find(report: Report, anchor: Moment | None = None) -> tuple[Moment, ...]:
    """The moments of what a report tells (no furniture, no repeats), in text order, resolved against its
    publication date, or against ``anchor`` where that is known better."""
    known = lexicon(report.language)
    written = anchor_of(anchor or report.published)
    found: list[Moment] = []
    for block in _told(report):
        text = block.span.of(report.text)
        own = _own_day(text, known) if block.kind in _DATED else None
        for moment in _moments(text, known, own or written):
            assert moment.span is not None
            shifted = Span(moment.span.start + block.span.start, moment.span.end + block.span.start)
            found.append(replace(moment, span=shifted))
    return tuple(found)


def _own_day(text: str, known: Lexicon) -> Anchor | None:
    """The one day that a caption or a post is dated with, against which the rest of it is to be read."""
    days = {
        period.first
        for phrase in phrases(text, known)
        if not phrase.expression.relative and phrase.expression.moment
        for period in [phrase.expression.resolve(Reference(date(2000, 1, 1)))]
        if period is not None and period.first == period.last
    }
    return Anchor(day, day) if len(days) == 1 and (day := days.pop()) else None


def _told(report: Report) -> list[Block]:
    blocks = report.blocks or (Block("body", Span(0, len(report.text))),)
    return [block for block in blocks if block.kind in TOLD]


@dataclass(frozen=True, slots=True)
class Hints:
    """What a report's text tells about the day it was written on: the weekdays (Monday is 0) it names
    without more, and the amounts of days it counts from an event ("11 days after")."""

    weekdays: frozenset[int]
    days_after: frozenset[int]


def hints(report: Report) -> Hints:
    """The hints of a report at its own publication day."""
    known = lexicon(report.language)
    weekdays: set[int] = set()
    counts: set[int] = set()
    for block in _told(report):
        text = block.span.of(report.text)
        for phrase in phrases(text, known):
            expression = phrase.expression
            if phrase.ends_in_link and expression.unit == "day" and float(expression.count).is_integer():
                counts.add(int(expression.count))
            elif expression.bare_weekday is not None and tense_of(text, phrase, known.language) != "future":
                weekdays.add(expression.bare_weekday)
    return Hints(frozenset(weekdays), frozenset(counts))
