"""A click as a hand makes it: the button stays down a while, and comes up at any moment of a frame."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from playwright.sync_api import Page

SHORTEST, LONGEST = 60.0, 110.0  # milliseconds, several frames of 17 and no whole number of them

_chance = Random(0)  # noqa: S311  # no secret: each run presses as the last one did


def press(page: Page, place: Sequence[float]) -> None:
    """Click at x and y, CSS pixels in the window.

    A browser takes a pointer's move at its next frame. In a page that does little, a click that follows at once
    therefore comes at the same moment of every frame, which is no property of that page; and it meets the paint of
    its own press.
    """
    x, y = place
    page.mouse.click(x, y, delay=_chance.uniform(SHORTEST, LONGEST))
