"""Trains the tagger of names (src/rashomon/marking/names/data/tagger.onnx); prints what it reaches.

A head of two small convolutions over the frozen states of the encoder's middle layer, trained on the sets
that may train what ships (../shared/data/names: UNER, CC BY-SA 4.0; swedish-ner-corpus, CC BY 4.0; NorNE,
CC0), on their train parts; the dev parts choose nothing but are printed. Copies of sentences in capitals
and in small letters teach it to read both. Same data, same weights: one thread, fixed seeds.

    python -m training.name_tagger [--epochs N]

Needs the extra ``training`` and PyTorch (``pip install torch==2.13.0``), which nothing else needs.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from benchmarks.names_ner import DATA, document, tokens
from rashomon.encoding.onnx_encoder import OnnxEncoder
from rashomon.languages import codes
from rashomon.marking.names.tagger import KINDS, LABELS
from training.encoder.head import exported

#: What is trained on: language, file, whether gold knows other things than people, organisations, places.
TRAINED = (
    ("da", "UNER_Danish-DDT__da_ddt-ud-train.iob2.gz", False),
    ("sv", "UNER_Swedish-Talbanken__sv_talbanken-ud-train.iob2.gz", False),
    ("sv", "swedish-ner-corpus__train_corpus.txt.gz", True),
    ("nb", "norne__ud__nob__no_bokmaal-ud-dev.conllu.gz", True),
    ("en", "UNER_English-EWT__en_ewt-ud-dev.iob2.gz", False),
    ("pt", "UNER_Portuguese-Bosque__pt_bosque-ud-train.iob2.gz", False),
    ("zh", "UNER_Chinese-GSD__zh_gsd-ud-train.iob2.gz", False),
    ("hr", "UNER_Croatian-SET__hr_set-ud-train.iob2.gz", False),
    ("sr", "UNER_Serbian-SET__sr_set-ud-train.iob2.gz", False),
    ("sk", "UNER_Slovak-SNK__sk_snk-ud-train.iob2.gz", False),
)
#: At most so many sentences of one set, so that none drowns the others; a third where the encoder's pieces of
#: words were not chosen for the language.
LARGEST = 5_000
#: Shares of sentences that are copied in capitals and in small letters.
UPPER, LOWER = 0.12, 0.12
#: Sentences of one step, of learning rate at its height, weight decay, dropout of states.
BATCH, RATE, DECAY, DROPOUT = 32, 1e-3, 1e-2, 0.2
SEED = 20
#: Width of the two convolutions, each over three pieces.
WIDTHS = (256, 192)
TARGET = Path("src/rashomon/marking/names/data/tagger.onnx")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence's text and the spans of its names with their kinds; ``open`` says of each sign whether it
    stands in a capitalised word where gold does not know other things than people, organisations and places:
    there what is no name in gold may be the name of something else."""

    text: str
    names: tuple[tuple[int, int, str], ...]
    open: tuple[bool, ...]


def examples(language: str, file: str, whole: bool) -> Iterator[Example]:
    """The sentences of a set, as text."""
    for sentence in tokens(DATA / file):
        if language in ("zh", "ja"):
            spaced = [(form, label, False) for form, label, _ in sentence]
            text, spans, gold = document([spaced], True)
        else:
            text, spans, gold = document([sentence], language == "nb")
        names = tuple(sorted((spans[a].start, spans[b - 1].end, kind) for a, b, kind in gold))
        if len(text) < 1_000:
            unknown = [False] * len(text)
            for span in spans:
                if not whole and text[span.start].isupper():
                    unknown[span.start : span.end] = [True] * len(span)
            yield Example(text, names, tuple(unknown))


def noisy(found: Sequence[Example], rng: random.Random) -> list[Example]:
    """The sentences, and some of them again in capitals or in small letters."""
    result = list(found)
    for example in found:
        drawn = rng.random()
        if drawn >= UPPER + LOWER:
            continue
        text = example.text.upper() if drawn < UPPER else example.text.lower()
        if len(text) == len(example.text) and text != example.text:
            result.append(Example(text, example.names, example.open))
    return result


def labels(example: Example, spans: Sequence[tuple[int, int]]) -> list[int]:
    """The label of each piece: that of the name its first sign stands in."""
    result = []
    begun: set[int] = set()
    for begin, end in spans:
        start = next((at for at in range(begin, end) if not example.text[at].isspace()), end)
        inside = next(((a, k) for a, b, k in example.names if a <= start < b), None) if start < end else None
        if inside is None:
            result.append(0)
        else:
            first = inside[0] not in begun
            begun.add(inside[0])
            result.append(1 + 2 * KINDS.index(inside[1]) + (0 if first else 1))
    return result


class Head(nn.Module):
    """Two convolutions over three states each, then a label a piece."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(DROPOUT)
        self.first = nn.Conv1d(hidden, WIDTHS[0], 3, padding=1)
        self.second = nn.Conv1d(WIDTHS[0], WIDTHS[1], 3, padding=1)
        self.last = nn.Conv1d(WIDTHS[1], len(LABELS), 1)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Log-odds (texts, pieces, labels) of states (texts, pieces, hidden); ``mask`` is 0 behind a text."""
        x = self.drop(states).transpose(1, 2)
        x = torch.relu(self.first(x)) * mask[:, None, :]
        x = torch.relu(self.second(self.drop(x))) * mask[:, None, :]
        scores: Tensor = self.last(x).transpose(1, 2)
        return scores


Row = tuple[NDArray[np.float16], NDArray[np.int64], NDArray[np.bool_]]


def rows(found: Sequence[Example], encoder: OnnxEncoder) -> list[Row]:
    """States and labels of each sentence."""
    result: list[Row] = []
    for example, (spans, states) in zip(
        found, encoder.states([example.text for example in found]), strict=True
    ):
        if len(spans):
            told = np.array(labels(example, spans), dtype=np.int64)
            free = np.array([any(example.open[start:end]) for start, end in spans])
            result.append((states.astype(np.float16), told, free))
    return result


def batches(data: Sequence[Row], order: Sequence[int]) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor]]:
    """Sentences of like length together: states, mask, labels (-1 behind the end), and where other
    things may stand."""
    for at in range(0, len(order), BATCH):
        chosen = [data[i] for i in order[at : at + BATCH]]
        longest = max(len(told) for _, told, _ in chosen)
        states = torch.zeros(len(chosen), longest, chosen[0][0].shape[1])
        told = torch.full((len(chosen), longest), -1)
        free = torch.zeros(len(chosen), longest, dtype=torch.bool)
        for row, (values, wanted, unknown) in enumerate(chosen):
            free[row, : len(wanted)] = torch.from_numpy(unknown)
            states[row, : len(wanted)] = torch.from_numpy(values.astype(np.float32))
            told[row, : len(wanted)] = torch.from_numpy(wanted)
        yield states, (told >= 0).float(), told, free


def loss(scores: Tensor, told: Tensor, free: Tensor) -> Tensor:
    """Cross entropy; where gold does not know other things and one may stand (``free``), it counts so."""
    logs = torch.log_softmax(scores, dim=-1)
    other = 1 + 2 * KINDS.index("other")
    outside = torch.logsumexp(logs[..., [0, other, other + 1]], dim=-1)
    first = torch.where(free, outside, logs[..., 0])
    logs = torch.cat([first[..., None], logs[..., 1:]], dim=-1)
    kept = told >= 0
    value: Tensor = nn.functional.nll_loss(logs[kept], told[kept])
    return value


def fit(data: Sequence[Row], epochs: int) -> Head:
    """The trained head."""
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)
    rng = random.Random(SEED)
    head = Head(data[0][0].shape[1])
    steps = epochs * (len(data) // BATCH + 1)
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1)
    for epoch in range(epochs):
        order = list(range(len(data)))
        rng.shuffle(order)
        # Like lengths together within stretches of many batches: little padding, still a random order.
        size = BATCH * 50
        parts = [
            sorted(order[at : at + size], key=lambda i: len(data[i][1])) for at in range(0, len(order), size)
        ]
        total = 0.0
        head.train()
        for states, mask, told, free in batches(data, [i for part in parts for i in part]):
            optimiser.zero_grad()
            value = loss(head(states, mask), told, free)
            value.backward()
            optimiser.step()
            schedule.step()
            total += float(value.detach())
        print(f"epoch {epoch + 1}: loss {total / (len(data) / BATCH):.4f}", flush=True)
    head.eval()
    return head


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()
    rng = random.Random(SEED)
    encoder = OnnxEncoder()
    data: list[Row] = []
    for language, file, whole in TRAINED:
        found = list(examples(language, file, whole))
        most = LARGEST if language in codes() else LARGEST // 3
        if len(found) > most:
            found = rng.sample(found, most)
        data.extend(rows(noisy(found, rng), encoder))
        print(f"{file}: {len(found)} sentences", flush=True)
    head = fit(data, args.epochs)
    weights = {name: value.detach().numpy() for name, value in head.named_parameters()}
    made = exported(weights, encoder.sha256)
    TARGET.write_bytes(made)
    print(f"{TARGET}: {len(made)} bytes, SHA-256 {hashlib.sha256(made).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
