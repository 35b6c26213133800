"""Which mentions of one report mean the same thing, and of what kind it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import regex
from anyascii import anyascii

from rashomon.marking.names import kinds, lexicon
from rashomon.marking.names.acronyms import initials
from rashomon.marking.names.knowledge import Knowledge
from rashomon.marking.names.runs import Run
from rashomon.model import Name, NameKind

#: How many earlier names of like beginning a name is set against; a bound for hostile texts.
_NEAR = 60
_BRACKET = regex.compile(r"[ \u00a0]?(?:\(([^()\[\]\n]{2,80})\)|\[([^()\[\]\n]{2,80})\])")
_QUOTES = " '’\"“”„«»"
_ACRONYM = regex.compile(r"(?<![\p{L}\p{N}])[\p{Lu}][\p{Lu}\p{N}.&-]{0,7}\p{Lu}(?![\p{L}\p{N}])")


def slug(kind: NameKind, form: str) -> str:
    """An id that the same name always gets: "person:donald-trump"."""
    plain = regex.sub(r"[^a-z0-9]+", "-", anyascii(form).lower()).strip("-")
    return f"{kind}:{plain}"


def resolve(text: str, runs: Sequence[Run], known: Knowledge) -> tuple[Name, ...]:
    """The runs as names, each with its kind and entity."""
    return _Resolver(text, runs, known).names()


class _Resolver:
    def __init__(self, text: str, runs: Sequence[Run], known: Knowledge) -> None:
        self.text, self.runs, self.known = text, runs, known
        self.leader = list(range(len(runs)))

    # -- one thing

    def _root(self, index: int) -> int:
        while self.leader[index] != index:
            index = self.leader[index]
        return index

    def _join(self, one: int, other: int) -> None:
        a, b = sorted((self._root(one), self._root(other)))
        self.leader[b] = a

    def folded(self, run: Run) -> tuple[str, ...]:
        """The run's words without initials, case folded."""
        return tuple(word.key for word in run.capitals if not word.initial)

    def territory(self, run: Run) -> str | None:
        """The CLDR code of the territory that the run names."""
        form = lexicon.key(run.text)
        own = lexicon.territories(self.known.language)
        form = form + "." if "." in form and form + "." in own else form
        if form in own and (self.known.caseless or run.words[0].text[0].isupper()):
            if (
                len(form) > 2
                or run.words[0].upper
                or self.known.caseless
                or run.text in lexicon.stated(self.known.language)
            ):
                return own[form]
            return None
        return lexicon.inflected(form, self.known.language, self.known.endings)

    def names(self) -> tuple[Name, ...]:
        """All names in text order."""
        looks = [self._kind(run) for run in self.runs]
        self._same_form()
        self._persons(looks)
        self._acronyms()
        groups: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self.runs)):
            groups[self._root(index)].append(index)
        named: dict[int, Name] = {}
        for members in groups.values():
            kind, entity = self._identity(members, looks)
            for index in members:
                run = self.runs[index]
                named[index] = Name(run.span, run.text, kind, entity)
        return tuple(named[index] for index in sorted(named))

    def _kind(self, run: Run) -> NameKind:
        """What kind of thing one mention looks like by itself."""
        code = None if run.hint else self.territory(run)
        if code:
            return "organisation" if code in ("UN", "EU") else "place"
        return kinds.kind(run, self.known)

    def _identity(self, members: Sequence[int], looks: Sequence[NameKind]) -> tuple[NameKind, str]:
        for index in members:
            code = self.territory(self.runs[index])
            if code:
                return ("organisation" if code in ("UN", "EU") else "place"), f"territory:{code}"
        runs = [self.runs[index] for index in members]
        told = Counter(said for run in runs if (said := kinds.ruled(run, self.known)))
        likely = kinds.scores(runs, self.known)
        if any(looks[index] == "person" for index in members):
            likely["person"] += 0.3
        best = min(kinds.KINDS, key=lambda k: (-told[k], -likely[k], k))
        kind: NameKind = best if told[best] or likely[best] >= kinds.SURE else "other"
        longest = max(
            (self.runs[index] for index in members), key=lambda run: (len(run.capitals), -run.span.start)
        )
        if kind == "place":
            town = self.known.town(longest.text)
            if town:
                return kind, f"city:{town.number}"
        words = [word.text for word in longest.words if not word.initial] or [longest.text]
        return kind, slug(kind, " ".join(words))

    def _same_form(self) -> None:
        """The same words, but for case endings where the language has them."""
        first: dict[str, int] = {}
        near: dict[tuple[str, int], list[int]] = defaultdict(list)
        for index, run in enumerate(self.runs):
            code, folded = self.territory(run), self.folded(run)
            form = f"territory:{code}" if code else " ".join(folded) or lexicon.key(run.text)
            if form in first:
                self._join(first[form], index)
                continue
            first[form] = index
            if code or not folded or not self.known.endings:
                continue
            group = near[folded[0][:3], len(folded)]
            for other in group[-_NEAR:]:
                if all(map(self.known.agree, folded, self.folded(self.runs[other]))):
                    self._join(other, index)
                    break
            group.append(index)

    def _persons(self, looks: list[NameKind]) -> None:
        """Full names that differ by initials only, and single names that are part of a full one."""
        agree = self.known.agree
        last: dict[str, list[int]] = defaultdict(list)
        first: dict[str, list[int]] = defaultdict(list)
        for index, run in enumerate(self.runs):
            words = self.folded(run)
            if looks[index] != "person" or len(words) < 2 or not self._plainly_person(run):
                continue
            for other in last[words[-1][:3]][-_NEAR:]:
                theirs = self.folded(self.runs[other])
                if agree(words[0], theirs[0]) and agree(words[-1], theirs[-1]):
                    self._join(other, index)
                    break
            else:
                last[words[-1][:3]].append(index)
                first[words[0][:3]].append(index)
        for index, run in enumerate(self.runs):
            words = self.folded(run)
            if len(words) != 1 or self.territory(run):
                continue
            bearers = [
                f
                for f in last.get(words[0][:3], [])[:_NEAR]
                if agree(words[0], self.folded(self.runs[f])[-1])
            ]
            if not bearers:
                called = [
                    f
                    for f in first.get(words[0][:3], [])[:_NEAR]
                    if agree(words[0], self.folded(self.runs[f])[0])
                ]
                bearers = called if len(called) == 1 else []
            if bearers:
                earlier = [c for c in bearers if self.runs[c].span.start < run.span.start]
                self._join(earlier[-1] if earlier else bearers[0], index)
                looks[index] = "person"

    def _plainly_person(self, run: Run) -> bool:
        """Whether a full name is surely a person's, so that its last word alone may be taken for the same."""
        if kinds.ruled(run, self.known) == "person" or self.known.given(run.capitals[0].text):
            return True
        return kinds.scores([run], self.known)["person"] >= 0.7

    def _acronyms(self) -> None:
        """Long forms with the acronym that follows in brackets or between commas, and explanations."""
        at = {run.span.start: index for index, run in enumerate(self.runs)}
        for index, run in enumerate(self.runs):
            for other in self._explained(run, at):
                self._join(index, other)
            if run.short in at:
                self._join(index, at[run.short])

    def _explained(self, run: Run, at: dict[int, int]) -> Iterable[int]:
        """The mentions in a bracket behind the run that the bracket says are the same."""
        bracket = _BRACKET.match(self.text, run.words[-1].after)
        if not bracket:
            return
        group = 1 if bracket.group(1) else 2
        inside = bracket.group(group)
        says = any(word in lexicon.key(inside) for word in self.known.explains)
        for acronym in _ACRONYM.finditer(self.text, bracket.start(group), bracket.end(group)):
            other = at.get(acronym.start())
            if other is None:
                continue
            if says or (acronym.group() == inside.strip(_QUOTES) and initials(run.text, acronym.group())):
                yield other
