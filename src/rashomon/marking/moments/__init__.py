"""Moments: when a report says that things happened. One engine for all languages.

``find`` reads a report, ``find_in`` a text with the day it was written; ``find_timexes`` gives every
TIMEX3 of a text, durations and sets and "now" included; ``timex3`` writes a moment as one.
"""

from __future__ import annotations

from rashomon.marking.moments.calendar import month_of
from rashomon.marking.moments.finder import Hints, date_again, find, find_in, hints, read
from rashomon.marking.moments.timex import Timex, find_timexes, timex3

__all__ = [
    "Hints",
    "Timex",
    "date_again",
    "find",
    "find_in",
    "find_timexes",
    "hints",
    "month_of",
    "read",
    "timex3",
]
