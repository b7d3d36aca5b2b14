"""Kinds of damage to the tiny atlas folder, each with what must be said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.atlases import Json, collection, edit, feature, layer, region, square

Change = Callable[[Path], object]


@dataclass(frozen=True)
class Damage:
    """What is done to the folder, and the file, place and words that the problem must name."""

    name: str
    do: Change
    file: str
    where: str
    words: str


def catalogue(change: Callable[[Json], object]) -> Change:
    """Damage to the catalogue as a value."""
    return lambda folder: edit(folder, change)


def put(where: str, number: int, **values: object) -> Change:
    """Damage to one entry of the catalogue."""
    return catalogue(lambda value: value[where][number].update(values))


def append(text: str) -> Change:
    """Text at the end of the catalogue."""

    def do(folder: Path) -> None:
        path = folder / "atlas.yaml"
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    return do


def write(name: str, body: str | bytes) -> Change:
    """Another content for a file."""
    return lambda folder: (folder / name).write_bytes(body.encode() if isinstance(body, str) else body)


def remove(name: str) -> Change:
    """A file that is gone."""
    return lambda folder: (folder / name).unlink()


def replace_by_folder(name: str) -> Change:
    """A folder where a file should be."""

    def do(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return do


def link_outside(name: str) -> Change:
    """A sound file, but outside of the atlas folder."""

    def do(folder: Path) -> None:
        outside = folder.parent / "outside"
        (folder / name).rename(outside)
        (folder / name).symlink_to(outside)

    return do


def cut_short(name: str) -> Change:
    """The first half of a file."""
    return lambda folder: (folder / name).write_text((folder / name).read_text()[:40])


def parks(**changes: object) -> Change:
    """The layer of parks with other keys beside its features."""
    sound = collection(feature("north-park", square(24, 16)), feature("south-park", square(24, 12)))
    return write("layers/parks.geojson", json.dumps({**sound, **changes}))


def first_park(raw: object) -> Change:
    """The layer of parks with another first feature."""
    return write("layers/parks.geojson", json.dumps(collection(raw, feature("south-park", square(24, 12)))))  # type: ignore[arg-type]


def in_properties(value: str) -> Change:
    """A property of the first park, as JSON text."""
    sound = json.dumps(collection(feature("north-park", square(24, 16)), feature("south-park", square(24, 12))))
    return write(
        "layers/parks.geojson", sound.replace('"region": "north-park"', f'"region": "north-park", "x": {value}')
    )


ATLAS, PARKS, POSTS, TEXT = "atlas.yaml", "layers/parks.geojson", "layers/posts.geojson", "texts/en/north-park.md"
FOREIGN = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
RUMOUR = {"id": "x", "label": {"en": "X"}, "value": 1, "sources": ["rumour"]}
BOW = {"type": "Polygon", "coordinates": [[[24, 14], [25, 15], [25, 14], [24, 15], [24, 14]]]}

# Something is left out, and south-park is still served.
PARTIAL = (
    Damage(
        "misspelt key", put("regions", 0, sumary={"en": "x"}), ATLAS, "regions › north-park › sumary", "Extra inputs"
    ),
    Damage(
        "missing key",
        catalogue(lambda value: value["regions"][0].pop("place")),
        ATLAS,
        "regions › north-park › place",
        "required",
    ),
    Damage("wrong type", put("regions", 0, countries=7), ATLAS, "regions › north-park › countries", "tuple"),
    Damage("bad id", put("regions", 3, id="The Gate"), ATLAS, "regions › The Gate › id", "pattern"),
    Damage("no id", catalogue(lambda value: value["regions"][3].pop("id")), ATLAS, "regions › no. 4 › id", "required"),
    Damage(
        "bad colour",
        put("layers", 2, style={"light": "red", "dark": "#ffffff"}),
        ATLAS,
        "layers › posts › style › light",
        "pattern",
    ),
    Damage(
        "unknown layer",
        put("regions", 0, layer="moon"),
        ATLAS,
        "regions › north-park",
        "'moon'; there are parks, paths, posts",
    ),
    Damage("unknown source", put("regions", 0, figures=[RUMOUR]), ATLAS, "regions › north-park", "'rumour'"),
    Damage("unknown relation", put("regions", 0, related=["moon"]), ATLAS, "regions › north-park", "'moon'"),
    Damage(
        "no words in the language",
        put("regions", 0, title={"ru": "Парк"}),
        ATLAS,
        "regions › north-park",
        "title has no text in 'en'",
    ),
    Damage("empty words", put("regions", 0, title={}), ATLAS, "regions › north-park", "title"),
    Damage(
        "second region of a name",
        catalogue(lambda value: value["regions"].append(region("gate", "posts"))),
        ATLAS,
        "regions › gate",
        "2 times",
    ),
    Damage(
        "second layer of a name",
        catalogue(lambda value: value["layers"].append(layer("posts"))),
        ATLAS,
        "layers › posts",
        "2 times",
    ),
    Damage(
        "second source of a name",
        catalogue(lambda value: value["sources"].append(dict(value["sources"][0]))),
        ATLAS,
        "sources › survey",
        "2 times",
    ),
    Damage(
        "second topic of a name",
        catalogue(lambda value: value["topics"].append(dict(value["topics"][0]))),
        ATLAS,
        "about",
        "2 times",
    ),
    Damage(
        "topic named like a region",
        catalogue(lambda value: value["topics"].append({**value["topics"][0], "id": "gate"})),
        ATLAS,
        "gate",
        "2 times",
    ),
    Damage(
        "path upwards",
        put("layers", 2, path="../posts.geojson"),
        ATLAS,
        "layers › posts › path",
        "inside the atlas folder",
    ),
    Damage(
        "path with a drive",
        put("layers", 2, path="C:/posts.geojson"),
        ATLAS,
        "layers › posts › path",
        "inside the atlas folder",
    ),
    Damage(
        "absolute path", put("layers", 2, path="/etc/passwd"), ATLAS, "layers › posts › path", "inside the atlas folder"
    ),
    Damage("path with NUL", put("layers", 2, path="layers/\x00.geojson"), "", "", ""),
    Damage("endless path", put("layers", 2, path="虎" * 190), "", "", ""),
    Damage(
        "text path upwards",
        put("regions", 0, text="../{lang}.md"),
        ATLAS,
        "regions › north-park › text",
        "inside the atlas folder",
    ),
    Damage("layer missing", remove(POSTS), POSTS, "", "no such file"),
    Damage("layer cut short", cut_short(POSTS), POSTS, "", "cut short"),
    Damage("layer is a folder", replace_by_folder(POSTS), POSTS, "", "is a folder"),
    Damage("layer not UTF-8", write(POSTS, '{"type": "é"}'.encode("latin-1")), POSTS, "byte 10", "UTF-8"),
    Damage("layer outside by link", link_outside(POSTS), POSTS, "", "outside the atlas folder"),
    Damage("layer not GeoJSON", write(POSTS, "[]"), POSTS, "", "FeatureCollection"),
    Damage("layer nested without end", write(POSTS, "[" * 100_000), POSTS, "", "not valid JSON"),
    Damage("layer with NaN", write(POSTS, '{"x": NaN}'), POSTS, "", "NaN"),
    Damage(
        "layer in another CRS", write(POSTS, json.dumps({**collection(), "crs": FOREIGN})), POSTS, "crs", "EPSG:4326"
    ),
    Damage("feature of no region", first_park(feature("moon", square(24, 16))), PARKS, "feature 1 (moon)", "'moon'"),
    Damage(
        "feature of nested region",
        first_park({**feature("x", square(24, 16)), "properties": {"region": []}}),
        PARKS,
        "feature 1",
        "region",
    ),
    Damage(
        "feature that crosses itself",
        first_park(feature("north-park", BOW)),
        PARKS,
        "feature 1 (north-park)",
        "Self-intersection",
    ),
    Damage(
        "feature elsewhere",
        first_park(feature("north-park", square(50, 50))),
        PARKS,
        "feature 1 (north-park)",
        "outside the landscape",
    ),
    Damage("feature that is none", first_park(7), PARKS, "feature 1", "Feature"),
    Damage("property without end", in_properties("1e999"), PARKS, "feature 1", ""),
    Damage("property that is no text", in_properties('"\\ud800"'), PARKS, "feature 1", ""),
    Damage(
        "region not drawn", first_park(feature("south-park", square(25, 12))), PARKS, "north-park", "no sound feature"
    ),
    Damage(
        "region drawn twice",
        first_park(feature("south-park", square(25, 12))),
        PARKS,
        "feature 2 (south-park)",
        "second feature",
    ),
    Damage("text missing", remove(TEXT), TEXT, "", "no such file"),
    Damage("text is a folder", replace_by_folder(TEXT), TEXT, "", "is a folder"),
    Damage("text not UTF-8", write(TEXT, b"caf\xe9"), TEXT, "byte 3", "UTF-8"),
    Damage("text outside by link", link_outside(TEXT), TEXT, "", "outside the atlas folder"),
    Damage("text cites nobody", write(TEXT, "Wolves [@rumour]."), TEXT, "[@rumour]", "source"),
    Damage(
        "base map missing",
        catalogue(lambda value: value.update(basemap="basemap")),
        "basemap/land.geojson",
        "",
        "no such file",
    ),
)

# Nothing can be served.
FATAL = (
    Damage("no catalogue", remove(ATLAS), ATLAS, "", "no such file"),
    Damage("catalogue is a folder", replace_by_folder(ATLAS), ATLAS, "", "is a folder"),
    Damage("catalogue not UTF-8", write(ATLAS, b"caf\xe9: 1"), ATLAS, "byte 3", "UTF-8"),
    Damage("not YAML", append("\n  : [\n"), ATLAS, "", "not valid YAML"),
    Damage("nested without end", write(ATLAS, "[" * 5000), ATLAS, "", "not valid YAML"),
    Damage("duplicate key", append("id: again\n"), ATLAS, "", "'id' stands twice"),
    Damage("alias", append("a: &x 1\nb: *x\n"), ATLAS, "", "aliases"),
    Damage("bad boolean", append("x: !!bool perhaps\n"), ATLAS, "", "not valid YAML"),
    Damage("bad number", append("x: !!int ''\n"), ATLAS, "", "not valid YAML"),
    Damage("bad date", append("x: !!timestamp never\n"), ATLAS, "", "not valid YAML"),
    Damage("empty catalogue", write(ATLAS, ""), ATLAS, "", "map of keys"),
    Damage("list for a catalogue", write(ATLAS, "- 1\n"), ATLAS, "", "map of keys"),
    Damage("misspelt key in the head", append("sumary: x\n"), ATLAS, "sumary", "Extra inputs"),
    Damage("list that is none", catalogue(lambda value: value.update(regions=7)), ATLAS, "regions", "tuple"),
    Damage("another format", catalogue(lambda value: value.update(format=2)), ATLAS, "format", "1"),
    Damage(
        "box inside out", catalogue(lambda value: value["home"].update(west=40)), ATLAS, "home", "west must be less"
    ),
    Damage("head without words", catalogue(lambda value: value.update(title={"ru": "Атлас"})), ATLAS, "title", "'en'"),
    Damage("head with empty words", catalogue(lambda value: value.update(purpose={})), ATLAS, "purpose", "'en'"),
)
