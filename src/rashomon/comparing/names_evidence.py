"""The single pieces of evidence that two names mean one thing; each answers for itself and none joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol

import regex
from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from rashomon.comparing.people import by_syllables, sounded, sounds_alike
from rashomon.marking.names.knowledge import GENERATIONS, PARTICLES, knowledge
from rashomon.marking.names.short_names import same_given
from rashomon.model import NameKind

_LETTERS = regex.compile(r"[a-z0-9]+")
_BARE = regex.compile(r"[\p{Arabic}\p{Hebrew}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Devanagari}]")
_CONSONANTS = str.maketrans(
    {**dict.fromkeys("aeiouyhw"), "l": "r", "m": "n", "p": "b", "c": "k", "q": "k", "v": "f"}
)
_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LATIN = regex.compile(r"\p{Latin}")


class Named(Protocol):
    """What the evidence looks at: the forms of a name, its kind, the languages it is used in."""

    @property
    def kind(self) -> NameKind:
        """Its kind as far as known."""

    @property
    def forms(self) -> dict[str, int]:
        """Its written forms and how often each is used."""

    @property
    def fixed(self) -> frozenset[str]:
        """Its ids from CLDR or GeoNames."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages of the reports that use it."""


@lru_cache(maxsize=65536)
def plain(form: str) -> str:
    """The form in small Latin letters, whatever its script, words kept apart."""
    return " ".join(_LETTERS.findall(anyascii(form).lower().replace("'", "")))


def is_acronym(form: str) -> bool:
    """Whether the form is written as an acronym: two to eight capitals, dots allowed."""
    letters = form.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()


def _initials(form: str) -> str:
    return "".join(word[0] for word in _WORDS.findall(form)).upper()


def acronym_of(one: Named, other: Named) -> tuple[str, str] | None:
    """The long form and the acronym, where a name of one thing is made of the initials, all of them, of a
    name of the other."""
    if "person" in (one.kind, other.kind):
        return None
    for long, short in ((one, other), (other, one)):
        if short.fixed:
            continue
        for acronym in sorted(form for form in short.forms if is_acronym(form)):
            for form in sorted(long.forms):
                # Two letters are easily shared by chance.
                if len(acronym.replace(".", "")) < 3 and {one.kind, other.kind} != {"organisation"}:
                    continue
                if " " in form and _initials(form) == acronym.replace(".", ""):
                    return form, acronym
    return None


def acronym_keys(thing: Named) -> Iterator[str]:
    """What an acronym and its long form have in common."""
    for form in thing.forms:
        if is_acronym(form):
            yield form.replace(".", "")
        elif " " in form:
            yield _initials(form)


def spelling_keys(thing: Named) -> Iterator[str]:
    """What two spellings of one name have in common: the first letter and the number of words."""
    for form in thing.forms:
        letters = plain(form)
        if letters:
            yield f"{letters[0]}{letters.count(' ')}"
            yield "=" + skeleton(form.split()[-1])
            yield letters.replace(" ", "")


@lru_cache(maxsize=65536)
def bases(word: str, languages: frozenset[str]) -> frozenset[str]:
    """The word in small Latin letters as it stands and without the case endings of its languages."""
    found = {plain(word)}
    for language in languages:
        found.update(plain(base) for base in knowledge(language).bases(word))
    return frozenset(base for base in found if len(base) > 1)


def _skeletal(word: str) -> bool:
    """Whether the word is in a script that writes foreign names by syllables or without vowels."""
    return _BARE.search(word) is not None


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word as far as scripts without them all keep them apart: r for l, n for m, b for
    p, no doubles. "Solbakken" and its Arabic form agree, "Donald" and its Japanese one."""
    letters = plain(word).replace(" ", "").replace("sh", "s").replace("ch", "k").replace("ph", "f")
    letters = letters.translate(_CONSONANTS)
    return "".join(a for a, b in zip(letters, " " + letters, strict=False) if a != b)


def alike(one: str, ours: frozenset[str], other: str, theirs: frozenset[str]) -> bool:
    """Whether two words can be one name's: equal but for case endings, or, in different languages, spelled
    nearly so (Indel ratio of the Latin letters at least .80, same first letter)."""
    a, b = bases(one, ours), bases(other, theirs)
    if a & b:
        return True
    if _skeletal(one) != _skeletal(other):
        x, y = skeleton(one), skeleton(other)
        return len(x) >= 3 and x == y
    if ours & theirs:
        return False
    return any(x[0] == y[0] and min(len(x), len(y)) >= 4 and fuzz.ratio(x, y) >= 80 for x in a for y in b)


def one_person(one: Named, other: Named) -> bool:
    """Whether nothing in their full names keeps two people apart: the words of the shorter are found in
    the longer, in order, initials aside, the last for the last; a given name may stand for its short form."""
    return all(
        _one_full_name(a, one.languages, b, other.languages)
        for a in one.forms
        if " " in a
        for b in other.forms
        if " " in b
    )


@lru_cache(maxsize=65536)
def _one_full_name(a: str, ours: frozenset[str], b: str, theirs: frozenset[str]) -> bool:
    """:func:`one_person` of two full names."""
    if by_syllables(a) != by_syllables(b):
        return sounds_alike(a, b)
    if sounded(a) == sounded(b) and _spelt_alike(a, b):
        return True
    if _initials_differ(a, b) or _generations_differ(a, b):
        return False
    left, right = sorted(((_parts(a), ours), (_parts(b), theirs)), key=lambda side: len(side[0]))
    if not left[0] or not right[0]:
        return False
    if not _one_surname(left[0][-1], left[1], right[0][-1], right[1], left[0][0] == right[0][0]):
        return False
    mine, its = left[0][:-1], right[0][:-1]
    if mine and its and same_given(mine[0], its[0], ours | theirs):
        mine, its = mine[1:], its[1:]
    rest = iter(its or right[0])
    return all(any(alike(x, left[1], y, right[1]) for y in rest) for x in mine)


def _one_surname(one: str, ours: frozenset[str], other: str, theirs: frozenset[str], given: bool) -> bool:
    """Whether two last words can be one name's; beside the same given name a long one may be misspelt."""
    return alike(one, ours, other, theirs) or (given and _misspelt(one, other))


#: Letters from which on a surname of one letter more or less is a slip and no other name.
_LONG = 8


def _misspelt(one: str, other: str) -> bool:
    a, b = plain(one), plain(other)
    return min(len(a), len(b)) >= _LONG and a[0] == b[0] and Levenshtein.distance(a, b, score_cutoff=1) <= 1


def _generations_differ(one: str, other: str) -> bool:
    """True for father and son: both names say which of the two is meant, and not the same."""
    left, right = (
        [word.lower() for word in _WORDS.findall(form) if word.lower() in GENERATIONS]
        for form in (one, other)
    )
    return bool(left) and bool(right) and left != right


def _initials_differ(one: str, other: str) -> bool:
    """True if both names have initials and these keep two people apart ("George H. W.", "George W.")."""
    left, right = ([word for word in _WORDS.findall(form) if len(word) == 1] for form in (one, other))
    return bool(left) and bool(right) and left != right


def _ends(form: str) -> tuple[str, str] | None:
    """The first and the last word of a full name."""
    parts = _parts(form)
    return (plain(parts[0]), plain(parts[-1])) if len(parts) > 1 else None


def middle_keys(thing: Named) -> Iterator[str]:
    """What a full name has in common with itself with or without middle names: its first and last word."""
    for form in thing.forms:
        ends = _ends(form)
        if ends:
            yield " ".join(ends)


def with_middle(one: Named, other: Named) -> tuple[str, str] | None:
    """Two full names of one person that differ in middle names, initials or "Jr" alone."""
    if "person" not in (one.kind, other.kind):
        return None
    for a in sorted(one.forms):
        for b in sorted(other.forms):
            ends = _ends(a)
            if a != b and ends and ends == _ends(b) and not _generations_differ(a, b):
                return a, b
    return None


def surname_keys(thing: Named) -> Iterator[str]:
    """What a person's full name has in common with that behind a short form: the surname's beginning."""
    if thing.kind == "person":
        for form in thing.forms:
            ends = _ends(form)
            if ends:
                yield ends[1][:4]


def with_short_form(one: Named, other: Named) -> tuple[str, str] | None:
    """Two full names of people with one surname behind a given name and its short form ("Ed", "Edward"), or
    with one given name before two spellings of a long surname."""
    if "person" not in (one.kind, other.kind):
        return None
    for a in sorted(one.forms):
        for b in sorted(other.forms):
            left, right = _parts(a), _parts(b)
            if min(len(left), len(right)) < 2 or _initials_differ(a, b) or _generations_differ(a, b):
                continue
            languages = one.languages | other.languages
            short = left[0] != right[0] and same_given(left[0], right[0], languages)
            if short and plain(left[-1]) == plain(right[-1]):
                return a, b
            if left[0] == right[0] and left[-1] != right[-1] and _misspelt(left[-1], right[-1]):
                return a, b
    return None


def _parts(form: str) -> list[str]:
    """The words of a name without initials, particles written small and a generation ("Jr")."""
    left_out = PARTICLES | GENERATIONS
    return [word for word in _WORDS.findall(form) if len(word) > 1 and word.lower() not in left_out]


def surname_of(single: Named, full: Named) -> bool:
    """Whether a single name is the last of a full one, or its transliteration."""
    lasts = [parts[-1] for form in full.forms if len(parts := _parts(form)) > 1]
    return any(
        alike(form, single.languages, last, full.languages)
        for form in single.forms
        if len(form) > 2 or not form.isascii()
        for last in lasts
    )


def respelled(one: Named, other: Named) -> tuple[str, str] | None:
    """Two forms that differ only as spellings of one name do: between cases, scripts or languages.

    Forms in one language must agree but for marks on letters and case endings: there a different spelling
    is a different name.
    """
    if is_code(one) or is_code(other):
        return None
    for a in sorted(one.forms):
        for b in sorted(other.forms):
            left, right = _WORDS.findall(a), _WORDS.findall(b)
            if plain(a).replace(" ", "") == plain(b).replace(" ", "") and len(plain(a)) > 2:
                return a, b
            if len(left) != len(right) or max(len(plain(a)), len(plain(b))) < 5:
                continue
            if all(alike(x, one.languages, y, other.languages) for x, y in zip(left, right, strict=True)):
                return a, b
    return None


def sound_keys(thing: Named) -> Iterator[str]:
    """What a full name has in common with itself in a script of syllables: its first consonant."""
    for form in thing.forms:
        if len(_WORDS.findall(form)) > 1 and (heard := sounded(form)):
            yield heard[0]


#: How alike two spellings of a name in two alphabets must be where their consonants are the same.
_SPELT = 68


def sounding(one: Named, other: Named) -> tuple[str, str] | None:
    """A full name, and what writes it in another script: by syllables (吕克·马丁 for "Luc Martin"), or in
    letters with the same consonants ("Люк Мартен")."""
    if "person" not in (one.kind, other.kind):
        return None
    for a in sorted(one.forms):
        for b in sorted(other.forms):
            words = len(_WORDS.findall(a)), len(_WORDS.findall(b))
            if min(words) < 2 or a.isascii() == b.isascii():
                continue
            if by_syllables(a) != by_syllables(b) and sounds_alike(a, b):
                return a, b
            heard = sounded(a)
            if words[0] == words[1] and len(heard) >= 5 and heard == sounded(b) and _spelt_alike(a, b):
                return a, b
    return None


def _spelt_alike(a: str, b: str) -> bool:
    """Whether two names of two alphabets begin alike and are spelt nearly alike; one without vowels will."""
    if _BARE.search(a) or _BARE.search(b) or bool(_LATIN.search(a)) == bool(_LATIN.search(b)):
        return False
    return plain(a)[:1] == plain(b)[:1] and fuzz.ratio(plain(a), plain(b)) >= _SPELT


def is_code(thing: Named) -> bool:
    """Whether all names of the thing are acronyms, whose letters carry no likeness."""
    return all(is_acronym(form) for form in thing.forms)


def pairings(
    left: Sequence[tuple[int, NameKind]], right: Sequence[tuple[int, NameKind]], long: int, short: int
) -> list[tuple[int, int]]:
    """Things that stand in the same place of two passages that say the same.

    What both name already is set aside; where one name is left on each side, or one of a kind that the
    other side has one of too, the two are a pair, if they are of one kind. Passages of very unequal length
    prove nothing.
    """
    if not long or not short or not 0.5 <= long / short <= 2.0:
        return []
    common = {index for index, _ in left} & {index for index, _ in right}
    ours = [(index, kind) for index, kind in left if index not in common]
    theirs = [(index, kind) for index, kind in right if index not in common]
    pairs = []
    for kind in ("person", "organisation", "place"):
        a = [index for index, k in ours if k == kind]
        b = [index for index, k in theirs if k == kind]
        if len(a) == 1 and len(b) == 1 and len(ours) == len(theirs):
            pairs.append((a[0], b[0]))
    return pairs
