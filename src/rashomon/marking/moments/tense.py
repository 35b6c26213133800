"""Whether the clause around a phrase of time looks ahead.

Only markers of the data are known, no grammar: auxiliaries and verbs of planning (``tense_future``,
``tense_unsure``), endings of the future where a language has them (``tense_endings``), and words such as
"before" and "by" (``deadline``), after which a day may lie on either side.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from rashomon.languages import facts
from rashomon.marking.moments.expressions import Tense
from rashomon.marking.moments.joining import Phrase
from rashomon.marking.moments.lexicon import fold, listed

#: Where a clause ends, as far as its tense goes.
_BREAK = regex.compile(r"[.!?…。！？؟।][\"'”’»]*(?=\s)|[,;:،、，；：()\[\]\"“”„«»\n–—]")
_REACH = 160

_Words = regex.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Tenses:
    """The markers of a language as patterns, None where it has none."""

    future: _Words
    unsure: _Words
    endings: _Words
    deadline: _Words
    before_deadline: _Words
    ahead: _Words
    past: _Words


def _any_of(words: list[str], frame: str) -> _Words:
    """A pattern that finds any of some words inside ``frame``, None where there are none."""
    either = "|".join(regex.escape(fold(word)) for word in sorted(words, key=lambda w: (-len(w), w)))
    return regex.compile(frame.format(f"(?:{either})")) if words else None


@lru_cache(maxsize=64)
def tenses(language: str) -> Tenses:
    """The markers that the data of a language has."""
    data = facts(language, "moments")
    word = r"(?<!\p{{L}}){}(?!\p{{L}})" if data.get("spaced", True) else "{}"

    def words(name: str) -> list[str]:
        return listed(data.get(name, ""))

    return Tenses(
        future=_any_of(words("tense_future"), word),
        unsure=_any_of(words("tense_unsure"), word),
        # Names ("Teherán") are not folded and so never end like a verb.
        endings=_any_of(words("tense_endings"), r"(?<![\p{{L}}])\p{{Ll}}{{2,}}{}(?!\p{{L}})"),
        deadline=_any_of(words("deadline"), r"{}(?!\p{{L}})"),
        before_deadline=_any_of(words("deadline"), r"(?<!\p{{L}}){}\s*+$"),
        ahead=_any_of(words("deadline_ahead"), word),
        past=_any_of(words("deadline_past"), word),
    )


def tense_of(text: str, phrase: Phrase, language: str) -> Tense:
    """The tense of a phrase's own clause: "future" where a marker of the future stands before it with no
    comma, colon or quote mark between, or after it where the phrase opens the clause or is a month, season
    or quarter; "unsure" where a word stands there that may look either way. A deadline ("by Wednesday") is
    unsure where nothing in its clause tells that it is past or to come."""
    known = tenses(language)
    if known.future is None:
        return ""
    begin = max(0, phrase.start - _REACH)
    raw = text[begin : phrase.start]
    before = fold(raw)
    edge = 0
    for stop in _BREAK.finditer(before):
        edge = stop.end()
    raw, before = raw[edge:], before[edge:]
    due = known.deadline is not None and _is_deadline(text, phrase, before, known)
    coarse = phrase.expression.grain in {"month", "season", "quarter"}
    clause = before
    if due or coarse or len(before.split()) <= 2:
        after = text[phrase.end : phrase.end + _REACH]
        end = _BREAK.search(after)
        after = after[: end.start()] if end else after
        raw, clause = raw + " " + after, clause + " " + fold(after)
    if known.future.search(clause) or (known.endings is not None and known.endings.search(raw)):
        return "future"
    if due:
        if known.past is not None and known.past.search(clause):
            return ""
        return "future" if known.ahead is not None and known.ahead.search(clause) else "unsure"
    return "unsure" if known.unsure is not None and known.unsure.search(clause) else ""


def _is_deadline(text: str, phrase: Phrase, before: str, known: Tenses) -> bool:
    """Whether the phrase begins with a word such as "by", or stands right after one; "by Wednesday's storm"
    sets no date to anything."""
    if text[phrase.end : phrase.end + 1] in {"'", "’"}:
        return False
    assert known.deadline is not None
    assert known.before_deadline is not None
    return bool(
        known.deadline.match(fold(text[phrase.start : phrase.end])) or known.before_deadline.search(before)
    )
