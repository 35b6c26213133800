"""What a user decided: these two belong together, this one does not. Kept for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Constraints:
    """Pairs of report ids that must, or must not, be in one story.

    The last word on a pair holds. Reports need not have arrived yet, and may have left memory.
    """

    joined: set[tuple[str, str]] = field(default_factory=set)
    parted: set[tuple[str, str]] = field(default_factory=set)

    @staticmethod
    def _pair(one: str, other: str) -> tuple[str, str]:
        if one == other:
            raise ValueError(f"a report and itself: {one}")
        return (one, other) if one < other else (other, one)

    def together(self, one: str, other: str) -> None:
        """The two reports are in one story from now on.

        Raises:
            ValueError: where both ids are the same.
        """
        pair = self._pair(one, other)
        self.parted.discard(pair)
        self.joined.add(pair)

    def apart(self, one: str, other: str) -> None:
        """The two reports are never in one story from now on.

        Raises:
            ValueError: where both ids are the same.
        """
        pair = self._pair(one, other)
        self.joined.discard(pair)
        self.parted.add(pair)

    def binds(self, report: str) -> bool:
        """Whether a report must be in one story with another."""
        return any(report in pair for pair in self.joined)

    def forbids(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether a pair of the one and the other group must stay apart."""
        if not self.parted:
            return False
        others = list(others)
        return any(a != b and self._pair(a, b) in self.parted for a in some for b in others)
