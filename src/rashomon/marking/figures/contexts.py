"""Numerals that are no quantities: addresses, telephone numbers, model names, years, scores, list numbers."""

from __future__ import annotations

import re

from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.tokens import NUMERAL, SIGN, WORD, Tokens
from rashomon.marking.figures.units import BY_CLDR, Unit
from rashomon.marking.rules import rule
from rashomon.model import Span

STOREY = rule("figures.storey", "an ordinal before a floor or a street's name says which")
ROAD_LETTER = rule(
    "figures.road-letter", "a numeral behind a single capital is the name of a road or a thing"
)
_HOUR = BY_CLDR["duration-hour"]
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")

_ADDRESS = re.compile(
    r"\w{2,10}://\S{1,2000}|\bwww\.\S{1,2000}|(?<!\S)[#@]\w{1,100}|[\w.+-]{1,64}@[\w-]{1,64}\.\w+"
)
_TELEPHONE = re.compile(
    r"(?<![\w.,])(?:\+\d[\d ()/.\u00a0-]{6,20}\d|\(?0\d{1,5}\)?[ /\u00a0-][\d ()/\u00a0-]{3,16}\d)(?![\w%])"
)


def blocked(text: str) -> list[Span]:
    """Stretches of a text that hold no quantities whatever their digits say: addresses on the net,
    telephone numbers, tags."""
    spans = [Span(*found.span()) for found in _ADDRESS.finditer(text)] if _may_hold_address(text) else []
    if "+" in text or "0" in text:
        spans += [
            Span(*found.span())
            for found in _TELEPHONE.finditer(text)
            if sum(map(str.isdecimal, found.group())) >= 7
        ]
    return spans


def _may_hold_address(text: str) -> bool:
    return "://" in text or "www." in text or "@" in text or "#" in text


def tables(tokens: Tokens) -> list[Span]:
    """Lines of a table (league standings, quotes of shares): at least five numerals and fewer words."""
    found: list[Span] = []
    first = 0
    lines = [at for at, low in enumerate(tokens.low) if low == "\n"]
    for last in [*lines, len(tokens)]:
        kinds = tokens.kind[first:last]
        numerals = kinds.count(NUMERAL)
        if numerals >= 5:
            numerals -= sum(low in "%€$£¥°" for low in tokens.low[first:last])
        if numerals >= 5 and kinds.count(WORD) < numerals:
            found.append(Span(tokens.start[first], tokens.end[last - 1]))
        first = last + 1
    return found


def is_name(tokens: Tokens, start: int, end: int, lex: Lexicon) -> bool:
    """Whether the numeral ``start..end`` is part of a name, a code or a time: "F-16", "A380", "24703L202",
    "Article 5", "10:30"."""
    low, kind = tokens.low, tokens.kind
    size = len(tokens)
    hyphened = start > 1 and kind[start] == WORD and low[start - 1] == "-" and kind[start - 2] == WORD
    if hyphened and tokens.close(start) and tokens.close(start - 1):
        return True
    if start and kind[start] == NUMERAL:
        joined = tokens.close(start)
        if (
            joined
            and kind[start - 1] == WORD
            and (low[start - 1].isascii() or not lex.unspaced)
            and not lex.has("prefixes", low[start - 1])
        ):
            return True
        if joined and low[start - 1] in ("_", "\\", "=", "&"):
            return True
        if joined and low[start - 1] == "-" and start > 1 and tokens.close(start - 1):
            before = tokens.text[tokens.start[start - 2] : tokens.end[start - 2]]
            if (
                kind[start - 2] == WORD
                and (before[0].isupper() or (before.islower() and len(before) > 1))
                and not lex.has("hyphen_joins", before.lower())
            ):
                return True
        if (
            low[start - 1] in (":", "/")
            and joined
            and start > 1
            and kind[start - 2] == NUMERAL
            and tokens.close(start - 1)
        ):
            return True
        if low[start - 1] == "§" or lex.idle_before.at(tokens, start - 1) is not None:
            return True
        if ROAD_LETTER and _is_letter(tokens, start - 1):
            return True
        if low[start - 1] == "." and start > 1 and lex.idle_before.at(tokens, start - 2) is not None:
            return True
    if end < size and kind[end - 1] == NUMERAL:
        if (
            low[end] == ":"
            and tokens.close(end)
            and end + 1 < size
            and kind[end + 1] == NUMERAL
            and tokens.close(end + 1)
        ):
            return True
        if kind[end] == WORD and tokens.close(end) and not lex.unspaced:
            written = tokens.text[tokens.start[end] : tokens.end[end]]
            if (
                written[0].isupper()
                and not lex.code.startswith(("und",))
                and written.isascii()
                and end + 1 < size
                and tokens.close(end + 1)
                and kind[end + 1] == NUMERAL
            ):
                return True
        if (
            low[end] in ("/", "_", "=", "&")
            and tokens.close(end)
            and end + 1 < size
            and tokens.close(end + 1)
            and kind[end + 1] != SIGN
        ):
            return low[end] != "/" or kind[end + 1] == NUMERAL
    return lex.idle_after.at(tokens, end) is not None


def _is_letter(tokens: Tokens, at: int) -> bool:
    """True if a capital stands alone inside a sentence, as in the name of a road ("A 7")."""
    written = tokens.text[tokens.start[at] : tokens.end[at]]
    return (
        len(written) == 1
        and written.isupper()
        and written.isascii()
        and at > 0
        and tokens.kind[at - 1] == WORD
    )


def is_storey_or_street(tokens: Tokens, end: int, lex: Lexicon) -> bool:
    """True if an ordinal that ends at ``end`` says which floor or street ("third floor", "42nd Street")."""
    if end < len(tokens) and tokens.low[end] == "-":
        end += 1
    if end >= len(tokens):
        return False
    named = tokens.text[tokens.start[end]].isupper() and lex.has("streets", tokens.low[end])
    return bool(STOREY) and (lex.has("floors", tokens.low[end]) or named)


def is_list_number(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a numeral numbers a line: "1. ", "2) " at the beginning of a line that goes on."""
    if start and tokens.low[start - 1] != "\n":
        return False
    return (
        end + 1 < len(tokens)
        and tokens.low[end] in (".", ")")
        and tokens.close(end)
        and tokens.low[end + 1] != "\n"
        and not tokens.close(end + 1)
        and tokens.end[start] - tokens.start[start] <= 2
    )


def is_date(tokens: Tokens, start: int, end: int, lex: Lexicon) -> bool:
    """Whether a numeral is the day beside the name of a month ("4 May", "Feb. 8", "4. Mai", "4 de mayo")."""
    low = tokens.low[start]
    if (
        not lex.months
        or tokens.kind[start] != NUMERAL
        or not low.isdecimal()
        or len(low) > 2
        or int(low) > 31
    ):
        return False
    before, after = start - 1, end
    if before >= 0 and tokens.low[before] == ".":
        before -= 1
    if after < len(tokens) and tokens.low[after] == ".":
        after += 1
    if after + 1 < len(tokens) and lex.has("of", tokens.low[after]):
        after += 1
    return _is_month(tokens, before, lex) or _is_month(tokens, after, lex)


def is_clock(tokens: Tokens, start: int, unit: Unit, lex: Lexicon) -> bool:
    """Whether a numeral before "hours" is a time of day: "18.40 uur", where decimals have a comma."""
    return unit == _HOUR and lex.decimal == "," and _CLOCK.fullmatch(tokens.low[start]) is not None


def _is_month(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    return 0 <= at < len(tokens) and tokens.text[tokens.start[at] : tokens.end[at]] in lex.months


def is_year(tokens: Tokens, start: int, end: int, lex: Lexicon) -> bool:
    """Whether a bare numeral of four digits is a year where it stands: after "in" or a month, or with no
    noun in the plural to count ("the 2020 election", but "2020 soldiers")."""
    if end != start + 1 or tokens.kind[start] != NUMERAL:
        return False
    low = tokens.low[start]
    if len(low) != 4 or not low.isdecimal() or not 1000 <= int(low) <= 2199:
        return False
    before = tokens.low[start - 1] if start else ""
    after = tokens.low[end] if end < len(tokens) else ""
    if lex.has("year_before", before) or before in ("(", "/") or _is_month(tokens, start - 1, lex):
        return True
    if before == "-" and start > 1 and tokens.kind[start - 2] == NUMERAL and len(tokens.low[start - 2]) == 4:
        return True
    if not 1500 <= int(low) <= 2099 or after in ("%", "$", "€", "£"):
        return False
    endings = tuple(lex.flags.get("plural_endings", ()))
    counts = end < len(tokens) and tokens.kind[end] == WORD and not lex.has("stop", after)
    if counts and endings and not lex.flags.get("nouns_capital"):
        return not (
            lex.has("plurals", after)
            or after.endswith(endings)
            or _next_plural(tokens, end + 1, lex, endings)
        )
    return not counts


def _next_plural(tokens: Tokens, at: int, lex: Lexicon, endings: tuple[str, ...]) -> bool:
    if at >= len(tokens) or tokens.kind[at] != WORD or lex.has("stop", tokens.low[at]):
        return False
    return lex.has("plurals", tokens.low[at]) or tokens.low[at].endswith(endings)


def is_score(tokens: Tokens, start: int, end: int) -> bool:
    """Whether "3-1" or a chain such as "2019-02-17" or "6-4, 7-5" holds the numeral."""
    low, kind = tokens.low, tokens.kind
    for dash, other in ((start - 1, start - 2), (end, end + 1)):
        if (
            0 <= other < len(tokens)
            and low[dash] in ("-", "–")
            and kind[other] == NUMERAL
            and kind[start] == NUMERAL
        ):
            first, second = min(start, other), max(start, other)
            if tokens.close(first + 1) and tokens.close(second):
                return True
    return False
