"""What changed between two wordings of one language: words dropped, added or exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import regex

from rashomon.model import Change, Span
from rashomon.text.words import folded

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[.,'’%][\p{L}\p{M}\p{N}]+)*+%?")
#: A version is cut where it has fewer than this share of the reference's words ...
_CUT = 0.85
#: ... and at least this share of its own words stands in the reference in order.
_KEPT = 0.85


def _matched(reference: Sequence[str], version: Sequence[str]) -> int:
    matcher = SequenceMatcher(None, reference, version, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def is_cut(reference: Sequence[str], version: Sequence[str]) -> bool:
    """Whether a version is the reference shortened: its words, but not all of them."""
    if len(version) >= _CUT * len(reference):
        return False
    return _matched(reference, version) >= _KEPT * len(version)


def against(reference: str, version: str, offset: int) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """The changes from ``reference`` to ``version`` and the reference's words missing at its ends or in
    its middle.

    ``offset`` is where ``version`` starts in its report; spans of the changes point into that report.
    Case and punctuation do not count. Texts of more than 2,000 words are not compared.
    """
    left, right = list(_TOKEN.finditer(reference)), list(_TOKEN.finditer(version))
    if not left or not right or max(len(left), len(right)) > 2000:
        return (), ()
    matcher = SequenceMatcher(
        None, [folded(t.group()) for t in left], [folded(t.group()) for t in right], autojunk=False
    )
    changes: list[Change] = []
    missing: list[str] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        dropped = reference[left[i].start() : left[j - 1].end()] if j > i else ""
        added = version[right[k].start() : right[m - 1].end()] if m > k else ""
        if dropped and not added:
            missing.append(dropped)
            continue
        at = Span(offset + right[k].start(), offset + right[m - 1].end())
        changes.append(Change(dropped, added, at))
    return tuple(changes), tuple(missing)
