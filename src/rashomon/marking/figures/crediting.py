"""Whose a figure is where its own clause says so: "50,000 according to the organisers".

A quotation may span a sentence whose figures are two speakers' ("12,000 marched according to the police,
50,000 according to the organisers"); the phrase in a figure's own clause goes before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from rashomon.languages import facts
from rashomon.marking.figures import counted
from rashomon.marking.figures.learning import lexicon
from rashomon.marking.figures.tokens import Tokens
from rashomon.model import Figure, Span

#: What a clause does not reach across.
_EDGE = regex.compile(r"[.!?…;:,](?=\s)|[()\[\]\"“”„«»\n–—]")
#: Code points that a clause is looked through on either side of a figure.
_REACH = 120


@lru_cache(maxsize=64)
def _according(code: str) -> regex.Pattern[str] | None:
    """A pattern for the words of "according to" of a language, None where the data has none."""
    written = str(facts(code, "quotations").get("according", "")).split()
    phrases = [regex.escape(each).replace("_", r"[ '’]*") for each in written]
    return regex.compile(rf"(?i)(?<!\p{{L}})(?:{'|'.join(phrases)})(?!\p{{L}})") if phrases else None


def credited(figures: Sequence[Figure], text: str, code: str) -> list[Figure]:
    """The figures of a text, each with the source that its own clause names, if one does."""
    pattern = _according(code)
    if pattern is None or not figures:
        return list(figures)
    first, end = max(0, figures[0].span.start - _REACH), figures[-1].span.end + 2 * _REACH
    sources = [found.span() for found in pattern.finditer(text, first, end)]
    if not sources:
        return list(figures)
    found = []
    for at, figure in enumerate(figures):
        left = figures[at - 1].span.end if at else 0
        right = figures[at + 1].span.start if at + 1 < len(figures) else len(text)
        clause = _clause(text, figure.span, Span(left, max(right, figure.span.end)))
        near = [span for span in sources if clause.start <= span[0] and span[1] <= clause.end]
        near.sort(key=lambda span: min(abs(span[0] - figure.span.end), abs(figure.span.start - span[1])))
        named = _named(text, near[0], figure.span, clause, code) if near else None
        found.append(
            replace(figure, attributed_to=named.of(text), attributed_span=named) if named else figure
        )
    return found


def _clause(text: str, span: Span, within: Span) -> Span:
    """The clause around a figure."""
    start, end = max(within.start, span.start - _REACH), min(within.end, span.end + _REACH)
    for edge in _EDGE.finditer(text, start, span.start):
        start = edge.end()
    after = _EDGE.search(text, span.end, end)
    return Span(start, after.start() if after else end)


def _named(text: str, source: tuple[int, int], figure: Span, clause: Span, code: str) -> Span | None:
    """The noun phrase after "according to", up to the figure where that follows."""
    lex = lexicon(code)
    end = figure.start if source[1] <= figure.start else clause.end
    tokens = Tokens(text[source[1] : end], lex.unspaced)
    if not tokens.size:
        return None
    word = text[source[0] : source[1]].lower()
    if word in lex.ordinals and not lex.has("stop", tokens.low[0]):
        return None  # "nel secondo trimestre"
    at = 0
    while at < tokens.size and lex.has("stop", tokens.low[at]):
        at += 1
    noun = counted.phrase(tokens, at, lex)
    if noun is None:
        return None
    return Span(source[1] + noun[0].start, source[1] + noun[0].end)
