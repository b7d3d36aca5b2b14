"""The pictures of the base map, cut to a frame and made as faint as on the page."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

from PIL import Image

from mapapp.render.paper.frame import Frame
from mapapp.render.paper.look import FAR, FOREST, NEAR, RELIEF, Json

ORDER = ("forest", "relief")


def rasters(parts: Mapping[str, bytes], frame: Frame) -> tuple[list[Json], dict[str, bytes]]:
    """Where the pictures lie on the sheet, in points, and their files by name."""
    known = json.loads(parts.get("rasters.json", b"{}"))
    near = min(1.0, max(0.0, (NEAR - frame.zoom) / FAR))  # the relief is coarse
    opacity = {"forest": FOREST, "relief": RELIEF * near}
    spots, files = [], {}
    for name in ORDER:
        body = parts.get(f"{name}.webp")
        if body is None or name not in known or not opacity[name]:
            continue
        (south, west), (north, east) = known[name]["bounds"]
        whole = (*frame.xy(west, north), *frame.xy(east, south))
        left, top = max(whole[0], 0.0), max(whole[1], 0.0)
        right, bottom = min(whole[2], frame.width), min(whole[3], frame.height)
        if right - left < 1 or bottom - top < 1:
            continue
        try:
            files[f"{name}.png"] = _cut(body, whole, (left, top, right, bottom), frame.pixel, opacity[name])
        except (OSError, ValueError, Image.DecompressionBombError):
            continue  # the page, too, goes without a picture that is none
        spots.append({"picture": f"{name}.png", "x": left, "y": top, "width": right - left, "height": bottom - top})
    return spots, files


def _cut(body: bytes, whole: tuple[float, ...], part: tuple[float, ...], pixel: float, opacity: float) -> bytes:
    """A part of a picture that covers the box `whole`, at one dot a pixel of the page."""
    with Image.open(io.BytesIO(body)) as opened:
        image = opened.convert("RGBA")
    across, down = image.width / (whole[2] - whole[0]), image.height / (whole[3] - whole[1])
    box: Any = (
        max((part[0] - whole[0]) * across, 0),
        max((part[1] - whole[1]) * down, 0),
        min((part[2] - whole[0]) * across, image.width),
        min((part[3] - whole[1]) * down, image.height),
    )
    size = (max(round((part[2] - part[0]) / pixel), 1), max(round((part[3] - part[1]) / pixel), 1))
    cut = image.resize(size, Image.Resampling.BICUBIC, box=box)
    cut.putalpha(cut.getchannel("A").point(lambda alpha: round(alpha * opacity)))
    made = io.BytesIO()
    cut.save(made, "PNG", compress_level=1)  # read once, by Typst
    return made.getvalue()
