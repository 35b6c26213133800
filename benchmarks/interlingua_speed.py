"""Speed of the interlingua on one core: opening the model, vectors of reports of 2 KB, sentences compared.

Reports are made by recombining the sentences of the practice sets in eleven languages (of the examples
that ship, where those are absent), so their words are those of real news. CPU time only. The first pass
meets every word for the first time; the second is the rate of a stream that has been running.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.floors import judge

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "grouping"
REPORTS, BYTES, SENTENCES = 6_000, 2_048, 300
LOAD = """
import time, numpy
from rashomon.encoding import interlingua
start = time.process_time()
interlingua.Interlingua.load()
print(time.process_time() - start)
"""


def sentences() -> dict[str, list[str]]:
    """Sentences of news by language."""
    found: dict[str, list[str]] = {}
    for name in ("meantime", "ntrex"):
        if (path := DATA / f"{name}.jsonl.gz").is_file():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for row in map(json.loads, lines):
                    found.setdefault(row["lang"], []).extend(row["sentences"])
    if not found:
        for path in sorted((ROOT / "examples" / "reports").glob("*.txt")):
            lines_of = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
            found.setdefault(path.name.split(".")[-2], []).extend(lines_of)
    return found


def main() -> int:
    opened = statistics.median(
        float(subprocess.run([sys.executable, "-c", LOAD], check=True, capture_output=True).stdout)
        for _ in range(5)
    )
    print(f"model opened in {opened * 1000:.1f} ms")

    from rashomon.encoding.interlingua import Interlingua

    source = sentences()
    chance = random.Random(11)
    texts, languages = [], []
    for _ in range(REPORTS):
        language = chance.choice(sorted(source))
        text = ""
        while len(text.encode()) < BYTES:
            text += chance.choice(source[language]) + "\n"
        texts.append(text.encode()[:BYTES].decode(errors="ignore"))
        languages.append(language)
    model = Interlingua.load()
    rates = []
    for name in ("first", "second"):
        start = time.process_time()
        model.vectors(texts, languages)
        rates.append(REPORTS / (time.process_time() - start))
        print(f"vectors, {name} pass: {rates[-1]:.0f} reports of 2 KB a second ({len(source)} languages)")
    some = sorted({s for s in source["en"] if len(s) > 40})[:SENTENCES]
    other = sorted({s for s in source["es"] if len(s) > 40})[:SENTENCES]
    start = time.process_time()
    model.similarities(some, ["en"] * len(some), other, ["es"] * len(other))
    compared = time.process_time() - start
    print(f"{len(some)} sentences against {len(other)}: {compared:.2f} s")
    return judge(
        "interlingua_speed",
        {"open_seconds": opened, "reports_per_second": rates[-1], "compare_seconds": compared},
    )


if __name__ == "__main__":
    sys.exit(main())
