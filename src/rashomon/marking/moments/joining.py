"""The second half of the grammar: items joined by the words between them into whole phrases of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import regex

from rashomon.marking.moments import expressions, units
from rashomon.marking.moments.expressions import Expression
from rashomon.marking.moments.items import Item
from rashomon.marking.moments.patterns import joined
from rashomon.marking.moments.tokens import Token
from rashomon.marking.rules import Rule, rule


@dataclass(slots=True)
class Phrase:
    """A phrase of time as found: ``start``..``end`` what a reader would mark, ``core`` the span of the
    TIMEX3 (without "since", "ago"); ``weak`` where its context must speak for it."""

    start: int
    end: int
    core: tuple[int, int]
    expression: Expression
    weak: bool = False
    #: Holds only where the clause looks to the future ("in two days").
    needs_future: bool = False
    #: "Days after": after the day last spoken of only where no event is named next.
    ends_in_link: bool = False
    #: So many units counted on from the day it was written.
    counts_forward: bool = False
    #: The TIMEX3s of the phrase where they are not one at ``core``: ends of a range, amounts of time.
    cores: tuple[tuple[int, int, Expression], ...] = ()
    #: The names of the rules that read it.
    rules: tuple[str, ...] = ()


Parts = list[Item | Token]


def _dates(parts: Parts) -> list[Item]:
    return [part for part in parts if isinstance(part, Item)]


def _part_of_day(parts: Parts) -> Phrase | None:
    first, second = _dates(parts)
    day, part = (first, second) if second.letter == "p" else (second, first)
    if day.expression.grain != "day":
        return None
    return _whole(parts, expressions.with_part(day.expression, part.expression.part))


def _night_to(parts: Parts) -> Phrase | None:
    """ "Natten till tisdagen": the night that ends on that day."""
    part, day = _dates(parts)
    if part.expression.part != "NI" or day.expression.grain != "day":
        return None
    return _whole(parts, expressions.with_part(day.expression, "NI"))


def _night_between(parts: Parts) -> Phrase | None:
    """ "La nuit de lundi à mardi": the night between two days."""
    part, first, second = _dates(parts)
    if part.expression.part != "NI" or {first.expression.grain, second.expression.grain} != {"day"}:
        return None
    return _whole(parts, expressions.night(first.expression, second.expression))


def _with_weekday(parts: Parts) -> Phrase | None:
    """A date with its weekday behind it."""
    day, weekday = _dates(parts)
    if day.expression.grain != "day" or day.expression.weekday_alone is not None:
        return None
    return _whole(parts, day.expression) if weekday.expression.weekday_alone is not None else None


def _clocked(parts: Parts) -> Phrase | None:
    days = [item for item in _dates(parts) if item.letter == "d"]
    clocks = [item for item in _dates(parts) if item.letter == "c"]
    halves = [item for item in _dates(parts) if item.letter == "p"]
    if days[0].expression.grain not in {"day", "part-of-day"}:
        return None
    clock = clocks[0].expression.clock
    part = halves[0].expression.part if halves else days[0].expression.part
    if part in {"AF", "EV"} and int(clock[1:3]) < 12:
        clock = f"T{int(clock[1:3]) + 12}{clock[3:]}"
    return _whole(parts, expressions.with_clock(days[0].expression, clock))


def _span(parts: Parts) -> Phrase | None:
    first, second = _dates(parts)
    if first.expression.grain != second.expression.grain and (
        (isinstance(parts[0], Item) and (first.weak_year or second.weak_year)) or first.expression.narrative
    ):
        return None
    found = _whole(parts, expressions.span(first.expression, second.expression))
    cores = tuple((item.start, item.end, item.expression) for item in (first, second))
    return replace(found, cores=cores, weak=first.weak_year and second.weak_year and parts[0] is first)


def _between(parts: Parts) -> Phrase | None:
    """ "Between" before what is one range already ("between 2014-2018")."""
    item = _dates(parts)[0]
    return _whole(parts, item.expression) if item.expression.ends else None


def _since(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    inner = item.expression
    if item.letter == "q":
        if not inner.count:
            return _whole([item], inner)
        inner = units.ago(inner.count, inner.unit)
        return replace(_whole(parts, expressions.since(inner)), cores=_amount(item))
    if inner.grain == "span" and item.letter == "d":
        return _whole(parts, inner)
    first = parts[0]
    looks_back = not (isinstance(first, Token) and first.value == "since_ahead")
    whole = _whole(parts, expressions.since(inner, looks_back))
    return replace(whole, core=(item.start, item.end), weak=item.weak_year)


def _until(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    whole = _whole(parts, expressions.until(item.expression))
    return replace(whole, core=(item.start, item.end), weak=item.weak_year)


def _amount(item: Item) -> tuple[tuple[int, int, Expression], ...]:
    return ((item.start, item.end, item.expression),)


def _ago(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    if not item.expression.count:
        return _whole([item], item.expression)
    found = units.ago(item.expression.count, item.expression.unit)
    return replace(_whole(parts, found), cores=_amount(item))


def _hence(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    if not item.expression.count:
        return None
    first = parts[0]
    unsure = isinstance(first, Token) and first.letter == "ı"
    if unsure and item.expression.count < 2:
        # "It will die in a week" is how long it takes.
        return None
    found = units.ago(item.expression.count, item.expression.unit, True)
    phrase = replace(_whole(parts, found), cores=_amount(item))
    return replace(phrase, needs_future=unsure, counts_forward=True)


def _within(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    if not item.expression.count:
        return None
    found = units.stretch(item.expression.count, item.expression.unit, True, True)
    return replace(_whole(parts, found), cores=_amount(item), counts_forward=True)


def _within_next(parts: Parts) -> Phrase | None:
    inner = _dates(parts)[0].expression
    if not (inner.forward and inner.count and inner.grain == "span"):
        return None
    found = units.stretch(inner.count, inner.unit, True, True)
    return _whole(parts, replace(found, timex=inner.timex))


def _to_now(parts: Parts) -> Phrase | None:
    """ "Between now and 3 May": now is the reference day."""
    ends = [
        expressions.days_from(0) if item.expression.timex == "PRESENT_REF" else item.expression
        for item in _dates(parts)
    ]
    if all(end.moment for end in ends) and any(item.letter == "%" for item in _dates(parts)):
        return _whole(parts, expressions.span(*ends))
    return None


def _from_spoken(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    if not item.expression.count:
        return None
    link = parts[-1]
    forward = isinstance(link, Token) and link.letter in "la"
    linked = isinstance(link, Token) and link.letter in "ab"
    found = units.from_spoken(item.expression.count, item.expression.unit, forward, linked)
    cores = _amount(item) if linked else ((parts[0].start, parts[-1].end, item.expression),)
    return replace(_whole(parts, found), cores=cores, ends_in_link=linked)


def _from_date(parts: Parts) -> Phrase | None:
    amount, day = _dates(parts)
    link = next(part for part in parts if isinstance(part, Token) and part.letter in "baf")
    count, inner = amount.expression.count, day.expression
    if not count or inner.grain not in {"day", "month", "year"}:
        return None
    whole = _whole(parts, units.from_day(count, amount.expression.unit, link.letter in "af", inner))
    return replace(whole, cores=(*_amount(amount), (day.start, day.end, inner)))


def _edge(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    edge = next(part for part in parts if isinstance(part, Token) and part.letter == "E")
    if item.expression.grain in {"day", "part-of-day", "minute"}:
        return None
    found = _whole(parts, units.edge(item.expression, str(edge.value)))
    return replace(found, weak=False)


def _whole(parts: Parts, expression: Expression) -> Phrase:
    start, end = parts[0].start, parts[-1].end
    weak = any(item.weak_year for item in _dates(parts)) and len(parts) == 1
    rules = tuple(name for item in _dates(parts) for name in item.rules)
    return Phrase(start, end, (start, end), expression, weak, rules=rules)


def _single(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    phrase = _whole(parts, item.expression)
    phrase.cores = item.ends
    return phrase


def _amounts(parts: Parts) -> Phrase | None:
    """ "Three years and two months" as one amount of time."""
    first, second = (item.expression for item in _dates(parts))
    if not first.count or not second.count or "T" in first.timex + second.timex:
        return None
    return _whole(parts, expressions.nothing("DURATION", first.timex + second.timex[1:]))


def _edged(items: Parts) -> Parts:
    """The items with every "early", "end of" read into the date that follows it."""
    letters = "".join(_letter(part) for part in items)
    if "E" not in letters or not _EDGED:
        return items
    found: Parts = []
    at = 0
    for match in _EDGE.finditer(letters):
        parts = items[match.start() : match.end()]
        phrase = _edge(parts)
        if phrase is None:
            continue
        found.extend(items[at : match.start()])
        found.append(
            Item(phrase.start, phrase.end, "d", phrase.expression, rules=(*phrase.rules, _EDGED.name))
        )
        at = match.end()
    return found + items[at:]


Handler = Callable[[Parts], Phrase | None]


class Joint(NamedTuple):
    """A named way of joining items, with its pattern and what makes a phrase of them."""

    rule: Rule
    pattern: regex.Pattern[str]
    handler: Handler


_JOINTS: tuple[tuple[str, str, Handler], ...] = (
    ("date-part", "{date} ~ {part}", _part_of_day),
    ("part-date", "{part} ~ {date}", _part_of_day),
    ("night-to-date", "{part} {to|until} [_;i]{0,2} {date}", _night_to),
    ("night-between", "{part} [;ifB]{0,2} {the}? {date} {to|until|in|and} [_;i]? {date}", _night_between),
    ("date-clock", "{date} ~ ({part} ~)? {clock}", _clocked),
    ("clock-date", "{clock} ~ {date}", _clocked),
    ("from-to", "{from|in}? {the}? {date} {to|until} [_i]? {date}", _span),
    ("between-and", "{between} {the}? {date} {and|to|until} {the}? {date}", _span),
    ("between-range", "{between} {the}? {date}", _between),
    ("since", "{since} [_;i]{0,2} {date|amount}", _since),
    ("since-behind", "{date|amount} {of}? {since_after}", _since),
    ("until-behind", "{date} {of}? {until_after}", _until),
    ("date-weekday", "{date} ,? {the|of}? {date}", _with_weekday),
    ("until", "{until} [_;i]{0,2} {date}", _until),
    ("ago", "{the}? {amount} {ago}", _ago),
    ("ago-before", "{ago_before} {the}? {amount} {ago}?", _ago),
    ("in-amount", "{in_future|maybe_future} {the}? {amount}", _hence),
    ("amount-from-now", "{the}? {amount} {from_now}", _hence),
    ("within", "{within} {the}? {amount} {from_now}?", _within),
    ("within-next", "{within} {the}? {date}", _within_next),
    ("to-now", "{between|from} {the}? {date|other} {and|to|until} {the}? {date|other}", _to_now),
    ("amount-later", "{amount} {later|earlier|after|before}", _from_spoken),
    ("amount-from-date", "{amount} {before|after|from} [_;i]{0,2} {date}", _from_date),
    ("amount-and-amount", "{amount} {and} {amount}", _amounts),
    ("one", "{date|amount|clock|part|other}", _single),
)  # fmt: skip
JOINTS = tuple(
    Joint(rule(f"moments.join.{name}", f"reads {pattern}"), joined(pattern), handler)
    for name, pattern, handler in _JOINTS
)
_EDGED = rule("moments.join.edge", "an edge before a date reads that part of it")
_EDGE = joined("{edge} [_;i]{0,2} {date}")
#: Letters of the words that join items; other tokens left over join nothing.
_LINKS = frozenset("_;i,.suabBft&AVIıleEŝûẇƒ")
#: Letters of the words that a joint can begin with.
_OPENING = frozenset(
    letter for letter in _LINKS if any(joint.pattern.match(letter, partial=True) for joint in JOINTS)
)
#: No phrase is longer than this many items and words.
_LONGEST = 12


def phrases(items: Parts) -> list[Phrase]:
    """The phrases of a run, in order, without overlap; the longest reading at each place."""
    found: list[Phrase] = []
    if not any(isinstance(part, Item) for part in items):
        return found
    items = _edged(items)
    at = 0
    while at < len(items):
        part = items[at]
        if not isinstance(part, Item) and part.letter not in _OPENING and not part.others:
            at += 1
            continue
        best: tuple[int, Phrase] | None = None
        for letters, parts in _readings(items[at : at + _LONGEST]):
            for joint, length in _candidates(letters):
                if best is not None and length <= best[0]:
                    break
                phrase = joint.handler(parts[:length]) if joint.rule.on else None
                if phrase is not None:
                    phrase.rules = (*phrase.rules, joint.rule.name)
                    best = (length, phrase)
                    break
        if best is None or (at and _indefinite(items[at - 1], best[1].expression)):
            at += 1
        else:
            found.append(best[1])
            at += best[0]
    return found


def _indefinite(before: Item | Token, expression: Expression) -> bool:
    """True if a weekday is any such day ("on a Saturday")."""
    if expression.weekday_alone is None or not isinstance(before, Token):
        return False
    return before.letter == "c" and before.value == 1


@lru_cache(maxsize=50_000)
def _candidates(letters: str) -> tuple[tuple[Joint, int], ...]:
    """What matches at the front of a string of letters, the longest first."""
    found = [
        (joint, match.end())
        for joint in JOINTS
        for match in [joint.pattern.match(letters)]
        if match is not None
    ]
    found.sort(key=lambda entry: -entry[1])
    return tuple(found)


def _readings(parts: Parts) -> list[tuple[str, Parts]]:
    """The letters of some parts, with every other reading of one or two of the words among them."""
    swaps = [
        (at, Token(part.start, part.end, other.letter, other.value, part.capital, (), part.word))
        for at, part in enumerate(parts[:6])
        if not isinstance(part, Item)
        for other in part.others
        if other.letter in _LINKS and other.letter != part.letter
    ]
    found = [parts]
    for first, (at, swapped) in enumerate(swaps):
        once: Parts = [*parts[:at], swapped, *parts[at + 1 :]]
        found.append(once)
        found.extend(
            [*once[:again], other, *once[again + 1 :]] for again, other in swaps[first + 1 :] if again != at
        )
    return [("".join(_letter(part) for part in reading), reading) for reading in found[:12]]


def _letter(part: Item | Token) -> str:
    return part.letter if isinstance(part, Item) or part.letter in _LINKS else "?"
