"""Digits that patterns know and Python does not (newer Unicode), and numerals that are no decimals."""

from __future__ import annotations

import sys

import pytest
import regex

from rashomon.marking import mark
from rashomon.model import Block, Report, Span

_ODD = [c for c in map(chr, range(sys.maxunicode + 1)) if regex.fullmatch(r"\p{N}", c) and not c.isdecimal()]


@pytest.mark.parametrize("language", ["en", "ar", "hi", "zh", "ja"])
def test_numerals_of_any_kind_stop_nothing(language: str) -> None:
    shapes = ("{0}", "20{0}{0}", "{0},{0}{0}{0} km", "on {0} May 20{0}{0}", "{0}.{0}.20{0}9", "12:{0}0")
    for odd in _ODD[:: max(1, len(_ODD) // 120)]:
        text = "\n".join(shape.format(odd) + " people fled, he said." for shape in shapes)
        report = Report("r", "r.txt", text, language, blocks=(Block("body", Span(0, len(text))),))
        for figure in mark(report).marks.figures:
            assert figure.span.of(text) == figure.text
