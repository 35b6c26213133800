"""What is known of each language: one data file a language, over CLDR (Babel).

``facts(code)`` gives a language's own data file (``<code>.toml`` beside this module), ``cldr(code)``
its CLDR locale. Adding a language is adding a file; no code names a language. What a file may say is declared
in ``keys.txt`` (:mod:`.schema`); ``docs/languages.md`` is written from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from babel import Locale, UnknownLocaleError

from rashomon.languages import compiled, schema
from rashomon.languages.schema import LanguageError

__all__ = ["LanguageError", "cldr", "codes", "facts"]

_HERE = resources.files(__name__)


@cache
def codes() -> tuple[str, ...]:
    """The BCP 47 codes of the languages there are data for, sorted."""
    return tuple(sorted(e.name.removesuffix(".toml") for e in _HERE.iterdir() if e.name.endswith(".toml")))


@cache
def _data(code: str) -> Mapping[str, Any]:
    """Everything in a language's data file; empty where there is none.

    Raises:
        LanguageError: where the file does not hold to the schema.
    """
    if code not in codes():
        return MappingProxyType({})
    source = (_HERE / f"{code}.toml").read_bytes()
    kept = compiled.load(code, source)
    if kept is not None:
        return kept
    data = schema.read(source, f"{code}.toml")
    compiled.keep(code, data, source)
    return MappingProxyType(data)


@cache
def facts(code: str, section: str) -> MappingProxyType[str, Any]:
    """One section ("quotations", "figures", ...) of a language's data file; empty where the language or
    the section is unknown. A subtag falls back to its language ("pt-BR" to "pt")."""
    for candidate in dict.fromkeys((code, code.split("-", maxsplit=1)[0])):
        if section in _data(candidate):
            return MappingProxyType(_data(candidate)[section])
    return MappingProxyType({})


@cache
def cldr(code: str) -> Locale:
    """The CLDR locale of a language, English where CLDR does not know it."""
    try:
        return Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse("en")
