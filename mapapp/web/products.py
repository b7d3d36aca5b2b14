"""What is published besides the map: files that a server makes on demand, made ahead by the same makers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from mapapp.web.data import MEDIA_TYPES, layer_ask, region_ask
from mapapp.web.make import MAKERS
from mapapp.web.making import Ask, NothingToMakeError
from mapapp.web.still import Still


@dataclass(frozen=True)
class Product:
    """A file of a publication by its name in the folder: which maker makes it, and how it is asked."""

    name: str
    what: str
    ask: Ask


Kind = Callable[[Still], Iterator[Product]]
Tell = Callable[[str], None]


def layers_and_regions(still: Still) -> Iterator[Product]:
    """Each layer and each region in every format."""
    known = still.site.vocabulary
    for name, ask in (
        *((f"layers/{layer}", layer_ask(still.site, layer)) for layer in known.layers),
        *((f"regions/{region}", region_ask(still.site, region)) for region in sorted(known.regions)),
    ):
        for ending in MEDIA_TYPES:
            yield Product(f"data/{name}.{ending}", "data", {**(ask or {}), "format": ending})


PRODUCTS: tuple[Kind, ...] = (layers_and_regions,)
"""One line a kind of product."""


def make_products(still: Still, folder: Path, kinds: Sequence[Kind], tell: Tell) -> None:
    """Make what is not in the folder yet; `tell` hears the name of each. Raises what the makers raise."""
    for product in (one for kind in kinds for one in kind(still)):
        out = folder / product.name
        if out.exists():
            continue
        tell(product.name)
        out.parent.mkdir(parents=True, exist_ok=True)
        with suppress(NothingToMakeError):  # a layer may be empty
            import_module(MAKERS[product.what]).make(still.site, product.ask, out, lambda *_: None)
