"""Words as they are compared: folded, in order."""

from __future__ import annotations

import regex

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[.,'’][\p{L}\p{M}\p{N}]+)*+")
_STOPS = regex.compile(r"(?<![\p{L}\p{N}]{2})(\p{L})\.")


def folded(word: str) -> str:
    """A word as it is compared: lower case, an acronym without its stops ("U.S." is "US")."""
    return _STOPS.sub(r"\1", word.casefold())


def words(text: str) -> list[str]:
    """The words and numbers of a text, folded, in order."""
    return [folded(match.group()) for match in _WORD.finditer(text)]
