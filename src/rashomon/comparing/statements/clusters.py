"""Which utterances are one: whole sentences first, best pair first, each with its best match in the other
report only; then fragments and reported speech join the one statement they belong to. Two people known
by name never share a statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from rashomon.comparing.clustering import Pair, Summary, linked
from rashomon.comparing.statements.evidence import (
    FRAGMENT,
    WHOLE,
    Evidence,
    Weigh,
    is_whole,
    weighed,
)
from rashomon.comparing.statements.utterances import Utterance
from rashomon.encoding.alignment import Aligner, contained

#: How much better the statement a fragment joins must fit than the next.
CLEAR = 0.02


def _peers(known: Evidence, i: int, j: int) -> bool:
    """True where two utterances stand side by side: two verbatim sentences, or two reported ones."""
    a, b = known.said[i], known.said[j]
    if is_whole(a) and is_whole(b):
        return True
    reported = a.quotation.kind == b.quotation.kind == "indirect"
    return reported and min(len(a.words), len(b.words)) >= 4


#: Code points that the parts of a sentence which the words of its speaker come between lie apart at most.
_BETWEEN = 160


def _parts_of_one(known: Evidence, x: int, y: int, others: Iterable[int]) -> bool:
    """True where two utterances of one report are parts of a sentence that another report has whole ("I trust
    you," she said, "but not him")."""
    a, b = known.said[x], known.said[y]
    near = max(a.span.start, b.span.start) - min(a.span.end, b.span.end) <= _BETWEEN
    if not near or contained(a.verbatim, b.verbatim) >= FRAGMENT:
        return False
    return any(
        whole.report != a.report
        and len(whole.verbatim) > max(len(a.verbatim), len(b.verbatim))
        and min(contained(a.verbatim, whole.verbatim), contained(b.verbatim, whole.verbatim)) >= FRAGMENT
        for whole in (known.said[k] for k in others)
        if whole.language == a.language
    )


def _in_parts(
    known: Evidence, some: Sequence[int], others: Sequence[int], both: set[tuple[str, str]]
) -> bool:
    """True where all utterances of two groups that stand in one report, in one language, are parts of one."""
    said = known.said

    def there(group: Sequence[int]) -> list[int]:
        return [k for k in group if (said[k].report, said[k].language) in both]

    return all(
        _parts_of_one(known, x, y, (*some, *others))
        for x in there(some)
        for y in there(others)
        if (said[x].report, said[x].language) == (said[y].report, said[y].language)
    )


class _Best:
    """For each utterance and each (report, language): the two best scores found there."""

    def __init__(self, said: Sequence[Utterance], scores: Mapping[Pair, float]) -> None:
        self._said = said
        self._best: defaultdict[tuple[int, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
        for (i, j), score in scores.items():
            for one, other in ((i, j), (j, i)):
                best = self._best[self._key(one, other)]
                best[:] = sorted([*best, score], reverse=True)[:2]

    def _key(self, one: int, other: int) -> tuple[int, str, str]:
        return one, self._said[other].report, self._said[other].language

    def ahead(self, i: int, j: int, score: float) -> float | None:
        """By how much a pair is better than the next best of either; None where another is better."""
        sides = (self._best[self._key(i, j)], self._best[self._key(j, i)])
        if any(score < best for best, _ in sides):
            return None
        return score - max(second for _, second in sides)


def _founded(known: Evidence) -> list[list[int]]:
    """Statements of whole sentences and of reported speech told alike: each pair the best match of both."""
    said, scores = known.said, known.scores()
    best = _Best(said, scores)
    follow: set[Pair] = set()
    for (i, j), score in scores.items():
        ahead = best.ahead(i, j, score)
        if ahead is not None and _peers(known, i, j) and known.enough(i, j, ahead):
            follow.add((i, j))

    def add(told: tuple[set[tuple[str, str]], dict[Hashable, int]], member: int) -> None:
        told[0].add((said[member].report, said[member].language))
        told[1].setdefault(said[member].who, member)

    groups: Summary[tuple[set[tuple[str, str]], dict[Hashable, int]]] = Summary(lambda: (set(), {}), add)

    def veto(some: Sequence[int], others: Sequence[int]) -> bool:
        reports, speakers = groups.of(some)
        its, theirs = groups.of(others)
        both = reports & its
        if both and not _in_parts(known, some, others, both):
            return True
        return any(
            known.relation(x, y) == "different" for x in speakers.values() for y in theirs.values()
        )

    members = linked(len(said), scores, 0.0, mean=0.5 * WHOLE, veto=veto, follow=follow)
    return list(members.values())


class _Statements:
    """Statements in the making, which fragments and reported speech join."""

    def __init__(self, known: Evidence, groups: Iterable[Sequence[int]]) -> None:
        self.known = known
        self.members = {min(group): list(group) for group in groups}
        self.of = {k: first for first, group in self.members.items() for k in group}
        self.beside: defaultdict[int, list[int]] = defaultdict(list)
        for i, j in known.scores():
            self.beside[i].append(j)
            self.beside[j].append(i)

    def attach(self) -> None:
        """Brings what still stands alone to the statement it belongs to, where exactly one does: first to
        statements with a whole verbatim sentence, then to each other."""
        for founded in (True, False):
            for i in range(len(self.known.said)):
                if len(self.members[self.of[i]]) == 1:
                    target = self._home(i, founded=founded)
                    if target is not None:
                        self._join(i, target)

    def _join(self, i: int, target: int) -> None:
        left, right = sorted((self.of[i], target))
        for k in self.members.pop(right):
            self.of[k] = left
            self.members[left].append(k)

    def _home(self, i: int, *, founded: bool) -> int | None:
        """The one statement that an utterance belongs to; None where none or several could be. ``founded``
        asks for statements that hold a whole verbatim sentence."""
        known, u = self.known, self.known.said[i]
        reach: dict[int, float] = {}
        for j in sorted(self.beside[i]):
            target = self.of[j]
            if target == self.of[i] or not known.enough(i, j):
                continue
            if founded and not any(is_whole(known.said[k]) for k in self.members[target]):
                continue
            if (
                u.quotation.kind == "mixed"
                and len(u.verbatim) < 4
                and (min(i, j), max(i, j)) not in known.wording
            ):
                # Two words between marks are found again by these words, not by what is said around them.
                continue
            if self._admits(i, target):
                reach[target] = max(reach.get(target, 0.0), known.score(i, j))
        ranked = sorted(reach.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEAR):
            return None
        return ranked[0][0]

    def _admits(self, i: int, target: int) -> bool:
        """True where a statement can take an utterance in: its speaker can have said it, and no other
        sentence of the same report stands in it, unless these are words out of that one."""
        u = self.known.said[i]
        for k in self.members[target]:
            other = self.known.said[k]
            if self.known.relation(i, k) == "different":
                return False
            beside = u.report == other.report and u.language == other.language
            apart = beside and contained(u.verbatim, other.verbatim) < FRAGMENT
            if apart and not _parts_of_one(self.known, i, k, self.members[target]):
                return False
        return True


def together(said: Sequence[Utterance], aligner: Aligner, weigh: Weigh) -> tuple[list[list[Utterance]], int]:
    """The utterances as statements, each in the order of ``said``, every utterance in exactly one; and how
    many pairs were left out of the search."""
    known = weighed(said, aligner, weigh)
    found = _Statements(known, _founded(known))
    found.attach()
    groups = [[said[k] for k in sorted(members)] for _, members in sorted(found.members.items())]
    return groups, known.left_out
