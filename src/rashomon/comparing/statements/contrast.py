"""Whether two wordings of one language say different things in the same frame.

"I think it is reckless" and "I think it is generous" share all words but the one that counts; so do a
sentence and its negation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from rashomon.languages import facts
from rashomon.text.words import folded

#: ``(word, language) -> how much a word counts``, 0 (everywhere) to 1 (rare).
Weigh = Callable[[str, str], float]
#: How alike two words are.
Alike = Callable[[str, str, str, str], float]

#: Words exchanged are the same in other words from this likeness on.
SYNONYM = 0.35
#: An opposite stands in stretches of at most so many words; longer ones were told otherwise altogether.
_SWAPPED = 3


@lru_cache(maxsize=64)
def negations(language: str) -> frozenset[str]:
    """The words of a language that deny what stands beside them."""
    own = facts(language, "statements").get("negations", ())
    words = [*own, *facts(language, "figures").get("not", ())] if own else []
    return frozenset(folded(word) for word in words)


@lru_cache(maxsize=64)
def _opposites(language: str) -> dict[str, frozenset[str]]:
    """The words of a language with those that mean the opposite."""
    found: dict[str, set[str]] = {}
    for sides in facts(language, "statements").get("opposites", ()):
        left, right = ([folded(word) for word in side.split()] for side in sides)
        for here, there in ((left, right), (right, left)):
            for word in here:
                found.setdefault(word, set()).update(there)
    return {word: frozenset(others) for word, others in found.items()}


def _opposed(left: Sequence[str], right: Sequence[str], language: str) -> bool:
    """True where one of two stretches has a word that means the opposite of one of the other's ("right",
    "wrong") and neither has both."""
    if max(len(left), len(right)) > _SWAPPED:
        return False
    opposites = _opposites(language)
    there = set(right) - set(left)
    return any(word not in right and not opposites.get(word, frozenset()).isdisjoint(there) for word in left)


def denies_alone(a: Sequence[str], language_a: str, b: Sequence[str], language_b: str) -> bool:
    """True where one of two wordings denies something and the other does not; False where a language's
    words for it are not known. Two words that deny are mostly one denial ("non ... mai")."""
    known = bool(negations(language_a) and negations(language_b))
    return known and negations(language_a).isdisjoint(a) != negations(language_b).isdisjoint(b)


def exchanged(a: Sequence[str], b: Sequence[str], language: str, alike: Alike, weigh: Weigh) -> float:
    """The share of the shorter wording, by the weight of its words, that the other has other words for in the
    same place; all of it where those are the opposite."""
    if a == b:
        return 0.0
    if len(a) > len(b):
        a, b = b, a
    whole = sum(weigh(word, language) for word in a)
    lost = 0.0
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        left, right = a[i:j], b[k:m]
        if _opposed(left, right, language):
            return 1.0
        if alike(" ".join(left), language, " ".join(right), language) < SYNONYM:
            lost += sum(weigh(word, language) for word in left)
    return round(lost / whole, 4) if whole else 0.0
