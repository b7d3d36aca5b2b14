"""Taking things away: what the dialog offers is really saved by the browser, and read back here."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from zipfile import ZipFile

import geopandas
import pytest
from playwright.sync_api import Browser, Download, Locator, Page, Route, expect

from tests.browser.actions import at_hand, expect_selected, panel, press_on_map
from tests.browser.conftest import NARROW, WIDE, Land, OpenPage, wait_until_ready
from tests.browser.keys import tab_to

PARK = "/?region=kedrovaya-pad"
TAKE = 6  # the place of its button in the map's bar
# Before any script of the page reads it.
REWRITE = """new MutationObserver((_, watch) => {
  const start = document.querySelector('meta[name="atlas-start"]');
  if (!start) return;
  watch.disconnect();
  start.content = JSON.stringify({ ...JSON.parse(start.content), offers: OFFERS });
}).observe(document, { childList: true, subtree: true });"""


def taking(page: Page) -> Locator:
    """The dialog, opened from the card."""
    expect_selected(page, "kedrovaya-pad")
    panel(page, "kedrovaya-pad").locator("[data-take]").click()
    dialog = page.get_by_test_id("taking")
    expect(dialog).to_be_visible()
    return dialog


def asks(link: Locator) -> str:
    """The path and query that a link asks for."""
    return str(link.evaluate("(e) => e.pathname + e.search"))


def test_a_layer_of_any_landscape_is_saved_by_the_browser(land: Land) -> None:
    page = land.open(f"/?region={land.names.area}")
    expect_selected(page, land.names.area)
    panel(page, land.names.area).locator("[data-take]").click()
    link = page.get_by_test_id("taking").get_by_role("link", name="GeoJSON").first
    with page.expect_download() as saved:
        link.click()
    taken = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    assert land.names.area in json.dumps(taken)


def save(page: Page, link: Locator) -> Download:
    """What a link gives."""
    with page.expect_download(timeout=60_000) as saving:
        link.click()
    return saving.value


def kept(saved: Download, tmp_path: Path) -> Path:
    """A saved file under its own name."""
    saved.save_as(tmp_path / saved.suggested_filename)
    return tmp_path / saved.suggested_filename


def test_the_dialog_opens_from_the_map_by_keys_and_gives_the_focus_back(open_page: OpenPage) -> None:
    page = open_page()
    page.locator(".leaflet-container").focus()
    tab_to(page, "Take it away")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("taking").get_by_role("heading", name="Take it away")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("taking")).to_have_count(0)
    assert page.evaluate("() => document.activeElement.title") == "Take it away"


def test_nothing_is_asked_of_the_server_before_the_reader_asks(open_page: OpenPage) -> None:
    page = open_page(PARK)
    rows = page.locator(".row[data-open]").evaluate_all("(rows) => rows.map((row) => row.dataset.open)")
    at_hand(page, *(f"cards/{row}.html" for row in rows), "layers/former.geojson", "layers/barriers.geojson")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    dialog = taking(page)
    dialog.get_by_label("What").select_option("visible")
    dialog.get_by_label("Size of the sheet").select_option("a3")
    page.evaluate("() => new Promise((resolve) => requestIdleCallback(resolve))")
    assert asked == []


def test_a_region_is_saved_in_the_format_that_was_chosen(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(PARK)
    dialog = taking(page)
    path = kept(save(page, dialog.get_by_role("link", name="GeoPackage")), tmp_path)
    found = geopandas.read_file(path)
    assert list(found["region"]) == ["kedrovaya-pad"]
    expect(dialog.locator(".box-told")).to_have_text("The download has begun.")


def test_a_layer_is_saved(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(PARK)
    dialog = taking(page)
    dialog.get_by_label("What").select_option(label="National parks")
    path = kept(save(page, dialog.get_by_role("link", name="GeoJSON")), tmp_path)
    assert json.loads(path.read_text(encoding="utf-8"))["name"] == "parks"


def test_what_the_map_shows_is_saved_and_no_more(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/?region=kedrovaya-pad&layers=reserves&view=43.1,131.5,12")
    dialog = taking(page)
    dialog.get_by_label("What").select_option("visible")
    path = kept(save(page, dialog.get_by_role("link", name="GeoJSON")), tmp_path)
    found = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert [one["properties"]["region"] for one in found] == ["kedrovaya-pad"]


def test_what_is_made_of_words_is_in_the_language_that_was_chosen(open_page: OpenPage) -> None:
    dialog = taking(open_page(PARK))
    pdf = dialog.locator('[data-part="facts"] a')
    assert asks(pdf) == "/facts.pdf?lang=en&region=kedrovaya-pad"
    dialog.get_by_label("Language of picture, sheet and pack").select_option(label="Русский")
    assert asks(pdf) == "/facts.pdf?lang=ru&region=kedrovaya-pad"
    pictures = dialog.locator('[data-part="picture"] a')
    expect(pictures).to_have_count(3)
    for link in pictures.all():
        assert "lang=ru&region=kedrovaya-pad&layers=" in asks(link)


def test_a_picture_of_the_view_is_saved(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(PARK)
    path = kept(save(page, taking(page).get_by_role("link", name="SVG")), tmp_path)
    assert path.name == "amur-leopard-kedrovaya-pad-a4.svg"
    assert path.read_text(encoding="utf-8").startswith("<svg")


def test_a_pack_is_made_step_by_step_and_saved(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(f"{PARK}&lang=ru&layers=reserves&view=43.1,131.5,12")
    dialog = taking(page)
    page.evaluate("""() => {
      window.said = [];
      const look = (told) =>
        new MutationObserver(() => window.said.push(told.textContent)).observe(told, { childList: true });
      document.querySelectorAll(".packing-told").forEach(look);
    }""")
    path = kept(save(page, dialog.get_by_role("button", name="Собрать пакет")), tmp_path)
    expect(dialog.locator(".packing-told")).to_have_text("Пакет готов, загрузка началась.")
    expect(dialog.locator(".packing-start")).to_be_focused()
    expect(dialog.locator("progress")).to_be_hidden()
    said = page.evaluate("() => window.said")
    assert said[0] == "Пакет готовится."
    assert "из" in said[1]
    assert path.name == "amur-leopard-pack.zip"
    with ZipFile(path) as pack:
        assert pack.testzip() is None
        assert "Заповедник «Кедровая падь»" in pack.read("README.txt").decode()
        visible = json.loads(pack.read("data/visible.geojson"))["features"]
        assert [one["properties"]["region"] for one in visible] == ["kedrovaya-pad"]
        for line in pack.read("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256(pack.read(name)).hexdigest() == digest


def test_a_pack_that_is_not_wanted_any_more_is_cancelled(open_page: OpenPage) -> None:
    page = open_page(PARK)
    page.route("**/pack?*", lambda route: None)  # it never answers
    dialog = taking(page)
    dialog.get_by_role("button", name="Make the pack").click()
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.locator(".packing-told")).to_have_text("Cancelled.")
    expect(dialog.get_by_role("button", name="Make the pack")).to_be_focused()


def busy(route: Route) -> None:
    route.fulfill(status=503, content_type="text/plain; charset=utf-8", body="Many files are being made.\n")


def gone(route: Route) -> None:
    route.abort()


def half(route: Route) -> None:
    route.fulfill(status=200, content_type="application/x-ndjson", body='{"done": 0, "of": 9, "doing": "x"}\n')


def told_why(route: Route) -> None:
    route.fulfill(status=200, content_type="application/x-ndjson", body='{"problem": "It took too long."}\n')


@pytest.mark.parametrize(
    ("fault", "words"), [(busy, "Many files are being made."), (gone, "The server cannot be reached.")]
)
def test_a_file_that_does_not_come_is_told_of_and_asked_for_again(
    browser: Browser, address: str, fault: object, words: str
) -> None:
    page = browser.new_context(viewport=WIDE).new_page()
    page.goto(f"{address}{PARK}")
    wait_until_ready(page)
    page.route("**/data/regions/*", fault)  # type: ignore[arg-type]  # one of the above
    dialog = taking(page)
    dialog.get_by_role("link", name="CSV").click()
    expect(dialog.locator(".box-told")).to_contain_text(words)
    page.unroute("**/data/regions/*")
    saved = save(page, dialog.get_by_role("button", name="Try again"))
    assert saved.suggested_filename == "kedrovaya-pad.csv"
    page.context.close()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (busy, "Many files are being made."),
        (gone, "The server cannot be reached."),
        (half, "The server cannot be reached."),
        (told_why, "It took too long."),
    ],
)
def test_a_pack_that_does_not_come_is_told_of(browser: Browser, address: str, fault: object, words: str) -> None:
    page = browser.new_context(viewport=WIDE).new_page()
    page.goto(f"{address}{PARK}")
    wait_until_ready(page)
    page.route("**/pack?*", fault)  # type: ignore[arg-type]  # one of the above
    dialog = taking(page)
    dialog.get_by_role("button", name="Make the pack").click()
    expect(dialog.locator(".packing-told")).to_contain_text(words)
    expect(dialog.get_by_role("button", name="Try again")).to_be_visible()
    expect(dialog.get_by_role("button", name="Make the pack")).to_be_enabled()
    page.context.close()


@pytest.mark.parametrize(
    ("offers", "parts"),
    [(["cite", "data"], ["data", "cite"]), (["facts"], ["facts", "cite"]), (["offline"], ["offline", "cite"])],
)
def test_a_page_offers_what_whoever_wrote_it_has(
    browser: Browser, address: str, offers: list[str], parts: list[str]
) -> None:
    page = page_that_offers(browser, address, offers)
    dialog = taking(page)
    found = [str(part.get_attribute("data-part")) for part in dialog.locator("[data-part]").all()]
    assert found == parts
    assert dialog.locator('option[value="visible"]').count() == 0
    page.context.close()


def test_a_page_that_has_nothing_to_give_says_nothing_of_it(browser: Browser, address: str) -> None:
    page = page_that_offers(browser, address, [])
    expect_selected(page, "kedrovaya-pad")
    expect(panel(page, "kedrovaya-pad").locator("[data-take]")).to_be_hidden()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    expect(page.get_by_role("button", name="Take it away")).to_have_count(0)
    page.context.close()


def page_that_offers(browser: Browser, address: str, offers: list[str]) -> Page:
    """The page as if another had written into it what it offers."""
    page = browser.new_context(viewport=WIDE).new_page()
    page.add_init_script(REWRITE.replace("OFFERS", json.dumps(offers)))
    page.goto(f"{address}{PARK}")
    wait_until_ready(page)
    return page


# What sticks out of the dialog or hides a part of its own text.
CLIPPED = """(dialog) => {
  const room = dialog.getBoundingClientRect();
  const cut = (part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible";
  const wide = (box) => box.width && (box.right > room.right + 0.5 || box.left < room.left - 0.5);
  return [...dialog.querySelectorAll("*")]
    .filter((part) => !part.closest("option") && (cut(part) || wide(part.getBoundingClientRect())))
    .map((part) => `${part.tagName}.${part.className} ${part.textContent.slice(0, 30)}`);
}"""


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_on_a_telephone_nothing_of_the_dialog_is_cut_off(open_page: OpenPage, language: str) -> None:
    page = open_page(f"/?lang={language}", viewport=NARROW)
    press_on_map(page, TAKE)
    dialog = page.get_by_test_id("taking")
    expect(dialog).to_be_visible()
    box = dialog.bounding_box()
    assert box
    assert (box["x"] >= 0, box["x"] + box["width"] <= 390, box["y"] >= 0, box["y"] + box["height"] <= 844) == (
        True,
    ) * 4
    assert dialog.evaluate(CLIPPED) == []
    assert dialog.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    small = [
        str(part.text_content())
        for part in dialog.locator("button:visible, a:visible, select:visible").all()
        if (part.bounding_box() or {"height": 0})["height"] < 43.5
    ]
    assert small == []
