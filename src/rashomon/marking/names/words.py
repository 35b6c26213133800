"""The words of a sentence as finding names needs them: with their capitals, without genitive endings,
elided articles and the common-noun tails of hyphenated compounds. One pass, linear in the text."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache

import regex

from rashomon.languages import facts
from rashomon.marking.names import lexicon
from rashomon.model import Span

_APOSTROPHES = "'’ʼ"
_CLIPS = frozenset(_APOSTROPHES)
_STOPS = frozenset(".!?…")
#: Longest word looked at; what is longer is no name (a line without spaces, encoded data).
_LONGEST = 60
_WORD = regex.compile(
    r"(?:\p{Lu}\.){2,6}+\p{Lu}?+(?!\p{Ll})"
    rf"|(?<![\p{{L}}\p{{N}}])[{_APOSTROPHES}]\p{{Ll}}-(?=\p{{Lu}})[\p{{L}}\p{{M}}]++"
    r"|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*+"
    rf"(?:(?:[-‐‑{_APOSTROPHES}&]|:(?=\p{{Ll}}))[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}]*+)*+",
    regex.VERSION1,
)
#: Endings that are set off by an apostrophe: "Trump'ın", "Cosworth'en".
_SMALL_ENDING = regex.compile(rf"[{_APOSTROPHES}]\p{{Ll}}{{1,5}}$")
#: What stands before quoted words, a new sentence or an item of a list.
_OPENS = regex.compile(r"[“”\"„«»‘:;–—•(\[…?!]|['’] $| ['’-] |'$")
_HYPHEN = regex.compile(r"[-‐‑]")


@lru_cache(maxsize=65536)
def _look(text: str) -> tuple[str, bool, bool]:
    """How the word lists have a word, whether it begins with a capital letter, if only behind an article
    ("al-Qaida"), and whether it is written in capitals throughout, at least two."""
    capital = text[0].isupper() or text[0].istitle()
    if not capital and "-" in text:
        head, _, tail = text.partition("-")
        capital = len(head) <= 3 and head.islower() and tail[:1].isupper()
    upper = capital and text.isupper() and sum(map(str.isalpha, text)) > 1
    return lexicon.key(text), capital, upper


@dataclass(slots=True, eq=False)
class Word:
    """A word of the text; ``text`` is its name part, ``end`` where that ends, ``after`` where the whole
    written word ends (behind a genitive ending or the tail of a compound). ``first``: it begins a
    sentence or quoted words, so its capital says little. ``at``: which word of its sentence it is.

    ``key`` is the text as the word lists have it, ``capital``: it begins with a capital letter, ``upper``: it
    is written in capitals throughout, at least two.
    """

    start: int
    end: int
    after: int
    text: str
    first: bool
    genitive: bool
    compound: bool
    at: int
    key: str
    capital: bool
    upper: bool

    @property
    def initial(self) -> bool:
        """True if it is a single capital letter, as in "Donald J. Trump"."""
        return len(self.text) == 1 and self.capital


def word_of(start: int, text: str) -> Word:
    """A word by itself at ``start``, as scripts without capitals have them."""
    end = start + len(text)
    return Word(start, end, end, text, False, False, False, 0, *_look(text))


@lru_cache(maxsize=64)
def _endings(language: str) -> tuple[tuple[str, ...], bool]:
    """Genitive endings that show themselves by a mark, and whether a plain s is one too."""
    endings = tuple(facts(language, "names").get("genitives", ()))
    marked = tuple(e.replace("'", mark) for e in endings if e != "s" for mark in _APOSTROPHES)
    return tuple(dict.fromkeys(marked)), "s" in endings


def is_genitive_s(word: Word, language: str, seen: Container[str]) -> bool:
    """True if the final s of a capitalised word is likelier a genitive ending than part of the name;
    ``seen`` are the capitalised forms of the report, case folded."""
    form = word.text
    if not _endings(language)[1] or word.genitive or len(form) < 3 or form[-1] != "s" or form[-2] in "sxz'’-":
        return False
    stem, listed = form[:-1], lexicon.territories(language)
    if lexicon.key(form) in listed:
        return False
    if len(form) == 3 and not stem.isupper():
        return False
    if lexicon.key(stem) in listed or (word.upper is False and stem.isupper() and len(stem) > 1):
        return True
    if lexicon.given_name(form) or lexicon.family_name(form):
        return False
    town, other = lexicon.city(stem), lexicon.city(form)
    if other and (not town or other.thousands >= town.thousands):
        return False
    whole, cut = lexicon.spread(form), lexicon.spread(stem)
    if lexicon.key(stem) in seen:
        return True
    if whole > max(cut, 5) or whole > 15:
        return False
    if town or lexicon.given_name(stem) or lexicon.family_name(stem):
        return True
    return lexicon.frequency(stem, language) > lexicon.frequency(form, language) + 0.5 or cut > whole


def without_s(word: Word) -> Word:
    """The word without its genitive s."""
    text = word.text[:-1]
    return Word(
        word.start, word.end - 1, word.after, text, word.first, True, word.compound, word.at, *_look(text)
    )


def _name_like(form: str, language: str) -> bool:
    """True if the tail of a hyphenated word is itself a name ("Baden-Württemberg", "Anna-Lena")."""
    return lexicon.spread(form) > 5 or lexicon.frequency(form, language) == 0.0


@lru_cache(maxsize=16384)
def _cut(raw: str, language: str) -> tuple[int, int, bool, bool]:
    """Where the name part of a written word begins and ends, whether a genitive ending and whether the
    tail of a compound was cut off."""
    start, end = 0, len(raw)
    genitive = compound = False
    for mark in _APOSTROPHES:
        before, found, _ = raw.partition(mark)
        if (
            found
            and before.lower() in facts(language, "names").get("elisions", ())
            and len(raw) > len(before) + 1
        ):
            start = len(before) + 1
            break
    for ending in _endings(language)[0]:
        if raw.endswith(ending) and end - len(ending) > start:
            end -= len(ending)
            genitive = True
            break
    if not genitive and raw[start].isupper():
        ending_of = _SMALL_ENDING.search(raw, start + 2, end)
        if ending_of and lexicon.city(raw[start:end]) is None:
            end, genitive = ending_of.start(), True
    body = raw[start:end]
    parts = list(_HYPHEN.finditer(body))
    nouns = facts(language, "names").get("capitalised_nouns", False)
    if parts and body[0].isupper():
        for part in parts:
            tail = body[part.end() :]
            if tail[:1].islower() or (nouns and tail[:1].isupper() and not _name_like(tail, language)):
                end, compound, genitive = start + part.start(), True, False
                break
    return start, end, genitive, compound


def _is_clipped(text: str, at: int, first: bool) -> bool:
    """True if the small letter at ``at`` is a clipped word that opens a sentence ("'s Avonds")."""
    if text[at - 1 : at] not in _CLIPS:
        return False
    return first or text[max(0, at - 4) : at - 1].rstrip()[-1:] in _STOPS


def words(text: str, sentence: Span, language: str) -> list[Word]:
    """The words of one sentence, in order."""
    first = True
    last = sentence.start
    words: list[Word] = []
    for found in _WORD.finditer(text, sentence.start, sentence.end):
        raw, begin = found.group(), found.start()
        size, opened = len(raw), first
        if not first and (begin - last != 1 or text[last] != " "):
            first = _OPENS.search(text, last, begin) is not None
        last = begin + size
        if size <= _LONGEST and raw.isalpha():
            words.append(Word(begin, last, last, raw, first, False, False, len(words), *_look(raw)))
        elif size <= _LONGEST and not raw.isdigit():
            start, end, genitive, compound = _cut(raw, language)
            opens, part = first and start == 0, raw[start:end]
            words.append(
                Word(
                    begin + start, begin + end, last, part, opens, genitive, compound, len(words),
                    *_look(part),
                )
            )  # fmt: skip
        # Behind a clipped word ("'s Avonds") the next has the capital of the sentence.
        first = size == 1 and raw.islower() and _is_clipped(text, begin, opened)
    return words
