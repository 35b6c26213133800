"""Makes the words of dates that reading looks for in every language at once: names of months and days, and
"5 years ago", from CLDR.

    python -m training.calendar_words

Writes ``src/rashomon/reading/calendar_words.json`` (Unicode licence, as CLDR), so that a start loads one
small file and not the data of all languages. A test holds the file to what this program makes.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import timedelta
from pathlib import Path

from babel.dates import format_timedelta

from rashomon.languages import cldr, codes
from rashomon.reading.lines import bare

FILE = Path(__file__).resolve().parents[1] / "src" / "rashomon" / "reading" / "calendar_words.json"
_SECONDS = (60, 3_600, 86_400, 604_800, 2_629_800, 31_557_600)


def months() -> dict[str, int]:
    """Names of months in all languages, lower case without full stops, that mean one month only."""
    found: dict[str, set[int]] = {}
    for code in codes():
        for context in cldr(code).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    word = bare(unicodedata.normalize("NFC", name))
                    if len(word) >= 3 and " " not in word:
                        found.setdefault(word, set()).add(number)
    return {word: numbers.pop() for word, numbers in sorted(found.items()) if len(numbers) == 1}


def days() -> list[str]:
    """The words of the names of days."""
    names = {
        name
        for code in codes()
        for context in cldr(code).days.values()
        for width in context.values()
        for name in width.values()
    }
    return sorted({word for name in names for word in bare(name).split()})


def past() -> list[str]:
    """What CLDR writes for "5 years ago", letters only (the number left out)."""
    found = {
        bare(format_timedelta(timedelta(seconds=-each * count), threshold=1, add_direction=True, locale=code))
        for code in codes()
        for each in _SECONDS
        for count in (1, 2, 3, 5, 11, 21)
    }
    return sorted(filter(None, found))


def made() -> str:
    """The file."""
    tables = {"days": days(), "months": months(), "past": past()}
    return json.dumps(tables, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    FILE.write_text(made(), encoding="utf-8")
