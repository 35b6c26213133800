"""Whom a pronoun means: one scored choice among the persons named or heard before it, and nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rashomon.marking.quotations.choosing import heaviest, weights
from rashomon.marking.quotations.frames import Frame, Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.people import Mention, People
from rashomon.marking.quotations.phrases import is_pronoun
from rashomon.model import Span, Speaker

#: How much more than the second the best must weigh.
_MARGIN = 1.0
#: How many features a quotation names for whom its speaker means.
_REASONS = 3
_SPOKE = ("spoke in this paragraph", "spoke in the paragraph before", "spoke two before")
#: Tokens before the subject of a sentence at most.
_OPENING = 4


@dataclass(slots=True)
class Meant:
    """Somebody a pronoun may mean: who, where they were named last, and what is true of them."""

    name: str
    span: Span
    entity: str
    features: set[str] = field(default_factory=set)


class Centre:
    """Whom the sentences so far are about, and who was "he" or "she" (``called``: a name to "m" or "f")."""

    def __init__(self, people: People, lexicon: Lexicon) -> None:
        self.people, self.lexicon = people, lexicon
        self.called: dict[str, str] = {}
        #: What decided whom a pronoun or a role meant, the last time it was asked.
        self.reasons: tuple[str, ...] = ()
        self.name = ""
        self.unit = -9
        #: Sentences since.
        self.age = 9

    def whom(self, frame: Frame, token: Token, spoke: Speaker | None, spoke_unit: int) -> Meant | None:
        """Whom a pronoun means; None where that cannot be told. ``spoke`` is who spoke last, in the paragraph
        ``spoke_unit``."""
        lex = self.lexicon
        personal = token.low in lex.he or token.low in lex.she
        if not personal:
            return None
        sex = self.sex_of(token)
        best = self._best(self._candidates(frame, token, sex, spoke, spoke_unit))
        if best is None:
            return None
        if sex:
            # Who was "he" once is not "she" later.
            self.called.setdefault(best.name, sex)
        return best

    def holder(self, frame: Frame, spoke: Speaker | None, spoke_unit: int, role: str) -> str | None:
        """Who holds a role, for "the mayor"; None where that cannot be told."""
        people = self.people
        holders = people.holders.get(role)
        if not holders:
            return None
        most = max(holders.values())
        recent = {m.name for m in people.recent(frame.tokens[0].start)}
        found: dict[str, Meant] = {}
        for key, times in holders.items():
            name = people.bearer(key)
            if name is None:
                continue
            meant = found.setdefault(name, Meant(name, Span(0, 0), people.entity_of(name)))
            if times == most:
                meant.features.add("called by the role most")
            if name in recent:
                meant.features.add("named since somebody spoke")
            if name == self.name and self.age <= 1:
                meant.features.add("whom the sentence before is about")
            if spoke is not None and spoke.name == name and frame.unit - spoke_unit <= 2:
                meant.features.add(_SPOKE[frame.unit - spoke_unit])
        if len(found) == 1:
            next(iter(found.values())).features.add("the only one who holds the role")
        best = self._best(found.values())
        return best.name if best else None

    def _best(self, candidates: Iterable[Meant]) -> Meant | None:
        """The candidate that weighs most, where it weighs more than nobody and clearly more than the next."""
        known = weights(self.lexicon.language)
        scored = sorted(
            (
                (round(sum(known[f] for f in meant.features), 6), -n, meant)
                for n, meant in enumerate(candidates)
            ),
            key=lambda row: row[:2],
            reverse=True,
        )
        if not scored or scored[0][0] <= known["nobody is meant"]:
            return None
        self.reasons = heaviest(scored[0][2].features, known, _REASONS)
        clear = len(scored) == 1 or scored[0][0] - scored[1][0] >= _MARGIN
        return scored[0][2] if clear else None

    def _candidates(
        self, frame: Frame, token: Token, sex: str, spoke: Speaker | None, spoke_unit: int
    ) -> Iterator[Meant]:
        people = self.people
        found: dict[str, Meant] = {}
        apart = frame.unit - spoke_unit
        if spoke is not None and spoke.name and apart <= 2 and not self._is_many(spoke):
            own = found[spoke.name] = Meant(spoke.name, spoke.span, spoke.entity)
            own.features.add(_SPOKE[apart])
        since = spoke.span.end if spoke is not None and apart <= 2 else -1
        excluded: set[str] = set()
        for mention in people.recent(token.start):
            name = mention.name
            if token.low in mention.beside or _is_interrupted(frame.tokens, token, mention):
                excluded.add(name)
                continue
            if name not in found:
                span = Span(mention.start, mention.end)
                found[name] = Meant(name, span, people.entity_of(name))
            found[name].features |= self._of_mention(mention, frame, since)
        if self.name in found and self.age <= 1:
            found[self.name].features.add("whom the sentence before is about")
        fits = [
            meant for meant in found.values()
            if meant.name not in excluded and (not sex or (self.sex(meant.name) or sex) == sex)
        ]  # fmt: skip
        for meant in fits:
            if sex and self.sex(meant.name):
                meant.features.add("known to be he or she")
            if len(fits) == 1:
                meant.features.add("the only one it may be")
            yield meant

    def _of_mention(self, mention: Mention, frame: Frame, since: int) -> set[str]:
        found = set()
        if mention.start > since:
            found.add("named since somebody spoke")
        if mention.begins and not mention.governed:
            found.add("subject of a sentence close by")
        if mention.start >= frame.tokens[0].start and not mention.begins:
            found.add("named inside the same sentence")
        elif mention.start >= frame.tokens[0].start and not mention.governed:
            after = next((t for t in frame.tokens if t.start >= mention.end), None)
            if after is not None and after.kind == "w":
                # Not "Reeves, he said, was late".
                found.add("opening the same sentence")
        return found

    def sex_of(self, token: Token) -> str:
        """ "m" or "f" for a pronoun; empty for one that means women and men ("hän")."""
        he, she = token.low in self.lexicon.he, token.low in self.lexicon.she
        return "" if he == she else "m" if he else "f"

    def sex(self, name: str) -> str | None:
        """ "m" or "f" where the report tells."""
        return self.people.sex(name) or self.called.get(name)

    def _is_many(self, speaker: Speaker) -> bool:
        return any(word in self.lexicon.plurals for word in speaker.text.lower().split())

    def note(self, frame: Frame, spoke: Speaker | None, spoke_unit: int) -> None:
        """Keeps whom a sentence is about: the person or the pronoun that opens it."""
        self.age += 1
        tokens = frame.tokens
        for token in tokens[:_OPENING]:
            if is_pronoun(token, self.lexicon) and token.low not in self.lexicon.articles:
                meant = self.whom(frame, token, spoke, spoke_unit)
                if meant is not None:
                    self.name, self.age = meant.name, 0
                return
        last = tokens[min(_OPENING, len(tokens) - 1)]
        for mention in self.people.mentions_in(tokens[0].start, last.end + 60):
            if mention.begins and not mention.governed:
                self.name, self.age = mention.name, 0
                return


def _is_interrupted(tokens: list[Token], pronoun: Token, mention: Mention) -> bool:
    """Whether a pronoun speaks of the person whose clause it interrupts: "Green, he said, was late"."""
    if mention.start != tokens[0].start:
        return False
    comma = next((i for i, token in enumerate(tokens) if token.start >= mention.end), len(tokens) - 1)
    return tokens[comma].text == "," and tokens[comma + 1 : comma + 2] == [pronoun]
