"""The grammar of time, one for all languages: named rules over the letters of a run's tokens.

A run ("on Wednesday, Feb. 6, 2019") becomes a string of letters, one a token ("iW,v.n,y"). The rules of
:mod:`.rules` read items (a date, a weekday, a clock time, an amount of time), those of :mod:`.joining` join
items by the words between them (since, until, from ... to, ago, later). The longest match wins.
"""

from __future__ import annotations

from functools import lru_cache

from rashomon.marking.moments.expressions import Expression
from rashomon.marking.moments.items import IMPOSSIBLE, Item, Match, Reading
from rashomon.marking.moments.lexicon import Lexicon
from rashomon.marking.moments.rules import RULES, Rule
from rashomon.marking.moments.tokens import Token, readings, settle

#: Tokens that a pattern may look back on, and that an item may have at most.
_BEHIND, _AHEAD = 2, 14
#: A list of days may be longer.
_FAR_AHEAD = 30
#: Letters of what a rule reads, in the second grammar.
_LETTERS = {
    "date": "d", "year": "d", "weak year": "d", "clock": "c", "weak clock": "c", "amount": "q", "part": "p",
    "other": "%",
}  # fmt: skip


def items(run: list[Token], lexicon: Lexicon, text: str) -> list[Item | Token]:
    """The items of a run, with the tokens that belong to none left between them."""
    tokens = settle(run, lexicon)
    found: list[Item | Token] = []
    at = 0
    while at < len(tokens):
        if not _may_begin(tokens[at]):
            found.append(tokens[at])
            at += 1
            continue
        behind = tokens[max(0, at - _BEHIND) : at]
        best: tuple[int, list[Item]] | None = None
        for reading in readings(tokens[at : at + _AHEAD], tokens[at + _AHEAD : at + _FAR_AHEAD]):
            again = _best(behind + reading, len(behind), lexicon, text)
            if again and (best is None or again[0] > best[0]):
                best = again
        if best is None:
            found.append(tokens[at])
            at += 1
        else:
            for number, item in enumerate(best[1]):
                if number:
                    # The days of a list are joined by nothing.
                    found.append(Token(item.start, item.start, "?"))
                found.append(item)
            at += best[0]
    return found


def _may_begin(token: Token) -> bool:
    """True if some rule begins with one of the token's letters."""
    if _beginning(token.letter):
        return True
    return any(_beginning(atom.letter) for atom in token.others)


def _best(tokens: list[Token], at: int, lexicon: Lexicon, text: str) -> tuple[int, list[Item]] | None:
    """The longest reading that begins at a token: how many tokens it covers, and its items."""
    letters = "".join(token.letter for token in tokens)
    for rule, match in _candidates(letters, at, not lexicon.order.startswith("d")):
        if not rule.rule.on:
            continue
        found = rule.handler(Reading(tokens, match, lexicon, text))
        if found is None:
            continue
        length = match.end() - at
        if found is IMPOSSIBLE:
            return length, []
        if isinstance(found, list):
            return length, [Item(start, end, "d", one, rules=(rule.rule.name,)) for start, end, one in found]
        end = tokens[match.end() - 1].end
        ends = _ends(tokens, match, found, end) if found.ends else ()
        item = Item(
            tokens[at].start, end, _LETTERS[rule.gives], found, rule.gives.startswith("weak"), ends,
            (rule.rule.name,),
        )  # fmt: skip
        return length, [item]
    return None


@lru_cache(maxsize=50_000)
def _candidates(letters: str, at: int, month_first: bool) -> tuple[tuple[Rule, Match], ...]:
    """What matches at a place of a string of letters, the longest first. Runs repeat, so this is kept."""
    found = [
        (rule, match)
        for rule in _beginning(letters[at])
        if month_first or not rule.month_first
        for match in [rule.pattern.match(letters, at)]
        if match is not None
    ]
    found.sort(key=lambda entry: -entry[1].end())
    return tuple(found)


@lru_cache(maxsize=256)
def _beginning(letter: str) -> tuple[Rule, ...]:
    """The rules that can begin with a letter."""
    before = ("", *"iE_sufVtBba&;k", "i_", "k.")
    return tuple(
        rule
        for rule in RULES
        if any(rule.pattern.match(prefix + letter, len(prefix), partial=True) for prefix in before)
    )


def _ends(
    tokens: list[Token], match: Match, expression: Expression, end: int
) -> tuple[tuple[int, int, Expression], ...]:
    """Where the two ends of a range stand ("from the [5th] to the [9th of June]")."""
    if "begin" not in match.re.groupindex or match.start("begin") < 0:
        return ()
    first, second = match.start("begin"), match.start("end")
    dot = tokens[first + 1].letter in ".O"
    stop = tokens[first + 1].end if dot and tokens[first + 1].letter == "O" else tokens[first].end + dot
    begin, last = expression.ends
    return ((tokens[first].start, stop, begin), (tokens[second].start, end, last))
