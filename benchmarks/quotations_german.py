"""Quotations in German news: the practice half of the German quotation corpus (Wikinews).

    python -m benchmarks.quotations_german [--errors KIND]

Direct: a quotation counts where its characters and the gold ones, marks stripped on both sides, have an
intersection over union of at least .9. Speakers: of the direct ones found whose speaker the gold names,
those whose words overlap the head of the gold speaker (its last word before a comma or a preposition).
Indirect: gold is what is marked indirect or reported, at least .5; predictions that meet gold of a kind
not asked for (free indirect) count neither for nor against. Quotations found as mixed count with their
verbatim pieces as direct and as a whole as indirect, as the corpus marks them.

Beside these, as sets of this kind are measured elsewhere: spans exactly the same (marks and the word "dass"
aside), and spans that share a character with one of the kind. No floor hangs on them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.floors import judge
from rashomon.marking.quotations import find_in
from rashomon.model import Quotation, Speaker

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "quotes" / "german_quotes.jsonl.gz"
_MARKS = " \n\t\u00a0„“”\"»«‚‘’'›‹"
_PREPOSITIONS = frozenset(
    ["von", "vom", "der", "des", "für", "aus", "im", "in", "bei", "am", "zum", "zur", "an", "auf"]
)

Chars = frozenset[int]
Row = dict[str, Any]
#: Shows an error: its kind, its characters, a note.
Shower = Callable[[str, Chars, str], None]


def stripped(text: str, start: int, end: int) -> Chars:
    """The characters of a span without the marks and white space around it."""
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return frozenset(range(start, end))


def chars(text: str, spans: Iterable[Sequence[int]]) -> Chars:
    found: set[int] = set()
    for start, end in spans:
        found |= stripped(text, start, end)
    return frozenset(found)


def iou(a: Chars, b: Chars) -> float:
    """Intersection over union of two sets of characters."""
    return len(a & b) / max(1, len(a | b))


def match(found: list[Chars], gold: list[Chars], floor: float) -> dict[int, int]:
    """The best pairs (found to gold), each used once, at or above ``floor``."""
    pairs = sorted(
        ((iou(f, g), i, j) for i, f in enumerate(found) for j, g in enumerate(gold) if f & g),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    taken: dict[int, int] = {}
    for score, i, j in pairs:
        if score >= floor and i not in taken and j not in taken.values():
            taken[i] = j
    return taken


def head(text: str, spans: Sequence[Sequence[int]]) -> Chars:
    """The head of a gold speaker: the last word of its part before a comma or a preposition."""
    start, end = spans[0]
    words = text[start:end].split()
    at, last = start, (start, end)
    for number, word in enumerate(words):
        at = text.index(word, at)
        if number and word.lower() in _PREPOSITIONS:
            break
        last = (at, at + len(word))
        at += len(word)
        if word.endswith(","):
            break
    return frozenset(range(*last))


def f1(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    precision, recall = right / max(1, found), right / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _lead(text: str, start: int) -> int:
    """Characters of the conjunction that the corpus counts as part of what is reported, and we do not."""
    return 5 if text[start : start + 5].lower() == "dass " else 0


def compare(counts: list[int], found: Sequence[Chars], gold: Sequence[Chars]) -> None:
    """Adds to: found exactly, found that overlap gold, gold that is overlapped, found, gold."""
    counts[0] += sum(1 for span in found if span in gold)
    counts[1] += sum(1 for span in found if any(span & other for other in gold))
    counts[2] += sum(1 for span in gold if any(span & other for other in found))
    counts[3] += len(found)
    counts[4] += len(gold)


def documents(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def direct_of(text: str, quotations: Iterable[Quotation]) -> list[tuple[Chars, Speaker | None]]:
    """What was found verbatim: direct quotations and the verbatim pieces of mixed ones."""
    found: list[tuple[Chars, Speaker | None]] = []
    for quotation in quotations:
        if quotation.kind == "direct":
            found.append((stripped(text, quotation.span.start, quotation.span.end), quotation.speaker))
        elif quotation.kind == "mixed":
            found.extend((stripped(text, p.start, p.end), quotation.speaker) for p in quotation.parts)
    return found


def score_direct(
    row: Row, quotations: Sequence[Quotation], counts: Counter[str], overlap: list[int], show: Shower
) -> None:
    """Count the direct quotations of a document, and the speakers of those found."""
    text = row["text"]
    speakers_of: dict[Chars, list[Any]] = {}
    for q in row["quotes"]:
        if q["type"] == "Direct" and q["quote"]["spans"]:
            # The corpus lists a quotation twice where a person is cited by an outlet.
            speakers_of.setdefault(chars(text, q["quote"]["spans"]), []).append(q["speaker"])
    golds = list(speakers_of)
    found = direct_of(text, quotations)
    compare(overlap, [f for f, _ in found], golds)
    pairs = match([f for f, _ in found], golds, 0.9)
    counts.update(right=len(pairs), found=len(found), gold=len(golds))
    for i, (span, speaker) in enumerate(found):
        if i not in pairs:
            show("invented", span, str(speaker and speaker.text))
            continue
        named = [s for s in speakers_of[golds[pairs[i]]] if s["spans"]]
        if named:
            own = frozenset(range(speaker.span.start, speaker.span.end)) if speaker else frozenset()
            meets = any(own & head(text, s["spans"]) for s in named)
            counts.update(named=1, speakers=int(meets))
            if not meets:
                show("speaker", span, f"{speaker and speaker.text} / {[s['text'] for s in named]}")
    for j, span in enumerate(golds):
        if j not in pairs.values():
            show("missed", span, "")


def score_reported(
    row: Row, quotations: Sequence[Quotation], counts: Counter[str], overlap: list[int], show: Shower
) -> None:
    """Count the indirect and reported speech of a document; free indirect speech counts neither way."""
    text = row["text"]
    wanted = [q for q in row["quotes"] if q["type"] in ("Indirect", "Reported")]
    free = [chars(text, q["quote"]["spans"]) for q in row["quotes"] if "FreeIndirect" in q["type"]]
    reported = [chars(text, q["quote"]["spans"]) for q in wanted]
    said = [stripped(text, q.span.start, q.span.end) for q in quotations if q.kind != "direct"]
    bare = [span - frozenset(range(min(span), min(span) + _lead(text, min(span)))) for span in reported]
    compare(overlap, said, bare)
    pairs = match(said, reported, 0.5)
    beside = match([s for i, s in enumerate(said) if i not in pairs], free, 0.5)
    counts.update(i_right=len(pairs), free=len(beside), i_found=len(said), i_gold=len(reported))
    for i, span in enumerate(said):
        if i not in pairs and not any(iou(span, f) >= 0.5 for f in free):
            show("indirect-invented", span, "")
    for j, span in enumerate(reported):
        if j not in pairs.values():
            show("indirect-missed", span, wanted[j]["type"] + " | " + wanted[j]["cue"]["text"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--errors", choices=["missed", "invented", "speaker", "indirect-missed", "indirect-invented"]
    )
    parser.add_argument("--limit", type=int, default=0)
    args = parser.parse_args()
    if not DATA.is_file():
        print("skipped: no practice data beside the project")
        return 0
    by_kind = {kind: [0, 0, 0, 0, 0] for kind in ("Direct", "Indirect and Reported")}
    counts: Counter[str] = Counter()
    for row in documents(DATA)[: args.limit or None]:
        quotations = find_in(row["text"], "de")
        show = _shower(row["text"], args.errors)
        score_direct(row, quotations, counts, by_kind["Direct"], show)
        score_reported(row, quotations, counts, by_kind["Indirect and Reported"], show)
    precision, recall, direct = f1(counts["right"], counts["found"], counts["gold"])
    speakers = counts["speakers"] / max(1, counts["named"])
    print(f"direct: precision {precision:.3f} recall {recall:.3f} F1 {direct:.3f} ({counts['gold']} gold)")
    print(f"speaker of those: {speakers:.3f} ({counts['named']})")
    i_precision, i_recall, indirect = f1(
        counts["i_right"], counts["i_found"] - counts["free"], counts["i_gold"]
    )
    print(
        f"indirect and reported: precision {i_precision:.3f} recall {i_recall:.3f} F1 {indirect:.3f} "
        f"({counts['i_gold']} gold)"
    )
    strict = f1(counts["i_right"], counts["i_found"], counts["i_gold"])
    print(f"  with free indirect speech counted as wrong: precision {strict[0]:.3f} F1 {strict[2]:.3f}")
    for kind, (exact, near_found, near_gold, n_found, n_gold) in by_kind.items():
        same = f1(exact, n_found, n_gold)
        near = (near_found / max(1, n_found), near_gold / max(1, n_gold))
        print(
            f"{kind}, spans exactly the same: precision {same[0]:.3f} recall {same[1]:.3f} F1 {same[2]:.3f}; "
            f"overlapping: precision {near[0]:.3f} recall {near[1]:.3f} "
            f"F1 {2 * near[0] * near[1] / max(1e-9, sum(near)):.3f}"
        )
    scores = {"direct": direct, "speaker": speakers, "indirect": indirect, "indirect_precision": i_precision}
    return judge("quotations_german", scores)


def _shower(text: str, kind: str | None) -> Shower:
    def show(what: str, span: Chars, note: str) -> None:
        if what == kind and span:
            a, b = min(span), max(span) + 1
            print("…" + text[max(0, a - 160) : a].replace("\n", "|")
                  + "[[" + text[a:b].replace("\n", "|") + "]]"
                  + text[b : b + 110].replace("\n", "|") + f"\n      {note}")  # fmt: skip

    return show


if __name__ == "__main__":
    sys.exit(main())
