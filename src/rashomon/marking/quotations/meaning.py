"""Whom a pronoun means: one scored choice among the persons named or heard before it, and nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rashomon.marking.quotations.choosing import weights
from rashomon.marking.quotations.frames import Frame, Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.people import Mention, People
from rashomon.marking.quotations.phrases import is_pronoun
from rashomon.model import Span, Speaker

#: How much more than the second the best must weigh.
_MARGIN = 1.0
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
        sex = "m" if token.low in lex.he else "f"
        known = weights(lex.language)
        scored = sorted(
            ((round(sum(known[f] for f in found.features), 6), number, found)
             for number, found in enumerate(self._candidates(frame, token, sex, spoke, spoke_unit))),
            key=lambda row: (-row[0], row[1]),
        )  # fmt: skip
        if not scored or scored[0][0] <= known["nobody is meant"]:
            return None
        if len(scored) > 1 and scored[0][0] - scored[1][0] < _MARGIN:
            return None
        best = scored[0][2]
        if (token.low in lex.he) != (token.low in lex.she):
            # Who was "he" once is not "she" later.
            self.called.setdefault(best.name, sex)
        return best

    def _candidates(
        self, frame: Frame, token: Token, sex: str, spoke: Speaker | None, spoke_unit: int
    ) -> Iterator[Meant]:
        people = self.people
        found: dict[str, Meant] = {}
        apart = frame.unit - spoke_unit
        if spoke is not None and spoke.name and apart <= 2 and not self._is_many(spoke):
            own = found[spoke.name] = Meant(spoke.name, spoke.span, spoke.entity)
            own.features.add(
                ("spoke in this paragraph", "spoke in the paragraph before", "spoke two before")[apart]
            )
        since = spoke.span.end if spoke is not None and apart <= 2 else -1
        excluded: set[str] = set()
        for mention in people.recent(token.start):
            name = people.person(mention.words) or ""
            if token.low in mention.beside:
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
            if meant.name not in excluded and (self.sex(meant.name) or sex) == sex
        ]  # fmt: skip
        for meant in fits:
            if self.sex(meant.name):
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
        return found

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
                self.name, self.age = self.people.person(mention.words) or "", 0
                return
