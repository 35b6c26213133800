"""Which utterances are one: whole sentences first, best pair first, each with its best match in the other
report only; then fragments and reported speech join the one statement they belong to. Two people known
by name never share a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.people import same_person
from rashomon.comparing.statements.utterances import Utterance
from rashomon.encoding.alignment import Aligner, contained

#: Probability from which two whole sentences are one utterance.
WHOLE = 0.5
#: The same where a described speaker stands against a named or another described one.
UNNAMED = 0.9
#: The same within a language where the words differ: two outlets seldom translate one sentence apart.
SAME_LANGUAGE = 0.95
#: What shared words alone are worth; the better the fit, the nearer to 1.
SHARED = 0.95
#: The same for reported speech, which has no marks to vouch for its words.
REPORTED = 0.9
#: How much better the statement a fragment joins must fit than the next.
CLEAR = 0.02
#: How well a fragment of one language must stand in the longer wording, word for word.
FRAGMENT = 0.85
#: How well two wordings of one language must agree to be the same words.
SAME_WORDS = 0.72


@dataclass(slots=True)
class _Pairs:
    """What is known of each pair of utterances: probability to say the same, and shared wording."""

    probability: NDArray[np.float64]
    wording: NDArray[np.float64]

    def score(self, i: int, j: int) -> float:
        if self.wording[i, j]:
            return SHARED + (1 - SHARED) * float(self.wording[i, j])
        return float(self.probability[i, j])


def _compatible(a: Utterance, b: Utterance) -> bool:
    """Whether one person can have said both: the same name, or somebody who is not named."""
    if a.voice and b.voice:
        return a.voice == b.voice
    if _named(a) and _named(b):
        return same_person(a.speaker, b.speaker)
    return True


def _named(u: Utterance) -> bool:
    """Whether the speaker is known by name, not only described ("the minister") or left open."""
    return bool(u.voice or (u.quotation.speaker and u.quotation.speaker.entity))


def _bar(a: Utterance, b: Utterance) -> float:
    """The probability from which two utterances are one: higher where no name vouches for the pair and
    where speech is reported rather than quoted."""
    if a.language == b.language:
        return SAME_LANGUAGE
    if not (_whole(a) and _whole(b)):
        return REPORTED
    one_voice = (
        (_named(a) and _named(b))
        or bool(a.voice and b.voice)
        or not a.speaker
        or not b.speaker
        or a.speaker == b.speaker
    )
    return WHOLE if one_voice else UNNAMED


def _pairs(said: Sequence[Utterance], aligner: Aligner) -> _Pairs:
    count = len(said)
    wanted = np.zeros((count, count), dtype=bool)
    doubtful = np.zeros((count, count), dtype=bool)
    wording = np.zeros((count, count))
    for i, a in enumerate(said):
        for j in range(i + 1, count):
            b = said[j]
            if not _compatible(a, b) or (a.report == b.report and a.language == b.language):
                continue
            if a.language == b.language:
                wording[i, j] = wording[j, i] = _shared_wording(a, b)
            # The same words need no second opinion.
            wanted[i, j] = wanted[j, i] = wording[i, j] == 0
            doubtful[i, j] = doubtful[j, i] = not (_whole(a) and _whole(b))
    probability = aligner.probabilities([u.text for u in said], [u.language for u in said], wanted, doubtful)
    return _Pairs(probability, wording)


def _shared_wording(a: Utterance, b: Utterance) -> float:
    """How far two utterances of one language are the same words: 0 where they are not."""
    short, long = sorted((a, b), key=lambda u: (len(u.verbatim), u.report, u.span))
    value = contained(short.verbatim, long.verbatim)
    if len(short.verbatim) < 4 and not (value == 1.0 and len(short.verbatim) >= 2):
        return 0.0
    if len(short.verbatim) < 0.6 * len(long.verbatim):
        return value if value >= FRAGMENT else 0.0
    return value if value >= SAME_WORDS else 0.0


def _whole(u: Utterance) -> bool:
    """Whether an utterance can found a statement of several versions: verbatim and not a snippet."""
    return u.quotation.kind == "direct" and len(u.words) >= 4


def _peers(a: Utterance, b: Utterance) -> bool:
    """Whether two utterances stand side by side: two verbatim sentences, or two reported ones by speakers
    both known by name."""
    if _whole(a) and _whole(b):
        return True
    reported = a.quotation.kind == b.quotation.kind == "indirect"
    return reported and _named(a) and _named(b) and min(len(a.words), len(b.words)) >= 4


class _Clusters:
    """Statements in the making: sets of utterance indices, merged best pair first."""

    def __init__(self, said: Sequence[Utterance], pairs: _Pairs) -> None:
        self.said = said
        self.pairs = pairs
        self.of = list(range(len(said)))
        self.members: dict[int, list[int]] = {i: [i] for i in range(len(said))}

    def merge(self, i: int, j: int) -> None:
        left, right = sorted((self.of[i], self.of[j]))
        for k in self.members.pop(right):
            self.of[k] = left
            self.members[left].append(k)

    def may_merge(self, i: int, j: int) -> bool:
        """Whether the clusters of two utterances can be one: no two different sentences of one report
        and language, no two different speakers, and no member that contradicts on the whole."""
        left, right = self.members[self.of[i]], self.members[self.of[j]]
        scores = []
        for a in left:
            for b in right:
                one, other = self.said[a], self.said[b]
                if not _compatible(one, other):
                    return False
                if one.report == other.report and one.language == other.language:
                    return False
                scores.append(self.pairs.score(a, b))
        return sum(scores) / len(scores) >= 0.5 * WHOLE

    def admits(self, i: int, cluster: int) -> bool:
        """Whether a statement can take in a fragment or reported words: its speaker can have said them,
        and no other sentence of the same report stands in it, unless these are words out of that one."""
        u = self.said[i]
        for k in self.members[cluster]:
            other = self.said[k]
            if not _compatible(u, other):
                return False
            beside = u.report == other.report and u.language == other.language
            if beside and contained(u.verbatim, other.verbatim) < FRAGMENT:
                return False
        return True


def _best_elsewhere(said: Sequence[Utterance], pairs: _Pairs) -> dict[tuple[int, str, str], float]:
    """For each utterance and each (report, language): the best score found there."""
    best: dict[tuple[int, str, str], float] = {}
    for i in range(len(said)):
        for j, other in enumerate(said):
            key = (i, other.report, other.language)
            if i != j:
                best[key] = max(best.get(key, 0.0), pairs.score(i, j))
    return best


def _cluster(said: Sequence[Utterance], pairs: _Pairs) -> _Clusters:
    clusters = _Clusters(said, pairs)
    best = _best_elsewhere(said, pairs)
    edges: list[tuple[float, int, int]] = []
    for i, a in enumerate(said):
        for j in range(i + 1, len(said)):
            b = said[j]
            score = pairs.score(i, j)
            if not _peers(a, b) or score < _bar(a, b):
                continue
            mutual = score >= best[i, b.report, b.language] and score >= best[j, a.report, a.language]
            if mutual:
                edges.append((-score, i, j))
    for _, i, j in sorted(edges):
        if clusters.of[i] != clusters.of[j] and clusters.may_merge(i, j):
            clusters.merge(i, j)
    _attach(clusters)
    return clusters


def _attach(clusters: _Clusters) -> None:
    """Bring what still stands alone (fragments, reported speech) to the statement it belongs to, where
    exactly one does: first to statements with a whole verbatim sentence, then to each other."""
    for founded in (True, False):
        for i in range(len(clusters.said)):
            if len(clusters.members[clusters.of[i]]) == 1:
                target = _home(clusters, i, founded)
                if target is not None:
                    clusters.merge(i, target)


def _home(clusters: _Clusters, i: int, founded: bool) -> int | None:
    """A member of the one statement that utterance ``i`` belongs to; None where none or several could
    be. ``founded`` asks for statements that hold a whole verbatim sentence."""
    said, u = clusters.said, clusters.said[i]
    reach: dict[int, float] = {}
    for j, other in enumerate(said):
        cluster = clusters.of[j]
        if cluster == clusters.of[i] or (
            founded and not any(_whole(said[k]) for k in clusters.members[cluster])
        ):
            continue
        if not _whole(u) and not (u.speaker and other.speaker):
            continue
        if u.quotation.kind == "indirect" and not (_named(u) and _named(other)):
            continue
        if u.quotation.kind == "mixed" and len(u.verbatim) < 4 and not clusters.pairs.wording[i, j]:
            # Two words between marks are found again by these words, not by what the reporter says around.
            continue
        score = clusters.pairs.score(i, j)
        if score >= _bar(u, other) and clusters.admits(i, cluster):
            reach[cluster] = max(reach.get(cluster, 0.0), score)
    ranked = sorted(reach.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEAR):
        return None
    return ranked[0][0]


def together(said: Sequence[Utterance], aligner: Aligner) -> list[list[Utterance]]:
    """The utterances as statements, each in the order of ``said``; every utterance is in exactly one."""
    clusters = _cluster(said, _pairs(said, aligner))
    return [[said[k] for k in sorted(members)] for members in clusters.members.values()]
