"""What a numeral written in digits is worth. Separators are the language's own (CLDR number symbols)."""

from __future__ import annotations

import re
from functools import lru_cache

#: More digits than any quantity in the news; longer runs are identifiers and no figures.
MAX_DIGITS = 24
#: Fractions that are one sign.
FRACTION_SIGNS = {
    "½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875,
}  # fmt: skip
#: Signs that may open an amount.
SIGNS_BEFORE = frozenset("$€£¥￥₩₹₽₴₺₪-+")
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")
_SEPARATORS = re.compile(r"[.,٫٬]")


def _one_script(text: str) -> bool:
    """True if all digits come from one script (mixed ones are not a number anybody writes)."""
    zeros = {ord(char) - int(char) for char in text if char.isdecimal()}
    return len(zeros) == 1


def _grouped(parts: list[str]) -> bool:
    """True if digits between separators can be groups: thousands, or lakhs and crores."""
    if not 1 <= len(parts[0]) <= 3 or len(parts[-1]) != 3:
        return False
    inner = {len(part) for part in parts[1:-1]}
    return inner <= {3} or (inner == {2} and len(parts[0]) <= 2)


@lru_cache(maxsize=8192)
def values(text: str, decimal: str) -> tuple[float, ...]:
    """The value of a numeral, or the values of several numerals written without a space
    ("22,24,26"); empty where it is none (too long, or digits of several scripts).

    ``decimal`` is the language's decimal sign. The same sign written once is a decimal sign, several
    times groups; the other sign groups where three digits follow, and is a decimal sign otherwise.
    """
    if sum(map(str.isdecimal, text)) > MAX_DIGITS or not _one_script(text):
        return ()
    plain = text.translate(_SPACES)
    signs = [
        sign.replace("٫", decimal).replace("٬", "," if decimal == "." else ".")
        for sign in _SEPARATORS.findall(plain)
    ]
    parts = _SEPARATORS.split(plain)
    if not signs:
        return (float(int(plain)),)
    if not parts[0]:
        return (float("0." + _ascii(parts[1])),) if len(parts) == 2 else ()
    whole, tail = parts, ""
    if len(set(signs)) == 2:
        if signs.count(signs[-1]) != 1:
            return ()
        whole, tail = parts[:-1], parts[-1]
        if not _grouped(whole):
            return ()
    elif len(signs) == 1 and (signs[0] == decimal or not _grouped(parts)):
        whole, tail = parts[:1], parts[1]
    elif not _grouped(parts):
        return tuple(float(int(part)) for part in parts) if signs[0] == "," else ()
    return (float(_ascii("".join(whole)) + "." + (_ascii(tail) or "0")),)


def _ascii(digits: str) -> str:
    return "".join(str(int(digit)) for digit in digits)
