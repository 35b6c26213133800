"""The figures of a story: the same quantity from several reports side by side, with a verdict."""

from rashomon.comparing.figures.comparison import compare

__all__ = ["compare"]
