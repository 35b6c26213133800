"""From paragraphs to frames: which paragraphs a quotation holds together, and which are dialogue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rashomon.marking.quotations import kinds
from rashomon.marking.quotations.dashes import opens
from rashomon.marking.quotations.frames import Frame, Source, Token, frames
from rashomon.marking.quotations.runs import PARTICLES
from rashomon.model import Name, Span
from rashomon.text.given_names import gender_of
from rashomon.text.quoted import Quoted

#: Small words inside a name at most ("de la", "van der").
_MOST_SMALL = 3


class Layout:
    """The quoted stretches of a text and the names in it, by place."""

    def __init__(self, source: Source, quoted: Sequence[Quoted], names: Sequence[Name]) -> None:
        self.text, self.source, self.quoted = source.text, source, quoted
        self._opens = [stretch.outer.start for stretch in quoted]
        self._named = sorted((name.span.start, name.span.end, name.kind == "person") for name in names)

    def frames_of(self, paragraphs: list[Span]) -> list[Frame]:
        """The frames of the paragraphs, in order."""
        found: list[Frame] = []
        number = 0
        index = 0
        for unit, span in enumerate(paragraphs):
            if unit < index:
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
                tokens = self.source.words(start, end)
                self._tie(tokens)
                found.append(Frame(tokens, unit, begin))
                continue
            found.extend(frames(self.source, Span(start, end), inside, unit))
        for frame in found:
            if frame.dialogue < 0:
                self._tie(frame.tokens)
        return found

    def _tie(self, tokens: list[Token]) -> None:
        """Binds the words of a name together: one that the names module found, or a given name and a surname
        that is elsewhere a role ("Lena Fischer", "Joke Visser")."""
        for place in range(1, len(tokens)):
            token = tokens[place]
            at = bisect_right(self._named, (token.start, 1 << 60)) - 1 if self._named else -1
            named = at >= 0 and self._named[at][0] < token.start and token.end <= self._named[at][1]
            token.tied = named or token.tied
            if token.low in PARTICLES and not named:
                for part in _small_words(tokens, place, self.source.lexicon.language):
                    part.tied = True
            if token.bits & kinds.ROLE and token.bits & kinds.UPPER and (
                self._named[at][2] if named else _is_surname(tokens, place, self.source.lexicon.language)
            ):  # fmt: skip
                token.bits = token.bits & ~(kinds.ROLE | kinds.UNNAMED) | kinds.NAMEABLE

    def _introduces(self, span: Span, following: Span) -> bool:
        """Whether a paragraph ends with a colon that leads to the quotation that opens the next."""
        if self.text[max(span.start, span.end - 6) : span.end].rstrip()[-1:] not in (":", "："):
            return False
        first = following.start
        while first < following.end and self.text[first].isspace():
            first += 1
        at = bisect_left(self._opens, first)
        return at < len(self._opens) and self._opens[at] == first


def _is_surname(tokens: list[Token], place: int, language: str) -> bool:
    """Whether a word that is a role elsewhere stands right behind a given name, and before no other name
    ("Charlotte Mayor Ann Roe")."""
    before, token, after = tokens[place - 1], tokens[place], tokens[place + 1 : place + 2]
    if not before.bits & kinds.NAMEABLE or before.end + 1 != token.start:
        return False
    if after and after[0].bits & kinds.NAMEABLE:
        return False
    return gender_of(f"{before.text} {token.text}", language) is not None


def _small_words(tokens: list[Token], place: int, language: str) -> list[Token]:
    """The small words inside a name, from the one at ``place``, and the surname: "Ida von der Aue" (where
    they are words of the language, behind a given name only), "Marine Le Goff"."""
    before, end = tokens[place - 1], place
    while end < min(len(tokens) - 1, place + _MOST_SMALL) and tokens[end].low in PARTICLES:
        end += 1
    if end >= len(tokens) or not tokens[end].bits & kinds.NAMEABLE or not before.bits & kinds.NAMEABLE:
        return []
    small = tokens[place:end]
    if any(word.bits & kinds.UPPER for word in small):
        return tokens[place : end + 1] if all(word.bits & kinds.UPPER for word in small) else []
    own = any(word.bits & (kinds.FUNCTION | kinds.RELATIVE | kinds.THAT) for word in small)
    given = not own or gender_of(f"{before.text} x", language) is not None
    return tokens[place : end + 1] if given and len(small) > 1 else []
