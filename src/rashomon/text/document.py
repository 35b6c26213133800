"""A report as every marker reads it: cut once into sections, tokens, sentences and quoted stretches.

How a marker uses it::

    document = document_of(report)                 # the same object for the same report
    for section in document.sections:              # stretches of one language; furniture is left out
        data = lexicon(section.language)           # a passage in another language has its own data
        for at in section.tokens:                  # a range of token numbers
            form = document.forms[at]              # .text .low .capital .is_word .is_number .classes
            if form.classes & bits("articles", "prepositions"):
                ...
            span = document.span(at, at + 1)       # back to the characters of the report

Columns (``starts``, ``ends``, ``forms``, ``lows``) are parallel; ``sentences``, ``clauses`` and a section's
``tokens`` are half-open ranges of token numbers. ``quoted`` are the stretches between quote marks. Phrases
of several words are looked up in ``document.lows`` with :class:`rashomon.text.phrases.Phrases`. A marker
that cannot change to tokens yet can still ask ``document.language_at(offset)``.

Nothing changes after it is made; what is costly and not always needed (sentences, clauses, quoted) is made
when first asked for. Time and memory are linear in the length of the text.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

from rashomon.languages import codes, facts
from rashomon.model import Block, BlockKind, Report, Span
from rashomon.text.classes import FUNCTION, bits, word_classes
from rashomon.text.language import UNKNOWN, detect
from rashomon.text.quoted import Quoted, scan
from rashomon.text.sentences import CONTENT, split
from rashomon.text.tokens import Form, tokens_of

#: Letters and words a passage needs to be read in another language than its report's.
_TELLING, _FEWEST = 40, 7
#: A passage of the report's own language has at least this share of its small words, plainly or at least
#: where no other language has twice as many.
_PLAIN, _OWN = 0.3, 0.2
_SURE = 0.9
_CLAUSE_MARKS = frozenset(",;:–—()،؛，；：、")
_CLAUSE_WORDS = bits("that", "relatives", "subordinators")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of one block in one language. ``tokens`` is a range of token numbers."""

    kind: BlockKind
    language: str
    span: Span
    tokens: range


class Document:
    """A report's text as tokens, with what is known of each. See the module's text."""

    def __init__(self, text: str, blocks: Sequence[Block], language: str) -> None:
        self.text, self.language = text, language
        self.blocks = tuple(blocks)
        self.starts: array[int] = array("I")
        self.forms: list[Form] = []
        sections: list[Section] = []
        for block in blocks:
            if block.kind not in CONTENT:
                continue
            whole = tokens_of(text, block.span.start, block.span.end, language)
            for span, code in _passages(text, block.span, language, *whole):
                first = len(self.forms)
                starts, forms = (
                    whole if span == block.span and code == language
                    else tokens_of(text, span.start, span.end, code)
                )  # fmt: skip
                self.starts.extend(starts)
                self.forms.extend(forms)
                sections.append(Section(block.kind, code, span, range(first, len(self.forms))))
        self.sections = tuple(sections)

    def __len__(self) -> int:
        return len(self.forms)

    @cached_property
    def lows(self) -> list[str]:
        """The tokens in lower case."""
        return [form.low for form in self.forms]

    @cached_property
    def ends(self) -> array[int]:
        """Where each token ends."""
        pairs = zip(self.starts, self.forms, strict=True)
        return array("I", [start + len(form.text) for start, form in pairs])

    def span(self, first: int, end: int) -> Span:
        """The characters from token ``first`` to before token ``end`` (a half-open range, not empty)."""
        return Span(self.starts[first], self.starts[end - 1] + len(self.forms[end - 1].text))

    def tokens(self, span: Span) -> range:
        """The tokens that begin inside a span."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def language_at(self, offset: int) -> str:
        """The language that the text around a code point is read in."""
        at = bisect_right(self._opens, offset) - 1
        section = self.sections[at] if at >= 0 else None
        return section.language if section and offset < section.span.end else self.language

    @cached_property
    def _opens(self) -> list[int]:
        return [section.span.start for section in self.sections]

    @cached_property
    def sentences_by_section(self) -> tuple[tuple[Span, ...], ...]:
        """The sentences of each section as characters, trimmed of white space, in order."""
        return tuple(split(self.text, section.span, section.language) for section in self.sections)

    @cached_property
    def sentence_spans(self) -> tuple[Span, ...]:
        """The sentences as characters, in order."""
        return tuple(chain.from_iterable(self.sentences_by_section))

    @cached_property
    def sentences(self) -> tuple[range, ...]:
        """The sentences as ranges of tokens, in order; they tile the tokens but for none between."""
        return tuple(self.tokens(sentence) for sentence in self.sentence_spans)

    @cached_property
    def clauses(self) -> tuple[range, ...]:
        """The sentences cut where a clause may begin: behind a comma or the like, before a word that leads a
        subordinate clause. Every clause lies in one sentence."""
        found: list[range] = []
        for sentence in self.sentences:
            first = sentence.start
            for at in range(sentence.start + 1, sentence.stop):
                before, form = self.forms[at - 1], self.forms[at]
                if before.text in _CLAUSE_MARKS or (form.classes & _CLAUSE_WORDS and before.is_word):
                    found.append(range(first, at))
                    first = at
            if first < sentence.stop:
                found.append(range(first, sentence.stop))
        return tuple(found)

    @cached_property
    def quoted(self) -> tuple[Quoted, ...]:
        """The outermost stretches between quote marks, in order."""
        lines = [line for section in self.sections for line in _lines(self.text, section.span)]
        return tuple(scan(self.text, lines))


def document_of(report: Report) -> Document:
    """The document of a report, made once, whatever is marked in it. A report without blocks is one body."""
    blocks = report.blocks or (Block("body", Span(0, len(report.text))),)
    return documents(report.text, blocks, report.language)


#: Made once for the same text in the same blocks.
documents = lru_cache(maxsize=256)(Document)


def sentences(report: Report) -> tuple[Span, ...]:
    """The sentences of the blocks of a report that tell something (no furniture, no repeats)."""
    return document_of(report).sentence_spans


def document_in(text: str, language: str) -> Document:
    """The document of a plain text."""
    return Document(text, (Block("body", Span(0, len(text))),), language)


def _passages(
    text: str, block: Span, language: str, starts: Sequence[int], forms: Sequence[Form]
) -> list[tuple[Span, str]]:
    """A block, with its tokens in the report's language, as stretches of one language, in order: they tile
    it."""
    found: list[tuple[Span, str]] = []
    start = block.start
    for line in _lines(text, block):
        if len(line) < _TELLING:
            continue
        first = bisect_left(starts, line.start)
        inside = forms[first : bisect_left(starts, min(line.end, line.start + _SAMPLE), first)]
        code = _language_of(line.of(text), [form for form in inside if form.text[0].isalpha()], language)
        if code == language:
            continue
        if line.start > start:
            found.append((Span(start, line.start), language))
        found.append((line, code))
        start = line.end
    if start < block.end or not found:
        found.append((Span(start, block.end), language))
    return found


def _lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a stretch of text that are not empty."""
    start = span.start
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        if start < end:
            yield Span(start, end)
        start = end + 1


#: So much of a line is looked at, in code points.
_SAMPLE = 600


def _language_of(line: str, words: Sequence[Form], language: str) -> str:
    """The language of a line, which begins with some words: another than the report's only where its small
    words say so as well as the look of its letters."""
    if len(words) < _FEWEST or not word_classes(language):
        return language
    own = sum([1 for form in words if form.classes & FUNCTION]) / len(words)
    if own >= _PLAIN:
        return language
    others = _shares([form.low for form in words])
    if own >= _OWN and max(others.values()) < 2 * own:
        return language
    if facts(language, "language").get("class") != 1 and max(others.values(), default=0.0) < _OWN:
        # A language with few small words (or few known) does not show by them.
        return language
    code, sure = detect(line[:_SAMPLE])
    if code == UNKNOWN or sure < _SURE or code == language.split("-", maxsplit=1)[0]:
        return language
    theirs = others.get(code, 0.0)
    return code if theirs > own and theirs >= _OWN / 2 else language


@cache
def _speakers() -> dict[str, tuple[str, ...]]:
    """The languages that each small word belongs to."""
    found: dict[str, list[str]] = {}
    for code in codes():
        for word, classes in word_classes(code).items():
            if classes & FUNCTION:
                found.setdefault(word, []).append(code)
    return {word: tuple(spoken) for word, spoken in found.items()}


def _shares(words: Sequence[str]) -> dict[str, float]:
    """The share of words that are small words, by language."""
    known = _speakers()
    count = Counter(code for word in words for code in known.get(word, ()))
    return {code: many / len(words) for code, many in count.items()}
