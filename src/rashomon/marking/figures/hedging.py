"""Qualifiers around a figure ("over", "cirka", "or more"), the interval they make, and words of change."""

from __future__ import annotations

from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.tokens import NUMERAL, SENTENCE_ENDS, WORD, Tokens
from rashomon.marking.figures.units import Unit
from rashomon.marking.rules import rule
from rashomon.model import Span

SPAN_OF_TIME = rule("figures.span-of-time", "over five years behind an amount says within what time")

#: "About 800" is taken as 720 to 880: reporters round to one or two digits, seldom further off.
TOLERANCE = 0.1


#: Signs past which a word belongs to another clause.
_CLAUSE = SENTENCE_ENDS | frozenset(',:()[]«»“”"')
#: Tokens between a qualifier that stands at a distance and its number, and between a number and its "not".
_APART, _NOT_AFTER = 8, 6
#: Tokens between an amount and the time it is spread over.
_SPAN_REACH = 8


def hedges(
    tokens: Tokens, start: int, end: int, lex: Lexicon, noun: tuple[Span, int] | None = None
) -> tuple[str | None, str | None, int]:
    """Kind of the hedge around tokens ``start..end`` and the ``noun`` phrase after them, its words as written
    (joined by " … " where words stand between: "übersteigt … nicht"), and the first token of all."""
    kind: str | None = None
    where: Span | None = None
    first = start
    for _ in range(3):
        at = first - 1
        if at > 0 and tokens.low[at] == "-" and lex.lists["prefixes"] and tokens.close(at):
            at -= 1
        if at > 0 and tokens.low[at] != "\n" and _article(tokens, at, lex):
            at -= 1
        found = lex.before.at(tokens, at)
        if not found:
            break
        first = found[1]
        if kind is None or kind == "about":
            kind = found[0].kind
        where = Span(tokens.start[first], tokens.end[at] if where is None else where.end)
    if kind == "most" and change_before(tokens, first, lex, 2):
        kind, where, first = None, None, start
    words = where.of(tokens.text) if where else None
    if kind in _TURNED and words:
        kind, words = _denied(tokens, (kind, words), first, end, lex)
    after = lex.after.at(tokens, end)
    counter = lex.phrase("counters", tokens, end) if after is None else None
    if counter is not None:
        after, end = lex.after.at(tokens, counter), counter
    if after and (kind is None or kind == "about") and tokens.low[end] != "\n":
        words = words or tokens.text[tokens.start[end] : tokens.end[after[1] - 1]]
        kind = after[0].kind
    if kind is None:
        found_apart = (
            _apart(tokens, first, lex) or _after_noun(tokens, noun, lex) or _verb_last(tokens, end, lex)
        )
        if found_apart:
            return found_apart[0], found_apart[1].of(tokens.text), first
    return kind, words, first


def _apart(tokens: Tokens, first: int, lex: Lexicon) -> tuple[str, Span] | None:
    """A qualifier of the whole clause in which token ``first`` begins an amount: "at most, the leak came to
    90", "højst er løbet 90". It must be followed by a comma, by a word of ``linking`` (an auxiliary, so that
    it qualifies the verb and no other noun), or by nothing but such words and words of harm; no other number
    may stand between, and no article before the amount ("at most, the 90" are known)."""
    if not lex.distant_words or not first:
        return None
    known = _defines(tokens.low[first - 1], lex)
    if known and not (first > 1 and lex.has("linking", tokens.low[first - 2])):
        return None
    for at in range(first - 1, max(-1, first - 2 - _APART), -1):
        low = tokens.low[at]
        last = at - 1 if low == "," else at
        if last >= 0 and tokens.low[last] in lex.distant_words:
            found = lex.distant.at(tokens, last)
            if found:
                meaning, begin = found
                end = at if low == "," else at + 1
                if low == "," or lex.has("linking", tokens.low[end]):
                    return meaning.kind, Span(tokens.start[begin], tokens.end[end - 1])
                return None
        if low in _CLAUSE or tokens.kind[at] == NUMERAL:
            return None
        if low in lex.starts and lex.atoms.at(tokens, at) and not lex.has("bare_skip", low):
            return None
    return None


def _defines(low: str, lex: Lexicon) -> bool:
    return lex.has("of", low) or lex.has("ordinal_articles", low)


def _after_noun(tokens: Tokens, noun: tuple[Span, int] | None, lex: Lexicon) -> tuple[str, Span] | None:
    """A qualifier after the thing counted: "90 people or more", "90 tonnes of oil at most". A single word
    must end its clause there ("90 people plus a driver" is none)."""
    if noun is None:
        return None
    at = noun[1] + 1
    while at < tokens.size and tokens.start[at] < noun[0].end:
        at += 1
    found = lex.after.at(tokens, at)
    if found is None or tokens.low[at] == "\n":
        return None
    meaning, after = found
    ends = after >= tokens.size or tokens.low[after] in _CLAUSE
    if not ends and (after == at + 1 or lex.atoms.at(tokens, after) or tokens.kind[after] == NUMERAL):
        return None
    return meaning.kind, Span(tokens.start[at], tokens.end[after - 1])


def _denied(tokens: Tokens, hedge: tuple[str, str], first: int, end: int, lex: Lexicon) -> tuple[str, str]:
    """The bound turned round where it is denied: "not over 90", "has not exceeded 90", "übersteigt 90 Tonnen
    nicht"."""
    kind, words = hedge
    verb = lex.has("exceeding", tokens.low[first])
    at = first - 1
    while verb and at > max(0, first - 3) and lex.has("linking", tokens.low[at]):
        at -= 1
    if at >= 0 and lex.has("not", tokens.low[at]):
        before = tokens.text[tokens.start[at] : tokens.start[first]]
        return _TURNED[kind], before + words
    if verb:
        for at in range(end, min(tokens.size, end + _NOT_AFTER)):
            if tokens.low[at] in _CLAUSE or tokens.kind[at] == NUMERAL:
                break
            if lex.has("not", tokens.low[at]):
                return _TURNED[kind], f"{words} … {tokens.text[tokens.start[at] : tokens.end[at]]}"
    return kind, words


def _article(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """True if the word at ``at`` is an article between a qualifier and its number ("about a hundred",
    "dépasse les 90")."""
    if lex.has("articles", tokens.low[at]):
        return lex.before.at(tokens, at - 1) is not None
    if not _defines(tokens.low[at], lex):
        return False
    found = lex.before.at(tokens, at - 1)
    return found is not None and lex.has("exceeding", tokens.low[found[1]])


def _verb_last(tokens: Tokens, end: int, lex: Lexicon) -> tuple[str, Span] | None:
    """A verb of exceeding that ends the clause after an amount: "wenn es 90 Tonnen übersteigt", "darf 90
    Tonnen nicht übersteigen"."""
    if not lex.flags.get("verb_last"):
        return None
    denied = -1
    for at in range(end, min(tokens.size, end + _NOT_AFTER)):
        low = tokens.low[at]
        if low in _CLAUSE or tokens.kind[at] == NUMERAL:
            return None
        if lex.has("not", low):
            denied = at
        if lex.has("exceeding", low):
            after = at + 1 + (at + 1 < tokens.size and lex.has("linking", tokens.low[at + 1]))
            if after < tokens.size and tokens.low[after] not in _CLAUSE:
                return None
            begin = denied if denied >= 0 else at
            return ("over" if denied < 0 else "most"), Span(tokens.start[begin], tokens.end[at])
    return None


def is_span(tokens: Tokens, first: int, start: int, lex: Lexicon) -> bool:
    """True if "over" at token ``first`` says within what time an amount before it is paid or done ("5 million
    over five years", "spread over 18 months"), and not "more than"."""
    if not all(lex.has("span_words", tokens.low[at]) for at in range(first, start)):
        return False
    if first and lex.has("spread_words", tokens.low[first - 1]):
        return True
    if not tokens.used or not tokens.used <= first <= tokens.used + _SPAN_REACH:
        return False
    return not any(_breaks(tokens, at, lex) for at in range(tokens.used, first))


def _breaks(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """True if the token at ``at`` begins another clause: a mark, a verb."""
    low = tokens.low[at]
    if low in _CLAUSE or lex.has("linking", low) or lex.has("finite_verbs", low) or lex.has("and", low):
        return True
    if tokens.kind[at] != WORD or lex.has("stop", low):
        return False
    if lex.flags.get("nouns_capital"):
        return tokens.text[tokens.start[at]].islower()
    return low.endswith(lex.endings["likely_verb_endings"])


#: What a bound becomes where it is denied.
_TURNED = {"over": "most", "under": "least"}


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
    """True if a word of change stands in the seven tokens before ``start``, in the same sentence."""
    return change_before(tokens, start, lex, 7) is not None


def change_before(tokens: Tokens, start: int, lex: Lexicon, reach: int) -> str | None:
    """ "up" or "down" where a word of change stands within ``reach`` tokens before, in the sentence."""
    for at in range(start - 1, max(-1, start - 1 - reach), -1):
        if tokens.low[at] in SENTENCE_ENDS:
            return None
        found = lex.changes.at(tokens, at)
        if found and found[1] <= start:
            return found[0]
    return None


def change(tokens: Tokens, start: int, end: int, unit: Unit, lex: Lexicon) -> str | None:
    """Which way a figure changes something ("rose by 3 per cent", "a 3 per cent rise"), else None."""
    if unit.dimension == "duration":
        return None
    if start and lex.has("by", tokens.low[start - 1]):
        before = change_before(tokens, start - 1, lex, 5)
        behind = None if before or unit.dimension == "money" else lex.changes.at(tokens, end)
        return behind[0] if behind else before
    leads = start > 0 and lex.has("reaching", tokens.low[start - 1])
    if unit.dimension in ("share", "points", "money") and not leads:
        near = change_before(tokens, start, lex, 2)
        if near is not None and lex.changes.at(tokens, start - 1):
            return near
        found = lex.changes.at(tokens, end)
        if found and unit.dimension != "money" and lex.flags.get("change_after", True):
            return found[0]
    return None
