"""Dialogue after a dash: the paragraph opens with one, and what stands between the speech and who spoke
it is a comma, the end of a sentence or another dash.

    – Vi går nu, säger Anna Ek.          —Nos vamos —dijo Ana—. Ya es tarde.
    – Idziemy – powiedziała Anna. – Już późno.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from rashomon.marking.quotations.cues import Reported, cue_at
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.linking import unlisted
from rashomon.marking.quotations.phrases import right
from rashomon.marking.quotations.subjects import left
from rashomon.model import Span

DASHES = frozenset("–—―-")
_OPENS = regex.compile(r"\s*(?:[–—―]\s*|-\s)(?=[\p{Lu}\p{Lo}\p{N}¡¿«\"“”(…\[])")
_BEFORE = frozenset(",!?…")
_AFTER = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The pieces that are spoken, and who speaks (None where the paragraph does not say). ``open``: it says
    that somebody speaks, but not readably who."""

    pieces: tuple[Span, ...]
    report: Reported | None
    open: bool = False


def opens(text: str, span: Span) -> int | None:
    """Where the words begin, if a paragraph opens with a dash; None if it does not."""
    match = _OPENS.match(text, span.start, span.end)
    return match.end() if match else None


def read_dialogues(
    text: str, tokens: list[Token], begin: int, hyphen: bool, lexicon: Lexicon
) -> tuple[Dialogue, ...]:
    """The dialogue of a paragraph whose words begin at ``begin``: one, or one for each who is named in turn
    ("– We go, said Anna. – No, said Karl."). What follows a second dash and names nobody is still the
    first's.

    ``hyphen``: it opens with a hyphen, as lists do, and counts only where a speaker is named.
    """
    said: list[Dialogue] = []
    first = next((i for i, token in enumerate(tokens) if token.start >= begin), None)
    while first is not None:
        found = _attributed(tokens, first, lexicon)
        if found is None:
            edge = _unread(tokens, first, lexicon)
            words = _trimmed(text, tokens[first].start, tokens[edge - 1 if edge else -1].end)
            if edge and (said or not hyphen):
                said.append(Dialogue((words,), None, open=True))
            elif said:
                said[-1] = Dialogue((*said[-1].pieces, *([words] if len(words) else ())), said[-1].report)
            elif not hyphen:
                said.append(Dialogue((words,), None))
            break
        place, end, report = found
        closed = tokens[place].end if tokens[place].text in "!?…" else tokens[place].start
        piece = _trimmed(text, tokens[first].start, closed)
        said.append(Dialogue((piece,) if len(piece) else (), report))
        first = _after_dash(tokens, end)
    return tuple(said)


def _attributed(tokens: list[Token], first: int, lexicon: Lexicon) -> tuple[int, int, Reported] | None:
    """Where speech that begins at a token ends, where the clause ends that says who spoke, and who."""
    found: tuple[int, int, Reported] | None = None
    count = len(tokens)
    for place in range(first + 1, count - 1):
        edge = tokens[place]
        if edge.kind != "p" or (edge.text not in _BEFORE and edge.text not in DASHES):
            continue
        after = place + 1
        if tokens[after].text in DASHES and after + 1 < count - 1:
            after += 1
        if tokens[after].kind != "w":
            continue
        report = _who(tokens, after, edge.text, lexicon)
        if report is None or report.phrase is None:
            continue
        end = _clause_end(tokens, max(report.cue.last, report.phrase.last) + 1)
        found = (place, end, report)
        dashed = edge.text in DASHES or tokens[after - 1].text in DASHES
        if dashed or end >= count - 1 or _after_dash(tokens, end) is not None:
            break
    return found


def _unread(tokens: list[Token], first: int, lexicon: Lexicon) -> int | None:
    """Where speech ends before a verb of saying whose subject is not understood; None where there is none."""
    for place in range(first + 1, len(tokens) - 1):
        if tokens[place].text in _BEFORE or tokens[place].text in DASHES:
            cue = cue_at(tokens, place + 1, lexicon)
            if cue is not None and cue.category == "say":
                return place
    return None


def _after_dash(tokens: list[Token], end: int) -> int | None:
    """Where words go on behind a dash that follows a clause; None where none does."""
    rest = end
    while rest < len(tokens) and tokens[rest].kind == "p":
        rest += 1
    dashed = rest < len(tokens) and any(tokens[i].text in DASHES for i in range(end, rest))
    return rest if dashed else None


def _who(tokens: list[Token], place: int, edge: str, lexicon: Lexicon) -> Reported | None:
    while place + 2 < len(tokens) and tokens[place].low in lexicon.auxiliaries and tokens[place].kind == "w":
        place += 1
    cue = cue_at(tokens, place, lexicon)
    if cue is not None and cue.category in ("say", "think"):
        phrase = right(tokens, cue.last + 1, lexicon)
        return Reported(cue, phrase, True) if phrase else None
    if edge in DASHES or edge in ",!?":
        odd = unlisted(tokens, place, lexicon)
        if odd and odd.phrase and edge in DASHES:
            return odd
    if edge not in DASHES:
        return None
    for ahead in range(place + 1, min(len(tokens), place + 10)):
        cue = cue_at(tokens, ahead, lexicon)
        if cue is not None and cue.category == "say":
            phrase = left(tokens, ahead - 1, lexicon, place)
            return Reported(cue, phrase, False) if phrase and phrase.first <= place + 1 else None
    return None


def _clause_end(tokens: list[Token], place: int) -> int:
    """The token that ends the clause saying who spoke."""
    for ahead in range(place, len(tokens)):
        if tokens[ahead].text in _AFTER or (tokens[ahead].text in DASHES and ahead > place - 1):
            return ahead
    return len(tokens)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "–—―-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "–—―-,"):
        end -= 1
    return Span(start, end)
