"""Sub-headings, and the lines below pull quotes, told by their shape and their neighbours."""

from __future__ import annotations

import regex

from rashomon.reading.lines import Line

#: Longest sub-heading, in code points and in words.
_LONGEST, _MOST = 90, 14
_OPENING = regex.compile(r"[\"'“”„«»‘’‚‹›「『(\[]")
_MARKS = regex.compile(r"[\"“”„«»「」『』]")
_ITEM = regex.compile(r"[-–—•*·▪●]|\(?\d{1,3}[.)]|\(?\p{L}\)")


def heading(line: Line, before: Line, after: Line) -> bool:
    """Whether a line is a sub-heading: short, not ending as a sentence or a clause does, no item of a
    list, no opened quotation, between paragraphs that are sentences."""
    if len(line.text) > _LONGEST or len(line.words) > _MOST or not line.words:
        return False
    if _ITEM.match(line.text) or line.text[0].islower():
        return False
    if len(_MARKS.findall(line.text)) % 2:
        return False
    if not (after.told or len(after.words) > _MOST) or not (before.told or line.shouted):
        return False
    if line.shouted:
        return not line.text.endswith((",", ";"))
    if line.ends:
        return False
    return not line.stops


def attribution(line: Line) -> bool:
    """Whether a line only names somebody, as below a pull quote: "Minister Jane Doe"."""
    words = line.words
    if not 1 < len(words) <= 10 or line.stops or line.shouted or len(line.text) > _LONGEST:
        return False
    if _OPENING.match(line.text):
        return False
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= 2 and (words[-1][0].isupper() or "," in line.text)
