"""The statements of a story: quotations of one utterance brought together over reports and languages."""

from rashomon.comparing.statements.comparison import compare

__all__ = ["compare"]
