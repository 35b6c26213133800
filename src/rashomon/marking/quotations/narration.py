"""What stands beside reported speech and is none: the narrator's clauses, and wishes, plans and feelings."""

from __future__ import annotations

from rashomon.marking.quotations.cues import CueAt, cue_at
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import is_pronoun, right
from rashomon.marking.quotations.roles import role_of

#: Words that a clause before its cue has at most where it cannot stand alone ("In the end, she said, …").
_STUB = 2


def has_infinitive(tokens: list[Token], first: int, last: int, cue: CueAt, lexicon: Lexicon) -> bool:
    """Whether a content has no subject of its own: "to return", "att återvända", "zurück zu kehren"."""
    opening = tokens[first]
    if cue.category == "deny" and any(t.low in lexicon.perfect for t in tokens[first : first + 2]):
        # "nægter at have stjålet" denies a deed, "nægter at rejse" refuses one.
        return False
    if opening.low in lexicon.to:
        return True
    before = tokens[first - 1] if first else None
    if before is not None and before.low in lexicon.to:
        return (
            not opening.capital
            and opening.low.endswith(lexicon.infinitive_endings)
            and not opening.low.endswith(lexicon.definite_endings)
            and opening.low not in lexicon.articles
            and opening.low not in lexicon.adverbs
            and opening.low not in lexicon.they
        )
    if not lexicon.infinitive_last:
        return False
    verb = tokens[last].low
    return any(t.low in lexicon.to and t.kind == "w" for t in tokens[max(first, last - 2) : last]) or any(
        to in verb[2:-3] for to in lexicon.to if verb.endswith(lexicon.infinitive_endings)
    )


def goes_on(tokens: list[Token], comma: int, tail: int, lexicon: Lexicon) -> bool:
    """Whether a clause interrupted by "…, X said, …" goes on behind it. ``comma`` ends what stands before
    the cue, ``tail`` is the first token behind the comma that ends the interruption.

    It goes on where what stands before cannot stand alone (an adverbial, a subject without its verb); what
    else follows is the narrator's ("…, he said, after Norway had …", "…, she said, pointing to …").
    """
    head = tokens[:comma]
    words = [token for token in head if token.kind == "w"]
    behind = tokens[tail]
    if len(words) <= _STUB and not any(token.kind == "q" for token in head):
        return True
    opening = tokens[0].low
    dependent = opening in lexicon.if_ or opening in lexicon.subordinators or opening in lexicon.prepositions
    dependent = dependent or opening in lexicon.adverbs or opening in lexicon.openings
    whole = any(token.text in ",;" for token in head) or any(token.kind == "q" for token in head)
    if narrates(tokens, tail, lexicon):
        return False
    if dependent and opening not in lexicon.articles:
        return not whole
    low = behind.low
    if low in lexicon.auxiliaries:
        return True
    return behind.kind == "w" and not behind.capital and not (
        low in lexicon.prepositions or low in lexicon.articles or low in lexicon.adverbs
        or low in lexicon.times or low in lexicon.of or low in lexicon.not_ or low in lexicon.indefinite
    )  # fmt: skip


def narrates(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether what begins at ``place``, behind a cue and its comma, is a clause of the narrator."""
    low = tokens[place].low
    return (
        low in lexicon.narrators
        or low in lexicon.relatives
        or low in lexicon.conjunctions
        or low in lexicon.participles
        or (bool(lexicon.active_endings) and low.endswith(lexicon.active_endings) and len(low) > 5)
    )


def resumes(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether the comma at ``place`` ends a clause that opens the sentence and holds a report ("When Roe said
    that …, Lund left"): what follows is the narrator's."""
    if tokens[place].text != "," or place + 3 >= len(tokens):
        return False
    opening = tokens[0].low
    if opening in lexicon.articles or not (opening in lexicon.subordinators or opening in lexicon.if_):
        return False
    begin = place + 1
    if lexicon.verb_second:
        verb = tokens[begin]
        small = verb.kind == "w" and verb.text[0].islower() and not (
            verb.low in lexicon.conjunctions or verb.low in lexicon.relatives or verb.low in lexicon.that
            or verb.low in lexicon.prepositions or verb.low in lexicon.articles or verb.low in lexicon.adverbs
        )  # fmt: skip
        begin += 1
        if not small:
            return False
    phrase = right(tokens, begin, lexicon)
    return phrase is not None and phrase.first == begin and tokens[begin].low not in lexicon.relatives


def another(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a comma or dash at ``place`` leads to more speech: ", adding", ", but Roe denied"."""
    if tokens[place].text not in ",–—" or place + 3 >= len(tokens):
        return False
    if tokens[place + 1].low in lexicon.participles:
        return True
    if tokens[place + 1].low not in lexicon.conjunctions:
        return False
    phrase = right(tokens, place + 2, lexicon)
    if phrase is None or phrase.first != place + 2 or phrase.sort not in ("name", "role", "pronoun"):
        return False
    verb = phrase.last + 1
    while verb < len(tokens) - 1 and (
        tokens[verb].low in lexicon.adverbs or tokens[verb].low in lexicon.auxiliaries
    ):
        verb += 1
    cue = cue_at(tokens, verb, lexicon) if verb < len(tokens) else None
    return cue is not None and cue.category in ("say", "deny")


def is_purpose(tokens: list[Token], place: int, that: int, lexicon: Lexicon) -> bool:
    """Whether a preposition or a conjunction makes something else of a "that", behind a cue whose words end
    before ``place``: "för att", "for at", "después de que", "avant que", "en el que"."""
    if that == 0:
        return False
    clause = tokens[that + 1].low if that + 1 < len(tokens) else ""
    if that - 1 == place and lexicon.infinitive_endings and not clause.endswith(lexicon.infinitive_endings):
        # "varnade för att vintern blir lång"
        return False
    before = tokens[that - 1].low
    if before in lexicon.about:
        return that > 1 and tokens[that - 2].low in lexicon.subordinators
    return before in lexicon.prepositions or (lexicon.that_relative and before in lexicon.articles)


def is_relative(tokens: list[Token], place: int, that: int, lexicon: Lexicon) -> bool:
    """Whether a "that", behind a cue whose words end before ``place``, is said of the noun before it: "called
    for dresses that showed more", "publicó los resultados que mostraban"."""
    if lexicon.that_relative:
        while place < that - 1 and (
            tokens[place].low in lexicon.times or tokens[place].low in lexicon.adverbs
        ):
            place += 1
        first = tokens[place]
        commas = sum(1 for token in tokens[place:that] if token.text == ",")
        return commas % 2 == 1 or first.low in lexicon.articles
    verb = tokens[that + 1] if that + 1 < len(tokens) else None
    noun = tokens[that - 1]
    if verb is None or verb.kind != "w" or verb.capital or not lexicon.verb_endings:
        return False
    if noun.capital or noun.text == "," or noun.low in lexicon.objects or noun.low in lexicon.times:
        return False
    if role_of(noun.low, lexicon) is not None:
        return False
    if verb.low in lexicon.auxiliaries:
        return True
    after = tokens[that + 2].low if that + 2 < len(tokens) else ""
    return (
        verb.low.endswith(lexicon.verb_endings)
        and len(verb.low) > 4
        and role_of(verb.low, lexicon) is None
        and verb.low not in lexicon.unnamed
        and after not in lexicon.auxiliaries
    )


def names(tokens: list[Token], place: int, end: int, cue: CueAt, lexicon: Lexicon) -> bool:
    """Whether a verb of calling that what stands at ``place`` follows gives a name: nobody is said to say so
    in "a group called Northern Light opened"."""
    if tokens[cue.first].low not in lexicon.naming:
        return False
    if cue.first and tokens[cue.first - 1].text == ",":
        return True
    name = right(tokens, place, lexicon)
    if name is None or name.sort != "name" or any(token.kind == "q" for token in tokens[place : end + 1]):
        return False
    return name.last + 1 >= len(tokens) or tokens[name.last + 1].low not in lexicon.articles


def asks(tokens: list[Token], place: int, whether: int, lexicon: Lexicon) -> bool:
    """Whether a word that means "about" too means "whether": right behind the verb and before a pronoun."""
    return whether == place and whether + 1 < len(tokens) and is_pronoun(tokens[whether + 1], lexicon)


def can_be_verb(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word behind "to" can be a verb, where verbs are told by their endings: "de partir"."""
    return not lexicon.to_verb or token.low in lexicon.not_ or token.low.endswith(lexicon.to_verb)


def past_adverbial(tokens: list[Token], place: int, end: int, lexicon: Lexicon) -> int | None:
    """Past "on Sunday morning" to the clause that follows it."""
    for other in range(place + 1, min(end, place + 8)):
        if tokens[other].low in lexicon.times:
            after = other
            while after <= end and (tokens[after].low in lexicon.times or tokens[after].text == ","):
                after += 1
            if after > end or tokens[after].kind == "p":
                return None
            phrase = right(tokens, after, lexicon)
            return after if tokens[after - 1].text != "," or (phrase and phrase.first == after) else None
    return None


def past_aside(tokens: list[Token], place: int, lexicon: Lexicon) -> int:
    """Past what explains a source between commas: "According to Roe, who leads the group, …"."""
    if place >= len(tokens):
        return place
    if tokens[place].low in lexicon.relatives or tokens[place].low in lexicon.that:
        # "According to a letter that this paper has read, …": nothing tells where it ends but a comma.
        return next((i for i in range(place + 2, min(len(tokens), place + 16)) if tokens[i].text == ","), -1)
    loose = tokens[place].low in lexicon.prepositions and not lexicon.verb_second
    if tokens[place].text != "," and not loose:
        return place
    comma = next((i for i in range(place + 2, min(len(tokens), place + 16)) if tokens[i].text == ","), None)
    if comma is None:
        return place
    if loose:
        # "According to a poll of more than 1,000 people, …"
        return comma
    aside = tokens[place + 1 : comma]
    explains = any(role_of(t.low, lexicon) for t in aside[:4]) and not any(
        t.low in lexicon.auxiliaries and t.low not in lexicon.articles for t in aside
    )
    opening = aside[0].low
    clause = opening in lexicon.relatives | lexicon.that and (
        opening not in lexicon.articles or not lexicon.nouns_capital or not aside[-1].capital
    )
    return comma if clause or explains else place


def is_clause(tokens: list[Token], place: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what begins at a place has a subject and a verb of its own."""
    phrase = right(tokens, place, lexicon)
    verb = phrase.last + 1 if phrase and phrase.first == place else place + 1
    while verb <= end and tokens[verb].low in lexicon.adverbs:
        verb += 1
    low = tokens[verb].low if verb <= end else ""
    return (low in lexicon.auxiliaries and low not in lexicon.to) or (
        len(low) > 3 and low.endswith(lexicon.verb_endings or ("",))
    )


def past_object(tokens: list[Token], place: int, lexicon: Lexicon) -> int:
    """Past whom somebody told: "told her", "told Sky News", "told the court"."""
    if place >= len(tokens) or tokens[place].kind != "w" or tokens[place].low in lexicon.that:
        return place
    if tokens[place].low in lexicon.objects:
        return place + 1
    phrase = right(tokens, place, lexicon, True)
    if phrase is None or phrase.first != place or phrase.sort == "pronoun":
        return place
    return phrase.head + 1


def past_participle(tokens: list[Token], place: int, lexicon: Lexicon) -> int:
    """Past a participle that belongs to a source: "According to a letter seen by this newspaper, …"."""
    if lexicon.verb_second or place + 2 >= len(tokens):
        return place
    token, behind = tokens[place], tokens[place + 1]
    leads = behind.low in lexicon.agents or behind.low in lexicon.prepositions or behind.low in lexicon.times
    if token.kind != "w" or token.capital or not leads or (
        token.low in lexicon.auxiliaries or token.low in lexicon.articles or token.low in lexicon.adverbs
        or token.low in lexicon.prepositions or is_pronoun(token, lexicon)
    ):  # fmt: skip
        return place
    for comma in range(place + 2, min(len(tokens), place + 12)):
        if tokens[comma].text == ",":
            return comma
        if tokens[comma].low in lexicon.auxiliaries:
            break
    return place


def is_manner(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """True if what stands between a verb and the comma before a stretch says how it is said, or when: "said
    quietly, “…”", "said with a smile, “…”"."""
    q = next((i for i in range(place, min(len(tokens), place + 8)) if tokens[i].kind == "q"), None)
    if q is None or q < place + 2 or tokens[q - 1].text not in ",،":
        return False
    inside = tokens[place : q - 1]
    return all(t.kind == "w" for t in inside) and not any(t.low in lexicon.auxiliaries for t in inside) and (
        len(inside) == 1 or inside[0].low in lexicon.prepositions or inside[0].low in lexicon.adverbs
        or inside[0].low in lexicon.times
    )  # fmt: skip
