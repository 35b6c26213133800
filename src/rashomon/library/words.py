"""Words as they are searched: one folding for every store, so that every store finds the same.

Lower case, without the accents of Latin, Greek and Cyrillic letters; scripts without spaces as pairs of
characters (bigrams, as in the CJK analysers of search engines).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

import regex

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*+")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}ー々]++")
_ACCENTED = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}]")
#: A longer run of letters is no word that anybody looks for.
LONGEST: Final = 60


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    low = unicodedata.normalize("NFKC", word.casefold())
    if low.isascii() or not _ACCENTED.match(low):
        return low
    bare = "".join(sign for sign in unicodedata.normalize("NFD", low) if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare)


def phrases(text: str) -> list[list[str]]:
    """The words of a text, folded, in order; each a list of one word, or of the pairs of characters of a
    stretch in a script without spaces, which are found only next to each other."""
    found: list[list[str]] = []
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text)):
        word = match.group()
        at = 0
        for run in _UNSPACED.finditer(word):
            found += _spaced(word[at : run.start()])
            signs = run.group()
            found.append([signs[i : i + 2] for i in range(len(signs) - 1)] or [signs])
            at = run.end()
        found += _spaced(word[at:])
    return found


def _spaced(word: str) -> list[list[str]]:
    return [[_folded(word)[:LONGEST]]] if word else []


def folded(text: str) -> str:
    """The folded words of a text, a space between them."""
    return " ".join(word for phrase in phrases(text) for word in phrase)
