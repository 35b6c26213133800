"""Makes the model that tells languages apart: py3langid's, cut to our languages and loaded at once.

Run with ``python -m training.language_model``. Needs the extra ``training`` (py3langid). The original knows
142 languages by 100,000 sequences of bytes and is packed so that loading it takes half a second. Kept are
our languages and the sequences that tell them apart, each with a byte a language; nothing is trained. Same
input, same bytes. ``src/rashomon/text/language.md`` says what comes out and how good it is.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from pathlib import Path

import numpy as np

from rashomon.languages import codes
from rashomon.text.language_model import NORMAL_CODES

#: How many sequences are kept: with half of them, one in a hundred of short samples is told otherwise.
KEPT = 50_000
OUT = Path(__file__).parent.parent / "src" / "rashomon" / "text" / "language.bin"


def sequences(identifier: object) -> dict[int, bytes]:
    """Number of each feature to its bytes, read off the automaton: the shortest way to a state that
    emits it (longer ways end with it)."""
    moves = np.asarray(identifier.tk_nextmove).reshape(-1, 256)  # type: ignore[attr-defined]
    rows = identifier.tk_row  # type: ignore[attr-defined]
    emitted = identifier.tk_output  # type: ignore[attr-defined]
    found: dict[int, bytes] = {}
    paths, waiting = {0: b""}, deque([0])
    while waiting:
        state = waiting.popleft()
        if emitted[state] >= 0:
            found.setdefault(int(emitted[state]), paths[state])
        following = moves[rows[state]]
        for byte in np.flatnonzero(following):
            after = int(following[byte])
            if after not in paths:
                paths[after] = paths[state] + bytes([int(byte)])
                waiting.append(after)
    return found


def telling(scores: np.ndarray) -> np.ndarray:
    """How much each feature tells: how common it is in the language that has it most, times how far apart
    its commonest and its rarest language are (in log probability)."""
    told: np.ndarray = np.exp(scores.max(axis=1)) * (scores.max(axis=1) - scores.min(axis=1))
    return told


def write(features: list[bytes], scores: np.ndarray, classes: list[str], prior: np.ndarray) -> bytes:
    """The file: a line of JSON, the features by length and bytes, and for each a byte a language."""
    order = sorted(range(len(features)), key=lambda each: (len(features[each]), features[each]))
    low, high = float(scores.min()), float(scores.max())
    table = np.round((scores[order] - low) / (high - low) * 255).astype(np.uint8)
    lengths = [len(features[each]) for each in order]
    head = {
        "classes": classes,
        "prior": [round(float(value), 6) for value in prior],
        "low": low,
        "high": high,
        "counts": [lengths.count(length) for length in range(1, max(lengths) + 1)],
    }
    body = b"".join(features[each] for each in order)
    return json.dumps(head, separators=(",", ":")).encode("ascii") + b"\n" + body + table.tobytes()


def main() -> None:
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    wanted = set(codes()) | {code for code, ours in NORMAL_CODES.items() if ours in codes()}
    identifier.set_languages(sorted(wanted & set(identifier.nb_classes)))
    scores = identifier.nb_ptc.astype(np.float32)
    named = sequences(identifier)
    best = sorted(named, key=lambda each: (-float(telling(scores[each : each + 1])[0]), each))[:KEPT]
    made = write([named[each] for each in best], scores[best], identifier.nb_classes, identifier.nb_pc)
    OUT.write_bytes(made)
    source = hashlib.sha256((MODEL_DIR / MODEL_FILE).read_bytes()).hexdigest()
    print(f"{OUT.name}: {len(made):,} bytes, SHA-256 {hashlib.sha256(made).hexdigest()}; from {source}")


if __name__ == "__main__":
    main()
