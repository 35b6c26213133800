"""How well names are found: span F1, with and without kinds, on Danish, Swedish and Norwegian sentences.

Sets (../shared/data/names): UNER Danish DDT and Swedish Talbanken (CC BY-SA), swedish-ner-corpus (CC BY),
NorNE Bokmål (development part). Twenty sentences in a row are read as one report. A span counts as found
where it covers exactly the gold span's words (genitive endings and tails of compounds, which gold leaves
inside the token, do not matter). Exits non-zero below the floors.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Iterator, Set
from pathlib import Path

from benchmarks.floors import judge
from rashomon.marking.names import find
from rashomon.model import Block, Report, Span

DATA = Path(__file__).parents[2] / "shared" / "data" / "names"
SETS = {
    "UNER da": ("da", "UNER_Danish-DDT__da_ddt-ud-dev.iob2.gz"),
    "UNER da train": ("da", "UNER_Danish-DDT__da_ddt-ud-train.iob2.gz"),
    "UNER sv": ("sv", "UNER_Swedish-Talbanken__sv_talbanken-ud-dev.iob2.gz"),
    "UNER sv train": ("sv", "UNER_Swedish-Talbanken__sv_talbanken-ud-train.iob2.gz"),
    "swedish-ner-corpus": ("sv", "swedish-ner-corpus__train_corpus.txt.gz"),
    "norne": ("nb", "norne__ud__nob__no_bokmaal-ud-dev.conllu.gz"),
}
KINDS = {
    "PER": "person", "ORG": "organisation", "LOC": "place", "GPE_LOC": "place", "GPE_ORG": "place",
    "PROD": "other", "EVT": "other", "DRV": "", "MISC": "other",
}  # fmt: skip
SENTENCES = 20
_NO_SPACE = set(".,;:!?)]%»”")
Token = tuple[str, str, bool]
Gold = set[tuple[int, int, str]]


def tokens(path: Path) -> Iterator[list[Token]]:
    """Sentences as (form, label, space after)."""
    sentence: list[Token] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if not line.strip():
                if sentence:
                    yield sentence
                sentence = []
                continue
            if line.startswith("#"):
                continue
            # Swedish-ner-corpus parts its columns by a tab in some lines and by blanks in the others.
            fields = line.split("\t") if "\t" in line else line.split()
            if len(fields) == 10:
                label = next((f[5:] for f in fields[9].split("|") if f.startswith("name=")), "O")
                sentence.append((fields[1], label, "SpaceAfter=No" not in fields[9]))
            elif len(fields) >= 3:
                sentence.append((fields[1], fields[2], True))
            elif len(fields) == 2:
                sentence.append(
                    (fields[0].replace("\u00ad", ""), "O" if fields[1] == "0" else fields[1], True)
                )
    if sentence:
        yield sentence


def document(sentences: list[list[Token]], spaced: bool) -> tuple[str, list[Span], Gold]:
    """The text of some sentences, the span of each token, and the gold names as token ranges."""
    text, spans, gold = "", [], set()
    start, kind = -1, ""
    for sentence in sentences:
        if text:
            text += "\n"
        opened = False
        for number, (form, label, space) in enumerate(sentence):
            spans.append(Span(len(text), len(text) + len(form)))
            text += form
            nxt = sentence[number + 1][0] if number + 1 < len(sentence) else ""
            if form == '"':
                opened = not opened
            glued = (
                nxt[:1] in _NO_SPACE or (nxt == '"' and opened) or (form == '"' and opened) or form in "([«“"
            )
            if nxt and (space if spaced else not glued):
                text += " "
            begins = label[:2] == "B-" or (
                label != "O" and "-" not in label and kind != KINDS.get(label, "other")
            )
            if start >= 0 and (label == "O" or begins):
                gold.add((start, len(spans) - 1, kind))
                start, kind = -1, ""
            if begins:
                start, kind = len(spans) - 1, KINDS.get(label.removeprefix("B-"), "other")
        if start >= 0:
            gold.add((start, len(spans), kind))
            start, kind = -1, ""
    return text, spans, {entry for entry in gold if entry[2]}


def predicted(text: str, spans: list[Span], language: str) -> Gold:
    """What names.find says, as token ranges."""
    report = Report("x", "x", text, language, blocks=(Block("body", Span(0, len(text))),))
    found: Gold = set()
    for name in find(report):
        covered = [i for i, span in enumerate(spans) if span.overlap(name.span)]
        if covered:
            found.add((covered[0], covered[-1] + 1, name.kind))
    return found


def f1(gold: Set[tuple[object, ...]], found: Set[tuple[object, ...]]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    hits = len(gold & found)
    precision, recall = hits / max(1, len(found)), hits / max(1, len(gold))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> int:
    if not DATA.is_dir():
        print("names_ner: skipped, ../shared/data/names is not here")
        return 0
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 10**9
    show = sys.argv[2] if len(sys.argv) > 2 else ""
    reached: dict[str, float] = {}
    for title, (language, file) in SETS.items():
        if not (DATA / file).is_file() or (show and show != title):
            continue
        sentences = list(tokens(DATA / file))[: limit * SENTENCES]
        gold: set[tuple[int, int, int, str]] = set()
        found: set[tuple[int, int, int, str]] = set()
        length, spent = 0, 0.0
        for at in range(0, len(sentences), SENTENCES):
            text, spans, right = document(sentences[at : at + SENTENCES], language == "nb")
            begun = time.process_time()
            said = predicted(text, spans, language)
            spent += time.process_time() - begun
            length += len(text)
            gold |= {(at, *entry) for entry in right}
            found |= {(at, *entry) for entry in said}
            if show:
                plain, mine = {e[:2] for e in right}, {e[:2] for e in said}
                for a, b in sorted(mine - plain):
                    print(
                        "  +",
                        text[spans[a].start : spans[b - 1].end],
                        "|",
                        text[max(0, spans[a].start - 40) : spans[b - 1].end + 20].replace("\n", " / "),
                    )
                for a, b in sorted(plain - mine):
                    print(
                        "  -",
                        text[spans[a].start : spans[b - 1].end],
                        "|",
                        text[max(0, spans[a].start - 40) : spans[b - 1].end + 20].replace("\n", " / "),
                    )
        bare = f1({e[:3] for e in gold}, {e[:3] for e in found})
        kinds = {
            k: f1({e for e in gold if e[3] == k}, {e for e in found if e[3] == k})[2]
            for k in ("person", "organisation", "place")
        }
        every = f1(gold, found)
        print(
            f"{title:20} unlabelled P {bare[0]:.3f} R {bare[1]:.3f} F1 {bare[2]:.3f}  "
            f"with kind {every[2]:.3f}  "
            + "  ".join(f"{k} {v:.3f}" for k, v in kinds.items())
            + f"  {length / 2000 / spent:.0f} reports of 2 KB a second"
        )
        if limit == 10**9:
            reached |= {title: bare[2], f"{title} kind": every[2]}
    return judge("names_ner", reached)


if __name__ == "__main__":
    sys.exit(main())
