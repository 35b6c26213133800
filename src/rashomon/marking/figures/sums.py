"""Number words put together by place value.

An addend joins where the number so far has zeros in its place ("two hundred" + "six"), a multiplier
takes what stands below it ("one million two hundred" x thousand). The same arithmetic reads
"zweihundertfünfzigtausend", "3 lakh crore" and "1億2000万".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rashomon.marking.figures.learning import lexicon
from rashomon.marking.figures.lexicon import Atom

_LONGEST_WORD = 90


class Sum:
    """A number being put together, atom by atom."""

    __slots__ = ("any", "last_times", "plain", "rough", "scale", "value")

    def __init__(self) -> None:
        self.value = 0.0
        self.any = False
        self.last_times = False
        self.rough = False
        self.scale = 1.0
        self.plain = False

    def join(self, atom: Atom, joined: bool = False) -> bool:
        """Take the atom in where place value allows it, and say whether it did. ``joined``: a word for
        "and" stands between, so a unit may come before its ten ("fem og tyve")."""
        size = atom.value
        if not self.any:
            self.value = size
        elif atom.times and size >= 2:
            below = size if is_power(size) else 100.0
            low = self.value % below if self.value == int(self.value) and not self.plain else self.value
            high = self.value - low
            if low:
                product = low * size
                if high and (high % place(product) or product >= high):
                    return False
                self.value = high + product
            elif self.last_times and size < self.value and not self.value % (size * 10):
                self.value += size
            else:
                return False
        elif (joined and self.value < 10 and 20 <= size < 100 and size % 10 == 0) or (
            size > 0 and (self.value >= 20 or self.last_times) and self.value % place(size) == 0
        ):
            self.value += size
        else:
            return False
        self.any = True
        self.plain = False
        self.last_times = atom.times
        self.rough = self.rough or atom.rough
        if atom.times:
            self.scale = size if self.scale < size else self.scale
        return True

    def join_all(self, atoms: Iterable[Atom | None], joined: bool) -> bool:
        """Take several atoms in (None among them is a joint), or none of them where one does not fit."""
        before = (self.value, self.any, self.last_times, self.rough, self.scale, self.plain)
        for atom in atoms:
            if atom is None:
                joined = True
            elif self.join(atom, joined):
                joined = False
            else:
                self.value, self.any, self.last_times, self.rough, self.scale, self.plain = before
                return False
        return True


def is_power(size: float) -> bool:
    """True if a multiplier is a power of ten (a dozen is not)."""
    return str(int(size)).strip("0") == "1"


def place(value: float) -> float:
    """The power of ten just above a value."""
    return 10.0 ** len(str(int(value)))


@lru_cache(maxsize=65536)
def compound(word: str, code: str) -> tuple[Atom | None, ...]:
    """The number words a compound is made of ("trehundrafemtio"), joints as None; empty where it is
    not made of them alone. Longest parts first, each position tried once: linear in practice and
    bounded by the square of the word's length."""
    lex = lexicon(code)
    if len(word) > _LONGEST_WORD or word[:2] not in lex.compound_heads:
        return ()
    longest = max(map(len, lex.compounds))
    dead: set[int] = set()

    def parts(at: int) -> tuple[Atom | None, ...] | None:
        if at == len(word):
            return ()
        if at in dead:
            return None
        for size in range(min(longest, len(word) - at), 0, -1):
            part = word[at : at + size]
            if part in lex.compounds:
                rest = parts(at + size)
                if rest is not None:
                    return (lex.compounds[part], *rest)
        dead.add(at)
        return None

    found = parts(0)
    if found is None or sum(atom is not None for atom in found) < 2 or found[-1] is None:
        return ()
    return found


@lru_cache(maxsize=16384)
def compound_ordinal(word: str, code: str) -> float | None:
    """The value of an ordinal written as one word over a compound ("tohundredeogfjerde"), or None."""
    lex = lexicon(code)
    if len(word) > _LONGEST_WORD or word[:2] not in lex.compound_heads:
        return None
    for at in range(2, len(word) - 2):
        last = lex.ordinal_words.get(word[at:])
        if last is None:
            continue
        head = word[:at]
        known = lex.compounds.get(head)
        left: tuple[Atom | None, ...] = (known,) if known else compound(head, code)
        if not left:
            for join in lex.lists["compound_joins"]:
                if head.endswith(join):
                    stem = head[: -len(join)]
                    inner = lex.compounds.get(stem)
                    left = (*((inner,) if inner else compound(stem, code)), None)
        if len(left) > (left[-1:] == (None,)):
            value = Sum()
            last_atom = Atom(last, times=last in lex.multipliers)
            if all(value.join(atom) for atom in left if atom) and value.join(
                last_atom, joined=left[-1] is None
            ):
                return value.value
    return None
