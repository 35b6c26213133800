"""moments."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Figure, Moment, Name, Quotation, Report


def find(report: Report) -> tuple[Moment, ...]:
    """Nothing yet."""
    return ()
