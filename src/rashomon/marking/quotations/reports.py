"""Whose words a cue reports: the subject of its verb, wherever the order of the language puts it."""

from __future__ import annotations

from rashomon.marking.quotations.choosing import choose
from rashomon.marking.quotations.cues import CueAt, Reported, cue_at
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase, is_pronoun, right
from rashomon.marking.quotations.subjects import left
from rashomon.marking.quotations.views import agent

#: Tokens in which a source stands that opens its sentence.
_OPENING = 3


def subject(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int = 0, prefer: str = "") -> Reported:
    """Whose words a cue reports. ``prefer`` is "right" or "left" where the order of the sentence tells
    ("…”, said X" against "X said: “…")."""
    if cue.category == "source":
        return Reported(cue, _source(tokens, cue, lexicon), True)
    if cue.category == "own":
        return Reported(cue, Phrase(cue.first, cue.last - 1, cue.last - 1, "own"), False)
    if cue.category == "after":
        return Reported(cue, left(tokens, cue.first - 1, lexicon, floor), False)
    if cue.category == "particle":
        return Reported(cue, right(tokens, cue.last + 1, lexicon), True)
    if cue.category == "impersonal":
        return Reported(cue, _document(tokens, cue, lexicon), True)
    if _passive(tokens, cue, lexicon, floor):
        return Reported(cue, agent(tokens, cue.last + 1, len(tokens), lexicon), False)
    phrase = choose(tokens, cue, lexicon, floor)
    behind = phrase is not None and phrase.first > cue.last
    by = phrase is not None and behind and tokens[phrase.first - 1].low in lexicon.agents
    return Reported(cue, phrase, behind and not by)


def _source(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Phrase | None:
    """Whom or what the words of "according to" lead to."""
    verb = cue_at(tokens, cue.last + 1, lexicon) if cue.last + 1 < len(tokens) else None
    onward = (verb.last if verb and verb.category == "say" else cue.last) + 1
    if onward >= len(tokens):
        return None
    if cue.last > cue.first and tokens[onward].low in lexicon.agents:
        # "Nach Angaben von Anna Roe".
        onward += 1
    told = _information(tokens, onward, lexicon)
    if told is not None:
        return told
    phrase = _plain(tokens, right(tokens, onward, lexicon, True), lexicon)
    if onward < len(tokens) and tokens[onward].low in lexicon.oblique_pronouns and (
        phrase is None or phrase.first != onward or phrase.last == onward
    ):  # fmt: skip
        # "volgens hem", "selon elle"
        return Phrase(onward, onward, onward, "pronoun")
    phrase = phrase or _source_noun(tokens, onward, lexicon)
    if tokens[cue.last].low in lexicon.according_nouns and cue.last > cue.first and (
        phrase is None or not _genitive(tokens, cue.last + 1, lexicon)
    ):  # fmt: skip
        return Phrase(cue.first + 1, cue.last, cue.last, "role")
    noun = next((i for i in range(cue.first + 1, cue.last + 1) if tokens[i].capital), None)
    if phrase and noun:
        # "Nach Angaben der Polizei": the noun of the source phrase is part of who speaks.
        phrase = Phrase(noun, phrase.last, phrase.head, phrase.sort)
    return phrase


def _plain(tokens: list[Token], phrase: Phrase | None, lexicon: Lexicon) -> Phrase | None:
    """A source without what only looks like its apposition ("According to Roe, the engineers want …"): one
    ends with a comma, or with the sentence that the source closes."""
    if phrase is None or any(
        t.low in lexicon.relatives - lexicon.articles for t in tokens[phrase.first : phrase.head + 1]
    ):
        return None
    behind = tokens[phrase.last + 1 :]
    ends = all(token.kind == "p" for token in behind) and phrase.first > _OPENING
    if phrase.last > phrase.head and not ends and not (behind and behind[0].text == ","):
        return Phrase(phrase.first, phrase.head, phrase.head, phrase.sort)
    return phrase


def _information(tokens: list[Token], place: int, lexicon: Lexicon) -> Phrase | None:
    """Behind "according to" what only says that somebody gave it, and who did: "information from X"."""
    noun = next(
        (i for i in range(place, min(len(tokens), place + 3)) if tokens[i].low in lexicon.according_nouns),
        None,
    )
    if noun is None or any(token.kind != "w" for token in tokens[place:noun]):
        return None
    begin = noun + 1
    leads = begin < len(tokens) - 1 and tokens[begin].low in (
        lexicon.of | lexicon.prepositions | lexicon.agents
    )
    if not leads:
        return Phrase(place, noun, noun, "role")
    begin += tokens[begin].low not in lexicon.articles or lexicon.that_relative
    phrase = right(tokens, begin, lexicon, True)
    if phrase is None or phrase.first != begin:
        phrase = _source_noun(tokens, begin, lexicon) or Phrase(begin, begin, begin, "role")
    return Phrase(place, phrase.head, phrase.head, "role" if phrase.sort == "other" else phrase.sort)


def _source_noun(tokens: list[Token], place: int, lexicon: Lexicon) -> Phrase | None:
    """A noun that the language makes definite by its ending, as a source: "enligt rapporterna", "enligt
    lagens bokstav"."""
    if not lexicon.noun_endings:
        return None
    for last in range(place, min(len(tokens), place + 4)):
        low = tokens[last].low
        if tokens[last].kind != "w" or low in lexicon.prepositions or low in lexicon.auxiliaries or (
            low in lexicon.conjunctions or low in lexicon.that or low in lexicon.to
            or low in lexicon.relatives
        ):  # fmt: skip
            return None
        if len(low) > 4 and low.endswith(lexicon.noun_endings):
            return Phrase(place, last, last, "other")
    return None


def _document(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Phrase | None:
    """What says so where nobody does: "In dem Brief heißt es", "heißt es in dem Brief"."""
    for place in range(cue.last + 1, min(len(tokens), cue.last + 4)):
        if tokens[place].low in lexicon.inside or tokens[place].low in lexicon.agents:
            return _named_text(tokens, place + 1, lexicon)
        if tokens[place].low not in lexicon.adverbs:
            break
    for place in range(cue.first):
        if tokens[place].low in lexicon.inside:
            return _named_text(tokens, place + 1, lexicon)
    return None


def _named_text(tokens: list[Token], place: int, lexicon: Lexicon) -> Phrase | None:
    """The noun phrase behind a preposition, past what describes it: "in a statement issued yesterday"."""
    phrase = right(tokens, place, lexicon, True)
    if phrase is not None or not lexicon.nouns_capital:
        return phrase
    for noun in range(place, min(len(tokens), place + 5)):
        if tokens[noun].kind != "w":
            return None
        if tokens[noun].capital:
            phrase = right(tokens, noun, lexicon, True)
            return Phrase(place, phrase.last, phrase.head, phrase.sort) if phrase else None
    return None


def _genitive(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether "of X" follows a source noun: "Angaben der Polizei", "Angaben von Polizei"."""
    low = tokens[place].low if place < len(tokens) else ""
    return low in lexicon.of or low in lexicon.articles or low in lexicon.oblique


def _passive(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int) -> bool:
    """Whether the verb is said of its subject ("is said to be"), not by it ("is quoted")."""
    if tokens[cue.first].low in lexicon.quoted:
        return False
    if tokens[cue.first].low in lexicon.passives:
        return True
    after = tokens[cue.last + 1] if cue.last + 1 < len(tokens) else None
    if after is not None and is_pronoun(after, lexicon):
        return False
    if lexicon.verb_final and after is not None and after.low in lexicon.passive:
        return True
    for place in range(cue.first - 1, max(floor - 1, cue.first - 4), -1):
        low = tokens[place].low
        if low in lexicon.passive:
            if place and tokens[place - 1].low in lexicon.reflexive:
                return False
            verb = tokens[cue.first].low
            return verb not in lexicon.participles and not verb.endswith(lexicon.active_endings)
        if low not in lexicon.adverbs and low not in lexicon.not_ and low not in lexicon.auxiliaries:
            return False
    return False
