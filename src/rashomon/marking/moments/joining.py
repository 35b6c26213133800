"""The second half of the grammar: items joined by the words between them into whole phrases of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from rashomon.marking.moments import expressions, units
from rashomon.marking.moments.calendar import Period
from rashomon.marking.moments.expressions import Expression
from rashomon.marking.moments.items import Item
from rashomon.marking.moments.tokens import Token


@dataclass(frozen=True, slots=True)
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
    #: The TIMEX3s of the phrase where they are not one at ``core``: ends of a range, amounts of time.
    cores: tuple[tuple[int, int, Expression], ...] = ()


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
    """"Natten till tisdagen": the night that ends on that day."""
    part, day = _dates(parts)
    if part.expression.part != "NI" or day.expression.grain != "day":
        return None
    return _whole(parts, expressions.with_part(day.expression, "NI"))


def _night_between(parts: Parts) -> Phrase | None:
    """"La nuit de lundi à mardi": the night between two days."""
    part, first, second = _dates(parts)
    if part.expression.part != "NI" or {first.expression.grain, second.expression.grain} != {"day"}:
        return None
    return _whole(parts, expressions.night(first.expression, second.expression))


def _with_weekday(parts: Parts) -> Phrase | None:
    """A date with its weekday behind it."""
    day, weekday = _dates(parts)
    if day.expression.grain != "day" or day.expression.bare_weekday is not None:
        return None
    return _whole(parts, day.expression) if weekday.expression.bare_weekday is not None else None


def _clocked(parts: Parts) -> Phrase | None:
    days = [item for item in _dates(parts) if item.letter == "d"]
    clocks = [item for item in _dates(parts) if item.letter == "c"]
    halves = [item for item in _dates(parts) if item.letter == "p"]
    if days[0].expression.grain not in {"day", "part-of-day"}:
        return None
    clock = clocks[0].expression.clock
    if halves and int(clock[1:3]) < 12 and halves[0].expression.part in {"AF", "EV"}:
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
    """"Between" before what is one range already ("between 2014-2018")."""
    item = _dates(parts)[0]
    return _whole(parts, item.expression) if item.expression.ends else None


def _since(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    inner = item.expression
    if item.letter == "q":
        if not inner.count:
            return _whole([item], inner)
        inner = units.ago(inner.count, inner.unit)
        return replace(_whole(parts, replace(inner, open_end=True)), cores=_amount(item))
    if inner.grain == "span" and item.letter == "d":
        return _whole(parts, inner)
    whole = _whole(parts, replace(inner, open_end=True))
    return replace(whole, core=(item.start, item.end), weak=item.weak_year)


def _until(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    whole = _whole(parts, replace(item.expression, open_start=True))
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
    found = units.ago(item.expression.count, item.expression.unit, forward=True)
    phrase = replace(_whole(parts, found), cores=_amount(item))
    return replace(phrase, needs_future=unsure)


def _within(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    if not item.expression.count:
        return None
    found = units.stretch(item.expression.count, item.expression.unit, True, from_today=True)
    return replace(_whole(parts, found), cores=_amount(item))


def _within_next(parts: Parts) -> Phrase | None:
    inner = _dates(parts)[0].expression
    if not (inner.forward and inner.count and inner.grain == "span"):
        return None
    found = units.stretch(inner.count, inner.unit, True, from_today=True)
    return _whole(parts, replace(found, timex=inner.timex))


def _to_now(parts: Parts) -> Phrase | None:
    """"Between now and 3 May": now is the reference day."""
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
    found = units.from_spoken(item.expression.count, item.expression.unit, forward)
    linked = isinstance(link, Token) and link.letter in "ab"
    cores = _amount(item) if linked else ((parts[0].start, parts[-1].end, item.expression),)
    return replace(_whole(parts, found), cores=cores, ends_in_link=linked)


def _from_date(parts: Parts) -> Phrase | None:
    amount, day = _dates(parts)
    link = next(part for part in parts if isinstance(part, Token) and part.letter in "baf")
    count, inner = amount.expression.count, day.expression
    if not count or inner.grain not in {"day", "month", "year"}:
        return None
    plain = units.ago(count, amount.expression.unit, forward=link.letter in "af")

    def resolve(ref: expressions.Reference) -> Period | None:
        found = inner.resolve(ref)
        return plain.resolve(replace(ref, day=found.first)) if found else None

    whole = _whole(parts, replace(plain, resolve=resolve, relative=inner.relative, forward=False))
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
    return Phrase(start, end, (start, end), expression, weak)


def _single(parts: Parts) -> Phrase | None:
    item = _dates(parts)[0]
    return replace(_whole(parts, item.expression), cores=item.ends)


def _amounts(parts: Parts) -> Phrase | None:
    """"Three years and two months" as one amount of time."""
    first, second = (item.expression for item in _dates(parts))
    if not first.count or not second.count or "T" in first.timex + second.timex:
        return None
    return _whole(parts, expressions.nothing("DURATION", first.timex + second.timex[1:]))


def _edged(items: Parts) -> Parts:
    """The items with every "early", "end of" read into the date that follows it."""
    letters = "".join(_letter(part) for part in items)
    found: Parts = []
    at = 0
    for match in _EDGE.finditer(letters):
        parts = items[match.start() : match.end()]
        phrase = _edge(parts)
        if phrase is None:
            continue
        found.extend(items[at : match.start()])
        found.append(Item(phrase.start, phrase.end, "d", phrase.expression))
        at = match.end()
    return found + items[at:]


Handler = Callable[[Parts], Phrase | None]
_PATTERNS: tuple[tuple[regex.Pattern[str], Handler], ...] = tuple(
    (regex.compile(pattern), handler)
    for pattern, handler in (
        (r"d[,_;i]{0,3}p", _part_of_day),
        (r"p[,_;i]{0,2}d", _part_of_day),
        (r"p[tu][_;i]{0,2}d", _night_to),
        (r"p[;ifB]{0,2}_?d[tui&][_;i]?d", _night_between),
        (r"(?:d[,_;i]{0,3}(?:p[,_;i]{0,2})?c|c[,_;i]{0,3}d|d[,_;i]{0,3}c[,_;i]{0,2}p)", _clocked),
        (r"[fi]?_?d[tu][_i]?d", _span),
        (r"B_?d[&tu]_?d", _span),
        (r"B_?d", _between),
        (r"s[_;i]{0,2}[dq]", _since),
        (r"[dq];?ŝ", _since),
        (r"d;?û", _until),
        (r"d,?[_;]?d", _with_weekday),
        (r"u[_;i]{0,2}d", _until),
        (r"_?qA", _ago),
        (r"V_?qA?", _ago),
        (r"[Iı]_?q", _hence),
        (r"_?qƒ", _hence),
        (r"ẇ_?qƒ?", _within),
        (r"ẇ_?d", _within_next),
        (r"[Bf]_?[d%][&tu]_?[d%]", _to_now),
        (r"q[leab]", _from_spoken),
        (r"q[baf][_;i]{0,2}d", _from_date),
        (r"q&q", _amounts),
        (r"[dqcp%]", _single),
    )
)


_EDGE = regex.compile(r"E[_;i]{0,2}d")
#: No phrase is longer than this many items and words.
_LONGEST = 12
#: Letters of the words that join items; other tokens left over join nothing.
_LINKS = frozenset("_;i,.suabBft&AVIıleEŝûẇƒ")


def phrases(items: Parts) -> list[Phrase]:
    """The phrases of a run, in order, without overlap; the longest reading at each place."""
    items = _edged(items)
    found: list[Phrase] = []
    at = 0
    while at < len(items):
        best: tuple[int, Phrase] | None = None
        for letters, parts in _readings(items[at : at + _LONGEST]):
            for handler, length in _candidates(letters):
                if best is not None and length <= best[0]:
                    break
                phrase = handler(parts[:length])
                if phrase is not None:
                    best = (length, phrase)
                    break
        if best is None or (at and _indefinite(items[at - 1], best[1].expression)):
            at += 1
        else:
            found.append(best[1])
            at += best[0]
    return found


def _indefinite(before: Item | Token, expression: Expression) -> bool:
    """Whether a weekday is any such day ("on a Saturday")."""
    if expression.bare_weekday is None or not isinstance(before, Token):
        return False
    return before.letter == "c" and before.value == 1


@lru_cache(maxsize=50_000)
def _candidates(letters: str) -> tuple[tuple[Handler, int], ...]:
    """What matches at the front of a string of letters, the longest first."""
    found = [
        (handler, match.end())
        for pattern, handler in _PATTERNS
        for match in [pattern.match(letters)]
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
