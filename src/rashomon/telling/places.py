"""Where the facts of a story stand on its page, and which of them each passage is told in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rashomon.model import Passage, Span, Synopsis
from rashomon.telling.copies import Copied
from rashomon.telling.wording import Wording

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Home:
    """A fact of the page that a passage stands in: the name of its place, and what it is, in words."""

    name: str
    label: str


class Places:
    """A name on the page for every fact of a story, and the way from a passage back to its facts."""

    def __init__(self, told: Synopsis, copies: Iterable[Copied], number: int, say: Wording) -> None:
        self._names: dict[int, str] = {}
        self._homes: dict[str, dict[Span, list[Home]]] = {}
        for kind, fact, label, passages in _facts(told, copies, say):
            home = Home(f"s{number}-{kind}{len(self._names) + 1}", _short(label))
            self._names[id(fact)] = home.name
            for passage in passages:
                self._homes.setdefault(passage.report, {}).setdefault(passage.span, []).append(home)

    def name(self, fact: object) -> str:
        """The name of a fact's place on the page; the fact is one of the synopsis' own objects."""
        return self._names[id(fact)]

    def homes(self, report: str) -> dict[Span, list[Home]]:
        """The passages of a report that facts were read from, each with these facts."""
        return self._homes.get(report, {})


def _facts(
    told: Synopsis, copies: Iterable[Copied], say: Wording
) -> Iterator[tuple[str, object, str, Iterable[Passage]]]:
    """Every fact: its kind as a letter, itself, what it is in words, and the passages it shows."""
    for said in told.statements:
        label = said.speaker or say._("statement")
        yield "q", said, label, [Passage(version.report, version.span) for version in said.versions]
    for compared in told.figures:
        label = compared.about or say._("figure")
        yield "g", compared, label, [Passage(value.report, value.span) for value in compared.values]
    for dated in told.timeline:
        yield "t", dated, say._("Timeline"), dated.mentions
    for entry in told.coverage:
        yield "c", entry, say._("Who tells what"), entry.passages
    for named in told.names:
        first = {mention.report: mention for mention in sorted(named.mentions, reverse=True)}
        yield "n", named, named.name, first.values()
    for copy in copies:
        yield "k", copy.first, say._("Copied"), [place for places in copy.wordings for place in places]


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else label[:_LONGEST] + "…"
