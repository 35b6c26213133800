"""Mark: a report goes in, the same report with its quotations, figures, moments and names comes out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from rashomon.marking import figures, moments, names, quotations
from rashomon.model import MarkKind, Marks, Report

if TYPE_CHECKING:
    from rashomon.marking.names.tagger import Tagger


def mark(report: Report, tagger: Tagger | None = None) -> Report:
    """The report with its marks. Furniture and repeats are never marked, and a kind of marks that came in
    with the report stays as it is. Names are found by the ``tagger`` where one is given, else by the fast
    rules."""
    given = report.marks
    named = given.names if given.has("names") else names.find(report, tagger)
    spoken = given.quotations if given.has("quotations") else quotations.find(report, named)
    dated, timed = moments.read(report, named=named)
    dated = given.moments if given.has("moments") else dated
    counted = given.figures if given.has("figures") else figures.find(report, (*dated, *timed), spoken)
    by = given.named_by if given.has("names") else ("rules" if tagger is None else tagger.name)
    return replace(report, marks=Marks(spoken, counted, dated, named, frozenset(get_args(MarkKind)), by))
