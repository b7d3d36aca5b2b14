"""Fingers and a slow or quick mouse, by the debugger's protocol: each event says when it happened."""

from __future__ import annotations

from playwright.sync_api import Page

STEPS = 8


def drag(page: Page, start: tuple[float, float], up: float, *, seconds: float, touch: bool = False) -> None:
    """Press at a place, move up by that many pixels in that time, let go."""
    session = page.context.new_cdp_session(page)
    if touch:
        session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    x, y = start
    began = page.evaluate("() => Date.now() / 1000")

    def send(kind: str, height: float, at: float) -> None:
        if touch:
            points = [] if kind == "touchEnd" else [{"x": x, "y": height}]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points, "timestamp": began + at})
            return
        names = {"touchStart": "mousePressed", "touchMove": "mouseMoved", "touchEnd": "mouseReleased"}
        event = {"type": names[kind], "x": x, "y": height, "button": "left", "buttons": 1, "clickCount": 1}
        session.send("Input.dispatchMouseEvent", {**event, "timestamp": began + at})

    send("touchStart", y, 0)
    for step in range(1, STEPS + 1):
        send("touchMove", y - up * step / STEPS, seconds * step / STEPS)
    send("touchEnd", y - up, seconds)
    session.detach()


def pinch(page: Page, place: tuple[float, float], scale: float) -> None:
    """Spread two fingers (scale above 1) or bring them together."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 5})
    x, y = place
    before, after = (20.0, 20.0 * scale) if scale > 1 else (20.0 / scale, 20.0)
    for step in range(STEPS + 1):
        apart = before + (after - before) * step / STEPS
        points = [{"x": x - apart, "y": y, "id": 0}, {"x": x + apart, "y": y, "id": 1}]
        session.send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()
