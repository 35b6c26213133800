"""Moments of a text and of a report: phrases of time, known from mere numbers and names, and resolved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import regex

from rashomon.marking.moments import expressions, grammar, joining, resolution, tense, tokens
from rashomon.marking.moments.expressions import Reference
from rashomon.marking.moments.joining import Phrase
from rashomon.marking.moments.lexicon import Lexicon, fold, lexicon
from rashomon.marking.moments.resolution import Anchor, Spoken, anchor_of
from rashomon.marking.rules import rule
from rashomon.model import Moment, Name, Report, Span
from rashomon.text.document import Document, Section, document_of

_DATED = frozenset({"caption", "embed"})
_NEXT_WORD = regex.compile(r"[ \u00a0]\p{L}")
#: What shows that a date was read only in part ("23-Jan-06").
_CUT = regex.compile(r"[-/]\p{Nd}")
_CUT_BEFORE = regex.compile(r"\p{Nd}[-/]")
_AFTER_YEAR = regex.compile(r"[ \u00a0]([\p{L}\p{M}]+)")
_SURNAME = regex.compile(r"[ \u00a0-]\p{Lu}\p{Ll}")
#: A year with the last digits of another, and what makes the number of a paper of it ("2011/12:45").
_SEASON = regex.compile(r"\p{Nd}\p{Nd}(\p{Nd}\p{Nd})[/–-](\p{Nd}\p{Nd})")
_NUMBERED = regex.compile(r":[\p{L}\p{N}]")
_WORD_BEFORE = regex.compile(r"[\p{L}\p{M}]+$")

GIVEN_NAME = rule(
    "moments.given-name",
    "a month's name right before a capitalised word and behind no word of time is a given name",
)
AGE = rule("moments.age", "a decade behind a possessive is somebody's age")
MADE = rule("moments.make", "a year between a possessive and a name is the year that a thing was made in")
SEASON = rule("moments.season-in-digits", "2012/13 and 2013–14 are a season or school year by their form")
RECORD = rule("moments.record", "so many months behind 'first in' lie behind and are no moment")


def phrases(text: str, known: Lexicon, stretch: Span | None = None) -> Iterator[Phrase]:
    """The phrases of time of a text or a stretch of it, in order, without mere numbers, names and ages."""
    begin, stop = (stretch.start, stretch.end) if stretch else (0, None)
    for run in tokens.runs(text, known, begin, stop):
        for phrase in joining.phrases(grammar.items(run, known, text)):
            before = max(0, phrase.start - 2)
            if _CUT.match(text, phrase.end) or _CUT_BEFORE.search(text, before, phrase.start):
                continue
            if phrase.expression.alone and _NEXT_WORD.match(text, phrase.end):
                continue
            if phrase.weak and not _year_speaks(text, phrase, known):
                continue
            if not _is_name(text, phrase, known) and not _is_age(text, phrase, known):
                yield phrase


def _is_name(text: str, phrase: Phrase, known: Lexicon) -> bool:
    """True if a month alone is a given name: "April Stone", not "in April Stone said"."""
    if phrase.rules != _MONTH or not text[phrase.start].isupper():
        return False
    following = _SURNAME.match(text, phrase.end)
    if following is None or not GIVEN_NAME:
        return False
    before = text[max(0, phrase.start - 24) : phrase.start].rstrip()
    word = _WORD_BEFORE.search(before)
    if word is None:
        return True
    if known.nouns_capital:
        return False
    return word.group()[0].isupper() and not known.words.get(fold(word.group()))


def _is_age(text: str, phrase: Phrase, known: Lexicon) -> bool:
    """True if a decade is somebody's age ("in their eighties")."""
    if phrase.expression.grain != "decade" or not AGE:
        return False
    word = _WORD_BEFORE.search(text[max(0, phrase.start - 24) : phrase.start].rstrip())
    return word is not None and fold(word.group()) in known.possessives


def _year_speaks(text: str, phrase: Phrase, known: Lexicon) -> bool:
    """True if a number of four digits alone (or a clock time alone) is one of time: "in 2014", "(2014)", and
    not "2019 people", "in 1500 houses"."""
    if phrase.expression.kind == "TIME":
        return True
    start, end = phrase.core
    number = text[start:end]
    before = fold(text[max(0, start - 24) : start])
    if _touches(text, before, end, known):
        return False
    season = _SEASON.fullmatch(number) if SEASON and not _NUMBERED.match(text, end) else None
    if season and int(season[2]) == (int(season[1]) + 1) % 100:
        return True
    after = _AFTER_YEAR.match(text, end)
    words = before.split()
    if _is_of_make(words, after.group(1) if after else "", known):
        return False
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


def _is_of_make(before: list[str], after: str, known: Lexicon) -> bool:
    """True if a year says when a thing was made ("his 1996 Ford")."""
    if not MADE or not before or not after[:1].isupper() or known.nouns_capital:
        return False
    return before[-1] in known.possessives or before[-1].endswith(("'s", "’s"))


def _touches(text: str, before: str, end: int, known: Lexicon) -> bool:
    """True if a number touches what makes it part of something else."""
    touching = text[end : end + 1]
    if touching and ((touching.isalpha() and known.spaced) or touching in "%-–"):
        return True
    if touching in {"'", "’"} and not known.suffixes and text[end + 1 : end + 2].isalpha():
        return True
    return bool(before) and (before[-1].isalpha() or before[-1] in "-–/.:")


def find_in(text: str, language: str, published: Moment | date | None) -> list[Moment]:
    """The moments of a text.

    Args:
        text: the text; offsets of the moments point into it.
        language: BCP 47 code; CLDR's names alone are known of a language without data of its own.
        published: when the text was written, to resolve "yesterday"; where that is a stretch of days, only
            what every day of it agrees on is resolved.
    """
    known = lexicon(language)
    found = (one for phrase in phrases(text, known) for one in _spoken(text, phrase, known))
    return resolution.moments(text, found, anchor_of(published))


#: What reads a month that stands alone.
_MONTH = ("moments.month", "moments.join.one")
#: What reads a single word of time that may be a person's name.
_NAMED = frozenset(
    {_MONTH, ("moments.weekday", "moments.join.one"), ("moments.in-weak-month", "moments.join.one")}
)


def _spoken(text: str, phrase: Phrase, known: Lexicon) -> Iterator[Spoken]:
    """A phrase with its lean, where it is a moment."""
    expression = phrase.expression
    if not expression.moment:
        return
    lean, because = 0.0, phrase.rules
    if expression.two_ways or phrase.counts_forward:
        features = tense.features(text, phrase.start, phrase.end, known.language)
        lean = tense.lean(features)
        because = (*because, *tense.because(features))
        if expression.open_start and "moved to" in features:
            expression = expressions.aimed_at(expression)
        if phrase.counts_forward and "record" in features and RECORD:
            return
    if phrase.needs_future and lean < tense.AHEAD:
        return
    unlinked = phrase.ends_in_link and bool(_NEXT_WORD.match(text, phrase.end))
    yield Spoken(Span(phrase.start, phrase.end), expression, lean, unlinked, because)


def find(report: Report, published: Moment | None = None) -> tuple[Moment, ...]:
    """The moments of what a report tells (no furniture, no repeats), in text order, resolved against its
    publication date, or against ``published`` where that is known better."""
    return read(report, published)[0]


def read(
    report: Report, published: Moment | None = None, named: Sequence[Name] = ()
) -> tuple[tuple[Moment, ...], tuple[Moment, ...]]:
    """The moments of a report, and the times of day that belong to no day: they are no moments, but no
    quantities either. Words of time that are parts of people among the names ``named`` are none ("Julio
    Santos", "Mrs May")."""
    called = {at for name in named if name.kind == "person" for at in range(name.span.start, name.span.end)}
    written = anchor_of(published or report.published)
    found: list[Moment] = []
    times: list[Moment] = []
    document = document_of(report)
    for section in document.sections:
        known = lexicon(section.language)
        text, offset = section.span.of(report.text), section.span.start
        spoken: list[Spoken] = []
        for phrase in _phrases(document, section):
            inside = {phrase.start + offset, phrase.end + offset - 1} <= called
            if inside and phrase.rules in _NAMED:
                continue
            if phrase.expression.moment:
                spoken.extend(_spoken(text, phrase, known))
            elif phrase.expression.clock:
                span = Span(phrase.start + offset, phrase.end + offset)
                times.append(Moment(span, span.of(report.text), "", "", "hour"))
        own = _own_day(spoken) if section.kind in _DATED else None
        found.extend(_shifted(moment, offset) for moment in resolution.moments(text, spoken, own or written))
    return tuple(found), tuple(times)


def _phrases(document: Document, section: Section) -> list[Phrase]:
    """The phrases of a section, in order. A post in another language than the report's is signed by the page:
    a whole date in the report's own language counts there too."""
    found = list(_phrases_in(document, section, section.language))
    if section.language == document.language:
        return found
    for phrase in _phrases_in(document, section, document.language):
        if phrase.expression.relative or phrase.expression.grain != "day":
            continue
        beside = [other for other in found if other.start < phrase.end and phrase.start < other.end]
        if all(phrase.start <= other.start and other.end <= phrase.end for other in beside):
            found = [other for other in found if other not in beside]
            found.append(phrase)
    return sorted(found, key=lambda phrase: phrase.start)


def _phrases_in(document: Document, section: Section, language: str) -> Iterator[Phrase]:
    """The phrases of a section read in a language; offsets are those of the section."""
    known, offset = lexicon(language), section.span.start
    text = section.span.of(document.text)
    for stretch in tokens.stretches(document, section, known):
        yield from phrases(text, known, Span(stretch.start - offset, stretch.end - offset))


def date_again(report: Report, published: Moment | None) -> tuple[Moment, ...]:
    """The moments that a report has, resolved anew as if it had been published then; the text is not read
    again. Moments without an expression stay as they are."""
    written = anchor_of(published)
    left = list(report.marks.moments)
    found: list[Moment] = []
    for section in document_of(report).sections:
        offset = section.span.start
        inside = [
            _shifted(moment, -offset)
            for moment in left
            if moment.span is not None and section.span.contains(moment.span)
        ]
        left = [moment for moment in left if moment.span is None or not section.span.contains(moment.span)]
        own = None
        if section.kind in _DATED:
            own = _own_day([one for moment in inside if (one := resolution.spoken(moment))])
        again = resolution.again(section.span.of(report.text), inside, own or written)
        found.extend(_shifted(moment, offset) for moment in again)
    return tuple(sorted([*left, *found], key=lambda moment: moment.span or Span(0, 0)))


def _shifted(moment: Moment, offset: int) -> Moment:
    assert moment.span is not None
    return replace(moment, span=Span(moment.span.start + offset, moment.span.end + offset))


def _own_day(spoken: Sequence[Spoken]) -> Anchor | None:
    """The one day that a caption or a post is dated with, against which the rest of it is to be read."""
    days = {
        period.first
        for one in spoken
        if not one.expression.relative
        for period in [one.expression.resolve(Reference(date(2000, 1, 1)))]
        if period is not None and period.first == period.last
    }
    return Anchor(day, day) if len(days) == 1 and (day := days.pop()) else None


@dataclass(frozen=True, slots=True)
class Hints:
    """What a report's moments tell about the day it was written on: the weekdays (Monday is 0) it names
    without more, and the amounts of days it counts from an event ("11 days after")."""

    weekdays: frozenset[int]
    days_after: frozenset[int]


def hints(report: Report) -> Hints:
    """The hints of a marked report at its own publication day."""
    weekdays: set[int] = set()
    counts: set[int] = set()
    for moment in report.marks.moments:
        one = resolution.spoken(moment)
        if one is None:
            continue
        expression = one.expression
        if expression.counted_on and expression.unit == "day" and float(expression.count).is_integer():
            counts.add(int(expression.count))
        elif expression.weekday_alone is not None and one.lean < tense.AHEAD:
            weekdays.add(expression.weekday_alone)
    return Hints(frozenset(weekdays), frozenset(counts))
