"""What a language's data and CLDR say that bears on names: titles, heads of organisations' and places'
names, capitalised words that are no names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from rashomon.languages import cldr, facts
from rashomon.marking.names import lexicon, short_names
from rashomon.model import NameKind

_LETTERED = regex.compile(r"\p{L}+")
#: Words inside people's names that are written small, in any language.
PARTICLES = frozenset(
    {
        "de", "del", "della", "di", "da", "dal", "dos", "das", "do", "du", "des", "la", "le", "van", "von",
        "der", "den", "ter", "ten", "te", "zu", "zum", "af", "av", "al", "el", "ad", "an", "ar", "ash", "as",
        "bat", "bin", "binti", "dei", "degli", "los", "las", "mac", "op", "ould", "ouled", "wuld", "zur",
        "vom", "'t", "ibn", "ben", "bint", "abu",
    }
)  # fmt: skip

#: The Arabic article before certain letters, elsewhere everyday words.
_ARABIC = frozenset(["ad", "an", "ar", "as", "ash"])
#: What stands behind a family name to tell father and son, in any language.
GENERATIONS = frozenset(["jr", "sr", "jun", "sen", "jnr", "snr", "ii", "iii", "iv"])
#: Legal forms of companies as they are written behind a name, in any language.
LEGAL_FORMS = frozenset(
    {
        "Inc", "Ltd", "PLC", "plc", "GmbH", "AG", "AB", "ASA", "Oyj", "Oy", "SA", "SpA", "NV", "BV", "LLC",
        "LLP", "Corp", "KG", "SE", "SARL", "Sarl", "Srl", "SRL", "SAS", "Tbk", "A/S",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Word lists of one language, case folded; ``docs/names.md`` says what each is for."""

    language: str
    roles: frozenset[str]
    honorifics: frozenset[str]
    connectors: frozenset[str]
    doubling: frozenset[str]
    organisation_heads: frozenset[str]
    organisation_suffixes: tuple[str, ...]
    organisation_nouns: frozenset[str]
    organisation_endings: tuple[str, ...]
    place_heads: frozenset[str]
    vehicle_heads: frozenset[str]
    vehicle_endings: tuple[str, ...]
    place_suffixes: tuple[str, ...]
    place_prepositions: frozenset[str]
    inside: frozenset[str]
    moves: frozenset[str]
    endings: tuple[str, ...]
    ordinary: frozenset[str]
    calendar: frozenset[str]
    months: frozenset[str]
    small_months: bool
    auxiliaries: frozenset[str]
    joins: frozenset[str]
    unnamed: frozenset[str]
    capitalised_nouns: bool
    determiners: frozenset[str]
    articles: frozenset[str]
    explains: tuple[str, ...]
    tails: frozenset[str]
    adjectives: tuple[str, ...]
    role_endings: tuple[str, ...]
    nominative: tuple[str, ...]
    definite: tuple[str, ...]
    person_article: bool
    caseless: bool
    unspaced: bool
    titles_follow: bool
    prefixes: tuple[str, ...]
    possessives: tuple[str, ...]
    possessive_joint: tuple[str, str]
    transliteration: frozenset[str]
    stops: frozenset[str]
    article: str
    surnames: frozenset[str]

    def title(self, form: str) -> bool:
        """True if the word is a role or an honorific."""
        return _role(self, form)

    def particle(self, folded: str) -> bool:
        """True if the word, written small, may stand inside a person's name: no common word of the language
        but those that names of the language itself have."""
        if folded not in PARTICLES:
            return False
        return folded not in _ARABIC or lexicon.frequency(folded, self.language) < 5.5

    def timely(self, folded: str) -> bool:
        """True if a word of the calendar with a capital, where a surname stands, is one ("Anna März"):
        weekdays only where the language writes them small."""
        return folded in (self.calendar if self.small_months else self.months)

    def introduces(self, form: str) -> NameKind | None:
        """What the name behind this common noun is: "the supplier", "the ferry"; None for other words."""
        return _introduced(self, form)

    def bases(self, form: str) -> tuple[str, ...]:
        """The form case folded, and what is left of it without each ending it can have."""
        folded = lexicon.key(form)
        cut = [folded[: -len(e)] for e in self.endings if folded.endswith(e) and len(folded) - len(e) >= 3]
        return (folded, *cut)

    def given(self, form: str) -> bool:
        """True if people have this given name, in whatever case it stands."""
        return _called(self, form)[0]

    def family(self, form: str) -> bool:
        """True if people have this family name, in whatever case it stands."""
        return _called(self, form)[1]

    def town(self, form: str) -> lexicon.City | None:
        """The city of this name, in whatever case it stands."""
        return _called(self, form)[2]

    def agree(self, one: str, other: str) -> bool:
        """True if two words, case folded, can be cases of one: they part only in endings."""
        if one == other:
            return True
        shared = 0
        while shared < min(len(one), len(other)) and one[shared] == other[shared]:
            shared += 1
        if not self.endings or shared < 3 or max(len(one), len(other)) - shared > 4:
            return False
        return all(rest == "" or rest in self.endings for rest in (one[shared:], other[shared:]))

    def stem(self, form: str) -> str:
        """The form without the language's case endings, case folded: "Trumpowi" and "Trumpem" agree."""
        folded = lexicon.key(form)
        for ending in self.endings:
            if folded.endswith(ending) and len(folded) - len(ending) >= 4:
                return folded[: -len(ending)]
        return folded


@lru_cache(maxsize=65536)
def _role(known: Knowledge, form: str) -> bool:
    folded = lexicon.key(form)
    if f"{folded}." in known.honorifics or folded.rpartition("-")[2] in known.roles:
        return True
    return folded in known.roles or folded in known.honorifics or folded.endswith(known.role_endings)


@lru_cache(maxsize=65536)
def _introduced(known: Knowledge, form: str) -> NameKind | None:
    for base in known.bases(form):
        if base in known.organisation_nouns or base.endswith(known.organisation_endings or ("\n",)):
            return "organisation"
        if base in known.vehicle_heads or base.endswith(known.vehicle_endings or ("\n",)):
            return "other"
    return None


@lru_cache(maxsize=65536)
def _called(known: Knowledge, form: str) -> tuple[bool, bool, lexicon.City | None]:
    """Whether people have the form as a given and as a family name, and the city of that name, in whatever
    case it stands."""
    folded, *cut = known.bases(form)
    forms = (folded, *(base + vowel for base in cut for vowel in ("", *known.nominative)))
    town = next((town for each in forms if (town := lexicon.city(each))), None)
    given = any(map(lexicon.given_name, forms)) or short_names.is_form(form, known.language)
    return given, any(map(lexicon.family_name, forms)), town


def _of_peoples(language: str, suffixes: tuple[str, ...]) -> frozenset[str]:
    """Words for peoples and languages that the language capitalises ("American", "Iraqis"): stems of CLDR's
    territories with the language's endings, and CLDR's names of languages."""
    if not suffixes:
        return frozenset()
    found: set[str] = set()
    for form, code in lexicon.territories(language).items():
        if " " in form or len(form) < 4 or code == "UN":
            continue
        for cut in range(4):
            stem = form[: len(form) - cut]
            if len(stem) >= 4:
                found.update(stem + suffix for suffix in suffixes)
    found -= set(lexicon.territories(language))
    found.update(lexicon.key(name) for name in cldr(language).languages.values() if " " not in name)
    return frozenset(found)


def _listed(language: str, name: str) -> list[str]:
    """A list of the language's data on quotations, which may be written as one string."""
    found = facts(language, "grammar").get(name) or facts(language, "quotations").get(name, ())
    return found.split() if isinstance(found, str) else list(found)


def _short_amounts(language: str) -> set[str]:
    """Short words for a thousand and more, alone or with a currency ("Mds", "Mkr"), but those that people
    are called."""
    data: Any = facts(language, "figures")
    scaled = [*data.get("scales", {}).values()]
    scaled += [forms for code, forms in data.get("money", {}).items() if "_" in code]
    words = {lexicon.key(form).rstrip(".") for forms in scaled for form in forms}
    short = {word for word in words if 1 < len(word) <= 4 and word.isalpha()}
    return {word for word in short if not (lexicon.given_name(word) or lexicon.family_name(word))}


@lru_cache(maxsize=64)
def knowledge(language: str) -> Knowledge:
    """What is known of a language; empty lists where it has no data."""
    data: Any = facts(language, "names")

    def fold(name: str) -> frozenset[str]:
        return frozenset(lexicon.key(word) for word in data.get(name, ()))

    locale = cldr(language)
    calendar = {
        lexicon.key(name).rstrip(".")
        for names in (locale.months, locale.days)
        for kind in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in names[kind].get(width, {}).values()
        if len(name) > 2
    }
    months = [*locale.months["format"]["wide"].values(), *locale.months["stand-alone"]["wide"].values()]
    short = {
        lexicon.key(part).rstrip(".")
        for kind in ("short", "long")
        for pattern in locale.compact_decimal_formats.get(kind, {}).values()
        for form in pattern.values()
        for part in _LETTERED.findall(str(form.pattern))
        if len(part) > 1
    }
    money = {lexicon.key(name.split()[-1]) for name in locale.currencies.values() if len(name) > 3}
    peoples = _of_peoples(language, tuple(data.get("demonym_suffixes", ())))
    return Knowledge(
        language=language,
        roles=fold("roles"),
        honorifics=fold("honorifics"),
        connectors=fold("connectors"),
        doubling=fold("doubling"),
        organisation_heads=fold("organisation_heads"),
        organisation_nouns=fold("organisation_nouns"),
        organisation_endings=tuple(sorted(noun for noun in fold("organisation_nouns") if len(noun) >= 5))
        if data.get("compounds")
        else (),
        organisation_suffixes=tuple(data.get("organisation_suffixes", ())),
        place_heads=fold("place_heads"),
        vehicle_heads=fold("vehicle_heads"),
        vehicle_endings=tuple(sorted(head for head in fold("vehicle_heads") if len(head) >= 4))
        if data.get("compounds")
        else (),
        place_suffixes=tuple(data.get("place_suffixes", ())),
        place_prepositions=fold("place_prepositions"),
        inside=fold("inside"),
        moves=fold("moves"),
        endings=tuple(sorted(data.get("endings", ()), key=lambda e: (-len(e), e))),
        calendar=frozenset(
            lexicon.key(name)
            for names in (locale.months, locale.days)
            for kind in ("format", "stand-alone")
            for name in names[kind].get("wide", {}).values()
        ),
        months=frozenset(map(lexicon.key, months)),
        small_months=all(name[:1].islower() for name in months),
        auxiliaries=frozenset(_listed(language, "auxiliaries")),
        joins=frozenset(
            lexicon.key(w) for w in _listed(language, "conjunctions") + _listed(language, "prepositions")
        ),
        unnamed=fold("ordinary") | short,
        ordinary=fold("ordinary")
        | short
        | frozenset(calendar)
        | frozenset(money | _short_amounts(language))
        | peoples,
        capitalised_nouns=bool(data.get("capitalised_nouns", False)),
        determiners=fold("determiners"),
        articles=fold("determiners")
        | frozenset(
            lexicon.key(word) for word in str(facts(language, "grammar").get("articles", "")).split()
        ),
        tails=fold("tails"),
        adjectives=tuple(data.get("adjectives", ())),
        role_endings=tuple(sorted(role for role in fold("roles") if len(role) >= 6))
        if data.get("compounds")
        else (),
        nominative=tuple(data.get("nominative", ())),
        person_article=bool(data.get("person_article", False)),
        definite=tuple(data.get("definite", ())),
        caseless=bool(data.get("caseless", False)),
        unspaced=bool(data.get("unspaced", False)),
        titles_follow=bool(data.get("titles_follow", False)),
        prefixes=tuple(sorted(data.get("prefixes", ()), key=lambda p: (-len(p), p))),
        possessives=tuple(data.get("possessives", ())),
        possessive_joint=tuple(data.get("possessive_joint", ("", ""))),
        transliteration=frozenset(data.get("transliteration", "")),
        stops=frozenset(data.get("stops", "")),
        article=str(data.get("article", "")),
        surnames=frozenset(data.get("surnames", "")),
        explains=tuple(lexicon.key(word) for word in data.get("explains", ())),
    )
