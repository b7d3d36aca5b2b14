"""A server on this machine that answers as the OpenStreetMap API 0.6 does, with areas made up by the tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from threading import Event, Thread
from xml.sax.saxutils import quoteattr

from shapely.affinity import translate
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.build.osm_api import LIMIT_BYTES

NUMBER = 4_000_000_001
PARK = {"type": "boundary", "boundary": "national_park", "name": "Парк & <park>", "name:en": "A park"}

Position = tuple[float, ...]
Way = tuple[str, Sequence[Position]]


@dataclass(frozen=True)
class Answer:
    """What the server says to one request; `announced` replaces the true length, None leaves it out."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    announced: int | None = -1
    silent: bool = False


@dataclass
class Server:
    """Where it listens, and what it was asked: path and user agent."""

    url: str
    asked: list[tuple[str, str]]


def ways_of(area: BaseGeometry, pieces: int = 3) -> list[Way]:
    """Each ring of an area cut into ways, every second one drawn the other way round, as mappers do."""
    polygons = [part for part in getattr(area, "geoms", [area]) if isinstance(part, Polygon)]
    rings = [("outer", p.exterior) for p in polygons] + [("inner", hole) for p in polygons for hole in p.interiors]
    return [(role, piece) for role, ring in rings for piece in _cut(list(ring.coords), pieces)]


def osm_xml(ways: Sequence[Way], tags: Mapping[str, str] = PARK, version: int = 7, members: str = "") -> bytes:
    """The answer to `relation/NUMBER/full`: nodes, ways, then the relation, with 7 decimals. Positions are lon, lat."""
    nodes = {position: 100 + i for i, position in enumerate(dict.fromkeys(p for _, way in ways for p in way))}
    meta = 'visible="true" version="1" changeset="1" timestamp="2026-01-02T03:04:05Z" user="somebody" uid="1"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="openstreetmap-cgimap 2.0.0">']
    lines += [f'<node id="{i}" {meta} lat="{lat:.7f}" lon="{lon:.7f}"/>' for (lon, lat), i in nodes.items()]
    for i, (_role, way) in enumerate(ways, start=1):
        refs = "".join(f'<nd ref="{nodes[position]}"/>' for position in way)
        lines.append(f'<way id="{i}" {meta}>{refs}<tag k="source" v="made up"/></way>')
    joined = "".join(f'<member type="way" ref="{i}" role="{role}"/>' for i, (role, _) in enumerate(ways, start=1))
    said = "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())
    relation = meta.replace('version="1"', f'version="{version}"')
    lines.append(f'<relation id="{NUMBER}" {relation}>{joined}{members}{said}</relation>')
    return "\n".join([*lines, "</osm>\n"]).encode()


@contextmanager
def serving(*answers: Answer) -> Iterator[Server]:
    """Serve answers in turn, the last one again and again, at a free loopback port."""
    waiting, asked, over = list(answers), list[tuple[str, str]](), Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers.get("User-Agent", "")))
            answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            if answer.silent:
                over.wait()
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.announced is not None:
                self.send_header("Content-Length", str(len(answer.body) if answer.announced < 0 else answer.announced))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that hangs up on a large answer is meant to."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Server(f"http://127.0.0.1:{server.server_port}", asked)
        finally:
            over.set()
            server.shutdown()
            thread.join()


def _cut(ring: list[Position], pieces: int) -> list[list[Position]]:
    marks = [round(i * (len(ring) - 1) / pieces) for i in range(pieces + 1)]
    cut = [ring[start : end + 1] for start, end in pairwise(marks)]
    return [piece[::-1] if i % 2 else piece for i, piece in enumerate(cut)]


SQUARE = Polygon([(131.0, 43.0), (131.4, 43.0), (131.4, 43.3), (131.0, 43.3)])
HALF = Polygon([(131.1, 43.1), (131.2, 43.1), (131.2, 43.2), (131.1, 43.2)])


def without(body: bytes, start: bytes) -> bytes:
    """An answer less its first line that begins so."""
    lines = body.split(b"\n")
    lines.remove(next(line for line in lines if line.startswith(start)))
    return b"\n".join(lines)


SOUND = osm_xml(ways_of(SQUARE))
BOWTIE: list[Way] = [("outer", [(131.0, 43.0), (131.4, 43.3), (131.4, 43.2), (131.0, 43.3), (131.0, 43.0)])]
OPEN: list[Way] = [("outer", [(131.0, 43.0), (131.4, 43.0), (131.4, 43.3)]), ("outer", [(131.4, 43.3), (131.0, 43.3)])]
BOMB = SOUND.replace(b"<osm", b'<!DOCTYPE osm [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<osm', 1)
NESTED = '<member type="relation" ref="5" role="outer"/>'
# What can be wrong with an answer, and words that the message about it must hold.
BAD: dict[str, tuple[Answer, str]] = {
    "no such relation": (Answer(status=404), "does not exist"),
    "a deleted relation": (Answer(status=410), "was deleted"),
    "a forbidden one": (Answer(status=403), "403"),
    "too many requests": (Answer(status=429), "429"),
    "a long pause": (Answer(status=429, headers={"Retry-After": "86400"}), "pause of 86400 s"),
    "a broken server": (Answer(status=500), "500"),
    "a busy server": (Answer(status=503, headers={"Retry-After": "1"}), "503"),
    "a web page": (Answer(b"<!DOCTYPE html>\n<html><p>Log in</p></html>"), "web page"),
    "an empty answer": (Answer(b""), "not XML"),
    "XML cut short": (Answer(SOUND[:-200], announced=None), "cut short"),
    "an answer shorter than announced": (Answer(SOUND[:-200], announced=len(SOUND)), f"of {len(SOUND)} bytes"),
    "too large by its header": (Answer(b"<osm>", announced=LIMIT_BYTES + 1), "larger than 50 MB"),
    "too large": (Answer(b" " * (LIMIT_BYTES + 10), announced=None), "larger than 50 MB"),
    "another encoding": (Answer(SOUND.decode().encode("utf-16")), "not UTF-8"),
    "an entity bomb": (Answer(BOMB), "DOCTYPE"),
    "another version": (Answer(SOUND.replace(b'"0.6"', b'"0.7"')), "expected OSM XML 0.6"),
    "no relation": (Answer(without(SOUND, b"<relation")), f"holds no relation {NUMBER}"),
    "a missing node": (Answer(without(SOUND, b"<node")), "lacks 1 node"),
    "a missing way": (Answer(without(SOUND, b"<way")), "lacks 1 way"),
    "a node nowhere": (Answer(SOUND.replace(b'lon="131.4', b'lon="931.4')), "not OSM XML"),
    "a node without a number": (Answer(SOUND.replace(b'lon="131.4', b'lon="east')), "not OSM XML"),
    "a server that broke off": (Answer(SOUND.replace(b"</osm>", b"<error>timed out</error></osm>")), "timed out"),
    "a nested relation": (Answer(osm_xml(ways_of(SQUARE), members=NESTED)), "only ways"),
    "no ways": (Answer(osm_xml([])), "encloses nothing"),
    "a line that is not closed": (Answer(osm_xml(OPEN)), "43.00000 N, 131.00000 E"),
    "a line that crosses itself": (Answer(osm_xml(BOWTIE)), "crosses itself"),
    "a hole outside": (Answer(osm_xml([*ways_of(HALF), ("inner", list(SQUARE.exterior.coords))])), "outside the outer"),
    "a bus line": (Answer(osm_xml(ways_of(SQUARE), {**PARK, "type": "route"})), "type=route"),
    "a town": (Answer(osm_xml(ways_of(SQUARE), {**PARK, "boundary": "administrative"})), "boundary=administrative"),
    "another landscape": (Answer(osm_xml(ways_of(translate(SQUARE, -100)))), "outside this landscape"),
    "another place": (Answer(osm_xml(ways_of(translate(SQUARE, 2, 1)))), "0% in common"),
}
