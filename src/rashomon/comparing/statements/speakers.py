"""How two speakers stand to each other: one, perhaps one, or two.

A name that cannot be compared (another script that does not spell sounds out, a description, nobody named) is
unknown, which is not the same as different.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from rashomon.comparing.people import by_syllables, same_person
from rashomon.comparing.statements.utterances import Utterance
from rashomon.marking.names.short_names import same_given
from rashomon.text.words import folded, words

#: How two speakers stand to each other.
Relation = Literal["same", "open", "unknown", "different"]



def is_named(u: Utterance) -> bool:
    """True where the speaker is known by name, not only described ("the minister") or left open."""
    return bool(u.voice or (u.quotation.speaker and u.quotation.speaker.entity))


def is_open(u: Utterance) -> bool:
    """True where nothing says who speaks."""
    return not u.speaker


@lru_cache(maxsize=4096)
def _described(text: str) -> tuple[str, ...]:
    """The words of a description, folded."""
    return tuple(folded(word) for word in words(text))


def _spelt_apart(a: str, b: str) -> bool:
    """True where two names can be held against each other letter by letter."""
    return by_syllables(a) == by_syllables(b)


def _names(a: Utterance, b: Utterance) -> Relation:
    """Two speakers that are both named."""
    if a.voice and a.voice == b.voice:
        return "same"
    one = same_person(a.speaker, b.speaker)
    if one and (_whole(a.speaker, b.speaker) or not _spelt_apart(a.speaker, b.speaker)):
        return "same"
    if _short_form(a, b):
        return "same"
    if not _spelt_apart(a.speaker, b.speaker):
        return "unknown"
    if a.voice and b.voice:
        return "different"
    return "same" if one else "different"


def _short_form(a: Utterance, b: Utterance) -> bool:
    """True for one surname behind a given name and its short form ("Ed Harlan", "Edward Harlan")."""
    one, other = _described(a.speaker), _described(b.speaker)
    if min(len(one), len(other)) < 2 or one[-1] != other[-1]:
        return False
    return same_given(one[0], other[0], (a.language, b.language))


def _whole(a: str, b: str) -> bool:
    """True where two names share two parts or more: a title before one of them is no part of it."""
    return len(set(_described(a)) & set(_described(b))) >= 2


def relation(a: Utterance, b: Utterance) -> Relation:
    """How the speakers of two utterances stand to each other."""
    if is_open(a) or is_open(b):
        return "open"
    if is_named(a) and is_named(b):
        return _names(a, b)
    one, other = _described(a.speaker), _described(b.speaker)
    if one and other and (one == other or (a.language == b.language and one[-1] == other[-1])):
        # "officials" and "fire officials", "police" and "Monroe police".
        return "same"
    text = a.quotation.speaker.text if a.quotation.speaker else ""
    its = b.quotation.speaker.text if b.quotation.speaker else ""
    if a.language == b.language and is_named(a) != is_named(b):
        role, name = (other, text) if is_named(a) else (one, its)
        if role and role[-1] in _described(name):
            # "the sheriff" and "Sheriff Vera Lund": the role stands beside the name.
            return "same"
    return "unknown"
