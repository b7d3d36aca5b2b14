"""The outline file: what each piece of a region's line follows, who says so, and how far off it may be.

Positions are EPSG:4326 (lon, lat in degrees); half-widths of doubt are metres; areas are square kilometres.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mapapp.core.values import Date
from mapapp.store import strict_yaml

Country = Literal["CN", "RU", "KP"]
Follow = Literal["state-border", "coast", "provincial-line", "river", "railway", "road", "published-extent", "by-eye"]
BaseLine = Literal["state-border", "coast", "provincial-line"]
Position = tuple[Annotated[float, Field(ge=120, le=145)], Annotated[float, Field(ge=40, le=50)]]
"""Longitude first: the bounds refuse a swapped pair in this landscape."""


class _Strict(BaseModel):
    """Closed and frozen: a misspelt key is an error, a value never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class BaseSegment(_Strict):
    """A piece cut from a base line between the two of its vertices nearest to two positions."""

    follow: BaseLine
    start: Position = Field(alias="from")
    end: Position = Field(alias="to")
    source: str = Field(min_length=3)
    half_width_m: int = Field(gt=0)


class FreeSegment(_Strict):
    """A piece drawn point by point; it also bridges the gap to the base lines before and after it."""

    follow: Literal["river", "railway", "road", "published-extent", "by-eye"]
    points: tuple[Position, ...] = Field(min_length=1)
    source: str = Field(min_length=3)
    half_width_m: int = Field(gt=0)


Segment = Annotated[BaseSegment | FreeSegment, Field(discriminator="follow")]


class Part(_Strict):
    """One ring, one line or one point; a ring is closed from its last segment to its first."""

    name: str
    role: Literal["outer", "hole"] = "outer"
    segments: tuple[Segment, ...] = Field(min_length=1)


class PublishedArea(_Strict):
    """An area somebody published, in square kilometres, with who and when."""

    value: float = Field(gt=0)
    source: str = Field(min_length=3)


class Outline(_Strict):
    """One drawn region."""

    region: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    layer: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    geometry: Literal["polygon", "line", "point"]
    countries: tuple[Country, ...] = Field(min_length=1, description="the result lies in these and nowhere else")
    certainty: str
    valid_from: Date | None = Field(default=None, description="when this extent began to hold; none when not known")
    valid_to: Date | None = Field(default=None, description="when it ceased to hold; none while it still does")
    osm_relation: int | None = Field(default=None, gt=0, description="its relation in OpenStreetMap, for refine")
    published_area_km2: PublishedArea | None = None
    without: tuple[str, ...] = Field(default=(), description="regions cut out of this one")
    inside: tuple[str, ...] = Field(default=(), description="regions this one lies in; what sticks out is cut off")
    band_half_width_m: int | None = Field(default=None, gt=0, description="the region is all within this distance")
    parts: tuple[Part, ...] = Field(min_length=1)

    @property
    def needs(self) -> frozenset[str]:
        """Regions that must be built before this one."""
        return frozenset(self.without) | frozenset(self.inside)

    @property
    def half_width_m_max(self) -> int:
        """The largest half-width of doubt of any segment, in metres."""
        return max(segment.half_width_m for part in self.parts for segment in part.segments)

    @model_validator(mode="after")
    def _band_is_a_polygon(self) -> Self:
        if self.band_half_width_m and self.geometry != "polygon":
            message = "a band is a polygon"
            raise ValueError(message)
        return self


def read_outline(path: Path) -> Outline:
    """Read one outline file. Raises yaml.YAMLError or pydantic.ValidationError for what it does not understand."""
    outline = Outline.model_validate(strict_yaml.load(path.read_text(encoding="utf-8")))
    if outline.region != path.stem:
        message = f"{path.name} describes {outline.region}; name the file after its region"
        raise ValueError(message)
    return outline


def read_outlines(folder: Path) -> dict[str, Outline]:
    """Read every outline of a folder, by region, in the order of their names."""
    return {outline.region: outline for outline in map(read_outline, sorted(folder.glob("*.yaml")))}
