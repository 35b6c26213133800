"""What the page shows of a story, arranged for the eye; every fact with the link to its passage."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from markupsafe import Markup

from rashomon.model import (
    CoverageEntry,
    FigureValue,
    NameEntry,
    Passage,
    Report,
    Span,
    Synopsis,
    TimelineEntry,
)
from rashomon.telling import figures, wording
from rashomon.telling.chronology import Happening, chronology
from rashomon.telling.copies import copied
from rashomon.telling.figures import FigureView, figure_view
from rashomon.telling.notes import told
from rashomon.telling.passages import Anchors, Line, lines, starts
from rashomon.telling.places import Places
from rashomon.telling.versions import SpeakerView, StatementView, by_speaker, statement_view
from rashomon.telling.wording import ENGLISH, Wording, upper_first

T = TypeVar("T")
_TELLING_ID = 8
_OPEN_BELOW = 8_000
_OPEN_IN_ALL = 80_000
#: Reports from which on a table of who tells what has too many columns to be read.
_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report of the page: its number, its outlet, its title where the text has none, and whether its
    text is shown unfolded."""

    report: Report
    number: int
    outlet: str
    language: str
    unfolded: bool
    title: str


class StoryView:
    """A story as the page tells it. ``index`` is its place on the page, from 0; ``level`` the heading
    level of its headline; ``say`` how the page speaks."""

    def __init__(
        self, synopsis: Synopsis, index: int, anchors: Anchors, level: int = 1, say: Wording = ENGLISH
    ) -> None:
        self.synopsis = synopsis
        self.story = synopsis.story
        self.index = index
        self.level = level
        self.say = say
        self.copies = copied(synopsis.reuse, {report.id: report.text for report in self.story.reports})
        self.places = Places(synopsis, self.copies, index + 1, say)
        self._anchors = anchors
        ordered = sorted(synopsis.story.reports, key=_appearance)
        anchors.open(index, ordered)
        self.heavy = sum(len(report.text) for report in ordered) > _OPEN_IN_ALL
        self.table = len(ordered) <= _COLUMNS
        self.by_id = self._report_views(ordered)
        self.reports = list(self.by_id.values())
        self._starts = {report.id: starts(report) for report in ordered}

    def _report_views(self, ordered: Sequence[Report]) -> dict[str, ReportView]:
        found: dict[str, ReportView] = {}
        shown, outlets = 0, Counter[str]()
        for report in ordered:
            shown += len(report.text)
            name = wording.outlet(report)
            outlets[name] += 1
            found[report.id] = ReportView(
                report,
                self._anchors.number(self.index, report.id),
                name if outlets[name] == 1 else f"{name} ({outlets[name]})",
                upper_first(self.say.language_name(report.language)),
                unfolded=len(report.text) <= _OPEN_BELOW and shown <= _OPEN_IN_ALL,
                title="" if report.title in report.text else report.title,
            )
        return found

    # -------------------------------------------------------------- the head

    @cached_property
    def headline(self) -> tuple[str, str]:
        """The headline and its language: the story's own, or where that is not in the reader's language
        the title of the first report that is."""
        if self.story.language != self.say.page:
            for view in self.reports:
                if view.report.language == self.say.page and view.report.title:
                    return view.report.title, view.report.language
        return self.story.headline, self.story.language

    @cached_property
    def languages(self) -> list[str]:
        """Names of the languages the reports are in, most reports first."""
        names = [
            self.say.language_name(view.report.language)
            for view in self.reports if view.report.language != "und"
        ]  # fmt: skip
        return sorted(set(names), key=lambda name: (-names.count(name), name))

    @cached_property
    def when(self) -> str:
        """When the story happened, empty where not known."""
        start, end = self.story.start, self.story.end
        return self.say.period(start, end, "span") if start or end else ""

    # -------------------------------------------------------------- links

    def href(self, report: str, span: Span) -> str:
        """The link to a passage; the passage gets its anchor when the report is written."""
        return self._anchors.href(self.index, report, span)

    def locator(self, report: str, span: Span) -> str:
        """Where a passage stands, for paper: the report's number and the paragraph in it ("3 ¶ 2")."""
        paragraph = max(1, bisect_right(self._starts[report], span.start))
        return f"{self.by_id[report].number} ¶ {paragraph}"

    def place(self, fact: object) -> str:
        """The name of a fact's place on the page."""
        return self.places.name(fact)

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
        homes = self.places.homes(view.report.id)
        return lines(view.report, view.number, self._anchors.spans(view.number), homes, self.say)

    # -------------------------------------------------------------- figures

    @cached_property
    def figures(self) -> list[FigureView]:
        """All comparisons, those of most reports first, lengths of time last."""
        views = [figure_view(one, self.say, self.place(one)) for one in self.synopsis.figures]
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

    def headings(self, views: Sequence[FigureView]) -> list[str]:
        """What comparisons are about, inside a sentence."""
        return figures.phrases(views)

    def note(self, view: FigureView) -> str:
        """A comparison's note without who gives what: the page lists that with each value."""
        parts = [part for part in view.comparison.note.split("; ") if not part.startswith("according to ")]
        return self.plain("; ".join(parts))

    def gives(self, values: Sequence[FigureValue]) -> list[tuple[FigureValue, ...]]:
        """The values, those that one report repeats in the same words together."""
        return figures.same_words(values)

    def hedged(self, value: FigureValue) -> str:
        """The stretch of the report that holds the value's words and the hedge around them."""
        return figures.hedged(self.by_id[value.report].report.text, value)

    def givers(self, values: Sequence[FigureValue]) -> Markup:
        """Who gives a value, in few words: "Daily Blare, Velmbladet and 9 more"."""
        return self.few(list(dict.fromkeys(self.by_id[value.report].outlet for value in values)))

    def few(self, names: Sequence[str]) -> Markup:
        """Names in few words, as HTML: "Daily Blare, Velmbladet and 9 more"."""
        more = len(names) - 2
        shown = [*names[:2], self.say.ngettext("{n} more", "{n} more", more)] if more > 1 else names
        return self.say.isolated(shown)

    # -------------------------------------------------------------- statements

    @cached_property
    def statements(self) -> list[StatementView]:
        """All statements, those of most reports first."""
        views = [statement_view(said, self.say, self.place(said)) for said in self.synopsis.statements]
        return sorted(views, key=lambda view: -view.reports)

    @property
    def shared(self) -> list[StatementView]:
        """Statements that more than one report gives."""
        return [view for view in self.statements if view.reports > 1]

    @cached_property
    def speakers(self) -> list[SpeakerView]:
        """The statements by who said them, who several reports quote first."""
        return by_speaker(self.statements)

    # -------------------------------------------------------------- the rest

    @cached_property
    def timeline(self) -> list[Happening]:
        """What happened and what was published, in order of time."""
        return chronology(self.synopsis.timeline, [view.report for view in self.reports], self.say)

    def teller(self, entry: TimelineEntry) -> Passage:
        """The passage whose words a line of the timeline shows."""
        return next((each for each in entry.mentions if self.words(each) == entry.text), entry.mentions[0])

    @property
    def alone(self) -> list[tuple[ReportView, list[CoverageEntry]]]:
        """What only one report tells, by report."""
        return self._by_report(self.synopsis.coverage, lambda entry: _reports(entry.passages))

    @property
    def left_out(self) -> list[tuple[ReportView, list[CoverageEntry]]]:
        """What all reports but one tell, by the report that does not."""
        return self._by_report(self.shared_coverage, lambda entry: set(entry.absent_from))

    @cached_property
    def shared_coverage(self) -> list[CoverageEntry]:
        """What more than one report tells, that of most reports first: the rows of the matrix."""
        shared = [entry for entry in self.synopsis.coverage if len(_reports(entry.passages)) > 1]
        return sorted(shared, key=lambda entry: -len(_reports(entry.passages)))

    @property
    def undecided(self) -> bool:
        """True if of some report it could not be told whether it says what others say."""
        reports = len(self.reports)
        return any(
            len(_reports(entry.passages)) + len(entry.absent_from) < reports for entry in self.shared_coverage
        )

    def _by_report(
        self, entries: Iterable[T], whose: Callable[[T], set[str]]
    ) -> list[tuple[ReportView, list[T]]]:
        """Entries that are about one report alone, by that report."""
        found: dict[str, list[T]] = {}
        for entry in entries:
            if len(one := whose(entry)) == 1:
                found.setdefault(next(iter(one)), []).append(entry)
        return [(view, found[key]) for key, view in self.by_id.items() if key in found]

    @property
    def names(self) -> list[tuple[str, list[NameEntry]]]:
        """Names that several reports give, by kind, those that most give first."""
        say = self.say
        kinds = {
            "person": say._("People"), "organisation": say._("Organisations"), "place": say._("Places"),
            "other": say._("Others"),
        }  # fmt: skip
        return [
            (title, sorted(mine, key=lambda entry: (-_spread(entry), -len(entry.mentions))))
            for kind, title in kinds.items()
            if (mine := [e for e in self.synopsis.names if e.kind == kind and _spread(e) > 1])
        ]

    @property
    def named_once(self) -> list[tuple[ReportView, list[NameEntry]]]:
        """Names that only one report gives, by report."""
        return self._by_report(self.synopsis.names, lambda entry: _reports(entry.mentions))

    @property
    def dated_differently(self) -> list[TimelineEntry]:
        """Happenings about whose date something is to be said."""
        return [entry for entry in self.synopsis.timeline if entry.note]

    def told(self, notes: str) -> Markup:
        """Notes of the comparison in the language of the page, as HTML."""
        return told(notes, self.say)

    @cached_property
    def _telling_ids(self) -> re.Pattern[str] | None:
        ids = sorted((key for key in self.by_id if len(key) >= _TELLING_ID), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, ids))) if ids else None

    def plain(self, note: str) -> str:
        """A note as a reader understands it: ids of reports as outlets, ISO dates as dates."""
        if self._telling_ids:
            note = self._telling_ids.sub(lambda found: self.by_id[found.group()].outlet, note)
        return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda found: self.say.day(found.group()), note)


def _appearance(report: Report) -> tuple[bool, str, str, str]:
    """The order of reports on the page: as they were published, those of the same time by name."""
    start = report.published.start if report.published else ""
    return not start, start, wording.outlet(report).casefold(), report.id


def _spread(entry: NameEntry) -> int:
    """How many reports give the name."""
    return len(_reports(entry.mentions))


def _reports(passages: Iterable[Passage]) -> set[str]:
    return {passage.report for passage in passages}
