"""Passages printed twice: pull quotes, lines and sentences that a page repeats.

A later sentence is a repeat only where it is an earlier one word for word, or so near that nothing new
is said: a few words exchanged, none of them a number or a name. Linear: candidates come from an index
of word sequences, each compared with a few earlier places at most.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex
from rapidfuzz.distance import Indel

from rashomon.model import Span

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]++|%")
_DENSE = regex.compile(r"[\u3040-\u9fff]")
_QUOTES = regex.compile(r"[\"“”„«»‟「」『』]")
_SENTENCE = regex.compile(r"[.!?…。！？؟۔।]++[\"'”’»«›“‘)\]」』】]*+(?:\s++|$)|(?<=[。！？])")
#: Words in the sequences that the index holds.
_SHINGLE = 4
#: Fewest words of a sentence, and of a whole line, that may be a repeat.
_FEWEST, _FEWEST_LINE = 8, 6
#: Share of equal words (twice the longest common subsequence over both lengths) of a near repeat.
_NEAR = 0.9
#: Fewest words of a near repeat: in a short sentence one other word says another thing.
_FEWEST_NEAR = 16
#: How many earlier places of a word sequence are remembered, and how many of them are compared.
_PLACES, _COMPARED = 4, 4
#: Sentences longer than this are not compared (words).
_MOST = 400


@dataclass(slots=True)
class Index:
    """Sentences seen so far, by the sequences of words in them."""

    sentences: list[tuple[str, ...]] = field(default_factory=list)
    written: list[frozenset[str]] = field(default_factory=list)
    places: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def meet(self, words: tuple[str, ...], marked: frozenset[str]) -> bool:
        """Whether a sentence was printed before, word for word or nearly so; if not, remember it.

        ``words`` are in lower case, ``marked`` its numbers and names. A near repeat holds no number
        and no name that the earlier sentence has not.
        """
        if not _SHINGLE <= len(words) <= _MOST:
            return False
        shingles = _shingles(words)
        hits = [held for held in map(self.places.get, shingles) if held]
        if len(words) >= _FEWEST and 4 * len(hits) >= len(shingles):
            shared = Counter(number for held in hits for number in held)
            for number, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_COMPARED]:
                earlier = self.sentences[number]
                if earlier == words or (
                    len(words) >= _FEWEST_NEAR
                    and marked <= self.written[number]
                    and Indel.normalized_similarity(earlier, words) >= _NEAR
                ):
                    return True
        number = len(self.sentences)
        self.sentences.append(words)
        self.written.append(marked)
        for shingle in shingles:
            held = self.places.setdefault(shingle, [])
            if len(held) < _PLACES:
                held.append(number)
        return False


def _shingles(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return set(zip(*(words[place:] for place in range(_SHINGLE)), strict=False))


def _words(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a sentence in lower case, and its numbers and names (capitalised words but the
    first, which any word may be). Scripts without blanks count each letter as a word."""
    tokens = _TOKEN.findall(text)
    if _DENSE.search(text):
        tokens = [part for token in tokens for part in (token if _DENSE.match(token) else (token,))]
    marked = frozenset(token for token in tokens[1:] if token[0].isupper() or token[0].isnumeric())
    if tokens and tokens[0][0].isnumeric():
        marked |= {tokens[0]}
    return tuple(map(str.casefold, tokens)), marked


def _sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end, roughly; white space belongs to the one before."""
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return [(start, end) for start, end in zip([0, *ends], ends, strict=False) if end > start]


def balanced(text: str) -> bool:
    """Whether as many quote marks close as open, so that leaving the text out cuts no quotation."""
    return len(_QUOTES.findall(text)) % 2 == 0


def pull_quotes(paragraphs: Sequence[str]) -> set[int]:
    """The paragraphs that stand word for word inside a longer one: passages set large for the eye."""
    spoken = [
        tuple(map(str.casefold, _TOKEN.findall(paragraph))) if len(paragraph) < 4_000 else ()
        for paragraph in paragraphs
    ]
    wanted: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, words in enumerate(spoken):
        if _FEWEST <= len(words) <= 80:
            held = wanted[words[:_FEWEST]]
            if len(held) < _PLACES:
                held.append(number)
    found: set[int] = set()
    if not wanted:
        return found
    for number, words in enumerate(spoken):
        for place in range(len(words) - _FEWEST + 1):
            for candidate in wanted.get(words[place : place + _FEWEST], ()):
                inner = spoken[candidate]
                if (
                    candidate != number
                    and len(inner) < len(words)
                    and words[place : place + len(inner)] == inner
                ):
                    found.add(candidate)
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a paragraph that was printed before."""

    span: Span
    reason: str


def repeated(paragraphs: Sequence[str]) -> list[list[Found]]:
    """For each paragraph the stretches of it that repeat an earlier paragraph or sentence."""
    index = Index()
    whole: set[tuple[str, ...]] = set()
    result: list[list[Found]] = []
    for text in paragraphs:
        words, _ = _words(text) if len(text) <= 20_000 else ((), frozenset())
        if len(words) >= _FEWEST_LINE and words in whole:
            result.append([Found(Span(0, len(text)), "printed before, word for word")])
            continue
        if words:
            whole.add(words)
        result.append(_stretches(text, index))
    return result


def _stretches(text: str, index: Index) -> list[Found]:
    """The sentences of a paragraph that were printed before, neighbours joined, where no quotation is
    cut by leaving them out."""
    runs: list[list[int]] = []
    for start, end in _sentences(text):
        if index.meet(*_words(text[start:end])):
            if runs and runs[-1][1] == start:
                runs[-1][1] = end
            else:
                runs.append([start, end])
    return [
        Found(Span(start, end), "printed before, word for word or nearly so")
        for start, end in runs
        if balanced(text[start:end])
    ]
