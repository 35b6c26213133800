"""What the figure reader knows of a language: number words, units, money, hedges, from CLDR and data.

Nothing here names a language. Number symbols, scales ("miljoner", "млрд"), unit names and currencies
come from CLDR; number words from ``[figures.numbers]`` (num2words inverted once, see
``benchmarks/figures_number_words.py``); the rest from the tables of ``[figures]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, TypeVar

from rashomon.languages import cldr, facts
from rashomon.marking.figures.tokens import Tokens, pieces
from rashomon.marking.figures.units import BY_CLDR, SIGNS, Unit, money

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases looked up in tokens, the longest first. Hyphens between the words of a text are passed
    over; ``backwards`` finds the phrase that ends before a token instead."""

    def __init__(self, unspaced: bool, backwards: bool = False) -> None:
        self._unspaced = unspaced
        self._backwards = backwards
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}

    def add(self, phrase: str, meaning: T, override: bool = True) -> None:
        """Learn a phrase; an earlier meaning stays where ``override`` is false."""
        words = pieces(phrase, self._unspaced)
        if not words:
            return
        if self._backwards:
            words = words[::-1]
        known = self._by_first.setdefault(words[0], [])
        for at, (other, _) in enumerate(known):
            if other == words:
                if override:
                    known[at] = (words, meaning)
                return
        known.append((words, meaning))
        known.sort(key=lambda entry: -len(entry[0]))

    def __contains__(self, first: str) -> bool:
        return first in self._by_first

    def firsts(self) -> Iterator[str]:
        """The first words of all phrases."""
        return iter(self._by_first)

    def at(self, tokens: Tokens, at: int) -> tuple[T, int] | None:
        """The meaning of the longest phrase that begins at token ``at`` and the token after it; backwards:
        of the phrase that ends with token ``at`` and its first token."""
        low = tokens.low
        size = len(low)
        if not 0 <= at < size:
            return None
        step = -1 if self._backwards else 1
        for words, meaning in self._by_first.get(low[at], ()):
            here = at + step
            for word in words[1:]:
                if 0 <= here < size and low[here] == "-" and word != "-":
                    here += step
                if not 0 <= here < size or low[here] != word:
                    break
                if word.isdecimal() and not self._backwards and not tokens.close(here):
                    break
                here += step
            else:
                return (meaning, here + 1 if self._backwards else here)
        return None


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
    idle_before: Phrases[str]
    idle_after: Phrases[str]
    ages_before: Phrases[Unit]
    has_years: Phrases[bool]
    changes: Phrases[str]
    months: frozenset[str]
    lists: dict[str, frozenset[str]]
    phrases: dict[str, Phrases[bool]]
    flags: Mapping[str, Any]
    starts: set[str] = field(default_factory=set)
    compound_heads: set[str] = field(default_factory=set)

    def has(self, name: str, low: str) -> bool:
        """Whether a word is in a list of the data ("and", "minus", "of", "stop" ...)."""
        return low in self.lists.get(name, ())

    def phrase(self, name: str, tokens: Tokens, at: int) -> int | None:
        """The token after a phrase of a list of the data that begins at ``at``, or None."""
        found = self.phrases[name].at(tokens, at) if name in self.phrases else None
        return found[1] if found else None


#: Lists of single words, and lists of phrases, that the data of a language may give.
_WORDS = ("and", "minus", "point", "of", "stop", "articles", "case_endings", "compound_joins", "bare_skip",
          "plurals", "by", "ordinal_articles", "prefixes", "year_before", "adjectives", "persons",
          "age_links", "hyphen_joins", "either", "participles")  # fmt: skip
_PHRASES = ("to", "between", "range_and", "from", "half_after", "in_of", "ordinal_suffix", "over",
            "counters", "ordinal_before", "ordinal_after", "number_of", "whole_not", "equals", "fraction_infix")  # fmt: skip

#: What stands between an amount and its unit in CLDR patterns.
_HOLE = "{0}"


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name, {})
    return found if isinstance(found, Mapping) else {}


def _scales(code: str, data: Mapping[str, Any]) -> dict[str, float]:
    """Scale words of the language with their values: CLDR's compact forms and the data's own."""
    found: dict[str, float] = {}
    for width in ("short", "long"):
        for forms in cldr(code).compact_decimal_formats.get(width, {}).values():
            for size, pattern in forms.items():
                text = getattr(pattern, "pattern", str(pattern)).replace("\u00a0", " ").replace("'", "")
                word = text.split(";")[0].strip(" 0\u200f\u200e").strip()
                zeros = text.count("0")
                if word and not word.isdigit() and zeros and (len(word) > 1 or not word.isascii()):
                    found.setdefault(word.lower().rstrip("."), float(int(size) // 10 ** (zeros - 1)))
    for size, words in _table(data, "scales").items():
        for word in words:
            found[word] = float(size)
    for word in data.get("scales_not", ()):
        found.pop(word, None)
    return found


def _unit_forms(code: str, endings: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """CLDR's names of units: (identifier, words, whether they stand before the amount)."""
    patterns = cldr(code)._data["unit_patterns"]
    for name in BY_CLDR:
        if name not in patterns:
            continue
        for width in ("long", "short"):
            if width not in patterns[name]:
                continue
            for pattern in dict(patterns[name][width]).values():
                if not isinstance(pattern, str) or _HOLE not in pattern:
                    continue
                left, _, right = pattern.replace("\u00a0", " ").partition(_HOLE)
                words, before = (left.strip(), True) if left.strip() else (right.strip(), False)
                if left.strip() and right.strip():
                    continue
                words = words.strip("\u200f\u200e").rstrip(".")
                if len(words) > 1 or (words and ord(words) > 0x2E80):
                    yield name, words, before


def _currencies(code: str) -> Iterator[tuple[str, str, bool]]:
    """CLDR's names and signs of currencies in the language: (ISO code, words, may be a sign)."""
    locale = cldr(code)
    plurals = locale._data["currency_names_plural"]
    for iso in locale.currencies:
        if len(iso) != 3 or not iso.isalpha():
            continue
        yield iso, iso, True
        yield iso, locale.currencies[iso], False
        if iso in plurals:
            for words in dict(plurals[iso]).values():
                yield iso, str(words), False


#: Signs of money that are the same everywhere (CLDR root, and what newspapers write).
_MONEY_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "₩": "KRW", "₹": "INR", "₽": "RUB", "₴": "UAH",
    "₺": "TRY", "₪": "ILS", "zł": "PLN", "Kč": "CZK", "₫": "VND", "฿": "THB", "₦": "NGN", "₱": "PHP", "元": "CNY",
    "円": "JPY", "원": "KRW", "€uro": "EUR", "﷼": "IRR", "₸": "KZT", "₼": "AZN", "₾": "GEL", "Rs": "INR", "₡": "CRC",
    "₭": "LAK", "₿": "XBT", "BTC": "XBT", "₮": "MNT", "₲": "PYG", "₵": "GHS", "₨": "PKR", "₧": "ESP", "₤": "GBP", "₣": "FRF",
}  # fmt: skip


#: What may stand against a dollar or yen sign to say whose it is ("US$", "HK$", "$CAD").
SIGN_OWNERS = {
    "US": "USD", "USD": "USD", "A": "AUD", "AU": "AUD", "AUD": "AUD", "C": "CAD", "CA": "CAD", "CAD": "CAD",
    "CAN": "CAD", "NZ": "NZD", "NZD": "NZD", "R": "BRL", "BRL": "BRL", "HK": "HKD", "HKD": "HKD", "S": "SGD",
    "SG": "SGD", "SGD": "SGD", "MX": "MXN", "MXN": "MXN", "NT": "TWD", "TWD": "TWD", "CN": "CNY", "CNY": "CNY",
    "JP": "JPY", "JPY": "JPY",
}  # fmt: skip
#: What the end of a key of ``[figures.money]`` says of its words: cents, thousands, millions, billions.
_MONEY_SIZES = {"": 1.0, "c": 0.01, "k": 1e3, "m": 1e6, "md": 1e9}
#: Codes that are also written in small letters.
_CODES_IN_SMALL = "usd eur gbp sek nok dkk chf jpy cny rmb aud pln rub inr krw brl mxn".split()


def _months(code: str) -> frozenset[str]:
    """Names of the months, long and short, as CLDR writes them (its capitals tell "May" from "may")."""
    forms = cldr(code).months
    names = {
        str(name).rstrip(".")
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in forms.get(context, {}).get(width, {}).values()
    }
    return frozenset(name for name in names if len(name) > 2 and not any(map(str.isdecimal, name)))


@lru_cache(maxsize=64)
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language (BCP 47). A language without data reads digits with CLDR's units."""
    data = facts(code, "figures")
    unspaced = bool(data.get("unspaced", False))
    locale = cldr(code)
    symbols = locale.number_symbols.get("latn") or next(iter(locale.number_symbols.values()))
    decimal = str(data.get("decimal", symbols.get("decimal", ".")))
    lex = Lexicon(
        code=code, unspaced=unspaced, decimal="," if decimal == "," else ".",
        atoms=Phrases(unspaced), compounds={}, multipliers=frozenset(), scales={}, ordinals=Phrases(unspaced),
        ordinal_words={}, fractions=Phrases(unspaced), denominators=Phrases(unspaced), vague=Phrases(unspaced), some=Phrases(unspaced),
        units=Phrases(unspaced), units_before=Phrases(unspaced, backwards=True), exact_units={},
        before=Phrases(unspaced, backwards=True), after=Phrases(unspaced),
        idle_before=Phrases(unspaced, backwards=True), idle_after=Phrases(unspaced),
        ages_before=Phrases(unspaced, backwards=True), has_years=Phrases(unspaced, backwards=True), changes=Phrases(unspaced),
        months=_months(code), lists={name: frozenset(str(word) for word in data.get(name, ())) for name in _WORDS},
        phrases={}, flags=data,
    )  # fmt: skip
    for name in _PHRASES:
        lex.phrases[name] = Phrases(unspaced)
        for phrase in data.get(name, ()):
            lex.phrases[name].add(phrase, True)
    _learn_numbers(lex, data, code)
    _learn_units(lex, data, code)
    for kind, phrases in _table(data, "hedges").items():
        for phrase in phrases:
            lex.before.add(phrase, Hedge(kind))
    for kind, phrases in _table(data, "hedges_after").items():
        for phrase in phrases:
            lex.after.add(phrase, Hedge(kind))
    for phrase in data.get("idle_before", ()):
        lex.idle_before.add(phrase, phrase)
    for phrase in data.get("idle_after", ()):
        lex.idle_after.add(phrase, phrase)
    for direction in ("up", "down"):
        for phrase in data.get(direction, ()):
            lex.changes.add(phrase, direction)
    return lex


def _learn_numbers(lex: Lexicon, data: Mapping[str, Any], code: str) -> None:
    """Number words, compounds' parts, ordinals, fractions and vague amounts."""
    numbers = _table(data, "numbers")
    atoms: dict[str, Atom] = {}
    for value, words in enumerate(str(numbers.get("cardinals", "")).split("|")):
        atoms.setdefault(words.lower(), Atom(float(value)))
    for value, words in enumerate(str(numbers.get("hundreds", "")).split("|")):
        atoms.setdefault(words.lower(), Atom(100.0 * (value + 1)))
    multipliers = _scales(code, data)
    for word, size in multipliers.items():
        atoms[word.lower()] = Atom(size, times=True)
    for word, number in _table(data, "words").items():
        if word not in multipliers:
            atoms[word] = Atom(float(number))
    for size, words in _table(data, "roughly").items():
        for word in words:
            atoms[word] = Atom(float(size), times=True, rough=True)
    atoms.pop("", None)
    for word in data.get("words_not", ()):
        atoms.pop(word, None)
    for word, atom in atoms.items():
        lex.atoms.add(word, atom)
    lex.multipliers = frozenset(multipliers.values())
    lex.scales = multipliers
    ordinals: dict[str, float] = {}
    for value, words in enumerate(str(numbers.get("ordinals", "")).split("|")):
        for form in _inflected(words.lower(), data.get("ordinal_endings", ())):
            ordinals.setdefault(form, float(value + 1))
    for word, number in _table(data, "ordinal_words").items():
        ordinals[word] = float(number)
    ordinals.pop("", None)
    for word in data.get("ordinals_not", ()):
        ordinals.pop(word, None)
    for word, number in ordinals.items():
        lex.ordinals.add(word, number)
    for size, words in _table(data, "fractions").items():
        for word in words:
            lex.fractions.add(word, float(size))
    for size, words in _table(data, "denominators").items():
        for word in words:
            lex.denominators.add(word, float(size))
    for suffix in data.get("fraction_suffixes", ()):
        for word, number in ordinals.items():
            if number >= 3:
                lex.fractions.add(word + suffix, number, override=False)
    for name, target in (("vague", lex.vague), ("some", lex.some)):
        for words, bounds in _table(data, name).items():
            high = float(bounds[1]) if len(bounds) > 1 else None
            target.add(words, (float(bounds[0]), high))
    for phrases in (lex.atoms, lex.ordinals, lex.fractions, lex.vague, lex.some, lex.denominators):
        lex.starts.update(phrases.firsts())
    lex.starts.update(lex.lists["minus"], lex.lists["point"] & set(), data.get("ordinal_before", ()))
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


def _learn_units(lex: Lexicon, data: Mapping[str, Any], code: str) -> None:
    """Units, currencies and ages, CLDR first, then the data, which overrides."""
    refused = set(data.get("units_not", ()))
    endings = tuple(data.get("case_endings", ()))
    for name, words, before in _unit_forms(code, endings):
        if words.lower() in refused:
            continue
        (lex.units_before if before else lex.units).add(words, BY_CLDR[name], override=False)
    for iso, words, sign in _currencies(code):
        unit = money(iso)
        if sign:
            lex.exact_units[words] = unit
            if iso.lower() in _CODES_IN_SMALL:
                lex.exact_units["M" + iso] = money(iso, 1e6)
            continue
        lex.units.add(words, unit, override=False)
    for sign, iso in _MONEY_SIGNS.items():
        lex.units.add(sign, money(iso))
        lex.units_before.add(sign, money(iso))
    for small in _CODES_IN_SMALL:
        unit = money("CNY" if small == "rmb" else small.upper())
        lex.units.add(small, unit)
        lex.units_before.add(small, unit)
    for sign, name in SIGNS.items():
        if sign.isalpha() and (len(sign) == 1 or sign != sign.lower()):
            lex.exact_units[sign] = BY_CLDR[name]
        elif sign not in refused:
            lex.units.add(sign, BY_CLDR[name], override=not sign.isalpha())
    for name, words_list in _table(data, "units").items():
        for words in words_list:
            lex.units.add(words, BY_CLDR[name])
    for name, words_list in _table(data, "units_before").items():
        for words in words_list:
            lex.units_before.add(words, BY_CLDR[name])
    for key, words_list in _table(data, "money").items():
        iso, _, size = key.partition("_")
        for words in words_list:
            unit = money(iso, _MONEY_SIZES[size])
            lex.units.add(words, unit)
    for iso, words_list in _table(data, "money_before").items():
        for words in words_list:
            lex.units_before.add(words, money(iso))
    for words in data.get("ages_before", ()):
        lex.ages_before.add(words, BY_CLDR["age-year"])
    for words in data.get("has_years", ()):
        lex.has_years.add(words, True)
