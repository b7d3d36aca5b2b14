"""Numbers and units in the reader's language, by CLDR (Babel)."""

from __future__ import annotations

from babel import localedata
from babel.numbers import format_decimal
from babel.units import format_unit

_UNITS = {"km2": "area-square-kilometer", "km": "length-kilometer", "m": "length-meter"}
_SIGNS = {"km2": "km²", "km": "km", "m": "m", "percent": "%"}


def amount(value: float | int | str, unit: str | None, language: str, to: float | int | None = None) -> str:
    """A value, or the range up to `to`, with its unit: `2,688 km²`, `70–108`. Words stay as they are."""
    if isinstance(value, str):
        return f"{value}\u202f{_SIGNS[unit]}" if unit in _SIGNS else value
    locale = language if localedata.exists(language) else "en"
    number = format_decimal(value, locale=locale)
    if to is not None:
        number = f"{number}–{format_decimal(to, locale=locale)}"
    if unit in _UNITS and to is None:
        return format_unit(value, _UNITS[unit], length="short", locale=locale)
    return f"{number}\u202f{_SIGNS[unit]}" if unit in _SIGNS else number
