"""Passages printed twice: pull quotes, lines and sentences that a page repeats.

A later sentence is a repeat only where it is an earlier one word for word, or so near that nothing new
is said: a few words exchanged, none of them a number or a name. Linear: candidates come from an index
of word sequences, each compared with a few earlier places at most.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import regex
from rapidfuzz.distance import Indel

from rashomon.model import Span

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]++|%")
#: The same for ASCII: letters in lower case, digits and "%" as they are, blanks for all else.
_ASCII = bytes(
    ord(sign.lower()) if (sign := chr(code)).isalnum() or sign == "%" else 32 for code in range(128)
) + bytes(128)
#: Signs of typography that stand in texts that are ASCII but for them.
_TYPED = "’‘“”–—…\u00a0«»"
_DENSE = regex.compile(r"[\u3040-\u9fff]")
_QUOTES = regex.compile(r"[\"“”„«»‟「」『』]")
_CLOSING = r"[\"'”’»«›“‘)\]」』】]*+"
_SENTENCE = re.compile(rf"[.!?…؟۔।]++{_CLOSING}(?:\s++|$)")
_DENSE_SENTENCE = re.compile(rf"[.!?…。！？؟۔।]++{_CLOSING}(?:\s++|$)|(?<=[。！？])")
#: Signs that say as much as a word in scripts without blanks.
_SIGNS = 3
#: Fewest words of a sentence, and of a whole line, that may be a repeat.
_FEWEST, _FEWEST_LINE = 8, 6
#: Share of equal words (twice the longest common subsequence over both lengths) of a near repeat.
_NEAR = 0.9
#: Fewest words of a near repeat: in a short sentence one other word says another thing.
_FEWEST_NEAR = 16
#: Fewest words of an earlier sentence that such a one may repeat nearly: with fewer, .9 cannot be equal.
_FEWEST_ALIKE = 14
#: How many earlier places of a word sequence are remembered, and how many of them are compared.
_PLACES, _COMPARED = 4, 4
#: Paragraphs longer than this repeat nothing (code points).
_LONGEST = 200_000
#: Sentences longer than this are not compared (words).
_MOST = 400


class Passage:
    """A paragraph as the words of its sentences, tokenised once."""

    __slots__ = ("dense", "sentences", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text if len(text) <= _LONGEST else ""
        text = self.text
        self.dense = not text.isascii() and _DENSE.search(text) is not None
        #: Where each sentence begins and ends, and its words as written and in lower case.
        self.sentences = [
            (start, end, tokens, tuple(" ".join(tokens).casefold().split()))
            for start, end in _sentences(text, self.dense)
            for tokens in [_tokens(text, start, end, self.dense)]
        ]
        #: All of its words in lower case.
        self.words = tuple(chain.from_iterable(words for _, _, _, words in self.sentences))


def _tokens(text: str, start: int, end: int, dense: bool) -> list[str]:
    """The words of a sentence. Scripts without blanks count each letter as a word."""
    tokens: list[str] = _TOKEN.findall(text, start, end)
    if dense:
        return [part for token in tokens for part in (token if _DENSE.match(token) else (token,))]
    return tokens


def _marked(tokens: Sequence[str]) -> frozenset[str]:
    """The numbers and names of a sentence (capitalised words but the first, which any word may be)."""
    return frozenset(
        token for place, token in enumerate(tokens) if token[0].isnumeric() or (place and token[0].isupper())
    )


@dataclass(slots=True)
class Index:
    """Sentences seen so far, and the longer ones by the sequences of words in them."""

    known: set[tuple[str, ...]] = field(default_factory=set)
    sentences: list[tuple[tuple[str, ...], Sequence[str]]] = field(default_factory=list)
    places: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def meet(self, tokens: Sequence[str], words: tuple[str, ...]) -> bool:
        """Whether a sentence was printed before, word for word or nearly so; if not, remember it.

        A near repeat holds no number and no name that the earlier sentence has not.
        """
        if not _FEWEST <= len(tokens) <= _MOST:
            return False
        if words in self.known:
            return True
        if len(words) >= _FEWEST_ALIKE:
            shingles = _shingles(words)
            if len(words) >= _FEWEST_NEAR and self._near(words, tokens, shingles):
                return True
            for shingle in shingles:
                held = self.places.setdefault(shingle, [])
                if len(held) < _PLACES:
                    held.append(len(self.sentences))
            self.sentences.append((words, tokens))
        self.known.add(words)
        return False

    def _near(self, words: tuple[str, ...], tokens: Sequence[str], shingles: set[tuple[str, ...]]) -> bool:
        hits = [held for held in map(self.places.get, shingles) if held]
        if 4 * len(hits) < len(shingles):
            return False
        shared = Counter(number for held in hits for number in held)
        marked = _marked(tokens)
        for number, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_COMPARED]:
            earlier, written = self.sentences[number]
            if marked <= _marked(written) and Indel.normalized_similarity(earlier, words) >= _NEAR:
                return True
        return False


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def _sentences(text: str, dense: bool) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end, roughly; white space belongs to the one before."""
    ends = [found.end() for found in (_DENSE_SENTENCE if dense else _SENTENCE).finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return [(start, end) for start, end in zip([0, *ends], ends, strict=False) if end > start]


def _folded(text: str) -> list[str]:
    """The words of a text in lower case."""
    if not text.isascii():
        for sign in _TYPED:
            text = text.replace(sign, " ")
    if text.isascii():
        return text.encode("ascii").translate(_ASCII).decode("ascii").replace("%", " % ").split()
    return _TOKEN.findall(text.casefold())


def may_repeat(texts: Sequence[str]) -> bool:
    """Whether anything in some paragraphs can be a repeat or a pull quote of another: one of them has three
    or more sequences of four words that stand before it, or twice in it. In most reports none has."""
    if len(set(texts)) < len(texts):
        return True
    seen: set[tuple[str, ...]] = set()
    for text in texts:
        if not text.isascii() and _DENSE.search(text):
            return True
        words = _folded(text) if len(text) <= _LONGEST else []
        own = _shingles(words)
        if len(seen & own) + len(words) - 3 - len(own) >= _FEWEST_LINE - 3:
            return True
        seen |= own
    return False


def balanced(text: str) -> bool:
    """Whether as many quote marks close as open, so that leaving the text out cuts no quotation."""
    return len(_QUOTES.findall(text)) % 2 == 0


def pull_quotes(paragraphs: Sequence[Passage]) -> set[int]:
    """The paragraphs that stand word for word inside a longer one: passages set large for the eye."""
    spoken = [passage.words if len(passage.text) < 4_000 else () for passage in paragraphs]
    wanted: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, words in enumerate(spoken):
        if _FEWEST * (_SIGNS if paragraphs[number].dense else 1) <= len(words) <= 80:
            held = wanted[words[:_FEWEST]]
            if len(held) < _PLACES:
                held.append(number)
    firsts = {words[0] for words in wanted}
    found: set[int] = set()
    for number, words in enumerate(spoken):
        for place in range(len(words) - _FEWEST + 1):
            if words[place] not in firsts:
                continue
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


def repeated(paragraphs: Sequence[Passage]) -> list[list[Found]]:
    """For each paragraph the stretches of it that repeat an earlier paragraph or sentence."""
    index = Index()
    whole: set[tuple[str, ...]] = set()
    result: list[list[Found]] = []
    for passage in paragraphs:
        words = passage.words if len(passage.text) <= 20_000 else ()
        if len(words) >= _FEWEST_LINE and words in whole:
            result.append([Found(Span(0, len(passage.text)), "printed before, word for word")])
            continue
        if words:
            whole.add(words)
        result.append(_stretches(passage, index))
    return result


def _stretches(passage: Passage, index: Index) -> list[Found]:
    """The sentences of a paragraph that were printed before, neighbours joined, where no quotation is
    cut by leaving them out."""
    runs: list[list[int]] = []
    for start, end, tokens, words in passage.sentences:
        if index.meet(tokens, words):
            if runs and runs[-1][1] == start:
                runs[-1][1] = end
            else:
                runs.append([start, end])
    return [
        Found(Span(start, end), "printed before, word for word or nearly so")
        for start, end in runs
        if balanced(passage.text[start:end])
    ]
