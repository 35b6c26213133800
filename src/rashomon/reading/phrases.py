"""What pages put around reports, in all languages at once: a page in one language often carries
furniture in another, and the language is told only once the furniture is gone."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from functools import cache
from importlib import resources
from typing import Any

import regex

from rashomon.languages import codes, facts
from rashomon.reading.lines import bare


@cache
def _signs() -> dict[str, Any]:
    here = resources.files(__package__) / "signs.toml"
    return tomllib.loads(here.read_text(encoding="utf-8"))


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
def openings(name: str) -> tuple[frozenset[str], frozenset[str], int]:
    """A list of phrases for :func:`begins_with`: those written with blanks between words, those of
    scripts without blanks, and the most words in one."""
    listed = phrases(name)
    dense = frozenset(phrase for phrase in listed if is_dense(phrase))
    return listed - dense, dense, max((len(phrase.split()) for phrase in listed), default=0)


def is_dense(text: str) -> bool:
    """Whether a text is in a script that writes no blanks between words (Chinese, Japanese)."""
    return any("\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" for letter in text)


def begins_with(words: str, name: str) -> str | None:
    """The longest phrase of a list that ``words`` (as :func:`bare` gives them) begin with."""
    spaced, dense, most = openings(name)
    parts = words.split(" ", most + 1)
    for count in range(min(most, len(parts)), 0, -1):
        candidate = " ".join(parts[:count])
        if candidate in spaced:
            return candidate
    if dense and is_dense(words[:12]):
        return max((words[:size] for size in range(1, 16) if words[:size] in dense), key=len, default=None)
    return None


@cache
def holding(name: str) -> regex.Pattern[str]:
    """A pattern that finds any phrase of a list anywhere in what :func:`bare` gives."""
    parts = sorted(phrases(name), key=lambda phrase: (-len(phrase), phrase))
    spaced = "|".join(regex.escape(part, special_only=True) for part in parts if not is_dense(part))
    dense = "|".join(regex.escape(part) for part in parts if is_dense(part))
    return regex.compile(rf"\b(?:{spaced})\b" + (f"|{dense}" if dense else ""))


@cache
def past_times() -> frozenset[str]:
    """What CLDR writes for "5 years ago", letters only, in all languages (the number left out)."""
    from babel.dates import format_timedelta

    units = {
        "minute": 60,
        "hour": 3600,
        "day": 86_400,
        "week": 604_800,
        "month": 2_629_800,
        "year": 31_557_600,
    }
    found: set[str] = set()
    for code in codes():
        for length in units.values():
            for count in (1, 2, 3, 5, 11, 21):
                past = timedelta(seconds=-length * count)
                found.add(bare(format_timedelta(past, threshold=1, add_direction=True, locale=code)))
    return frozenset(filter(None, found))
