"""Brings the names of one person, organisation, place or thing together over reports and languages.

The evidence is general, in this order: a territory or city both mean, the same written form, a surname of
the one person who has it, an acronym and its long form, names that stand in the same place of aligned
quotations, and spelling that differs only as transliteration does. What would join two things known to be
different (two territories, two cities, people whose full names disagree, a person and a place) is never
joined: an entry too many is a smaller fault than two people under one name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import PurePath

from rashomon.comparing.decided import PREFIX
from rashomon.comparing.names_evidence import (
    acronym_keys,
    acronym_of,
    is_code,
    middle_keys,
    one_person,
    pairings,
    respelled,
    sound_keys,
    sounding,
    spelling_keys,
    surname_keys,
    surname_of,
    with_middle,
    with_short_form,
)
from rashomon.comparing.people import script
from rashomon.marking.names import lexicon
from rashomon.marking.names.entities import slug
from rashomon.model import NameEntry, NameKind, Passage, Report, Span

Aligned = tuple[tuple[str, Span], tuple[str, Span]]


@dataclass(slots=True)
class Thing:
    """What one report, and later several, mean by one name. ``fixed`` are the ids from CLDR and
    GeoNames, ``forms`` its names with how often each is used, ``votes`` the kinds its mentions have."""

    votes: Counter[NameKind]
    fixed: frozenset[str]
    forms: Counter[str]
    mentions: list[Passage]
    languages: frozenset[str]
    evidence: list[str] = field(default_factory=list)

    @property
    def kind(self) -> NameKind:
        """The kind most of its mentions have; "other" only where more than half of them have none else."""
        if 2 * self.votes["other"] > self.votes.total():
            return "other"
        said = [kind for kind in self.votes if kind != "other"]
        return min(said, key=lambda kind: (-self.votes[kind], kind)) if said else "other"

    @property
    def loose(self) -> bool:
        """Whether its kind is a guess from one word: a surname may look like a firm or a town."""
        return not self.full and not self.fixed and not is_code(self)

    @property
    def full(self) -> list[str]:
        """Its names of several words."""
        return [form for form in self.forms if len(form.split()) > 1]


def compare(reports: Sequence[Report], aligned: Sequence[Aligned]) -> tuple[NameEntry, ...]:
    """One entry for each thing named, under all its names, the most widely named first.

    ``aligned`` are pairs of (report id, span) that say the same, in one language or two: versions of one
    quotation, a sentence and its translation.
    """
    return _Comparison(sorted(reports, key=lambda report: report.id)).run(aligned)


class _Comparison:
    def __init__(self, reports: Sequence[Report]) -> None:
        self.reports = {report.id: report for report in reports}
        self.called = {report.id: report.outlet or PurePath(report.source).name for report in reports}
        self.things: list[Thing] = []
        self.of: dict[tuple[str, str], int] = {}
        for report in reports:
            grouped: dict[str, list[int]] = defaultdict(list)
            for at, name in enumerate(report.marks.names):
                grouped[name.entity].append(at)
            for entity, places in sorted(grouped.items()):
                names = [report.marks.names[at] for at in places]
                fixed = (
                    frozenset({entity})
                    if entity.startswith(("territory:", "region:", "city:"))
                    else frozenset()
                )
                self.of[report.id, entity] = len(self.things)
                thing = Thing(
                    Counter(name.kind for name in names),
                    fixed,
                    Counter(" ".join(name.text.split()) for name in names),
                    [Passage(report.id, name.span) for name in names],
                    frozenset({report.language}),
                )
                if len(thing.forms) > 1 and not fixed:
                    thing.evidence.extend(self._within(thing, self.called[report.id]))
                self.things.append(thing)
        for (_, entity), index in self.of.items():
            if entity.startswith(PREFIX):
                self.things[index].fixed = frozenset({entity})
        self.leader = list(range(len(self.things)))

    @staticmethod
    def _within(thing: Thing, report: str) -> list[str]:
        """What the report itself says: a long form beside its acronym."""
        acronyms = sorted(form for form in thing.forms if form.isupper() and " " not in form)
        folded = {form.casefold() for form in acronyms}
        longs = sorted(
            (form for form in thing.forms if form.casefold() not in folded), key=lambda f: (-len(f), f)
        )
        if acronyms and longs and thing.kind != "person":
            return [f"{report} explains {', '.join(acronyms)} as {longs[0]}"]
        return []

    # -- joining

    def root(self, index: int) -> int:
        """The thing that ``index`` has become part of."""
        while self.leader[index] != index:
            index = self.leader[index]
        return index

    def roots(self) -> list[int]:
        """The things that stand for themselves."""
        return [index for index in range(len(self.things)) if self.leader[index] == index]

    def compatible(self, one: Thing, other: Thing) -> bool:
        """Whether nothing known speaks against the two being one."""
        if any(entity.startswith(PREFIX) for entity in one.fixed & other.fixed):
            return True
        kinds = {thing.kind for thing in (one, other) if not thing.loose} - {"other"}
        if len(kinds) > 1 and not set(one.full) & set(other.full):
            return False
        if one.fixed and other.fixed and one.fixed != other.fixed:
            return False
        if "person" in kinds:
            return one_person(one, other)
        return True

    def join(self, i: int, j: int, why: str) -> bool:
        """Make one of two things where that is possible."""
        a, b = sorted((self.root(i), self.root(j)))
        one, other = self.things[a], self.things[b]
        if a == b or not self.compatible(one, other):
            return False
        votes = one.votes + other.votes
        if one.loose != other.loose:
            votes = other.votes if one.loose else one.votes
        self.things[a] = Thing(
            votes,
            one.fixed | other.fixed,
            one.forms + other.forms,
            one.mentions + other.mentions,
            one.languages | other.languages,
            one.evidence + other.evidence + ([why] if why else []),
        )
        self.leader[b] = a
        return True

    # -- the evidence

    def run(self, aligned: Sequence[Aligned]) -> tuple[NameEntry, ...]:
        """All kinds of evidence in their order, the surest first."""
        self._same_id()
        self._same_form()
        self._by_pair(middle_keys, with_middle, "{a} and {b} differ by middle names alone")
        self._by_pair(surname_keys, with_short_form, "{a} and {b} are forms of one name")
        self._surnames()
        self._by_pair(acronym_keys, acronym_of, "{b} is made of the initials of {a}")
        self._aligned(aligned)
        self._by_pair(spelling_keys, respelled, "{a} and {b} are spellings of one name")
        if len({script(form) for thing in self.things for form in thing.full}) > 1:
            self._by_pair(sound_keys, sounding, "{b} is how {a} sounds")
        self._surnames()
        return tuple(sorted((self._entry(self.things[r]) for r in self.roots()), key=_rank))

    def _same_id(self) -> None:
        seen: dict[str, int] = {}
        for index, thing in enumerate(self.things):
            for entity in thing.fixed:
                if entity in seen:
                    where = "place in GeoNames" if entity.startswith("city:") else "place in CLDR"
                    first = self.things[self.root(seen[entity])]
                    new = set(thing.forms) - set(first.forms)
                    if entity.startswith(PREFIX):
                        where = "by decision"
                    why = f"{_best(first)} and {', '.join(sorted(new))} are one {where}" if new else ""
                    self.join(seen[entity], index, why)
                else:
                    seen[entity] = index

    def _same_form(self) -> None:
        seen: dict[str, list[int]] = defaultdict(list)
        for index, thing in enumerate(self.things):
            for form in sorted({form.casefold() for form in thing.forms}):
                if not (thing.kind == "person" and " " not in form and thing.full):
                    for earlier in seen[form]:
                        if self.root(earlier) == self.root(index) or self.join(earlier, index, ""):
                            break
                seen[form].append(index)

    def _surnames(self) -> None:
        """A single name goes to the one person of the story who bears it as a surname."""
        roots = self.roots()
        people = [r for r in roots if self.things[r].kind in ("person", "other") and self.things[r].full]
        for index in roots:
            thing = self.things[index]
            if not thing.loose:
                continue
            owners = [p for p in people if surname_of(thing, self.things[self.root(p)])]
            if len({self.root(p) for p in owners}) == 1:
                full = max(self.things[self.root(owners[0])].full, key=lambda f: (len(f), f))
                self.join(owners[0], index, f"{_best(thing)} is the surname of {full} alone")

    def _by_pair(
        self,
        keys: Callable[[Thing], Iterable[str]],
        matches: Callable[[Thing, Thing], tuple[str, str] | None],
        words: str,
    ) -> None:
        """Join the things that ``matches`` takes for one; only those that share a key are looked at."""
        groups: dict[str, set[int]] = defaultdict(set)
        for index in self.roots():
            for key in keys(self.things[index]):
                groups[key].add(index)
        seen: set[tuple[int, int]] = set()
        for key in sorted(groups):
            for pair in combinations(sorted(groups[key]), 2):
                if pair in seen:
                    continue
                seen.add(pair)
                a, b = self.things[self.root(pair[0])], self.things[self.root(pair[1])]
                forms = None if a is b else matches(a, b)
                if forms:
                    self.join(*pair, words.format(a=forms[0], b=forms[1]))

    def _aligned(self, aligned: Sequence[Aligned]) -> None:
        votes: Counter[tuple[int, int]] = Counter()
        where: dict[tuple[int, int], tuple[str, str]] = {}
        for (one, left), (other, right) in sorted(
            aligned, key=lambda p: (p[0][0], p[0][1], p[1][0], p[1][1])
        ):
            if one not in self.reports or other not in self.reports:
                continue
            sides = [self._named(one, left), self._named(other, right)]
            for i, j in pairings(sides[0], sides[1], len(left), len(right)):
                pair = (min(i, j), max(i, j))
                votes[pair] += 1
                where.setdefault(pair, (one, other))
        for (i, j), count in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
            rivals = [v for pair, v in votes.items() if (i in pair) != (j in pair) and v >= count]
            if rivals and self._contested(i, j, votes, count):
                continue
            a, b = self.things[self.root(i)], self.things[self.root(j)]
            one, other = (self.called[report] for report in where[i, j])
            self.join(
                i,
                j,
                f"{_best(a)} and {_best(b)} stand in the same place of one quotation in {one} and {other}",
            )

    def _contested(self, i: int, j: int, votes: Counter[tuple[int, int]], count: int) -> bool:
        """Whether one of the two is as often set beside a third that is not the other."""
        for pair, others in votes.items():
            if others < count or pair == (i, j):
                continue
            for mine, theirs in ((i, j), (j, i)):
                if mine in pair:
                    third = pair[0] if pair[1] == mine else pair[1]
                    if not self.compatible(self.things[self.root(third)], self.things[self.root(theirs)]):
                        return True
        return False

    def _named(self, report: str, span: Span) -> list[tuple[int, NameKind]]:
        """The things named in a span, in order, each once."""
        found: dict[int, NameKind] = {}
        for name in self.reports[report].marks.names:
            if span.contains(name.span):
                index = self.root(self.of[report, name.entity])
                found.setdefault(index, self.things[index].kind)
        return list(found.items())

    def _entry(self, thing: Thing) -> NameEntry:
        name = _best(thing)
        aliases = {form.casefold(): form for form in sorted(thing.forms)}
        aliases.pop(name.casefold(), None)
        return NameEntry(
            id=min(thing.fixed) if thing.fixed else slug(thing.kind, name),
            kind=thing.kind,
            name=name,
            aliases=tuple(sorted(aliases.values())),
            mentions=tuple(sorted(thing.mentions)),
            evidence=tuple(dict.fromkeys(thing.evidence)),
        )


def _best(thing: Thing) -> str:
    """The name to show: a person's fullest common form, else the commonest."""
    for entity in sorted(thing.fixed):
        english = sorted(
            f for f in thing.forms if lexicon.territories("en").get(lexicon.key(f)) == entity[10:]
        )
        if english:
            return min(english, key=lambda form: (-thing.forms[form], form))
    forms = thing.full if thing.kind == "person" and thing.full else list(thing.forms)
    return min(
        forms, key=lambda form: (-thing.forms[form], form.isupper() and " " not in form, -len(form), form)
    )


def _rank(entry: NameEntry) -> tuple[int, int, str]:
    reports = {mention.report for mention in entry.mentions}
    return -len(reports), -len(entry.mentions), entry.id
