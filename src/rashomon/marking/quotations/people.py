"""Who a phrase means, inside one report: surnames, roles and pronouns brought to a person.

Nothing is guessed: where two persons fit, nobody is named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from rashomon.languages import cldr
from rashomon.marking.quotations.frames import Frame, Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import PARTICLES, is_name, is_pronoun, is_short, role_of
from rashomon.model import Name, Span
from rashomon.text.given_names import gender_of

_WINDOW = 700
#: Tokens of a clause that are looked at before a name.
_CLAUSE = 24


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


class Mention:
    """A person named at a place: ``key`` is the plain surname, ``full`` the plain words; ``beside`` are the
    pronouns that are another party of the same clause, never this person ("he waited for Louis Brand");
    ``governed``: a preposition stands before it."""

    __slots__ = ("begins", "beside", "end", "governed", "key", "start", "words")

    def __init__(
        self, tokens: list[Token], begins: bool, beside: frozenset[str] = frozenset(), governed: bool = False
    ) -> None:
        self.beside, self.governed = beside, governed
        self.start, self.end = tokens[0].start, tokens[-1].end
        self.words = tuple(plain(token.text) for token in tokens if token.kind == "w")
        self.key = self.words[-1]
        self.begins = begins


class People:
    """The persons of one report and the roles that they hold."""

    def __init__(
        self, text: str, frames: Sequence[Frame], names: Sequence[Name], lexicon: Lexicon, language: str
    ) -> None:
        self.text, self.lexicon = text, lexicon
        self.names = sorted(names, key=lambda name: (name.span.start, -len(name.span)))
        self.full: dict[str, Counter[tuple[str, ...]]] = {}
        self.shown: dict[tuple[str, ...], str] = {}
        self.mentions: list[Mention] = []
        self.holders: dict[str, Counter[str]] = {}
        self.modified: dict[str, set[tuple[str, ...]]] = {}
        self.gender: dict[str, str] = {}
        self.personal: set[str] = set()
        self.given = {name.span.start: name for name in self.names if name.kind == "person"}
        self._territories = _territories(language)
        self._language = language
        for frame in frames:
            self._read(frame)
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

    def _read(self, frame: Frame) -> None:
        tokens, _lexicon = frame.tokens, self.lexicon
        place, count = 0, len(tokens)
        while place < count:
            token = tokens[place]
            if not token.text[0].isupper() or not self.nameable(token, place) or self._function(token):
                if token.kind == "w" and role_of(token.low, self.lexicon):
                    self._note_role(tokens, place)
                place += 1
                continue
            last = place
            while last + 1 < count and tokens[last + 1].start - tokens[last].end <= 1:
                following = tokens[last + 1]
                if self.nameable(following, last + 1):
                    last += 1
                elif (
                    following.text == "."
                    and len(tokens[last].text) == 1
                    and last + 2 < count
                    and self.nameable(tokens[last + 2], 9)
                ):
                    last += 2
                elif (
                    following.low in PARTICLES and last + 2 < count and self.nameable(tokens[last + 2], 9)
                    and following.text.islower()
                ):  # fmt: skip
                    last += 2
                else:
                    break
            run = tokens[place : last + 1]
            self._keep(tokens, run, place, frame)
            place = last + 1

    def nameable(self, token: Token, place: int) -> bool:
        """Whether a word looks like part of a person's name."""
        return (
            token.text[0].isupper() and token.kind == "w" and is_name(token, self.lexicon, place == 0)
            and not role_of(token.low, self.lexicon) and token.low not in self.lexicon.unnamed
        )  # fmt: skip

    def _function(self, token: Token) -> bool:
        """Whether a word with a capital is not a name's first word all the same."""
        low, lex = token.low, self.lexicon
        return low not in PARTICLES and (
            low in lex.prepositions or low in lex.adverbs or low in lex.conjunctions or low in lex.articles
            or low in lex.sources or (low in lex.cues and token.start == 0)
        )  # fmt: skip

    def _keep(self, tokens: list[Token], run: list[Token], place: int, frame: Frame) -> None:
        mention = self._mention(tokens, run, place)
        self.mentions.append(mention)
        words = [token for token in run if token.kind == "w"]
        if self._is_person(tokens, run, place):
            self.personal.add(mention.key)
        if len(words) >= 2 and " ".join(mention.words) not in self._territories:
            # "Trump Jr" and initials in the middle do not make another person of him.
            short = (mention.words[0], mention.words[-1]) if len(words) <= 4 else mention.words
            self.full.setdefault(mention.key, Counter())[short] += 1
            shown = self.text[run[0].start : run[-1].end]
            if words[-1].text.endswith(("'s", "’s", ":s")):
                shown = shown[:-2]
            known = self.shown.get(short)
            if known is None or (
                known.upper() == known or any(w.isupper() and len(w) > 3 for w in known.split())
            ):
                self.shown[short] = shown
        before = tokens[place - 1] if place else None
        if before is not None and before.text == "." and place > 1 and is_short(
            tokens[place - 2], self.lexicon
        ):  # fmt: skip
            # "Gov. Max Penrose"
            before = tokens[place - 2]
        if before is not None and before.kind == "w":
            title = before.low
            if title in self.lexicon.titles:
                sex = self.lexicon.sexes.get(title.rstrip("."))
                if sex:
                    self.gender[mention.key] = sex
            role = role_of(title, self.lexicon)
            if role and title not in self.lexicon.plurals:
                self.holders.setdefault(role, Counter())[mention.key] += 1
                self.personal |= set() if self.names else {mention.key}
        after = tokens[place + len(run) : place + len(run) + 7]
        if len(words) >= 2 and after and after[0].text == ",":
            for token in after[1:]:
                if token.kind != "w" or token.low in self.lexicon.cues:
                    break
                role = role_of(token.low, self.lexicon)
                if role and token.low not in self.lexicon.plurals:
                    self.holders.setdefault(role, Counter())[mention.key] += 1
                    break

    def _mention(self, tokens: list[Token], run: list[Token], place: int) -> Mention:
        before = tokens[place - 1].low if place else ""
        beside = others_beside(tokens, place, place + len(run), self.lexicon)
        governed = before in self.lexicon.prepositions or before in self.lexicon.of
        return Mention(run, place <= 4, beside, governed)

    def _is_person(self, tokens: list[Token], run: list[Token], place: int) -> bool:
        """Whether something beside a name says that it is a person's."""
        if self.names:
            return run[0].start in self.given or any(t.start in self.given for t in run)
        lex = self.lexicon
        before = tokens[place - 1] if place else None
        if before is not None and (
            before.low in lex.titles or (role_of(before.low, lex) and before.low not in lex.plurals)
        ):
            return True
        after = list(tokens[place + len(run) : place + len(run) + 4])
        while (
            after
            and after[0].kind == "w"
            and (after[0].low in lex.auxiliaries or after[0].low in lex.adverbs)
        ):
            after = after[1:]
        if sum(1 for t in run if t.kind == "w") < 2:
            return False
        inverted = (
            before is not None and before.low in lex.cues and place > 1 and tokens[place - 2].kind != "w"
        )
        if (after and after[0].low in lex.cues) or inverted:
            return True
        return bool(len(after) > 2 and after[0].text == "," and any(role_of(t.low, lex) for t in after[1:]))

    def _note_role(self, tokens: list[Token], place: int) -> None:
        role = role_of(tokens[place].low, self.lexicon)
        if role and place and not (place + 1 < len(tokens) and self.nameable(tokens[place + 1], 9)):
            modifiers = modifiers_of(tokens, place, self.lexicon)
            if modifiers:
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
            if self.person(mention.words):
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
    before = tokens[first - 1].low if first else ""
    if not before or tokens[first - 1].kind != "w":
        return frozenset()
    start = first
    while start > 0 and first - start < _CLAUSE and tokens[start - 1].text not in ",;:–—" and (
        tokens[start - 1].kind != "q"
    ):  # fmt: skip
        start -= 1
    found = {
        token.low for token in tokens[start:first]
        if is_pronoun(token, lexicon) and token.low not in lexicon.articles
    }  # fmt: skip
    object_of = before in lexicon.prepositions or before in lexicon.of
    if object_of and tokens[start].low in lexicon.indefinite and start + 1 < first:
        found |= lexicon.he | lexicon.she
    return frozenset(found)


def modifiers_of(tokens: list[Token], place: int, lexicon: Lexicon) -> tuple[str, ...]:
    """The capitalised words before a role that say whose it is ("US president")."""
    found = []
    for other in range(place - 1, max(-1, place - 4), -1):
        token = tokens[other]
        if token.kind != "w" or token.low in lexicon.articles or token.low in lexicon.prepositions:
            break
        if token.capital and token.low not in lexicon.cues and other > 0:
            found.append(token.low)
        else:
            break
    return tuple(found)
