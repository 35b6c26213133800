"""What is known of each language: one data file a language, over CLDR (Babel).

``facts(code)`` gives a language's own data file (``<code>.toml`` beside this module), ``cldr(code)``
its CLDR locale. Adding a language is adding a file; no code names a language.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from babel import Locale

_HERE = resources.files(__name__)


@cache
def codes() -> tuple[str, ...]:
    """The BCP 47 codes of the languages there are data for, sorted."""
    return tuple(
        sorted({entry.name.split(".")[0] for entry in _HERE.iterdir() if entry.name.endswith(".toml")})
    )


@cache
def facts(code: str, section: str) -> MappingProxyType[str, Any]:
    """One section ("quotations", "figures", ...) of a language's data file; empty where the language or
    the section is unknown. A subtag falls back to its language ("pt-BR" to "pt")."""
    for candidate in (code, code.split("-")[0]):
        for entry in (_HERE / f"{candidate}.toml", _HERE / f"{candidate}.{section}.toml"):
            if entry.is_file():
                data = tomllib.loads(entry.read_text(encoding="utf-8"))
                if section in data:
                    return MappingProxyType(data[section])
    return MappingProxyType({})


@cache
def cldr(code: str) -> Locale:
    """The CLDR locale of a language, English where CLDR does not know it."""
    try:
        return Locale.parse(code, sep="-")
    except (ValueError, LookupError):
        return Locale.parse("en")
