"""What happened when: one line a happening, over all reports of a story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Any

from rashomon.comparing.candidates import NEAREST, Tally, nearest
from rashomon.comparing.clustering import Pair, Summary, linked, pair
from rashomon.grouping.evidence import main_language
from rashomon.model import Moment, Passage, Precision, Report, Span, TimelineEntry
from rashomon.text.document import sentences

Same = Callable[[str, str, str, str], float]
#: ``(texts, languages) -> what each is about``, a row of length 1 a text.
Vectors = Callable[[Sequence[str], Sequence[str]], Any]

#: Passages of two reports tell of one happening from this similarity on; of one report, from the second;
#: groups of them, where the mean is not below the third.
SAME, SAME_REPORT, SAME_WHOLE = 0.45, 0.7, 0.4
#: Word-by-word similarity across languages runs lower than within one; so much.
ACROSS = 1.45
#: And from here on where a night between two days is told of as one of them.
SAME_NIGHT = 0.4
#: From here on two passages with different dates tell of one happening, differently dated.
DISAGREE = 0.85
#: Dates further apart than this are two happenings, not one that is dated differently.
_NEAR = 14
#: Of more passages than this each is held against those alone that are nearest by what they are about.
_FEW = 48
#: What pairs of passages count for that were not held against each other.
_UNSCORED = 0.3
_COARSE = frozenset({"decade", "century"})
_LENGTH = 120


@dataclass(frozen=True, slots=True)
class _Telling:
    """A sentence of a report and the moment it dates."""

    report: str
    language: str
    span: Span
    text: str
    start: str
    end: str
    precision: Precision


_Group = tuple[tuple[str, str], list[_Telling]]


def timeline(
    reports: Sequence[Report],
    same: Same,
    vectors: Vectors | None = None,
    *,
    tally: Tally | None = None,
) -> tuple[TimelineEntry, ...]:
    """The happenings of a story in order of time.

    Args:
        reports: the reports of one story, their moments marked.
        same: how alike two sentences are, 0 to 1, as ``same(text, language, other text, its language)``.
        vectors: what sentences are about (texts, languages), by which those worth comparing are found where
            there are many; without it all are compared.
        tally: takes the number of pairs left out.

    Moments without a date, open spans, and vague or long ones (decades, "in the last two years") make no
    entry. An entry's text is the words of its clearest passage, of one in the main language where it has one.
    """
    by_date: dict[tuple[str, str], list[_Telling]] = {}
    for telling in _tellings(reports):
        by_date.setdefault((telling.start, telling.end), []).append(telling)
    if tally is not None and vectors:
        tally["timeline"] = sum(
            many * (many - 1 - NEAREST) // 2 for many in map(len, by_date.values()) if many > _FEW
        )
    groups = [
        (key, group)
        for key, tellings in sorted(by_date.items())
        for group in _grouped(tellings, same, vectors)
    ]
    groups = _narrowed(groups, same, vectors)
    main = main_language(reports) if reports else ""
    elsewhere = _disagreements(groups, same, vectors)
    entries = [_entry(key, group, sorted(elsewhere[at]), main) for at, (key, group) in enumerate(groups)]
    return tuple(sorted(entries, key=lambda e: (e.start, e.end, e.mentions)))


def _worth(tellings: Sequence[_Telling], owners: Sequence[int], vectors: Vectors | None) -> Iterable[Pair]:
    """The pairs of tellings of two owners that are worth a look: all of few, of many those nearest."""
    if vectors is None or len(tellings) <= _FEW:
        return ((i, j) for i, j in combinations(range(len(tellings)), 2) if owners[i] != owners[j])
    rows = vectors([one.text for one in tellings], [one.language for one in tellings])
    return sorted(nearest(rows, owners))


def _owned(groups: Sequence[_Group]) -> tuple[list[_Telling], list[int]]:
    """The tellings of some groups, and the place of the group of each."""
    owned = [(one, at) for at, (_, group) in enumerate(groups) for one in group]
    return [one for one, _ in owned], [at for _, at in owned]


def _tellings(reports: Sequence[Report]) -> list[_Telling]:
    found: dict[tuple[str, Span, str, str], _Telling] = {}
    for report in sorted(reports, key=lambda report: report.id):
        told = sentences(report)
        for moment in report.marks.moments:
            if not _dates_something(moment) or moment.span is None:
                continue
            span = _passage(report, moment.span, told)
            if span is None:
                continue
            start, end = moment.start[:10], moment.end[:10]
            telling = _Telling(
                report.id, report.language, span, span.of(report.text), start, end, _grain(moment)
            )
            found.setdefault((report.id, span, start, end), telling)
    return sorted(found.values(), key=lambda telling: (telling.start, telling.report, telling.span))


def _passage(report: Report, moment: Span, told: Sequence[Span]) -> Span | None:
    """The sentence that holds a moment; the whole post where a post is signed with it; None in a
    dateline, which tells of nothing."""
    block = next((block for block in report.blocks if block.span.contains(moment)), None)
    if block is not None and block.kind == "dateline":
        return None
    if block is not None and block.kind == "embed":
        words = block.span.of(report.text)
        left, right = len(words) - len(words.lstrip()), len(words.rstrip())
        return Span(block.span.start + left, block.span.start + right)
    over = [sentence for sentence in told if sentence.overlap(moment)]
    # A full stop inside a date may have been taken for the end of the sentence.
    return Span(over[0].start, over[-1].end) if over else None


def _grain(moment: Moment) -> Precision:
    return "day" if moment.precision in {"instant", "minute", "hour", "part-of-day"} else moment.precision


def _dates_something(moment: Moment) -> bool:
    if not moment.start or not moment.end or moment.precision in _COARSE or moment.start.startswith("-"):
        return False
    if moment.precision != "span":
        return True
    length = date.fromisoformat(moment.end[:10]) - date.fromisoformat(moment.start[:10])
    return length.days <= 62


def _grouped(tellings: Sequence[_Telling], same: Same, vectors: Vectors | None) -> list[list[_Telling]]:
    """The tellings of one date, those of one happening together: the surest pair first, as long as the pairs
    between two groups hold on the whole."""
    likeness: dict[Pair, float] = {}

    def alike(i: int, j: int) -> float:
        if (i, j) not in likeness:
            likeness[i, j] = _likeness(tellings[i], tellings[j], same)
        return likeness[i, j]

    scores = {(i, j): alike(i, j) for i, j in _worth(tellings, range(len(tellings)), vectors)}

    def add(told: defaultdict[str, list[int]], member: int) -> None:
        told[tellings[member].report].append(member)

    by_report: Summary[defaultdict[str, list[int]]] = Summary(lambda: defaultdict(list), add)

    def veto(some: Sequence[int], others: Sequence[int]) -> bool:
        its, theirs = by_report.of(some), by_report.of(others)
        return any(
            alike(*pair(x, y)) < SAME_REPORT
            for report in its.keys() & theirs.keys()
            for x, y in product(its[report], theirs[report])
        )

    members = linked(len(tellings), scores, SAME, mean=SAME_WHOLE, unscored=_UNSCORED, veto=veto)
    return [[tellings[k] for k in sorted(group)] for group in members.values()]


def _likeness(one: _Telling, two: _Telling, same: Same) -> float:
    """How alike two tellings are; likeness across languages runs lower."""
    alike = same(one.text, one.language, two.text, two.language)
    return round(min(1.0, alike * (1.0 if one.language == two.language else ACROSS)), 6)


def _nearest(some: Sequence[_Telling], others: Sequence[_Telling], same: Same) -> float:
    """The mean likeness of some tellings and others."""
    links = [_likeness(one, two, same) for one in some[:12] for two in others[:12]]
    return round(sum(links) / len(links), 6)


def _narrowed(groups: Sequence[_Group], same: Same, vectors: Vectors | None) -> list[_Group]:
    """The groups, tellings of a night between two days with the same happening told of one of those days."""
    wide = [at for at, group in enumerate(groups) if _days(group[0]) == 1]
    if not wide:
        return list(groups)
    near: defaultdict[int, set[int]] = defaultdict(set)
    tellings, owners = _owned(groups)
    for i, j in _worth(tellings, owners, vectors):
        near[owners[i]].add(owners[j])
        near[owners[j]].add(owners[i])
    joined: set[int] = set()
    for at in wide:
        (first, last), own = groups[at]
        within = [
            (_nearest(own, groups[other][1], same), groups[other][0], -other)
            for other in sorted(near[at])
            if _days(groups[other][0]) == 0 and first <= groups[other][0][0] <= last
        ]
        alike, _, place = max(within, default=(0.0, ("", ""), 0))
        if within and alike >= SAME_NIGHT:
            groups[-place][1].extend(own)
            joined.add(at)
    return [group for at, group in enumerate(groups) if at not in joined]


def _days(key: tuple[str, str]) -> int:
    return (date.fromisoformat(key[1]) - date.fromisoformat(key[0])).days


def _disagreements(
    groups: Sequence[_Group], same: Same, vectors: Vectors | None
) -> defaultdict[int, set[str]]:
    """The other dates that reports outside each group give to what it tells."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    tellings, owners = _owned(groups)
    by_day = [all(one.precision == "day" for one in group) for _, group in groups]
    dates = [date.fromisoformat(key[0]) for key, _ in groups]
    reports = [{one.report for one in group} for _, group in groups]
    for i, j in _worth(tellings, owners, vectors):
        one, other = owners[i], owners[j]
        if groups[one][0] == groups[other][0] or abs((dates[one] - dates[other]).days) > _NEAR:
            continue
        if not (by_day[one] or by_day[other]) or not reports[one].isdisjoint(reports[other]):
            continue
        a, b = tellings[i], tellings[j]
        if round(same(a.text, a.language, b.text, b.language), 6) < DISAGREE:
            continue
        for here, there in ((one, other), (other, one)):
            if by_day[here] and groups[there][1][0].precision == "day":
                found[here].add(groups[there][0][0])
    return found


def _entry(
    key: tuple[str, str], group: Sequence[_Telling], elsewhere: Sequence[str], main: str
) -> TimelineEntry:
    """A happening as a line, told by its clearest passage, in the ``main`` language where one is."""
    exact = [one for one in group if (one.start, one.end) == key]
    clearest = min(
        exact, key=lambda one: (one.language != main, abs(len(one.text) - _LENGTH), one.report, one.span)
    )
    mentions = tuple(sorted({Passage(one.report, one.span) for one in group}))
    note = f"dated {', '.join(elsewhere)} elsewhere" if elsewhere else ""
    return TimelineEntry(key[0], key[1], clearest.precision, clearest.text, mentions, note)
