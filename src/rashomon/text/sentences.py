"""Where sentences begin and end. Linear in the length of the text; language facts come from data.

A sentence ends at ``. ! ? …`` (and the same in other scripts) with the closing marks that follow,
where white space and something that can begin a sentence come next, unless the word before is an
abbreviation, an initial, or an ordinal that its language writes with a full stop ("5. januar").
"""

from __future__ import annotations

from functools import lru_cache

import regex

from rashomon.languages import cldr, facts
from rashomon.model import Span

#: Content blocks: the report's own words. The others (furniture, repeats) are never marked.
CONTENT = frozenset({"title", "deck", "dateline", "body", "heading", "caption", "embed"})

_CLOSERS = "\"'”’»«›“‘)\\]」』】〉》"
_END = regex.compile(
    rf"(?:[.!?…]++(?:[\u00a0\u202f]?[{_CLOSERS}])*+(?=\s|$))|(?:[。！？؟۔।]++[{_CLOSERS}]*+)|\n++"
)
# Read backwards, from where they end.
_LAST_WORD = regex.compile(r"(?r)[\p{L}\p{N}][\p{L}\p{M}\p{N}.'’/-]*$")
_OPENERS = regex.compile(r"[\s\p{Ps}\p{Pi}\p{Pf}\"'–—¿¡-]*+")
_WORD_AHEAD = regex.compile(r"[\p{L}\p{M}]++")
_TWO_PARTS = regex.compile(r"(?r)(?<![\p{L}\p{N}])(\p{Ll}{1,4})\.[ \u00a0\u202f](\p{Ll}{1,4})$")
_LOOK = 40
_YEAR = 4


@lru_cache(maxsize=64)
def _data(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str], bool, bool]:
    """Abbreviations that never end a sentence, those that do where no number follows, the names of months
    and weekdays, whether ordinals are written with a full stop, and whether nouns with a capital may
    follow them."""
    data = facts(language, "sentences")
    known = {word.lower().rstrip(".") for word in data.get("abbreviations", ())}
    locale = cldr(language)
    names: set[str] = set()
    units = {word.lower().rstrip(".") for word in data.get("before_end", ())}
    for table in (locale.months, locale.days):
        for form in ("format", "stand-alone"):
            for name in (n for width in table[form].values() for n in width.values()):
                names.add(name.lower().rstrip("."))
                if name.endswith("."):
                    known.add(name.lower().rstrip("."))
    for table in (locale.months, locale.days):
        # CLDR writes English "Feb" without the stop that reports give it.
        wide, short = table["format"]["wide"], table["format"]["abbreviated"]
        units.update(name.lower().rstrip(".") for key, name in short.items() if name != wide[key])
    ordinal, capital = bool(data.get("ordinal_dot", False)), bool(data.get("ordinal_before_capital", False))
    return frozenset(known), frozenset(units), frozenset(names), ordinal, capital


def _in_parts(before: str, ahead: str, known: frozenset[str]) -> bool:
    """True if the full stop between ``before`` and ``ahead`` stands inside an abbreviation whose parts are
    spaced ("z. B.", "EE. UU."), or ends one that is written small and ends no sentence ("d. h. Berlin")."""
    last, word = _LAST_WORD.search(before), _WORD_AHEAD.match(ahead)
    within = last and word and ahead[word.end() : word.end() + 1] == "." and f"{last[0]}.{word[0]}".lower()
    parts = _TWO_PARTS.search(before)
    return within in known or (parts is not None and f"{parts[1]}.{parts[2]}" in known)


def goes_on(text: str, start: int, mark: int, after: int, language: str) -> bool:
    """True if the full stop at ``mark`` does not end the sentence that began at ``start``; ``after`` is
    where the text goes on behind the stop and its closing marks."""
    if text[mark] != "." or text[mark : mark + 2] == "..":
        opener = _OPENERS.match(text, after, after + _LOOK)
        here = opener.end() if opener else after
        return text[mark] in "….!?" and text[here : here + 1].islower() and "\n" not in text[after:here]
    opener = _OPENERS.match(text, after, after + _LOOK)
    here = opener.end() if opener else after
    following = text[here : here + 1]
    if following.islower():
        return True
    word = _LAST_WORD.search(text, max(start, mark - _LOOK), mark)
    before = word.group() if word else ""
    low = before.lower().replace("’", "'").rsplit("'", 1)[-1]
    known, units, names, ordinals, capitals = _data(language)
    if _in_parts(text[max(start, mark - _LOOK) : mark], text[here : here + _LOOK], known):
        return True
    if low in known or ("." in before and len(before) <= _YEAR + 1 and not before[0].isdigit()):
        return True
    if low in units:
        counted = text[max(start, mark - 6) : mark - len(before)].rstrip()[-1:].isdigit()
        ahead = _WORD_AHEAD.match(text, here, here + _LOOK)
        dated = low in names and ahead is not None and ahead.group().lower() in names
        return following.isdigit() or dated or (len(low) == 1 and not counted)
    if len(before) == 1 and before.isupper():
        return True
    if not ordinals or not before.isdigit() or len(before) >= _YEAR:
        return False
    ahead = _WORD_AHEAD.match(text, here, here + _LOOK)
    if ahead is not None and ahead.group().lower() in names:
        return True
    return len(before) <= 2 and capitals


def split(text: str, span: Span, language: str) -> tuple[Span, ...]:
    """The sentences of ``text`` inside ``span``, trimmed of white space, in order."""
    found: list[Span] = []
    start = span.start

    def close(end: int) -> None:
        left, right = start, end
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            found.append(Span(left, right))

    for end in _END.finditer(text, span.start, span.end):
        if text[end.start()] != "\n" and goes_on(text, start, end.start(), end.end(), language):
            continue
        close(end.end())
        start = end.end()
    close(span.end)
    return tuple(found)
