"""What stands above and around the body: title, deck, byline, dateline, and the page's lines between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from rashomon.model import BlockKind
from rashomon.reading.furniture import network
from rashomon.reading.lines import Line, bare
from rashomon.reading.phrases import phrases
from rashomon.reading.signatures import byline, name_only, role

#: How far down a title, its second printing and bylines are looked for (lines).
_REACH = 24
#: Longest title, in code points.
_LONGEST = 250
_SUFFIX = regex.compile(r"\s++(?:[|–—•·»]|::|-)\s++(?P<site>[^|–—•·»]{2,50})$")

_INNER_END = regex.compile(r"\p{Ll}[.!?…]\s++\p{Lu}|[。！？]")

Label = tuple[BlockKind, str]


@dataclass(slots=True)
class Front:
    """What the lines above the body are (by their place), and what they say."""

    labels: dict[int, Label] = field(default_factory=dict)
    title: str = ""
    byline: str | None = None
    outlet: str | None = None


def _twice(lines: Sequence[Line], open_lines: Sequence[int]) -> tuple[int, int] | None:
    """The first two places where one title-like line is printed twice above the body, the first
    perhaps with the name of the site behind it."""
    seen: dict[str, int] = {}
    for place in open_lines:
        line = lines[place]
        plain = line.bare
        if plain in seen and len(line.words) >= 3 and not byline(line):
            return seen[plain], place
        if plain:
            seen.setdefault(plain, place)
            cut = _SUFFIX.search(line.text)
            if cut:
                seen.setdefault(bare(line.text[: cut.start()]), place)
    return None


def _is_title(line: Line) -> bool:
    return not line.stops and len(line.text) <= _LONGEST and not _dashed(line.text)


def _dashed(text: str) -> bool:
    return text[:1] in "-–—•*"


def read_front(
    lines: Sequence[Line], labels: dict[int, Label], stated_title: str | None, outlet: str | None
) -> Front:
    """Label the lines above the body, given what is already labelled (furniture, captions, dates,
    posts). ``stated_title`` is the title that the source gives beside the text, ``outlet`` what the
    page's furniture names."""
    front = Front()
    above: list[int] = []
    for place, line in enumerate(lines[:_REACH]):
        if place in labels:
            continue
        known = stated_title is not None and line.bare == bare(stated_title) and bool(line.bare)
        if line.told and not known and not (byline(line) and len(line.words) <= 8):
            break
        above.append(place)
    else:
        place = len(lines)
    body_follows = any(
        lines[later].told and later not in labels
        for later in range(len(lines[:_REACH]) and (above[-1] + 1 if above else 0), len(lines))
    )
    if not body_follows:
        return front
    for place in above:
        if outlet and lines[place].bare == bare(outlet):
            front.labels[place] = ("furniture", "name of the outlet")
    above = [place for place in above if place not in front.labels]
    _title(lines, above, front, stated_title)
    _rest(lines, [place for place in above if place not in front.labels], front)
    return front


def _title(lines: Sequence[Line], above: Sequence[int], front: Front, stated: str | None) -> None:
    """Which line is the title: the one the source states, one printed twice, else the first."""
    titles = [place for place in above if len(lines[place].text) <= _LONGEST]
    pair = _twice(lines, titles)
    first: int | None = None
    if stated:
        first = next((place for place in titles if lines[place].bare == bare(stated)), None)
        front.title = stated
    if first is None and pair:
        first = pair[0]
        cut = _SUFFIX.search(lines[pair[0]].text)
        if cut and bare(lines[pair[0]].text[: cut.start()]) == lines[pair[1]].bare:
            front.outlet = cut["site"].strip()
            front.labels[pair[0]] = ("furniture", "title of the page, with the name of the site")
            first = pair[1]
    if first is None and not stated:
        candidates = [place for place in titles if _is_title(lines[place]) and not byline(lines[place])]
        while len(candidates) > 1 and _kicker(lines[candidates[0]], lines[candidates[1]]):
            listed = lines[candidates[0]].bare in phrases("sections")
            front.labels[candidates[0]] = ("furniture", "name of a section") if listed else ("heading", "")
            candidates = candidates[1:]
        first = candidates[0] if candidates else None
    if first is None:
        return
    front.labels[first] = ("title", "")
    front.title = front.title or lines[first].text
    for place in above:
        if place == first or place in front.labels:
            continue
        if lines[place].bare == lines[first].bare:
            front.labels[place] = ("repeat", "title printed twice")
        elif place < first and pair and len(lines[place].words) <= 5 and not byline(lines[place]):
            channel = network(lines[place])
            why = f"channel of the outlet on {channel[1]}" if channel else "line of the site above the title"
            front.labels[place] = ("furniture", why)
            front.outlet = front.outlet or (channel[0] if channel else None)


def _kicker(line: Line, after: Line) -> bool:
    """Whether a line is a label above the title ("World", "Analysis") rather than the title."""
    if line.bare in phrases("sections"):
        return len(after.words) > 1
    return len(line.words) == 1 and len(after.words) > 3


def _rest(lines: Sequence[Line], above: Sequence[int], front: Front) -> None:
    """Bylines, decks and labels among the other lines above the body."""
    title = next((place for place, (kind, _) in front.labels.items() if kind == "title"), -1)
    seen: set[str] = set()
    counts: dict[str, int] = {}
    for place in above:
        counts[lines[place].bare] = counts.get(lines[place].bare, 0) + 1
    decks = 0
    for place in above:
        line = lines[place]
        if line.bare in phrases("bylines") and place + 1 in above and name_only(lines[place + 1]):
            front.labels[place] = ("byline", "")
            continue
        named = byline(line)
        alone = name_only(line) and place > title and (counts[line.bare] > 1 or decks <= 1)
        if named or alone or (seen and role(line)):
            if line.bare in seen:
                front.labels[place] = ("repeat", "byline printed twice")
            else:
                front.labels[place] = ("byline", "")
                front.byline = front.byline or (named or (line.text if alone else None))
            seen.add(line.bare)
        elif line.bare in phrases("sections"):
            front.labels[place] = ("furniture", "name of a section")
        elif place > title >= 0 and _is_deck(line) and decks < 3:
            front.labels[place] = ("deck", "")
            decks += 1
        elif not line.stops and not _dashed(line.text) and not _INNER_END.search(line.text):
            front.labels[place] = ("heading", "")


def _is_deck(line: Line) -> bool:
    """Whether a line below the title may be its deck: a few words, one sentence without its full stop."""
    return (
        len(line.words) >= 4
        and not _dashed(line.text)
        and len(line.text) <= _LONGEST
        and not line.text.endswith((",", ";", ":"))
        and not _INNER_END.search(line.text)
    )
