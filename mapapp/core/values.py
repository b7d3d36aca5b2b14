"""Values that an atlas is made of: ids, texts, paths and positions, and the strict model that all its models are."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from mapapp.core.characters import refused


def _readable(text: str) -> str:
    """A text says what readers see."""
    if (wrong := refused(text)) is not None:
        raise ValueError(wrong)
    return text


def real_date(text: str) -> str:
    """An ISO 8601 year, month or day that the calendar has. Raises ValueError."""
    dt.date.fromisoformat((text + "-01-01")[:10])
    return text


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
COUNTRY = "[A-Z]{2}"
Country = Annotated[str, StringConstraints(pattern=f"^{COUNTRY}$")]
Line = Annotated[
    str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True), AfterValidator(_readable)
]
DATE = r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
Date = Annotated[str, StringConstraints(pattern=f"^{DATE}$"), AfterValidator(real_date)]
"""A year, month or day as ISO 8601 spells it."""

Number = Annotated[float | int, Field(ge=-1e15, le=1e15)]
"""A number that can be written out: the ones that readers are told have far fewer digits."""

Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


def _inside_folder(path: str) -> str:
    """A path in an atlas is relative and stays in the atlas folder."""
    parts = path.split("/")
    if not path.isprintable() or path.startswith("/") or "\\" in path or ":" in path or {"..", ""} & set(parts):
        message = "must be a relative path with forward slashes that stays inside the atlas folder"
        raise ValueError(message)
    return path


RelativePath = Annotated[str, StringConstraints(max_length=200), AfterValidator(_inside_folder)]


class Strict(BaseModel):
    """Closed and frozen: a misspelt key is an error, a value never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Text = dict[Language, Line]
"""One text in each language: `{en: ..., ru: ..., zh: ...}`."""

Words = Line | Text
"""A text by language, or a line that says the same in all of them, such as a year."""


def _spelt(value: object) -> object:
    """A year that stands in YAML without quotes is a number there."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Years = Annotated[Words, BeforeValidator(_spelt)]
"""A year or a span of years, as words or as one number."""
