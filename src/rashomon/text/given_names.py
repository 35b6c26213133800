"""The gender that a given name tells ("she" is not Erik), from ``given_names.toml``."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["f", "m"]


def gender_of(name: str, language: str) -> Gender | None:
    """The gender that the first given name of a full name tells in a language, None where it tells none: a
    name nobody listed, initials, one that women and men bear ("Andrea" outside Italian and German)."""
    first = _plain(name.split(maxsplit=1)[0]) if name.strip() else ""
    by_language, everywhere = _listed()
    for known in (first, first.partition("-")[0]):
        own = by_language.get((language, known)) or everywhere.get(known)
        if own:
            return own
    return None


def _plain(word: str) -> str:
    marks = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in marks if not unicodedata.combining(letter)).replace("ø", "o")


@cache
def _listed() -> tuple[dict[tuple[str, str], Gender], dict[str, Gender]]:
    """Gender by language and name, and by name where every list that has it agrees."""
    data = tomllib.loads(files("rashomon.text").joinpath("given_names.toml").read_text("utf-8"))
    by_language: dict[tuple[str, str], Gender] = {}
    told: dict[str, set[Gender]] = defaultdict(set)
    parts = [("", data), *((key, value) for key, value in data.items() if isinstance(value, dict))]
    for language, lists in parts:
        for gender, key in ((_F, "women"), (_M, "men")):
            for name in lists[key].split():
                by_language[language, _plain(name)] = gender
                told[_plain(name)].add(gender)
    everywhere = {name: next(iter(genders)) for name, genders in told.items() if len(genders) == 1}
    return by_language, everywhere


_F: Gender = "f"
_M: Gender = "m"
