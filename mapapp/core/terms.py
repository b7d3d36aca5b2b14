"""On which terms an atlas is given: licences of its files, how finely animals are shown, how it wants to be cited."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, StringConstraints

from mapapp.core.values import Line, RelativePath, Strict, Text, Words


class DataFile(Strict):
    """Licence and credit of a data file that is not a layer, such as a part of the basemap."""

    path: RelativePath
    title: Words
    licence: Line
    credit: Line
    made_from: Line | None = Field(default=None, description="package, version and data set it was made from")
    changes: Line | None = None


class Policy(Strict):
    """How finely places of animals are shown: on a grid of so many degrees, and never finer."""

    degrees: float = Field(gt=0, le=5)
    words: Text
    species: tuple[Line, ...] = Field(
        default=(), description="names by which a reader's own layer is known to tell of these animals, in any language"
    )


class Citation(Strict):
    """How the atlas wants to be cited. What is not said here, the citation goes without."""

    authors: tuple[Line, ...] = Field(default=(), description="names as they are written: persons or a body")
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+-]{0,30}$")] | None = None
    released: dt.date | None = Field(default=None, description="day of this version of the data")
    licence: Line | None = Field(default=None, description="SPDX identifier of the whole, where its parts differ")
    doi: Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/[0-9A-Za-z.;()/:_-]{1,200}$")] | None = None
