"""What the grammar reads from a run: items, and the tokens that a pattern matched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from rashomon.marking.moments import expressions
from rashomon.marking.moments.expressions import Expression
from rashomon.marking.moments.lexicon import Lexicon
from rashomon.marking.moments.tense import tenses
from rashomon.marking.moments.tokens import Token

Match = regex.Match[str]
_NEXT = regex.compile(r"[ \u00a0]([\p{L}\p{M}]+)")


@dataclass(frozen=True, slots=True)
class Item:
    """An expression and where it stands; ``letter`` is its part in the second grammar (d a date, c a
    clock time, p a part of day, q an amount, % a set or a reference)."""

    start: int
    end: int
    letter: str
    expression: Expression
    weak_year: bool = False
    #: The two ends of a range, each with its span, for TIMEX3.
    ends: tuple[tuple[int, int, Expression], ...] = ()
    #: The names of the rules that read it.
    rules: tuple[str, ...] = ()


class Reading:
    """The tokens that a pattern matched."""

    def __init__(self, tokens: list[Token], found: Match, lexicon: Lexicon, text: str) -> None:
        self.tokens, self.found, self.lexicon, self.text = tokens, found, lexicon, text

    def token(self, name: str) -> Token | None:
        """The token of a named group."""
        at = self.found.start(name) if name in self.found.re.groupindex else -1
        return self.tokens[at] if at >= 0 else None

    def value(self, name: str) -> object:
        """The value of a named group's token."""
        token = self.token(name)
        return token.value if token else None

    def integer(self, name: str) -> int | None:
        """The value of a named group's token as a number, None where the group is absent."""
        token = self.token(name)
        return int(token.value) if token is not None and isinstance(token.value, int | float) else None

    def counts_something(self, number: Token) -> bool:
        """True if the word behind a number may be what it counts: no verb, no name."""
        word = _NEXT.match(self.text, number.end)
        if word is None or (word.group(1)[0].isupper() and not self.lexicon.nouns_capital):
            return False
        return not tenses(self.lexicon.language).is_verb(word.group(1))


#: Several expressions of one pattern, each with its span.
Several = list[tuple[int, int, Expression]]
Handler = Callable[[Reading], Expression | Several | None]

#: What a pattern gives that read a date that no calendar has (31 February): nothing of it is a moment.
IMPOSSIBLE = expressions.nothing("DATE", "")
