"""How often the language of a short text is told right, and how long that takes.

Texts of known language from the practice data (translated news, Wikinews, sentences with speech in 22
languages), cut to 40, 100 and 300 characters; ``python -m benchmarks.language_model``.
"""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.grouping_sets import DATA
from rashomon.languages import codes
from rashomon.text.language import detect
from rashomon.text.language_model import NORMAL_CODES

SIZES = (40, 100, 300)


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Language and text of each report or sentence."""
    for path in sorted([*folder.glob("grouping/*.jsonl.gz"), *folder.glob("quotes/ud_speech*/*"),
                        *folder.glob("quotes/ud_speech*.jsonl*")]):  # fmt: skip
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as lines:
            for line in lines:
                item = json.loads(line)
                language = str(item.get("language") or item.get("lang") or "").split("-")[0]
                text = item.get("text") or " ".join(item.get("sentences") or ())
                if text and NORMAL_CODES.get(language, language) in codes():
                    yield NORMAL_CODES.get(language, language), text


def main() -> None:
    right: Counter[int] = Counter()
    asked: Counter[int] = Counter()
    detect("Loads the model.")
    start = time.process_time()
    for language, text in _texts(DATA.parent):
        for size in SIZES:
            if len(text) >= size:
                asked[size] += 1
                right[size] += detect(text[:size])[0] == language
    passed = time.process_time() - start
    for size in SIZES:
        print(f"{size} characters: {right[size] / asked[size]:.4f} of {asked[size]}")
    print(f"{passed / sum(asked.values()) * 1000:.3f} ms each")


if __name__ == "__main__":
    main()
