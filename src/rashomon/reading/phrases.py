"""What pages put around reports, in all languages at once: a page in one language often carries
furniture in another, and the language is told only once the furniture is gone."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

import regex

from rashomon.languages import codes, compiled, facts
from rashomon.reading.lines import bare
from rashomon.text.phrases import Phrases

#: More words than any phrase has.
_MOST_WORDS = 16


@cache
def _signs() -> dict[str, Any]:
    return compiled.table("signs", (resources.files(__package__) / "signs.toml").read_bytes())


@cache
def sign(name: str) -> frozenset[str]:
    """A list of signs that are the same in every language, lower case."""
    return frozenset(word.casefold() for word in _signs()[name])


@cache
def forms() -> dict[str, str]:
    """The forms under which reports name news agencies, as written, and the agency each means."""
    return dict(_signs()["agency_forms"])


@cache
def phrases(name: str) -> frozenset[str]:
    """A list of phrases ("furniture", "bylines" ...) over all languages, letters only, lower case."""
    found = (bare(phrase) for code in codes() for phrase in facts(code, "reading").get(name, ()))
    return frozenset(filter(None, found))


@cache
def with_colon(name: str) -> frozenset[str]:
    """The phrases of a list that are written with a colon and count only where one follows them."""
    found: dict[str, bool] = {}
    for code in codes():
        for phrase in facts(code, "reading").get(name, ()):
            colon = phrase.endswith((":", "："))
            found[bare(phrase)] = found.get(bare(phrase), True) and colon
    return frozenset(phrase for phrase, colon in found.items() if colon)


@cache
def _dense(name: str) -> frozenset[str]:
    return frozenset(filter(is_dense, phrases(name)))


_DENSE = regex.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def is_dense(text: str) -> bool:
    """Whether a text is in a script that writes no blanks between words (Chinese, Japanese)."""
    return not text.isascii() and _DENSE.search(text) is not None


def begins_with(words: str, name: str) -> str | None:
    """The longest phrase of a list that ``words`` (as :func:`bare` gives them) begin with."""
    spaced, dense = _held(name)
    if spaced.begins(words.partition(" ")[0]):
        found = spaced.longest(words.split(" ", _MOST_WORDS), 0)
        if found:
            return found[1]
    if dense and is_dense(words[:12]):
        listed = _dense(name)
        return max((words[:size] for size in range(1, 16) if words[:size] in listed), key=len, default=None)
    return None


@cache
def _opening(names: tuple[str, ...]) -> tuple[Phrases[str], frozenset[str]]:
    listed = {phrase for name in names for phrase in phrases(name)}
    dense = frozenset(filter(is_dense, listed))
    return Phrases((each.split(" "), each) for each in listed - dense), dense


def opens(words: str, names: tuple[str, ...]) -> bool:
    """Whether ``words`` (as :func:`bare` gives them) begin with a phrase of any of some lists."""
    spaced, dense = _opening(names)
    if spaced.begins(words.partition(" ")[0]) and spaced.longest(words.split(" ", _MOST_WORDS), 0):
        return True
    return is_dense(words[:12]) and any(words[:size] in dense for size in range(1, 16))


@cache
def _held(name: str) -> tuple[Phrases[str], regex.Pattern[str] | None]:
    spaced = Phrases((phrase.split(" "), phrase) for phrase in phrases(name) if not is_dense(phrase))
    parts = sorted(_dense(name), key=lambda phrase: (-len(phrase), phrase))
    return spaced, regex.compile("|".join(map(regex.escape, parts))) if parts else None


def held(words: str, name: str) -> list[str]:
    """The phrases of a list that stand anywhere in ``words`` (as :func:`bare` gives them)."""
    spaced, dense = _held(name)
    found = [phrase for _, _, phrase in spaced.find(words.split(" "))]
    if dense and is_dense(words):
        found += dense.findall(words)
    return found


@cache
def calendar_words() -> dict[str, Any]:
    """The words of dates in all languages (``training/calendar_words.py``): ``months`` by name, ``days``,
    and ``past``: what is said for "5 years ago" without its number."""
    here = resources.files(__package__) / "calendar_words.json"
    found = json.loads(here.read_text(encoding="utf-8"))
    return {"months": found["months"], "days": frozenset(found["days"]), "past": frozenset(found["past"])}
