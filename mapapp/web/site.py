"""Everything that is served besides Streamlit's own files, made once from an atlas and held as one frozen value."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path

from mapapp.core.atlas import Atlas
from mapapp.core.chronicle import Count
from mapapp.core.errors import AtlasError, Problem
from mapapp.core.evidence import gather
from mapapp.core.features import widest_places
from mapapp.core.view import ViewState, Vocabulary
from mapapp.render.map import LayerKinds, build_map, to_module
from mapapp.render.panels import render_panels
from mapapp.render.tiles import ONLINE
from mapapp.store.atlas import LoadedAtlas, read_atlas
from mapapp.store.wording import interface
from mapapp.web.assets import REVALIDATE, Asset, make_asset, under
from mapapp.web.evidence import evidence_files
from mapapp.web.here import Answers, make_answers
from mapapp.web.search import Search, make_search

REPOSITORY_ATLAS = Path(__file__).resolve().parents[2] / "geodata"


@dataclass(frozen=True)
class Site:
    """Assets by address, and what the page needs to know of them. `atlas` is None when nothing can be served."""

    atlas: Atlas | None
    problems: tuple[Problem, ...]
    vocabulary: Vocabulary
    assets: Mapping[str, Asset]
    front: str = ""
    map_script: str = ""
    panels_by_language: Mapping[str, str] = field(default_factory=dict)
    preload: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    search: Search = field(default_factory=Search)
    here: Answers | None = None

    @property
    def panels(self) -> str:
        """The folder of the panels in the first language."""
        return next(iter(self.panels_by_language.values()), "")

    def stage_data(self, view: ViewState) -> dict[str, object]:
        """What the map's front end is told: addresses and ids, never geometry or text."""
        return {
            "front": self.front,
            "map": self.map_script,
            "panels": self.panels_by_language[view.language],
            "selected": view.selected,
            "layers": sorted(view.layers),
            "basemap": view.basemap,
            "year": view.year,
            "step": view.step,
            "place": view.place,
        }


@cache
def current_site() -> Site:
    """The site of the atlas folder that MAPAPP_ATLAS names, by default this repository's own."""
    return build_site(Path(os.environ.get("MAPAPP_ATLAS") or REPOSITORY_ATLAS))


def build_site(folder: Path) -> Site:
    """Read the atlas in `folder` and render everything that is served from it. Never raises for a bad atlas."""
    try:
        loaded = read_atlas(folder)
    except AtlasError as error:
        nothing = Vocabulary({}, frozenset(), (), frozenset(), frozenset())
        return Site(None, error.problems, nothing, {})
    atlas = loaded.atlas
    basemap = {f"basemap/{name}": body for name, body in loaded.basemap.items()}
    front, assets = under("/assets", {**_front_end(), **basemap})
    addresses = {layer.id: f"/data/layers/{layer.id}.geojson" for layer in atlas.layers}
    assets |= {
        address: make_asset(address, layer_geojson(loaded, layer), REVALIDATE) for layer, address in addresses.items()
    }
    kinds = LayerKinds(
        points=frozenset(name for name, found in loaded.features.items() if found and all(f.is_point for f in found)),
        former=frozenset(name for name, found in loaded.features.items() if found and all(f.valid_to for f in found)),
    )
    habitat = build_map(atlas, addresses, f"{front}basemap/", sorted(loaded.basemap), kinds)
    schematic = {region.id for region in atlas.regions if region.schematic}
    leading = {region.id for region in atlas.regions if region.project}
    widest = widest_places(loaded.regions, schematic, leading)
    script = to_module(habitat, atlas, widest).encode()
    map_script = f"/map/{hashlib.sha256(script).hexdigest()}.js"
    assets[map_script] = make_asset(map_script, script)
    evidence = gather(atlas, loaded.regions, loaded.bands, loaded.places, loaded.lands)
    panels_by_language = {}
    for language in atlas.languages:
        panels = render_panels(
            atlas,
            language,
            loaded.texts,
            evidence,
            words=interface(language),
            counts=loaded.counts,
            features=loaded.regions,
        )
        panels_by_language[language], files = under("/panels", panels)
        assets |= files
    assets |= {address: make_asset(address, body, REVALIDATE) for address, body in evidence_files(evidence).items()}
    catalogue = atlas.model_dump_json(exclude_none=True).encode()
    assets["/data/atlas.json"] = make_asset("atlas.json", catalogue, REVALIDATE)
    grounds = tuple(f"{front}basemap/{name}" for name in loaded.basemap if "json" in name)
    shown = tuple(addresses[layer.id] for layer in atlas.layers if layer.shown)
    return Site(
        atlas=atlas,
        problems=loaded.problems,
        vocabulary=Vocabulary.of(atlas, ONLINE, _years(loaded), kinds.former),
        assets=assets,
        front=front,
        map_script=map_script,
        panels_by_language=panels_by_language,
        preload=(*grounds, *shown),
        counts=loaded.counts,
        search=make_search(loaded, widest),
        here=make_answers(loaded),
    )


def _years(loaded: LoadedAtlas) -> range:
    """From the first dated thing of an atlas to this year."""
    dated = [int(feature.valid_from[:4]) for feature in loaded.regions if feature.valid_from]
    dated += [event.year for event in loaded.atlas.events]
    return range(min(dated), dt.date.today().year + 1) if dated else range(0)


def layer_geojson(loaded: LoadedAtlas, layer_id: str) -> bytes:
    """A layer as an RFC 7946 FeatureCollection with its licence and credit, in UTF-8."""
    layer = next(layer for layer in loaded.atlas.layers if layer.id == layer_id)
    collection = {
        "type": "FeatureCollection",
        "name": layer.id,
        "licence": layer.licence,
        "credit": layer.credit,
        "features": [feature.to_geojson() for feature in loaded.features[layer_id]],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _front_end() -> dict[str, bytes]:
    """Our own modules and styles, and Leaflet from its package."""
    own = package_files("mapapp.render") / "front"
    found = {item.name: item.read_bytes() for item in own.iterdir() if item.name.endswith((".js", ".css", ".svg"))}
    leaflet = package_files("xstatic.pkg.leaflet") / "data"
    return found | {f"leaflet/{name}": (leaflet / name).read_bytes() for name in ("leaflet.js", "leaflet.css")}
