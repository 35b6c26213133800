"""Whose words a cue reports: the subject of its verb, wherever the order of the language puts it."""

from __future__ import annotations

from rashomon.marking.quotations.cues import CueAt, Reported, cue_at
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase, is_headed, is_pronoun, right, role_of, sort_of
from rashomon.marking.quotations.subjects import left
from rashomon.marking.quotations.topics import leading_phrase
from rashomon.marking.quotations.views import agent, is_person


def subject(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int = 0, prefer: str = "") -> Reported:
    """Whose words a cue reports. ``prefer`` is "right" or "left" where the order of the sentence tells
    ("…”, said X" against "X said: “…")."""
    if cue.category == "source":
        verb = cue_at(tokens, cue.last + 1, lexicon) if cue.last + 1 < len(tokens) else None
        onward = (verb.last if verb and verb.category == "say" else cue.last) + 1
        if cue.last > cue.first and onward < len(tokens) and tokens[onward].low in lexicon.agents:
            # "Nach Angaben von Anna Roe".
            onward += 1
        phrase = right(tokens, onward, lexicon, True)
        if phrase and phrase.last > phrase.head and (
            phrase.last + 1 >= len(tokens) or tokens[phrase.last + 1].text != ","
        ):  # fmt: skip
            # "According to Roe, the engineers want …": no apposition, but who the sentence is about.
            phrase = Phrase(phrase.first, phrase.head, phrase.head, phrase.sort)
        if phrase and any(
            tokens[i].low in lexicon.relatives - lexicon.articles
            for i in range(phrase.first, phrase.head + 1)
        ):
            phrase = None
        own = tokens[cue.last].low in lexicon.according_nouns and cue.last > cue.first
        if own and (phrase is None or not _genitive(tokens, cue.last + 1, lexicon)):
            return Reported(cue, Phrase(cue.first + 1, cue.last, cue.last, "role"), True)
        if phrase and cue.last > cue.first:
            # "Nach Angaben der Polizei": the noun of the source phrase is part of who speaks.
            noun = next((i for i in range(cue.first + 1, cue.last + 1) if tokens[i].capital), None)
            if noun:
                phrase = Phrase(noun, phrase.last, phrase.head, phrase.sort)
        return Reported(cue, phrase, True)
    if cue.category == "own":
        return Reported(cue, Phrase(cue.first, cue.last - 1, cue.last - 1, "own"), False)
    if cue.category == "after":
        return Reported(cue, left(tokens, cue.first - 1, lexicon, floor), False)
    if cue.category == "particle":
        return Reported(cue, right(tokens, cue.last + 1, lexicon), True)
    if cue.category == "impersonal":
        return Reported(cue, _document(tokens, cue, lexicon), True)
    linked = tokens[cue.first - 1].low if cue.first > floor else ""
    joined = linked in lexicon.conjunctions and linked not in lexicon.as_told
    if lexicon.verb_final and prefer != "right" and not joined:
        decided, apart = _apart(tokens, cue, lexicon, floor)
        if decided or apart:
            return Reported(cue, apart, False)
    before_it = tokens[cue.first - 1] if cue.first > floor else None
    trails = before_it is not None and tokens[cue.first].low in lexicon.participles and (
        before_it.text == "," or before_it.low in lexicon.prepositions
    )  # fmt: skip
    if trails or (joined and prefer != "right"):
        return Reported(cue, None, False)
    if before_it is not None and floor == 0 and tokens[cue.first].low in lexicon.participles and (
        before_it.low in lexicon.unnamed or before_it.low in lexicon.utterances
    ):  # fmt: skip
        # "Roe issued a statement saying": Roe's.
        issuer = right(tokens, 0, lexicon)
        if issuer and issuer.first == 0 and issuer.last + 2 < cue.first and issuer.sort in ("name", "role"):
            return Reported(cue, issuer, False)
    if _passive(tokens, cue, lexicon, floor):
        return Reported(cue, agent(tokens, cue.last + 1, len(tokens), lexicon), False)
    behind = right(tokens, cue.last + 1, lexicon) if cue.last + 1 < len(tokens) else None
    if behind is None and prefer == "right":
        behind = _past_addressee(tokens, cue.last + 1, lexicon)
    if behind is not None and _is_object(tokens, behind, lexicon):
        behind = None
    before = left(tokens, cue.first - 1, lexicon, floor) if cue.first > floor else None
    if prefer == "right" and behind:
        return Reported(cue, behind, True)
    if before is None and prefer != "right":
        before = explained(tokens, cue.first, lexicon) if floor == 0 else None
        if before is not None:
            return Reported(cue, before, False)
    if before is None:
        thing = lexicon.that_relative and behind is not None and behind.sort == "other" and not prefer
        if behind and prefer != "left" and not thing and _may_invert(tokens, cue, lexicon):
            return Reported(cue, behind, True)
        return Reported(cue, None, False)
    if behind and before.sort == "other" and prefer != "left" and _aside(tokens, cue, behind):
        return Reported(cue, behind, True)
    if (
        behind
        and prefer != "left"
        and lexicon.verb_second
        and _stands_first(tokens, before, cue, behind, lexicon)
    ):
        return Reported(cue, behind, True)
    if behind and prefer != "left" and _is_dative(tokens, before.first, lexicon):
        return Reported(cue, behind, True)
    if behind and prefer != "left" and behind.first <= cue.last + 4 and lexicon.inverts:
        if (
            behind.sort == "pronoun"
            and before.sort != "pronoun"
            and tokens[behind.first].low not in lexicon.ambiguous
        ):
            return Reported(cue, behind, True)
        if behind.sort in ("role", "name") and before.sort == "other":
            return Reported(cue, behind, True)
        relative = before.first > 1 and tokens[before.first].low in lexicon.relatives
        if relative and tokens[before.first - 1].text == "," and behind.sort in ("role", "name"):
            return Reported(cue, behind, True)
        if before.first == before.last == 0 and _weak_opening(tokens[0], lexicon):
            return Reported(cue, behind, True)
        if _fronted(tokens, cue.first, lexicon, floor) and before.sort != "pronoun":
            return Reported(cue, behind, True)
    return Reported(cue, before, False)


def _stands_first(tokens: list[Token], before: Phrase, cue: CueAt, behind: Phrase, lexicon: Lexicon) -> bool:
    """Whether what stands before a verb is no subject, because a person stands right behind it: "Three
    months after the meeting in Kiel said captain Roe that …"."""
    if behind.first != cue.last + 1 or behind.sort not in ("name", "role"):
        return False
    if before.sort == "role" and is_headed(tokens, before, lexicon):
        return False
    capitals = sum(1 for t in tokens[behind.first : behind.head + 1] if t.kind == "w" and t.text[0].isupper())
    end = behind.last + 1
    leads = end < len(tokens) and (tokens[end].low in lexicon.that or tokens[end].text in ":：")
    if behind.sort == "name" and ((capitals < 2 and not leads) or not is_person(tokens, behind, lexicon)):
        return False
    if before.first:
        return tokens[before.first - 1].low in lexicon.prepositions
    if before.last == 0:
        return (
            behind.sort == "role"
            and end < len(tokens)
            and (tokens[end].low in lexicon.that or tokens[end].text in ",:")
        )
    opening = tokens[0].low
    named = tokens[1].capital and opening not in lexicon.articles and opening not in lexicon.indefinite
    return not named and any(t.low in lexicon.prepositions for t in tokens[1 : before.last + 1])


def _is_dative(tokens: list[Token], first: int, lexicon: Lexicon) -> bool:
    """Whether an article and the gender of its noun say that a phrase is no subject: "Der Zeitung sagte"."""
    nouns = [t.low for t in tokens[first + 1 : first + 4] if t.kind == "w" and t.text[0].isupper()]
    return bool(lexicon.feminine) and tokens[first].low in lexicon.dative and any(
        noun.endswith(lexicon.feminine) for noun in nouns[:2]
    )  # fmt: skip


def _aside(tokens: list[Token], cue: CueAt, behind: Phrase) -> bool:
    """Whether "said the captain" stands between commas: "The ship, which …, said the captain, …"."""
    end = behind.last + 1
    return (
        cue.first > 0
        and tokens[cue.first - 1].text == ","
        and behind.first == cue.last + 1
        and behind.sort in ("name", "role")
        and (end == len(tokens) or tokens[end].text in ",.")
    )


def explained(tokens: list[Token], verb: int, lexicon: Lexicon) -> Phrase | None:
    """The phrase that opens the frame, where nothing but appositions and relative clauses stands between
    it and the verb: "Ann Roe, one of the owners, who had signed, criticised …"."""
    if verb < 4 or tokens[verb - 1].text != ",":
        return None
    opening = right(tokens, 0, lexicon)
    if opening is None or opening.first or opening.sort not in ("name", "role"):
        return None
    commas = [i for i in range(opening.head + 1, verb) if tokens[i].text == ","]
    if commas[0] != opening.head + 1 or len(commas) < 2:
        return None
    for comma in commas[:-1]:
        token = tokens[comma + 1]
        if not token.capital and token.low not in (
            lexicon.articles | lexicon.relatives | lexicon.prepositions
        ):
            return None
    return Phrase(0, verb - 2, opening.head, opening.sort)


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


def _outlet(tokens: list[Token], end: int, lexicon: Lexicon) -> Phrase | None:
    """Where something was said that nobody is said to have said: "In den Medien war … genannt worden"."""
    for place in range(end):
        if tokens[place].low in lexicon.inside:
            phrase = right(tokens, place + 1, lexicon, True)
            if phrase and phrase.first <= place + 2 and phrase.sort == "role" and phrase.last < end:
                return phrase
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


def _apart(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int) -> tuple[bool, Phrase | None]:
    """The subject of a verb that ends its clause: "Wie der Minister am Montag erklärte, …", "Der Minister
    hat am Montag erklärt: …"; and whether nobody else can be it (the verb is a passive)."""
    after = tokens[cue.last + 1] if cue.last + 1 < len(tokens) else None
    if after is not None and after.kind == "w" and after.low not in lexicon.conjunctions and (
        after.low not in lexicon.auxiliaries or after.low in lexicon.articles
    ):  # fmt: skip
        return False, None
    start = floor
    for place in range(cue.first - 1, floor - 1, -1):
        token = tokens[place]
        if token.kind == "p" and token.text in ",;:":
            nearest = tokens[place + 1]
            if nearest.low in lexicon.subordinators:
                start = place + 1
                break
            if token.text != ",":
                break
        if token.low in lexicon.finite and token.kind == "w" and not token.capital:
            verb = tokens[cue.first].low
            passive = token.low in lexicon.passive or (after is not None and after.low in lexicon.passive)
            if passive and verb not in lexicon.quoted:
                by = agent(tokens, floor, cue.first, lexicon) or _outlet(tokens, cue.first, lexicon)
                if by or not verb.endswith(lexicon.infinitive_endings):
                    return True, by
            phrase = left(tokens, place - 1, lexicon, floor) if place > floor else None
            if phrase and _fronted(tokens, place, lexicon, floor):
                phrase = right(tokens, place + 1, lexicon) or phrase
            return False, phrase or right(tokens, place + 1, lexicon)
    if tokens[start].low not in lexicon.subordinators:
        return False, None
    phrase = right(tokens, start + 1, lexicon)
    if phrase and phrase.last >= cue.first:
        phrase = None
    if tokens[start].low not in lexicon.relatives:
        return False, phrase
    if start == floor or any(token.kind == "p" for token in tokens[start : cue.first]):
        return False, None
    if phrase and phrase.sort != "other" and (
        phrase.sort != "name" or tokens[phrase.first].low not in lexicon.articles
    ):  # fmt: skip
        # "a message that Roe called …"
        return False, phrase
    # "a comment that called the decision …": whom the relative clause is about.
    for place in range(start - 2, floor - 1, -1):
        if tokens[place].kind != "w":
            break
        if tokens[place].low in lexicon.articles:
            sort = sort_of(tokens, place, start - 2, lexicon)
            return False, Phrase(place, start - 2, start - 2, sort) if sort else None
    return False, None


def _weak_opening(token: Token, lexicon: Lexicon) -> bool:
    low = token.low
    if role_of(low, lexicon) or low in lexicon.unnamed:
        return False
    return low in lexicon.openings or low.endswith(lexicon.opening_endings)


def _fronted(tokens: list[Token], verb: int, lexicon: Lexicon, floor: int) -> bool:
    """Whether the clause of a verb begins with something that is not its subject."""
    start = verb - 1
    while start > floor and tokens[start - 1].text not in ",;:" and tokens[start - 1].kind != "q":
        start -= 1
    low = tokens[start].low
    if low in lexicon.focus:
        return False
    if start == 0 and low.endswith(lexicon.opening_endings) and role_of(low, lexicon) is None:
        return True
    return (
        start < verb
        and low not in lexicon.articles
        and (
            low in lexicon.prepositions
            or low in lexicon.oblique
            or low in lexicon.adverbs
            or low in lexicon.openings
        )
    )


def _past_addressee(tokens: list[Token], place: int, lexicon: Lexicon) -> Phrase | None:
    """Who speaks behind whom they speak to: "a déclaré à la radio un porte-parole"."""
    if place + 2 >= len(tokens) or tokens[place].low not in lexicon.addressing:
        return None
    addressee = right(tokens, place + 1, lexicon, True)
    if addressee is None or addressee.first != place + 1:
        return None
    phrase = right(tokens, addressee.head + 1, lexicon)
    return phrase if phrase and phrase.first == addressee.head + 1 and phrase.sort != "pronoun" else None


def _is_object(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether what follows a cue is an object ("told reporters", "said it would")."""
    after = tokens[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    return (
        after is not None and after.kind == "w" and after.low in lexicon.auxiliaries and lexicon.bare_clause
    )


def _may_invert(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> bool:
    """Whether the subject may follow the verb: something stands first, or the verb opens the frame."""
    before = tokens[cue.first - 1]
    return lexicon.inverts or cue.first == 0 or before.kind != "w" or before.low in lexicon.subordinators


def shared(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Phrase | None:
    """The subject of "X went home and said": that of an earlier verb of the same frame."""
    before = cue.first - 1
    while before > 0 and (tokens[before].low in lexicon.adverbs or tokens[before].low in lexicon.auxiliaries):
        before -= 1
    joined = before >= 0 and tokens[before].low in lexicon.conjunctions
    trails = cue.first and tokens[cue.first].low in lexicon.participles and (
        tokens[cue.first - 1].kind != "w" or tokens[cue.first - 1].low in lexicon.prepositions
    )  # fmt: skip
    if not joined and not trails:
        return None
    before = max(before, 0)
    for place in range(before - 1, -1, -1):
        earlier = cue_at(tokens, place, lexicon)
        if earlier and earlier.category not in ("source", "after"):
            found = subject(tokens, earlier, lexicon).phrase
            if found and not (found.first and tokens[found.first - 1].low in lexicon.prepositions):
                return found
    opening = right(tokens, 0, lexicon)
    if opening and opening.first == 0 and opening.last + 1 < before and opening.sort != "other":
        return opening
    return leading_phrase(tokens, before, lexicon, True)
