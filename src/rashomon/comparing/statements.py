"""Statements: quotations of one utterance brought together over reports and languages.

Whole sentences come together first, best pair first, each with its best match in the other report
only; fragments and reported (indirect) speech then join the statement they belong to. Two known
speakers who are not the same person never share a statement.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.alignment import Aligner, contained
from rashomon.comparing.people import same_person
from rashomon.comparing.utterances import Utterance, utterances
from rashomon.comparing.wording import against, is_cut
from rashomon.model import Report, Span, Statement, Version

#: Probability from which two whole sentences are one utterance.
WHOLE = 0.5
#: The same where a described speaker stands against a named or another described one.
UNNAMED = 0.9
#: The same for reported speech, which has no marks to vouch for its words.
REPORTED = 0.8
#: How much better the statement a fragment joins must fit than the next.
CLEAR = 0.02
#: How well a fragment of one language must stand in the longer wording, word for word.
FRAGMENT = 0.85
#: How many reports must have the same words in one language to show that it is the original.
AGREEING = 3
#: How well all wordings of one language must agree to show that it is the original.
SAME_TEXT = 0.85
#: How well two wordings of one language must agree to be the same words.
SAME_WORDS = 0.72


@dataclass(slots=True)
class _Pairs:
    """What is known of each pair of utterances: probability to say the same, and shared wording."""

    probability: NDArray[np.float64]
    wording: NDArray[np.float64]

    def score(self, i: int, j: int) -> float:
        return float(max(self.probability[i, j], self.wording[i, j]))


def _compatible(a: Utterance, b: Utterance) -> bool:
    """Whether one person can have said both: the same name, or somebody who is not named."""
    if _named(a) and _named(b):
        return same_person(a.speaker, b.speaker)
    return True


def _named(u: Utterance) -> bool:
    """Whether the speaker is known by name, not only described ("the minister") or left open."""
    return bool(u.quotation.speaker and u.quotation.speaker.entity)


def _bar(a: Utterance, b: Utterance) -> float:
    """The probability from which two utterances are one: higher where no name vouches for the pair and
    where speech is reported rather than quoted."""
    if not (_whole(a) and _whole(b)):
        return UNNAMED if a.language == b.language else REPORTED
    one_voice = (_named(a) and _named(b)) or not a.speaker or not b.speaker or a.speaker == b.speaker
    return WHOLE if one_voice else UNNAMED


def _pairs(said: Sequence[Utterance], aligner: Aligner) -> _Pairs:
    count = len(said)
    wanted = np.zeros((count, count), dtype=bool)
    wording = np.zeros((count, count))
    for i, a in enumerate(said):
        for j in range(i + 1, count):
            b = said[j]
            if not _compatible(a, b) or (a.report == b.report and a.language == b.language):
                continue
            wanted[i, j] = wanted[j, i] = True
            if a.language == b.language:
                wording[i, j] = wording[j, i] = _shared_wording(a, b)
    probability = aligner.probabilities([u.text for u in said], [u.language for u in said], wanted)
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
            if not (_whole(a) and _whole(b)) or score < _bar(a, b):
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
        score = clusters.pairs.score(i, j)
        if score >= _bar(u, other) and clusters.admits(i, cluster):
            reach[cluster] = max(reach.get(cluster, 0.0), score)
    ranked = sorted(reach.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEAR):
        return None
    return ranked[0][0]


def _speaker(said: Sequence[Utterance]) -> tuple[str, str]:
    """The fullest name a statement's versions give its speaker, and that name's entity."""
    names = Counter(
        (u.quotation.speaker.name, u.quotation.speaker.entity)
        for u in said
        if u.quotation.speaker and u.quotation.speaker.name
    )
    if not names:
        return "", ""
    ranked = sorted(
        names.items(),
        key=lambda item: (not item[0][1], -item[1], -len(item[0][0]), item[0]),
    )
    return ranked[0][0]


def _shown_original(said: Sequence[Utterance]) -> str:
    """The language the words were first said in, where the versions show it: that of a post shown as it
    was written in a report in another language, or the one language in which three reports or more have
    the same words (translators never agree on every word; two may share one translation). Empty where
    they do not show it."""
    by_language: dict[str, list[Utterance]] = {}
    for u in said:
        if u.quotation.kind == "direct" and len(u.words) >= 4:
            by_language.setdefault(u.language, []).append(u)
    if len(by_language) < 2:
        return ""
    shown = {u.language for u in said if u.foreign}
    if len(shown) == 1:
        return shown.pop()
    translated = {u.language for u in said if u.quotation.translated}
    repeated = {
        language
        for language, group in by_language.items()
        if len({u.report for u in group}) >= AGREEING
        and min(contained(a.words, b.words) for a in group for b in group if a.report != b.report)
        >= SAME_TEXT
    }
    candidates = repeated - translated
    return candidates.pop() if len(candidates) == 1 else ""


def _originals(groups: Sequence[Sequence[Utterance]]) -> list[str]:
    """The original language of each statement, empty where nothing tells. What one statement of a speaker
    shows holds for that speaker's others that stand in the same language as well as in another."""
    shown = [_shown_original(group) for group in groups]
    spoken: dict[str, set[str]] = {}
    for group, language in zip(groups, shown, strict=True):
        if language and _speaker(group)[1]:
            spoken.setdefault(_speaker(group)[0], set()).add(language)
    result = []
    for group, language in zip(groups, shown, strict=True):
        usual = spoken.get(_speaker(group)[0], set()) if _speaker(group)[1] else set()
        stands_in = {u.language for u in group if u.quotation.kind == "direct"}
        if not language and len(usual) == 1 and usual < stands_in:
            language = next(iter(usual))
        result.append(language)
    return result


def _reference(said: Sequence[Utterance], original: str, published: dict[str, str]) -> Utterance:
    """The wording others are held against: direct, in the original language where known, else the
    earliest known, the fullest."""
    return min(
        said,
        key=lambda u: (
            u.quotation.kind != "direct",
            bool(original) and u.language != original,
            -min(len(u.words), 400) if original else 0,
            published.get(u.report, "9999") if len(u.words) >= 4 else "9999",
            -len(u.words),
            u.report,
            u.span,
        ),
    )


def _version(u: Utterance, reference: Utterance, original: str) -> Version:
    quotation = u.quotation
    version = Version(
        report=u.report,
        span=u.span,
        text=u.text,
        language=u.language,
        kind=quotation.kind,
        translated=(bool(original) and u.language != original) or quotation.translated,
        cue=quotation.cue.text if quotation.cue else "",
        speaker_text=quotation.speaker.text if quotation.speaker else "",
        original=bool(original) and u.language == original and quotation.kind == "direct",
        stance=quotation.stance,
        relayed_by=quotation.speaker.relayed_by if quotation.speaker else None,
    )
    if u.language != reference.language:
        return replace(version, relation="translated")
    if quotation.kind == "indirect":
        return replace(version, relation="reworded")
    if quotation.kind == "mixed":
        # Only the words between marks are the speaker's: the reporter's own are no change of wording.
        kept = contained(u.verbatim, reference.words) >= FRAGMENT
        return replace(version, relation="cut" if kept else "reworded")
    changes, missing = against(reference.text, u.text, u.span.start)
    if missing and is_cut(reference.words, u.words):
        return replace(version, relation="cut", changes=changes, missing=missing)
    if changes or missing:
        return replace(version, relation="reworded", changes=changes, missing=missing)
    return version


def compare(
    reports: Sequence[Report],
    aligner: Aligner,
    language_of: Callable[[Report, Span], str],
) -> tuple[Statement, ...]:
    """The statements of a story's reports, in the order their reference wording stands in them.

    ``language_of`` tells in which language a stretch of a report stands (an embedded post may differ
    from the report). Order of the reports does not matter to which versions come together.
    """
    ordered = sorted(reports, key=lambda r: r.id)
    languages = {(r.id, q.span): language_of(r, q.span) for r in ordered for q in r.marks.quotations}
    said = utterances(ordered, languages)
    published = {r.id: r.published.start for r in ordered if r.published and r.published.start}
    clusters = _cluster(said, _pairs(said, aligner))
    groups = [[said[k] for k in sorted(members)] for members in clusters.members.values()]
    statements = []
    for group, original in zip(groups, _originals(groups), strict=True):
        reference = _reference(group, original, published)
        speaker, entity = _speaker(group)
        versions = sorted(
            (_version(u, reference, original) for u in group),
            key=lambda v: (
                not (v.report == reference.report and v.span == reference.span),
                not v.original,
                v.kind != "direct",
                v.report,
                v.span,
            ),
        )
        key = f"{reference.report}:{reference.span.start}:{reference.span.end}"
        statements.append(
            Statement(
                id="said-" + hashlib.sha256(key.encode()).hexdigest()[:10],
                speaker=speaker,
                entity=entity,
                text=reference.text,
                versions=tuple(versions),
            )
        )
    return tuple(
        sorted(
            statements,
            key=lambda s: (
                -len({v.report for v in s.versions}),
                s.versions[0].report,
                s.versions[0].span,
            ),
        )
    )
