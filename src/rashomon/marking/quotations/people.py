"""Who a phrase means, inside one report: surnames, roles and pronouns brought to a person.

Nothing is guessed: where two persons fit, nobody is named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rashomon.languages import cldr
from rashomon.marking.quotations import kinds
from rashomon.marking.quotations.frames import Frame, Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.roles import role_of
from rashomon.marking.quotations.runs import PARTICLES, is_short
from rashomon.model import Name, Span
from rashomon.text.given_names import gender_of

_WINDOW = 700
#: Tokens of a clause that are looked at before a name.
_CLAUSE = 24
#: Words that open no name inside a sentence, and all that tells of persons.
_ODD = kinds.PREPOSITION | kinds.ADVERB | kinds.CONJUNCTION | kinds.ARTICLE | kinds.SOURCE
_TELLING = kinds.NAMEABLE | kinds.ROLE
#: Tokens of a sentence, where a name's words begin and end in them, and the plain words.
_Run = tuple[list[Token], int, int, tuple[str, ...]]


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """A name's word as it is compared: no capitals, no genitive."""
    word = word.replace("’", "'")
    for ending in ("'s", ":s", "'"):
        if word.endswith(ending):
            word = word[: -len(ending)]
    return word.casefold()


def without_initials(name: str) -> str:
    """A name without the initials in its middle: "Donald J. Trump" and "Donald Trump" are one."""
    words = name.split()
    kept = [w for i, w in enumerate(words) if not (0 < i < len(words) - 1 and len(w.rstrip(".")) == 1)]
    return " ".join(kept)


@lru_cache(maxsize=64)
def _territories(language: str) -> frozenset[str]:
    """The names of territories, which are no persons', lower case."""
    return frozenset(str(name).casefold() for name in cldr(language).territories.values())


class Mention(NamedTuple):
    """A person named at a place: ``words`` are the plain words, ``name`` the person's fullest form in the
    report; ``beside`` are the pronouns that are another party of the same clause, never this person ("he
    waited for Louis Brand"); ``governed``: a preposition stands before it."""

    start: int
    end: int
    words: tuple[str, ...]
    name: str
    begins: bool
    beside: frozenset[str]
    governed: bool


class People:
    """The persons of one report and the roles that they hold."""

    def __init__(
        self, text: str, frames: Sequence[Frame], names: Sequence[Name], lexicon: Lexicon, language: str
    ) -> None:
        self.text, self.lexicon = text, lexicon
        self.names = sorted(names, key=lambda name: (name.span.start, -len(name.span)))
        self.full: dict[str, Counter[tuple[str, ...]]] = {}
        self.shown: dict[tuple[str, ...], str] = {}
        runs: list[_Run] = []
        self.holders: dict[str, Counter[str]] = {}
        self.modified: dict[str, set[tuple[str, ...]]] = {}
        self.gender: dict[str, str] = {}
        self.personal: set[str] = set()
        self.given = {name.span.start: name for name in self.names if name.kind == "person"}
        self._territories = _territories(language)
        self._language = language
        for frame in frames:
            runs.extend(self._read(frame.tokens))
        self.mentions = [mention for run in runs if (mention := self._mention(*run)) is not None]
        self._starts = [name.span.start for name in self.names]
        self._longest = max((len(name.span) for name in self.names), default=0)
        self._mentioned = [mention.start for mention in self.mentions]
        self.persons: dict[str, str] = {}
        self._called: dict[str, str] = {}
        self._surnames: dict[str, str] = {}
        for name in self.names:
            if name.kind == "person":
                known = self.persons.get(name.entity, name.text)
                self.persons[name.entity] = max(
                    known, name.text, key=lambda text: (len(text.split()) <= 4, len(text), text)
                )
                self._called.setdefault(plain(without_initials(name.text)), name.entity)
                self._surnames.setdefault(plain(name.text.split()[-1]), self.persons[name.entity])

    def _read(self, tokens: list[Token]) -> Iterator[_Run]:
        """The runs of words in a sentence that may name a person; what stands beside them is kept."""
        end = 0
        for place, token in enumerate(tokens):
            bits = token.bits
            if place < end or not bits & _TELLING:
                continue
            if bits & kinds.NAMEABLE and self._may_open(token, place):
                end = self._end(tokens, place)
                words = tuple([plain(t.text) for t in tokens[place:end] if t.bits & kinds.WORD])
                self._keep(tokens, place, end, words)
                yield tokens, place, end, words
            elif bits & kinds.ROLE:
                self._note_role(tokens, place)

    def _end(self, tokens: list[Token], place: int) -> int:
        """The token behind the run of a name's words that begins at ``place``."""
        count = len(tokens)
        end = place + 1
        while end < count and tokens[end].start - tokens[end - 1].end <= 1:
            following = tokens[end]
            if tokens[end - 1].low.endswith("'s"):
                # "Green's State of the Union": whose it is, and what.
                break
            if following.bits & kinds.NAMEABLE or (following.tied and following.low in PARTICLES):
                end += 1
            elif end + 1 < count and tokens[end + 1].bits & kinds.NAMEABLE and (
                (following.text == "." and len(tokens[end - 1].text) == 1)
                or (following.low in PARTICLES and following.text.islower())
            ):  # fmt: skip
                end += 2
            else:
                break
        return end

    def nameable(self, token: Token, place: int) -> bool:
        """Whether a word looks like part of a person's name."""
        return bool(token.bits & kinds.NAMEABLE) and not (place == 0 and token.bits & kinds.FUNCTION)

    def _may_open(self, token: Token, place: int) -> bool:
        """Whether a word with a capital may be a name's first word."""
        bits = token.bits
        if place == 0 and bits & kinds.FUNCTION:
            return False
        odd = bits & _ODD or (bits & kinds.CUE and token.start == 0)
        return not odd or token.low in PARTICLES

    def _keep(self, tokens: list[Token], place: int, end: int, words: tuple[str, ...]) -> None:
        """What a run of a name's words and what stands beside it say of the report's persons."""
        key = words[-1]
        if self._is_person(tokens, place, end, len(words)):
            self.personal.add(key)
        if len(words) >= 2 and " ".join(words) not in self._territories:
            self._show(tokens[place:end], words)
        before = tokens[place - 1] if place else None
        if before is not None and before.text == "." and place > 1 and is_short(
            tokens[place - 2], self.lexicon
        ):  # fmt: skip
            # "Gov. Max Penrose"
            before = tokens[place - 2]
        if before is not None and before.bits & (kinds.TITLE | kinds.ROLE) and before.bits & kinds.WORD:
            sex = self.lexicon.sexes.get(before.low.rstrip(".")) if before.bits & kinds.TITLE else None
            if sex:
                self.gender[key] = sex
            if self._hold(before, key) and not self.names:
                self.personal.add(key)
        if len(words) >= 2 and end < len(tokens) and tokens[end].text == ",":
            for token in tokens[end + 1 : end + 7]:
                if not token.bits & kinds.WORD or token.bits & kinds.CUE or self._hold(token, key):
                    break

    def _hold(self, token: Token, key: str) -> bool:
        """Keeps that the person with a surname holds the role a word names; False where it names none."""
        if not token.bits & kinds.ROLE or token.low in self.lexicon.plurals:
            return False
        role = role_of(token.low, self.lexicon) or ""
        self.holders.setdefault(role, Counter())[key] += 1
        return True

    def _show(self, run: list[Token], words: tuple[str, ...]) -> None:
        """Keeps a full name as it is written."""
        # "Trump Jr" and initials in the middle do not make another person of him.
        short = (words[0], words[-1]) if len(words) <= 4 else words
        self.full.setdefault(words[-1], Counter())[short] += 1
        shown = self.text[run[0].start : run[-1].end]
        if run[-1].text.endswith(("'s", "’s", ":s")):
            shown = shown[:-2]
        known = self.shown.get(short)
        if known is None or (
            known.upper() == known or any(w.isupper() and len(w) > 3 for w in known.split())
        ):
            self.shown[short] = shown

    def _mention(self, tokens: list[Token], place: int, end: int, words: tuple[str, ...]) -> Mention | None:
        """What is asked later of a run that names a person known by full name; None for any other."""
        name = self.person(words)
        if not name:
            return None
        beside = others_beside(tokens, place, end, self.lexicon)
        governed = place > 0 and bool(tokens[place - 1].bits & (kinds.PREPOSITION | kinds.OF))
        return Mention(tokens[place].start, tokens[end - 1].end, words, name, place <= 4, beside, governed)

    def _is_person(self, tokens: list[Token], place: int, end: int, count: int) -> bool:
        """Whether something beside a name says that it is a person's."""
        if self.names:
            return any(token.start in self.given for token in tokens[place:end])
        lex = self.lexicon
        before = tokens[place - 1] if place else None
        if before is not None and (
            before.bits & kinds.TITLE or (before.bits & kinds.ROLE and before.low not in lex.plurals)
        ):
            return True
        if count < 2:
            return False
        if before is not None and before.bits & kinds.CUE and place > 1 and tokens[place - 2].kind != "w":
            return True
        limit = min(len(tokens), end + 4)
        while end < limit and tokens[end].bits & (kinds.AUXILIARY | kinds.ADVERB) and (
            tokens[end].bits & kinds.WORD
        ):  # fmt: skip
            end += 1
        if end < limit and tokens[end].bits & kinds.CUE:
            return True
        return limit - end > 2 and tokens[end].text == "," and any(
            token.bits & kinds.ROLE for token in tokens[end + 1 : limit]
        )  # fmt: skip

    def _note_role(self, tokens: list[Token], place: int) -> None:
        if place and not (place + 1 < len(tokens) and tokens[place + 1].bits & kinds.NAMEABLE):
            modifiers = modifiers_of(tokens, place, self.lexicon)
            if modifiers:
                role = role_of(tokens[place].low, self.lexicon) or ""
                self.modified.setdefault(role, set()).add(modifiers)

    def person(self, words: Sequence[str]) -> str | None:
        """The fullest form of a name's words that the report gives to exactly one person."""
        key = plain(words[-1])
        forms = self.full.get(key)
        if forms is None and key.endswith("s"):
            key, forms = key[:-1], self.full.get(key[:-1])
        if not forms or key not in self.personal:
            return None
        if len(words) >= 2:
            own = (plain(words[0]), key)
            return self.shown.get(own)
        if len(forms) == 1:
            return self.shown[next(iter(forms))]
        return None

    def bearer(self, key: str) -> str | None:
        """The name of the person with a surname, as full as the report has it."""
        return self.person((key,)) or self._surnames.get(key)

    def name_at(self, span: Span) -> Name | None:
        """The person (else organisation) of the names module that a phrase holds."""
        inside = self.names_over(span)
        for kind in ("person", "organisation"):
            for name in inside:
                if name.kind == kind:
                    return name
        return None

    def names_over(self, span: Span) -> list[Name]:
        """The names of the names module that share characters with a span, in order."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [name for name in self.names[first:last] if span.overlap(name.span)]

    def entity_of(self, full: str) -> str:
        """The entity of the person with a name, empty where the names module knows none."""
        return self._called.get(plain(full), "")

    def recent(self, before: int, window: int = _WINDOW) -> list[Mention]:
        """Mentions of persons known by full name, in the ``window`` characters before a place."""
        found = []
        for place in range(bisect_left(self._mentioned, before) - 1, -1, -1):
            mention = self.mentions[place]
            if mention.end > before:
                continue
            if mention.start < before - window:
                break
            found.append(mention)
        return found

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Mentions of persons known by full name between two places, in order."""
        return [m for m in reversed(self.recent(end, max(1, end - start))) if m.start >= start]

    def between(self, start: int, end: int) -> bool:
        """Whether a person known by full name is mentioned between two places."""
        return any(mention.start >= start for mention in self.recent(end, max(1, end - start)))

    def sex(self, name: str) -> str | None:
        """ "f" or "m" where a title in the report or the given name tells."""
        if not name:
            return None
        given = gender_of(name, self._language) if " " in name else None
        return self.gender.get(plain(name.rsplit(maxsplit=1)[-1])) or given


def others_beside(tokens: list[Token], first: int, end: int, lexicon: Lexicon) -> frozenset[str]:
    """The pronouns that stand in the clause of a name as its subject, or that a subject of the clause nobody
    names ("a woman wrote to Louis Brand") may be meant by later. Only before the name: what follows it may
    be said of it."""
    before = tokens[first - 1].bits if first else 0
    if not before & kinds.WORD:
        return frozenset()
    start = first
    while start > 0 and first - start < _CLAUSE and tokens[start - 1].text not in ",;:–—" and (
        tokens[start - 1].kind != "q"
    ):  # fmt: skip
        start -= 1
    found = {
        token.low for token in tokens[start:first]
        if token.bits & kinds.PRONOUN and not token.bits & kinds.ARTICLE
    }  # fmt: skip
    if before & (kinds.PREPOSITION | kinds.OF) and tokens[start].bits & kinds.INDEFINITE and (
        start + 1 < first
    ):  # fmt: skip
        found |= lexicon.he | lexicon.she
    return frozenset(found)


def modifiers_of(tokens: list[Token], place: int, lexicon: Lexicon) -> tuple[str, ...]:
    """The capitalised words before a role that say whose it is ("US president")."""
    found = []
    for other in range(place - 1, max(-1, place - 4), -1):
        token = tokens[other]
        if token.bits & (kinds.ARTICLE | kinds.PREPOSITION | kinds.CUE) or not token.capital or not other:
            break
        found.append(token.low)
    return tuple(found)
