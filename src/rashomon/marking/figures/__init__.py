"""figures."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Figure, Moment, Name, Quotation, Report


def find(report: Report, moments: Sequence[Moment] = (), quotations: Sequence[Quotation] = ()) -> tuple[Figure, ...]:
    """Nothing yet."""
    return ()
