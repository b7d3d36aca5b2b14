"""Bad and odd files of an atlas, each with what must come of it: a problem at a place, or a sound map."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.atlases import Json, collection, edge, feature, square

PARKS, TEXT, COUNTS, WORDS, LANDS = (
    "layers/parks.geojson",
    "texts/en/north-park.md",
    "counts.csv",
    "locale/ru.po",
    "lands.geojson",
)
HEAD = "series,year,year_to,value,low,high,count,method,note,sources\n"
SOUTH = feature("south-park", square(24, 12))
DEEP = "[" * 100_000
Change = Callable[[str], str | bytes]


@dataclass(frozen=True)
class Odd:
    """A file, what stands in it (a function of what stood there), and the place and words of the problem.

    Without words, the file is odd but sound.
    """

    name: str
    file: str
    body: str | bytes | Change
    words: str = ""
    where: str = ""
    guarded: bool = False

    def put(self, folder: Path) -> None:
        """Write it into an atlas folder."""
        path = folder / self.file
        body = self.body(path.read_text(encoding="utf-8")) if callable(self.body) else self.body
        path.write_bytes(body.encode("utf-8", "surrogateescape") if isinstance(body, str) else body)


def park(geometry: object, **properties: object) -> str:
    """The layer of parks with this geometry and these properties for the first."""
    first = {"type": "Feature", "properties": {"region": "north-park", **properties}, "geometry": geometry}
    return json.dumps(collection(first, SOUTH))


def polygon(*places: tuple[float, ...]) -> Json:
    """A polygon of one ring."""
    return {"type": "Polygon", "coordinates": [[*places, places[0]]]}


def nested(levels: int) -> object:
    """Lists in lists."""
    return json.loads("[" * levels + "]" * levels)


def in_yaml(old: str, new: str) -> Change:
    """The catalogue with a piece replaced."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def more(text: str) -> Change:
    """The catalogue with lines at its end."""
    return lambda before: before + text


def summed(value: str) -> Change:
    """The catalogue with another summary for the first park."""
    return in_yaml("en: Summary of north-park", f"en: {value}")


def figure(value: str) -> Change:
    """The catalogue with another figure for the first park."""
    return in_yaml("value: 1234", f"value: {value}")


def row(line: str) -> str:
    """A table of counts with one row."""
    return f"{HEAD}{line}\n"


def land(country: object, geometry: object) -> str:
    """Countries with one land."""
    return json.dumps(collection({"type": "Feature", "properties": {"country": country}, "geometry": geometry}))


FIRST = "feature 1"
GEOJSON = (
    Odd("empty file", PARKS, "", "not valid JSON"),
    Odd("NUL bytes", PARKS, b"\0" * 100, "not valid JSON"),
    Odd("UTF-16", PARKS, '{"type": "FeatureCollection"}'.encode("utf-16"), "UTF-8", "byte"),
    Odd("broken UTF-8", PARKS, b'{"type": "\xed\xa0\x80"}', "UTF-8", "byte 10"),
    Odd("byte order mark", PARKS, lambda text: "\ufeff" + text),
    Odd("endless nesting", PARKS, DEEP, "nested too deep"),
    Odd("endless objects", PARKS, '{"a":' * 100_000, "not valid JSON"),
    Odd("a number of 5000 digits", PARKS, '{"x": ' + "9" * 5000 + "}", "not valid JSON"),
    Odd("a name without a half", PARKS, '{"type":"FeatureCollection","features":[{"id":"\\ud800"}]}', "Feature", FIRST),
    Odd("a name that is a list", PARKS, '{"type":"FeatureCollection","features":[{"id":[[]]}]}', "Feature", FIRST),
    Odd("no list of features", PARKS, '{"type":"FeatureCollection","features":{}}', "FeatureCollection"),
    Odd("a single geometry", PARKS, json.dumps(square(24, 16)), "FeatureCollection"),
    Odd("TopoJSON", PARKS, '{"type":"Topology","objects":{}}', "FeatureCollection"),
    Odd("markup", PARKS, "<script>window.struck=1</script>", "not valid JSON"),
    Odd("NaN", PARKS, park(square(24, 16)).replace("24", "NaN", 1), "NaN is not a number"),
    Odd("without end", PARKS, park(square(24, 16)).replace("24", "1e999", 1), "valid GeoJSON", FIRST),
    Odd("no geometry", PARKS, park(None), "geometry type None", FIRST),
    Odd("unknown geometry", PARKS, park({"type": "Circle", "coordinates": [24, 16]}), "'Circle'", FIRST),
    Odd("collection of geometries", PARKS, park({"type": "GeometryCollection", "geometries": []}), "type", FIRST),
    Odd("type that is a list", PARKS, park({"type": ["Polygon"], "coordinates": []}), "type", FIRST),
    Odd("no coordinates", PARKS, park({"type": "Polygon"}), "valid GeoJSON", FIRST),
    Odd("empty coordinates", PARKS, park({"type": "Polygon", "coordinates": []}), "no coordinates", FIRST),
    Odd("coordinates that are words", PARKS, park({"type": "Polygon", "coordinates": [[["a", "b"]]]}), "valid", FIRST),
    Odd("coordinates nested", PARKS, park({"type": "Polygon", "coordinates": nested(900)}), "valid", FIRST),
    Odd("positions of one number", PARKS, park({"type": "LineString", "coordinates": [[24], [25]]}), "valid", FIRST),
    Odd("an open ring", PARKS, park({"type": "Polygon", "coordinates": [[[24, 16], [25, 16], [25, 17]]]}), "", FIRST),
    Odd("crossing itself", PARKS, park(polygon((24, 14), (25, 15), (25, 14), (24, 15))), "Self-intersection", FIRST),
    Odd("no area", PARKS, park(polygon((24, 14), (25, 15), (24, 14))), "not a valid shape", FIRST),
    Odd("smaller than a metre", PARKS, park(square(24, 16, 1e-9)), "smaller than a metre", FIRST),
    Odd("latitude first", PARKS, park(polygon((16, 24), (16, 25), (17, 25))), "swapped", FIRST),
    Odd("metres", PARKS, park(square(2_671_667, 1_804_722, 100_000)), "EPSG:4326", FIRST),
    Odd("elsewhere", PARKS, park(square(-60, -30)), "outside the landscape", FIRST),
    Odd("the whole world", PARKS, park(polygon((-180, -90), (180, -90), (180, 90), (-180, 90))), "antimeridian", FIRST),
    Odd("over the antimeridian", PARKS, park(polygon((179, 10), (-179, 10), (-179, 20), (179, 20))), "antimer", FIRST),
    Odd("foreign CRS", PARKS, '{"type":"FeatureCollection","features":[],"crs":{"x":3857}}', "EPSG:4326", "crs"),
    Odd("CRS that is a list", PARKS, '{"type":"FeatureCollection","features":[],"crs":[[]]}', "EPSG:4326", "crs"),
    Odd("properties nested", PARKS, park(square(24, 16), x=nested(300)), "nested", FIRST),
    Odd("properties nested to the limit", PARKS, park(square(24, 16), x=nested(900)), "", FIRST),
    Odd("a control in a property", PARKS, park(square(24, 16), note="a\u202eb"), "U+202E", FIRST),
    Odd("a control in a name", PARKS, park(square(24, 16), **{"a\0": 1}), "U+0000", FIRST),
    Odd("a day that is none", PARKS, park(square(24, 16), valid_from="2012-02-31"), "2012-02-31", FIRST),
    Odd("edges that are none", PARKS, park(square(24, 16), edges=[edge(half_width_m="wide")]), "edge 1", FIRST),
    Odd("the same feature twice", PARKS, json.dumps(collection(SOUTH, SOUTH)), "second feature", "feature 2"),
    Odd("heights", PARKS, park(polygon((24, 16, 1.0), (25, 16, 2.0), (25, 17, 3.0)))),
    Odd("the wrong way round", PARKS, park(polygon((24, 16), (24, 17), (25, 17), (25, 16)))),
    Odd("CRS as GDAL writes it", PARKS, lambda text: text.replace("{", '{"crs": "urn:ogc:def:crs:OGC:1.3:CRS84",', 1)),
)
YAML = (
    Odd("a billion laughs", "atlas.yaml", more("a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n"), "aliases"),
    Odd("itself in itself", "atlas.yaml", more("a: &a [*a]\n"), "aliases"),
    Odd("merged keys", "atlas.yaml", more("a: &a {b: 1}\nc: {<<: *a}\n"), "aliases"),
    Odd("endless YAML", "atlas.yaml", DEEP, "levels deep"),
    Odd("endless maps", "atlas.yaml", "{a: " * 100_000, "levels deep"),
    Odd("an object of Python", "atlas.yaml", more('x: !!python/object/apply:os.system ["touch struck"]\n'), "tag"),
    Odd("a tag of its own", "atlas.yaml", more("x: !struck 1\n"), "tag"),
    Odd("a key that is a list", "atlas.yaml", more("? [a]\n: 1\n"), "unhashable"),
    Odd("a key that is a number", "atlas.yaml", more("1: x\n"), "Keys should be strings"),
    Odd("two documents", "atlas.yaml", more("---\na: 1\n"), "single document"),
    Odd("tabs", "atlas.yaml", more("x:\n\t- 1\n"), "not valid YAML"),
    Odd("a NUL", "atlas.yaml", more("x: \0\n"), "not valid YAML"),
    Odd("not a number", "atlas.yaml", figure(".nan"), "finite", "north-park"),
    Odd("without limit", "atlas.yaml", figure(".inf"), "finite", "north-park"),
    Odd("309 digits", "atlas.yaml", figure("1.0e+308"), "less than", "north-park"),
    Odd("7000 digits", "atlas.yaml", figure("0x" + "f" * 6000), "", "north-park"),
    Odd("bidi override", "atlas.yaml", summed('"a\\u202eb"'), "right-to-left override", "north-park"),
    Odd("bidi isolate", "atlas.yaml", summed('"a\\u2066b"'), "U+2066", "north-park"),
    Odd("an escape sequence", "atlas.yaml", summed('"\\e[31mred"'), "U+001B", "north-park"),
    Odd("a written NUL", "atlas.yaml", summed('"a\\0b"'), "U+0000", "north-park"),
    Odd("a C1 control", "atlas.yaml", summed('"a\\x9bb"'), "U+009B", "north-park"),
    Odd("half a pair", "atlas.yaml", summed('"\\ud800"'), "not valid YAML"),
    Odd("an endless line", "atlas.yaml", summed("x" * 5000), "2000", "north-park"),
    Odd("bytes", "atlas.yaml", summed("!!binary /w=="), "", "north-park"),
    Odd("script as an address", "atlas.yaml", in_yaml("https://example.org/letters", "javascript:x"), "URL", "letters"),
    Odd(
        "a file as an address", "atlas.yaml", in_yaml("https://example.org/letters", "file:///etc/x"), "URL", "letters"
    ),
    Odd("a day that no year has", "atlas.yaml", in_yaml("'2012-04-05'", "'2012-02-31'"), "day", "events"),
    Odd("joiners and emoji", "atlas.yaml", summed('"\U0001f468\u200d\U0001f469 می\u200cخواهم"')),
)
TEXTS = (
    Odd("a NUL in a text", TEXT, "Wolves\n\0", "U+0000", "line 2"),
    Odd("an override in a text", TEXT, "a\u202eb", "U+202E", "line 1"),
    Odd("a text of a megabyte", TEXT, "[" * 1_000_000, "longer than"),
    Odd("many brackets", TEXT, "[" * 19_000),
    Odd("quotes in quotes", TEXT, ">" * 19_000),
    Odd("half links", TEXT, "[a](" * 4_000),
    Odd("markup in a text", TEXT, "<script>window.struck=1</script>\n\n![x](//nowhere.invalid)\n"),
    Odd("a NUL in the counts", COUNTS, "series\0,year\n", ""),
    Odd("an open quote", COUNTS, 'series,year\n"', "not a CSV table"),
    Odd("a huge cell", COUNTS, row("wolves-north,2001,,1,,,adults,dna," + "x" * 200_000 + ",survey"), "CSV"),
    Odd("a count without end", COUNTS, row("bears,2003,,1e308,,,adults,dna,,journal"), "value", "line 2"),
    Odd("a count that is none", COUNTS, row("bears,2003,,NaN,,,adults,dna,,journal"), "value", "line 2"),
    Odd("a formula", COUNTS, row("bears,2003,,=1+1,,,adults,dna,,journal"), "value", "line 2"),
    Odd("cells too many", COUNTS, row("bears" + "," * 30), "more cells", "line 2"),
    Odd("a formula in a note", COUNTS, row("bears,2003,,1,,,adults,dna,=cmd|x,journal")),
    Odd("a billion plurals", WORDS, 'msgid ""\nmsgstr "Plural-Forms: nplurals=99999999999; plural=n;\\n"\n'),
    Odd("a head that is none", WORDS, 'msgid ""\nmsgstr "no colon; charset=struck\\n"\n'),
    Odd("broken words", WORDS, 'msgid "a\n', "gettext"),
    Odd("an override in words", WORDS, 'msgid "Title of gate"\nmsgstr "a\u202eb"\n', "U+202E", "gate"),
)
GROUND = tuple(
    Odd(name, file, body, words, "", guarded=True)
    for name, file, body, words in (
        ("half a name", "basemap/places.json", '[{"names":{"en":"\\ud800"},"lon":24,"lat":14}]', "U+D800"),
        ("a place beyond", "basemap/places.json", '[{"names":{"en":"a"},"lon":924,"lat":14}]', "no place"),
        ("labels that are none", "basemap/labels.json", "{}", "without names"),
        ("land that is none", "basemap/land.geojson", "7", "cannot be drawn"),
        ("land without end", "basemap/land.geojson", DEEP, "nested too deep"),
        ("land with NaN", "basemap/land.geojson", "NaN", "NaN"),
        ("a picture elsewhere", "basemap/rasters.json", '{"../x":{"bounds":[[0,0],[1,1]]}}', "bounds"),
        ("a picture that is a page", "basemap/relief.webp", "<script>window.struck=1</script>", "WebP"),
        ("a country of markup", LANDS, land("<b>", square(24, 16)), "two letters"),
        ("a country without half", LANDS, land("\ud800", square(24, 16)), "two letters"),
        ("a land in metres", LANDS, land("RU", square(2400, 16)), "degrees"),
        ("a land that is a line", LANDS, land("RU", {"type": "LineString", "coordinates": [[1, 1], [2, 2]]}), "area"),
    )
)
FILES: tuple[Odd, ...] = (*GEOJSON, *YAML, *TEXTS, *GROUND)
