"""The named rules of the grammar: how the parts of one date, clock time or amount of time follow each other
in any language. The longest match wins; of equally long ones the first."""

from __future__ import annotations

from typing import Literal, NamedTuple

import regex

from rashomon.marking.moments import dates, relations
from rashomon.marking.moments.items import Handler
from rashomon.marking.moments.patterns import compiled
from rashomon.marking.rules import Rule as NamedRule
from rashomon.marking.rules import rule

#: What a rule reads: its part in the second grammar (:mod:`.joining`). A weak year or clock time needs
#: something beside it.
Gives = Literal["date", "year", "weak year", "amount", "clock", "weak clock", "part", "other"]


class Rule(NamedTuple):
    """A rule: its name, what it reads, its pattern and what makes an expression of it. ``month_first``: only
    where the language writes the month before the day."""

    rule: NamedRule
    gives: Gives
    pattern: regex.Pattern[str]
    handler: Handler
    month_first: bool = False


_W = "({the}? {weekday} [.,_;i]{0,4})?"
_YEAR = r"(\.? [_;,i]{0,2} {year} {era}?)?"
_DAY = r"{the}? {day} {ordinal_mark}? ="
_FIRST_DAY = r"{begin:number|ordinal} {ordinal_mark}? \.?"
_LAST_DAY = r"{the}? {end:number|ordinal} {ordinal_mark}?"
_AND = r"(,? {and} | ,) [_;i]{0,2}"
#: Last week, week last, this-week-in-one-word.
_UNIT = "({shift} {the}? {unit} | {unit} {the}? {shift} | {fixed})"
#: A word such as "last" that stands behind belongs to no unit that follows.
_NO_UNIT = "(?! {the}? [UMSWH])"
_QUARTER = r"({number:number|ordinal} {ordinal_mark}? \.? {quarter} | {quarter} {number})"
_HALF = r"({number:number|ordinal} {ordinal_mark}? \.? {half_year} | {half_year} {number})"
_NTH = "{the}? ({number:ordinal} | {number:number} (?= {ordinal_mark})) {ordinal_mark}?"
_NTH_WEEK = "(" + _NTH + "| {the}? {last:shift}) {the}? {unit}"
_HOUR = "{number:number|cardinal}"
_AMPM = r"{half} {zone}?"

_RULES: tuple[tuple[str, Gives, str, Handler], ...] = (
    # Days of a month.
    ("day-month", "date",
     _W + _DAY + r"{month} (/ {twin:month})?" +
     r"(\.? [_;,i]{0,2} {year:year|long_number|short_year} {era}?)?",
     dates.date),
    ("day-month-short-year", "date", "{day:number} {month} {year:number}", dates.date_with_short_year),
    ("month-day", "date",
     _W + r"{month} \.? {the}? {day} {ordinal_mark}? {day_mark}? ([,_;]{0,2} {year:year|short_year} "
     r"{era}?)?",
     dates.date),
    ("days-month", "date",
     r"(({the}? {weekday} [.,_;]{0,2})? {the}? {days:number|ordinal} {ordinal_mark}? \.? " + _AND +
     "){1,8}" + _W + _DAY + "{month}" + _YEAR,
     dates.several),
    ("month-days", "date",
     r"{month} \.? {the}? {days:number|ordinal} {ordinal_mark}? (" + _AND +
     r"{days:number|ordinal} {ordinal_mark}?){1,8} ([,_;]{0,2} {year})?",
     dates.several),
    ("weekdays-days-month", "date",
     r"({weekdays:weekday} [,.]? {and} {the}? | {weekdays:weekday} [,.]? ){2,5} {the}? "
     r"{days:number|ordinal} {ordinal_mark}? \.? " + _AND + _DAY + "{month}" + _YEAR,
     dates.several),
    ("between-days-month", "date",
     r"({between} {the}? " + _FIRST_DAY + r"{and} | {from}? {the}? " + _FIRST_DAY + "{to})" + _LAST_DAY +
     "= {month}" + _YEAR,
     dates.date_range),
    ("range-month", "date", r"({from}|{between})? {the}? {range} = {month}" + _YEAR, dates.date_range),
    ("month-range", "date", r"{month} \.? {range} (,? {year} {era}?)?", dates.date_range),
    ("month-days-to", "date",
     r"{month} \.? {begin:number|ordinal} {ordinal_mark}? {to} {end:number|ordinal} "
     r"{ordinal_mark}? (,? {year} {era}?)?",
     dates.date_range),
    ("month-year", "date",
     "{month} [_;.,i]{0,2} ({unit} {the}?)? {year:year|short_year} {era}?",
     dates.month_year),
    ("month-bare-short-year", "date", "{month} {of}? {year:number}", dates.month_short_year),
    ("year-month", "date", "{year} ,? {month} (?! [_;.]? [no])", dates.month_year),
    ("last-month", "date", "{the}? {shift} {the}? {month}", dates.month),
    ("month-last", "date", "{month} {the}? {shift}" + _NO_UNIT, dates.month),
    ("month", "date", "{month:strong_month}", dates.month),
    ("in-weak-month", "date", "(?<= [iEsuft]) {month:weak_month}", dates.month),
    ("ordinal-day", "date", "(?<= i) _ {day:number} {ordinal_mark}", relations.ordinal_day),
    ("weekday-day", "date",
     r"{the}? {weekday} ,? {the}? ({day:number} [O.] | {day:ordinal})",
     dates.weekday_and_day),
    ("day-mark", "date", "{day:number|cardinal} {day_mark}", dates.day_of_month),
    ("day-of-last-month", "date",
     r"{the}? {day:number|ordinal} {ordinal_mark}? \.? ~" + _UNIT,
     relations.day_in),
    # Dates in digits.
    ("digits", "date", "({the}? {weekday} ,? [_;i]{0,2})? {the}? {date}", dates.full),
    ("digits-year-month", "date", "{date:year_month}", dates.partial),
    ("digits-day-month", "date",
     r"({weekday} ,? [_;i]{0,2} | (?<= [i_ftu&;] )) {date:day_month} \.? (?! {the}? [UkpZP])",
     dates.partial),
    ("digits-day-month-to", "date", r"{date:day_month} \.? (?= [tu] [_i]? [6D])", dates.partial),
    ("digits-to-digits", "date", r"{from}? {the}? {dates} \.?", dates.digits_to_digits),
    ("day-to-digits", "date",
     r"{from}? {the}? {day:number} \.? {to} {the}? {date:day_month} \.?",
     dates.day_to_digits),
    ("years", "weak year", "{years}", dates.years),
    # Days written with the marks of their units.
    ("units-date", "date",
     "({reign} {year:number|long_number|ordinal|cardinal} | {year}) {year_mark} "
     "({month:number|cardinal|ordinal} {month_mark} ({day:number|cardinal|ordinal} {day_mark})?)?",
     dates.with_units),
    ("units-month-day", "date",
     "{month:number|cardinal|ordinal} {month_mark} ({day:number|cardinal|ordinal} {day_mark})?",
     dates.with_units),
    ("this-year-units-month", "date",
     "{fixed} {of}? {month:number|cardinal} {month_mark} ({day:number|cardinal} {day_mark})?",
     relations.in_shifted),
    # Weekdays.
    ("last-weekday", "date", "{the}? {shift} {the}? {weekday:strong_weekday}", dates.weekday_alone),
    ("weekday-last", "date",
     "{the}? {weekday:strong_weekday} {the}? {shift}" + _NO_UNIT,
     dates.weekday_alone),
    ("weekday", "date", "{the}? {weekday:strong_weekday}", dates.weekday_alone),
    ("weekday-of-last-week", "date", "{weekday:strong_weekday} ~" + _UNIT, relations.in_shifted),
    ("last-week-weekday", "date",
     "{the}? ({shift} {the}? {unit} | {fixed}) ~ {weekday:strong_weekday}",
     relations.in_shifted),
    ("weekday-part", "date", "{the}? ({shift} {the}?)? {weekday_part}", relations.weekday_part),
    ("nth-weekday-of-month", "date",
     "{the}? ({number:ordinal} | {last:shift}) {the}? {weekday} ~ {month} ([_;,]{0,2} {year})?",
     relations.nth_weekday),
    ("nth-weekday-of-unit", "date",
     "{the}? ({number:ordinal} | {last:shift}) {the}? {weekday} ~" + _UNIT,
     relations.nth_weekday),
    # Months, seasons, quarters, feasts and years.
    ("month-of-last-year", "date",
     "({day:number|ordinal} {ordinal_mark}? =)? {month} ~" + _UNIT,
     relations.in_shifted),
    ("last-year-month", "date",
     "{fixed} ~ {month} ({day:number|cardinal} {day_mark})?",
     relations.in_shifted),
    ("season-of-last-year", "date", "{season} ~" + _UNIT, relations.in_shifted),
    ("last-year-season", "date", "{fixed} ~ {season}", relations.in_shifted),
    ("season-year", "date", "{the}? {season} ~ ({unit} {the}?)? {year:year|short_year}", dates.season),
    ("season-bare-short-year", "date", "{the}? {season} {of}? {year:number}", dates.season_short_year),
    ("season", "date", "{the}? {season:strong_season}", dates.season),
    ("in-weak-season", "date", "(?<= [iE]) {season:weak_season}", dates.season),
    ("last-season", "date", "{the}? {shift} {the}? {season}", dates.season),
    ("season-last", "date", "{the}? {season} {the}? {shift}" + _NO_UNIT, dates.season),
    ("feast", "date", "{the}? {feast} (~ ({unit} {the}?)? {year})?", dates.feast),
    ("feast-of-last-year", "date", "{feast} ~" + _UNIT, relations.in_shifted),
    ("last-feast", "date", "{the}? {shift} {the}? {feast}", dates.feast),
    ("feast-last", "date", "{feast} {the}? {shift}" + _NO_UNIT, dates.feast),
    ("quarter", "date", "{the}? " + _QUARTER + "(~ {year})?", dates.quarter),
    ("year-quarter", "date",
     "{year} [_;,]{0,2} ({number:ordinal} {quarter} | {quarter} {number})",
     dates.quarter),
    ("quarter-of-last-year", "date", "{the}? " + _QUARTER + "~" + _UNIT, relations.quarter_in),
    ("half-year", "date", "{the}? " + _HALF + "~ {year} | {year} ,? {half_year} {number}", dates.half_year),
    ("year-before-christ", "year", "{the}? {year:year|long_number|number} {era}", dates.year_alone),
    ("year-of-calendar", "date",
     "{the}? ({unit} {the}?)? {year:long_year} {calendar} | {calendar} {the}? {year:long_year}",
     dates.year_alone),
    ("year-unit", "year", "{year} {unit}", dates.year_word),
    ("unit-year", "year", "{the}? {unit} {the}? {year:long_year}", dates.year_word),
    ("year", "weak year", "{year}", dates.year_alone),
    ("decade", "date", "{the}? {year:year|number} [_;]? {decade_mark}", dates.decade),
    ("decade-in-words", "date", "{the}? {year:decade} {unit}?", dates.decade),
    ("decade-before", "date", "{the}? {decade_before} {year:year|number|decade|cardinal}", dates.decade),
    ("decade-of-century", "date",
     r"{the}? {nth:ordinal|number|cardinal|roman} {ordinal_mark}? \.? {century} [_;]? "
     r"{year:number} {decade_mark}",
     dates.decade),
    ("century", "date",
     r"{the}? ({number:ordinal|number|cardinal|roman} {ordinal_mark}? \.? {the}? {century} | "
     r"{century} {the}? {number:ordinal|number|cardinal|roman})",
     dates.century),
    # Units of time, last, next and counted.
    ("last-unit", "date", "{the}? {shift} {the}? {unit}", relations.shifted_unit),
    ("unit-last", "date", "{the}? {unit} {the}? {shift}" + _NO_UNIT, relations.shifted_unit),
    ("fixed-unit", "date", "{fixed}", relations.fixed_unit),
    ("last-few-units", "date",
     "{the}? {shift} {the}? {number:number|cardinal|long_number|ordinal} {unit}",
     relations.stretch),
    ("few-last-units", "date",
     "{the}? {number:number|cardinal} ({shift} {unit} | {unit} {shift})",
     relations.stretch),
    ("nth-week-of-month", "date",
     _NTH_WEEK + "[_;i]{1,3} ({month} ([_;,]{0,2} {year})? | {year})",
     relations.nth_week),
    ("nth-week-of-unit", "date", _NTH_WEEK + "~ {shift} {the}? {outer:unit}", relations.nth_week),
    ("weekend", "date", "{the}? {unit}", relations.weekend),
    ("edge-of-unit", "date", "{the}? {edge} [_;i]{0,2} {unit} (?! [_;i]{0,2} [LyF])", relations.edge_of_unit),
    ("amount", "amount",
     "[x_]{0,2} ({number:number|long_number|cardinal|day_after} | {few}) [_xQ]? {unit} {lasting}?",
     relations.amount),
    ("vague-amount", "amount", "(?<= [sVfba] _?) {unit}", relations.vague),
    ("relative-day", "date", "{relative_day}", relations.relative_day),
    ("day-after", "date", "{day_after}", relations.after),
    # Clock times and parts of day.
    ("oclock-time", "clock", r"{oclock} \.? {time:time|day_month} {the}? {half}? {zone}?", relations.clock),
    ("time-oclock", "clock",
     r"{time:time|day_month} {the}? (" + _AMPM + "| {oclock}? {zone} | {oclock})",
     relations.clock),
    ("time", "weak clock", "{time}", relations.clock),
    ("half-to", "clock", "{half_to} " + _HOUR + "(?! {the}? U)", relations.clock),
    ("hour-half", "clock", _HOUR + "{the}? " + _AMPM, relations.clock),
    ("oclock-hour", "clock", r"{oclock} \.? " + _HOUR + "{half}? {zone}?", relations.clock),
    ("hour-oclock", "clock", _HOUR + "{oclock} {minute:number}? {half}? {zone}?", relations.clock),
    ("hour-part-of-day", "clock",
     r"(?<= [ik] \.? | i _) ({time} | " + _HOUR + ") {oclock}? [_;i]{0,3} {part}",
     relations.clock),
    ("oclock-hour-part-of-day", "clock",
     r"{oclock} \.? ({time} | " + _HOUR + ") [_;i]{0,3} {part}",
     relations.clock),
    ("hour-oclock-part-of-day", "clock",
     r"({time} | " + _HOUR + ") {oclock} [_;i]{0,3} {part}",
     relations.clock),
    ("part", "part", "{the}? {part}", relations.part),
    # For TIMEX3 only.
    ("every", "other",
     r"{every} {the}? ({number:number|cardinal}? {the}? {unit} | {weekday:strong_weekday})",
     relations.set),
    ("set", "other", "{set}", relations.set),
    ("reference", "other", "{reference}", relations.now),
)  # fmt: skip
#: Rules of languages that write the month before the day.
MONTH_FIRST = frozenset({"month-day", "month-range", "month-days-to", "month-days"})

RULES: tuple[Rule, ...] = tuple(
    Rule(rule(f"moments.{name}", f"reads {pattern}"), gives, compiled(pattern), handler, name in MONTH_FIRST)
    for name, gives, pattern, handler in _RULES
)
