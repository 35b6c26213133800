"""What CLDR knows of a language's numbers: scales, months, names of units and of currencies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rashomon.languages import cldr
from rashomon.marking.figures.units import BY_CLDR

#: What stands between an amount and its unit in CLDR patterns.
_HOLE = "{0}"
#: The fewest letters of a currency's noun that may stand alone.
_LEAST_NOUN = 4


def table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A table of the language's data, empty where it has none."""
    found = data.get(name, {})
    return found if isinstance(found, Mapping) else {}


def scales(code: str, data: Mapping[str, Any]) -> dict[str, float]:
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
    for size, words in table(data, "scales").items():
        for word in words:
            found[word] = float(size)
    for word in data.get("scales_not", ()):
        found.pop(word, None)
    return found


def months(code: str) -> frozenset[str]:
    """Names of the months, long and short, as CLDR writes them (its capitals tell "May" from "may")."""
    forms = cldr(code).months
    names = {
        str(name).rstrip(".")
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in forms.get(context, {}).get(width, {}).values()
    }
    return frozenset(name for name in names if len(name) > 2 and not any(map(str.isdecimal, name)))


def unit_forms(code: str) -> Iterator[tuple[str, str, bool]]:
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


def currencies(code: str) -> Iterator[tuple[str, str, bool]]:
    """CLDR's names and signs of currencies in the language: (ISO code, words, may be a sign)."""
    locale = cldr(code)
    plurals = locale._data["currency_names_plural"]
    for iso, name in sorted((str(iso), str(name)) for iso, name in locale.currencies.items()):
        if len(iso) != 3 or not iso.isalpha():
            continue
        yield iso, iso, True
        yield iso, name, False
        if iso in plurals:
            for words in dict(plurals[iso]).values():
                yield iso, str(words), False


def currency_nouns(code: str, *, first: bool) -> Iterator[tuple[str, str]]:
    """The nouns of currencies that CLDR gives only with their country ("Malaysian ringgits"), where one
    currency alone bears them: (ISO code, noun). ``first``: the noun stands before its adjective."""
    owners: dict[str, set[str]] = {}
    for iso, name, is_code in currencies(code):
        words = name.lower().split()
        if not is_code and len(words) in (2, 3) and all(map(str.isalpha, words)):
            owners.setdefault(words[0 if first else -1], set()).add(iso)
    for noun, isos in sorted(owners.items()):
        if len(isos) == 1 and len(noun) >= _LEAST_NOUN:
            yield next(iter(isos)), noun
