"""Subjects that stand before their verb: how far to the left the phrase that speaks goes."""

from __future__ import annotations

from itertools import pairwise

from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.judging import length
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import LONGEST, Phrase, is_full, is_pronoun, right, sort_of
from rashomon.marking.quotations.roles import role_of
from rashomon.marking.quotations.runs import PARTICLES, is_name, is_short

#: Words that a name between marks has at most.
_NAME = 4
_COMMAS = frozenset(",،，–—-")


def left(tokens: list[Token], place: int, lexicon: Lexicon, floor: int = 0) -> Phrase | None:
    """The phrase that ends at ``place`` or before a few adverbs and auxiliaries: "The mayor has also said".

    ``floor`` is the first token that may be looked at.
    """
    skipped = 0
    while place >= floor and skipped < 5 and _may_follow(tokens, place, lexicon):
        if is_pronoun(tokens[place], lexicon):
            break
        place -= 1
        skipped += 1
    if place > floor and tokens[place].text in lexicon.subject_markers:
        place -= 1
    if place < floor:
        return None
    if tokens[place].kind == "w" and (
        tokens[place].low in lexicon.relatives or (tokens[place].low in lexicon.that and place > floor
        and skipped < 3)
    ):  # fmt: skip
        place -= 1
        if place >= floor and tokens[place].text == ",":
            place -= 1
        return _antecedent(tokens, _chunk(tokens, place, lexicon, floor), lexicon)
    if tokens[place].text in ",،" and place > floor:
        return _before_apposition(tokens, place, lexicon, floor)
    phrase = _chunk(tokens, place, lexicon, floor)
    if phrase and phrase.sort == "role" and phrase.first - 1 > floor and tokens[phrase.first - 1].text == ",":
        # "Jane Roe, head of the agency said": the second comma was forgotten.
        outer = _chunk(tokens, phrase.first - 2, lexicon, floor)
        opens = tokens[phrase.first : phrase.first + 2]
        if (
            outer and outer.sort == "name" and outer.first == floor and outer.last > outer.first
            and any(role_of(t.low, lexicon) for t in opens) and not is_asked(tokens, outer, lexicon)
            and tokens[outer.first].low not in lexicon.prepositions
        ):  # fmt: skip
            return Phrase(outer.first, phrase.last, outer.last, "name")
    return phrase


def apposed(tokens: list[Token], q: int, verb: int, lexicon: Lexicon) -> Phrase | None:
    """The phrase right behind the stretch at ``q`` whose appositions, between commas, reach to a verb of
    speech: "“…,” Omar Dale, 42, of Mill Road, told reporters"."""
    start = q + 1
    while start < verb and tokens[start].text in _COMMAS:
        start += 1
    phrase = right(tokens, start, lexicon) if start < verb else None
    if phrase is None or phrase.first != start or phrase.sort == "pronoun" or phrase.head + 1 >= verb:
        return None
    commas = [place for place in range(phrase.head + 1, verb) if tokens[place].text in ",،"]
    if not commas or commas[0] != phrase.head + 1:
        return None
    tail = tokens[commas[-1] + 1 : verb]
    if not all(
        t.low in lexicon.auxiliaries or t.low in lexicon.adverbs or t.low in lexicon.clitics_before
        or is_pronoun(t, lexicon) for t in tail
    ):  # fmt: skip
        return None
    for first, last in pairwise(commas):
        if not is_verbless(tokens, first + 1, last, lexicon):
            return None
    return Phrase(start, commas[-1] - 1, phrase.head, phrase.sort)


def is_verbless(tokens: list[Token], first: int, end: int, lexicon: Lexicon) -> bool:
    """True if what stands between two commas says who somebody is, not what somebody does."""
    if first >= end or tokens[first].low in lexicon.relatives:
        return True
    return not any(
        t.kind == "q" or (t.kind == "w" and not t.capital and (
            (t.low in lexicon.cues and not role_of(t.low, lexicon) and t.low not in lexicon.nounish)
            or (t.low in lexicon.auxiliaries and t.low not in lexicon.articles)
        ))
        for t in tokens[first:end]
    )  # fmt: skip


def is_asked(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether a phrase opens with a participle that the sentence's beginning gives a capital, not with a
    name: "Asked by the Gazette, a manager said"."""
    if phrase.first or phrase.last == phrase.first:
        return False
    behind = tokens[1].low
    return behind in lexicon.agents or behind in lexicon.prepositions or behind in lexicon.times


def _may_follow(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a word may stand between a subject and its verb: an adverb, an auxiliary, a time."""
    token = tokens[place]
    if token.kind != "w":
        return False
    if token.low in lexicon.adverbs or token.low in lexicon.not_:
        return True
    if token.low in lexicon.auxiliaries:
        # "Theresa May said": a name.
        return not (place and token.text[0].isupper())
    return token.low in lexicon.times and not token.capital


def _antecedent(tokens: list[Token], phrase: Phrase | None, lexicon: Lexicon) -> Phrase | None:
    """Whom a relative clause is about: "was backed by officials who said" is about the officials."""
    if phrase is None:
        return None
    for place in range(phrase.first, phrase.last):
        attaches = place > phrase.first and role_of(tokens[place - 1].low, lexicon)
        if tokens[place].low in lexicon.prepositions and not attaches:
            if tokens[place + 1].low in lexicon.prepositions:
                continue
            sort = sort_of(tokens, place + 1, phrase.last, lexicon)
            return Phrase(place + 1, phrase.last, phrase.last, sort) if sort else None
    return phrase


def _before_apposition(tokens: list[Token], comma: int, lexicon: Lexicon, floor: int) -> Phrase | None:
    for other in range(comma - 1, max(floor, comma - LONGEST), -1):
        if tokens[other].kind == "q":
            return None
        if tokens[other].text in ",،、":
            if not _apposed(tokens, other + 1, comma, lexicon):
                return None
            phrase = _chunk(tokens, other - 1, lexicon, floor)
            if phrase and phrase.sort != "pronoun" and other + 1 < comma:
                if phrase.first - 1 > floor and tokens[phrase.first - 1].text == ",":
                    outer = _chunk(tokens, phrase.first - 2, lexicon, floor)
                    named = outer is not None and tokens[outer.first].low not in lexicon.articles
                    if outer and named and outer.sort == "name" and not is_asked(tokens, outer, lexicon) and (
                        tokens[phrase.first].low in lexicon.articles
                    ):  # fmt: skip
                        phrase = outer
                return Phrase(phrase.first, comma - 1, phrase.last, phrase.sort)
            return None
    return None


def _apposed(tokens: list[Token], first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what stands between two commas explains the name before them."""
    if first >= end:
        return False
    opening = tokens[first]
    if (
        opening.low in lexicon.relatives
        or (opening.low in lexicon.that and not lexicon.verb_final)
        or opening.text[0].isdigit()
        or opening.low in lexicon.times
    ):
        return True
    inside = tokens[first:end]
    if any(
        t.low in lexicon.auxiliaries and t.low not in lexicon.articles and not t.capital for t in inside[1:]
    ):
        return False
    if opening.low in lexicon.articles or any(role_of(t.low, lexicon) for t in inside):
        return True
    return opening.capital or opening.low in lexicon.prepositions


def _chunk(tokens: list[Token], last: int, lexicon: Lexicon, floor: int) -> Phrase | None:
    """The phrase that ends at ``last``, as far to the left as its clause goes."""
    if last > floor and tokens[last].text == "." and is_short(tokens[last - 1], lexicon):
        # "Martin Keller Jr. said"
        last -= 1
    if last < floor or (tokens[last].kind == "p" and tokens[last].text != ")"):
        return None
    if tokens[last].kind == "q" and not _is_named(tokens, last, floor, lexicon):
        return None
    if is_pronoun(tokens[last], lexicon) or (tokens[last].low in lexicon.neuter and last > floor):
        return Phrase(last, last, last, "pronoun")
    low = tokens[last].low
    ends = low in lexicon.prepositions or low in lexicon.before_noun
    if ends and last > floor and not tokens[last].text[0].isupper():
        # "based on the proposed …": no subject ends so.
        return None
    place = last
    while place >= floor and last - place < LONGEST:
        token = tokens[place]
        if token.kind == "q":
            if not _is_named(tokens, place, floor, lexicon):
                break
            place -= 1
            continue
        if token.kind == "p":
            if token.text == "." and place > floor and is_short(tokens[place - 1], lexicon):
                place -= 1
                continue
            if token.text == ")":
                opened = next(
                    (i for i in range(place - 1, max(floor, place - 10), -1) if tokens[i].text == "("), None
                )
                if opened is None:
                    break
                place = opened - 1
                continue
            if token.text in "-–'’&" and place > floor and tokens[place - 1].end == token.start:
                place -= 1
                continue
            break
        low = token.low
        if token.tied:
            place -= 1
            continue
        if low in lexicon.articles and place > floor and _begins(tokens[place - 1], token, lexicon):
            place -= 1
            break
        if (place < last or not token.capital) and _ends(tokens, place, last, lexicon):
            break
        place -= 1
    first = place + 1
    while first <= last and (
        tokens[first].kind == "p" or tokens[first].low in lexicon.conjunctions
        or tokens[first].low in lexicon.times
        or (tokens[first].low in lexicon.adverbs and tokens[first].low not in lexicon.articles)
    ):  # fmt: skip
        first += 1
    if 0 < first < last and tokens[first].low in lexicon.that and tokens[first - 1].kind == "w":
        # "reports that Roe called": no article.
        first += 1
    if 0 < first <= last and _opens_relative(tokens, first, lexicon):
        return None
    first = _after_preposition(tokens, first, last, lexicon)
    if first < last and tokens[first].text.isdigit() and tokens[first + 1].low in lexicon.prepositions:
        return None
    sort = sort_of(tokens, first, last, lexicon) if first <= last else None
    if sort is None or tokens[first].low in lexicon.oblique or tokens[last].low in lexicon.times:
        return None
    if tokens[last].text.isdigit() and sort != "role":
        return None
    return Phrase(first, last, last, sort)


def _ends(tokens: list[Token], place: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a word is no part of a phrase that ends at ``last``: it stands before it."""
    token, low = tokens[place], tokens[place].low
    if low in lexicon.articles:
        return False
    if (low in lexicon.subordinators or low in lexicon.that or low in lexicon.whether) and (
        low not in lexicon.of
    ):  # fmt: skip
        return True
    if low in lexicon.relatives or is_pronoun(token, lexicon):
        return True
    if low in lexicon.conjunctions and not (
        0 < place < last and tokens[place + 1].capital and tokens[place - 1].capital
    ):
        return True
    return not token.capital and (
        low in lexicon.auxiliaries
        or (low in lexicon.cues and not role_of(low, lexicon) and low not in lexicon.unnamed)
    )


def _opens_relative(tokens: list[Token], first: int, lexicon: Lexicon) -> bool:
    """Whether a place is behind a relative word that is the subject: "who | represents the owners"."""
    leads, verb = tokens[first - 1].low, tokens[first]
    if (
        leads in lexicon.that
        and verb.text[0].islower()
        and verb.low.endswith(lexicon.verb_endings or ("\n",))
    ):
        return role_of(verb.low, lexicon) is None and verb.low not in lexicon.unnamed
    return (
        leads in lexicon.relatives and leads not in lexicon.articles and verb.text[0].islower()
        and verb.low not in lexicon.articles and not role_of(verb.low, lexicon)
        and not is_pronoun(verb, lexicon)
    )  # fmt: skip


def _begins(before: Token, article: Token, lexicon: Lexicon) -> bool:
    """Whether a phrase begins with an article and what stands before that is no part of it, but its verb:
    "Blom issued | a statement saying"."""
    return before.kind == "w" and not lexicon.nouns_capital and not (
        before.low in lexicon.of or before.low in lexicon.prepositions or before.low in lexicon.conjunctions
        or before.low in lexicon.articles or before.low in lexicon.as_ or article.low in lexicon.of
        or article.low in lexicon.prepositions or article.text[0].isupper()
    )  # fmt: skip


def _is_named(tokens: list[Token], q: int, floor: int, lexicon: Lexicon) -> bool:
    """Whether a stretch is the name of a body in a phrase: "a speaker of the “Harbour for all”"."""
    return q > floor + 1 and tokens[q - 1].low in lexicon.of and length(tokens[q].text) <= _NAME and (
        role_of(tokens[q - 2].low, lexicon) is not None or tokens[q - 2].low in lexicon.of
    )  # fmt: skip


def _after_preposition(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """Where the subject begins after "On Sunday" or "In Belgium" without a comma."""
    if (
        first > last
        or tokens[first].low not in lexicon.prepositions
        or (first < last and is_full(tokens, first))
    ):
        return first
    surname = not (lexicon.that_relative and tokens[first].low in lexicon.of)
    if surname and tokens[first].low in PARTICLES and 0 < last - first <= 2 and tokens[last].capital and all(
        token.low in PARTICLES for token in tokens[first:last]
    ):  # fmt: skip
        # "Von der Leyen said": a surname.
        return first
    for place in range(first + 1, last + 1):
        low = tokens[place].low
        before = tokens[place - 1]
        timed = before.low in lexicon.times or before.text.isdigit()
        if timed and low not in lexicon.times and not tokens[place].text.isdigit():
            return place
    start = last + 1
    while (
        start - 1 > first + 1 and is_name(tokens[start - 1], lexicon) and tokens[start - 1].text[0].isupper()
    ):
        start -= 1
    before = tokens[start - 1]
    noun = start <= last and before.kind == "w" and before.text[0].islower()
    joins = before.low in lexicon.prepositions or before.low in lexicon.of
    joins = joins or before.low in lexicon.articles or before.low in lexicon.conjunctions
    if noun and not joins and not lexicon.nouns_capital:
        # "In an interview Smith said"
        return start
    return last + 1
