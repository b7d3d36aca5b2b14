"""Names that no package has: names.yaml of an atlas, for waters, ranges and the names of towns in other languages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, ValidationError

from mapapp.core.errors import AtlasError, Problem
from mapapp.core.values import Latitude, Line, Longitude, Strict, Text
from mapapp.store import strict_yaml
from mapapp.store.paths import is_there, read_text

FILE = "names.yaml"

Zoom = Annotated[int, Field(ge=0, le=20)]


class Name(Strict):
    """A name on the map that belongs to no town: where its middle is, from and to which zoom it shows, how it turns."""

    kind: Literal["country", "province", "sea", "bay", "lake", "river", "range"]
    names: Text = Field(min_length=1)
    at: tuple[Latitude, Longitude]
    zooms: tuple[Zoom, Zoom]
    turn: float = Field(default=0, ge=-90, le=90, description="degrees clockwise")


class ByHand(Strict):
    """What names.yaml says: names of towns by their name in GeoNames and by language, and further names."""

    places: dict[Line, Text] = Field(default_factory=dict)
    names: tuple[Name, ...] = ()

    @property
    def labels(self) -> list[dict[str, Any]]:
        """The further names as the base map holds them."""
        return [
            {
                "kind": one.kind,
                "lat": one.at[0],
                "lon": one.at[1],
                "min_zoom": one.zooms[0],
                "max_zoom": one.zooms[1],
                "rotation": one.turn,
                "names": one.names,
            }
            for one in self.names
        ]


def read_byhand(folder: Path) -> ByHand:
    """Read names.yaml of an atlas folder; nothing where there is none. Raises AtlasError."""
    if not is_there(folder / FILE):
        return ByHand()
    text, problem = read_text(folder, FILE)
    if problem is not None:
        raise AtlasError((problem,))
    try:
        return ByHand.model_validate(strict_yaml.load(text) or {})
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        found = (Problem(FILE, " › ".join(map(str, detail["loc"])), detail["msg"]) for detail in details)
        raise AtlasError(tuple(found)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = Problem(FILE, "", f"is not valid YAML: {' '.join(str(error).split())}")
        raise AtlasError((problem,)) from error
