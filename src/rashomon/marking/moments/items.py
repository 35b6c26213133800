"""What the grammar reads from a run: items, and the tokens that a pattern matched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from rashomon.marking.moments import expressions
from rashomon.marking.moments.expressions import Expression
from rashomon.marking.moments.lexicon import Lexicon
from rashomon.marking.moments.tokens import Token

Match = regex.Match[str]


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


class Reading:
    """The tokens that a pattern matched."""

    def __init__(self, tokens: list[Token], found: Match, lexicon: Lexicon) -> None:
        self.tokens, self.found, self.lexicon = tokens, found, lexicon

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


Handler = Callable[[Reading], Expression | None]

#: What a pattern gives that read a date that no calendar has (31 February): nothing of it is a moment.
IMPOSSIBLE = expressions.nothing("DATE", "")
