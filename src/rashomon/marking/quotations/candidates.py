"""Who may speak at a cue: the noun phrases and pronouns around it, and what there is to say of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.marking.quotations.cues import CueAt, cue_at
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import (
    Phrase,
    is_headed,
    plain_noun,
    right,
)
from rashomon.marking.quotations.subjects import apposed, is_asked, left

#: Tokens before and behind a cue in which its speaker is looked for.
_BEFORE, _BEHIND = 48, 14
#: Tokens of a clause that an auxiliary is looked for in.
_CLAUSE = 30
_COMMAS = frozenset(",،，、")
_EDGES = frozenset(",;:–—-،，.!?")


_SORTS = ("pronoun", "anyone", "name", "role", "other", "own", "owner")
_PLAIN = (
    "headed by a role", "a name of several words", "one word that opens the sentence", "with an apposition",
    "indefinite", "a noun behind an article", "oblique", "it or I", "a thing, a time or an adverb",
    "looks like an adverb", "a body", "several persons", "begins with a number",
    "inside a prepositional phrase", "behind as", "dative", "ambiguous pronoun", "nominative", "whose it is",
    "behind a comma and a relative", "agent of a passive",
)  # fmt: skip
_PAST = (
    "past a stretch", "past a colon", "past a clause word", "past another cue", "past a conjunction",
    "past an auxiliary", "far in the clause", "adjacent", "near", "far", "commas 0", "commas 1", "commas 2",
)  # fmt: skip
_CUE = (
    "say", "think", "deny", "cue opens the sentence", "participle", "verb with an addressee",
    "cue behind an edge", "cue behind a conjunction", "cue behind a relative", "passive",
    "cue ends the sentence", "cue before an edge", "cue before that",
)  # fmt: skip
_STRETCH = (
    "stretch before", "stretch right before", "stretch right behind", "clause behind an edge",
    "cue opens its clause",
)  # fmt: skip
_CLAUSES = ("first in the clause", "second in the clause", "clause opens with an adverbial")
_BESIDE = (
    "opens the sentence", "opens a clause", "behind by", "behind a preposition", "behind a clause word",
    "behind a relative", "behind an auxiliary", "ends the sentence", "before a comma",
    "before a colon or a stretch", "before an auxiliary", "before a relative or that",
    "before a preposition, time or adverb", "before a word",
)  # fmt: skip
_RIVALS = tuple(
    f"{near} rival: {sort}"
    for near in ("adjacent", "near") for sort in ("pronoun", "name", "role", "other", "governed")
)  # fmt: skip
#: Facts of a language's word order that a conjunction of features goes with.
_ORDERS = ("verb second", "verb final", "free order", "verb last")
_PLACES = tuple(
    f"{side} {near}, {which}{governed}"
    for side in ("before", "behind") for near in ("adjacent", "near", "far")
    for which in ("first", "second", "outside") for governed in ("", ", governed")
)  # fmt: skip
#: The features of nobody: what of a cue speaks for it that its frame names no speaker.
NOBODY = tuple(f"nobody, {what}" for what in _CUE)
#: All features there are.
NAMES = frozenset(
    [*_SORTS, *_PLAIN, "before", "behind", "before, behind its apposition", "nobody", *NOBODY]
    + [f"{side} {what}" for side in ("before", "behind") for what in (*_PAST, *_BESIDE, *_SORTS, *_CLAUSES)]
    + [f"{side}, {what}" for side in ("before", "behind") for what in (*_CUE, *_RIVALS)]
    + [f"{order}: {what}" for order in _ORDERS for what in _PLACES]
    + [f"{order}: {side}, {what}" for order in _ORDERS for side in ("before", "behind") for what in _RIVALS]
    + [
        f"{side} {near}, {what}"
        for side in ("before", "behind") for near in ("adjacent", "near", "far") for what in _STRETCH
    ]
)  # fmt: skip


def phrases_around(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int = 0) -> list[Phrase]:
    """The phrases that may speak at a cue, generously, in text order; of two with one head the longer."""
    found: dict[int, Phrase] = {}

    def add(phrase: Phrase | None) -> None:
        if phrase is None or phrase.first < floor or phrase.first <= cue.first <= phrase.last:
            return
        if phrase.last > phrase.first and (
            tokens[phrase.first].low in lexicon.as_ or _is_relative(tokens, phrase.first, lexicon)
        ):  # fmt: skip
            return
        known = found.get(phrase.head)
        if known is None or (phrase.first, -phrase.last) < (known.first, -known.last):
            found[phrase.head] = phrase

    if cue.first > floor:
        add(left(tokens, cue.first - 1, lexicon, floor))
        if not floor:
            add(explained(tokens, cue.first, lexicon))
        spoken = next((i for i in range(cue.first - 1, floor - 1, -1) if tokens[i].kind == "q"), None)
        if spoken is not None:
            add(apposed(tokens, spoken, cue.first, lexicon))
    if cue.last + 1 < len(tokens):
        add(right(tokens, cue.last + 1, lexicon))
        add(plain_noun(tokens, cue.last + 1, lexicon))
    place = max(floor, cue.first - _BEFORE)
    end = min(len(tokens), cue.last + _BEHIND)
    while place < end:
        if cue.first <= place <= cue.last or tokens[place].kind != "w":
            place += 1
            continue
        if place and (tokens[place].low in lexicon.that or _is_relative(tokens, place, lexicon)):
            place += 1
            continue
        phrase = right(tokens, place, lexicon)
        if phrase is None or phrase.first != place or phrase.last >= cue.first > place:
            place += 1
            continue
        add(phrase)
        place = phrase.head + 1
    kept = sorted(found.values(), key=lambda phrase: (phrase.first, -phrase.last))
    return [
        phrase
        for phrase in kept
        if not any(_holds(tokens, outer, phrase, lexicon) for outer in kept)
    ]


def _is_relative(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """True if a word that is an article elsewhere leads a clause here: ", zu der ein Bündnis aufrief"."""
    return tokens[place].low in lexicon.relatives and place + 1 < len(tokens) and (
        tokens[place + 1].low in lexicon.articles or tokens[place + 1].low in lexicon.oblique
    )  # fmt: skip


def _holds(tokens: list[Token], outer: Phrase, phrase: Phrase, lexicon: Lexicon) -> bool:
    """True if a phrase is a part of another that may speak: its apposition, its genitive."""
    if outer is phrase or not (outer.first <= phrase.first and phrase.last <= outer.last):
        return False
    return phrase.first <= outer.head or not (
        _is_governed(tokens, outer, lexicon) or is_asked(tokens, outer, lexicon)
    )  # fmt: skip


def features(
    tokens: list[Token], cue: CueAt, phrase: Phrase, lexicon: Lexicon, others: Sequence[Phrase] = ()
) -> Iterator[str]:
    """The names of what is true of a phrase as the speaker at a cue; ``others`` are all its candidates."""
    yield from _of_phrase(tokens, phrase, lexicon)
    yield from _rivals(tokens, cue, phrase, others, lexicon)
    if phrase.first and tokens[phrase.first - 1].low in lexicon.agents and cue.first and (
        _is_passive(tokens, cue, lexicon)
    ):  # fmt: skip
        yield "agent of a passive"
    before = phrase.last < cue.first
    side = "before" if before else "behind"
    yield side
    between = tokens[phrase.last + 1 : cue.first] if before else tokens[cue.last + 1 : phrase.first]
    closed = before and phrase.last > phrase.head and bool(between) and between[0].text in _COMMAS
    if closed:
        # The comma that ends an apposition.
        between = between[1:]
        yield "before, behind its apposition"
    words = [t for t in between if t.kind == "w"]
    near = "adjacent" if not between else "near" if _is_light(words, lexicon) else "far"
    commas = sum(1 for t in between if t.text in _COMMAS)
    yield f"{side} {near}"
    yield f"{side} commas {min(commas, 2)}"
    if any(t.kind == "q" for t in between):
        yield f"{side} past a stretch"
    if any(t.text in ";:.!?" for t in between):
        yield f"{side} past a colon"
    if any(t.low in lexicon.that or t.low in lexicon.subordinators for t in words):
        yield f"{side} past a clause word"
    if any(cue_at(tokens, i, lexicon) for i in _places(tokens, between)):
        yield f"{side} past another cue"
    if any(t.low in lexicon.conjunctions for t in words):
        yield f"{side} past a conjunction"
    if any(t.low in lexicon.auxiliaries and t.low not in lexicon.articles for t in words):
        yield f"{side} past an auxiliary"
    if near == "far" and not commas:
        yield f"{side} far in the clause"
    yield from (f"{side}, {what}" for what in _of_cue(tokens, cue, lexicon))
    yield from (f"{side} {near}, {what}" for what in _stretches(tokens, cue))
    yield from (
        f"{side} {what}"
        for what in _beside(tokens, phrase, lexicon)
        if between or what != "before a word"
    )
    clause = list(_in_clause(tokens, cue, phrase, others, lexicon))
    if closed and not between:
        clause = ["first in the clause"]
    yield from (f"{side} {what}" for what in clause)
    which = next((what.split()[0] for what in clause if what.endswith("in the clause")), "outside")
    governed = ", governed" if _is_governed(tokens, phrase, lexicon) else ""
    yield f"{_order(lexicon)}: {side} {near}, {which}{governed}"
    yield f"{side} {phrase.sort}"


def _order(lexicon: Lexicon) -> str:
    """How a language orders subject and verb, as far as its data declare it."""
    if lexicon.verb_second:
        return "verb final" if lexicon.verb_final else "verb second"
    return "verb last" if lexicon.verb_last else "free order"


def _in_clause(
    tokens: list[Token], cue: CueAt, phrase: Phrase, others: Sequence[Phrase], lexicon: Lexicon
) -> Iterator[str]:
    """How the clause of the cue begins, and which of its candidates the phrase is."""
    start = cue.first
    while start > 0 and tokens[start - 1].text not in _EDGES and tokens[start - 1].kind != "q":
        start -= 1
    opening = tokens[start]
    if start < cue.first and opening.low not in lexicon.focus and (
        opening.low in lexicon.prepositions or opening.low in lexicon.oblique
        or opening.low in lexicon.adverbs or opening.low in lexicon.openings
        or opening.low in lexicon.addressing
        or opening.low.endswith(lexicon.opening_endings or ("\n",))
    ):  # fmt: skip
        yield "clause opens with an adverbial"
    before = sum(1 for other in others if start <= other.first < phrase.first and other.head < phrase.head)
    if phrase.first >= start:
        yield "second in the clause" if before else "first in the clause"


def nobody(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Iterator[str]:
    """The features of nobody as the speaker at a cue."""
    yield "nobody"
    yield from (f"nobody, {what}" for what in _of_cue(tokens, cue, lexicon))


def _rivals(
    tokens: list[Token], cue: CueAt, phrase: Phrase, others: Sequence[Phrase], lexicon: Lexicon
) -> Iterator[str]:
    """What stands right on the other side of the cue, and may speak too."""
    if phrase.last < cue.first:
        beyond = next((other for other in others if other.first > cue.last), None)
        between = tokens[cue.last + 1 : beyond.first] if beyond else []
    else:
        beyond = next((other for other in reversed(others) if other.last < cue.first), None)
        between = tokens[beyond.last + 1 : cue.first] if beyond else []
    if beyond is None or beyond.sort not in ("pronoun", "name", "role", "other"):
        return
    side = "before" if phrase.last < cue.first else "behind"
    sort = "governed" if _is_governed(tokens, beyond, lexicon) else beyond.sort
    if not between:
        yield f"{side}, adjacent rival: {sort}"
        yield f"{_order(lexicon)}: {side}, adjacent rival: {sort}"
    elif all(t.kind == "w" for t in between) and _is_light(between, lexicon):
        yield f"{side}, near rival: {sort}"
        yield f"{_order(lexicon)}: {side}, near rival: {sort}"


def _is_governed(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """True if a preposition or a case makes something else of a phrase than a subject."""
    before = tokens[phrase.first - 1] if phrase.first else None
    if before is None or before.kind != "w":
        return tokens[phrase.first].low in lexicon.oblique or is_dative(tokens, phrase.first, lexicon)
    return (
        before.low in lexicon.prepositions or before.low in lexicon.of or before.low in lexicon.addressing
        or before.low in lexicon.as_ or tokens[phrase.first].low in lexicon.oblique
        or is_dative(tokens, phrase.first, lexicon) or _is_inside(tokens, phrase.first, lexicon)
    )  # fmt: skip


def _is_inside(tokens: list[Token], first: int, lexicon: Lexicon) -> bool:
    """True if a preposition stands before the article or the adjectives of a noun."""
    prepositions = lexicon.prepositions | lexicon.addressing
    for place in range(first - 1, max(-1, first - 4), -1):
        token = tokens[place]
        if token.kind != "w" or (token.capital and place):
            return False
        if token.low in prepositions:
            return True
        if token.low in lexicon.auxiliaries and token.low not in lexicon.articles:
            return False
    return False


def _places(tokens: list[Token], between: list[Token]) -> Iterator[int]:
    if between:
        first = next(i for i, token in enumerate(tokens) if token is between[0])
        yield from range(first, first + len(between))


def is_dative(tokens: list[Token], first: int, lexicon: Lexicon) -> bool:
    """Whether an article and the gender of its noun say that a phrase is no subject: "Der Zeitung sagte"."""
    nouns = [t.low for t in tokens[first + 1 : first + 4] if t.kind == "w" and t.text[0].isupper()]
    return bool(lexicon.feminine) and tokens[first].low in lexicon.dative and any(
        noun.endswith(lexicon.feminine) for noun in nouns[:2]
    )  # fmt: skip


def explained(tokens: list[Token], verb: int, lexicon: Lexicon) -> Phrase | None:
    """The phrase that opens the frame, where nothing but appositions and relative clauses stands between
    it and the verb: "Ann Roe, one of the owners, who had signed, criticised …"."""
    if verb < 4 or tokens[verb - 1].text != ",":
        return None
    opening = right(tokens, 0, lexicon)
    if opening is None or opening.first > 1 or opening.sort not in ("name", "role"):
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
    return Phrase(opening.first, verb - 2, opening.head, opening.sort)


def _is_light(words: list[Token], lexicon: Lexicon) -> bool:
    """True if nothing but adverbs, auxiliaries and times stands between a subject and its verb."""
    return len(words) < 5 and all(
        t.low in lexicon.adverbs or t.low in lexicon.auxiliaries or t.low in lexicon.times
        or t.low in lexicon.not_ or t.low in lexicon.clitics_before or t.low in lexicon.reflexive
        for t in words
    )  # fmt: skip


def _of_phrase(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> Iterator[str]:
    head, first = tokens[phrase.head], tokens[phrase.first]
    yield phrase.sort
    capitals = sum(1 for t in tokens[phrase.first : phrase.head + 1] if t.kind == "w" and t.text[0].isupper())
    if phrase.sort == "role" and is_headed(tokens, phrase, lexicon):
        yield "headed by a role"
    if phrase.sort == "name" and capitals > 1:
        yield "a name of several words"
    if capitals == 1 and phrase.first == phrase.head == 0:
        yield "one word that opens the sentence"
    if phrase.last > phrase.head:
        yield "with an apposition"
    if first.low in lexicon.indefinite:
        yield "indefinite"
    if lexicon.nouns_capital and first.low in lexicon.articles and phrase.sort == "name":
        yield "a noun behind an article"
    if first.low in lexicon.oblique or first.low in lexicon.objects or first.low in lexicon.oblique_pronouns:
        yield "oblique"
    if first.low in lexicon.neuter or first.low in lexicon.first_person:
        yield "it or I"
    if head.low in lexicon.works or head.low in lexicon.times or head.low in lexicon.adverbs:
        yield "a thing, a time or an adverb"
    if head.low.endswith(lexicon.opening_endings or ("\n",)) or head.low in lexicon.openings:
        yield "looks like an adverb"
    if first.text[0].isdigit():
        yield "begins with a number"
    dative = is_dative(tokens, phrase.first, lexicon)
    if first.low in lexicon.nominative and phrase.last > phrase.first and not dative:
        yield "nominative"
    if phrase.sort == "pronoun" and first.low in lexicon.ambiguous:
        yield "ambiguous pronoun"
    before = tokens[phrase.first - 1] if phrase.first else None
    if before is not None and before.low in lexicon.as_:
        yield "behind as"
    if before is not None and before.kind == "w" and _is_inside(tokens, phrase.first, lexicon):
        yield "inside a prepositional phrase"
    if phrase.first > 1 and tokens[phrase.first].low in lexicon.relatives and before is not None and (
        before.text in _COMMAS
    ):  # fmt: skip
        yield "behind a comma and a relative"
    if dative:
        yield "dative"
    if head.low.endswith("'s") or (before is not None and before.low.endswith("'s")):
        yield "whose it is"
    if head.low in lexicon.unnamed:
        yield "a body"
    if head.low in lexicon.plurals:
        yield "several persons"


def _of_cue(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> Iterator[str]:
    low = tokens[cue.first].low
    before = tokens[cue.first - 1] if cue.first else None
    after = tokens[cue.last + 1] if cue.last + 1 < len(tokens) else None
    yield cue.category
    if cue.first == 0:
        yield "cue opens the sentence"
    if low in lexicon.participles:
        yield "participle"
    if low in lexicon.tell:
        yield "verb with an addressee"
    if before is not None:
        if before.text in _EDGES:
            yield "cue behind an edge"
        if before.low in lexicon.conjunctions:
            yield "cue behind a conjunction"
        if before.low in lexicon.relatives:
            yield "cue behind a relative"
        if _is_passive(tokens, cue, lexicon):
            yield "passive"
    if after is None or after.text in ".!?":
        yield "cue ends the sentence"
    elif after.text in _COMMAS or after.text in ":：":
        yield "cue before an edge"
    elif after.low in lexicon.that:
        yield "cue before that"


def _is_passive(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> bool:
    """True if an auxiliary of the passive stands beside the verb, or leads its clause where verbs end it."""
    after = tokens[cue.last + 1].low if cue.last + 1 < len(tokens) else ""
    if tokens[cue.first].low in lexicon.quoted:
        return False
    if tokens[cue.first - 1].low in lexicon.passive or after in lexicon.passive:
        return True
    if not lexicon.verb_final:
        return False
    for place in range(cue.first - 1, max(-1, cue.first - _CLAUSE), -1):
        if tokens[place].text in _EDGES:
            return False
        if tokens[place].low in lexicon.passive:
            return True
    return False


def _stretches(tokens: list[Token], cue: CueAt) -> Iterator[str]:
    """Where quoted words stand: right before the cue's clause, or right behind the cue."""
    start = cue.first
    while start > 0 and tokens[start - 1].text not in _EDGES and tokens[start - 1].kind != "q":
        start -= 1
    edge = tokens[start - 1] if start else None
    if edge is not None and (edge.kind == "q" or (start > 1 and tokens[start - 2].kind == "q")):
        yield "stretch before"
        if start == cue.first:
            yield "stretch right before"
    behind = tokens[cue.last + 1 : cue.last + 3]
    if any(t.kind == "q" for t in behind):
        yield "stretch right behind"
    if edge is not None and edge.text in _EDGES:
        yield "clause behind an edge"
    if start == cue.first:
        yield "cue opens its clause"


def _beside(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> Iterator[str]:
    before = tokens[phrase.first - 1] if phrase.first else None
    after = tokens[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    if before is None:
        yield "opens the sentence"
    elif before.text in _EDGES or before.kind == "q":
        yield "opens a clause"
    elif before.low in lexicon.agents:
        yield "behind by"
    elif before.low in lexicon.prepositions or before.low in lexicon.of:
        yield "behind a preposition"
    elif before.low in lexicon.conjunctions | lexicon.that | lexicon.subordinators:
        yield "behind a clause word"
    elif before.low in lexicon.relatives:
        yield "behind a relative"
    elif before.low in lexicon.auxiliaries:
        yield "behind an auxiliary"
    if after is None or after.text in ".!?":
        yield "ends the sentence"
    elif after.text in _COMMAS:
        yield "before a comma"
    elif after.text in ":：" or after.kind == "q":
        yield "before a colon or a stretch"
    elif after.low in lexicon.auxiliaries and after.kind == "w":
        yield "before an auxiliary"
    elif after.low in lexicon.that or after.low in lexicon.relatives:
        yield "before a relative or that"
    elif after.low in lexicon.prepositions or after.low in lexicon.times or after.low in lexicon.adverbs:
        yield "before a preposition, time or adverb"
    elif after.kind == "w":
        yield "before a word"
