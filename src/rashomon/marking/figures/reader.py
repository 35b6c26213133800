"""Figures of a text: numbers with their units, ranges, bounds and hedges, as intervals in base units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.marking.figures import contexts, counted
from rashomon.marking.figures.addresses import placed
from rashomon.marking.figures.beginnings import beginnings
from rashomon.marking.figures.cardinals import Number
from rashomon.marking.figures.hedging import SPAN_OF_TIME, bounds, change, hedges, is_span
from rashomon.marking.figures.learning import lexicon
from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.measures import Quantity, measured
from rashomon.marking.figures.numbers import read
from rashomon.marking.figures.ranges import range_of
from rashomon.marking.figures.tokens import NUMERAL, WORD, Tokens
from rashomon.marking.figures.units import COUNT, RANK, RATIO
from rashomon.marking.rules import rule
from rashomon.model import Figure, Span

#: What reads each kind of number.
_KINDS = {
    "cardinal": rule("figures.cardinal", "numerals and number words are a number by place value"),
    "fraction": rule("figures.fraction", "a part of a whole is a share, or a part of its unit"),
    "ordinal": rule("figures.ordinal", "an ordinal is a rank"),
    "vague": rule("figures.vague", "dozens, hundreds, several and the like are a wide interval"),
}
RANGE = rule("figures.range", "two numbers joined by to, between or a dash are one interval")
HEDGE = rule("figures.hedge", "over, at most, about and the like make an interval of a number")
NUMBER_OF = rule(
    "figures.number-of", "what is counted may stand before the number (the number of injured is 800)"
)
SAME_AMOUNT = rule("figures.same-amount", "an amount in brackets or after equal to is the one before it")
SHARED_MONEY = rule("figures.shared-money", "a noun that several currencies share leaves open which")

#: Longer texts are read in pieces of about so many code points, so that memory stays flat.
PIECE = 60_000


def find_in(text: str, language: str, skip: Sequence[Span] = ()) -> list[Figure]:
    """The figures of a text in its language (BCP 47), in order, none overlapping.

    ``skip`` are stretches that hold no figures (dates and times). Time is linear in the text's length.
    """
    if len(text) <= PIECE:
        return _find_in(text, language, skip)
    found: list[Figure] = []
    start = 0
    while start < len(text):
        end = _cut(text, start)
        near = [
            Span(max(0, span.start - start), span.end - start)
            for span in skip
            if span.start < end and span.end > start
        ]
        found += (moved(figure, start) for figure in _find_in(text[start:end], language, near))
        start = end
    return found


def _cut(text: str, start: int) -> int:
    """Where a piece that begins at ``start`` ends: after a line if it can, else after a space."""
    end = start + PIECE
    if end >= len(text):
        return len(text)
    for sign in ("\n", " "):
        at = text.rfind(sign, start + PIECE // 2, end)
        if at > 0:
            return at + 1
    return end


def moved(figure: Figure, by: int) -> Figure:
    """The figure with its spans counted from a point ``by`` code points further back."""
    if not by:
        return figure
    twin, named = figure.same_as, figure.attributed_span
    return replace(
        figure,
        span=Span(figure.span.start + by, figure.span.end + by),
        same_as=None if twin is None else Span(twin.start + by, twin.end + by),
        attributed_span=None if named is None else Span(named.start + by, named.end + by),
    )


def _find_in(text: str, language: str, skip: Sequence[Span]) -> list[Figure]:
    lex = lexicon(language)
    tokens = Tokens(text, lex.unspaced)
    begins = beginnings(tokens, lex)
    if not begins:
        return []
    numerals = [at for at in begins if tokens.kind[at] == NUMERAL]
    closed = [*skip, *contexts.net_addresses(text)]
    if numerals:
        closed += placed(tokens, numerals, lex)
    if len(numerals) >= contexts.TABLE_NUMERALS:
        closed += contexts.tables(tokens)
    closed.sort()
    found: list[Figure] = []
    after = gate = 0
    for at in begins:
        if at < after:
            continue
        while gate < len(closed) and closed[gate].end <= tokens.start[at]:
            gate += 1
        if gate < len(closed) and closed[gate].start < tokens.end[at]:
            continue
        figure, after = _figure(tokens, at, lex)
        if figure and not (gate < len(closed) and closed[gate].start < figure.span.end):
            found.append(figure)
            tokens.used = after
    return _paired(found, tokens, lex)


def _figure(tokens: Tokens, at: int, lex: Lexicon) -> tuple[Figure | None, int]:
    """The figure that begins at token ``at``, if one does, and the token to go on from."""
    tokens.because = []
    number = read(tokens, at, lex)
    if number is None or not _KINDS[number.kind]:
        return None, at + 1
    tokens.by(_KINDS[number.kind])
    whole = at == 0 and number.end == tokens.size
    quantity = measured(tokens, number, lex)
    named = quantity.start == number.start and (
        contexts.is_name(tokens, number.start, number.end, lex)
        or (quantity.unit is None and contexts.is_date(tokens, number.start, number.end, lex))
        or (quantity.unit is not None and contexts.is_clock(tokens, number.start, quantity.unit, lex))
    )
    ranged = range_of(tokens, quantity, lex) if RANGE and not named and not number.free else None
    if ranged is not None and tokens.by(RANGE):
        quantity = ranged
    elif _is_idle(tokens, quantity, lex, whole=whole, named=named):
        return None, max(number.end, at + 1)
    return _build(tokens, quantity, lex), quantity.end


def _is_idle(tokens: Tokens, quantity: Quantity, lex: Lexicon, *, whole: bool, named: bool) -> bool:
    """True if what was read is no quantity where it stands; ``named``: it is part of a name or a date."""
    number = quantity.number
    if number.kind == "vague" and number.lone:
        return quantity.unit is None
    if number.kind == "ordinal" and contexts.is_storey_or_street(tokens, number.end, lex):
        return True
    if whole:
        return False
    if named or quantity.unit is not None:
        return named
    if number.words and number.kind == "cardinal" and lex.flags.get("words_need_counter"):
        numerals = any(tokens.kind[at] == NUMERAL for at in range(number.start, number.end))
        if not numerals and lex.phrase("counters", tokens, _past_hedge(tokens, number.end, lex)) is None:
            return True
    if number.free and not _free(tokens, number, lex):
        return True
    if (number.lone and not _counts(tokens, number, lex)) or (
        number.kind == "ordinal"
        and tokens.kind[number.start] != NUMERAL
        and lex.has("bare_skip", tokens.low[number.start])
    ):
        return True
    return number.kind == "cardinal" and (
        contexts.is_list_number(tokens, number.start, number.end)
        or (
            contexts.is_year(tokens, number.start, number.end, lex)
            and lex.before.at(tokens, number.start - 1) is None
        )
        or contexts.is_score(tokens, number.start, number.end)
    )


def _counts(tokens: Tokens, number: Number, lex: Lexicon) -> bool:
    """True if a word that mostly is something else is a number here: "neuf policiers", "sei morti", and not
    "un bus neuf" or "lei sei"; a noun in the plural must follow."""
    at = number.end
    if number.kind != "cardinal" or number.low < 2 or at >= tokens.size or tokens.kind[at] != WORD:
        return False
    low = tokens.low[at]
    plural = lex.has("plurals", low) or low.endswith(lex.endings["plural_endings"])
    return plural and len(low) > 3 and not lex.has("stop", low)


def _past_hedge(tokens: Tokens, at: int, lex: Lexicon) -> int:
    """The token after a qualifier that stands between a number and its counter ("800多名"), else ``at``."""
    found = lex.after.at(tokens, at)
    return found[1] if found else at


def _free(tokens: Tokens, number: Number, lex: Lexicon) -> bool:
    """True if a fraction without a numerator is one: "half of", "more than half", "hälften", and not "the
    second half"."""
    if tokens.low[number.start] in lex.flags.get("free_fractions", ()):
        return True
    if number.start and lex.ordinals.at(tokens, number.start - 1):
        return False
    after = tokens.low[number.end] if number.end < tokens.size else ""
    return (
        lex.has("of", after)
        or lex.has("articles", after)
        or lex.before.at(tokens, number.start - 1) is not None
    )


def _build(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> Figure:
    """The figure of a quantity: interval in the base unit, hedge, what is counted."""
    number, unit = quantity.number, quantity.unit or COUNT
    if number.kind == "ordinal":
        unit = RANK
    elif number.kind == "fraction" and quantity.unit is None and abs(number.low) <= 1:
        unit = RATIO
    text = tokens.text
    span = Span(tokens.start[quantity.start], tokens.end[quantity.end - 1])
    about = counted.phrase(tokens, quantity.end, lex)
    if number.dual is COUNT:
        about = (span, number.start)
    kind, hedge, first = None, None, quantity.start
    if HEDGE:
        kind, hedge, first = hedges(tokens, quantity.start, quantity.end, lex, about)
    if kind:
        tokens.by(HEDGE)
    over = kind == "over" and unit.dimension == "duration" and SPAN_OF_TIME
    if over and is_span(tokens, first, quantity.start, lex) and tokens.by(SPAN_OF_TIME):
        kind = hedge = None
    low: float = number.low
    high = quantity.top.high if quantity.top else number.high
    written_unit = text[tokens.end[(quantity.top or number).end - 1] : span.end].strip(" -\u00a0")
    if not written_unit and quantity.start < number.start:
        written_unit = text[span.start : tokens.start[number.start]].strip()
    shared = _shared(written_unit.lower(), lex) if unit.dimension == "money" and SHARED_MONEY else ()
    if shared:
        tokens.by(SHARED_MONEY)
    parts = quantity.parts / unit.factor
    written = (neat(low + parts), None if high is None else neat(high + parts), written_unit)
    base_low = low * unit.factor + unit.offset + quantity.parts
    base_high = None if high is None else high * unit.factor + unit.offset + quantity.parts
    rough = number.rough and kind is None and number.kind != "vague"
    if number.kind == "ordinal":
        kind = hedge = None
    edges = bounds("about" if rough else kind, base_low, base_high)
    if about is None and unit in (COUNT, RATIO) and NUMBER_OF:
        about = counted.before(tokens, first, lex)
    return Figure(
        span=span,
        text=span.of(text),
        low=neat(edges[0]),
        high=neat(edges[1]),
        unit=unit.base,
        dimension=unit.dimension,
        about=about[0].of(text) if about else "",
        head=tokens.low[about[1]] if about else "",
        hedge=hedge,
        low_open=edges[2],
        high_open=edges[3],
        exact=edges[4] and number.kind != "vague",
        written=written,
        change=change(tokens, first, quantity.end, unit, lex),
        or_units=shared,
        because=tuple(dict.fromkeys(tokens.because)),
    )


def _shared(written: str, lex: Lexicon) -> tuple[str, ...]:
    """The other currencies that a word or sign of money may mean."""
    stems = (written[: -len(ending)] for ending in lex.lists["case_endings"] if written.endswith(ending))
    return next((lex.shared_money[word] for word in (written, *stems) if word in lex.shared_money), ())


def neat(value: float | None) -> float | None:
    """A value without the last bits of float arithmetic (12 significant digits)."""
    return value if value is None or value == int(value) else float(f"{value:.12g}")


def _paired(found: list[Figure], tokens: Tokens, lex: Lexicon) -> list[Figure]:
    """The figures, each linked to the one before it where the text gives both as one amount in two
    units ("200 million dollars - equal to 1.3 billion kroner", "5 miles (8 km)")."""
    for at in range(1, len(found)) if SAME_AMOUNT else ():
        first, second = found[at - 1], found[at]
        if first.dimension != second.dimension or first.dimension in (
            "count",
            "share",
            "rank",
            "age",
            "duration",
            "points",
        ):
            continue
        between = tokens.text[first.span.end : second.span.start]
        if len(between) > 40 or "\n" in between:
            continue
        if first.dimension == "money" and first.unit == second.unit:
            continue
        words = Tokens(between.lower(), lex.unspaced)
        said = any(lex.phrase("equals", words, here) is not None for here in range(words.size))
        bracket = between.strip().startswith(("(", "[")) and words.size <= 4
        if not (said or bracket) or (first.dimension != "money" and not _close(first, second)):
            continue
        found[at] = replace(second, same_as=first.span, because=(*second.because, SAME_AMOUNT.name))
    return found


def _close(first: Figure, second: Figure) -> bool:
    """True if two values are the same but for rounding."""
    pairs = [
        (a, b)
        for a, b in ((first.low, second.low), (first.high, second.high))
        if a is not None and b is not None
    ]
    return bool(pairs) and all(abs(a - b) <= 0.06 * max(abs(a), abs(b)) for a, b in pairs)
