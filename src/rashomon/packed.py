"""Marks as a few bytes while nobody looks at them: between marking and comparing, and on the way to a worker.

The marks of a report are hundreds of small objects, ten times as large as what they say. Whoever compares
thousands of stories looks at one of them at a time.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon.model import Marks, Report, Span, Story

#: How hard the bytes are pressed: a third of the time of the hardest, a tenth larger.
_PRESSED = 1


@dataclass(frozen=True, slots=True)
class _Packed(Marks):
    """The marks of a report, packed; seen from outside it has none."""

    raw: bytes = b""

    def without(self, spans: Sequence[Span]) -> Marks:
        """The marks that touch none of some spans, packed as well."""
        return _pack(_unpack(self).without(spans))


def _pack(marks: Marks) -> Marks:
    return _Packed(raw=zlib.compress(pickle.dumps(marks), _PRESSED))


def _unpack(marks: Marks) -> Marks:
    if not isinstance(marks, _Packed):
        return marks
    # Only what a process of this very run packed comes here.
    found: Marks = pickle.loads(zlib.decompress(marks.raw))
    return found


def packed(report: Report) -> Report:
    """The report with its marks packed."""
    return replace(report, marks=_pack(report.marks))


def unpacked(story: Story) -> Story:
    """The story with all marks of its reports as they were."""
    reports = (replace(report, marks=_unpack(report.marks)) for report in story.reports)
    return replace(story, reports=tuple(reports))
