"""Everything that is served besides Streamlit's own files, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mapapp.core.atlas import Atlas
from mapapp.core.chronicle import Count
from mapapp.core.errors import Problem
from mapapp.core.large import Prepared
from mapapp.core.view import ViewState, Vocabulary
from mapapp.web.assets import Asset
from mapapp.web.search import Search
from mapapp.web.shapes import Shapes


@dataclass(frozen=True)
class Site:
    """Assets by address, and what the page needs to know of them. `atlas` is None when nothing can be served.

    `features` says where the features are that come first, by layer.
    `state` names all that this was built from; two builds from the same are equal. `folder` is where the atlas lies.
    """

    atlas: Atlas | None
    problems: tuple[Problem, ...]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    front: str = ""
    map_script: str = ""
    panels_by_language: Mapping[str, str] = field(default_factory=dict)
    preload: tuple[str, ...] = ()
    features: Mapping[str, str] = field(default_factory=dict)
    counts: tuple[Count, ...] = ()
    search: Search = field(default_factory=Search)
    tile_hosts: tuple[str, ...] = ()
    shapes: Shapes | None = None
    prepared: tuple[Prepared, ...] = ()
    folder: str = field(default="", compare=False)
    state: str = field(default="", compare=False)

    @property
    def panels(self) -> str:
        """The folder of the panels in the first language."""
        return next(iter(self.panels_by_language.values()), "")

    def stage_data(self, view: ViewState) -> dict[str, object]:
        """What the map's front end is told: addresses and ids, never geometry, text or what is not there."""
        told = {
            "map": self.map_script,
            "panels": self.panels_by_language[view.language],
            "selected": view.selected,
            "layers": tuple(sorted(view.layers)),  # for a list, Streamlit would load pandas to see what it is
            "basemap": view.basemap,
            "year": view.year,
            "step": view.step,
            "place": view.place,
        }
        return {key: value for key, value in told.items() if value is not None}
