"""Finds names with the encoder: a small head labels the pieces of words by their states.

The head, two convolutions over the states of the encoder's middle layer, is trained on sentences of nine
languages (``training/name_tagger.py``) and reads the others too, and text in capitals or small letters
throughout. It is slower than the rules of :mod:`rashomon.marking.names.runs` by two orders of magnitude, so
comparing uses it, where every name counts, and grouping does not.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding.kept import remembered, store
from rashomon.encoding.onnx_encoder import EncoderError, OnnxEncoder
from rashomon.model import NameKind

KINDS: Final[tuple[NameKind, ...]] = ("person", "organisation", "place", "other")
#: What a piece of a word can be: outside any name, at the beginning of one or further inside.
LABELS: Final = ("outside", *(f"{part} {kind}" for kind in KINDS for part in ("begin", "inside")))
FILE: Final = "tagger.onnx"
#: The head that everything here was measured with.
SHA256: Final = "7711dde9487d618f4c176a03fe56d5ade9a80c7ad7109ba19a2df4c82e9e730e"
#: Decimals kept of a probability, so that fewer decisions hang on the order in which floats were added.
DECIMALS: Final = 3

Labels = NDArray[np.float64]


@cache
def _session(path: Path, wanted: str) -> Any:
    """The checked head, opened once a process.

    Raises:
        EncoderError: where the file is missing, cut short or of another version, or cannot be opened here.
    """
    try:
        onnxruntime = import_module("onnxruntime")
        data = path.read_bytes()
    except (ImportError, OSError) as error:
        raise EncoderError(f"the tagger of names cannot be had here: {error}") from error
    if hashlib.sha256(data).hexdigest() != wanted:
        raise EncoderError(f"{path.name} is cut short or of another version: install the package again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


@cache
def best_available() -> Tagger | None:
    """The tagger, or None where it or its encoder cannot be had: that is said on standard error, once, and
    the rules find the names."""
    try:
        return Tagger()
    except EncoderError as error:
        print(f"rashomon: no tagger of names: {error}; names are found by rules instead", file=sys.stderr)
        return None


class Tagger:
    """Labels pieces of words. ``encoder`` is the package's own encoder, ``path`` another copy of the head.

    Raises:
        EncoderError: where encoder or head cannot be had here.
    """

    name = "tagger"

    def __init__(self, encoder: OnnxEncoder | None = None, path: Path | None = None) -> None:
        self._encoder = encoder or OnnxEncoder()
        self._encoder.check()
        own = Path(str(resources.files("rashomon.marking.names") / "data" / FILE))
        self._head = _session(path or own, SHA256)

    def labels(self, texts: Sequence[str]) -> list[tuple[list[tuple[int, int]], Labels]]:
        """The spans of each text's pieces of words, in code points, and the probability of each of
        :data:`LABELS` for them, a row a piece."""
        once = list(dict.fromkeys(texts))
        made = dict(zip(once, self._kept(once), strict=True))
        return [made[text] for text in texts]

    def _kept(self, texts: Sequence[str]) -> list[tuple[list[tuple[int, int]], Labels]]:
        kept = store("labels", f"{self._encoder.sha256} {SHA256}")
        if kept is None:
            return self._labels(texts)
        made = remembered(kept, texts, lambda new: [_packed(*one) for one in self._labels(new)])
        return [_unpacked(record) for record in made]

    def _labels(self, texts: Sequence[str]) -> list[tuple[list[tuple[int, int]], Labels]]:
        result: list[tuple[list[tuple[int, int]], Labels]] = []
        for spans, states in self._encoder.states(texts):
            if not spans:
                result.append(([], np.zeros((0, len(LABELS)))))
                continue
            found = self._head.run(["labels"], {"states": states[None]})[0][0]
            rounded = np.asarray(np.round(found, DECIMALS), dtype=np.float64)
            result.append((spans, rounded))
        return result


def _packed(spans: Sequence[tuple[int, int]], labels: Labels) -> bytes:
    """The labels of one text as bytes: spans and thousandths, two bytes a number."""
    thousandths = np.rint(labels * 10**DECIMALS).astype("<u2")
    return np.asarray(spans, "<u2").tobytes() + thousandths.tobytes()


def _unpacked(record: bytes) -> tuple[list[tuple[int, int]], Labels]:
    """What was packed, the same bits."""
    pieces = len(record) // (2 * (2 + len(LABELS)))
    spans = np.frombuffer(record, "<u2", 2 * pieces).reshape(pieces, 2).tolist()
    thousandths = np.frombuffer(record, "<u2", offset=4 * pieces).reshape(pieces, len(LABELS))
    labels = np.round(thousandths / 10**DECIMALS, DECIMALS)
    return [(start, end) for start, end in spans], np.asarray(labels, np.float64)
