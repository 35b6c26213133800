"""What figures count, as the data of their languages knows it: people, things, and what befell them."""

from __future__ import annotations

from functools import lru_cache

from rashomon.comparing.figures.places import Place
from rashomon.comparing.figures.words import PERSONAL, class_of, classes_of
from rashomon.languages import facts
from rashomon.marking.figures.tokens import Tokens

#: Things that are people of any kind.
ANY = frozenset({"men", "women", "children"})
#: Things of the data that are people of a kind.
PEOPLE = ANY | {
    "police", "firefighters", "soldiers", "fighters", "miners", "workers", "staff", "passengers", "crew",
    "students", "residents", "tourists", "migrants", "doctors", "rescuers", "patients", "lawmakers",
    "hostages", "prisoners", "demonstrators", "witnesses", "suspects", "voters", "civilians", "victims",
}  # fmt: skip
#: What is often said of the same things in other words: no reason to tell two figures that fit apart.
DAMAGES = frozenset({"burnt", "destroyed", "flooded", "damage"})


def is_person(place: Place) -> bool:
    """True where people are counted: by what they are called, or by what happened to them where nothing is
    said of who they are."""
    if not place.nouns:
        return place.indicator in PERSONAL
    return is_anybody(place) or bool(thing_names(place) & PEOPLE)


def is_thing(place: Place) -> bool:
    """True where the data knows what is counted, and it is nobody ("shot three times", "two-storey")."""
    names = thing_names(place)
    return bool(names) and not names & PEOPLE


def befell(place: Place) -> bool:
    """Whether what is said to have happened can have happened to the counted: to people what happens to
    people only, to things what damages things."""
    if place.indicator in PERSONAL:
        return is_person(place)
    return place.indicator in DAMAGES and not is_person(place)


def thing_names(place: Place) -> frozenset[str]:
    """What the words of the noun phrase counted are called in the data of things ("houses"), if they are."""
    return _things(place.language, place.nouns, place.figure.head)


@lru_cache(maxsize=8192)
def _things(language: str, nouns: str, head: str) -> frozenset[str]:
    classes = classes_of(language, "things")
    words = [low for low in Tokens(nouns).low if low not in {"-", "'"}] if classes else []
    return frozenset(name for low in {head, *words[:1], *words[-1:]} if (name := classes.get(low)))


def known_alike(a: Place, b: Place) -> bool:
    """Whether the data knows the two things counted as the same, and as more than just people."""
    return bool((thing_names(a) & thing_names(b)) - ANY)


def called(place: Place, language: str) -> str:
    """What a language's data calls the thing counted: its first word for it; empty where it has none."""
    table = facts(language, "figures").get("things", {})
    for name in sorted(thing_names(place)):
        if table.get(name):
            return str(table[name][0])
    return ""


def is_anybody(place: Place) -> bool:
    """Whether the thing counted is just people, or people named by what happened to them."""
    data = facts(place.language, "figures")
    if place.figure.head in data.get("people", ()):
        return True
    return head_class(place) in PERSONAL and not thing_names(place) - PEOPLE


def head_class(place: Place) -> str:
    """The class of the word counted itself ("61 dead", "2,300 jobs")."""
    return _happens(place.language, place.figure.head)


@lru_cache(maxsize=8192)
def _happens(language: str, head: str) -> str:
    return class_of(head, classes_of(language, "indicators"))


def stem(head: str) -> str:
    """A head word without its last letters, so that most inflections meet."""
    return head[: max(4, len(head) - 2)]
