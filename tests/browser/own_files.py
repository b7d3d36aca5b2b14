"""Files that a reader brings, and what a reader does with them."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, expect

Fields = dict[str, Any]


def geojson(name: str, *features: tuple[Fields, dict[str, Any]]) -> FilePayload:
    """A file of GeoJSON from (fields, geometry)."""
    made = [{"type": "Feature", "properties": fields, "geometry": shape} for fields, shape in features]
    body = json.dumps({"type": "FeatureCollection", "features": made})
    return {"name": name, "mimeType": "application/geo+json", "buffer": body.encode()}


def point(longitude: float, latitude: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [longitude, latitude]}


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


MARKUP = '<img src=x onerror="window.ran=1">'
CAMPS = geojson(
    "camps.geojson",
    *(
        ({"name": f"Camp {n}", "kind": ("old", "new", "planned")[n % 3], "beds": n}, point(131 + n / 100, 43 + n / 200))
        for n in range(70)
    ),
)
COUNTRY = geojson("country.geojson", ({"name": "All of it", "note": MARKUP}, box(129, 41, 136, 47)))
PLAN = geojson("plan.geojson", ({"name": "Plan"}, box(131.0, 42.9, 131.4, 43.3)))


def adding(page: Page) -> Locator:
    """The dialog, opened from the legend."""
    button = page.get_by_test_id("own-add")
    if not button.is_visible():
        page.locator(".legend-title").click()
    button.click()
    dialog = page.get_by_test_id("own-adding")
    expect(dialog).to_be_visible()
    return dialog


def add(page: Page, file: FilePayload) -> Locator:
    """Add a file and go on to its card in the panel, which is returned open."""
    dialog = adding(page)
    dialog.locator("input[type=file]").set_input_files(file)
    dialog.get_by_role("button", name="Show it on the map").click(timeout=60_000)
    entry = page.get_by_test_id("own-entry").last
    expect(entry.locator(".row")).to_have_attribute("aria-expanded", "true")
    return entry


def part(entry: Locator, kind: str) -> Locator:
    """A part of a card, opened."""
    found = entry.locator(f'[data-part="{kind}"]')
    found.locator("> summary").click()
    return found
