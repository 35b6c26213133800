"""Noun phrases that can speak: found beside a cue, without a parser, by what may stand in one."""

from __future__ import annotations

from typing import NamedTuple

from rashomon.marking.quotations import kinds, runs
from rashomon.marking.quotations.frames import Token, Tokens
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.runs import is_name, is_titled, leads_to_name, owns, run, titles

LONGEST = runs.LONGEST
_SKIPPED = kinds.ADVERB | kinds.AUXILIARY
_BEFORE_TIME = kinds.PREPOSITION | kinds.ARTICLE
_NO_NOUN = (
    kinds.PREPOSITION | kinds.ADVERB | kinds.TIME | kinds.AUXILIARY | kinds.THAT | kinds.OBJECT |
    kinds.NOT | kinds.CONJUNCTION | kinds.ARTICLE
)  # fmt: skip


class Phrase(NamedTuple):
    """Tokens ``first`` to ``last`` (inclusive) of a frame name a speaker; ``head`` is the end of the
    part before an apposition. ``sort`` is pronoun, anyone (an impersonal subject: nobody is named), name,
    role or other."""

    first: int
    last: int
    head: int
    sort: str


def is_pronoun(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word is a pronoun that can be a subject: he, she, they."""
    return bool(token.bits & kinds.PRONOUN)


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
    if not bits & kinds.BEGINNER and not (bits & kinds.OPENS and _begins(tokens, place, lexicon)):
        return None
    if bits & kinds.TIME:
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
    last = run(tokens, place, lexicon)
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
    bits, following = tokens[place].bits, tokens[place + 1].bits
    if bits & kinds.DESCRIBING and titles(tokens[place], tokens[place + 1]):
        return True
    if bits & kinds.UPPER and place and following & kinds.UPPER and following & kinds.WORD:
        return True
    return bool(bits & kinds.OWNING and owns(tokens, place, lexicon)) or (
        lexicon.role_genitives and leads_to_name(tokens, place, lexicon)
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
        elif (
            bits & _BEFORE_TIME and place + 1 < count and tokens[place + 1].bits & kinds.TIME
            and (bits & kinds.PREPOSITION or not is_titled(tokens, place + 1, lexicon))
        ):  # fmt: skip
            place += 2
    return place


def _noun_like(token: Token) -> bool:
    bits = token.bits
    return bool(bits & kinds.WORD) and not bits & (
        kinds.THAT | kinds.PREPOSITION | kinds.ADVERB | kinds.CONJUNCTION | kinds.AUXILIARY | kinds.TIME
    )


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
    end = run(tokens, begin, lexicon)
    inside = tokens[begin : end + 1]
    held = _bits(inside)
    if held & kinds.ROLE and not held & kinds.CUE:
        return end
    if all(t.bits & kinds.NAME or t.tied for t in inside) and _bits(tokens[first : last + 1]) & kinds.ROLE:
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
