"""The single pieces of evidence that two names mean one thing; each answers for itself and none joins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import regex
from anyascii import anyascii
from rapidfuzz import fuzz

from rashomon.model import NameKind

_LETTERS = regex.compile(r"[a-z0-9]+")
_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")


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


def plain(form: str) -> str:
    """The form in small Latin letters, whatever its script, words kept apart."""
    return " ".join(_LETTERS.findall(anyascii(form).lower()))


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
                if " " in form and _initials(form) == acronym.replace(".", ""):
                    return form, acronym
    return None


def surname_of(singles: Sequence[str], fulls: Sequence[str]) -> bool:
    """Whether one of the single names is the last of a full name, or its transliteration."""
    lasts = {plain(full).split()[-1] for full in fulls if plain(full)}
    return any(plain(single) in lasts for single in singles if len(plain(single)) > 2)


def respelled(one: Named, other: Named) -> tuple[str, str] | None:
    """Two forms that differ only as spellings of one name do: between scripts, or between languages.

    Compared in Latin letters (anyascii), by the share of letters in common (Indel ratio). Forms in one
    language must agree but for marks on letters: there a different spelling is a different name.
    """
    if is_code(one) or is_code(other):
        return None
    shared = one.languages & other.languages
    for a in sorted(one.forms):
        for b in sorted(other.forms):
            left, right = plain(a), plain(b)
            if not left or not right or len(left.split()) != len(right.split()):
                continue
            if left.replace(" ", "") == right.replace(" ", "") and len(left) > 2:
                return a, b
            if not shared and min(len(left), len(right)) >= 5 and left[0] == right[0]:
                if all(fuzz.ratio(x, y) >= 82 for x, y in zip(left.split(), right.split(), strict=True)):
                    return a, b
    return None


def is_code(thing: Named) -> bool:
    """Whether all names of the thing are acronyms, whose letters carry no likeness."""
    return all(is_acronym(form) for form in thing.forms)


def pairings(
    left: Sequence[tuple[int, NameKind]], right: Sequence[tuple[int, NameKind]], long: int, short: int
) -> list[tuple[int, int]]:
    """Things that stand in the same place of two passages that say the same.

    What both name already is set aside; where one name is left on each side, or one of a kind that the
    other side has one of too, the two are a pair. Passages of very unequal length prove nothing.
    """
    if not long or not short or not 0.5 <= long / short <= 2.0:
        return []
    common = {index for index, _ in left} & {index for index, _ in right}
    ours = [(index, kind) for index, kind in left if index not in common]
    theirs = [(index, kind) for index, kind in right if index not in common]
    if len(ours) == 1 and len(theirs) == 1:
        return [(ours[0][0], theirs[0][0])]
    pairs = []
    for kind in ("person", "organisation", "place"):
        a = [index for index, k in ours if k == kind]
        b = [index for index, k in theirs if k == kind]
        if len(a) == 1 and len(b) == 1 and len(ours) == len(theirs):
            pairs.append((a[0], b[0]))
    return pairs
