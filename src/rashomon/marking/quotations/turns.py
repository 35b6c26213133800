"""Words set apart by the layout: turns of a transcript ("SPEAKER: ...") and embedded posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.model import Span

_SIGNATURE = regex.compile(
    r"(?:^|\s)(?P<dash>[—–-]{1,2}\s?)(?P<name>[\p{L}\p{N}][^()\n@—]{0,80}?)\s\((?P<handle>@\w{1,30})\)(?P<date>[^\n]{0,60})$"
)
_TURN = regex.compile(
    r"[\"“”«»„]?(?P<name>\p{Lu}[\p{Lu}\p{M}.'’-]+(?:\s\p{Lu}[\p{Lu}\p{M}.'’-]*){0,4})(?:\s\([^()\n]{1,40}\))?\s?:\s+(?=\S)"
)
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a turn or a post: ``pieces`` of text, and the words naming the speaker."""

    span: Span
    pieces: tuple[Span, ...]
    speaker: Span
    name: str
    posted: bool = False
    translated: bool = False


def turns(text: str, lines: Sequence[Span], kind: str, lexicon: Lexicon) -> tuple[list[Turn], list[Span]]:
    """The turns among the lines of a block, and the lines that are none.

    Speakers in capitals count as a transcript from the second turn on: one such line is a label.
    """
    found: list[Turn] = []
    rest: list[Span] = []
    opened = [_TURN.match(text, line.start, line.end) for line in lines]
    transcript = sum(1 for match in opened if match) >= _ENOUGH
    for line, match in zip(lines, opened, strict=True):
        post = _post(text, line, kind)
        if post:
            found.append(post)
        elif transcript and match:
            said = _bare(text, Span(match.end(), line.end))
            speaker = Span(match.start("name"), match.end("name"))
            found.append(Turn(line, (said,), speaker, _proper(speaker.of(text))))
        else:
            rest.append(line)
    return found, rest


def _post(text: str, line: Span, kind: str) -> Turn | None:
    match = _SIGNATURE.search(text, max(line.start, line.end - 220), line.end)
    if match is None:
        return None
    words = _bare(text, Span(line.start, match.start("dash")))
    if not len(words):
        return None
    speaker = Span(match.start("name"), match.end("name"))
    return Turn(line, (words,), speaker, _proper(speaker.of(text)), posted=True)


def _proper(name: str) -> str:
    """A name without shouting and without initials in the middle."""
    words = [word for word in name.split() if not regex.fullmatch(r"\p{Lu}\.?", word)] or name.split()
    return " ".join(word.title() if word.isupper() and len(word) > 3 else word for word in words)


def _bare(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in "\"“”«»„'‘’"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "\"“”«»„'‘’"):
        end -= 1
    return Span(start, end)
