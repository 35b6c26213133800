"""Whether two names can mean the same person, across forms, languages and scripts."""

from __future__ import annotations

from functools import lru_cache

import regex
from anyascii import anyascii
from rapidfuzz import fuzz

_PART = regex.compile(r"[a-z0-9]+")
_LATIN = regex.compile(r"\p{Latin}")
_ABJAD = regex.compile(r"[\p{Arabic}\p{Hebrew}]")
_VOWELS = regex.compile(r"(?<!^)[aeiouwyh]")
_TWICE = regex.compile(r"(.)\1+")


#: Scripts that write a foreign name by syllables: some of its consonants are not there, others are near ones.
_SYLLABLES = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Devanagari}]")
_NASAL = regex.compile(r"ng(?![aeiou])")
_SOUNDS = str.maketrans(
    {**dict.fromkeys("bpfvw", "p"), **dict.fromkeys("dt", "t"), **dict.fromkeys("gkqc", "k"),
     **dict.fromkeys("zsxj", "s"), **dict.fromkeys("lr", "l"), **dict.fromkeys("aeiouy- .·'’", "")}
)  # fmt: skip
#: How alike the consonants of two names must be, and how many there must be, for one to spell the other.
_SOUNDING, _CONSONANTS = 75, 4


@lru_cache(maxsize=4096)
def by_syllables(name: str) -> bool:
    """Whether a name stands in a script that writes foreign names by syllables."""
    return _SYLLABLES.search(name) is not None


def script(name: str) -> str:
    """What a name is written in: "latin", "syllables" or "other"."""
    if by_syllables(name):
        return "syllables"
    return "latin" if _letters(name)[0] else "other"


@lru_cache(maxsize=4096)
def _letters(name: str) -> tuple[bool, bool]:
    """Whether a name has Latin letters, and whether it has letters of a script without most vowels."""
    return _LATIN.search(name) is not None, _ABJAD.search(name) is not None


@lru_cache(maxsize=4096)
def sounded(name: str) -> str:
    """The consonants of a name as far as scripts of syllables keep them apart: "Luc Martin" and 吕克·马丁 are
    nearly one."""
    letters = "".join(letter for letter in anyascii(name).lower() if letter.isalpha())
    return _TWICE.sub(r"\1", _NASAL.sub("n", letters).translate(_SOUNDS))


def sounds_alike(a: str, b: str) -> bool:
    """Whether a name in a script of syllables can be another name as it is spelt elsewhere."""
    left, right = sounded(a), sounded(b)
    enough = min(len(left), len(right)) >= _CONSONANTS and left[0] == right[0]
    return enough and fuzz.ratio(left, right) >= _SOUNDING


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(p for p in _PART.findall(anyascii(name).lower()) if len(p) > 1)


@lru_cache(maxsize=4096)
def _skeleton(part: str) -> str:
    """The consonants of a transliterated word: what scripts that write no short vowels agree on."""
    return _TWICE.sub(r"\1", _VOWELS.sub("", part))


def _spelt_alike(a: str, b: str, scripts: str) -> bool:
    """Whether two parts of names are spellings of one; ``scripts`` is "latin", "mixed" or "abjad"."""
    if a == b:
        return True
    shortest = min(len(a), len(b))
    if scripts == "abjad":
        left, right = _skeleton(a), _skeleton(b)
        return min(len(left), len(right)) >= 3 and fuzz.ratio(left, right) >= 80
    if scripts == "mixed":
        return shortest >= 4 and fuzz.ratio(a, b) >= 74
    return shortest >= 7 and fuzz.ratio(a, b) >= 80


def same_person(a: str, b: str) -> bool:
    """True where every part of the shorter name is found, in order, in the longer ("Trump" in "Donald J.
    Trump"). Spelling may differ as transliteration makes it differ; between scripts that leave vowels
    unwritten and others the consonants decide. A name of one part matches a longer name's last part, or
    its first."""
    if by_syllables(a) != by_syllables(b):
        return sounds_alike(a, b)
    left, right = sorted((_parts(a), _parts(b)), key=len)
    if not left or not right:
        return a == b
    (latin, abjad), (too, other) = _letters(a), _letters(b)
    scripts = "abjad" if abjad != other else "latin" if latin and too else "mixed"
    if len(left) == 1 and len(right) > 1:
        return _spelt_alike(left[0], right[-1], scripts) or left[0] == right[0]
    position = 0
    for part in left:
        while position < len(right) and not _spelt_alike(part, right[position], scripts):
            position += 1
        if position == len(right):
            return False
        position += 1
    return True
