"""What a word can be, as bits of one integer that a token has: looked up once for each distinct word of a
language, so that "an article, a preposition or an adverb" is one test.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import NamedTuple

from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.roles import role_of
from rashomon.text.remembered import Remembered

(
    WORD, UPPER, CAPITAL, NAME, NAMEABLE, BEGINNER, DESCRIBING, BEGINS_CUE, CUE, ROLE, UNNAMED, PRONOUN,
    ARTICLE, PREPOSITION, CONJUNCTION, ADVERB, AUXILIARY, THAT, RELATIVE, OF, TIME, TITLE, TO, NOT, WHETHER,
    OBJECT, SUBORDINATOR, OBLIQUE, ADDRESSING, AS, SOURCE, AS_TOLD, IF, CLITIC, REFLEXIVE, OPENING, NEUTER,
    FIRST_PERSON, INDEFINITE, OBLIQUE_PRONOUN, FOCUS, WORK, AGENT, PASSIVE, ANYONE, OWNING, OPENS,
) = (1 << place for place in range(47))  # fmt: skip
#: The lists of a lexicon that a word is looked for in, each with its bit.
_LISTS = {
    "cues": CUE, "unnamed": UNNAMED, "he": PRONOUN, "she": PRONOUN, "they": PRONOUN, "articles": ARTICLE,
    "prepositions": PREPOSITION, "conjunctions": CONJUNCTION, "adverbs": ADVERB, "auxiliaries": AUXILIARY,
    "that": THAT, "relatives": RELATIVE, "of": OF, "times": TIME, "titles": TITLE, "to": TO, "not_": NOT,
    "whether": WHETHER, "objects": OBJECT, "subordinators": SUBORDINATOR, "oblique": OBLIQUE,
    "addressing": ADDRESSING, "as_": AS, "sources": SOURCE, "as_told": AS_TOLD, "if_": IF,
    "clitics_before": CLITIC, "reflexive": REFLEXIVE, "openings": OPENING, "neuter": NEUTER,
    "first_person": FIRST_PERSON, "indefinite": INDEFINITE, "oblique_pronouns": OBLIQUE_PRONOUN,
    "focus": FOCUS, "works": WORK, "agents": AGENT, "passive": PASSIVE, "anyone": ANYONE,
}  # fmt: skip
#: Words that are no name where they open a sentence, whatever capital that gives them.
FUNCTION = (
    ADVERB
    | PREPOSITION
    | CONJUNCTION
    | ARTICLE
    | AUXILIARY
    | OF
    | AS_TOLD
    | IF
    | WHETHER
    | SUBORDINATOR
    | OPENING
)
#: Words that describe nobody ("town" in "town spokesman" does).
_NOT_DESCRIBING = (
    ADVERB | AUXILIARY | PREPOSITION | OF | THAT | WHETHER | CONJUNCTION | CUE | TO | OBJECT | RELATIVE | NOT
)


class Word(NamedTuple):
    """A word, a number or a sign as written: "w" for a word or "p", lower case, its bits, and whether it
    begins with a capital letter (or a script without case)."""

    kind: str
    low: str
    bits: int
    capital: bool


@lru_cache(maxsize=64)
def _listed(lexicon: Lexicon) -> dict[str, int]:
    """The bits of the words that the lists have."""
    found: dict[str, int] = {}
    for name, bit in _LISTS.items():
        for listed in getattr(lexicon, name):
            found[listed] = found.get(listed, 0) | bit
    return found


@lru_cache(maxsize=64)
def words(lexicon: Lexicon) -> Remembered[Word]:
    """What is known of each word of a language as written."""
    return Remembered(partial(_word, lexicon))


def _word(lexicon: Lexicon, text: str) -> Word:
    low = text.lower()
    if "’" in low:
        low = low.replace("’", "'")
    is_word = text[0].isalnum() or (len(text) > 1 and text[0] == "-")
    return described(text, low, "w" if is_word else "p", lexicon)


def described(text: str, low: str, kind: str, lexicon: Lexicon) -> Word:
    """What there is to say of a word, a sign, or words between marks ("q": nothing but their capital)."""
    bits = UPPER if text[0].isupper() else 0
    if kind == "q":
        return Word(kind, low, bits, False)
    bits |= _listed(lexicon).get(low, 0)
    if lexicon.opening_endings and low.endswith(lexicon.opening_endings):
        bits |= OPENING
    if lexicon.genitives and low.endswith(lexicon.genitives):
        bits |= OWNING
    if kind == "p":
        return Word(kind, low, bits, False)
    capital = bool(bits & UPPER) or not text[0].islower()
    bits |= WORD | (CAPITAL if capital else 0) | (BEGINS_CUE if low in lexicon.beginnings else 0)
    if role_of(low, lexicon):
        bits |= ROLE
    if capital and not text[0].isdigit() and not bits & (TIME | TITLE | ARTICLE | PRONOUN):
        bits |= NAME
        if bits & UPPER and not bits & (ROLE | UNNAMED):
            bits |= NAMEABLE
    if bits & (ARTICLE | PRONOUN | TITLE) or (
        bits & (CAPITAL | ROLE | UNNAMED | ANYONE) and not bits & (ADVERB | THAT | PREPOSITION | AUXILIARY)
    ):  # fmt: skip
        bits |= BEGINNER
    if text[0].islower() and not lexicon.nouns_capital and not bits & _NOT_DESCRIBING:
        bits |= DESCRIBING
    if not bits & TIME and (bits & (BEGINNER | DESCRIBING | UPPER | OWNING) or lexicon.role_genitives):
        # A phrase may begin with it, by itself or with what follows.
        bits |= OPENS
    return Word(kind, low, bits, capital)
