"""A page that lists headlines is no report: it would join whatever it lists."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

#: A page has this many lines at least, ...
LINES: Final = 5
#: ... so many of which at most end as a sentence does, ...
ENDED: Final = 0.2
#: ... or, where a line of each report stands below its headline, at least so many of which do not, ...
HEADLINES: Final = 0.4
#: ... or so many of which end in the same word (a link to the report), ...
LINKED: Final = 0.6
#: ... and none of them is longer than a headline, in words.
LONGEST: Final = 22
_END = re.compile(r"[.!?…。！？؟।:;,”»\"][\s”’»\")\]]*$")
_SIGNS = " \u00a0»›→>…."


def is_listing(text: str) -> bool:
    """True where a text is a list of headlines: many lines, none of them long, and most of them no sentence
    that ends as one, with or without a teaser below each or a link behind it."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < LINES or any(len(line.split()) > LONGEST for line in lines):
        return False
    # Scripts that part no words are measured by their characters.
    if any(len(line) > 10 * LONGEST for line in lines):
        return False
    ended = sum(bool(_END.search(line)) for line in lines)
    if ended <= ENDED * len(lines):
        return True
    if len(lines) > LINES and len(lines) - ended >= HEADLINES * len(lines):
        return True
    tails = Counter(words[-1] for line in lines if len(words := line.strip(_SIGNS).split()) > 2)
    return max(tails.values(), default=0) >= LINKED * len(lines)
