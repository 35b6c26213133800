"""What a report has said so far about who speaks: pronouns, roles and silence brought to a speaker."""

from __future__ import annotations

from functools import partial

from rashomon.marking.quotations.cues import CueAt, Reported
from rashomon.marking.quotations.frames import Frame, Token
from rashomon.marking.quotations.judging import length
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.meaning import Centre
from rashomon.marking.quotations.people import People
from rashomon.marking.quotations.phrases import is_pronoun, named_until
from rashomon.marking.quotations.resolving import resolve
from rashomon.marking.quotations.topics import leading_phrase
from rashomon.model import Span, Speaker

#: Words that a quotation without a speaker of its own must have to be kept.
ENOUGH = 5
#: How far behind the words that a sentence opens with, in code points, a pronoun may mean them.
_NEAR = 400


class Discourse:
    """The state of a reading: who spoke last (``last``), last in direct speech (``direct``), last in a
    post (``posted``), whom the sentence before is about (``topic``), and who was "he" or "she"
    (``called``)."""

    def __init__(self, text: str, people: People, lexicon: Lexicon) -> None:
        self.text, self.people, self.lexicon = text, people, lexicon
        self.direct: Speaker | None = None
        self.direct_unit = -9
        self.last: Speaker | None = None
        self.last_unit = -9
        self.posted: Speaker | None = None
        self.centre = Centre(people, lexicon)
        self._topics: tuple[Frame, Speaker | None] | None = None
        self.topic_frame: Frame | None = None
        self.before: Frame | None = None

    def remember(self, speaker: Speaker | None, unit: int, direct: bool) -> None:
        """Keeps who spoke in a paragraph; ``direct``: in their own words."""
        if speaker is None:
            return
        self.last, self.last_unit = speaker, unit
        if direct:
            self.direct, self.direct_unit = speaker, unit

    def speaker(self, frame: Frame, report: Reported, direct: bool) -> Speaker | None:
        """The speaker that a report of speech names, resolved; None where it names none."""
        phrase = report.phrase
        tokens = frame.tokens
        self.centre.reasons = ()
        if phrase is None or phrase.sort == "anyone" or self._is_topic(tokens, report):
            return None
        span = Span(tokens[phrase.first].start, tokens[named_until(tokens, phrase, self.lexicon)].end)
        words = span.of(self.text)
        for marker in self.lexicon.subject_markers:
            if words.endswith(marker) and len(words) > len(marker) + 1:
                span = Span(span.start, span.end - len(marker))
                words = span.of(self.text).rstrip()
                span = Span(span.start, span.start + len(words))
                break
        if phrase.first == phrase.last and tokens[phrase.first].low in self.lexicon.neuter:
            return Speaker(span, words, "", "")
        if phrase.sort == "own":
            known = self.last if frame.unit - self.last_unit <= 1 else None
            meant = known if known is not None and self._single(known) else None
            return Speaker(span, words, meant.name if meant else "", meant.entity if meant else "")
        if phrase.sort == "pronoun":
            meant = self._meant(frame, tokens[phrase.first], report, direct)
            return Speaker(span, words, meant.name if meant else "", meant.entity if meant else "")
        holder = partial(self.centre.holder, frame, self.last, self.last_unit)
        name, entity = resolve(self.people, tokens, phrase, holder)
        if phrase.sort == "owner" and not entity and name.endswith(self.lexicon.genitives):
            # "Anna Roes answer" is Anna Roe's, unless that is how she is called elsewhere.
            name = self.people.person(words.split()) or name[:-1].rstrip("'’")
        for marker in self.lexicon.subject_markers:
            if name.endswith(marker) and len(name) > len(marker) + 1:
                name = name[: -len(marker)].rstrip()
                break
        return Speaker(span, words, name, entity, self._relay(tokens, report))

    def _is_topic(self, tokens: list[Token], report: Reported) -> bool:
        """Whether the words that open a sentence before a colon may be what it is about, as in "Strike at
        Orvane: “…”": a capital that the place gives makes nobody's name."""
        phrase = report.phrase
        if report.cue.category != "colon" or phrase is None or phrase.first or phrase.sort != "name":
            return False
        if not tokens[0].text[0].isupper() or any(t.text[0].isupper() for t in tokens[1 : phrase.head + 1]):
            return False
        if phrase.head + 1 == report.cue.first and not self.people.names:
            # "Roth: “…”", and nothing is known of names.
            return False
        known = self.people.person([tokens[0].text]) is not None
        span = Span(tokens[0].start, tokens[phrase.head].end)
        return not known and all(
            name.kind not in ("person", "organisation") for name in self.people.names_over(span)
        )

    def _relay(self, tokens: list[Token], report: Reported) -> str | None:
        """To whom a source that is not named spoke: "an officer told CNN"."""
        place = report.cue.last + 1
        if report.cue.category != "say" or place >= len(tokens) or report.inverted:
            return None
        end = place
        while end < len(tokens) and tokens[end].kind == "w" and tokens[end].capital and end - place < 4:
            end += 1
        if end == place or tokens[report.cue.last].low not in self.lexicon.tell:
            return None
        return self.text[tokens[place].start : tokens[end - 1].end]

    def _meant(self, frame: Frame, token: Token, report: Reported, direct: bool) -> Speaker | None:
        """Whom a pronoun means; None where that cannot be told."""
        lex = self.lexicon
        if token.low in lex.oblique_pronouns and token.low not in lex.he and token.low not in lex.she:
            return None
        many = token.low in lex.they and token.low not in lex.he and token.low not in lex.she
        if many:
            return None
        posts = any(t.low in lex.media for t in frame.tokens)
        if posts and self.posted is not None and self._fits(self.posted, self.centre.sex_of(token)):
            return self.posted
        meant = self.centre.whom(frame, token, self.last, self.last_unit)
        return Speaker(meant.span, "", meant.name, meant.entity) if meant else None

    def _single(self, speaker: Speaker) -> bool:
        return bool(speaker.name) and not any(
            word in self.lexicon.plurals for word in speaker.text.lower().split()
        )

    def _sexed(self, name: str, sex: str) -> bool:
        known = self.centre.sex(name)
        return not sex or known is None or known == sex

    def _fits(self, speaker: Speaker, sex: str) -> bool:
        return self._single(speaker) and self._sexed(speaker.name, sex)

    def free(self, frame: Frame) -> Speaker | None:
        """The speaker of a sentence that goes on reporting by its mood alone ("Das sei falsch.")."""
        mood = self.lexicon.free_subjunctive
        if any(t.kind == "q" for t in frame.tokens):
            mood |= self.lexicon.subjunctive
        if not any(t.low in mood for t in frame.tokens if t.kind == "w"):
            return None
        topic = self._topic(frame.unit)
        if topic is not None and (self.last is None or self.last.span < topic.span):
            return topic
        return self.last if frame.unit == self.last_unit else None

    def note_topic(self, frame: Frame) -> None:
        """Keeps a frame without speech: whom it is about is asked only where the next one needs it."""
        self.topic_frame = frame

    def _topic(self, unit: int) -> Speaker | None:
        """Whom the sentence just before, in the same paragraph, is about."""
        frame = self.topic_frame
        if frame is None or frame is not self.before or frame.unit != unit:
            return None
        if self._topics is None or self._topics[0] is not frame:
            phrase = leading_phrase(frame.tokens, len(frame.tokens), self.lexicon)
            if phrase is None or any(t.kind == "q" for t in frame.tokens):
                self._topics = (frame, None)
            else:
                colon = CueAt(0, 0, "colon")
                self._topics = (frame, self.speaker(frame, Reported(colon, phrase, False), False))
        return self._topics[1]

    def named(self, frame: Frame, place: int) -> Speaker | None:
        """The one person named in a sentence that a colon ends before the words at ``place``, where no
        preposition or article makes that name something else than its subject."""
        tokens, lex = frame.tokens, self.lexicon
        if place < 2 or tokens[place - 1].text not in ":：" or not lex.inverts:
            return None
        persons = [
            mention
            for mention in self.people.mentions_in(tokens[0].start, tokens[place - 1].start)
            if self._is_subject(tokens, mention.start)
        ]
        if len({m.name for m in persons}) != 1:
            return None
        span = Span(persons[0].start, persons[0].end)
        name = persons[0].name
        return Speaker(span, span.of(self.text), name, self.people.entity_of(name))

    def _is_subject(self, tokens: list[Token], start: int) -> bool:
        """Whether nothing before a name makes it something else than a subject behind its verb."""
        lex = self.lexicon
        first = next(i for i, t in enumerate(tokens) if t.end > start)
        before = tokens[first - 1] if first else None
        return before is not None and before.kind == "w" and not (
            before.text[0].isupper() or before.low in lex.prepositions or before.low in lex.of
            or before.low in lex.articles or before.low in lex.conjunctions
        )  # fmt: skip

    def omitted(self, frame: Frame, report: Reported | None) -> Speaker | None:
        """Who spoke before, where a verb of speech has no subject because the language leaves it out."""
        known = self.last
        if not self.lexicon.pro_drop or report is None or report.phrase is not None or known is None:
            return None
        if report.cue.category != "say" or frame.unit - self.last_unit > 1 or not self._single(known):
            return None
        first, last = report.cue.first, report.cue.last
        beside = frame.tokens[last + 1 : last + 2], frame.tokens[max(0, first - 1) : first]
        if any(t.low in self.lexicon.articles for t in beside[0]) or any(
            t.low in self.lexicon.reflexive for t in beside[1]
        ):
            return None
        if any(
            t.kind == "w" and t.text[0].isupper() and t.low not in self.lexicon.times
            for t in frame.tokens[1:]
        ):
            # Somebody else may be meant.
            return None
        topic = self._topic(frame.unit)
        if topic is not None and topic.name:
            return topic
        between = self.people.mentions_in(known.span.end, frame.tokens[0].start)
        others = {mention.name for mention in between} - {known.name}
        return None if others else known

    def carried_over(self, frame: Frame) -> Speaker | None:
        """The speaker of the paragraph before a line of dialogue that names none."""
        return self.last if self.last is not None and frame.unit - self.last_unit == 1 else None

    def carried(self, frame: Frame, place: int) -> Speaker | None:
        """The speaker of what was said before, where the frame names nobody itself."""
        tokens = frame.tokens
        others = [t for t in tokens if t.kind == "w" and t is not tokens[place]]
        if any(is_pronoun(t, self.lexicon) and t.low not in self.lexicon.articles for t in others):
            return None
        leads = place > 0 and tokens[place - 1].text in ":："
        if (
            leads
            and self.last is not None
            and frame.unit == self.last_unit
            and length(tokens[place].text) > ENOUGH
        ) and not self.people.between(self.last.span.end, tokens[place].start):
            return self.last
        if len(others) > 3 or any(t.capital and t is not tokens[0] for t in others):
            return None
        topic = self._topic(frame.unit)
        if topic is not None and topic.name and not others and length(tokens[place].text) > ENOUGH and (
            self.last is None or self.last_unit != frame.unit or self.last.span < topic.span
        ):  # fmt: skip
            return topic
        if self.last is not None and frame.unit == self.last_unit:
            return self.last
        if self.direct is None or not self.direct.name or frame.unit - self.direct_unit > 1:
            return None
        return self.direct
