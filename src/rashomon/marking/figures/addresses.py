"""Numerals of streets, houses, telephones and plates: they say where something is, not how much of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.marking.figures.contexts import telephones
from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.tokens import NUMERAL, SENTENCE_ENDS, SIGN, WORD, Tokens
from rashomon.marking.rules import rule
from rashomon.model import Span

HOUSE_NUMBER = rule("figures.house-number", "a numeral beside the name of a street is a house number")
REST_OF_ADDRESS = rule(
    "figures.rest-of-address", "numerals behind a house number are flat, floor and postcode"
)
PHONE_WORD = rule("figures.phone-word", "a numeral behind a word for calling is a telephone number")
EMERGENCY = rule("figures.emergency-number", "911 or 112 beside a word for calling is a telephone number")
PLATE = rule("figures.plate", "a numeral behind a word for a number plate is one")
COORDINATE = rule("figures.coordinate", "degrees with a point of the compass are a place")
REFERENCE_MARK = rule("figures.reference-mark", "a numeral in square brackets is a reference mark")
SEASON = rule("figures.season", "two years that follow each other are a season or school year (2012/13)")
SET_PHRASE = rule("figures.set-phrase", "24/7 and 9/11 are phrases")
PAGE_COUNT = rule("figures.page-count", "a line that only says 3 of 12 counts pages or pictures")
PHONE_FORM = rule("figures.phone-form", "digits grouped like a telephone number are one")

_COORDINATE = re.compile(
    r"\d+(?:[.,]\d+)?\s?[°º](?:\s?\d+(?:[.,]\d+)?\s?[’'′](?:\s?\d+(?:[.,]\d+)?\s?[\"”″])?)?\s?[NSEWOVÖØ](?!\w)"
)
_COMPASS_FIRST = re.compile(r"(?<!\w)[NSEWOVÖØ]\s?\d+(?:[.,]\d+)?\s?[°º](?:\s?\d+(?:[.,]\d+)?\s?[’'′])?")
_COMPASS_LAST = re.compile(r"\d{1,3}[.,]\d{2,}\s?[NS],?\s\d{1,3}[.,]\d{2,}\s?[EWOVÖØ](?!\w)")
_REFERENCE = re.compile(r"\[(?:\d{1,3}|\+\d{1,6} chars?)\]")
_SEASON = re.compile(r"(?<![\w/.,–-])((?:19|20)\d\d) ?[/–-] ?(\d\d|(?:19|20)\d\d)(?![\w/–-]|[.,]\d|\s?%)")
_SET_PHRASE = re.compile(r"(?<![\w/.,])(?:24/7|9/11|7/7|50/50|20/20)(?![\w/]|[.,]\d)")
_PAGE_COUNT = re.compile(
    r"(?m)^[^\S\n]*(?:[^\W\d_]{1,14}\.?[^\S\n])?\d{1,3}[^\S\n]?(?:of|av|af|von|de|sur|van|di|z|из|з|/)[^\S\n]?\d{1,3}[^\w\n%]*$"
)
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\(\d{3}\)[ -]?\d{3}[ -]\d{4}|\d{3}[-. ]\d{3}[-.]\d{4}|\d{3}-\d{4}|\d{2}(?: \d{2}){3,4}"
    r"|\d{3}(?: \d{2}){3})(?![\w/-]|[.,]\d|\s?[%€$£])"
)
#: Tokens that an address is followed over, a street's name is looked for, a telephone word reaches.
_REST, _NAME, _PHONE_REACH, _PLATE_REACH = 14, 5, 12, 6
#: Tokens that a word for calling may stand away from the number of the emergency services.
_BESIDE = 3
#: Signs inside an address.
_JOINTS = frozenset(",.-–/:()º°#")


def placed(tokens: Tokens, numerals: Sequence[int], lex: Lexicon) -> list[Span]:
    """Stretches of a text whose ``numerals`` (tokens) belong to an address, a telephone number, a plate, a
    season."""
    starts = [tokens.start[at] for at in numerals]
    return [
        *telephones(tokens.text, starts),
        *_by_form(tokens.text, starts),
        *_by_words(tokens, numerals, lex),
    ]


def _by_form(text: str, starts: Sequence[int]) -> Iterator[Span]:
    """What numerals that begin at ``starts`` are by their form. The patterns are tried at the numerals alone,
    which are few, with the sign or letter before them."""
    if REFERENCE_MARK and "[" in text:
        yield from (Span(*found.span()) for found in _REFERENCE.finditer(text))
    degrees = COORDINATE and ("°" in text or "º" in text)
    slash = SET_PHRASE and "/" in text
    line = 0
    for start in starts:
        tried = [(start, _COMPASS_LAST)] if COORDINATE else []
        if degrees:
            tried += [(start, _COORDINATE), (start - 1, _COMPASS_FIRST), (start - 2, _COMPASS_FIRST)]
        if slash:
            tried.append((start, _SET_PHRASE))
        if PHONE_FORM:
            tried += [(start, _PHONE), (start - 1, _PHONE)]
        for at, pattern in tried:
            found = pattern.match(text, at) if at >= 0 else None
            if found:
                yield Span(*found.span())
        if SEASON and (found := _SEASON.match(text, start)):
            first, second = int(found.group(1)), int(found.group(2))
            if second in ((first + 1) % 100, first + 1):
                yield Span(*found.span())
        if PAGE_COUNT and start >= line:
            found = _PAGE_COUNT.match(text, text.rfind("\n", line, start) + 1 or line)
            if found and found.span() != (0, len(text)):
                yield Span(*found.span())
            line = start + 1


def _by_words(tokens: Tokens, numerals: Sequence[int], lex: Lexicon) -> Iterator[Span]:
    words, lows, done = lex.lists["phones_and_plates"], tokens.low, 0
    named = () if words.isdisjoint(lows) else [at for at, low in enumerate(lows) if low in words]
    for here in sorted({*numerals, *named}):
        if tokens.kind[here] != NUMERAL:
            if PHONE_WORD and lex.has("phones", lows[here]):
                yield from _called(tokens, here, lex)
            if PLATE and lex.has("plates", lows[here]):
                yield from _plate(tokens, here, lex)
            continue
        if EMERGENCY and lex.has("emergency", lows[here]) and _is_dialled(tokens, here, lex):
            yield Span(tokens.start[here], tokens.end[here])
            continue
        end = _house(tokens, here, lex) if HOUSE_NUMBER and here >= done else None
        if end is not None:
            done = _rest(tokens, end, lex) if REST_OF_ADDRESS else end
            yield Span(tokens.start[here], tokens.end[done - 1])
        elif PAGE_COUNT and here >= done and _is_counted_off(tokens, here, lex):
            yield Span(tokens.start[here], tokens.end[here + 2])


def _is_dialled(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """True if a word for calling stands beside the number of the emergency services ("called 911", "a 112
    call"), and behind it nothing that could be counted."""
    after = range(at + 1, min(tokens.size, at + 1 + _BESIDE))
    if any(lex.has("callers", tokens.low[here]) for here in after[:1]):
        return True
    beside = range(max(0, at - _BESIDE), at)
    calls = any(lex.has("callers", tokens.low[here]) for here in (*beside, *after))
    if lex.flags.get("nouns_capital"):
        return calls and not (at + 1 < tokens.size and _capital(tokens, at + 1))
    return calls and not _content(tokens, at + 1, lex)


def _is_counted_off(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """True if a numbered thing is one of so many ("photo 3 of 12")."""
    if not at or at + 2 >= tokens.size or tokens.kind[at + 2] != NUMERAL:
        return False
    of = (
        lex.has("of", tokens.low[at + 1])
        or lex.phrase("in_of", tokens, at + 1) == at + 2
        or tokens.low[at + 1] == "/"
    )
    return of and lex.idle_before.at(tokens, at - 1) is not None


def _house(tokens: Tokens, at: int, lex: Lexicon) -> int | None:
    """The token after a house number at ``at``, or None where it is none."""
    low = tokens.low[at]
    if not low.isdecimal() or len(low) > 5 or not (lex.lists["streets"] or lex.flags.get("street_endings")):
        return None
    end = at + 1
    if end < tokens.size and tokens.kind[end] == WORD and tokens.close(end) and len(tokens.low[end]) == 1:
        end += 1
    if lex.flags.get("streets_follow") and (street := _street_after(tokens, end, lex)):
        return street
    counts = _content(tokens, end, lex) or lex.units.at(tokens, end) is not None
    counts = counts and not (
        at > 1 and tokens.low[at - 1] == ":" and lex.has("house_words", tokens.low[at - 2])
    )
    named = not counts and (_street_before(tokens, at, lex) or _postcode_after(tokens, at, end, lex))
    return end if named else None


def _postcode_after(tokens: Tokens, at: int, end: int, lex: Lexicon) -> bool:
    """True if a name stands before the numeral at ``at`` and a comma, a postcode and a town behind it
    ("Damrak 1, 1012 LG Amsterdam")."""
    if not at or end + 2 >= tokens.size or tokens.low[end] != "," or tokens.kind[end + 1] != NUMERAL:
        return False
    if tokens.kind[at - 1] != WORD or not _named(tokens, at - 1):
        return False
    code, town = tokens.low[end + 1], end + 2
    if len(code) == 3 and tokens.kind[town] == NUMERAL and len(tokens.low[town]) == 2:
        code, town = code + tokens.low[town], town + 1
    return code.isdecimal() and 4 <= len(code) <= 6 and town < tokens.size and _capital(tokens, town)


def _capital(tokens: Tokens, at: int) -> bool:
    return tokens.kind[at] == WORD and tokens.text[tokens.start[at]].isupper()


def _street_before(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """True if the words before token ``at`` are the name of a street ("calle Mayor", "Storgatan")."""
    here = at - 1
    while here >= 0 and (lex.has("house_words", tokens.low[here]) or tokens.low[here] in ",.:º"):
        here -= 1
    if here < 0 or at - here > 4 or tokens.kind[here] != WORD:
        return False
    endings = lex.endings["street_endings"]
    if endings and tokens.low[here].endswith(endings) and _named(tokens, here):
        return True
    if lex.flags.get("streets_follow") == "only":
        return False
    for back in range(here, max(-1, here - _NAME), -1):
        if lex.has("streets", tokens.low[back]):
            return back < here or (back > 0 and tokens.kind[back - 1] == WORD and _named(tokens, back - 1))
        joins = tokens.low[back] in ".-'" or (len(tokens.low[back]) <= 3 and back < here)
        if not joins and not (tokens.kind[back] == WORD and _named(tokens, back)):
            return False
    return False


def _street_after(tokens: Tokens, at: int, lex: Lexicon) -> int | None:
    """The token after the name of a street that begins at ``at`` ("Alder Ave.", ", rue de la Paix"), or None
    where none does."""
    here, size = at, tokens.size
    while here < min(size, at + 2) and (tokens.low[here] == "," or lex.has("house_words", tokens.low[here])):
        here += 1
    first = here
    while here < min(size, first + _NAME):
        low = tokens.low[here]
        ranked = tokens.kind[here] == NUMERAL or (
            tokens.close(here) and lex.phrase("ordinal_suffix", tokens, here)
        )
        if lex.has("streets", low) and tokens.kind[here] == WORD and not ranked:
            if lex.flags.get("streets_follow") != "only":
                return _name_end(tokens, here + 1)
            return here + 1 if here > first and _named(tokens, here) else None
        if lex.flags.get("streets_follow") != "only":
            return None
        if not ranked and low not in ".-'" and not (tokens.kind[here] == WORD and _named(tokens, here)):
            return None
        here += 1
    return None


def _name_end(tokens: Tokens, at: int) -> int:
    """The token after the last capitalised word of a name that begins at ``at``, small words of at most three
    letters inside it."""
    end = at
    for here in range(at, min(tokens.size, at + _NAME)):
        if tokens.kind[here] == NUMERAL or tokens.low[here] in SENTENCE_ENDS or tokens.low[here] in ",:()":
            break
        if tokens.kind[here] == WORD and _named(tokens, here):
            end = here + 1
        elif len(tokens.low[here]) > 3:
            break
    return end


def _rest(tokens: Tokens, end: int, lex: Lexicon) -> int:
    """The token after the last numeral of an address that goes on at ``end``: floor, flat, postcode."""
    last = here = end
    while here < min(tokens.size, end + _REST):
        low = tokens.low[here]
        if tokens.kind[here] == NUMERAL:
            after = here + 1
            if after < tokens.size and tokens.low[after] == "." and not lex.has("floors", low):
                after += 1
            floor = after < tokens.size and lex.has("floors", tokens.low[after])
            town = (len(low) >= 4 and low.isdecimal()) or (
                after < tokens.size and tokens.kind[after] == NUMERAL
            )
            capital = lex.flags.get("nouns_capital") and not town and not floor
            if not floor and (_content(tokens, after, lex) or capital):
                break
            last = here + 1
        elif tokens.kind[here] == WORD and not _named(tokens, here):
            known = lex.has("floors", low) or lex.has("house_words", low) or lex.idle_before.at(tokens, here)
            town = (
                here + 1 < tokens.size and tokens.kind[here + 1] == NUMERAL and len(tokens.low[here + 1]) >= 4
            )
            if not known and not (town and len(low) <= 3) and not tokens.close(here):
                storey = _storey(tokens, here, lex)
                if storey is None:
                    break
                here, last = storey, storey
        elif tokens.kind[here] == SIGN and low not in _JOINTS:
            break
        here += 1
    return last


def _storey(tokens: Tokens, at: int, lex: Lexicon) -> int | None:
    """The word for a floor that a phrase at ``at`` leads to ("au 3e étage", "al terzo piano"), or None."""
    ahead = range(at + 1, min(tokens.size, at + 1 + _BESIDE))
    return next((here for here in ahead if lex.has("floors", tokens.low[here])), None)


def _called(tokens: Tokens, at: int, lex: Lexicon) -> Iterator[Span]:
    """The numerals behind a word for calling that count nothing ("call 555-0142 or 112")."""
    for here in range(at + 1, min(tokens.size, at + 1 + _PHONE_REACH)):
        if tokens.low[here] in SENTENCE_ENDS:
            return
        if tokens.kind[here] == NUMERAL and len(tokens.low[here]) >= 2:
            grouped = here + 1 < tokens.size and tokens.kind[here + 1] == NUMERAL
            counts = _content(tokens, here + 1, lex) or lex.units.at(tokens, here + 1)
            if grouped or not counts:
                yield Span(tokens.start[here], tokens.end[here])


def _plate(tokens: Tokens, at: int, lex: Lexicon) -> Iterator[Span]:
    """The numerals of a number plate: capitals, hyphens and digits behind a word for one."""
    for here in range(at + 1, min(tokens.size, at + 1 + _PLATE_REACH)):
        written = tokens.text[tokens.start[here] : tokens.end[here]]
        if tokens.kind[here] == NUMERAL:
            letters = tokens.text[tokens.start[here - 1] : tokens.end[here - 1]].isupper()
            if not letters and (_content(tokens, here + 1, lex) or lex.units.at(tokens, here + 1)):
                return
            yield Span(tokens.start[here], tokens.end[here])
            continue
        joint = written in "-–:·,"
        if not joint and not written.isupper() and (tokens.kind[here] == SIGN or here > at + 2):
            return


def _named(tokens: Tokens, at: int) -> bool:
    """True if a word is written like a name, or its script has no small letters."""
    return not tokens.text[tokens.start[at]].islower()


def _content(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """True if a word that can be counted stands at ``at``: no name, and no word that ends a phrase."""
    if at >= tokens.size or tokens.kind[at] != WORD:
        return False
    return not tokens.text[tokens.start[at]].isupper() and not lex.has("stop", tokens.low[at])
