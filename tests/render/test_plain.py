from __future__ import annotations

from gettext import NullTranslations

import pytest

from mapapp.core.atlas import Atlas
from mapapp.render.plain import Speech, Where, plain_page, without_buttons
from tests.atlases import tiny_atlas
from tests.render.html_reader import Page

WHERE = Where(home="../en/", entry=lambda name: f"../{name}/", language=lambda code: f"../{code}/", data="data.json")


@pytest.fixture
def atlas() -> Atlas:
    return tiny_atlas()


def test_a_page_names_every_entry_with_its_address(atlas: Atlas) -> None:
    page = Page(plain_page(atlas, Speech("en", NullTranslations()), WHERE))
    links = {link["href"] for link in page.named("a")}
    assert {f"../{entry.id}/" for entry in atlas.entries} <= links
    assert "data.json" in links
    assert page.wrong == []
    assert atlas.say(atlas.purpose, "en") in page.text


def test_a_page_of_an_entry_holds_its_card_and_the_way_home(atlas: Atlas) -> None:
    entry = atlas.regions[0]
    card = "<article><p>Much is known of it.</p></article>"
    page = Page(plain_page(atlas, Speech("en", NullTranslations()), WHERE, entry, card))
    assert "Much is known of it." in page.text
    assert {"href": "../en/"} in page.named("a")
    assert page.text.index(atlas.say(entry.title, "en")) < page.text.index("Much is known")


def test_buttons_become_links_or_words() -> None:
    card = (
        '<button type="button" class="link" data-open="gate">The gate</button>'
        '<button type="button" data-year="2007" data-glance="gate"><span class="event-date">2007</span> Opened</button>'
        '<svg class="profile-chart" role="slider" tabindex="0" aria-label="Place" aria-valuemin="0"></svg>'
    )
    page = Page(str(without_buttons(card, lambda name: f"../{name}/index.html")))
    assert page.named("button") == []
    assert page.named("a") == [{"class": "link", "href": "../gate/index.html"}]
    assert page.named("svg") == [{"class": "profile-chart", "role": "img", "aria-label": "Place"}]
    assert page.text == "The gate2007 Opened"
    assert page.wrong == []
