"""Who may speak at a cue: the noun phrases and pronouns around it, and what there is to say of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rashomon.marking.quotations import kinds
from rashomon.marking.quotations.cues import CueAt
from rashomon.marking.quotations.features import SIDED, SPEAKER
from rashomon.marking.quotations.frames import Token, Tokens
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase, begun, is_headed, plain_noun, right
from rashomon.marking.quotations.subjects import apposed, is_asked, is_verbless, left

#: Tokens before and behind a cue in which its speaker is looked for.
_BEFORE, _BEHIND = 48, 14
#: Tokens of a clause that an auxiliary is looked for in.
_CLAUSE = 30
_COMMAS = frozenset(",،，、")
_EDGES = frozenset(",;:–—-،，.!?")
_ADVERBIAL = kinds.PREPOSITION | kinds.OBLIQUE | kinds.ADVERB | kinds.OPENING | kinds.ADDRESSING
_LIGHT = kinds.ADVERB | kinds.AUXILIARY | kinds.TIME | kinds.NOT | kinds.CLITIC | kinds.REFLEXIVE
_LEADING = kinds.CONJUNCTION | kinds.THAT | kinds.SUBORDINATOR | kinds.RELATIVE
_GOVERNING = kinds.PREPOSITION | kinds.OF | kinds.ADDRESSING
_NOBODY = kinds.WORK | kinds.TIME | kinds.ADVERB | kinds.OPENING
#: The feature that what is true of a phrase on a side of its cue makes.
_NAMES = {
    side: {what: name for what in SIDED if (name := f"{side} {what}") in SPEAKER}
    | {name: name for name in SPEAKER - SIDED}
    for side in ("before", "behind")
}


class At(NamedTuple):
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
    if start < cue.first and opening.bits & _ADVERBIAL and not opening.bits & kinds.FOCUS:
        yield "where an adverbial opens the clause"
    if start and (tokens[start - 1].kind == "q" or (start > 1 and tokens[start - 2].kind == "q")):
        yield "where a stretch is before the clause"
    if any(t.kind == "q" for t in tokens[cue.last + 1 : cue.last + 3]):
        yield "where a stretch follows the cue"
    if after is None:
        return
    if after.text in _COMMAS or after.text in ":：":
        yield "where an edge follows the cue"
    elif after.bits & kinds.THAT:
        yield "where that follows the cue"


def phrases_around(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int = 0) -> list[Phrase]:
    """The phrases that may speak at a cue, generously, in text order; of two with one head the longer."""
    found: dict[int, Phrase] = {}

    def add(phrase: Phrase | None) -> None:
        if phrase is None or phrase.first < floor or phrase.first <= cue.first <= phrase.last:
            return
        if phrase.last > phrase.first and (
            tokens[phrase.first].bits & kinds.AS or _is_relative(tokens, phrase.first)
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
    opens = kinds.OPENS
    while place < end:
        bits = tokens[place].bits
        if not bits & opens or cue.first <= place <= cue.last or (
            place and (bits & kinds.THAT or (bits & kinds.RELATIVE and _is_relative(tokens, place)))
        ):  # fmt: skip
            place += 1
            continue
        phrase = begun(tokens, place, lexicon)
        if phrase is None or phrase.last >= cue.first > place:
            place += 1
            continue
        add(phrase)
        place = phrase.head + 1
    ordered = sorted(found.values(), key=lambda phrase: (phrase.first, -phrase.last))
    return [
        phrase for number, phrase in enumerate(ordered)
        if not any(
            outer.last >= phrase.last and _holds(tokens, outer, phrase, lexicon)
            for outer in ordered[:number]
        )
    ]  # fmt: skip


def _is_relative(tokens: list[Token], place: int) -> bool:
    """True if a word that is an article elsewhere leads a clause here: ", zu der ein Bündnis aufrief"."""
    return place + 1 < len(tokens) and bool(
        tokens[place].bits & kinds.RELATIVE and tokens[place + 1].bits & (kinds.ARTICLE | kinds.OBLIQUE)
    )  # fmt: skip


def _holds(tokens: list[Token], outer: Phrase, phrase: Phrase, lexicon: Lexicon) -> bool:
    """True if a phrase inside another that may speak is its apposition or its genitive."""
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
    found = [side, *at.facts, *_in_clause(at, phrase, others), *_between(tokens, first, end, lexicon)]
    found += _beside(tokens, phrase, first < end)
    names = _NAMES[side]
    found = [names[what] for what in found if what in names]
    if spoke is not None and phrase.head == spoke.head:
        found.append("speaking at the verb before")
    return found + _of_phrase(tokens, at, phrase)


def _between(tokens: list[Token], first: int, end: int, lexicon: Lexicon) -> Iterator[str]:
    """What stands between a phrase and its cue."""
    if first == end:
        yield "adjacent"
        return
    between = tokens[first:end]
    words = [t.bits for t in between if t.bits & kinds.WORD]
    if not _is_light(words):
        yield "far"
    if any(t.text in _COMMAS for t in between):
        yield "past a comma"
    held = 0
    for bits in words:
        held |= bits if not bits & kinds.ARTICLE else bits & ~kinds.AUXILIARY
    if held & (kinds.THAT | kinds.SUBORDINATOR):
        yield "past a clause word"
    if held & kinds.CONJUNCTION:
        yield "past a conjunction"
    if held & kinds.AUXILIARY:
        yield "past an auxiliary"


def _in_clause(at: At, phrase: Phrase, others: Sequence[Phrase]) -> Iterator[str]:
    """Which of the candidates in the clause of the cue a phrase is."""
    if phrase.last > phrase.head and phrase.last == at.start - 2 and at.start == at.cue.first:
        yield "first in the clause"
    elif phrase.first >= at.start:
        earlier = any(at.start <= o.first < phrase.first and o.head < phrase.head for o in others)
        yield "second in the clause" if earlier else "first in the clause"


def _is_light(words: Sequence[int]) -> bool:
    """True if nothing but adverbs, auxiliaries and times stands between a subject and its verb."""
    return len(words) < 5 and all(bits & _LIGHT for bits in words)


def _beside(tokens: list[Token], phrase: Phrase, apart: bool) -> Iterator[str]:
    """What stands right before and right behind a phrase (``apart``: it is not beside its cue)."""
    before = tokens[phrase.first - 1] if phrase.first else None
    after = tokens[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    if before is None:
        yield "opening the sentence"
    elif before.text in _EDGES or before.kind == "q":
        yield "opening a clause"
    elif before.bits & _LEADING:
        yield "behind a clause word"
    if after is None or after.kind != "w":
        if after is not None and after.text in _COMMAS:
            yield "followed by a comma"
    elif after.bits & kinds.AUXILIARY:
        yield "followed by an auxiliary"
    elif after.bits & (kinds.THAT | kinds.RELATIVE):
        yield "followed by a clause word"
    elif after.bits & (kinds.PREPOSITION | kinds.TIME | kinds.ADVERB):
        yield "followed by an adverbial"
    elif apart or phrase.first > 0:
        yield "followed by a word"


def _of_phrase(tokens: list[Token], at: At, phrase: Phrase) -> list[str]:
    """What is true of a phrase wherever its cue stands, and what governs it there."""
    kept = tokens.facts if isinstance(tokens, Tokens) else {}
    facts = kept.get(phrase)
    if facts is None:
        facts = kept[phrase] = tuple(
            name for name in _of_words(tokens, phrase, at.lexicon) if name in SPEAKER
        )
    before = tokens[phrase.first - 1] if phrase.first else None
    if before is None or before.kind != "w" or (
        phrase.sort == "pronoun" and not tokens[phrase.first].bits & kinds.OBJECT
    ):  # fmt: skip
        return list(facts)
    if before.bits & kinds.AS:
        return [*facts, "behind as"]
    if at.passive and before.bits & kinds.AGENT:
        return [*facts, "agent of a passive"]
    if before.bits & _GOVERNING or is_inside(tokens, phrase.first):
        return [*facts, "governed"]
    return list(facts)


def _of_words(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> Iterator[str]:
    """What the words of a phrase say of it."""
    head, first = tokens[phrase.head], tokens[phrase.first]
    yield phrase.sort
    words = tokens[phrase.first : phrase.head + 1]
    capitals = sum([1 for t in words if t.bits & kinds.WORD and t.bits & kinds.UPPER])
    if phrase.sort == "role" and is_headed(tokens, phrase, lexicon):
        yield "headed by a role"
    if phrase.sort == "name" and capitals > 1:
        yield "a full name"
    if capitals == 1 and phrase.first == phrase.head == 0:
        yield "one word that opens the sentence"
    if phrase.last > phrase.head:
        yield "with an apposition"
    if first.bits & kinds.INDEFINITE or first.text[0].isdigit():
        yield "indefinite"
    if lexicon.nouns_capital and first.bits & kinds.ARTICLE and phrase.sort == "name":
        yield "a noun behind an article"
    if first.bits & (kinds.NEUTER | kinds.FIRST_PERSON):
        yield "it or I"
    if head.bits & _NOBODY:
        yield "a thing, a time or an adverb"
    if head.bits & kinds.UNNAMED:
        yield "a body"
    if first.bits & (kinds.OBLIQUE | kinds.OBJECT | kinds.OBLIQUE_PRONOUN) or (
        is_dative(tokens, phrase.first, lexicon)
    ):  # fmt: skip
        yield "oblique"
    elif first.low in lexicon.nominative and phrase.last > phrase.first:
        yield "nominative"


def is_governed(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """True if a preposition or a case makes something else of a phrase than a subject."""
    before = tokens[phrase.first - 1].bits if phrase.first else 0
    if tokens[phrase.first].bits & kinds.OBLIQUE or is_dative(tokens, phrase.first, lexicon):
        return True
    return bool(before & kinds.WORD) and (
        bool(before & (_GOVERNING | kinds.AS)) or is_inside(tokens, phrase.first)
    )  # fmt: skip


def is_inside(tokens: list[Token], first: int) -> bool:
    """True if a preposition stands before the article or the adjectives of a noun."""
    for place in range(first - 1, max(-1, first - 4), -1):
        bits = tokens[place].bits
        if not bits & kinds.WORD or (bits & kinds.CAPITAL and place):
            return False
        if bits & (kinds.PREPOSITION | kinds.ADDRESSING):
            return True
        if bits & kinds.AUXILIARY and not bits & kinds.ARTICLE:
            return False
    return False


def is_passive(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> bool:
    """True if an auxiliary of the passive stands beside the verb, or leads its clause where verbs end it."""
    if not lexicon.passive or tokens[cue.first].low in lexicon.quoted:
        return False
    beside = tokens[cue.first - 1].bits if cue.first else 0
    beside |= tokens[cue.last + 1].bits if cue.last + 1 < len(tokens) else 0
    if beside & kinds.PASSIVE:
        return True
    if not lexicon.verb_final:
        return False
    for place in range(cue.first - 1, max(-1, cue.first - _CLAUSE), -1):
        if tokens[place].text in _EDGES:
            return False
        if tokens[place].bits & kinds.PASSIVE:
            return True
    return False


def is_dative(tokens: list[Token], first: int, lexicon: Lexicon) -> bool:
    """Whether an article and the gender of its noun say that a phrase is no subject: "Der Zeitung sagte"."""
    if not lexicon.feminine or tokens[first].low not in lexicon.dative:
        return False
    nouns = [t.low for t in tokens[first + 1 : first + 4] if t.bits & kinds.WORD and t.bits & kinds.UPPER]
    return any(noun.endswith(lexicon.feminine) for noun in nouns[:2])


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
        if not token.capital and not token.bits & (kinds.ARTICLE | kinds.RELATIVE | kinds.PREPOSITION) and (
            not is_verbless(tokens, comma + 1, end, lexicon)
        ):  # fmt: skip
            return None
    return Phrase(opening.first, verb - 2, opening.head, opening.sort)


def goes_on(tokens: list[Token], cue: CueAt, lexicon: Lexicon) -> bool:
    """True if a verb may have the subject of an earlier one: ", saying that …", "… and called for …"."""
    if not cue.first:
        return False
    before = tokens[cue.first - 1]
    if before.bits & kinds.CONJUNCTION and not before.bits & kinds.AS_TOLD:
        return True
    return (before.text == "," or bool(before.bits & kinds.PREPOSITION)) and (
        tokens[cue.first].low in lexicon.participles
    )  # fmt: skip
