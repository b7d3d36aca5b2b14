"""A reader's own layer in a real browser: added, seen, asked, kept for the visit and taken away again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.actions import click_region, expect_selected
from tests.browser.conftest import NARROW, OpenPage
from tests.browser.keys import tab_to
from tests.browser.own_files import CAMPS, COUNTRY, MARKUP, PLAN, add, adding, geojson, part, point
from tests.browser.test_accessibility import judge
from tests.browser.test_takeaway import CLIPPED

ROWS = '[data-testid="own-rows"] input'
DROP = """(files) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name, { type: "application/geo+json" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const event = new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true });
    document.querySelector(".leaflet-container").dispatchEvent(event);
  }
}"""


@pytest.fixture(autouse=True)
def emptied(browser: Browser, open_page: OpenPage) -> Iterator[None]:
    """A server keeps so many layers of one address: those of a test go with it."""
    yield
    for page in [page for context in browser.contexts for page in context.pages]:
        for one in json.loads(page.evaluate("() => sessionStorage.getItem('own-layers') || '[]'")):
            assert page.request.delete(urljoin(page.url, f"/own/{one['token']}")).status == 204


def test_the_dialog_is_found_by_keys_and_gives_the_focus_back(open_page: OpenPage) -> None:
    page = open_page()
    page.locator(".leaflet-container").focus()
    tab_to(page, "Add your layer")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("own-adding").get_by_role("heading", name="Add your layer")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("own-add")).to_be_focused()


def test_a_file_is_read_reported_drawn_and_listed_and_the_address_says_nothing_of_it(open_page: OpenPage) -> None:
    page = open_page("/?region=kedrovaya-pad")
    before = page.url
    dialog = adding(page)
    dialog.locator("input[type=file]").set_input_files(CAMPS)
    expect(dialog.get_by_role("heading", name="camps")).to_be_focused(timeout=60_000)
    expect(dialog).to_contain_text("Points: 70")
    expect(dialog).to_contain_text("EPSG:4326")
    expect(page.locator(ROWS)).to_be_checked()
    dialog.get_by_role("button", name="Show it on the map").click()
    expect(page.get_by_test_id("own-list")).to_contain_text("camps")
    assert page.url == before


def test_a_file_that_is_dropped_on_the_map_is_added(open_page: OpenPage) -> None:
    page = open_page()
    text = CAMPS["buffer"].decode()
    page.evaluate(DROP, [["one.geojson", text], ["two.geojson", text]])
    expect(page.get_by_test_id("own-adding").get_by_role("alert")).to_contain_text("Add them one after the other.")
    page.evaluate(DROP, [[CAMPS["name"], text]])
    expect(page.get_by_test_id("own-adding").get_by_role("heading", name="camps")).to_be_visible(timeout=60_000)
    expect(page.locator(".own-drop")).to_be_hidden()


def test_a_row_of_the_table_shows_its_feature_on_the_map(open_page: OpenPage) -> None:
    page = open_page()
    table = part(add(page, CAMPS), "table")
    expect(table.locator("tbody tr")).to_have_count(50)
    table.get_by_role("button", name="Next").click()
    expect(table.locator("tbody tr")).to_have_count(20)
    table.get_by_role("button", name="Camp 61").click()
    popup = page.get_by_test_id("own-feature")
    expect(popup).to_contain_text("Camp 61")
    expect(popup.locator("dd")).to_have_text(["Camp 61", "new", "61"])
    expect(page.locator("path.ring")).to_have_count(1)
    table.get_by_role("button", name="beds").click()
    table.get_by_role("button", name="beds").click()
    expect(table.locator("tbody th").first).to_have_text("Camp 69")
    table.get_by_label("Find in the table").fill("camp 61")
    expect(table.locator("tbody tr.is-chosen th")).to_have_text("Camp 61")


def test_a_table_that_fits_on_one_page_still_says_what_a_search_found(open_page: OpenPage) -> None:
    page = open_page()
    camps = geojson("few.geojson", *(({"name": f"Camp {n}"}, point(131 + n / 100, 43)) for n in range(12)))
    table = part(add(page, camps), "table")
    expect(table.locator(".own-pages")).to_contain_text("12")
    expect(table.get_by_role("button", name="Next")).to_be_hidden()
    table.get_by_label("Find in the table").fill("nowhere")
    expect(table.get_by_role("status")).to_have_text("Nothing of that is in the table.")
    expect(table.get_by_role("status")).to_be_visible()


def test_another_layer_is_not_offered_where_there_is_no_room_for_it(open_page: OpenPage) -> None:
    page = open_page()
    for n in range(3):
        add(page, geojson(f"layer{n}.geojson", ({"name": "A"}, point(131, 43))))
    dialog = adding(page)
    again = dialog.get_by_role("button", name="Add another")
    dialog.locator("input[type=file]").set_input_files(geojson("fourth.geojson", ({"name": "A"}, point(131, 43))))
    again.click(timeout=60_000)
    dialog.locator("input[type=file]").set_input_files(geojson("fifth.geojson", ({"name": "A"}, point(131, 43))))
    expect(dialog.get_by_role("heading", name="fifth")).to_be_visible(timeout=60_000)
    expect(again).to_have_count(0)


def test_a_feature_is_opened_by_a_click_and_by_enter_and_nothing_of_it_is_markup(open_page: OpenPage) -> None:
    page = open_page()
    add(page, COUNTRY)
    popup = page.get_by_test_id("own-feature")
    page.locator(".leaflet-container").click(position={"x": 300, "y": 300})
    expect(popup.locator("dd").last).to_have_text(MARKUP)
    assert page.locator("[data-testid=own-feature] img").count() == 0
    assert page.evaluate("() => window.ran") is None
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Enter")
    expect(popup).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-container")).to_be_focused()


def test_beside_an_own_feature_the_atlas_below_is_clicked(open_page: OpenPage) -> None:
    page = open_page()
    add(page, geojson("far.geojson", ({"name": "Far"}, point(135.2, 42.2)), ({"name": "Off"}, point(129.5, 45.6))))
    click_region(page, "land-of-the-leopard")
    expect_selected(page, "land-of-the-leopard")


def test_its_switch_hides_it_and_a_field_gives_it_colours_and_shapes(open_page: OpenPage) -> None:
    page = open_page()
    look = part(add(page, CAMPS), "look")
    look.get_by_test_id("own-style").select_option(label="kind")
    key = page.locator('[data-testid="own-rows"] .own-key li')
    expect(key).to_have_text(["old24", "new23", "planned23"])
    shapes = [str(one.evaluate("(e) => e.firstChild.firstChild.outerHTML")) for one in key.all()]
    assert len({shape.split("style")[0] for shape in shapes}) == 3
    look.get_by_test_id("own-style").select_option(label="beds")
    expect(key).to_have_count(5)
    page.locator(ROWS).uncheck()
    expect(key).to_have_count(0)
    assert page.locator(ROWS).is_checked() is False


def test_a_reload_keeps_it_another_visit_does_not_and_removing_is_for_good(open_page: OpenPage) -> None:
    page = open_page()
    look = part(add(page, CAMPS), "look")
    look.get_by_test_id("own-style").select_option(label="kind")
    page.reload()
    expect(page.locator('[data-testid="own-rows"] .own-key li')).to_have_count(3, timeout=30_000)
    assert open_page().locator(ROWS).count() == 0
    page.get_by_role("button", name="Yours: open what there is of camps").click()
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as gone:
        page.get_by_role("button", name="Remove camps").click()
    assert gone.value.status == 204
    expect(page.get_by_test_id("own-list")).to_be_hidden()
    assert page.evaluate("() => sessionStorage.getItem('own-layers')") is None


def test_a_reading_that_is_not_wanted_any_more_is_cancelled(open_page: OpenPage) -> None:
    page = open_page()
    page.route("**/own/?*", lambda route: None)  # it never answers
    dialog = adding(page)
    dialog.locator("input[type=file]").set_input_files(CAMPS)
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.get_by_role("alert")).to_have_text("Cancelled.")
    expect(dialog.get_by_role("button", name="Choose a file")).to_be_focused()


def refused(route: Route) -> None:
    line = '{"problem": "Too much of it.", "advice": "Try again with less."}\n'
    route.fulfill(status=200, content_type="application/x-ndjson", body=line)


def half(route: Route) -> None:
    route.fulfill(status=200, content_type="application/x-ndjson", body='{"done": 0, "of": 3, "doing": "x"}\n')


@pytest.mark.parametrize(("fault", "words"), [(refused, "Try again with less."), (half, "The file could not be read.")])
def test_a_layer_that_does_not_come_is_told_of(open_page: OpenPage, fault: Callable[[Route], None], words: str) -> None:
    page = open_page()
    page.route("**/own/?*", fault)
    dialog = adding(page)
    dialog.locator("input[type=file]").set_input_files(CAMPS)
    expect(dialog.get_by_role("alert")).to_contain_text(words)


def test_a_file_that_cannot_be_read_gives_its_reason_and_room_for_another(open_page: OpenPage) -> None:
    page = open_page()
    dialog = adding(page)
    files = dialog.locator("input[type=file]")
    files.set_input_files({"name": "a.shp", "mimeType": "", "buffer": b"x"})
    expect(dialog.get_by_role("alert")).to_contain_text("one ZIP")
    files.set_input_files({"name": "half.geojson", "mimeType": "", "buffer": CAMPS["buffer"][:500]})
    expect(dialog.get_by_role("alert")).to_contain_text("damaged", timeout=60_000)
    files.set_input_files(CAMPS)
    expect(dialog.get_by_role("heading", name="camps")).to_be_visible(timeout=60_000)


def test_exchanged_axes_are_offered_and_never_taken_for_granted(open_page: OpenPage) -> None:
    page = open_page()
    dialog = adding(page)
    exchanged = geojson("exchanged.geojson", ({"name": "a"}, point(43.1, 131.2)), ({"name": "b"}, point(43.3, 131.4)))
    dialog.locator("input[type=file]").set_input_files(exchanged)
    dialog.get_by_role("button", name="Read it with latitude and longitude exchanged").click(timeout=60_000)
    expect(dialog.get_by_role("heading", name="exchanged")).to_be_visible(timeout=60_000)
    expect(dialog).to_contain_text("Points: 2")


def test_places_of_animals_wear_the_guards_badge(open_page: OpenPage) -> None:
    page = open_page()
    fields = {"animal_id": "F12", "species": "Panthera pardus orientalis"}
    places = [({**fields, "n": n}, point(131.123 + n / 500, 43.017 + n / 700)) for n in range(40)]
    entry = add(page, geojson("collar.geojson", *places))
    expect(entry.get_by_test_id("own-guard")).to_contain_text("0.1 degrees")


def test_questions_are_answered_and_the_answers_and_the_layer_are_saved(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    entry = add(page, PLAN)
    answers = part(entry, "answers")
    expect(answers.get_by_test_id("own-sentences").locator("li").first).to_contain_text("km²", timeout=60_000)
    row = answers.get_by_role("row").filter(has_text="Hunchun").first
    expect(row).to_contain_text("of your layer")
    expect(answers.locator(".own-chart")).to_be_visible()
    with page.expect_download(timeout=60_000) as saving:
        answers.get_by_role("link", name="All answers as CSV").click()
    saving.value.save_as(tmp_path / "answers.csv")
    assert "Hunchun" in (tmp_path / "answers.csv").read_text(encoding="utf-8")
    with page.expect_download(timeout=60_000) as saving:
        part(entry, "files").get_by_role("link", name="GeoJSON").click()
    saving.value.save_as(tmp_path / "plan.geojson")
    assert "Plan" in (tmp_path / "plan.geojson").read_text(encoding="utf-8")
    answers.get_by_role("button", name="Hunchun").first.click()
    expect(page.get_by_test_id("region-panel")).to_be_visible()


def test_an_embedded_map_does_not_offer_it(open_page: OpenPage) -> None:
    page = open_page("/?embed=true", wait=False)
    expect(page.locator('[data-testid="habitat-map"][data-ready="true"]')).to_be_visible()
    assert page.get_by_test_id("own-add").count() == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_dialog_card_and_legend_pass_axe(open_page: OpenPage, dark: bool) -> None:
    page = open_page(dark=dark)
    dialog = adding(page)
    dialog.locator("input[type=file]").set_input_files(CAMPS)
    expect(dialog.get_by_role("heading", name="camps")).to_be_visible(timeout=60_000)
    dialog.locator(".own-fields summary").click()
    assert judge(page) == []
    dialog.get_by_role("button", name="Show it on the map").click()
    entry = page.get_by_test_id("own-entry")
    part(entry, "look").get_by_test_id("own-style").select_option(label="kind")
    part(entry, "table").get_by_role("button", name="Camp 4", exact=True).click()
    part(entry, "report")
    part(entry, "files")
    assert judge(page) == []


def telephone(open_page: OpenPage, language: str) -> Page:
    return open_page(f"/?lang={language}", viewport=NARROW)


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_on_a_telephone_nothing_of_it_is_cut_off(open_page: OpenPage, language: str) -> None:
    page = telephone(open_page, language)
    dialog = adding(page)
    dialog.locator("input[type=file]").set_input_files(CAMPS)
    expect(dialog.get_by_role("heading", name="camps")).to_be_visible(timeout=60_000)
    assert dialog.evaluate(CLIPPED) == []
    dialog.locator(".own-result .own-main").click()
    card = page.locator(".own-card")
    expect(card).to_be_visible()
    assert [one for one in card.evaluate(CLIPPED) if "own-table" not in one] == []
    small = [
        str(one.text_content())
        for one in card.locator("button:visible, summary:visible").all()
        if (one.bounding_box() or {"height": 0})["height"] < 43.5
    ]
    assert small == []
