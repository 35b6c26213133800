"""Learns the weights of the affinity score from the sets that may train what ships (meantime and ecbplus),
and says how well they do on topics they have not seen.

    python -m training.affinity            trains and cross-validates
    python -m training.affinity --write    trains, and writes affinity.toml
    python -m training.affinity --background    writes background.npz from wordfreq's lists

A logistic regression (ridge, Newton's method) over all pairs of a set. Those that belong together count as
much as those that do not; half of the latter's count goes to those of one topic, which resemble each other
(two earthquakes, two stages of one affair). Pairs of two languages are shown a
second time with nothing shared but concepts and numbers, as where the scripts differ. A date is shown or
hidden by turns, and a shared day earns nothing: in the sets hardly two events share one, in the world's
news all of them do.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import grouping_sets
from benchmarks.grouping_sets import Labelled
from rashomon.encoding import background, concepts
from rashomon.grouping import affinity, fingerprints, signals
from rashomon.grouping.affinity import RELATIONS, SIGNALS, Affinity
from rashomon.grouping.pool import Pool
from rashomon.grouping.stream import Grouper, days

PACKAGE = Path(affinity.__file__).parent
ENCODING = Path(background.__file__).parent
RIDGE = 100.0
#: Added to the constant: average links over whole stories, and the share of cohesion asked for, want less
#: of a pair than even odds (a link that rests on one pair asks for about as much more, ``joining.ALONE``). In
#: one language where topics of ecbplus that were left out do best; across languages and scripts (where
#: meantime stays at 1.0 over a range of two) towards the upper end, with ntrex in view.
EASED = {"same language": 2.25, "across languages": 4.5, "across scripts": 6.5}
_AT = {name: place for place, name in enumerate(SIGNALS)}
#: Nothing of these is shared between two scripts.
_WRITTEN = ("words", "lead", "names", "amount of names", "amount of words", "lead in both", "names apart")
#: Signals that count what is shared, and those that count what is not.
_SHARED = np.isin(SIGNALS, [*SIGNALS[: _AT["most telling"] + 1], "lead in both"])
_APART = np.array([name.endswith(" apart") and name != "days apart" for name in SIGNALS])
#: What the pairs of a relation count together, on either side.
_COUNT = 2000.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Measured pairs, whether the two belong together, and whether they are of one topic."""

    measured: NDArray[np.float64]
    together: NDArray[np.bool_]
    alike: NDArray[np.bool_]

    def some(self, chosen: NDArray[np.bool_]) -> Pairs:
        """The chosen pairs."""
        return Pairs(self.measured[chosen], self.together[chosen], self.alike[chosen])


def fill(collection: Labelled) -> Pool:
    """A pool that holds the reports of a set."""
    table = concepts.shipped()
    pool = Pool(table)
    for report in collection.reports:
        text = signals.content(report)
        pool.put(
            signals.read_text(text, report.language),
            table.bag(text, report.language),
            fingerprints.sketch(text),
            report.language,
            days(report),
        )
    pool.weigh(np.arange(len(collection.reports)))
    return pool


def measured(collection: Labelled) -> Pairs:
    """Every pair of a set."""
    pool = fill(collection)
    events, topics = np.array(collection.events), np.array(collection.topics)
    one, other = np.triu_indices(len(events), 1)
    rows = [affinity.measure(pool, slot, other[one == slot]) for slot in range(len(events) - 1)]
    return Pairs(
        np.concatenate(rows).astype(np.float64), events[one] == events[other], topics[one] == topics[other]
    )


def shown(pairs: Pairs) -> Pairs:
    """Pairs as the regression sees them: half of them without dates, those of two languages also as if
    their scripts differed."""
    x = pairs.measured.copy()
    x[::2, _AT["days apart"]] = 0.0
    foreign = x[:, _AT["same language"]] == 0
    rows = [x]
    for hidden in (_WRITTEN, (*_WRITTEN, "sounds")):
        other = x[foreign]
        other[:, [_AT[name] for name in hidden]] = 0.0
        other[:, _AT["most telling"]] = 0.0
        other[:, _AT["scripts differ"]] = 1.0
        rows.append(other)
    together, alike = (
        np.concatenate([labels, labels[foreign], labels[foreign]]) for labels in (pairs.together, pairs.alike)
    )
    return Pairs(np.concatenate(rows), together, alike)


def counts(
    together: NDArray[np.bool_], alike: NDArray[np.bool_], sets: NDArray[np.int64]
) -> NDArray[np.float64]:
    """What each pair of one relation counts; every set's strangers, of one topic and of two, as much as
    another's."""
    weight = np.zeros(len(together))
    weight[together] = _COUNT / max(1, together.sum())
    share = _COUNT / 2 / len(np.unique(sets))
    for number in np.unique(sets):
        for resembling in (True, False):
            chosen = ~together & (alike == resembling) & (sets == number)
            weight[chosen] = share / max(1, chosen.sum())
    return weight


def fit(sets: Sequence[Pairs]) -> Affinity:
    """The weights that tell together from apart best, for each relation by itself."""
    x = np.concatenate([pairs.measured for pairs in sets])
    together = np.concatenate([pairs.together for pairs in sets])
    alike = np.concatenate([pairs.alike for pairs in sets])
    origin = np.repeat(np.arange(len(sets)), [len(pairs.together) for pairs in sets])
    relation = affinity.relations(x)
    constants = np.zeros(len(RELATIONS))
    weights = np.zeros((len(RELATIONS), len(SIGNALS)))
    for at in range(len(RELATIONS)):
        chosen = relation == at
        part, y = x[chosen].copy(), together[chosen]
        weight = counts(y, alike[chosen], origin[chosen])
        constants[at], weights[at] = regress(part, y, weight)
        # Nothing shared is evidence against, nothing apart is evidence for: a signal that comes out so is
        # left out.
        while (wrong := (_SHARED & (weights[at] < 0)) | (_APART & (weights[at] > 0))).any():
            part[:, wrong] = 0.0
            constants[at], weights[at] = regress(part, y, weight)
        constants[at] += EASED[RELATIONS[at]]
    return Affinity(constants, weights)


def regress(
    x: NDArray[np.float64], y: NDArray[np.bool_], weight: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """Ridge logistic regression by Newton's method: the constant and the weights."""
    scale = x.std(axis=0)
    used = scale > 1e-9
    design = np.concatenate([x[:, used] / scale[used], np.ones((len(x), 1))], axis=1)
    beta = np.zeros(design.shape[1])
    ridge = np.full(len(beta), RIDGE)
    ridge[-1] = 1e-6
    for _ in range(50):
        chance = 1.0 / (1.0 + np.exp(-np.clip(design @ beta, -30, 30)))
        slope = design.T @ (weight * (y - chance)) - ridge * beta
        curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    weights = np.zeros(len(SIGNALS))
    weights[used] = beta[:-1] / scale[used]
    return float(beta[-1]), weights


def stories(collection: Labelled, learned: Affinity) -> list[str]:
    """The story that the grouper gives each report of a set."""
    grouper = Grouper(weights=learned)
    order = sorted(range(len(collection.reports)), key=lambda at: days(collection.reports[at]))
    for at in order:
        grouper.add(collection.reports[at])
    found = grouping_sets.homes(grouper.stories())
    return [found[report.id] for report in collection.reports]


def part(collection: Labelled, topics: set[str], *, inside: bool) -> Labelled:
    """The reports of a set whose topic is, or is not, among some."""
    kept = [at for at, topic in enumerate(collection.topics) if (topic in topics) == inside]
    return Labelled(
        tuple(collection.reports[at] for at in kept),
        tuple(collection.events[at] for at in kept),
        tuple(collection.topics[at] for at in kept),
    )


class Trainer:
    """Sets, and all their pairs measured."""

    def __init__(self, names: Sequence[str]) -> None:
        self.sets = {name: grouping_sets.labelled(name) for name in names}
        self.pairs = {name: measured(each) for name, each in self.sets.items()}

    def learn(self, held_out: tuple[str, set[str]] | None = None) -> Affinity:
        """The weights, from everything but some topics of a set."""
        parts = []
        for name, pairs in self.pairs.items():
            if held_out is not None and held_out[0] == name:
                topics = np.isin(self.sets[name].topics, list(held_out[1]))
                first, second = np.triu_indices(len(topics), 1)
                parts.append(shown(pairs.some(~(topics[first] | topics[second]))))
            else:
                parts.append(shown(pairs))
        return fit(parts)

    def unseen(self, name: str, folds: int) -> tuple[float, float, float]:
        """BCubed over a set whose topics were left out by turns."""
        topics = sorted(set(self.sets[name].topics))
        events: list[str] = []
        found: list[str] = []
        for fold in range(folds):
            held = set(topics[fold::folds])
            some = part(self.sets[name], held, inside=True)
            events += some.events
            found += stories(some, self.learn((name, held)))
        return grouping_sets.bcubed(events, found)


def alone(collection: Labelled, learned: Affinity, count: int = 600) -> tuple[float, float]:
    """Of pairs of reports of one topic that are measured with nothing else in memory: the share of those
    that belong together that is joined, and the share of the others that is kept apart."""
    events, topics = np.array(collection.events), np.array(collection.topics)
    one, other = np.triu_indices(len(events), 1)
    right = []
    for together in (True, False):
        chosen = np.flatnonzero((topics[one] == topics[other]) & ((events[one] == events[other]) == together))
        some = np.random.default_rng(1).choice(chosen, min(count, len(chosen)), replace=False)
        joined = []
        for first, second in zip(one[some].tolist(), other[some].tolist(), strict=True):
            grouper = Grouper(weights=learned, window_days=None)
            grouper.extend((collection.reports[first], collection.reports[second]))
            joined.append(len(grouper.stories()) == 1)
        right.append(float(np.mean(np.array(joined) == together)))
    return right[0], right[1]


def write(learned: Affinity) -> None:
    """Writes the weights into the package."""
    lines = [
        "# Weights of the affinity score: the logarithm of the odds that two reports belong together.",
        "# Made by training/affinity.py; what each signal is stands in affinity.py beside this file.",
        "",
    ]
    for at, relation in enumerate(RELATIONS):
        lines += [
            f'["{relation}"]',
            f"constant = {learned.constants[at]:.4f}",
            *(
                f'"{name}" = {value:.4f}'
                for name, value in zip(SIGNALS, learned.weights[at], strict=True)
                if round(value, 4)
            ),
            "",
        ]
    (PACKAGE / "affinity.toml").write_text("\n".join(lines), encoding="utf-8")


def write_background() -> None:
    """Writes how common words are, from wordfreq's lists of every language of the project."""
    from wordfreq import get_frequency_dict

    from rashomon.languages import codes

    largest: defaultdict[int, float] = defaultdict(float)
    for code in codes():
        own: defaultdict[int, float] = defaultdict(float)
        for word, share in get_frequency_dict(code).items():
            if share >= 3e-6 and word.isalpha():
                for key in signals.word_keys(word):
                    own[key] += share
        for key, share in own.items():
            largest[key] = max(largest[key], share)
    np.savez_compressed(ENCODING / "background.npz", rarity=background.build(largest))


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights of the affinity score.")
    parser.add_argument("--write", action="store_true", help="write them into the package")
    parser.add_argument("--background", action="store_true", help="write background.npz instead")
    args = parser.parse_args()
    if args.background:
        write_background()
        return
    trainer = Trainer(("meantime", "ecbplus"))
    learned = trainer.learn()
    print(f"{'':26s}" + " ".join(f"{relation:>16s}" for relation in RELATIONS))
    for name, values in zip(SIGNALS, learned.weights.T, strict=True):
        print(f"{name:26s}" + " ".join(f"{value:16.3f}" for value in values))
    print(f"{'constant':26s}" + " ".join(f"{value:16.3f}" for value in learned.constants))
    for name, folds in (("ecbplus", 5), ("meantime", 2)):
        scores = trainer.unseen(name, folds)
        print(f"{name} on unseen topics: P {scores[0]:.3f} R {scores[1]:.3f} F1 {scores[2]:.3f}")
    for name, collection in trainer.sets.items():
        joined, kept = alone(collection, learned)
        print(f"{name}, two by two: {joined:.3f} rightly joined, {kept:.3f} rightly kept apart")
    if args.write:
        write(learned)


if __name__ == "__main__":
    main()
