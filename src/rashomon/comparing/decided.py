"""What people decided about names, written into the reports' marks before they are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rashomon.decisions import Decision
from rashomon.model import Report

#: How the entities of names begin that somebody decided about: they are one wherever they are the same, and
#: two wherever they are not, whatever else is known.
PREFIX = "decided:"


class Names:
    """Which names are one and which are two, by decision. Of two decisions about one pair the later holds."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        pairs: dict[frozenset[str], bool] = {}
        for decision in decisions:
            if decision.kind in ("same_name", "different_names"):
                pairs[frozenset(map(_folded, decision.names))] = decision.kind == "same_name"
        self._group: dict[str, str] = {}
        self.one: set[str] = set()
        self.two: set[str] = set()
        for pair, same in pairs.items():
            if same:
                self.one |= pair
                self._join(*sorted(pair))
            else:
                self.two |= pair

    def _join(self, first: str, *others: str) -> None:
        root = self._root(first)
        for other in others:
            self._group[self._root(other)] = root

    def _root(self, name: str) -> str:
        while self._group.get(name, name) != name:
            name = self._group[name]
        return name

    def entity(self, name: str) -> str:
        """The entity of a name that is decided about, given case folded."""
        root = self._root(name)
        return PREFIX + min(other for other in {*self.one, *self.two} if self._root(other) == root)

    def settle(self, report: Report) -> Report:
        """The report with the names that are decided about under entities of their own: a name that is one of
        two on its own, a name that is one with another together with whatever the report means by it."""
        if not self.one and not self.two:
            return report
        texts: dict[str, set[str]] = defaultdict(set)
        for mark in report.marks.names:
            texts[mark.entity].add(_folded(mark.text))
        whole = {
            entity: self.entity(min(known))
            for entity, forms in texts.items()
            if (known := (forms & self.one) - self.two) and not forms & self.two
        }
        names = tuple(
            replace(mark, entity=self.entity(_folded(mark.text)))
            if _folded(mark.text) in self.one | self.two
            else replace(mark, entity=whole.get(mark.entity, mark.entity))
            for mark in report.marks.names
        )
        quotations = tuple(
            replace(
                said,
                speaker=replace(said.speaker, entity=whole.get(said.speaker.entity, said.speaker.entity)),
            )
            if said.speaker
            else said
            for said in report.marks.quotations
        )
        return replace(report, marks=replace(report.marks, names=names, quotations=quotations))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
