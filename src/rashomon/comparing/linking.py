"""Things joined into groups pair by pair, the surest pair first (agglomerative clustering with a veto)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

#: Two things by their places, the earlier first.
Pair = tuple[int, int]


def between(some: Sequence[int], others: Sequence[int]) -> list[Pair]:
    """Every pair of a thing of one group and a thing of another."""
    return [(min(x, y), max(x, y)) for x in some for y in others]


def linked(
    count: int, scores: Mapping[Pair, float], least: float, holds: Callable[[list[Pair]], bool]
) -> dict[int, list[int]]:
    """Groups of ``count`` things, by the place of the first of each.

    Pairs are followed from the highest of ``scores`` down to ``least``; the groups of the two are joined
    where ``holds`` says so of all pairs between them. Of equal scores the earlier pair goes first.
    """
    owner = list(range(count))
    members = {place: [place] for place in owner}
    for (i, j), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < least:
            break
        first, second = sorted((owner[i], owner[j]))
        if first == second or not holds(between(members[first], members[second])):
            continue
        members[first] += members.pop(second)
        for place in members[first]:
            owner[place] = first
    return members
