"""Who says what in 22 languages: sentences of Universal Dependencies with cue, speaker and content.

    python -m benchmarks.quotations_ud [--errors LANGUAGE] [--train yes|no]

The gold is read off dependency trees: ``said`` has the content (the hull of its clause), the head of the
speaker's noun phrase, whether the content stands between marks, and the form: a verb, or a source
("according to").

*Found*: a quotation whose characters and the content's have an intersection over union of at least .5; for
a source, whose content the trees do not tell, one whose cue or speaker meets the source phrase.
*Right*: of those found, the speaker's words meet the head. *Wrong*: a speaker is given and does not.
*Open*: no speaker is given. One quotation answers one content, the best first. Three groups are counted:
reported (a verb, no marks), quoted (a verb, marks) and source.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.floors import judge
from rashomon.languages import facts
from rashomon.marking.quotations import find_in
from rashomon.model import Cue, Quotation, Span, Speaker

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "quotes" / "ud_speech.jsonl.gz"
GROUPS = ("reported", "quoted", "source")
_ENOUGH = 0.5


def rows() -> list[dict[str, Any]]:
    """The sentences of the set."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def group_of(said: dict[str, Any]) -> str:
    """Which of :data:`GROUPS` a gold content belongs to."""
    if said["form"] == "source":
        return "source"
    return "quoted" if said["quoted"] else "reported"


def _overlap(quotation: Quotation, said: dict[str, Any]) -> float:
    if said["content"] is None:
        source = (said["cue"], said["head"])
        return float(any(part and _meets(part.span, source) for part in _parts(quotation)))
    first, end = said["content"]
    shared = min(end, quotation.span.end) - max(first, quotation.span.start)
    union = max(end, quotation.span.end) - min(first, quotation.span.start)
    return round(shared / union, 6) if shared > 0 else 0.0


def _parts(quotation: Quotation) -> tuple[Cue | Speaker | None, ...]:
    return quotation.cue, quotation.speaker


def _meets(span: Span, places: Iterable[Sequence[int]]) -> bool:
    return any(span.start < end and first < span.end for first, end in places)


def matched(
    gold: Sequence[dict[str, Any]], found: Sequence[Quotation]
) -> list[tuple[dict[str, Any], Quotation | None]]:
    """Each gold content with the quotation that answers it, the best overlaps first."""
    pairs = sorted(
        (-_overlap(quotation, said), number, place)
        for number, said in enumerate(gold)
        for place, quotation in enumerate(found)
        if _overlap(quotation, said) >= _ENOUGH
    )
    taken: dict[int, int] = {}
    for _, number, place in pairs:
        if number not in taken and place not in taken.values():
            taken[number] = place
    return [(said, found[taken[n]] if n in taken else None) for n, said in enumerate(gold)]


def verdict(said: dict[str, Any], quotation: Quotation | None) -> str:
    """"missed", "right", "wrong" or "open"."""
    if quotation is None:
        return "missed"
    if quotation.speaker is None:
        return "open"
    return "right" if _meets(quotation.speaker.span, [said["head"]]) else "wrong"


def judged(sentences: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any], Any, str]]:
    """Every gold content: its sentence, itself, what answers it, and the verdict."""
    for sentence in sentences:
        found = find_in(sentence["text"], sentence["language"])
        for said, quotation in matched(sentence["said"], found):
            yield sentence, said, quotation, verdict(said, quotation)


def share(part: float, whole: float) -> float:
    """A share with three places; 0 where there is nothing."""
    return round(part / whole, 3) if whole else 0.0


def measures(counts: Counter[str], group: str) -> dict[str, float]:
    """Found of all, and of those found right, wrong and open."""
    total = sum(counts[f"{group} {v}"] for v in ("missed", "right", "wrong", "open"))
    hit = total - counts[f"{group} missed"]
    found = {"found": share(hit, total), "total": float(total)}
    return found | {v: share(counts[f"{group} {v}"], hit) for v in ("right", "wrong", "open")}


def main() -> int:
    """Prints the measures by class and language; 1 below a floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--errors", help="show what went wrong in a language")
    parser.add_argument("--group", choices=GROUPS)
    parser.add_argument("--train", choices=("yes", "no"), help="only what may (not) train")
    wanted = parser.parse_args()
    if not DATA.is_file():
        print(f"skipped: {DATA} is not there")
        return 0
    sentences = [r for r in rows() if wanted.train is None or r["may_train"] == (wanted.train == "yes")]
    if wanted.errors:
        for sentence, said, quotation, how in judged(s for s in sentences if s["language"] == wanted.errors):
            if how != "right" and wanted.group in (None, group_of(said)):
                show(sentence, said, quotation, how)
        return 0
    by: dict[str, Counter[str]] = {}
    for sentence, said, _, how in judged(sentences):
        language = sentence["language"]
        first = facts(language, "language").get("class") == 1
        for key in ("first class" if first else "second class", "all", language):
            by.setdefault(key, Counter())[f"{group_of(said)} {how}"] += 1
    values: dict[str, float] = {}
    for key in ("first class", "second class", "all", *sorted(k for k in by if len(k) < 3)):
        for group in GROUPS:
            found = measures(by.get(key, Counter()), group)
            if found["total"]:
                print(f"{key:12s} {group:9s} " + " ".join(f"{n} {v:.3f}" for n, v in found.items()))
            for name, value in found.items():
                values[f"{key}_{group}_{name}".replace(" ", "_")] = value
    return judge("quotations_ud", values) if wanted.train is None else 0


def show(sentence: dict[str, Any], said: dict[str, Any], quotation: Quotation | None, how: str) -> None:
    """One content that went wrong."""
    text = sentence["text"]
    print(f"{how.upper()} {group_of(said)}: {text}")
    content = text[slice(*(said["content"] or (0, 0)))]
    print(f"   gold {text[slice(*said['speaker'])]} | {said['cue_lemma']} | {content}")
    if quotation is not None:
        print(f"   read {quotation.speaker.text if quotation.speaker else '-'} | {quotation.text}")


if __name__ == "__main__":
    sys.exit(main())
