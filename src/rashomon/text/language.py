"""Which language a report is in: py3langid restricted to the languages there are data for."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from rashomon.languages import codes

UNKNOWN = "und"
#: Enough to be sure of, and the same time for a note and for a book (code points).
_SAMPLE = 1_500
#: Fewer letters than this say nothing (a word in a script of its own is more than none).
_FEWEST = 12
#: A label is overruled only by this much text and this much certainty.
_LONG = 200
_SURE = 0.99
#: Other codes for the same written language.
_SAME = {"no": "nb", "nn": "nb", "iw": "he", "nor": "nb"}

_LETTERS = regex.compile(r"\p{L}")
_DENSE = regex.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
_NOT_WORDS = regex.compile(r"https?://\S++|www\.\S++|[@#]\w++|\p{N}++")
#: Labels that say that nothing is known, or that it is no one language.
_NO_LABEL = frozenset({"und", "mul", "mis", "zxx", "unknown", "xx", "none", "other"})
_TAG = regex.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*+")


@cache
def _identifier() -> Any:
    """The classifier, over the languages there are data for (loads in a third of a second)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    wanted = set(codes()) | {code for code, same in _SAME.items() if same in codes()}
    identifier.set_languages(sorted(wanted & set(identifier.nb_classes)))
    return identifier


@cache
def _classes() -> frozenset[str]:
    return frozenset(_identifier().nb_classes)


def detect(text: str) -> tuple[str, float]:
    """The language of a text and how sure that is (0 to 1); ``("und", 0.0)`` where it is too short or
    has no letters."""
    sample = _NOT_WORDS.sub(" ", text[:_SAMPLE])
    letters = len(_LETTERS.findall(sample))
    dense = _DENSE.search(sample) is not None
    if letters < (_FEWEST // 3 if dense else _FEWEST):
        return UNKNOWN, 0.0
    code, sure = _identifier().classify(sample)
    return _SAME.get(code, code), round(float(sure), 6)


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
    first = _SAME.get(first.lower(), first.lower())
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
    if len(text) >= _LONG and stated.split("-")[0] in codes():
        looks, sure = detect(text)
        if sure >= _SURE and looks != stated.split("-")[0]:
            return looks
    return stated
