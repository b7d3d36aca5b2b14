"""Everything that is served, made from an atlas folder: the map's script, panels in each language, data, front end."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from mapapp.core.errors import AtlasError
from mapapp.core.evidence import gather
from mapapp.core.features import widest_places
from mapapp.core.span import span
from mapapp.core.view import Vocabulary
from mapapp.render.data_page import data_page
from mapapp.render.large import large_rows
from mapapp.render.map import LayerKinds, build_map, to_module
from mapapp.render.panels import render_panels
from mapapp.render.tiles import ONLINE, tile_hosts
from mapapp.store.atlas import LoadedAtlas, read_atlas
from mapapp.store.wording import interface
from mapapp.web.assets import REVALIDATE, make_asset, under
from mapapp.web.data_package import PACKAGE, package_file
from mapapp.web.data_page import HERE
from mapapp.web.evidence import evidence_files
from mapapp.web.front_end import front_end
from mapapp.web.keep import pack
from mapapp.web.large import large_files
from mapapp.web.shapes import Shape, Shapes
from mapapp.web.site import Site
from mapapp.web.targets import make_search


def build_site(folder: Path) -> Site:
    """Read the atlas in `folder` and render everything that is served from it. Never raises for a bad atlas."""
    try:
        loaded = read_atlas(folder)
    except AtlasError as error:
        return Site(None, error.problems)
    atlas = loaded.atlas
    basemap = {f"basemap/{name}": body for name, body in loaded.basemap.items()}
    front, assets = under("/assets", {**front_end(), **basemap})
    addresses = {layer.id: f"/data/layers/{layer.id}.geojson" for layer in atlas.layers}
    assets |= {
        address: make_asset(address, layer_geojson(loaded, layer), REVALIDATE) for layer, address in addresses.items()
    }
    kinds = LayerKinds(
        points=frozenset(name for name, found in loaded.features.items() if found and all(f.is_point for f in found)),
        former=frozenset(name for name, found in loaded.features.items() if found and all(f.valid_to for f in found)),
        large={one.layer: one.kind for one in loaded.prepared},
    )
    large = large_files(loaded.prepared)
    assets |= {address: make_asset(address, body, REVALIDATE) for address, body in large.items()}
    habitat = build_map(atlas, addresses, f"{front}basemap/", sorted(loaded.basemap), kinds)
    schematic = {region.id for region in atlas.regions if region.schematic}
    leading = {region.id for region in atlas.regions if region.project}
    widest = widest_places(loaded.regions, schematic, leading)
    script = to_module(habitat, atlas, widest).encode()
    map_script = f"/map/{hashlib.sha256(script).hexdigest()[:16]}.js"
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
            large=large_rows(atlas, loaded.prepared, language, interface(language).gettext),
        )
        panels["data.html"] = data_page(atlas, language, interface(language), HERE).encode()
        panels_by_language[language], files = under("/panels", panels)
        assets |= files
    assets |= {address: make_asset(address, body, REVALIDATE) for address, body in evidence_files(evidence).items()}
    catalogue = atlas.model_dump_json(exclude_none=True).encode()
    assets["/data/atlas.json"] = make_asset("atlas.json", catalogue, REVALIDATE)
    package = package_file(atlas, {address: asset.body for address, asset in assets.items()})
    assets[PACKAGE] = make_asset(PACKAGE, package, REVALIDATE)
    grounds = tuple(f"{front}basemap/{name}" for name in loaded.basemap if "json" in name)
    bands = {layer.id for layer in atlas.layers if layer.holds == "bands"}
    shown = sorted((layer.id for layer in atlas.layers if layer.shown), key=bands.__contains__)  # bands are drawn later
    return Site(
        atlas=atlas,
        problems=loaded.problems,
        vocabulary=Vocabulary.of(atlas, ONLINE, span(atlas, loaded.regions), kinds.former),
        assets=assets,
        front=front,
        map_script=map_script,
        panels_by_language=panels_by_language,
        preload=(
            *(addresses[layer] for layer in shown),
            *(f"/data/large/{layer.id}.json" for layer in atlas.large if layer.shown),
            *grounds,
        ),
        features={layer: address for layer, address in addresses.items() if layer not in bands},
        counts=loaded.counts,
        search=make_search(loaded, widest),
        tile_hosts=tile_hosts(),
        shapes=_shapes(loaded),
        prepared=loaded.prepared,
        folder=str(folder),
    )


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


def _shapes(loaded: LoadedAtlas) -> Shapes:
    """What is asked of when a reader wants to know what is at a place."""
    return Shapes(
        regions=tuple(Shape(one.region, one.geometry.wkb, one.properties) for one in loaded.regions),
        bands=tuple(Shape(name, band.geometry.wkb, band.properties) for name, band in loaded.bands.items()),
        lands=tuple(Shape(code, land.wkb, {}) for code, land in loaded.lands.items()),
        towns=tuple((place.names, place.longitude, place.latitude) for place in loaded.places),
    )


if __name__ == "__main__":
    # The server asks for this in a process of its own, so that what building needs is gone when it serves.
    sys.stdout.buffer.write(pack(build_site(Path(sys.argv[1]))))
