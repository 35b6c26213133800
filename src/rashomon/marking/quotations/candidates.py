"""Who may speak at a cue: the noun phrases and pronouns around it, and what there is to say of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.marking.quotations.cues import CueAt
from rashomon.marking.quotations.features import SIDED, SPEAKER
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase, is_headed, plain_noun, right
from rashomon.marking.quotations.subjects import apposed, is_asked, is_verbless, left

#: Tokens before and behind a cue in which its speaker is looked for.
_BEFORE, _BEHIND = 48, 14
#: Tokens of a clause that an auxiliary is looked for in.
_CLAUSE = 30
_COMMAS = frozenset(",،，、")
_EDGES = frozenset(",;:–—-،，.!?")


@dataclass(frozen=True, slots=True)
class At:
    """What is asked of a cue once for all that may speak at it: where its clause begins, and what is true of
    it for whoever stands before it or behind it."""

    cue: CueAt
    start: int
    facts: tuple[str, ...]
    passive: bool
    lexicon: Lexicon


def at(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> At:
    """A cue made ready for :func:`features`."""
    start = cue.first
    while start > 0 and tokens[start - 1].text not in _EDGES and tokens[start - 1].kind != "q":
        start -= 1
    passive = is_passive(tokens, cue, lexicon)
    return At(cue, start, tuple(_of_cue(tokens, cue, start, passive, lexicon)), passive, lexicon)


def _of_cue(tokens: list[Token], cue: CueAt, start: int, passive: bool, lexicon: Lexicon) -> Iterator[str]:
    after = tokens[cue.last + 1] if cue.last + 1 < len(tokens) else None
    opening = tokens[start]
    if start == cue.first:
        yield "where the cue opens its clause"
    if passive:
        yield "where the cue is passive"
    if goes_on(tokens, cue, lexicon):
        yield "where the verb goes on"
    if cue.category == "think":
        yield "where it is a thought"
    if start < cue.first and opening.low not in lexicon.focus and (
        opening.low in lexicon.prepositions or opening.low in lexicon.oblique
        or opening.low in lexicon.adverbs or opening.low in lexicon.openings
        or opening.low in lexicon.addressing
        or opening.low.endswith(lexicon.opening_endings or ("\n",))
    ):  # fmt: skip
        yield "where an adverbial opens the clause"
    if start and (tokens[start - 1].kind == "q" or (start > 1 and tokens[start - 2].kind == "q")):
        yield "where a stretch is before the clause"
    if any(t.kind == "q" for t in tokens[cue.last + 1 : cue.last + 3]):
        yield "where a stretch follows the cue"
    if after is None:
        return
    if after.text in _COMMAS or after.text in ":：":
        yield "where an edge follows the cue"
    elif after.low in lexicon.that:
        yield "where that follows the cue"


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
    return [phrase for phrase in kept if not any(_holds(tokens, outer, phrase, lexicon) for outer in kept)]


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
        is_governed(tokens, outer, lexicon) or is_asked(tokens, outer, lexicon)
    )  # fmt: skip


def features(
    tokens: list[Token], at: At, phrase: Phrase, others: Sequence[Phrase], spoke: Phrase | None
) -> list[str]:
    """The names of what is true of a phrase as the speaker at a cue; ``others`` are all its candidates, and
    ``spoke`` speaks at the verb before, where the cue goes on with its subject."""
    cue, lexicon = at.cue, at.lexicon
    before = phrase.last < cue.first
    side = "before" if before else "behind"
    first, end = (phrase.last + 1, cue.first) if before else (cue.last + 1, phrase.first)
    if before and phrase.last > phrase.head and first < end and tokens[first].text in _COMMAS:
        # The comma that ends an apposition.
        first += 1
    found = [*at.facts, *_in_clause(at, phrase, others), *_between(tokens, first, end, lexicon)]
    found += _beside(tokens, phrase, first < end, lexicon)
    found = [side, *(f"{side} {what}" if what in SIDED else what for what in found)]
    if spoke is not None and phrase.head == spoke.head:
        found.append("speaking at the verb before")
    return [name for name in (*found, *_of_phrase(tokens, at, phrase)) if name in SPEAKER]


def _between(tokens: list[Token], first: int, end: int, lexicon: Lexicon) -> Iterator[str]:
    """What stands between a phrase and its cue."""
    if first == end:
        yield "adjacent"
        return
    between = tokens[first:end]
    words = [t for t in between if t.kind == "w"]
    if not is_light(words, lexicon):
        yield "far"
    if any(t.text in _COMMAS for t in between):
        yield "past a comma"
    if any(t.low in lexicon.that or t.low in lexicon.subordinators for t in words):
        yield "past a clause word"
    if any(t.low in lexicon.conjunctions for t in words):
        yield "past a conjunction"
    if any(t.low in lexicon.auxiliaries and t.low not in lexicon.articles for t in words):
        yield "past an auxiliary"


def _in_clause(at: At, phrase: Phrase, others: Sequence[Phrase]) -> Iterator[str]:
    """Which of the candidates in the clause of the cue a phrase is."""
    if phrase.last > phrase.head and phrase.last == at.start - 2 and at.start == at.cue.first:
        yield "first in the clause"
    elif phrase.first >= at.start:
        earlier = any(at.start <= o.first < phrase.first and o.head < phrase.head for o in others)
        yield "second in the clause" if earlier else "first in the clause"


def is_light(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """True if nothing but adverbs, auxiliaries and times stands between a subject and its verb."""
    return len(words) < 5 and all(
        t.low in lexicon.adverbs or t.low in lexicon.auxiliaries or t.low in lexicon.times
        or t.low in lexicon.not_ or t.low in lexicon.clitics_before or t.low in lexicon.reflexive
        for t in words
    )  # fmt: skip


def _beside(tokens: list[Token], phrase: Phrase, apart: bool, lexicon: Lexicon) -> Iterator[str]:
    """What stands right before and right behind a phrase (``apart``: it is not beside its cue)."""
    before = tokens[phrase.first - 1] if phrase.first else None
    after = tokens[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    if before is None:
        yield "opening the sentence"
    elif before.text in _EDGES or before.kind == "q":
        yield "opening a clause"
    elif before.low in lexicon.conjunctions or before.low in lexicon.that or (
        before.low in lexicon.subordinators or before.low in lexicon.relatives
    ):  # fmt: skip
        yield "behind a clause word"
    if after is None or after.kind != "w":
        if after is not None and after.text in _COMMAS:
            yield "followed by a comma"
    elif after.low in lexicon.auxiliaries:
        yield "followed by an auxiliary"
    elif after.low in lexicon.that or after.low in lexicon.relatives:
        yield "followed by a clause word"
    elif after.low in lexicon.prepositions or after.low in lexicon.times or after.low in lexicon.adverbs:
        yield "followed by an adverbial"
    elif apart or phrase.first > 0:
        yield "followed by a word"


def _of_phrase(tokens: list[Token], at: At, phrase: Phrase) -> Iterator[str]:
    lexicon = at.lexicon
    head, first = tokens[phrase.head], tokens[phrase.first]
    before = tokens[phrase.first - 1] if phrase.first else None
    yield phrase.sort
    capitals = sum(1 for t in tokens[phrase.first : phrase.head + 1] if t.kind == "w" and t.text[0].isupper())
    if phrase.sort == "role" and is_headed(tokens, phrase, lexicon):
        yield "headed by a role"
    if phrase.sort == "name" and capitals > 1:
        yield "a full name"
    if capitals == 1 and phrase.first == phrase.head == 0:
        yield "one word that opens the sentence"
    if phrase.last > phrase.head:
        yield "with an apposition"
    yield from _of_words(first, head, phrase, lexicon)
    dative = is_dative(tokens, phrase.first, lexicon)
    if dative or first.low in lexicon.oblique or first.low in lexicon.objects or (
        first.low in lexicon.oblique_pronouns
    ):  # fmt: skip
        yield "oblique"
    elif first.low in lexicon.nominative and phrase.last > phrase.first:
        yield "nominative"
    if (
        before is None
        or before.kind != "w"
        or (phrase.sort == "pronoun" and first.low not in lexicon.objects)
    ):
        return
    if before.low in lexicon.as_:
        yield "behind as"
    elif at.passive and before.low in lexicon.agents:
        yield "agent of a passive"
    elif before.low in lexicon.prepositions or before.low in lexicon.of or (
        before.low in lexicon.addressing or is_inside(tokens, phrase.first, lexicon)
    ):  # fmt: skip
        yield "governed"


def _of_words(first: Token, head: Token, phrase: Phrase, lexicon: Lexicon) -> Iterator[str]:
    """What the words of a phrase say of it."""
    if first.low in lexicon.indefinite or first.text[0].isdigit():
        yield "indefinite"
    if lexicon.nouns_capital and first.low in lexicon.articles and phrase.sort == "name":
        yield "a noun behind an article"
    if first.low in lexicon.neuter or first.low in lexicon.first_person:
        yield "it or I"
    if head.low in lexicon.works or head.low in lexicon.times or head.low in lexicon.adverbs or (
        head.low in lexicon.openings or head.low.endswith(lexicon.opening_endings or ("\n",))
    ):  # fmt: skip
        yield "a thing, a time or an adverb"
    if head.low in lexicon.unnamed:
        yield "a body"


def is_governed(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """True if a preposition or a case makes something else of a phrase than a subject."""
    before = tokens[phrase.first - 1] if phrase.first else None
    if tokens[phrase.first].low in lexicon.oblique or is_dative(tokens, phrase.first, lexicon):
        return True
    return before is not None and before.kind == "w" and (
        before.low in lexicon.prepositions or before.low in lexicon.of or before.low in lexicon.addressing
        or before.low in lexicon.as_ or is_inside(tokens, phrase.first, lexicon)
    )  # fmt: skip


def is_inside(tokens: list[Token], first: int, lexicon: Lexicon) -> bool:
    """True if a preposition stands before the article or the adjectives of a noun."""
    for place in range(first - 1, max(-1, first - 4), -1):
        token = tokens[place]
        if token.kind != "w" or (token.capital and place):
            return False
        if token.low in lexicon.prepositions or token.low in lexicon.addressing:
            return True
        if token.low in lexicon.auxiliaries and token.low not in lexicon.articles:
            return False
    return False


def is_passive(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> bool:
    """True if an auxiliary of the passive stands beside the verb, or leads its clause where verbs end it."""
    if tokens[cue.first].low in lexicon.quoted or not lexicon.passive:
        return False
    after = tokens[cue.last + 1].low if cue.last + 1 < len(tokens) else ""
    if (cue.first and tokens[cue.first - 1].low in lexicon.passive) or after in lexicon.passive:
        return True
    if not lexicon.verb_final:
        return False
    for place in range(cue.first - 1, max(-1, cue.first - _CLAUSE), -1):
        if tokens[place].text in _EDGES:
            return False
        if tokens[place].low in lexicon.passive:
            return True
    return False


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
    for comma, end in pairwise(commas):
        token = tokens[comma + 1]
        if not token.capital and token.low not in (
            lexicon.articles | lexicon.relatives | lexicon.prepositions
        ) and not is_verbless(tokens, comma + 1, end, lexicon):  # fmt: skip
            return None
    return Phrase(opening.first, verb - 2, opening.head, opening.sort)


def goes_on(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> bool:
    """True if a verb may have the subject of an earlier one: ", saying that …", "… and called for …"."""
    if not cue.first:
        return False
    before = tokens[cue.first - 1]
    if before.low in lexicon.conjunctions and before.low not in lexicon.as_told:
        return True
    return tokens[cue.first].low in lexicon.participles and (
        before.text == "," or before.low in lexicon.prepositions
    )  # fmt: skip
