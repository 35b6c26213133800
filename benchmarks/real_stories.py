"""Real stories, judged by reading (practice half beside the project): is what `compare` says of them true?

    python -m benchmarks.real_stories [--wrong]

Each story goes through ``rashomon compare``; the scorer that comes with the judgements prints its table.
Exits 1 below the floors in ``floors.toml``. English only, one reader; the judgements stay in their folder.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.floors import judge

TRUTH = Path(__file__).parents[2] / "shared" / "data" / "compare" / "truth"
#: What a floor is called, and the line of the scorer's table it is of.
_LINES = {
    "statement precision": "statement pairs: precision (same / all judged that are put together)",
    "statement recall": "statement pairs: recall (of those labelled same)",
    "figure precision": "figure pairs: precision (same / all judged that are put together)",
    "figure recall": "figure pairs: recall (of those labelled same)",
    "name precision": "name pairs: precision (same / all judged that are put together)",
    "name recall": "name pairs: recall (of those labelled same)",
    "coverage": "coverage: precision (true / judged claims made)",
    "verdicts": "verdicts: right ('none' is right where nothing comparable was joined)",
}


def main() -> int:
    """Prints the scorer's table; 1 below the floors."""
    if not TRUTH.is_dir():
        print("skipped: the judged stories are not beside the project")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        numbers = Path(folder) / "numbers.json"
        command = [
            sys.executable,
            str(TRUTH / "score.py"),
            str(TRUTH / "truth.jsonl"),
            str(TRUTH / "stories.jsonl"),
        ]
        command += ["--rashomon", f"{sys.executable} -m rashomon", "--jobs", "2", "--json", str(numbers)]
        subprocess.run([*command, *sys.argv[1:]], check=True)
        told = json.loads(numbers.read_text(encoding="utf-8"))
    reached = {
        name: float(shares[0])
        for name, line in _LINES.items()
        if (shares := re.findall(r"= ([\d.]+)", str(told[line])))
    }
    return judge("real_stories", reached)


if __name__ == "__main__":
    sys.exit(main())
