"""What lies under the regions and about them: the ground is drawn for each view, marks and names stand in place."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

# Share of the ground's canvas that has the colour of land.
LAND = """() => {
  const canvas = document.querySelector(".pane-ground canvas");
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
  copy.drawImage(canvas, 0, 0);
  const swatch = new OffscreenCanvas(1, 1).getContext("2d");
  swatch.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--land");
  swatch.fillRect(0, 0, 1, 1);
  const [red, green, blue] = swatch.getImageData(0, 0, 1, 1).data;
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] === 255) found += 1;
  }
  return found / (data.length / 4);
}"""
ZOOM = """() => new Promise((resolve) => {
  const pane = document.querySelector(".leaflet-map-pane");
  const marks = () => [...document.querySelectorAll(".mark")].map(({ style, dataset }) => ({
    region: dataset.region, left: parseFloat(style.left), top: parseFloat(style.top), order: style.zIndex,
    shift: (style.transform.match(/-?[\\d.]+(?=px)/g) || []).map(Number),
  }));
  const seen = { before: marks() };
  new MutationObserver(() => {
    const zooms = pane.classList.contains("leaflet-zoom-anim");
    if (zooms) seen.during = marks();
    else if (seen.during) resolve({ ...seen, after: marks() });
  }).observe(pane, { attributeFilter: ["class"] });
  setTimeout(resolve, 10000, seen);
  document.querySelector(".buttons button").click();
})"""
NAMES = """() => {
  const frame = document.querySelector("#map_habitat").getBoundingClientRect();
  return [...document.querySelectorAll(".pane-labels .label, .pane-labels .place")].map((name) => {
    const { left, top } = name.getBoundingClientRect();
    return [name.textContent, (left - frame.left) / frame.width, (top - frame.top) / frame.height];
  });
}"""


def share_of_land(page: Page) -> float:
    """How much of the ground is land, once it is drawn."""
    expect(page.locator(".pane-ground canvas")).to_be_visible()
    page.wait_for_function(f"() => ({LAND})() > 0.3")
    share: float = page.evaluate(LAND)
    return share


def test_the_ground_is_drawn_anew_for_each_view_and_for_each_theme(open_page: OpenPage) -> None:
    page = open_page()
    assert share_of_land(page) < 0.9
    page.emulate_media(color_scheme="dark")
    assert share_of_land(page) < 0.9
    page.locator(".buttons button").nth(1).click()
    page.locator(".buttons button").nth(1).click()
    assert share_of_land(page) < 0.9


def test_a_mark_moves_with_a_zoom_and_then_stands_by_left_and_top(open_page: OpenPage) -> None:
    page = open_page()
    page.emulate_media(reduced_motion="no-preference")
    page.reload()
    expect(page.locator('[data-testid="habitat-map"][data-ready="true"]')).to_be_visible()
    seen: dict[str, list[dict[str, Any]]] = page.evaluate(ZOOM)
    assert len(seen["before"]) > 3
    for before, during, after in zip(seen["before"], seen["during"], seen["after"], strict=True):
        assert not before["shift"]
        assert not after["shift"]
        assert after["order"] == str(round(after["top"]))
        assert (during["left"], during["top"]) == (before["left"], before["top"])
        assert any(during["shift"])
        assert abs(before["left"] + during["shift"][0] - after["left"]) <= 1
        assert abs(before["top"] + during["shift"][1] - after["top"]) <= 1


def test_names_are_written_about_the_view_and_follow_it(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator(".pane-labels .place span").first).to_be_visible()
    before = page.evaluate(NAMES)
    assert len(before) > 8
    assert all(-0.11 < x < 1.11 and -0.11 < y < 1.11 for _, x, y in before)
    page.locator("#map_habitat").focus()
    for _ in range(6):
        page.keyboard.press("ArrowUp")
    known = [name for name, _, _ in before]
    page.wait_for_function(f"(known) => ({NAMES})().some(([name]) => !known.includes(name))", arg=known)
    after = page.evaluate(NAMES)
    assert all(-0.11 < x < 1.11 and -0.11 < y < 1.11 for _, x, y in after)
    assert set(known) - {name for name, _, _ in after}, "what was left behind is still written"
