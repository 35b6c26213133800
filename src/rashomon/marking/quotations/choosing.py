"""Who speaks at a cue: one scored choice among the phrases around it.

Each candidate (:mod:`.candidates`) is described by named features; its score is the sum of their weights
(``speakers.toml``: common ones, and for each language what it adds to them), and the best one speaks. The
weights are a conditional logit model, made by ``training/quotation_speakers.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TypeVar

from rashomon.languages import compiled
from rashomon.marking.quotations.candidates import at, features, goes_on, phrases_around
from rashomon.marking.quotations.cues import CueAt, cue_at
from rashomon.marking.quotations.features import NAMES
from rashomon.marking.quotations.frames import Token, Tokens
from rashomon.marking.quotations.lexicon import Lexicon
from rashomon.marking.quotations.phrases import Phrase

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate with its score and what it is made of: each feature with its weight, the heaviest first.
    ``phrase`` is None for nobody."""

    phrase: Phrase | None
    score: float
    reasons: tuple[tuple[str, float], ...]


#: How many features a quotation names.
MOST_REASONS = 5


@cache
def weights(language: str) -> MappingProxyType[str, float]:
    """The weight of each feature in a language.

    Raises:
        ValueError: where the file names a feature that there is none of, or lacks one.
    """
    source = (resources.files("rashomon.marking.quotations") / "speakers.toml").read_bytes()
    return MappingProxyType(checked(compiled.table("speakers", source), language))


def checked(table: dict[str, dict[str, object]], language: str) -> dict[str, float]:
    """The weights of a language in a table of weights as ``speakers.toml`` holds it.

    Raises:
        ValueError: where the table and the features do not match, or a weight is no number.
    """
    common, own = table.get("weights", {}), table.get("languages", {}).get(language, {})
    if not isinstance(own, dict):
        raise ValueError(f"speakers.toml: languages.{language} is no table")
    for name in {*common, *own} - NAMES:
        raise ValueError(f"speakers.toml: there is no feature {name!r}")
    for name in sorted(NAMES - set(common)):
        raise ValueError(f"speakers.toml: feature {name!r} has no weight")
    found: dict[str, float] = {}
    for name, weight in common.items():
        extra = own.get(name, 0.0)
        if not isinstance(weight, int | float) or not isinstance(extra, int | float):
            raise ValueError(f"speakers.toml: the weight of {name!r} is no number")
        found[name] = float(weight) + float(extra)
    return found


def choose(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int = 0) -> Phrase | None:
    """The phrase that speaks at a cue; None where the frame says that nobody does."""
    return _chosen(tokens, cue, lexicon, floor)[0]


#: The phrase that speaks, its features, and by how much it weighs more than nobody.
_Chosen = tuple[Phrase | None, tuple[str, ...], float]
#: The best that weighs less than this more than nobody is doubtful.
_DOUBT = 3.0


def is_doubtful(tokens: list[Token], cue: CueAt, phrase: Phrase) -> bool:
    """Whether a phrase that was chosen to speak at a cue weighs little more than nobody."""
    kept = tokens.chosen if isinstance(tokens, Tokens) else {}
    return any(
        place == cue.first and chosen is phrase and more < _DOUBT
        for (place, _), (chosen, _, more) in kept.items()
    )


def _chosen(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int) -> _Chosen:
    """The phrase that speaks and its features, chosen once for a cue of a frame."""
    kept = tokens.chosen if isinstance(tokens, Tokens) else {}
    found: _Chosen | None = kept.get((cue.first, floor))
    if found is None:
        found = kept[cue.first, floor] = _best(tokens, cue, lexicon, floor)
    return found


def _best(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int) -> _Chosen:
    phrases = phrases_around(tokens, cue, lexicon, floor)
    if not phrases:
        return None, (), 0.0
    ready = at(tokens, cue, lexicon)
    spoke = before(tokens, cue, lexicon, floor)
    given = ((phrase, features(tokens, ready, phrase, phrases, spoke)) for phrase in phrases)
    return best_of(given, weights(lexicon.language), "nobody")


def best_of(
    given: Iterable[tuple[Given, Sequence[str]]], known: Mapping[str, float], nobody: str
) -> tuple[Given | None, tuple[str, ...], float]:
    """The first of the candidates whose features weigh most, its features, and by how much it weighs more
    than ``nobody`` (the feature that stands for none of them); None where none does."""
    best: tuple[Given | None, tuple[str, ...]] = (None, ())
    score = known[nobody]
    for candidate, names in given:
        other = round(sum([known[name] for name in names]), 6)
        if other > score:
            best, score = (candidate, tuple(names)), other
    return (*best, score - known[nobody])


def before(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int = 0) -> Phrase | None:
    """Who speaks at the verb before, where a cue may go on with its subject ("X went home and said")."""
    if not goes_on(tokens, cue, lexicon):
        return None
    for place in range(cue.first - 1, floor - 1, -1):
        earlier = cue_at(tokens, place, lexicon)
        if earlier is not None and earlier.category in ("say", "think", "deny"):
            return choose(tokens, earlier, lexicon, floor)
    return None


def because(tokens: list[Token], cue: CueAt, phrase: Phrase | None, lexicon: Lexicon) -> tuple[str, ...]:
    """The features that speak most for a phrase at a cue, the heaviest first; none where it was not chosen by
    its features (a source, a colon)."""
    if phrase is None or cue.category not in ("say", "think", "deny"):
        return ()
    chosen, names, _ = _chosen(tokens, cue, lexicon, 0)
    if chosen != phrase:
        return ()
    return heaviest(names, weights(lexicon.language), MOST_REASONS)


def heaviest(names: Iterable[str], known: Mapping[str, float], most: int) -> tuple[str, ...]:
    """The features that weigh most for a candidate, as a mark names them."""
    telling = sorted({name for name in names if known[name] > 0}, key=lambda name: (-known[name], name))
    return tuple(f"quotations.{name}" for name in telling[:most])


def explained(tokens: list[Token], cue: CueAt, lexicon: Lexicon, floor: int = 0) -> Sequence[Choice]:
    """The candidates for a cue, the best first, each with the features that decided."""
    known = weights(lexicon.language)
    found = [_scored(None, ["nobody"], known)]
    phrases = phrases_around(tokens, cue, lexicon, floor)
    ready = at(tokens, cue, lexicon)
    spoke = before(tokens, cue, lexicon, floor)
    for phrase in phrases:
        found.append(_scored(phrase, features(tokens, ready, phrase, phrases, spoke), known))
    return sorted(found, key=lambda choice: -choice.score)


def _scored(phrase: Phrase | None, names: list[str], known: MappingProxyType[str, float]) -> Choice:
    reasons = sorted(((name, known[name]) for name in names), key=lambda pair: (-abs(pair[1]), pair[0]))
    return Choice(phrase, round(sum(weight for _, weight in reasons), 6), tuple(reasons))
