"""How to cite: a sentence under each card, a mark on each figure, a dialog for the whole atlas."""

from __future__ import annotations

import urllib.request

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import expect_selected, panel
from tests.browser.conftest import OpenPage
from tests.browser.keys import tab_to
from tests.browser.phone import phone, step_to

PARK = "/?region=kedrovaya-pad"


def opened(page: Page) -> Locator:
    """The open section under the card."""
    expect_selected(page, "kedrovaya-pad")
    part: Locator = panel(page, "kedrovaya-pad").locator(".citing")
    part.locator("summary").click()
    return part


def told(address: str, path: str) -> list[str]:
    """The lines of a citation as the server tells it."""
    with urllib.request.urlopen(f"{address}{path}") as answer:  # noqa: S310  # our own http address
        return str(answer.read().decode()).splitlines()


def copied(page: Page) -> str:
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def spaced(text: str | None) -> str:
    return " ".join(str(text).split())


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_a_card_says_how_to_cite_it_as_the_server_does(open_page: OpenPage, address: str, language: str) -> None:
    page = open_page(f"{PARK}&lang={language}")
    said = opened(page).locator(".citation").text_content()
    assert spaced(said) == spaced(told(address, f"/cite.txt?lang={language}&region=kedrovaya-pad")[0])


def test_a_citation_is_copied(open_page: OpenPage) -> None:
    page = open_page(PARK)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    part = opened(page)
    part.get_by_role("button", name="Copy").click()
    expect(part.get_by_role("status")).to_have_text("The citation has been copied.")
    assert copied(page) == part.locator(".citation").text_content()


def test_where_copying_is_not_allowed_the_text_is_selected(open_page: OpenPage) -> None:
    page = open_page(PARK)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    part = opened(page)
    part.get_by_role("button", name="Copy").click()
    expect(part.get_by_role("status")).to_contain_text("copy it by hand")
    assert page.evaluate("() => String(getSelection())") == part.locator(".citation").text_content()


@pytest.mark.parametrize(("name", "begins"), [("BibTeX", "@incollection{"), ("RIS", "TY  - MAP"), ("CSL-JSON", "[")])
def test_a_citation_is_saved_for_other_programs(open_page: OpenPage, name: str, begins: str) -> None:
    page = open_page(PARK)
    part = opened(page)
    with page.expect_download() as saving:
        part.get_by_role("link", name=name).click()
    assert saving.value.suggested_filename.startswith("amur-leopard-kedrovaya-pad.")
    assert saving.value.path().read_text(encoding="utf-8").startswith(begins)


def test_a_figure_is_cited_by_keys_with_its_sources(open_page: OpenPage, address: str) -> None:
    page = open_page(PARK)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect_selected(page, "kedrovaya-pad")
    tab_to(page, "How to cite this figure: Area")
    page.keyboard.press("Enter")
    dialog = page.get_by_test_id("citing-box")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading", name="How to cite this figure")).to_be_focused()
    figure, advice, *works = told(address, "/cite.txt?lang=en&region=kedrovaya-pad&figure=area")
    expect(dialog.locator(".how")).to_have_text(advice)
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("The citation has been copied.")
    assert [spaced(line) for line in copied(page).splitlines()] == [spaced(line) for line in (figure, *works)]
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.evaluate("() => document.activeElement.dataset.citeFigure") == "area"


def test_the_mark_of_a_figure_is_seen_when_it_is_pointed_at(open_page: OpenPage) -> None:
    page = open_page(PARK)
    expect_selected(page, "kedrovaya-pad")
    figure = panel(page, "kedrovaya-pad").locator(".figure").nth(1)
    mark = figure.locator(".figure-cite")
    expect(mark).to_have_css("opacity", "0")
    figure.hover()
    expect(mark).to_have_css("opacity", "1")


def test_a_popup_has_no_marks(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("""() => document.querySelector('.habitat [data-region="kedrovaya-pad"]').focus()""")
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup .figure")
    expect(popup.first).to_be_visible()
    assert popup.locator(".figure-cite:visible").count() == 0


def test_the_whole_atlas_is_cited_from_the_foot_of_the_list(open_page: OpenPage, address: str) -> None:
    page = open_page("/?lang=ru")
    page.locator("[data-cite-atlas]").click()
    dialog = page.get_by_test_id("citing-box")
    said = dialog.locator(".citation").text_content()
    assert spaced(said) == spaced(told(address, "/cite.txt?lang=ru")[0])
    dialog.get_by_role("button", name="Закрыть").click()
    expect(dialog).to_have_count(0)


def test_on_a_telephone_a_figure_is_cited_by_a_touch(open_page: OpenPage) -> None:
    page = phone(open_page, PARK)
    expect_selected(page, "kedrovaya-pad")
    step_to(page, "full")
    page.locator(".panel .figure-cite").first.click()
    dialog = page.get_by_test_id("citing-box")
    expect(dialog).to_be_visible()
    box = dialog.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
