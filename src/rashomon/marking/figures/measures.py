"""A number with its unit: before it or after it, in two units ("5 feet 2 inches"), or as an age."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from rashomon.marking.figures.cardinals import Number
from rashomon.marking.figures.lexicon import SIGN_OWNERS, Lexicon
from rashomon.marking.figures.numbers import read
from rashomon.marking.figures.numerals import SIGNS_BEFORE
from rashomon.marking.figures.tokens import NUMERAL, SENTENCE_ENDS, SIGN, WORD, Tokens
from rashomon.marking.figures.units import ATTACHED_ONLY, BY_CLDR, Unit, money
from rashomon.marking.rules import rule

EVERYDAY_WORD = rule("figures.everyday-word", "a unit that is an everyday word needs a second sign")
EVERYDAY_THING = rule(
    "figures.everyday-thing", "a unit beside words of its everyday meaning is none (books, feet)"
)
AGE_ALONE = rule("figures.age-alone", "a number between commas behind a name, or behind aged, is an age")
AGE_OF = rule("figures.age-of-somebody", "years that somebody has or is of are an age")
WEIGHT = rule("figures.weight", "a currency that is also a weight is one where something is weighed")
DEGREE_LETTER = rule("figures.degree-letter", "a C or F against a numeral means degrees (16C)")
LISTED_PARTS = rule("figures.listed-parts", "a smaller unit behind a comma goes on (12 minutes, 40 seconds)")

AGE = BY_CLDR["age-year"]


_FOOT, _INCH = BY_CLDR["length-foot"], BY_CLDR["length-inch"]
#: Durations that can be somebody's age, with the unit they are then in.
_AGES = {BY_CLDR[f"duration-{name}"]: BY_CLDR[f"age-{name}"] for name in ("year", "month", "week", "day")}


#: Codes of currencies that headlines in capitals hold as words.
_CODES_THAT_ARE_WORDS = frozenset({"ALL", "TOP", "TRY", "PEN", "GEL", "SOS", "MOP", "CUP", "LAK", "BAM"})


#: Signs of two letters that follow a number word too; others ("ha", "in") are words of their own there.
_SHORT_AFTER_WORDS = frozenset(
    {"km", "cm", "mm", "kg", "kr", "tl", "zł", "kč", "pp", "mi", "an", "år", "ft", "yd", "lb"}
)


@dataclass(slots=True)
class Quantity:
    """A number with its unit, in tokens ``start..end``."""

    number: Number
    unit: Unit | None
    start: int
    end: int
    top: Number | None = None
    parts: float = 0.0


def measured(tokens: Tokens, number: Number, lex: Lexicon) -> Quantity:
    """The number with the unit before or after it."""
    if number.kind == "ordinal":
        return Quantity(number, None, number.start, number.end)
    if number.dual:
        return Quantity(number, number.dual, number.start, number.end)
    start = number.start
    before = lex.units_before.at(tokens, start - 1) if start else None
    if before is None and start and tokens.kind[start - 1] == WORD:
        code = tokens.text[tokens.start[start - 1] : tokens.end[start - 1]]
        if (
            code in lex.exact_units
            and lex.exact_units[code].dimension == "money"
            and code not in _CODES_THAT_ARE_WORDS
        ):
            before = (lex.exact_units[code], start - 1)
    after = unit_at(tokens, number.end, lex, number)
    if after is None and before is None and _is_age(tokens, number, lex) and tokens.by(AGE_ALONE):
        return Quantity(number, AGE, start, number.end)
    if before and before[1] >= tokens.used and (after is None or after[0].dimension in ("money", "count")):
        first, unit = before[1], before[0]
        owner = _written(tokens, first - 1).upper() if first else ""
        owner = owner if first and (tokens.close(first) or len(owner) > 1 or owner == "C") else ""
        if owner in SIGN_OWNERS and tokens.low[first] in "$¥":
            first, unit = first - 1, money(SIGN_OWNERS[owner])
        return Quantity(number, unit, first, number.end)
    if after is None:
        return Quantity(number, None, start, number.end)
    unit = (_age_of(tokens, number, after[0], after[1], lex) if AGE_OF else None) or after[0]
    if unit != after[0]:
        tokens.by(AGE_OF)
    if unit.dimension == "money" and number.scale == 1.0:
        bigger = lex.atoms.at(tokens, after[1])
        if bigger and bigger[0].times and bigger[0].value >= 1e6:
            unit = money(unit.base, unit.factor * bigger[0].value)
            after = (unit, bigger[1])
    quantity = Quantity(number, unit, start, after[1])
    half = lex.phrase("half_after", tokens, quantity.end)
    if (
        half is not None
        and unit.dimension in ("duration", "length", "mass", "volume", "age")
        and number.low == int(number.low)
    ):
        quantity.parts, quantity.end = unit.factor / 2, half
    _add_smaller(tokens, quantity, lex)
    return quantity


def unit_at(tokens: Tokens, at: int, lex: Lexicon, number: Number) -> tuple[Unit, int] | None:
    """The unit that begins at token ``at`` (a hyphen, a bracket or "of" may come first). A word that is
    also an everyday one needs a second sign."""
    found = _named_unit(tokens, at, lex, number)
    if found is None:
        return None
    word = tokens.low[found[1] - 1]
    signs = lex.everyday.get(word)
    if signs is not None and EVERYDAY_WORD and not _is_meant(tokens, found, number, signs):
        return None
    against = lex.everyday_not.get(word)
    if against is not None and EVERYDAY_THING and _near(tokens, number.start, found[1], against, _SIGN_REACH):
        return None
    weighed = WEIGHT and word in lex.weights.get("words", ())
    if weighed and _is_weight(tokens, number, found[1], lex) and tokens.by(WEIGHT):
        return (BY_CLDR[lex.weights["unit"]], found[1])
    return found


#: Tokens on either side of a unit that a second sign may stand in.
_SIGN_REACH = 12
#: From this number on an everyday word behind it is taken for the currency ("5,000 won").
_MUCH = 1000.0


def _is_meant(tokens: Tokens, found: tuple[Unit, int], number: Number, signs: Container[str]) -> bool:
    """True if an everyday word is the unit it may stand for: a large amount of money, or a word that goes
    with the unit near it in the sentence."""
    if found[0].dimension == "money" and (number.scale >= _MUCH or number.low >= _MUCH):
        return True
    return _near(tokens, number.start, found[1], signs, _SIGN_REACH)


def _near(tokens: Tokens, start: int, end: int, words: Container[str], reach: int) -> bool:
    """True if one of ``words`` stands within ``reach`` tokens of tokens ``start..end``, in the sentence."""
    for away in (range(end, min(tokens.size, end + reach)), range(start - 1, max(-1, start - 1 - reach), -1)):
        for at in away:
            if tokens.low[at] in SENTENCE_ENDS:
                break
            if tokens.low[at] in words:
                return True
    return False


def _is_weight(tokens: Tokens, number: Number, end: int, lex: Lexicon) -> bool:
    """True if a word for a currency is a weight here ("weighed 25 pounds", "500 pounds of cocaine",
    "a 200-pound man"), and no sum of money ("25 million pounds of aid")."""
    if number.scale >= _MUCH or (number.start and tokens.low[number.start - 1] in SIGNS_BEFORE):
        return False
    paid: Sequence[str] = lex.weights.get("paid", ())
    if any(low in paid for low in tokens.low[max(0, number.start - 3) : end + 3]):
        return False
    if number.end < tokens.size and tokens.low[number.end] == "-" and tokens.close(number.end):
        return True
    if end < tokens.size and lex.has("of", tokens.low[end]):
        return True
    return _near(tokens, number.start, end, lex.weights.get("signs", ()), 4)


def _named_unit(tokens: Tokens, at: int, lex: Lexicon, number: Number) -> tuple[Unit, int] | None:
    size = tokens.size
    if at >= size:
        return None
    low = tokens.low[at]
    if low == "-" and tokens.close(at) and at + 1 < size and tokens.close(at + 1):
        return unit_at(tokens, at + 1, lex, number) if tokens.kind[at + 1] == WORD else None
    if low in "([{<" and at + 2 < size:
        inner = unit_at(tokens, at + 1, lex, number)
        if inner and inner[1] < size and tokens.low[inner[1]] in ")]}>":
            return (inner[0], inner[1] + 1)
        return None
    if tokens.kind[at] == NUMERAL:
        return None
    if tokens.kind[at] == WORD:
        exact = _exact_unit(tokens, at, lex, number)
        if exact is not None:
            return exact
    found = lex.units.at(tokens, at)
    if low in ATTACHED_ONLY and not tokens.close(at):
        found = None
    if found and number.words and found[1] == at + 1 and _too_short(low):
        return None
    if found and _unit_ends(tokens, found[1]):
        owner = _written(tokens, found[1]).upper() if low in "$¥" and found[1] < size else ""
        return (money(SIGN_OWNERS[owner]), found[1] + 1) if owner in SIGN_OWNERS else found
    inflected = _inflected(tokens, at, lex) if found is None and tokens.kind[at] == WORD else None
    return inflected or _past_of(tokens, at, lex, number)


def _too_short(low: str) -> bool:
    """True if a sign is too short to stand behind a number word, where it is a word itself ("ha", "in")."""
    return len(low) <= 2 and low.isascii() and low.isalpha() and low not in _SHORT_AFTER_WORDS


def _exact_unit(tokens: Tokens, at: int, lex: Lexicon, number: Number) -> tuple[Unit, int] | None:
    """The unit whose sign is written just so at ``at``, capitals and all, or a longer one that begins so."""
    written = _written(tokens, at)
    if written in _DEGREES and DEGREE_LETTER and _is_degree(tokens, at, number) and tokens.by(DEGREE_LETTER):
        return (_DEGREES[written], at + 1)
    exact = lex.exact_units.get(written)
    if exact is None or not _unit_ends(tokens, at + 1):
        return None
    longer = lex.units.at(tokens, at)
    return longer if longer and longer[1] > at + 1 else (exact, at + 1)


def _inflected(tokens: Tokens, at: int, lex: Lexicon) -> tuple[Unit, int] | None:
    """The unit whose name is written with an ending at ``at``."""
    low = tokens.low[at]
    for ending in lex.lists["case_endings"]:
        stem = low[: -len(ending)]
        if low.endswith(ending) and stem in lex.inflecting and not lex.has("units_not", low):
            inflected = lex.units.at(Tokens(stem), 0)
            if inflected:
                return (inflected[0], at + 1)
    return None


def _past_of(tokens: Tokens, at: int, lex: Lexicon, number: Number) -> tuple[Unit, int] | None:
    """The unit after "of" or an article behind a multiplier or a fraction ("half a mile")."""
    if number.scale <= 1 and number.kind not in ("fraction", "vague"):
        return None
    step, part = at, number.kind == "fraction"
    while step < min(tokens.size, at + 3) and (
        lex.has("of", tokens.low[step])
        or (part and lex.has("articles", tokens.low[step]))
        or tokens.low[step] == "'"
    ):
        step += 1
    return unit_at(tokens, step, lex, replace(number, scale=1.0, kind="cardinal")) if step > at else None


_DEGREES = {"C": BY_CLDR["temperature-celsius"], "F": BY_CLDR["temperature-fahrenheit"]}


def _is_degree(tokens: Tokens, at: int, number: Number) -> bool:
    """True if the letter at ``at`` stands for degrees: against a numeral of a temperature's size, alone."""
    joined = (
        at + 1 < tokens.size
        and tokens.close(at + 1)
        and (tokens.kind[at + 1] != SIGN or tokens.low[at + 1] in "-/")
    )
    named = number.start and tokens.low[number.start - 1] in ("-", "/") and tokens.close(number.start)
    likely = 20 <= number.low < 1000 if tokens.low[at] == "f" else abs(number.low) < 1000
    return tokens.close(at) and not number.words and likely and not joined and not named


def _unit_ends(tokens: Tokens, after: int) -> bool:
    """True if nothing is written against a unit's end that would make another word of it."""
    return not (
        after < tokens.size
        and tokens.close(after)
        and (tokens.kind[after] == NUMERAL and tokens.kind[after - 1] == WORD)
    )


def _written(tokens: Tokens, at: int) -> str:
    return tokens.text[tokens.start[at] : tokens.end[at]]


def _is_age(tokens: Tokens, number: Number, lex: Lexicon) -> bool:
    """True if a number alone is an age: "aged 15", or in apposition to a name ("Ada Holm, 34, said")."""
    if (
        not 0 < number.low < 120
        or number.low != int(number.low)
        or number.kind != "cardinal"
        or not number.start
    ):
        return False
    start, end, size = number.start, number.end, tokens.size
    if not AGE_ALONE:
        return False
    if lex.ages_before.at(tokens, start - 1):
        return end >= size or tokens.kind[end] != WORD or lex.has("stop", tokens.low[end])
    if start < 3 or end >= size or tokens.kind[start] != NUMERAL or tokens.low[start - 1] not in (",", "("):
        return False
    names = [tokens.text[tokens.start[at] : tokens.end[at]] for at in (start - 3, start - 2)]
    closes = "," if tokens.low[start - 1] == "," else ")"
    return tokens.low[end] == closes and all(name[:1].isupper() and not name.isupper() for name in names)


def _age_of(tokens: Tokens, number: Number, unit: Unit, end: int, lex: Lexicon) -> Unit | None:
    """The unit of age that a duration is in "a man of 34 years", "elle a 34 ans", else None."""
    age = _AGES.get(unit)
    start = number.start
    if age is None or not start or not 0 < number.low <= 120:
        return None
    if lex.ages_before.at(tokens, start - 1):
        return age
    if lex.has_years.at(tokens, start - 1) and not (end < tokens.size and lex.has("of", tokens.low[end])):
        return age
    at = start - 1
    while at >= 0 and (lex.has("age_links", tokens.low[at]) or tokens.low[at] == "'"):
        at -= 1
    linked = at < start - 1
    return (
        age
        if linked and any(lex.has("persons", tokens.low[back]) for back in range(max(0, at - 1), at + 1))
        else None
    )


#: Dimensions whose units go on in smaller ones.
_GO_ON = frozenset({"length", "duration", "money", "mass", "age"})


def _add_smaller(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> None:
    """Take in the smaller unit that goes on: "5 feet 2 inches", "two hours and 30 minutes"."""
    unit = quantity.unit
    for _ in range(2):
        at, listed = _past_and(tokens, quantity.end, lex)
        if unit is None or at >= tokens.size or unit.offset or unit.dimension not in _GO_ON:
            return
        if tokens.kind[at] != NUMERAL and tokens.low[at] not in lex.starts:
            return
        number = read(tokens, at, lex)
        if number is None or number.kind != "cardinal":
            return
        smaller = _smaller_unit(tokens, number, unit, lex)
        if unit.dimension == "money" and unit.factor == 1:
            if not listed:
                _add_cents(tokens, quantity, number, smaller)
            return
        if smaller is None or not _is_part(number, smaller[0], unit, listed=listed):
            return
        if listed:
            tokens.by(LISTED_PARTS)
        quantity.parts += number.low * smaller[0].factor
        quantity.end = smaller[1]
        unit = smaller[0]


def _past_and(tokens: Tokens, at: int, lex: Lexicon) -> tuple[int, bool]:
    """The token after a comma or "and" at ``at``, and whether it was a comma."""
    listed = bool(LISTED_PARTS) and at < tokens.size and tokens.low[at] == ","
    if listed or (
        at < tokens.size and (lex.has("and", tokens.low[at]) or lex.has("unit_and", tokens.low[at]))
    ):
        at += 1
    if listed and at < tokens.size and lex.has("and", tokens.low[at]):
        at += 1
    return at, listed


def _smaller_unit(tokens: Tokens, number: Number, unit: Unit, lex: Lexicon) -> tuple[Unit, int] | None:
    """The unit of a number that goes on: an inch too may be a mere sign behind feet."""
    smaller = unit_at(tokens, number.end, lex, number)
    if smaller is None and unit == _FOOT and number.end < tokens.size:
        inch = tokens.low[number.end] in lex.flags.get("inch_after_foot", ())
        return (_INCH, number.end + 1) if inch else None
    return smaller


def _add_cents(tokens: Tokens, quantity: Quantity, number: Number, smaller: tuple[Unit, int] | None) -> None:
    """Take in cents behind an amount of money, named or alone ("5 euro 40")."""
    named = smaller is not None and smaller[0].dimension == "money" and smaller[0].factor == 0.01
    alone = smaller is None and 10 <= number.low <= 99 and _clause_ends(tokens, number.end)
    if (named or alone) and number.low < 100:
        quantity.parts += number.low / 100
        quantity.end = smaller[1] if smaller else number.end


def _is_part(number: Number, smaller: Unit, unit: Unit, *, listed: bool) -> bool:
    """True if a number of the smaller unit goes on with an amount of the other."""
    if smaller.base != unit.base or smaller.factor >= unit.factor:
        return False
    if listed and number.low * smaller.factor >= unit.factor:
        return False  # "2 hours, 90 minutes" are two
    return unit.dimension != "length" or (0.0254 <= smaller.factor <= 0.92 and 0.3 < unit.factor < 1)


def _clause_ends(tokens: Tokens, at: int) -> bool:
    return at >= tokens.size or (tokens.kind[at] == SIGN and tokens.low[at] in ".,;\n)!?")
