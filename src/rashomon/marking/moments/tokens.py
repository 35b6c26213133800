"""From text to runs: stretches of neighbouring words and numbers of time, as tokens of the grammar.

One pass over the text; a word is looked up in a dictionary, a number is read by its shape. Everything
between two words of time that is not a space, a comma, a dash or the full stop of an abbreviation or an
ordinal ends the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import regex

from rashomon.marking.moments.lexicon import CORE, TOKEN, Atom, Lexicon, fold
from rashomon.model import Span
from rashomon.text.document import Document, Section

_DASH = regex.compile(r"[-–]")
_SEPARATORS = regex.compile(r"[.,:/\-–]")
_GAPS = {
    "": "", "'": "", "’": "", "-": "", ",": ",", "،": ",", "、": ",", ".,": ",", "–": "t", "—": "t", "~": "t",
    "〜": "t", "～": "t", ".": ".", "(": ",", "/": "/", ".-": "t", ".–": "t", "‘": "",
}  # fmt: skip
_MONEY = frozenset("$€£¥₽₴₺₪₹₩#№%‰")
_MAX_RUN = 60


@dataclass(slots=True)
class Token:
    """A word, number or mark at ``start``..``end`` with its letter and value; ``capital`` as written."""

    start: int
    end: int
    letter: str
    value: Any = None
    capital: bool = False
    others: tuple[Atom, ...] = ()
    word: str = ""
    #: Joined to what stands before by a hyphen.
    glued: bool = False


def number(text: str, order: str) -> Atom | None:
    """What a number written in digits can be: a year, a day, a date, a clock time, a range; None where
    its shape is none of these (2,000; 1.5; a telephone number) or its digits are of mixed scripts."""
    if len(text) > 24:
        return None
    if not text.isascii():
        scripts = {ord(c) - int(c) for c in text if c.isdigit() and c.isdecimal()}
        if len(scripts) != 1:
            return None
    parts = _SEPARATORS.split(text)
    if not all(part.isdecimal() for part in parts):
        # The patterns may know digits of newer Unicode than this Python does.
        return None
    values = [int(part) for part in parts]
    sizes = [len(part) for part in parts]
    if len(parts) == 1:
        return _integer(values[0], sizes[0])
    marks = set(_SEPARATORS.findall(text))
    if len(marks) > 1:
        return _two_dates(text, order)
    if "," in marks:
        return None
    mark = marks.pop()
    if mark == ":":
        return _clock(values, sizes)
    if len(parts) == 3:
        return _full_date(values, sizes, order, mark)
    return _pair(values, sizes, mark, order) if len(parts) == 2 else None


def _two_dates(text: str, order: str) -> Atom | None:
    """Two dates in digits with a dash between ("11.05.20-15.05.20", "4–8/11"), each as year (or None), month,
    day. Where one of them shows that the day stands first, it does in both."""
    halves = _DASH.split(text)
    if len(halves) != 2:
        return None
    orders = [order, "dmy"] if order.index("m") < order.index("d") else [order]
    for one in orders:
        first, second = (_date_in_digits(half, one) for half in halves)
        if second is not None and first is None and halves[0].isdecimal() and len(halves[0]) <= 2:
            first = (second[0], second[1], int(halves[0]))
        if first is None or second is None or not 1 <= first[2] <= 31:
            return None
        if first[1:] < second[1:] or (first[0] or 0) < (second[0] or 0):
            return Atom("κ", (first, second))
    return None


def _date_in_digits(text: str, order: str) -> tuple[int | None, int, int] | None:
    """Year (or None), month and day of a date in digits."""
    atom = number(text, order)
    if atom is not None and atom.letter == "D":
        year, month, day = atom.value
        return year, month, day
    if atom is not None and atom.letter == "6" and atom.value[0]:
        return None, atom.value[0], atom.value[1]
    return None


def _integer(value: int, size: int) -> Atom | None:
    if size == 4 and 1000 <= value <= 2999:
        return Atom("y", value)
    if size <= 2:
        return Atom("n", value)
    return Atom("N", value) if size <= 5 else None


def _clock(values: list[int], sizes: list[int]) -> Atom | None:
    if len(values) > 3 or any(size != 2 for size in sizes[1:]) or sizes[0] > 2:
        return None
    hour, minute, second = values[0], values[1], values[2] if len(values) == 3 else None
    leap = second == 60 and minute == 59
    if hour > 24 or minute > 59 or (second is not None and second > 59 and not leap):
        return None
    return Atom("T", (hour, minute, second))


def _full_date(values: list[int], sizes: list[int], order: str, mark: str) -> Atom | None:
    if mark == "–" or max(sizes) > 4 or sizes.count(4) > 1 or 3 in sizes:
        return None
    if sizes[0] == 4:
        year, month, day = values
    elif sizes[2] == 4 or (sizes[2] == 2 and mark in "./"):
        year = values[2] if sizes[2] == 4 else 2000 + values[2] - (100 if values[2] > 49 else 0)
        day, month = values[:2] if order.index("d") < order.index("m") else (values[1], values[0])
        if month > 12 >= day:
            day, month = month, day
    else:
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31 and year >= 1000):
        return None
    return Atom("D", (year, month, day))


def _pair(values: list[int], sizes: list[int], mark: str, order: str) -> Atom | None:
    first, second = values
    if sizes[0] == 4 and 1000 <= first <= 2999:
        if sizes[1] == 4:
            return Atom("5", (first, second)) if mark in "-–/" and first < second <= 2999 else None
        if sizes[1] != 2 and mark != "/":
            return Atom("7", (first, second, None)) if mark == "-" and 1 <= second <= 12 else None
        if mark in "–/" and second == (first + 1) % 100:
            return Atom("5", (first, first + 1))
        if 1 <= second <= 12 and mark in "-/":
            return Atom("7", (first, second, None))
        if mark in "-–/" and second > first % 100:
            return Atom("5", (first, first // 100 * 100 + second))
        return None
    if sizes[1] == 4 and sizes[0] <= 2:
        fits = 1 <= first <= 12 and 1000 <= second <= 2999 and mark in "./-"
        return Atom("7", (second, first, None)) if fits else None
    if max(sizes) > 2:
        return None
    if mark in "-–" and 1 <= first < second <= 31:
        return Atom("r", (first, second))
    day, month = (first, second) if order.index("d") < order.index("m") else (second, first)
    if month > 12 >= day:
        day, month = month, day
    if mark in "/." and 1 <= month <= 12 and 1 <= day <= 31:
        return Atom("6", (month, day, (first, second) if sizes[1] == 2 else None))
    if mark == "." and first <= 24 and second <= 59 and sizes[1] == 2:
        return Atom("6", (None, None, (first, second)))
    return None


def _gap(text: str, before: Token, start: int) -> str | None:
    """The letter of what stands between two tokens ("" for mere space), None where it ends the run."""
    gap = text[before.end : start]
    if gap == " " or not gap:
        return ""
    if len(gap) > 4 or "\n" in gap:
        return None
    sign = gap.strip()
    if sign == "°" and before.word == "1":
        return ""
    letter = _GAPS.get(sign)
    if gap == ":" and before.word.isdigit():
        return ""
    if sign == "-" and gap != "-":
        letter = "t"
    if letter == "." and not (before.word.isdigit() or len(before.word) <= 5):
        return None
    if letter == "/" and gap != "/":
        return None
    return letter


def _digit_token(text: str, start: int, end: int, lexicon: Lexicon) -> Token | None:
    """The token of a number, None where what it touches says that it is none of time's."""
    if start and (text[start - 1] in _MONEY or text[start - 1] in "+@_"):
        return None
    after = text[end : end + 2]
    if after[:1] in _MONEY or (after[:1] == " " and after[1:] in _MONEY and after[1:]):
        return None
    atom = number(text[start:end], lexicon.order)
    if atom is None:
        return None
    dotted = "." in text[start:end]
    if atom.letter == "6" and dotted and (not lexicon.dotted_dates or text[end : end + 1] != "."):
        atom = Atom("6", (None, None, atom.value[2]))
    if atom.letter == "n" and end - start == 2 and _is_short_year(text, start):
        short = Atom("ý", atom.value)
        return Token(start - 1, end, short.letter, short.value, False, (atom,), text[start:end])
    return Token(start, end, atom.letter, atom.value, False, (), text[start:end])


def _is_short_year(text: str, start: int) -> bool:
    """True if a number of two digits has a mark before it that stands for a century ("’98", "-98")."""
    if start == 0:
        return False
    alone = start == 1 or text[start - 2].isspace()
    return text[start - 1] in "'’‘" or (text[start - 1] in "-–" and alone)


def _token(text: str, start: int, end: int, word: str, lexicon: Lexicon) -> tuple[Token | None, int, bool]:
    """The token of a word or number, None where it has nothing to do with time, with the weight it gives its
    run and whether it is a number."""
    if word[0].isdigit():
        digits = _digit_token(text, start, end, lexicon)
        return digits, 2 if digits is not None and digits.letter in CORE else 0, digits is not None
    entry = lexicon.entries[word]
    if entry is None:
        return None, 0, False
    token = Token(start, end, "", None, text[start].isupper(), entry.atoms, word)
    return token, entry.weight, entry.is_number


def _stretches(parts: Iterable[int]) -> Iterator[range]:
    """The stretches of neighbouring words without one that has nothing to do with time (0), of which one may
    make a run worth reading (2)."""
    at = 0
    for stretch in bytes(parts).split(b"\0"):
        if b"\2" in stretch:
            yield range(at, at + len(stretch))
        at += len(stretch) + 1


def stretches(document: Document, section: Section, lexicon: Lexicon) -> Iterator[Span]:
    """The stretches of a section that may hold a run; all of the section where words are not spaced."""
    if lexicon.unspaced is not None:
        yield section.span
        return
    first = section.tokens.start
    lows = document.lows[first : section.tokens.stop]
    for stretch in _stretches(map(lexicon.forms.__getitem__, lows)):
        yield document.span(first + stretch.start, first + stretch.stop)


def runs(text: str, lexicon: Lexicon, start: int = 0, stop: int | None = None) -> Iterator[list[Token]]:
    """The runs of a text from ``start`` to ``stop``, in order."""
    # Only what is read is folded: a text of many stretches is not folded whole for each.
    low = fold(text[start:stop]) if start or stop is not None else fold(text)
    words = (lexicon.unspaced or TOKEN).findall(low)
    found = list(_stretches(map(lexicon.parts.__getitem__, words)))
    if not found:
        return
    starts, reached = [], 0
    for word in words:
        # Between two tokens stand no characters of tokens: the next such word is this one.
        reached = low.index(word, reached)
        starts.append(reached + start)
        reached += len(word)
    for stretch in found:
        yield from _runs(text, [(starts[at], words[at]) for at in stretch], lexicon)


def _runs(text: str, words: list[tuple[int, str]], lexicon: Lexicon) -> Iterator[list[Token]]:
    """The runs of neighbouring words, each with its place."""
    run: list[Token] = []
    weight = 0
    numbers = False
    for start, word in words:
        token, own, number_word = _token(text, start, start + len(word), word, lexicon)
        if run:
            gap = _gap(text, run[-1], token.start) if token is not None else None
            if gap is None or len(run) > _MAX_RUN:
                if weight + numbers >= 2:
                    yield run
                run, weight, numbers = [], 0, False
            elif gap and token is not None:
                run.append(Token(run[-1].end, token.start, gap))
            elif token is not None:
                token.glued = text[run[-1].end : start] == "-"
        if token is not None:
            run.append(token)
            weight = max(weight, own)
            numbers = numbers or number_word
    if weight + numbers >= 2:
        yield run


def settle(run: list[Token], lexicon: Lexicon) -> list[Token]:
    """A run with its phrases read as one token each and every word given its likeliest letter; other
    readings stay in ``others``. Words that are only parts of phrases become "?"."""
    settled: list[Token] = []
    at = 0
    while at < len(run):
        token = run[at]
        if token.letter:
            settled.append(token)
            at += 1
            continue
        phrase = _phrase(run, at, lexicon)
        if phrase is not None:
            length, atoms = phrase
            whole = Token(token.start, run[at + length - 1].end, "", None, token.capital, atoms, token.word)
            settled.append(whole)
            at += length
        else:
            settled.append(token)
            at += 1
    for token in settled:
        if token.letter:
            continue
        atoms = token.others
        if any(atom.capital for atom in atoms):
            atoms = tuple(sorted((a for a in atoms if token.capital or not a.capital), key=_cased))
        token.letter, token.value = (atoms[0].letter, atoms[0].value) if atoms else ("?", None)
        token.others = atoms[1:]
    return settled


def _cased(atom: Atom) -> bool:
    """Sorts the readings that want a capital first."""
    return not atom.capital or atom.letter == "^"


def readings(tokens: list[Token], rest: list[Token], most: int = 12) -> list[list[Token]]:
    """The tokens, each time with the rest behind them, as they are first and with every other reading of
    one or two of the ambiguous words among them; no more than ``most``."""
    if not any(token.others for token in tokens):
        return [tokens + rest if rest else tokens]
    swaps = [
        (at, Token(token.start, token.end, other.letter, other.value, token.capital, (), token.word))
        for at, token in enumerate(tokens)
        for other in token.others
        if other.letter != token.letter or other.value != token.value
    ]
    found = [tokens]
    for first, (at, swapped) in enumerate(swaps):
        once = [*tokens[:at], swapped, *tokens[at + 1 :]]
        found.append(once)
        for again, other_token in swaps[first + 1 :]:
            if again != at:
                found.append([*once[:again], other_token, *once[again + 1 :]])
    return [reading + rest for reading in found[:most]] if rest else found[:most]


def _phrase(run: list[Token], at: int, lexicon: Lexicon) -> tuple[int, tuple[Atom, ...]] | None:
    """How many tokens the longest phrase that begins at ``at`` covers, and its atoms."""
    for words, atoms in lexicon.phrases.get(run[at].word, ()):
        taken, reached = at, 0
        while reached < len(words) and taken < len(run):
            token = run[taken]
            if token.letter and token.letter in "./" and reached:
                taken += 1
                continue
            if token.word != words[reached]:
                break
            reached += 1
            taken += 1
        if reached == len(words):
            return taken - at, atoms
    return None
