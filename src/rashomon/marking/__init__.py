"""Mark: a report goes in, the same report with its quotations, figures, moments and names comes out."""

from __future__ import annotations

from dataclasses import replace

from rashomon.marking import figures, moments, names, quotations
from rashomon.model import Marks, Report


def mark(report: Report) -> Report:
    """The report with its marks. Furniture and repeats are never marked."""
    named = names.find(report)
    spoken = quotations.find(report, named)
    dated = moments.find(report)
    counted = figures.find(report, dated, spoken)
    return replace(report, marks=Marks(spoken, counted, dated, named))
