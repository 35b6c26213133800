"""Passages that one report copied from another, or both from one source, in one language.

Words are matched by shared runs of five (seeds), grown over small edits into the longest common passages,
as in text reuse detection (Smith, Cordell & Mullen 2015, "Computational Methods for Uncovering Reprinted
Texts"; Potthast et al. 2013 on text alignment). Words that a report gives as somebody's are left out:
two reports that quote one speech have not copied each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex
from rapidfuzz.distance import LCSseq

from rashomon.comparing.candidates import Tally, sharing
from rashomon.model import Passage, Report, Reuse, Span, Statement
from rashomon.text.document import sentences

#: Length of a seed, in words.
SEED = 5
#: A passage is copied when so many words agree ...
WORDS = 12
#: ... or so large a share of a sentence, and at least so many words.
SHARE, SHORTEST = 0.6, 8
#: So many words may lie between two common runs of one passage.
GAP = 8
#: So large a share of a passage's words must agree.
SIMILAR = 0.7
#: A seed that a report has more often is a formula, not a trace.
FORMULA = 4

_TOKEN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*+")


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A report's own words with where they stand and which sentence they belong to; ``run`` grows where
    quoted words were left out, so that no passage reaches across."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    sentence: tuple[int, ...]
    run: tuple[int, ...]
    lengths: tuple[int, ...]
    seeds: dict[tuple[str, ...], list[int]]


def _quoted(reports: Sequence[Report], statements: Sequence[Statement]) -> dict[str, list[Span]]:
    """The words of each report that are given as somebody's, in order."""
    spans: dict[str, list[Span]] = {report.id: [] for report in reports}
    for statement in statements:
        for version in statement.versions:
            if version.report in spans and version.kind != "indirect":
                spans[version.report].append(version.span)
    for report in reports:
        for quotation in report.marks.quotations:
            if quotation.kind == "direct":
                spans[report.id].append(quotation.span)
            spans[report.id].extend(quotation.parts)
    return {name: sorted(own) for name, own in spans.items()}


def _tokens(report: Report, quoted: Sequence[Span]) -> _Tokens:
    next_quoted = run = 0
    reach = 0
    words: list[str] = []
    spans: list[Span] = []
    belongs: list[int] = []
    runs: list[int] = []
    lengths: list[int] = []
    for number, sentence in enumerate(sentences(report)):
        lengths.append(0)
        for found in _TOKEN.finditer(report.text, sentence.start, sentence.end):
            while next_quoted < len(quoted) and quoted[next_quoted].start <= found.start():
                reach = max(reach, quoted[next_quoted].end)
                next_quoted += 1
                run += 1
            if found.start() < reach:
                continue
            words.append(found.group().casefold())
            spans.append(Span(found.start(), found.end()))
            belongs.append(number)
            runs.append(run)
            lengths[number] += 1
    seeds = _seeds(words, runs)
    return _Tokens(tuple(words), tuple(spans), tuple(belongs), tuple(runs), tuple(lengths), seeds)


def _seeds(words: Sequence[str], run: Sequence[int]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(words) - SEED + 1):
        if run[at] == run[at + SEED - 1]:
            found[tuple(words[at : at + SEED])].append(at)
    return {seed: places for seed, places in found.items() if len(places) <= FORMULA}


@dataclass(slots=True)
class _Match:
    """A passage common to both: first and last word on either side, and how many words agree."""

    left: int
    right: int
    left_end: int
    right_end: int
    agree: int


def _matches(a: _Tokens, b: _Tokens) -> list[_Match]:
    """The common runs of at least a seed, then joined over small edits."""
    covered: dict[int, int] = {}
    runs: list[_Match] = []
    for seed in sorted(a.seeds.keys() & b.seeds.keys(), key=a.seeds.__getitem__):
        for i in a.seeds[seed]:
            for j in b.seeds[seed]:
                if covered.get(i - j, -1) >= i:
                    continue
                end = i + SEED
                while (
                    end < len(a.words)
                    and end - i + j < len(b.words)
                    and a.words[end] == b.words[end - i + j]
                    and a.run[end] == a.run[i]
                    and b.run[end - i + j] == b.run[j]
                ):
                    end += 1
                covered[i - j] = end - SEED
                runs.append(_Match(i, j, end, end - i + j, end - i))
    runs.sort(key=lambda m: (m.left, m.right))
    joined: list[_Match] = []
    for match in runs:
        for earlier in reversed(joined[-8:]):
            near_left = 0 <= match.left - earlier.left_end <= GAP
            near_right = 0 <= match.right - earlier.right_end <= GAP
            same = a.run[earlier.left] == a.run[match.left] and b.run[earlier.right] == b.run[match.right]
            if near_left and near_right and same:
                left, right = a.words[earlier.left_end : match.left], b.words[earlier.right_end : match.right]
                earlier.agree += match.agree + LCSseq.similarity(left, right)
                earlier.left_end, earlier.right_end = match.left_end, match.right_end
                break
        else:
            joined.append(match)
    return joined


def _share(tokens: _Tokens, start: int, end: int) -> float:
    """The largest share of a sentence's own words that the passage covers, sentences too short left out."""
    counts: dict[int, int] = defaultdict(int)
    for at in range(start, end):
        counts[tokens.sentence[at]] += 1
    return max(
        (n / tokens.lengths[s] for s, n in counts.items() if tokens.lengths[s] >= SHORTEST), default=0.0
    )


def _copied(a: _Tokens, b: _Tokens, match: _Match) -> float:
    """How alike the two sides are (words that agree over words of the longer side); 0 where not copied."""
    longer = max(match.left_end - match.left, match.right_end - match.right)
    similarity = round(match.agree / longer, 3)
    if similarity < SIMILAR:
        return 0.0
    scale = (
        2
        if any(len(word) == 1 and not word.isascii() for word in a.words[match.left : match.left_end])
        else 1
    )
    if match.agree >= WORDS * scale:
        return similarity
    whole = max(_share(a, match.left, match.left_end), _share(b, match.right, match.right_end)) >= SHARE
    return similarity if whole and match.agree >= SHORTEST * scale else 0.0


def _earlier(one: Report, other: Report) -> bool:
    """Whether ``other`` is known to have been published before ``one``."""
    if not (one.published and other.published and one.published.stated and other.published.stated):
        return False
    return bool(other.published.end) and other.published.end < one.published.start


def reuse(
    reports: Sequence[Report], statements: Sequence[Statement], *, tally: Tally | None = None
) -> tuple[Reuse, ...]:
    """The passages that two reports of one language share, from the earlier to the later report (by
    publication where that is known, else in the order given). Spans reach from first to last shared word.
    ``tally`` takes the number of pairs left out.
    """
    quoted = _quoted(reports, statements)
    tokens = [_tokens(report, quoted[report.id]) for report in reports]
    languages = [report.language.split("-")[0] for report in reports]
    shared = sharing(
        ((language, seed) for seed in one.seeds) for language, one in zip(languages, tokens, strict=True)
    )
    if tally is not None:
        tally["reuse"] = shared.left_out
    found: list[Reuse] = []
    for one, other in shared.pairs:
        turned = _earlier(reports[one], reports[other])
        source, target = (other, one) if turned else (one, other)
        found.extend(_passages(reports[source].id, tokens[source], reports[target].id, tokens[target]))
    return tuple(sorted(found, key=lambda r: (r.source, r.target)))


def _passages(source: str, a: _Tokens, target: str, b: _Tokens) -> Iterator[Reuse]:
    """What one report took from another, every word of the target once."""
    taken: set[int] = set()
    for match in sorted(_matches(a, b), key=lambda m: (-m.agree, m.left, m.right)):
        similarity = _copied(a, b, match)
        if not similarity or not taken.isdisjoint(range(match.right, match.right_end)):
            continue
        taken.update(range(match.right, match.right_end))
        yield Reuse(
            Passage(source, Span(a.spans[match.left].start, a.spans[match.left_end - 1].end)),
            Passage(target, Span(b.spans[match.right].start, b.spans[match.right_end - 1].end)),
            similarity,
        )
