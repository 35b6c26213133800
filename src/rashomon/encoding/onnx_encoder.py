"""The encoder that ships: one file, the same on every platform that onnxruntime runs on.

It gives two things of a text: the states of its pieces of words after a middle layer, from which a head
can label them (:meth:`OnnxEncoder.states`), and the vector of the whole (:meth:`OnnxEncoder.embed`). Texts
go through one at a time and nothing is padded, so what is given of a text depends on that text alone, to the
last bit; one thread is used, so it is the same every time. The file is made by ``training/encoder``; its card
is ``docs/encoder.md``.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding.pieces import Pieces

Vectors = NDArray[np.float32]

FILE: Final = "encoder.onnx"
#: The file that everything here was measured with.
SHA256: Final = "789afeccc95682f437cb9cd164b1ffe62f29fc9f24751bda44bb1b796d0b2be4"
#: Code points of one text that are read: about the 512 pieces of words that the model was trained on.
LONGEST: Final = 2_000
#: Pieces of words that go through at once, signs of beginning and end included.
WINDOW: Final = 512
#: The model's authors ask for it before every text where like is compared with like.
PREFIX: Final = "query: "


class EncoderError(RuntimeError):
    """The encoder asked for cannot be had here; the message says what to do."""


class _Model:
    """The opened file: its session and its pieces of words."""

    def __init__(self, data: bytes) -> None:
        try:
            onnxruntime = import_module("onnxruntime")
        except ImportError as error:
            raise EncoderError(f"onnxruntime cannot be loaded here: {error}") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            self.session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
            found = self.session.get_modelmeta().custom_metadata_map
            scores = np.frombuffer(base64.b64decode(found["scores"]), dtype="<f4")
            told: dict[str, Any] = json.loads(found["tokenizer"])
            self.pieces = Pieces(
                found["pieces"].split("\n"),
                scores.tolist(),
                told["normal"],
                unknown=told["unknown"],
                penalty=told["penalty"],
                first=told["first"],
            )
        except Exception as error:  # onnxruntime raises classes of its own that derive from Exception alone.
            raise EncoderError(f"{FILE} cannot be opened here: {error}") from error
        self.begin, self.end = int(told["begin"]), int(told["end"])
        self.prefix = self.pieces.ids(PREFIX.strip())

    def run(self, rows: Sequence[Sequence[int]], deep: bool) -> Vectors:
        """The sentence vectors or, unless ``deep``, the states of texts of one length."""
        asked = {"ids": np.array(rows, dtype=np.int64), "deep": np.array(deep)}
        found: Vectors = self.session.run(["sentence" if deep else "states"], asked)[0]
        return found


@cache
def _opened(path: Path, wanted: str) -> _Model:
    """The checked model, opened once a process.

    Raises:
        EncoderError: where the file is missing, cut short or of another version, or onnxruntime is.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EncoderError(f"the encoder's file cannot be read: {error}") from error
    found = hashlib.sha256(data).hexdigest()
    if found != wanted:
        raise EncoderError(
            f"{path.name} is cut short or of another version (SHA-256 {found[:12]}..., "
            f"wanted {wanted[:12]}...): "
            "install the package again"
        )
    return _Model(data)


def _clean(text: str) -> str:
    """The text as far as it is read; lone surrogates, which no piece of a word holds, as question marks."""
    return text[:LONGEST].encode("utf-8", "replace").decode("utf-8")


class OnnxEncoder:
    """multilingual-e5-small (Wang et al. 2024, MIT) in blocks of 4 bits, cut to the words of our languages.

    ``path`` is another copy of the file, by default the package's own. The file is checked and opened at
    the first use (about 0.3 s).
    """

    name = "multilingual-e5-small"
    dimensions = 384
    sha256 = SHA256

    def __init__(self, path: Path | None = None) -> None:
        own = resources.files("rashomon.encoding") / "models" / FILE
        self._path = path or Path(str(own))

    @property
    def _model(self) -> _Model:
        return _opened(self._path, SHA256)

    def check(self) -> None:
        """Opens the file.

        Raises:
            EncoderError: where that cannot be.
        """
        self._model  # noqa: B018

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text, as a query; texts of more than one window have the mean of their
        windows, weighted by their pieces.

        Raises:
            EncoderError: where the file cannot be opened.
        """
        result = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return result
        model, space = self._model, WINDOW - 2
        windows: list[tuple[int, list[int]]] = []
        for row, text in enumerate(texts):
            ids = model.pieces.ids(PREFIX + _clean(text))
            windows.extend((row, ids[at : at + space]) for at in range(0, max(1, len(ids)), space))
        vectors = self._through([ids for _, ids in windows], deep=True)
        for (row, ids), vector in zip(windows, vectors, strict=True):
            result[row] += np.float32(max(1, len(ids))) * vector
        return np.asarray(result / np.maximum(np.linalg.norm(result, axis=1, keepdims=True), 1e-9))

    def states(self, texts: Sequence[str]) -> list[tuple[list[tuple[int, int]], Vectors]]:
        """The spans of each text's pieces of words, offsets in code points, and their states, a row each.

        What lies behind :data:`LONGEST` or the window is left out: give sentences.

        Raises:
            EncoderError: where the file cannot be opened.
        """
        if not texts:
            return []
        model = self._model
        space = WINDOW - 2 - len(model.prefix)
        found = [model.pieces.spans(_clean(text))[:space] for text in texts]
        rows = [[*model.prefix, *(number for number, _, _ in pieces)] for pieces in found]
        skip = 1 + len(model.prefix)
        return [
            ([(start, end) for _, start, end in pieces], states[skip : skip + len(pieces)])
            for pieces, states in zip(found, self._through(rows, deep=False), strict=True)
        ]

    def _through(self, rows: Sequence[list[int]], deep: bool) -> list[Vectors]:
        """What the model gives of each row: one at a time, for the last bits of a float depend on how many go
        through together (and together they take as long, within a twentieth); of equal rows once."""
        model = self._model
        found: dict[tuple[int, ...], Vectors] = {}
        for ids in map(tuple, rows):
            if ids not in found:
                found[ids] = model.run([[model.begin, *ids, model.end]], deep)[0]
        return [found[tuple(ids)] for ids in rows]
