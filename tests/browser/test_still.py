"""The map without a server: as a folder on any web host, as the same folder on a disk, and as one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from mapapp.web.data import MEDIA_TYPES
from mapapp.web.keep import site_of
from mapapp.web.products import PRODUCTS
from mapapp.web.still import Still
from tests.browser.actions import click_region, expect_query, expect_selected, panel, shapes
from tests.browser.conftest import NARROW, REPOSITORY, WIDE, OpenPage
from tests.browser.published import Publication, published
from tests.browser.test_accessibility import judge, open_details
from tests.browser.test_search import look_for
from tests.landscapes import SEAL

READY = '[data-testid="habitat-map"][data-ready="true"]'


@pytest.fixture(scope="module")
def seals(sockets: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publication]:
    """The second landscape, published."""
    with published(SEAL.path, tmp_path_factory.mktemp("seals")) as made:
        yield made


@dataclass(frozen=True)
class Way:
    """One way to read it: `at` is where everything lies that may be asked for, `home` the English page there."""

    open_page: OpenPage
    at: str
    home: str

    def __call__(self, query: str = "", **options: object) -> Page:
        return self.open_page(f"{self.home}{query}", at=self.at, **options)


@pytest.fixture(params=["web", "disk", "one file"])
def way(request: pytest.FixtureRequest, open_page: OpenPage, publication: Publication) -> Way:
    """Each of the three ways; the fixture of pages refuses requests to anywhere else and errors on the console."""
    ways = {
        "web": (publication.web, "/en/"),
        "disk": (publication.disk, "/en/index.html"),
        "one file": (publication.one_file, ""),
    }
    return Way(open_page, *ways[request.param])


def test_what_is_opened_stays_in_the_address_and_comes_back(way: Way) -> None:
    page = way()
    click_region(page, "land-of-the-leopard")
    expect_selected(page, "land-of-the-leopard")
    expect(page.locator(".leaflet-popup")).to_contain_text("Land of the Leopard")
    expect(page).to_have_title("Land of the Leopard National Park · Amur Leopard Atlas")
    page.locator('input[data-layer="barriers"]').check()
    page.locator('input[data-layer="parks"]').uncheck()
    expect_query(page, "layers", "reserves,corridor,programmes,reintroduction,places,barriers,doubt")
    page.reload()
    page.wait_for_selector(READY)
    expect(panel(page, "land-of-the-leopard")).to_be_visible()
    assert shapes(page, "parks") == 0
    assert shapes(page, "barriers") > 0
    page.locator('[data-topic-link="species"]').click()
    expect_query(page, "topic", "species")
    page.go_back()
    expect(panel(page, "land-of-the-leopard")).to_be_visible()
    page.go_forward()
    expect(panel(page, "species")).to_be_visible()


def test_another_language_shows_the_same(way: Way) -> None:
    page = way("?region=kedrovaya-pad&layers=reserves,places")
    expect_selected(page, "kedrovaya-pad")
    for code, name, title in (("ru", "Русский", "Кедровая падь"), ("zh", "中文", "凯德罗瓦亚")):
        page.locator('[data-testid="language-control"]').get_by_text(name).click()
        expect(page.locator("html")).to_have_attribute("lang", code)
        page.wait_for_selector(READY)
        expect(page).to_have_title(re.compile(title))
        expect_selected(page, "kedrovaya-pad")
        assert shapes(page, "parks") == 0
    look_for(page, "kaideluowaya")
    page.keyboard.press("Enter")
    expect_selected(page, "kedrovaya-pad")


def test_story_year_and_search_work(way: Way) -> None:
    page = way()
    page.locator("[data-story]").click()
    story = page.locator('[data-testid="story"]')
    expect(story).to_contain_text("1 of 10")
    page.keyboard.press("ArrowRight")
    expect_query(page, "story", "2")
    story.get_by_role("button", name="Leave the story").click()
    expect_query(page, "story", None)
    look_for(page, "kedrvya pad")
    page.keyboard.press("Enter")
    expect_selected(page, "kedrovaya-pad")
    park = page.locator('[data-testid="habitat-map"] [data-region="land-of-the-leopard"]')
    expect(park.first).to_be_attached()
    page.locator(".years input").fill("2005")
    expect_query(page, "year", "2005")
    expect(park).to_have_count(0)


def test_what_needs_a_server_is_not_on_offer(way: Way) -> None:
    page = way()
    expect(page.locator("input[data-basemap]")).to_be_hidden()
    labels = page.locator(".buttons button").evaluate_all("(all) => all.map((one) => one.title)")
    assert "Print" in labels
    assert "Measure a distance or an area" not in labels
    assert ("Share this view" in labels) == way.at.startswith("http")
    page.mouse.click(900, 800)
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    address = page.locator(".colophon a").first.get_attribute("href")
    assert address is not None
    if way.at.startswith("http"):
        assert page.request.get(address).json()["id"] == "amur-leopard"
    else:
        assert address.startswith("blob:")


def test_another_landscape_is_published_just_so(open_page: OpenPage, seals: Publication) -> None:
    page = open_page("/en/", at=seals.web)
    click_region(page, SEAL.area)
    expect_selected(page, SEAL.area)
    expect(page.locator("[data-story]")).to_have_count(0)  # it tells no story
    page.locator('[data-testid="language-control"]').get_by_text("Suomi").click()
    expect(page.locator("html")).to_have_attribute("lang", "fi")
    page.wait_for_selector(READY)
    look_for(page, SEAL.words)
    page.keyboard.press("Enter")
    expect_selected(page, SEAL.area)
    page.locator(".years input").fill(str(SEAL.year))
    expect_query(page, "year", str(SEAL.year))
    expect(page.locator(f'path[data-region="{SEAL.other}"]')).to_have_count(0)


def test_axe_finds_nothing_in_another_landscape_as_one_file(open_page: OpenPage, seals: Publication) -> None:
    page = open_page(f"?region={SEAL.area}", at=seals.one_file)
    expect_selected(page, SEAL.area)
    open_details(page)
    assert judge(page) == []


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(open_page: OpenPage, publication: Publication, viewport: object, dark: bool) -> None:
    page = open_page("?region=land-of-the-leopard", at=publication.one_file, viewport=viewport, dark=dark)
    expect_selected(page, "land-of-the-leopard")
    open_details(page)
    assert judge(page) == []


def test_axe_finds_nothing_in_the_pages_of_the_folder(open_page: OpenPage, publication: Publication) -> None:
    entry = open_page("/ru/kedrovaya-pad/", at=publication.web, viewport=NARROW, dark=True)
    entry.wait_for_selector(READY)
    expect(panel(entry, "kedrovaya-pad")).to_be_visible()
    assert judge(entry) == []
    home = open_page("/zh/", at=publication.web)
    home.wait_for_selector(READY)
    assert judge(home) == []
    nowhere = open_page("/404.html", at=publication.web, wait=False)
    assert judge(nowhere, frozenset({"document-title"})) == []


def test_on_a_phone_the_panel_is_a_sheet(open_page: OpenPage, publication: Publication) -> None:
    page = open_page("/zh/", at=publication.web, viewport=NARROW)
    grip = page.locator(".grip button")
    expect(grip).to_have_attribute("aria-expanded", "false")
    for height in ("half", "full"):
        grip.click()
        expect(page.locator("html")).to_have_attribute("data-sheet", height)
    expect(page.locator('[data-topic-link="species"]')).to_be_visible()
    page.locator('[data-topic-link="species"]').click()
    expect(panel(page, "species")).to_contain_text("Panthera pardus orientalis")


def test_the_first_page_speaks_the_readers_language(open_page: OpenPage, publication: Publication) -> None:
    for at, path in ((publication.web, "/"), (publication.disk, "/index.html"), (publication.one_file, "")):
        page = open_page(path, at=at, locale="ru-RU")
        expect(page.locator("html")).to_have_attribute("lang", "ru")
        expect(page.locator(".masthead h1")).to_have_text("Атлас дальневосточного леопарда")
        assert page.url == f"{at}{path}"  # a shared address leaves the language to whoever opens it
        page.goto(f"{at}{path}?lang=zh")
        page.wait_for_selector(READY)
        expect(page.locator("html")).to_have_attribute("lang", "zh")


def test_the_page_of_an_entry_opens_it_and_gives_way_to_others(open_page: OpenPage, publication: Publication) -> None:
    page = open_page("/ru/kedrovaya-pad/", at=publication.web)
    expect(panel(page, "kedrovaya-pad")).to_be_visible()
    assert page.url == f"{publication.web}/ru/kedrovaya-pad/"
    page.locator('input[data-layer="barriers"]').check()
    expect_query(page, "layers", "parks,reserves,corridor,programmes,reintroduction,places,barriers,doubt")
    assert page.url.startswith(f"{publication.web}/ru/kedrovaya-pad/?layers=")
    page.locator('[data-topic-link="species"]').click()
    expect_query(page, "topic", "species")
    assert page.url.startswith(f"{publication.web}/ru/?topic=species")
    page.go_back()
    expect(panel(page, "kedrovaya-pad")).to_be_visible()
    page.locator('[data-region-link="kedrovaya-pad"]').click()
    expect(panel(page, "kedrovaya-pad")).to_have_count(0)
    expect(page).to_have_url(re.compile(re.escape(f"{publication.web}/ru/?layers=")))
    page.reload()
    page.wait_for_selector(READY)
    expect(page.locator(".entry.is-open")).to_have_count(0)


def test_on_a_disk_the_page_of_an_entry_keeps_its_address(open_page: OpenPage, publication: Publication) -> None:
    page = open_page("/ru/kedrovaya-pad/index.html", at=publication.disk)
    expect_selected(page, "kedrovaya-pad")
    page.locator('[data-region-link="kedrovaya-pad"]').click()
    expect_query(page, "region", "")
    page.reload()
    page.wait_for_selector(READY)
    expect(page.locator(".entry.is-open")).to_have_count(0)


def test_a_shared_link_leads_to_the_page_of_what_is_open(open_page: OpenPage, publication: Publication) -> None:
    page = open_page("/?region=kedrovaya-pad", at=publication.web, locale="zh-CN")
    expect_selected(page, "kedrovaya-pad")
    page.locator(".buttons button").nth(3).click()
    link = page.locator('[data-testid="share"] input').input_value()
    assert link.startswith(f"{publication.web}/zh/kedrovaya-pad/?layers=")
    other = open_page(link.removeprefix(publication.web), at=publication.web, locale="en-GB")
    expect(panel(other, "kedrovaya-pad")).to_be_visible()
    expect(other.locator("html")).to_have_attribute("lang", "zh")


def test_the_map_alone_is_for_frames_of_other_pages(open_page: OpenPage, publication: Publication) -> None:
    page = open_page("/en/?embed=true&region=kedrovaya-pad", at=publication.web, wait=False)
    page.wait_for_selector(READY)
    expect(page.locator("html")).to_have_class(re.compile(r"\bis-embedded\b"))
    assert page.locator(".atlas-panel").count() == 0
    link = page.locator('[data-testid="full-map"]')
    expect(link).to_have_attribute("href", re.compile(f"^{publication.web}/en/kedrovaya-pad/"))


def test_without_scripts_the_card_is_there_in_words(browser: Browser, publication: Publication) -> None:
    for at in (f"{publication.web}/en/kedrovaya-pad/", f"{publication.disk}/en/kedrovaya-pad/index.html"):
        context = browser.new_context(viewport=WIDE, java_script_enabled=False)
        page = context.new_page()
        page.goto(at)
        words = page.locator(".plain")
        expect(page.locator(".plain > h1")).to_have_text("Kedrovaya Pad Nature Reserve")
        expect(words.locator(".figure .value").first).to_be_visible()
        expect(words.locator(".sources li").first).to_be_visible()
        expect(words.locator("button, [tabindex='0']:not(.table-room)")).to_have_count(0)
        words.locator(".neighbour").first.click()
        expect(page.locator(".plain article")).not_to_have_attribute("data-region", "kedrovaya-pad")
        page.locator(".plain .languages").get_by_text("Русский").click()
        expect(page.locator("html")).to_have_attribute("lang", "ru")
        expect(page.locator(".plain article")).to_be_visible()
        context.close()


def test_the_dialog_offers_what_lies_in_the_folder_and_nothing_else(
    open_page: OpenPage, publication: Publication
) -> None:
    site = site_of(REPOSITORY / "geodata")
    assert site.atlas is not None
    still = Still(site, site.atlas, "", False)
    there = {name for kind in PRODUCTS for name, _ in kind(still)} | {"offline.html"}
    page = open_page("/ru/?region=kedrovaya-pad", at=publication.web)
    page.get_by_role("button", name="Взять с собой").first.click()
    dialog = page.get_by_role("dialog")
    offered = set[str]()
    for what in dialog.locator('[data-part="data"] option').evaluate_all("(all) => all.map(({ value }) => value)"):
        dialog.locator('[data-part="data"] select').select_option(what)
        links = dialog.locator("a[download]").evaluate_all("(all) => all.map(({ href }) => href)")
        offered |= {link.removeprefix(f"{publication.web}/") for link in links}
    assert offered <= there
    assert {"ru/pack.zip", "ru/picture.pdf", "ru/facts.pdf", "ru/cite.bib", "offline.html"} <= offered
    assert {f"data/regions/kedrovaya-pad.{ending}" for ending in MEDIA_TYPES} <= offered
    dialog.get_by_label("Язык").select_option("zh")
    expect(dialog.get_by_role("link", name="ZIP", exact=True)).to_have_attribute(
        "href", f"{publication.web}/zh/pack.zip"
    )
