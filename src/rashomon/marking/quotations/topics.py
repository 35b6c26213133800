"""Whom a sentence without a cue is about: the phrase that opens it, or the one behind its verb."""

from __future__ import annotations

from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase, is_headed, right


def leading_phrase(tokens: list[Token], end: int, lexicon: Lexicon, acts: bool = False) -> Phrase | None:
    """Who a sentence is about: the one that opens it, or the pronoun or the name behind its verb. ``acts``:
    what that is does something only persons do."""
    if not tokens or end < 2:
        return None
    phrase = right(tokens, 0, lexicon)
    if phrase and phrase.first == 0 and phrase.last < end - 1:
        if phrase.sort == "name":
            capitals = sum(1 for t in tokens[: phrase.head + 1] if t.kind == "w" and t.text[0].isupper())
            if capitals >= 2 and tokens[0].low not in lexicon.articles:
                return phrase
        elif phrase.sort == "pronoun" or (
            phrase.sort == "role" and (is_headed(tokens, phrase, lexicon) or _is_named(tokens, phrase))
        ):  # fmt: skip
            return phrase
    if not lexicon.inverts:
        return None
    begin = 1
    opening = tokens[0].low
    if (opening in lexicon.subordinators and opening not in lexicon.articles) or opening in lexicon.if_:
        begin = next((i for i in range(1, end) if tokens[i].text == ","), end) + 1
    opens = begin > 1 or opening in lexicon.adverbs or opening in lexicon.openings
    for place in range(begin, end):
        token, before = tokens[place], tokens[place - 1]
        if token.text == "," and place + 1 < end and tokens[place + 1].low in lexicon.relatives:
            break
        second = place == begin + (begin == 1) + (begin > 1) and before.kind == "w"
        if second and opens and token.low in lexicon.ambiguous:
            return Phrase(place, place, place, "pronoun")
        if acts and token.low in lexicon.nominative and _is_verb(before, lexicon):
            phrase = right(tokens, place, lexicon)
            if phrase and phrase.first == place and phrase.last < end:
                return phrase
        if token.kind != "w" or before.kind != "w" or (before.capital and place > 1) or (
            before.low in lexicon.prepositions or before.low in lexicon.of or before.low in lexicon.articles
            or before.low in lexicon.conjunctions or before.low in lexicon.that
        ):  # fmt: skip
            continue
        phrase = right(tokens, place, lexicon)
        if phrase is None or phrase.first != place or phrase.last >= end:
            continue
        if _is_oblique(tokens, place, lexicon):
            continue
        if (
            phrase.sort == "pronoun"
            and token.low not in lexicon.ambiguous
            and token.low not in lexicon.articles
        ):
            return phrase
        named = sum(
            1 for t in tokens[phrase.first : phrase.head + 1] if t.kind == "w" and t.text[0].isupper()
        )
        if (phrase.sort == "role" and named and is_headed(tokens, phrase, lexicon)) or (
            phrase.sort == "name" and named >= 2 and token.capital
        ):
            return phrase
    return None


def _is_named(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether an apposition names who a phrase describes: "the brother of the pope, Georg Roe"."""
    capitals = [t for t in tokens[phrase.head + 1 : phrase.last + 1] if t.kind == "w" and t.text[0].isupper()]
    return len(capitals) > 1


def _is_verb(token: Token, lexicon: Lexicon) -> bool:
    """Whether a small word is none of those that stand before a noun phrase without being its verb."""
    low = token.low
    return token.kind == "w" and token.text[0].islower() and not (
        low in lexicon.prepositions or low in lexicon.of or low in lexicon.articles or low in lexicon.that
        or low in lexicon.conjunctions or low in lexicon.adverbs or low in lexicon.subordinators
    )  # fmt: skip


def _is_oblique(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether an article before the adjectives of a noun has a case that no subject has."""
    place -= 1
    while place > 0 and tokens[place].kind == "w" and tokens[place].text[0].islower() and not (
        tokens[place].low in lexicon.articles or tokens[place].low in lexicon.oblique
    ):  # fmt: skip
        place -= 1
    return tokens[place].low in lexicon.oblique or tokens[place].low in lexicon.prepositions


def last_clause(tokens: list[Token], q: int, lexicon: Lexicon) -> Phrase | None:
    """The pronoun that is the subject of the clause before a colon at ``q`` - 1: ", indem sie drohte: …"."""
    comma = next((i for i in range(q - 2, 0, -1) if tokens[i].text == ","), None)
    if comma is None or comma + 3 >= q or tokens[comma + 1].low not in lexicon.subordinators:
        return None
    token = tokens[comma + 2]
    if tokens[comma + 1].low in lexicon.articles or not (token.low in lexicon.he or token.low in lexicon.she):
        return None
    return Phrase(comma + 2, comma + 2, comma + 2, "pronoun")
