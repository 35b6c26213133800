"""Looks words up in the lists that :mod:`training.name_lists` made: how ordinary a word is, whether
people are called so, which city is meant. The lists stay bytes and are searched by halving, so a look-up
costs microseconds and the lists nothing but their size; nothing is read before the first look-up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rashomon.languages import cldr, facts

#: CLDR's own stand-ins for "no such territory".
_NOWHERE = frozenset({"ZZ", "XA", "XB", "QO", "EZ"})
#: CLDR's regions wider than a territory that reports name: the world and the continents.
_REGIONS = frozenset(
    {"002", "003", "005", "009", "019", "021", "029", "142", "145", "150", "419", "UN", "EU"}
)


@lru_cache(maxsize=65536)
def key(form: str) -> str:
    """The form as the lists have it: NFC, case folded, one apostrophe for all."""
    return unicodedata.normalize("NFC", form).casefold().replace("’", "'")


@cache
def _list(name: str) -> bytes:
    return (resources.files("rashomon.marking.names") / "data" / f"{name}.txt").read_bytes()


def entries(name: str) -> Iterator[str]:
    """All lines of a list, as it has them: the form, a tab, what is known of it."""
    return iter(_list(name).decode().splitlines())


@lru_cache(maxsize=65536)
def _entry(name: str, form: str) -> str:
    """What the list says of the form; empty where it does not have it."""
    data, wanted = _list(name), form.encode() + b"\t"
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", 0, middle) + 1
        end = data.find(b"\n", middle)
        line = data[start:end]
        if line.startswith(wanted):
            return line[len(wanted) :].decode()
        if line < wanted:
            low = end + 1
        else:
            high = start
    return ""


@dataclass(frozen=True, slots=True)
class City:
    """A city: GeoNames number, ISO 3166 code of its country, thousands of inhabitants (0 where it is
    known under this name only as an alternate and is small)."""

    number: int
    country: str
    thousands: int


@lru_cache(maxsize=65536)
def frequency(form: str, language: str) -> float:
    """Zipf frequency of the word in the language (log10 of uses in a billion words); 0 where not frequent.
    Names count like any other word."""
    for part in _entry("words", key(form)).split():
        if part[:2] == language[:2]:
            return int(part[2:]) / 10
    return 0.0


def spread(form: str) -> int:
    """In how many of the languages the form is in use: names travel, ordinary words seldom do."""
    entry = _entry("words", key(form))
    return int(entry.split(" ", 1)[0][1:]) if entry else 0


def given_name(form: str) -> bool:
    """True if people somewhere have this given name."""
    return "g" in _entry("persons", key(form))


def family_name(form: str) -> bool:
    """True if people somewhere have this family name."""
    return "f" in _entry("persons", key(form))


def city(form: str) -> City | None:
    """The largest city of this name in any language."""
    entry = _entry("places", key(form))
    if not entry:
        return None
    number, country, thousands = entry.split(" ")
    return City(int(number), country, int(thousands))


@lru_cache(maxsize=65536)
def region(form: str, language: str = "") -> str | None:
    """The ISO 3166-2 code of the state or province of this name: in the language's own words, or CLDR's
    English and local ones."""
    wanted = key(form)
    return _own_regions(language).get(wanted) or _regions().get(wanted)


@cache
def _regions() -> dict[str, str]:
    lines = _list("regions").decode().splitlines()
    return {form: code for form, _, code in (line.partition("\t") for line in lines)}


@lru_cache(maxsize=64)
def _own_regions(language: str) -> dict[str, str]:
    regions = facts(language, "names").get("regions", {}) if language else {}
    return {key(form): code for code, forms in regions.items() for form in forms}


#: CLDR's names in this language stand in texts of any other.
_COMMON = "en"


@lru_cache(maxsize=64)
def territories(language: str) -> dict[str, str]:
    """Names of countries and continents in the language, case folded, with their CLDR codes: CLDR's names
    and those that the language's data file adds, then those that texts of any language have."""
    found = dict(_own_territories(language))
    for form, code in _own_territories(_COMMON).items():
        if len(form) > 3 or "." in form:
            found.setdefault(form, code)
    return found


@lru_cache(maxsize=64)
def _own_territories(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, name in cldr(language).territories.items():
        wide = code.isdigit() or code in ("UN", "EU")
        if code in _NOWHERE or (wide and code not in _REGIONS):
            continue
        for form in _written(name):
            found.setdefault(key(form), code)
    for code, forms in facts(language, "names").get("territories", {}).items():
        for form in forms:
            found[key(form)] = code
    return found


@lru_cache(maxsize=65536)
def is_territory(form: str, language: str, endings: tuple[str, ...]) -> bool:
    """True if a form, perhaps with one of the endings, names a country or continent."""
    folded, lands = key(form), territories(language)
    if folded in lands or ("." in folded and folded + "." in lands):
        return True
    return inflected(folded, language, endings) is not None


@lru_cache(maxsize=64)
def land_beginnings(language: str) -> frozenset[str]:
    """The first letters, up to three, of what territories and regions of several words are called."""
    forms = [*territories(language), *_own_regions(language), *_regions()]
    return frozenset(form[:size] for form in forms if not form.isalpha() for size in (1, 2, 3))


@lru_cache(maxsize=64)
def stated(language: str) -> frozenset[str]:
    """The names of territories that the language's data file adds, letter for letter."""
    added = facts(language, "names").get("territories", {})
    return frozenset(form for forms in added.values() for form in forms)


def _written(name: str) -> list[str]:
    """A CLDR name as texts write it: "Kongo-Kinshasa", "Myanmar (Burma)" as either, "Hongkong SAR" plain."""
    forms = [name]
    if "(" in name:
        before, _, inside = name.partition("(")
        forms += [before.strip(), inside.rstrip(") ").strip()]
    return [form for form in forms if len(form) > 1]


@lru_cache(maxsize=64)
def _by_beginning(language: str) -> dict[str, list[tuple[str, str]]]:
    """Territories by the first three letters of their names."""
    found: dict[str, list[tuple[str, str]]] = {}
    for form, code in territories(language).items():
        if len(form) >= 4:
            found.setdefault(form[:3], []).append((form, code))
    return found


@lru_cache(maxsize=16384)
def inflected(form: str, language: str, endings: tuple[str, ...]) -> str | None:
    """The territory that a case form of its name means ("Polsce", "Syyriassa"), None where none does or
    the language has no endings. Every word must agree up to its last two letters, and go on with one of
    the endings; the longest agreement wins."""
    if not endings or len(form) < 4:
        return None
    best: tuple[int, str] | None = None
    for name, code in _by_beginning(language).get(form[:3], ()):
        mine, theirs = form.split(), name.split()
        if len(mine) != len(theirs):
            continue
        agree = [_agreement(a, b, endings) for a, b in zip(mine, theirs, strict=True)]
        if all(agree) and (best is None or sum(agree) > best[0]):
            best = sum(agree), code
    return best[1] if best else None


def _agreement(form: str, name: str, endings: tuple[str, ...]) -> int:
    """How many letters a case form shares with a name; 0 where it cannot be one of its forms."""
    if form == name:
        return len(form) + 1
    shared = 0
    while shared < min(len(form), len(name)) and form[shared] == name[shared]:
        shared += 1
    if shared < max(3, len(name) - 2) or (shared < 4 and len(name) > 4):
        return 0
    if form[shared:] in endings:
        return shared
    return shared if shared == len(form) >= 5 and len(name) - shared == 1 else 0
