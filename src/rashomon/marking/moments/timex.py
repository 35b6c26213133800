"""TIMEX3: every expression of time of a text, as TimeML writes it.

Source: TimeML 1.2.1 annotation guidelines (types DATE, TIME, DURATION, SET and their values).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rashomon.marking.moments import tense
from rashomon.marking.moments.calendar import Period
from rashomon.marking.moments.expressions import Expression, Kind
from rashomon.marking.moments.finder import phrases
from rashomon.marking.moments.lexicon import fold, lexicon
from rashomon.marking.moments.resolution import anchor_of, resolved
from rashomon.model import Moment, Precision, Span

_SEASON = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3: its span, type, value and modifier ("START", "APPROX" or empty)."""

    span: Span
    text: str
    type: Kind
    value: str
    mod: str = ""


def _value(first: date, precision: Precision) -> str:
    """The TIMEX3 value of a calendar unit that begins on a day."""
    match precision:
        case "year":
            return f"{first.year:04d}"
        case "month":
            return f"{first.year:04d}-{first.month:02d}"
        case "week":
            year, week, _ = first.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case "quarter":
            return f"{first.year:04d}-Q{(first.month + 2) // 3}"
        case "season":
            return f"{first.year:04d}-{_SEASON[first.month]}"
        case "decade":
            return f"{first.year // 10:03d}"
        case "century":
            return f"{first.year // 100:02d}"
    return first.isoformat()


def timex3(moment: Moment) -> tuple[str, str]:
    """A moment as TIMEX3 type and value; ("DATE", "XXXX-XX-XX") where it is unresolved."""
    start = moment.start or moment.end
    if not start:
        return "DATE", "XXXX-XX-XX"
    if start.startswith("-"):
        return "DATE", "BC" + f"{1 - int(start[:5]):04d}"
    if "T" in start:
        return "TIME", start
    if moment.precision == "span":
        return "DURATION", f"{moment.start}/{moment.end}"
    return "DATE", _value(date.fromisoformat(start[:10]), moment.precision)


def find_timexes(text: str, language: str, anchor: Moment | date | None) -> list[Timex]:
    """Every TIMEX3 of a text, in order: moments, durations, sets and references such as "now"."""
    known = lexicon(language)
    written = anchor_of(anchor)
    found: list[Timex] = []
    spoken_of: date | None = None
    for phrase in phrases(text, known):
        for start, end, marked in phrase.cores or ((*phrase.core, phrase.expression),):
            # TIMEX3 gives "early March" and "earlier this month" the value of the whole and a modifier.
            expression = marked.whole or marked.loosely or marked
            lean = 0.0
            if expression.two_ways and expression.moment:
                lean = tense.lean(tense.features(text, phrase.start, phrase.end, known.language))
            period, _ = resolved(expression, written, lean, spoken_of)
            day = spoken_of or (written.first if written else None)
            kind, value = _read(expression, period, day)
            span = Span(start, end)
            if fold(span.of(text)) in known.loosely:
                value = "PRESENT_REF"
            found.append(Timex(span, span.of(text), kind, value, marked.mod))
            if period and period.first == period.last and not expression.open_end:
                spoken_of = period.first
    return found


def _read(expression: Expression, period: Period | None, day: date | None) -> tuple[Kind, str]:
    """Type and value; ``day`` is the day that a time of day without one belongs to."""
    on = day.isoformat() if day else "XXXX-XX-XX"
    if expression.clock and period is None:
        clock = expression.clock if ":" in expression.clock else expression.clock + ":00"
        return "TIME", on + clock
    if expression.part and period is None:
        return "TIME", f"{on}T{expression.part}"
    if expression.timex:
        return expression.kind, expression.timex
    if period is None:
        return expression.kind, "XXXX-XX-XX"
    if expression.unit == "weekend":
        return "DATE", _value(period.first, "week") + "-WE"
    value = _value(period.first, period.precision)
    if period.clock:
        return "TIME", value[:10] + period.clock
    if period.part:
        return "TIME", value[:10] + "T" + period.part
    return expression.kind, value
