"""What a command says while it works: complaints, progress, the summary. All of it on standard error.

Names of files and words of reports are hostile: whatever a terminal would act on rather than show is
written as its escape (``\\x1b``).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.model import Problem

#: Longest message about one thing, in characters.
_LONGEST = 600
#: Seconds between two lines of progress where standard error is no terminal, and on a terminal.
EVERY, EVERY_SHOWN = 30.0, 0.2
#: Seconds after which a rate says enough to tell the time that is left.
_SETTLED = 5.0

#: Characters that change how others are shown: controls, marks and overrides of direction, line ends.
_UNSHOWN = (
    *range(0x20),
    *range(0x7F, 0xA0),
    0xAD,
    0x061C,
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
)
_ESCAPED = {code: chr(code).encode("unicode_escape").decode("ascii") for code in _UNSHOWN}
#: The same for JSON, where a character of a string may be written as ``\u`` and its code. C0 controls
#: never stand in JSON as they are.
_IN_JSON = {code: f"\\u{code:04x}" for code in _UNSHOWN if code >= 0x7F}


def printable(text: str) -> str:
    """The text on one line, with nothing in it that a terminal acts on or that is no character."""
    shown = text.translate(_ESCAPED).encode("utf-8", "backslashreplace").decode("utf-8")
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + " …"


def printable_json(line: str) -> str:
    """JSON of the same value in which a terminal finds nothing to act on."""
    return line.translate(_IN_JSON)


def say(message: str) -> None:
    """A line on standard error; nothing where there is none."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.write(f"rashomon: {message}\n")
        stream.flush()
    except UnicodeEncodeError:
        stream.write(f"rashomon: {message.encode('ascii', 'backslashreplace').decode('ascii')}\n")
    except (OSError, ValueError):
        pass


def complain(problem: Problem) -> None:
    """Name what could not be read, with the reason."""
    say(f"{printable(problem.source)}: {printable(problem.reason)}")


def lost(problems: Sequence[Problem]) -> int:
    """How many of the problems lost something; the others are only to be known."""
    return sum(not getattr(problem, "note", False) for problem in problems)


def duration(seconds: float) -> str:
    """A time as one reads it: "40 s", "12 min", "3 h 20 min"."""
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"


class Progress:
    """How far a verb is: a line that is written over on a terminal, a line every 30 seconds elsewhere.

    ``share`` tells how much of the whole is done (0 to 1), None where that is not known.
    """

    def __init__(
        self,
        verb: str,
        *,
        share: Callable[[], float | None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.verb, self.count = verb, 0
        self._share, self._clock = share, clock
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._begun = self._told = clock()
        self._drawn = False

    def add(self, count: int = 1) -> None:
        """So many more are done."""
        self.count += count
        now = self._clock()
        if now - self._told < (EVERY_SHOWN if self._terminal else EVERY):
            return
        self._told = now
        if self._terminal:
            self._draw(f"\r\033[K{self.state(now)}")
            self._drawn = True
        else:
            say(self.state(now))

    def state(self, now: float) -> str:
        """What is done, how fast, and how much time is left as far as that can be told."""
        passed = max(now - self._begun, 1e-6)
        rate = self.count / passed
        words = (
            f"{self.verb}: {self.count:,} done, {rate:,.0f}/s"
            if rate >= 10
            else (f"{self.verb}: {self.count:,} done, {rate:.1f}/s")
        )
        share = self._share()
        if share is not None and 0 < share < 1 and passed >= _SETTLED:
            words += f", {share:.0%}, about {duration(passed * (1 - share) / share)} left"
        return words

    def clear(self) -> None:
        """Take the line off the terminal, before something else is said there and at the end."""
        if self._drawn:
            self._draw("\r\033[K")
            self._drawn = False

    def _draw(self, words: str) -> None:
        try:
            sys.stderr.write(words)
            sys.stderr.flush()
        except (OSError, ValueError):
            pass

    @property
    def long(self) -> bool:
        """True if this has taken so long that a summary is wanted, or somebody is watching."""
        return self._terminal or self._clock() - self._begun >= EVERY
