"""The page's own words: sentences, quantities, dates and languages, in the language of the page.

Nothing here changes what a report says: a report's words are always shown as they stand.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, time
from functools import cache
from pathlib import PurePath

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, parse_pattern
from babel.lists import format_list
from babel.units import format_unit
from markupsafe import Markup, escape

from rashomon.model import Precision, Report
from rashomon.telling import quantities
from rashomon.telling.catalogues import LANGUAGES, catalogue

_DASH = "\N{EN DASH}"
_WHOLE_MONTH = re.compile(r"\bM{3}\b")
_GAPS = ((365.25, "duration-year"), (30.44, "duration-month"))
#: English as it is written outside America: days before months, tonnes, litres.
_LOCALES = {"en": "en_GB"}


class Wording:
    """How the page speaks in a language: its sentences from a catalogue, all else as CLDR says.

    ``language`` is what was asked for; ``page`` the language the page speaks, English where there is no
    catalogue.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language.replace("_", "-")
        base = self.language.split("-")[0].lower()
        self.page = base if base in LANGUAGES else "en"
        self.locale = Locale.parse(_LOCALES.get(self.page, self.page))
        self.direction = self.locale.text_direction
        self._catalogue = catalogue(self.page)

    # -------------------------------------------------------------- sentences

    def _(self, message: str, **values: object) -> str:
        """A sentence of the page, its ``{placeholders}`` filled in."""
        return self._catalogue.gettext(message).format(**values)

    def ngettext(self, one: str, many: str, amount: int, **values: object) -> str:
        """A sentence that depends on an amount, which it calls ``{n}``."""
        shown = quantities.number(amount, self.locale)
        return self._catalogue.ngettext(one, many, amount).format(n=shown, **values)

    def listing(self, words: Sequence[str]) -> str:
        """ "a", "a and b", "a, b and c"."""
        return format_list(list(words), locale=self.locale) if words else ""

    def isolated(self, words: Sequence[str]) -> Markup:
        """The listing as HTML in which each stands in its own direction."""
        return Markup(self.listing([f"<bdi>{escape(each)}</bdi>" for each in words]))

    @property
    def comma(self) -> str:
        """What stands between two things."""
        return self._(", ")

    def number(self, value: float) -> str:
        """A number for reading."""
        return quantities.number(value, self.locale)

    # -------------------------------------------------------------- quantities

    def quantity(self, value: float, unit: str, like: float | None = None) -> str:
        """``value`` base units with the unit a reader expects (:mod:`rashomon.telling.quantities`)."""
        if unit == "pp":
            whole = int(value) if value == int(value) else 2
            return self._catalogue.ngettext(
                "{amount} percentage point", "{amount} percentage points", whole
            ).format(amount=self.number(value))
        return quantities.quantity(value, unit, self.locale, like)

    def interval(
        self, low: float | None, high: float | None, unit: str, *, low_open: bool, high_open: bool
    ) -> str:
        """An interval of values in words: "more than 800", "700 m² or less", "38 to 42"."""
        if low is not None and high is not None:
            return self._between(low, high, unit)
        if low is not None:
            value = self.quantity(low, unit)
            return self._("more than {value}", value=value) if low_open else self._(
                "{value} or more", value=value
            )  # fmt: skip
        if high is not None:
            value = self.quantity(high, unit)
            return self._("less than {value}", value=value) if high_open else self._(
                "{value} or less", value=value
            )  # fmt: skip
        return self._("no number")

    def _between(self, low: float, high: float, unit: str) -> str:
        first, last = self.quantity(low, unit), self.quantity(high, unit)
        if low == high:
            return first
        unit_of = re.search(r"\D*$", last)
        tail = unit_of[0] if unit_of else ""
        if tail and first.endswith(tail) and first != tail:
            first = first.removesuffix(tail)
        return self._("{low} to {high}", low=first, high=last)

    # -------------------------------------------------------------- time

    def day(self, iso: str) -> str:
        """An ISO 8601 date or instant as a reader writes it: "17 February 2019", "3 May 2024, 14:30"."""
        whole, _, clock = iso.partition("T")
        before_christ = whole.startswith("-")
        parts = whole.lstrip("-").split("-")
        try:
            numbers = [int(part) for part in parts]
            # A year that a calendar of four digits lacks is written beside the day of one that it has.
            year = numbers[0] if not before_christ and 1 <= numbers[0] <= 9999 else 4
            found = date(year, *[*numbers[1:], 1, 1][:2])
        except (ValueError, TypeError):
            return iso
        if len(parts) == 1:
            written = f"{year:04}"
        elif len(parts) == 2:
            written = format_skeleton("yMMMM", found, locale=self.locale)
        else:
            written = format_date(found, "long", locale=self.locale)
        if year != numbers[0] or before_christ:
            written = self._("{date} BC", date=written.replace(f"{year:04}", "4").replace("4", parts[0], 1))
        return f"{written}, {self._clock(clock)}" if clock else written

    def _clock(self, clock: str) -> str:
        try:
            return format_time(time.fromisoformat(clock[:5]), "short", locale=self.locale)
        except ValueError:
            return clock[:5]

    def period(self, start: str, end: str, precision: Precision) -> str:
        """When something was, no finer than is known: "February 2019", "2014", "3–5 May 2024"."""
        if not start and not end:
            return self._("date not known")
        if not start or not end:
            return self._("since {day}", day=self.day(start)) if start else self._(
                "until {day}", day=self.day(end)
            )  # fmt: skip
        if (start[4:], end[4:]) == ("-01-01", "-12-31") and start[:4] == end[:4]:
            return start[:4]
        if start[:7] == end[:7] and days_between(start[:8] + "01", start) == 0 and _is_last(end):
            return self.day(start[:7])
        if start == end or precision in {"instant", "minute", "hour"}:
            return self.day(start)
        if start[:10] == end[:10]:
            return f"{self.day(start)}{_DASH}{self._clock(end[11:16])}"
        return self._range(start, end)

    def _range(self, start: str, end: str) -> str:
        """Two days as CLDR writes them together: "3–5 May 2024", "29 April – 5 May 2024"."""
        try:
            first, last = date.fromisoformat(start), date.fromisoformat(end)
        except ValueError:
            return f"{self.day(start)} {_DASH} {self.day(end)}"
        differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        formats = self.locale.interval_formats
        patterns = (formats.get("yMMMMd") or formats["yMMMd"])[differs]
        return "".join(
            parse_pattern(_WHOLE_MONTH.sub("MMMM", pattern)).apply(moment, self.locale)
            for pattern, moment in zip(patterns, (first, last), strict=True)
        )

    def gap(self, days: int) -> str:
        """A length of time in the largest fitting unit: "9 days", "4 months", "57 years"."""
        for length, unit in _GAPS:
            if days >= 2 * length:
                return format_unit(int(days / length), unit, length="long", locale=self.locale)
        return format_unit(days, "duration-day", length="long", locale=self.locale)

    # -------------------------------------------------------------- names

    def language_name(self, code: str) -> str:
        """A language's name ("Swedish"); the code itself where CLDR does not know it."""
        if code == "und":
            return self._("language unknown")
        try:
            return Locale.parse(code, sep="-").get_display_name(self.locale) or code
        except (UnknownLocaleError, ValueError):
            return code


def _is_last(iso: str) -> bool:
    """Whether a date is the last of its month."""
    try:
        last = date.fromisoformat(iso)
    except ValueError:
        return False
    return last.day == monthrange(last.year, last.month)[1]


def days_between(earlier: str, later: str) -> int | None:
    """Whole days from one ISO date to another; None where either is no full calendar date."""
    try:
        return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days
    except ValueError:
        return None


def right_to_left(language: str) -> bool:
    """True if a language is written from the right."""
    try:
        return Locale.parse(language, sep="-").text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def upper_first(words: str) -> str:
    """The words as they begin a line."""
    return words[:1].upper() + words[1:]


def outlet(report: Report) -> str:
    """Who tells it: the outlet where the report gives it, else the name of its file or its id."""
    if report.outlet:
        return report.outlet
    return PurePath(report.source.replace("\\", "/")).name or report.source or report.id


@cache
def wording(language: str = "en") -> Wording:
    """How the page speaks in a language."""
    return Wording(language)


ENGLISH = wording()
number, quantity, interval, day, period, gap, listing = (
    ENGLISH.number, ENGLISH.quantity, ENGLISH.interval, ENGLISH.day, ENGLISH.period, ENGLISH.gap,
    ENGLISH.listing,
)  # fmt: skip
language = cache(ENGLISH.language_name)


def count(amount: int, one: str, many: str = "") -> str:
    """ "1 report", "12 reports"."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"
