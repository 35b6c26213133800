"""Reports back from the JSON that :mod:`rashomon.telling.json` writes, so that marked reports can be
kept and compared later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from rashomon.model import MarkKind, Report, Synopsis
from rashomon.wire import WireError, decode


def report_from_json(given: Mapping[str, Any]) -> Report:
    """The report that ``rashomon.telling.json.report_json`` wrote, with its marks where it has them.

    Raises:
        rashomon.wire.WireError: (a ValueError) where a field of the contract is missing or of another type,
            or a span does not lie in the text or does not cover the words beside it.
    """
    text = given.get("text")
    if not isinstance(text, str):
        raise WireError("text", "is missing")
    report = decode(Report, given, text=text)
    searched = frozenset(kind for kind in get_args(MarkKind) if kind in given.get("marks", ()))
    return replace(report, marks=replace(report.marks, searched=searched))


def synopsis_from_json(given: Mapping[str, Any]) -> Synopsis:
    """The synopsis that is one of the ``stories`` of ``rashomon.synopsis/1``.

    Raises:
        rashomon.wire.WireError: (a ValueError) as :func:`report_from_json` does, and where a passage names a
            report that the story does not have.
    """
    reports = given.get("reports")
    if not isinstance(reports, list):
        raise WireError("reports", "is missing")
    texts = {
        report["id"]: report["text"]
        for report in reports
        if isinstance(report, Mapping) and isinstance(report.get("text"), str) and "id" in report
    }
    return decode(Synopsis, given, texts=texts)
