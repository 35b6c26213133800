"""What a source declares of a report, checked against what the report itself says: its date, its language.

Nothing is changed here: a note names what does not go together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import regex

from rashomon.languages import facts
from rashomon.model import Report, Span
from rashomon.reading.datelines import day_in
from rashomon.reading.phrases import is_dense
from rashomon.text.language import normal_tag

#: So much of a text is looked at, in code points.
_LOOKED = 20_000
#: What may stand of a date before its year and behind it, in code points.
_BEFORE, _BEHIND = 28, 12
#: Days by which "today" and the declared day may differ: zones, and what was written on the day before.
_SLACK = 1
#: Days from which on a later day that is told of in the past is no slip.
_AHEAD = 30
#: Years after which an earlier "today" is rather of the time a report tells of.
_OLD = 5
_TOLD = frozenset({"title", "deck", "dateline", "body"})
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: What may stand between "today" and its date: signs, a weekday, "the", "on".
_GAP = r"[\s,،(（:–—-]{0,3}(?:[\p{L}\p{M}'’]{1,14}+[\s,.،]{1,2}){0,3}+"
#: Lists of the words (``[moments]`` of a language) that tell what was, what is to come, and till when.
_PAST = ("tense_auxiliary", "deadline_past")
_TO_COME = (
    "tense_future", "tense_unsure", "deadline", "ahead_planned", "ahead_moved", "ahead_begins", "ahead_next",
)  # fmt: skip
_UNTIL = ("ahead_to", "deadline")
_STOP = regex.compile(r"[.!?…。！？؟।](?=\s|$)|[,;:،、，；：()（）\n–—]")
_MARKS = regex.compile(r"[\"“”„«»‹›「」『』]")


def contradictions(report: Report, language: str | None) -> list[str]:
    """What is to be said of a report whose source declares this language, in words that follow its name."""
    return [note for note in (_language_note(language, report), _date_note(report)) if note]


def _date_note(report: Report) -> str | None:
    """What is said where a report declares a day that its text contradicts: it calls another one today, or
    tells what was on a later one. None where nothing does, or nothing is certain."""
    published = report.published
    if published is None or not published.stated or published.span:
        return None
    try:
        first, last = (date.fromisoformat(day[:10]) for day in (published.start, published.end))
    except ValueError:
        return None
    for line, place, said in _days(report, last.year):
        ahead, behind = (said - last).days, (first - said).days
        if max(ahead, behind) > _SLACK and behind < 366 * _OLD and _today(line, place.start, report.language):
            return f"is dated {published.start[:10]}, and its text calls {said} today"
        if ahead > _AHEAD and _was(line, place, report.language):
            return f"is dated {published.start[:10]}, and its text tells what was on {said}"
    return None


def _days(report: Report, last: int) -> Iterator[tuple[str, Span, date]]:
    """The days that a report writes out, of years after the declared one or near a word for today: the line,
    where it stands there, and the day."""
    for block in report.blocks:
        if block.kind not in _TOLD or block.span.start > _LOOKED:
            continue
        line = block.span.of(report.text)[:_LOOKED]
        for year in _YEAR.finditer(line):
            if int(year.group()) <= last and not _near_today(line, year.start(), report.language):
                continue
            begin = max(0, year.start() - _BEFORE)
            if begin:  # No half word: it might be the name of a month.
                begin = max(begin, line.find(" ", begin, year.start()) + 1)
            found = day_in(line[begin : year.end() + _BEHIND])
            if not found or found[1][2] != "day":
                continue
            start, end = begin + found[0].start, begin + found[0].end
            if start <= year.start() < end:
                yield line, Span(start, end), date.fromisoformat(found[1][0])


@cache
def _today_words(language: str) -> regex.Pattern[str] | None:
    known = "|".join(map(regex.escape, _said_today(language)))
    edge = "" if is_dense(known) else r"\b"
    return regex.compile(rf"{edge}(?:{known}){_GAP}$", regex.I) if known else None


def _near_today(line: str, at: int, language: str) -> bool:
    """Whether a word for today stands so near before a year that it may be said of its day."""
    before = line[max(0, at - _BEFORE - 60) : at].lower()
    return any(word in before for word in _said_today(language))


@cache
def _said_today(language: str) -> tuple[str, ...]:
    words = str(facts(language, "moments").get("phrases", {}).get("day 0", "")).split(",")
    said = {word.strip().lower() for word in words} - {""}
    return tuple(sorted(said | {word.replace("'", "’") for word in said}))


def _today(line: str, at: int, language: str) -> bool:
    """Whether a day is called today, and not in somebody's words."""
    words = _today_words(language)
    found = words.search(line, max(0, at - 60), at) if words else None
    return found is not None and not _MARKS.search(line, max(0, found.start() - 300), at)


@cache
def _words(language: str, lists: tuple[str, ...]) -> regex.Pattern[str] | None:
    """The words of some lists of a language, and the endings of verbs among them (``*ed``)."""
    moments = facts(language, "moments")
    listed = {word.strip() for name in lists for word in str(moments.get(name, "")).split(",")} - {""}
    parts = sorted(
        rf"[\p{{L}}\p{{M}}]{{3,20}}{regex.escape(word[1:])}" if word[0] == "*" else regex.escape(word)
        for word in listed
    )
    return regex.compile(rf"\b(?:{'|'.join(parts)})\b", regex.I) if parts else None


def _was(line: str, place: Span, language: str) -> bool:
    """Whether the clause in which a day stands tells what was, and nothing of what is to come."""
    past, to_come, until = (_words(language, lists) for lists in (_PAST, _TO_COME, _UNTIL))
    if not past or not to_come or not until:
        return False
    first = max(0, place.start - 200)
    begin = max((stop.end() for stop in _STOP.finditer(line, first, place.start)), default=first)
    stop = _STOP.search(line, place.end, place.end + 200)
    before, behind = line[begin : place.start], line[place.end : stop.start() if stop else place.end + 200]
    clause, near = f"{before}, {behind}", " ".join(before.split()[-2:])
    return bool(past.search(clause)) and not to_come.search(clause) and not until.search(near)


def _language_note(declared: str | None, report: Report) -> str | None:
    """What is said where a report declares a language and is plainly in another."""
    stated = normal_tag(declared)
    if stated is None or stated.split("-")[0] == report.language.split("-")[0]:
        return None
    return f"declares {stated} as its language, and its text is plainly in another: read as {report.language}"
