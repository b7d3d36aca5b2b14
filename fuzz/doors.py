"""The doors: each takes bytes as they come and lets nothing out but what it promises. Any exception is a crash."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

import yaml
from starlette.datastructures import QueryParams
from starlette.types import Message

from mapapp.core.atlas import Atlas
from mapapp.core.errors import Problem
from mapapp.core.features import BadFeatureError, read_feature
from mapapp.core.language import preferred
from mapapp.core.search import Index, Target
from mapapp.core.view import Vocabulary, from_query, to_query
from mapapp.render.markdown import to_html
from mapapp.store import strict_json, strict_yaml
from mapapp.store.basemap import PARTS, read_places, why_not
from mapapp.store.wording import interface
from mapapp.ui.components import clean_event
from mapapp.web.build import build_site
from mapapp.web.data import read_box
from mapapp.web.measuring import measured_words
from mapapp.web.own_reading import LONGEST_NAME, read_choices
from mapapp.web.questions import BadQuestionError, read_place, read_year
from tests.atlases import tiny_atlas
from tests.chronicles import chronicled_atlas, write_chronicled
from tests.render.html_reader import Page
from tests.web.conftest import application

ATLAS: Atlas = chronicled_atlas()
WORDS = Vocabulary.of(ATLAS, ["streets"], range(1916, 2027), ["posts"])
EXTENT = tiny_atlas().extent
MARKDOWN = re.compile("a|blockquote|br|code|em|h[1-6r]|li|ol|p|pre|strong|sup|ul")  # what Markdown can make
SAFE = ("https://", "http://", "mailto:", "#")
LOOP = asyncio.new_event_loop()
with TemporaryDirectory() as room:
    APPLICATION = application(build_site(write_chronicled(Path(room) / "atlas")))
SCRIPTS = range(8)  # as many as a page of ours or Streamlit's has
INDEX = Index([Target("region", "gate", {"en": "Gate"}, {"en": ""}, ("Gate", "Ворота", "门"))])


def address(data: bytes) -> None:
    """Any query string gives a view of known things, and its address gives the same view again."""
    asked = QueryParams(data)
    _check_view(dict(asked), preferred(data.decode("latin-1"), WORDS.languages))


def _check_view(asked: Mapping[str, str], reader: str) -> None:
    view = from_query(asked, WORDS, reader)
    assert view.selected is None or view.selected in WORDS.regions or view.selected in WORDS.topics
    assert view.layers <= set(WORDS.layers)
    assert view.basemap in WORDS.basemaps
    assert view.language in WORDS.languages
    assert view.year is None or view.year in WORDS.years
    query = to_query(view, WORDS, reader)
    assert to_query(from_query(query, WORDS, reader), WORDS, reader) == query


def event(data: bytes) -> None:
    """Whatever a browser sends as an event ends as a view of known things."""
    sent: Any = None
    with suppress(ValueError, RecursionError):
        sent = json.loads(data)
    cleaned = clean_event(sent)
    selected = cleaned.get("selected", "")
    _check_view({**cleaned, "region": selected, "topic": selected}, "en")


def request(data: bytes) -> None:
    """Any path, query and header is answered, without a trace, a file from elsewhere or a page that repeats it."""
    path, _, rest = data.partition(b"?")
    query, _, header = rest.partition(b"\n")
    scope = {
        "type": "http",
        "method": "GET",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": query,
        "headers": [(b"host", header), (b"accept-language", header)],
    }
    answer: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        answer.append(message)

    LOOP.run_until_complete(APPLICATION(scope, receive, send))
    assert answer[0]["status"] in {200, 307, 400, 404}
    assert (b"x-content-type-options", b"nosniff") in answer[0]["headers"]
    body = b"".join(part.get("body", b"") for part in answer[1:])
    assert b"Traceback" not in body
    assert b"root:" not in body
    assert body.count(b"<script") in SCRIPTS


def feature(data: bytes) -> None:
    """A GeoJSON feature is drawn, or refused with a message."""
    with suppress(ValueError, BadFeatureError):
        found = read_feature(strict_json.load(data), frozenset({"gate"}), EXTENT)
        written = found.to_geojson()
        assert written["geometry"]["coordinates"]
        json.dumps(written, allow_nan=False, ensure_ascii=False).encode()


def catalogue(data: bytes) -> None:
    """YAML is read as plain values, or refused with a message."""
    text = data.decode("utf-8", "replace")
    with suppress(yaml.YAMLError, RecursionError):
        strict_yaml.load(text)


def markdown(data: bytes) -> None:
    """Markdown becomes the elements that Markdown has, with links that lead to the web."""
    page = Page(str(to_html(data.decode("utf-8", "replace"), {"letters": 1}.get, "source")))
    assert page.wrong == []
    for tag, attributes in page.tags:
        assert MARKDOWN.fullmatch(tag)
        assert set(attributes) <= ({"href", "title", "class"} if tag == "a" else {"class", "start"})
        assert (attributes.get("href") or "#").lower().startswith(SAFE)


def here(data: bytes) -> None:
    """A place and a year are read, or refused."""
    asked = dict(parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True))
    with suppress(BadQuestionError):
        longitude, latitude = read_place(asked.get("at", data.decode("utf-8", "replace")))
        assert abs(longitude) <= 180
        assert abs(latitude) <= 90
    with suppress(BadQuestionError):
        read_year(asked.get("year"))


def measure(data: bytes) -> None:
    """A path is measured, or refused."""
    with suppress(BadQuestionError):
        told = measured_words(data.decode("utf-8", "replace"), "en", interface("en").gettext)
        json.dumps(told, allow_nan=False)


def box(data: bytes) -> None:
    """A box of degrees is read, or is none."""
    if found := read_box(data.decode("utf-8", "replace")):
        west, south, east, north = found
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90


def choices(data: bytes) -> None:
    """How an own layer is to be read is chosen by a name, a switch and a number, or not at all."""
    chosen = read_choices(QueryParams(data))
    assert max(len(chosen.name), len(chosen.layer or "")) <= LONGEST_NAME
    assert chosen.epsg is None or 0 <= chosen.epsg < 10**6


def search(data: bytes) -> None:
    """Whatever is looked for, there are at most eight answers."""
    assert len(INDEX.find(data.decode("utf-8", "replace"))) <= 8


def basemap(data: bytes) -> None:
    """A part of the base map is drawn, or refused with a message that can be printed."""
    for part in PARTS:
        wrong = why_not(part, data)
        assert wrong is None or str(Problem(part, "", wrong)).encode()
    if why_not("places.json", data) is None:
        read_places({"places.json": data})


DOORS: Mapping[str, Callable[[bytes], None]] = {
    door.__name__: door
    for door in (address, event, request, feature, catalogue, markdown, here, measure, box, choices, search, basemap)
}
_POINT = b'{"type":"Feature","properties":{"region":"gate"},"geometry":{"type":"Point","coordinates":[25,15]}}'
_AREA = b'{"type":"Polygon","coordinates":[[[24,14],[25,14],[25,15],[24,15],[24,14]]]}'
_DATED = b'{"type":"Feature","id":"gate","properties":{"region":"gate","valid_from":"2012"},"geometry":%b}' % _AREA
SEEDS: Mapping[str, tuple[bytes, ...]] = {
    "address": (b"region=north-park&layers=parks,posts&year=2007&view=15.1,25.2,8&lang=ru&story=1&basemap=streets",),
    "event": (b'{"selected": "gate", "layers": "parks", "basemap": "embedded", "year": "2007", "story": "1"}',),
    "request": (
        b"/?region=gate&layers=parks&lang=ru&embed=true\nru,en;q=0.5",
        b"/data/layers/parks.geojson",
        b"/search?q=gate&lang=en",
        b"/here?at=15.1,25.2&year=2007",
        b"/measure?points=15,25;16,26",
        b"/panels/%2e%2e/x",
        b"/cite.bib?region=north-park&figure=area&lang=ru",
        b"/cite.txt?region=gate&topic=numbers",
        b"/healthz",
    ),
    "feature": (_POINT, _DATED),
    "catalogue": (b"format: 1\ntitle: {en: Tiny}\nlayers:\n- id: parks\n  shown: true\n  read: 2026-11-01\n",),
    "markdown": (b"# Wolves\n\n*live* **here** [@letters], [see](https://example.org).\n\n- a\n- `b`\n",),
    "here": (b"at=43.1,131.5&year=1996", b"43.1,131.5"),
    "measure": (b"43.1,131.5;43.2,131.6;43.0,131.9;43.1,131.5",),
    "box": (b"130.5,42.5,131.25,43", b"-180,-90,180,90"),
    "choices": (b"name=posts.gpkg&layer=posts&swap=1&epsg=32652&lang=ru",),
    "search": ("gate Ворота 门".encode(),),
    "basemap": (
        b'[{"names":{"en":"Mill"},"lon":24.5,"lat":14.5,"rank":1}]',
        b'{"relief":{"bounds":[[33.0,113.0],[54.0,150.0]]}}',
        b'{"type":"FeatureCollection","features":[%b]}' % _POINT,
    ),
}
