"""Noun phrases that can speak: found beside a cue, without a parser, by what may stand in one."""

from __future__ import annotations

from typing import NamedTuple

from rashomon.marking.quotations import kinds
from rashomon.marking.quotations.frames import Token, Tokens
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
_SKIPPED = kinds.ADVERB | kinds.AUXILIARY
_BEFORE_TIME = kinds.PREPOSITION | kinds.ARTICLE
_NO_NOUN = (
    kinds.PREPOSITION | kinds.ADVERB | kinds.TIME | kinds.AUXILIARY | kinds.THAT | kinds.OBJECT |
    kinds.NOT | kinds.CONJUNCTION | kinds.ARTICLE
)  # fmt: skip
#: What follows a name that father and son share, in reports of any language.
_BORN = frozenset(["jr", "sr"])


class Phrase(NamedTuple):
    """Tokens ``first`` to ``last`` (inclusive) of a frame name a speaker; ``head`` is the end of the
    part before an apposition. ``sort`` is pronoun, anyone (an impersonal subject: nobody is named), name,
    role or other."""

    first: int
    last: int
    head: int
    sort: str


def is_short(token: Token, lexicon: Lexicon) -> bool:
    """Whether a full stop behind a word belongs to it: a title, an initial, a ruler's number."""
    return (
        bool(token.bits & kinds.TITLE)
        or token.low in _BORN
        or len(token.text) == 1
        or not token.text.strip("IVX")
    )


def is_pronoun(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word is a pronoun that can be a subject: he, she, they."""
    return bool(token.bits & kinds.PRONOUN)


def is_name(token: Token, lexicon: Lexicon, begins: bool = False) -> bool:
    """Whether a word looks like part of a proper name (``begins``: it begins its sentence)."""
    return bool(token.bits & kinds.NAME) and not (begins and token.bits & kinds.FUNCTION)


def sort_of(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> str | None:
    """What kind of speaker a phrase is; None where it cannot speak."""
    if first > last:
        return None
    opening = tokens[first].bits
    if first == last and opening & kinds.FIRST_PERSON:
        return None
    if first == last and opening & kinds.PRONOUN:
        return "pronoun"
    if tokens[last].bits & kinds.ANYONE and (
        first == last or (first + 1 == last and opening & kinds.ARTICLE and not opening & kinds.INDEFINITE)
    ):
        return "anyone"
    rest = 0
    for token in tokens[first + 1 : last + 1]:
        if token.bits & kinds.WORD:
            rest |= token.bits
    if (opening | rest) & (kinds.ROLE | kinds.UNNAMED):
        return "role"
    if (opening | rest) & kinds.TITLE or rest & kinds.NAME or is_name(tokens[first], lexicon, first == 0):
        return "name"
    return "other" if opening & kinds.ARTICLE and rest else None


def is_headed(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether the role that a phrase names is its own and not that of a genitive in it ("the use of the
    chancellor's power")."""
    for place in range(phrase.first, phrase.head + 1):
        bits = tokens[place].bits
        if place > phrase.first and bits & (kinds.ARTICLE | kinds.OF):
            return False
        if bits & (kinds.ROLE | kinds.UNNAMED):
            return True
    return False


def named_until(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> int:
    """The last token of the words that name a speaker: an apposition belongs to them, a relative clause
    ("the mayor, who left London at 15, said") does not."""
    word = next(i for i in range(phrase.last, phrase.first - 1, -1) if tokens[i].kind != "p")
    for place in range(phrase.head + 1, phrase.last + 1):
        bits = tokens[place].bits
        if not bits & kinds.RELATIVE and (not bits & kinds.THAT or place != phrase.head + 2):
            continue
        if lexicon.nouns_capital and bits & kinds.ARTICLE and (
            place != phrase.head + 2 or tokens[word].capital
        ):  # fmt: skip
            continue
        end = place - 1
        while end > phrase.head and (tokens[end].kind == "p" or tokens[end].bits & kinds.CONJUNCTION):
            end -= 1
        return end
    return phrase.last


def right(tokens: list[Token], place: int, lexicon: Lexicon, oblique: bool = False) -> Phrase | None:
    """The phrase that begins at ``place`` or after a few adverbs, as in "said John Smith, the mayor".

    ``oblique``: it stands behind a preposition, so that a case no subject has is no hindrance."""
    place = _past_times(tokens, place, lexicon)
    count = len(tokens)
    for _ in range(3):
        if place >= count or _begins(tokens, place, lexicon):
            break
        bits = tokens[place].bits
        if not bits & kinds.WORD or not bits & _SKIPPED:
            return None
        place += 1
    if place >= count or not tokens[place].bits & kinds.WORD:
        return None
    return _known(tokens, place, lexicon, oblique)


def begun(tokens: list[Token], place: int, lexicon: Lexicon) -> Phrase | None:
    """The phrase that begins at ``place`` and nowhere behind it."""
    bits = tokens[place].bits
    if not bits & kinds.WORD or bits & kinds.TIME or not _begins(tokens, place, lexicon):
        return None
    if bits & _BEFORE_TIME and _past_times(tokens, place, lexicon) > place:
        return None
    return _known(tokens, place, lexicon, False)


def _begins(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a phrase may begin with a word: by itself, or with what follows it."""
    return bool(tokens[place].bits & kinds.BEGINNER) or (
        place + 1 < len(tokens) and _leads(tokens, place, lexicon)
    )  # fmt: skip


def _known(tokens: list[Token], place: int, lexicon: Lexicon, oblique: bool) -> Phrase | None:
    if not isinstance(tokens, Tokens):
        return _phrase(tokens, place, lexicon, oblique)
    known = tokens.phrases
    key = place if oblique else ~place
    if key not in known:
        known[key] = _phrase(tokens, place, lexicon, oblique)
    found: Phrase | None = known[key]
    return found


def _phrase(tokens: list[Token], place: int, lexicon: Lexicon, oblique: bool) -> Phrase | None:
    """The phrase whose first word is at ``place``."""
    count = len(tokens)
    first = tokens[place]
    if first.bits & kinds.PRONOUN and not (
        first.bits & kinds.ARTICLE and place + 1 < count and _noun_like(tokens[place + 1])
    ):
        return Phrase(place, place, place, "pronoun")
    last = _run(tokens, place, lexicon)
    sort = sort_of(tokens, place, last, lexicon)
    if sort is None or (first.bits & kinds.OBLIQUE and not oblique):
        return None
    if tokens[last].low.endswith("'s") and last + 1 < count and tokens[last + 1].kind != "p":
        # "called the mayor's plan": whose it is, is not who says so.
        return None
    end = _apposition(tokens, place, last, lexicon)
    return Phrase(place, end, last, sort)


def _leads(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a word that begins no phrase by itself begins one with what follows it."""
    return (
        _titles(tokens[place], tokens[place + 1])
        or is_full(tokens, place)
        or _owns(tokens, place, lexicon)
        or _leads_to_name(tokens, place, lexicon)
    )


def is_full(tokens: list[Token], place: int) -> bool:
    """Whether a small word is a first name: "Per Dahl", inside a sentence."""
    bits = tokens[place + 1].bits
    return place > 0 and bool(tokens[place].bits & kinds.UPPER and bits & kinds.UPPER and bits & kinds.WORD)


def _past_times(tokens: list[Token], place: int, lexicon: Lexicon) -> int:
    """Past "on Friday", "el viernes", "lundi" to what follows."""
    count = len(tokens)
    for _ in range(2):
        if place >= count:
            break
        bits = tokens[place].bits
        if bits & kinds.TIME and bits & kinds.WORD:
            place += 1
        elif bits & (kinds.PREPOSITION | kinds.ARTICLE) and place + 1 < count and tokens[place + 1].bits & kinds.TIME and (
            bits & kinds.PREPOSITION or not _is_titled(tokens, place + 1, lexicon)
        ):  # fmt: skip
            place += 2
    return place


def _is_titled(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a day is part of a name: "the Sunday Telegraph"."""
    after = tokens[place + 1].bits if place + 1 < len(tokens) else 0
    return bool(
        not lexicon.nouns_capital
        and tokens[place].bits & kinds.UPPER
        and after & kinds.UPPER
        and after & kinds.WORD
    )


def _titles(token: Token, following: Token) -> bool:
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
    return bool(before.bits & kinds.ARTICLE) and low in lexicon.nounish


def _is_small_name(tokens: list[Token], place: int) -> bool:
    """Whether a word belongs to a name behind a role in a sentence without any capital: "said captain eva
    berg."."""
    if not tokens[place - 1].bits & kinds.ROLE and not (place > 1 and tokens[place - 2].bits & kinds.ROLE):
        return False
    if tokens[place].bits & _NO_SMALL_NAME:
        return False
    end = next((i for i in range(place, min(len(tokens), place + 3)) if tokens[i].kind == "p"), None)
    return end is not None and not any(t.bits & kinds.WORD and t.bits & kinds.UPPER for t in tokens)


def _leads_to_name(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
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


def _owns(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a word says whose somebody is: "kommunens talesperson", "kommunens presschef Anna Berg"."""
    if not tokens[place].low.endswith(lexicon.genitives or ("\n",)):
        return False
    following = tokens[place + 1]
    named = place + 2 < len(tokens) and _titles(following, tokens[place + 2])
    return named or bool(following.bits & kinds.ROLE)


def _is_owned(before: Token, token: Token, following: Token, lexicon: Lexicon) -> bool:
    """Whether a noun between whose it is and a name is what the person is: "Eks rådgivare Bo Alm"."""
    return before.low.endswith(lexicon.genitives or ("\n",)) and _titles(token, following)


def _noun_like(token: Token) -> bool:
    bits = token.bits
    return bool(bits & kinds.WORD) and not bits & (
        kinds.THAT | kinds.PREPOSITION | kinds.ADVERB | kinds.CONJUNCTION | kinds.AUXILIARY | kinds.TIME
    )


def _run(tokens: list[Token], first: int, lexicon: Lexicon) -> int:
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
    return not bits & kinds.OF and bool(
        bits & (kinds.THAT | kinds.WHETHER) or (bits & kinds.RELATIVE and not token.capital)
    )


def _follows(tokens: list[Token], first: int, place: int, lexicon: Lexicon) -> bool:
    """Whether the word at ``place`` goes on with the phrase that begins at ``first``."""
    token, before = tokens[place], tokens[place - 1]
    bits = token.bits
    if bits & kinds.AS or _leads_clause(token):
        return False
    if bits & kinds.CONJUNCTION:
        return place + 1 < len(tokens) and _joins(tokens, place)
    if bits & kinds.ARTICLE:
        return bool(bits & kinds.OF or before.bits & (kinds.OF | kinds.CONJUNCTION | kinds.ARTICLE))
    if bits & kinds.OF:
        return _attaches(tokens, first, place, lexicon)
    if token.tied:
        return True
    if token.capital:
        return not bits & kinds.TIME or _is_titled(tokens, place, lexicon)
    return _leads_to_name(tokens, place, lexicon) or _is_small_name(tokens, place) or (
        _follows_small(tokens, first, place, lexicon)
    )  # fmt: skip


def _follows_small(tokens: list[Token], first: int, place: int, lexicon: Lexicon) -> bool:
    """Whether a word without a capital, no small word of the grammar, goes on with a phrase."""
    token, before = tokens[place], tokens[place - 1]
    bits, known = token.bits, token.bits & (kinds.ROLE | kinds.UNNAMED)
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if not known and (
        before.bits & (kinds.ROLE | kinds.UNNAMED)
        or (lexicon.nouns_capital and before.capital and not before.bits & kinds.ARTICLE)
    ) and not (following and lexicon.that_relative and following.text in ",.;"):  # fmt: skip
        return False
    if bits & (kinds.PREPOSITION | kinds.ADVERB | kinds.TIME | kinds.AUXILIARY | kinds.TO) or (
        bits & kinds.CUE and not _is_noun(before, token.low, lexicon)
    ):
        return False
    if known or lexicon.nouns_capital or not is_name(before, lexicon, place == 1):
        return True
    return _is_described(tokens, first, place, lexicon) or (following is not None and (
        (following.capital and token.low in PARTICLES)
        or _owns(tokens, place, lexicon) or _is_owned(before, token, following, lexicon)
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


def _apposition(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """The end of ", the mayor of Northport" after a phrase; ``last`` where none follows."""
    if last + 2 >= len(tokens) or tokens[last + 1].text not in ",،、":
        return last
    begin = last + 2
    token = tokens[begin]
    if not token.bits & kinds.WORD or token.bits & (kinds.PRONOUN | kinds.CONJUNCTION):
        return last
    if token.text.isupper() and begin + 1 < len(tokens) and tokens[begin + 1].text == ",":
        # "the Northern Relief Fund, NRF, says"
        return begin + 1
    end = _run(tokens, begin, lexicon)
    inside = tokens[begin : end + 1]
    held = _bits(inside)
    if held & kinds.ROLE and not held & kinds.CUE:
        return end
    if all(t.bits & kinds.NAME for t in inside) and _bits(tokens[first : last + 1]) & kinds.ROLE:
        return end
    if token.text.isdigit() and end == begin:
        return end
    return last


def _bits(tokens: list[Token]) -> int:
    """What any of some tokens can be."""
    bits = 0
    for token in tokens:
        bits |= token.bits
    return bits


def plain_noun(tokens: list[Token], place: int, lexicon: Lexicon) -> Phrase | None:
    """A noun without an article that ends the sentence, or its clause: "ropade fiskarna till honom"."""
    bits = tokens[place].bits if place < len(tokens) else 0
    if not bits & kinds.WORD or bits & _NO_NOUN:
        return None
    after = tokens[place + 1].bits if place + 1 < len(tokens) else 0
    if after & kinds.WORD and not after & (kinds.PREPOSITION | kinds.ADDRESSING):
        return None
    return Phrase(place, place, place, "other")
