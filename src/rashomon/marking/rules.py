"""Named rules of the markers: what a mark says it was made by, and a switch for each.

A rule is declared once beside the code that it stands for, and asked where it decides::

    POSTCODE = rule("figures.postcode", "a number right before a town's name is a postcode, no quantity")
    ...
    if POSTCODE and before_a_town(token):
        return None

A mark names what made it in ``because``, the names of rules or features, the most telling first. Tests switch
each rule off in turn (``tests/marking/idle_rules.py``) and fail where no case notices. A rule is never asked
inside a cached function: its answer would outlive the switch.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_RULES: dict[str, Rule] = {}


class Rule:
    """One rule, true while it is switched on. ``says`` is what it holds to be so, in one line."""

    __slots__ = ("name", "on", "says")

    def __init__(self, name: str, says: str) -> None:
        self.name, self.says, self.on = name, says, True

    def __bool__(self) -> bool:
        return self.on


def rule(name: str, says: str) -> Rule:
    """Declares a rule under the name ``marker.what`` ("figures.postcode").

    Raises:
        ValueError: where the name has no marker in front, the rule says nothing, or the name is taken.
    """
    marker, _, what = name.partition(".")
    if not marker or not what or not says.strip():
        raise ValueError(f"{name!r}: a rule is called marker.what and says what it holds to be so")
    if name in _RULES:
        raise ValueError(f"{name!r}: there are two rules of this name")
    made = _RULES[name] = Rule(name, says)
    return made


def rules(marker: str) -> dict[str, Rule]:
    """The rules of a marker ("figures") by name, sorted; those of modules that have been imported."""
    return {name: each for name, each in sorted(_RULES.items()) if name.startswith(f"{marker}.")}


@contextmanager
def without(name: str) -> Iterator[None]:
    """Switches a rule off inside a ``with`` block.

    Raises:
        KeyError: where there is no rule of that name.
    """
    switched = _RULES[name]
    was, switched.on = switched.on, False
    try:
        yield
    finally:
        switched.on = was
