from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage

# Open every card with everything unfolded; name what sticks out, hides its own text or lies over its neighbour.
CROWDED = """async () => {
  const crowded = [];
  const ids = [...document.querySelectorAll(".panel .row")].map((row) => row.dataset.open);
  for (const id of ids) {
    document.querySelector(`[data-entry="${id}"] .row`).click();
    const find = () => document.querySelector(`[data-testid="region-panel"][data-region="${id}"]`);
    while (!find()) await new Promise((resolve) => requestAnimationFrame(resolve));
    const card = find();
    card.querySelectorAll("details").forEach((part) => { part.open = true; });
    const room = card.getBoundingClientRect();
    for (const part of card.querySelectorAll("*")) {
      if (part.closest("svg, .table-room")) continue;
      const box = part.getBoundingClientRect();
      const hidden = part.scrollWidth > part.clientWidth + 2 && getComputedStyle(part).overflowX !== "visible";
      if (hidden || (box.width && (box.right > room.right + 1 || box.left < room.left - 1))) {
        crowded.push(`${id}: ${part.tagName}.${part.className} ${part.textContent.slice(0, 40)}`);
      }
    }
    for (const group of card.querySelectorAll(".figures, .sure, .edges, .pair")) {
      const boxes = [...group.children].map((child) => child.getBoundingClientRect());
      const apart = (a, b) => a.left >= b.right - 1 || b.left >= a.right - 1 || a.top >= b.bottom - 1;
      const meets = (a, b) => !apart(a, b) && b.top < a.bottom - 1 && a.top < b.bottom - 1;
      if (boxes.some((a, i) => boxes.some((b, j) => i < j && meets(a, b)))) crowded.push(`${id}: ${group.className}`);
    }
  }
  return [ids.length, crowded];
}"""


# Narrow is the harder case; Russian has the longest words.
@pytest.mark.parametrize(("language", "width"), [("en", 390), ("ru", 390), ("zh", 390), ("ru", 1400)])
def test_every_card_has_room_for_its_words(open_page: OpenPage, language: str, width: int) -> None:
    page = open_page(f"/?lang={language}")
    page.set_viewport_size({"width": width, "height": 900 if width > 400 else 844})
    count, crowded = page.evaluate(CROWDED)
    assert count >= 50
    assert crowded == []
