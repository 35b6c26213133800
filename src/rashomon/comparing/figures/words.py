"""What the words around a figure tell of it: the nearest word of a table of the data, and its class.

The tables are ``[figures.indicators]`` (what happened to the counted: "dead", "damage"), ``[figures.extent]``
(in all, or new ones) and ``[figures.things]`` (what is counted: "houses") of a language's data.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rashomon.languages import facts
from rashomon.marking.figures.phrases import Phrases
from rashomon.marking.figures.tokens import NUMERAL, Tokens, pieces
from rashomon.model import Span

#: Tokens between a figure and the word that says what happened to what it counts.
NEAR = 9
#: Tokens that a comma counts for, and signs past which nothing is said of a figure.
_COMMA, _BREAKS = 4, frozenset(";:")
#: What people are called rather than what happened to them ("87 demonstrators were arrested").
_ROLES = frozenset({"protest"})
#: What happens to people only.
PERSONAL = frozenset(
    {
        "dead",
        "injured",
        "hospital",
        "shot",
        "missing",
        "captured",
        "fled",
        "evacuated",
        "rescued",
        "displaced",
    }
)


@lru_cache(maxsize=256)
def classes_of(code: str, table: str) -> dict[str, str]:
    """Words of the language with the class they tell ("döda" -> "dead")."""
    found: Mapping[str, list[str]] = facts(code, "figures").get(table, {})
    return {word: name for name, words in found.items() for word in words}


@lru_cache(maxsize=256)
def _phrases(code: str, table: str) -> Phrases[str]:
    """Those that are several words ("om het leven")."""
    phrases: Phrases[str] = Phrases(unspaced=False)
    for word, name in classes_of(code, table).items():
        if len(pieces(word, unspaced=False)) > 1:
            phrases.add(word, name)
    return phrases


@lru_cache(maxsize=256)
def _words(code: str, *lists: str) -> frozenset[str]:
    """The words of some lists of a language's data."""
    data = facts(code, "figures")
    return frozenset(word for name in lists for word in data.get(name, ()))


#: Letters of inflection that may follow a word of the data ("dödad", "dödade"), if it is so long.
_ENDING, _STEM = 3, 5


def class_of(low: str, classes: Mapping[str, str]) -> str:
    """The class of a word, as it stands or less its inflection; empty where it has none."""
    found = classes.get(low, "")
    size = len(low)
    while not found and size > max(_STEM, len(low) - _ENDING):
        size -= 1
        found = classes.get(low[:size], "")
    return found


def nearest(
    text: str, span: Span, within: Span, code: str, table: str, *, never: frozenset[str] = frozenset()
) -> str:
    """The class of :func:`nearest_word`; empty where there is none."""
    return nearest_word(text, span, within, code, table, never=never)[0]


def nearest_word(
    text: str, span: Span, within: Span, code: str, table: str, *, never: frozenset[str] = frozenset()
) -> tuple[str, str]:
    """The class and the form of the word of the table nearest to ``span`` inside ``within``; what follows
    wins a tie, but the verb right before ("freed 12 hostages") the noun right after. Both empty where there
    is none, or another numeral stands between; a comma makes a word further. Classes in ``never`` are passed
    over."""
    classes = classes_of(code, table)
    if never:
        classes = {word: name for word, name in classes.items() if name not in never}
    if not classes:
        return "", ""
    unspaced = bool(facts(code, "figures").get("unspaced", False))
    after, before = text[span.end : within.end], text[within.start : span.start]
    if unspaced:
        places = [(after.find(word), 0, (name, word)) for word, name in classes.items() if word in after]
        places += [
            (len(before) - before.rfind(word) - len(word), 1, (name, word))
            for word, name in classes.items()
            if word in before
        ]
        return min(places)[2] if places and min(places)[0] <= 3 * NEAR else ("", "")
    right, left = Tokens(after), Tokens(before)
    phrases, joints, light = _phrases(code, table), _words(code, "and"), _words(code, "of", "articles")
    found: list[tuple[int, int, tuple[str, str]]] = []
    counted = "", ""
    for side, tokens, order in ((0, right, range(right.size)), (1, left, range(left.size - 1, -1, -1))):
        distance = 0
        for steps, at in enumerate(order):
            low = tokens.low[at]
            if distance > NEAR or (tokens.kind[at] == NUMERAL and steps > 0) or low in _BREAKS:
                break
            phrase = phrases.at(tokens, at)
            name = phrase[0] if phrase and phrase[0] not in never else class_of(low, classes)
            if name in _ROLES and side == 0 and not distance:
                counted = name, low
            elif name:
                end = phrase[1] if phrase and phrase[0] == name else at + 1
                written = (after if side == 0 else before)[tokens.start[at] : tokens.end[end - 1]]
                found.append((distance, side, (name, written)))
                break
            distance += _COMMA if low == "," or low in joints else low not in light
    if len(found) == 2 and found[0][0] == 0 and found[1][0] == 0:
        return found[1][2]
    return min(found)[2] if found else counted
