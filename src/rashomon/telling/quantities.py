"""Numbers and quantities as CLDR says they are written in a language."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from babel import Locale
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from babel.units import UnknownUnitError, format_unit

#: Scales a reader prefers to the base unit: unit -> (from this many base units on, factor, CLDR's name).
_SCALES: Final[dict[str, tuple[tuple[float, float, str], ...]]] = {
    "km2": ((0.1, 1.0, "area-square-kilometer"), (0.0, 1e6, "area-square-meter")),
    "m": (
        (1000.0, 0.001, "length-kilometer"), (1.0, 1.0, "length-meter"), (0.01, 100.0, "length-centimeter"),
        (0.0, 1000.0, "length-millimeter"),
    ),
    "kg": ((1000.0, 0.001, "mass-tonne"), (1.0, 1.0, "mass-kilogram"), (0.0, 1000.0, "mass-gram")),
    "s": (
        (3.1e7, 1 / 31_556_952, "duration-year"), (86_400.0, 1 / 86_400, "duration-day"),
        (3600.0, 1 / 3600, "duration-hour"), (60.0, 1 / 60, "duration-minute"),
        (0.0, 1.0, "duration-second"),
    ),
    "l": (
        (1e12, 1e-12, "volume-cubic-kilometer"), (1e5, 1e-3, "volume-cubic-meter"),
        (0.1, 1.0, "volume-liter"), (0.0, 1000.0, "volume-milliliter"),
    ),
    "m/s": ((0.0, 3.6, "speed-kilometer-per-hour"),),
    "W": (
        (1e9, 1e-9, "power-gigawatt"), (1e6, 1e-6, "power-megawatt"), (1e3, 1e-3, "power-kilowatt"),
        (0.0, 1.0, "power-watt"),
    ),
    "J": (
        (3.6e12, 1 / 3.6e12, "GWh"), (3.6e9, 1 / 3.6e9, "MWh"),
        (3.6e6, 1 / 3.6e6, "energy-kilowatt-hour"), (0.0, 1.0, "energy-joule"),
    ),
    "bit": (
        (8e12, 1 / 8e12, "digital-terabyte"), (8e9, 1 / 8e9, "digital-gigabyte"),
        (8e6, 1 / 8e6, "digital-megabyte"), (0.0, 1.0, "digital-bit"),
    ),
    "Hz": (
        (1e9, 1e-9, "frequency-gigahertz"), (1e6, 1e-6, "frequency-megahertz"),
        (1e3, 1e-3, "frequency-kilohertz"), (0.0, 1.0, "frequency-hertz"),
    ),
    "a": ((0.0, 1.0, "duration-year"),),
    "°C": ((0.0, 1.0, "temperature-celsius"),),
    "°": ((0.0, 1.0, "angle-degree"),),
}  # fmt: skip
#: Units that are written out, where short for others is what one reads.
_WHOLE = frozenset({"mass-tonne", "volume-liter", "digital-bit", *(one[2] for one in _SCALES["s"])})
_DECIMALS = "#,##0.####"
_COMPACT = 1e6
#: From here on a number is written as a power of ten.
_VAST = 1e15


def _rounded(value: float) -> float:
    """Four significant digits at most below ten thousand."""
    return round(value) if abs(value) >= 1000 else float(f"{value:.4g}")


def _plain(value: float, locale: Locale) -> str:
    if abs(value) >= _VAST:
        return f"{value:.4g}"
    return format_decimal(_rounded(value), format=_DECIMALS, locale=locale)


def number(value: float, locale: Locale) -> str:
    """``value`` for reading: four significant digits at most below ten thousand, millions in words."""
    if _COMPACT <= abs(value) < _VAST:
        return format_compact_decimal(
            float(f"{value:.4g}"), format_type="long", locale=locale, fraction_digits=3
        )
    return _plain(value, locale)


def quantity(value: float, unit: str, locale: Locale, like: float | None = None) -> str:
    """``value``, given in the base ``unit``, with the unit a reader expects at its size, or at the size
    of ``like`` where given (so that all numbers of a scale have one unit)."""
    if unit == "%":
        share = Decimal(str(_rounded(value))) / 100
        return format_percent(share, locale=locale, decimal_quantization=False)
    factor, name = reading_unit(unit, value if like is None else like)
    amount = number(value * factor, locale)
    if "-" not in name:
        return f"{amount} {name}".rstrip()
    length = "long" if name in _WHOLE else "narrow" if unit == "°" else "short"
    given = min(max(value * factor, -_VAST / 10), _VAST / 10)
    try:
        shown = format_unit(_rounded(given), name, length=length, format=_DECIMALS, locale=locale)  # type: ignore[arg-type]
    except UnknownUnitError:
        return f"{amount} {unit}"
    return shown.replace(_plain(given, locale), amount)


def reading_unit(unit: str, size: float) -> tuple[float, str]:
    """The unit a reader expects for ``size`` base units, with how many of it make one base unit."""
    for least, factor, name in _SCALES.get(unit, ()):
        if abs(size) >= least:
            return factor, name
    return 1.0, "" if "-" in unit else unit
