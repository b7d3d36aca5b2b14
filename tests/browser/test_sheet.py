"""On a telephone the panel is a sheet from below: peek, half, full; fingers, mouse and keys move it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.actions import hold, panel, place_of
from tests.browser.conftest import NARROW, OpenPage, wait_until_ready
from tests.browser.fingers import drag, pinch
from tests.browser.phone import expect_at, grip, middle, phone, sheet, step_to, top_of


def test_the_map_comes_first_and_the_sheet_shows_title_and_search(open_page: OpenPage) -> None:
    page = phone(open_page)
    expect_at(page, "peek")
    for part in (".masthead h1", ".search input"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert top_of(page) < box["y"] < box["y"] + box["height"] < 844
    place = page.locator('[data-testid="habitat-map"]').bounding_box()
    assert place is not None
    assert place["height"] > 700


SLOWLY = [
    ("peek", 40, "peek"),
    ("peek", 220, "half"),
    ("peek", 560, "full"),
    ("half", 230, "full"),
    ("half", -200, "peek"),
]


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "finger"])
@pytest.mark.parametrize(("start", "up", "end"), SLOWLY)
def test_let_go_slowly_it_rests_at_the_nearest_height(
    open_page: OpenPage, start: str, up: int, end: str, touch: bool
) -> None:
    page = phone(open_page)
    step_to(page, start)
    drag(page, middle(page), up, seconds=2, touch=touch)
    expect_at(page, end)
    assert page.evaluate("() => [scrollX, scrollY, document.documentElement.scrollWidth]") == [0, 0, 390]


@pytest.mark.parametrize(
    ("start", "up", "end"), [("peek", 50, "half"), ("half", 50, "full"), ("full", -50, "half"), ("half", -50, "peek")]
)
def test_a_flick_takes_it_one_height_further(open_page: OpenPage, start: str, up: int, end: str) -> None:
    page = phone(open_page)
    step_to(page, start)
    drag(page, middle(page), up, seconds=0.06, touch=True)
    expect_at(page, end)


def test_a_low_sheet_is_pulled_up_anywhere_and_opens_nothing(open_page: OpenPage) -> None:
    page = phone(open_page)
    drag(page, middle(page, ".masthead h1"), 250, seconds=2, touch=True)
    expect_at(page, "half")
    expect(page.locator(".entry.is-open")).to_have_count(0)


def test_the_list_of_a_higher_sheet_scrolls_under_a_finger_and_the_sheet_stays(open_page: OpenPage) -> None:
    page = phone(open_page)
    step_to(page, "half")
    drag(page, (195, 700), 200, seconds=0.4, touch=True)
    scrolled = "() => document.querySelector('[data-testid=\"stSidebarContent\"]').scrollTop"
    assert page.evaluate(scrolled) > 50
    expect_at(page, "half")


def test_a_real_button_on_the_grip_steps_and_says_what_it_does(open_page: OpenPage) -> None:
    page = phone(open_page)
    grip(page).focus()
    for key, position, name, opened in (
        ("Enter", "half", "Open the whole panel", "true"),
        ("Space", "full", "Lower the panel", "true"),
        ("Enter", "peek", "Open the panel half way", "false"),
        ("ArrowUp", "half", "Open the whole panel", "true"),
        ("ArrowUp", "full", "Lower the panel", "true"),
        ("ArrowUp", "full", "Lower the panel", "true"),
        ("ArrowDown", "half", "Open the whole panel", "true"),
        ("ArrowDown", "peek", "Open the panel half way", "false"),
        ("ArrowDown", "peek", "Open the panel half way", "false"),
    ):
        page.keyboard.press(key)
        expect_at(page, position)
        expect(grip(page)).to_have_accessible_name(name)
        expect(grip(page)).to_have_attribute("aria-expanded", opened)


def test_searching_raises_the_sheet_and_what_is_found_has_room_above_a_keyboard(open_page: OpenPage) -> None:
    page = phone(open_page)
    field = page.get_by_role("combobox", name="Search")
    field.click()
    expect_at(page, "full")
    field.fill("lazov")
    first = page.get_by_role("option").first
    expect(first).to_be_visible()
    box = page.get_by_role("listbox").bounding_box()
    assert box is not None
    assert box["y"] < 250
    page.keyboard.press("Enter")
    expect(panel(page, "lazovsky-reserve")).to_be_visible()
    expect_at(page, "half")
    expect(field).not_to_be_focused()


def test_a_place_that_was_found_is_seen_on_the_map(open_page: OpenPage) -> None:
    page = phone(open_page)
    field = page.get_by_role("combobox", name="Search")
    field.click()
    field.fill("Slavyanka")
    page.get_by_role("option").first.click()
    expect_at(page, "half")


def test_two_fingers_zoom_the_map_and_not_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=NARROW, has_touch=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    wait_until_ready(page)
    before = place_of(page, "land-of-the-leopard")["width"]
    pinch(page, (150, 300), 3)
    page.wait_for_url("**view=*", wait_until="commit")
    assert place_of(page, "land-of-the-leopard")["width"] > 1.6 * before
    assert page.evaluate("() => visualViewport.scale") == 1
    context.close()


def test_a_finger_that_is_not_quite_still_taps(open_page: OpenPage) -> None:
    page = phone(open_page)
    x, y = page.evaluate(
        "() => { const b = document.querySelector('.years-play').getBoundingClientRect(); return [b.x + 9, b.y + 9]; }"
    )
    drag(page, (x, y), 2, seconds=0.1, touch=True)
    expect(page.locator(".years-play")).to_have_accessible_name("Pause")


def test_on_its_side_the_panel_stands_beside_the_map_and_comes_back(open_page: OpenPage) -> None:
    page = phone(open_page, "/?region=kedrovaya-pad")
    expect_at(page, "half")
    for size in ({"width": 844, "height": 390}, {"width": 667, "height": 375}):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # a ViewportSize
        expect(page.locator(".grip")).to_be_hidden()
        beside = sheet(page).bounding_box()
        place = page.locator('[data-testid="habitat-map"]').bounding_box()
        assert beside is not None
        assert place is not None
        assert beside["height"] == pytest.approx(size["height"], abs=1)
        assert place["x"] == pytest.approx(beside["width"], abs=1)
        assert place["width"] > 0.5 * size["width"]
        for part in (".legend", ".buttons", ".years"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["x"] >= place["x"], part
            assert box["y"] + box["height"] <= size["height"], part
    page.set_viewport_size(NARROW)
    expect(page.locator(".grip")).to_be_visible()
    expect_at(page, "half")


@pytest.mark.parametrize("path", ["/", "/?region=kedrovaya-pad"])
def test_nothing_jumps_when_streamlit_takes_the_panel_over(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport=NARROW, reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    held = hold(page, "**/static/js/index.*")
    page.goto(f"{address}{path}", wait_until="commit")
    first = ".entry.is-open .row" if "region" in path else ".masthead h1"
    places = f"""() => ["{first}", ".grip", ".habitat", ".buttons"].map((part) => {{
      const box = document.querySelector(part).getBoundingClientRect();
      return [box.left, box.top, box.width, box.height].map(Math.round);
    }})"""
    expect(page.locator(".panel.is-early .row").first).to_be_attached()
    expect(page.locator(first)).to_be_visible()
    if "region" in path:
        expect(panel(page, "kedrovaya-pad")).to_be_visible()
    page.wait_for_selector('[data-testid="habitat-map"][data-ready="true"]')
    expect(page.locator(".grip")).to_be_visible()
    before = page.evaluate(places)
    for route in held:
        route.continue_()
    page.wait_for_selector('.atlas-stage [data-testid="habitat-map"]')
    page.wait_for_selector(".atlas-panel .panel")
    assert page.evaluate(places) == before
    context.close()


@pytest.mark.parametrize("still", [True, False], ids=["reduced motion", "motion"])
def test_the_sheet_glides_unless_the_reader_asks_for_no_motion(browser: Browser, address: str, still: bool) -> None:
    context = browser.new_context(viewport=NARROW, reduced_motion="reduce" if still else "no-preference")
    page = context.new_page()
    page.goto(address)
    expect(sheet(page)).to_be_attached(timeout=30_000)
    for part in ('[data-testid="stSidebar"]', ".grip", ".years", ".leaflet-bottom"):
        expect(page.locator(part).first).to_be_attached(timeout=30_000)
        style = "(e) => [getComputedStyle(e).transitionProperty, parseFloat(getComputedStyle(e).transitionDuration)]"
        kind, lasts = page.locator(part).first.evaluate(style)
        lasts = 0 if kind == "none" else lasts
        assert (lasts == 0) is still, part
        assert lasts < 0.4, part
    context.close()
