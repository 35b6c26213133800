"""Quotations in US political news: the practice half of PolNeAR (attributions as Source, Cue, Content).

    python -m benchmarks.quotations_polnear [--errors KIND]

A content counts where its characters and the gold ones, marks stripped, have an intersection over union
of at least .5. Adjacent direct stretches of one speaker that the corpus joins ("A," she said, "B") are
joined on both sides. Source: of the contents matched whose source the gold names, those whose speaker's
words overlap it. Direct: gold contents that stand between quote marks as a whole.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.floors import judge
from benchmarks.quotations_german import Chars, documents, f1, match, stripped
from rashomon.marking.quotations import find_in
from rashomon.model import Quotation

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "quotes" / "polnear.jsonl.gz"
_QUOTES = "\"“”'‘’"


class Attribution(NamedTuple):
    """One gold attribution: the characters of its content and its source, and whether it is direct."""

    content: Chars
    source: Chars
    direct: bool
    cue: str


def parse(text: str, brat: str) -> list[Attribution]:
    """The attributions of a brat standoff file; spans may be discontinuous."""
    spans: dict[str, list[tuple[int, int]]] = {}
    words: dict[str, str] = {}
    found: list[Attribution] = []
    events: list[dict[str, list[str]]] = []
    for line in brat.splitlines():
        fields = line.split("\t")
        if line.startswith("T"):
            _, places = fields[1].split(" ", 1)
            spans[fields[0]] = [(int(a), int(b)) for a, b in (p.split() for p in places.split(";"))]
            words[fields[0]] = fields[2] if len(fields) > 2 else ""
        elif line.startswith("E"):
            roles: dict[str, list[str]] = {}
            for part in fields[1].split():
                role, _, ident = part.partition(":")
                roles.setdefault(role.rstrip("0123456789"), []).append(ident)
            events.append(roles)
    for roles in events:
        pieces = [span for ident in roles.get("Content", []) for span in spans[ident]]
        if not pieces:
            continue
        content: frozenset[int] = frozenset().union(*(stripped(text, a, b) for a, b in pieces))
        source: frozenset[int] = frozenset(
            i for ident in roles.get("Source", []) for a, b in spans[ident] for i in range(a, b)
        )
        direct = all(text[a] in _QUOTES and text[b - 1] in _QUOTES + ".,;" for a, b in pieces)
        cue = " ".join(words[ident] for ident in roles.get("Cue", []))
        found.append(Attribution(content, source, direct, cue))
    return found


def belongs(text: str, brat: str) -> bool:
    """Whether an annotation was made on this text (some files of the set carry another article's)."""
    right = seen = 0
    for line in brat.splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 2 and ";" not in fields[1]:
            _, start, end = fields[1].split(" ")
            seen += 1
            right += text[int(start) : int(end)].split() == fields[2].split()
    return right * 2 > seen


def joined(text: str, quotations: Sequence[Quotation]) -> list[tuple[Chars, Quotation]]:
    """What was found, with direct stretches that stand around one cue joined."""
    found: list[tuple[Chars, Quotation]] = []
    for quotation in quotations:
        span = stripped(text, quotation.span.start, quotation.span.end)
        if found and quotation.kind == "direct" == found[-1][1].kind:
            last = found[-1][1]
            gap = text[last.span.end : quotation.span.start]
            if (
                "\n" not in gap
                and len(gap) < 160
                and last.speaker == quotation.speaker
                and (quotation.cue in (None, last.cue))
            ):
                found[-1] = (found[-1][0] | span, last)
                continue
            if (
                last.speaker
                and last.speaker.span.start > last.span.end
                and quotation.speaker
                and (quotation.speaker.span == last.speaker.span and "\n" not in gap)
            ):
                found[-1] = (found[-1][0] | span, last)
                continue
        found.append((span, quotation))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--errors", choices=["missed", "invented", "source", "direct-missed", "direct-invented"]
    )
    args = parser.parse_args()
    if not DATA.is_file():
        print("skipped: no practice data beside the project")
        return 0
    counts = dict.fromkeys(("right", "found", "gold", "sources", "named", "d_right", "d_found", "d_gold"), 0)
    foreign = 0
    for row in documents(DATA):
        text: str = row["text"]
        if not belongs(text, row["brat"]):
            foreign += 1
            continue
        gold = parse(text, row["brat"])
        found = joined(text, find_in(text, "en"))

        def show(what: str, span: Chars, note: str, text: str = text) -> None:
            if what == args.errors and span:
                a, b = min(span), max(span) + 1
                print("…" + text[max(0, a - 120) : a].replace("\n", "|") + "[[" + text[a:b].replace("\n", "|")
                      + "]]" + text[b : b + 90].replace("\n", "|") + f"\n      {note}")  # fmt: skip

        pairs = match([span for span, _ in found], [g.content for g in gold], 0.5)
        counts["right"] += len(pairs)
        counts["found"] += len(found)
        counts["gold"] += len(gold)
        for i, (span, quotation) in enumerate(found):
            if i not in pairs:
                show("invented", span, f"{quotation.kind} {quotation.cue and quotation.cue.text}")
                continue
            source = gold[pairs[i]].source
            if source:
                counts["named"] += 1
                speaker = quotation.speaker
                own = frozenset(range(speaker.span.start, speaker.span.end)) if speaker else frozenset()
                if own & source:
                    counts["sources"] += 1
                else:
                    words = text[min(source) : max(source) + 1]
                    show("source", span, f"{speaker and speaker.text} / {words}")
        for j, attribution in enumerate(gold):
            if j not in pairs.values():
                show("missed", attribution.content, attribution.cue)
        direct = [span for span, q in found if q.kind == "direct"]
        wanted = [g.content for g in gold if g.direct]
        pairs = match(direct, wanted, 0.5)
        other = match(
            [s for i, s in enumerate(direct) if i not in pairs],
            [g.content for g in gold if not g.direct],
            0.5,
        )
        counts["d_right"] += len(pairs)
        counts["d_found"] += len(direct) - len(other)
        counts["d_gold"] += len(wanted)
        for i, span in enumerate(direct):
            if i not in pairs:
                show("direct-invented", span, "")
        for j, span in enumerate(wanted):
            if j not in pairs.values():
                show("direct-missed", span, "")
    if foreign:
        print(f"left out: {foreign} files whose annotation belongs to another text")
    precision, recall, content = f1(counts["right"], counts["found"], counts["gold"])
    sources = counts["sources"] / max(1, counts["named"])
    print(f"content: precision {precision:.3f} recall {recall:.3f} F1 {content:.3f} ({counts['gold']} gold)")
    print(f"source given content: {sources:.3f} ({counts['named']})")
    d_precision, d_recall, d_f1 = f1(counts["d_right"], counts["d_found"], counts["d_gold"])
    print(
        f"direct: precision {d_precision:.3f} recall {d_recall:.3f} F1 {d_f1:.3f} ({counts['d_gold']} gold)"
    )
    scores = {"content": content, "source": sources, "direct": d_f1}
    return judge("quotations_polnear", scores)


if __name__ == "__main__":
    sys.exit(main())
