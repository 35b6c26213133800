"""What the figure reader knows of a language: number words, units, money, hedges, from CLDR and data.

Nothing here names a language. Number symbols, scales ("miljoner", "млрд"), unit names and currencies
come from CLDR; number words from ``[figures.numbers]`` (num2words inverted once, see
``training/number_words.py``); the rest from the tables of ``[figures]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rashomon.marking.figures.phrases import Phrases
from rashomon.marking.figures.tokens import Tokens
from rashomon.marking.figures.units import Unit


@dataclass(frozen=True, slots=True)
class Atom:
    """A number word: an addend ("sju", "zweihundert") or, with ``times``, a multiplier ("tusen").
    ``rough`` words stand for about so many ("hundratal", "centaine")."""

    value: float
    times: bool = False
    rough: bool = False


@dataclass(frozen=True, slots=True)
class Hedge:
    """What a qualifier makes of a value: kind is one of the keys of ``[figures.hedges]``."""

    kind: str


class Signs:
    """Words that tell a meaning; those of four letters or more also where they begin a longer word."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._stems = tuple(word for word in self._words if len(word) > 3)

    def __contains__(self, low: object) -> bool:
        return low in self._words or (isinstance(low, str) and low.startswith(self._stems))


#: Lists of endings of words.
ENDINGS = (
    "plural_endings", "noun_endings", "adjective_endings", "verb_endings", "likely_verb_endings",
    "agreeing_endings", "street_endings",
)  # fmt: skip
#: Phrases that are looked up from their first word on, and from their last word back.
_FORWARDS = (
    "atoms", "ordinals", "fractions", "denominators", "vague", "some", "units", "after", "idle_after",
    "changes", "duals",
)  # fmt: skip
_BACKWARDS = ("units_before", "before", "distant", "idle_before", "ages_before", "has_years")


@dataclass(slots=True)
class Lexicon:
    """Everything known of one language for reading figures."""

    code: str
    unspaced: bool
    decimal: str
    months: frozenset[str]
    lists: dict[str, frozenset[str]]
    phrases: dict[str, Phrases[bool]]
    flags: Mapping[str, Any]
    endings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    compounds: dict[str, Atom | None] = field(default_factory=dict)
    multipliers: frozenset[float] = frozenset()
    scales: dict[str, float] = field(default_factory=dict)
    ordinal_words: dict[str, float] = field(default_factory=dict)
    exact_units: dict[str, Unit] = field(default_factory=dict)
    starts: set[str] = field(default_factory=set)
    gate: frozenset[str] = frozenset()
    #: Of the first words of numbers: the tables that hold such a number.
    opens: dict[str, tuple[str, ...]] = field(default_factory=dict)
    distant_words: frozenset[str] = frozenset()
    after_article: frozenset[str] = frozenset()
    compound_heads: set[str] = field(default_factory=set)
    inflecting: set[str] = field(default_factory=set)
    everyday: dict[str, Signs] = field(default_factory=dict)
    everyday_not: dict[str, Signs] = field(default_factory=dict)
    weights: Mapping[str, Any] = field(default_factory=dict)
    shared_money: dict[str, tuple[str, ...]] = field(default_factory=dict)

    atoms: Phrases[Atom] = field(init=False)
    ordinals: Phrases[float] = field(init=False)
    fractions: Phrases[float] = field(init=False)
    denominators: Phrases[float] = field(init=False)
    vague: Phrases[tuple[float, float | None]] = field(init=False)
    some: Phrases[tuple[float, float | None]] = field(init=False)
    units: Phrases[Unit] = field(init=False)
    units_before: Phrases[Unit] = field(init=False)
    before: Phrases[Hedge] = field(init=False)
    after: Phrases[Hedge] = field(init=False)
    distant: Phrases[Hedge] = field(init=False)
    idle_before: Phrases[str] = field(init=False)
    idle_after: Phrases[str] = field(init=False)
    ages_before: Phrases[Unit] = field(init=False)
    has_years: Phrases[bool] = field(init=False)
    changes: Phrases[str] = field(init=False)
    duals: Phrases[Unit] = field(init=False)

    def __post_init__(self) -> None:
        for name in _FORWARDS:
            setattr(self, name, Phrases(self.unspaced))
        for name in _BACKWARDS:
            setattr(self, name, Phrases(self.unspaced, backwards=True))

    def has(self, name: str, low: str) -> bool:
        """True if a word is in a list of the data ("and", "minus", "of", "stop" ...)."""
        return low in self.lists[name]

    def phrase(self, name: str, tokens: Tokens, at: int) -> int | None:
        """The token after a phrase of a list of the data that begins at ``at``, or None."""
        found = self.phrases[name].at(tokens, at)
        return found[1] if found else None


#: Lists of single words, and lists of phrases, that the data of a language may give.
WORDS = (
    "and",
    "minus",
    "point",
    "of",
    "stop",
    "articles",
    "case_endings",
    "compound_joins",
    "bare_skip",
    "plurals",
    "by",
    "reaching",
    "ordinal_articles",
    "prefixes",
    "year_before",
    "adjectives",
    "persons",
    "age_links",
    "hyphen_joins",
    "either",
    "participles",
    "not",
    "exceeding",
    "linking",
    "units_not",
    "streets",
    "house_words",
    "floors",
    "phones",
    "emergency",
    "callers",
    "plates",
    "finite_verbs",
    "span_words",
    "spread_words",
    "unit_and",
    "people",
    "fraction_nouns",
)


PHRASES = (
    "to",
    "between",
    "range_and",
    "from",
    "half_after",
    "in_of",
    "ordinal_suffix",
    "over",
    "counters",
    "ordinal_before",
    "ordinal_after",
    "number_of",
    "whole_not",
    "equals",
    "fraction_infix",
)


#: What may stand against a dollar or yen sign to say whose it is ("US$", "HK$", "$CAD").
SIGN_OWNERS = {
    "US": "USD", "USD": "USD", "A": "AUD", "AU": "AUD", "AUD": "AUD", "C": "CAD", "CA": "CAD",
    "CAD": "CAD", "CAN": "CAD", "NZ": "NZD", "NZD": "NZD", "R": "BRL", "BRL": "BRL", "HK": "HKD",
    "HKD": "HKD", "S": "SGD", "SG": "SGD", "SGD": "SGD", "MX": "MXN", "MXN": "MXN", "NT": "TWD",
    "TWD": "TWD", "CN": "CNY", "CNY": "CNY", "JP": "JPY", "JPY": "JPY",
}  # fmt: skip
