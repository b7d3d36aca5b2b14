"""An area from OpenStreetMap: read what the API 0.6 answers about a relation, and join its ways to an area.

Positions are EPSG:4326 (lon, lat in degrees). The format: https://wiki.openstreetmap.org/wiki/API_v0.6
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Literal
from xml.etree import ElementTree as ET

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geodata.build.osm_api import OsmError

MOST_REPAIR = 0.001
"""The largest share of a ring's area that repairing it may change."""

Role = Literal["outer", "inner"]
_ROLES: Mapping[str, Role] = {"outer": "outer", "": "outer", "inner": "inner"}  # old relations leave outer out


@dataclass(frozen=True)
class Relation:
    """A relation with its ways as node ids, by role, and the position (lon, lat) of each node."""

    number: int
    version: int
    tags: Mapping[str, str]
    ways: Mapping[Role, tuple[tuple[int, ...], ...]]
    positions: Mapping[int, tuple[float, float]]


def read_relation(body: bytes, number: int) -> Relation:
    """Read an answer to `relation/<number>/full`. Raises OsmError when it is not OSM XML 0.6, or not complete."""
    root = _parse(body)
    found = root.find(f"relation[@id='{number}']")
    if found is None:
        message = f"the answer holds no relation {number}"
        raise OsmError(message)
    try:
        nodes = (node for node in root.iter("node") if node.get("visible") != "false")
        positions = {int(node.attrib["id"]): _position(node) for node in nodes}
        ways = {
            int(way.attrib["id"]): tuple(int(nd.attrib["ref"]) for nd in way.iter("nd")) for way in root.iter("way")
        }
        tags = {tag.attrib["k"]: tag.attrib["v"] for tag in found.iter("tag")}
        members = _members(found)
        relation_version = int(found.attrib["version"])
    except (KeyError, ValueError) as error:
        message = f"relation {number}: not OSM XML 0.6 as the API writes it ({error})"
        raise OsmError(message) from error
    _check_complete(number, members, ways, positions)
    used = {role: tuple(ways[way] for way, part in members.items() if part == role) for role in set(_ROLES.values())}
    return Relation(number, relation_version, tags, used, positions)


def area_of(relation: Relation) -> BaseGeometry:
    """Return the outer rings of a relation less its inner ones. Raises OsmError for gaps and for crossing lines."""
    outer, inner = _filled(relation, "outer"), _filled(relation, "inner")
    if outer.is_empty:
        message = f"relation {relation.number} has no outer way, so it encloses nothing"
        raise OsmError(message)
    if inner.difference(outer).area > MOST_REPAIR * inner.area:
        message = f"relation {relation.number}: an inner ring lies outside the outer ones"
        raise OsmError(message)
    return outer.difference(inner)


def _parse(body: bytes) -> ET.Element:
    """Return the root of an answer, an `osm` element of version 0.6."""
    try:
        text = body.decode("utf-8")
        if text.lstrip().lower().startswith(("<!doctype html", "<html")):
            message = "the answer is a web page, not data; is there a log-in page between you and the server?"
            raise OsmError(message)
        # Entities can only be declared in a DOCTYPE, and OSM XML has none: without it no entity bomb and no file is
        # read, so the standard parser is as safe as defusedxml, which would be one more dependency.
        if "<!DOCTYPE" in text:
            message = "the answer has a DOCTYPE, which OSM XML never has; it is not read"
            raise OsmError(message)
        root = ET.fromstring(text)  # noqa: S314
    except UnicodeDecodeError as error:
        message = f"the answer is not UTF-8 ({error.reason} at byte {error.start})"
        raise OsmError(message) from error
    except ET.ParseError as error:
        message = f"the answer is not XML, or was cut short ({error})"
        raise OsmError(message) from error
    if root.tag != "osm" or root.get("version") != "0.6":
        message = f"the answer is <{root.tag} version={root.get('version')!r}>; expected OSM XML 0.6"
        raise OsmError(message)
    failure = root.find("error")
    if failure is not None:  # how the server says that it broke down half-way, its status 200 already sent
        message = f"the server broke off: {failure.text}"
        raise OsmError(message)
    return root


def _position(node: ET.Element) -> tuple[float, float]:
    lon, lat = float(node.attrib["lon"]), float(node.attrib["lat"])
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        message = f"node {node.attrib['id']} lies at {lon}, {lat}"
        raise ValueError(message)
    return lon, lat


def _members(relation: ET.Element) -> dict[int, Role]:
    """Return the role of each way that is part of the boundary; labels, centres and sub-areas are none."""
    members: dict[int, Role] = {}
    for member in relation.iter("member"):
        kind, role, number = member.attrib["type"], member.get("role", ""), int(member.attrib["ref"])
        if kind == "way" and role in _ROLES:
            members[number] = _ROLES[role]
        elif kind == "way" or role in {"outer", "inner"}:
            message = (
                f"relation {relation.get('id')}: {kind} {number} is its {role!r}; only ways, outer or inner, are read"
            )
            raise OsmError(message)
    return members


def _check_complete(
    number: int,
    members: Mapping[int, Role],
    ways: Mapping[int, tuple[int, ...]],
    positions: Mapping[int, tuple[float, float]],
) -> None:
    lost = {"way": sorted(set(members) - set(ways))}
    lost["node"] = sorted({node for way in members for node in ways.get(way, ())} - set(positions))
    for kind, missing in lost.items():
        if missing:
            message = (
                f"relation {number}: the answer lacks {len(missing)} {kind}(s) it needs, first {kind} {missing[0]}"
            )
            raise OsmError(message)
    short = [way for way in members if len(ways[way]) < 2]
    if short:
        message = f"relation {number}: way {short[0]} has fewer than two nodes"
        raise OsmError(message)


def _filled(relation: Relation, role: Role) -> BaseGeometry:
    """Return the area inside the rings that the ways of one role form."""
    ways = relation.ways[role]
    ends = Counter(end for way in ways if way[0] != way[-1] for end in (way[0], way[-1]))
    loose = [relation.positions[node] for node, count in ends.items() if count % 2]
    if loose:
        places = "; ".join(f"{lat:.5f} N, {lon:.5f} E" for lon, lat in loose[:4])
        message = f"relation {relation.number}: the {role} line is not closed; {len(loose)} loose ends, at {places}"
        raise OsmError(message)
    lines = [LineString([relation.positions[node] for node in way]) for way in ways]
    rings, cuts, dangles, crossing = shapely.polygonize_full(lines)
    if not (cuts.is_empty and dangles.is_empty):
        message = f"relation {relation.number}: some {role} ways overlap, or enclose nothing"
        raise OsmError(message)
    return unary_union([*rings.geoms, *(_repaired(ring, relation.number) for ring in crossing.geoms)])


def _repaired(line: BaseGeometry, number: int) -> BaseGeometry:
    """Return the inside of a ring that crosses itself as valid areas, if that changes next to nothing."""
    ring = Polygon(line.coords)
    repaired = shapely.make_valid(ring)
    if abs(repaired.area - ring.area) > MOST_REPAIR * ring.area:
        message = (
            f"relation {number}: its line crosses itself ({shapely.is_valid_reason(ring)}); it must be mended first"
        )
        raise OsmError(message)
    return repaired
