"""How finely which part of a base map is drawn: where the map is read in detail, far around coarsely."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mapapp.basemap.gshhg import Box, Grain
from mapapp.core.atlas import Home
from mapapp.core.reach import reach, zooms

BEYOND = 1.3  # the base map goes so much farther than a reader does, so that its edge is never seen


@dataclass(frozen=True)
class Plan:
    """Three boxes, one in the other, and how far simplifying moves a line in each, in degrees.

    `smallest` is the least area of land or lake in the core, in square degrees, `decimals` the digits of a coordinate,
    `farthest` the least zoom of the map and `grain` the resolution of the source.
    """

    core: Box
    middle: Box
    wide: Box
    detail: float
    middle_detail: float
    wide_detail: float
    smallest: float
    decimals: int
    farthest: int
    grain: Grain

    @property
    def size(self) -> float:
        """The width or height of the core in degrees, whichever is greater."""
        west, south, east, north = self.core
        return max(east - west, north - south)

    def coarser(self, times: float) -> Plan:
        """The same plan with less detail."""
        return replace(
            self,
            detail=self.detail * times,
            middle_detail=self.middle_detail * times,
            wide_detail=self.wide_detail * times,
            smallest=self.smallest * times**2,
        )


def plan_for(extent: Home) -> Plan:
    """The plan for a landscape: the smaller it is, the finer it is drawn."""
    core, wide = _box(extent), _box(reach(extent, BEYOND))
    size = max(core[2] - core[0], core[3] - core[1])
    farthest = zooms(extent)[0]
    return Plan(
        core=core,
        middle=grown(core, 0.6 * size, wide),
        wide=wide,
        detail=max(0.0001, size * 9e-5),
        middle_detail=size * 0.0016,
        wide_detail=size * 0.0064,
        smallest=(size * 1.5e-4) ** 2,
        decimals=4 if farthest < 8 else 5,
        farthest=farthest,
        grain="f" if farthest > 4 else "h" if farthest > 3 else "i",
    )


def grown(box: Box, by: float, within: Box) -> Box:
    """A box that is larger by some degrees on each side, cut to another."""
    west, south, east, north = box
    return max(west - by, within[0]), max(south - by, within[1]), min(east + by, within[2]), min(north + by, within[3])


def _box(home: Home) -> Box:
    return home.west, home.south, home.east, home.north
