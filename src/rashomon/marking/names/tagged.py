"""The names that the tagger finds, as runs like those the rules find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from rashomon.marking.names import caseless, kinds
from rashomon.marking.names.knowledge import Knowledge
from rashomon.marking.names.runs import Reader, Run
from rashomon.marking.names.tagger import KINDS, Labels, Tagger
from rashomon.marking.names.words import Word
from rashomon.model import NameKind, Span

#: The probability from which a word belongs to a name.
NAMED = 0.5
#: The probability from which what the rules find is believed.
LIKELY = 0.2
#: What being listed as a town adds to how likely a place is, and from how many thousand inhabitants.
TOWN = 0.7
LISTED = 50
#: Code points of a sentence that the tagger is given at once.
_LONGEST = 1_000

Pieces = list[tuple[int, int]]


def runs(text: str, sentences: Sequence[Span], known: Knowledge, tagger: Tagger) -> list[Run]:
    """All names of the sentences, in text order, none overlapping another."""
    labelled = tagger.labels([sentence.of(text)[:_LONGEST] for sentence in sentences])
    if known.caseless:
        return _without_capitals(text, sentences, known, labelled)
    reader = Reader(text, sentences, known)
    found: list[Run] = []
    rows: dict[int, Labels] = {}
    for sentence, words, (pieces, labels) in zip(sentences, reader.sentences, labelled, strict=True):
        rows.update(_rows(sentence.start, words, pieces, labels))
        found.extend(_of_sentence(reader, words, rows))
    return _with_the_sure(reader, found, rows)


def _rows(offset: int, words: Sequence[Word], pieces: Pieces, labels: Labels) -> Iterator[tuple[int, Labels]]:
    """Where each word of a sentence begins, with its labels."""
    at = 0
    for word in words:
        while at < len(pieces) and pieces[at][1] + offset <= word.start:
            at += 1
        row = _row(word, offset, pieces, labels, at)
        if row is not None:
            yield word.start, row


def _of_sentence(reader: Reader, words: Sequence[Word], rows: Mapping[int, Labels]) -> Iterator[Run]:
    """The names of one sentence: words in a row that are labelled as parts of names."""
    # Where capitals are used, a name has one.
    cased = any(word.capital and not word.upper for word in words[1:])
    said: list[tuple[Word, Labels]] = []
    for word in words:
        row = rows.get(word.start)
        named = row is not None and 1 - row[0] >= NAMED
        if said and (not named or not _goes_on(reader, said[-1][0], word, row)):
            yield from _run(reader, words, said, cased)
            said = []
        if named and row is not None:
            said.append((word, row))
    if said:
        yield from _run(reader, words, said, cased)


def _row(word: Word, offset: int, pieces: Pieces, labels: Labels, first: int) -> Labels | None:
    """The labels of a word: the mean over its pieces, the first of which says whether a name begins."""
    last = first
    while last < len(pieces) and pieces[last][0] + offset < word.end:
        last += 1
    if last == first:
        return None
    mean = labels[first:last].mean(axis=0)
    begins = float(labels[first, 1::2].sum()) > float(labels[first, 2::2].sum())
    kinds_of = mean[1::2] + mean[2::2]
    row = np.zeros_like(mean)
    row[0] = mean[0]
    row[1 if begins else 2 :: 2] = kinds_of
    return np.asarray(np.round(row, 3))


def _goes_on(reader: Reader, left: Word, right: Word, row: Labels | None) -> bool:
    """True if a word belongs to the name that the word before it belongs to."""
    gap = reader.judge.gap(left, right)
    if row is None or left.genitive or left.compound or len(gap) > 2 or "\n" in gap:
        return False
    return float(row[2::2].sum()) >= float(row[1::2].sum())


def _votes(rows: Sequence[Labels]) -> dict[NameKind, float]:
    """How likely the tagger holds each kind of a name, by all its words."""
    total = np.sum(np.stack(rows), axis=0)
    shares = (total[1::2] + total[2::2]) / len(rows)
    return {kind: round(float(share), 3) for kind, share in zip(KINDS, shares, strict=True)}


def _kind(rows: Sequence[Labels]) -> NameKind:
    """The likeliest kind of a name by all its words."""
    votes = _votes(rows)
    return min(KINDS, key=lambda kind: (-votes[kind], KINDS.index(kind)))


def _weighed(run: Run, known: Knowledge, rows: Sequence[Labels]) -> NameKind:
    """The likeliest kind of a name by what the tagger says; a single word that lists know as a town and as
    nobody's name is a person's only where the tagger is all but sure."""
    votes = _votes(rows)
    word = run.capitals[0].text
    town = known.town(word) if len(run.capitals) == 1 else None
    if town and town.thousands >= LISTED and not (known.given(word) or known.family(word)):
        votes["place"] += TOWN
    return min(KINDS, key=lambda kind: (-votes[kind], KINDS.index(kind)))


def _run(
    reader: Reader, words: Sequence[Word], said: Sequence[tuple[Word, Labels]], cased: bool
) -> Iterator[Run]:
    """The run of some words, without the titles and articles before them; none where only those are left."""
    known = reader.known
    kind = _kind([row for _, row in said])
    piece, titled = [word for word, _ in said], False
    while len(piece) > 1 and (
        (kind == "person" and known.title(piece[0].text))
        or (not piece[0].capital and piece[0].key in known.articles)
    ):
        titled = titled or known.title(piece[0].text)
        piece = piece[1:]
    if kind == "person" and known.title(piece[0].text) and len(piece) == 1:
        return
    if (len(piece) == 1 and piece[0].initial) or (cased and not any(word.capital for word in piece)):
        return
    first = piece[0].at
    titled = titled or (first > 0 and reader.titles(words[first - 1], piece[0]))
    run = replace(reader.run(words, piece, titled and kind == "person"), hint=None)
    kept = [row for word, row in said if any(word is part for part in piece)]
    yield replace(run, hint=_settled(run, known, kind if run.titled else _weighed(run, known, kept)))


def _settled(run: Run, known: Knowledge, kind: NameKind) -> NameKind:
    """The kind of a run: what the noun beside it says of it, else what the tagger says."""
    if kinds.is_thing(run, known):
        return "other"
    called = known.given(run.capitals[0].text)
    if (
        kind != "organisation"
        and not called
        and (known.introduces(run.before) or run.aside) == "organisation"
    ):
        return "organisation"
    return kind


def _with_the_sure(reader: Reader, found: list[Run], rows: Mapping[int, Labels]) -> list[Run]:
    """The names found and, where they leave room, those that the rules are sure of: countries, long forms
    beside their acronyms, what is called again as it was called elsewhere in the report, and what the tagger
    holds likely at least."""
    taken = {at for run in found for at in range(run.span.start, run.span.end)}
    kinds_of: dict[str, Counter[NameKind]] = {}
    for run in found:
        if run.hint:
            kinds_of.setdefault(run.text, Counter())[run.hint] += 1
    more: list[Run] = []
    for run in reader.runs():
        if not taken.isdisjoint(range(run.span.start, run.span.end)):
            continue
        if reader.judge.territory(run.words) or run.short >= 0:
            more.append(run)
        elif run.text in kinds_of and not reader.usage.small[run.words[0].key]:
            ranked = sorted(kinds_of[run.text].items(), key=lambda item: (-item[1], item[0]))
            more.append(replace(run, hint=ranked[0][0]))
        else:
            said = [rows[word.start] for word in run.words if word.start in rows]
            if said and 1 - float(np.mean([row[0] for row in said])) >= LIKELY:
                more.append(replace(run, hint=_settled(run, reader.known, _weighed(run, reader.known, said))))
    return sorted([*found, *more], key=lambda run: run.span)


def _without_capitals(
    text: str, sentences: Sequence[Span], known: Knowledge, labelled: Sequence[tuple[Pieces, Labels]]
) -> list[Run]:
    """The names in a script without capitals: what the rules are sure of, then what the tagger finds."""
    sure = caseless.runs(text, sentences, known)
    taken = {at for run in sure for at in range(run.span.start, run.span.end)}
    found = list(sure)
    for sentence, (pieces, labels) in zip(sentences, labelled, strict=True):
        for span, kind in _spans(text, sentence, pieces, labels):
            if taken.isdisjoint(range(span.start, span.end)) and len(span) > 1:
                found.append(caseless.as_run(text, span, hint=kind))
    return sorted(found, key=lambda run: run.span)


def _spans(text: str, sentence: Span, pieces: Pieces, labels: Labels) -> Iterator[tuple[Span, NameKind]]:
    """Pieces in a row that are labelled as one name, without the space before them."""
    said: list[tuple[Span, Labels]] = []

    def whole() -> Iterator[tuple[Span, NameKind]]:
        if said:
            start, end = said[0][0].start, said[-1][0].end
            body = text[start:end]
            start += len(body) - len(body.lstrip())
            if body.strip():
                yield Span(start, start + len(body.strip())), _kind([row for _, row in said])

    for (start, end), row in zip(pieces, labels, strict=True):
        named = 1 - row[0] >= NAMED
        if said and (not named or float(row[1::2].sum()) > float(row[2::2].sum())):
            yield from whole()
            said = []
        if named:
            said.append((Span(sentence.start + start, sentence.start + end), row))
    yield from whole()
