"""What a page does by itself without a server, it does as the program does: addresses and search."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from urllib.parse import parse_qsl, quote, urlencode

from mapapp.core.atlas import Atlas
from mapapp.core.search import Index
from mapapp.core.view import from_query, to_query
from mapapp.web.keep import site_of
from mapapp.web.search_file import search_file
from mapapp.web.site import Site
from mapapp.web.still import Still
from tests.browser.conftest import REPOSITORY, OpenPage
from tests.hostile.corpus import STRINGS

KEYS = ("region", "topic", "layers", "basemap", "lang", "year", "story", "view", "other")
VALUES = (
    *("", " ", ",", "kedrovaya-pad", "lazovsky-reserve", "species", "parks", "parks,reserves", "doubt,nothing,parks"),
    *("nothing", "former", "embedded", "openstreetmap", "ru", "en", "xx", "constructor", "__proto__", "-0,0,0"),
    *("0.000001,-0.0000,3", "85,180,20", "85.1,180,20", "1e3,1,1", "43.1234567,1,1", "43.123456,131.5,7.25"),
    *("1", "10", "11", "0", "1916", "2005", "2026", "2027", "02005", "-1", "+1", "１", "43.1,131.2", "\t", "\ufeff"),
)
SPELT = (
    *("", " ", "the", "the river", "hun chun", "primorskij", "žuravlik", "Ussuri rver", "дальневосточный леопард"),
    *("东北虎", "虎北东", "x" * 300, "á́́", "İstanbul", "straße", "a b c d e f g h i j k l m n o p q r s", "__proto__"),
    *("2012", "constructor", "shch", "Хасан", "Hasan", "Khasan", "лепард", "kedrvoaya", "_", "park_national"),
)


def queries() -> list[str]:
    """Some two thousand query strings: known and strange values under all keys, in turn, some of them twice."""
    chance = Random(7)  # noqa: S311  # always the same
    strange = [text for text in STRINGS if len(text) < 500]
    found = []
    for _ in range(2000):
        pairs = [
            (chance.choice(KEYS), chance.choice(VALUES if chance.random() < 0.8 else strange))
            for _ in range(chance.randint(0, 6))
        ]
        found.append(urlencode(pairs, errors="replace"))
    places = [(chance.uniform(-91, 91), chance.uniform(-181, 181), chance.uniform(0, 21)) for _ in range(300)]
    found += [f"view={quote(f'{north:.4f},{east:.6f},{zoom:.1f}')}" for north, east, zoom in places]
    return found


def the_site() -> tuple[Site, Atlas]:
    """The site of the committed atlas."""
    site = site_of(REPOSITORY / "geodata")
    assert site.atlas is not None
    return site, site.atlas


def test_page_and_program_read_and_write_addresses_alike(open_page: OpenPage, address: str) -> None:
    site, atlas = the_site()
    known = replace(site.vocabulary, basemaps=frozenset({"embedded"}))
    script = f"""async ([queries, words]) => {{
      const {{ read, write }} = await import("{address}{site.front}address.js");
      return queries.map((query) => {{
        const view = read(query, words, "zh");
        return [view, write(view, words, "zh")];
      }});
    }}"""
    asked = queries()
    answers = open_page().evaluate(script, [asked, Still(site, atlas).told("en")["vocabulary"]])
    for query, (view, written) in zip(asked, answers, strict=True):
        expected = from_query(dict(parse_qsl(query, keep_blank_values=True)), known, "zh")
        read = {**view, "layers": frozenset(view["layers"]), "place": view["place"] and tuple(view["place"])}
        assert read == vars(expected), query
        assert written == urlencode(to_query(expected, known, "zh")), query
        assert from_query(dict(parse_qsl(written, keep_blank_values=True)), known, "zh") == expected, query


def test_page_and_program_find_the_same(open_page: OpenPage, address: str) -> None:
    site, _ = the_site()
    index = Index(site.search.targets)
    names = sorted({name for target in site.search.targets for name in target.names})
    asked = [
        *names[::5],
        *(name[: len(name) // 2] for name in names[::7]),
        *(f"{name[:2]}{name[3:]}" for name in names[::11]),
        *SPELT,
    ]
    script = f"""async ([queries, told]) => {{
      const {{ makeIndex }} = await import("{address}{site.front}find.js");
      const find = makeIndex(told);
      return queries.map((query) => find(query).map(({{ kind, id }}) => [kind, id]));
    }}"""
    found = open_page().evaluate(script, [asked, json.loads(search_file(site.search, "en"))])
    wrong = {
        query: (here, there)
        for query, here in zip(asked, found, strict=True)
        if here != (there := [[target.kind, target.id] for target in index.find(query)])
    }
    assert wrong == {}
