"""Qualifiers around a figure ("over", "cirka", "or more"), the interval they make, and words of change."""

from __future__ import annotations

from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.tokens import Tokens
from rashomon.marking.figures.units import Unit
from rashomon.model import Span

#: "About 800" is taken as 720 to 880: reporters round to one or two digits, seldom further off.
TOLERANCE = 0.1


_EDGES = frozenset(".\n;!?")


def hedges(tokens: Tokens, start: int, end: int, lex: Lexicon) -> tuple[str | None, Span | None, int]:
    """Kind of the hedge around tokens ``start..end``, where it is written, and the first token of all."""
    kind: str | None = None
    where: Span | None = None
    first = start
    for _ in range(3):
        at = first - 1
        if at > 0 and tokens.low[at] == "-" and lex.lists["prefixes"] and tokens.close(at):
            at -= 1
        if (
            at >= 0
            and tokens.low[at] != "\n"
            and lex.has("articles", tokens.low[at])
            and lex.before.at(tokens, at - 1)
        ):
            at -= 1
        found = lex.before.at(tokens, at)
        if not found:
            break
        first = found[1]
        if kind is None or kind == "about":
            kind = found[0].kind
        where = Span(tokens.start[first], tokens.end[at] if where is None else where.end)
    if kind == "most" and change_before(tokens, first, lex, 2):
        kind = where = None
    after = lex.after.at(tokens, end)
    counter = lex.phrase("counters", tokens, end) if after is None else None
    if counter is not None:
        after, end = lex.after.at(tokens, counter), counter
    if after and (kind is None or kind == "about") and tokens.low[end] != "\n":
        if where is None:
            where = Span(tokens.start[end], tokens.end[after[1] - 1])
        kind = after[0].kind
    return kind, where, first


def bounds(
    kind: str | None, low: float, high: float | None
) -> tuple[float | None, float | None, bool, bool, bool]:
    """(low, high, low_open, high_open, exact) of an amount under a hedge."""
    top = low if high is None else high
    slack = abs(low) * TOLERANCE, abs(top) * TOLERANCE
    match kind:
        case "over":
            return low, None, True, False, True
        case "least":
            return low, None, False, False, True
        case "under":
            return None, top, False, True, True
        case "most":
            return None, top, False, False, True
        case "about":
            return low - slack[0], None if high is None else top + slack[1], False, False, False
        case "nearly":
            return low - slack[0], top, False, True, False
        case "justover":
            return low, top + slack[1], True, False, False
        case _:
            return low, high, False, False, True


def moves(tokens: Tokens, start: int, lex: Lexicon) -> bool:
    """Whether a word of change stands in the seven tokens before ``start``, in the same sentence."""
    return change_before(tokens, start, lex, 7) is not None


def change_before(tokens: Tokens, start: int, lex: Lexicon, reach: int) -> str | None:
    """ "up" or "down" where a word of change stands within ``reach`` tokens before, in the sentence."""
    for at in range(start - 1, max(-1, start - 1 - reach), -1):
        if tokens.low[at] in _EDGES:
            return None
        found = lex.changes.at(tokens, at)
        if found and found[1] <= start:
            return found[0]
    return None


def change(tokens: Tokens, start: int, end: int, unit: Unit, lex: Lexicon) -> str | None:
    """Whether the figure is a change: "rose by 3 per cent", "up 5 %", "a 3 per cent rise"."""
    if start and lex.has("by", tokens.low[start - 1]):
        return change_before(tokens, start - 1, lex, 5)
    if unit.dimension in ("share", "points", "money"):
        near = change_before(tokens, start, lex, 2)
        if near is not None and lex.changes.at(tokens, start - 1):
            return near
        found = lex.changes.at(tokens, end)
        if found and unit.dimension != "money" and lex.flags.get("change_after", True):
            return found[0]
    return None
