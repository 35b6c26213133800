"""Dates and periods of the Microsoft Recognizers test specifications that news can contain.

A case is right where a moment with the stated words (articles and a leading preposition aside) is found
and its days are those of one of the listed resolutions (an end is exclusive there). Kinds: date and
daterange, of DateParser, DatePeriodParser and HolidayParser. Left out, because no newspaper writes them:
see ``OUT``. Reads ``../shared/data/figures/recognizers`` and is skipped where that is absent.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.floors import judge

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "figures" / "recognizers" / "DateTime"
LANGUAGES = {"English": "en", "French": "fr", "German": "de", "Swedish": "sv"}
FILES = ("DateParser", "DatePeriodParser", "HolidayParser")

#: What is out of scope, by reason: a pattern over the words of the expected result.
OUT = {
    "a calendar program's shorthand (EOM, w/c, rest of the week, business days)":
        r"\b(?:eo[dmy]|rest|remaining|reste|restant|(?:business|working|week) ?days?|my day|w/c)\b"
        r"|\btmrw?\b",
    "weeks by number or counted within a month or year":
        r"\b(?:week|semaine|woche|vecka) ?(?:number|of|du|de|-)?(?: the)? ?\d|\bw\d+\b|week of|semaine d|"
        r"\b\w*\d\w* (?:week|semaine|woche)\b",
    "a bare day number, or a range of them, with the month left to guess":
        r"^(?:the |le |den |der |am )?\d{1,2}\.?$|"
        r"^\S*\s?\d+ ?(?:-|to|till|until|and|à|au|et) ?(?:le )?\d+[^\d]+(?:month|mois)\b|"
        r"^(?:the|le|les) [a-z-]+(?: [a-z]+)?$(?<!week)(?<!weekend)",
    "years spelled out in words":
        r"\b(?:two thousand|twenty (?:ten|eleven|\w+teen)|nineteen|hundred|deux mille|mille|dix-neuf)\b",
    "number patterns that newspapers do not set (spaced slashes, month-year in digits, 2016H2)":
        r"\d\s+[-/]|[-/]\s+\d|^\d{1,2}[-/]\d{1,2}$|\d{4}h\d|\bh[12]\b|^\d{1,2},? \d{4}$|"
        r"^\d{4},? \d{1,2}$",
    "appointments (second Sunday, two days from tomorrow, for 3 days, month names between slashes)":
        r"^(?:\w+ )?(?:first|second|third|fourth|fifth|\w+ième|första|andra|tredje|femte) \w+day$|"
        r"from (?:tomorrow|yesterday)|(?:sun|mon)days? |after (?:the )?next|\d ?/ ?[a-z]|[a-z]/\d|"
        r"\d-[a-z]+-|for \d|starting|after tomorrow|^\d+[-.]\d+[-.]\d\d$|"
        r",\s?\d\d(?:\d\d)?$(?<!\s\d\d\d\d)|my |^(?:the )?(?:next|last|past) day$|^(?:the )?weekend$|"
        r"^between now|and now$",
    "amounts without a number (a few days ago)":
        r"\bfew\b|\bseveral\b|quelques|några|einige|paar",
    "feasts by the sight of the moon, and of other calendars":
        r"ramadan|ramazan|ramzan|ramadhan|ramathan|\beid\b|eidul|hijri|islamic|arabic|yuandan",
    "amounts in three units, and windows of whole decades":
        r"\d+ \w+,? (?:and |et |und )?\d+ \w+|decades?\b|décennies?\b|jahrzehnte",
}  # fmt: skip
_EDGES = re.compile(
    r"^(?:the|on|in|at|during|from|for|of|le|la|les|l'|en|au|du|den|der|die|das|am|im|dem|på|i|för)\s+"
)


def bare(words: str) -> str:
    """Words without what an annotator may or may not take along at the front."""
    words = words.lower().strip(" .,")
    while (shorter := _EDGES.sub("", words)) != words:
        words = shorter
    return words


def wanted(result: dict[str, Any]) -> set[tuple[str, str]]:
    """The first and last days that count as right."""
    found = set()
    value = result.get("Value") or {}
    for side in ("PastResolution", "FutureResolution"):
        resolution = value.get(side) or {}
        if "0001-01-01" in resolution.values():
            continue
        if "date" in resolution:
            found.add((resolution["date"], resolution["date"]))
        elif "startDate" in resolution and "endDate" in resolution:
            try:
                last = date.fromisoformat(resolution["endDate"]) - timedelta(1)
            except ValueError:
                continue
            found.add((resolution["startDate"], last.isoformat()))
            found.add((resolution["startDate"], resolution["endDate"]))
            # "2014 to 2018" there ends as 2018 begins; here with its last day.
            ends = date.fromisoformat(resolution["endDate"])
            if ends.day == 1:
                found.add((resolution["startDate"], calendar_end(ends)))
            if (ends.month, ends.day) == (1, 1):
                found.add((resolution["startDate"], f"{ends.year}-12-31"))
    return found


def calendar_end(day: date) -> str:
    """The last day of the month that a day lies in."""
    return ((day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)).isoformat()


def fits(moment: Any, days: set[tuple[str, str]]) -> bool:
    """Whether a moment's days are among the accepted; where weeks, months or years are counted ("two
    years ago") a stated day need only lie in the moment."""
    start, end = moment.start[:10], moment.end[:10] or moment.start[:10]
    if (start, end) in days or (moment.end == "" and any(start == first for first, _ in days)):
        return True
    counted = moment.precision in {"week", "month", "year"} and moment.anchor is not None
    return counted and any(start <= first == last <= end for first, last in days)


def main() -> int:
    if not DATA.exists():
        print("skipped: ../shared/data/figures/recognizers is absent")
        return 0
    from rashomon.marking.moments import find_in

    reached: dict[str, float] = {}
    for name, code in LANGUAGES.items():
        right = total = out = 0
        for file in FILES:
            path = DATA / name / f"{file}.json"
            cases = json.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else []
            for case in cases:
                anchor = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
                if not anchor:
                    continue
                for result in case["Results"]:
                    if result.get("Type") not in {"date", "daterange"} or not wanted(result):
                        continue
                    if any(re.search(pattern, result["Text"].lower()) for pattern in OUT.values()):
                        out += 1
                        continue
                    total += 1
                    moments = find_in(case["Input"], code, date.fromisoformat(anchor))
                    hit = any(
                        bare(m.text) == bare(result["Text"])
                        and fits(m, wanted(result))
                        for m in moments
                    )
                    right += hit
                    if not hit and "--errors" in sys.argv:
                        given = [(m.text, m.start, m.end) for m in moments]
                        print(code, file[:10], "|", case["Input"], "|", anchor, "|", result["Text"], given)
        share = right / total if total else 0.0
        print(f"{name:8} {right}/{total} = {share:.3f} right ({out} out of scope)")
        if total:
            reached[code] = share
    return judge("moments_recognizers", reached)


if __name__ == "__main__":
    sys.exit(main())
