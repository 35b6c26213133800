"""Cutting text into tokens: words, numbers and single signs, in one pass.

A token is where it begins and its :class:`Form`: what all tokens of one spelling share (lower case, shape,
word classes), made once a text.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache

import regex

from rashomon.languages import facts
from rashomon.text.classes import word_classes

#: A longer run of letters is no word (encoded data, a line without spaces): it has no classes.
LONGEST_WORD = 100

_SPACED = (
    r"(?:\p{L}\.){2,}+(?:\p{L}(?!\p{L}))?|[\p{L}\p{M}][\p{L}\p{M}\p{N}\u200c]*+"
    r"(?:['’:·‑&/-](?=\p{L})[\p{L}\p{M}\p{N}]++|-(?=\s\p{Ll}{2,3}\s))*+|\p{N}++(?:[.,]\p{N}++)*+(?:-?\p{L}[\p{L}\p{M}-]*+)?|\S"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A word, number or sign as written. ``low`` is lower case with straight apostrophes; ``classes`` has a
    bit for each word class it belongs to (:mod:`rashomon.text.classes`)."""

    text: str
    low: str
    classes: int
    is_word: bool
    capital: bool
    is_number: bool


@lru_cache(maxsize=64)
def pattern(language: str) -> regex.Pattern[str]:
    """What a token of the language is: elided articles ("l'") and clitics ("-t-il") stand alone; where words
    are not spaced, the words of the language's data are tokens, and what lies between them."""
    grammar = facts(language, "grammar")
    if not grammar.get("spaced", True):
        return _unspaced(language)
    elisions, clitics = (str(grammar.get(key, "")).split() for key in ("elisions", "clitics"))
    found = _SPACED
    if clitics:
        tails = "|".join(clitics)
        found = rf"-(?:{tails})\b|" + found.replace("(?:['’", rf"(?:(?!-(?:{tails})\b)['’", 1)
    if elisions:
        found = rf"\b(?i:{'|'.join(elisions)})['’](?=\p{{L}})|" + found
    return regex.compile(found)


def _unspaced(language: str) -> regex.Pattern[str]:
    words = {
        word
        for section in ("grammar", "quotations")
        for value in facts(language, section).values()
        if isinstance(value, str)
        for word in value.split()
    }
    known = "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    if not known:
        return regex.compile(_SPACED)
    return regex.compile(rf"(?:{known})|\p{{N}}++|(?:(?!{known})[\p{{L}}\p{{M}}・·ー])++|\S")


def tokens_of(text: str, start: int, end: int, language: str) -> tuple[array[int], list[Form]]:
    """The tokens of ``text[start:end]``: where each begins, and its form."""
    known = _known(language)
    if len(known) > _MOST_FORMS:
        known.clear()
    starts: array[int] = array("I")
    forms: list[Form] = []
    for match in pattern(language).finditer(text, start, end):
        word = match.group()
        form = known.get(word)
        if form is None:
            form = _form(word, language)
            if len(word) <= LONGEST_WORD:
                known[word] = form
        starts.append(match.start())
        forms.append(form)
    return starts, forms


_MOST_FORMS = 100_000


@lru_cache(maxsize=64)
def _known(language: str) -> dict[str, Form]:
    """The forms met so far in a language; emptied where they become many."""
    return {}


def _form(word: str, language: str) -> Form:
    low = word.lower()
    if "’" in low:
        low = low.replace("’", "'")
    first = word[0]
    is_word = first.isalnum() or (len(word) > 1 and first == "-")
    capital = is_word and (first.isupper() or not first.islower())
    number = is_word and first.isnumeric()
    classes = word_classes(language).get(low, 0) if len(word) <= LONGEST_WORD else 0
    return Form(word, low, classes, is_word, capital, number)
