"""Whether two names can mean the same person, across forms, languages and scripts."""

from __future__ import annotations

from functools import lru_cache

import regex
from anyascii import anyascii
from rapidfuzz import fuzz

_PART = regex.compile(r"[a-z0-9]+")


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(p for p in _PART.findall(anyascii(name).lower()) if len(p) > 1)


def _alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) >= 4 and fuzz.ratio(a, b) >= 74)


def same_person(a: str, b: str) -> bool:
    """True where every part of the shorter name is found, in order, in the longer ("Trump" in "Donald J.
    Trump"), spelling differences of transliteration allowed. Names of one part match a longer name's
    last part, or its first where that is all there is of it."""
    left, right = sorted((_parts(a), _parts(b)), key=len)
    if not left or not right:
        return a == b
    if len(left) == 1 and len(right) > 1:
        return _alike(left[0], right[-1]) or left[0] == right[0]
    position = 0
    for part in left:
        while position < len(right) and not _alike(part, right[position]):
            position += 1
        if position == len(right):
            return False
        position += 1
    return True
