"""Word classes: which small words of a language are articles, prepositions, pronouns ...

They stand in the table ``[grammar]`` of the language's data file, as strings of words parted by white
space. A word's classes are one integer with a bit for each of :data:`CLASSES`, so that "an article, a
preposition or a conjunction" is one test: ``form.classes & (ARTICLE | PREPOSITION | CONJUNCTION)``.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from rashomon.languages import cldr, facts

#: The lists of ``[grammar]`` that are word classes, in the order of their bits.
CLASSES = (
    "articles", "indefinite", "of", "prepositions", "conjunctions", "subordinators", "that", "whether",
    "relatives", "to", "he", "she", "they", "first_person", "objects", "auxiliaries", "copulas", "not",
    "adverbs", "times", "titles",
)  # fmt: skip
#: The bit of each class.
BIT = MappingProxyType({name: 1 << place for place, name in enumerate(CLASSES)})


def bits(*names: str) -> int:
    """The mask of some classes.

    Raises:
        KeyError: where a name is no class.
    """
    mask = 0
    for name in names:
        mask |= BIT[name]
    return mask


#: What stands in nearly every sentence of a language and in few of another.
FUNCTION = bits(
    "articles", "of", "prepositions", "conjunctions", "that", "relatives", "auxiliaries", "copulas", "not",
    "he", "she", "they", "first_person",
)  # fmt: skip


@lru_cache(maxsize=64)
def word_classes(language: str) -> MappingProxyType[str, int]:
    """The classes of the small words of a language by word, lower case; empty where there are no data.

    Names of months and weekdays (CLDR) belong to ``times``.
    """
    grammar = facts(language, "grammar")
    found: dict[str, int] = {}
    for name in CLASSES:
        for word in str(grammar.get(name, "")).replace("_", " ").lower().split():
            found[word] = found.get(word, 0) | BIT[name]
    if grammar:
        locale = cldr(language)
        for table in (locale.months, locale.days):
            for word in table["format"].get("wide", {}).values():
                low = word.lower().rstrip(".")
                if low not in str(grammar.get("not_times", "")).split():
                    found[low] = found.get(low, 0) | BIT["times"]
    return MappingProxyType(found)
