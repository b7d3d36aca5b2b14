"""A whole atlas at a glance: its map, its key projects, its counts, its layers, and the sources of all that."""

from __future__ import annotations

from collections.abc import Iterator

from mapapp.core.atlas import Layer, Region
from mapapp.core.contents import key_projects
from mapapp.core.view import ViewState
from mapapp.core.words import amount
from mapapp.render.paper.chart import count_charts
from mapapp.render.paper.facts import rows, scale_of, sources
from mapapp.render.paper.frame import Frame
from mapapp.render.paper.landscape import Landscape, Reader
from mapapp.render.paper.layers import Shown
from mapapp.render.paper.look import Json, tokens
from mapapp.render.paper.picture import map_data
from mapapp.render.paper.rasters import rasters
from mapapp.render.sentences import Sentences

MAP = (493.0, 262.0)  # points
MAP_PIXELS = 940


def glance_data(landscape: Landscape, reader: Reader) -> Json:
    """Everything on the sheet of a whole atlas, for the template."""
    atlas = landscape.atlas
    return {
        "over": "",
        "title": reader.of(atlas, atlas.title),
        "native": [],
        "place": "",
        "accent": tokens()["accent"],
        "figures": [],
        "summary": reader.of(atlas, atlas.purpose),
        "notes": [reader.of(atlas, atlas.doubt)],
        "status": None,
        "sections": [section for section in _sections(landscape, reader) if section],
    }


def glance_map(landscape: Landscape, reader: Reader) -> tuple[Json, dict[str, bytes]]:
    """The home view with the layers that are shown at first, their samples, and the pictures in it."""
    width, height = MAP
    frame = Frame.around(landscape.atlas.home, width, height, width / MAP_PIXELS)
    shown = Shown(landscape, _first_view(landscape, reader), frame)
    spots, files = rasters(landscape.basemap, frame)
    made = map_data(shown, reader, spots, [(0, height - 26, 110, height)])
    return made | {"scale": scale_of(frame, reader), "legend": shown.legend(reader)}, files


def _first_view(landscape: Landscape, reader: Reader) -> ViewState:
    first = frozenset(layer.id for layer in landscape.atlas.layers if layer.shown)
    return ViewState(None, first, language=reader.language)


def _sections(landscape: Landscape, reader: Reader) -> Iterator[Json | None]:
    atlas, say = landscape.atlas, reader.say
    yield _projects(landscape, key_projects(atlas), reader)
    yield from count_charts(atlas, landscape.counts, reader)
    yield {
        "kind": "layers",
        "title": say("Layers"),
        "rows": [_layer(landscape, layer, reader) for layer in atlas.layers],
    }
    yield rows(
        say("Who takes part"),
        [(reader.of(atlas, one.title), reader.of(atlas, one.summary), ()) for one in atlas.organisations],
        small=True,
    )
    cited = dict.fromkeys(name for count in landscape.counts for name in count.sources)
    known = {source.id: source for source in atlas.sources}
    yield sources([known[name] for name in cited], atlas, reader, brief=True)


def _projects(landscape: Landscape, projects: list[Region], reader: Reader) -> Json | None:
    sentences = Sentences(landscape.atlas, reader.language, landscape.evidence, reader.say)
    told = [
        {
            "title": reader.of(landscape.atlas, one.title),
            "years": reader.of(landscape.atlas, one.years) if one.years else "",
            "where": sentences.short(one),
            "words": reader.of(landscape.atlas, one.summary),
        }
        for one in projects
    ]
    return {"kind": "projects", "title": reader.say("Key projects"), "rows": told} if told else None


def _layer(landscape: Landscape, layer: Layer, reader: Reader) -> Json:
    only = Shown(landscape, ViewState(None, frozenset({layer.id}), language=reader.language), Frame(0, 0, 5, 10, 10, 1))
    count = len(landscape.features.get(layer.id, ()))
    return {
        **only.legend(reader)[0],
        "count": amount(count, None, reader.language),
        "words": reader.of(landscape.atlas, layer.description),
    }
