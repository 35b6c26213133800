"""What a figure counts: the noun phrase beside it, by a light chunker over the data's stop words."""

from __future__ import annotations

from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.tokens import NUMERAL, WORD, Tokens
from rashomon.marking.rules import rule
from rashomon.model import Span

FINITE_VERB = rule("figures.finite-verb", "what is counted ends before the verb behind it")

WHOLE = rule("figures.whole", "of so many of the nine directors, directors are counted")

_MOST_WORDS = 5


def phrase(tokens: Tokens, end: int, lex: Lexicon) -> tuple[Span, int] | None:
    """The noun phrase that begins at token ``end`` (after the number and its unit), as characters, and
    the token of its head; None where no noun follows."""
    first = _first_word(tokens, end, lex)
    chunk = _Chunk(tokens, lex, first)
    while chunk.goes_on():
        pass
    if chunk.head < 0:
        return None
    chunk.take_genitive()
    last = chunk.last if lex.flags.get("noun_first") and not lex.flags.get("nouns_capital") else chunk.head
    return Span(tokens.start[first], tokens.end[last]), chunk.head


def _first_word(tokens: Tokens, end: int, lex: Lexicon) -> int:
    """The token that the noun phrase behind an amount begins with: past "of", articles, marks and "other"."""
    size, here = tokens.size, _past_whole(tokens, end, lex)
    if here < size and tokens.low[here] == "-" and tokens.close(here):
        here += 1
    while here < size and (
        lex.has("of", tokens.low[here])
        or lex.has("articles", tokens.low[here])
        or (tokens.low[here] == "'" and here > end)
    ):
        here += 1
    while here < size and tokens.low[here] in '"”’»“' and here == end:
        here += 1
    more = here + 1 < size and tokens.kind[here + 1] == WORD and not lex.has("stop", tokens.low[here + 1])
    return here + 1 if more and lex.has("participles", tokens.low[here]) else here


def _past_whole(tokens: Tokens, end: int, lex: Lexicon) -> int:
    """The token behind the number that an amount is part of ("six of the [nine directors]"); ``end`` where it
    is none of so many."""
    here, size = end, tokens.size
    if out_of := lex.phrase("in_of", tokens, end):
        here = out_of
    while here < size and (lex.has("of", tokens.low[here]) or lex.has("articles", tokens.low[here])):
        here += 1
    if here > end and here < size and len(tokens.low[here]) <= 3 and lex.has("stop", tokens.low[here]):
        here += 1  # "af de ni direktører"
    if here in (end, size) or not WHOLE:
        return end
    number = lex.atoms.at(tokens, here)
    behind = number[1] if number else here + (tokens.kind[here] == NUMERAL)
    follows = here < behind < size and tokens.kind[behind] == WORD and not lex.has("stop", tokens.low[behind])
    return behind if follows and tokens.by(WHOLE) else end


class _Chunk:
    """A noun phrase as it is read word by word: ``head`` and ``last`` are tokens, -1 before the first."""

    def __init__(self, tokens: Tokens, lex: Lexicon, first: int) -> None:
        self.tokens, self.lex, self.here = tokens, lex, first
        self.head = self.last = -1
        self.words = 0
        self.most = 8 if lex.unspaced else _MOST_WORDS

    def goes_on(self) -> bool:
        """Take the next word in; False where the phrase ends before or with it."""
        tokens, lex, here = self.tokens, self.lex, self.here
        if here >= tokens.size or self.words >= self.most:
            return False
        low = tokens.low[here]
        if tokens.kind[here] != WORD:
            return self._joint()
        if self.head >= 0 and lex.flags.get("noun_first") and lex.has("of", low):
            return self._of()
        if self._ends_before(here, low):
            return False
        self.here += 1
        if len(low) == 1 and self._initials(here):
            return True
        self.last, self.words = here, self.words + 1
        return self._take(here, low)

    def _joint(self) -> bool:
        """Pass a hyphen or an apostrophe between two words."""
        tokens, here = self.tokens, self.here
        joins = (
            tokens.low[here] in ("-", "'")
            and tokens.close(here)
            and here + 1 < tokens.size
            and tokens.close(here + 1)
            and self.last == here - 1
        )
        self.here += 1
        return joins and tokens.kind[here + 1] != NUMERAL

    def _of(self) -> bool:
        """Pass the "of" of "litres of water"; a word must follow."""
        tokens, here = self.tokens, self.here
        self.here += 1
        follows = here + 1 < tokens.size and tokens.kind[here + 1] == WORD
        return self.words < 3 and follows and not self.lex.has("stop", tokens.low[here + 1])

    def _ends_before(self, here: int, low: str) -> bool:
        """True if the word at ``here`` is not of the phrase: a stop word, what happened, a verb."""
        lex, begun = self.lex, self.head >= 0
        if lex.has("stop", low) and (begun or not lex.has("plurals", low)):
            return True
        if FINITE_VERB and lex.has("finite_verbs", low) and not lex.flags.get("nouns_capital"):
            return self.tokens.by(FINITE_VERB)
        if not begun:
            return False
        ends_plural = lex.endings["plural_endings"]
        if not lex.flags.get("noun_first") and lex.has("indicators", low) and not low.endswith(ends_plural):
            return True
        if lex.flags.get("nouns_capital"):
            return not self._written(here)[0].isupper()
        verb = FINITE_VERB and (self._is_verb(here, low) or self._disagrees(here, low))
        return bool(verb) and self.tokens.by(FINITE_VERB)

    def _is_verb(self, here: int, low: str) -> bool:
        """True if a word ends like a finite verb; a likely ending counts where no noun follows."""
        if low.endswith(self.lex.endings["verb_endings"]) and len(low) > 4:
            return True
        likely = self.lex.endings["likely_verb_endings"]
        return bool(likely) and low.endswith(likely) and not self._noun_at(here + 1)

    def _noun_at(self, at: int) -> bool:
        tokens = self.tokens
        return at < tokens.size and tokens.kind[at] == WORD and not self.lex.has("stop", tokens.low[at])

    def _disagrees(self, here: int, low: str) -> bool:
        """True if a word behind a plural noun has no ending of the plural, as its adjective would have
        ("foyers attendent"); names stand there uninflected."""
        endings = self.lex.endings["agreeing_endings"]
        of = here > 0 and self.lex.has("of", self.tokens.low[here - 1])
        behind = self.tokens.low[self.last]
        if not endings or of or here - 1 != self.last or self._written(here)[0].isupper():
            return False
        return (
            behind.endswith(endings) and not low.endswith(endings) and not self.lex.has("adjectives", behind)
        )

    def _initials(self, here: int) -> bool:
        """Pass initials ("U.S.") as one word."""
        tokens = self.tokens
        if not (
            here + 3 < tokens.size
            and tokens.low[here + 1] == "."
            and tokens.close(here + 2)
            and tokens.low[here + 3] == "."
        ):
            return False
        self.last, self.words, self.here = here + 3, self.words + 1, here + 4
        self.head = here + 2 if self.head < 0 else self.head
        return True

    def _take(self, here: int, low: str) -> bool:
        """Make the word the head where it is; False where the phrase ends with it."""
        lex, tokens = self.lex, self.tokens
        if lex.flags.get("noun_first"):
            if self.head < 0 or lex.has("adjectives", tokens.low[self.head]):
                self.head = here
            return True
        if lex.flags.get("nouns_capital"):
            if self._written(here)[0].isupper():
                self.head = here
            return True
        self.head = here
        if _describes(low, lex) or lex.has("adjectives", low):
            return True
        if FINITE_VERB and lex.flags.get("solid_compounds") and not self._adjective(here, low):
            return False
        ends_plural = lex.endings["plural_endings"]
        sure = lex.endings["noun_endings"]
        if sure and low.endswith(sure) and len(low) > 4:
            return False
        plural = lex.has("plurals", low) or (bool(ends_plural) and low.endswith(ends_plural) and len(low) > 3)
        return not plural or _plural_next(tokens, here + 1, lex, ends_plural)

    def _adjective(self, here: int, low: str) -> bool:
        """True if a word may be an adjective before its noun, where compounds are written as one word, so
        that the first noun is the head."""
        if low.endswith(self.lex.endings["noun_endings"]):
            return False
        endings = self.lex.endings["adjective_endings"]
        return low.endswith(endings) and not self.lex.has("plurals", low) and self._noun_at(here + 1)

    def take_genitive(self) -> None:
        """Take in the s behind an apostrophe that ends the head ("auto's")."""
        after, tokens = self.head + 2, self.tokens
        ends = after < tokens.size and tokens.low[after] == "s" and tokens.low[after - 1] == "'"
        if ends and self.lex.flags.get("solid_compounds") and tokens.close(after) and tokens.close(after - 1):
            self.head = self.last = after

    def _written(self, here: int) -> str:
        return self.tokens.text[self.tokens.start[here] : self.tokens.end[here]]


def _describes(low: str, lex: Lexicon) -> bool:
    """True if a plural may describe the noun after it ("400 dead seabirds"), as words of harm do."""
    return lex.has("harm", low)


def _plural_next(tokens: Tokens, at: int, lex: Lexicon, endings: tuple[str, ...]) -> bool:
    """True if the word after a plural is a plural too, so that the first was none ("SDF forces")."""
    if at < tokens.size and tokens.low[at] == "-":
        return True
    if at >= tokens.size or tokens.kind[at] != WORD:
        return False
    low = tokens.low[at]
    if lex.has("stop", low):
        return False
    return lex.has("plurals", low) or low.endswith(endings)


def before(tokens: Tokens, start: int, lex: Lexicon) -> tuple[Span, int] | None:
    """The noun phrase of "the number of injured is 800", which ends before the number; None elsewhere."""
    lowest = max(0, start - 14)
    for at in range(start - 1, lowest - 1, -1):
        if tokens.low[at] in (".", "\n", ";", ":", "?", "!"):
            return None
        after = lex.phrase("number_of", tokens, at)
        if after is not None and after < start:
            return phrase(tokens, after, lex)
    return None
