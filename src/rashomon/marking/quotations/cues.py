"""Cues: the verbs and phrases that report speech."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.marking.quotations import kinds
from rashomon.marking.quotations.frames import Token, Tokens
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase, is_pronoun, right
from rashomon.marking.quotations.roles import role_of
from rashomon.model import Stance

#: Tokens that a cue and what belongs to it are looked for in.
REACH = 24


class CueAt(NamedTuple):
    """Tokens ``first`` to ``last`` are a cue of a category: say, think, deny, source (before its noun
    phrase), after (behind it), particle, colon."""

    first: int
    last: int
    category: str


class Reported(NamedTuple):
    """A cue with the phrase that speaks (None where the text leaves it open) and where that stands."""

    cue: CueAt
    phrase: Phrase | None
    inverted: bool


def cue_at(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> CueAt | None:
    """The verb or source phrase that begins at a token."""
    token = tokens[place]
    if not token.bits & kinds.BEGINS_CUE:
        return None
    for table in (lexicon.cues, lexicon.sources):
        for words, category in table.get(token.low, ()):
            last = place + len(words) - 1
            if last < len(tokens) and all(tokens[place + i].low == words[i] for i in range(1, len(words))):
                cue = CueAt(place, last, category)
                return cue if _is_cue(tokens, cue, lexicon) else None
    if token.low in lexicon.after:
        return CueAt(place, place, "after")
    if token.low in lexicon.particles and 0 < place < len(tokens) - 2 and tokens[place - 1].text == ",":
        return (
            CueAt(place, place, "particle")
            if right(list(tokens[place + 1 : place + 8]), 0, lexicon)
            else None
        )
    if token.low in lexicon.according_nouns and token.capital:
        return _according(tokens, place, lexicon)
    return None


def _is_cue(tokens: Sequence[Token], cue: CueAt, lexicon: Lexicon) -> bool:
    """Whether what looks like a cue is one by its neighbours."""
    token, place = tokens[cue.first], cue.first
    before = tokens[place - 1] if place else None
    if _is_so_called(tokens, place, lexicon):
        return False
    if cue.category == "source":
        # "un secondo incontro": no source.
        return lexicon.verb_final or before is None or before.low not in lexicon.articles
    if before is not None and (
        (token.text[0].isupper() and before.kind == "w") or before.low in lexicon.before_noun
    ):
        # "the proposed name": no verb.
        return False
    needed = lexicon.separable.get(token.low)
    if needed and not (
        any(t.low in needed for t in tokens[place + 1 : place + 1 + REACH])
        or (tokens[0].low in needed and 0 < place <= REACH)
    ):  # fmt: skip
        return False
    return token.low not in lexicon.nounish or _is_verb(tokens, place, cue.last, lexicon)


def _according(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> CueAt | None:
    """A source phrase that a noun is part of: "seiner Ansicht nach", "nach ersten Angaben"."""
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if after in lexicon.according_prepositions and place and tokens[place - 1].low in lexicon.own and (
        place == 1 or tokens[place - 2].low not in lexicon.articles
    ):  # fmt: skip
        return CueAt(place - 1, place + 1, "own")
    # The preposition stands a few words before.
    for back in range(place - 1, max(-1, place - 5), -1):
        if tokens[back].low in lexicon.according_prepositions:
            return CueAt(back, place, "source")
        if tokens[back].kind != "w" or tokens[back].low in lexicon.cues:
            break
    return None


def _is_so_called(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a word that may be a verb ends a phrase like "så kallade", where nobody calls anything so."""
    return any(
        len(words) <= place + 1
        and all(tokens[place - i].low == word for i, word in enumerate(reversed(words)))
        for words in lexicon.so_called_ends.get(tokens[place].low, ())
    )


def _is_verb(tokens: Sequence[Token], place: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a form that may be a noun ("reports", "plan") is a verb here, by its neighbours."""
    before = tokens[place - 1] if place else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.low in lexicon.cues:
        return False
    if after is not None and after.low in lexicon.that:
        return before is None or before.low not in lexicon.articles
    if before is not None and before.low.endswith("'s"):
        # "Burke's remarks"
        return False
    return before is not None and before.kind == "w" and (
        (is_pronoun(before, lexicon) and before.low not in lexicon.articles)
        or (before.capital and place > 1 and _agrees(tokens, place, lexicon))
        or before.low in lexicon.adverbs or before.low in lexicon.unnamed
        or role_of(before.low, lexicon) is not None
        or (before.low in lexicon.relatives and before.low not in lexicon.articles)
    )  # fmt: skip


def _agrees(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a form behind a name can be its verb: "Roe plans", "Roe and Lund plan", not "the Roe plan"."""
    if place > 1 and tokens[place - 2].low in lexicon.so_called:
        return False
    if not lexicon.verb_endings or tokens[place].low.endswith(lexicon.verb_endings):
        return True
    if tokens[place - 1].low.endswith("s") and not tokens[place - 1].low.endswith("'s"):
        return True
    return any(token.low in lexicon.conjunctions for token in tokens[max(0, place - 5) : place])


def is_relay(tokens: Sequence[Token], cue: CueAt, lexicon: Lexicon) -> bool:
    """Whether a source phrase only says on whom somebody else relies: "unter Berufung auf Roe"."""
    return cue.category == "source" and tokens[cue.first].low in lexicon.relays


def cues_of(tokens: Sequence[Token], lexicon: Lexicon) -> list[CueAt]:
    """All cues of a frame, in order."""
    if isinstance(tokens, Tokens):
        if tokens.cues is None:
            tokens.cues = _cues_of(tokens, lexicon)
        return tokens.cues
    return _cues_of(tokens, lexicon)


def _cues_of(tokens: Sequence[Token], lexicon: Lexicon) -> list[CueAt]:
    found: list[CueAt] = []
    begins = kinds.BEGINS_CUE
    for place in [place for place, token in enumerate(tokens) if token.bits & begins]:
        cue = cue_at(tokens, place, lexicon) if not found or place > found[-1].last else None
        if cue:
            found.append(cue)
    return found


def stance(tokens: Sequence[Token], cue: CueAt, lexicon: Lexicon) -> Stance:
    """Whether the speech is asserted, negated ("did not say"), hypothetical or denied."""
    if cue.category == "deny":
        return "denied"
    if cue.category in ("source", "after", "particle"):
        return "asserted"
    near: list[str] = []
    for place in range(cue.first - 1, max(-1, cue.first - 4), -1):
        if tokens[place].kind != "w" or (place and tokens[place].text[0].isupper()):
            break
        near.insert(0, tokens[place].low)
    after = [t.low for t in tokens[cue.last + 1 : cue.last + 2] if t.kind == "w"]
    if any(word in lexicon.not_ for word in near[-2:]) or any(
        word in lexicon.not_ and word in lexicon.not_after for word in after
    ):
        return "negated"
    whole = tokens[0].low in lexicon.if_ and all(t.kind == "w" for t in tokens[1 : cue.first])
    if any(word in lexicon.would for word in near[-2:]) or whole:
        return "hypothetical"
    return "asserted"
