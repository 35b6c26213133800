"""What grouping reads off a report at a glance: words, names, numbers and dates, as small integers.

No parsing and no marks: one pass of tokens. Every signal becomes a 22-bit hash (the "hashing trick",
Weinberger et al. 2009), so a live report costs less than a kilobyte and thousands of comparisons are one
numpy expression. The kinds have fixed columns in a row:

- *lead* words stand in the title or the first words of the text, *body* words after them; names, numbers
  and dates of the lead have columns of their own too;
- *names* are words with a capital where none is due; *sounds* are their consonants in Latin letters, so
  that Трамп and Trump meet;
- *numbers* have lost their thousands separators; *dates* are days of a month, in any language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final
from zlib import crc32

import numpy as np
from anyascii import anyascii
from babel import Locale, UnknownLocaleError
from numpy.typing import NDArray

from rashomon.encoding.background import commonness
from rashomon.languages import cldr
from rashomon.model import Report
from rashomon.text.sentences import CONTENT

#: Bits of a signal's hash; key 0 means "no signal".
BITS: Final = 22
MASK: Final = (1 << BITS) - 1

#: Columns of a row, by kind: first column, past the last.
COLUMNS: Final[dict[str, tuple[int, int]]] = {
    "lead": (0, 24),
    "body": (24, 104),
    "lead names": (104, 116),
    "names": (116, 138),
    "sounds": (138, 162),
    "places": (162, 172),
    "lead numbers": (172, 180),
    "numbers": (180, 192),
    "lead dates": (192, 195),
    "dates": (195, 200),
}
#: The kinds that hold the lead's part of a family, each with the kind that holds the rest of it.
LEADS: Final = {"lead": "body", "lead names": "names", "lead numbers": "numbers", "lead dates": "dates"}
#: The columns of both parts of a family, under the name of the rest of it.
FAMILIES: Final = {rest: (COLUMNS[first][0], COLUMNS[rest][1]) for first, rest in LEADS.items()}
WIDTH: Final = 200

#: No more of a text than this is looked at, in code points: the first pages of a report name its event.
READ: Final = 12_000
#: A longer run of letters is no word; in scripts without spaces it is read as far.
_LONGEST: Final = 200
#: Words, and stems and sounds, whose keys are remembered: what a running stream meets most.
_WORDS_KEPT: Final = 100_000
_STEMS_KEPT: Final = 30_000
#: How many tokens count as the lead.
LEAD: Final = 60

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_NO_DIGIT = re.compile(r"\D")
#: A word that goes on a sentence: a space before it, and no mark that ends or opens one before that.
_INSIDE = re.compile(r"(?<![\s.!?:;\"“”„«»‘’'(\[–—…。！？؟।|*•-])[ \u00a0]([^\W\d_]{2,})")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+$")
_DROPPED = re.compile(r"[aeiouyhw]+")
#: Letters of scripts that are written without spaces: read as pairs of characters.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1780-\u17ff]")
_SOUNDS_LIKE = str.maketrans("bdgqzvjc", "ptkksfsk")
_SALT: Final = {
    "places": 0x1D92B7,
    "names": 0x2A5F31,
    "sounds": 0x13C9A7,
    "numbers": 0x3577E1,
    "dates": 0x0B4D93,
}


@dataclass(slots=True)
class Signals:
    """The signals of one report: ``keys`` (uint32, ``WIDTH`` columns, 0 where empty), ``rarity`` (how
    telling each key is by itself, natural logarithm), ``length`` in tokens read. ``script`` is a number for
    the script it is written in; ``surfaces`` gives the words behind the keys where they were asked for."""

    keys: NDArray[np.uint32]
    rarity: NDArray[np.float32]
    length: int
    script: int = 0
    surfaces: dict[int, str] = field(default_factory=dict)


@lru_cache(maxsize=_STEMS_KEPT)
def _key(word: str) -> int:
    return (crc32(word.encode("utf-8", "surrogatepass")) & MASK) or 1


@lru_cache(maxsize=_STEMS_KEPT)
def stem(word: str) -> str:
    """A word in lower case without its last letters, so that most inflections meet."""
    low = word.lower()
    size = len(low)
    return low if size < 6 else low[: max(5, min(8, size - 2))]


@lru_cache(maxsize=_STEMS_KEPT)
def _sound(name: str) -> str:
    """The consonants of a name in Latin letters, similar ones as one; empty where too little is left."""
    latin = re.sub("[^a-z]", "", anyascii(name).lower())
    if len(latin) < 3:
        return ""
    for written, heard in (("ch", "k"), ("sh", "s"), ("kh", "k"), ("ph", "f"), ("x", "ks")):
        latin = latin.replace(written, heard)
    head = "a" if latin[0] in "aeiouyhw" and latin[0] not in "hw" else ""
    bones = _DROPPED.sub("", latin).translate(_SOUNDS_LIKE)
    bones = re.sub(r"(.)\1+", r"\1", bones)
    return head + bones[:5] if len(bones) >= 3 else ""


@lru_cache(maxsize=_WORDS_KEPT)
def _known(token: str) -> tuple[str, tuple[tuple[int, float], ...]]:
    """A word in lower case, and the keys under which it is known, each with how telling it is by itself."""
    keys = word_keys(token) if 1 < len(token) <= _LONGEST else ()
    return token.lower(), tuple((key, commonness(key)) for key in keys)


def word_keys(word: str) -> list[int]:
    """The keys under which a word is known: its stem's, or its pairs of characters where its script is
    written without spaces."""
    if _UNSPACED.match(word):
        return [_key(word[at : at + 2]) for at in range(len(word) - 1)]
    return [_key(stem(word))]


def _locale(language: str) -> Locale:
    """The language's locale; the root's where CLDR does not know the language."""
    try:
        return cldr(language)
    except UnknownLocaleError:
        return cldr("und")


@cache
def _months(language: str) -> dict[str, int]:
    """Month names of a language in lower case, whole and shortened, each with its number."""
    found: dict[str, int] = {}
    months = _locale(language).months
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context].get(width, {}).items():
                clean = name.lower().strip(".")
                if len(clean) >= 3 and clean.isalpha():
                    found.setdefault(clean, number)
    return found


@cache
def _territories(language: str) -> dict[int, int]:
    """The territories that CLDR names in one word: key of that word's stem to key of the territory."""
    found: dict[int, int] = {}
    for code, name in sorted(_locale(language).territories.items()):
        if (len(code) == 2 or code in _CONTINENTS) and name.isalpha() and len(name) > 2:
            found.setdefault(_key(stem(name)), _key(code) ^ _SALT["places"])
    return found


@cache
def _particles(language: str) -> frozenset[str]:
    """What CLDR's long date puts between a day and its month ("17 de febrero")."""
    pattern = _locale(language).date_formats["long"].pattern
    return frozenset(word.lower() for word in re.findall(r"'([^\W\d_]+)'", pattern))


#: UN M.49 codes of the continents, which CLDR names among the territories.
_CONTINENTS: Final = frozenset({"002", "009", "019", "142", "150"})

#: First code points of the scripts told apart: Latin, Greek, Cyrillic, Armenian and Hebrew, Arabic, those
#: of India and beyond, East Asia.
_SCRIPTS: Final = (0, 0x370, 0x400, 0x530, 0x600, 0x900, 0x2E80)
#: What is beyond Latin letters and their marks, common punctuation and symbols left out.
_BEYOND: Final = re.compile("[\u0370-\u1fff\u2c00-\U0010ffff]")


def script_of(text: str) -> int:
    """A number for the script most letters at the beginning of a text are in; 0 (Latin) where none are."""
    beginning = text[:600]
    if not _BEYOND.search(beginning):
        return 0
    counts = [0] * len(_SCRIPTS)
    for letter, count in Counter(beginning).items():
        if letter.isalpha():
            counts[bisect_right(_SCRIPTS, ord(letter)) - 1] += count
    return counts.index(max(counts))


@cache
def _date_pattern(language: str) -> re.Pattern[str]:
    """A day and a month's name, in either order."""
    names = "|".join(sorted(map(re.escape, _months(language)), key=len, reverse=True)) or "(?!)"
    # Most words begin with another letter than a month does.
    initials = "".join(sorted({re.escape(name[0]) for name in _months(language)})) or "0"
    between = "|".join(sorted(map(re.escape, _particles(language)))) or "(?!)"
    return re.compile(
        rf"\b(\d{{1,2}})[.\s\u00a0-]{{1,3}}(?:(?:{between})\s)?({names})\b"
        rf"|\b(?=[{initials}])({names})[.\s\u00a0]{{1,2}}(\d{{1,2}})\b",
        re.IGNORECASE,
    )


#: East Asian dates are written the same way everywhere: month, sign for month, day, sign for day.
_EAST_SIGNS = ("月", "월")
_EAST_DATE = re.compile(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")


def _number_rarity(digits: str) -> float:
    """How telling a number is: small ones, round ones and years say little. Natural logarithm."""
    size = len(digits)
    if size == 1:
        return 0.7
    if size == 2:
        return 2.0 if digits[-1] != "0" else 1.4
    if size == 4 and digits[:2] in ("19", "20"):
        return 1.0
    zeros = size - len(digits.rstrip("0"))
    return min(7.0, 2.0 + 1.2 * (size - zeros))


def content(report: Report) -> str:
    """The report's own words: title first, no furniture, no repeats, at most ``READ`` code points."""
    if report.blocks:
        pieces = []
        size = 0
        for block in report.blocks:
            if block.kind in CONTENT:
                pieces.append(report.text[block.span.start : min(block.span.end, block.span.start + READ)])
                size += len(pieces[-1])
                if size >= READ:
                    break
        text = "\n".join(pieces)
    else:
        text = report.text[:READ]
    if report.title and report.title not in text[: len(report.title) + 200]:
        text = report.title + "\n" + text
    return text[:READ]


def read(report: Report, *, surfaces: bool = False) -> Signals:
    """The signals of a report; with ``surfaces`` also the words behind them."""
    return read_text(content(report), report.language, surfaces=surfaces)


def read_text(text: str, language: str, *, surfaces: bool = False) -> Signals:
    """The signals of a text whose first line is its title."""
    shown: dict[int, str] = {}
    tokens = _WORD.findall(text)
    territories, months = _territories(language), _months(language)
    kinds: dict[str, dict[int, float]] = {kind: {} for kind in COLUMNS}
    lead, body, places = kinds["lead"], kinds["body"], kinds["places"]
    counts = Counter(tokens)
    beginning = set(tokens[:LEAD])
    lows = set()
    for token, count in counts.items():
        low, found = _known(token)
        lows.add(low)
        for key, weight in found:
            if key in territories:
                places[territories[key]] = 3.0
            if weight >= _TOO_COMMON:
                if token in beginning:
                    lead[key] = weight
                else:
                    body[key] = weight if count == 1 else weight + 0.5
            if surfaces:
                shown.setdefault(key, token)
    dated = not lows.isdisjoint(months)
    opening = text[: _end(text, tokens[:LEAD])]
    _read_names(text, kinds, shown)
    begun = {own ^ _SALT["names"] for token in _INSIDE.findall(opening) for own, _ in _known(token)[1]}
    kinds["lead names"] = {key: weight for key, weight in kinds["names"].items() if key in begun}
    _read_numbers(text, kinds["numbers"], shown)
    _read_numbers(opening, kinds["lead numbers"], shown)
    if dated or _has_east_sign(text):
        _read_dates(text, language, kinds["dates"], shown)
        _read_dates(opening, language, kinds["lead dates"], shown)
    for first, rest in LEADS.items():
        for key in kinds[first].keys() & kinds[rest].keys():
            del kinds[rest][key]
    signals = _row(kinds, len(tokens), shown if surfaces else {})
    signals.script = script_of(text)
    return signals


def _end(text: str, tokens: Sequence[str]) -> int:
    """Where the last of the first tokens of a text ends."""
    end = 0
    for token in tokens:
        end = text.index(token, end) + len(token)
    return end


def _read_names(text: str, kinds: dict[str, dict[int, float]], shown: dict[int, str]) -> None:
    """Words with a capital where none is due, and how they sound."""
    names, sounds = kinds["names"], kinds["sounds"]
    for token in dict.fromkeys(_INSIDE.findall(text)):
        if token[0].islower():
            continue
        low, found = _known(token)
        if token[0] == low[0] or len(found) != 1:
            continue
        own, weight = found[0]
        key = own ^ _SALT["names"]
        names[key] = weight
        shown.setdefault(key, token)
        sound = _sound(token)
        if sound:
            key = _key(sound) ^ _SALT["sounds"]
            sounds[key] = max(sounds.get(key, 0.0), min(weight, 2.0 * len(sound) - 2.0))
            shown.setdefault(key, token)


def _read_numbers(text: str, numbers: dict[int, float], shown: dict[int, str]) -> None:
    for token in dict.fromkeys(_NUMBER.findall(text)):
        if _THOUSANDS.match(token):
            digits = _NO_DIGIT.sub("", token)
        else:
            digits = token.replace(",", ".")
        if not digits.isascii():
            digits = anyascii(digits)
        key = _key(digits) ^ _SALT["numbers"]
        numbers[key] = _number_rarity(digits)
        shown.setdefault(key, token)


def _has_east_sign(text: str) -> bool:
    """True if a text has a sign for month."""
    return any(sign in text for sign in _EAST_SIGNS)


def _read_dates(text: str, language: str, dates: dict[int, float], shown: dict[int, str]) -> None:
    months = _months(language)
    for match in _date_pattern(language).finditer(text):
        day, month, other, its = match.groups()
        name = (month or other).lower()
        _date(dates, shown, months.get(name, 0), day or its, match.group())
    for match in _EAST_DATE.finditer(text) if _has_east_sign(text) else ():
        _date(dates, shown, int(match.group(1)), match.group(2), match.group())


#: Words more common than about one in 500 say nothing about an event.
_TOO_COMMON: Final = 1.2


def _date(dates: dict[int, float], shown: dict[int, str], month: int, day: str, surface: str) -> None:
    if day.isdigit() and 1 <= int(day) <= 31 and 1 <= month <= 12:
        key = _key(f"{month}-{int(day)}") ^ _SALT["dates"]
        dates[key] = 4.5
        shown.setdefault(key, surface)


def _row(kinds: dict[str, dict[int, float]], length: int, shown: dict[int, str]) -> Signals:
    """The row of what was found: the most telling of each kind; what is too much of a lead joins the rest."""
    keys, rarity = [0] * WIDTH, [0.0] * WIDTH
    for kind, found in kinds.items():
        first, last = COLUMNS[kind]
        chosen = list(found.items())
        if len(chosen) > last - first:
            chosen.sort(key=_telling)
            if kind in LEADS:
                kinds[LEADS[kind]].update(chosen[last - first :])
            del chosen[last - first :]
        keys[first : first + len(chosen)] = [key for key, _ in chosen]
        rarity[first : first + len(chosen)] = [weight for _, weight in chosen]
    return Signals(np.array(keys, np.uint32), np.array(rarity, np.float32), length, 0, shown)


def _telling(item: tuple[int, float]) -> tuple[float, int]:
    """The order of keys and their weights: the most telling first."""
    key, weight = item
    return -weight, key
