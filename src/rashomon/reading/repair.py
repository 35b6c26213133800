"""Damage that earlier hands did to a text: undone only where it is certain, and always said."""

from __future__ import annotations

import html
from textwrap import shorten

import regex

#: UTF-8 that was read as a one-byte encoding: a letter or sign of Latin-1 with its continuation behind it.
_MISREAD = regex.compile(
    r"[\u00c2\u00c3][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    r"\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
    r"|[\u00c4\u00c5][\u0080-\u00bf\u0192\u201a\u201e\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    r"\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
    r"|\u00e2\u0080[\u0080-\u00bf]"
    r"|\u00e2\u20ac[\u0080-\u00bf\u201c\u201d\u2122\u02dc\u0153\u00a6\u00a2\u017d\u2018\u2019]|\u00e2\u20ac"
    r"|[\u00d0\u00d1][\u0080-\u00bf\u201a\u0192\u2018-\u2022]|[\u0413\u0420\u0421][\u00b0-\u00bf\u0400-\u040f\u0450-\u045f\u201a-\u203a]"
)
#: Fewer letters than this are no text that one can be certain of.
_FEWEST = 20
_LETTER = regex.compile(r"\p{L}")
_ENTITY = regex.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});")
_ESCAPED_TAG = regex.compile(r"&lt;/?[a-z]{1,10}(?:\s|&gt;|/)", regex.I)
_TAG = regex.compile(
    r"</(?:p|div|span|a|em|strong|b|i|h[1-6]|li|ul|blockquote|figure)>|<br\s?/?>|<p[ >]", regex.I
)
_WRITTEN_END = regex.compile(r"\\r\\n|\\n|\\r")
_WRITTEN_SIGN = regex.compile(r"\\u(?!d[89a-f])([0-9a-f]{4})", regex.I)
#: What programs of pages replace before it is seen: "[caption width="300"]", "[/caption]", "{{ad_slot}}".
_LEFT_OVER = regex.compile(
    r"\[[a-z][\w-]{1,24}(?:\s++[\w-]{1,24}=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[\w.-]{1,40}))++\s*+/?\]"
    r"|\[/[a-z][\w-]{1,24}\]|\{\{\s?[a-z][\w.-]{1,40}\s?\}\}",
    regex.I,
)
_WRITTEN_MARK = regex.compile(r"\\([\"'])")


def has_markup(text: str) -> bool:
    """True if a text is markup that nobody has read yet: it ends elements or breaks lines with tags."""
    return "<" in text and len(_TAG.findall(text[:200_000])) >= 2


def repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without damage that is certain, and in words what was done or was left and looks damaged:
    UTF-8 read as another encoding, entities of HTML, line ends written out as ``\\\\n``."""
    said: list[str] = []
    if not text.isascii():
        text = _undo_misreading(text, said)
    if "&" in text:
        text = _undo_entities(text, said)
    if "\\u" in text and len(_WRITTEN_SIGN.findall(text)) > 1:
        text = _WRITTEN_SIGN.sub(lambda found: chr(int(found[1], 16)), text)
        said.append(r"signs written out as their numbers (\u003c) were read as signs")
    if ("[" in text or "{{" in text) and (left := _LEFT_OVER.search(text)):
        said.append(f"holds what the program of a page left there ({shorten(left.group(), 40)!r}): taken out")
        text = _LEFT_OVER.sub("", text)
    if "\\n" in text and "\n" not in text.strip() and len(_WRITTEN_END.findall(text)) >= 2:
        text = _WRITTEN_MARK.sub(r"\1", _WRITTEN_END.sub("\n", text))
        said.append(r"line ends written out as \n were read as line ends")
    if "\ufffd" in text:
        count = text.count("\ufffd")
        said.append(
            f"holds {count} replacement character{'s' * (count > 1)} (U+FFFD): letters were lost before"
        )
    return text, tuple(said)


def _undo_misreading(text: str, said: list[str]) -> str:
    found = _MISREAD.search(text)
    certain = found and _MISREAD.search(text, found.end()) and len(_LETTER.findall(text[:400])) >= _FEWEST
    if not found or not certain:
        return text
    # Loaded where a text needs it: it costs a start as much as reading a report.
    import ftfy
    import ftfy.badness

    if not ftfy.badness.is_bad(text):
        return text
    before = text.count("\ufffd")
    fixed = ftfy.fix_encoding(text)
    at = shorten(text[max(0, found.start() - 12) : found.end() + 12], 40, placeholder="…")
    if fixed != text and not ftfy.badness.is_bad(fixed) and fixed.count("\ufffd") <= before:
        said.append(f"was UTF-8 read as another encoding ({at!r}): repaired")
        return fixed
    said.append(
        f"looks like UTF-8 read as another encoding ({at!r}); it is not certain how, and left as it is"
    )
    return text


def _undo_entities(text: str, said: list[str]) -> str:
    found = _ENTITY.findall(text)
    known = [entity for entity in found if html.unescape(entity) != entity]
    if not known:
        return text
    if _ESCAPED_TAG.search(text):
        said.append(f"holds entities of HTML and escaped tags ({known[0]}): left as it is")
        return text
    said.append(f"entities of HTML ({known[0]}) were read as the characters they stand for: {len(known)}")
    return _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
