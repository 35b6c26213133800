"""Marks that come in with a report: what a user corrected stays, what does not fit is named and left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from rashomon.model import Figure, MarkKind, Marks, Moment, Name, Quotation, Span
from rashomon.wire import WireError, decode

Mark = Quotation | Figure | Moment | Name
_NOUNS: Final[Mapping[MarkKind, type[Mark]]] = {
    "quotations": Quotation,
    "figures": Figure,
    "moments": Moment,
    "names": Name,
}
KINDS: Final[tuple[MarkKind, ...]] = get_args(MarkKind)
#: What found the names stands beside the marks.
_BY: Final = "named_by"
#: Complaints about the marks of one report that are said; the rest are counted.
_SAID: Final = 8


def read_marks(given: Any, text: str) -> tuple[Marks, tuple[str, ...]]:
    """The marks that JSON gives for a report with this text, and what is wrong with those left out.

    A kind that is given counts as searched, be it with an empty list; a kind that is not given is left for
    :func:`rashomon.marking.mark`. Marks of one kind stand beside each other; only quotations may stand one
    wholly inside another.
    """
    if not isinstance(given, Mapping):
        return Marks(), ("marks is not an object",)
    unknown = [key for key in given if key not in (*KINDS, _BY)]
    wrong = [f"marks.{key} is not a kind of mark ({', '.join(KINDS)})" for key in unknown]
    kept: dict[str, tuple[Any, ...]] = {}
    for kind in KINDS:
        values = given.get(kind)
        if isinstance(values, list):
            kept[kind] = _of_one_kind(kind, values, text, wrong)
        elif values is not None:
            wrong.append(f"marks.{kind} is not a list")
    more = len(wrong) - _SAID
    said = wrong[:_SAID] + ([f"{more} more of its marks do not fit"] if more > 0 else [])
    named_by = given.get(_BY, "") if "names" in kept and isinstance(given.get(_BY), str) else ""
    searched = frozenset(kind for kind in KINDS if kind in kept)
    return Marks(**kept, named_by=named_by, searched=searched), tuple(said)


def _of_one_kind(kind: MarkKind, values: Sequence[Any], text: str, wrong: list[str]) -> tuple[Any, ...]:
    """The marks of one kind in text order; what is wrong is added to ``wrong``."""
    found: list[tuple[int, Mark]] = []
    for at, value in enumerate(values):
        try:
            mark = decode(_NOUNS[kind], value, text=text, path=f"marks.{kind}[{at}]")
            _check(mark, f"marks.{kind}[{at}]")
        except WireError as error:
            wrong.append(str(error))
        else:
            found.append((at, mark))
    found.sort(key=lambda each: (_place(each[1]), each[0]))
    return tuple(_beside_each_other(kind, found, wrong))


def _check(mark: Mark, path: str) -> None:
    if mark.span is not None and not len(mark.span):
        raise WireError(f"{path}.span", "is empty")
    if isinstance(mark, Figure) and mark.low is not None and mark.high is not None and mark.low > mark.high:
        raise WireError(f"{path}.low", f"{mark.low:g} is above high, {mark.high:g}")


def _place(mark: Mark) -> tuple[int, int]:
    """Where a mark stands, an outer one before what lies inside it, one without a place first."""
    return (mark.span.start, -mark.span.end) if mark.span else (-1, 0)


def _beside_each_other(kind: MarkKind, found: Sequence[tuple[int, Mark]], wrong: list[str]) -> list[Mark]:
    """The marks without those that overlap an earlier one."""
    kept: list[Mark] = []
    around: list[tuple[int, Span]] = []  # those that are not over yet, the innermost last
    for at, mark in found:
        span = mark.span
        while span and around and around[-1][1].end <= span.start:
            around.pop()
        if span and around and not _may_share(kind, around[-1][1], span):
            other = f"marks.{kind}[{around[-1][0]}]"
            wrong.append(f"marks.{kind}[{at}].span {span.start}..{span.end} overlaps {other}")
            continue
        kept.append(mark)
        if span:
            around.append((at, span))
    return kept


def _may_share(kind: MarkKind, outer: Span, inner: Span) -> bool:
    """True if two overlapping marks of a kind may both stand: a quotation inside what is quoted."""
    return kind == "quotations" and outer.contains(inner) and outer != inner
