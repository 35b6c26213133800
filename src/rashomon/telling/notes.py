"""What the comparison says in English, said in the language of the page: notes of figures, dates and names.

A note is known by its form; the words of reports in it stay as they are. One of no known form stays English
and is marked as English.
"""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup

from rashomon.telling.wording import Wording

#: Longer notes are not taken apart.
_LONGEST: Final = 1000


def _form(message: str) -> tuple[str, re.Pattern[str]]:
    """A sentence and the pattern of notes that say it."""
    pieces = re.split(r"{(\w+)}", message)
    pattern = "".join(
        f"(?P<{piece}>.+?)" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces)
    )
    return message, re.compile(pattern, re.DOTALL)


def note(message: str) -> str:
    """Marks a sentence for the catalogues."""
    return message


#: The most telling first: the last ones fit more than they mean to say.
_FORMS: Final = tuple(
    _form(message)
    for message in (
        note("{one} against {other}: one is at least {n} times the other"),
        note("{one} against {other}: one is {n} times the other"),
        note("{one} against {other}: apart by {n} per cent"),
        note("newest: {value} ({day})"),
        note("rising over time, {first} to {last}"),
        note("falling over time, {first} to {last}"),
        note("{outlet} gave {first} first, {last} on {day}"),
        note("dated {days} elsewhere"),
        note("{outlet} explains {short} as {long}"),
        note("{short} is made of the initials of {long}"),
        note("{one} and {other} are spellings of one name"),
        note("{one} against {other}"),
    )
)


def told(notes: str, say: Wording) -> Markup:
    """Notes, separated by semicolons, as HTML in the language of the page."""
    if say.page == "en":
        return Markup("{}").format(notes)
    return Markup("; ").join(_said(part, say) for part in notes.split("; "))


def _said(part: str, say: Wording) -> Markup:
    for message, pattern in _FORMS if len(part) <= _LONGEST else ():
        if found := pattern.fullmatch(part):
            words = found.groupdict()
            values = {name: Markup("<bdi>{}</bdi>").format(words[name]) for name in words}
            return Markup(say._(message, **values))
    return Markup('<span lang="en" dir="ltr">{}</span>').format(part)
