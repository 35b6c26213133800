"""Reports back from the JSON that :mod:`rashomon.telling.json` writes, so that marked reports can be
kept and compared later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from rashomon.model import MarkKind, Report
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
