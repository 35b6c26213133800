"""From text to the words and word parts that the interlingua knows by their hashes.

What is done to a word here is also done by the program that makes the model (``training/interlingua``):
the two must agree, or words are looked for under keys they were not stored under.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

import regex

from rashomon.languages import facts

#: Code points of a text that are read; no report needs more to be placed, and hostile ones end here.
LONGEST: Final = 100_000
#: Code points of a word beyond which it is no word (a key, a link, a line of noise).
LONGEST_WORD: Final = 60
#: Letters of the parts that words outside the vocabulary are put together from.
SHORTEST_PART: Final = 3
LONGEST_PART: Final = 6
#: Code points of the longest word looked for in scripts without spaces.
_LONGEST_SEGMENT: Final = 8


def _letters() -> str:
    """The letters and marks as ranges of a character class: built once, because the class of a regular
    expression over plain ranges is matched several times faster than one over properties."""
    ranges: list[list[int]] = []
    for code in range(0x3100):
        if unicodedata.category(chr(code))[0] in "LM":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    # Above lie the large blocks, without punctuation between their letters.
    ranges += [[0x3100, 0x31FF], [0x3400, 0x4DBF], [0x4E00, 0xA48C], [0xA4D0, 0xABFF], [0xAC00, 0xD7FF]]
    ranges += [[0xF900, 0xFD3D], [0xFD50, 0xFDFB], [0xFE70, 0xFEFC], [0x10000, 0x1CFFF], [0x20000, 0x3FFFF]]
    return "".join(f"{re.escape(chr(low))}-{re.escape(chr(high))}" for low, high in ranges)


#: A word: letters with their marks, apostrophes inside it, the joiner that Persian writes within words.
_WORD: Final = re.compile(r"[L\u200c]++(?:'[L\u200c]++)*+".replace("L", _letters()))
#: Scripts that write words without spaces between them, or (Hangul) particles without a space before.
_UNSPACED: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}ー]++")
_ANY_UNSPACED: Final = re.compile(
    "[\u0e00-\u0e7f\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)
#: Ligatures, presentation forms, full and half width: letters that are kept as the plain ones. (To ask
#: whether a whole text is NFKC costs ten times as much, and any no-break space would say no.)
_COMPATIBLE: Final = re.compile("[\u3131-\u318e\ufb00-\ufdff\ufe70-\uffef\U0001d400-\U0001d7ff]")
#: Vowel points and the lengthening stroke: written or not as the writer likes.
_POINTS: Final = re.compile(
    r"[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]++"
)
_ANY_POINTED: Final = re.compile(r"[\u0590-\u06ff]")
#: A number as written, without what groups its digits.
_NUMBER: Final = regex.compile(r"\p{Nd}++(?:[.,\u00a0\u202f' ]\p{Nd}{3}(?!\p{Nd}))*+(?:[.,]\p{Nd}++)?+")
_NO_DIGIT: Final = regex.compile(r"\P{Nd}++")


@cache
def _folding(language: str) -> tuple[tuple[str, str], ...]:
    """Letters folded before case is, as the language's data file says (Turkish I and İ)."""
    return tuple(facts(language, "interlingua").get("folding", {}).items())


def fold(text: str, language: str) -> str:
    """``text`` in the one form in which words are kept: NFC (odd letters NFKC), one apostrophe, case
    folded, without vowel points. Languages are told apart only by their data files."""
    text = text[:LONGEST]
    if _COMPATIBLE.search(text):
        text = unicodedata.normalize("NFKC", text)
    elif not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    for letter, folded in _folding(language):
        text = text.replace(letter, folded)
    text = text.casefold().replace("\u2019", "'")
    if _ANY_POINTED.search(text):
        text = _POINTS.sub("", text)
    return text


def words(folded: str) -> list[str]:
    """The words of a folded text in order; in scripts without spaces these are runs yet to be cut."""
    return _WORD.findall(folded)


def is_unspaced(word: str) -> bool:
    """Whether a word has letters of a script that puts no spaces between words."""
    return _ANY_UNSPACED.search(word) is not None


class Segmenter:
    """Cuts scripts without spaces by a list of words.

    The longest known word is taken from the start on (forward maximum matching, which for Chinese comes
    within a few points of statistical segmenters); a single character where nothing is known. Letters of
    other scripts stay whole. ``folding`` says which characters are kept as which others (traditional Chinese
    ones as simplified).
    """

    def __init__(self, known: Iterable[str], folding: Mapping[int, int]) -> None:
        self._known = frozenset(known)
        self._folding = dict(folding)
        # Most texts hold nothing to fold, and asking is faster than folding.
        letters = "".join(re.escape(chr(code)) for code in folding)
        self._foldable = re.compile(f"[{letters}]" if letters else "(?!)")
        lengths: dict[str, set[int]] = {}
        for word in self._known:
            if 1 < len(word) <= _LONGEST_SEGMENT:
                lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths = {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}

    def cut(self, run: str) -> list[str]:
        """The words of a run, in order; they tile it."""
        found: list[str] = []
        if self._foldable.search(run):
            run = run.translate(self._folding)
        place = 0
        for block in _UNSPACED.finditer(run):
            if place < block.start():
                found.append(run[place : block.start()])
            place, end = block.span()
            while place < end:
                for length in self._lengths.get(run[place : place + 2], ()):
                    if place + length <= end and (piece := run[place : place + length]) in self._known:
                        break
                else:
                    piece = run[place]
                found.append(piece)
                place += len(piece)
        if place < len(run):
            found.append(run[place:])
        return found


def parts(word: str) -> list[str]:
    """The character n-grams of a word between its boundary marks, 3 to 6 letters long, and the word with
    both marks (fastText: Bojanowski et al., TACL 2017)."""
    marked = f"<{word[:LONGEST_WORD]}>"
    size = len(marked)
    return [
        marked[start : start + length]
        for length in range(SHORTEST_PART, min(LONGEST_PART, size) + 1)
        for start in range(size - length + 1)
    ]


def word_key(word: str) -> int:
    """The 64 bits a word is stored under; two of half a million words share them once in 10^8 models."""
    digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def part_key(part: str) -> int:
    """The 32 bits a word part is stored under; a clash only blurs one part among many."""
    return zlib.crc32(part.encode("utf-8", "replace"))


@lru_cache(maxsize=2048)
def numbers(text: str) -> frozenset[str]:
    """The numbers written in a text as bare digits of the Latin script ("1,500" and "1.500" alike)."""
    return frozenset(
        # The patterns may know digits of newer Unicode than this Python does: those stand as they are.
        "".join(str(unicodedata.digit(c, c)) for c in _NO_DIGIT.sub("", found))
        for found in _NUMBER.findall(text[:LONGEST])
    )
