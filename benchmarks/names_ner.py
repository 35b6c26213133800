"""How well names are found: span F1, with and without kinds, on Danish, Swedish and Norwegian sentences.

Sets (../shared/data/names): UNER Danish DDT and Swedish Talbanken (CC BY-SA), swedish-ner-corpus (CC BY),
NorNE Bokmål (development part); and, by the tagger beside the rules, sets it was not trained on (UNER,
CC BY-SA; CoNLL 2002, no licence stated). Twenty sentences in a row are read as one report. A span counts as
found where it covers exactly the gold span's words (genitive endings and tails of compounds, which gold
leaves inside the token, do not matter). Exits non-zero below the floors.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
from collections.abc import Callable, Iterator, Set
from pathlib import Path

from benchmarks.floors import judge
from rashomon.marking.names import find
from rashomon.marking.names.tagger import Tagger
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
#: What the tagger was not trained on.
UNSEEN = {
    "da": ("da", "UNER_Danish-DDT__da_ddt-ud-dev.iob2.gz"),
    "pt": ("pt", "UNER_Portuguese-Bosque__pt_bosque-ud-dev.iob2.gz"),
    "es": ("es", "conll2002__esp.testa.gz"),
    "nl": ("nl", "conll2002__ned.testa.gz"),
    "zh": ("zh", "UNER_Chinese-GSD__zh_gsd-ud-dev.iob2.gz"),
}
#: Sentences of a set that the tagger reads.
TAGGED = 600
UNSPACED = ("zh", "ja")
KINDS = {
    "PER": "person", "ORG": "organisation", "LOC": "place", "GPE_LOC": "place", "GPE_ORG": "place",
    "PROD": "other", "EVT": "other", "DRV": "", "MISC": "other",
}  # fmt: skip
SENTENCES = 20
_NO_SPACE = set(".,;:!?)]%»”")
Token = tuple[str, str, bool]
Gold = set[tuple[int, int, str]]
Entry = tuple[int, int, int, str]
Case = Callable[[str], str]


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
            if len(fields) == 3:
                sentence.append((fields[0], fields[2], True))
            elif len(fields) == 10:
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


def predicted(text: str, spans: list[Span], language: str, tagger: Tagger | None = None) -> Gold:
    """What names.find says, as token ranges."""
    report = Report("x", "x", text, language, blocks=(Block("body", Span(0, len(text))),))
    found: Gold = set()
    for name in find(report, tagger):
        covered = [i for i, span in enumerate(spans) if span.overlap(name.span)]
        if covered:
            found.add((covered[0], covered[-1] + 1, name.kind))
    return found


def f1(gold: Set[tuple[object, ...]], found: Set[tuple[object, ...]]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    hits = len(gold & found)
    precision, recall = hits / max(1, len(found)), hits / max(1, len(gold))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def reports(sentences: list[list[Token]], language: str) -> Iterator[tuple[int, str, list[Span], Gold]]:
    """Each twenty sentences in a row as one text, with where they begin, the tokens' spans and gold."""
    for at in range(0, len(sentences), SENTENCES):
        some = sentences[at : at + SENTENCES]
        if language in UNSPACED:
            some = [[(form, label, False) for form, label, _ in sentence] for sentence in some]
        yield at, *document(some, language == "nb" or language in UNSPACED)


def shown(text: str, spans: list[Span], right: Gold, said: Gold) -> None:
    """Prints what is found wrongly and what is missed."""
    plain, mine = {entry[:2] for entry in right}, {entry[:2] for entry in said}
    for sign, entries in (("+", mine - plain), ("-", plain - mine)):
        for a, b in sorted(entries):
            near = text[max(0, spans[a].start - 40) : spans[b - 1].end + 20].replace("\n", " / ")
            print(f"  {sign} {text[spans[a].start : spans[b - 1].end]} | {near}")


def measured(
    sentences: list[list[Token]], language: str, tagger: Tagger | None, case: Case = str, show: bool = False
) -> tuple[Set[Entry], Set[Entry], float]:
    """Gold names, found names and reports of 2 KB a CPU second; ``case`` rewrites the texts."""
    gold: set[Entry] = set()
    found: set[Entry] = set()
    length, spent = 0, 0.0
    for at, text, spans, right in reports(sentences, language):
        written = case(text)
        if len(written) != len(text):
            continue
        begun = time.process_time()
        said = predicted(written, spans, language, tagger)
        spent += time.process_time() - begun
        length += len(text)
        gold |= {(at, *entry) for entry in right}
        found |= {(at, *entry) for entry in said}
        if show:
            shown(text, spans, right, said)
    if not any(entry[3] == "other" for entry in gold):
        # Gold of three kinds: what else is found where gold has no name is neither right nor wrong.
        spans_of = {entry[:3] for entry in gold}
        found = {entry for entry in found if entry[3] != "other" or entry[:3] in spans_of}
    return gold, found, length / 2000 / max(spent, 1e-9)


def line(title: str, gold: Set[Entry], found: Set[Entry], speed: float) -> tuple[float, float]:
    """Prints how well the names of a set were found; F1 of spans, and of spans and kinds."""
    bare, every = f1({e[:3] for e in gold}, {e[:3] for e in found}), f1(gold, found)
    kinds = [
        f"{kind} {f1({e for e in gold if e[3] == kind}, {e for e in found if e[3] == kind})[2]:.3f}"
        for kind in ("person", "organisation", "place")
    ]
    print(
        f"{title:32} P {bare[0]:.3f} R {bare[1]:.3f} F1 {bare[2]:.3f}  with kind {every[2]:.3f}  "
        f"{'  '.join(kinds)}  {speed:.1f} reports of 2 KB a CPU second",
        flush=True,
    )
    return bare[2], every[2]


def by_rules(limit: int, show: str) -> dict[str, float]:
    """What the fast rules reach on whole sets."""
    reached: dict[str, float] = {}
    for title, (language, file) in SETS.items():
        if (DATA / file).is_file() and show in ("", title):
            sentences = list(tokens(DATA / file))[: limit * SENTENCES]
            span, kind = line(title, *measured(sentences, language, None, show=bool(show)))
            reached |= {title: span, f"{title} kind": kind}
    return reached


def by_tagger() -> dict[str, float]:
    """What the tagger reaches on sets it has not seen, and the rules on the same sentences."""
    reached: dict[str, float] = {}
    tagger = Tagger()
    for title, (language, file) in UNSEEN.items():
        if not (DATA / file).is_file():
            continue
        sentences = list(tokens(DATA / file))[:TAGGED]
        line(f"{title}: rules", *measured(sentences, language, None))
        span, kind = line(f"{title}: tagger", *measured(sentences, language, tagger))
        reached |= {f"tagger {title}": span, f"tagger {title} kind": kind}
    language, file = UNSEEN["da"]
    sentences = list(tokens(DATA / file))[:TAGGED]
    cases: dict[str, Case] = {"in capitals": str.upper, "in small letters": str.lower}
    for case, rewrite in cases.items():
        line(f"da {case}: rules", *measured(sentences, language, None, rewrite))
        span, _ = line(f"da {case}: tagger", *measured(sentences, language, tagger, rewrite))
        reached[f"tagger da {case}"] = span
    return reached


def main() -> int:
    if not DATA.is_dir():
        print("names_ner: skipped, ../shared/data/names is not here")
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10**9, help="only so many reports of a set, by rules")
    parser.add_argument("--show", default="", metavar="SET", help="show what is wrong in one set, by rules")
    args = parser.parse_args()
    reached = by_rules(args.reports, args.show)
    if args.show or args.reports < 10**9:
        return 0
    return judge("names_ner", reached | by_tagger())


if __name__ == "__main__":
    sys.exit(main())
