import json
import warnings
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from mapapp.prepare.plan import PrepareError
from mapapp.prepare.source import SHAPE, look, pieces, read
from tests.large import points

WRITERS = ("a.geojson", "a.gpkg", "a.fgb", "a.shp", "a.parquet")


def write(path: Path, number: int = 60, crs: int | None = 4326) -> Path:
    frame = points(number).set_crs(crs, allow_override=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a Shapefile takes no moments and wants a reference system
        frame.to_parquet(path) if path.suffix == ".parquet" else frame.to_file(path, engine="pyogrio")
    return path


def rows(path: Path, start: int = 0) -> list[tuple[str, float, float]]:
    tables = list(read(look(path), start))
    found = []
    for table in tables:
        places = shapely.get_coordinates(shapely.from_wkb(table.column(SHAPE).to_pylist())).round(6)
        found += [(name, x, y) for name, (x, y) in zip(table.column("f0").to_pylist(), places.tolist(), strict=True)]
    return found


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_same_features(tmp_path: Path, name: str) -> None:
    frame = points()
    expected = [
        (text, *place)
        for text, place in zip(frame["name"], shapely.get_coordinates(frame.geometry).round(6).tolist(), strict=True)
    ]
    found = rows(write(tmp_path / name))
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("name", WRITERS)
def test_reading_goes_on_from_any_feature(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name)
    assert rows(path, 17) == rows(path)[17:]
    assert rows(path, 60) == []


@pytest.mark.parametrize("sizes", [[50], [7, 7, 7, 29], [1] * 50])
def test_pieces_end_at_the_same_features_however_they_are_read(sizes: list[int]) -> None:
    shapes = [b"x" * (10 + 90 * (n % 5 == 0)) for n in range(50)]
    whole = pa.table({"f0": range(50), SHAPE: pa.array(shapes, pa.binary())})
    starts = [sum(sizes[:n]) for n in range(len(sizes))]
    cut = (whole.slice(start, size) for start, size in zip(starts, sizes, strict=True))
    found = [piece.column("f0").to_pylist() for piece in pieces(cut, 12, 400)]
    assert [number for piece in found for number in piece] == list(range(50))
    assert [len(piece) for piece in found] == [len(p.column("f0")) for p in pieces(iter([whole]), 12, 400)]
    assert max(map(len, found)) <= 12
    assert all(sum(len(shapes[n]) for n in piece[:-1]) < 400 for piece in found)


def test_what_cannot_be_read_is_told_with_advice(tmp_path: Path) -> None:
    unknown, text, plain = tmp_path / "a.doc", tmp_path / "a.geojson", tmp_path / "a.parquet"
    unknown.write_text("x", encoding="utf-8")
    text.write_text("not json", encoding="utf-8")
    pq.write_table(pa.table({"a": [1]}), plain)
    nowhere = tmp_path / "b.gpkg"
    write(tmp_path / "b.shp", crs=None)
    several = tmp_path / "c.gpkg"
    for layer in ("one", "two"):
        points(3).to_file(several, layer=layer, engine="pyogrio")
    for path, words in (
        (unknown, "GeoJSON, GeoPackage, FlatGeobuf, GeoParquet and Shapefile"),
        (text, "cannot be read"),
        (plain, "save it as GeoParquet"),
        (nowhere, "no such file"),
        (tmp_path / "b.shp", "coordinate reference system"),
        (several, "choose one with --from (one, two)"),
    ):
        with pytest.raises(PrepareError, match=words.replace("(", r"\(").replace(")", r"\)")):
            look(path)
    assert look(several, "two").layer == "two"


def test_a_file_that_ends_too_soon_is_told_of(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", 5000)
    source = look(path)
    content = bytearray(path.read_bytes())
    content[1000:20000] = bytes(19000)
    path.write_bytes(content)
    with pytest.raises(PrepareError, match="damaged or cut short"):
        list(read(source))


def test_the_encoding_that_is_not_well_known_binary_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet")
    table = pq.read_table(path)
    stated = json.loads(table.schema.metadata[b"geo"])
    stated["columns"]["geometry"]["encoding"] = "point"
    pq.write_table(table.replace_schema_metadata({b"geo": json.dumps(stated).encode()}), path)
    with pytest.raises(PrepareError, match="save it as WKB"):
        look(path)
