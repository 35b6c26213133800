"""A page that lists headlines is no report: it would join whatever it lists."""

from __future__ import annotations

import re
from typing import Final

#: A page has this many lines at least, ...
LINES: Final = 5
#: ... so many of which at most end as a sentence does, ...
ENDED: Final = 0.2
#: ... and none of them is longer than a headline, in words.
LONGEST: Final = 22
_END = re.compile(r"[.!?…。！？؟।:;,”»\"][\s”’»\")\]]*$")


def is_listing(text: str) -> bool:
    """True where a text is a list of headlines: many lines, none of them a sentence that ends as one."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < LINES or any(len(line.split()) > LONGEST for line in lines):
        return False
    # Scripts that part no words are measured by their characters.
    if any(len(line) > 10 * LONGEST for line in lines):
        return False
    return sum(bool(_END.search(line)) for line in lines) <= ENDED * len(lines)
