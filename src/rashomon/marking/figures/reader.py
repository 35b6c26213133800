"""Figures of a text: numbers with their units, ranges, bounds and hedges, as intervals in base units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon.marking.figures import contexts, counted
from rashomon.marking.figures.cardinal import FRACTION_SIGNS, Number, compound, compound_ordinal, read
from rashomon.marking.figures.lexicon import SIGN_OWNERS, Lexicon, lexicon
from rashomon.marking.figures.tokens import NUMERAL, SIGN, WORD, Tokens
from rashomon.marking.figures.units import BY_CLDR, COUNT, RANK, RATIO, Unit, money
from rashomon.model import Figure, Span

#: "About 800" is taken as 720 to 880: reporters round to one or two digits, seldom further off.
TOLERANCE = 0.1
AGE = BY_CLDR["age-year"]
_SIGNS_BEFORE = frozenset("$€£¥￥₩₹₽₴₺₪-+")
_STARTS = _SIGNS_BEFORE | frozenset(FRACTION_SIGNS)
#: Codes of currencies that headlines in capitals hold as words.
_CODES_THAT_ARE_WORDS = frozenset({"ALL", "TOP", "TRY", "PEN", "GEL", "SOS", "MOP", "CUP", "LAK", "BAM"})
#: Signs of two letters that follow a number word too; others ("ha", "in") are words of their own there.
_SHORT_AFTER_WORDS = frozenset({"km", "cm", "mm", "kg", "kr", "tl", "zł", "kč", "pp", "mi", "an", "år", "ft", "yd", "lb"})
_EDGES = frozenset(".\n;!?")


@dataclass(slots=True)
class _Quantity:
    """A number with its unit, in tokens ``start..end``."""

    number: Number
    unit: Unit | None
    start: int
    end: int
    top: Number | None = None
    parts: float = 0.0


def find_in(text: str, language: str, skip: Sequence[Span] = ()) -> list[Figure]:
    """The figures of a text in its language (BCP 47), in order, none overlapping.

    ``skip`` are stretches that hold no figures (dates and times). Time is linear in the text's length.
    """
    lex = lexicon(language)
    tokens = Tokens(text, lex.unspaced)
    closed = sorted([*skip, *contexts.blocked(text), *contexts.tables(tokens)])
    found: list[Figure] = []
    at, size, gate = 0, len(tokens), 0
    starts = lex.starts
    heads = lex.compound_heads
    while at < size:
        low = tokens.low[at]
        kind = tokens.kind[at]
        if not (
            kind == NUMERAL or low in starts or low in _STARTS or lex.has("articles", low)
            or (heads and kind == WORD and low[:2] in heads and (compound(low, lex.code) or compound_ordinal(low, lex.code)))
        ):  # fmt: skip
            at += 1
            continue
        while gate < len(closed) and closed[gate].end <= tokens.start[at]:
            gate += 1
        if gate < len(closed) and closed[gate].start < tokens.end[at]:
            at += 1
            continue
        figure, after = _figure(tokens, at, lex)
        if figure and gate < len(closed) and closed[gate].start < figure.span.end:
            figure = None
        if figure:
            found.append(figure)
            tokens.used = after
        at = max(after, at + 1)
    return _paired(found, tokens, lex)


def _figure(tokens: Tokens, at: int, lex: Lexicon) -> tuple[Figure | None, int]:
    """The figure that begins at token ``at``, if one does, and the token to go on from."""
    number = read(tokens, at, lex)
    if number is None:
        return None, at + 1
    whole = at == 0 and number.end == len(tokens)
    quantity = _quantity(tokens, number, lex)
    named = quantity.start == number.start and (
        contexts.is_name(tokens, number.start, number.end, lex)
        or (quantity.unit is None and contexts.is_date(tokens, number.start, number.end, lex))
    )
    ranged = None if named or number.free else _range(tokens, quantity, lex)
    if ranged is not None:
        quantity = ranged
    elif _is_idle(tokens, quantity, lex, whole):
        return None, max(number.end, at + 1)
    return _build(tokens, quantity, lex), quantity.end


def _is_idle(tokens: Tokens, quantity: _Quantity, lex: Lexicon, whole: bool) -> bool:
    """Whether what was read is no quantity where it stands."""
    number = quantity.number
    if number.kind == "vague" and number.lone:
        return quantity.unit is None
    if whole:
        return False
    if quantity.start == number.start and contexts.is_name(tokens, number.start, number.end, lex):
        return True
    if quantity.unit is None and contexts.is_date(tokens, number.start, number.end, lex):
        return True
    if quantity.unit is not None:
        return False
    if number.words and number.kind == "cardinal" and lex.flags.get("words_need_counter"):
        numerals = any(tokens.kind[at] == NUMERAL for at in range(number.start, number.end))
        if not numerals and lex.phrase("counters", tokens, _past_hedge(tokens, number.end, lex)) is None:
            return True
    if number.free and not _free(tokens, number, lex):
        return True
    if number.lone or number.kind == "ordinal" and tokens.kind[number.start] != NUMERAL and lex.has("bare_skip", tokens.low[number.start]):
        return True
    return number.kind == "cardinal" and (
        contexts.is_list_number(tokens, number.start, number.end)
        or contexts.is_year(tokens, number.start, number.end, lex) and lex.before.at(tokens, number.start - 1) is None
        or contexts.is_score(tokens, number.start, number.end)
    )


def _past_hedge(tokens: Tokens, at: int, lex: Lexicon) -> int:
    """The token after a qualifier that stands between a number and its counter ("800多名"), else ``at``."""
    found = lex.after.at(tokens, at)
    return found[1] if found else at


def _free(tokens: Tokens, number: Number, lex: Lexicon) -> bool:
    """Whether a fraction without a numerator is one: "half of", "more than half", "hälften", and not "the
    second half"."""
    if tokens.low[number.start] in lex.flags.get("free_fractions", ()):
        return True
    if number.start and lex.ordinals.at(tokens, number.start - 1):
        return False
    after = tokens.low[number.end] if number.end < len(tokens) else ""
    return lex.has("of", after) or lex.has("articles", after) or lex.before.at(tokens, number.start - 1) is not None


def _unit_at(tokens: Tokens, at: int, lex: Lexicon, number: Number) -> tuple[Unit, int] | None:
    """The unit that begins at token ``at`` (a hyphen, a bracket or "of" may come first)."""
    size = len(tokens)
    if at >= size:
        return None
    low = tokens.low[at]
    if low == "-" and tokens.close(at) and at + 1 < size and tokens.close(at + 1):
        return _unit_at(tokens, at + 1, lex, number) if tokens.kind[at + 1] == WORD else None
    if low in "([{<" and at + 2 < size:
        inner = _unit_at(tokens, at + 1, lex, number)
        if inner and inner[1] < size and tokens.low[inner[1]] in ")]}>":
            return (inner[0], inner[1] + 1)
        return None
    if tokens.kind[at] == WORD:
        written = tokens.text[tokens.start[at] : tokens.end[at]]
        exact = lex.exact_units.get(written)
        if exact is not None and _unit_ends(tokens, at + 1):
            longer = lex.units.at(tokens, at)
            return longer if longer and longer[1] > at + 1 else (exact, at + 1)
    elif tokens.kind[at] == NUMERAL:
        return None
    found = lex.units.at(tokens, at)
    if found and number.words and found[1] == at + 1 and len(low) <= 2 and low.isascii() and low.isalpha() and low not in _SHORT_AFTER_WORDS:
        return None
    if found and _unit_ends(tokens, found[1]):
        owner = _written(tokens, found[1]).upper() if low in "$¥" and found[1] < size else ""
        return (money(SIGN_OWNERS[owner]), found[1] + 1) if owner in SIGN_OWNERS else found
    if found is None and tokens.kind[at] == WORD:
        for ending in lex.lists["case_endings"]:
            if low.endswith(ending) and len(low) > len(ending) + 2:
                stem = lex.units.at(Tokens(low[: -len(ending)]), 0)
                if stem:
                    return (stem[0], at + 1)
    if number.scale > 1 or number.kind in ("fraction", "vague"):
        step = at
        part = number.kind == "fraction"
        while step < size and step < at + 3 and (
            lex.has("of", tokens.low[step]) or (part and lex.has("articles", tokens.low[step])) or tokens.low[step] == "'"
        ):  # fmt: skip
            step += 1
        if step > at:
            return _unit_at(tokens, step, lex, replace(number, scale=1.0, kind="cardinal"))
    return None


def _unit_ends(tokens: Tokens, after: int) -> bool:
    """Whether nothing is written against a unit's end that would make another word of it."""
    return not (
        after < len(tokens) and tokens.close(after)
        and (tokens.kind[after] == NUMERAL and tokens.kind[after - 1] == WORD)
    )  # fmt: skip


def _quantity(tokens: Tokens, number: Number, lex: Lexicon) -> _Quantity:
    """The number with the unit before or after it."""
    if number.kind == "ordinal":
        return _Quantity(number, None, number.start, number.end)
    start = number.start
    before = lex.units_before.at(tokens, start - 1) if start else None
    if before is None and start and tokens.kind[start - 1] == WORD:
        code = tokens.text[tokens.start[start - 1] : tokens.end[start - 1]]
        if code in lex.exact_units and lex.exact_units[code].dimension == "money" and code not in _CODES_THAT_ARE_WORDS:
            before = (lex.exact_units[code], start - 1)
    after = _unit_at(tokens, number.end, lex, number)
    if after is None and before is None and _is_age(tokens, number, lex):
        return _Quantity(number, AGE, start, number.end)
    if before and before[1] >= tokens.used and (after is None or after[0].dimension in ("money", "count")):
        first, unit = before[1], before[0]
        owner = _written(tokens, first - 1).upper() if first else ""
        owner = owner if first and (tokens.close(first) or len(owner) > 1 or owner == "C") else ""
        if owner in SIGN_OWNERS and tokens.low[first] in "$¥":
            first, unit = first - 1, money(SIGN_OWNERS[owner])
        return _Quantity(number, unit, first, number.end)
    if after is None:
        return _Quantity(number, None, start, number.end)
    unit = _age_of(tokens, number, after[0], after[1], lex) or after[0]
    if unit.dimension == "money" and number.scale == 1.0:
        bigger = lex.atoms.at(tokens, after[1])
        if bigger and bigger[0].times and bigger[0].value >= 1e6:
            unit = money(unit.base, unit.factor * bigger[0].value)
            after = (unit, bigger[1])
    quantity = _Quantity(number, unit, start, after[1])
    half = lex.phrase("half_after", tokens, quantity.end)
    if half is not None and unit.dimension in ("duration", "length", "mass", "volume", "age") and number.low == int(number.low):
        quantity.parts, quantity.end = unit.factor / 2, half
    _add_smaller(tokens, quantity, lex)
    return quantity


def _written(tokens: Tokens, at: int) -> str:
    return tokens.text[tokens.start[at] : tokens.end[at]]


def _is_age(tokens: Tokens, number: Number, lex: Lexicon) -> bool:
    """Whether a bare number is an age: "aged 15", or in apposition to a name ("Ada Holm, 34, said")."""
    if not 0 < number.low < 120 or number.low != int(number.low) or number.kind != "cardinal" or not number.start:
        return False
    start, end, size = number.start, number.end, len(tokens)
    if lex.ages_before.at(tokens, start - 1):
        return end >= size or tokens.kind[end] != WORD or lex.has("stop", tokens.low[end])
    if start < 3 or end >= size or tokens.kind[start] != NUMERAL or tokens.low[start - 1] not in (",", "("):
        return False
    names = [tokens.text[tokens.start[at] : tokens.end[at]] for at in (start - 3, start - 2)]
    closes = "," if tokens.low[start - 1] == "," else ")"
    return tokens.low[end] == closes and all(name[:1].isupper() and not name.isupper() for name in names)


#: Durations that can be somebody's age, with the unit they are then in.
_AGES = {BY_CLDR[f"duration-{name}"]: BY_CLDR[f"age-{name}"] for name in ("year", "month", "week", "day")}


def _age_of(tokens: Tokens, number: Number, unit: Unit, end: int, lex: Lexicon) -> Unit | None:
    """The unit of age that a duration is in "a man of 34 years", "elle a 34 ans", else None."""
    age = _AGES.get(unit)
    start = number.start
    if age is None or not start or not 0 < number.low <= 120:
        return None
    if lex.ages_before.at(tokens, start - 1):
        return age
    if lex.has_years.at(tokens, start - 1) and not (end < len(tokens) and lex.has("of", tokens.low[end])):
        return age
    at = start - 1
    while at >= 0 and (lex.has("age_links", tokens.low[at]) or tokens.low[at] == "'"):
        at -= 1
    linked = at < start - 1
    return age if linked and any(lex.has("persons", tokens.low[back]) for back in range(max(0, at - 1), at + 1)) else None


def _add_smaller(tokens: Tokens, quantity: _Quantity, lex: Lexicon) -> None:
    """Take in the smaller unit that goes on: "5 feet 2 inches", "two hours and 30 minutes", "2 kronor 23 öre"."""
    unit = quantity.unit
    for _ in range(2):
        at = quantity.end
        if at < len(tokens) and lex.has("and", tokens.low[at]):
            at += 1
        if unit is None or at >= len(tokens) or unit.offset or unit.dimension not in ("length", "duration", "money", "mass", "age"):
            return
        if tokens.kind[at] != NUMERAL and tokens.low[at] not in lex.starts:
            return
        number = read(tokens, at, lex)
        if number is None or number.kind != "cardinal":
            return
        smaller = _unit_at(tokens, number.end, lex, number)
        if unit.dimension == "money" and unit.factor == 1:
            cents = smaller is not None and smaller[0].dimension == "money" and smaller[0].factor == 0.01
            bare = smaller is None and 10 <= number.low <= 99 and _clause_ends(tokens, number.end)
            if (cents or bare) and number.low < 100:
                quantity.parts += number.low / 100
                quantity.end = smaller[1] if smaller else number.end
            return
        if smaller is None or smaller[0].base != unit.base or smaller[0].factor >= unit.factor:
            return
        if unit.dimension == "length" and not (0.0254 <= smaller[0].factor <= 0.92 and 0.3 < unit.factor < 1):
            return
        quantity.parts += number.low * smaller[0].factor
        quantity.end = smaller[1]
        unit = smaller[0]


def _clause_ends(tokens: Tokens, at: int) -> bool:
    return at >= len(tokens) or tokens.kind[at] == SIGN and tokens.low[at] in ".,;\n)!?"


def _range(tokens: Tokens, first: _Quantity, lex: Lexicon) -> _Quantity | None:
    """"20,000 to 30,000", "mellem 3 og 5 mio.", "$20-30": the two as one quantity, or None."""
    at, number = first.end, first.number
    if number.kind in ("ordinal", "vague") or at >= len(tokens) or first.parts:
        return None
    dashed = tokens.low[at] == "-" and tokens.close(at) == (at + 1 < len(tokens) and tokens.close(at + 1))
    opened = _before_phrase(tokens, first.start, "between", lex)
    to = lex.phrase("to", tokens, at)
    after = at + 1 if dashed else to if to is not None else lex.phrase("range_and", tokens, at) if opened else None
    if after is None or after >= len(tokens):
        return None
    if tokens.low[after] in ("-", "+") and not (lex.lists["prefixes"] and after + 1 < len(tokens)):
        return None
    if tokens.low[after] == "-" and lex.lists["prefixes"] and not dashed:
        after += 1
    begin = after
    while begin < len(tokens) and tokens.kind[begin] == SIGN and tokens.low[begin] in _SIGNS_BEFORE:
        begin += 1
    second = read(tokens, begin, lex) if begin < len(tokens) else None
    if second is None or second.kind in ("ordinal", "vague"):
        return None
    top = _quantity(tokens, second, lex)
    if top.start < after or (begin != after and top.start != after):
        return None
    unit = first.unit or top.unit
    if first.unit and top.unit and (first.unit.base != top.unit.base):
        return None
    if first.unit and not top.unit and not (first.start < number.start) and not opened:
        return None
    if dashed and not unit and number.kind == "cardinal" and (
        contexts.is_year(tokens, number.start, number.end, lex)
        or contexts.is_name(tokens, number.start, number.end, lex)
        or (top.end + 1 < len(tokens) and tokens.low[top.end] == "-" and tokens.kind[top.end + 1] == NUMERAL)
        or second.start + 1 < len(tokens) and tokens.low[second.start + 1] == ":"
    ):  # fmt: skip
        return None
    low = number.low
    if second.scale > number.scale and low < second.low / second.scale and not first.unit:
        number = replace(number, low=low * second.scale, high=low * second.scale)
    if to is not None and not dashed and lex.has("either", tokens.low[at]) and second.low > 10 * number.low:
        return None
    factor, top_factor = _factor(first.unit or unit), _factor(top.unit or unit)
    if number.low * factor >= second.low * top_factor or (to is None and not dashed and not opened):
        return None
    if to is not None and not unit and not dashed and _moves(tokens, first.start, lex):
        return None
    if to is not None and _before_phrase(tokens, first.start, "from", lex) and _moves(tokens, first.start, lex):
        return None
    if first.unit and top.unit and first.unit != top.unit:
        scale = first.unit.factor / top.unit.factor
        number = replace(number, low=number.low * scale, high=number.low * scale)
        unit = top.unit
    return _Quantity(number, unit, first.start, max(top.end, first.end), top=second)


def _factor(unit: Unit | None) -> float:
    return unit.factor if unit else 1.0


def _before_phrase(tokens: Tokens, start: int, name: str, lex: Lexicon) -> bool:
    """Whether a phrase of the list ends right before token ``start`` (up to three words long)."""
    return any(start >= size and lex.phrase(name, tokens, start - size) == start for size in (1, 2, 3))


def _moves(tokens: Tokens, start: int, lex: Lexicon) -> bool:
    """Whether a word of change stands in the seven tokens before ``start``, in the same sentence."""
    return _change_before(tokens, start, lex, 7) is not None


def _change_before(tokens: Tokens, start: int, lex: Lexicon, reach: int) -> str | None:
    for at in range(start - 1, max(-1, start - 1 - reach), -1):
        if tokens.low[at] in _EDGES:
            return None
        found = lex.changes.at(tokens, at)
        if found and found[1] <= start:
            return found[0]
    return None


def _change(tokens: Tokens, start: int, end: int, unit: Unit, lex: Lexicon) -> str | None:
    """Whether the figure is a change: "rose by 3 per cent", "up 5 %", "a 3 per cent rise"."""
    if start and lex.has("by", tokens.low[start - 1]):
        return _change_before(tokens, start - 1, lex, 5)
    if unit.dimension in ("share", "points", "money"):
        near = _change_before(tokens, start, lex, 2)
        if near is not None and lex.changes.at(tokens, start - 1):
            return near
        found = lex.changes.at(tokens, end)
        if found and unit.dimension != "money" and lex.flags.get("change_after", True):
            return found[0]
    return None


def _hedges(tokens: Tokens, start: int, end: int, lex: Lexicon) -> tuple[str | None, Span | None, int]:
    """Kind of the hedge around tokens ``start..end``, where it is written, and the first token of all."""
    kind: str | None = None
    where: Span | None = None
    first = start
    for _ in range(3):
        at = first - 1
        if at > 0 and tokens.low[at] == "-" and lex.lists["prefixes"] and tokens.close(at):
            at -= 1
        if at >= 0 and tokens.low[at] != "\n" and lex.has("articles", tokens.low[at]) and lex.before.at(tokens, at - 1):
            at -= 1
        found = lex.before.at(tokens, at)
        if not found:
            break
        first = found[1]
        if kind is None or kind == "about":
            kind = found[0].kind
        where = Span(tokens.start[first], tokens.end[at] if where is None else where.end)
    if kind == "most" and _change_before(tokens, first, lex, 2):
        kind = where = None
    after = lex.after.at(tokens, end)
    counter = lex.phrase("counters", tokens, end) if after is None else None
    if counter is not None:
        after, end = lex.after.at(tokens, counter), counter
    if after and (kind is None or kind == "about") and tokens.low[end] != "\n":
        if where is None:
            where = Span(tokens.start[end], tokens.end[after[1] - 1])
        kind = after[0].kind
    return kind, where, first


def _bounds(kind: str | None, low: float, high: float | None) -> tuple[float | None, float | None, bool, bool, bool]:
    """(low, high, low_open, high_open, exact) of an amount under a hedge."""
    top = low if high is None else high
    slack = abs(low) * TOLERANCE, abs(top) * TOLERANCE
    match kind:
        case "over":
            return low, None, True, False, True
        case "least":
            return low, None, False, False, True
        case "under":
            return None, top, False, True, True
        case "most":
            return None, top, False, False, True
        case "about":
            return low - slack[0], None if high is None else top + slack[1], False, False, False
        case "nearly":
            return low - slack[0], top, False, True, False
        case "justover":
            return low, top + slack[1], True, False, False
        case _:
            return low, high, False, False, True


def _build(tokens: Tokens, quantity: _Quantity, lex: Lexicon) -> Figure:
    """The figure of a quantity: interval in the base unit, hedge, what is counted."""
    number, unit = quantity.number, quantity.unit or COUNT
    if number.kind == "ordinal":
        unit = RANK
    elif number.kind == "fraction" and quantity.unit is None and abs(number.low) <= 1:
        unit = RATIO
    text = tokens.text
    span = Span(tokens.start[quantity.start], tokens.end[quantity.end - 1])
    kind, where, first = _hedges(tokens, quantity.start, quantity.end, lex)
    low: float = number.low
    high = quantity.top.high if quantity.top else number.high
    written_unit = text[tokens.end[(quantity.top or number).end - 1] : span.end].strip(" -\u00a0")
    if not written_unit and quantity.start < number.start:
        written_unit = text[span.start : tokens.start[number.start]].strip()
    parts = quantity.parts / unit.factor
    written = (_neat(low + parts), None if high is None else _neat(high + parts), written_unit)
    base_low = low * unit.factor + unit.offset + quantity.parts
    base_high = None if high is None else high * unit.factor + unit.offset + quantity.parts
    rough = number.rough and kind is None and number.kind != "vague"
    if number.kind == "ordinal":
        kind = where = None
    bounds = _bounds("about" if rough else kind, base_low, base_high)
    about = counted.phrase(tokens, quantity.end, lex) if number.kind != "ordinal" or True else None
    if about is None and unit in (COUNT, RATIO):
        about = counted.before(tokens, first, lex)
    return Figure(
        span=span, text=span.of(text), low=_neat(bounds[0]), high=_neat(bounds[1]), unit=unit.base,
        dimension=unit.dimension, about=about[0].of(text) if about else "",
        head=tokens.low[about[1]] if about else "", hedge=where.of(text) if where else None,
        low_open=bounds[2], high_open=bounds[3], exact=bounds[4] and number.kind != "vague", written=written,
        change=_change(tokens, first, quantity.end, unit, lex),
    )  # fmt: skip


def _neat(value: float | None) -> float | None:
    """A value without the last bits of float arithmetic (12 significant digits)."""
    return None if value is None else float(f"{value:.12g}") if abs(value) < 1e11 or value != int(value) else value


def _paired(found: list[Figure], tokens: Tokens, lex: Lexicon) -> list[Figure]:
    """The figures, each linked to the one before it where the text gives both as one amount in two
    units ("200 million dollars - equal to 1.3 billion kroner", "5 miles (8 km)")."""
    for at in range(1, len(found)):
        first, second = found[at - 1], found[at]
        if first.dimension != second.dimension or first.dimension in ("count", "share", "rank", "age", "duration", "points"):
            continue
        between = tokens.text[first.span.end : second.span.start]
        if len(between) > 40 or "\n" in between:
            continue
        if first.dimension == "money" and first.unit == second.unit:
            continue
        words = Tokens(between.lower(), lex.unspaced)
        said = any(lex.phrase("equals", words, here) is not None for here in range(len(words)))
        bracket = between.strip().startswith(("(", "[")) and len(words) <= 4
        if not (said or bracket) or (first.dimension != "money" and not _close(first, second)):
            continue
        found[at] = replace(second, same_as=first.span)
    return found


def _close(first: Figure, second: Figure) -> bool:
    """Whether two values are the same but for rounding."""
    pairs = [(a, b) for a, b in ((first.low, second.low), (first.high, second.high)) if a is not None and b is not None]
    return bool(pairs) and all(abs(a - b) <= 0.06 * max(abs(a), abs(b)) for a, b in pairs)
