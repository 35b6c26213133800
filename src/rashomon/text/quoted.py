"""Quote marks: which characters open and close quoted words, in every convention, in one pass.

The same character opens in one language and closes in another (``»`` in Danish and in French, ``“`` in
English and in German, ``”`` twice in Swedish), and apostrophes look like single quotes, so a mark is
judged by what stands beside it and by what is open. No convention is tied to a language: a Danish text
that cites in English marks is read as it stands.

Every character is looked at a bounded number of times, so time is linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import regex

from rashomon.model import Span

#: Closing marks that each opening mark accepts.
CLOSERS = {
    "“": "”\"“″", "„": "“”\"‟″", "‟": "”", "”": "”“", "«": "»", "»": "«»", '"': '"”“', "＂": "＂",
    "''": "''", "``": "''``", "‘": "’'", "‚": "‘’'", "’": "’", "'": "'’", "‹": "›", "›": "‹›", "「": "」",
    "『": "』", "〝": "〞〟",
}  # fmt: skip
_SINGLE = frozenset("‘‚’'‹›")
_MARK = regex.compile(r"''|``|[“”„‟«»\"＂‘’‚'‹›「」『』〝〞〟]")
_FAMILY = {mark: 1 if mark in _SINGLE else 2 for mark in _MARK.findall("“”„‟«»\"＂‘’‚'‹›「」『』〝〞〟")}
_FAMILY |= {"「": 3, "」": 3, "『": 4, "』": 4}
#: Marks that may open in the place of each other where a quotation goes on in the next paragraph.
_ALIKE = {"“": '“"”', '"': '“"”', "”": '”“"', "„": "„", "«": "«»", "»": "»«", "‘": "‘'", "'": "'‘", "’": "’'"}
_DEPTH = 6
#: Marks that may be forgotten; single ones are too often apostrophes.
_PLAIN = frozenset('“”„«»"')
_BEFORE_OPEN = frozenset("([{¿¡—–-/:;,=…*|>")
_AFTER_CLOSE = frozenset(".,;:!?…)]}—–-/|<*。，、！？；：)（")
_ELIDED = regex.compile(r"(?i)(?:s|n|t|em|til|cause|twas|tis)\b")
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}，。、：；！？（）]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quote marks. ``outer`` includes the marks, ``inner`` does not; ``parts`` are the
    pieces of a quotation that goes on over paragraphs; ``closed`` is False where no closing mark was
    written; ``mark`` is the opening mark."""

    outer: Span
    inner: Span
    parts: tuple[Span, ...]
    closed: bool
    mark: str


def _shuts(char: str, opener: str) -> bool:
    """True if a mark closes what another opened."""
    return (
        char in CLOSERS[opener]
        if len(char) == 1 and len(opener) == 1
        else char == "''" == CLOSERS[opener][:2]
    )


def _opens(text: str, at: int, start: int, end: int, size: int = 1) -> bool:
    """True if a mark of ``size`` characters at ``at`` stands where words can begin after it."""
    if at + size >= end:
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + size]
    if after.isspace() and not (text[at] in "«»‹›" and after in "\u00a0\u202f\u2009 "):
        return False
    if after in ".,;:!?)" and text[at : at + 4] not in ('"...', "“...", "”...", "„...", "'...", "«..."):
        return False
    return before.isspace() or before in _BEFORE_OPEN or before in CLOSERS or bool(_WIDE.match(before))


def _closes(text: str, at: int, start: int, end: int, size: int = 1) -> bool:
    """True if a mark of ``size`` characters at ``at`` stands where words can end before it."""
    if at <= start:
        return False
    before = text[at - 1]
    if before.isspace() and not (text[at] in "»«‹›" and before in "\u00a0\u202f\u2009 "):
        return False
    after = text[at + size] if at + size < end else " "
    return (
        after.isspace() or after in _AFTER_CLOSE or after in _FAMILY or not after.isalnum()
        or bool(_WIDE.match(after))
    )  # fmt: skip


class _Paragraph:
    """The marks of one paragraph, in order, with what is open."""

    def __init__(self, text: str, span: Span) -> None:
        self.text, self.start, self.end = text, span.start, span.end
        self.found: list[tuple[int, int, str]] = []
        self.stack: list[tuple[str, int]] = []
        self.first: int | None = None
        marks = [(match.start(), match.group()) for match in _MARK.finditer(text, span.start, span.end)]
        self.left: dict[str, int] = {}
        self.closing = [at for at, char in marks if char in "'’" and _closes(text, at, span.start, span.end)]
        for _, char in marks:
            self.left[char] = self.left.get(char, 0) + 1
        for at, char in marks:
            self.left[char] -= 1
            self._take(at, char)

    def _take(self, at: int, char: str) -> None:
        text = self.text
        inside_word = (
            self.start < at < self.end - len(char) and text[at - 1].isalnum()
            and text[at + len(char)].isalnum()
            and not _WIDE.match(text[at - 1]) and not _WIDE.match(text[at + len(char)])
        )  # fmt: skip
        if inside_word and (char in _SINGLE or char in '"”״'):
            return
        opens = _opens(text, at, self.start, self.end, len(char))
        closes = _closes(text, at, self.start, self.end, len(char))
        if len(char) == 1 and char in "\"'”’″" and self._is_measure(at):
            return
        if closes:
            for depth in range(len(self.stack) - 1, -1, -1):
                opener, since = self.stack[depth]
                if _shuts(char, opener) and not (opens and text[at - 1].isspace() and char not in "»›"):
                    if len(char) == 1 and char in "'’" and opener in "‘'’" and self._is_apostrophe(at, since):
                        return
                    if at == since + len(opener):
                        break
                    del self.stack[depth:]
                    self.found.append((since, at, opener))
                    return
        if opens and char in CLOSERS and len(self.stack) < _DEPTH:
            if len(char) == 1 and char in "'’" and not self._may_open_single(at):
                return
            if not self.stack or (char != self.stack[-1][0]) or char in "“„«「『":
                self.stack.append((char, at))

    def _is_measure(self, at: int) -> bool:
        """True if the mark after a digit means inches, feet, minutes or seconds."""
        if at == self.start or not self.text[at - 1].isdigit():
            return False
        char = self.text[at]
        holders = [opener for opener, _ in self.stack if _shuts(char, opener)]
        if not holders:
            return True
        return self.left.get(char, 0) % 2 == 1 and char in "\"'"

    def _is_apostrophe(self, at: int, since: int) -> bool:
        """True if a single mark after "s" is a genitive's apostrophe: another closing one follows."""
        text = self.text
        if text[at - 1] not in "sxzS" or text[at + 1 : at + 2] != " " or at - since < 2:
            return False
        following = bisect_right(self.closing, at)
        if following == len(self.closing) or self.closing[following] - at > 400:
            return False
        other = self.closing[following]
        return not text[other - 1].isalnum() or text[other + 1 : other + 2] in ".,;:"

    def _may_open_single(self, at: int) -> bool:
        """True if a straight or raised comma begins quoted words: a fitting end stands ahead."""
        text = self.text
        if text[at + 1 : at + 3].isdigit() or _ELIDED.match(text, at + 1):
            return False
        following = bisect_right(self.closing, at + 1)
        return following < len(self.closing) and self.closing[following] - at < 3000


def scan(
    text: str, paragraphs: Iterable[Span], attributed: Callable[[int, int], int | None] | None = None
) -> list[Quoted]:
    """The outermost quoted stretches of the paragraphs, in order.

    ``attributed`` says where the words end that a mark opens and none closes, if who said them follows in
    the same paragraph (between two offsets); None where nobody does. A closing mark was then forgotten.

    A mark that no other closes counts to the end of its paragraph where the next paragraph begins with
    a mark of its kind (one quotation, each paragraph opening anew), where it opens its paragraph, or
    where a colon leads to it; elsewhere it is a slip and is passed over.
    """
    spans = list(paragraphs)
    reader = _Scan(text, spans, attributed)
    for number, span in enumerate(spans):
        words = _trim(text, span.start, span.end)
        if len(words):
            reader.take(number, words)
    reader.leave()
    return sorted(reader.found, key=lambda quoted: quoted.outer)


class _Scan:
    """The paragraphs read so far: what was found, and the quotation that goes on over paragraphs (where its
    mark stands, its parts, the mark)."""

    def __init__(
        self, text: str, spans: list[Span], attributed: Callable[[int, int], int | None] | None
    ) -> None:
        self.text, self.spans, self.attributed = text, spans, attributed
        self.found: list[Quoted] = []
        self.pending: tuple[int, list[Span], str] | None = None

    def leave(self) -> None:
        """The quotation that goes on ends here, without a closing mark."""
        if self.pending:
            self.found.append(_unclosed(self.pending))
        self.pending = None

    def take(self, number: int, words: Span) -> None:
        """Read the paragraph of a number, whose text is ``words`` without the space around it."""
        if self.pending and self.text[words.start] not in _ALIKE.get(self.pending[2], self.pending[2]):
            self.leave()
        paragraph = _Paragraph(self.text, words)
        dangling = paragraph.stack[0] if paragraph.stack else None
        pieces, forgotten = paragraph.found, None
        if dangling is not None and self.attributed and dangling[0] in _PLAIN:
            forgotten = self.attributed(dangling[1], words.end)
            if forgotten is not None and self._is_quoted(dangling, forgotten, words.start):
                pieces.append((dangling[1], forgotten, dangling[0]))
                dangling = None
        if dangling is not None and not _kept(self.text, dangling, self.spans, number):
            dangling = None
        self._add(pieces, words.start, forgotten, dangling)
        if dangling is None:
            self.leave()
            return
        inner = _trim(self.text, dangling[1] + len(dangling[0]), words.end)
        if self.pending and dangling[1] == words.start:
            self.pending[1].append(inner)
        else:
            self.leave()
            self.pending = (dangling[1], [inner], dangling[0])

    def _is_quoted(self, dangling: tuple[str, int], end: int, first: int) -> bool:
        """True if there are words from an unclosed mark to where their speaker follows, and the mark does not
        go on with the paragraph before."""
        if self.pending and dangling[1] == first:
            return False
        return len(_trim(self.text, dangling[1] + len(dangling[0]), end)) > 0

    def _add(
        self,
        pieces: list[tuple[int, int, str]],
        first: int,
        forgotten: int | None,
        dangling: tuple[str, int] | None,
    ) -> None:
        """Add the outermost pieces of a paragraph, up to the mark that is left open in it."""
        limit = first
        for since, at, opener in sorted(pieces, key=lambda piece: (piece[0], -piece[1])):
            if since < limit or (dangling and since > dangling[1]):
                continue
            limit = at
            inner, shut = _trim(self.text, since + len(opener), at), at + max(1, len(opener))
            if self.pending and since == first:
                begun, parts, mark = self.pending
                parts.append(inner)
                whole = Span(parts[0].start, inner.end)
                self.found.append(Quoted(Span(begun, shut), whole, tuple(parts), True, mark))
                self.pending = None
            elif len(inner):
                outer = Span(since, inner.end if at == forgotten else shut)
                self.found.append(Quoted(outer, inner, (inner,), at != forgotten, opener))


def _kept(text: str, dangling: tuple[str, int], spans: list[Span], number: int) -> bool:
    """True if an unclosed mark opens words all the same."""
    opener, at = dangling
    span = spans[number]
    if span.end - at > 4000 or opener in "'’‘":
        return False
    follow = spans[number + 1] if number + 1 < len(spans) else Span(span.end, span.end)
    first = follow.start
    while first < follow.end and text[first].isspace():
        first += 1
    mark = text[first : first + 1]
    goes_on = bool(mark) and mark in _ALIKE.get(opener, opener)
    if goes_on and mark != opener:
        # Another kind of mark goes on with the quotation only where it is not a whole one of its own.
        end = follow.end
        while end > first and text[end - 1].isspace():
            end -= 1
        goes_on = not any(text.find(closer, first + 1, end - 2) >= 0 for closer in CLOSERS.get(mark, ""))
    before = at
    while before > span.start and text[before - 1].isspace():
        before -= 1
    ended = text[span.start : span.end].rstrip()[-1:] in ".!?…"
    if before == span.start or text[before - 1] == ":":
        return goes_on or (ended and (not mark or mark not in CLOSERS))
    return goes_on


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _unclosed(pending: tuple[int, list[Span], str]) -> Quoted:
    parts = pending[1]
    return Quoted(
        Span(pending[0], parts[-1].end), Span(parts[0].start, parts[-1].end), tuple(parts), False, pending[2]
    )
