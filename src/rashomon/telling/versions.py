"""A statement with its versions as the page shows them: the reader's language and the original first, the
same wording once, what changed and what is missing against the reference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from rashomon.model import Statement, Version
from rashomon.telling.wording import ENGLISH, Wording


@dataclass(frozen=True, slots=True)
class VersionView:
    """One wording of a statement and the reports that give it. ``html`` shows what changed; ``first`` is
    the wording that is shown largest; ``original`` is the one the others are held against."""

    html: Markup
    lead: Version
    versions: tuple[Version, ...]
    labels: tuple[str, ...]
    first: bool
    original: bool


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with its wordings. ``name`` is that of its place on the page."""

    statement: Statement
    wordings: tuple[VersionView, ...]
    reports: int
    languages: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """What one speaker said: ``shared`` in several reports, ``once`` in one. ``speaker`` is empty for what
    is left open; ``reports`` is how many reports give something of it."""

    speaker: str
    shared: tuple[StatementView, ...]
    once: tuple[StatementView, ...]
    reports: int

    @property
    def amount(self) -> int:
        """How many statements there are."""
        return len(self.shared) + len(self.once)


def statement_view(said: Statement, say: Wording = ENGLISH, name: str = "") -> StatementView:
    """The statement arranged for the page, for a reader of the language ``say`` speaks."""
    return StatementView(
        said,
        tuple(_wordings(said, say)),
        len({version.report for version in said.versions}),
        len({version.language for version in said.versions}),
        name,
    )


def by_speaker(views: Iterable[StatementView]) -> list[SpeakerView]:
    """The statements by who said them: who several reports quote first, what nobody is named for last."""
    groups: dict[str, list[StatementView]] = {}
    for view in sorted(views, key=lambda view: -view.reports):
        groups.setdefault(view.statement.entity or view.statement.speaker, []).append(view)
    speakers = [
        SpeakerView(
            mine[0].statement.speaker,
            tuple(view for view in mine if view.reports > 1),
            tuple(view for view in mine if view.reports == 1),
            len({version.report for view in mine for version in view.statement.versions}),
        )
        for mine in groups.values()
    ]
    return sorted(speakers, key=lambda one: (not one.speaker, -len(one.shared), -one.reports, -one.amount))


def _reads(version: Version, language: str) -> bool:
    return version.language.partition("-")[0] == language.partition("-")[0]


def _wordings(said: Statement, say: Wording) -> Iterable[VersionView]:
    """The versions of a statement, the same wording in the same language once: first the one a reader of
    the page reads, then the original, then those in the languages of either."""
    original = next((v for v in said.versions if v.original), None)
    original = original or next((v for v in said.versions if v.text == said.text), said.versions[0])
    ordered = sorted(
        said.versions,
        key=lambda v: (
            v is not original,
            v.language != original.language,
            not _reads(v, say.language),
            v.kind == "indirect",
        ),
    )
    if not _reads(original, say.language):
        ordered.sort(key=lambda v: not (_reads(v, say.language) and v.kind != "indirect"))
    groups: dict[tuple[object, ...], list[Version]] = {}
    for version in ordered:
        plain = " ".join(version.text.split()).strip(".,;:!?… ").casefold()
        key = (plain, version.language, version.kind, version.stance, version.relayed_by, version.missing)
        groups.setdefault(key, []).append(version)
    for versions in groups.values():
        lead, is_original = versions[0], any(one is original for one in versions)
        labels = _labels(lead, say, is_original, alone=len(said.versions) == 1)
        yield VersionView(
            _changed(lead), lead, tuple(versions), labels, lead is ordered[0], is_original and lead.original
        )


def _labels(lead: Version, say: Wording, reference: bool, alone: bool) -> tuple[str, ...]:
    """What is to be said of a wording; of the one that others are held against only whether it is the
    original."""
    relations = {
        "verbatim": say._("Same words"), "cut": say._("Cut"), "translated": say._("Translated"),
        "reworded": say._("Reworded"),
    }  # fmt: skip
    kinds = {
        "direct": "", "indirect": say._("Reported, not verbatim"), "mixed": say._("Partly verbatim"),
    }  # fmt: skip
    stances = {
        "asserted": "", "negated": say._("Said not to be so"), "hypothetical": say._("Hypothetical"),
        "denied": say._("Denied"),
    }  # fmt: skip
    relation = relations[lead.relation]
    if reference:
        relation = say._("Original") if lead.original and not alone else ""
    labels = [relation]
    if lead.translated and lead.relation != "translated":
        labels.append(relations["translated"])
    return tuple(filter(None, [*labels, kinds[lead.kind], stances[lead.stance]]))


def _changed(version: Version) -> Markup:
    """A version's words with what was dropped and added against the reference wording; its bare words
    where more changed than stayed, since then it is another wording rather than a changed one."""
    added = sum(change.span.overlap(version.span) for change in version.changes)
    dropped = sum(len(change.dropped) for change in version.changes)
    if len(version.text) - added < max(added, dropped):
        return escape(version.text)
    pieces: list[Markup] = []
    position = 0
    for change in sorted(version.changes, key=lambda change: change.span):
        start = max(position, min(len(version.text), change.span.start - version.span.start))
        end = max(start, min(len(version.text), change.span.end - version.span.start))
        pieces.append(escape(version.text[position:start]))
        if change.dropped:
            pieces.append(Markup("<del>{}</del> ").format(change.dropped.strip()))
        if end > start:
            pieces.append(Markup("<ins>{}</ins>").format(version.text[start:end]))
        position = end
    pieces.append(escape(version.text[position:]))
    return Markup("").join(pieces)
