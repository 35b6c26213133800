"""Whether two figures are of the same quantity: same dimension, same thing counted, same circumstances.

A pair is refused outright where the circumstances exclude each other (killed is not injured, in Iraq is
not in Syria, today's is not the total, a change is not a level); else it gets a score from the thing
counted, the words around it, whom they name, and from passages already known to say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from rashomon.languages import facts
from rashomon.marking.figures.tokens import NUMERAL, Tokens
from rashomon.marking.sentences import sentences
from rashomon.model import Figure, NameEntry, Passage, Report, Span

#: ``(text a, language a, text b, language b) -> 0..1``: how alike two stretches are, word by word.
Similarity = Callable[[str, str, str, str], float]

#: Words around a figure that say what it is about, in code points on either side.
REACH = 110
#: Word-by-word similarity across languages runs lower than within one; so much.
ACROSS = 1.45
#: Tokens between a figure and the word that says what happened to what it counts.
NEAR = 9
_CLAUSE = regex.compile(r"[;:–—]\s|,\s(?=\p{L}++\s\p{L}++\s)")
#: How alike "people" and "miners" are where the same happened to them.
SOMEBODY = 0.65
#: What happens to people only.
_PERSONAL = frozenset({"dead", "injured", "missing", "captured", "fled", "evacuated", "rescued", "displaced"})
_TERRITORY = "territory:"
#: Dimensions in which a story seldom gives two quantities of one kind.
_PHYSICAL = frozenset(
    [
        "area",
        "length",
        "mass",
        "volume",
        "speed",
        "temperature",
        "energy",
        "power",
        "pressure",
        "frequency",
        "electricity",
    ]
)


@dataclass(frozen=True, slots=True)
class Place:
    """A figure where it stands: its report, the sentence and the words near it, whom and what they name.

    ``indicator`` is what happened to the things counted, as a class of the data ("dead", "injured"), or
    empty; ``extent`` is "total" or "part" (today's, new ones)."""

    report: Report
    figure: Figure
    language: str
    sentence: str
    context: str
    nouns: str
    entities: frozenset[str]
    places: frozenset[str]
    territories: frozenset[str]
    indicator: str
    extent: str
    dates: frozenset[str]


@lru_cache(maxsize=256)
def _classes(code: str, table: str) -> dict[str, str]:
    """Words of the language with the class they tell ("döda" -> "dead")."""
    found: Mapping[str, list[str]] = facts(code, "figures").get(table, {})
    return {word: name for name, words in found.items() for word in words}


#: Letters of inflection that may follow a word of the data ("dödad", "dödade"), if it is so long.
_ENDING, _STEM = 3, 5


def _class_of(low: str, classes: Mapping[str, str]) -> str:
    """The class of a word, as it stands or less its inflection; empty where it has none."""
    found = classes.get(low, "")
    size = len(low)
    while not found and size > max(_STEM, len(low) - _ENDING):
        size -= 1
        found = classes.get(low[:size], "")
    return found


def _nearest(text: str, span: Span, within: Span, code: str, table: str) -> str:
    """The class of the word of the table nearest to ``span`` inside ``within``; what follows wins a tie,
    but the verb right before ("freed 12 hostages") the noun right after. Empty where there is none, or
    another numeral stands between."""
    classes = _classes(code, table)
    if not classes:
        return ""
    unspaced = bool(facts(code, "figures").get("unspaced", False))
    after, before = text[span.end : within.end], text[within.start : span.start]
    if unspaced:
        places = [(after.find(word), 0, name) for word, name in classes.items() if word in after]
        places += [
            (len(before) - before.rfind(word) - len(word), 1, name)
            for word, name in classes.items()
            if word in before
        ]
        return min(places)[2] if places and min(places)[0] <= 3 * NEAR else ""
    right, left = Tokens(after), Tokens(before)
    found: list[tuple[int, int, str]] = []
    for side, tokens, order in ((0, right, range(len(right))), (1, left, range(len(left) - 1, -1, -1))):
        for distance, at in enumerate(order):
            if distance > NEAR or (tokens.kind[at] == NUMERAL and distance > 0):
                break
            name = _class_of(tokens.low[at], classes)
            if name:
                found.append((distance, side, name))
                break
    if len(found) == 2 and found[0][0] == 0 and found[1][0] == 0:
        return found[1][2]
    return min(found)[2] if found else ""


def _sentence_of(report: Report, span: Span) -> Span:
    for sentence in sentences(report):
        if sentence.start <= span.start < sentence.end:
            return sentence
    return span


def _clause(report: Report, sentence: Span, span: Span) -> Span:
    """The part of the sentence around the figure, between the clause marks nearest to it."""
    start, end = sentence.start, sentence.end
    for mark in _CLAUSE.finditer(report.text, sentence.start, sentence.end):
        if mark.end() <= span.start:
            start = mark.end()
        elif mark.start() >= span.end:
            end = mark.start()
            break
    return Span(max(start, span.start - REACH), max(span.end, min(end, span.end + REACH)))


class Names:
    """Under which entry of the story each mention of a name stands."""

    def __init__(self, entries: Sequence[NameEntry] = ()) -> None:
        self._ids = {passage: entry.id for entry in entries for passage in entry.mentions}

    def of(self, report: Report, span: Span, entity: str) -> str:
        """The entry of a mention; where no entry has it its own entity, less the kind it was taken for."""
        own = entity if entity.startswith(_TERRITORY) else entity.partition(":")[2] or entity
        return self._ids.get(Passage(report.id, span), own)


def place(report: Report, figure: Figure, language: str, names: Names) -> Place:
    """The figure with what is known of where it stands."""
    text = report.text
    sentence = _sentence_of(report, figure.span)
    clause = _clause(report, sentence, figure.span)
    window = Span(
        max(sentence.start, figure.span.start - 2 * REACH),
        max(figure.span.end, min(sentence.end, figure.span.end + 2 * REACH)),
    )
    named = [name for name in report.marks.names if window.contains(name.span)]
    without = text[window.start : figure.span.start] + " " + text[figure.span.end : window.end]
    return Place(
        report=report,
        figure=figure,
        language=language,
        sentence=sentence.of(text),
        context=without.strip(),
        nouns=figure.about,
        entities=frozenset(names.of(report, name.span, name.entity) for name in named),
        places=frozenset(
            names.of(report, name.span, name.entity)
            for name in named
            if name.kind == "place" and clause.contains(name.span) and not name.entity.startswith(_TERRITORY)
        ),
        territories=frozenset(
            name.entity for name in named if clause.contains(name.span) and name.entity.startswith(_TERRITORY)
        ),
        indicator=_nearest(text, figure.span, sentence, language, "indicators"),
        extent=_nearest(text, figure.span, clause, language, "extent"),
        dates=frozenset(
            moment.start
            for moment in report.marks.moments
            if moment.span is not None
            and clause.contains(moment.span)
            and moment.precision == "day"
            and moment.start
        ),
    )


def excluded(a: Place, b: Place) -> bool:
    """Whether the circumstances say that the two are different quantities."""
    first, second = a.figure, b.figure
    if first.dimension != second.dimension or first.change != second.change:
        return True
    if first.dimension == "money" and first.unit != second.unit:
        return True
    if a.indicator and b.indicator and a.indicator != b.indicator:
        return True
    if a.extent != b.extent and "part" in (a.extent, b.extent):
        return True
    if a.report.id == b.report.id and a.sentence == b.sentence:
        return True
    if a.territories and b.territories and not a.territories & b.territories:
        return True
    if first.dimension in _PHYSICAL:
        return False
    return bool(a.places) and bool(b.places) and not (a.places & b.entities or b.places & a.entities)


def counted_alike(a: Place, b: Place, same: Similarity) -> float | None:
    """How alike the things counted are, None where one of them names nothing. People are people whatever
    they are called: "61 personer", "61 dead", "61 morts"."""
    if not a.nouns or not b.nouns:
        return None
    anybody = _anybody(a), _anybody(b)
    if all(anybody) or (_head_class(a) and _head_class(a) == _head_class(b)):
        return 1.0
    one = a.language == b.language
    if one and (a.figure.head == b.figure.head or _stem(a.figure.head) == _stem(b.figure.head)):
        return 1.0
    heads = same(a.figure.head, a.language, b.figure.head, b.language)
    alike = max(heads, same(a.nouns, a.language, b.nouns, b.language))
    alike = min(1.0, alike * (1.0 if one else ACROSS))
    told = bool(a.indicator) and a.indicator == b.indicator
    return round(max(alike, SOMEBODY) if any(anybody) and told else alike, 4)


def _anybody(place: Place) -> bool:
    """Whether the thing counted is just people, or people named by what happened to them."""
    data = facts(place.language, "figures")
    return place.figure.head in data.get("people", ()) or _head_class(place) in _PERSONAL


def _head_class(place: Place) -> str:
    """The class of the word counted itself ("61 dead", "2,300 jobs")."""
    return _class_of(place.figure.head, _classes(place.language, "indicators"))


def _stem(head: str) -> str:
    return head[: max(4, len(head) - 2)]


def score(a: Place, b: Place, same: Similarity, needed: float = 0.0) -> float:
    """How sure it is that the two are of the same quantity, 0 to 1 (0: they are not, or cannot reach
    ``needed`` whatever the words around them say; those are then not compared)."""
    if excluded(a, b):
        return 0.0
    named = min(1.0, len(a.entities & b.entities) / 2)
    told = a.indicator != "" and a.indicator == b.indicator
    nouns = counted_alike(a, b, same)
    if a.figure.dimension in _PHYSICAL:
        base = (0.42 if told else 0.1) + (0.0 if nouns is None else 0.25 if nouns >= 0.6 else -0.1)
        weight, base = 0.55, base + 0.2 * named
    elif nouns is None:
        weight, base = 0.75, 0.15 * named + (0.2 if told else 0.0)
    elif nouns < 0.45:
        weight, base = 0.45, 0.3 * nouns
    else:
        weight, base = 0.4, 0.35 * nouns + 0.15 * named + (0.2 if told else 0.0)
    if base + weight < needed or not (a.context and b.context):
        return round(base, 4) if base + weight >= needed else 0.0
    context = same(a.context, a.language, b.context, b.language)
    if a.language != b.language:
        context = min(1.0, context * ACROSS)
    return round(min(1.0, base + weight * context), 4)
