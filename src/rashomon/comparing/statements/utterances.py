"""The units that are set side by side: one sentence of one quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import regex

from rashomon.model import Quotation, Report, Span
from rashomon.text.sentences import split
from rashomon.text.words import words

_EDGE = " \t\n\u00a0\u202f\"'”’»«›“‘„‚.…—–-"
_LEADING = _EDGE + ",;:"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence that somebody is reported to have said. ``words`` are all its words, ``verbatim`` those
    that stand between marks (all of them, but for mixed speech). ``foreign``: they stand in another
    language than the report around them, as a post shown as it was written does. ``voice`` is the
    story's entry of the speaker, where names have been compared."""

    report: str
    span: Span
    text: str
    language: str
    quotation: Quotation
    words: tuple[str, ...]
    verbatim: tuple[str, ...]
    foreign: bool = False
    voice: str = ""

    @property
    def who(self) -> tuple[str, str, str, str, str]:
        """All that tells this speaker from another."""
        given = self.quotation.speaker
        told = (given.name, given.text, given.entity) if given else ("", "", "")
        return (self.language, self.voice, *told)

    @property
    def speaker(self) -> str:
        """The speaker's name, empty where left open."""
        return self.quotation.speaker.name if self.quotation.speaker else ""


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _LEADING:
        start += 1
    while end > start and text[end - 1] in _LEADING and text[end - 1] not in ".…":
        end -= 1
    return Span(start, end)


#: Signs of scripts that write no spaces between words; each is about a word.
_SIGN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]|[^\p{Han}\p{Hiragana}\p{Katakana}]++")


def _words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, one apostrophe for all; of scripts without spaces the signs."""
    found = words(text.replace("’", "'"))
    return tuple(sign for word in found for sign in ([word] if word.isascii() else _SIGN.findall(word)))


def _said_once(quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """The quotations that stand in no other; direct words first: an indirect stretch that only repeats them
    is not said twice."""
    taken: list[Span] = []
    for quotation in sorted(quotations, key=lambda q: (q.kind == "indirect", q.span)):
        # What is taken lies apart: only what begins next to it can overlap.
        at = bisect_left(taken, quotation.span)
        if not any(span.overlap(quotation.span) for span in taken[max(0, at - 1) : at + 1]):
            taken.insert(at, quotation.span)
            yield quotation


def utterances(
    reports: Sequence[Report],
    language_of: Mapping[tuple[str, Span], str],
    voices: Mapping[str, str] = MappingProxyType({}),
) -> list[Utterance]:
    """The utterances of all quotations, in the order of the reports and of their texts.

    ``language_of`` holds the quotations (report id and span) that stand in another language than the
    report around them, such as an embedded post.
    """
    found: list[Utterance] = []
    for report in reports:
        for quotation in _said_once(report.marks.quotations):
            language = language_of.get((report.id, quotation.span), report.language)
            voice = voices.get(quotation.speaker.name.casefold(), "") if quotation.speaker else ""
            pieces = split(report.text, quotation.span, language) if quotation.kind == "direct" else ()
            for piece in pieces or (quotation.span,):
                span = _trimmed(report.text, piece)
                text = span.of(report.text)
                said = _words(text)
                if said:
                    parts = quotation.parts if quotation.kind == "mixed" else ()
                    inner = tuple(w for part in parts for w in _words(part.of(report.text)))
                    foreign = language != report.language
                    found.append(
                        Utterance(
                            report.id, span, text, language, quotation, said, inner or said, foreign, voice
                        )
                    )
    return found
