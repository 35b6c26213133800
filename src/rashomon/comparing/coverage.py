"""What only one report tells and what all but one tell, with the passages.

Sentences are set against all sentences of the other reports; how alike two are comes from the likeness of
their words over languages (handed in) and from what they name and count in common. Between "surely told
there too" and "surely not" lies a wide band of which nothing is claimed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import regex

from rashomon.comparing.candidates import Candidates, Tally, nearest
from rashomon.encoding.alignment import Aligner
from rashomon.languages import facts
from rashomon.model import CoverageEntry, FigureComparison, NameEntry, Passage, Report, Span, Statement
from rashomon.text.sentences import split

#: Likeness of two sentences: text, language, text, language; and of many with many, shape (a, b).
Same = Callable[[str, str, str, str], float]
Many = Callable[[Sequence[str], Sequence[str], Sequence[str], Sequence[str]], Any]

#: From this likeness on two sentences tell the same: in one language, and over two.
NEAR, NEAR_ACROSS = 0.62, 0.47
#: Up to this likeness a sentence is not told there: in one language, and over two.
FAR, FAR_ACROSS = 0.4, 0.28
#: How much shared names, figures and quotations can add.
SHARED = 0.2
#: Sentences with fewer words tell too little to be missed.
WORDS = 7
#: Blocks whose sentences are claims; in the rest a thing may still be told.
_CLAIMS = frozenset({"body", "dateline"})
_TELLS = frozenset({"title", "deck", "dateline", "body", "caption", "embed", "heading"})
#: Longest label, in characters.
_LABEL = 110
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*+")
_IDEOGRAPHIC = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence of a report with what it names and counts."""

    report: int
    block: int
    span: Span
    text: str
    language: str
    claim: bool
    names: frozenset[str]
    figures: tuple[tuple[str, float | None, float | None], ...]
    bare: str


def _well_known(language: str) -> bool:
    """Whether likeness of words carries a claim: in languages of the first class."""
    return bool(facts(language, "language").get("class") == 1)


def _bare(text: str, span: Span, named: Sequence[tuple[Span, str]]) -> str:
    """A sentence without its names: what it tells, not of whom."""
    pieces, at = [], span.start
    for name, _ in sorted(named):
        if name.start >= at and span.contains(name):
            pieces.append(text[at : name.start])
            at = name.end
    return " ".join([*pieces, text[at : span.end]])


def _sentences(reports: Sequence[Report], entries: Sequence[NameEntry]) -> list[_Told]:
    """Every sentence that tells something, report by report."""
    named: dict[str, list[tuple[Span, str]]] = {report.id: [] for report in reports}
    for entry in entries:
        for mention in entry.mentions:
            named.setdefault(mention.report, []).append((mention.span, entry.id))
    found = []
    for number, report in enumerate(reports):
        for paragraph, block in enumerate(report.blocks):
            if block.kind not in _TELLS:
                continue
            for span in split(report.text, block.span, report.language):
                words = len(_WORD.findall(report.text, span.start, span.end))
                if _IDEOGRAPHIC.search(report.text, span.start, span.end):
                    words = len(span) // 2
                found.append(
                    _Told(
                        number,
                        paragraph,
                        span,
                        span.of(report.text),
                        report.language,
                        block.kind in _CLAIMS and words >= WORDS and _well_known(report.language),
                        frozenset(entity for at, entity in named[report.id] if span.contains(at)),
                        tuple(
                            (figure.dimension, figure.low, figure.high)
                            for figure in report.marks.figures
                            if span.contains(figure.span)
                        ),
                        _bare(report.text, span, named[report.id]),
                    )
                )
    return found


def _bonus(one: _Told, other: _Told, rare: Counter[str]) -> float:
    """What shared names and figures add: rare names weigh more, equal figures as much as two names."""
    names = sum(1.0 / rare[entity] for entity in one.names & other.names)
    figures = sum(2.0 for figure in one.figures if figure in other.figures and figure[1] not in (None, 1.0))
    measured = {f[0] for f in one.figures} & {f[0] for f in other.figures} - {
        "count",
        "share",
        "age",
        "duration",
    }
    same_measure = 2.0 if measured and one.names & other.names else 0.0
    return min(SHARED, 0.08 * (names + figures + same_measure))


def _graded(score: float, kin: bool) -> float:
    """The likeness on one scale for pairs within a language and over two: 0 up to "not told there", 1 from
    "tells the same" on, in between what nothing is claimed of."""
    low, high = (FAR, NEAR) if kin else (FAR_ACROSS, NEAR_ACROSS)
    return round(min(1.0, max(0.0, (score - low) / (high - low))), 4)


def _kin(one: str, other: str) -> bool:
    """Whether two languages are one but for region or script."""
    return one.split("-", maxsplit=1)[0] == other.split("-", maxsplit=1)[0]


@dataclass(slots=True)
class _Found:
    """How near each sentence is told in other reports (above 0 to 1, told; a report that is not there: 0), by
    which sentence, and how near without its names anywhere."""

    nearest: list[dict[int, float]]
    partner: list[dict[int, int]]
    echoed: list[float]

    @classmethod
    def nothing(cls, sentences: int) -> _Found:
        """Nothing known of so many sentences."""
        return cls([{} for _ in range(sentences)], [{} for _ in range(sentences)], [0.0] * sentences)

    def note(self, told: Sequence[_Told], i: int, j: int, score: float, echo: float) -> None:
        """Takes note of a pair of sentences of two reports."""
        for here, there in ((i, j), (j, i)):
            self.echoed[here] = max(self.echoed[here], echo)
            report = told[there].report
            if score > self.nearest[here].get(report, 0.0):
                self.nearest[here][report], self.partner[here][report] = score, there

    def near(self, sentence: int) -> float:
        """How near a sentence is told anywhere else."""
        return max(self.nearest[sentence].values(), default=0.0)


#: Stories of more sentences are searched through their nearest vectors and not pair by pair.
DENSE = 400
#: Sentences that the encoder is asked about for each: in each report of a small story, in all of a large one.
ASKED = 3
#: From this cosine of the encoder on, in one language and over two, a thing may be told there: no claim.
MEANT, MEANT_ACROSS = 0.5, 0.42


def coverage(
    reports: Sequence[Report],
    same: Same,
    names: Sequence[NameEntry],
    *,
    statements: Sequence[Statement] = (),
    figures: Sequence[FigureComparison] = (),
    many: Many | None = None,
    vectors: Callable[[Sequence[str], Sequence[str]], Any] | None = None,
    aligner: Aligner | None = None,
    tally: Tally | None = None,
) -> tuple[CoverageEntry, ...]:
    """What all but one report tell, then what one alone tells, in the order of the reports.

    ``same`` gives the likeness of two sentences (text, language, text, language) from 0 to 1, over
    languages; ``many`` the same for many at once, where there is a quicker way, and ``vectors`` (texts,
    languages) rows to find the nearest by in large stories. ``names`` are the story's names. Versions of one
    of the ``statements`` tell the same; values of one of the ``figures`` may. What the words find nowhere
    else is claimed only where the encoder of ``aligner`` finds it nowhere either. A claim is made only of
    sentences of the running text. With fewer than two reports there is nothing to say.
    ``tally`` takes the number of pairs left out.
    """
    if len(reports) < 2:
        return ()
    told = _sentences(reports, names)
    rare: Counter[str] = Counter()
    for entry in names:
        rare[entry.id] = max(1, len({mention.report for mention in entry.mentions}))
    linked = _linked(reports, told, statements, figures)
    small = vectors is None or is_small(told)
    likeness = _likeness(told, many) if small and many else _remembered(told, same)
    pairs = _near(told, vectors, linked) if vectors and not small else [*combinations(range(len(told)), 2)]
    if tally is not None and not small:
        tally["coverage"] = len(told) * (len(told) - 1) // 2 - len(pairs)
    found = _Found.nothing(len(told))
    for i, j in pairs:
        one, other = told[i], told[j]
        if one.report == other.report:
            continue
        score = echo = linked.get((i, j), 0.0)
        if score < 1.0:
            alike, rest = likeness(i, j)
            kin = _kin(one.language, other.language)
            score = max(score, _graded(alike + _bonus(one, other, rare), kin))
            # Two sentences about one person may tell different things: whether something is told only
            # here is asked of what is left without the names.
            echo = max(echo, _graded(rest, kin))
        found.note(told, i, j, score, echo)
    if aligner is not None and aligner.encoder:
        _listen(told, found, aligner, likeness, pairs)
    entries = _all_but_one(reports, told, found, statements) if len(reports) > 2 else []
    entries.extend(_only_one(reports, told, found))
    return tuple(entries)


def is_small(told: Sequence[object]) -> bool:
    """Whether a story of so many sentences is searched pair by pair."""
    return len(told) <= DENSE


def _remembered(told: Sequence[_Told], same: Same) -> Callable[[int, int], tuple[float, float]]:
    """:func:`_alike` of two sentences, computed once."""
    known: dict[tuple[int, int], tuple[float, float]] = {}

    def likeness(i: int, j: int) -> tuple[float, float]:
        if (i, j) not in known:
            known[i, j] = _alike(told[i], told[j], same)
        return known[i, j]

    return likeness


def _alike(one: _Told, other: _Told, same: Same) -> tuple[float, float]:
    """How alike two sentences are, with their names and without."""
    return (
        float(same(one.text, one.language, other.text, other.language)),
        float(same(one.bare, one.language, other.bare, other.language)),
    )


def _likeness(told: Sequence[_Told], many: Many) -> Callable[[int, int], tuple[float, float]]:
    """:func:`_alike` of all sentences with each other, computed at once."""
    languages = [one.language for one in told]
    texts, bare = [one.text for one in told], [one.bare for one in told]
    with_names = many(texts, languages, texts, languages)
    without = many(bare, languages, bare, languages)
    return lambda i, j: (float(with_names[i, j]), float(without[i, j]))


def _near(
    told: Sequence[_Told],
    vectors: Callable[[Sequence[str], Sequence[str]], Any],
    linked: Mapping[tuple[int, int], float],
) -> list[tuple[int, int]]:
    """Pairs of sentences of two reports worth a look in a large story: each with its nearest."""
    rows = vectors([one.text for one in told], [one.language for one in told])
    return sorted(nearest(rows, [one.report for one in told]) | linked.keys())


def _listen(
    told: Sequence[_Told],
    found: _Found,
    aligner: Aligner,
    likeness: Callable[[int, int], tuple[float, float]],
    pairs: Sequence[tuple[int, int]],
) -> None:
    """Asks the encoder about what the words find nowhere else: where it hears the same, nothing is
    claimed. Asked about are those whose words are nearest: some of each other report in a small story,
    of all of them in a large one."""
    small = is_small(told)
    alone = {i for i, one in enumerate(told) if one.claim and found.echoed[i] <= 0.0 and found.near(i) < 1}
    beside: dict[int, dict[int, list[tuple[float, int]]]] = {i: {} for i in alone}
    for i, j in pairs:
        for here, there in ((i, j), (j, i)):
            if here in alone and told[here].report != told[there].report:
                among = told[there].report if small else 0
                beside[here].setdefault(among, []).append((-likeness(i, j)[0], there))
    asked = {
        i: [j for _, j in sorted(near for among in reports.values() for near in sorted(among)[:ASKED])]
        for i, reports in beside.items()
    }
    # The likeliest first: of what is heard once the rest need not be encoded.
    step = 1
    while asked:
        aligner.encode(told[k].text for i, others in asked.items() for k in (i, *others[:step]))
        for i, others in asked.items():
            if any(_meant(told[i], told[j], aligner) for j in others[:step]):
                found.echoed[i] = max(found.echoed[i], 0.5)
        asked = {i: others[step:] for i, others in asked.items() if others[step:] and found.echoed[i] <= 0.0}
        step *= 2


def _meant(one: _Told, other: _Told, aligner: Aligner) -> bool:
    """Whether the encoder hears the same in two sentences that it has read."""
    limit = MEANT if _kin(one.language, other.language) else MEANT_ACROSS
    return aligner.cosine(one.text, other.text) >= limit


def _linked(
    reports: Sequence[Report],
    told: Sequence[_Told],
    statements: Sequence[Statement],
    figures: Sequence[FigureComparison],
) -> dict[tuple[int, int], float]:
    """Pairs of sentences known to belong together: 1 where they hold most of two versions of a statement,
    one half (no claim) where they hold part of them or values of one comparison."""
    at: dict[str, list[int]] = {report.id: [] for report in reports}
    for index, sentence in enumerate(told):
        at[reports[sentence.report].id].append(index)
    found: dict[tuple[int, int], float] = {}
    groups = [(1.0, [(v.report, v.span) for v in statement.versions]) for statement in statements]
    groups += [(0.5, [(v.report, v.span) for v in figure.values]) for figure in figures]
    for weight, spans in groups:
        holding = [
            (index, told[index].span.overlap(span) * 2 >= min(len(span), len(told[index].span)))
            for report, span in spans
            for index in at.get(report, ())
            if told[index].span.overlap(span)
        ]
        holding.sort()
        worth = Candidates()
        worth.add(range(len(holding)))
        for one, other in sorted(worth.pairs):
            (i, most), (j, more) = holding[one], holding[other]
            if told[i].report != told[j].report:
                found[i, j] = max(found.get((i, j), 0.0), weight if most and more else 0.5)
    return found


def _label(text: str) -> str:
    """A passage's own words, cut between words where it is long."""
    flat = " ".join(text.split())
    if len(flat) <= _LABEL:
        return flat
    head = flat[: _LABEL + 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head[:_LABEL]).rstrip(" ,;:–-") + " …"


def _all_but_one(
    reports: Sequence[Report], told: Sequence[_Told], known: _Found, statements: Sequence[Statement]
) -> list[CoverageEntry]:
    found: list[CoverageEntry] = []
    used: set[int] = set()
    near, partner = known.nearest, known.partner

    def add(members: list[int], about: str, absent: int) -> None:
        used.update(members)
        passages = tuple(
            Passage(reports[told[m].report].id, told[m].span)
            for m in sorted(members, key=lambda m: told[m].report)
        )
        name = reports[absent].id
        found.append(CoverageEntry(f"all-but-{name}-{len(found) + 1}", _label(about), passages, (name,)))

    by_report = _by_report(reports, told)
    for statement in statements:
        if len({version.report for version in statement.versions}) < len(reports) - 1:
            continue
        members = _holding(reports, told, by_report, statement)
        missing = [r for r in range(len(reports)) if r not in {told[m].report for m in members}]
        untold = len(missing) == 1 and all(near[m].get(missing[0], 0.0) < 1.0 for m in members)
        if untold and not used & set(members):
            add(members, statement.text, missing[0])
    order = sorted(range(len(told)), key=lambda i: (-round(sum(near[i].values()), 4), i))
    for i in order:
        if i in used or not told[i].claim:
            continue
        there = {r for r, score in near[i].items() if score >= 1.0}
        if len(there) != len(reports) - 2:
            continue
        (absent,) = set(range(len(reports))) - there - {told[i].report}
        if near[i].get(absent, 0.0) > 0.0:
            continue
        members = [i] + [partner[i][r] for r in sorted(there)]
        if used & set(members) or any(near[m].get(absent, 0.0) > 0.0 for m in members):
            continue
        add(members, told[i].text, absent)
    return found


def _by_report(reports: Sequence[Report], told: Sequence[_Told]) -> list[list[int]]:
    """The sentences of each report."""
    found: list[list[int]] = [[] for _ in reports]
    for index, sentence in enumerate(told):
        found[sentence.report].append(index)
    return found


def _holding(
    reports: Sequence[Report],
    told: Sequence[_Told],
    by_report: Sequence[Sequence[int]],
    statement: Statement,
) -> list[int]:
    """The sentence of each report that holds most of its first version of a statement."""
    first: dict[str, Span] = {}
    for version in statement.versions:
        first.setdefault(version.report, version.span)
    found = []
    for report, its in zip(reports, by_report, strict=True):
        if report.id in first:
            most, at = max(((told[i].span.overlap(first[report.id]), -i) for i in its), default=(0, 0))
            found += [-at] if most > 0 else []
    return found


def _only_one(reports: Sequence[Report], told: Sequence[_Told], known: _Found) -> list[CoverageEntry]:
    """Neighbouring sentences of a paragraph that only their report tells are one entry."""
    found: list[CoverageEntry] = []
    well_known = [report.id for report in reports if _well_known(report.language)]
    for report, its in zip(reports, _by_report(reports, told), strict=True):
        groups: list[list[_Told]] = []
        open_in = None
        for i in its:
            sentence = told[i]
            alone = sentence.claim and known.near(i) < 1.0 and known.echoed[i] <= 0.0
            if alone and open_in == sentence.block:
                groups[-1].append(sentence)
            elif alone:
                groups.append([sentence])
            open_in = sentence.block if alone else None
        absent = tuple(each for each in well_known if each != report.id) if groups else ()
        rest = tuple(each.id for each in reports if each.id not in {*well_known, report.id}) if groups else ()
        for count, members in enumerate(groups, 1):
            passages = tuple(Passage(report.id, member.span) for member in members)
            found.append(
                CoverageEntry(f"only-{report.id}-{count}", _label(members[0].text), passages, absent, rest)
            )
    return found
