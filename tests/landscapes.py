"""The two landscapes that the page is tested with, and what is in each that a test can take hold of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Landscape:
    """Names in one atlas, written down by hand, so that a test fails when they change.

    `area` is a region of the layer `layer` that can be hit on the map, `other` one of another layer that was not there
    yet in the `year`; `words` find the area. `shown` are the layers that are shown at first, in their order.
    """

    id: str
    folder: str
    title: str
    area: str
    area_title: str
    layer: str
    other: str
    species: str
    words: str
    year: int
    shown: tuple[str, ...]
    languages: tuple[str, ...]
    browsers: tuple[tuple[str, str], ...]
    steps: int

    @property
    def path(self) -> Path:
        """Its atlas folder."""
        return REPOSITORY / self.folder

    def without(self, layer: str) -> str:
        """The layers of an address when one of them is switched off."""
        return ",".join(name for name in self.shown if name != layer)


LEOPARD = Landscape(
    id="leopard",
    folder="geodata",
    title="Amur Leopard Atlas",
    area="kedrovaya-pad",
    area_title="Kedrovaya Pad Nature Reserve",
    layer="reserves",
    other="land-of-the-leopard",
    species="Panthera pardus orientalis",
    words="kedrovya pad",
    year=2009,
    shown=("parks", "reserves", "corridor", "programmes", "reintroduction", "places", "doubt"),
    languages=("en", "ru", "zh"),
    browsers=(("zh-CN", "zh"), ("ru-RU", "ru"), ("fr-FR", "en"), ("en-US", "en")),
    steps=10,
)
SEAL = Landscape(
    id="seal",
    folder="examples/saimaa",
    title="Saimaa Ringed Seal Atlas",
    area="puruvesi",
    area_title="Puruvesi",
    layer="seal-waters",
    other="kolovesi-national-park",
    species="saimaannorppa",
    words="puruvsi",
    year=1970,
    shown=("parks", "seal-waters", "net-fishing", "spread", "doubt"),
    languages=("en", "fi"),
    browsers=(("fi-FI", "fi"), ("ru-RU", "en")),
    steps=0,
)
LANDSCAPES = (LEOPARD, SEAL)
