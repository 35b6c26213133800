"""Whether a phrase of time lies behind or ahead of the day a text was written: one scored choice.

The words around the phrase in its own clause give named features: auxiliaries of the future, words of
planning, verbs in the present that begin something, verbs in the past. Which words do so is data of the
language (``tense_...`` and ``ahead_...`` in its ``[moments]``). Each feature has a weight, the same in all
languages; the sum is the *lean*. From :data:`AHEAD` on the phrase is read as lying ahead, down to
:data:`BEHIND` as lying behind, and between them it stays open unless both readings agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import regex

from rashomon.languages import facts
from rashomon.marking.moments.lexicon import fold, listed
from rashomon.marking.rules import rule

#: Points a feature counts. News tells of what has been, so that a phrase without any starts below zero.
WEIGHTS: dict[str, float] = {
    "news": -1.5, "future": 4.0, "endings": 4.0, "unsure": 1.5, "planned": 3.5, "moved to": 6.0,
    "begins": 2.75, "next": 1.5, "event": 0.75, "event is": 1.5, "deadline": 1.0, "ahead of deadline": 1.5,
    "past": -2.5, "auxiliary": -2.5, "long past and soon": 3.0,
}  # fmt: skip
_SWITCHES = {
    name: rule(f"moments.lean.{name.replace(' ', '-')}", f"{points:+g} towards what lies ahead")
    for name, points in WEIGHTS.items()
}
#: From here on a phrase lies ahead, and down to here behind.
AHEAD, BEHIND = 0.75, -0.75
#: What a verb counts where another stands between it and the phrase.
FAR = 0.4
#: How far back (in days) a date without a year may lie before a much nearer coming one is likelier.
LONG_PAST, SOON = 320, 45

#: The lists of the data and the features they give.
_LISTS = {
    "tense_future": "future", "tense_endings": "endings", "tense_unsure": "unsure",
    "tense_past": "past", "tense_auxiliary": "auxiliary", "deadline_past": "auxiliary",
    "ahead_planned": "planned", "ahead_moved": "moved to", "ahead_begins": "begins", "ahead_next": "next",
    "ahead_events": "event", "tense_none": "", "tense_is": "is",
    "deadline_ahead": "ahead of deadline", "records": "record",
}  # fmt: skip
_VERBS = frozenset({"future", "endings", "unsure", "planned", "begins", "past", "auxiliary"})
#: Where a clause ends, as far as its tense goes.
_BREAK = regex.compile(r"[.!?…。！？؟।][\"'”’»]*(?=\s)|[,;:،、，；：()\[\]\"“”„«»\n–—]")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_COMMA = regex.compile(r"\s*[,،，]")
_REACH = 160

#: The phrases that begin with a word, each as the words that follow it and the feature it gives.
_Entries = tuple[tuple[tuple[str, ...], str], ...]
_NOTHING: _Entries = ()

#: Features with the points each gave.
Features = Mapping[str, float]


@dataclass(slots=True)
class Tenses:
    """The words of a language that tell behind from ahead. ``words`` maps the first word of each to the
    words that follow it and the feature they give, the longest first; ``endings`` are ends of verbs."""

    words: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    seen: dict[str, _Entries] = field(default_factory=dict)
    endings: list[tuple[str, str]] = field(default_factory=list)
    unspaced: regex.Pattern[str] | None = None
    deadline: regex.Pattern[str] | None = None
    before_deadline: regex.Pattern[str] | None = None
    moved_to: regex.Pattern[str] | None = None

    def marks(self, text: str) -> list[tuple[str, int]]:
        """The features that the words of a text give, each with the number of its word."""
        if self.unspaced is not None:
            matches = self.unspaced.finditer(fold(text))
            return [(self.words[match.group()][0][1], match.start()) for match in matches]
        words = _WORD.findall(text)
        seen, marks = self.seen, list[tuple[str, int]]()
        for at, word in enumerate(words):
            known = seen.get(word)
            if known is None:
                known = self._look_up(word)
            if known is _NOTHING:
                continue
            found = self._phrases(known, words, at)
            if "past" in found and marks and marks[-1] == ("is", at - 1):
                # "Is finished": what is so now.
                continue
            marks.extend((feature, at) for feature in found)
        return marks

    def _look_up(self, word: str) -> _Entries:
        """What is known of a word: phrases that begin with it, or the feature of its longest known ending.
        Names ("Teherán") never end like a verb, whereas nouns may have capitals."""
        low = word.lower()
        found = tuple(self.words.get(low, ()))
        if not any(not rest for rest, _ in found):
            small = word[0].islower()
            ending = next(
                (
                    feature
                    for end, feature in self.endings
                    if (small or feature == "event") and len(low) >= len(end) + 2 and low.endswith(end)
                ),
                None,
            )
            found = (*found, ((), ending)) if ending else found
        if len(self.seen) > 100_000:
            self.seen.clear()
        self.seen[word] = found = found or _NOTHING
        return found

    @staticmethod
    def _phrases(entries: _Entries, words: list[str], at: int) -> list[str]:
        """The features of the longest phrase that begins at a word."""
        found: list[str] = []
        longest = 0
        for rest, feature in entries:
            if found and len(rest) < longest:
                break
            if not rest or tuple(word.lower() for word in words[at + 1 : at + 1 + len(rest)]) == rest:
                found.append(feature)
                longest = len(rest)
        return found

    def is_verb(self, word: str) -> bool:
        """True if a word is a verb that tells its tense."""
        return any(feature in _VERBS for feature, _ in self.marks(word))


@lru_cache(maxsize=64)
def tenses(language: str) -> Tenses:
    """The words that the data of a language has."""
    data = facts(language, "moments")
    known = Tenses()
    for name, feature in _LISTS.items():
        for phrase in listed(data.get(name, "")):
            form = fold(phrase)
            if form.startswith("*") or name == "tense_endings":
                known.endings.append((form.lstrip("*"), feature))
                continue
            first, *rest = _WORD.findall(form) if data.get("spaced", True) else [form]
            entries = known.words.setdefault(first, [])
            entries.append((tuple(rest), feature))
            entries.sort(key=lambda entry: -len(entry[0]))
    known.endings.sort(key=lambda entry: -len(entry[0]))
    if not data.get("spaced", True) and known.words:
        words = sorted(known.words, key=lambda word: (-len(word), word))
        known.unspaced = regex.compile("|".join(map(regex.escape, words)))
    known.deadline = _any_of(data, "deadline", r"{}(?!\p{{L}})")
    known.before_deadline = _any_of(data, "deadline", r"(?<!\p{{L}}){}\s*+$")
    known.moved_to = _any_of(data, "ahead_to", r"(?<!\p{{L}}){}\s*+$")
    return known


def _any_of(data: Any, name: str, frame: str) -> regex.Pattern[str] | None:
    """A pattern that finds any of some words inside ``frame``, None where there are none."""
    words = listed(data.get(name, ""))
    either = "|".join(regex.escape(fold(word)) for word in sorted(words, key=lambda w: (-len(w), w)))
    return regex.compile(frame.format(f"(?:{either})")) if words else None


def features(text: str, start: int, end: int, language: str) -> Features:
    """The features of the phrase at ``start``..``end``, with the points each gives."""
    known = tenses(language)
    before, after = _clause(text, start, end)
    behind, ahead = known.marks(before), known.marks(after)
    found: dict[str, float] = {"news": points("news")}
    verbs = [(feature, at) for feature, at in behind if feature in _VERBS]
    if verbs:
        _count(found, behind, verbs[-1])
        _count(found, ahead, None)
    else:
        _count(found, behind, None)
        _count(found, ahead, next((mark for mark in ahead if mark[0] in _VERBS), None))
    marked = {feature for feature, _ in (*behind, *ahead)}
    if "event" in found and _is_beside(behind, ahead, _WORD.findall(before)):
        found["event is"] = points("event is")
    found.pop("is", None)
    low = fold(before)
    aims = known.moved_to is not None and _stands(known.moved_to, text, low, start, end)
    if aims and "moved to" in marked:
        # "Postponed to Friday": Friday is what was aimed at, whenever it was put off.
        found["moved to"] = points("moved to")
        found.pop("planned", None)
    else:
        found.pop("moved to", None)
        if aims and "planned" in marked:
            found["planned"] = points("planned")
    if known.deadline is not None and _is_deadline(text, start, end, low, known):
        found["deadline"] = points("deadline")
    else:
        found.pop("ahead of deadline", None)
    return found


def because(found: Features) -> list[str]:
    """The names of features, the weightiest first."""
    names = [name for name in found if name in _SWITCHES]
    names.sort(key=lambda name: (-abs(found[name]), name))
    return [_SWITCHES[name].name for name in names]


def points(feature: str) -> float:
    """What a feature counts; nothing where its rule is switched off."""
    switch = _SWITCHES.get(feature)
    return WEIGHTS[feature] if switch and switch.on else 0.0


def lean(found: Features) -> float:
    """The sum of the points."""
    return round(sum(found.values()), 3)


def _count(found: dict[str, float], marks: list[tuple[str, int]], nearest: tuple[str, int] | None) -> None:
    """Add the features of some words: the nearest verb counts whole, with an auxiliary right before it;
    other verbs less."""
    for feature, at in marks:
        if not feature:
            continue
        beside = nearest is not None and feature == "auxiliary" and 0 < nearest[1] - at <= 2
        whole = feature not in _VERBS or (feature, at) == nearest or beside
        value = points(feature) * (1.0 if whole else FAR)
        if abs(value) >= abs(found.get(feature, 0.0)):
            found[feature] = value


def _is_beside(behind: list[tuple[str, int]], ahead: list[tuple[str, int]], words: list[str]) -> bool:
    """True if "is" stands right before the phrase, but for an article and a preposition, or right after; a
    longer word between is a participle ("s'est ouvert")."""
    if any(feature == "is" and at == 0 for feature, at in ahead):
        return True
    return any(
        feature == "is" and len(words) - at <= 3 and all(len(word) <= 3 for word in words[at + 1 :])
        for feature, at in behind
    )


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a phrase in its clause; where the phrase with a comma opens the sentence
    ("On Monday, ..."), the clause that follows."""
    before = text[max(0, start - _REACH) : start]
    edge = 0
    for stop in _BREAK.finditer(before):
        edge = stop.end()
    opens = edge == 0 or before[edge - 1] not in ",،、，"
    before = before[edge:]
    if opens and len(before.split()) <= 2 and (comma := _COMMA.match(text, end)):
        end = comma.end()
    after = text[end : end + _REACH]
    if stop_after := _BREAK.search(after):
        after = after[: stop_after.start()]
    return before, after


def _stands(pattern: regex.Pattern[str], text: str, before: str, start: int, end: int) -> bool:
    """True if the phrase begins with such a word or stands right behind one."""
    return bool(pattern.search(before) or _begins(pattern, fold(text[start:end])))


def _begins(pattern: regex.Pattern[str], phrase: str) -> bool:
    first = phrase.partition(" ")[0]
    return bool(pattern.search(first))


def _is_deadline(text: str, start: int, end: int, before: str, known: Tenses) -> bool:
    """True if the phrase begins with a word such as "by", or stands right after one; "by Wednesday's storm"
    sets no date to anything."""
    if text[end : end + 1] in {"'", "’"}:
        return False
    assert known.deadline is not None
    assert known.before_deadline is not None
    return bool(known.deadline.match(fold(text[start:end])) or known.before_deadline.search(before))
