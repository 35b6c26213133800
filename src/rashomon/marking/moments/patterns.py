"""Patterns of the grammar of time, written in names and compiled to regular expressions over letters.

A run of tokens is a string of letters, one a token. In a pattern, ``{month}`` stands for a token of that
part and captures it under its name, ``{begin:number|ordinal}`` for one of several parts under a name of its
own, ``{the}`` and other words that only link for themselves, and ``~`` and ``=`` for what may stand between
(:data:`JOINTS`). Space means nothing; everything else is as in a regular expression, groups do not capture.
"""

from __future__ import annotations

from collections.abc import Mapping

import regex

#: The letters of the parts of the grammar. Where there are several the word decides (:mod:`.lexicon`).
LETTERS = {
    "weekday": "Ww", "strong_weekday": "W", "weekday_part": "ω", "day": "noc", "month": "Mvµ",
    "strong_month": "M", "weak_month": "v", "year": "y", "long_year": "yN", "short_year": "ý",
    "season": "S$", "strong_season": "S", "weak_season": "$", "feast": "H", "unit": "U", "fixed": "F",
    "shift": "L", "part": "P", "relative_day": "R", "day_after": "d", "number": "n", "long_number": "N",
    "ordinal": "o", "cardinal": "c", "roman": "^", "range": "r", "years": "5", "date": "D",
    "day_month": "6", "year_month": "7", "dates": "κ", "decade": "z", "time": "T", "half": "p", "zone": "Z",
    "edge": "E", "set": "%", "reference": "X", "reign": "9", "era": "G", "calendar": "g", "few": "Q",
    "the": "_", "of": ";", "in": "i", "and": "&", "to": "tu", "from": "f", "between": "B", "since": "s",
    "before": "b", "after": "a", "ago_before": "V", "every": "*", "hedge": "x", "oclock": "k",
    "half_to": "h", "year_mark": "1", "month_mark": "2", "day_mark": "3", "ordinal_mark": "O",
    "decade_mark": "K", "decade_before": "8", "century": "C", "quarter": "q", "half_year": "J",
    "lasting": "~",
}  # fmt: skip
#: Parts that a pattern names but whose token nobody asks for.
LINKS = {
    "the", "of", "in", "and", "to", "from", "between", "since", "before", "after", "ago_before", "every",
    "hedge", "ordinal_mark", "decade_mark", "decade_before", "year_mark", "month_mark", "century",
    "quarter", "half_year", "lasting",
}  # fmt: skip
#: What may stand between two parts: ``=`` an article, "of" or a full stop; ``~`` a comma or "in" too.
JOINTS = {"=": "[_;.]{0,3}", "~": "[.,_;i]{0,4}"}
_ELEMENT = regex.compile(r"\{(?:(\w+):)?([a-z_]+(?:\|[a-z_]+)*)\}|\(\?<?[=!]|[~=]|\((?!\?)|\s+")

Match = regex.Match[str]


#: Letters of the items that the second half of the grammar joins, and of words that only it knows.
ITEMS = {
    "date": "d", "clock": "c", "part": "p", "amount": "q", "other": "%", "ago": "A", "in_future": "I",
    "maybe_future": "ı", "from_now": "ƒ", "within": "ẇ", "later": "l", "earlier": "e", "since_after": "ŝ",
    "until": "u", "until_after": "û", "edge": "E", "to": "t", "from": "f", "in": "i",
}  # fmt: skip


def joined(pattern: str) -> regex.Pattern[str]:
    """The regular expression over the letters of items and the words between that a pattern in names says."""
    return _compiled(pattern, {**LETTERS, **ITEMS}, capture=False)


def compiled(pattern: str) -> regex.Pattern[str]:
    """The regular expression over letters that a pattern in names says."""
    return _compiled(pattern, LETTERS, capture=True)


def _compiled(pattern: str, known: Mapping[str, str], capture: bool) -> regex.Pattern[str]:

    def letters(element: Match) -> str:
        if element.group(2) is None:
            whole: str = element.group()
            if whole.startswith("(?"):
                return whole
            return "(?:" if whole == "(" else JOINTS.get(whole, "")
        names = element.group(2).split("|")
        either = regex.escape("".join(known[name] for name in names), special_only=True)
        role = element.group(1) or names[0]
        if role in LINKS or not capture:
            return f"[{either}]"
        return f"(?P<{role}>[{either}])"

    return regex.compile(_ELEMENT.sub(letters, pattern))
