"""TIMEX3 in German news (KRAUTS, Die Zeit half), beside HeidelTime on the same documents, in one run.

Scores as in TempEval-3: strict (same span), relaxed (overlapping span), value (relaxed F1 times the share
of relaxed matches whose value is right). Types DATE, TIME, DURATION and SET; the document's creation time
is given and not counted. Reads ``../shared/data/dates/krauts`` and is skipped where that is absent.
"""

from __future__ import annotations

import html
import re
import sys
from datetime import date
from pathlib import Path

from benchmarks.floors import judge

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "dates" / "krauts"
_TAG = re.compile(r"<TIMEX3([^>]*[^/>])>(.*?)</TIMEX3>|<TIMEX3[^>]*/>", re.S)
Mark = tuple[int, int, str]


def marks(path: Path) -> tuple[str, list[Mark], date]:
    """Plain text, TIMEX3 marks as (start, end, value), and creation date of a document."""
    raw = path.read_text(encoding="utf-8")
    created = re.search(r'CREATION_TIME"[^>]*value="([\d-]+)"', raw)
    assert created
    body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
    text, found, at = "", [], 0
    for tag in _TAG.finditer(body):
        text += html.unescape(re.sub(r"<[^>]+>", "", body[at : tag.start()]))
        at = tag.end()
        if tag.group(2) is None:
            continue
        words = html.unescape(re.sub(r"<[^>]+>", "", tag.group(2)))
        value = re.search(r'value="([^"]*)"', tag.group(1))
        if words:
            found.append((len(text), len(text) + len(words), value.group(1) if value else ""))
        text += words
    text += html.unescape(re.sub(r"<[^>]+>", "", body[at:]))
    return text, found, date.fromisoformat(created.group(1)[:10])


def squeezed(text: str, found: list[Mark]) -> list[Mark]:
    """Marks by offsets that do not count white space, so that two copies of a text compare."""
    before = [0]
    for character in text:
        before.append(before[-1] + (not character.isspace()))
    return [(before[start], before[end], value) for start, end, value in found]


def score(gold: list[list[Mark]], system: list[list[Mark]]) -> dict[str, float]:
    """Strict, relaxed and value F1."""
    golds, systems = sum(map(len, gold)), sum(map(len, system))
    strict = relaxed = value = 0
    for wanted, given in zip(gold, system, strict=True):
        left = list(given)
        for start, end, worth in wanted:
            exact = next((mark for mark in left if mark[:2] == (start, end)), None)
            near = exact or next((mark for mark in left if mark[0] < end and start < mark[1]), None)
            if near is None:
                continue
            left.remove(near)
            strict += exact is not None
            relaxed += 1
            value += near[2] == worth

    def f1(hits: int) -> float:
        return 2 * hits / (golds + systems)

    return {"strict": f1(strict), "relaxed": f1(relaxed), "value": f1(value)}


def main() -> int:
    if not DATA.exists():
        print("skipped: ../shared/data/dates/krauts is absent")
        return 0
    from rashomon.marking.moments import find_timexes

    gold, ours, theirs = [], [], []
    for path in sorted((DATA / "KRAUTS_DieZeit").glob("*.tml")):
        text, wanted, created = marks(path)
        other_text, other, _ = marks(DATA / "KRAUTS_DieZeit_Heideltime" / path.name)
        given = [(t.span.start, t.span.end, t.value) for t in find_timexes(text, "de", created)]
        gold.append(squeezed(text, wanted))
        ours.append(squeezed(text, given))
        theirs.append(squeezed(other_text, other))
        if "--errors" in sys.argv:
            _errors(path.name, text, wanted, given)
    results = {"rashomon": score(gold, ours), "HeidelTime": score(gold, theirs)}
    for name, result in results.items():
        print(f"{name:11}", "  ".join(f"{key} {number:.3f}" for key, number in result.items()))
    return judge("moments_krauts", results["rashomon"])


def _errors(name: str, text: str, wanted: list[Mark], given: list[Mark]) -> None:
    """Every difference from the gold, for whoever improves the engine."""
    for start, end, value in wanted:
        near = [mark for mark in given if mark[0] < end and start < mark[1]]
        if not near:
            print("MISS ", f"{text[max(0, start - 30):start]}[{text[start:end]}]{text[end:end + 15]}", value)
        elif near[0][:2] != (start, end) or near[0][2] != value:
            kind = "SPAN " if near[0][2] == value else "VALUE"
            print(kind, f"{text[max(0, start - 20):start]}[{text[start:end]}]", value,
                  f"<- [{text[near[0][0]:near[0][1]]}] {near[0][2]}")  # fmt: skip
    for start, end, value in given:
        if not any(mark[0] < end and start < mark[1] for mark in wanted):
            print("EXTRA", f"{text[max(0, start - 30):start]}[{text[start:end]}]{text[end:end + 15]}", value)


if __name__ == "__main__":
    sys.exit(main())
