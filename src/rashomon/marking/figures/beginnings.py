"""Where a figure may begin: what every word says of that, looked up once a language and remembered.

Most sentences of a report hold no figure. A section of a document whose tokens cannot begin one is not read
at all, and of what is read only the tokens that may begin one are looked at.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import compress, pairwise

from rashomon.marking.figures.learning import lexicon
from rashomon.marking.figures.lexicon import Lexicon
from rashomon.marking.figures.sums import compound, compound_ordinal
from rashomon.marking.figures.tokens import Tokens
from rashomon.text.document import Document, Section
from rashomon.text.remembered import Remembered

#: A word begins a figure; is an article, which begins one before some words; is one of those words.
_BEGINS, _ARTICLE, _FOLLOWS = 1, 2, 4
#: What joins letters for the reader of figures and not for a document.
_JOINER = "\u200d"


@lru_cache(maxsize=64)
def _of_tokens(code: str) -> Remembered[int]:
    lex = lexicon(code)
    return Remembered(lambda low: _look(low, lex))


@lru_cache(maxsize=64)
def _of_forms(code: str) -> Remembered[int]:
    """The same of a document's tokens, which may hold several tokens of the reader."""
    known, unspaced = _of_tokens(code), lexicon(code).unspaced

    def look(low: str) -> int:
        parts = [known[part] for part in Tokens(low.replace("i\u0307", "i"), unspaced).low]
        begins = _JOINER in low or any(part & _BEGINS for part in parts)
        begins = begins or any(part & _ARTICLE and after & _FOLLOWS for part, after in pairwise(parts))
        return begins | (parts[-1] & _ARTICLE) | (parts[0] & _FOLLOWS)

    return Remembered(look)


def _look(low: str, lex: Lexicon) -> int:
    """What a word says. An article is followed by a number word or a unit ("a third", "en mil"), inflected
    or not."""
    stems = [low[: -len(ending)] for ending in lex.lists["case_endings"] if low.endswith(ending)]
    follows = any(form in lex.after_article for form in (low, *stems)) or low[:2] in lex.compound_heads
    if low in lex.lists["articles"]:
        return _ARTICLE | (_FOLLOWS if follows else 0)
    begins = low[-1].isdecimal() or low in lex.gate or _is_compound(low, lex)
    return begins | (_FOLLOWS if follows else 0)


def _is_compound(low: str, lex: Lexicon) -> bool:
    """True if a word is a number written as one ("trehundrafemtio", "einundzwanzigste")."""
    return low[:2] in lex.compound_heads and bool(
        compound(low, lex.code) or compound_ordinal(low, lex.code) is not None
    )


def beginnings(tokens: Tokens, lex: Lexicon) -> list[int]:
    """The tokens that a figure may begin with, in order."""
    says = list(map(_of_tokens(lex.code).__getitem__, tokens.low))
    last = len(says) - 1
    return [
        at
        for at in compress(range(len(says)), says)
        if says[at] & _BEGINS or (says[at] & _ARTICLE and (at == last or says[at + 1] & _FOLLOWS))
    ]


def may_begin_in(document: Document, section: Section) -> bool:
    """True if a figure may begin in a section."""
    if lexicon(section.language).unspaced:
        return True
    article, known = 0, _of_forms(section.language)
    for low in document.lows[section.tokens.start : section.tokens.stop]:
        says = known[low]
        if says & _BEGINS or (article and says & _FOLLOWS):
            return True
        article = says & _ARTICLE
    return bool(article)
