"""Drawings of regions for tests of what is measured: features from shapes, and bands round them."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry

from mapapp.core.features import Edge, Feature


def drawn(region: str, shape: BaseGeometry, **properties: Any) -> Feature:
    """A region and its shape."""
    return Feature(region, shape, {"region": region, **properties})


def banded(region: str, shape: BaseGeometry, width: float, *edges: Edge) -> Feature:
    """The band round the edge of a shape, as many degrees inwards as outwards, with square corners."""
    outside, inside = (shape.buffer(by, join_style="mitre") for by in (width, -width))
    listed = [vars(edge) for edge in edges]
    return Feature(region, outside.difference(inside), {"region": region, "edges": listed})
