"""One pass over a report: marks, frames, attributions, and what carries over between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

import regex

from rashomon.marking.quotations.cues import Report as Reported
from rashomon.marking.quotations.cues import CueAt, attribute, cue_at, leading_phrase, stance
from rashomon.marking.quotations.dashes import opens, read_dialogue
from rashomon.marking.quotations.frames import Frame, Token, frames, words_of
from rashomon.marking.quotations.indirect import Content, contents
from rashomon.marking.quotations.judging import is_speech, length
from rashomon.marking.quotations.lexicon import Lexicon, lexicon
from rashomon.marking.quotations.marks import Quoted, scan
from rashomon.marking.quotations.people import People
from rashomon.marking.quotations.phrases import is_pronoun, right
from rashomon.marking.quotations.turns import Turn, turns
from rashomon.model import Block, Cue, Name, Quotation, QuotationKind, Span, Speaker

_LINE = regex.compile(r"[^\n]++")
_CARRY = 5


def read(
    text: str, blocks: Sequence[Block], language: str, names: Sequence[Name], beside: Sequence[Span] = ()
) -> list[Quotation]:
    """The quotations of the blocks of a text, in text order. ``beside`` are stretches that are not read
    for quotations but may say who holds which role (a repeated pull quote with its signature)."""
    return _Reading(text, blocks, language, names, beside).quotations()


class _Reading:
    def __init__(
        self, text: str, blocks: Sequence[Block], language: str, names: Sequence[Name], beside: Sequence[Span]
    ) -> None:
        self.text, self.language, self.names = text, language, names
        self.lexicon: Lexicon = lexicon(language)
        self.found: list[Quotation] = []
        paragraphs: list[Span] = []
        self.turns: list[Turn] = []
        for block in blocks:
            lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text, block.span.start, block.span.end)]
            taken, rest = turns(text, lines, block.kind, self.lexicon)
            self.turns.extend(taken)
            paragraphs.extend(rest)
        self.quoted = scan(text, paragraphs)
        self._named = sorted((name.span.start, name.span.end) for name in names)
        self._opens = [quoted.outer.start for quoted in self.quoted]
        self.frames = self._frames(paragraphs)
        known = self.frames + [
            Frame(list(words_of(text, line.start(), line.end(), self.lexicon)), -1)
            for span in beside
            for line in _LINE.finditer(text, span.start, span.end)
        ]
        self.people = People(text, [f for f in known if f.tokens], names, self.lexicon, language)
        self.direct: Speaker | None = None
        self.direct_unit = -9
        self.last: Speaker | None = None
        self.last_unit = -9
        self.posted: Speaker | None = None
        self.topic: Speaker | None = None
        self.topic_frame: Frame | None = None
        self.before: Frame | None = None

    def _frames(self, paragraphs: list[Span]) -> list[Frame]:
        found: list[Frame] = []
        number = 0
        index = 0
        for unit, span in enumerate(paragraphs):
            if index < len(paragraphs) and unit < index:
                continue
            start, end, last = span.start, span.end, unit
            if unit + 1 < len(paragraphs) and self._introduces(span, paragraphs[unit + 1]):
                last, end = unit + 1, paragraphs[unit + 1].end
            inside: list[tuple[int, Quoted]] = []
            while number < len(self.quoted) and self.quoted[number].outer.start < end:
                quoted = self.quoted[number]
                inside.append((number, quoted))
                number += 1
                while quoted.outer.end > end:
                    last += 1
                    end = paragraphs[last].end
                if last + 1 < len(paragraphs) and self._introduces(paragraphs[last], paragraphs[last + 1]):
                    last += 1
                    end = paragraphs[last].end
            index = last + 1
            begin = opens(self.text, span)
            if begin is not None and not (inside and inside[0][1].outer.start <= begin):
                tokens = list(words_of(self.text, start, end, self.lexicon))
                self._tie(tokens)
                found.append(Frame(tokens, unit, begin))
                continue
            found.extend(frames(self.text, Span(start, end), inside, self.lexicon, self.language, unit))
        for frame in found:
            if frame.dialogue < 0:
                self._tie(frame.tokens)
        return found

    def _tie(self, tokens: list[Token]) -> None:
        """Binds the words of a name that the names module found together."""
        for token in tokens:
            at = bisect_right(self._named, (token.start, 1 << 60)) - 1
            token.tied = at >= 0 and self._named[at][0] < token.start and token.end <= self._named[at][1]

    def _introduces(self, span: Span, following: Span) -> bool:
        """Whether a paragraph ends with a colon that leads to the quotation that opens the next."""
        if self.text[max(span.start, span.end - 6) : span.end].rstrip()[-1:] not in (":", "："):
            return False
        first = following.start
        while first < following.end and self.text[first].isspace():
            first += 1
        at = bisect_left(self._opens, first)
        return at < len(self._opens) and self._opens[at] == first

    def quotations(self) -> list[Quotation]:
        """Everything, in text order."""
        waiting = sorted(self.turns, key=lambda turn: turn.span)
        for frame in self.frames:
            while waiting and waiting[0].span.start < frame.tokens[0].start:
                self._turn(waiting.pop(0), frame.unit)
            if frame.dialogue >= 0:
                self._dialogue(frame)
            else:
                self._frame(frame)
            self.before = frame
        for turn in waiting:
            self._turn(turn, self.last_unit + 1)
        self.found.sort(key=lambda quotation: (quotation.span, quotation.kind))
        return self.found

    def _turn(self, turn: Turn, unit: int) -> None:
        name = self.people.person(turn.name.split()) if turn.name else None
        speaker = None
        if turn.name:
            named = self.people.name_at(turn.speaker)
            full = name or turn.name
            entity = named.entity if named and named.kind == "person" else self.people.entity_of(full)
            speaker = Speaker(turn.speaker, turn.speaker.of(self.text), full, entity)
        for piece in turn.pieces:
            self.found.append(Quotation(piece, piece.of(self.text), "direct", speaker, None, turn.translated))
        self._remember(speaker, unit, direct=True)
        if turn.posted:
            self.posted = speaker

    def _dialogue(self, frame: Frame) -> None:
        tokens = frame.tokens
        hyphen = tokens[0].text == "-"
        said = read_dialogue(self.text, tokens, frame.dialogue, hyphen, self.lexicon)
        if said is None:
            self._frame(frame)
            return
        speaker = self._speaker(frame, said.report, True) if said.report else self._carried_over(frame)
        cue = self._cue(tokens, said.report) if said.report else None
        for piece in said.pieces:
            self.found.append(Quotation(piece, piece.of(self.text), "direct", speaker, cue))
        self._remember(speaker, frame.unit, direct=True)

    def _carried_over(self, frame: Frame) -> Speaker | None:
        """The speaker of the paragraph before a line of dialogue that names none."""
        return self.last if self.last is not None and frame.unit - self.last_unit == 1 else None

    def _remember(self, speaker: Speaker | None, unit: int, direct: bool) -> None:
        if speaker is None:
            return
        self.last, self.last_unit = speaker, unit
        if direct:
            self.direct, self.direct_unit = speaker, unit

    def _speaker(self, frame: Frame, report: Reported, direct: bool) -> Speaker | None:
        phrase = report.phrase
        if phrase is None:
            return None
        tokens = frame.tokens
        span = Span(tokens[phrase.first].start, tokens[phrase.last].end)
        words = span.of(self.text)
        for marker in self.lexicon.subject_markers:
            if words.endswith(marker) and len(words) > len(marker) + 1:
                span = Span(span.start, span.end - len(marker))
                words = span.of(self.text).rstrip()
                span = Span(span.start, span.start + len(words))
                break
        if phrase.sort == "pronoun":
            meant = self._meant(frame, tokens[phrase.first], report, direct)
            return Speaker(span, words, meant.name if meant else "", meant.entity if meant else "")
        name, entity = self.people.resolve(tokens, phrase)
        for marker in self.lexicon.subject_markers:
            if name.endswith(marker) and len(name) > len(marker) + 1:
                name = name[: -len(marker)].rstrip()
                break
        return Speaker(span, words, name, entity, self._relay(tokens, report))

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
        many = token.low in lex.they and token.low not in lex.he and token.low not in lex.she
        if many:
            return None
        sex = "m" if token.low in lex.he else "f"
        posts = any(t.low in lex.media for t in frame.tokens)
        if posts and self.posted is not None and self._fits(self.posted, sex):
            return self.posted
        recent = self.people.recent(token.start)
        named = []
        for mention in recent:
            if self.last is not None and mention.end <= self.last.span.end and self.last_unit >= frame.unit - 2:
                break
            person = self.people.person(mention.words)
            if person and person not in named and self._sexed(person, sex):
                named.append(person)
        if self.last is not None and self.last_unit >= frame.unit - 2 and self._fits(self.last, sex):
            if not named or named == [self.last.name]:
                return self.last if self._single(self.last) else None
        if len(named) == 1:
            first = next(m for m in recent if self.people.person(m.words) == named[0])
            if self.last is None or self.last_unit < frame.unit - 2 or first.begins:
                return Speaker(Span(first.start, first.end), "", named[0], self.people.entity_of(named[0]))
        return None

    def _single(self, speaker: Speaker) -> bool:
        return bool(speaker.name) and not any(
            word in self.lexicon.plurals for word in speaker.text.lower().split()
        )

    def _sexed(self, name: str, sex: str) -> bool:
        known = self.people.sex(name)
        return known is None or known == sex

    def _fits(self, speaker: Speaker, sex: str) -> bool:
        return self._single(speaker) and self._sexed(speaker.name, sex)

    def _frame(self, frame: Frame) -> None:
        tokens, lex = frame.tokens, self.lexicon
        reported = contents(tokens, lex)
        held: dict[int, Content] = {}
        for content in reported:
            for place in range(content.first, content.last + 1):
                if tokens[place].quote >= 0:
                    held[place] = content
        mixed: dict[int, list[Span]] = {}
        speakers: list[tuple[Speaker, bool]] = []
        free = self._free(frame) if not reported else None
        shared: Reported | None = None
        for place, token in enumerate(tokens):
            if token.quote < 0:
                continue
            content = held.get(place)
            quoted = self.quoted[token.quote]
            if content is not None and self._is_plain(tokens, content):
                content = None
            report = attribute(tokens, place, lex) if content is None else content.report
            report = report or shared
            if not is_speech(tokens, place, report, content is not None or free is not None, lex):
                continue
            shared = report
            if report is None and free is not None:
                mixed.setdefault(0, []).append(quoted.inner)
                continue
            if content is not None:
                mixed.setdefault(id(content), []).append(quoted.inner)
                continue
            speaker = self._speaker(frame, report, True) if report else None
            if report is None:
                speaker = self._carried(frame, place)
                if speaker is None and length(token.text) < _CARRY and not lex.nouns_capital and place:
                    continue
            self._add_direct(quoted, speaker, frame, report)
            if speaker:
                speakers.append((speaker, True))
        if free is not None and (0 in mixed or not any(t.kind == "q" for t in tokens)):
            self._add_free(tokens, free, tuple(mixed.get(0, ())))
            self._remember(free, frame.unit, direct=False)
        for content in reported:
            if self._is_plain(tokens, content):
                continue
            speaker = self._speaker(frame, content.report, False)
            if speaker is None:
                continue
            if content.relay is not None:
                relay = Span(tokens[content.relay.first].start, tokens[content.relay.last].end).of(self.text)
                speaker = replace(speaker, relayed_by=relay)
            span = Span(tokens[content.first].start, tokens[content.last].end)
            parts = tuple(mixed.get(id(content), ()))
            cue = self._cue(tokens, content.report)
            self.found.append(
                Quotation(
                    span, span.of(self.text), "mixed" if parts else "indirect", speaker, cue, False,
                    stance(tokens, content.report.cue, lex), parts,
                )
            )  # fmt: skip
            speakers.append((speaker, bool(parts)))
        if not reported and not speakers:
            self._this(frame)
            self._note_topic(frame)
        for speaker, direct in speakers:
            self._remember(speaker, frame.unit, direct)
            if speaker.name and any(t.low in lex.media for t in tokens):
                self.posted = speaker

    def _add_free(self, tokens: list[Token], speaker: Speaker, parts: tuple[Span, ...]) -> None:
        """A sentence reported by its mood; it goes on with one before it."""
        span = _without_end(tokens)
        last = self.found[-1] if self.found else None
        if last is not None and last.cue is None and last.kind != "direct" and last.speaker == speaker:
            if span.start - last.span.end <= 3:
                self.found.pop()
                span, parts = Span(last.span.start, span.end), last.parts + parts
        kind: QuotationKind = "mixed" if parts else "indirect"
        self.found.append(Quotation(span, span.of(self.text), kind, speaker, None, False, "asserted", parts))

    def _this(self, frame: Frame) -> None:
        """"That is what the minister said": the content is the sentence before."""
        tokens, lex = frame.tokens, self.lexicon
        if self.before is None or self.before.unit != frame.unit or tokens[0].low not in lex.this or len(tokens) > 22:
            return
        cue = cue_at(tokens, 1, lex) if len(tokens) > 2 else None
        if cue is None or cue.category != "say":
            return
        phrase = right(tokens, cue.last + 1, lex)
        if phrase is None or any(t.kind == "q" for t in self.before.tokens):
            return
        report = Reported(cue, phrase, True)
        speaker = self._speaker(frame, report, False)
        span = _without_end(self.before.tokens)
        if speaker is None or any(q.span.overlap(span) for q in self.found[-2:]):
            return
        self.found.append(Quotation(span, span.of(self.text), "indirect", speaker, self._cue(tokens, report)))
        self._remember(speaker, frame.unit, direct=False)

    def _free(self, frame: Frame) -> Speaker | None:
        """The speaker of a sentence that goes on reporting by its mood alone ("Das sei falsch.")."""
        if not any(t.low in self.lexicon.free_subjunctive for t in frame.tokens if t.kind == "w"):
            return None
        if self.topic is not None and self.topic_frame is self.before and self.before is not None:
            if self.before.unit == frame.unit and (self.last is None or self.last.span < self.topic.span):
                return self.topic
        return self.last if frame.unit == self.last_unit else None

    def _note_topic(self, frame: Frame) -> None:
        phrase = leading_phrase(frame.tokens, len(frame.tokens), self.lexicon)
        if phrase is None or any(t.kind == "q" for t in frame.tokens):
            return
        self.topic = self._speaker(frame, Reported(CueAt(0, 0, "colon"), phrase, False), False)
        self.topic_frame = frame

    def _is_plain(self, tokens: list[Token], content: Content) -> bool:
        """Whether the content is nothing but a quoted stretch (with a connective before it)."""
        rest = [t for t in tokens[content.first : content.last + 1] if t.kind == "w"]
        has = any(t.kind == "q" for t in tokens[content.first : content.last + 1])
        return has and (not rest or content.report.cue.category == "source" and len(rest) < 2)

    def _add_direct(self, quoted: Quoted, speaker: Speaker | None, frame: Frame, report: Reported | None) -> None:
        cue = self._cue(frame.tokens, report) if report else None
        inner = quoted.inner
        parts = quoted.parts if len(quoted.parts) > 1 else ()
        held = stance(frame.tokens, report.cue, self.lexicon) if report else "asserted"
        self.found.append(Quotation(inner, inner.of(self.text), "direct", speaker, cue, False, held, parts))

    def _cue(self, tokens: list[Token], report: Reported) -> Cue | None:
        if report.cue.category == "colon":
            return None
        span = Span(tokens[report.cue.first].start, tokens[report.cue.last].end)
        return Cue(span, span.of(self.text))

    def _carried(self, frame: Frame, place: int) -> Speaker | None:
        """The speaker of what was said before, where the frame names nobody itself."""
        tokens = frame.tokens
        others = [t for t in tokens if t.kind == "w" and t is not tokens[place]]
        if any(is_pronoun(t, self.lexicon) and t.low not in self.lexicon.articles for t in others):
            return None
        leads = place > 0 and tokens[place - 1].text in ":："
        if leads and self.last is not None and frame.unit == self.last_unit and length(tokens[place].text) > _CARRY:
            if not self.people.between(self.last.span.end, tokens[place].start):
                return self.last
        if len(others) > 3 or any(t.capital and t is not tokens[0] for t in others):
            return None
        if self.topic is not None and self.topic_frame is self.before and self.before is not None:
            alone = self.before.unit == frame.unit and not others and length(tokens[place].text) > _CARRY
            if alone and self.topic.name and (self.last is None or self.last_unit != frame.unit or self.last.span < self.topic.span):
                return self.topic
        if self.last is not None and frame.unit == self.last_unit:
            return self.last
        if self.direct is None or not self.direct.name or frame.unit - self.direct_unit > 1:
            return None
        return self.direct


def _without_end(tokens: list[Token]) -> Span:
    last = len(tokens) - 1
    while last > 0 and tokens[last].kind == "p":
        last -= 1
    return Span(tokens[0].start, tokens[last].end)
