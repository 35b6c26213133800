"""How far two utterances are one: their words within a language, their meaning across languages.

Only candidates are held against each other: within a language those that share rare words or runs
of two, over languages those whose vectors are nearest (without vectors, the same speaker's).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from rashomon.comparing.candidates import sharing
from rashomon.comparing.clustering import Pair, pair
from rashomon.comparing.statements.contrast import denies_alone, exchanged
from rashomon.comparing.statements.speakers import Relation, is_named, relation
from rashomon.comparing.statements.utterances import Utterance
from rashomon.encoding.alignment import Aligner, Alike, contained

#: How well a fragment of one language must stand in the longer wording, word for word.
FRAGMENT = 0.85
#: How well two wordings of one language must agree to be the same words.
SAME_WORDS = 0.72
#: Probability from which two whole sentences of two languages are one utterance of one speaker.
WHOLE = 0.5
#: The same where nothing in either report is nearly as near.
CLEARLY, AHEAD = 0.2, 0.3
#: The same where a described speaker stands against a named or another described one.
UNNAMED, UNNAMED_CLEARLY = 0.9, 0.75
#: The same for reported speech, which has no marks to vouch for its words.
REPORTED = 0.9
#: The same for reported speech of one language told in other words, of one speaker and of two unnamed ones.
RETOLD, RETOLD_UNNAMED = 0.95, 0.99
#: And how alike their words must be, by whether both speakers are known by name and one is quoted.
RETOLD_WORDS = {True: 0.4, False: 0.6}
#: What shared words alone are worth; the better the fit, the nearer to 1.
SHARED = 0.95
#: Where the speakers may be two, shared words must agree so well and be so many: verbatim, and reported.
UNKNOWN_WORDS, UNKNOWN_LENGTH = {True: 0.85, False: 0.9}, {True: 5, False: 6}
#: Two wordings are not one where exchanged words hold this share of what the shorter one weighs.
EXCHANGED = 0.28
#: Keys of an utterance: so many of its rarest words and runs of two, and about as many from all over it.
_KEYS = 8
#: Utterances of other languages whose vectors are nearest, for each.
_NEAREST = 10
#: Vectors compared at a time.
_BLOCK = 512

#: ``(word, language) -> how much a word counts``.
Weigh = Callable[[str, str], float]


def is_whole(u: Utterance) -> bool:
    """True where an utterance can found a statement of several versions: verbatim and not a snippet."""
    return u.quotation.kind == "direct" and len(u.words) >= 4


@dataclass(slots=True)
class Evidence:
    """What is known of the pairs that were held against each other."""

    said: Sequence[Utterance]
    alike: Alike
    relations: dict[tuple[Hashable, Hashable], Relation] = field(default_factory=dict)
    wording: dict[Pair, float] = field(default_factory=dict)
    probability: dict[Pair, float] = field(default_factory=dict)
    left_out: int = 0

    def relation(self, i: int, j: int) -> Relation:
        """How the speakers of two utterances stand to each other."""
        a, b = self.said[i], self.said[j]
        key = (a.who, b.who)
        if key not in self.relations:
            self.relations[key] = self.relations[key[::-1]] = relation(a, b)
        return self.relations[key]

    def score(self, i: int, j: int) -> float:
        """How sure two utterances are one, 0 to 1."""
        key = pair(i, j)
        if key in self.wording:
            return round(SHARED + (1 - SHARED) * self.wording[key], 6)
        return self.probability.get(key, 0.0)

    def scores(self) -> dict[Pair, float]:
        """:meth:`score` of every pair that was held against each other."""
        keys = self.wording.keys() | self.probability.keys()
        return {key: self.score(*key) for key in sorted(keys)}

    def enough(self, i: int, j: int, ahead: float = 0.0) -> bool:
        """True where the evidence is enough to take two utterances for one. ``ahead`` is by how much the pair
        is better than the next best of either."""
        a, b = self.said[i], self.said[j]
        speakers, key = self.relation(i, j), pair(i, j)
        if speakers == "different":
            return False
        whole = is_whole(a) and is_whole(b)
        if key in self.wording:
            return self._enough_words(a, b, self.wording[key], speakers)
        found = self.probability.get(key, 0.0)
        if a.language != b.language:
            if not whole:
                return found >= REPORTED and speakers != "unknown"
            if speakers == "unknown":
                return found >= UNNAMED or (found >= UNNAMED_CLEARLY and ahead >= AHEAD * found)
            return found >= WHOLE or (speakers == "same" and found >= CLEARLY and ahead >= AHEAD * found)
        if "indirect" not in (a.quotation.kind, b.quotation.kind):
            # Two verbatim sentences of one language in other words are two sentences.
            return False
        return self._enough_retold(a, b, found, speakers)

    def _enough_retold(self, a: Utterance, b: Utterance, found: float, speakers: Relation) -> bool:
        """Reported speech of one language in other words: those of one topic are near for the encoder, so
        many of the words must be the same or near as well."""
        reported = a.quotation.kind == b.quotation.kind == "indirect"
        known = speakers == "same" and is_named(a) and is_named(b) and not reported
        if self.alike(a.text, a.language, b.text, b.language) < RETOLD_WORDS[known]:
            return False
        if speakers == "same":
            return found >= RETOLD
        enough = found >= RETOLD_UNNAMED and min(len(a.words), len(b.words)) > 5
        return reported and speakers == "unknown" and enough

    def _enough_words(self, a: Utterance, b: Utterance, wording: float, speakers: Relation) -> bool:
        direct = "indirect" not in (a.quotation.kind, b.quotation.kind)
        shorter = min(len(a.verbatim), len(b.verbatim))
        if speakers == "same":
            return shorter >= 4 or direct
        if speakers == "open" and direct:
            return True
        return wording >= UNKNOWN_WORDS[direct] and shorter >= UNKNOWN_LENGTH[direct]


def _keys(said: Sequence[Utterance]) -> list[list[Hashable]]:
    """The keys of each utterance within its language: what it shares with few others."""
    own: list[list[Hashable]] = []
    held: Counter[Hashable] = Counter()
    for u in said:
        runs: list[Hashable] = [(u.language, *u.verbatim[at : at + 2]) for at in range(len(u.verbatim) - 1)]
        single: list[Hashable] = [(u.language, word) for word in u.words if len(word) > 3]
        keys = list(dict.fromkeys([*runs, *single]))
        own.append(keys)
        held.update(keys)
    chosen = []
    for keys in own:
        shared = [key for key in keys if held[key] > 1]
        rarest = sorted(shared, key=lambda key: (held[key], str(key)))[:_KEYS]
        # A fragment is common where the whole is rare: some runs from all over the sentence as well.
        step = max(1, len(shared) // _KEYS)
        chosen.append([*rarest, *shared[::step]])
    return chosen


def _across(said: Sequence[Utterance], aligner: Aligner) -> Iterator[Pair]:
    """Pairs over languages worth a look: of those who can have counterparts, the nearest of each other
    language by what they are about (without vectors, those that stand near)."""
    places = [i for i, u in enumerate(said) if _speakable(u)]
    codes = {language: code for code, language in enumerate(sorted({said[i].language for i in places}))}
    if len(codes) < 2:
        return
    if aligner.about is None:
        for at, i in enumerate(places):
            yield from ((i, j) for j in places[at + 1 : at + _BLOCK] if said[i].language != said[j].language)
        return
    rows = aligner.about([said[i].text for i in places], [said[i].language for i in places])
    languages = np.array([codes[said[i].language] for i in places])
    for code in codes.values():
        there = np.flatnonzero(languages == code)
        here = np.flatnonzero(languages != code)
        for start in range(0, len(here), _BLOCK):
            block = here[start : start + _BLOCK]
            near = np.round(rows[block] @ rows[there].T, 5)
            order = np.argsort(-near, axis=1, kind="stable")[:, :_NEAREST]
            for place, others in zip(block.tolist(), there[order].tolist(), strict=True):
                yield from (pair(places[place], places[other]) for other in others)


def weighed(said: Sequence[Utterance], aligner: Aligner, weigh: Weigh) -> Evidence:
    """The evidence for every pair of utterances worth a look."""
    found = Evidence(said, aligner.alike)
    within = sharing(_keys(said))
    found.left_out = within.left_out
    asked: list[Pair] = []
    doubtful: set[Pair] = set()
    # The same words come again and again where many reports quote one sentence.
    worded: dict[tuple[Hashable, ...], float] = {}
    for i, j in sorted(within.pairs):
        a, b = said[i], said[j]
        if a.report == b.report or found.relation(i, j) == "different":
            continue
        wording = _shared_wording(a, b)
        if not wording and not _retold(a, b):
            continue
        if denies_alone(a.words, a.language, b.words, b.language) and not _cut(a, b):
            continue
        if not wording:
            asked.append((i, j))
            doubtful.add((i, j))
            continue
        key = (a.language, a.verbatim, b.verbatim)
        if key not in worded:
            worded[key] = exchanged(a.verbatim, b.verbatim, a.language, aligner.alike, weigh)
        if worded[key] <= EXCHANGED:
            found.wording[i, j] = wording
    for i, j in sorted(set(_across(said, aligner))):
        a, b = said[i], said[j]
        if found.relation(i, j) == "different":
            continue
        if is_whole(a) and is_whole(b) and denies_alone(a.words, a.language, b.words, b.language):
            # The encoder hears what is denied, not that it is.
            continue
        asked.append((i, j))
        if not (is_whole(a) and is_whole(b)):
            doubtful.add((i, j))
    found.probability = aligner.probabilities(
        [u.text for u in said], [u.language for u in said], asked, doubtful
    )
    return found


def _cut(a: Utterance, b: Utterance) -> bool:
    """True where one is so much shorter that what denies may stand in what it leaves out."""
    return 2 * min(len(a.verbatim), len(b.verbatim)) < max(len(a.verbatim), len(b.verbatim))


def _retold(a: Utterance, b: Utterance) -> bool:
    """True where one may report in other words what the other gives."""
    return "indirect" in (a.quotation.kind, b.quotation.kind) and min(len(a.words), len(b.words)) >= 4


def _speakable(u: Utterance) -> bool:
    """True where an utterance may have a counterpart in another language: verbatim, or of a known speaker."""
    return u.quotation.kind == "direct" or is_named(u)


def _shared_wording(a: Utterance, b: Utterance) -> float:
    """How far two utterances of one language are the same words: 0 where they are not."""
    short, long = sorted((a, b), key=lambda u: (len(u.verbatim), u.report, u.span))
    value = contained(short.verbatim, long.verbatim)
    if len(short.verbatim) < 4 and not (value == 1.0 and len(short.verbatim) >= 2):
        return 0.0
    if len(short.verbatim) < 0.6 * len(long.verbatim):
        return value if value >= FRAGMENT else 0.0
    return value if value >= SAME_WORDS else 0.0
