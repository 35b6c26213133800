"""What a figure counts: the noun phrase beside it, by a light chunker over the data's stop words."""

from __future__ import annotations

from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.tokens import NUMERAL, WORD, Tokens
from rashomon.model import Span

_MOST_WORDS = 5


def phrase(tokens: Tokens, end: int, lex: Lexicon) -> tuple[Span, int] | None:
    """The noun phrase that begins at token ``end`` (after the number and its unit), as characters, and
    the token of its head; None where no noun follows."""
    size, here = len(tokens), end
    if here < size and tokens.low[here] == "-" and tokens.close(here):
        here += 1
    while here < size and (
        lex.has("of", tokens.low[here])
        or lex.has("articles", tokens.low[here])
        or (tokens.low[here] == "'" and here > end)
    ):
        here += 1
    while here < size and tokens.low[here] in '"”’»“' and here == end:
        here += 1
    if (
        here + 1 < size
        and lex.has("participles", tokens.low[here])
        and tokens.kind[here + 1] == WORD
        and not lex.has("stop", tokens.low[here + 1])
    ):
        here += 1
    first = here
    last = head = -1
    noun_first, capital = bool(lex.flags.get("noun_first")), bool(lex.flags.get("nouns_capital"))
    sure = tuple(lex.flags.get("noun_endings", ()))
    ends_plural = tuple(lex.flags.get("plural_endings", ()))
    words = 0
    most = 8 if lex.unspaced else _MOST_WORDS
    while here < size and words < most:
        low = tokens.low[here]
        if tokens.kind[here] != WORD:
            joins = (
                low in ("-", "'")
                and tokens.close(here)
                and here + 1 < size
                and tokens.close(here + 1)
                and last == here - 1
            )
            if not joins or tokens.kind[here + 1] == NUMERAL:
                break
            here += 1
            continue
        of = noun_first and head >= 0 and lex.has("of", low)
        happened = head >= 0 and not noun_first and lex.has("told", low) and not low.endswith(ends_plural)
        if happened:
            break
        if lex.has("stop", low) and not of and (head >= 0 or not lex.has("plurals", low)):
            break
        if of:
            if (
                words >= 3
                or here + 1 >= size
                or tokens.kind[here + 1] != WORD
                or lex.has("stop", tokens.low[here + 1])
            ):
                break
            here += 1
            continue
        written = tokens.text[tokens.start[here] : tokens.end[here]]
        if capital and head >= 0 and not written[0].isupper():
            break
        dotted = (
            here + 3 < size
            and tokens.low[here + 1] == "."
            and tokens.close(here + 2)
            and tokens.low[here + 3] == "."
        )
        if dotted and len(low) == 1:
            last, words, here = here + 3, words + 1, here + 4
            head = here - 2 if head < 0 else head
            continue
        last, words = here, words + 1
        if noun_first:
            if head < 0 or lex.has("adjectives", tokens.low[head]):
                head = here
        elif capital:
            if written[0].isupper():
                head = here
        else:
            plural = lex.has("plurals", low) or (
                bool(ends_plural) and low.endswith(ends_plural) and len(low) > 3
            )
            head = here
            if sure and low.endswith(sure) and len(low) > 4 and not _describes(low, lex):
                break
            if plural and not _plural_next(tokens, here + 1, lex, ends_plural) and not _describes(low, lex):
                break
        here += 1
    if head < 0:
        return None
    if capital or not noun_first:
        last = head
    return Span(tokens.start[first], tokens.end[last]), head


def _describes(low: str, lex: Lexicon) -> bool:
    """Whether a plural may describe the noun after it ("400 dead seabirds"), as words of harm do."""
    return lex.has("harm", low)


def _plural_next(tokens: Tokens, at: int, lex: Lexicon, endings: tuple[str, ...]) -> bool:
    """Whether the word after a plural is a plural too, so that the first was none ("SDF forces")."""
    if at < len(tokens) and tokens.low[at] == "-":
        return True
    if at >= len(tokens) or tokens.kind[at] != WORD:
        return False
    low = tokens.low[at]
    if lex.has("stop", low):
        return False
    return lex.has("plurals", low) or low.endswith(endings)


def before(tokens: Tokens, start: int, lex: Lexicon) -> tuple[Span, int] | None:
    """The noun phrase of "the number of injured is 800", which ends before the number; None elsewhere."""
    lowest = max(0, start - 14)
    for at in range(start - 1, lowest - 1, -1):
        if tokens.low[at] in (".", "\n", ";", ":", "?", "!"):
            return None
        after = lex.phrase("number_of", tokens, at)
        if after is not None and after < start:
            return phrase(tokens, after, lex)
    return None
