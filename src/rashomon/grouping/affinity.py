"""How much two reports look like reports of one happening: a small learned score over several signals.

The score is a logistic regression (natural logarithm of the odds); its weights are the readable file
``affinity.toml``, made by ``training/affinity.py`` on sets that may train what ships.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.grouping.pool import KINDS, UNDATED, Pool
from rashomon.grouping.signals import LEADS

#: What is measured of a pair, in the order of the columns.
SIGNALS: Final = (
    "concepts",
    "words",
    "lead",
    "names",
    "sounds",
    "places",
    "numbers",
    "dates",
    "amount of names",
    "amount of numbers",
    "amount of words",
    "most telling",
    "same language",
    "scripts differ",
    "length",
    "days apart",
    "lead in both",
    "names apart",
    "numbers apart",
    "dates apart",
)
#: How two reports' languages can stand to each other; each has weights of its own.
RELATIONS: Final = ("same language", "across languages", "across scripts")
_AT: Final = {kind: place for place, kind in enumerate(KINDS)}
#: Added to the sums of weights, so that one shared signal of few does not count as everything shared.
_DAMP: Final = 60.0
#: The sum of weights that counts as one step of an amount.
_STEP: Final = 20.0
#: Pairs measured at a time: what they need stays in a processor's cache.
_TOGETHER: Final = 512


def measure(pool: Pool, slot: int | NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float32]:
    """The signals of live reports beside others: a row a pair, columns as in :data:`SIGNALS`. ``slot`` is
    one report for all pairs, or one for each, those of one report next to each other."""
    slots = np.full(len(others), slot, np.int64) if isinstance(slot, int) else slot
    measured = np.empty((len(others), len(SIGNALS)), np.float32)
    for at in range(0, len(others), _TOGETHER):
        some = slice(at, at + _TOGETHER)
        _measure(pool, slots[some], others[some], measured[some])
    return measured


def _measure(
    pool: Pool, slot: NDArray[np.int64], others: NDArray[np.int64], measured: NDArray[np.float32]
) -> None:
    sums, led, top = pool.shared(slot, others)
    own, norms = pool.norms[slot].T, pool.norms[others]
    lead, body = _AT["lead"], _AT["body"]
    same = pool.language[others] == pool.language[slot]
    cosine = pool.likeness(slot, others)
    words = sums[:, lead] + sums[:, body]
    gap = np.maximum(
        pool.first_day[others] - pool.last_day[slot], pool.first_day[slot] - pool.last_day[others]
    )
    dated = (pool.first_day[others] != UNDATED) & (pool.first_day[slot] != UNDATED)
    columns = [
        cosine,
        words / np.sqrt((own[lead] + own[body] + _DAMP) * (norms[:, lead] + norms[:, body] + _DAMP)),
        (sums[:, lead] / (norms[:, lead] + _DAMP) + led[:, 0] / (own[lead] + _DAMP)) / 2,
    ]
    both: dict[str, NDArray[np.float32]] = {}
    for kind in ("names", "sounds", "places", "numbers", "dates"):
        its = [at for at in (_AT[kind], _AT.get("lead " + kind)) if at is not None]
        both[kind] = sums[:, its].sum(axis=1)
        held = (own[its].sum(axis=0) + _DAMP) * (norms[:, its].sum(axis=1) + _DAMP)
        columns.append(both[kind] / np.sqrt(held))
    columns += [
        np.log1p(both["names"] / _STEP),
        np.log1p(both["numbers"] / _STEP),
        np.log1p(words / _STEP),
        np.sqrt(top),
        same.astype(np.float32),
        (pool.script[others] != pool.script[slot]).astype(np.float32),
        np.minimum(pool.length[others], pool.length[slot]) - 5.0,
        np.where(dated, np.log1p(np.maximum(gap, 0)), 0.0),
        np.log1p(np.minimum(led[:, 0], sums[:, lead]) / _STEP),
    ]
    for family, kind in enumerate(LEADS):
        if family:
            # What each lead tells that the other report does not know at all: the lesser of the two.
            rest = np.minimum(own[_AT[kind]] - led[:, family], norms[:, _AT[kind]] - sums[:, _AT[kind]])
            columns.append(np.log1p(np.maximum(rest, 0.0) / _STEP))
    for at, column in enumerate(columns):
        measured[:, at] = column


@dataclass(frozen=True, slots=True)
class Affinity:
    """``weights`` of the signals and ``constants``, a row for each of :data:`RELATIONS`."""

    constants: NDArray[np.float64]
    weights: NDArray[np.float64]

    def score(self, measured: NDArray[np.float32]) -> NDArray[np.float64]:
        """The score of each measured pair, the natural logarithm of its odds to belong together, rounded
        to 1/1000."""
        x = measured.astype(np.float64)
        relation = relations(x)
        scores = np.einsum("ij,ij->i", x, self.weights[relation]) + self.constants[relation]
        return np.asarray(np.round(scores - _unnamed(x), 3))


#: Across scripts hardly any word is shared: what two reports are about must then be near (concepts of this
#: cosine), or they must share names, numbers, days or places (so much); else this is taken off.
_NEAR_CONCEPTS: Final = 0.14
_FAR_CONCEPTS: Final = 0.06
_NAMED: Final = 0.25
_UNNAMED: Final = 3.0
_EVIDENCE: Final = ("sounds", "places", "numbers", "dates")


def _unnamed(measured: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is taken off pairs across scripts that have neither what they are about nor anything named in
    common."""
    evidence = measured[:, [SIGNALS.index(name) for name in _EVIDENCE]].sum(axis=1)
    concepts = measured[:, SIGNALS.index("concepts")]
    far = np.clip((_NEAR_CONCEPTS - concepts) / (_NEAR_CONCEPTS - _FAR_CONCEPTS), 0.0, 1.0)
    apart = measured[:, SIGNALS.index("scripts differ")]
    return np.asarray(_UNNAMED * apart * far * np.clip(1.0 - evidence / _NAMED, 0.0, 1.0))


#: What is taken off pairs of brief reports in one language: always, and where they share no more words than
#: two of one town and weekday do (an amount of the first), all of it; of the second on, nothing.
_BRIEF: Final = 0.95
_SCANT: Final = 2.5
_ONE_TOWN: Final = 0.95
_ONE_STORY: Final = 1.15


def scant(measured: NDArray[np.float32]) -> NDArray[np.float64]:
    """What is taken off pairs of brief reports, which often share a name and a day and nothing else."""
    amount = measured[:, SIGNALS.index("amount of words")].astype(np.float64)
    same = measured[:, SIGNALS.index("same language")].astype(np.float64)
    little = np.clip((_ONE_STORY - amount) / (_ONE_STORY - _ONE_TOWN), 0.0, 1.0)
    return np.asarray(same * (_BRIEF + _SCANT * little))


def relations(measured: NDArray[np.float64]) -> NDArray[np.int64]:
    """Which of :data:`RELATIONS` holds between the two reports of each measured pair."""
    same = measured[:, SIGNALS.index("same language")] > 0
    apart = measured[:, SIGNALS.index("scripts differ")] > 0
    return np.asarray(np.where(same, 0, np.where(apart, 2, 1)), np.int64)


@cache
def shipped() -> Affinity:
    """The weights that ship with the package."""
    text = (resources.files(__package__) / "affinity.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Affinity(
        np.array([float(data[relation]["constant"]) for relation in RELATIONS]),
        np.array([[float(data[relation].get(name, 0.0)) for name in SIGNALS] for relation in RELATIONS]),
    )
