"""Which mentions of one report mean the same thing, and of what kind it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import regex
from anyascii import anyascii

from rashomon.marking.names import kinds, lexicon
from rashomon.marking.names.acronyms import initials
from rashomon.marking.names.knowledge import GENERATIONS, Knowledge
from rashomon.marking.names.runs import Run
from rashomon.marking.names.short_names import same_given
from rashomon.marking.rules import Rule, rule
from rashomon.model import Name, NameKind

TERRITORY = rule("names.territory", "the name of a country or continent, in any of its forms, is one")
ENDING = rule("names.ending", "words that part only in case endings are one name")
PART = rule("names.part", "a single name that one person of the report bears means that person")
LOCATED = rule("names.located", "a surname that is a town's too means the town where one is or comes to")
SPEAKING = rule("names.speaking", "a surname that is a country's too means the person where it speaks")
EXPLAINED = rule("names.explained", "an acronym in brackets behind a name whose initials it has is that name")

#: How many earlier names of like beginning a name is set against; a bound for hostile texts.
_NEAR = 60
_BRACKET = regex.compile(r"[ \u00a0]?(?:\(([^()\[\]\n]{2,80})\)|\[([^()\[\]\n]{2,80})\])")
#: A word with a capital, then a nickname in marks or a small word, before a name; how far it is looked for.
_GIVEN_BEFORE = regex.compile(
    r"(?<![\p{L}.])(\p{Lu}[\p{L}\p{M}'’-]++) (?:[\"“”„«'‘]\p{Lu}[\p{L}\p{M}'’ -]*+[\"“”»'’] |(\p{Ll}{2,4}) )$"
)
_REACH = 60
#: So many words before a place's name may hold the verb of coming there, its preposition among them.
_VERB = 4
_QUOTES = " '’\"“”„«»"
#: Mentions of people by their full names, by place in the name (-1 last, 0 first) and beginning of the word.
Bearers = dict[tuple[int, str], list[int]]
_ACRONYM = regex.compile(r"(?<![\p{L}\p{N}])[\p{Lu}][\p{Lu}\p{N}.&-]{0,7}\p{Lu}(?![\p{L}\p{N}])")


def slug(kind: NameKind, form: str) -> str:
    """An id that the same name always gets: "person:donald-trump"."""
    plain = regex.sub(r"[^a-z0-9]+", "-", anyascii(form).lower()).strip("-")
    return f"{kind}:{plain}"


def _generation(run: Run) -> str:
    """What distinguishes father and son behind a name ("jr"); empty where nothing does."""
    last = run.capitals[-1].key
    return last if last in GENERATIONS else ""


def _folded(run: Run) -> tuple[str, ...]:
    """The run's words without initials and generation, case folded."""
    found = tuple(word.key for word in run.capitals if not word.initial)
    while len(found) > 1 and found[-1] in GENERATIONS:
        found = found[:-1]
    return found


def _territory(run: Run, known: Knowledge) -> str | None:
    """The CLDR code of the territory that the run names."""
    if not TERRITORY:
        return None
    form, own = lexicon.key(run.text), lexicon.territories(known.language)
    form = form + "." if "." in form and form + "." in own else form
    if form not in own or not (known.caseless or run.words[0].text[0].isupper()):
        return lexicon.inflected(form, known.language, known.endings)
    plain = len(form) > 2 or run.words[0].upper or known.caseless
    return own[form] if plain or run.text in lexicon.stated(known.language) else None


def resolve(text: str, runs: Sequence[Run], known: Knowledge) -> tuple[Name, ...]:
    """The runs as names, each with its kind and entity."""
    return _Resolver(text, runs, known).names()


def _elected(votes: Counter[NameKind]) -> NameKind | None:
    """The kind with more votes than any other."""
    ranked = votes.most_common(2)
    alone = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if alone else None


class _Resolver:
    def __init__(self, text: str, runs: Sequence[Run], known: Knowledge) -> None:
        self.text, self.runs, self.known = text, runs, known
        self.leader = list(range(len(runs)))
        #: Of each run: its words without initials, the territory it names, its kind by rule.
        self.folded = [_folded(run) for run in runs]
        self.territory = [_territory(run, known) for run in runs]
        self.ruled = [kinds.ruled(run, known) for run in runs]
        #: Of each run: the rules that joined it to another.
        self.joined: list[list[str]] = [[] for _ in runs]
        self.looks = [self._kind(index) for index in range(len(runs))]

    # -- one thing

    def _root(self, index: int) -> int:
        while self.leader[index] != index:
            index = self.leader[index]
        return index

    def _join(self, one: int, other: int, by: Rule | None = None) -> None:
        if by is not None:
            self.joined[other].append(by.name)
        a, b = sorted((self._root(one), self._root(other)))
        self.leader[b] = a

    def names(self) -> tuple[Name, ...]:
        """All names in text order."""
        bearers = self._full_names()
        self._same_form(bearers)
        self._persons(bearers)
        self._acronyms()
        groups: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self.runs)):
            groups[self._root(index)].append(index)
        named: dict[int, Name] = {}
        for members in groups.values():
            kind, entity, because = self._identity(members)
            for index in members:
                run = self.runs[index]
                own = [said.by] if (said := self.ruled[index]) and said.kind == kind else []
                why = dict.fromkeys([*run.because, *own, *self.joined[index], *because])
                named[index] = Name(run.span, run.text, kind, entity, tuple(filter(None, why)))
        return tuple(named[index] for index in sorted(named))

    def _kind(self, index: int) -> NameKind:
        """What kind of thing one mention looks like by itself."""
        run = self.runs[index]
        code = None if run.hint else self.territory[index]
        if code:
            return "organisation" if code in ("UN", "EU") else "place"
        ruled = self.ruled[index]
        return ruled.kind if ruled else kinds.likeliest(run, self.known)

    def _identity(self, members: Sequence[int]) -> tuple[NameKind, str, tuple[str, ...]]:
        """What some mentions of one thing mean: its kind, its entity, and what says so."""
        code = next((code for index in members if (code := self.territory[index])), None)
        if code:
            kind: NameKind = "organisation" if code in ("UN", "EU") else "place"
            return kind, f"territory:{code}", (TERRITORY.name,)
        runs = [self.runs[index] for index in members]
        # A person's full name says what the single name is that others of its mentions use.
        people = [index for index in members if len(self.folded[index]) > 1 and self._plainly_person(index)]
        ruled = [said for index in people or members if (said := self.ruled[index])]
        votes = Counter(said.kind for said in ruled)
        if people and not votes:
            votes["person"] = 1
        kind = _elected(votes) or self._likeliest(members, votes)
        because = tuple(said.by for said in ruled if said.kind == kind and said.by)
        because = because or kinds.telling(runs, self.known, kind)
        longest = max(
            (self.runs[index] for index in members), key=lambda run: (len(run.capitals), -run.span.start)
        )
        if kind == "place":
            region = lexicon.region(longest.text, self.known.language)
            if region:
                return kind, f"region:{region}", because
            town = self.known.town(longest.text)
            if town:
                return kind, f"city:{town.number}", because
        words = [word.text for word in longest.words if not word.initial] or [longest.text]
        return kind, slug(kind, " ".join(words)), because

    def _likeliest(self, members: Sequence[int], votes: Counter[NameKind]) -> NameKind:
        """The kind that the model holds likeliest for mentions of one thing, of those with most votes."""
        likely = kinds.scores([self.runs[index] for index in members], self.known)
        if any(self.looks[index] == "person" for index in members):
            likely["person"] += 0.3
        best = min(kinds.KINDS, key=lambda k: (-votes[k], -likely[k], k))
        return best if votes[best] or likely[best] >= kinds.SURE else "other"

    def _same_form(self, bearers: Bearers) -> None:
        """The same words, but for case endings where the language has them; single names of people in the
        report aside, which may be several people's or a place's."""
        first: dict[str, int] = {}
        near: dict[tuple[str, int], list[int]] = defaultdict(list)
        for index, run in enumerate(self.runs):
            if self._shared(index, bearers):
                continue
            code, folded = self.territory[index], self.folded[index]
            words = " ".join((*folded, _generation(run))).strip()
            form = f"territory:{code}" if code else words or lexicon.key(run.text)
            if form in first:
                self._join(first[form], index)
                continue
            first[form] = index
            if code or not folded or not self.known.endings or not ENDING:
                continue
            group = near[folded[0][:3], len(folded)]
            for other in group[-_NEAR:]:
                if all(map(self.known.agree, folded, self.folded[other])):
                    self._join(other, index, ENDING)
                    break
            group.append(index)

    def _persons(self, bearers: Bearers) -> None:
        """Single names that are part of a full one.

        A single name that is also a place's is a person's only where its surroundings say so; one that
        several people bear means the one known so far, and nobody in particular once there are several.
        """
        rest: dict[str, int] = {}
        for index, run in enumerate(self.runs):
            word = self._shared(index, bearers)
            if not word:
                continue
            if self._a_place(index) and not self._acts(run):
                self._join(rest.setdefault(f"place {word}", index), index)
                continue
            self.territory[index] = None
            if not run.hint or run.hint == "person":
                self.looks[index] = "person"
            people = sorted({self._root(bearer) for bearer in self._bearers(run, word, bearers)})
            earlier = [p for p in people if self.runs[p].span.start < run.span.start]
            if len(people) == 1 or len(earlier) == 1:
                self._join(earlier[0] if earlier else people[0], index, PART)
            else:
                self._join(rest.setdefault(word, index), index)

    def _shared(self, index: int, bearers: Bearers) -> str:
        """The single name that a run is, where somebody of the report bears it; else empty."""
        run, words = self.runs[index], self.folded[index]
        if not PART or len(words) != 1:
            return ""
        found = self._bearers(run, words[0], bearers)
        if self.territory[index] and not run.titled:
            surname = any(self.folded[bearer][-1] == words[0] for bearer in found)
            if not (SPEAKING and surname and self._acts(run)):
                return ""
        generation = _generation(run)
        if generation and all(_generation(self.runs[bearer]) != generation for bearer in found):
            return ""
        return words[0] if found and not self._led(run) else ""

    def _led(self, run: Run) -> bool:
        """True if a given name that no run holds goes before a single name: it is no bare surname then
        ("Samir “Sam” Zawahir", "Fokko de Boer")."""
        before = _GIVEN_BEFORE.search(self.text, max(0, run.span.start - _REACH), run.span.start)
        if before is None or self.known.title(before.group(1)):
            return False
        particle = before.group(2)
        return not particle or self.known.particle(particle)

    def _full_names(self) -> Bearers:
        """The full names of people by the beginning of their last (-1) and first (0) words, those of one
        person brought together."""
        found: Bearers = defaultdict(list)
        for index, run in enumerate(self.runs):
            words = self.folded[index]
            if self.looks[index] != "person" or len(words) < 2 or not self._plainly_person(index):
                continue
            for other in found[-1, words[-1][:3]][-_NEAR:]:
                theirs = self.folded[other]
                father_and_son = {_generation(run), _generation(self.runs[other])} - {""}
                if len(father_and_son) > 1:
                    continue
                given = self.known.agree(words[0], theirs[0]) or same_given(
                    words[0], theirs[0], (self.known.language,)
                )
                if given and self.known.agree(words[-1], theirs[-1]):
                    self._join(other, index)
                    break
            else:
                found[-1, words[-1][:3]].append(index)
                found[0, words[0][:3]].append(index)
        return found

    def _bearers(self, run: Run, word: str, full: Bearers) -> list[int]:
        """The people who bear a single name: as their last name, else the only one as the first; an initial
        before it must be theirs."""
        agree = self.known.agree
        initial = next((w.key for w in run.capitals if w.initial), "")
        for place in (-1, 0):
            found = [
                bearer
                for bearer in full.get((place, word[:3]), [])[:_NEAR]
                if agree(word, self.folded[bearer][place]) and self.folded[bearer][0].startswith(initial)
            ]
            if place == -1 and found:
                return found
        return found if len(found) == 1 else []

    def _a_place(self, index: int) -> bool:
        """True if a single name is one that places known to us have, or a town's where something is in it or
        somebody comes to it ("arrived in Preston")."""
        run = self.runs[index]
        if run.titled or self._is_ruled(index, "place"):
            return not run.titled
        if not LOCATED or run.before not in self.known.place_prepositions or not self.known.town(run.text):
            return False
        before = self.text[max(0, run.span.start - _REACH) : run.span.start].split()[-_VERB:]
        moves = any(lexicon.key(word) in self.known.moves for word in before)
        return moves or run.before in self.known.inside

    def _is_ruled(self, index: int, kind: NameKind) -> bool:
        """True if a rule says that a mention is of a kind."""
        ruled = self.ruled[index]
        return ruled is not None and ruled.kind == kind

    def _acts(self, run: Run) -> bool:
        """True if what stands beside a place's name speaks of a person who bears it."""
        return run.words[0].first and not run.before and kinds.speaks(run, self.known)

    def _plainly_person(self, index: int) -> bool:
        """True if a full name is surely a person's, so that its last word alone may be taken for the same."""
        run = self.runs[index]
        if self._is_ruled(index, "person") or self.known.given(run.capitals[0].text):
            return True
        return kinds.scores([run], self.known)["person"] >= 0.7

    def _acronyms(self) -> None:
        """Long forms with the acronym that follows in brackets or between commas, and explanations."""
        at = {run.span.start: index for index, run in enumerate(self.runs)}
        for index, run in enumerate(self.runs):
            for other in self._explained(run, at) if EXPLAINED else ():
                self._join(index, other, EXPLAINED)
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
