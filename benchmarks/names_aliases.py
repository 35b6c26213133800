"""How well mentions of one thing are brought together over reports and languages, the mentions given.

Set: ../shared/data/names/slavicner (measure only): news in Bulgarian, Czech, Polish, Russian, Slovene and
Ukrainian with ids that hold across languages. Stories are made of ten reports of one topic, languages
mixed; entities are resolved inside each report and then over reports without any aligned passages, so
spelling, inflection and CLDR are all there is. BCubed over mentions. Bulgarian and Slovene are not among
the project's languages and are left out. Exits non-zero below the floors.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from benchmarks.floors import judge
from rashomon.comparing.names import compare
from rashomon.marking.names.entities import resolve
from rashomon.marking.names.knowledge import knowledge
from rashomon.marking.names.runs import Run
from rashomon.marking.names.words import words
from rashomon.model import Block, Marks, NameKind, Report, Span

DATA = Path(__file__).parents[2] / "shared" / "data" / "names" / "slavicner.jsonl.gz"
KINDS: dict[str, NameKind] = {
    "PER": "person", "LOC": "place", "ORG": "organisation", "PRO": "other", "EVT": "other",
}  # fmt: skip
STORY = 10
Gold = dict[tuple[str, Span], str]


def reports(path: Path) -> dict[str, list[tuple[Report, Gold]]]:
    """By topic, the reports with their gold mentions; rows whose offsets do not fit are left out."""
    found: dict[str, list[tuple[Report, Gold]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            text, language = data["raw"], data["lang"]
            if language in ("bg", "sl"):
                continue
            runs: list[Run] = []
            gold: Gold = {}
            for row in data["names"].splitlines():
                start, end, surface, _, kind, identity = row.split("\t")
                span = Span(int(start), int(end))
                if (
                    span.of(text) != surface
                    or KINDS[kind] == "other"
                    or any(span.overlap(s) for _, s in gold)
                ):
                    continue
                gold[data["id"], span] = identity
                inside = tuple(words(text, span, language))
                if inside:
                    runs.append(Run(inside, surface, KINDS[kind] == "person", "", "", KINDS[kind]))
            runs.sort(key=lambda run: run.span)
            report = Report(
                data["id"], data["id"], text, language, blocks=(Block("body", Span(0, len(text))),)
            )
            names = resolve(text, runs, knowledge(language))
            found[data["topic"]].append((replace(report, marks=Marks(names=names)), gold))
    return dict(found)


def bcubed(gold: dict[tuple[str, Span], str], found: dict[tuple[str, Span], str]) -> tuple[float, float]:
    """Precision and recall over mentions (Bagga & Baldwin 1998)."""
    sides: list[dict[str, set[tuple[str, Span]]]] = []
    for side in (gold, found):
        groups: dict[str, set[tuple[str, Span]]] = defaultdict(set)
        for mention, identity in side.items():
            groups[identity].add(mention)
        sides.append(groups)
    precision = recall = 0.0
    for mention in gold:
        right, mine = sides[0][gold[mention]], sides[1][found[mention]]
        both = len(right & mine)
        precision += both / len(mine)
        recall += both / len(right)
    return precision / max(1, len(gold)), recall / max(1, len(gold))


def main() -> int:
    if not DATA.is_file():
        print("names_aliases: skipped, ../shared/data/names/slavicner.jsonl.gz is not here")
        return 0
    show = len(sys.argv) > 1
    reached: dict[str, float] = {}
    for topic, members in sorted(reports(DATA).items()):
        members.sort(key=lambda pair: pair[0].id.rsplit("_", 1)[-1] + pair[0].id)
        scores, spent = [], 0.0
        for at in range(0, len(members) - STORY + 1, STORY):
            story = members[at : at + STORY]
            begun = time.process_time()
            entries = compare([report for report, _ in story], ())
            spent += time.process_time() - begun
            where = {
                (m.report, m.span.start): entry.id + entry.name for entry in entries for m in entry.mentions
            }
            gold = {
                (report.id, span): identity
                for report, marks in story
                for (_, span), identity in marks.items()
                if any(name.span.start == span.start for name in report.marks.names)
            }
            found = {mention: where[mention[0], mention[1].start] for mention in gold}
            scores.append((len(gold), *bcubed(gold, found)))
            if show and at < 40:
                errors(gold, found, {r.id: r.text for r, _ in story})
        total = sum(count for count, _, _ in scores)
        precision = sum(count * p for count, p, _ in scores) / total
        recall = sum(count * r for count, _, r in scores) / total
        f1 = 2 * precision * recall / (precision + recall)
        print(
            f"{topic:12} BCubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  "
            f"{total} mentions  {spent / len(scores):.3f} s a story"
        )
        reached |= {topic: f1, f"{topic} precision": precision}
    return judge("names_aliases", reached)


def errors(
    gold: dict[tuple[str, Span], str], found: dict[tuple[str, Span], str], texts: dict[str, str]
) -> None:
    """What was taken for one and is not, and what was left apart."""
    together: dict[str, set[str]] = defaultdict(set)
    apart: dict[str, set[str]] = defaultdict(set)
    for mention, identity in gold.items():
        form = mention[1].of(texts[mention[0]])
        together[found[mention]].add(f"{identity}={form}")
        apart[identity].add(f"{found[mention]}={form}")
    for key, forms in sorted(together.items()):
        if len({form.split("=")[0] for form in forms}) > 1:
            print("  one:", key, sorted(forms)[:8])
    for key, forms in sorted(apart.items()):
        if len({form.split("=")[0] for form in forms}) > 1:
            print("  apart:", key, sorted(forms)[:10])


if __name__ == "__main__":
    sys.exit(main())
