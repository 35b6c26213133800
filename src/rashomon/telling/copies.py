"""Passages that stand in several reports, brought together: what was copied from copies is one passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rashomon.model import Passage, Reuse


@dataclass(frozen=True, slots=True)
class Copied:
    """A passage found again: its wordings, each with the places it stands in, the source's first.
    ``similarity`` is that of the two that are least alike, ``first`` the finding that stands for all."""

    first: Reuse
    wordings: tuple[tuple[Passage, ...], ...]
    similarity: float

    @property
    def reports(self) -> int:
        """How many reports it stands in."""
        return len({place.report for places in self.wordings for place in places})


def copied(found: Iterable[Reuse], texts: Mapping[str, str]) -> list[Copied]:
    """The passages, those that stand in most reports first. ``texts`` are those of the reports by id."""
    heads: dict[Passage, Passage] = {}

    def head(place: Passage) -> Passage:
        heads.setdefault(place, place)
        while heads[place] != place:
            heads[place] = heads[heads[place]]
            place = heads[place]
        return place

    found = list(found)
    for one in found:
        heads[head(one.target)] = head(one.source)
    groups: dict[Passage, list[Reuse]] = {}
    for one in found:
        groups.setdefault(head(one.source), []).append(one)
    made = [_group(group, texts) for group in groups.values()]
    return sorted(made, key=lambda one: -one.reports)


def _group(group: list[Reuse], texts: Mapping[str, str]) -> Copied:
    wordings: dict[str, dict[Passage, None]] = {}
    for one in group:
        for place in (one.source, one.target):
            words = " ".join(place.span.of(texts[place.report]).split()).casefold()
            wordings.setdefault(words, {})[place] = None
    return Copied(
        group[0], tuple(tuple(places) for places in wordings.values()), min(one.similarity for one in group)
    )
