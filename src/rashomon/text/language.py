"""Which language a report is in: told by its words, among the languages there are data for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import islice

import regex

from rashomon.languages import codes, facts
from rashomon.text.language_model import NORMAL_CODES, language_model

UNKNOWN = "und"
#: Enough to be sure of, and the same time for a note and for a book (code points).
_SAMPLE = 1_200
#: Fewer letters than this say nothing (a word in a script of its own is more than none).
_FEWEST = 12
#: The model is asked of so much first (code points), and of the whole sample where that is not sure.
_FIRST, _FIRST_DENSE = 400, 150
#: Small words are looked for in so much; so many of them, such a share of all words and so many times
#: the weight of those of any other language, tell a language without the model, and how surely.
_LOOKED, _FEWEST_SMALL, _SHARE, _TIMES, _PLAIN = 500, 6, 0.15, 1.5, 0.999
#: Lists of ``[grammar]`` whose words stand in every paragraph of a language.
_SMALL = (
    "articles", "indefinite", "of", "prepositions", "conjunctions", "subordinators", "that", "relatives",
    "to", "he", "she", "they", "first_person", "auxiliaries", "copulas", "not",
)  # fmt: skip
#: A label is overruled only by this much text and this much certainty.
_LONG = 200
_SURE = 0.99

_LETTERS = regex.compile(r"\p{L}")
_DENSE = regex.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
_NOT_WORDS = regex.compile(r"https?://\S++|www\.\S++|[@#]\w++|\p{N}++")
#: Labels that say that nothing is known, or that it is no one language.
_NO_LABEL = frozenset({"und", "mul", "mis", "zxx", "unknown", "xx", "none", "other"})
_TAG = regex.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*+")


def _sample(text: str) -> str | None:
    """The beginning of a text without what is no word of any language; None where too little is left."""
    sample = _NOT_WORDS.sub(" ", text[:_SAMPLE])
    letters = sum(1 for _ in islice(_LETTERS.finditer(sample), _FEWEST))
    dense = letters < _FEWEST and _DENSE.search(sample) is not None
    return None if letters < (_FEWEST // 3 if dense else _FEWEST) else sample


@cache
def _small_words() -> Mapping[str, tuple[str, ...]]:
    """The small words of all languages, with the languages that have each."""
    found: dict[str, set[str]] = defaultdict(set)
    for code in codes():
        grammar = facts(code, "grammar")
        for name in _SMALL:
            for word in str(grammar.get(name, "")).replace("_", " ").lower().split():
                found[word].add(code)
    return {word: tuple(sorted(each)) for word, each in found.items()}


def _by_small_words(sample: str, times: float = _TIMES) -> str | None:
    """The language whose small words a text is full of (a word that several languages have weighs less);
    None where they do not weigh so many times those of any other language."""
    small, words = _small_words(), sample[:_LOOKED].lower().split()
    weight: dict[str, float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    for word in words:
        for code in small.get(word, ()):
            weight[code] += 1 / len(small[word])
            count[code] += 1
    if not weight:
        return None
    first, second = [*sorted(weight, key=lambda each: (-weight[each], each))[:2], None][:2]
    assert first is not None
    enough = count[first] >= max(_FEWEST_SMALL, _SHARE * len(words))
    return first if enough and (not second or weight[first] >= times * weight[second]) else None


def _asked(sample: str) -> tuple[str, float]:
    """The language that the model finds most likely, and how likely that is."""
    found = language_model().probabilities(sample)
    code = max(found, key=lambda each: (found[each], each))
    return code, round(found[code], 6)


def detect(text: str) -> tuple[str, float]:
    """The language of a text and how sure that is (0 to 1); ``("und", 0.0)`` where it is too short or
    has no letters."""
    sample = _sample(text)
    if sample is None:
        return UNKNOWN, 0.0
    dense = _DENSE.search(sample) is not None
    plain = None if dense else _by_small_words(sample)
    if plain:
        return plain, _PLAIN
    first = _FIRST_DENSE if dense else _FIRST
    if len(sample) > 2 * first:
        found = _asked(sample[:first])
        if found[1] >= _PLAIN:
            return found
    return _asked(sample)


@cache
def _named() -> dict[str, str]:
    """Languages by their English and their own names, lower case: "English", "svenska"."""
    from babel import Locale

    found = {}
    for code in codes():
        for name in (Locale.parse(code).get_language_name("en"), Locale.parse(code).get_language_name(code)):
            found[(name or code).lower()] = code
    return found


def normal_tag(label: str | None) -> str | None:
    """A language label as BCP 47 ("NB_no" becomes "nb-NO"), None where it is none."""
    label = _named().get(label.strip().lower(), label) if label and len(label) > 3 else label
    if not label or not _TAG.fullmatch(label.strip()):
        return None
    first, *rest = label.strip().replace("_", "-").split("-")
    first = NORMAL_CODES.get(first.lower(), first.lower())
    if first in _NO_LABEL:
        return None
    if len(first) == 3:
        from babel import Locale, UnknownLocaleError
        from babel.core import get_global

        first = get_global("language_aliases").get(first, first)
        try:
            first = Locale.parse(first).language
        except (ValueError, UnknownLocaleError):
            return None
    return "-".join([first, *(part.upper() if len(part) == 2 else part.title() for part in rest)])


def language_of(text: str, label: str | None = None) -> str:
    """The language of a text, given what its source says it is.

    The label stands unless the text is long and plainly in another language that we know; without a
    usable label it is what the text looks like, "und" where it is too short to tell.
    """
    stated = normal_tag(label)
    if stated is None or stated.startswith(UNKNOWN):
        return detect(text)[0]
    code = stated.split("-")[0]
    if len(text) < _LONG or code not in codes() or _by_small_words(text, 1) == code:
        return stated
    looks, sure = detect(text)
    return looks if sure >= _SURE and looks != code else stated
