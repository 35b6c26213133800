"""Names: mentions of persons, organisations, places and other named things in a report.

A mention's span covers the name only: no genitive ending, no tail of a hyphenated compound, no title.
Precision comes first: where capitals say little (a sentence's first word, a headline in title case, German
nouns) a word is a name only with further evidence, see :mod:`rashomon.marking.names.runs`.
"""

from __future__ import annotations

from rashomon.marking.names import caseless
from rashomon.marking.names.entities import resolve
from rashomon.marking.names.knowledge import knowledge
from rashomon.marking.names.runs import Reader
from rashomon.marking.sentences import sentences
from rashomon.model import Name, Report

__all__ = ["find"]


def find(report: Report) -> tuple[Name, ...]:
    """The names mentioned in the report, in text order; mentions of one thing share their ``entity``:
    ``territory:SY`` (CLDR), ``city:170063`` (GeoNames), else kind and the name in Latin letters."""
    known = knowledge(report.language)
    told = sentences(report)
    found = caseless.runs(report.text, told, known) if known.caseless else None
    return resolve(
        report.text, found if found is not None else Reader(report.text, told, known).runs(), known
    )
