"""What happened when: one line a happening, over all reports of a story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rashomon.comparing.clustering import linked, pair
from rashomon.grouping.evidence import main_language
from rashomon.model import Moment, Passage, Precision, Report, Span, TimelineEntry
from rashomon.text.sentences import sentences

Same = Callable[[str, str, str, str], float]

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
#: No more passages of one date than this are compared with each other.
_MOST = 60
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


def timeline(reports: Sequence[Report], same: Same) -> tuple[TimelineEntry, ...]:
    """The happenings of a story in order of time.

    Args:
        reports: the reports of one story, their moments marked.
        same: how alike two sentences are, 0 to 1, as ``same(text, language, other text, its language)``.

    Moments without a date, open spans, and vague or long ones (decades, "in the last two years") make no
    entry. An entry's text is the words of its clearest passage, of one in the main language where it has one.
    """
    by_date: dict[tuple[str, str], list[_Telling]] = {}
    for telling in _tellings(reports):
        by_date.setdefault((telling.start, telling.end), []).append(telling)
    groups = [(key, group) for key, tellings in sorted(by_date.items()) for group in _grouped(tellings, same)]
    _narrowed(groups, same)
    main = main_language(reports) if reports else ""
    entries = [_entry(key, group, _disagreements(key, group, groups, same), main) for key, group in groups]
    return tuple(sorted(entries, key=lambda e: (e.start, e.end, e.mentions)))


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


def _grouped(tellings: Sequence[_Telling], same: Same) -> list[list[_Telling]]:
    """The tellings of one date, those of one happening together: the surest pair first, as long as the pairs
    between two groups hold on the whole."""
    tellings = tellings[:_MOST]
    likeness: dict[tuple[int, int], float] = {}
    for i, one in enumerate(tellings):
        for j in range(i + 1, len(tellings)):
            likeness[i, j] = _likeness(one, tellings[j], same)

    def veto(some: Sequence[int], others: Sequence[int]) -> bool:
        beside = (
            likeness[pair(x, y)] for x in some for y in others if tellings[x].report == tellings[y].report
        )
        return min(beside, default=1.0) < SAME_REPORT

    members = linked(len(tellings), likeness, SAME, mean=SAME_WHOLE, veto=veto)
    return [[tellings[k] for k in sorted(group)] for group in members.values()]


def _likeness(one: _Telling, two: _Telling, same: Same) -> float:
    """How alike two tellings are; likeness across languages runs lower."""
    alike = same(one.text, one.language, two.text, two.language)
    return round(min(1.0, alike * (1.0 if one.language == two.language else ACROSS)), 6)


def _alike(some: Sequence[_Telling], others: Sequence[_Telling], same: Same) -> float:
    """How alike the two most similar of some tellings are, word for word."""
    pairs = ((one, two) for one in some[:12] for two in others[:12])
    return round(max(same(one.text, one.language, two.text, two.language) for one, two in pairs), 6)


def _nearest(some: Sequence[_Telling], others: Sequence[_Telling], same: Same) -> float:
    """The mean likeness of some tellings and others."""
    links = [_likeness(one, two, same) for one in some[:12] for two in others[:12]]
    return round(sum(links) / len(links), 6)


def _narrowed(groups: list[_Group], same: Same) -> None:
    """Tellings of a night between two days join the same happening told of one of those days."""
    for wide in [group for group in groups if _days(group[0]) == 1]:
        within = [
            (_nearest(wide[1], narrow[1], same), narrow)
            for narrow in groups
            if _days(narrow[0]) == 0 and wide[0][0] <= narrow[0][0] <= wide[0][1]
        ]
        alike, best = max(within, key=lambda entry: (entry[0], entry[1][0]), default=(0.0, wide))
        if alike >= SAME_NIGHT:
            best[1].extend(wide[1])
            groups.remove(wide)


def _days(key: tuple[str, str]) -> int:
    return (date.fromisoformat(key[1]) - date.fromisoformat(key[0])).days


def _disagreements(
    key: tuple[str, str],
    group: Sequence[_Telling],
    groups: Sequence[_Group],
    same: Same,
) -> tuple[str, ...]:
    """The other dates that reports outside the group give to what it tells."""
    own = {one.report for one in group}
    if any(one.precision != "day" for one in group):
        return ()
    found: set[str] = set()
    for other_key, other in groups:
        if other_key == key or other[0].precision != "day" or not own.isdisjoint(o.report for o in other):
            continue
        apart = abs((date.fromisoformat(other_key[0]) - date.fromisoformat(key[0])).days)
        if apart > _NEAR:
            continue
        if _alike(group, other, same) >= DISAGREE:
            found.add(other_key[0])
    return tuple(sorted(found))


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
