"""Statements: quotations of one utterance brought together over reports and languages, each version held
against a reference wording, and the original named where the reports show it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

from rashomon.comparing.candidates import Tally
from rashomon.comparing.statements.clusters import together
from rashomon.comparing.statements.evidence import FRAGMENT, Weigh
from rashomon.comparing.statements.utterances import Utterance, utterances
from rashomon.comparing.statements.wording import against, is_cut
from rashomon.encoding.alignment import Aligner, contained
from rashomon.model import Report, Span, Statement, Version

#: How many reports must have the same words in one language to show that it is the original.
AGREEING = 3
#: How well all wordings of one language must agree to show that it is the original.
SAME_TEXT = 0.85


def _speaker(said: Sequence[Utterance]) -> tuple[str, str]:
    """The fullest name a statement's versions give its speaker, and that name's entity."""
    names = Counter(
        (u.quotation.speaker.name, u.quotation.speaker.entity)
        for u in said
        if u.quotation.speaker and u.quotation.speaker.name
    )
    if not names:
        return "", ""
    ranked = sorted(
        names.items(),
        key=lambda item: (not item[0][1], -item[1], -len(item[0][0]), item[0]),
    )
    return ranked[0][0]


def _shown_original(said: Sequence[Utterance]) -> str:
    """The language the words were first said in, where the versions show it: that of a post shown as it
    was written in a report in another language, or the one language in which three reports or more have
    the same words (translators never agree on every word; two may share one translation). Empty where
    they do not show it."""
    by_language: dict[str, list[Utterance]] = {}
    for u in said:
        if u.quotation.kind == "direct" and len(u.words) >= 4:
            by_language.setdefault(u.language, []).append(u)
    if len(by_language) < 2:
        return ""
    shown = {u.language for u in said if u.foreign}
    if len(shown) == 1:
        return shown.pop()
    translated = {u.language for u in said if u.quotation.translated}
    repeated = {
        language
        for language, group in by_language.items()
        if len({u.report for u in group}) >= AGREEING and _one_text(group)
    }
    candidates = repeated - translated
    return candidates.pop() if len(candidates) == 1 else ""


def _one_text(group: Sequence[Utterance]) -> bool:
    """Whether all wordings of one language agree; each wording is held against each other once."""
    reports: dict[tuple[str, ...], set[str]] = {}
    for u in group:
        reports.setdefault(u.words, set()).add(u.report)
    return all(
        contained(one, other) >= SAME_TEXT or len(reports[one] | reports[other]) == 1
        for one, other in combinations(reports, 2)
    )


def _originals(groups: Sequence[Sequence[Utterance]]) -> list[str]:
    """The original language of each statement, empty where nothing tells. What one statement of a speaker
    shows holds for that speaker's others that stand in the same language as well as in another."""
    shown = [_shown_original(group) for group in groups]
    spoken: dict[str, set[str]] = {}
    for group, language in zip(groups, shown, strict=True):
        if language and _speaker(group)[1]:
            spoken.setdefault(_speaker(group)[0], set()).add(language)
    result = []
    for group, language in zip(groups, shown, strict=True):
        usual = spoken.get(_speaker(group)[0], set()) if _speaker(group)[1] else set()
        stands_in = {u.language for u in group if u.quotation.kind == "direct"}
        told = next(iter(usual)) if len(usual) == 1 and usual < stands_in else ""
        result.append(language or told)
    return result


def _reference(said: Sequence[Utterance], original: str, published: dict[str, str]) -> Utterance:
    """The wording others are held against: direct, in the original language where known, a post as it was
    written before others; else the earliest known, the fullest."""
    return min(
        said,
        key=lambda u: (
            u.quotation.kind != "direct",
            bool(original) and u.language != original,
            not u.foreign,
            -min(len(u.words), 400) if original else 0,
            published.get(u.report, "9999") if len(u.words) >= 4 else "9999",
            -len(u.words),
            u.report,
            u.span,
        ),
    )


def _version(u: Utterance, reference: Utterance, original: str) -> Version:
    quotation = u.quotation
    version = Version(
        report=u.report,
        span=u.span,
        text=u.text,
        language=u.language,
        kind=quotation.kind,
        translated=(bool(original) and u.language != original) or quotation.translated,
        cue=quotation.cue.text if quotation.cue else "",
        speaker_text=quotation.speaker.text if quotation.speaker else "",
        original=bool(original) and u.language == original and quotation.kind == "direct",
        stance=quotation.stance,
        relayed_by=quotation.speaker.relayed_by if quotation.speaker else None,
    )
    if u.language != reference.language:
        return replace(version, relation="translated")
    if quotation.kind == "indirect":
        return replace(version, relation="reworded")
    if quotation.kind == "mixed":
        # Only the words between marks are the speaker's: the reporter's own are no change of wording.
        kept = contained(u.verbatim, reference.words) >= FRAGMENT
        return replace(version, relation="cut" if kept else "reworded")
    changes, missing = against(reference.text, u.text, u.span.start)
    if missing and is_cut(reference.words, u.words):
        return replace(version, relation="cut", changes=changes, missing=missing)
    if changes or missing:
        return replace(version, relation="reworded", changes=changes, missing=missing)
    return version


def compare(
    reports: Sequence[Report],
    aligner: Aligner,
    language_of: Callable[[Report, Span], str],
    voices: Mapping[str, str] = MappingProxyType({}),
    weigh: Weigh = lambda _word, _language: 1.0,
    *,
    tally: Tally | None = None,
) -> tuple[Statement, ...]:
    """The statements of a story's reports, in the order their reference wording stands in them.

    ``language_of`` tells in which language a stretch of a report stands (an embedded post may differ
    from the report). ``voices`` maps folded names to the story's entries of people and organisations, where
    names have been compared: then an acronym may say in one report what its long form says in another.
    ``weigh`` says how much a word of a language counts; ``tally`` takes the number of pairs left out. The
    order of the reports does not matter to which versions come together.
    """
    ordered = sorted(reports, key=lambda r: r.id)
    languages = {(r.id, q.span): language_of(r, q.span) for r in ordered for q in r.marks.quotations}
    said = utterances(ordered, languages, voices)
    published = {r.id: r.published.start for r in ordered if r.published and r.published.start}
    groups, left_out = together(said, aligner, weigh)
    if tally is not None:
        tally["statements"] = left_out
    statements = []
    for group, original in zip(groups, _originals(groups), strict=True):
        reference = _reference(group, original, published)
        speaker, entity = _speaker(group)
        versions = sorted(
            (_version(u, reference, original) for u in group),
            key=lambda v: (
                not (v.report == reference.report and v.span == reference.span),
                not v.original,
                v.kind != "direct",
                v.report,
                v.span,
            ),
        )
        key = f"{reference.report}:{reference.span.start}:{reference.span.end}"
        statements.append(
            Statement(
                id="said-" + hashlib.sha256(key.encode()).hexdigest()[:10],
                speaker=speaker,
                entity=entity,
                text=reference.text,
                versions=tuple(versions),
            )
        )
    return tuple(
        sorted(
            statements,
            key=lambda s: (
                -len({v.report for v in s.versions}),
                s.versions[0].report,
                s.versions[0].span,
            ),
        )
    )
