"""What the page shows of a story, arranged for the eye; every fact with the link to its passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rashomon.model import (
    CoverageEntry,
    FigureComparison,
    FigureValue,
    NameEntry,
    Passage,
    Report,
    Reuse,
    Span,
    Synopsis,
    TimelineEntry,
)
from rashomon.telling import wording
from rashomon.telling.chronology import Happening, chronology
from rashomon.telling.numberline import NumberLine, draw
from rashomon.telling.passages import Anchors, Line, lines
from rashomon.telling.versions import StatementView, statement_view

_TELLING_ID = 8
_NOUN, _PHRASE = 40, 78
_HEDGE = 90
"""Letters that may stand between a figure and its hedge ("at most, the leak came to 90")."""
_OPEN_BELOW = 8_000
_OPEN_IN_ALL = 80_000


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report of the page: its number, its outlet, and whether its text is shown unfolded."""

    report: Report
    number: int
    outlet: str
    language: str
    unfolded: bool


@dataclass(frozen=True, slots=True)
class FigureView:
    """A comparison of figures with its number line (None where only one value is given)."""

    comparison: FigureComparison
    line: NumberLine | None
    reports: int


class StoryView:
    """A story as the page tells it. ``index`` is its place on the page, from 0; ``level`` the heading
    level of its headline."""

    def __init__(self, synopsis: Synopsis, index: int, anchors: Anchors, level: int = 1) -> None:
        self.synopsis = synopsis
        self.story = synopsis.story
        self.index = index
        self.level = level
        self._anchors = anchors
        ordered = sorted(synopsis.story.reports, key=_appearance)
        anchors.open(index, ordered)
        shown = 0
        self.by_id: dict[str, ReportView] = {}
        for report in ordered:
            shown += len(report.text)
            self.by_id[report.id] = ReportView(
                report,
                anchors.number(index, report.id),
                wording.outlet(report),
                wording.language(report.language),
                unfolded=len(report.text) <= _OPEN_BELOW and shown <= _OPEN_IN_ALL,
            )
        self.reports = list(self.by_id.values())

    # -------------------------------------------------------------- the head

    @cached_property
    def languages(self) -> list[str]:
        """Names of the languages the reports are in, most reports first."""
        names = [view.language for view in self.reports if view.report.language != "und"]
        return sorted(set(names), key=lambda name: (-names.count(name), name))

    @cached_property
    def when(self) -> str:
        """When the story happened, empty where not known."""
        start, end = self.story.start, self.story.end
        return wording.period(start, end, "span") if start or end else ""

    # -------------------------------------------------------------- links

    def href(self, report: str, span: Span) -> str:
        """The link to a passage; the passage gets its anchor when the report is written."""
        return self._anchors.href(self.index, report, span)

    def words(self, passage: Passage) -> str:
        """The passage's own words."""
        return passage.span.of(self.by_id[passage.report].report.text)

    def firsts(self, passages: Iterable[Passage]) -> list[tuple[ReportView, Passage, int]]:
        """A report's first passage of several, and how many it has, for each report in page order."""
        found: dict[str, list[Passage]] = {}
        for passage in passages:
            found.setdefault(passage.report, []).append(passage)
        return [(view, min(found[key]), len(found[key])) for key, view in self.by_id.items() if key in found]

    def lines(self, view: ReportView) -> list[Line]:
        """A report's text; to be asked for after everything that links into it has been written."""
        return lines(view.report, view.number, self._anchors.spans(view.number))

    # -------------------------------------------------------------- figures

    @cached_property
    def figures(self) -> list[FigureView]:
        """All comparisons, those of most reports first, lengths of time last."""
        views = [
            FigureView(
                compared,
                draw(compared.values, compared.verdict == "differ"),
                len({value.report for value in compared.values}),
            )
            for compared in self.synopsis.figures
        ]
        return sorted(views, key=lambda view: (view.comparison.dimension == "duration", -view.reports))

    @property
    def differing(self) -> list[FigureView]:
        """What the reports disagree about."""
        return [view for view in self.figures if view.comparison.verdict == "differ"]

    @property
    def fitting(self) -> list[FigureView]:
        """What several reports give and do not disagree about."""
        return [view for view in self.figures if view.comparison.verdict != "differ" and view.reports > 1]

    @property
    def lone(self) -> list[tuple[ReportView, list[FigureView]]]:
        """What only one report gives, by report."""
        views = [view for view in self.figures if view.comparison.verdict != "differ" and view.reports == 1]
        return [
            (report, mine)
            for key, report in self.by_id.items()
            if (mine := [view for view in views if view.comparison.values[0].report == key])
        ]

    def heading(self, compared: FigureComparison) -> str:
        """What a comparison is about, as a heading; of what kind it is where no words say more."""
        about = compared.about or f"a figure ({compared.dimension})".replace(" ()", "")
        if len(about) > _PHRASE:
            space = about.rfind(" ", _NOUN, _PHRASE)  # none in Chinese and Japanese
            about = about[: space if space > 0 else _PHRASE] + " …"
        return about[:1].upper() + about[1:]

    def headings(self, views: Sequence[FigureView]) -> list[str]:
        """What comparisons are about, inside a sentence; each only once, none that is a sentence itself."""
        abouts = [view.comparison.about for view in views]
        return list(dict.fromkeys(about for about in abouts if about and len(about) <= _NOUN))

    def note(self, compared: FigureComparison) -> str:
        """A comparison's note without who gives what: the page lists that with each value."""
        parts = [part for part in compared.note.split("; ") if not part.startswith("according to ")]
        return self.plain("; ".join(parts))

    def gives(self, values: Sequence[FigureValue]) -> list[tuple[FigureValue, ...]]:
        """The values, those that one report repeats in the same words together."""
        groups: dict[tuple[object, ...], list[FigureValue]] = {}
        for value in values:
            key = (value.report, value.text.casefold(), value.attributed_to, value.as_of)
            groups.setdefault(key, []).append(value)
        return [tuple(group) for group in groups.values()]

    def hedged(self, value: FigureValue) -> str:
        """The stretch of the report that holds the value's words and the hedge around them."""
        text, span = self.by_id[value.report].report.text, value.span
        start, end = span.start, span.end
        for part in value.hedge.split(" … ") if value.hedge and value.hedge not in value.text else ():
            before = text.rfind(part, max(0, span.start - _HEDGE - len(part)), span.start)
            after = text.find(part, span.end, span.end + _HEDGE + len(part))
            beside = after >= 0 and after - span.end < 2
            if before >= 0 and not beside:
                start = min(start, before)
            elif after >= 0:
                end = max(end, after + len(part))
        return text[start:end]

    def givers(self, values: Sequence[FigureValue]) -> str:
        """Who gives a value, in few words: "Daily Blare, Velmbladet and 9 more"."""
        names = list(dict.fromkeys(self.by_id[value.report].outlet for value in values))
        more = [f"{len(names) - 2} more"] if len(names) > 3 else []
        return wording.listing([*names[:2], *more] if more else names)

    # -------------------------------------------------------------- statements

    @cached_property
    def statements(self) -> list[StatementView]:
        """All statements, those of most reports first."""
        views = [statement_view(said) for said in self.synopsis.statements]
        return sorted(views, key=lambda view: -view.reports)

    @property
    def shared(self) -> list[StatementView]:
        """Statements that more than one report gives."""
        return [view for view in self.statements if view.reports > 1]

    @property
    def heard_once(self) -> list[StatementView]:
        """Statements that one report gives."""
        return [view for view in self.statements if view.reports == 1]

    # -------------------------------------------------------------- the rest

    @cached_property
    def timeline(self) -> list[Happening]:
        """What happened and what was published, in order of time."""
        return chronology(self.synopsis.timeline, [view.report for view in self.reports])

    def teller(self, entry: TimelineEntry) -> Passage:
        """The passage whose words a line of the timeline shows."""
        return next((each for each in entry.mentions if self.words(each) == entry.text), entry.mentions[0])

    @property
    def alone(self) -> list[tuple[ReportView, list[CoverageEntry]]]:
        """What only one report tells, by report."""
        return [
            (view, mine)
            for key, view in self.by_id.items()
            if (mine := [entry for entry in self.synopsis.coverage if _tellers(entry) == {key}])
        ]

    @property
    def left_out(self) -> list[tuple[ReportView, list[CoverageEntry]]]:
        """What all reports but one tell, by the report that does not."""
        return [
            (view, mine)
            for key, view in self.by_id.items()
            if (mine := [entry for entry in self.shared_coverage if entry.absent_from == (key,)])
        ]

    @property
    def shared_coverage(self) -> list[CoverageEntry]:
        """What more than one report tells, that of most reports first: the rows of the matrix."""
        shared = [entry for entry in self.synopsis.coverage if len(_tellers(entry)) > 1]
        return sorted(shared, key=lambda entry: -len(_tellers(entry)))

    @property
    def names(self) -> list[tuple[str, list[NameEntry]]]:
        """Names that several reports give, by kind, those that most give first."""
        kinds = {"person": "People", "organisation": "Organisations", "place": "Places", "other": "Others"}
        return [
            (title, sorted(mine, key=lambda entry: (-_spread(entry), -len(entry.mentions))))
            for kind, title in kinds.items()
            if (mine := [e for e in self.synopsis.names if e.kind == kind and _spread(e) > 1])
        ]

    @property
    def named_once(self) -> list[tuple[ReportView, list[NameEntry]]]:
        """Names that only one report gives, by report."""
        return [
            (view, mine)
            for key, view in self.by_id.items()
            if (mine := [e for e in self.synopsis.names if {place.report for place in e.mentions} == {key}])
        ]

    @property
    def dated_differently(self) -> list[TimelineEntry]:
        """Happenings about whose date something is to be said."""
        return [entry for entry in self.synopsis.timeline if entry.note]

    def plain(self, note: str) -> str:
        """A note as a reader understands it: ids of reports as outlets, ISO dates as dates."""
        for key, view in self.by_id.items():
            if len(key) >= _TELLING_ID:
                note = note.replace(key, view.outlet)
        return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda found: wording.day(found.group()), note)

    @property
    def copies(self) -> tuple[Reuse, ...]:
        """Passages found again in another report."""
        return self.synopsis.reuse


def _appearance(report: Report) -> tuple[bool, str, str, str]:
    """The order of reports on the page: as they were published, those of the same time by name."""
    start = report.published.start if report.published else ""
    return not start, start, wording.outlet(report).casefold(), report.id


def _spread(entry: NameEntry) -> int:
    """How many reports give the name."""
    return len({mention.report for mention in entry.mentions})


def _tellers(entry: CoverageEntry) -> set[str]:
    return {passage.report for passage in entry.passages}
