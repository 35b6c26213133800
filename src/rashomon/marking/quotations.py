"""quotations."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Figure, Moment, Name, Quotation, Report


def find(report: Report, names: Sequence[Name] = ()) -> tuple[Quotation, ...]:
    """Nothing yet."""
    return ()
