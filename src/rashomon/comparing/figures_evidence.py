"""Whether two figures are of the same quantity: same dimension, same thing counted, same circumstances.

A pair is refused outright where the circumstances exclude each other (killed is not injured, in Iraq is
not in Syria, today's is not the total, a change is not a level); else it gets a score from the thing
counted and the words around it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from rashomon.languages import facts
from rashomon.marking.figures.tokens import Tokens
from rashomon.marking.sentences import sentences
from rashomon.model import Figure, Report, Span

#: ``(text a, language a, text b, language b) -> 0..1``: how alike two stretches are, word by word.
Similarity = Callable[[str, str, str, str], float]

#: Words around a figure that say what it is about, in code points on either side.
REACH = 110
_CLAUSE = regex.compile(r"[;:–—]\s|,\s(?=\p{L}++\s\p{L}++\s)")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure where it stands: its report, the sentence and the words near it, whom and what they name."""

    report: Report
    figure: Figure
    language: str
    sentence: str
    context: str
    nouns: str
    entities: frozenset[str]
    places: frozenset[str]
    indicators: frozenset[str]
    extent: frozenset[str]
    dates: frozenset[str]


@lru_cache(maxsize=64)
def _classes(code: str, table: str) -> dict[str, str]:
    """Word beginnings of the language with the indicator they tell ("döda" -> "dead")."""
    found: Mapping[str, list[str]] = facts(code, "figures").get(table, {})
    return {word: name for name, words in found.items() for word in words}


def _told(text: str, code: str, table: str) -> frozenset[str]:
    """The indicators that the words of a text tell. An entry of the data that ends in ``*`` stands for all
    words that begin so."""
    classes = _classes(code, table)
    if not classes:
        return frozenset()
    whole = {word: name for word, name in classes.items() if not word.endswith("*")}
    stems = tuple((word[:-1], name) for word, name in classes.items() if word.endswith("*"))
    tokens = Tokens(text, bool(facts(code, "figures").get("unspaced", False)))
    found = set()
    if tokens.unspaced:
        return frozenset(name for word, name in classes.items() if word.rstrip("*") in text)
    for low in tokens.low:
        if low in whole:
            found.add(whole[low])
        else:
            found.update(name for stem, name in stems if low.startswith(stem))
    return frozenset(found)


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


def place(report: Report, figure: Figure, language: str) -> Place:
    """The figure with what is known of where it stands."""
    text = report.text
    sentence = _sentence_of(report, figure.span)
    clause = _clause(report, sentence, figure.span)
    window = Span(max(sentence.start, figure.span.start - 2 * REACH), max(figure.span.end, min(sentence.end, figure.span.end + 2 * REACH)))
    named = [name for name in report.marks.names if window.contains(name.span)]
    near = [name for name in report.marks.names if clause.contains(name.span)]
    without = text[window.start : figure.span.start] + " " + text[figure.span.end : window.end]
    clause_words = text[clause.start : figure.span.start] + " " + text[figure.span.end : clause.end]
    indicators = _told(clause_words, language, "indicators") or _told(without, language, "indicators")
    return Place(
        report=report, figure=figure, language=language, sentence=sentence.of(text), context=without.strip(),
        nouns=figure.about, entities=frozenset(name.entity for name in named),
        places=frozenset(name.entity for name in near if name.kind == "place"),
        indicators=indicators, extent=_told(clause_words, language, "extent"),
        dates=frozenset(
            moment.start for moment in report.marks.moments
            if moment.span is not None and clause.contains(moment.span) and moment.precision == "day" and moment.start
        ),
    )  # fmt: skip


def _exclude(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


def excluded(a: Place, b: Place) -> bool:
    """Whether the circumstances say that the two are different quantities."""
    first, second = a.figure, b.figure
    if first.dimension != second.dimension or (first.change is None) != (second.change is None):
        return True
    if first.change and first.change != second.change:
        return True
    if _exclude(a.indicators, b.indicators) or _exclude(a.extent, b.extent):
        return True
    if a.extent != b.extent and ("part" in a.extent | b.extent):
        return True
    return _exclude(a.places, b.places)


def counted_alike(a: Place, b: Place, same: Similarity) -> float | None:
    """How alike the things counted are, None where one of them names nothing."""
    if not a.nouns or not b.nouns:
        return None
    if a.language == b.language:
        if a.figure.head == b.figure.head:
            return 1.0
        if _stem(a.figure.head) == _stem(b.figure.head):
            return 0.95
    heads = same(a.figure.head, a.language, b.figure.head, b.language)
    return round(max(heads, same(a.nouns, a.language, b.nouns, b.language)), 4)


def _stem(head: str) -> str:
    return head[: max(4, len(head) - 3)]


def score(a: Place, b: Place, same: Similarity) -> float:
    """How sure it is that the two are of the same quantity, 0 to 1 (0: they are not)."""
    if excluded(a, b):
        return 0.0
    if a.figure.dimension == "money" and a.figure.unit != b.figure.unit:
        return 0.0
    context = same(a.context, a.language, b.context, b.language) if a.context and b.context else 0.0
    nouns = counted_alike(a, b, same)
    shared = len(a.entities & b.entities)
    named = min(1.0, shared / 2)
    told = 0.12 if a.indicators & b.indicators else 0.0
    if nouns is None:
        result = 0.85 * context + 0.15 * named + told
    elif nouns < 0.5:
        result = 0.3 * nouns + 0.4 * context
    else:
        result = 0.35 * nouns + 0.5 * context + 0.15 * named + told
    return round(min(1.0, result), 4)
