"""The outlet, where the page's own furniture names it. Silence rather than a guess."""

from __future__ import annotations

from functools import cache

import regex

from rashomon.reading.lines import Line
from rashomon.reading.phrases import phrases, sign

#: A name of up to six words: capitals where the script has them, with short words between ("Courrier du
#: littoral"), up to the next stop.
_COPYRIGHT = regex.compile(
    r"(?:©|\([cC]\)|[Cc]opyright)\s*+(?:©|\([cC]\))?\s*+(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?[\s,]*+"
    r"(?P<name>[\p{Lu}\p{Lo}][\p{L}\p{M}\p{N}&'’-]*+(?: [\p{L}\p{M}\p{N}&'’-]++){0,5})"
    r"(?=\s*+(?:[.,|·•–—/(]|$))"
)
_BEFORE = regex.compile(r"(?:\p{Lu}[\p{L}\p{M}\p{N}&'’-]*+ ){1,5}$")


@cache
def _newsrooms() -> tuple[str, ...]:
    return tuple(sorted(phrases("newsrooms"), key=lambda each: (-len(each), each)))


def outlet_in(line: Line) -> str | None:
    """The outlet that a line of furniture names: "the Daily Herald news team", "© 2019 The Herald"."""
    text = line.text[:600]
    folded = text.casefold()
    if len(folded) == len(text):
        for phrase in _newsrooms():
            at = folded.find(f" {phrase}")
            before = _BEFORE.search(text, 0, at + 1) if at > 0 else None
            if before:
                return before.group().strip()
    found = _COPYRIGHT.search(text) if "©" in text or "c" in folded else None
    if not found or found["name"].casefold() in sign("agencies"):
        return None
    return found["name"]


def site_of(title: str, address: str) -> str | None:
    """The outlet of a feed: what stands in its title without its sections ("Harbour Post - World"), else the
    host; never an aggregator."""
    from rashomon.reading.addresses import host, is_aggregator

    name = regex.split(r"\s++(?:[|–—»•:]|-|::)\s++|:\s", title.strip(), maxsplit=1)[0].strip()
    name = regex.sub(r"\s++(?:RSS|Atom)(?:\s++[Ff]eed)?$", "", name)
    if name and not is_aggregator(name):
        return name
    place = host(address) if address else ""
    return place if place and not is_aggregator(place) else None
