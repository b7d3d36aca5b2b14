"""A view of the map as one sheet of paper, or as a card for links: PNG at the resolution of print, PDF, SVG."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from mapapp.core.atlas import Region
from mapapp.core.view import ViewState
from mapapp.core.words import amount, day, marked
from mapapp.render.paper.frame import Frame, around_shape
from mapapp.render.paper.ground import border, borders_within, ground, names
from mapapp.render.paper.landscape import Landscape, Reader
from mapapp.render.paper.layers import Shown, credits_of
from mapapp.render.paper.look import Json, tokens
from mapapp.render.paper.press import Form, press
from mapapp.render.paper.rasters import rasters
from mapapp.render.paper.text import address, all_printable

Size = Literal["a4", "a3", "card"]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Paper:
    """A sheet: its sides in points, how much larger than its layout it is set, dots an inch as PNG, the map's box."""

    width: float
    height: float
    scale: float
    dots: float
    map: tuple[float, float, float, float]
    pixels: int
    """Pixels of the page that the map's width stands for: the larger, the finer its names and lines."""


LANDSCAPE = (43.0, 89.0, 580.0, 430.0)
PAPERS: dict[Size, Paper] = {
    "a4": Paper(841.89, 595.28, 1, 300, LANDSCAPE, 1040),
    "a3": Paper(841.89, 595.28, 2**0.5, 240, LANDSCAPE, 1040),
    "card": Paper(1200, 630, 1, 72, (440.0, 0.0, 760.0, 630.0), 600),
}
ROOM: Json = {"margin": 32, "head": 50, "foot": 38, "gap": 18, "column": 166}
CORNER = (150.0, 36.0)  # what scale and north arrow take of the map's lower left corner
LOCATOR_ZOOM = 2.4  # how many zooms farther away the locator looks
BORDERS = {"state": marked("State border"), "province": marked("Provincial line")}


def picture(landscape: Landscape, view: ViewState, reader: Reader, form: Form, size: Size) -> bytes:
    """What a view shows, as a file. The same view of the same data gives the same bytes. Raises PressError."""
    paper = PAPERS[size]
    frame = frame_of(landscape, view, paper)
    spots, files = rasters(landscape.basemap, frame)
    fill = card_data if size == "card" else sheet_data
    data = fill(Shown(landscape, view, frame), reader, spots)
    told = all_printable(data) | {"paper": {"width": paper.width, "height": paper.height, "scale": paper.scale}}
    told["link"] = _link(reader, form)
    template = "card.typ" if size == "card" else "picture.typ"
    return press(template, told, form, landscape.day, dots_per_inch=paper.dots, pictures=files)


def frame_of(landscape: Landscape, view: ViewState, paper: Paper) -> Frame:
    """Where a view looks: at its own place, else at its region, else at the whole landscape."""
    _, _, width, height = paper.map
    pixel = width / paper.pixels
    if view.place is not None:
        return Frame.at(view.place, width, height, pixel)
    part = landscape.drawn.get(view.selected or "")
    if part is not None:
        return Frame.around(around_shape(part.geometry), width, height, pixel, nearest=10.5)
    return Frame.around(landscape.atlas.home, width, height, pixel)


def map_data(shown: Shown, reader: Reader, spots: list[Json], taken: Iterable[Box] = ()) -> Json:
    """The map of a frame for the template; `spots` are the pictures of the ground, `taken` boxes free of names."""
    frame, parts = shown.frame, shown.landscape.basemap
    towns, labels = names(parts, frame, reader.language)
    regions = list(shown.names(reader))
    chosen = [one for one in regions if one["weight"] == 700]
    known = [town for town in towns if town["weight"] > 400]
    wide = [label for label in labels if label["size"] > 13]
    rest = [one for one in regions if one not in chosen]
    others = [one for one in (*towns, *labels) if one not in known and one not in wide]
    marks = shown.marks()
    reach = 0.5 * frame.pixel
    boxes = [
        (m["x"] - m["size"] * reach, m["y"] - m["size"] * reach, m["x"] + m["size"] * reach, m["y"] + m["size"] * reach)
        for m in marks
    ]
    return {
        "width": frame.width,
        "height": frame.height,
        "pixel": frame.pixel,
        "tokens": tokens(),
        "shapes": [*ground(parts, frame, spots), *shown.shapes()],
        "marks": marks,
        "names": [*chosen, *known, *rest, *wide, *others],
        "taken": [*boxes, *taken],
    }


def sheet_data(shown: Shown, reader: Reader, spots: list[Json]) -> Json:
    """Everything on the sheet of a view."""
    landscape, frame, say = shown.landscape, shown.frame, reader.say
    x, y, _, height = LANDSCAPE
    width, tall = CORNER
    kilometres, points = frame.scale()
    corner_width = max(width, points + 62)
    meridians, parallels = frame.ticks()
    within = borders_within(landscape.basemap, frame)
    return {
        **headline(landscape, shown.view, reader),
        "tokens": tokens(),
        "room": ROOM,
        "map": map_data(shown, reader, spots, [(0, height - tall - 10, corner_width + 10, height)])
        | {
            "x": x,
            "y": y,
            "corner": {"width": corner_width, "height": tall},
            "meridians": [(_degrees(at, say, EAST if at >= 0 else WEST), where) for at, where in meridians],
            "parallels": [(_degrees(at, say, NORTH if at >= 0 else SOUTH), where) for at, where in parallels],
        },
        "scale": {
            "points": points,
            "words": amount(int(kilometres) if kilometres >= 1 else kilometres, "km", reader.language),
            "ratio": say("Scale at %(latitude)s")
            % {"latitude": _degrees(round(frame.latitude, 1), say, NORTH if frame.latitude >= 0 else SOUTH)},
        },
        "legend": shown.legend(reader),
        "ground": [
            {"title": say(BORDERS[kind]), "look": border(kind == "state"), "line": True}
            for kind in BORDERS
            if kind in within
        ],
        "doubt": reader.of(landscape.atlas, landscape.atlas.doubt),
        "locator": locator(landscape, reader, frame, ROOM["column"], 118),
        "credits": _credits(shown, reader),
        "words": {"legend": say("Legend"), "locator": say("Where this lies"), "north": say("N")},
    }


NORTH, SOUTH = marked("%(angle)s N"), marked("%(angle)s S")
EAST, WEST = marked("%(angle)s E"), marked("%(angle)s W")


def _degrees(at: float, say: Any, form: str) -> str:
    """`131°30′ E`"""
    minutes = round(abs(at) * 60)
    angle = f"{minutes // 60}°" + (f"{minutes % 60:02}′" if minutes % 60 else "")
    return str(say(form) % {"angle": angle})


def card_data(shown: Shown, reader: Reader, spots: list[Json]) -> Json:
    """Everything on the card of a view."""
    landscape = shown.landscape
    region = landscape.regions.get(shown.view.selected or "")
    layer = next((one for one in landscape.atlas.layers if region and one.id == region.layer), None)
    own, _ = credits_of(landscape, shown.layers)
    return {
        **headline(landscape, shown.view, reader),
        "tokens": tokens(),
        "map": map_data(shown, reader, spots),
        "accent": layer.style.light if layer else tokens()["accent"],
        "credit": own[0] if own else "",
    }


def headline(landscape: Landscape, view: ViewState, reader: Reader) -> Json:
    """Title, what stands over and under it, and what the map shows in words for who cannot see it."""
    atlas, say = landscape.atlas, reader.say
    whole = reader.of(atlas, atlas.title)
    entry = next((one for one in atlas.entries if one.id == view.selected), None)
    title = reader.of(atlas, entry.title) if entry else whole
    year = say("As it was at the end of %(year)s") % {"year": view.year} if view.year else ""
    under = reader.of(atlas, entry.place) if isinstance(entry, Region) else reader.of(atlas, atlas.purpose)
    layers = ", ".join(reader.of(atlas, layer.title) for layer in atlas.layers if layer.id in view.layers)
    return {
        "title": title,
        "over": whole if entry else "",
        "subtitle": " · ".join(filter(None, (under, year))),
        "language": reader.language,
        "author": whole,
        "description": reader.of(atlas, atlas.purpose),
        "alt": say("Map: %(title)s. Shown: %(layers)s.") % {"title": title, "layers": layers or "–"},
    }


def locator(landscape: Landscape, reader: Reader, frame: Frame, width: float, height: float) -> Json:
    """A small map of the country round the frame, with the frame in it."""
    pixel = 0.5
    near = Frame.around(frame.box, width, height, pixel)
    small = Frame.at((frame.latitude, frame.longitude, near.zoom - LOCATOR_ZOOM), width, height, pixel)
    parts = landscape.basemap
    (left, top), (right, bottom) = small.xy(frame.box.west, frame.box.north), small.xy(frame.box.east, frame.box.south)
    towns, labels = names(parts, small, reader.language)
    return {
        "width": width,
        "height": height,
        "pixel": pixel,
        "tokens": tokens(),
        "shapes": [one for one in ground(parts, small) if "picture" not in one],
        "marks": [],
        "names": [*(town for town in towns if town["weight"] > 400), *(one for one in labels if one["size"] > 13)],
        "taken": [],
        "window": (left, top, right - left, bottom - top),
    }


def _credits(shown: Shown, reader: Reader) -> list[str]:
    say = reader.say
    own, under = credits_of(shown.landscape, shown.layers)
    read = say("Data of %(day)s") % {"day": day(shown.landscape.day, reader.language)}
    told = []
    if own:
        told.append(say("Layers: %(credits)s") % {"credits": "; ".join(own)})
    if under:
        told.append(say("Base map: %(credits)s") % {"credits": "; ".join(under)})
    return [*told, read]


def _link(reader: Reader, form: Form) -> Json:
    # Typst writes an address into an SVG as it is, and an ampersand makes that no XML: there it is text alone.
    opens = form == "pdf" and reader.link.startswith(("https://", "http://"))
    return {"address": address(reader.link), "to": reader.link if opens else ""}
