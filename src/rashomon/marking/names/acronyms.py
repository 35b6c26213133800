"""Whether an acronym stands for a long form beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

import regex
from rapidfuzz.distance import LCSseq

from rashomon.marking.names.words import Word


def spells(words: Sequence[Word], acronym: str, bracketed: bool) -> bool:
    """True if the words make up the acronym: their initials do, some left out in brackets; or their
    letters do, all or (it may come from another language) three in four, each word giving its first
    (compounds: "Hjälpkommittén, HK"); or there are as many words as letters and most agree."""
    letters = acronym.casefold().replace(".", "")
    plain = [unicodedata.normalize("NFD", word.text).casefold() for word in words]
    heads = [word[0] for word in plain]
    if heads[0] != letters[0] or len(heads) > len(letters) + 3:
        return False
    if _within(letters, heads) and (bracketed or len(heads) == len(letters)):
        return True
    if len(heads) < len(letters) and _within("".join(heads), letters) and _within(letters, "".join(plain)):
        return True
    if len(heads) < len(letters) >= 4 and _within("".join(heads), letters):
        return LCSseq.similarity(letters, "".join(plain)) * 4 >= len(letters) * 3
    agree = sum(a == b for a, b in zip(heads, letters, strict=False))
    return len(heads) == len(letters) >= 3 and agree * 3 >= len(letters) * 2


def _within(part: str, whole: Iterable[str]) -> bool:
    """True if the letters of ``part`` occur in ``whole`` in their order."""
    rest = iter(whole)
    return all(letter in rest for letter in part)


def initials(long: str, acronym: str) -> bool:
    """True if the acronym is made of initials of the long form's words, most of them and the first."""
    letters = [c for c in acronym.casefold() if c.isalpha()]
    heads = [word[0].casefold() for word in regex.findall(r"\p{L}+", long)]
    if not letters or not heads or letters[0] != heads[0]:
        return False
    place = 0
    for letter in letters:
        try:
            place = heads.index(letter, place) + 1
        except ValueError:
            return False
    return True
