"""How much two reports look like reports of one happening: a small learned score over several signals.

The score is a logistic regression (natural logarithm of the odds); its weights are the readable file
``affinity.toml``, made by ``benchmarks/train_affinity.py`` on sets that may train what ships.
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

#: What is measured of a pair, in the order of the columns.
SIGNALS: Final = (
    "vector same language",
    "vector across languages",
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
    "length",
    "days apart",
    "both dated",
)
_AT: Final = {kind: place for place, kind in enumerate(KINDS)}
#: Added to the sums of weights, so that one shared signal of few does not count as everything shared.
_DAMP: Final = 20.0


def measure(pool: Pool, slot: int, others: NDArray[np.int64]) -> NDArray[np.float32]:
    """The signals of one live report beside others: a row a pair, columns as in :data:`SIGNALS`."""
    sums, led, top = pool.shared(slot, others)
    own, norms = pool.norms[slot], pool.norms[others]
    lead, body = _AT["lead"], _AT["body"]
    same = pool.language[others] == pool.language[slot]
    cosine = pool.vectors[others].astype(np.float32) @ pool.vectors[slot].astype(np.float32)
    words = sums[:, lead] + sums[:, body]
    held = (own[lead] + own[body]) * (norms[:, lead] + norms[:, body])
    gap = np.maximum(
        pool.first_day[others] - pool.last_day[slot], pool.first_day[slot] - pool.last_day[others]
    )
    dated = (pool.first_day[others] != UNDATED) & (pool.first_day[slot] != UNDATED)
    columns = [
        np.where(same, cosine, 0.0),
        np.where(same, 0.0, cosine),
        words / np.sqrt(held + 1e-6),
        (sums[:, lead] / (norms[:, lead] + _DAMP) + led / (own[lead] + _DAMP)) / 2,
    ]
    for kind in ("names", "sounds", "places", "numbers", "dates"):
        at = _AT[kind]
        columns.append(sums[:, at] / np.sqrt((own[at] + _DAMP) * (norms[:, at] + _DAMP)))
    columns += [
        np.log1p(sums[:, _AT["names"]] / _DAMP),
        np.log1p(sums[:, _AT["numbers"]] / _DAMP),
        np.log1p(words / _DAMP),
        np.sqrt(top),
        same.astype(np.float32),
        np.minimum(pool.length[others], pool.length[slot]) - 5.0,
        np.where(dated, np.log1p(np.maximum(gap, 0)), 0.0),
        dated.astype(np.float32),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Affinity:
    """Weights of the signals (``across``: what is added to them for pairs of two languages) and the
    constant; :meth:`score` gives natural logarithms of the odds, rounded to 1/1000."""

    constant: float
    weights: NDArray[np.float64]
    across: NDArray[np.float64]

    def score(self, measured: NDArray[np.float32]) -> NDArray[np.float64]:
        """The score of each measured pair; above 0 the two belong together rather than not."""
        x = measured.astype(np.float64)
        apart = 1.0 - x[:, SIGNALS.index("same language")]
        return np.round(x @ self.weights + apart * (x @ self.across) + self.constant, 3)


@cache
def shipped() -> Affinity:
    """The weights that ship with the package."""
    text = (resources.files(__package__) / "affinity.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Affinity(
        float(data["constant"]),
        np.array([float(data["weights"].get(name, 0.0)) for name in SIGNALS]),
        np.array([float(data["across"].get(name, 0.0)) for name in SIGNALS]),
    )
