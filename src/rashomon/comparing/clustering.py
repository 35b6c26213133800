"""Things joined into groups pair by pair, the surest pair first: average-link clustering with a veto.

The one clustering of this package. Between two groups only the sum and the number of the scores known so
far are kept and added up when groups are joined, so the cost grows with the pairs that were scored and not
with the square of the things (the update of Lance and Williams 1967 for the group average).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Generic, TypeVar

Told = TypeVar("Told")
#: Two things by their places, the earlier first.
Pair = tuple[int, int]
#: True where two groups must not be joined.
Veto = Callable[[Sequence[int], Sequence[int]], bool]

#: So many members of a group have a say in what its unscored pairs count for.
VOICES = 12


def pair(one: int, other: int) -> Pair:
    """Two places as a pair."""
    return (one, other) if one < other else (other, one)


class Summary(Generic[Told]):
    """What is to be known of a group to veto its joining, kept up while it grows: each member is looked at
    once. ``fresh`` gives an empty one, ``add`` takes a member in."""

    def __init__(self, fresh: Callable[[], Told], add: Callable[[Told, int], None]) -> None:
        self._fresh, self._add = fresh, add
        self._known: dict[int, tuple[Told, int]] = {}

    def of(self, members: Sequence[int]) -> Told:
        """The summary of a group as :func:`linked` hands it to a veto: it keeps its first member and grows at
        its end."""
        told, seen = self._known.get(members[0]) or (self._fresh(), 0)
        for at in range(seen, len(members)):
            self._add(told, members[at])
        self._known[members[0]] = told, len(members)
        return told


def linked(
    count: int,
    scores: Mapping[Pair, float],
    least: float,
    *,
    mean: float,
    unscored: float = 0.0,
    veto: Veto | None = None,
    follow: Container[Pair] | None = None,
) -> dict[int, list[int]]:
    """Groups of ``count`` things, by the place of the first of each, members in rising order.

    Pairs are followed from the highest of ``scores`` down to ``least``; of equal scores the earlier pair goes
    first. The groups of the two are joined where the mean score of the pairs between them is ``mean`` or
    more (a pair without a score counts as ``unscored``; of a large group :data:`VOICES` members are asked)
    and ``veto`` does not forbid it. With ``follow`` only those pairs are followed; the others have their say.
    """
    owner = list(range(count))
    members = {place: [place] for place in owner}
    beside: list[dict[int, tuple[float, int]]] = [{} for _ in range(count)]
    for (i, j), score in scores.items():
        beside[i][j] = beside[j][i] = (score, 1)

    def join(kept: int, lost: int) -> None:
        for place in members[lost]:
            owner[place] = kept
        members[kept] += members.pop(lost)
        near = beside[kept]
        near.pop(lost, None)
        for other, (total, known) in beside[lost].items():
            if other == kept:
                continue
            had = near.get(other, (0.0, 0))
            near[other] = (had[0] + total, had[1] + known)
            there = beside[other]
            there.pop(lost)
            there[kept] = near[other]
        beside[lost] = {}

    for (i, j), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < least:
            break
        one, other = owner[i], owner[j]
        if one == other or (follow is not None and (i, j) not in follow):
            continue
        total, known = beside[one][other]
        missing = max(0, min(len(members[one]), VOICES) * min(len(members[other]), VOICES) - known)
        if round((total + missing * unscored) / (known + missing), 6) < mean:
            continue
        if veto and veto(members[one], members[other]):
            continue
        join(*((one, other) if len(members[one]) >= len(members[other]) else (other, one)))
    return {min(group): sorted(group) for group in sorted(members.values(), key=min)}
