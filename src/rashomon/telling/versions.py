"""A statement with its versions as the page shows them: the original first, the same wording once, what
changed and what is missing against the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from rashomon.model import Statement, Version

RELATIONS = {"verbatim": "Same words", "cut": "Cut", "translated": "Translated", "reworded": "Reworded"}
KINDS = {"direct": "", "indirect": "Reported, not verbatim", "mixed": "Partly verbatim"}
STANCES = {
    "asserted": "",
    "negated": "Said not to be so",
    "hypothetical": "Hypothetical",
    "denied": "Denied",
}


@dataclass(frozen=True, slots=True)
class VersionView:
    """One wording of a statement and the reports that give it. ``html`` shows what changed; ``first`` is
    the wording the others are held against."""

    html: Markup
    lead: Version
    versions: tuple[Version, ...]
    labels: tuple[str, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with its wordings, the original first."""

    statement: Statement
    wordings: tuple[VersionView, ...]
    reports: int
    languages: int


def statement_view(said: Statement) -> StatementView:
    """The statement arranged for the page."""
    return StatementView(
        said,
        tuple(_wordings(said)),
        len({version.report for version in said.versions}),
        len({version.language for version in said.versions}),
    )


def _wordings(said: Statement) -> Iterable[VersionView]:
    """The versions of a statement, the same wording in the same language once, original first."""
    original = next((v for v in said.versions if v.original), None)
    original = original or next((v for v in said.versions if v.text == said.text), said.versions[0])
    ordered = sorted(
        said.versions,
        key=lambda v: (
            not v.original,
            v.text != said.text,
            v.language != original.language,
            v.kind == "indirect",
        ),
    )
    groups: dict[tuple[object, ...], list[Version]] = {}
    for version in ordered:
        plain = " ".join(version.text.split()).strip(".,;:!?… ").casefold()
        key = (plain, version.language, version.kind, version.stance, version.relayed_by, version.missing)
        groups.setdefault(key, []).append(version)
    for versions in groups.values():
        lead = versions[0]
        first = lead is ordered[0]
        relation = RELATIONS[lead.relation]
        if first:
            relation = "Original" if lead.original and len(said.versions) > 1 else ""
        labels = [relation]
        if lead.translated and lead.relation != "translated":
            labels.append(RELATIONS["translated"])
        labels += [KINDS[lead.kind], STANCES[lead.stance]]
        yield VersionView(_changed(lead), lead, tuple(versions), tuple(filter(None, labels)), first)


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
