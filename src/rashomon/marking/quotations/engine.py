"""One pass over a report: marks, frames, attributions, and what carries over between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import regex

from rashomon.marking.quotations import linking
from rashomon.marking.quotations.choosing import because
from rashomon.marking.quotations.contents import Content, contents
from rashomon.marking.quotations.cues import Reported, cue_at, stance
from rashomon.marking.quotations.dashes import read_dialogues
from rashomon.marking.quotations.discourse import ENOUGH, Discourse
from rashomon.marking.quotations.frames import Frame, Source, Token, words_of
from rashomon.marking.quotations.judging import is_speech, length
from rashomon.marking.quotations.layout import Layout
from rashomon.marking.quotations.lexicon import Lexicon, lexicon
from rashomon.marking.quotations.linking import innermost
from rashomon.marking.quotations.people import People
from rashomon.marking.quotations.phrases import Phrase, right
from rashomon.marking.quotations.resolving import resolve
from rashomon.marking.quotations.signatures import attributed, dialogue_apart, signatures
from rashomon.marking.quotations.turns import Turn, turns
from rashomon.model import Block, Cue, Name, Quotation, QuotationKind, Span, Speaker
from rashomon.text.document import Document, document_in
from rashomon.text.quoted import scan

#: Letters that a headline has at most.
_HEADLINE = 160
#: Quotations of a text up to which headlines are looked up in it (no report has more).
_MANY = 400
_LINE = regex.compile(r"[^\n]++")


def read(
    document: Document,
    blocks: Sequence[Block],
    language: str,
    names: Sequence[Name],
    beside: Sequence[Span] = (),
) -> list[Quotation]:
    """The quotations of some blocks of a document, in text order. ``beside`` are stretches that are not read
    for quotations but may say who holds which role (a repeated pull quote with its signature)."""
    return _Reading(document, blocks, language, names, beside).quotations()


class _Reading:
    def __init__(
        self,
        document: Document,
        blocks: Sequence[Block],
        language: str,
        names: Sequence[Name],
        beside: Sequence[Span],
    ) -> None:
        text = self.text = document.text
        self.lexicon: Lexicon = lexicon(language)
        self.found: list[Quotation] = []
        paragraphs: list[Span] = []
        self.turns: list[Turn] = []
        for block in blocks:
            lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text, block.span.start, block.span.end)]
            taken, rest = turns(text, lines, block.kind, self.lexicon)
            self.turns.extend(taken)
            paragraphs.extend(piece for line in rest for piece in dialogue_apart(text, line, self.lexicon))
        self.quoted = scan(text, paragraphs, partial(attributed, text, self.lexicon))
        self.signed, paragraphs = signatures(text, self.quoted, paragraphs)
        self.frames = Layout(Source(document, self.lexicon), self.quoted, names).frames_of(paragraphs)
        known = self.frames + [
            Frame(words_of(text, line.start(), line.end(), self.lexicon), -1)
            for span in beside
            for line in _LINE.finditer(text, span.start, span.end)
        ]
        self.people = People(text, [f for f in known if f.tokens], names, self.lexicon, language)
        self.so_far = Discourse(text, self.people, self.lexicon)

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
            self.so_far.before = frame
            self.so_far.centre.note(frame, self.so_far.last, self.so_far.last_unit)
        for turn in waiting:
            self._turn(turn, self.so_far.last_unit + 1)
        if len(self.found) <= _MANY:
            self.found = [self._echoed(quotation) for quotation in self.found]
        self.found.sort(key=lambda quotation: (quotation.span, quotation.kind))
        return self.found

    def _echoed(self, quotation: Quotation) -> Quotation:
        """A headline's quotation with the speaker that the text below gives for the same words."""
        if quotation.speaker is not None or quotation.cue is not None or quotation.kind != "direct":
            return quotation
        words = quotation.text.casefold().strip(" .,!?…")
        if len(words) > _HEADLINE or words.count(" ") < 2:
            return quotation
        said = {
            other.speaker.name: other.speaker
            for other in self.found
            if other.kind != "indirect" and other.speaker and words in other.text.casefold()
        }
        return replace(quotation, speaker=next(iter(said.values()))) if len(said) == 1 else quotation

    def _turn(self, turn: Turn, unit: int) -> None:
        name = self.people.person(turn.name.split()) if turn.name else None
        speaker = None
        if turn.name:
            named = self.people.name_at(turn.speaker)
            full = name or turn.name
            entity = named.entity if named and named.kind == "person" else self.people.entity_of(full)
            speaker = Speaker(turn.speaker, turn.speaker.of(self.text), full, entity)
        for piece in turn.pieces:
            self.found.append(
                Quotation(
                    piece,
                    piece.of(self.text),
                    "direct",
                    speaker,
                    None,
                    turn.translated,
                    because=("quotations.a turn",),
                )
            )
        self.so_far.remember(speaker, unit, direct=True)
        if turn.posted:
            self.so_far.posted = speaker

    def _signer(self, span: Span) -> Speaker:
        """The speaker that a signature behind a quotation names."""
        tokens = words_of(self.text, span.start, span.end, self.lexicon)
        phrase = right(tokens, 0, self.lexicon) or Phrase(0, len(tokens) - 1, len(tokens) - 1, "name")
        name, entity = resolve(self.people, tokens, phrase, lambda _: None)
        if not any(token.text[0].isupper() for token in tokens[phrase.first : phrase.head + 1]):
            name = span.of(self.text)
        return Speaker(span, span.of(self.text), name or span.of(self.text), entity)

    def _dialogue(self, frame: Frame) -> None:
        tokens = frame.tokens
        hyphen = tokens[0].text == "-"
        dialogues = read_dialogues(self.text, tokens, frame.dialogue, hyphen, self.lexicon)
        if not dialogues:
            self._frame(frame)
        for said in dialogues:
            report = said.report
            if report:
                speaker = self.so_far.speaker(frame, report, True)
            else:
                speaker = None if said.open else self.so_far.carried_over(frame)
            cue = self._cue(tokens, report) if report else None
            for piece in said.pieces:
                self.found.append(Quotation(piece, piece.of(self.text), "direct", speaker, cue))
            self.so_far.remember(speaker, frame.unit, direct=True)

    def _frame(self, frame: Frame) -> None:
        tokens, lex = frame.tokens, self.lexicon
        reported = contents(tokens, lex)
        report: Reported | None
        held: dict[int, Content] = {}
        for content in reported:
            for place in range(content.first, content.last + 1):
                if tokens[place].quote >= 0:
                    held[place] = content
        mixed: dict[int, list[Span]] = {}
        speakers: list[tuple[Speaker, bool]] = []
        free = self.so_far.free(frame) if not reported else None
        shared: Reported | None = None
        for place, token in enumerate(tokens):
            if token.quote < 0:
                continue
            within = held.get(place)
            quoted = self.quoted[token.quote]
            if within is not None and self._is_plain(tokens, within):
                within = None
            inner = (
                innermost(tokens, place, within.first, within.report.cue, lex) if within is not None else None
            )
            if within is not None and inner is not None:
                if is_speech(tokens, place, inner, True, lex):
                    self._add_direct(place, self.so_far.speaker(frame, inner, True), frame, inner)
                continue
            report = linking.choose(tokens, place, lex) if within is None else within.report
            report = report or shared
            if not is_speech(tokens, place, report, within is not None or free is not None, lex):
                continue
            shared = report
            if report is None and free is not None:
                mixed.setdefault(0, []).append(quoted.inner)
                continue
            if within is not None:
                mixed.setdefault(id(within), []).append(quoted.inner)
                continue
            speaker = self.so_far.speaker(frame, report, True) if report else None
            speaker = speaker or self.so_far.omitted(frame, report)
            if report is None and token.quote in self.signed:
                speaker = self._signer(self.signed[token.quote])
            elif report is None:
                alone = len(tokens) == 1 and token.text[-1] not in ".!?…。！？"
                speaker = (
                    None if alone else self.so_far.carried(frame, place) or self.so_far.named(frame, place)
                )
                if speaker is None and length(token.text) < ENOUGH and not lex.nouns_capital and place:
                    continue
            self._add_direct(place, speaker, frame, report)
            if speaker:
                speakers.append((speaker, True))
        if free is not None and (0 in mixed or not any(t.kind == "q" for t in tokens)):
            self._add_free(tokens, free, tuple(mixed.get(0, ())))
            self.so_far.remember(free, frame.unit, direct=False)
        for content in reported:
            if self._is_plain(tokens, content):
                continue
            speaker = self.so_far.speaker(frame, content.report, False)
            phrase = content.report.phrase
            if speaker is None and (phrase is None or phrase.sort != "anyone"):
                continue
            if speaker is not None and content.relay is not None:
                relay = Span(tokens[content.relay.first].start, tokens[content.relay.last].end).of(self.text)
                speaker = replace(speaker, relayed_by=relay)
            span = Span(tokens[content.first].start, tokens[content.last].end)
            parts = tuple(mixed.get(id(content), ()))
            cue = self._cue(tokens, content.report)
            self.found.append(
                Quotation(
                    span, span.of(self.text), "mixed" if parts else "indirect", speaker, cue, False,
                    stance(tokens, content.report.cue, lex), parts, self._because(tokens, content.report),
                )
            )  # fmt: skip
            if speaker is not None:
                speakers.append((speaker, bool(parts)))
        if not reported and not speakers:
            self._this(frame)
            self.so_far.note_topic(frame)
        for speaker, direct in speakers:
            self.so_far.remember(speaker, frame.unit, direct)
            if speaker.name and any(t.low in lex.media for t in tokens):
                self.so_far.posted = speaker

    def _add_free(self, tokens: list[Token], speaker: Speaker, parts: tuple[Span, ...]) -> None:
        """A sentence reported by its mood; it goes on with one before it."""
        span = _without_end(tokens)
        last = self.found[-1] if self.found else None
        free = last is not None and last.cue is None and last.kind != "direct" and last.speaker == speaker
        if free and last is not None and span.start - last.span.end <= 3:
            self.found.pop()
            span, parts = Span(last.span.start, span.end), last.parts + parts
        kind: QuotationKind = "mixed" if parts else "indirect"
        self.found.append(Quotation(span, span.of(self.text), kind, speaker, None, False, "asserted", parts))

    def _this(self, frame: Frame) -> None:
        """ "That is what the minister said": the content is the sentence before."""
        tokens, lex = frame.tokens, self.lexicon
        if (
            self.so_far.before is None
            or self.so_far.before.unit != frame.unit
            or tokens[0].low not in lex.this
            or len(tokens) > 22
        ):
            return
        cue = cue_at(tokens, 1, lex) if len(tokens) > 2 else None
        if cue is None or cue.category != "say":
            return
        phrase = right(tokens, cue.last + 1, lex)
        if phrase is None or any(t.kind == "q" for t in self.so_far.before.tokens):
            return
        report = Reported(cue, phrase, True)
        speaker = self.so_far.speaker(frame, report, False)
        span = _without_end(self.so_far.before.tokens)
        if speaker is None or any(q.span.overlap(span) for q in self.found[-2:]):
            return
        self.found.append(Quotation(span, span.of(self.text), "indirect", speaker, self._cue(tokens, report)))
        self.so_far.remember(speaker, frame.unit, direct=False)

    def _is_plain(self, tokens: list[Token], content: Content) -> bool:
        """Whether the content is nothing but a quoted stretch (with a connective before it)."""
        rest = [t for t in tokens[content.first : content.last + 1] if t.kind == "w"]
        has = any(t.kind == "q" for t in tokens[content.first : content.last + 1])
        return has and (not rest or (content.report.cue.category == "source" and len(rest) < 2))

    def _add_direct(self, place: int, speaker: Speaker | None, frame: Frame, report: Reported | None) -> None:
        tokens, lex = frame.tokens, self.lexicon
        quoted = self.quoted[tokens[place].quote]
        cue = self._cue(tokens, report) if report else None
        inner = quoted.inner
        parts = quoted.parts if len(quoted.parts) > 1 else ()
        held = stance(tokens, report.cue, lex) if report else "asserted"
        reasons: tuple[str, ...] = ()
        if report is not None:
            reasons = linking.because(tokens, place, report, lex) + self._because(tokens, report)
        elif speaker is not None:
            reasons = (f"quotations.{'signed' if tokens[place].quote in self.signed else 'carried over'}",)
        self.found.append(
            Quotation(inner, inner.of(self.text), "direct", speaker, cue, False, held, parts, reasons)
        )

    def _because(self, tokens: list[Token], report: Reported) -> tuple[str, ...]:
        found = because(tokens, report.cue, report.phrase, self.lexicon)
        return found + self.so_far.centre.reasons

    def _cue(self, tokens: list[Token], report: Reported) -> Cue | None:
        if report.cue.category == "colon":
            return None
        span = Span(tokens[report.cue.first].start, tokens[report.cue.last].end)
        return Cue(span, span.of(self.text))


def _without_end(tokens: list[Token]) -> Span:
    last = len(tokens) - 1
    while last > 0 and tokens[last].kind == "p":
        last -= 1
    return Span(tokens[0].start, tokens[last].end)


def frames_in(text: str, language: str) -> list[Frame]:
    """The frames of a plain text, as its quotations are read from them."""
    whole = Block("body", Span(0, len(text)))
    return _Reading(document_in(text, language), [whole], language, (), ()).frames
