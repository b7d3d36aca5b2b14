from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.core.atlas import Atlas
from mapapp.core.card import make_card
from mapapp.core.evidence import Evidence
from mapapp.render.panels import render_panels
from tests.atlases import Json, tiny_atlas
from tests.render.html_reader import Page

HOSTILE = (
    "{{ 7*7 }}",
    "{% for x in y %}",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"'><b onclick=x>",
    "${alert(1)} `x`",
    "&lt;b&gt;",
)
NOTHING = Evidence()
PROSE = ["p", "span", "dl", "dt", "dd", "sup", "a", "h1", "h2", "h3", "q", "ul", "ol", "li", "strong", "em"]
ALLOWED = {*PROSE, *["article", "div", "section", "button", "header", "nav", "footer", "details", "summary"]}


def panels(atlas: Atlas, text: str = "", evidence: Evidence = NOTHING) -> dict[str, str]:
    files = render_panels(atlas, "en", {("north-park", "en"): text}, evidence)
    return {name: body.decode() for name, body in files.items()}


def with_words(words: str) -> Atlas:
    """The tiny atlas with the same words wherever words can stand."""

    def say(catalogue: Json) -> None:
        park = catalogue["regions"][0]
        for entry in (catalogue, park, catalogue["topics"][0], catalogue["layers"][0], catalogue["organisations"][0]):
            for key in ("title", "summary", "place", "outline", "description", "purpose", "doubt"):
                if key in entry:
                    entry[key] = {"en": words}
        park["figures"][0] |= {"label": {"en": words}, "note": {"en": words}, "value": words, "year": words}
        park["corrections"][0] |= {"claim": {"en": words}, "fact": {"en": words}}
        park["roles"][0]["role"] = {"en": words}
        park |= {"years": words, "native": [{"language": "ru", "name": words}], "related": ["about"]}
        catalogue["layers"][0] |= {"licence": words, "credit": words}
        catalogue["sources"][0] |= {"title": words, "publisher": words}

    return tiny_atlas(say)


def test_every_entry_has_a_card_beside_the_list_the_names_and_the_styles() -> None:
    atlas = tiny_atlas()
    cards = {f"cards/{entry.id}.html" for entry in atlas.entries}
    cards |= {f"citations/{entry.id}.json" for entry in atlas.entries}
    assert set(panels(atlas)) == cards | {"index.html", "names.json", "layers.css", "story.json", "waiting.html"}
    assert "cards/gate.html" in cards


@pytest.mark.parametrize("name", ["index", "names", "layers"])
def test_an_entry_may_have_any_slug_without_losing_the_list(name: str) -> None:
    files = panels(tiny_atlas(lambda catalogue: catalogue["topics"][0].update(id=name)))
    assert 'data-testid="region-list"' in files["index.html"]
    assert any(f'data-region="{name}"' in body for body in files.values())


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("file", ["index.html", "cards/north-park.html", "cards/about.html"])
def test_hostile_words_stay_text(file: str, words: str) -> None:
    page = Page(panels(with_words(words))[file])
    assert words in page.text
    assert {tag for tag, _ in page.tags} <= ALLOWED
    assert page.wrong == []
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_text_in_the_names(words: str) -> None:
    names = json.loads(panels(with_words(words))["names.json"])
    assert names["entries"]["north-park"] == words
    assert names["layers"]["parks"] == words
    assert names["descriptions"]["parks"] == words
    assert names["doubt"] == words


visible = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf")), min_size=1, max_size=20)


@settings(max_examples=50)
@given(visible)
def test_any_words_are_shown_as_they_are_and_never_as_markup(words: str) -> None:
    for file in ("index.html", "cards/north-park.html"):
        page = Page(panels(with_words(words))[file])
        assert words in page.text
        assert {tag for tag, _ in page.tags} <= ALLOWED
        assert page.wrong == []


def test_the_list_opens_every_region_and_topic_once() -> None:
    page = Page(panels(tiny_atlas())["index.html"])
    opened = [attributes["data-open"] for attributes in page.named("button") if "data-open" in attributes]
    assert sorted(map(str, opened)) == ["about", "gate", "north-park", "old-path", "south-park"]
    assert [b["data-region-link"] for b in page.named("button") if "data-region-link" in b].count("gate") == 1


def test_a_card_is_marked_as_the_contract_says() -> None:
    (article,) = Page(panels(tiny_atlas())["cards/gate.html"]).named("article")
    assert (article["data-testid"], article["data-region"]) == ("region-panel", "gate")


def test_the_popup_is_a_part_of_the_panel() -> None:
    html = panels(tiny_atlas())["cards/north-park.html"]
    card = make_card(tiny_atlas(), tiny_atlas().regions[0], "en")
    essentials = html[html.index("data-essentials") : html.index("</div>\n<section")]
    assert html.count("data-essentials") == 1
    assert all(figure.value in essentials for figure in card.figures)
    assert card.summary in essentials


def test_sources_are_numbered_in_order_of_appearance() -> None:
    html = panels(tiny_atlas(), text="First [@letters].")["cards/north-park.html"]
    cited = [int(number) for number in re.findall(r'class="cite"[^>]*>(\d+)<', html)]
    assert list(dict.fromkeys(cited)) == [1, 2, 3, 4]


def test_every_citation_leads_to_a_source_in_the_same_card() -> None:
    page = Page(panels(tiny_atlas(), text="First [@letters], then [@journal].")["cards/north-park.html"])
    places = {attributes["id"] for attributes in page.named("li") if "id" in attributes}
    cited = {str(a["href"]).removeprefix("#") for a in page.named("a") if a.get("class") == "cite"}
    assert cited == places
    assert len(places) == 4


def test_links_to_other_sites_do_not_hand_over_the_window() -> None:
    outward = [a for a in Page(panels(tiny_atlas())["cards/north-park.html"]).named("a") if a.get("target") == "_blank"]
    assert outward
    assert all("noopener" in str(a["rel"]) for a in outward)


def test_layer_styles_have_light_and_dark_colours() -> None:
    light, dark = panels(tiny_atlas())["layers.css"].split("@media (prefers-color-scheme: dark){")
    for name in ("parks", "paths", "posts"):
        assert f".layer-{name}{{--colour:#0e6f55;" in light
        assert f".layer-{name}{{--colour:#50faaf" in dark


@pytest.mark.parametrize(("line", "dash"), [("solid", "none"), ("dashed", "9 5"), ("dotted", "2 6")])
def test_each_kind_of_line_has_its_dashes(line: str, dash: str) -> None:
    atlas = tiny_atlas(lambda catalogue: catalogue["layers"][0]["style"].update(line=line))
    assert f"--dash:{dash}}}" in panels(atlas)["layers.css"].splitlines()[0]
