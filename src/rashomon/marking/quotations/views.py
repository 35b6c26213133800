"""Whose view a sentence gives without a verb of speech: "For the mayor this is “a mistake”"."""

from __future__ import annotations

from rashomon.marking.quotations.cues import CueAt, Reported
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase, right

#: Tokens between the verb "is" and the words that are somebody's.
_NEAR = 4


def viewed(tokens: list[Token], q: int, lexicon: Lexicon) -> Reported | None:
    """Who sees it so: the sentence opens with "for X", and "is" leads to the quoted stretch at ``q``, or
    nothing stands between ("To her, “…”")."""
    if q < 2 or tokens[0].low not in lexicon.views:
        return None
    phrase = right(tokens, 1, lexicon, True)
    if phrase is None or phrase.first != 1 or phrase.last >= q or not is_person(tokens, phrase, lexicon):
        return None
    between = tokens[phrase.last + 1 : q]
    is_ = next((i for i, t in enumerate(between) if t.low in lexicon.copulas), None)
    if is_ is None:
        return Reported(CueAt(0, 0, "source"), phrase, False) if [t.text for t in between] == [","] else None
    if len(between) - is_ > _NEAR or any(t.text not in "," for t in between if t.kind == "p"):
        return None
    return Reported(CueAt(0, 0, "source"), phrase, False)


def uttered(tokens: list[Token], q: int, lexicon: Lexicon) -> Phrase | None:
    """Whose utterance a sentence announces: "The verdict of the mayor: “…”", "Roe's answer: “…”", "His
    answer: “…”" (of the sort "own": of whoever spoke last)."""
    noun = next((i for i in range(min(q, 4)) if tokens[i].low in lexicon.utterances), None)
    if noun is None:
        return None
    if tokens[noun + 1].low in lexicon.of:
        begin = noun + 1 + (tokens[noun + 1].low not in lexicon.articles)
        phrase = right(tokens, begin, lexicon, True)
        return phrase if phrase and phrase.first == begin and is_person(tokens, phrase, lexicon) else None
    if noun and tokens[0].low in lexicon.own:
        return Phrase(0, noun, noun, "own")
    owner = tokens[noun - 1] if noun else None
    if owner is not None and owner.text[0].isupper() and owner.low.endswith(lexicon.genitives):
        first = next(i for i in range(noun) if tokens[i].text[0].isupper())
        return (
            Phrase(first, noun - 1, noun - 1, "owner") if tokens[first].low not in lexicon.articles else None
        )
    return None


def agent(tokens: list[Token], first: int, end: int, lexicon: Lexicon) -> Phrase | None:
    """By whom something is said between two tokens: "was called “a fool” by the mayor"."""
    found: Phrase | None = None
    for place in range(first, min(end, len(tokens)) - 1):
        if tokens[place].low in lexicon.agents and tokens[place].kind == "w":
            phrase = right(tokens, place + 1, lexicon, True)
            if (
                phrase
                and phrase.first == place + 1
                and phrase.last < end
                and is_person(tokens, phrase, lexicon)
            ):
                found = phrase
    return found


def is_person(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether a phrase names persons or a body that can speak, as far as its words tell: where things have
    capitals too, a name behind an article is a thing."""
    if phrase.sort == "name":
        if tokens[phrase.first].text.isdigit():
            return False
        capitals = sum(1 for t in tokens[phrase.first : phrase.head + 1] if t.capital)
        return not lexicon.nouns_capital or tokens[phrase.first].low not in lexicon.articles or capitals > 2
    return phrase.sort in ("role", "pronoun")
