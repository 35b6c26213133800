"""How far a noun phrase goes: the words that may stand in one, by what they can be."""

from __future__ import annotations

from rashomon.marking.quotations import kinds
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon

#: Tokens that a phrase has at most.
LONGEST = 22
#: Words from a role to the name behind it at most.
_CHAIN = 6
#: Small words inside names.
PARTICLES = frozenset(
    [
        "de", "von", "van", "der", "den", "al", "el", "bin", "ibn", "da", "di", "del", "della", "la", "le",
        "du", "dos", "das", "zu", "ben", "abu", "ter", "ten", "af",
    ]
)  # fmt: skip
_NO_SMALL_NAME = (
    kinds.ADVERB | kinds.PREPOSITION | kinds.TIME | kinds.BEGINS_CUE | kinds.AUXILIARY |
    kinds.CONJUNCTION | kinds.THAT | kinds.RELATIVE | kinds.OF
)  # fmt: skip
_NO_CHAIN = (
    kinds.CUE | kinds.THAT | kinds.RELATIVE | kinds.CONJUNCTION | kinds.ADVERB | kinds.AUXILIARY |
    kinds.TIME | kinds.NOT | kinds.PRONOUN
)  # fmt: skip
_NOT_SMALL = kinds.PREPOSITION | kinds.ADVERB | kinds.TIME | kinds.AUXILIARY
_SOMEBODY = kinds.ROLE | kinds.UNNAMED
_LEADING = kinds.THAT | kinds.WHETHER | kinds.RELATIVE
_BEFORE_ARTICLE = kinds.OF | kinds.CONJUNCTION | kinds.ARTICLE
#: What follows a name that father and son share, in reports of any language.
_BORN = frozenset(["jr", "sr"])


def is_short(token: Token, lexicon: Lexicon) -> bool:
    """Whether a full stop behind a word belongs to it: a title, an initial, a ruler's number."""
    return (
        bool(token.bits & kinds.TITLE)
        or token.low in _BORN
        or len(token.text) == 1
        or not token.text.strip("IVX")
    )


def is_name(token: Token, lexicon: Lexicon, begins: bool = False) -> bool:
    """Whether a word looks like part of a proper name (``begins``: it begins its sentence)."""
    return bool(token.bits & kinds.NAME) and not (begins and token.bits & kinds.FUNCTION)


def is_titled(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a day is part of a name: "the Sunday Telegraph"."""
    after = tokens[place + 1].bits if place + 1 < len(tokens) else 0
    return bool(
        not lexicon.nouns_capital
        and tokens[place].bits & kinds.UPPER
        and after & kinds.UPPER
        and after & kinds.WORD
    )


def titles(token: Token, following: Token) -> bool:
    """Whether a word that no list has stands before a name as a role does, or before a role: "ingenjören
    Paul Vall", "town spokesman"."""
    bits = following.bits
    return bool(
        token.bits & kinds.DESCRIBING
        and bits & kinds.WORD
        and bits & (kinds.UPPER | kinds.ROLE)
        and not bits & kinds.TIME
    )


def _is_noun(before: Token, low: str, lexicon: Lexicon) -> bool:
    """Whether a form that may be a verb of speech is a noun behind an article: "a report"."""
    return bool(before.bits & kinds.ARTICLE or before.text.isdigit()) and low in lexicon.nounish


def _is_small_name(tokens: list[Token], place: int) -> bool:
    """Whether a word belongs to a name behind a role in a sentence without any capital: "said captain eva
    berg."."""
    if not tokens[place - 1].bits & kinds.ROLE and not (place > 1 and tokens[place - 2].bits & kinds.ROLE):
        return False
    if tokens[place].bits & _NO_SMALL_NAME:
        return False
    end = next((i for i in range(place, min(len(tokens), place + 3)) if tokens[i].kind == "p"), None)
    return end is not None and not any(t.bits & kinds.WORD and t.bits & kinds.UPPER for t in tokens)


def leads_to_name(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a role and the genitives behind (or before) it lead to a name, where no article shows it:
    "керівниця департаменту Олена Ткачук", "Oulun sataman johtaja Pekka Niemi"."""
    if not lexicon.role_genitives:
        return False
    for other in range(place, min(len(tokens), place + _CHAIN)):
        bits = tokens[other].bits
        if not bits & kinds.WORD:
            return False
        if bits & kinds.UPPER and other > place:
            return not bits & kinds.TIME
        if bits & _NO_CHAIN or (bits & kinds.PREPOSITION and other == place):
            return False
    return False


def owns(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a word says whose somebody is: "kommunens talesperson", "kommunens presschef Anna Berg"."""
    if not tokens[place].bits & kinds.OWNING:
        return False
    following = tokens[place + 1]
    named = place + 2 < len(tokens) and titles(following, tokens[place + 2])
    return named or bool(following.bits & kinds.ROLE)


def _is_owned(before: Token, token: Token, following: Token, lexicon: Lexicon) -> bool:
    """Whether a noun between whose it is and a name is what the person is: "Eks rådgivare Bo Alm"."""
    return bool(before.bits & kinds.OWNING) and titles(token, following)


def run(tokens: list[Token], first: int, lexicon: Lexicon) -> int:
    """The last token of the phrase that begins at ``first``."""
    last = first
    opening = tokens[first].bits
    if (
        not opening & kinds.WORD
        or opening & kinds.CONJUNCTION
        or (_leads_clause(tokens[first]) and not opening & kinds.ARTICLE)
    ):
        return last
    place, end = first + 1, min(len(tokens), first + LONGEST)
    while place < end:
        token = tokens[place]
        if token.bits & kinds.WORD:
            if not _follows(tokens, first, place, lexicon):
                break
            if not token.bits & kinds.OF or token.bits & (kinds.CONJUNCTION | kinds.ARTICLE):
                last = place
        elif token.text == "(" and (closed := _closing(tokens, place)):
            last = place = closed
        elif token.text != "." or not is_short(tokens[place - 1], lexicon):
            break
        place += 1
    return last


def _leads_clause(token: Token) -> bool:
    """Whether a word leads a clause and no noun phrase."""
    bits = token.bits
    return bool(bits & _LEADING) and not bits & kinds.OF and not (
        token.capital and not bits & (kinds.THAT | kinds.WHETHER)
    )  # fmt: skip


def _follows(tokens: list[Token], first: int, place: int, lexicon: Lexicon) -> bool:
    """Whether the word at ``place`` goes on with the phrase that begins at ``first``."""
    token, before = tokens[place], tokens[place - 1]
    bits = token.bits
    if token.tied:
        return True
    if bits & kinds.AS or _leads_clause(token):
        return False
    if bits & kinds.CONJUNCTION:
        return place + 1 < len(tokens) and _joins(tokens, place)
    if bits & kinds.ARTICLE:
        return bool(bits & kinds.OF or before.bits & _BEFORE_ARTICLE)
    if bits & kinds.OF:
        return _attaches(tokens, first, place, lexicon)
    if token.capital:
        return not bits & kinds.TIME or is_titled(tokens, place, lexicon)
    if bits & _NOT_SMALL or (bits & kinds.CUE and not _is_noun(before, token.low, lexicon)):
        return False
    if lexicon.role_genitives and leads_to_name(tokens, place, lexicon):
        return True
    return _is_small_name(tokens, place) or (
        not bits & kinds.TO and _follows_small(tokens, first, place, lexicon)
    )  # fmt: skip


def _follows_small(tokens: list[Token], first: int, place: int, lexicon: Lexicon) -> bool:
    """Whether a word without a capital, no small word of the grammar, goes on with a phrase."""
    token, before = tokens[place], tokens[place - 1]
    known = token.bits & _SOMEBODY
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if not known and (
        before.bits & _SOMEBODY
        or (lexicon.nouns_capital and before.capital and not before.bits & kinds.ARTICLE)
    ) and not (following and lexicon.that_relative and following.text in ",.;"):  # fmt: skip
        return False
    if known or lexicon.nouns_capital or not is_name(before, lexicon, place == 1):
        return True
    return _is_described(tokens, first, place, lexicon) or (following is not None and (
        (following.capital and token.low in PARTICLES)
        or owns(tokens, place, lexicon) or _is_owned(before, token, following, lexicon)
    ))  # fmt: skip


def _is_described(tokens: list[Token], first: int, place: int, lexicon: Lexicon) -> bool:
    """Whether a word behind a capital and an article is their noun: "the Chinese calendar,", "het Spaanse
    bedrijf heeft"."""
    if place - 2 < first or not tokens[place - 2].bits & kinds.ARTICLE or tokens[place - 1].text.isdigit():
        return False
    token = tokens[place]
    if token.bits & (kinds.CONJUNCTION | kinds.NOT) or token.low.endswith(lexicon.verb_endings or ("\n",)):
        return False
    after = tokens[place + 1].bits if place + 1 < len(tokens) else 0
    return not after & kinds.WORD or bool(after & (kinds.AUXILIARY | kinds.CUE)) or _is_only_of(after)


def _joins(tokens: list[Token], place: int) -> bool:
    """Whether a conjunction joins two parts of one phrase."""
    before, following = tokens[place - 1], tokens[place + 1]
    return before.capital and following.capital and not following.bits & (kinds.PRONOUN | kinds.CUE)


def _attaches(tokens: list[Token], first: int, place: int, lexicon: Lexicon) -> bool:
    """Whether "of", "for", "der" ... at ``place`` goes on with the phrase that begins at ``first``."""
    before = tokens[place - 1]
    following = tokens[place + 1].bits if place + 1 < len(tokens) else 0
    if not following & kinds.WORD or following & (kinds.TIME | kinds.THAT | kinds.ADVERB):
        return False
    if before.bits & (kinds.ROLE | kinds.UNNAMED):
        return True
    if lexicon.nouns_capital:
        return bool((tokens[place].bits | tokens[first].bits) & kinds.ARTICLE)
    return not before.capital or _is_only_of(tokens[place].bits)


def _is_only_of(bits: int) -> bool:
    return bool(bits & kinds.OF) and not bits & kinds.PREPOSITION


def _closing(tokens: list[Token], place: int) -> int | None:
    for other in range(place + 1, min(len(tokens), place + 8)):
        if tokens[other].text == ")":
            return other
    return None
