"""Names: mentions of persons, organisations, places and other named things in a report.

A mention's span covers the name only: no genitive ending, no tail of a hyphenated compound, no title.
Precision comes first: where capitals say little (a sentence's first word, a headline in title case, German
nouns) a word is a name only with further evidence, see :mod:`rashomon.marking.names.runs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.marking.names import caseless
from rashomon.marking.names.entities import resolve
from rashomon.marking.names.knowledge import Knowledge, knowledge
from rashomon.marking.names.runs import Reader, Run
from rashomon.model import Name, Report, Span
from rashomon.text.document import document_of

if TYPE_CHECKING:
    from rashomon.marking.names.tagger import Tagger

__all__ = ["find"]


def _runs(text: str, sentences: Sequence[Span], known: Knowledge, tagger: Tagger | None) -> list[Run]:
    """The names in some sentences of one language, in text order."""
    if tagger is not None:
        # Numpy comes with it: not at the start of those who need no tagger.
        from rashomon.marking.names import tagged

        return tagged.runs(text, sentences, known, tagger)
    return caseless.runs(text, sentences, known) if known.caseless else Reader(text, sentences, known).runs()


def find(report: Report, tagger: Tagger | None = None) -> tuple[Name, ...]:
    """The names mentioned in the report, in text order; mentions of one thing share their ``entity``:
    ``territory:SY`` (CLDR), ``region:US-OK`` (ISO 3166-2), ``city:170063`` (GeoNames), else kind and the
    name in Latin letters. Found by the ``tagger`` where one is given, else by the rules."""
    document = document_of(report)
    sentences: dict[str, list[Span]] = {report.language: []}
    for section, inside in zip(document.sections, document.sentences_by_section, strict=True):
        sentences.setdefault(section.language, []).extend(inside)
    found = [
        run
        for language, inside in sentences.items()
        for run in _runs(report.text, inside, knowledge(language), tagger)
    ]
    found.sort(key=lambda run: run.span)
    return resolve(report.text, found, knowledge(report.language))
