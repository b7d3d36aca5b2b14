"""What a reader does on the map, done with the real mouse at a place where the thing can really be hit."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route, expect

# A place inside the region's path where the topmost element is that path.
_HIT = """(id) => {
  for (const path of document.querySelectorAll(`[data-region="${id}"]`)) {
    if (!path.closest('[data-testid="habitat-map"]')) continue;
    const box = path.getBoundingClientRect();
    for (let row = 1; row < 60; row++) for (let column = 1; column < 60; column++) {
      const x = box.left + (box.width * column) / 60, y = box.top + (box.height * row) / 60;
      if (path.contains(document.elementFromPoint(x, y))) return [x, y];
    }
  }
  return null;
}"""


def place_on_map(page: Page, region: str) -> tuple[float, float]:
    """Page coordinates in CSS pixels where a click hits the region."""
    found = page.evaluate(_HIT, region)
    assert found is not None, f"no place where a click would hit {region}"
    return found[0], found[1]


def click_region(page: Page, region: str) -> None:
    """Click a region on the map with the mouse."""
    page.mouse.click(*place_on_map(page, region))


def panel(page: Page, region: str) -> Any:
    """The panel of a selected region."""
    return page.locator(f'[data-testid="region-panel"][data-region="{region}"]')


def expect_query(page: Page, key: str, value: str | None) -> None:
    """Wait until the address holds this value for a key, or does not hold the key."""
    read = "(key) => new URL(location.href).searchParams.get(key)"
    for _ in range(400):  # up to 20 seconds, on a busy machine
        if page.evaluate(read, key) == value:
            return
        page.wait_for_timeout(50)
    assert page.evaluate(read, key) == value


def expect_selected(page: Page, region: str) -> None:
    """The region's panel is open, its outline stands out, and the address names it."""
    expect(panel(page, region)).to_be_visible()
    marks = page.locator(f'[data-testid="habitat-map"] [data-region="{region}"].is-selected')
    expect(marks.first).to_be_visible()
    expect_query(page, "region", region)


def shapes(page: Page, layer: str) -> int:
    """How many features of a layer are on the map."""
    return page.locator(f'[data-testid="habitat-map"] .layer-{layer}[data-region]').count()


def place_of(page: Page, region: str) -> dict[str, float]:
    """Bounding box of a region's drawing in page pixels."""
    box = page.locator(f'[data-testid="habitat-map"] [data-region="{region}"]').first.bounding_box()
    assert box is not None
    return {key: round(float(str(value)), 1) for key, value in box.items()}


def at_hand(page: Page, *endings: str) -> None:
    """Wait until the page has fetched files whose addresses end so."""
    page.evaluate(
        """async (endings) => {
          const fetched = () => performance.getEntriesByType("resource").map(({ name }) => name);
          while (!endings.every((ending) => fetched().some((name) => name.endsWith(ending)))) {
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        }""",
        endings,
    )


def press_on_map(page: Page, number: int) -> None:
    """Press a button of the map's bar by its place, behind "More" on small maps.

    3 shares, 4 measures, 5 prints, 6 takes away.
    """
    more = page.locator(".buttons-more")
    if more.is_visible() and more.get_attribute("aria-expanded") == "false":
        more.click()
    page.locator(".buttons button").nth(number).click()


def hold(where: Page | BrowserContext, address: str | re.Pattern[str]) -> list[Route]:
    """Requests for an address wait in the list until the test lets them go."""
    held: list[Route] = []

    def keep(route: Route) -> None:  # Playwright marks what it is given, and a method of a list takes no mark
        held.append(route)

    where.route(address, keep)
    return held


def let_go(page: Page, route: Route, **answer: Any) -> None:
    """A request that is held gets its answer, or the given one; then two frames pass: whatever comes of it has come."""
    with page.expect_event("requestfinished", lambda request: request == route.request):
        route.fulfill(**answer) if answer else route.continue_()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
