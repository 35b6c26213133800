"""What a library of 100,000 reports costs: :mod:`benchmarks.library_size` at its full size.

    python -m benchmarks.library_full [REPORTS] [--minutes N] [--keep FILE]
"""

from __future__ import annotations

import sys

from benchmarks import library_size

if __name__ == "__main__":
    sys.exit(library_size.main("library_full", 100_000))
