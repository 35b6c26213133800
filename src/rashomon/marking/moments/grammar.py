"""The grammar of time, one for all languages: patterns over the letters of a run's tokens.

A run ("on Wednesday, Feb. 6, 2019") becomes a string of letters, one a token ("iW,v.n,y"). A first set
of patterns reads items (a date, a weekday, a clock time, an amount of time), a second one joins items by
the words between them (since, until, from ... to, ago, later). The longest match wins. Letters are listed
in :data:`rashomon.marking.moments.lexicon.PARTS` and :func:`rashomon.marking.moments.tokens.number`.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from rashomon.marking.moments import dates, relations
from rashomon.marking.moments.expressions import Expression
from rashomon.marking.moments.items import IMPOSSIBLE, Handler, Item, Match, Reading
from rashomon.marking.moments.lexicon import Lexicon
from rashomon.marking.moments.tokens import Token, readings, settle

_UNIT = r"(?:(?P<l>L)_?(?P<u>U)|(?P<u>U)_?(?P<l>L)|(?P<f>F))"
_Y = r"(?P<y>y)(?P<era>G)?"
_W = r"(?:_?(?P<w>[Ww])[.,_;i]{0,4})?"
_FIRST: tuple[tuple[str, str, Handler], ...] = tuple(
    (letter, pattern, handler)
    for letter, pattern, handler in (
        ("d", _W + r"_?(?P<d>[noc])O?[_;.]{0,3}(?P<m>[Mvµ])(?:/[Mvµ])?(?:\.?[_;,]{0,2}(?P<y>[yN]))?",
         dates.date),
        ("d", r"(?:B_?(?P<d1>[no])O?\.?&|f?_?(?P<d1>[no])O?\.?[tu])_?(?P<d2>[no])O?[_;.]{0,3}(?P<m>[Mvµ])"
         r"(?:\.?[_;,]{0,2}" + _Y + ")?",
         dates.date_range),
        ("d", r"[fB]?_?(?P<r>r)[_;.]{0,3}(?P<m>[Mvµ])(?:\.?[_;,]{0,2}" + _Y + ")?", dates.date_range),
        ("D", _W + r"(?P<m>[Mvµ])\.?_?(?P<d>[noc])O?3?(?:[,_;]{0,2}" + _Y + ")?", dates.date),
        ("D", r"(?P<m>[Mvµ])\.?(?P<r>r)(?:,?" + _Y + ")?", dates.date_range),
        ("D", r"(?P<m>[Mvµ])\.?(?P<d1>[no])O?[tu](?P<d2>[no])O?(?:,?" + _Y + ")?", dates.date_range),
        ("d", r"(?P<m>[Mvµ])[_;.,i]{0,2}(?:U_?)?" + _Y, dates.month_year),
        ("d", r"_?(?P<l>L)_?(?P<m>[Mvµ])", dates.month),
        ("d", r"(?P<m>M)_?(?P<l>L)(?!_?[UMSWH])", dates.month),
        ("d", r"(?P<m>M)", dates.month),
        ("d", r"(?:(?<=[iEsuft])(?P<m>v))", dates.month),
        ("d", r"_?(?:(?P<w>[Ww]),?[_;i]{0,2})?(?P<date>D)", dates.full),
        ("d", r"(?P<date>7)", dates.partial),
        ("d", r"(?:(?P<w>[Ww]),?[_;i]{0,2}|(?<=[i_ftu&]))(?P<date>6)\.?(?!_?[UkpZ])", dates.partial),
        ("d", r"_?(?P<l>L)_?(?P<w>W)", dates.weekday_alone),
        ("d", r"(?P<w>W)_?(?P<l>L)(?!_?[UMSWH])", dates.weekday_alone),
        ("d", r"_?(?P<w>W)", dates.weekday_alone),
        ("d", r"(?P<w>W)[_;i]{0,3}(?P<l>L)_?(?P<u>U)", relations.in_shifted),
        ("d", r"(?P<w>W)[_;i]{0,3}(?P<u>U)_?(?P<l>L)", relations.in_shifted),
        ("d", r"_?(?P<l>L)_?(?P<u>U)[_;i,]{0,2}(?P<w>W)", relations.in_shifted),
        ("d", r"(?P<w>W)[_;i]{0,3}(?P<f>F)", relations.in_shifted),
        ("d", r"(?P<f>F)[_;i,]{0,2}(?P<w>W)", relations.in_shifted),
        ("d", r"(?:(?P<d>[no])O?[_;.]{0,2})?(?P<m>[Mvµ])[_;i]{0,3}(?P<l>L)_?(?P<u>U)", relations.in_shifted),
        ("d", r"(?:(?P<d>[no])O?[_;.]{0,2})?(?P<m>[Mvµ])[_;i]{0,3}(?P<u>U)_?(?P<l>L)", relations.in_shifted),
        ("d", r"(?:(?P<d>[no])O?[_;.]{0,2})?(?P<m>[Mvµ])[_;i]{0,3}(?P<f>F)", relations.in_shifted),
        ("d", r"(?P<s>[S$])[_;i]{0,3}(?P<l>L)_?(?P<u>U)", relations.in_shifted),
        ("d", r"(?P<s>[S$])[_;i]{0,3}(?P<f>F)", relations.in_shifted),
        ("d", r"(?P<f>F)[_;i]{0,2}(?P<s>[S$])", relations.in_shifted),
        ("d", r"_?(?P<s>S)(?:[_;i,]{0,2}(?:U_?)?(?P<y>y))?", dates.season),
        ("d", r"_?(?P<s>\$)[_;i,]{0,2}(?P<y>y)", dates.season),
        ("d", r"(?:(?<=[iE])(?P<s>\$))", dates.season),
        ("d", r"_?(?P<l>L)_?(?P<s>[S$])", dates.season),
        ("d", r"_?(?P<s>[S$])_?(?P<l>L)(?!_?[UMSWH])", dates.season),
        ("d", r"_?(?P<h>H)(?:[_;i]{0,2}(?:U_?)?(?P<y>y))?", dates.feast),
        ("d", r"_?(?P<l>L)_?(?P<h>H)", dates.feast),
        ("d", r"(?P<h>H)_?(?P<l>L)(?!_?[UMSWH])", dates.feast),
        ("d", r"_?(?P<l>L)_?(?P<u>U)", relations.shifted_unit),
        ("d", r"_?(?P<u>U)_?(?P<l>L)(?!_?[UMSWH])", relations.shifted_unit),
        ("d", r"(?P<f>F)", relations.fixed_unit),
        ("d", r"_?(?P<l>L)_?(?P<n>[ncNo])(?P<u>U)", relations.stretch),
        ("d", r"_?(?P<n>[nc])(?P<l>L)(?P<u>U)", relations.stretch),
        ("d", r"_?(?P<n>[nc])(?P<u>U)(?P<l>L)", relations.stretch),
        ("d", r"(?P<r>R)", relations.relative_day),
        ("d", r"(?P<a>d)", relations.after),
        ("y", r"_?(?P<y>[yNn])(?P<era>G)", dates.bare_year),
        ("d", r"_?(?:U_?)?(?P<y>[yN])(?P<cal>g)", dates.bare_year),
        ("y", r"(?P<y>y)(?P<u>U)", dates.year_word),
        ("d", r"_?[onc^]O?\.?C[_;]?(?P<y>n)K", dates.decade),
        ("d", r"(?P<cal>g)_?(?P<y>[yN])", dates.bare_year),
        ("Y", r"(?P<y>y)", dates.bare_year),
        ("y", r"_?(?P<u>U)_?(?P<y>[yN])", dates.year_word),
        ("Y", r"(?P<r>5)", dates.years),
        ("d", r"_?(?P<y>[yn])[_;]?K", dates.decade),
        ("d", r"_?(?P<y>z)U?", dates.decade),
        ("d", r"_?8(?P<y>[ynzc])", dates.decade),
        ("d", r"_?(?P<n>[onc^])O?\.?_?C", dates.century),
        ("d", r"_?C_?(?P<n>[onc^])", dates.century),
        ("d", r"_?(?P<n>[on])O?\.?q(?:[_;i,]{0,3}(?P<y>y))?", dates.quarter),
        ("d", r"q(?P<n>n)(?:[_;i,]{0,3}(?P<y>y))?", dates.quarter),
        ("d", r"(?P<y>y)[_;,]{0,2}(?:(?P<n>o)q|q(?P<n>n))", dates.quarter),
        ("d", r"J(?P<n>n)[_;i,]{0,3}(?P<y>y)|(?P<y>y),?J(?P<n>n)", dates.half_year),
        ("d", r"_?(?P<n>[on])O?\.?J[_;i,]{0,3}(?P<y>y)", dates.half_year),
        ("d", r"_?(?:(?P<n>[o])|(?P<last>L))_?(?P<w>[Ww])[_;i]{1,3}(?P<m>[Mvµ])(?:[_;,]{0,2}(?P<y>y))?",
         relations.nth_weekday),
        ("d", r"_?(?:(?P<n>[o])|(?P<last>L))_?(?P<w>[Ww])[_;i]{0,3}" + _UNIT,
         relations.nth_weekday),
        ("d", r"_?(?P<d>[no])O?\.?[_;i]{0,2}" + _UNIT, relations.day_in),
        ("d", r"_?(?:(?P<n>[on])O?\.?q|q(?P<n>n))[_;i]{0,2}" + _UNIT,
         relations.quarter_in),
        ("d", r"_?(?:(?P<n>[o]|n(?=O))O?|(?P<last>L))_?(?P<u>U)[_;i]{1,3}(?:(?P<m>[Mvµ])|(?P<y>y))",
         relations.nth_week),
        ("d", r"_?(?:(?P<n>[o]|n(?=O))O?|(?P<last>L))_?(?P<u>U)[_;i]{0,3}(?P<l>L)_?(?P<o>U)",
         relations.nth_week),
        ("d", r"_?(?:(?P<n>[o]|n(?=O))O?|(?P<last>L))_?(?P<u>U)[_;i]{1,3}(?P<m>[Mvµ])[_;,]{0,2}(?P<y>y)",
         relations.nth_week),
        ("d", r"(?<=i)_(?P<d>n)O", relations.ordinal_day),
        ("d", r"_?(?P<w>[Ww]),?_?(?:(?P<d>n)[O.]|(?P<d>o))", dates.weekday_and_day),
        ("d", r"(?P<y>y),?(?P<m>[Mvµ])(?![_;.]?[no])", dates.month_year),
        ("d", r"(?:(?P<e>9)(?P<y>[nNoc])|(?P<y>y))1(?:(?P<m>[nco])2(?:(?P<d>[nco])3)?)?", dates.cjk),
        ("d", r"(?P<m>[nco])2(?:(?P<d>[nco])3)?", dates.cjk),
        ("d", r"(?P<d>[nc])(?P<mark>3)", dates.day_of_month),
        ("q", r"[x_]{0,2}(?:(?P<n>[nNcd])|(?P<vague>Q))[_xQ]?(?P<u>U)~?", relations.amount),
        ("q", r"(?:(?<=[sVfba]_?)(?P<u>U))", relations.vague),
        ("d", r"_?(?P<u>U)", relations.weekend),
        ("d", r"_?(?:(?P<l>L)_?)?(?P<w>ω)", relations.weekday_part),
        ("c", r"k\.?(?P<t>[T6])_?(?P<p>p)?(?P<z>Z)?", relations.clock),
        ("c", r"(?P<t>[T6])_?(?:(?P<p>p)(?P<z>Z)?|k?(?P<z>Z)|k)", relations.clock),
        ("C", r"(?P<t>T)", relations.clock),
        ("c", r"(?P<half>h)(?P<n>[nc])(?!_?U)", relations.clock),
        ("d", r"_?(?P<edge>E)[_;i]{0,2}(?P<u>U)(?![_;i]{0,2}[LyF])", relations.edge_of_unit),
        ("c", r"(?P<n>[nc])_?(?P<p>p)(?P<z>Z)?", relations.clock),
        ("c", r"k\.?(?P<n>[nc])(?P<p>p)?(?P<z>Z)?", relations.clock),
        ("c", r"(?P<n>[nc])(?P<k>k)(?P<n2>n)?(?P<p>p)?(?P<z>Z)?", relations.clock),
        ("p", r"_?(?P<p>P)", relations.part),
        ("%", r"\*_?(?:(?P<n>[nc])?_?(?P<u>U)|(?P<w>W))", relations.set),
        ("%", r"(?P<s>%)", relations.set),
        ("%", r"(?P<x>X)", relations.now),
    )
)
_COMPILED = tuple(
    (letter, regex.compile(pattern), handler) for letter, pattern, handler in _FIRST
)


#: Tokens that a pattern may look back on, and that an item may have at most.
_BEHIND, _AHEAD = 2, 14
#: Letters of the second grammar.
_SECOND = {"D": "d", "Y": "d", "y": "d", "C": "c"}


def items(run: list[Token], lexicon: Lexicon) -> list[Item | Token]:
    """The items of a run, with the tokens that belong to none left between them."""
    tokens = settle(run, lexicon)
    found: list[Item | Token] = []
    at = 0
    while at < len(tokens):
        behind = tokens[max(0, at - _BEHIND) : at]
        best: tuple[int, Item] | None = None
        for reading in readings(tokens[at : at + _AHEAD]):
            again = _best(behind + reading, len(behind), lexicon)
            if again and (best is None or again[0] > best[0]):
                best = again
        if best is None:
            found.append(tokens[at])
            at += 1
        else:
            if best[1].expression is not IMPOSSIBLE:
                found.append(best[1])
            at += best[0]
    return found


def _best(tokens: list[Token], at: int, lexicon: Lexicon) -> tuple[int, Item] | None:
    """The longest item that begins at a token, and how many tokens it covers."""
    letters = "".join(token.letter for token in tokens)
    for letter, handler, match in _candidates(letters, at, lexicon.order.startswith("d")):
        expression = handler(Reading(tokens, match, lexicon))
        if expression is None:
            continue
        end = tokens[match.end() - 1].end
        ends = _ends(tokens, match, expression, end) if expression.ends else ()
        item = Item(tokens[at].start, end, _SECOND.get(letter, letter), expression, letter in "YC", ends)
        return match.end() - at, item
    return None


@lru_cache(maxsize=50_000)
def _candidates(letters: str, at: int, day_first: bool) -> tuple[tuple[str, Handler, Match], ...]:
    """What matches at a place of a string of letters, the longest first. Runs repeat, so this is kept."""
    found = [
        (letter, handler, match)
        for letter, pattern, handler in _beginning(letters[at])
        if not (day_first and letter == "D")
        for match in [pattern.match(letters, at)]
        if match is not None
    ]
    found.sort(key=lambda entry: -entry[2].end())
    return tuple(found)


@lru_cache(maxsize=256)
def _beginning(letter: str) -> tuple[tuple[str, regex.Pattern[str], Handler], ...]:
    """The patterns that can begin with a letter."""
    before = ("", *"iE_sufVtBba&")
    return tuple(
        entry
        for entry in _COMPILED
        if any(entry[1].match(prefix + letter, len(prefix), partial=True) for prefix in before)
    )


def _ends(
    tokens: list[Token], match: Match, expression: Expression, end: int
) -> tuple[tuple[int, int, Expression], ...]:
    """Where the two ends of a range stand ("from the [5th] to the [9th of June]")."""
    if "d1" not in match.re.groupindex or match.start("d1") < 0:
        return ()
    first, second = match.start("d1"), match.start("d2")
    dot = tokens[first + 1].letter in ".O"
    stop = tokens[first + 1].end if dot and tokens[first + 1].letter == "O" else tokens[first].end + dot
    begin, last = expression.ends
    return ((tokens[first].start, stop, begin), (tokens[second].start, end, last))
