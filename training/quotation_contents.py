"""The examples of what a cue reports, for ``training/quotation_speakers.py``, which weighs them.

Three sources. The project's own hard cases (tests/marking/cases/quotations) say what is reported, to the
letter. Sentences of Universal Dependencies that may train say it up to the bounds that a tree has, and of
"according to" only who it is. And what the ordered rules that the choice replaced read in news under open
licences (``data/quotation_contents.tsv``: cues and contents as offsets into sets beside the project, no text;
ECB+ and MEANTIME, CC BY; UNER, CC BY-SA; NorNE, CC0): it holds what people wrote in their thousands, and
counts little. Where those rules took a thing for speech ("noted the date") they teach nothing.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rashomon.marking.quotations.contents import NOTHING, described
from rashomon.marking.quotations.cues import CueAt, cues_of, is_relay
from rashomon.marking.quotations.engine import frames_in
from rashomon.marking.quotations.frames import Token
from rashomon.marking.quotations.lexicon import lexicon
from rashomon.marking.quotations.stretches import Stretch
from tests.marking.test_quotations_cases import Case, cases

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
TREES = DATA / "quotes" / "ud_speech.jsonl.gz"
TABLES = ROOT / "tests" / "marking" / "cases" / "quotations"
READ = ROOT / "training" / "data" / "quotation_contents.tsv"
#: How much an example of each source counts.
OWN_CASE, TREE, READ_BY_RULES = 4.0, 1.0, 0.4
#: How much of what is right (the best of its candidates' intersection over union) a right one has: to the
#: letter, and in trees, which may part a clause from its tail.
_LETTER, _CLAUSE = 0.93, 0.5
_SLACK = {_LETTER: 0.02, _CLAUSE: 0.1}
_MARKS = frozenset("\"“”„«»'’‘`")
_SETS = {"ecbplus": "grouping/ecbplus.jsonl.gz", "meantime": "grouping/meantime.jsonl.gz"}

Place = tuple[int, int]


class Choice(NamedTuple):
    """A cue: its language, the features of each stretch (nothing first), which are right, and its weight."""

    language: str
    candidates: list[tuple[str, ...]]
    right: frozenset[int]
    weight: float


def choices(trees: bool = True) -> list[Choice]:
    """All examples, in a fixed order. ``trees``: also those of the sets beside the project."""
    found = [choice for path in sorted(TABLES.glob("*.txt")) for case in cases(path) for choice in _own(case)]
    if not trees:
        return found
    with gzip.open(TREES, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["may_train"]:
                found += _of_tree(row)
    return [*found, *_read()]


def _cues(text: str, language: str) -> Iterator[tuple[list[Token], CueAt, Place]]:
    """Every cue of a text that may report, with its place."""
    known = lexicon(language)
    for frame in frames_in(text, language):
        cues = cues_of(frame.tokens, known)
        for cue in cues:
            if frame.dialogue < 0 and not (len(cues) > 1 and is_relay(frame.tokens, cue, known)):
                yield frame.tokens, cue, (frame.tokens[cue.first].start, frame.tokens[cue.last].end)


def _candidates(
    tokens: list[Token], cue: CueAt, language: str
) -> list[tuple[Stretch | None, tuple[str, ...]]]:
    """All that a cue may report with its features, nothing first."""
    return [(None, (NOTHING,)), *described(tokens, cue, lexicon(language))]


def _choice(
    tokens: list[Token], cue: CueAt, language: str, gold: Place | None, speaker: Sequence[int] | None,
    *, least: float, weight: float,
) -> Choice | None:  # fmt: skip
    """An example whose right stretches are those nearest to what is reported, by whom; None where no
    candidate is near it. ``gold`` is None where nothing is reported."""
    given = _candidates(tokens, cue, language)
    if len(given) == 1:
        return None
    if gold is None or _is_marked(tokens, gold):
        return Choice(language, [names for _, names in given], frozenset([0]), weight)
    shares = [_share(tokens, stretch, gold) for stretch, _ in given]
    best = max(shares)
    if best < least:
        return None
    right = [number for number, share in enumerate(shares) if share >= best - _SLACK[least]]
    if speaker is not None:
        right = [n for n in right if _is_told_by(tokens, given[n][0], speaker)] or right
    return Choice(language, [names for _, names in given], frozenset(right), weight)


def _share(tokens: Sequence[Token], stretch: Stretch | None, gold: Place) -> float:
    """Intersection over union of a stretch and what is right."""
    if stretch is None:
        return 0.0
    first, end = tokens[stretch.first].start, tokens[stretch.last].end
    shared = min(end, gold[1]) - max(first, gold[0])
    return max(0, shared) / (max(end, gold[1]) - min(first, gold[0]))


def _is_told_by(tokens: Sequence[Token], stretch: Stretch | None, speaker: Sequence[int]) -> bool:
    phrase = stretch.report.phrase if stretch is not None else None
    return (
        phrase is not None
        and tokens[phrase.first].start < speaker[1]
        and speaker[0] < tokens[phrase.last].end
    )


def _is_marked(tokens: Sequence[Token], gold: Place) -> bool:
    """Whether what is said is nothing but a stretch between marks: then no clause of its own is reported."""
    inside = [t for t in tokens if gold[0] - 1 <= t.start and t.end <= gold[1] + 1]
    return bool(inside) and not any(t.kind == "w" for t in inside)


def _own(case: Case) -> Iterator[Choice]:
    """The cues of a hard case. A content belongs to the cue nearest to it; one inside it is asked nothing."""
    said = [(name, case.text.find(words), len(words)) for kind, name, words in sorted(case.wanted)
            if not kind.startswith("direct") and words in case.text]  # fmt: skip
    for tokens, cue, place in _cues(case.text, case.language):
        known = lexicon(case.language)
        gold: Place | None = None
        speaker: Place | None = None
        inside = [(at, at + length) for _, at, length in said if at <= place[0] < at + length]
        if inside:
            stretches = [s for s, _ in described(tokens, cue, known) if "around" in s.form]
            if not any(_share(tokens, s, inside[0]) > _LETTER for s in stretches):
                continue
            gold = inside[0]
        near = sorted(
            (_distance(place, (at, at + length)), at, length, name)
            for name, at, length in said
            if tokens[0].start <= at and at + length <= tokens[-1].end
        )
        if near and not inside:
            distance, at, length, name = near[0]
            others = [
                _distance((tokens[o.first].start, tokens[o.last].end), (at, at + length))
                for o in cues_of(tokens, known)
                if o != cue and not at <= tokens[o.first].start < at + length
            ]
            gold = (at, at + length) if distance < min(others, default=distance + 1) else None
            named = case.text.lower().find(name.lower().split()[-1]) if name else -1
            speaker = (named, named + 1) if tokens[0].start <= named < tokens[-1].end else None
        choice = _choice(
            tokens, cue, case.language, gold, speaker if gold else None, least=_LETTER, weight=OWN_CASE
        )
        if choice is not None:
            yield choice


def _distance(cue: Place, content: Place) -> int:
    return min(abs(content[0] - cue[1]), abs(cue[0] - content[1]))


def _of_tree(row: dict[str, Any]) -> Iterator[Choice]:
    language = row["language"]
    for tokens, cue, place in _cues(row["text"], language):
        gold = next((s for s in row["said"] if s["cue"][0] < place[1] and place[0] < s["cue"][1]), None)
        if gold is None:
            continue
        if gold["content"] is None:
            given = _candidates(tokens, cue, language)
            right = frozenset(n for n, (s, _) in enumerate(given) if _is_told_by(tokens, s, gold["head"]))
            if right:
                yield Choice(language, [names for _, names in given], right, TREE)
            continue
        first, end = gold["content"]
        if gold["quoted"] and not _is_marked(tokens, (first, end)):
            continue
        choice = _choice(
            tokens, cue, language, (first, end), gold["head"], least=_CLAUSE, weight=TREE
        )
        if choice is not None:
            yield choice


def _read() -> Iterator[Choice]:
    """What the ordered rules read, where the marks of a sentence are in order."""
    for line in READ.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, key, language, *rows = line.split("\t")
        answers: dict[Place, Place | None] = {}
        for row in rows:
            a, b, *content = map(int, row.split(" "))
            answers[a, b] = (content[0], content[1]) if content else None
        for tokens, cue, place in _cues(texts(name)[key], language):
            lone = any(t.kind == "p" and t.text in _MARKS for t in tokens)
            if place not in answers or lone or any(t.kind == "q" and t.text[0] == " " for t in tokens):
                continue
            choice = _choice(
                tokens, cue, language, answers[place], None, least=_LETTER, weight=READ_BY_RULES
            )
            if choice is not None and not any("a thing" in choice.candidates[n] for n in choice.right):
                yield choice


@cache
def texts(name: str) -> dict[str, str]:
    """The texts of a set beside the project, each by its number."""
    if name in _SETS:
        with gzip.open(DATA / _SETS[name], "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        if name == "ecbplus":
            return {row["id"]: row["text"] for row in rows}
        return {f"{row['id']}.{n}": text for row in rows for n, text in enumerate(row["sentences"])}
    with gzip.open(DATA / "names" / f"{name}.gz", "rt", encoding="utf-8") as lines:
        marked = "# text = "
        rows = [(str(n), line) for n, line in enumerate(lines) if line.startswith(marked)]
    return {n: line[len(marked) :].strip() for n, line in rows}
