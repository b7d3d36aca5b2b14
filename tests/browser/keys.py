"""What a reader does with the keyboard alone, and where that leaves the focus: visible and on the screen."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

# What has the focus: a word to find it by, and whether a reader can see it.
_STOP = """() => {
  const focused = document.activeElement, style = getComputedStyle(focused), box = focused.getBoundingClientRect();
  const data = focused.dataset;
  const name = data.region || data.open || data.layer || data.basemap || focused.getAttribute("aria-label")
    || focused.textContent.trim() || focused.tagName;
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const ringed = focused.tagName === "path" && document.querySelectorAll("path.ring").length === 1;
  return {
    name: name.slice(0, 60),
    tag: focused.tagName,
    seen: outlined || ringed,
    shown: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
  };
}"""


def stop(page: Page) -> dict[str, Any]:
    """Where the focus is, and whether it can be seen."""
    found: dict[str, Any] = page.evaluate(_STOP)
    return found


def focused(page: Page) -> str:
    """The name of what has the focus; it wears a ring, and it is on the screen."""
    found = stop(page)
    assert found["seen"], f"no ring on {found}"
    assert found["shown"], f"not on the screen: {found}"
    return str(found["name"])


def tab_to(page: Page, name: str, *, back: bool = False, most: int = 150) -> None:
    """Press Tab until something of that name has the focus; every stop on the way is visible and on the screen."""
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if focused(page).startswith(name):
            return
    pytest.fail(f"Tab does not lead to {name!r}")
