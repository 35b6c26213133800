"""Rashomon: many reports, one story.

Five verbs, one direction: read -> mark -> group -> compare -> tell. The nouns they pass on live in
:mod:`rashomon.model`; ``docs/python.md`` is a session with all of this.

    import rashomon

    reports = rashomon.read("examples/reports")
    for story in rashomon.group(reports):
        synopsis = rashomon.compare(story)
        print(synopsis, synopsis.differences())

What a function needs is loaded when it is first called: ``import rashomon`` alone costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from os import PathLike, fspath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.decisions import Decision
    from rashomon.encoding.encoders import Encoder
    from rashomon.model import Block, Figure, Marks, Moment, Name, Quotation, Report, Span, Story
    from rashomon.reading import Reading
    from rashomon.results import Synopsis

__version__ = "0.1.0"
__all__ = [
    "Block", "Decision", "Figure", "Marks", "Moment", "Name", "Quotation", "Reading", "Report", "Span",
    "Story", "Synopsis", "compare", "find_figures", "find_moments", "find_names", "find_quotations", "group",
    "mark", "read", "report",
]  # fmt: skip

#: Days that may lie between two reports next to each other in a story, unless said otherwise.
WINDOW_DAYS = 14.0


def read(paths: str | PathLike[str] | Iterable[str | PathLike[str]]) -> Reading:
    """The reports of files, folders, globs, ``file:`` URLs or ``-`` (standard input).

    The result is a sequence of reports, sorted by source and id; its ``problems`` name what could not be
    read and why. Nothing is raised for a bad source.
    """
    from rashomon.reading import read_paths

    given = [paths] if isinstance(paths, str | PathLike) else list(paths)
    return read_paths([fspath(path) for path in given])


def report(
    text: str,
    *,
    language: str | None = None,
    published: str | date | Moment | None = None,
    outlet: str | None = None,
    id: str | None = None,
    title: str | None = None,
) -> Report:
    """A report from its text, which is kept character for character.

    Args:
        text: the whole report.
        language: BCP 47; identified from the text where not given.
        published: when it appeared: a date, a datetime, ISO 8601 of any precision, RFC 5322.
        outlet: who published it.
        id: its name among other reports; made from the text where not given.
        title: found in the text where not given.

    Raises:
        ValueError: where ``text`` has no words or is not valid Unicode, or ``published`` is no date.
    """
    from rashomon.reading.fields import report_from_fields

    return report_from_fields(text, language=language, published=published, outlet=outlet, id=id, title=title)


def mark(report: Report) -> Report:
    """The report with its quotations, figures, moments and names; those it came with stay as they are."""
    from rashomon.marking import mark

    return mark(report)


def group(
    reports: Iterable[Report],
    *,
    window_days: float | None = WINDOW_DAYS,
    decisions: Iterable[Decision] = (),
) -> tuple[Story, ...]:
    """The stories of some reports; every report is in exactly one.

    Args:
        reports: marked or not.
        window_days: how many days may lie between two reports next to each other in a story (None: any).
        decisions: what people decided about which reports belong together; stronger than any guess.
    """
    from rashomon.grouping import Constraints, group

    constraints = Constraints()
    for decision in decisions:
        if decision.kind == "one_story":
            constraints.together(*decision.reports)
        elif decision.kind == "other_story":
            constraints.apart(*decision.reports)
    return group(reports, window_days=window_days, constraints=constraints)


def compare(
    story: Story | Iterable[Report],
    *,
    encoder: Encoder | str | None = "best",
    decisions: Iterable[Decision] = (),
) -> Synopsis:
    """The reports of a story set side by side; any reports given instead of a story are taken as one.

    Args:
        story: a story of :func:`group`, or reports; what is not marked yet is marked.
        encoder: decides which utterance is which across languages: ``"best"`` (the one that ships), the
            name of one (``"built-in"``, a model for sentence-transformers), an object with ``name`` and
            ``embed``, or None for the word vectors and the fast rules for names alone. ``aligned_by`` of the
            result says what did it.
        decisions: what people decided about passages and names of the reports.

    Raises:
        ValueError: where there is no report.
        rashomon.encoding.encoders.EncoderError: where an encoder named cannot be had.
    """
    from rashomon.results import compare

    return compare(story, encoder=encoder, decisions=decisions)


def find_quotations(text: str, language: str) -> tuple[Quotation, ...]:
    """The quotations of a plain text in a language (BCP 47), with their speakers."""
    from rashomon.marking import names, quotations

    given = _plain(text, language)
    return quotations.find(given, names.find(given))


def find_figures(text: str, language: str) -> tuple[Figure, ...]:
    """The quantities of a plain text in a language (BCP 47)."""
    from rashomon.marking import figures, moments

    given = _plain(text, language)
    dated, timed = moments.read(given)
    return figures.find(given, (*dated, *timed), find_quotations(text, language))


def find_moments(text: str, language: str, *, published: str | date | None = None) -> tuple[Moment, ...]:
    """The dates and times of a plain text in a language (BCP 47); "yesterday" is resolved against
    ``published`` where that is given.

    Raises:
        ValueError: where ``published`` is no date.
    """
    from rashomon.marking import moments, names

    given = _plain(text, language, published)
    return moments.read(given, named=names.find(given))[0]


def find_names(text: str, language: str) -> tuple[Name, ...]:
    """The people, organisations, places and other things that a plain text in a language (BCP 47) names."""
    from rashomon.marking import names

    return names.find(_plain(text, language))


def _plain(text: str, language: str, published: str | date | None = None) -> Report:
    """A text as the body of a report, none of it set aside."""
    from rashomon.model import Block, Report, Span
    from rashomon.reading.fields import published_from

    whole = (Block("body", Span(0, len(text))),) if text else ()
    return Report("text", "text", text, language, blocks=whole, published=published_from(published))


#: The classes of what these functions take and give, loaded when asked for ("rashomon.Report").
_CLASSES = {
    "Synopsis": "rashomon.results",
    "Decision": "rashomon.decisions",
    "Reading": "rashomon.reading",
    **dict.fromkeys(
        ("Block", "Figure", "Marks", "Moment", "Name", "Quotation", "Report", "Span", "Story"),
        "rashomon.model",
    ),
}


def __getattr__(name: str) -> object:
    if name not in _CLASSES:
        raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
    found: object = getattr(import_module(_CLASSES[name]), name)
    return found
