"""Numerals that are no quantities: addresses, telephone numbers, model names, years, scores, list numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.tokens import NUMERAL, SIGN, WORD, Tokens
from rashomon.marking.figures.units import BY_CLDR, Unit
from rashomon.marking.rules import rule
from rashomon.model import Span

NET_ADDRESS = rule("figures.net-address", "digits in addresses on the net and in tags are no numbers")
TELEPHONE = rule("figures.telephone", "digits that begin with + or 0 and are grouped are a telephone number")
TABLE = rule("figures.table", "a line with more numerals than words is a table")
CODE = rule(
    "figures.code", "a numeral written against letters or another numeral is a code, a name or a time"
)
NUMBERED_THING = rule("figures.numbered-thing", "a numeral beside a word for numbered things is a name")
LIST_NUMBER = rule(
    "figures.list-number", "a numeral with a full stop or bracket that begins a line numbers it"
)
DATE = rule("figures.date", "a numeral beside the name of a month is a day")
CLOCK = rule("figures.clock", "a decimal before hours is a time of day where decimals have a comma")
YEAR = rule("figures.year", "four digits where a year may stand, with nothing to count, are a year")
SCORE = rule("figures.score", "numerals joined by dashes are scores, dates or codes")
STOREY = rule("figures.storey", "an ordinal before a floor or a street's name says which")
ROAD_LETTER = rule(
    "figures.road-letter", "a numeral behind a single capital is the name of a road or a thing"
)
#: So many numerals make a line a table.
TABLE_NUMERALS = 5
_HOUR = BY_CLDR["duration-hour"]
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")

_ADDRESS = re.compile(
    r"\w{2,10}://\S{1,2000}|\bwww\.\S{1,2000}|(?<!\S)[#@]\w{1,100}|[\w.+-]{1,64}@[\w-]{1,64}\.\w+"
)
_TELEPHONE = re.compile(
    r"(?<![\w.,])(?:\+\d[\d ()/.\u00a0-]{6,20}\d|\(?0\d{1,5}\)?[ /\u00a0-][\d ()/\u00a0-]{3,16}\d)(?![\w%])"
)


def net_addresses(text: str) -> list[Span]:
    """Addresses on the net and tags, which hold no quantities whatever they say."""
    if not NET_ADDRESS or not ("://" in text or "www." in text or "@" in text or "#" in text):
        return []
    return [Span(*found.span()) for found in _ADDRESS.finditer(text)]


def telephones(text: str, numerals: Sequence[int]) -> Iterator[Span]:
    """Telephone numbers, which begin with a numeral at one of some places or with the mark before it."""
    for start in numerals if TELEPHONE else ():
        first = start - 1 if start and text[start - 1] in "+(" else start
        found = _TELEPHONE.match(text, first) if text[first] in "+(0" else None
        if found and sum(map(str.isdecimal, found.group())) >= 7:
            yield Span(*found.span())


def tables(tokens: Tokens) -> list[Span]:
    """Lines of a table (league standings, quotes of shares): some numerals and fewer words."""
    found: list[Span] = []
    if not TABLE:
        return found
    first = 0
    lines = [at for at, low in enumerate(tokens.low) if low == "\n"]
    for last in [*lines, tokens.size]:
        kinds = tokens.kind[first:last]
        numerals = kinds.count(NUMERAL)
        if numerals >= TABLE_NUMERALS:
            numerals -= sum(low in "%€$£¥°" for low in tokens.low[first:last])
        if numerals >= TABLE_NUMERALS and kinds.count(WORD) < numerals:
            found.append(Span(tokens.start[first], tokens.end[last - 1]))
        first = last + 1
    return found


def is_name(tokens: Tokens, start: int, end: int, lex: Lexicon) -> bool:
    """True if the numeral ``start..end`` is part of a name, a code or a time: "F-16", "A380", "24703L202",
    "Article 5", "10:30"."""
    kind = tokens.kind
    if _hyphened_word(tokens, start):
        return bool(CODE)
    if start and kind[start] == NUMERAL:
        if CODE and (_joined_before(tokens, start, lex) or _ratio_before(tokens, start)):
            return True
        if NUMBERED_THING and _thing_before(tokens, start, lex):
            return True
        if ROAD_LETTER and _is_letter(tokens, start - 1, end, lex):
            return True
    if CODE and end < tokens.size and kind[end - 1] == NUMERAL and _joined_after(tokens, end, lex):
        return True
    return bool(NUMBERED_THING) and lex.idle_after.at(tokens, end) is not None


def _hyphened_word(tokens: Tokens, start: int) -> bool:
    """True if a number word is hyphened to the word before it ("Catch-Twenty")."""
    words = start > 1 and tokens.kind[start] == tokens.kind[start - 2] == WORD
    return words and tokens.low[start - 1] == "-" and tokens.close(start) and tokens.close(start - 1)


def _joined_before(tokens: Tokens, start: int, lex: Lexicon) -> bool:
    """True if a word or a sign of an identifier is written against the numeral ("A380", "F-16", "id=4")."""
    low = tokens.low[start - 1]
    if not tokens.close(start):
        return False
    if tokens.kind[start - 1] == WORD:
        return (low.isascii() or not lex.unspaced) and not lex.has("prefixes", low)
    if low in ("_", "\\", "=", "&"):
        return True
    if low != "-" or start < 2 or not tokens.close(start - 1) or tokens.kind[start - 2] != WORD:
        return False
    before = tokens.text[tokens.start[start - 2] : tokens.end[start - 2]]
    named = before[0].isupper() or (before.islower() and len(before) > 1)
    return named and not lex.has("hyphen_joins", before.lower())


def _ratio_before(tokens: Tokens, start: int) -> bool:
    """True if the numeral is the second of "10:30" or "5/17"."""
    joined = tokens.close(start) and tokens.close(start - 1)
    return joined and tokens.low[start - 1] in (":", "/") and start > 1 and tokens.kind[start - 2] == NUMERAL


def _thing_before(tokens: Tokens, start: int, lex: Lexicon) -> bool:
    """True if a word for numbered things stands before the numeral ("Article 5", "§ 4", "no. 7")."""
    if tokens.low[start - 1] == "§" or lex.idle_before.at(tokens, start - 1) is not None:
        return True
    return tokens.low[start - 1] == "." and start > 1 and lex.idle_before.at(tokens, start - 2) is not None


def _joined_after(tokens: Tokens, end: int, lex: Lexicon) -> bool:
    """True if the numeral goes on behind a colon, a slash or a capital ("10:30", "24703L202", "5/17")."""
    low = tokens.low[end]
    if not tokens.close(end) or end + 1 >= tokens.size or not tokens.close(end + 1):
        return False
    numeral = tokens.kind[end + 1] == NUMERAL
    if low in (":", "/"):
        return numeral
    if low in ("_", "=", "&"):
        return tokens.kind[end + 1] != SIGN
    written = tokens.text[tokens.start[end] : tokens.end[end]]
    letters = tokens.kind[end] == WORD and written[0].isupper() and written.isascii()
    return numeral and letters and not lex.unspaced and not lex.code.startswith("und")


def _is_letter(tokens: Tokens, at: int, end: int, lex: Lexicon) -> bool:
    """True if a capital stands alone inside a sentence, as in the name of a road ("A 7"), or two do and
    nothing is counted behind the numeral that ends at ``end`` ("RN 12")."""
    written = tokens.text[tokens.start[at] : tokens.end[at]]
    inside = at > 0 and (tokens.kind[at - 1] == WORD or tokens.low[at - 1] == ",")
    if not (written.isupper() and written.isascii() and written.isalpha() and inside):
        return False
    counted = end < tokens.size and tokens.kind[end] == WORD and not lex.has("stop", tokens.low[end])
    return len(written) == 1 or (len(written) == 2 and not counted)


def is_storey_or_street(tokens: Tokens, end: int, lex: Lexicon) -> bool:
    """True if an ordinal that ends at ``end`` says which floor or street ("third floor", "42nd Street")."""
    if end < tokens.size and tokens.low[end] == "-":
        end += 1
    if end >= tokens.size:
        return False
    named = tokens.text[tokens.start[end]].isupper() and lex.has("streets", tokens.low[end])
    return bool(STOREY) and (lex.has("floors", tokens.low[end]) or named)


def is_list_number(tokens: Tokens, start: int, end: int) -> bool:
    """True if a numeral numbers a line: "1. ", "2) " at the beginning of a line that goes on."""
    if (start and tokens.low[start - 1] != "\n") or not LIST_NUMBER:
        return False
    return (
        end + 1 < tokens.size
        and tokens.low[end] in (".", ")")
        and tokens.close(end)
        and tokens.low[end + 1] != "\n"
        and not tokens.close(end + 1)
        and tokens.end[start] - tokens.start[start] <= 2
    )


def is_date(tokens: Tokens, start: int, end: int, lex: Lexicon) -> bool:
    """True if a numeral is the day beside the name of a month ("4 May", "Feb. 8", "4. Mai", "4 de mayo")."""
    low = tokens.low[start]
    if (
        not DATE
        or not lex.months
        or tokens.kind[start] != NUMERAL
        or not low.isdecimal()
        or len(low) > 2
        or int(low) > 31
    ):
        return False
    before, after = start - 1, end
    if before >= 0 and tokens.low[before] == ".":
        before -= 1
    if after < tokens.size and tokens.low[after] == ".":
        after += 1
    if after + 1 < tokens.size and lex.has("of", tokens.low[after]):
        after += 1
    return _is_month(tokens, before, lex) or _is_month(tokens, after, lex)


def is_clock(tokens: Tokens, start: int, unit: Unit, lex: Lexicon) -> bool:
    """True if a numeral before "hours" is a time of day: "18.40 uur", where decimals have a comma."""
    return (
        bool(CLOCK)
        and unit == _HOUR
        and lex.decimal == ","
        and _CLOCK.fullmatch(tokens.low[start]) is not None
    )


def _is_month(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    return 0 <= at < tokens.size and tokens.text[tokens.start[at] : tokens.end[at]] in lex.months


def is_year(tokens: Tokens, start: int, end: int, lex: Lexicon) -> bool:
    """True if a numeral alone of four digits is a year where it stands: after "in" or a month, or with no
    noun in the plural to count ("the 2020 election", but "2020 soldiers")."""
    if end != start + 1 or tokens.kind[start] != NUMERAL or not YEAR:
        return False
    low = tokens.low[start]
    if len(low) != 4 or not low.isdecimal() or not 1000 <= int(low) <= 2199:
        return False
    before = tokens.low[start - 1] if start else ""
    after = tokens.low[end] if end < tokens.size else ""
    if lex.has("year_before", before) or before in ("(", "/") or _is_month(tokens, start - 1, lex):
        return True
    if before == "-" and start > 1 and tokens.kind[start - 2] == NUMERAL and len(tokens.low[start - 2]) == 4:
        return True
    if not 1500 <= int(low) <= 2099 or after in ("%", "$", "€", "£"):
        return False
    endings = lex.endings["plural_endings"]
    counts = end < tokens.size and tokens.kind[end] == WORD and not lex.has("stop", after)
    if counts and endings and not lex.flags.get("nouns_capital"):
        return not (
            lex.has("plurals", after)
            or after.endswith(endings)
            or _next_plural(tokens, end + 1, lex, endings)
        )
    return not counts


def _next_plural(tokens: Tokens, at: int, lex: Lexicon, endings: tuple[str, ...]) -> bool:
    if at >= tokens.size or tokens.kind[at] != WORD or lex.has("stop", tokens.low[at]):
        return False
    return lex.has("plurals", tokens.low[at]) or tokens.low[at].endswith(endings)


def is_score(tokens: Tokens, start: int, end: int) -> bool:
    """True if "3-1" or a chain such as "2019-02-17" or "6-4, 7-5" holds the numeral."""
    low, kind = tokens.low, tokens.kind
    if not SCORE:
        return False
    for dash, other in ((start - 1, start - 2), (end, end + 1)):
        if (
            0 <= other < tokens.size
            and low[dash] in ("-", "–")
            and kind[other] == NUMERAL
            and kind[start] == NUMERAL
        ):
            first, second = min(start, other), max(start, other)
            if tokens.close(first + 1) and tokens.close(second):
                return True
    return False
