"""What kind of thing a single mention looks like.

What is sure by rule (a territory, a title beside the name, the head of an organisation in it) is said by
rule; the rest by a small linear model over features that hold in any language. Its weights are the readable
file ``kinds.toml``, made by training/name_kinds.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from rashomon.languages import compiled, facts
from rashomon.marking.names import lexicon
from rashomon.marking.names.knowledge import LEGAL_FORMS, PARTICLES, Knowledge
from rashomon.marking.names.runs import Run
from rashomon.marking.rules import Rule, rule
from rashomon.model import NameKind

KINDS: tuple[NameKind, ...] = ("person", "organisation", "place", "other")
#: A kind is said from this probability on.
SURE = 0.45
#: So many features are named of a name.
_TELLING = 2
#: The surroundings of so many mentions are looked at.
_MENTIONS = 12
#: What an article before a name speaks against a person, in log odds: "the Aurelia Star" is a ship. The
#: training sets hold too few to learn it from.
ARTICLE = 2.5


@lru_cache(maxsize=256)
def _words(language: str, group: str) -> frozenset[str]:
    """A word list of the language's grammar or of its data on quotations: prepositions, verbs of saying."""
    found = facts(language, "grammar").get(group) or facts(language, "quotations").get(group, "")
    return frozenset(found.split() if isinstance(found, str) else found)


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    source = (resources.files("rashomon.marking.names") / "kinds.toml").read_bytes()
    return {feature: tuple(values) for feature, values in compiled.table("kinds", source)["weights"].items()}


def features(run: Run, known: Knowledge) -> Iterator[str]:
    """What is to be seen of a mention, in names that hold in every language."""
    yield from _inside(run, known)
    yield from _beside(run, known)


def _inside(run: Run, known: Knowledge) -> Iterator[str]:
    """What the name itself shows."""
    capitals, language = run.capitals, known.language
    first, last = capitals[0], capitals[-1]
    yield "any"
    yield f"words-{min(len(capitals), 3)}"
    single = len(capitals) == 1
    yield from _capitals(run, known)
    if any(map(str.isdigit, run.text)):
        yield "digit"
    if "-" in run.text:
        yield "hyphen"
    if last.genitive:
        yield "genitive"
    if last.compound:
        yield "compound"
    if first.first:
        yield "opens"
    for name, listed in (("given", known.given(first.text)), ("family", known.family(last.text))):
        if listed:
            yield f"{name}-alone" if single else name
    if any(word.key in PARTICLES for word in run.words[1:-1] if not word.capital):
        yield "particle"
    if any(word.initial for word in capitals):
        yield "initial"
    town = known.town(run.text)
    if town:
        yield f"town-{0 if town.thousands < 100 else 1 if town.thousands < 500 else 2}"
    yield from _heads(run, known)
    spread = lexicon.spread(last.text)
    yield f"spread-{0 if spread == 0 else 1 if spread < 4 else 2 if spread < 10 else 3}"
    often = lexicon.frequency(last.text, language)
    yield f"often-{0 if often == 0 else 1 if often < 3.8 else 2 if often < 4.6 else 3}"


def _heads(run: Run, known: Knowledge) -> Iterator[str]:
    """What the nouns in a name, and its ending, say."""
    first, last = run.capitals[0], run.capitals[-1]
    if any(word.key in known.organisation_heads for word in run.words):
        yield "organisation-head"
    if last.key.endswith(known.organisation_suffixes or ("\n",)):
        yield "organisation-ending"
    if last.key in known.place_heads or first.key in known.place_heads:
        yield "place-head"
    if last.key.endswith(known.place_suffixes or ("\n",)):
        yield "place-ending"


def _capitals(run: Run, known: Knowledge) -> Iterator[str]:
    """What the capitals of a name show beyond its first letters."""
    first = run.capitals[0]
    if len(run.capitals) == 1 and first.upper and not _shouted(run, known):
        yield "acronym"
    elif any(word.upper and len(word.text) > 1 for word in run.capitals) and not _shouted(run, known):
        yield "acronym-inside"
    if any(map(str.isupper, first.text[1:])) and not first.upper:
        yield "capital-inside"


def _beside(run: Run, known: Knowledge) -> Iterator[str]:
    """What the words next to the mention say."""
    language = known.language
    if not run.before:
        yield "nothing-before"
    elif run.before in known.place_prepositions:
        yield "behind-place-preposition"
    elif run.before in _words(language, "say"):
        yield "behind-saying"
    elif run.before in _words(language, "articles") or run.before in known.determiners:
        yield "behind-article"
    elif run.before in _words(language, "prepositions"):
        yield "behind-preposition"
    elif run.before in known.place_heads:
        yield "behind-place-noun"
    if not run.following:
        yield "nothing-behind"
    elif run.following in _words(language, "say"):
        yield "before-saying"
    elif run.following in _words(language, "auxiliaries"):
        yield "before-auxiliary"
    elif run.following in _words(language, "prepositions"):
        yield "before-preposition"


def scores(runs: Sequence[Run], known: Knowledge) -> dict[NameKind, float]:
    """Probability of each kind for what the runs all mean, by the model alone: what the longest of them
    shows itself, and what stands beside each."""
    longest = max(runs, key=lambda run: (len(run.capitals), -run.words[0].start))
    sums, beside, share = list(_shown(longest, known)), False, _share(runs)
    for run in runs[:_MENTIONS]:
        for feature in _beside(run, known):
            beside = beside or feature == "behind-article"
            for at, value in enumerate(_weights().get(feature, ())):
                sums[at] += share * value
    if beside and not known.person_article:
        sums[0] -= ARTICLE
    top = max(sums)
    powers = [math.exp(value - top) for value in sums]
    return {kind: round(power / sum(powers), 6) for kind, power in zip(KINDS, powers, strict=True)}


def telling(runs: Sequence[Run], known: Knowledge, kind: NameKind) -> tuple[str, ...]:
    """The features that speak most for a kind, as marks name them."""
    at, total = KINDS.index(kind), dict[str, float]()
    for feature, part, values in _weighed(runs, known):
        total[feature] = total.get(feature, 0.0) + (part * values[at] if values else 0.0)
    ranked = sorted((-weight, feature) for feature, weight in total.items())
    return tuple(f"names.feature.{feature}" for _, feature in ranked[:_TELLING])


def _weighed(runs: Sequence[Run], known: Knowledge) -> Iterator[tuple[str, float, tuple[float, ...]]]:
    """The features of runs that mean one thing, each with the part it has and its weight for each kind."""
    weights = _weights()
    longest = max(runs, key=lambda run: (len(run.capitals), -run.words[0].start))
    for feature in _inside(longest, known):
        yield feature, 1.0, weights.get(feature, ())
    for run in runs[:_MENTIONS]:
        for feature in _beside(run, known):
            yield feature, _share(runs), weights.get(feature, ())


def _share(runs: Sequence[Run]) -> float:
    """What the surroundings of one of some mentions of one thing count: mentions resemble each other, so
    less than as many strangers."""
    return 1.0 / math.sqrt(min(len(runs), _MENTIONS))


@lru_cache(maxsize=4096)
def _shown(run: Run, known: Knowledge) -> tuple[float, ...]:
    """What the name itself speaks for each kind, looked at once a mention."""
    sums = [0.0] * len(KINDS)
    for feature in _inside(run, known):
        for at, value in enumerate(_weights().get(feature, ())):
            sums[at] += value
    return tuple(sums)


def speaks(run: Run, known: Knowledge) -> bool:
    """True if a verb of saying stands right behind the mention."""
    return run.following in _words(known.language, "say")


def is_thing(run: Run, known: Knowledge) -> bool:
    """True if the word before a name says that a ship, a satellite or a storm bears it ("the cargo ship X"),
    also as the end of a compound ("lastfartyget X"); or a name of several words stands in quotation marks by
    itself, as names of ships and works do and those of people and places do not."""
    if run.quoted and len(run.capitals) > 1 and not run.titled:
        return not any(word.key in known.organisation_heads for word in run.words)
    return not run.titled and known.introduces(run.before) == "other"


def _shouted(run: Run, known: Knowledge) -> bool:
    """True if capitals throughout are a way to print a name ("SANTINI"), not an acronym."""
    words = [word.text for word in run.capitals]
    if len(words) > 1:
        return all(word.upper for word in run.capitals) and known.given(words[0])
    return len(words[0]) > 3 and known.family(words[0])


class Ruled(NamedTuple):
    """A kind that a rule says, and the name of that rule (empty where the run came with its kind)."""

    kind: NameKind
    by: str


def _headed(run: Run, known: Knowledge) -> bool:
    """True if a name has the head of an organisation in it, or a company's legal form behind it."""
    heads = known.organisation_heads
    if any(word.key in heads for word in (*run.capitals, run.words[-1])):
        return True
    return len(run.words) > 1 and run.words[-1].text in LEGAL_FORMS


def _is_acronym(run: Run, known: Knowledge) -> bool:
    alone = len(run.words) == 1 and run.words[0].upper
    return alone and known.town(run.text) is None and not _shouted(run, known)


def _is_great_city(run: Run, known: Knowledge) -> bool:
    first = run.capitals[0]
    town = known.town(first.text) if len(run.words) == 1 else None
    return town is not None and town.thousands >= 400 and lexicon.spread(first.text) >= 10 and not first.upper


def _has_place_noun(run: Run, known: Knowledge) -> bool:
    first = run.capitals[0]
    if len(run.words) == 1 or not {first.key, run.words[-1].key} & known.place_heads:
        return False
    return not (known.given(first.text) and lexicon.frequency(first.text, known.language) < 5.0)


def _introduced_as(run: Run, known: Knowledge) -> NameKind | None:
    return known.introduces(run.before) or run.aside


#: The rules in their order: what a mention is, from the run, what is known, and whether it is headed.
_RULES: tuple[tuple[Rule, Callable[[Run, Knowledge, bool], NameKind | None]], ...] = (
    (
        rule("names.thing", "a noun before a name, or quotation marks around it, say it is a ship, a work"),
        lambda run, known, _: "other" if is_thing(run, known) else None,
    ),
    (
        rule("names.title", "who has a title is a person, unless an organisation's head is in the name"),
        lambda run, _, headed: "person" if run.titled and not headed else None,
    ),
    (
        rule("names.head", "several words with an organisation's head among them are one"),
        lambda run, _, headed: "organisation" if headed and len(run.words) > 1 else None,
    ),
    (
        rule("names.noun-beside", "a noun such as supplier beside the name says that it is an organisation"),
        lambda run, known, _: (
            "organisation"
            if _introduced_as(run, known) == "organisation" and not known.given(run.capitals[0].text)
            else None
        ),
    ),
    (
        rule("names.apposition", "an apposition behind the name says what it is"),
        lambda run, _, headed: None if headed else run.aside,
    ),
    (
        rule("names.province", "a state or province is a place"),
        lambda run, known, _: "place" if lexicon.region(run.text, known.language) else None,
    ),
    (
        rule("names.capitals", "a word in capitals that is no town and no surname is an organisation"),
        lambda run, known, _: "organisation" if _is_acronym(run, known) else None,
    ),
    (
        rule("names.great-city", "a city that many languages know is a place"),
        lambda run, known, _: "place" if _is_great_city(run, known) else None,
    ),
    (
        rule("names.place-noun", "several words that begin or end with a noun for a place are one"),
        lambda run, known, _: "place" if _has_place_noun(run, known) else None,
    ),
)  # fmt: skip


def ruled(run: Run, known: Knowledge) -> Ruled | None:
    """The kind where a rule tells it, with that rule, else None."""
    if run.hint:
        return Ruled(run.hint, "")
    headed = _headed(run, known)
    for each, reads in _RULES:
        said = reads(run, known, headed) if each else None
        if said:
            return Ruled(said, each.name)
    return None


def likeliest(run: Run, known: Knowledge) -> NameKind:
    """The kind of one mention that no rule says, "other" where none is likely enough."""
    likely = scores([run], known)
    best = min(KINDS, key=lambda k: (-likely[k], k))
    return best if likely[best] >= SURE else "other"
