"""Sentence encoders behind one small interface: the one that ships, hub models by name.

The cosines of such encoders are not scores. multilingual-e5-small puts every pair of sentences between
about .7 and 1.0 (two different earthquakes .905, two reports of one from .815), so two ways to make them
comparable stand beside the encoders: :func:`centred` takes off the mean of a set ("all-but-the-top", Mu
and Viswanath, ICLR 2018), and :func:`margins` relates a pair's cosine to that of each side's nearest
neighbours (Artetxe and Schwenk, ACL 2019; the ratio form of their equation 3).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from rashomon.encoding.onnx_encoder import LONGEST, EncoderError, OnnxEncoder

__all__ = ["BUILT_IN", "Encoder", "EncoderError", "HubEncoder", "OnnxEncoder", "best_available", "by_name",
           "centred", "margins"]  # fmt: skip

Vectors = NDArray[np.float32]

#: What the encoder that ships is called.
BUILT_IN: Final = "built-in"
#: Decimals kept of a similarity, so that no decision hangs on the order in which floats were added.
DECIMALS: Final = 6


@runtime_checkable
class Encoder(Protocol):
    """Turns sentences of any language into vectors whose direction is their meaning."""

    @property
    def name(self) -> str:
        """What it is called, on the page and in the names of files measured for it."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text, in the order of ``texts``; shape (0, dimensions) for none."""


def _unit(rows: Any) -> Vectors:
    found = np.asarray(rows, dtype=np.float32)
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9))


class HubEncoder:
    """Any model that sentence-transformers loads, by hub name or folder (extra ``rashomon[encoders]``).

    Raises:
        EncoderError: where the extra is not installed or the model cannot be loaded.
    """

    def __init__(self, model: str, *, prefix: str = "", device: str = "cpu") -> None:
        try:
            library = import_module("sentence_transformers")
        except ImportError as error:
            raise EncoderError(
                f"the encoder {model!r} needs sentence-transformers: pip install 'rashomon[encoders]'"
            ) from error
        try:
            self._model = library.SentenceTransformer(model, device=device)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise EncoderError(f"the encoder {model!r} cannot be loaded: {error}") from error
        self._prefix = prefix
        self.name = Path(model).name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text; ``prefix`` is put before each."""
        if not texts:
            model = self._model
            # Renamed in sentence-transformers 6.
            width = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
            return np.zeros((0, int(width())), dtype=np.float32)
        rows = self._model.encode(
            [self._prefix + text[:LONGEST] for text in texts],
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return _unit(rows)


def by_name(name: str) -> Encoder:
    """The encoder called ``name``: :data:`BUILT_IN` (or its model's name) for the package's own, else a hub
    name or a folder for sentence-transformers.

    Raises:
        EncoderError: where it cannot be had here.
    """
    if name in {BUILT_IN, OnnxEncoder.name}:
        own = OnnxEncoder()
        own.check()
        return own
    # The e5 family was trained with a prefix on every text and is poor without one.
    prefix = "query: " if "e5" in Path(name).name.lower().split("-") else ""
    return HubEncoder(name, prefix=prefix)


@cache
def best_available() -> OnnxEncoder | None:
    """The package's own encoder, or None where it cannot be had: that is said on standard error, once, and
    the caller falls back to the interlingua word by word and to the rules."""
    own = OnnxEncoder()
    try:
        own.check()
    except EncoderError as error:
        print(
            f"rashomon: no sentence encoder: {error}; utterances are compared word by word instead",
            file=sys.stderr,
        )
        return None
    return own


def centred(vectors: Vectors, mean: Vectors | None = None) -> Vectors:
    """Rows with ``mean`` (default: their own) taken off and length 1 again, so that their products are
    cosines around 0 for unrelated sentences."""
    if not len(vectors):
        return vectors
    return _unit(vectors - (vectors.mean(axis=0) if mean is None else mean))


def margins(similarities: NDArray[np.floating[Any]], neighbours: int = 4) -> NDArray[np.float64]:
    """Each pair's similarity over the mean similarity of both sides to their nearest neighbours, less 1.

    ``similarities`` is (a, b), any measure at or above 0; above 0 in the result means that the two are
    nearer to each other than to what else is near them. Rounded.
    """
    found = np.asarray(similarities, dtype=np.float64)
    if not found.size:
        return np.zeros(found.shape)
    near_a = -np.sort(-found, axis=1)[:, :neighbours].mean(axis=1)
    near_b = -np.sort(-found, axis=0)[:neighbours].mean(axis=0)
    scale = (near_a[:, None] + near_b[None, :]) / 2
    return np.asarray(np.round(found / np.maximum(scale, 1e-9) - 1, DECIMALS))
