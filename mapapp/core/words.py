"""Numbers and units in the reader's language, by CLDR (Babel); days and countries in that of the page's own words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from babel import Locale, localedata
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from babel.units import format_unit

from mapapp.core.language import spoken

Say = Callable[[str], str]
"""A gettext function: English words to the reader's."""

_UNITS = {
    "km2": "area-square-kilometer",
    "ha": "area-hectare",
    "km": "length-kilometer",
    "m": "length-meter",
}


@lru_cache(maxsize=20_000)  # the same values stand in popups, tables and charts of each language
def amount(value: float | int | str, unit: str | None, language: str, to: float | int | None = None) -> str:
    """A value, or the range up to `to`, with its unit: `2,688 km²`, `70–108`, `60%`. Words stay as they are."""
    locale = locale_of(language)
    number = value if isinstance(value, str) else format_decimal(value, locale=locale)
    if to is not None:
        number = f"{number}–{format_decimal(to, locale=locale)}"
    if unit in _UNITS:
        last = to if to is not None else 2 if isinstance(value, str) else value  # the number that the unit agrees with
        words = format_unit(last, _UNITS[unit], length="short", locale=locale)
        return words.replace(format_decimal(last, locale=locale), number).replace(" ", "\u00a0")
    return _percent(number, locale) if unit == "percent" else number


def share(value: float, language: str, *, signed: bool = False) -> str:
    """A share from 0 to 1 in percent, to one decimal below ten: `96%`, `4.2%`, with a sign for a difference."""
    value = value if round(value, 3) else 0.0  # no minus before nothing
    locale = locale_of(language)
    number = format_decimal(100 * value, "0.0" if abs(value) < 0.0995 else "#,##0", locale=locale)
    words = _percent(number, locale)
    return f"+{words}" if signed and round(value, 3) > 0 else words


def _percent(number: str, locale: str) -> str:
    """A number as the language writes percent: `60%`, `60 %`."""
    pattern = Locale.parse(locale).percent_formats[None].pattern
    return re.sub(r"[#,0.]+", number, pattern.split(";")[0], count=1)


def measured(value: float, unit: str, language: str, to: float | None = None) -> str:
    """A measured value rounded to what it can mean: whole square kilometres from 100 on, else one decimal."""
    places = 0 if max(value, to or 0) >= (100 if unit == "km2" else 1000) else 1
    return amount(round(value, places), unit, language, None if to is None else round(to, places))


def length_words(kilometres: float, language: str) -> str:
    """A measured length, in metres below one kilometre: `740 m`, `12.3 km`."""
    if kilometres < 0.9995:
        return amount(round(kilometres * 1000), "m", language)
    return measured(kilometres, "km", language)


def area_words(square_kilometres: float, language: str) -> str:
    """A measured area, in hectares below one square kilometre: `0.4 ha`, `12.3 km²`."""
    if square_kilometres < 0.9995:
        return amount(round(square_kilometres * 100, 1), "ha", language)
    return measured(square_kilometres, "km2", language)


def marked(words: str) -> str:
    """The same words, marked for translation where they are looked up later."""
    return words


def day(value: dt.date, language: str) -> str:
    """A day in words: `5 April 2012`, `5 апреля 2012 г.`, `2012年4月5日`."""
    tongue = spoken(language)
    return format_date(value, "d MMMM y" if tongue == "en" else "long", locale=tongue)


def date_words(value: str, language: str) -> str:
    """An ISO 8601 year, month or day in words: `2012`, `April 2012`, `5 April 2012`."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return value
    if len(parts) == 2:
        return str(format_skeleton("yMMMM", dt.date(parts[0], parts[1], 1), locale=spoken(language)))
    return day(dt.date.fromisoformat(value), language)


def own_name(language: str) -> str:
    """A language's name for itself: `English`, `Русский`, `中文`."""
    name = str(Locale.parse(locale_of(language)).languages.get(language, language))
    return name[:1].upper() + name[1:]


def language_name(code: str, language: str) -> str:
    """The name of a language in the page's own words: `Russian`, `русский`."""
    return str(Locale.parse(spoken(language)).languages.get(code, code))


def country(code: str, language: str) -> str:
    """The name of a country by its ISO 3166 code in the page's own words; the code where there is no name for it."""
    return country_on_map(code, spoken(language))


def country_on_map(code: str, language: str) -> str:
    """The name of a country in any language, for a map that is labelled in it."""
    return str(Locale.parse(locale_of(language)).territories.get(code, code))


def locale_of(language: str) -> str:
    """The CLDR locale for a language; English for one that Babel does not know."""
    return language if localedata.exists(language) else "en"
