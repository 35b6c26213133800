"""Units of measurement: what each CLDR unit is worth in the base unit of its dimension."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``value * factor + offset`` is the value in ``base``, the base unit of ``dimension``."""

    dimension: str
    base: str
    factor: float = 1.0
    offset: float = 0.0


COUNT = Unit("count", "")
SHARE = Unit("share", "%")
POINTS = Unit("points", "pp")
RATIO = Unit("share", "%", 100.0)
RANK = Unit("rank", "")


def money(code: str, factor: float = 1.0) -> Unit:
    """An amount of the currency with ISO 4217 ``code``."""
    return Unit("money", code, factor)


def _many(dimension: str, base: str, factors: dict[str, float]) -> dict[str, Unit]:
    return {name: Unit(dimension, base, factor) for name, factor in factors.items()}


#: CLDR unit identifiers (https://unicode.org/reports/tr35/tr35-general.html#Unit_Identifiers).
BY_CLDR: dict[str, Unit] = {
    **_many("area", "km2", {
        "area-square-kilometer": 1.0, "area-hectare": 1e-2, "area-square-meter": 1e-6, "area-dunam": 1e-3,
        "area-square-centimeter": 1e-10, "area-square-mile": 2.589988, "area-acre": 0.0040468564,
        "area-square-yard": 8.3612736e-7, "area-square-foot": 9.290304e-8, "area-square-inch": 6.4516e-10,
    }),
    **_many("length", "m", {
        "length-kilometer": 1e3, "length-meter": 1.0, "length-decimeter": 0.1, "length-centimeter": 1e-2,
        "length-millimeter": 1e-3, "length-micrometer": 1e-6, "length-nanometer": 1e-9,
        "length-picometer": 1e-12, "length-mile": 1609.344, "length-yard": 0.9144, "length-foot": 0.3048,
        "length-inch": 0.0254, "length-nautical-mile": 1852.0, "length-mile-scandinavian": 1e4,
        "length-light-year": 9.4607304725808e15, "length-fathom": 1.8288, "length-furlong": 201.168,
        "length-hectometer": 100.0, "length-decameter": 10.0,
    }),
    **_many("mass", "kg", {
        "mass-tonne": 1e3, "mass-metric-ton": 1e3, "mass-kilogram": 1.0, "mass-gram": 1e-3,
        "mass-milligram": 1e-6, "mass-microgram": 1e-9, "mass-ton": 907.18474, "mass-stone": 6.35029318,
        "mass-pound": 0.45359237, "mass-ounce": 0.028349523125, "mass-ounce-troy": 0.0311034768,
        "mass-carat": 2e-4, "mass-grain": 6.479891e-5,
    }),
    **_many("volume", "l", {
        "volume-cubic-kilometer": 1e12, "volume-cubic-meter": 1e3, "volume-cubic-centimeter": 1e-3,
        "volume-hectoliter": 100.0, "volume-liter": 1.0, "volume-deciliter": 0.1, "volume-centiliter": 1e-2,
        "volume-milliliter": 1e-3, "volume-megaliter": 1e6, "volume-gallon": 3.785411784,
        "volume-gallon-imperial": 4.54609, "volume-quart": 0.946352946, "volume-pint": 0.473176473,
        "volume-cup": 0.2365882365, "volume-tablespoon": 0.01478676478125, "volume-bushel": 35.23907,
        "volume-teaspoon": 0.00492892159375, "volume-barrel": 158.987294928,
        "volume-cubic-foot": 28.316846592, "volume-cubic-mile": 4.168181825e12,
        "volume-cubic-yard": 764.554857984, "volume-fluid-ounce": 0.0295735295625,
        "volume-cubic-inch": 0.016387064, "volume-acre-foot": 1233481.84,
    }),
    **_many("duration", "s", {
        "duration-century": 3155692600.0, "duration-decade": 315569260.0, "duration-year": 31556926.0,
        "duration-quarter": 7889231.5, "duration-month": 2629743.83, "duration-week": 604800.0,
        "duration-day": 86400.0, "duration-hour": 3600.0, "duration-minute": 60.0, "duration-second": 1.0,
        "duration-fortnight": 1209600.0, "duration-millisecond": 1e-3, "duration-microsecond": 1e-6,
        "duration-nanosecond": 1e-9,
    }),
    **_many("speed", "m/s", {
        "speed-kilometer-per-hour": 1 / 3.6, "speed-meter-per-second": 1.0, "speed-mile-per-hour": 0.44704,
        "speed-knot": 0.514444, "speed-kilometer-per-second": 1e3, "speed-meter-per-millisecond": 1e3,
        "speed-centimeter-per-millisecond": 10.0, "speed-kilometer-per-millisecond": 1e6,
        "speed-kilometer-per-minute": 1e3 / 60, "speed-meter-per-hour": 1 / 3600,
        "speed-foot-per-second": 0.3048, "speed-foot-per-minute": 0.00508, "speed-mile-per-second": 1609.344,
    }),
    **_many("energy", "J", {
        "energy-joule": 1.0, "energy-kilojoule": 1e3, "energy-megajoule": 1e6, "energy-kilowatt-hour": 3.6e6,
        "energy-megawatt-hour": 3.6e9, "energy-gigawatt-hour": 3.6e12, "energy-terawatt-hour": 3.6e15,
        "energy-calorie": 4.184, "energy-foodcalorie": 4184.0, "energy-kilocalorie": 4184.0,
        "energy-british-thermal-unit": 1055.06,
    }),
    **_many("power", "W", {
        "power-watt": 1.0, "power-kilowatt": 1e3, "power-megawatt": 1e6, "power-gigawatt": 1e9,
        "power-terawatt": 1e12, "power-milliwatt": 1e-3, "power-horsepower": 735.49875,
    }),
    **_many("data", "bit", {
        "digital-bit": 1.0, "digital-byte": 8.0, "digital-kilobit": 1e3, "digital-kilobyte": 8e3,
        "digital-megabit": 1e6, "digital-megabyte": 8e6, "digital-gigabit": 1e9, "digital-gigabyte": 8e9,
        "digital-terabit": 1e12, "digital-terabyte": 8e12, "digital-petabyte": 8e15,
    }),
    **_many("pressure", "hPa", {
        "pressure-hectopascal": 1.0, "pressure-millibar": 1.0, "pressure-bar": 1e3,
        "pressure-kilopascal": 10.0, "pressure-megapascal": 1e4, "pressure-atmosphere": 1013.25,
        "pressure-pascal": 0.01, "pressure-millimeter-ofhg": 1.33322387415,
    }),
    **_many("frequency", "Hz", {
        "frequency-hertz": 1.0, "frequency-kilohertz": 1e3, "frequency-megahertz": 1e6,
        "frequency-gigahertz": 1e9,
    }),
    **_many("electricity", "V", {
        "electric-volt": 1.0, "electric-kilovolt": 1e3,
    }),
    **_many("angle", "°", {
        "angle-degree": 1.0, "angle-radian": 57.29577951308232, "angle-revolution": 360.0,
        "angle-turn": 360.0,
    }),
    "concentr-percent": SHARE,
    "concentr-permille": Unit("share", "%", 0.1),
    "temperature-celsius": Unit("temperature", "°C"),
    "temperature-generic": Unit("temperature", "°C"),
    "temperature-fahrenheit": Unit("temperature", "°C", 5 / 9, -160 / 9),
    "temperature-kelvin": Unit("temperature", "°C", 1.0, -273.15),
    "age-year": Unit("age", "a"),
    "age-month": Unit("age", "a", 1 / 12),
    "age-week": Unit("age", "a", 7 / 365.2425),
    "age-day": Unit("age", "a", 1 / 365.2425),
    "point": POINTS,
    "quarter-hour": Unit("duration", "s", 900.0),
}  # fmt: skip

#: CLDR units whose names are everyday words (stone, turn, cup, quarter ...): units only where the data
#: of a language names them itself.
EVERYDAY = frozenset(
    {
        "mass-stone", "mass-grain", "angle-revolution", "angle-radian", "angle-turn", "volume-cup",
        "volume-quart", "volume-bushel", "length-fathom", "length-furlong", "duration-quarter",
    }
)  # fmt: skip
#: Signs that are units only against their numeral ("0.8rad").
ATTACHED_ONLY = frozenset({"rad"})
#: Metals that are traded like currencies, or give one its name (ISO 4217): medals and jewellery in a report.
METALS = frozenset({"XAU", "XAG", "XPT", "XPD", "ZWG"})

#: Currencies that reports mean by a noun that several share ("dollars", "kroner", "pesos").
SHARED_NOUN = frozenset(
    {
        "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "SEK", "NOK", "DKK", "ISK", "CZK", "GBP", "EGP",
        "LBP", "SYP", "CHF", "FRF", "BEF", "XOF", "XAF", "MXN", "ARS", "CLP", "COP", "UYU", "CUP", "DOP",
        "PHP", "INR", "PKR", "LKR", "NPR", "TRY", "ITL", "IRR", "OMR", "QAR", "SAR", "YER", "DZD", "TND",
        "IQD", "JOD", "KWD", "RSD", "BHD", "LYD", "RUB", "BYN", "KRW", "KPW", "MAD", "AED", "JPY", "CNY",
        "DEM", "FIM",
    }
)  # fmt: skip

#: Signs that mean the same in every language.
SIGNS: dict[str, str] = {
    "%": "concentr-percent", "٪": "concentr-percent", "％": "concentr-percent",
    "‰": "concentr-permille", "km²": "area-square-kilometer", "km2": "area-square-kilometer",
    "sq km": "area-square-kilometer", "km^2": "area-square-kilometer", "m²": "area-square-meter",
    "m2": "area-square-meter", "㎡": "area-square-meter", "m^2": "area-square-meter",
    "㎢": "area-square-kilometer", "cm²": "area-square-centimeter", "cm2": "area-square-centimeter",
    "ha": "area-hectare", "m³": "volume-cubic-meter", "m3": "volume-cubic-meter",
    "cm3": "volume-cubic-centimeter", "cm³": "volume-cubic-centimeter",
    "cc": "volume-cubic-centimeter", "km³": "volume-cubic-kilometer",
    "km3": "volume-cubic-kilometer", "l": "volume-liter", "ml": "volume-milliliter",
    "cl": "volume-centiliter", "dl": "volume-deciliter", "hl": "volume-hectoliter",
    "km": "length-kilometer", "m": "length-meter", "dm": "length-decimeter",
    "cm": "length-centimeter", "mm": "length-millimeter", "µm": "length-micrometer",
    "μm": "length-micrometer", "nm": "length-nanometer", "㎞": "length-kilometer",
    "㎝": "length-centimeter", "㎜": "length-millimeter", "t": "mass-tonne", "kg": "mass-kilogram",
    "g": "mass-gram", "mg": "mass-milligram", "µg": "mass-microgram", "μg": "mass-microgram",
    "mcg": "mass-microgram", "㎏": "mass-kilogram", "lb": "mass-pound", "lbs": "mass-pound",
    "km/h": "speed-kilometer-per-hour", "kmh": "speed-kilometer-per-hour",
    "km/t": "speed-kilometer-per-hour", "km/hr": "speed-kilometer-per-hour",
    "m/s": "speed-meter-per-second", "mph": "speed-mile-per-hour",
    "km/s": "speed-kilometer-per-second", "km/ms": "speed-kilometer-per-millisecond",
    "h": "duration-hour", "min": "duration-minute", "ms": "duration-millisecond",
    "kWh": "energy-kilowatt-hour", "MWh": "energy-megawatt-hour", "GWh": "energy-gigawatt-hour",
    "TWh": "energy-terawatt-hour", "kJ": "energy-kilojoule", "kcal": "energy-kilocalorie",
    "J": "energy-joule", "L": "volume-liter", "ug": "mass-microgram", "W": "power-watt",
    "kW": "power-kilowatt", "MW": "power-megawatt", "GW": "power-gigawatt",
    "kV": "electric-kilovolt", "V": "electric-volt", "Hz": "frequency-hertz",
    "kHz": "frequency-kilohertz", "MHz": "frequency-megahertz", "GHz": "frequency-gigahertz",
    "hPa": "pressure-hectopascal", "mmHg": "pressure-millimeter-ofhg", "kB": "digital-kilobyte",
    "KB": "digital-kilobyte", "MB": "digital-megabyte", "GB": "digital-gigabyte",
    "TB": "digital-terabyte", "Mbit": "digital-megabit", "Gbit": "digital-gigabit",
    "mb": "digital-megabit", "°C": "temperature-celsius", "° C": "temperature-celsius",
    "℃": "temperature-celsius", "°F": "temperature-fahrenheit", "° F": "temperature-fahrenheit",
    "℉": "temperature-fahrenheit", "°": "temperature-generic", "º": "temperature-generic",
    "ºC": "temperature-celsius", "rad": "angle-radian",
}  # fmt: skip
