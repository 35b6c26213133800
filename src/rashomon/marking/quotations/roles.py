"""Which words name a role: a minister, a Verkehrsminister, the harbour-master."""

from __future__ import annotations

from functools import lru_cache

from rashomon.marking.quotations.lexicon import Lexicon

_SUFFIX = 6
#: A longer run of letters is no compound with a role at its end; each of its ends would be looked up.
_LONGEST_COMPOUND = 100


@lru_cache(maxsize=65_536)
def role_of(low: str, lexicon: Lexicon) -> str | None:
    """The role that a word names, compounds included ("Bundesverkehrsminister" is a minister)."""
    found = lexicon.roles.get(low)
    if found is None and "-" in low and low.rsplit("-", 1)[-1] in lexicon.roles:
        # "Nordbahn-Chef"
        return low
    if found is not None or not _SUFFIX + 2 < len(low) <= _LONGEST_COMPOUND:
        return found
    if low[-_SUFFIX:] not in _ends(lexicon):
        return None
    for cut in range(1, len(low) - _SUFFIX + 1):
        found = lexicon.roles.get(low[cut:])
        if found is not None:
            # One role in all its forms: "havnechef", "havnechefen".
            return low[:cut] + found if cut > 2 else found
    return None


@lru_cache(maxsize=64)
def _ends(lexicon: Lexicon) -> frozenset[str]:
    """The last letters of the roles that may end a compound."""
    return frozenset(role[-_SUFFIX:] for role in lexicon.roles)
