"""Makes src/rashomon/marking/quotations/speakers.toml: how much each feature says for who says what.

    python -m training.quotation_speakers [--check]

A conditional logit model: at each cue the candidates of :mod:`rashomon.marking.quotations.candidates` and
"nobody" share a probability of one, and the weights make that of the right one largest. A language adds
weights of its own, held near zero by a stronger penalty. ``--check`` leaves each language out in turn and
says how often the others' weights choose right.

What a cue reports is chosen in the same way among the stretches it may report; its examples are
:mod:`training.quotation_contents`.

Examples: data/quotation_speakers.jsonl (the project's own hard cases, with cue and speaker) and .txt
(invented sentences), and those sentences of ud_speech that may train (Universal Dependencies, CC BY-SA 3.0
and 4.0), beside the project.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from rashomon.marking.quotations import linking
from rashomon.marking.quotations.candidates import at, features, phrases_around
from rashomon.marking.quotations.choosing import before, weights
from rashomon.marking.quotations.cues import Reported, cues_of
from rashomon.marking.quotations.engine import frames_in
from rashomon.marking.quotations.features import CONTENT, LINK, SPEAKER
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import lexicon
from rashomon.marking.quotations.phrases import Phrase
from tests.marking.test_quotations_cases import Case, cases
from training import quotation_contents

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "training" / "data" / "quotation_speakers.jsonl"
SENTENCES = ROOT / "training" / "data" / "quotation_speakers.txt"
TREES = ROOT.parent / "shared" / "data" / "quotes" / "ud_speech.jsonl.gz"
OUT = ROOT / "src" / "rashomon" / "marking" / "quotations" / "speakers.toml"
ORDER = sorted(SPEAKER)
#: Whom a pronoun means is weighed by hand: treebanks hold single sentences.
BY_HAND = {
    "nobody is meant": 1.5, "spoke in this paragraph": 2.0, "spoke in the paragraph before": 1.5,
    "spoke two before": 0.8, "named since somebody spoke": 0.5, "subject of a sentence close by": 0.8,
    "named inside the same sentence": -1.0, "whom the sentence before is about": 2.0,
    "known to be he or she": 0.8, "the only one it may be": 0.8,
    "opening the same sentence": 3.2, "the only one who holds the role": 2.0, "called by the role most": 1.2,
}  # fmt: skip
PLACE = {name: place for place, name in enumerate(ORDER)}
LINKS = sorted(LINK)
LINK_PLACE = {name: place for place, name in enumerate(LINKS)}
TABLES = ROOT / "tests" / "marking" / "cases" / "quotations"
#: Penalties on the common weights and on what a language adds to them.
COMMON, OWN = 2.0, 4.0
#: The same for what a cue reports, which has many more examples.
CONTENT_COMMON, CONTENT_OWN = 0.5, 3.0
CONTENTS = sorted(CONTENT)
#: What outweighs everything else, set by hand: nobody is said to say what somebody only wants.
NEVER = {"only wished": -9.0}
CONTENT_PLACE = {name: place for place, name in enumerate(CONTENTS)}
#: How often an invented sentence counts: each stands for a construction that the rest holds few of.
TIMES = 3
ROUNDS, RATE = 400, 0.08
CONTENT_ROUNDS = 150
VERBS = frozenset(["say", "think", "deny"])


class Example(NamedTuple):
    """A cue: its language, the features of each candidate (nobody first), which of them are right, and how
    much it counts."""

    language: str
    candidates: list[list[int]]
    right: frozenset[int]
    weight: float = 1.0


def examples(taught: bool, trees: bool = True) -> list[Example]:
    """All examples, in a fixed order. ``taught``: who speaks at the verb before is known to the weights;
    ``trees``: also those of the treebanks beside the project."""
    found: list[Example] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found += _of(row["text"], row["language"], row["said"], taught)
    for _ in range(TIMES):
        for row in sentences():
            found += _of(row["text"], row["language"], row["said"], taught)
    if not trees:
        return found
    with gzip.open(TREES, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            said = [{"cue": s["cue"], "speaker": s["head"]} for s in row["said"] if s["form"] == "verb"]
            if row["may_train"]:
                found += _of(row["text"], row["language"], said, taught)
    return found


def sentences() -> Iterator[dict[str, Any]]:
    """The invented sentences, as rows of the cases."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, _, marked = line.partition("\t")
        text = re.sub(r"[{}\[\]]", "", marked)
        spans = {}
        for opening, closing in ("{}", "[]"):
            before, _, rest = marked.partition(opening)
            start = len(re.sub(r"[{}\[\]]", "", before))
            spans[opening] = [start, start + len(re.sub(r"[{}\[\]]", "", rest.partition(closing)[0]))]
        if "[" not in marked:
            yield {"language": language, "text": text, "said": []}
            continue
        speaker = spans["{"] if "{" in marked else None
        yield {"language": language, "text": text, "said": [{"cue": spans["["], "speaker": speaker}]}


def _of(text: str, language: str, said: Sequence[dict[str, Any]], taught: bool) -> Iterator[Example]:
    known = lexicon(language)
    for frame in frames_in(text, language):
        tokens = frame.tokens
        for cue in cues_of(tokens, known):
            start, end = tokens[cue.first].start, tokens[cue.last].end
            gold = [s["speaker"] for s in said if s["cue"][0] < end and start < s["cue"][1]]
            if not gold or cue.category not in VERBS:
                continue
            phrases = phrases_around(tokens, cue, known)
            right = _right(tokens, phrases, gold[0])
            if not right:
                continue
            ready = at(tokens, cue, known)
            spoke = before(tokens, cue, known) if taught else None
            described = [
                ["nobody"],
                *(features(tokens, ready, phrase, phrases, spoke) for phrase in phrases),
            ]
            yield Example(language, [[PLACE[name] for name in names] for names in described], right)


def links(trees: bool = True) -> list[Example]:
    """The examples of which report says who says a stretch: the project's own tables, the invented
    sentences, and (``trees``) what stands between marks in the treebanks."""
    found: list[Example] = []
    for path in sorted(TABLES.glob("*.txt")):
        for case in cases(path):
            found += _stretches(case.text, path.stem, partial(_of_case, case))
    for _ in range(TIMES):
        for row in sentences():
            found += _stretches(row["text"], row["language"], partial(_of_said, row["said"]))
    if not trees:
        return found
    with gzip.open(TREES, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            quoted = [
                {"cue": s["cue"], "speaker": s["head"], "content": s["content"]}
                for s in row["said"] if s["form"] == "verb" and s["quoted"]
            ]  # fmt: skip
            if row["may_train"] and quoted:
                found += _stretches(row["text"], row["language"], partial(_of_said, quoted))
    return found


#: Says whether a report is right for a stretch of a frame; None where nobody knows.
Judge = Callable[[Sequence[Token], int, Reported | None], bool | None]


def _stretches(text: str, language: str, judge: Judge) -> Iterator[Example]:
    known = lexicon(language)
    for frame in frames_in(text, language):
        tokens = frame.tokens
        for q, token in enumerate(tokens):
            if token.kind != "q":
                continue
            given = linking.reports(tokens, q, known)
            verdicts = [judge(tokens, q, report) for report in (None, *(report for report, _ in given))]
            right = frozenset(number for number, verdict in enumerate(verdicts) if verdict)
            if not right or not given:
                continue
            described = [["nobody says it"], *(linking.features(tokens, q, r, c, known) for r, c in given)]
            yield Example(language, [[LINK_PLACE[name] for name in names] for names in described], right)


def _of_case(case: Case, tokens: Sequence[Token], q: int, report: Reported | None) -> bool | None:
    """By a table: the words of who speaks hold the last word of the right name."""
    words = tokens[q].text.strip(" ,،，")
    names = {name for kind, name, said in case.wanted if kind.startswith("direct") and said == words}
    if not any(words in said for _, _, said in case.wanted):
        # No speech: nobody says it.
        return report is None
    if len(names) != 1:
        return None
    name = next(iter(names)).lower()
    if report is None or report.phrase is None:
        return not name and report is None
    spoken = [t.low for t in tokens[report.phrase.first : report.phrase.last + 1]]
    if not name:
        return report.phrase.sort == "pronoun"
    here = any(t.low == name.split()[-1] for t in tokens)
    return name.split()[-1] in spoken if here else report.phrase.sort in ("pronoun", "role")


def _of_said(
    said: Sequence[dict[str, Any]], tokens: Sequence[Token], q: int, report: Reported | None
) -> bool | None:
    """By cue and speaker: both meet the right ones. Where nothing is said, nobody says it."""
    if not said:
        return report is None
    for gold in said:
        content = gold.get("content")
        if content and not (content[0] < tokens[q].end and tokens[q].start < content[1]):
            continue
        if report is None:
            return gold["speaker"] is None
        if report.phrase is None or gold["speaker"] is None:
            return False
        first, end = tokens[report.phrase.first].start, tokens[report.phrase.last].end
        cue = tokens[report.cue.first].start < gold["cue"][1] and gold["cue"][0] < tokens[report.cue.last].end
        return bool(cue and first < gold["speaker"][1] and gold["speaker"][0] < end)
    return None


def _right(tokens: Sequence[Token], phrases: Sequence[Phrase], gold: Sequence[int] | None) -> frozenset[int]:
    """Which candidates are right: those that share most with the words of the speaker; none where no
    candidate does."""
    if gold is None:
        anyone = frozenset(number for number, p in enumerate(phrases, 1) if p.sort == "anyone")
        return anyone or frozenset([0])
    shared = [min(gold[1], tokens[p.head].end) - max(gold[0], tokens[p.first].start) for p in phrases]
    best = max(shared, default=0)
    return frozenset(number for number, share in enumerate(shared, 1) if share == best > 0)


def contents(trees: bool = True) -> list[Example]:
    """The examples of what a cue reports."""
    return [
        Example(
            choice.language,
            [[CONTENT_PLACE[name] for name in names] for names in choice.candidates],
            choice.right,
            choice.weight,
        )
        for choice in quotation_contents.choices(trees)
    ]


def fit(
    given: Sequence[Example], languages: Sequence[str], width: int, *,
    penalties: tuple[float, float] = (COMMON, OWN), rounds: int = ROUNDS,
) -> np.ndarray:  # fmt: skip
    """The weights: a row for all languages, and one for each."""
    given = sorted(given, key=lambda example: languages.index(example.language))
    rows = [
        (number, names, place in example.right)
        for number, example in enumerate(given)
        for place, names in enumerate(example.candidates)
    ]
    table = np.zeros((len(rows), width), dtype=np.float32)
    for place, (_, names, _) in enumerate(rows):
        table[place, names] = 1.0
    group = np.array([row[0] for row in rows])
    right = np.array([float(row[2]) for row in rows])
    counts = np.array([example.weight for example in given])[group]
    begins = np.searchsorted(group, np.arange(len(given)))
    spoken = np.array([languages.index(example.language) for example in given])[group]
    parts = [
        (n + 1, slice(*np.searchsorted(spoken, [n, n + 1]).tolist())) for n in sorted(set(spoken.tolist()))
    ]
    weights = np.zeros((len(languages) + 1, width))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        score = table @ weights[0]
        for number, rows_of in parts:
            score[rows_of] += table[rows_of] @ weights[number]
        share = np.exp(score - np.maximum.reduceat(score, begins)[group])
        good = share * right
        share /= np.add.reduceat(share, begins)[group]
        good /= np.maximum(np.add.reduceat(good, begins), 1e-12)[group]
        off = (counts * (share - good)).astype(np.float32)
        slope = penalties[1] * weights
        slope[0] = penalties[0] * weights[0]
        for number, rows_of in parts:
            own = table[rows_of].T @ off[rows_of]
            slope[number] += own
            slope[0] += own
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def rate(weights: np.ndarray, given: Sequence[Example], languages: Sequence[str]) -> float:
    """The share of examples whose right candidate is chosen."""
    good = 0
    for example in given:
        own = weights[0]
        if example.language in languages:
            own = own + weights[languages.index(example.language) + 1]
        scores = [round(float(sum(own[i] for i in c)), 6) for c in example.candidates]
        good += scores.index(max(scores)) in example.right
    return good / len(given)


def check(given: Sequence[Example], languages: Sequence[str]) -> None:
    """Prints how well each language is chosen in by the weights of the others."""
    right = 0.0
    for language in languages:
        others = [e for e in given if e.language != language]
        own = [e for e in given if e.language == language]
        share = rate(fit(others, languages, len(ORDER)), own, [])
        right += share * len(own)
        print(f"{language}: {share:.3f} of {len(own)}")
    print(f"all: {right / len(given):.3f} of {len(given)}")


def main() -> int:
    """Writes the weights, or with ``--check`` only measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="measure with each language left out")
    if not TREES.is_file():
        print(f"skipped: {TREES} is not there")
        return 0
    given = examples(taught=False)
    languages = sorted({example.language for example in given})
    if parser.parse_args().check:
        check(given, languages)
        return 0
    none = [(names, np.zeros((len(languages) + 1, len(names)))) for names in (LINKS, CONTENTS)]
    write([(ORDER, fit(given, languages, len(ORDER))), *none], languages)
    given = examples(taught=True)
    speakers = fit(given, languages, len(ORDER))
    write([(ORDER, speakers), *none], languages)
    given_links = links()
    linked = fit(given_links, languages, len(LINKS))
    write([(ORDER, speakers), (LINKS, linked), none[1]], languages)
    told = contents()
    reported = fit(
        told, languages, len(CONTENTS), penalties=(CONTENT_COMMON, CONTENT_OWN), rounds=CONTENT_ROUNDS
    )
    for name, weight in NEVER.items():
        reported[:, CONTENT_PLACE[name]] = 0.0
        reported[0, CONTENT_PLACE[name]] = weight
    write([(ORDER, speakers), (LINKS, linked), (CONTENTS, reported)], languages)
    print(f"speakers: {rate(speakers, given, languages):.3f} of {len(given)} chosen right (its own training)")
    print(f"stretches: {rate(linked, given_links, languages):.3f} of {len(given_links)}")
    print(f"contents: {rate(reported, told, languages):.3f} of {len(told)}")
    return 0


def write(learned: Sequence[tuple[Sequence[str], np.ndarray]], languages: Sequence[str]) -> None:
    """Writes the weights of each list of names, a row for all languages and one for each."""
    inputs = (CASES, SENTENCES, TREES, quotation_contents.READ, *sorted(TABLES.glob("*.txt")))
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in inputs}
    rows = [(names, np.round(weights, 2)) for names, weights in learned]
    lines = [
        "# How much each feature says for who says what, in log odds. From training/quotation_speakers.py.",
        "# Sentences of Universal Dependencies treebanks are among its examples (CC BY-SA 3.0 and 4.0): this",
        "# file is under CC BY-SA 4.0. What it reaches: docs/quotations.md. Inputs and their sha256:",
        *(f"# {name} {digest[:16]}" for name, digest in hashes.items()),
        "[weights]",
        *(f'"{name}" = {own[0, n]:g}' for names, own in rows for n, name in enumerate(names)),
        *(f'"{name}" = {weight:g}' for name, weight in BY_HAND.items()),
    ]
    for number, language in enumerate(languages, 1):
        lines += ["", f"[languages.{language}]"]
        lines += [
            f'"{name}" = {own[number, n]:g}'
            for names, own in rows
            for n, name in enumerate(names)
            if abs(own[number, n]) >= 0.05
        ]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    weights.cache_clear()


if __name__ == "__main__":
    sys.exit(main())
