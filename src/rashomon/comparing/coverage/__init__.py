"""What only one report tells and what all but one tell, with the passages."""

from rashomon.comparing.coverage.claims import coverage
from rashomon.comparing.coverage.likeness import Many

__all__ = ["Many", "coverage"]
