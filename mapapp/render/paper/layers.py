"""The layers of an atlas on paper: what a view shows of them, with the same looks as on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import shapely

from mapapp.core.atlas import Layer
from mapapp.core.features import Area, Feature
from mapapp.core.view import ViewState
from mapapp.render.paper import look
from mapapp.render.paper.frame import Frame
from mapapp.render.paper.ground import shape
from mapapp.render.paper.landscape import Landscape, Reader

Json = look.Json

SMALLEST = 64  # pixels that a region must measure across before it is named
SHIFTS = (
    (0, 0), (0, -20), (0, 20), (-36, 0), (36, 0), (0, -40), (0, 40), (40, 38), (40, -38), (64, 24), (64, -24), (80, 0),
    (72, 52), (-64, 24), (-64, -24), (-80, 0),
)  # fmt: skip

BESIDE = ((0, 30), (0, -30), (90, 0), (-90, 0), (70, 26), (-70, 26))


@dataclass(frozen=True)
class Shown:
    """What a view shows of an atlas in a frame; `only` one region, where it is said."""

    landscape: Landscape
    view: ViewState
    frame: Frame
    only: str | None = None

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that are switched on, in catalogue order."""
        return tuple(layer for layer in self.landscape.atlas.layers if layer.id in self.view.layers)

    @cached_property
    def parts(self) -> tuple[tuple[Layer, Feature], ...]:
        """The regions that are drawn, large ones first, so that small ones lie above them."""
        found = [
            (layer, feature)
            for layer in self.layers
            if layer.holds == "regions"
            for feature in self.landscape.features.get(layer.id, ())
            if self._wants(layer, feature)
        ]
        return tuple(sorted(found, key=lambda one: -_degrees(one[1])))

    @cached_property
    def bands(self) -> tuple[tuple[Layer, Feature], ...]:
        """The bands of doubt of the regions that are drawn, each with its region's layer."""
        if not any(layer.holds == "bands" for layer in self.layers):
            return ()
        known = self.landscape.bands
        return tuple((layer, known[part.region]) for layer, part in self.parts if part.region in known)

    def shapes(self) -> list[Json]:
        """Bands, then areas, then lines."""
        chosen = self.view.selected
        has_chosen = any(band.region == chosen for _, band in self.bands)
        drawn = []
        for layer, band in self.bands:
            selected = band.region == chosen
            drawn.append(
                shape(
                    band.geometry,
                    self.frame,
                    look.band(layer.style, selected=selected, dimmed=has_chosen and not selected),
                )
            )
        for layer, part in self.parts:
            if not part.is_point:
                dress = look.region if isinstance(part.geometry, Area) else look.path
                drawn.append(shape(part.geometry, self.frame, dress(layer.style, selected=part.region == chosen)))
        return [one for one in drawn if one["parts"]]

    def marks(self) -> list[Json]:
        """The symbols of places."""
        return [
            {"x": x, "y": y, **look.mark(layer.style, selected=part.region == self.view.selected)}
            for layer, part in self.parts
            if part.is_point
            for point in shapely.get_parts(part.geometry)
            if self.frame.inside(point.x, point.y)
            for x, y in [self.frame.xy(point.x, point.y)]
        ]

    def names(self, reader: Reader) -> Iterator[Json]:
        """Names of the areas, the selected one first, or beside its symbol or line."""
        yield from self._beside(reader)
        layers = {part.region: layer for layer, part in self.parts}
        ordered = sorted(self.landscape.widest, key=lambda one: one[0] != self.view.selected)
        for region, (latitude, longitude) in ordered:
            chosen = region == self.view.selected
            if region not in layers or not (chosen or self._is_wide(region)):
                continue
            at = self.frame.xy(longitude, latitude)
            yield self._name(reader, region, layers[region], at)

    def _beside(self, reader: Reader) -> Iterator[Json]:
        """The name of the selected region beside its symbol or its line, which have no inside to write in."""
        chosen = next((one for one in self.parts if one[1].region == self.view.selected), None)
        if chosen is None or isinstance(chosen[1].geometry, Area):
            return
        layer, part = chosen
        place = part.geometry.representative_point()
        x, y = self.frame.xy(place.x, place.y)
        yield self._name(reader, part.region, layer, (x, y)) | {"shifts": BESIDE}

    def _name(self, reader: Reader, region: str, layer: Layer, at: tuple[float, float]) -> Json:
        chosen = region == self.view.selected
        return {
            "text": reader.of(self.landscape.atlas, self.landscape.regions[region].title),
            "x": at[0],
            "y": at[1],
            "kind": "region",
            "size": 14 if chosen else 13,
            "weight": 700 if chosen else 600,
            "colour": layer.style.light,
            "shifts": SHIFTS,
        }

    def legend(self, reader: Reader) -> list[Json]:
        """A sample and a title for each layer that is switched on, and for nothing else."""
        return [{"title": reader.of(self.landscape.atlas, layer.title), **self._sample(layer)} for layer in self.layers]

    def _wants(self, layer: Layer, feature: Feature) -> bool:
        if self.only is not None:
            return feature.region == self.only
        year = self.view.year
        return feature.holds(year) or (year is None and layer.id in self.landscape.former)

    def _sample(self, layer: Layer) -> Json:
        found = self.landscape.features.get(layer.id, ())
        if found and all(feature.is_point for feature in found):
            return {"mark": look.mark(layer.style)}
        if layer.holds == "bands":
            return {"look": look.band(layer.style, sample=True)}
        if found and not any(isinstance(feature.geometry, Area) for feature in found):
            return {"look": look.path(layer.style), "line": True}
        return {"look": look.region(layer.style)}

    def _is_wide(self, region: str) -> bool:
        west, south, east, north = self.landscape.drawn[region].geometry.bounds
        (left, bottom), (right, top) = self.frame.xy(west, south), self.frame.xy(east, north)
        return min(right - left, bottom - top) >= SMALLEST * self.frame.pixel


def credits_of(landscape: Landscape, layers: tuple[Layer, ...]) -> tuple[list[str], list[str]]:
    """Licence and credit of layers, and of the parts of the base map, each once."""
    own = dict.fromkeys(f"{layer.credit} ({layer.licence})" for layer in layers)
    files = landscape.atlas.files
    under = dict.fromkeys(f"{file.credit} ({file.licence})" for file in files if _is_ground(landscape, file.path))
    return list(own), list(under)


def _is_ground(landscape: Landscape, path: str) -> bool:
    folder = landscape.atlas.basemap
    return folder is not None and path.startswith(f"{folder}/") and path.removeprefix(f"{folder}/") in landscape.basemap


def _degrees(feature: Feature) -> float:
    west, south, east, north = feature.geometry.bounds
    return float((east - west) * (north - south))
