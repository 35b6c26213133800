"""Who a phrase means, inside one report: surnames, roles and pronouns brought to a person.

Nothing is guessed: where two persons fit, nobody is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from rashomon.languages import cldr
from rashomon.marking.quotations.frames import Frame, Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase, is_name, is_pronoun, role_of
from rashomon.model import Name, Span

_PARTICLES = frozenset(
    [
        "de",
        "von",
        "van",
        "der",
        "den",
        "al",
        "el",
        "bin",
        "ibn",
        "da",
        "di",
        "del",
        "della",
        "la",
        "le",
        "du",
        "dos",
        "das",
        "zu",
        "ben",
        "abu",
        "ter",
        "ten",
        "af",
    ]
)
_WINDOW = 700
_TITLES = dict.fromkeys(
    [
        "mrs",
        "ms",
        "frau",
        "fru",
        "mme",
        "madame",
        "señora",
        "signora",
        "sra",
        "senhora",
        "mevrouw",
        "mevr",
        "pani",
        "paní",
    ],
    "f",
)
_TITLES |= dict.fromkeys(
    ["mr", "herr", "hr", "monsieur", "señor", "signor", "sr", "senhor", "meneer", "dhr", "pan"], "m"
)


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
    """A person named at a place: ``key`` is the plain surname, ``full`` the plain words."""

    __slots__ = ("begins", "end", "key", "start", "words")

    def __init__(self, tokens: list[Token], begins: bool) -> None:
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
        self._full: dict[str, Counter[tuple[str, ...]]] = {}
        self._shown: dict[tuple[str, ...], str] = {}
        self.mentions: list[Mention] = []
        self._holders: dict[str, set[str]] = {}
        self._modified: dict[str, set[tuple[str, ...]]] = {}
        self._gender: dict[str, str] = {}
        self._personal: set[str] = set()
        self._given = {name.span.start: name for name in self.names if name.kind == "person"}
        self._territories = _territories(language)
        for frame in frames:
            self._read(frame)
        self._entities = {name.span.start: name for name in self.names}
        self._persons = (
            {
                name.entity: max(
                    (
                        other.text
                        for other in self.names
                        if other.entity == name.entity and other.kind == "person"
                    ),
                    key=lambda text: (len(text.split()) <= 4, len(text), text),
                )
                for name in self.names
                if name.kind == "person"
            }
            if len(self.names) < 400
            else {}
        )

    def _read(self, frame: Frame) -> None:
        tokens, _lexicon = frame.tokens, self.lexicon
        place, count = 0, len(tokens)
        while place < count:
            token = tokens[place]
            if not self._nameable(token, place) or self._function(token):
                if token.kind == "w":
                    self._note_role(tokens, place)
                place += 1
                continue
            last = place
            while last + 1 < count and tokens[last + 1].start - tokens[last].end <= 1:
                following = tokens[last + 1]
                if self._nameable(following, last + 1):
                    last += 1
                elif (
                    following.text == "."
                    and len(tokens[last].text) == 1
                    and last + 2 < count
                    and self._nameable(tokens[last + 2], 9)
                ):
                    last += 2
                elif (
                    following.low in _PARTICLES and last + 2 < count and self._nameable(tokens[last + 2], 9)
                    and following.text.islower()
                ):  # fmt: skip
                    last += 2
                else:
                    break
            run = tokens[place : last + 1]
            self._keep(tokens, run, place, frame)
            place = last + 1

    def _nameable(self, token: Token, place: int) -> bool:
        return (
            token.kind == "w" and is_name(token, self.lexicon, place == 0) and token.text[0].isupper()
            and not role_of(token.low, self.lexicon) and token.low not in self.lexicon.unnamed
        )  # fmt: skip

    def _function(self, token: Token) -> bool:
        """Whether a word with a capital is not a name's first word all the same."""
        low, lex = token.low, self.lexicon
        return low not in _PARTICLES and (
            low in lex.prepositions or low in lex.adverbs or low in lex.conjunctions or low in lex.articles
            or low in lex.sources or (low in lex.cues and token.start == 0)
        )  # fmt: skip

    def _keep(self, tokens: list[Token], run: list[Token], place: int, frame: Frame) -> None:
        mention = Mention(run, place <= 4)
        self.mentions.append(mention)
        words = [token for token in run if token.kind == "w"]
        if self._is_person(tokens, run, place):
            self._personal.add(mention.key)
        if len(words) >= 2 and " ".join(mention.words) not in self._territories:
            # "Trump Jr" and initials in the middle do not make another person of him.
            short = (mention.words[0], mention.words[-1]) if len(words) <= 4 else mention.words
            self._full.setdefault(mention.key, Counter())[short] += 1
            shown = self.text[run[0].start : run[-1].end]
            if words[-1].text.endswith(("'s", "’s", ":s")):
                shown = shown[:-2]
            known = self._shown.get(short)
            if known is None or (
                known.upper() == known or any(w.isupper() and len(w) > 3 for w in known.split())
            ):
                self._shown[short] = shown
        before = tokens[place - 1] if place else None
        if before is not None and before.kind == "w":
            title = before.low
            if title in self.lexicon.titles:
                sex = _TITLES.get(title.rstrip("."))
                if sex:
                    self._gender[mention.key] = sex
            role = role_of(title, self.lexicon)
            if role and title not in self.lexicon.plurals:
                self._holders.setdefault(role, set()).add(mention.key)
        after = tokens[place + len(run) : place + len(run) + 7]
        if len(words) >= 2 and after and after[0].text == ",":
            for token in after[1:]:
                if token.kind != "w" or token.low in self.lexicon.cues:
                    break
                role = role_of(token.low, self.lexicon)
                if role and token.low not in self.lexicon.plurals:
                    self._holders.setdefault(role, set()).add(mention.key)
                    break

    def _is_person(self, tokens: list[Token], run: list[Token], place: int) -> bool:
        """Whether something beside a name says that it is a person's."""
        if self.names:
            return run[0].start in self._given or any(t.start in self._given for t in run)
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
        if role and place and not (place + 1 < len(tokens) and self._nameable(tokens[place + 1], 9)):
            modifiers = _modifiers(tokens, place, self.lexicon)
            if modifiers:
                self._modified.setdefault(role, set()).add(modifiers)

    def person(self, words: Sequence[str]) -> str | None:
        """The fullest form of a name's words that the report gives to exactly one person."""
        key = plain(words[-1])
        forms = self._full.get(key)
        if forms is None and key.endswith("s"):
            key, forms = key[:-1], self._full.get(key[:-1])
        if not forms or key not in self._personal:
            return None
        if len(words) >= 2:
            own = (plain(words[0]), key)
            return self._shown.get(own)
        if len(forms) == 1:
            return self._shown[next(iter(forms))]
        return None

    def name_at(self, span: Span) -> Name | None:
        """The person (else organisation) of the names module that a phrase holds."""
        inside = [name for name in self.names if span.overlap(name.span)] if len(self.names) < 2000 else []
        for kind in ("person", "organisation"):
            for name in inside:
                if name.kind == kind:
                    return name
        return None

    def resolve(self, tokens: list[Token], phrase: Phrase) -> tuple[str, str]:
        """The name that a phrase gives or means, and its entity; the phrase itself where it describes
        somebody without a name."""
        span = Span(tokens[phrase.first].start, tokens[phrase.last].end)
        own = self._own_name(tokens, phrase)
        if own:
            words = [token.text for token in own if token.kind == "w"]
            full = self.person(words)
            at = Span(own[0].start, own[-1].end)
            entity = next(
                (name for name in self.names if name.span.overlap(at) and name.kind == "person"), None
            )
            if entity is not None:
                best = without_initials(self._persons.get(entity.entity, entity.text))
                return (full if full and len(full) >= len(best) else best), entity.entity
            if full:
                return full, self.entity_of(full)
            return _strip(self.text[at.start : at.end]), ""
        if phrase.sort == "role":
            holder = self._holder(tokens, phrase)
            if holder:
                return holder, self.entity_of(holder)
        entity = self.name_at(span)
        if entity is not None and phrase.sort == "name":
            return entity.text, entity.entity
        return self.text[span.start : span.end], ""

    def entity_of(self, full: str) -> str:
        for name in self.names:
            if name.kind == "person" and plain(without_initials(name.text)) == plain(full):
                return name.entity
        return ""

    def _own_name(self, tokens: list[Token], phrase: Phrase) -> list[Token]:
        """The tokens of the person's name in a phrase: after its last role word, or in its apposition."""
        head = tokens[phrase.first : phrase.head + 1]
        name = self._trailing(head)
        if name or phrase.head == phrase.last:
            return name
        if any(role_of(t.low, self.lexicon) for t in head):
            rest = tokens[phrase.head + 2 : phrase.last + 1]
            if rest and all(t.kind == "p" or self._nameable(t, 9) or t.low in _PARTICLES for t in rest):
                return rest
        return []

    def _trailing(self, head: list[Token]) -> list[Token]:
        while head and head[-1].kind == "p":
            opened = next((i for i in range(len(head) - 1, -1, -1) if head[i].text == "("), None)
            if opened is None or head[-1].text != ")":
                return []
            head = head[:opened]
        name: list[Token] = []
        for token in reversed(head):
            if (token.kind == "w" and self._nameable(token, 9)) or (
                name and (token.text == "." or (token.low in _PARTICLES and token.text.islower()))
            ):
                name.append(token)
            else:
                break
        while name and (name[-1].kind == "p" or (name[-1].low in _PARTICLES and name[-1].text.islower())):
            name.pop()
        name.reverse()
        if not name:
            return []
        rest = head[: len(head) - len(name)]
        while rest and rest[-1].kind == "p":
            rest = rest[:-1]
        if rest and rest[-1].low in self.lexicon.unnamed and role_of(rest[-1].low, self.lexicon) is None:
            return []
        if rest and not (
            role_of(rest[-1].low, self.lexicon) or rest[-1].low in self.lexicon.titles
            or rest[-1].low in self.lexicon.unnamed
        ):  # fmt: skip
            titled = rest[-1].text[0].islower() and not self.lexicon.nouns_capital and len(name) > 1
            if rest[-1].low in self.lexicon.of or rest[-1].low in self.lexicon.prepositions:
                return []
            if rest[0].low in self.lexicon.articles and not titled:
                return []
        if (
            not rest
            and self.lexicon.nouns_capital
            and len(name) == 1
            and not self._full.get(plain(name[0].text))
        ):
            return []
        return name

    def _holder(self, tokens: list[Token], phrase: Phrase) -> str | None:
        """Who holds the role that a phrase names: one person only, and not "a minister"."""
        first = tokens[phrase.first]
        if first.low in self.lexicon.indefinite or first.text.isdigit():
            return None
        for place in range(phrase.first, phrase.head + 1):
            token = tokens[place]
            role = role_of(token.low, self.lexicon)
            if role is None:
                continue
            if token.low in self.lexicon.plurals:
                return None
            holders = {self.person((key,)) or key for key in self._holders.get(role, ())}
            if len(holders) != 1:
                return None
            person = next(iter(holders))
            modifiers = _modifiers(tokens, place, self.lexicon)
            if len(self._modified.get(role, set()) | ({modifiers} if modifiers else set())) > 1:
                return None
            if not self._full.get(plain(person.split()[-1])):
                return None
            after = tokens[place + 1 : phrase.head + 1]
            return None if any(t.capital for t in after) else person
        return None

    def recent(self, before: int, window: int = _WINDOW) -> list[Mention]:
        """Mentions of persons known by full name, in the ``window`` characters before a place."""
        found = []
        for mention in reversed(self.mentions):
            if mention.end > before:
                continue
            if mention.start < before - window:
                break
            if self.person(mention.words):
                found.append(mention)
        return found

    def between(self, start: int, end: int) -> bool:
        """Whether a person known by full name is mentioned between two places."""
        return any(mention.start >= start for mention in self.recent(end, max(1, end - start)))

    def sex(self, name: str) -> str | None:
        """ "f" or "m" where a title in the report tells."""
        return self._gender.get(plain(name.rsplit(maxsplit=1)[-1])) if name else None


def _modifiers(tokens: list[Token], place: int, lexicon: Lexicon) -> tuple[str, ...]:
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


def _strip(name: str) -> str:
    for ending in ("'s", "’s", ":s"):
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


def is_person_pronoun(token: Token, lexicon: Lexicon) -> bool:
    """Whether a pronoun means one person."""
    return is_pronoun(token, lexicon) and token.low not in lexicon.they
