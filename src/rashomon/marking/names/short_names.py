"""Which given names are forms of one: "Bill" and "William", "Pepe" and "José".

The forms are declared by language (``[names.short_given]``), because a name is shortened in the language of
its bearer. A form may belong to several full names ("Ted": Edward, Theodore), and full names to each other
only through such a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from anyascii import anyascii

from rashomon.languages import facts


@lru_cache(maxsize=4096)
def _plain(form: str) -> str:
    """A given name in small Latin letters, without dots and hyphens."""
    return "".join(letter for letter in anyascii(form).lower() if letter.isalpha())


@cache
def _full(language: str) -> dict[str, frozenset[str]]:
    """The full names that each form of a language's table may stand for, itself among them."""
    found: dict[str, set[str]] = {}
    for full, forms in facts(language, "names").get("short_given", {}).items():
        for form in (full, *forms):
            found.setdefault(_plain(form), set()).add(_plain(full))
    return {form: frozenset(fulls) for form, fulls in found.items()}


def is_form(form: str, language: str) -> bool:
    """Whether a word is a given name, full or short, by a language's table."""
    return _plain(form) in _full(language)


def same_given(one: str, other: str, languages: Iterable[str]) -> bool:
    """True if two given names are forms of one in one of some languages ("Bob", "Robert"; "Bob", "Rob")."""
    a, b = _plain(one), _plain(other)
    if not a or not b:
        return False
    if a == b:
        return True
    return any(_full(code).get(a, frozenset()) & _full(code).get(b, frozenset()) for code in set(languages))
