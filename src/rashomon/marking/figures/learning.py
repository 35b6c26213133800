"""What a language's data and CLDR say, made into a lexicon for reading figures: CLDR first, then the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from rashomon.languages import cldr, facts
from rashomon.marking.figures.cldr import currencies, currency_nouns, months, scales, table, unit_forms
from rashomon.marking.figures.lexicon import ENDINGS, PHRASES, WORDS, Atom, Hedge, Lexicon, Signs
from rashomon.marking.figures.numerals import FRACTION_SIGNS, SIGNS_BEFORE
from rashomon.marking.figures.phrases import Phrases
from rashomon.marking.figures.units import (
    BY_CLDR,
    COUNT,
    EVERYDAY,
    METALS,
    SHARED_NOUN,
    SIGNS,
    money,
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
        months=months(code),
        lists={name: frozenset(str(word) for word in data.get(name, ())) for name in WORDS},
        phrases={name: Phrases(unspaced) for name in PHRASES},
        flags=data,
        endings={name: tuple(map(str, data.get(name, ()))) for name in ENDINGS},
    )
    for name in PHRASES:
        for phrase in data.get(name, ()):
            lex.phrases[name].add(phrase, True)
    atoms = _learn_cardinals(lex, data, code)
    ordinals = _learn_ordinals(lex, data)
    _learn_fractions(lex, data, ordinals)
    _learn_vague(lex, data)
    _learn_compounds(lex, data, atoms, ordinals)
    _learn_cldr_units(lex, code)
    _learn_currencies(lex, data, code)
    _learn_signs(lex)
    _learn_own_units(lex, data)
    _learn_hedges(lex, data)
    _learn_contexts(lex, data)
    _learn_starts(lex, data)
    return lex


def _learn_cardinals(lex: Lexicon, data: Mapping[str, Any], code: str) -> dict[str, Atom]:
    """Number words and scales."""
    numbers = table(data, "numbers")
    atoms: dict[str, Atom] = {}
    for value, words in enumerate(str(numbers.get("cardinals", "")).split("|")):
        atoms.setdefault(words.lower(), Atom(float(value)))
    for value, words in enumerate(str(numbers.get("hundreds", "")).split("|")):
        atoms.setdefault(words.lower(), Atom(100.0 * (value + 1)))
    for row in str(numbers.get("inflected", "")).split("|"):
        inflected, *forms = row.split() or ["0"]
        for form in forms:
            atoms.setdefault(form, Atom(float(inflected)))
    multipliers = scales(code, data)
    atoms.update((word.lower(), Atom(size, times=True)) for word, size in multipliers.items())
    for word, number in table(data, "words").items():
        if word not in multipliers:
            atoms[word] = Atom(float(number))
    for amount, rough_words in table(data, "roughly").items():
        atoms.update((word, Atom(float(amount), times=True, rough=True)) for word in rough_words)
    for word in ("", *data.get("words_not", ())):
        atoms.pop(word, None)
    for word, atom in atoms.items():
        lex.atoms.add(word, atom)
    lex.multipliers = frozenset(size for size in multipliers.values() if size >= 100)
    lex.scales = multipliers
    return atoms


def _learn_ordinals(lex: Lexicon, data: Mapping[str, Any]) -> dict[str, float]:
    ordinals: dict[str, float] = {}
    for value, words in enumerate(str(table(data, "numbers").get("ordinals", "")).split("|")):
        for form in _inflected(words.lower(), data.get("ordinal_endings", ())):
            ordinals.setdefault(form, float(value + 1))
    ordinals.update((word, float(number)) for word, number in table(data, "ordinal_words").items())
    for word in ("", *data.get("ordinals_not", ())):
        ordinals.pop(word, None)
    for word, number in ordinals.items():
        lex.ordinals.add(word, number)
    return ordinals


def _learn_fractions(lex: Lexicon, data: Mapping[str, Any], ordinals: Mapping[str, float]) -> None:
    for name, target in (("fractions", lex.fractions), ("denominators", lex.denominators)):
        for over, words in table(data, name).items():
            for word in words:
                target.add(word, float(over))
    for suffix in data.get("fraction_suffixes", ()):
        for word, rank in ordinals.items():
            if rank >= 3:
                lex.fractions.add(word + suffix, rank, override=False)


def _learn_vague(lex: Lexicon, data: Mapping[str, Any]) -> None:
    for name, target in (("vague", lex.vague), ("some", lex.some)):
        for words, bounds in table(data, name).items():
            target.add(words, (float(bounds[0]), float(bounds[1]) if len(bounds) > 1 else None))


def _learn_compounds(
    lex: Lexicon, data: Mapping[str, Any], atoms: Mapping[str, Atom], ordinals: Mapping[str, float]
) -> None:
    """The parts of number words written as one."""
    if not data.get("compound", False):
        return
    lex.compounds.update((word, atom) for word, atom in atoms.items() if " " not in word and "-" not in word)
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


def _learn_cldr_units(lex: Lexicon, code: str) -> None:
    for name, words, before in unit_forms(code):
        if lex.has("units_not", words.lower()) or name in EVERYDAY:
            continue
        if len(words) >= _LEAST_STEM:
            lex.inflecting.add(words.lower())
        (lex.units_before if before else lex.units).add(words, BY_CLDR[name], override=False)


def _learn_currencies(lex: Lexicon, data: Mapping[str, Any], code: str) -> None:
    """Currencies as CLDR names them, and by their noun alone where only one bears it."""
    for iso, words, is_code in currencies(code):
        if is_code:
            lex.exact_units[words] = money(iso)
            if iso.lower() in _CODES_IN_SMALL:
                lex.exact_units["M" + iso] = money(iso, 1e6)
        elif iso not in METALS and not lex.has("units_not", words.lower()):
            lex.inflecting.add(words.lower())
            lex.units.add(words, money(iso), override=False)
    nouns = currency_nouns(code, first=bool(data.get("noun_first"))) if data.get("currency_nouns") else ()
    for iso, noun in nouns:
        if iso not in METALS and not iso.startswith("X") and not lex.has("units_not", noun):
            lex.units.add(noun, money(iso), override=False)
    lex.shared_money = _shared_money(data, code)


def _learn_signs(lex: Lexicon) -> None:
    """Signs that are the same in every language."""
    small = {word: "CNY" if word == "rmb" else word.upper() for word in _CODES_IN_SMALL}
    for sign, iso in [*_MONEY_SIGNS.items(), *small.items()]:
        if not lex.has("units_not", sign):
            lex.units.add(sign, money(iso))
            lex.units_before.add(sign, money(iso))
    for sign, name in SIGNS.items():
        if sign.isalpha() and (len(sign) == 1 or sign != sign.lower()):
            lex.exact_units[sign] = BY_CLDR[name]
        elif not lex.has("units_not", sign):
            lex.units.add(sign, BY_CLDR[name], override=not sign.isalpha())


def _learn_own_units(lex: Lexicon, data: Mapping[str, Any]) -> None:
    """Units and money that the language's data names."""
    for name, words in _pairs(data, "units"):
        lex.units.add(words, BY_CLDR[name])
        lex.inflecting.add(words)
    for name, words in _pairs(data, "units_before"):
        lex.units_before.add(words, BY_CLDR[name])
    for key, words in _pairs(data, "money"):
        iso, _, size = key.partition("_")
        lex.units.add(words, money(iso, _MONEY_SIZES[size]))
        lex.inflecting.add(words)
    for iso, words in _pairs(data, "money_before"):
        lex.units_before.add(words, money(iso))
    for name, words in _pairs(data, "duals"):
        lex.duals.add(words, COUNT if name == "count" else BY_CLDR[name])
    for words in data.get("ages_before", ()):
        lex.ages_before.add(words, BY_CLDR["age-year"])
    for words in data.get("has_years", ()):
        lex.has_years.add(words, True)
    lex.everyday = {str(word): Signs(signs) for word, signs in table(data, "everyday").items()}
    lex.everyday_not = {str(word): Signs(signs) for word, signs in table(data, "everyday_not").items()}
    lex.weights = table(data, "weights")


def _pairs(data: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """The keys of a table of lists, each with every entry of its list."""
    return ((key, entry) for key, entries in table(data, name).items() for entry in entries)


def _learn_hedges(lex: Lexicon, data: Mapping[str, Any]) -> None:
    for name, target in (("hedges", lex.before), ("hedges_after", lex.after), ("hedges_apart", lex.distant)):
        for kind, phrase in _pairs(data, name):
            target.add(phrase, Hedge(kind))
    for verb in lex.lists["exceeding"]:
        lex.before.add(verb, Hedge("over"))
        for denial in lex.lists["not"]:
            lex.before.add(f"{verb} {denial}", Hedge("most"))
    lex.distant_words = frozenset(lex.distant.firsts())


def _learn_contexts(lex: Lexicon, data: Mapping[str, Any]) -> None:
    """What stands beside numerals that are no quantities, words of change, and of what happened."""
    for phrase in data.get("idle_before", ()):
        lex.idle_before.add(phrase, phrase)
    for phrase in data.get("idle_after", ()):
        lex.idle_after.add(phrase, phrase)
    for direction in ("up", "down"):
        for phrase in data.get(direction, ()):
            lex.changes.add(phrase, direction)
    indicators = table(data, "indicators")
    lex.lists["indicators"] = frozenset(word for words in indicators.values() for word in words)
    lex.lists["things"] = frozenset(word for _, word in _pairs(data, "things")) | lex.lists["people"]
    lex.lists["phones_and_plates"] = lex.lists["phones"] | lex.lists["plates"]
    lex.lists["harm"] = frozenset(word for name in _HARM for word in indicators.get(name, ()))


def _learn_starts(lex: Lexicon, data: Mapping[str, Any]) -> None:
    """The first words that can begin a figure, and the words that make a number of an article before them."""
    for name in ("atoms", "ordinals", "fractions", "vague", "some", "denominators", "duals"):
        for first in getattr(lex, name).firsts():
            lex.opens[first] = (*lex.opens.get(first, ()), name)
    lex.starts.update(lex.opens)
    lex.starts.update(lex.lists["minus"], data.get("ordinal_before", ()))
    articles = lex.lists["articles"]
    lex.after_article = frozenset(lex.starts).union(
        "-",
        lex.units.firsts(),
        (word.lower() for word in lex.exact_units),
        *(lex.phrases[name].firsts() for name in _AFTER_ARTICLE),
        *(phrases.seconds(articles) for phrases in (lex.atoms, lex.vague, lex.some, lex.fractions)),
        lex.lists["point"],
        lex.lists["and"],
    )
    lex.gate = frozenset(lex.starts) | articles | SIGNS_BEFORE | frozenset(FRACTION_SIGNS)


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
