"""What the figure reader knows of a language: number words, units, money, hedges, from CLDR and data.

Nothing here names a language. Number symbols, scales ("miljoner", "млрд"), unit names and currencies
come from CLDR; number words from ``[figures.numbers]`` (num2words inverted once, see
``training/number_words.py``); the rest from the tables of ``[figures]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rashomon.languages import cldr, facts
from rashomon.marking.figures.cldr import currencies, currency_nouns, months, scales, table, unit_forms
from rashomon.marking.figures.numerals import FRACTION_SIGNS, SIGNS_BEFORE
from rashomon.marking.figures.phrases import Phrases
from rashomon.marking.figures.tokens import Tokens
from rashomon.marking.figures.units import BY_CLDR, COUNT, EVERYDAY, METALS, SHARED_NOUN, SIGNS, Unit, money


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


#: Words whose place after an article is remembered.
_MOST_WORDS = 20_000


@dataclass(slots=True)
class Lexicon:
    """Everything known of one language for reading figures."""

    code: str
    unspaced: bool
    decimal: str
    atoms: Phrases[Atom]
    compounds: dict[str, Atom | None]
    multipliers: frozenset[float]
    scales: dict[str, float]
    ordinals: Phrases[float]
    ordinal_words: dict[str, float]
    fractions: Phrases[float]
    denominators: Phrases[float]
    vague: Phrases[tuple[float, float | None]]
    some: Phrases[tuple[float, float | None]]
    units: Phrases[Unit]
    units_before: Phrases[Unit]
    exact_units: dict[str, Unit]
    before: Phrases[Hedge]
    after: Phrases[Hedge]
    apart: Phrases[Hedge]
    idle_before: Phrases[str]
    idle_after: Phrases[str]
    ages_before: Phrases[Unit]
    has_years: Phrases[bool]
    changes: Phrases[str]
    duals: Phrases[Unit]
    months: frozenset[str]
    lists: dict[str, frozenset[str]]
    phrases: dict[str, Phrases[bool]]
    flags: Mapping[str, Any]
    starts: set[str] = field(default_factory=set)
    gate: frozenset[str] = frozenset()
    apart_words: frozenset[str] = frozenset()
    after_article: frozenset[str] = frozenset()
    counted_words: dict[str, bool] = field(default_factory=dict)
    compound_heads: set[str] = field(default_factory=set)
    inflecting: set[str] = field(default_factory=set)
    everyday: dict[str, Signs] = field(default_factory=dict)
    everyday_not: dict[str, Signs] = field(default_factory=dict)
    weights: Mapping[str, Any] = field(default_factory=dict)
    shared_money: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def has(self, name: str, low: str) -> bool:
        """Whether a word is in a list of the data ("and", "minus", "of", "stop" ...)."""
        return low in self.lists.get(name, ())

    def may_follow_article(self, low: str) -> bool:
        """Whether a word may make a number of the article before it: a number word, a unit ("a third", "en
        mil"), inflected or not; remembered for the words seen."""
        known = self.counted_words.get(low)
        if known is None:
            if len(self.counted_words) > _MOST_WORDS:
                self.counted_words.clear()
            endings = (ending for ending in self.lists["case_endings"] if low.endswith(ending))
            known = (
                low in self.after_article
                or low[:2] in self.compound_heads
                or any(low[: -len(ending)] in self.after_article for ending in endings)
            )
            self.counted_words[low] = known
        return known

    def phrase(self, name: str, tokens: Tokens, at: int) -> int | None:
        """The token after a phrase of a list of the data that begins at ``at``, or None."""
        found = self.phrases[name].at(tokens, at)
        return found[1] if found else None


#: Lists of single words, and lists of phrases, that the data of a language may give.
_WORDS = (
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
    "plates",
    "finite_verbs",
    "span_words",
    "spread_words",
    "unit_and",
    "people",
)


_PHRASES = (
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


#: Signs of money that are the same everywhere (CLDR root, and what newspapers write).
_MONEY_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "₩": "KRW", "₹": "INR", "₽": "RUB",
    "₴": "UAH", "₺": "TRY", "₪": "ILS", "zł": "PLN", "Kč": "CZK", "₫": "VND", "฿": "THB",
    "₦": "NGN", "₱": "PHP", "元": "CNY", "円": "JPY", "원": "KRW", "€uro": "EUR", "﷼": "IRR",
    "₸": "KZT", "₼": "AZN", "₾": "GEL", "Rs": "INR", "₡": "CRC", "₭": "LAK", "₿": "XBT",
    "BTC": "XBT", "₮": "MNT", "₲": "PYG", "₵": "GHS", "₨": "PKR", "₧": "ESP", "₤": "GBP",
    "₣": "FRF",
}  # fmt: skip


#: What may stand against a dollar or yen sign to say whose it is ("US$", "HK$", "$CAD").
SIGN_OWNERS = {
    "US": "USD", "USD": "USD", "A": "AUD", "AU": "AUD", "AUD": "AUD", "C": "CAD", "CA": "CAD",
    "CAD": "CAD", "CAN": "CAD", "NZ": "NZD", "NZD": "NZD", "R": "BRL", "BRL": "BRL", "HK": "HKD",
    "HKD": "HKD", "S": "SGD", "SG": "SGD", "SGD": "SGD", "MX": "MXN", "MXN": "MXN", "NT": "TWD",
    "TWD": "TWD", "CN": "CNY", "CNY": "CNY", "JP": "JPY", "JPY": "JPY",
}  # fmt: skip


#: What the end of a key of ``[figures.money]`` says of its words: cents, thousands, millions, billions.
_MONEY_SIZES = {"": 1.0, "c": 0.01, "k": 1e3, "m": 1e6, "md": 1e9}


#: Codes that are also written in small letters.
_CODES_IN_SMALL = [
    "usd", "eur", "gbp", "sek", "nok", "dkk", "chf", "jpy", "cny", "rmb", "aud", "pln", "rub", "inr", "krw",
    "brl", "mxn",
]  # fmt: skip


#: Phrases that may follow an article that is the number one ("en av fem", "een of twee").
_AFTER_ARTICLE = (
    "to", "range_and", "half_after", "in_of", "ordinal_suffix", "ordinal_after", "over", "counters",
    "fraction_infix",
)  # fmt: skip
#: The fewest letters of a name of a unit from CLDR that endings may follow ("barn" is no bar).
_LEAST_STEM = 4
#: What happens to people, and is also said of them before their name ("400 dead seabirds").
_HARM = ("dead", "injured", "missing", "captured")


@lru_cache(maxsize=64)
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language (BCP 47). A language without data reads digits with CLDR's units."""
    data = facts(code, "figures")
    unspaced = bool(data.get("unspaced", False))
    locale = cldr(code)
    symbols = locale.number_symbols.get("latn") or next(iter(locale.number_symbols.values()))
    decimal = str(data.get("decimal", symbols.get("decimal", ".")))
    lex = Lexicon(
        code=code,
        unspaced=unspaced,
        decimal="," if decimal == "," else ".",
        atoms=Phrases(unspaced),
        compounds={},
        multipliers=frozenset(),
        scales={},
        ordinals=Phrases(unspaced),
        ordinal_words={},
        fractions=Phrases(unspaced),
        denominators=Phrases(unspaced),
        vague=Phrases(unspaced),
        some=Phrases(unspaced),
        units=Phrases(unspaced),
        units_before=Phrases(unspaced, backwards=True),
        exact_units={},
        before=Phrases(unspaced, backwards=True),
        after=Phrases(unspaced),
        apart=Phrases(unspaced, backwards=True),
        idle_before=Phrases(unspaced, backwards=True),
        idle_after=Phrases(unspaced),
        ages_before=Phrases(unspaced, backwards=True),
        has_years=Phrases(unspaced, backwards=True),
        changes=Phrases(unspaced),
        duals=Phrases(unspaced),
        months=months(code),
        lists={name: frozenset(str(word) for word in data.get(name, ())) for name in _WORDS},
        phrases={},
        flags=data,
    )
    for name in _PHRASES:
        lex.phrases[name] = Phrases(unspaced)
        for phrase in data.get(name, ()):
            lex.phrases[name].add(phrase, True)
    _learn_numbers(lex, data, code)
    _learn_units(lex, data, code)
    for kind, phrases in table(data, "hedges").items():
        for phrase in phrases:
            lex.before.add(phrase, Hedge(kind))
    for kind, phrases in table(data, "hedges_after").items():
        for phrase in phrases:
            lex.after.add(phrase, Hedge(kind))
    for kind, phrases in table(data, "hedges_apart").items():
        for phrase in phrases:
            lex.apart.add(phrase, Hedge(kind))
    for verb in lex.lists["exceeding"]:
        lex.before.add(verb, Hedge("over"))
        for denial in lex.lists["not"]:
            lex.before.add(f"{verb} {denial}", Hedge("most"))
    for phrase in data.get("idle_before", ()):
        lex.idle_before.add(phrase, phrase)
    for phrase in data.get("idle_after", ()):
        lex.idle_after.add(phrase, phrase)
    for direction in ("up", "down"):
        for phrase in data.get(direction, ()):
            lex.changes.add(phrase, direction)
    told = table(data, "indicators")
    lex.lists["told"] = frozenset(word for words in told.values() for word in words)
    lex.lists["harm"] = frozenset(word for name in _HARM for word in told.get(name, ()))
    lex.shared_money = _shared_money(data, code)
    lex.everyday = {str(word): Signs(signs) for word, signs in table(data, "everyday").items()}
    lex.everyday_not = {str(word): Signs(signs) for word, signs in table(data, "everyday_not").items()}
    lex.weights = table(data, "weights")
    lex.apart_words = frozenset(lex.apart.firsts())
    lex.after_article = frozenset(lex.starts).union(
        "-",
        lex.units.firsts(),
        (word.lower() for word in lex.exact_units),
        *(lex.phrases[name].firsts() for name in _AFTER_ARTICLE),
        *(
            phrases.seconds(lex.lists["articles"])
            for phrases in (lex.atoms, lex.vague, lex.some, lex.fractions)
        ),
        lex.lists["point"],
        lex.lists["and"],
    )
    lex.gate = frozenset(lex.starts) | lex.lists["articles"] | SIGNS_BEFORE | frozenset(FRACTION_SIGNS)
    return lex


def _shared_money(data: Mapping[str, Any], code: str) -> dict[str, tuple[str, ...]]:
    """The words and signs of money that several countries share, with the currencies they may mean beside the
    one that the language takes them for ("kronor", "kr", "$")."""
    own = {key.partition("_")[0]: words for key, words in table(data, "money").items() if "_" not in key}
    named = [(iso, name.lower()) for iso, name, is_code in currencies(code) if not is_code]
    named += [(iso, name) for iso, words in own.items() for name in words]
    owners: dict[str, set[str]] = {}
    for iso, name in named:
        words = name.split()
        for word in words if len(words) > 1 and iso in SHARED_NOUN else ():
            owners.setdefault(word, set()).add(iso)
    found: dict[str, tuple[str, ...]] = {}
    for iso, words in own.items():
        nouns = [word for word in words if owners.get(word, set()) - {iso}]
        others = tuple(sorted({other for noun in nouns for other in owners[noun]} - {iso}))
        short = [word for word in words if any(noun.startswith(word) for noun in nouns)]
        signs = [sign for sign, of in _MONEY_SIGNS.items() if of == iso and len(sign) == 1]
        found.update((word, others) for word in [*short, *signs] if others)
    return found


def _learn_numbers(lex: Lexicon, data: Mapping[str, Any], code: str) -> None:
    """Number words, compounds' parts, ordinals, fractions and vague amounts."""
    numbers = table(data, "numbers")
    atoms: dict[str, Atom] = {}
    for value, words in enumerate(str(numbers.get("cardinals", "")).split("|")):
        atoms.setdefault(words.lower(), Atom(float(value)))
    for value, words in enumerate(str(numbers.get("hundreds", "")).split("|")):
        atoms.setdefault(words.lower(), Atom(100.0 * (value + 1)))
    for row in str(numbers.get("inflected", "")).split("|"):
        inflected_value, *forms = row.split() or ["0"]
        for form in forms:
            atoms.setdefault(form, Atom(float(inflected_value)))
    multipliers = scales(code, data)
    for word, size in multipliers.items():
        atoms[word.lower()] = Atom(size, times=True)
    for word, number in table(data, "words").items():
        if word not in multipliers:
            atoms[word] = Atom(float(number))
    for amount, rough_words in table(data, "roughly").items():
        for word in rough_words:
            atoms[word] = Atom(float(amount), times=True, rough=True)
    atoms.pop("", None)
    for word in data.get("words_not", ()):
        atoms.pop(word, None)
    for word, atom in atoms.items():
        lex.atoms.add(word, atom)
    lex.multipliers = frozenset(size for size in multipliers.values() if size >= 100)
    lex.scales = multipliers
    ordinals: dict[str, float] = {}
    for value, words in enumerate(str(numbers.get("ordinals", "")).split("|")):
        for form in _inflected(words.lower(), data.get("ordinal_endings", ())):
            ordinals.setdefault(form, float(value + 1))
    for word, number in table(data, "ordinal_words").items():
        ordinals[word] = float(number)
    ordinals.pop("", None)
    for word in data.get("ordinals_not", ()):
        ordinals.pop(word, None)
    for word, number in ordinals.items():
        lex.ordinals.add(word, number)
    for over, fraction_words in table(data, "fractions").items():
        for word in fraction_words:
            lex.fractions.add(word, float(over))
    for over, fraction_words in table(data, "denominators").items():
        for word in fraction_words:
            lex.denominators.add(word, float(over))
    for suffix in data.get("fraction_suffixes", ()):
        for word, rank in ordinals.items():
            if rank >= 3:
                lex.fractions.add(word + suffix, rank, override=False)
    for name, target in (("vague", lex.vague), ("some", lex.some)):
        for words, bounds in table(data, name).items():
            high = float(bounds[1]) if len(bounds) > 1 else None
            target.add(words, (float(bounds[0]), high))
    for phrases in (lex.atoms, lex.ordinals, lex.fractions, lex.vague, lex.some, lex.denominators):
        lex.starts.update(phrases.firsts())
    lex.starts.update(lex.lists["minus"], data.get("ordinal_before", ()))
    if data.get("compound", False):
        for word, atom in atoms.items():
            if " " not in word and "-" not in word:
                lex.compounds[word] = atom
        lex.ordinal_words = {word: number for word, number in ordinals.items() if " " not in word}
        for word in lex.lists["compound_joins"]:
            lex.compounds.setdefault(word, None)
        lex.compound_heads = {word[:2] for word, value in lex.compounds.items() if value is not None}


def _inflected(words: str, endings: Iterable[Any]) -> Iterator[str]:
    """A phrase and its inflected forms; an ending is ``[drop, add]``."""
    yield words
    for drop, add in endings:
        if words.endswith(drop):
            yield words[: len(words) - len(drop)] + add
        if " " in words and all(word.endswith(drop) for word in words.split()):
            yield " ".join(word[: len(word) - len(drop)] + add for word in words.split())


def _learn_units(lex: Lexicon, data: Mapping[str, Any], code: str) -> None:
    """Units, currencies and ages, CLDR first, then the data, which overrides."""
    refused = lex.lists["units_not"]
    for name, words, before in unit_forms(code):
        if words.lower() in refused or name in EVERYDAY:
            continue
        if len(words) >= _LEAST_STEM:
            lex.inflecting.add(words.lower())
        (lex.units_before if before else lex.units).add(words, BY_CLDR[name], override=False)
    for iso, words, is_code in currencies(code):
        unit = money(iso)
        if is_code:
            lex.exact_units[words] = unit
            if iso.lower() in _CODES_IN_SMALL:
                lex.exact_units["M" + iso] = money(iso, 1e6)
            continue
        if iso not in METALS and words.lower() not in refused:
            lex.inflecting.add(words.lower())
            lex.units.add(words, unit, override=False)
    nouns = currency_nouns(code, first=bool(data.get("noun_first"))) if data.get("currency_nouns") else ()
    for iso, noun in nouns:
        if iso not in METALS and not iso.startswith("X") and noun not in refused:
            lex.units.add(noun, money(iso), override=False)
    for sign, iso in _MONEY_SIGNS.items():
        lex.units.add(sign, money(iso))
        lex.units_before.add(sign, money(iso))
    for small in _CODES_IN_SMALL:
        if small in refused:
            continue
        unit = money("CNY" if small == "rmb" else small.upper())
        lex.units.add(small, unit)
        lex.units_before.add(small, unit)
    for sign, name in SIGNS.items():
        if sign.isalpha() and (len(sign) == 1 or sign != sign.lower()):
            lex.exact_units[sign] = BY_CLDR[name]
        elif sign not in refused:
            lex.units.add(sign, BY_CLDR[name], override=not sign.isalpha())
    for name, words_list in table(data, "units").items():
        for words in words_list:
            lex.units.add(words, BY_CLDR[name])
            lex.inflecting.add(words)
    for name, words_list in table(data, "units_before").items():
        for words in words_list:
            lex.units_before.add(words, BY_CLDR[name])
    for key, words_list in table(data, "money").items():
        iso, _, size = key.partition("_")
        for words in words_list:
            unit = money(iso, _MONEY_SIZES[size])
            lex.units.add(words, unit)
            lex.inflecting.add(words)
    for iso, words_list in table(data, "money_before").items():
        for words in words_list:
            lex.units_before.add(words, money(iso))
    for name, words_list in table(data, "duals").items():
        for words in words_list:
            lex.duals.add(words, COUNT if name == "count" else BY_CLDR[name])
    lex.starts.update(lex.duals.firsts())
    for words in data.get("ages_before", ()):
        lex.ages_before.add(words, BY_CLDR["age-year"])
    for words in data.get("has_years", ()):
        lex.has_years.add(words, True)
